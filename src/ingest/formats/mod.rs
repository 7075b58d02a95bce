//! Formats of published files, one to a file: each is a layout in the words that authors write.
//!
//! Nothing comes in; out come names, the columns that recognise a format, and layouts. What can be wrong is
//! told by [`super::known`]. Files are not known here.

pub(super) mod police;
