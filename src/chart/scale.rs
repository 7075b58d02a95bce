//! Unit and digits of a step, in figures whose steps are indicators that differ in them.
//!
//! Comes in: rows. Goes out: what the numbers of a step are printed with, in drawing, table and file alike.

use super::rows::Rows;

/// What the numbers of a step are measured in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    /// What one of the values counts.
    pub unit: String,
    /// Digits after the point.
    pub decimals: usize,
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
}
