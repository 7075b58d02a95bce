//! Builds a strategic needs assessment.
pub mod report;
pub mod files;
pub mod yaml;
pub mod model;
pub mod config;
pub mod measure;
pub mod disclosure;
pub mod compare;
pub mod content;
