//! The plotters backend of a canvas.
//!
//! Every primitive is written as an element; one left to plotters would be drawn pixel by pixel.

use std::convert::Infallible;

use plotters::style::{Color, ShapeStyle};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};

use super::canvas::{Anchor, Canvas, Ends, path_data, tenths};
use super::palette::Ink;
use super::text;

/// A plotters style that carries an ink.
pub fn ink(ink: Ink) -> ShapeStyle {
    Color::stroke_width(&ink.colour(), 1)
}

/// As [`ink`], for what is filled.
pub fn filled(ink: Ink) -> ShapeStyle {
    ink.colour().filled()
}

/// The plotters backend of a [`Canvas`].
#[derive(Debug)]
pub struct Pen<'a>(pub(super) &'a Canvas);

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

fn pixels(point: BackendCoord) -> (f64, f64) {
    (f64::from(point.0) / 10.0, f64::from(point.1) / 10.0)
}

impl DrawingBackend for Pen<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (tenths(self.0.width()).unsigned_abs(), tenths(self.0.height()).unsigned_abs())
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        let from = pixels(point);
        self.0.rect(from, (from.0 + 0.1, from.1 + 0.1), &self.0.class_of(color));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.0.line(pixels(from), pixels(to), &self.0.class_of(style.color()));
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Drawn {
        let class = self.0.class_of(style.color());
        let class = if fill { class } else { format!("outline {class}") };
        self.0.rect(pixels(from), pixels(to), &class);
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let points: Vec<BackendCoord> = path.into_iter().collect();
        let class = format!("line {}", self.0.class_of(style.color()));
        self.0.path(&path_data(&points, Ends::Open), &class);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, centre: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        let class = self.0.class_of(style.color());
        let class = if fill { class } else { format!("outline {class}") };
        self.0.circle(pixels(centre), f64::from(radius) / 10.0, &class);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, corners: I, style: &S) -> Drawn {
        let points: Vec<BackendCoord> = corners.into_iter().collect();
        self.0.path(&path_data(&points, Ends::Closed), &self.0.class_of(style.color()));
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, words: &str, _style: &T, at: BackendCoord) -> Drawn {
        let (x, y) = pixels(at);
        self.0.text(x, y + text::SIZE, Anchor::Start, "label", words);
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        words: &str,
        _style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        Ok((tenths(text::width(words)).unsigned_abs(), tenths(text::LINE).unsigned_abs()))
    }

    fn blit_bitmap(&mut self, at: BackendCoord, (width, height): (u32, u32), _pixels: &[u8]) -> Drawn {
        let from = pixels(at);
        let to = (from.0 + f64::from(width) / 10.0, from.1 + f64::from(height) / 10.0);
        self.0.rect(from, to, Ink::NoData.class());
        Ok(())
    }
}
