//! A small site in a folder that vanishes, for any test to change, build and read.

#![allow(dead_code, reason = "each test takes what it needs")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use sna::files::Root;
use sna::pipeline;
use sna::progress::Progress;
use sna::publish;
use sna::render::Site;
use sna::report::{Format, Report, Result, Strictness};

/// The folder of this package.
pub(crate) fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The site in `tests/sites/base/`, copied where it may be changed.
pub(crate) struct Copy {
    folder: tempfile::TempDir,
}

impl Copy {
    /// A fresh copy.
    pub(crate) fn new() -> Self {
        let copy = Self { folder: tempfile::tempdir().unwrap() };
        copy_folder(&package().join("tests/sites/base"), &copy.root());
        copy
    }

    /// The site's folder.
    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// A folder beside the site, where nothing is yet.
    pub(crate) fn output(&self) -> PathBuf {
        self.folder.path().join("public")
    }

    /// Writes a file of the site.
    pub(crate) fn put(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let full = self.root().join(path);
        fs::create_dir_all(full.parent().unwrap()).unwrap();
        fs::write(full, bytes).unwrap();
    }

    /// The text of a file of the site.
    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).unwrap()
    }

    /// Writes a file of the site with `old` replaced; `old` must be in it.
    pub(crate) fn replace(&self, path: &str, old: &str, new: &str) {
        let text = self.text(path);
        assert!(text.contains(old), "{path} does not hold `{old}`");
        self.put(path, text.replacen(old, new, 1));
    }

    /// Builds and checks the site, all in memory.
    pub(crate) fn build(&self) -> (Report, Result<Site>) {
        let report = Report::new(Strictness::Lenient);
        let progress = Progress::default();
        let site = pipeline::build(&report, &progress, &Root::new(&self.root()));
        let site = site.and_then(|site| publish::check(&report, &progress, &site).map(|_| site));
        (report, site)
    }

    /// The site, which must be without a fault.
    pub(crate) fn built(&self) -> Site {
        let (report, site) = self.build();
        site.unwrap_or_else(|_| panic!("{}", plain(&report)))
    }
}

/// Copies a folder and all that is in it.
pub(crate) fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// Every file below a folder, by its path with forward slashes.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let parts: Vec<_> = path
                    .strip_prefix(folder)
                    .unwrap()
                    .components()
                    .map(|part| part.as_os_str().to_string_lossy())
                    .collect();
                found.insert(parts.join("/"), fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// A report as people read it, without colours.
pub(crate) fn plain(report: &Report) -> String {
    anstream::adapter::strip_str(&report.render(Format::Human)).to_string()
}

/// One row of a file of numbers, by the names of its columns.
pub(crate) type Row = BTreeMap<String, String>;

/// The rows of a CSV file.
pub(crate) fn rows(bytes: &[u8]) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(bytes);
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let row = |record: csv::StringRecord| header.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
    reader.records().map(|record| row(record.unwrap())).collect()
}

/// Every released number of an edition.
pub(crate) fn numbers(site: &Site) -> Vec<Row> {
    let report = Report::new(Strictness::Lenient);
    let path = format!("{0}/data/sna-{0}.csv", site.edition());
    rows(&site.make(&report, &path).unwrap().unwrap())
}

/// The fenced blocks of a page: info string and text.
pub(crate) fn blocks(text: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut open = false;
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                blocks.push((info.to_string(), String::new()));
                open = true;
            }
            Event::Text(text) if open => blocks.last_mut().unwrap().1.push_str(&text),
            Event::End(TagEnd::CodeBlock) => open = false,
            _ => {}
        }
    }
    blocks
}

/// Adds an indicator `alarms` to a site, whose counts and residents are made up, and which is a rate beside the county.
pub(crate) fn put_made_up_alarms(copy: &Copy) {
    let source = copy.text("data/crime/source.yaml").replace("crime.csv", "alarms-illustrative.csv");
    let (head, _) = source.split_once("layout:").unwrap();
    let head = head.replace("status: published", "status: illustrative");
    copy.put(
        "data/alarms-illustrative/source.yaml",
        format!(
            "{head}layout:\n  area: {{column: Area code}}\n  period: {{column: Year, form: year}}\n  values: {{alarms: Alarms, residents: Residents}}\n"
        ),
    );
    copy.put(
        "data/alarms-illustrative/alarms-illustrative.csv",
        "Area code,Year,Alarms,Residents\nE10000091,2025,2296,105127\nE07000901,2025,588,30600\nE07000902,2025,1034,32300\n\
         E07000903,2025,406,25400\nE07000904,2025,268,16827\n",
    );
    let violence = copy.text("content/indicators/violence.md");
    let alarms = violence
        .replace("VI-01", "AL-01")
        .replace("Violence recorded by the police", "Alarms (illustrative)")
        .replace("short: Violence", "short: Alarms (illustrative)")
        .replace("{source: crime, series: [violence]}", "{source: alarms-illustrative, series: [alarms]}")
        .replace("{source: residents, series: [residents]}", "{source: alarms-illustrative, series: [residents]}");
    copy.put("content/indicators/alarms.md", alarms);
}
