//! Frozen editions: for each a list of its files with their SHA-256, and an archive that holds them.
//!
//! Comes in: the folder of frozen editions. Goes out: a [`Frozen`] for each edition, whose files are read and compared
//! with the list when they are asked for. Wrong can be: a list that no release wrote, an archive that is not there or
//! lacks files, a byte that is not as it was released, an edition of the other audience, a file that belongs to the
//! release and is not beside it.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Shown, folder};
use crate::disclosure::edition;
use crate::files::{Member, Root, sha256};
use crate::model::audience::Audience;
use crate::model::period::Period;
use crate::report::{Diagnostic, Place, Report, Reported, Result};

/// What is known of a frozen edition beside its files.
#[derive(Debug, Clone, PartialEq)]
pub struct Manifest {
    /// Its name, as it stands in addresses: `2025`.
    pub edition: String,
    /// Its name in words.
    pub label: String,
    /// The day it was published.
    pub published: Period,
    /// Whom it is for.
    pub audience: Audience,
    /// The version of the program that made it.
    pub version: String,
    /// What its publisher says has changed since the edition before.
    pub changed: Option<String>,
    /// Its figures by id.
    pub figures: BTreeMap<String, Shown>,
    /// The corrections that its pages show.
    pub corrections: Vec<String>,
    /// Its files by path below the root of the site, each with its SHA-256.
    pub files: BTreeMap<String, String>,
}

/// A frozen edition.
#[derive(Debug)]
pub struct Frozen {
    /// What is known of it.
    pub manifest: Manifest,
    /// How often it was frozen: once, and once more for each time it was released with corrections.
    pub times: u32,
    /// The sums of files in its earlier forms, as far as these are still there.
    earlier: Vec<BTreeMap<String, String>>,
    root: Root,
    /// The archive, below the site's folder.
    archive: String,
    members: BTreeMap<String, Member>,
}

/// What stands before the number of a file of an edition that was released again.
const AGAIN: &str = "-again-";

/// The name of the files of an edition that is frozen for this time, without their endings.
pub fn file_name(edition: &str, times: u32) -> String {
    if times <= 1 { edition.to_owned() } else { format!("{edition}{AGAIN}{times}") }
}

/// The edition of such a name, and how often it was frozen then.
pub(super) fn edition_of(name: &str) -> (&str, u32) {
    match name.split_once(AGAIN) {
        Some((edition, times)) => (edition, times.parse().unwrap_or(1)),
        None => (name, 1),
    }
}

/// Reads every frozen edition, the oldest first; of one that was released again the last form.
pub(super) fn read(report: &Report, root: &Root, audience: Audience) -> Result<Vec<Frozen>> {
    let folder = folder(audience);
    let mut forms: BTreeMap<String, BTreeMap<u32, String>> = BTreeMap::new();
    for path in root.files(report, folder, ".json")? {
        let Some(name) = path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')) else { continue };
        let name = name.trim_end_matches(".json");
        let (edition, times) = edition_of(name);
        forms.entry(edition.to_owned()).or_default().entry(times).or_insert(path);
    }
    let frozen: Vec<Option<Frozen>> =
        forms.iter().map(|(edition, forms)| one(report, root, audience, (edition, forms))).collect();
    let mut editions: Vec<Frozen> = report.sound(frozen)?.into_iter().flatten().collect();
    editions.sort_by(|one, other| {
        let by = |frozen: &Frozen| (frozen.manifest.published.id(), frozen.manifest.edition.clone());
        by(one).cmp(&by(other))
    });
    Ok(editions)
}

