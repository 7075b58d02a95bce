//! Builds a strategic needs assessment.
pub mod report;
pub mod files;
pub mod yaml;
pub mod model;
pub mod compare;
pub mod chart;
