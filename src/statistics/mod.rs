//! The mathematics of the assessment: each method a file of pure functions, with its formula, its source,
//! its units and what it cannot answer.
//!
//! Comes in: numbers. Goes out: numbers, or [`Unanswered`] with the reason in a reader's words. Nothing here
//! knows of areas, files or pages; `measure` uses it before the disclosure line and `compare` after it.
//! Every function agrees with the published answers in `tests/methods/`.

pub mod chance;
pub mod change;
pub mod comparison;
pub mod composite;
pub mod concentration;
pub mod control;
pub mod distribution;
pub mod explained;
pub mod funnel;
pub mod inequality;
pub mod interval;
pub mod ordered_trend;
pub mod quantile;
pub mod recent_trend;
pub mod season;
pub mod similarity;
pub mod standardised;

pub use explained::Explained;

/// Why a method has no answer, as a reader is told: `fewer than ten events`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unanswered(pub &'static str);

impl std::fmt::Display for Unanswered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

/// What a method answers.
pub type Answer<T> = Result<T, Unanswered>;
