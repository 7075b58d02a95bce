//! What moved between two publications: sentences, claims, and the rows of figures.
//!
//! Comes in: two [`Snapshot`]s, each of a site in its folder of content or as it was published. Goes out:
//! [`Moved`]. Wrong can be: a folder that holds neither, or two sites for different readers. What an author wrote
//! anew is told apart from what the numbers moved: a sentence is the same where it is written the same.

mod figures;
mod snapshot;

use std::collections::BTreeMap;

pub use self::figures::{MovedFigure, MovedRow};
pub use self::snapshot::Snapshot;
use crate::render::statements::{Claimed, Statement};

/// A value that is another than before.
#[derive(Debug, Clone, PartialEq)]
pub struct MovedValue {
    /// As its author wrote it.
    pub written: String,
    /// As it read.
    pub was: String,
    /// As it reads.
    pub is: String,
    /// By how much, where both are numbers.
    pub by: Option<Distance>,
}

/// How far a number moved.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Distance {
    /// The new number less the old one.
    pub difference: f64,
    /// That, as a share of the old one; unknown where it was zero.
    pub share: Option<f64>,
    /// To how many decimals the numbers are given.
    pub decimals: usize,
}

impl Distance {
    /// From a number to another; `None` where either is no number.
    fn between(was: &str, is: &str) -> Option<Self> {
        let places = |text: &str| text.split_once('.').map_or(0, |(_, places)| places.len());
        let decimals = places(was).max(places(is));
        let (was, is): (f64, f64) = (was.parse().ok()?, is.parse().ok()?);
        let difference = is - was;
        let share = (was != 0.0).then(|| difference / was.abs());
        (was.is_finite() && is.is_finite()).then_some(Self { difference, share, decimals })
    }
}

/// A claim of which something else is true than before.
#[derive(Debug, Clone, PartialEq)]
pub struct MovedClaim {
    /// As it was found before.
    pub was: Claimed,
    /// As it is found now.
    pub is: Claimed,
}

impl MovedClaim {
    /// Whether it held and does not any more.
    pub fn broke(&self) -> bool {
        self.is.holds != Some(true)
    }
}

/// A sentence that is written as before and reads otherwise, or whose claims do.
#[derive(Debug, Clone, PartialEq)]
pub struct MovedSentence {
    /// As it was.
    pub was: Statement,
    /// As it is.
    pub is: Statement,
    /// Its values that are others.
    pub values: Vec<MovedValue>,
    /// Its claims of which something else is true.
    pub claims: Vec<MovedClaim>,
}

/// All that moved.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Moved {
    /// Sentences that the numbers moved.
    pub sentences: Vec<MovedSentence>,
    /// Sentences that were written since, or written anew.
    pub written: Vec<Statement>,
    /// Sentences that stand there no more.
    pub removed: Vec<Statement>,
    /// Figures whose rows or finding moved.
    pub figures: Vec<MovedFigure>,
    /// Ids of figures that are new.
    pub new_figures: Vec<String>,
    /// Ids of figures that are gone.
    pub gone_figures: Vec<String>,
    /// How many sentences and figures stayed as they were.
    pub same: (usize, usize),
}

impl Moved {
    /// How many claims do not hold any more.
    pub fn broken(&self) -> usize {
        self.sentences.iter().flat_map(|sentence| &sentence.claims).filter(|claim| claim.broke()).count()
    }

    /// Whether nothing is other than before.
    pub fn is_nothing(&self) -> bool {
        let Self { sentences, written, removed, figures, new_figures, gone_figures, same: _ } = self;
        sentences.is_empty()
            && written.is_empty()
            && removed.is_empty()
            && figures.is_empty()
            && new_figures.is_empty()
            && gone_figures.is_empty()
    }
}

/// What moved from one publication to another.
pub fn diff(old: &Snapshot, new: &Snapshot) -> Moved {
    let mut moved = Moved::default();
    // Sentences that are written alike on a page are taken in their order.
    let mut before: BTreeMap<(&str, &str), Vec<&Statement>> = BTreeMap::new();
    for statement in old.statements.iter().rev() {
        before.entry((&statement.page, &statement.written)).or_default().push(statement);
    }
    for is in &new.statements {
        match before.get_mut(&(is.page.as_str(), is.written.as_str())).and_then(Vec::pop) {
            None => moved.written.push(is.clone()),
            Some(was) => match sentence(was, is) {
                Some(sentence) => moved.sentences.push(sentence),
                None => moved.same.0 += 1,
            },
        }
    }
    // What is left over keeps the order of its page.
    let mut left: Vec<&Statement> = before.into_values().flat_map(|left| left.into_iter().rev()).collect();
    left.sort_by_key(|statement| old.statements.iter().position(|other| std::ptr::eq(other, *statement)));
    moved.removed = left.into_iter().cloned().collect();

    for (id, is) in &new.figures {
        match old.figures.get(id) {
            None => moved.new_figures.push(id.clone()),
            Some(was) => match figures::moved(id, was, is) {
                Some(figure) => moved.figures.push(figure),
                None => moved.same.1 += 1,
            },
        }
    }
    moved.gone_figures = old.figures.keys().filter(|id| !new.figures.contains_key(*id)).cloned().collect();
    moved
}

fn sentence(was: &Statement, is: &Statement) -> Option<MovedSentence> {
    let values = was.values.iter().zip(&is.values).filter(|(was, is)| was != is).map(|(was, is)| MovedValue {
        written: is.written.clone(),
        was: was.text.clone(),
        is: is.text.clone(),
        by: Distance::between(&was.value, &is.value),
    });
    let values: Vec<MovedValue> = values.collect();
    // A claim that is marked since is the author's work, and one that is no longer marked too.
    let claims = is.claims.iter().filter_map(|is| {
        let was = was.claims.iter().find(|was| was.written == is.written)?;
        (was != is).then(|| MovedClaim { was: was.clone(), is: is.clone() })
    });
    let claims: Vec<MovedClaim> = claims.collect();
    let moved = was.words != is.words || !values.is_empty() || !claims.is_empty();
    moved.then(|| MovedSentence { was: was.clone(), is: is.clone(), values, claims })
}
