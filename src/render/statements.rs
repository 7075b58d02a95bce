//! What the authors of an edition say with numbers, as a file: every sentence that rests on one.
//!
//! Comes in: the bound narrative. Goes out: `statements.json`, which the next edition is set beside
//! (`sna diff`) and from which anybody can read which sentence rests on which number. Wrong can be: nothing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Files, Output, Publication};
use crate::content::Claim;
use crate::report::Place;

/// Every sentence with numbers of an edition.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Statements {
    /// In the order of pages and of what stands on each.
    pub sentences: Vec<Statement>,
}

/// A sentence with numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// The address of its page below that of the edition: `robbery/`.
    pub page: String,
    /// As its author wrote it, with values in braces.
    pub written: String,
    /// As it reads.
    pub words: String,
    /// The values it quotes, in their order.
    pub values: Vec<Value>,
    /// What it claims.
    pub claims: Vec<Claimed>,
    /// Where it is written; unknown of a site that is read from its files.
    #[serde(skip)]
    pub place: Option<Place>,
}

/// A value that a sentence quotes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Value {
    /// As its author wrote it: `robbery.count area=dudley`.
    pub written: String,
    /// As machines read it.
    pub value: String,
    /// As people read it.
    pub text: String,
}

/// What a sentence claims, and what the numbers say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claimed {
    /// As its author wrote it: `robbery fell areas=6`.
    pub written: String,
    /// Whether it holds; neither where it cannot be checked.
    pub holds: Option<bool>,
    /// What the numbers say.
    pub truth: String,
    /// By how much it holds.
    pub margin: String,
}

/// What the narrative of a publication says with numbers, whether its claims hold or not.
pub fn statements(publication: &Publication) -> Statements {
    let bindings = &publication.bindings;
    let judged: BTreeMap<&Place, &Claim> = bindings.claims.iter().map(|claim| (&claim.place, claim)).collect();
    let home = bindings.addresses.home();
    let sentences = bindings.said.iter().map(|said| Statement {
        page: said.page.strip_prefix(&home).unwrap_or(&said.page).to_owned(),
        written: said.written.clone(),
        words: said.words.clone(),
        values: said
            .values
            .iter()
            .map(|quoted| Value {
                written: quoted.written.clone(),
                value: quoted.value.clone(),
                text: quoted.text.clone(),
            })
            .collect(),
        claims: said
            .claims
            .iter()
            .map(|(place, written)| {
                let verdict = judged.get(place);
                Claimed {
                    written: written.clone(),
                    holds: verdict.map(|claim| claim.holds),
                    truth: verdict.map_or_else(String::new, |claim| claim.truth.clone()),
                    margin: verdict.map_or_else(String::new, |claim| claim.margin.clone()),
                }
            })
            .collect(),
        place: Some(said.place.clone()),
    });
    Statements { sentences: sentences.collect() }
}

/// The file of sentences.
#[derive(Debug)]
pub(super) struct StatementsFile;

impl Output for StatementsFile {
    fn name(&self) -> &'static str {
        "statements"
    }

    fn add(&self, publication: &Publication, files: &mut Files<'_>) {
        files.add(&publication.bindings.addresses.statements(), |publication, _| {
            // Texts and numbers of ours are always JSON.
            let mut text = serde_json::to_string(&statements(publication)).unwrap_or_default();
            text.push('\n');
            Ok(text.into_bytes())
        });
    }
}
