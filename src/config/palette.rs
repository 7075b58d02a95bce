//! The colours of pages, drawings and cards, by daylight and in the dark: the program's own, and those
//! that settings put in their place.
//!
//! Comes in: `colours:` of `theme:`. Goes out: [`Palettes`], checked. Wrong can be: what is no colour, too
//! few of them, and pairs that cannot be read or told apart (`contrast.rs`).

use super::colour::Colour;
use super::contrast;
use crate::report::{Diagnostic, Place, Report};
use crate::yaml::Node;

/// The names of all colours, as style sheets have them.
pub const NAMES: [&str; 24] = [
    "paper",
    "panel",
    "ink",
    "quiet",
    "link",
    "visited",
    "edge",
    "rule",
    "navy",
    "focus",
    "focus-ink",
    "series-1",
    "series-2",
    "series-3",
    "series-4",
    "comparator",
    "class-1",
    "class-2",
    "class-3",
    "class-4",
    "class-5",
    "higher",
    "similar",
    "lower",
];

/// The keys of one colour that settings know, each with the name that style sheets have for it.
const SINGLE: [(&str, &str); 15] = [
    ("paper", "paper"),
    ("panel", "panel"),
    ("ink", "ink"),
    ("quiet", "quiet"),
    ("link", "link"),
    ("visited", "visited"),
    ("edge", "edge"),
    ("rule", "rule"),
    ("accent", "navy"),
    ("focus", "focus"),
    ("focus-ink", "focus-ink"),
    ("comparator", "comparator"),
    ("higher", "higher"),
    ("similar", "similar"),
    ("lower", "lower"),
];

/// The keys of several colours, with what their names begin with and how many there are.
const SEVERAL: [(&str, &str, usize); 2] = [("series", "series-", 4), ("classes", "class-", 5)];

/// A colour for every name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette([Colour; NAMES.len()]);

/// The colours of pages in both schemes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Palettes {
    /// By daylight, on paper, in drawings that are taken away and on cards.
    pub light: Palette,
    /// For readers whose machine asks for dark pages.
    pub dark: Dark,
    /// Whether settings name any of them.
    pub declared: bool,
}

/// A palette that is the dark one where nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dark(pub Palette);

impl Default for Palette {
    fn default() -> Self {
        Self(
            [
                0xff_ffff, 0xf3_f5f6, 0x0b_0c0c, 0x59_5f64, 0x1d_5a9e, 0x4c_2c92, 0x76_7e85, 0xc7_cdd1, 0x11_3f86,
                0xff_dd00, 0x0b_0c0c, 0x11_3f86, 0xee_5f1b, 0x5c_0620, 0x1c_97ae, 0x6b_747b, 0xe3_eef7, 0xb0_d0ea,
                0x6f_a8d6, 0x2e_76b5, 0x12_436d, 0x8a_3b00, 0x6b_747b, 0x12_436d,
            ]
            .map(Colour::new),
        )
    }
}

impl Default for Dark {
    fn default() -> Self {
        Self(Palette(
            [
                0x12_181d, 0x1b_232a, 0xf1_f4f6, 0xae_b8c0, 0x8c_c4ff, 0xc4_b0f5, 0x76_7e85, 0x3a_4650, 0x8f_cbf0,
                0xff_dd00, 0x0b_0c0c, 0x8f_cbf0, 0xa6_4e18, 0xf6_da62, 0x27_859a, 0x98_a3ac, 0x1d_3a52, 0x2a_5f8c,
                0x4a_8cc4, 0x84_b9e6, 0xcf_e5f7, 0xf2_a36b, 0x98_a3ac, 0x8f_cbf0,
            ]
            .map(Colour::new),
        ))
    }
}

impl Palette {
    /// The colour of this name, that of ink where there is no such name.
    pub fn of(&self, name: &str) -> Colour {
        let at = NAMES.iter().position(|known| *known == name).unwrap_or(2);
        self.0[at]
    }

