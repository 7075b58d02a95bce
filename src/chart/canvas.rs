//! The canvas: SVG with classes that a style sheet colours, and groups that script can find.
//!
//! In come elements, from charts or through plotters; out comes markup. Counts in tenths of a pixel,
//! since plotters' coordinates are whole numbers. Nothing can go wrong here.

use std::cell::{Cell, RefCell};

use plotters::coord::Shift;
use plotters::prelude::{DrawingArea, IntoDrawingArea};
use plotters_backend::{BackendColor, BackendCoord};

use super::palette::{self, Element, Ink};
use super::pen::Pen;
use super::text;
use crate::config::palette::Palette;

/// The form of a drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Frame {
    /// 720 pixels wide, for figures that have the room.
    Wide,
    /// 320 pixels wide, for phones.
    Narrow,
}

impl Frame {
    /// Its width in pixels.
    pub fn width(self) -> f64 {
        match self {
            Self::Wide => 720.0,
            Self::Narrow => 320.0,
        }
    }

    /// Its class.
    pub fn class(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
        }
    }
}

/// Who colours a drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// The style sheet of the page, by class.
    Page,
    /// The drawing itself, by attributes: for a file that is taken away.
    StandAlone(Palette),
}

/// Which end of a text its point is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The left one.
    Start,
    /// The middle.
    Middle,
    /// The right one.
    End,
}

/// A group of elements that shows one row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark {
    /// The step of the row.
    pub step: usize,
    /// The series of the row.
    pub series: usize,
    /// Where it stands on the axis along which the drawing is read; none in a map.
    pub at: Option<f64>,
}

/// The markers of the four series, told apart without colour.
const MARKERS: [Shape; 4] = [Shape::Disc, Shape::Square, Shape::Triangle, Shape::Diamond];

#[derive(Debug, Clone, Copy)]
enum Shape {
    Disc,
    Square,
    Triangle,
    Diamond,
}

/// What a chart draws on.
#[derive(Debug)]
pub struct Canvas {
    frame: Frame,
    look: Look,
    height: Cell<f64>,
    axis: Cell<&'static str>,
    class: Cell<&'static str>,
    out: RefCell<String>,
}

impl Canvas {
    /// An empty canvas.
    pub fn new(frame: Frame, look: Look) -> Self {
        Self {
            frame,
            look,
            height: Cell::new(340.0),
            axis: Cell::new("none"),
            class: Cell::new(""),
            out: RefCell::new(String::with_capacity(8192)),
        }
    }

    /// Its form.
    pub fn frame(&self) -> Frame {
        self.frame
    }

    /// Its width in pixels.
    pub fn width(&self) -> f64 {
        self.frame.width()
    }

    /// Its height in pixels.
    pub fn height(&self) -> f64 {
        self.height.get()
    }

    /// Makes it as high as what will be drawn; comes before all else.
    pub fn set_height(&self, height: f64) {
        self.height.set(height.ceil());
    }

    /// Says along which axis the drawing is read: `x`, `y`, `both` where steps stand in a plane, or `none`.
    pub fn read_along(&self, axis: &'static str) {
        self.axis.set(axis);
    }

