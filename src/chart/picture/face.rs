//! The typeface of pictures: outlines and widths of letters, the same on every machine.
//!
//! In comes text; out come the letters that the face has, their widths and their outlines. What the face
//! lacks is never drawn as something else: see [`shown`]. Nothing here can go wrong once the tests pass,
//! since the files are part of the program.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use tiny_skia::{Path, PathBuilder, PathSegment};

/// Latin, Greek and the signs of reports, from a face whose widths are those of Helvetica and Arial.
const REGULAR: &[u8] = include_bytes!("font/SnaSans-Regular.ttf");
/// The same in bold.
const BOLD: &[u8] = include_bytes!("font/SnaSans-Bold.ttf");

/// How heavy letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Weight {
    /// As running text.
    Regular,
    /// As headings; drawings say 600.
    Bold,
}

/// A letter at a size of one pixel.
#[derive(Debug)]
struct Letter {
    advance: f32,
    outline: Option<Path>,
}

/// The letters of one weight.
#[derive(Debug)]
pub(super) struct Face {
    letters: FxHashMap<char, Letter>,
}

/// Turns outlines of the font file over, since its heights grow upwards.
struct Pencil {
    builder: PathBuilder,
    scale: f32,
}

impl ttf_parser::OutlineBuilder for Pencil {
    fn move_to(&mut self, x: f32, y: f32) {
        self.builder.move_to(x * self.scale, -y * self.scale);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.builder.line_to(x * self.scale, -y * self.scale);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.builder.quad_to(x1 * self.scale, -y1 * self.scale, x * self.scale, -y * self.scale);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let scale = self.scale;
        self.builder.cubic_to(x1 * scale, -y1 * scale, x2 * scale, -y2 * scale, x * scale, -y * scale);
    }

    fn close(&mut self) {
        self.builder.close();
    }
}

impl Face {
    /// The face of a weight, read when it is first asked for.
    pub(super) fn of(weight: Weight) -> &'static Self {
        static REGULAR_FACE: OnceLock<Face> = OnceLock::new();
        static BOLD_FACE: OnceLock<Face> = OnceLock::new();
        match weight {
            Weight::Regular => REGULAR_FACE.get_or_init(|| Self::read(REGULAR)),
            Weight::Bold => BOLD_FACE.get_or_init(|| Self::read(BOLD)),
        }
    }

    fn read(bytes: &[u8]) -> Self {
        let mut letters = FxHashMap::default();
        let Ok(face) = ttf_parser::Face::parse(bytes, 0) else { return Self { letters } };
        let scale = 1.0 / f32::from(face.units_per_em());
        for code in ('\u{20}'..'\u{ffff}').filter(|code| !code.is_control()) {
            let Some(glyph) = face.glyph_index(code) else { continue };
            let mut pencil = Pencil { builder: PathBuilder::new(), scale };
            let drawn = face.outline_glyph(glyph, &mut pencil);
            let outline = drawn.and_then(|_| pencil.builder.finish());
            let advance = f32::from(face.glyph_hor_advance(glyph).unwrap_or(0)) * scale;
            letters.insert(code, Letter { advance, outline });
        }
        Self { letters }
    }

    /// How wide `text` is at a size of one pixel.
    pub(super) fn width(&self, text: &str) -> f32 {
        text.chars().map(|letter| self.advance(letter)).sum()
    }

    /// How far the next letter stands from this one at a size of one pixel.
    pub(super) fn advance(&self, letter: char) -> f32 {
        self.letters.get(&letter).map_or(0.0, |letter| letter.advance)
    }

    /// The outline of a letter at a size of one pixel; none for spaces and for what the face lacks.
    pub(super) fn letter(&self, letter: char) -> Option<&Path> {
        self.letters.get(&letter)?.outline.as_ref()
    }

    /// Adds the outlines of `text` to a path, its base line beginning at `(x, y)`; gives where it ends.
    pub(super) fn outline(&self, path: &mut PathBuilder, text: &str, (mut x, y): (f32, f32), size: f32) -> f32 {
        for letter in text.chars().filter_map(|letter| self.letters.get(&letter)) {
            for segment in letter.outline.iter().flat_map(Path::segments) {
                let at = |point: tiny_skia::Point| (point.x * size + x, point.y * size + y);
                match segment {
                    PathSegment::MoveTo(to) => path.move_to(at(to).0, at(to).1),
                    PathSegment::LineTo(to) => path.line_to(at(to).0, at(to).1),
                    PathSegment::QuadTo(one, to) => path.quad_to(at(one).0, at(one).1, at(to).0, at(to).1),
                    PathSegment::CubicTo(one, two, to) => {
                        path.cubic_to(at(one).0, at(one).1, at(two).0, at(two).1, at(to).0, at(to).1);
                    }
                    PathSegment::Close => path.close(),
                }
            }
            x += letter.advance * size;
        }
        x
    }
}

/// How wide `text` is in pixels.
pub(crate) fn width(text: &str, weight: Weight, size: f64) -> f64 {
    f64::from(Face::of(weight).width(text)) * size
}

/// `text` as the face can show it: letters of other scripts become an ellipsis, which says that something is
/// left out; pictographs and signs that only steer the direction of writing are dropped.
pub(crate) fn shown(text: &str) -> String {
    let face = Face::of(Weight::Regular);
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_whitespace() {
            // Narrow and wide spaces keep words apart; all are one space here.
            if !out.ends_with(' ') {
                out.push(' ');
            }
        } else if letter == '\u{2011}' {
            out.push('-');
        } else if let Some(digit) = ('\u{2080}'..='\u{2089}').contains(&letter).then(|| u32::from(letter) - 0x2080) {
            out.extend(char::from_digit(digit, 10));
        } else if face.letters.contains_key(&letter) && !is_unseen(letter) {
            out.push(letter);
        } else if letter.is_alphanumeric() && !out.ends_with('\u{2026}') {
            out.push('\u{2026}');
        }
    }
    out
}

/// Whether a sign has no shape of its own: soft hyphens, joiners, marks of direction.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_face_is_as_wide_as_the_table_that_drawings_are_laid_out_with() {
        for letter in ' '..='~' {
            let own = width(&letter.to_string(), Weight::Regular, 1000.0);
            let table = crate::chart::text::width(&letter.to_string()) / 1.05 / crate::chart::text::SIZE * 1000.0;
            assert!((own - table).abs() < 1.0, "{letter}: {own} and {table}");
        }
    }

    #[test]
    fn the_letters_of_britain_and_the_signs_of_reports_are_there() {
        for weight in [Weight::Regular, Weight::Bold] {
            let face = Face::of(weight);
            for letter in "ŵŷẁẃẅỳŴŶâêîôûéèáà’‘“”–—…−×÷±≤≥▲▼○²³£€½·•→".chars()
            {
                assert!(face.letters.contains_key(&letter), "{letter} in {weight:?}");
            }
        }
    }

    #[test]
    fn what_the_face_lacks_is_left_out_and_said_to_be() {
        let cases = [
            ("Ynys Môn, Tŷ Croes", "Ynys Môn, Tŷ Croes"),
            ("a\u{202e}b\u{200d}c\u{ad}d", "abcd"),
            ("Leeds \u{1f6a8} rose", "Leeds rose"),
            ("مدينة Leeds", "\u{2026} Leeds"),
            ("CO\u{2082} in 12\u{202f}months", "CO2 in 12 months"),
            ("</svg><script>", "</svg><script>"),
        ];
        for (written, expected) in cases {
            assert_eq!(shown(written), expected);
        }
    }
}
