//! The house style of a publisher: `theme:` of `site.yaml`, a folder's name or settings of colours, logo
//! and foot.
//!
//! Comes in: a node. Goes out: [`HouseStyle`]. Wrong can be: keys, addresses, and colours (`palette.rs`).
//! It must not know whether the files it names are there.

use super::NamedAddress;
use super::palette::{self, Palettes};
use crate::report::{Place, Report};
use crate::yaml::{Map, Node};

/// The picture of a publisher at the head of every page.
#[derive(Debug, Clone)]
pub struct LogoSettings {
    /// The file, below the site's folder.
    pub file: (String, Place),
    /// The file that is shown on dark pages, where it is another.
    pub dark: Option<(String, Place)>,
    /// What it says, for those who do not see it.
    pub alternative: String,
}

/// What a publisher changes without a style sheet.
#[derive(Debug, Clone, Default)]
pub struct HouseStyle {
    /// The folder in `themes/` whose files stand instead of the built-in ones.
    pub folder: Option<(String, Place)>,
    /// The colours.
    pub palettes: Palettes,
    /// The logo.
    pub logo: Option<LogoSettings>,
    /// Words at the foot of every page.
    pub foot_text: Option<String>,
    /// Links at the foot of every page.
    pub foot_links: Vec<NamedAddress>,
}

/// Decodes `theme:`.
pub(super) fn decode(report: &Report, node: &Node) -> Option<HouseStyle> {
    if !node.is_map() {
        let folder = node.text(report).map(|name| (name, node.place().clone()));
        return Some(HouseStyle { folder, ..HouseStyle::default() });
    }
    let mut map = node.map(report)?;
    let folder = map.optional_text_at("folder");
    let palettes = map.optional("colours").and_then(|node| palette::decode(report, node)).unwrap_or_default();
    let logo = map.optional("logo").and_then(|node| logo(report, node));
    let foot = map.optional("footer").and_then(|node| foot(report, node)).unwrap_or_default();
    map.finish();
    Some(HouseStyle { folder, palettes, logo, foot_text: foot.0, foot_links: foot.1 })
}

fn logo(report: &Report, node: &Node) -> Option<LogoSettings> {
    let mut map = node.map(report)?;
    let file = map.text_at("file");
    let dark = map.optional_text_at("dark");
    let alternative = map.text("alternative");
    map.finish();
    Some(LogoSettings { file: file?, dark, alternative: alternative? })
}

fn foot(report: &Report, node: &Node) -> Option<(Option<String>, Vec<NamedAddress>)> {
    let mut map: Map<'_> = node.map(report)?;
    let text = map.optional_text("text");
    let links = map.list("links").iter().filter_map(|node| super::named(report, node)).collect();
    map.finish();
    Some((text, links))
}
