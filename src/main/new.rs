//! `sna new`: a site, or a part of one, begun with comments that say what belongs where.
//!
//! In goes a name, out come files, which [`publish::beginning`] writes. Wrong can be a name that is no address, and a
//! file that is there. The files themselves stand in `starter/`.

use std::path::Path;
use std::process::ExitCode;

use sna::model::area::slug;
use sna::publish;
use sna::report::{Diagnostic, Report, Result, Strictness};

use super::command::{New, Part};
use super::{COULD_NOT_RUN, print_report};

/// Texts of `starter/` by their paths below it, in the order in which they are named.
macro_rules! carried {
    ($($path:literal),+ $(,)?) => {
        &[$(($path, include_str!(concat!("../../starter/", $path)))),+]
    };
}

/// The files of a site that builds, with made-up data.
const SITE: &[(&str, &str)] = carried![
    "site/site.yaml",
    "site/gitignore",
    "site/.vscode/extensions.json",
    "site/.vscode/settings.json",
    "site/content/accessibility.md",
    "site/content/chapters/offences.md",
    "site/content/index.md",
    "site/content/indicators/offences.md",
    "site/content/methods.md",
    "site/data/offences-illustrative/offences-illustrative.csv",
    "site/data/offences-illustrative/source.yaml",
    "site/data/outlines-illustrative/outlines-illustrative.geojson",
    "site/data/outlines-illustrative/source.yaml",
    "chapter.md",
    "indicator.md",
    "place.md",
    "recommendation.md",
    "source.yaml",
];

/// What editors complete and underline settings by.
const SCHEMAS: &[(&str, &str)] = carried![
    "../schemas/addresses.json",
    "../schemas/chapter.json",
    "../schemas/corrections.json",
    "../schemas/costs.json",
    "../schemas/duty.json",
    "../schemas/events.json",
    "../schemas/indicator.json",
    "../schemas/intervention.json",
    "../schemas/interventions.json",
    "../schemas/pictures.json",
    "../schemas/place.json",
    "../schemas/recommendation.json",
    "../schemas/schools.json",
    "../schemas/site.json",
    "../schemas/source.json",
    "../schemas/strategy.json",
];

/// Begins what is asked for.
pub(super) fn run(new: &New) -> ExitCode {
    let report = Report::new(Strictness::Lenient);
    let (done, manner) = match &new.part {
        Part::Site { folder, manner } => (site(&report, folder), manner),
        Part::Chapter { name, place } => (
            part(&report, &place.root, name, "chapter.md", |name| format!("content/chapters/{name}.md")),
            &place.manner,
        ),
        Part::Indicator { name, place } => {
            let path = |name: &str| format!("content/indicators/{name}.md");
            (part(&report, &place.root, name, "indicator.md", path), &place.manner)
        }
        Part::Story { name, place } => {
            let path = |name: &str| format!("content/places/{name}.md");
            (part(&report, &place.root, name, "place.md", path), &place.manner)
        }
        Part::Recommendation { name, place } => {
            let path = |name: &str| format!("content/recommendations/{name}.md");
            (part(&report, &place.root, name, "recommendation.md", path), &place.manner)
        }
        Part::Source { name, place } => {
            (part(&report, &place.root, name, "source.yaml", |name| format!("data/{name}/source.yaml")), &place.manner)
        }
    };
    print_report(&report, manner.format.into());
    match done {
        Ok(words) => {
            if !manner.quiet {
                anstream::eprintln!("{words}");
            }
            ExitCode::SUCCESS
        }
        Err(_) if report.could_not_run() => ExitCode::from(COULD_NOT_RUN),
        Err(_) => ExitCode::FAILURE,
    }
}

fn site(report: &Report, folder: &Path) -> Result<String> {
    let of_site = SITE.iter().filter_map(|(path, text)| Some((path.strip_prefix("site/")?, *text)));
    // Without its dot in `starter/`, where it would be read as rules for that folder.
    let of_site = of_site.map(|(path, text)| (if path == "gitignore" { ".gitignore" } else { path }, text));
    let schemas = SCHEMAS.iter().filter_map(|(path, text)| Some((path.strip_prefix("../")?, *text)));
    let files: Vec<(String, String)> =
        of_site.chain(schemas).map(|(path, text)| (path.to_owned(), text.to_owned())).collect();
    publish::beginning(report, folder, &files)?;
    let folder = folder.display();
    Ok(format!("began a site in {folder}; its numbers are made up. See it with `sna serve --root {folder}`"))
}

/// One file of a site, made of the one in `starter/`.
fn part(report: &Report, root: &Path, name: &str, starter: &str, path: impl Fn(&str) -> String) -> Result<String> {
    if !root.join("site.yaml").is_file() {
        let found = Diagnostic::error(format!("there is no `site.yaml` in `{}`", root.display()));
        let help =
            "run this in the folder of a site, or name that folder with `--root`; `sna new site FOLDER` begins one";
        report.add(found.help(help));
    }
    if name.is_empty() || slug(name) != name {
        let found = Diagnostic::error(format!("`{name}` is not a name for a file"));
        let help = match slug(name) {
            better if better.is_empty() => "use small letters, digits and hyphens".to_owned(),
            better => format!("use small letters, digits and hyphens: `{better}`"),
        };
        report.add(found.help(help));
    }
    report.sound(())?;
    let text = SITE.iter().find(|(path, _)| *path == starter).map_or("", |(_, text)| text);
    let path = path(name);
    publish::beginning(report, root, &[(path.clone(), text.replace("TITLE", &title(name)))])?;
    Ok(format!("began {}; run `sna check` to see what it still asks", root.join(path).display()))
}

/// `knife-crime` as `Knife crime`.
fn title(name: &str) -> String {
    let words = name.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
