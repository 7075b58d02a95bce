//! Rounding of counts, by which a small difference between two of them says nothing.

pub(super) use crate::model::source::to_multiple;
