//! `site.yaml`: title, publisher, edition, areas, theme, licence, dates, address.
//!
//! Comes in: one file. Goes out: [`Config`]. Wrong can be: keys nobody knows, words and forms. It must
//! not know which files of data there are.

mod areas;
pub mod colour;
mod contrast;
mod find;
pub mod house_style;
pub mod palette;
pub mod similar;

use crate::files::Root;
use crate::model::audience::Audience;
use crate::model::declaration::AreaDeclaration;
use crate::model::period::Period;
use crate::model::source::Licence;
use crate::report::{Diagnostic, Place, Report, Result};
use crate::yaml::{self, Node};

/// The name of the settings of a site.
pub const FILE: &str = "site.yaml";

/// A text and where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedAddress {
    /// The words.
    pub name: String,
    /// The address.
    pub address: String,
    /// One line about it.
    pub note: Option<String>,
}

/// What the accessibility statement needs to know of its publisher.
#[derive(Debug, Clone)]
pub struct AccessibilitySettings {
    /// `fully`, `partially` or `not`.
    pub status: String,
    /// Content that is not accessible, and why.
    pub exceptions: Vec<String>,
    /// In how many days an answer comes, in words.
    pub answer_within: String,
    /// What was tested, how and when.
    pub tests: Vec<String>,
    /// When the statement was prepared.
    pub prepared: String,
    /// When it was last looked at again.
    pub reviewed: String,
    /// Whether the regulations for public bodies are enforced on the publisher.
    pub enforcement: bool,
}

/// Who is told of weaknesses of a site, for `security.txt` (RFC 9116).
#[derive(Debug, Clone)]
pub struct Security {
    /// Where; whom problems are reported to, unless settings name another.
    pub address: Option<String>,
    /// The day after which this should not be relied on.
    pub expires: Period,
}

/// The settings of a site.
#[derive(Debug, Clone)]
pub struct Config {
    /// The title of the assessment.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// Whom the site is for.
    pub audience: Audience,
    /// The edition as it stands in addresses.
    pub edition: String,
    /// The edition in words.
    pub edition_label: String,
    /// The day of publication.
    pub published: Period,
    /// When the next edition is due, in words.
    pub next_edition: Option<String>,
    /// What has changed since the edition before, in the publisher's words.
    pub changed: Option<String>,
    /// Who is told of weaknesses of the site, where it is not whom problems are reported to.
    pub security: Option<Security>,
    /// The sentence at the head of every page, where the site is a demonstration.
    pub demonstration: Option<String>,
    /// The address of the site's root, where it is known; ends in a slash.
    pub base_address: Option<String>,
    /// Whether pages have a card that messages show when their address is shared.
    pub cards: bool,
    /// The area that indicators are compared with where they name none.
    pub benchmark: Option<(String, Place)>,
    /// Colours, logo and foot, and the folder of the theme.
    pub style: house_style::HouseStyle,
    /// The language of the pages.
    pub language: String,
    /// The licence of text and figures.
    pub licence: Licence,
    /// Where a problem is reported.
    pub contact: Option<NamedAddress>,
    /// Services for people affected by violence.
    pub help: Vec<NamedAddress>,
    /// What the accessibility statement says of the publisher.
    pub accessibility: AccessibilitySettings,
    /// What makes areas of a level alike, an entry for each level.
    pub similar: Vec<similar::Alike>,
    /// The areas.
    pub areas: AreaDeclaration,
}

/// What whoever runs the program says in place of the settings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Instead {
    /// Whom the site is for.
    pub audience: Option<Audience>,
    /// The address of the site's root, as [`site_address`] gives it.
    pub base_address: Option<String>,
}

impl From<Option<Audience>> for Instead {
    fn from(audience: Option<Audience>) -> Self {
        Self { audience, base_address: None }
    }
}

