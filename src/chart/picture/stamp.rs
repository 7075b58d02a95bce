//! Letters as stamps: how much of each pixel a letter covers, made once and used many times.
//!
//! In come letters, sizes and places; out come pixels. A page of text has few different letters, and to
//! follow the outline of each again is most of the time that a picture takes. Nothing here can go wrong: a
//! letter that has no outline leaves no mark.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;
use tiny_skia::{FillRule, Mask, Pixmap, PremultipliedColorU8, Transform};

use super::face::{Face, Weight};

/// In how many places between two pixels a letter may begin.
const PLACES: f32 = 4.0;

/// How many stamps a thread keeps; drawings are of any scale, and each scale has its own.
const KEPT: usize = 4096;

/// A letter, its size in pixels as bits, and where it begins between two pixels.
type Key = (Weight, char, u32, u8);

/// What a letter covers.
#[derive(Debug)]
struct Stamp {
    left: i32,
    top: i32,
    width: usize,
    coverage: Vec<u8>,
}

thread_local! {
    static STAMPS: RefCell<FxHashMap<Key, Option<Rc<Stamp>>>> = RefCell::default();
}

/// Writes `text` with its base line beginning at `(x, y)`; gives where it ends.
pub(super) fn write(
    pixels: &mut Pixmap,
    text: &str,
    weight: Weight,
    (mut x, y): (f32, f32),
    size: f32,
    ink: [u8; 3],
) -> f32 {
    let face = Face::of(weight);
    // On whole rows, so that all letters of a line stand alike.
    let row = y.round() as i32;
    for letter in text.chars() {
        let column = x.floor();
        let place = ((x - column) * PLACES).floor().min(PLACES - 1.0) as u8;
        if let Some(stamp) = stamp(face, (weight, letter, size.to_bits(), place), size) {
            stamp.press(pixels, (column as i32, row), ink);
        }
        x += face.advance(letter) * size;
    }
    x
}

/// The stamp of a letter, made when it is first asked for.
fn stamp(face: &Face, key: Key, size: f32) -> Option<Rc<Stamp>> {
    STAMPS.with_borrow_mut(|stamps| {
        if stamps.len() >= KEPT {
            stamps.clear();
        }
        stamps
            .entry(key)
            .or_insert_with(|| Stamp::new(face, key.1, f32::from(key.3) / PLACES, size).map(Rc::new))
            .clone()
    })
}

impl Stamp {
    fn new(face: &Face, letter: char, begins: f32, size: f32) -> Option<Self> {
        let outline = face.letter(letter)?;
        let bounds = outline.bounds().transform(Transform::from_row(size, 0.0, 0.0, size, begins, 0.0))?;
        let (left, top) = (bounds.left().floor(), bounds.top().floor());
        let (width, height) = ((bounds.right().ceil() - left) as u32, (bounds.bottom().ceil() - top) as u32);
        let mut mask = Mask::new(width.max(1), height.max(1))?;
        let place = Transform::from_row(size, 0.0, 0.0, size, begins - left, -top);
        mask.fill_path(outline, FillRule::Winding, true, place);
        let width = mask.width() as usize;
        Some(Self { left: left as i32, top: top as i32, width, coverage: mask.take() })
    }

    fn press(&self, pixels: &mut Pixmap, (column, row): (i32, i32), ink: [u8; 3]) {
        let (wide, high) = (pixels.width() as i32, pixels.height() as i32);
        let all = pixels.pixels_mut();
        for (down, line) in (row + self.top..).zip(self.coverage.chunks(self.width)) {
            if !(0..high).contains(&down) {
                continue;
            }
            for (across, cover) in (column + self.left..).zip(line) {
                if *cover == 0 || !(0..wide).contains(&across) {
                    continue;
                }
                let pixel = &mut all[(down * wide + across) as usize];
                let mix = |under: u8, over: u8| {
                    let cover = u32::from(*cover);
                    ((u32::from(under) * (255 - cover) + u32::from(over) * cover + 127) / 255) as u8
                };
                let mixed = PremultipliedColorU8::from_rgba(
                    mix(pixel.red(), ink[0]),
                    mix(pixel.green(), ink[1]),
                    mix(pixel.blue(), ink[2]),
                    u8::MAX,
                );
                *pixel = mixed.unwrap_or(*pixel);
            }
        }
    }
}
