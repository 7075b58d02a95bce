//! How a method is told to a reader: its doc comment is its page.
//!
//! The macro `explained!` declares a unit type and keeps the comment above it as text, so the
//! page of a method and the documentation of its code cannot say different things.

/// A method as a reader meets it.
pub trait Explained: Sync {
    /// The word that definitions and figures use, which is also its part of an address: `standardised-rate`.
    fn word(&self) -> &'static str;

    /// The name on the page, with that of its limits.
    fn title(&self) -> &'static str;

    /// Where it is published.
    fn citation(&self) -> &'static str;

    /// Its doc comment as Markdown: one sentence, then under `#` what it is, why, an example, and its limits.
    fn text(&self) -> String;

    /// One sentence for a reader: the first paragraph of its comment.
    fn about(&self) -> String {
        let text = self.text();
        text.split("\n\n").next().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Declares a method with its comment, which has four headings: `What it is`, `Why`, `Example`, `Limits`.
///
/// ```ignore
/// explained! {
///     /// Events for so many people.
///     /// ...
///     pub struct CrudeRate;
///     word: "rate",
///     title: "Crude rate, with Byar’s limits",
///     citation: "Breslow and Day (1987)",
/// }
/// ```
macro_rules! explained {
    (
        $(#[doc = $line:literal])+
        $visibility:vis struct $name:ident;
        word: $word:literal,
        title: $title:literal,
        citation: $citation:literal $(,)?
    ) => {
        $(#[doc = $line])+
        #[derive(Debug)]
        $visibility struct $name;

        impl $crate::statistics::Explained for $name {
            fn word(&self) -> &'static str {
                $word
            }
            fn title(&self) -> &'static str {
                $title
            }
            fn citation(&self) -> &'static str {
                $citation
            }
            fn text(&self) -> String {
                let lines: &[&str] = &[$($line),+];
                lines.iter().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n")
            }
        }
    };
}

pub(crate) use explained;
