//! Writes pixels as a small PNG: at most 256 colours, words inside, the same bytes every time.
//!
//! In come pixels and words; out come the bytes of a file. Nothing here can go wrong.

use std::io::Write as _;
use std::ops::Range;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use rustc_hash::FxHashMap;
use tiny_skia::Pixmap;

/// A picture before it is a file.
#[derive(Debug)]
pub(super) struct Raster {
    /// Its pixels, none of which lets anything through.
    pub(super) pixels: Pixmap,
    /// How many of its pixels are one of a drawing.
    pub(super) scale: f32,
}

/// How many of the commonest colours are kept as they are; those are the paints, the rest soft edges.
const KEPT: usize = 48;

/// How hard to compress: twice the effort makes files a tenth smaller.
const EFFORT: u32 = 3;

/// Pixels to the metre where one pixel is one of a drawing: 96 to the inch.
const PER_METRE: f32 = 96.0 / 0.0254;

impl Raster {
    /// The bytes of a file that holds the picture and these words, each by its keyword.
    pub(super) fn png(&self, words: &[(&str, &str)]) -> Vec<u8> {
        let (colours, rows) = self.palette();
        let depth: u8 = match colours.len() {
            0..=2 => 1,
            3..=4 => 2,
            5..=16 => 4,
            _ => 8,
        };
        let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
        let mut head = [self.pixels.width().to_be_bytes(), self.pixels.height().to_be_bytes()].concat();
        // Colours of a palette; the only compression, filter and order that do not need more.
        head.extend([depth, 3, 0, 0, 0]);
        chunk(&mut out, *b"IHDR", &head);
        chunk(&mut out, *b"PLTE", colours.as_flattened());
        let density = ((PER_METRE * self.scale).round() as u32).to_be_bytes();
        chunk(&mut out, *b"pHYs", &[&density[..], &density, &[1]].concat());
        for (keyword, text) in words {
            chunk(&mut out, *b"iTXt", &[keyword.as_bytes(), b"\0\0\0\0\0", text.as_bytes()].concat());
        }
        chunk(&mut out, *b"IDAT", &self.packed(rows, depth));
        chunk(&mut out, *b"IEND", &[]);
        out
    }

    /// The colours of the picture, the commonest first, and which of them each pixel is: row after row, each behind
    /// a zero that says it has no filter, since neighbours in a palette are not alike in number.
    fn palette(&self) -> (Vec<[u8; 3]>, Vec<u8>) {
        let mut places: FxHashMap<[u8; 3], usize> = FxHashMap::default();
        let mut found: Vec<([u8; 3], usize)> = Vec::new();
        let mut stretches: Vec<(usize, usize)> = Vec::new();
        let mut rest = self.pixels.data();
        while let [red, green, blue, ..] = *rest {
            let length = alike(rest);
            let colour = [red, green, blue];
            let place = *places.entry(colour).or_insert_with(|| {
                found.push((colour, 0));
                found.len() - 1
            });
            found[place].1 += length;
            stretches.push((place, length));
            rest = &rest[length * 4..];
        }
        let mut order: Vec<usize> = (0..found.len()).collect();
        // Colours that are equally common stand in order of their value.
        order.sort_unstable_by_key(|place| (usize::MAX - found[*place].1, found[*place].0));
        let (colours, index_of) = (0..=6)
            .find_map(|dropped| limited(&order, &found, dropped))
            .unwrap_or_else(|| (vec![[255; 3]], vec![0; found.len()]));
        let width = self.pixels.width() as usize;
        // The commonest colour is the first, so most of this is right as it stands.
        let mut rows = vec![0; (width + 1) * self.pixels.height() as usize];
        let mut at = 0;
        for (place, length) in stretches {
            if index_of[place] != 0 {
                fill(&mut rows, width, at..at + length, index_of[place]);
            }
            at += length;
        }
        (colours, rows)
    }

    /// The rows, as many pixels to a byte as there is room for, compressed.
    fn packed(&self, rows: Vec<u8>, depth: u8) -> Vec<u8> {
        let per_byte = usize::from(8 / depth);
        let rows = if per_byte == 1 { rows } else { self.narrow(&rows, per_byte, depth) };
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(EFFORT));
        let written = encoder.write_all(&rows).and_then(|()| encoder.finish());
        // Memory is the only sink, and it takes everything.
        written.unwrap_or_default()
    }

    /// Rows with several pixels to a byte.
    fn narrow(&self, rows: &[u8], per_byte: usize, depth: u8) -> Vec<u8> {
        let mut out = Vec::with_capacity(rows.len() / per_byte + self.pixels.height() as usize * 2);
        for row in rows.chunks(self.pixels.width() as usize + 1) {
            let (filter, pixels) = row.split_at(1);
            out.extend_from_slice(filter);
            for group in pixels.chunks(per_byte) {
                out.push((0..per_byte).fold(0, |byte, at| byte << depth | group.get(at).copied().unwrap_or(0)));
            }
        }
        out
    }
}

/// Gives pixels, counted through all rows, their colour; before each row stands its filter.
fn fill(rows: &mut [u8], width: usize, pixels: Range<usize>, index: u8) {
    let mut at = pixels.start;
    while at < pixels.end {
        let (row, column) = (at / width, at % width);
        let length = (pixels.end - at).min(width - column);
        let begin = row * (width + 1) + 1 + column;
        rows[begin..begin + length].fill(index);
        at += length;
    }
}

/// How many pixels from the first on are like it. Paper is most of a picture, so it is passed in blocks.
fn alike(bytes: &[u8]) -> usize {
    const PAPER: [u8; 256] = [255; 256];
    let mut end = 0;
    while bytes[end..].starts_with(&PAPER) {
        end += PAPER.len();
    }
    if end == 0 {
        let (first, others) = bytes.split_at(4);
        end = 4 + others.chunks_exact(4).take_while(|pixel| *pixel == first).count() * 4;
    }
    end / 4
}

/// A palette of at most 256 colours in which the rare ones lose the lowest bits, or none if it would not fit.
fn limited(order: &[usize], found: &[([u8; 3], usize)], dropped: u32) -> Option<(Vec<[u8; 3]>, Vec<u8>)> {
    let mut colours: Vec<[u8; 3]> = Vec::new();
    let mut known: FxHashMap<[u8; 3], u8> = FxHashMap::default();
    let mut index_of = vec![0; found.len()];
    for (rank, place) in order.iter().enumerate() {
        let colour = found[*place].0;
        let colour = if rank < KEPT { colour } else { colour.map(|part| coarse(part, dropped)) };
        let index = match known.get(&colour) {
            Some(index) => *index,
            None => {
                let index = u8::try_from(colours.len()).ok()?;
                colours.push(colour);
                known.insert(colour, index);
                index
            }
        };
        index_of[*place] = index;
    }
    Some((colours, index_of))
}

/// A part of a colour with fewer steps between black and white.
fn coarse(part: u8, dropped: u32) -> u8 {
    let steps = (256_u32 >> dropped).max(2) - 1;
    let step = (u32::from(part) * steps + 127) / 255;
    u8::try_from(step * 255 / steps).unwrap_or(u8::MAX)
}

/// Adds a piece of a PNG: its length, name, content and checksum.
fn chunk(out: &mut Vec<u8>, name: [u8; 4], content: &[u8]) {
    let length = u32::try_from(content.len()).unwrap_or(u32::MAX);
    out.extend(length.to_be_bytes());
    let start = out.len();
    out.extend(name);
    out.extend(content);
    let mut sum = flate2::Crc::new();
    sum.update(&out[start..]);
    out.extend(sum.sum().to_be_bytes());
}
