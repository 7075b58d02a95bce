//! Pictures: a drawing that stands alone as a PNG, for documents and messages that take no SVG.
//!
//! In comes SVG of ours; out come bytes, the same on every machine, since typeface, painter and compression
//! are part of the program. Wrong can be: a drawing that holds what pictures do not know.

mod face;
mod markup;
mod paint;
mod raster;
mod stamp;
mod trace;

#[cfg(test)]
mod tests;

pub(crate) use face::{Weight, shown, width};
use raster::Raster;

/// How many pixels of a download are one of its drawing: sharp on paper and on dense screens.
pub const DOWNLOAD: f32 = 2.0;

/// The drawing as a PNG, `scale` pixels to each of its own, its title and description inside.
pub fn png(svg: &str, scale: f32) -> Result<Vec<u8>, String> {
    let (painted, scale) = paint::paint(svg, scale)?;
    let words = [("Title", painted.title.as_str()), ("Description", painted.description.as_str())];
    let words: Vec<(&str, &str)> = words.into_iter().filter(|(_, text)| !text.is_empty()).collect();
    let raster = Raster { pixels: painted.pixels, scale };
    let bytes = raster.png(&words);
    paint::keep(raster.pixels);
    Ok(bytes)
}
