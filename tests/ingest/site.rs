//! A small site in a folder that vanishes, and what reading it says.

use std::collections::BTreeMap;
use std::fs;

use sna::files::Root;
use sna::ingest;
use sna::model::area::{AreaCode, Level};
use sna::model::declaration::{AreaDeclaration, LevelDeclaration, ListedArea};
use sna::model::observation::{Observations, Table, Value};
use sna::model::source::SourceId;
use sna::report::{Format, Place, Report, Result, Strictness};
use tempfile::TempDir;

/// A place in the settings, which are not a file here.
pub(crate) fn place() -> Place {
    Place::file("site.yaml")
}

/// A level without areas.
pub(crate) fn level(id: &str, name: &str, list: &[(&str, &str, Option<&str>)]) -> LevelDeclaration {
    let listed = |(code, name, parent): &(&str, &str, Option<&str>)| ListedArea {
        code: AreaCode::new(code),
        name: (*name).into(),
        slug: None,
        parent: parent.map(AreaCode::new),
        place: place(),
    };
    LevelDeclaration {
        level: Level { id: id.into(), name: name.into(), plural: format!("{name}s"), profile: id != "lsoa" },
        place: place(),
        list: list.iter().map(listed).collect(),
        lookup: None,
        names: BTreeMap::new(),
        slugs: BTreeMap::new(),
        parent: None,
    }
}

/// One force, two authorities, two wards of one name, two LSOAs.
pub(crate) fn areas() -> AreaDeclaration {
    let force = Some("E23000014");
    AreaDeclaration {
        levels: vec![
            level("force", "Police force area", &[("E23000014", "West Midlands", None)]),
            level(
                "authority",
                "Local authority",
                &[("E08000025", "Birmingham", force), ("E08000026", "Coventry", force)],
            ),
            level(
                "ward",
                "Ward",
                &[("E05011121", "Bordesley", Some("E08000025")), ("E05001218", "Bordesley", Some("E08000026"))],
            ),
            level(
                "lsoa",
                "LSOA",
                &[
                    ("E01009061", "Birmingham 033E", Some("E05011121")),
                    ("E01009062", "Coventry 001A", Some("E05001218")),
                ],
            ),
        ],
        assessed: "west-midlands".into(),
        assessed_place: place(),
        boundaries: Vec::new(),
        postcodes: None,
        recodes: Vec::new(),
        overlaps: Vec::new(),
    }
}

/// A `source.yaml` whose keys every source has, and `rest`.
pub(crate) fn declaration(file: &str, rest: &str) -> String {
    format!(
        "title: A test
publisher: Nobody
licence: {{name: MIT, address: https://opensource.org/license/mit}}
attribution: none
address: none
period: 2024
status: published
files: [{{name: {file}}}]
disclosure: {{rule: none, why: a test}}
{rest}"
    )
}

/// Authority, month and count.
pub(crate) const LAYOUT: &str = "format: table
layout:
  area: {column: Area code}
  period: {column: Month, form: month}
  series: {fixed: calls}
  value: Calls
";

/// A site of the given files.
pub(crate) struct Site {
    folder: TempDir,
    areas: AreaDeclaration,
}

impl Site {
    /// Writes the files below the folder of a site.
    pub(crate) fn new(files: &[(&str, &[u8])]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (path, bytes) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        Self { folder, areas: areas() }
    }

    /// A source named `calls` of one file.
    pub(crate) fn of(name: &str, rest: &str, text: &str) -> Self {
        Self::new(&[
            ("data/calls/source.yaml", declaration(name, rest).as_bytes()),
            (&format!("data/calls/{name}"), text.as_bytes()),
        ])
    }

    /// With other areas.
    pub(crate) fn with_areas(mut self, areas: AreaDeclaration) -> Self {
        self.areas = areas;
        self
    }

    /// The folder on this machine.
    pub(crate) fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Reads it.
    pub(crate) fn read(&self) -> (Result<Observations>, String) {
        let report = Report::new(Strictness::Lenient);
        let read =
            ingest::read(&report, &sna::progress::Progress::default(), &Root::new(self.folder.path()), &self.areas);
        (read, anstream::adapter::strip_str(&report.render(Format::Human)).to_string())
    }

    /// What reading it says.
    pub(crate) fn told(&self) -> String {
        self.read().1
    }

    /// The table of the source `calls`, which must be sound.
    pub(crate) fn table(&self) -> Table {
        let (read, told) = self.read();
        assert_eq!(told, "");
        read.unwrap().tables.remove(&SourceId::new("calls")).unwrap()
    }

    /// Area, period, series, group, value and marks of every number, one to a line.
    pub(crate) fn numbers(&self) -> String {
        let table = self.table();
        let (read, _) = self.read();
        let areas = read.unwrap().areas;
        let line = |seen: &sna::model::observation::Observation| {
            let value = match seen.value {
                Value::Number(number) => number.to_string(),
                Value::Missing(reason) => reason.symbol().to_owned(),
            };
            let group = table.groups[usize::from(seen.group)].to_string();
            let series = &table.series[usize::from(seen.series)];
            let marks = if seen.marks.is_empty() { String::new() } else { format!(" {}", seen.marks.symbols()) };
            format!("{} {} {series} ({group}) {value}{marks}\n", areas.get(seen.area).slug, seen.period.id())
        };
        table.observations.iter().map(line).collect()
    }
}
