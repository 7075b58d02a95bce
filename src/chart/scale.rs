//! What differs from step to step, in figures whose steps are indicators: unit, digits and sources.
//!
//! Comes in: rows. Goes out: what the numbers of a step are printed with, in drawing, table and file alike.

use super::rows::{Measure, Rows};
use crate::compare::IndicatorFindings;
use crate::model::source::SourceId;

/// What the numbers of a step are measured in, and where they come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    /// What one of the values counts.
    pub unit: String,
    /// Digits after the point.
    pub decimals: usize,
    /// The sources it is made of, numerator first.
    pub sources: Vec<SourceId>,
    /// Whether any of these is illustrative.
    pub illustrative: bool,
}

impl Scale {
    /// The scale of an indicator that is measured so.
    pub fn of(found: &IndicatorFindings, measure: Measure) -> Self {
        Self {
            unit: measure.unit,
            decimals: measure.decimals,
            sources: found.sources.clone(),
            illustrative: found.illustrative,
        }
    }
}

impl Rows {
    /// Digits after the point in the numbers of a step.
    pub fn decimals(&self, step: usize) -> usize {
        self.scales.get(step).map_or(self.measure.decimals, |scale| scale.decimals)
    }

    /// What one of the values of a step counts.
    pub fn unit(&self, step: usize) -> &str {
        self.scales.get(step).map_or(&self.measure.unit, |scale| &scale.unit)
    }

    /// Whether the numbers of a step are made up.
    pub fn is_illustrative(&self, step: usize) -> bool {
        self.scales.get(step).map_or(self.measure.illustrative, |scale| scale.illustrative)
    }

    /// The sources of a step, of those of the figure.
    pub fn sources<'a>(&'a self, step: usize, all: &'a [SourceId]) -> &'a [SourceId] {
        self.scales.get(step).map_or(all, |scale| &scale.sources)
    }
}
