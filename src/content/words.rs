//! Bound words: text and numbers that can be written for any page they stand on.

use super::html;
use super::link;

/// A piece of bound text.
#[derive(Debug, Clone, PartialEq)]
pub enum Word {
    /// Text as it stands.
    Text(String),
    /// Text in which no term of the glossary is meant.
    Plain(String),
    /// A word from the data, such as a period, a place or a direction.
    Bound {
        /// As machines read it.
        value: String,
        /// As people read it.
        text: String,
    },
    /// A number from the data, with the address of where it comes from.
    Data {
        /// As machines read it.
        value: String,
        /// As people read it.
        text: String,
        /// The address of the page behind it, below the site's root.
        address: String,
    },
}

impl Word {
    /// As people read it.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Plain(text) | Self::Bound { text, .. } | Self::Data { text, .. } => text,
        }
    }
}

/// A sentence whose numbers are filled in.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Words(pub Vec<Word>);

impl Words {
    /// Plain text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self(vec![Word::Text(text.into())])
    }

    /// As text.
    pub fn text(&self) -> String {
        self.0.iter().map(Word::text).collect()
    }

    /// As HTML on the page at `from`.
    pub fn html(&self, from: &str) -> String {
        self.0
            .iter()
            .map(|word| match word {
                Word::Text(text) => html::escape(text),
                Word::Plain(text) => format!("<span>{}</span>", html::escape(text)),
                Word::Bound { value, text } => html::data(value, text),
                Word::Data { value, text, address } => {
                    let href = link::relative(from, address);
                    format!("<a class=\"value\" href=\"{}\">{}</a>", html::escape(&href), html::data(value, text))
                }
            })
            .collect()
    }

    /// As HTML without links, for headings and wherever a link stands beside it.
    pub fn unlinked_html(&self) -> String {
        self.0
            .iter()
            .map(|word| match word {
                Word::Text(text) | Word::Plain(text) => html::escape(text),
                Word::Bound { value, text } | Word::Data { value, text, .. } => html::data(value, text),
            })
            .collect()
    }
}