fn one(
    report: &Report,
    root: &Root,
    audience: Audience,
    (edition, forms): (&str, &BTreeMap<u32, String>),
) -> Option<Frozen> {
    let mut forms = forms.iter().rev();
    let (times, path) = forms.next()?;
    let manifest_of = |path: &str| {
        let text = root.text(report, path).ok()?;
        Some(serde_json::from_str::<Value>(&text.text).ok().and_then(|value| Manifest::of(&value)))
    };
    let manifest = manifest_of(path)?;
    let Some(manifest) = manifest.filter(|manifest| manifest.edition == edition) else {
        let found = Diagnostic::error("this is no list of a released edition").at(Place::file(path));
        report.add(found.help("put the file back as `sna release` wrote it"));
        return None;
    };
    if manifest.audience != audience {
        let (whose, there) = match manifest.audience {
            Audience::Public => ("everyone", folder(Audience::Public)),
            Audience::Partner => ("partners", folder(Audience::Partner)),
        };
        let found = Diagnostic::error(format!("the {edition} edition here was released for {whose}"));
        let found = found.at(Place::file(path)).note(format!("what was released for {whose} is kept in `{there}`"));
        report.add(found.help("take this file and its archive out of this folder"));
        return None;
    }
    let printed = format!("{}/{edition}.csv", edition::folder(audience));
    if !root.exists(&printed) {
        let found = Diagnostic::error(format!("what the {} printed is not there", manifest.label));
        let found = found.at(Place::file(&printed));
        let found = found.note("without it a later edition may print what gives away a count that this one withheld");
        report.add(found.help("put the file back from a copy; `sna release` wrote it, and each build needs it"));
    }
    let archive = format!("{}.zip", path.trim_end_matches(".json"));
    if !root.exists(&archive) {
        let count = crate::report::counted(manifest.files.len(), "file");
        let found = Diagnostic::error(format!("the pages of the {} are not there", manifest.label));
        let found = found.at(Place::file(&archive)).note(format!("{count} that were published would vanish"));
        report.add(found.help("put the archive back from a copy; `sna release` wrote it, and each build needs it"));
        return None;
    }
    let members = root.members(report, &archive).ok()?;
    let members: BTreeMap<String, Member> = members.into_iter().map(|one| (one.name.clone(), one)).collect();
    for file in manifest.files.keys().filter(|file| !members.contains_key(*file)) {
        let found = Diagnostic::error(format!("the archive of the {} lacks `{file}`", manifest.label));
        let found = found.at(Place::file(&archive)).help("put the archive back as `sna release` wrote it");
        report.add(found.repeated("lacking", "file"));
    }
    let earlier = forms.filter_map(|(_, path)| Some(manifest_of(path)??.files)).collect();
    Some(Frozen { manifest, times: *times, earlier, root: root.clone(), archive, members })
}

impl Frozen {
    /// The bytes of a file, which are those that were released.
    pub fn bytes(&self, report: &Report, path: &str) -> Result<Vec<u8>> {
        let (Some(member), Some(sum)) = (self.members.get(path), self.manifest.files.get(path)) else {
            return Err(self.changed(report, path));
        };
        let bytes = self.root.open_member(report, &self.archive, member)?.all(report)?;
        if sha256(&bytes) == *sum { Ok(bytes) } else { Err(self.changed(report, path)) }
    }

    fn changed(&self, report: &Report, path: &str) -> Reported {
        let found = Diagnostic::error(format!("this file of the {} is not as it was released", self.manifest.label));
        let found = found.at(Place::file(&format!("{}/{path}", self.archive)));
        report.add(found.help("put the archive back as `sna release` wrote it; what was published is never changed"))
    }

    /// Whether it was ever released with this sum of the file at a path.
    pub fn had(&self, path: &str, sum: &str) -> bool {
        let forms = [&self.manifest.files].into_iter().chain(&self.earlier);
        forms.into_iter().any(|files| files.get(path).is_some_and(|own| own == sum))
    }

    /// The addresses of its pages, without those for frames.
    pub fn pages(&self) -> impl Iterator<Item = &str> {
        let pages = self.manifest.files.keys().filter_map(|path| path.strip_suffix("index.html"));
        pages.filter(|address| !address.ends_with("/embed/"))
    }
}

