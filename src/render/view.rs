//! What templates receive: one structure for each page, with every word already formatted.
//! In goes nothing but text; out comes the context of a Tera template, and nothing else may reach one.
//! Fields ending in `_html` or `_svg` are trusted markup and are written as they stand; all others are escaped.
//! Every `href` is ready for the page that it stands on: relative inside the site, absolute outside it.

mod area;
mod comparison;
mod cost;
mod document;
mod downloads;
mod duty;
mod edition;
mod embed;
mod explore;
mod figure;
mod find;
mod intervention;
mod pack;
mod page;
mod place;
mod priority;
mod recommendation;
mod school;

pub use area::*;
pub use comparison::*;
pub use cost::*;
pub use document::*;
pub use downloads::*;
pub use duty::*;
pub use edition::*;
pub use embed::*;
pub use explore::*;
pub use figure::*;
pub use find::*;
pub use intervention::*;
pub use pack::*;
pub use page::*;
pub use place::*;
pub use priority::*;
pub use recommendation::*;
pub use school::*;

use serde::Serialize;

/// What surrounds every page; each page view holds one as `frame`.
#[derive(Debug, Clone, Serialize)]
pub struct Frame {
    /// Language of the page, such as `en-GB`.
    pub lang: String,
    /// Title of the whole assessment.
    pub site_title: String,
    /// Who publishes it.
    pub publisher: String,
    /// The edition as it stands in addresses, such as `2026`.
    pub edition: String,
    /// The edition in words, such as `2026 edition`.
    pub edition_label: String,
    /// The sentence shown at the head of every page of a demonstration.
    pub demonstration: Option<String>,
    /// What every page of a site says that is not for everyone.
    pub restriction: Option<String>,
    /// Name of the page for the browser's title, without the site's own.
    pub page_title: String,
    /// One sentence for search engines and social cards.
    pub description: String,
    /// Permanent absolute address of the page; absent where the site has no base address.
    pub canonical: Option<String>,
    /// The picture that messages show when the address of the page is shared.
    pub card: Option<Card>,
    /// Path from this page to the folder that holds `assets/`: empty, or ending in a slash, such as `../../`.
    pub root: String,
    /// Address of the edition's home page.
    pub home: String,
    /// At most seven entries; the one that holds this page has `current` set.
    pub menu: Vec<Link>,
    /// From the home page down to the parent of this page; empty on the home page.
    pub breadcrumb: Vec<Link>,
    /// Day of publication in words, such as `14 May 2026`.
    pub published: String,
    /// How many statements of the page were checked against the numbers, in a sentence.
    pub checked: Option<String>,
    /// Day or month when the next edition is due, in words.
    pub next_edition: Option<String>,
    /// The list of all editions, which says whether there is a newer one.
    pub editions: Link,
    /// What script needs to look for a newer edition; absent on pages that belong to none.
    pub place: Option<PlaceInEdition>,
    /// When the page was last corrected, in words, with the way to what was wrong.
    pub corrected: Option<Link>,
    /// The feed of editions and corrections.
    pub feed: Option<String>,
    /// Where a problem is reported: text and an address, which may be `mailto:`.
    pub contact: Option<Link>,
    /// The licence's name and address.
    pub licence: Link,
    /// Sentence naming the holders of the data, as their licences ask.
    pub attribution: Option<String>,
    /// Services for people affected by violence, as the publisher lists them.
    pub help: Vec<Link>,
    /// Service pages for the foot: accessibility statement, glossary, about.
    pub foot: Vec<Link>,
    /// The publisher's logo, where settings name one.
    pub logo: Option<Logo>,
    /// Words that settings put at the foot.
    pub foot_text: Option<String>,
    /// Links that settings put at the foot.
    pub foot_links: Vec<Link>,
    /// How to cite this page, as one sentence with its address.
    pub cite: String,
    /// Whether anything on the page rests on made-up data.
    pub illustrative: bool,
    /// The content security policy, the same as in the server's headers.
    pub policy: String,
}

/// The logo of a publisher.
#[derive(Debug, Clone, Serialize)]
pub struct Logo {
    /// Where it stands.
    pub src: String,
    /// Where the one for dark pages stands, if it is another.
    pub dark: Option<String>,
    /// Width beside height: what counts is the ratio.
    pub width: u32,
    /// Height beside width.
    pub height: u32,
    /// What it says.
    pub alternative: String,
}

/// The card of a page.
#[derive(Debug, Clone, Serialize)]
pub struct Card {
    /// Its absolute address.
    pub address: String,
    /// What it shows, in words.
    pub alternative: String,
    /// How wide it is, in pixels.
    pub width: u32,
    /// How high it is, in pixels.
    pub height: u32,
}

/// A link, with a line about it where lists show one.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Link {
    /// The words of the link.
    pub text: String,
    /// Where it goes.
    pub href: String,
    /// One line that describes the target.
    pub note: Option<String>,
    /// Whether it leads to the page or section that is being read.
    pub current: bool,
}

/// A heading of the page in its contents list.
#[derive(Debug, Clone, Serialize)]
pub struct Heading {
    /// The words of the heading, without markup.
    pub text: String,
    /// The id of the heading, without `#`.
    pub anchor: String,
}

/// A key finding: a sentence with a number, and the figure that shows it.
#[derive(Debug, Clone, Serialize)]
pub struct Finding {
    /// The sentence, with bound values as `data` elements.
    pub sentence_html: String,
    /// The figure that shows it, such as `Figure VI-01-trend`.
    pub figure: Option<Link>,
}

/// A piece of a page's narrative, in order.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", content = "content", rename_all = "kebab-case")]
pub enum Block {
    /// Paragraphs, headings and lists.
    Html(String),
    /// A chart or map under the figure contract.
    Figure(Box<Figure>),
    /// A set of large numbers under a finding.
    KeyFigures(KeyFigures),
    /// A table that is itself the figure.
    Table(Box<TableFigure>),
}

/// A word for how a value stands beside its benchmark, or where it is going.
#[derive(Debug, Clone, Serialize)]
pub struct Mark {
    /// The class: `higher`, `similar`, `lower`, or `none` where no comparison can be made.
    pub kind: String,
    /// The sign shown before the word: ▲, ○, ▼, or empty.
    pub sign: String,
    /// The word, such as `higher` or `not compared`.
    pub word: String,
}