    /// Every name with its colour.
    pub fn all(&self) -> impl Iterator<Item = (&'static str, Colour)> + '_ {
        NAMES.into_iter().zip(self.0)
    }

    fn set(&mut self, name: &str, colour: Colour) {
        if let Some(at) = NAMES.iter().position(|known| *known == name) {
            self.0[at] = colour;
        }
    }
}

/// What a message calls the colour of this name.
pub(super) fn setting(name: &str) -> String {
    let of_several = SEVERAL.iter().find_map(|(key, start, _)| Some((key, name.strip_prefix(start)?)));
    match of_several {
        Some((key, number)) => format!("`{key}` {number}"),
        None => SINGLE.iter().find(|(_, of)| *of == name).map_or_else(String::new, |(key, _)| format!("`{key}`")),
    }
}

/// A palette with the places of the colours that settings name.
pub(super) struct Declared {
    /// The colours.
    pub(super) palette: Palette,
    /// In the words of a message: `light` or `dark`.
    pub(super) scheme: &'static str,
    /// Names and places of those that settings name.
    pub(super) places: Vec<(String, Place)>,
}

/// Decodes `colours:` and says which pairs cannot be read or told apart.
pub(super) fn decode(report: &Report, node: &Node) -> Option<Palettes> {
    let mut map = node.map(report)?;
    let schemes = [("light", Palette::default()), ("dark", Dark::default().0)].map(|(scheme, palette)| {
        let mut declared = Declared { palette, scheme, places: Vec::new() };
        if let Some(node) = map.optional(scheme) {
            one(report, node, &mut declared);
        }
        declared
    });
    map.finish();
    for declared in &schemes {
        contrast::check(report, declared);
    }
    let [light, dark] = schemes.map(|declared| declared.palette);
    Some(Palettes { light, dark: Dark(dark), declared: true })
}

fn one(report: &Report, node: &Node, declared: &mut Declared) {
    let Some(mut map) = node.map(report) else { return };
    for (key, place, value) in map.entries() {
        if value.is_empty() && (SINGLE.iter().any(|(known, _)| known == key) || key == "series" || key == "classes") {
            let found = Diagnostic::error(format!("`{key}` has no value")).at(place.clone());
            let found = found.label("what follows `#` without quotes is a comment");
            report.add(found.help("put the colour in quotes: `\"#113f86\"`"));
        }
    }
    for (key, name) in SINGLE {
        if let Some(node) = map.optional(key) {
            put(report, node, name.to_owned(), declared);
        }
    }
    for (key, start, count) in SEVERAL {
        let Some(node) = map.optional(key) else { continue };
        let Some(items) = node.list(report) else { continue };
        if items.len() != count {
            let found = Diagnostic::error(format!("`{key}` needs {count} colours")).at(node.place().clone());
            let help = format!("write {count} of them in `[…]`, each in quotes: `\"#113f86\"`");
            report.add(found.label(format!("here are {}", items.len())).help(help));
            continue;
        }
        for (index, item) in items.iter().enumerate() {
            put(report, item, format!("{start}{}", index + 1), declared);
        }
    }
    map.finish();
}

fn put(report: &Report, node: &Node, name: String, declared: &mut Declared) {
    let Some(text) = node.text(report) else { return };
    match Colour::parse(&text) {
        Some(colour) => {
            declared.palette.set(&name, colour);
            declared.places.push((name, node.place().clone()));
        }
        None => {
            let found = Diagnostic::error(format!("`{text}` is not a colour")).at(node.place().clone());
            let found = found.label("not `#` and three or six digits");
            report.add(found.help("write it in quotes, as `\"#113f86\"`"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_sheet_has_the_same_colours() {
        let sheet = include_str!("../../themes/default/style/10-tokens.css");
        let (light, rest) = sheet.split_once("@media screen").unwrap();
        let dark = rest.split("@media").next().unwrap();
        let written = |text: &str, name: &str| {
            let after = text.split_once(&format!("--{name}: "))?.1;
            Colour::parse(after.split(';').next()?)
        };
        for (name, colour) in Palette::default().all() {
            assert_eq!(written(light, name), Some(colour), "{name}");
        }
        for (name, colour) in Dark::default().0.all() {
            assert_eq!(written(dark, name).or_else(|| written(light, name)), Some(colour), "{name} in the dark");
        }
    }

    #[test]
    fn the_colours_of_the_program_pass_their_own_check() {
        let report = Report::new(crate::report::Strictness::Lenient);
        for (scheme, palette) in [("light", Palette::default()), ("dark", Dark::default().0)] {
            contrast::check(&report, &Declared { palette, scheme, places: Vec::new() });
        }
        assert!(report.sound(()).is_ok());
    }
}