impl Manifest {
    /// As the text of a file; the same manifest is the same bytes.
    pub fn text(&self) -> String {
        let figure = |(id, shown): (&String, &Shown)| {
            let Shown { kind, codes, title, used } = shown;
            (id.clone(), json!({"kind": kind, "indicators": codes, "title": title, "used": used}))
        };
        let files: Map<String, Value> =
            self.files.iter().map(|(path, sum)| (path.clone(), sum.clone().into())).collect();
        let value = json!({
            "generator": "sna release",
            "version": self.version,
            "edition": self.edition,
            "label": self.label,
            "published": self.published.id(),
            "audience": self.audience.word(),
            "changed": self.changed,
            "corrections": self.corrections,
            "figures": self.figures.iter().map(figure).collect::<Map<_, _>>(),
            "files": files,
        });
        format!("{value:#}\n")
    }

    fn of(value: &Value) -> Option<Self> {
        let text = |key: &str| Some(value[key].as_str()?.to_owned());
        let texts = |value: &Value| -> Option<Vec<String>> {
            value.as_array()?.iter().map(|one| Some(one.as_str()?.to_owned())).collect()
        };
        let figure = |(id, one): (&String, &Value)| {
            let shown = Shown {
                kind: one["kind"].as_str()?.to_owned(),
                codes: texts(&one["indicators"])?,
                title: one["title"].as_str()?.to_owned(),
                used: texts(&one["used"])?,
            };
            Some((id.clone(), shown))
        };
        let edition = text("edition")?;
        // Only files of the edition itself can be carried: a list that was changed writes nowhere else.
        let inside = |path: &str| {
            path.strip_prefix(&edition).is_some_and(|rest| rest.starts_with('/'))
                && path.split(['/', '\\']).all(|part| part != "..")
        };
        let file = |(path, sum): (&String, &Value)| {
            inside(path).then_some(())?;
            Some((path.clone(), sum.as_str()?.to_owned()))
        };
        Some(Self {
            edition: edition.clone(),
            label: text("label")?,
            published: Period::from_id(value["published"].as_str()?)?,
            audience: text("audience")?.parse().ok()?,
            version: text("version")?,
            changed: text("changed"),
            figures: value["figures"].as_object()?.iter().map(figure).collect::<Option<_>>()?,
            corrections: texts(&value["corrections"])?,
            files: value["files"].as_object()?.iter().map(file).collect::<Option<_>>()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_is_read_as_it_was_written() {
        let shown = Shown {
            kind: "bar".to_owned(),
            codes: vec!["VI-01".to_owned()],
            title: "A “title”.".to_owned(),
            used: vec!["2025/violence/".to_owned()],
        };
        let manifest = Manifest {
            edition: "2025".to_owned(),
            label: "2025 edition".to_owned(),
            published: Period::from_id("2025-03-03").expect("a day"),
            audience: Audience::Partner,
            version: "0.1.0".to_owned(),
            changed: None,
            figures: [("VI-F1".to_owned(), shown)].into(),
            corrections: vec!["2025-04-01 VI-F1: x".to_owned()],
            files: [("2025/index.html".to_owned(), "00".to_owned())].into(),
        };
        assert_eq!(Manifest::of(&serde_json::from_str(&manifest.text()).expect("JSON")), Some(manifest.clone()));
        assert_eq!(Manifest::of(&json!({"edition": "2025"})), None);
        for elsewhere in ["2026/index.html", "2025/../index.html", "2025x/index.html"] {
            let mut other = serde_json::from_str::<Value>(&manifest.text()).expect("JSON");
            other["files"] = json!({ elsewhere: "00" });
            assert_eq!(Manifest::of(&other), None, "{elsewhere}");
        }
    }

    #[test]
    fn an_edition_released_again_has_a_name_of_its_own() {
        assert_eq!([file_name("2025", 1), file_name("2025-q1", 2)], ["2025", "2025-q1-again-2"]);
    }
}
