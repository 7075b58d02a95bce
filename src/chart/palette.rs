//! The inks of drawings: classes on a page, where the theme's style sheet colours them, and colours of
//! the light palette in a drawing that stands alone.
//!
//! plotters carries colours, not classes, so each ink travels through it as a colour that is its number.

use std::fmt::Write as _;

use plotters::style::RGBColor;

use crate::config::palette::{NAMES, Palette};

/// What something is drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// A series of the subject, from 0.
    Series(u8),
    /// What the subject is compared with.
    Comparator,
    /// Hairlines behind the marks.
    Grid,
    /// The line at zero.
    Zero,
    /// The line at the edge of the plot.
    Axis,
    /// A short stroke that ties a label to its place.
    Tick,
    /// A class of an ordered scale, from 0, lowest first.
    Class(u8),
    /// The limits of a value.
    Interval,
    /// No value.
    NoData,
}

/// How many series may be told apart.
pub const SERIES: usize = 4;

/// How many classes an ordered scale has.
pub const CLASSES: usize = 5;

const INKS: [Ink; 16] = [
    Ink::Series(0),
    Ink::Series(1),
    Ink::Series(2),
    Ink::Series(3),
    Ink::Comparator,
    Ink::Grid,
    Ink::Zero,
    Ink::Axis,
    Ink::Tick,
    Ink::Class(0),
    Ink::Class(1),
    Ink::Class(2),
    Ink::Class(3),
    Ink::Class(4),
    Ink::Interval,
    Ink::NoData,
];

impl Ink {
    /// The colour that carries this ink through plotters.
    pub fn colour(self) -> RGBColor {
        let index = INKS.iter().position(|ink| *ink == self).unwrap_or(0);
        RGBColor(0, 0, u8::try_from(index).unwrap_or(0))
    }

    /// The ink that a colour carries.
    pub fn carried(rgb: (u8, u8, u8)) -> Self {
        INKS.get(usize::from(rgb.2)).copied().unwrap_or(Self::Axis)
    }

    /// The class that the style sheet colours.
    pub fn class(self) -> &'static str {
        match self {
            Self::Series(index) => ["series-1", "series-2", "series-3", "series-4"][usize::from(index) % SERIES],
            Self::Comparator => "comparator",
            Self::Grid => "grid",
            Self::Zero => "zero",
            Self::Axis => "axis",
            Self::Tick => "tick",
            Self::Class(index) => ["class-1", "class-2", "class-3", "class-4", "class-5"][usize::from(index) % CLASSES],
            Self::Interval => "interval",
            Self::NoData => "no-data",
        }
    }
}

/// Which element of a drawing is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Element {
    /// A straight line.
    Line,
    /// An area or an open path.
    Path,
    /// A disc.
    Circle,
    /// Words.
    Text,
}

/// The name of the colour that a class is painted in, where it has one; `none` is no paint.
fn name(class: &str) -> Option<&'static str> {
    Some(match class {
        "grid" => "rule",
        "tick" | "hatched" => "edge",
        "no-data" => "none",
        "ground" => "paper",
        "comparator" => "comparator",
        _ => NAMES
            .into_iter()
            .find(|name| *name == class && (class.contains('-') || ["higher", "similar", "lower"].contains(&class)))?,
    })
}

/// The attributes that paint an element as the theme's style sheet paints its classes by daylight.
pub fn attributes(element: Element, classes: &str, palette: &Palette) -> String {
    let has = |class: &str| classes.split(' ').any(|word| word == class);
    let [paper, ink, edge] = ["paper", "ink", "edge"].map(|name| palette.of(name));
    let colour = match classes.split(' ').find_map(name) {
        Some("none") => "none".to_owned(),
        Some(name) => palette.of(name).to_string(),
        None => ink.to_string(),
    };
    let mut out = String::new();
    if element == Element::Text {
        if has("name") {
            let _ = write!(
                out,
                r#" stroke="{paper}" stroke-width="3" stroke-linejoin="round" paint-order="stroke" font-weight="600""#
            );
        }
        let fill = if has("tick") || has("unit") || has("comparator") { palette.of("quiet") } else { ink };
        let _ = write!(out, r#" fill="{fill}""#);
        if has("value") || has("strong") {
            out.push_str(r#" font-weight="600""#);
        }
    } else if has("open") {
        let _ = write!(out, r#" fill="{paper}" stroke="{colour}" stroke-width="2""#);
    } else if has("shape") {
        let _ = write!(out, r#" fill="{colour}" stroke="{edge}" stroke-width="0.6" stroke-linejoin="round""#);
    } else if has("band") {
        let _ = write!(out, r#" fill="{colour}" fill-opacity="0.2""#);
    } else if has("event") {
        let _ = write!(out, r#" fill="{ink}" fill-opacity="0.08""#);
    } else if has("event-line") {
        let _ = write!(out, r#" fill="none" stroke="{ink}" stroke-width="1" stroke-dasharray="4 3""#);
    } else if has("interval") || has("outline") {
        let thickness = if has("marked") { 3.0 } else { 1.4 };
        let _ = write!(out, r#" fill="none" stroke="{ink}" stroke-width="{thickness}" stroke-linejoin="round""#);
    } else if has("limit") {
        let dash = if has("provisional") { r#" stroke-dasharray="3 5""# } else { "" };
        let _ = write!(out, r#" fill="none" stroke="{edge}" stroke-width="1.5"{dash}"#);
    } else if element == Element::Line || has("line") {
        let (thickness, dash) =
            match classes.split(' ').find(|class| class.starts_with("series") || *class == "comparator") {
                _ if has("provisional") => (3, "3 5"),
                Some("series-1") => (3, ""),
                Some("series-2") => (3, "7 4"),
                Some("series-3") => (3, "2 4"),
                Some("series-4") => (3, "10 4 2 4"),
                Some(_) => (2, "6 4"),
                None => (1, ""),
            };
        let _ = write!(out, r#" fill="none" stroke="{colour}" stroke-width="{thickness}""#);
        if thickness > 1 {
            out.push_str(r#" stroke-linejoin="round""#);
        }
        if !dash.is_empty() {
            let _ = write!(out, r#" stroke-dasharray="{dash}""#);
        }
    } else {
        let _ = write!(out, r#" fill="{colour}""#);
    }
    out
}
