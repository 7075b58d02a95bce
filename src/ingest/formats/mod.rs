//! Formats of published files, one publisher to a file: each format is a layout in the words that authors
//! write.
//!
//! Nothing comes in; out come names, the columns that recognise a format, and layouts. What can be wrong is
//! told by [`super::known`]. Files are not known here.

pub(super) mod census;
pub(super) mod deprivation;
pub(super) mod education;
pub(super) mod fingertips;
pub(super) mod health;
pub(super) mod nomis;
pub(super) mod police;
pub(super) mod population;
pub(super) mod recorded_crime;