/// The address of a site's root, ending in a slash; or what is wrong with it, in words.
pub fn site_address(text: &str) -> std::result::Result<String, String> {
    let named = ["https://", "http://"].into_iter().find_map(|scheme| text.strip_prefix(scheme));
    match named {
        None => Err("`https://` is missing".to_owned()),
        Some(rest) if rest.is_empty() || rest.starts_with('/') => Err("there is no name of a host in it".to_owned()),
        Some(rest) if rest.contains(['?', '#', ' ', '"', '<', '>']) => {
            Err("it can have no question, no anchor, no spaces and no quotation marks".to_owned())
        }
        Some(rest) if rest.ends_with('/') => Ok(text.to_owned()),
        Some(_) => Ok(format!("{text}/")),
    }
}

impl Config {
    /// The settings with what was said in place of some.
    #[must_use]
    pub fn with(self, instead: &Instead) -> Self {
        let audience = instead.audience.unwrap_or(self.audience);
        let config = self.for_audience(audience);
        // An address that was given for this very run is that of the site it makes, whoever may read that.
        let base_address = instead.base_address.clone().or(config.base_address);
        Self { base_address, ..config }
    }

    /// The settings of the site for an audience.
    #[must_use]
    pub fn for_audience(self, audience: Audience) -> Self {
        match audience {
            Audience::Public => Self { audience, ..self },
            Audience::Partner => Self {
                audience,
                edition_label: format!("{}, for partners", self.edition_label),
                // The address is that of the public site, which has other numbers: nothing here may be cited by it.
                base_address: None,
                ..self
            },
        }
    }
}

/// Reads `site.yaml`.
pub fn read(report: &Report, root: &Root) -> Result<Config> {
    if !root.exists(FILE) {
        let found = Diagnostic::error("there is no `site.yaml` here").at(Place::file(FILE));
        return Err(report.add(found.help("run this in the folder of a site, or name that folder with `--root`")));
    }
    let file = root.text(report, FILE)?;
    let node = yaml::parse(report, &file, 0..file.text.len())?;
    let config = decode(report, &node);
    match report.sound(config)? {
        Some(config) => Ok(config),
        // A hole without a message cannot be: every missing setting is said where it is missed.
        None => Err(report.add(Diagnostic::error("this file could not be read").at(Place::file(FILE)))),
    }
}

fn decode(report: &Report, node: &Node) -> Option<Config> {
    let mut map = node.map(report)?;
    let title = map.text("title");
    let publisher = map.text("publisher");
    let edition = map.text_at("edition").and_then(|(text, place)| edition(report, text, place));
    let audience = map.optional_word("audience", &Audience::ALL).unwrap_or_default();
    let edition_label = map.optional_text("edition-label");
    let published = map.text_at("published").and_then(|(text, place)| day(report, &text, place));
    let next_edition = map.optional_text("next-edition");
    let changed = map.optional_text("what-changed");
    let security = map.optional("security").and_then(|node| security(report, node));
    let demonstration = map.optional_text("demonstration");
    let base_address =
        map.optional_text_at("base-address").and_then(|(text, place)| base_address(report, &text, place));
    let cards = map.optional_word("cards", &[("yes", true), ("no", false)]).unwrap_or(true);
    let benchmark = map.optional_text_at("benchmark");
    let style = map.optional("theme").and_then(|node| house_style::decode(report, node)).unwrap_or_default();
    let language = map.optional_text("language").unwrap_or_else(|| "en-GB".to_owned());
    let licence = map.required("licence").and_then(|node| named(report, node));
    let contact = map.optional("contact").and_then(|node| named(report, node));
    let help = map.list("help").iter().filter_map(|node| named(report, node)).collect();
    let accessibility = map.required("accessibility").and_then(|node| accessibility(report, node));
    let areas = map.required("areas").and_then(|node| areas::decode(report, node));
    let postcodes = map.optional("find").and_then(|node| find::decode(report, node));
    let similar = map.list("similar").iter().filter_map(|node| similar::decode(report, node)).collect();
    map.finish();
    let edition = edition?;
    let licence = licence?;
    Some(Config {
        title: title?,
        publisher: publisher?,
        edition_label: edition_label.unwrap_or_else(|| format!("{edition} edition")),
        edition,
        audience,
        published: published?,
        next_edition,
        changed,
        security,
        demonstration,
        base_address,
        cards,
        benchmark,
        style,
        language,
        licence: Licence { name: licence.name, address: licence.address },
        contact,
        help,
        accessibility: accessibility?,
        similar,
        areas: AreaDeclaration { postcodes, ..areas? },
    })
}