    /// The axis along which it is read.
    pub fn axis(&self) -> &'static str {
        self.axis.get()
    }

    /// The elements drawn so far.
    pub fn into_markup(self) -> String {
        self.out.into_inner()
    }

    /// All of it as a plotters area, in tenths of a pixel.
    pub fn area(&self) -> DrawingArea<Pen<'_>, Shift> {
        Pen(self).into_drawing_area()
    }

    /// Draws with plotters; every element is of this class beside that of its ink.
    pub fn of_class(&self, class: &'static str, draw: impl FnOnce()) {
        let before = self.class.replace(class);
        draw();
        self.class.set(before);
    }

    /// Draws the elements of one row in a group that script can find.
    pub fn mark(&self, mark: Mark, draw: impl FnOnce()) {
        self.mark_with(mark, "", draw);
    }

    /// As [`Canvas::mark`], with the inks between which script may change.
    pub fn mark_with(&self, mark: Mark, inks: &str, draw: impl FnOnce()) {
        if self.look == Look::Page {
            let mut out = self.out.borrow_mut();
            out.push_str(r#"<g class="mark" data-step=""#);
            out.push_str(&mark.step.to_string());
            out.push_str(r#"" data-series=""#);
            out.push_str(&mark.series.to_string());
            if let Some(at) = mark.at {
                out.push_str(r#"" data-at=""#);
                put(&mut out, tenths(at));
            }
            if !inks.is_empty() {
                out.push_str(r#"" data-inks=""#);
                out.push_str(inks);
            }
            out.push_str("\">");
        }
        draw();
        if self.look == Look::Page {
            self.out.borrow_mut().push_str("</g>");
        }
    }

    /// Words; `y` is their base line.
    pub fn text(&self, x: f64, y: f64, anchor: Anchor, class: &str, words: &str) {
        self.text_with(x, y, anchor, class, "", words);
    }

    /// Words that begin with others in semibold.
    pub fn text_with(&self, x: f64, y: f64, anchor: Anchor, class: &str, strong: &str, words: &str) {
        let mut out = self.open("text", Element::Text, class);
        self.place(&mut out, "x", x);
        self.place(&mut out, "y", y);
        match anchor {
            Anchor::Start => {}
            Anchor::Middle => out.push_str(r#" text-anchor="middle""#),
            Anchor::End => out.push_str(r#" text-anchor="end""#),
        }
        out.push('>');
        if !strong.is_empty() {
            out.push_str("<tspan");
            match self.look {
                Look::Page => out.push_str(r#" class="strong""#),
                Look::StandAlone(_) => out.push_str(r#" font-weight="600""#),
            }
            out.push('>');
            text::escape(&mut out, strong);
            out.push_str("</tspan> ");
        }
        text::escape(&mut out, words);
        out.push_str("</text>");
        self.write(&out);
    }

    /// A straight line.
    pub fn line(&self, from: (f64, f64), to: (f64, f64), class: &str) {
        let mut out = self.open("line", Element::Line, class);
        self.place(&mut out, "x1", from.0);
        self.place(&mut out, "y1", from.1);
        self.place(&mut out, "x2", to.0);
        self.place(&mut out, "y2", to.1);
        out.push_str("/>");
        self.write(&out);
    }

    /// The hairline that script moves along the axis of reading. A file that stands alone has none.
    pub fn hair(&self, from: (f64, f64), to: (f64, f64)) {
        if self.look == Look::Page {
            self.line(from, to, "hair");
        }
    }

    /// A point that shows where the reader is. A file that stands alone has none.
    pub fn point(&self, centre: (f64, f64), class: &str) {
        if self.look == Look::Page {
            self.circle(centre, 5.0, &format!("point {class}"));
        }
    }

    /// A rectangle between two corners.
    pub fn rect(&self, from: (f64, f64), to: (f64, f64), class: &str) {
        let mut out = self.open("rect", Element::Path, class);
        self.place(&mut out, "x", from.0.min(to.0));
        self.place(&mut out, "y", from.1.min(to.1));
        self.place(&mut out, "width", (to.0 - from.0).abs());
        self.place(&mut out, "height", (to.1 - from.1).abs());
        out.push_str("/>");
        self.write(&out);
    }

    /// A disc.
    pub fn circle(&self, centre: (f64, f64), radius: f64, class: &str) {
        let mut out = self.open("circle", Element::Circle, class);
        self.place(&mut out, "cx", centre.0);
        self.place(&mut out, "cy", centre.1);
        self.place(&mut out, "r", radius);
        out.push_str("/>");
        self.write(&out);
    }

    /// A path whose data are ready.
    pub fn path(&self, data: &str, class: &str) {
        let mut out = self.open("path", Element::Path, class);
        out.push_str(r#" d=""#);
        out.push_str(data);
        out.push_str("\"/>");
        self.write(&out);
    }

    /// Slanted lines over an area without a number.
    pub fn hatch(&self, data: &str) {
        match self.look {
            Look::Page => {
                self.write(r#"<g class="hatch">"#);
                self.path(data, "line");
                self.write("</g>");
            }
            Look::StandAlone(_) => self.path(data, "line hatched"),
        }
    }

    /// Slanted lines that only script may show. A file that stands alone has none.
    pub fn spare_hatch(&self, data: &str) {
        if self.look == Look::Page {
            self.hatch(data);
        }
    }

    /// The marker of a series: disc, square, triangle or diamond.
    pub fn marker(&self, (x, y): (f64, f64), series: usize, class: &str) {
        let corners: &[(f64, f64)] = match MARKERS[series % MARKERS.len()] {
            Shape::Disc => return self.circle((x, y), 5.0, class),
            Shape::Square => &[(-4.5, -4.5), (4.5, -4.5), (4.5, 4.5), (-4.5, 4.5)],
            Shape::Triangle => &[(0.0, -6.0), (5.8, 4.5), (-5.8, 4.5)],
            Shape::Diamond => &[(0.0, -6.2), (6.2, 0.0), (0.0, 6.2), (-6.2, 0.0)],
        };
        let points: Vec<BackendCoord> = corners.iter().map(|(dx, dy)| (tenths(x + dx), tenths(y + dy))).collect();
        self.path(&path_data(&points, Ends::Closed), class);
    }

    /// Opens an element in text that is not yet written.
    fn open(&self, name: &str, element: Element, class: &str) -> String {
        let mut out = String::with_capacity(96);
        out.push('<');
        out.push_str(name);
        match self.look {
            Look::Page => {
                out.push_str(r#" class=""#);
                out.push_str(class);
                out.push('"');
            }
            Look::StandAlone(colours) => out.push_str(&palette::attributes(element, class, &colours)),
        }
        out
    }

    fn place(&self, out: &mut String, name: &str, value: f64) {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        put(out, tenths(value));
        out.push('"');
    }

    fn write(&self, element: &str) {
        self.out.borrow_mut().push_str(element);
    }

    /// The class of an element that plotters draws with this style.
    pub(super) fn class_of(&self, color: BackendColor) -> String {
        let ink = Ink::carried(color.rgb).class();
        match self.class.get() {
            "" => ink.to_owned(),
            class => format!("{class} {ink}"),
        }
    }
}

/// Pixels as plotters counts them.
pub fn tenths(pixels: f64) -> i32 {
    (pixels * 10.0).round() as i32
}

/// Whether a path returns to its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    /// It ends where it ends.
    Open,
    /// It encloses an area.
    Closed,
}

/// Path data of points in tenths of a pixel: a move, then steps relative to the point before.
pub fn path_data(points: &[BackendCoord], ends: Ends) -> String {
    let mut out = String::with_capacity(points.len() * 8 + 8);
    let Some(first) = points.first() else { return out };
    out.push('M');
    put(&mut out, first.0);
    put_next(&mut out, first.1);
    for (index, pair) in points.windows(2).enumerate() {
        let (dx, dy) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
        if index == 0 {
            out.push('l');
            put(&mut out, dx);
        } else {
            put_next(&mut out, dx);
        }
        put_next(&mut out, dy);
    }
    if ends == Ends::Closed {
        out.push('z');
    }
    out
}

/// Adds a number of tenths; a minus sign is separator enough.
pub fn put_next(out: &mut String, value: i32) {
    if value >= 0 {
        out.push(' ');
    }
    put(out, value);
}

/// Adds a number of tenths, shortest form.
pub fn put(out: &mut String, value: i32) {
    if value < 0 {
        out.push('-');
    }
    let value = value.unsigned_abs();
    out.push_str(&(value / 10).to_string());
    if !value.is_multiple_of(10) {
        out.push('.');
        out.push(char::from(b'0' + u8::try_from(value % 10).unwrap_or(0)));
    }
}
