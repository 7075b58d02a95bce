//! What readers ask of settings: the keys of each set, and what their values may be.
//!
//! In goes each question as it is asked, out comes the list of them. From it the schemas are made that let an
//! editor complete a key before anything is run. Nothing can be wrong: nobody listens in a usual run.

/// One question and of what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Asked {
    /// The file, the line where its settings begin, and the keys that lead there: `site.yaml:1.areas.levels[]`.
    pub trail: String,
    /// What was asked.
    pub what: Question,
}

/// What a reader may ask of a value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// These keys, and of each whether it must be there.
    Keys(Vec<(&'static str, bool)>),
    /// Keys that are an author's own names.
    Names,
    /// A text.
    Text,
    /// A list, or one value alone.
    List,
    /// A number.
    Number,
    /// One of these words.
    Words(Vec<String>),
}