/// `2026`, `2026-q1` or `2026-05`: what may stand in a permanent address.
fn edition(report: &Report, text: String, place: Place) -> Option<String> {
    let valid = Period::from_id(&text).is_some_and(|period| [1, 3].contains(&period.months()) || text.len() == 4);
    if !valid {
        let found = Diagnostic::error(format!("`{text}` is not an edition"))
            .at(place)
            .label("not a year, a quarter or a month");
        report.add(found.help("write `2026`, `2026-q1` or `2026-05`"));
    }
    valid.then_some(text)
}

fn day(report: &Report, text: &str, place: Place) -> Option<Period> {
    let day = Period::from_id(text).filter(|period| period.months() == 0 && text.len() == 10);
    if day.is_none() {
        let found = Diagnostic::error(format!("`{text}` is not a day")).at(place).label("no such day");
        report.add(found.help("write year, month and day: `2026-05-14`"));
    }
    day
}

fn security(report: &Report, node: &Node) -> Option<Security> {
    let mut map = node.map(report)?;
    let address = map.optional_text_at("contact").and_then(|(text, place)| leads_somewhere(report, text, place));
    let expires = map.text_at("expires").and_then(|(text, place)| day(report, &text, place));
    map.finish();
    Some(Security { address, expires: expires? })
}

fn base_address(report: &Report, text: &str, place: Place) -> Option<String> {
    let address = site_address(text).map_err(|wrong| {
        let found = Diagnostic::error(format!("`{text}` is not the address of a site")).at(place).label(wrong);
        report.add(found.help("write it in full: `https://sna.example.org/`"))
    });
    address.ok()
}

fn named(report: &Report, node: &Node) -> Option<NamedAddress> {
    let mut map = node.map(report)?;
    let name = map.text("name");
    let address = map.text_at("address").and_then(|(text, place)| leads_somewhere(report, text, place));
    let note = map.optional_text("note");
    map.finish();
    Some(NamedAddress { name: name?, address: address?, note })
}

/// An address that a link may have. Any other scheme could make a browser run something.
fn leads_somewhere(report: &Report, text: String, place: Place) -> Option<String> {
    let known = ["https://", "http://", "mailto:", "tel:"];
    if known.iter().any(|scheme| text.starts_with(scheme)) {
        return Some(text);
    }
    let found = Diagnostic::error(format!("`{text}` is not an address that a link may have")).at(place);
    let found = found.label("begins with none of `https://`, `http://`, `mailto:`, `tel:`");
    report.add(found.help("write it in full: `https://www.example.org/`, or `mailto:` before an address for letters"));
    None
}

fn accessibility(report: &Report, node: &Node) -> Option<AccessibilitySettings> {
    let mut map = node.map(report)?;
    let status = map.word("status", &[("fully", "fully"), ("partially", "partially"), ("not", "not")]);
    let texts = |found: Vec<(String, Place)>| found.into_iter().map(|(text, _)| text).collect();
    let exceptions = texts(map.texts("exceptions"));
    let answer_within = map.text("answer-within");
    let tests = texts(map.texts("tests"));
    let prepared = map.text("prepared");
    let reviewed = map.text("reviewed");
    let enforcement = map.flag("enforcement");
    map.finish();
    Some(AccessibilitySettings {
        status: status?.to_owned(),
        exceptions,
        answer_within: answer_within?,
        tests,
        prepared: prepared?,
        reviewed: reviewed?,
        enforcement,
    })
}
