//! What a publication says, whether it is about to be published or was: its sentences and its figures.
//!
//! Comes in: a [`Publication`], or the folder of a site as it was published. Goes out: [`Snapshot`]. Wrong can be:
//! a folder that holds no site of ours, or one of an older program, which kept no list of sentences.

use std::collections::BTreeMap;

use serde_json::Value;

use super::figures::Figure;
use crate::files::Root;
use crate::model::audience::Audience;
use crate::render::statements::{Statement, Statements, statements};
use crate::render::{Publication, figure_json};
use crate::report::{Diagnostic, Place, Report, Result};

/// The list of a published folder.
const MANIFEST: &str = "manifest.json";

/// What a publication says.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// Its edition.
    pub edition: String,
    /// Whom it is for.
    pub audience: Audience,
    /// Its sentences with numbers.
    pub(super) statements: Vec<Statement>,
    /// Its figures by id.
    pub(super) figures: BTreeMap<String, Figure>,
}

impl Snapshot {
    /// Of what would be published, faults and all.
    pub fn of(publication: &Publication) -> Self {
        let figures = publication.gallery.iter().filter_map(|exhibit| {
            let json = serde_json::from_str(&figure_json(publication, exhibit)).ok()?;
            Some((exhibit.id.clone(), Figure::read(&json)?))
        });
        Self {
            edition: publication.config.edition.clone(),
            audience: publication.config.audience,
            statements: statements(publication).sentences,
            figures: figures.collect(),
        }
    }

    /// Whether a folder holds a site as it was published.
    pub fn is_published(folder: &Root) -> bool {
        folder.exists(MANIFEST)
    }

    /// Of a site as it was published.
    pub fn read(report: &Report, folder: &Root) -> Result<Self> {
        let manifest = json(report, folder, MANIFEST)?;
        let edition = manifest.get("edition").and_then(Value::as_str).unwrap_or_default().to_owned();
        if manifest.get("generator").and_then(Value::as_str) != Some("sna") || edition.is_empty() {
            let found = Diagnostic::error("this folder holds no site that `sna build` wrote");
            let found = found.at(Place::file(MANIFEST));
            return Err(report.add(found.help("name a folder such as `public`, or one that holds `site.yaml`")));
        }
        let path = format!("{edition}/statements.json");
        if !folder.exists(&path) {
            let found = Diagnostic::error("the site in this folder keeps no list of its sentences");
            let found = found.at(Place::file(&path)).label("this file is missing");
            let help = "it was built by an older program: name its folder of content instead, or build it again";
            return Err(report.add(found.help(help)));
        }
        let statements: Statements = serde_json::from_value(json(report, folder, &path)?)
            .map_err(|cause| report.add(unreadable(&path, &cause)))?;
        let mut figures = BTreeMap::new();
        for path in folder.files(report, &format!("{edition}/f"), ".json")? {
            let figure = json(report, folder, &path)?;
            // Beside each figure stand files for programs that manage references.
            let Some(id) = figure.get("figure").and_then(Value::as_str) else { continue };
            if let Some(read) = Figure::read(&figure) {
                figures.insert(id.to_owned(), read);
            }
        }
        let audience = manifest.get("audience").and_then(Value::as_str).and_then(|word| word.parse().ok());
        let statements = statements.sentences;
        Ok(Self { edition, audience: audience.unwrap_or_default(), statements, figures })
    }
}

fn json(report: &Report, folder: &Root, path: &str) -> Result<Value> {
    serde_json::from_slice(&folder.bytes(report, path)?).map_err(|cause| report.add(unreadable(path, &cause)))
}

fn unreadable(path: &str, cause: &serde_json::Error) -> Diagnostic {
    let found = Diagnostic::error("this file of a published site cannot be read").at(Place::file(path));
    found.note(cause.to_string()).help("build the site again, or take the folder from a copy")
}
