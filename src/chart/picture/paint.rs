//! Paints a drawing that stands alone: from its elements to pixels.
//!
//! In comes SVG as [`super::super::standalone`] and [`super::super::card`] write it, which is a small part of the
//! language; out come pixels. Wrong can be: anything that is not of that part, since a picture that leaves
//! something out would say less than its drawing.

use std::cell::Cell;

use tiny_skia::{
    Color, FillRule, IntSize, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, Rect, Stroke, StrokeDash, Transform,
};

use super::face::{Face, Weight};
use super::markup::{Piece, Pieces};
use super::{stamp, trace};

/// What a drawing says of itself, and how it looks.
#[derive(Debug)]
pub(super) struct Painted {
    /// Its pixels.
    pub(super) pixels: Pixmap,
    /// Its title.
    pub(super) title: String,
    /// What it shows, in words.
    pub(super) description: String,
}

/// The largest side of a picture in pixels; a drawing that would be larger is drawn smaller.
const LARGEST: f32 = 8192.0;

/// What holds for the elements inside a group.
#[derive(Debug, Clone)]
struct Setting {
    place: Transform,
    size: f32,
    weight: Weight,
    fill: Option<Color>,
}

/// Words that wait for the end of their element, since where they begin depends on how wide they are.
#[derive(Debug)]
struct Line {
    at: (f32, f32),
    anchor: f32,
    setting: Setting,
    halo: Option<(Color, f32)>,
    runs: Vec<(Weight, String)>,
}

/// How an element is painted.
struct Style {
    fill: Option<Color>,
    stroke: Option<Color>,
    pen: Stroke,
}

type Attributes<'a> = [(&'a str, &'a str)];

/// Attributes that change nothing in a picture.
const SILENT: [&str; 8] =
    ["xmlns", "viewBox", "role", "aria-labelledby", "aria-describedby", "font-family", "paint-order", "id"];

/// Paints `svg`, `scale` pixels to each of its own.
pub(super) fn paint(svg: &str, scale: f32) -> Result<(Painted, f32), String> {
    let mut pieces = Pieces::new(svg.trim_end());
    let Some(Piece::Open { name: "svg", attributes, .. }) = pieces.next() else {
        return Err("the drawing does not begin with `<svg`".to_owned());
    };
    let (width, height) = (number(&attributes, "width")?, number(&attributes, "height")?);
    let scale = scale.min(LARGEST / width.max(height).max(1.0));
    let side = |length: f32| (length * scale).round().max(1.0) as u32;
    let pixels = paper(side(width), side(height)).ok_or("the drawing has no size")?;
    let size = optional(&attributes, "font-size")?.unwrap_or(crate::chart::text::SIZE as f32);
    let ground =
        Setting { place: Transform::from_scale(scale, scale), size, weight: Weight::Regular, fill: Some(Color::BLACK) };
    let mut painter = Painter {
        painted: Painted { pixels, title: String::new(), description: String::new() },
        settings: vec![ground],
        line: None,
    };
    let mut inside = Vec::new();
    for piece in pieces.by_ref() {
        match piece {
            Piece::Open { name, attributes, empty } => {
                painter.open(name, &attributes)?;
                if empty {
                    painter.close(name);
                } else {
                    inside.push(name);
                }
            }
            Piece::Close(name) => {
                inside.pop();
                painter.close(name);
            }
            Piece::Words(words) => painter.words(inside.last().copied(), &words),
        }
    }
    if pieces.left().is_empty() {
        Ok((painter.painted, scale))
    } else {
        Err("the drawing is not well formed".to_owned())
    }
}

thread_local! {
    /// The memory of the last picture. To give it back and ask for it again takes longer than to paint some.
    static KEPT: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// White pixels.
fn paper(width: u32, height: u32) -> Option<Pixmap> {
    let bytes = (width as usize).checked_mul(height as usize)?.checked_mul(4)?;
    let mut white = KEPT.take();
    white.clear();
    white.resize(bytes, u8::MAX);
    Pixmap::from_vec(white, IntSize::from_wh(width, height)?)
}

/// Keeps the memory of a picture that is no longer needed for the next one of this thread.
pub(super) fn keep(pixels: Pixmap) {
    KEPT.set(pixels.take());
}

struct Painter {
    painted: Painted,
    settings: Vec<Setting>,
    line: Option<Line>,
}

impl Painter {
    fn setting(&self) -> Result<&Setting, String> {
        self.settings.last().ok_or_else(|| "an element of the drawing is closed twice".to_owned())
    }

    fn open(&mut self, name: &str, attributes: &Attributes<'_>) -> Result<(), String> {
        let own = self.setting()?.inside(attributes)?;
        let at = |x: &str, y: &str| Ok::<_, String>((number(attributes, x)?, number(attributes, y)?));
        match name {
            "g" | "title" | "desc" => {}
            "rect" => {
                let ((x, y), (width, height)) = (at("x", "y").unwrap_or((0.0, 0.0)), at("width", "height")?);
                // What has no width has no area, and nothing to paint.
                if let Some(rect) = Rect::from_xywh(x, y, width, height) {
                    self.shape(&PathBuilder::from_rect(rect), &own, attributes)?;
                }
            }
            "circle" => {
                let ((x, y), radius) = (at("cx", "cy")?, number(attributes, "r")?);
                if let Some(path) = PathBuilder::from_circle(x, y, radius) {
                    self.shape(&path, &own, attributes)?;
                }
            }
            "line" => {
                let (from, to) = (at("x1", "y1")?, at("x2", "y2")?);
                let mut path = PathBuilder::new();
                path.move_to(from.0, from.1);
                path.line_to(to.0, to.1);
                if let Some(path) = path.finish() {
                    self.shape(&path, &own, attributes)?;
                }
            }
            "path" => {
                let data = found(attributes, "d").ok_or("a path of the drawing has no data")?;
                if let Some(path) = trace::path(data)? {
                    self.shape(&path, &own, attributes)?;
                }
            }
            "text" => {
                let anchor = match found(attributes, "text-anchor") {
                    Some("middle") => 0.5,
                    Some("end") => 1.0,
                    _ => 0.0,
                };
                let style = Style::of(attributes, &own)?;
                let halo = style.stroke.map(|colour| (colour, style.pen.width));
                self.line = Some(Line { at: at("x", "y")?, anchor, setting: own.clone(), halo, runs: Vec::new() });
            }
            "tspan" => {}
            other => return Err(format!("pictures know no element `{other}`")),
        }
        self.settings.push(own);
        Ok(())
    }

    fn close(&mut self, name: &str) {
        self.settings.pop();
        if name == "text"
            && let Some(line) = self.line.take()
        {
            self.write(&line);
        }
    }

    fn words(&mut self, inside: Option<&str>, words: &str) {
        match inside {
            Some("title") => self.painted.title.push_str(words),
            Some("desc") => self.painted.description.push_str(words),
            Some("text" | "tspan") => {
                let weight = self.settings.last().map_or(Weight::Regular, |setting| setting.weight);
                if let Some(line) = &mut self.line {
                    line.runs.push((weight, super::face::shown(words)));
                }
            }
            _ => {}
        }
    }

    fn write(&mut self, line: &Line) {
        let (size, place) = (line.setting.size, line.setting.place);
        let width: f32 = line.runs.iter().map(|(weight, run)| Face::of(*weight).width(run) * size).sum();
        let begin = line.at.0 - width * line.anchor;
        if let Some((colour, width)) = line.halo {
            let (mut at, mut path) = (begin, PathBuilder::new());
            for (weight, run) in &line.runs {
                at = Face::of(*weight).outline(&mut path, run, (at, line.at.1), size);
            }
            let pen = Stroke { width, line_join: LineJoin::Round, ..Stroke::default() };
            if let Some(path) = path.finish() {
                self.painted.pixels.stroke_path(&path, &solid(colour), &pen, place, None);
            }
        }
        if let Some(colour) = line.setting.fill {
            let ink = colour.to_color_u8();
            let ink = [ink.red(), ink.green(), ink.blue()];
            // Groups of drawings are moved and scaled, never turned.
            let mut at = (place.sx * begin + place.tx, place.sy * line.at.1 + place.ty);
            for (weight, run) in &line.runs {
                at.0 = stamp::write(&mut self.painted.pixels, run, *weight, at, size * place.sx, ink);
            }
        }
    }

    fn shape(&mut self, path: &Path, setting: &Setting, attributes: &Attributes<'_>) -> Result<(), String> {
        let style = Style::of(attributes, setting)?;
        if let Some(colour) = style.fill {
            self.painted.pixels.fill_path(path, &solid(colour), FillRule::Winding, setting.place, None);
        }
        if let Some(colour) = style.stroke {
            self.painted.pixels.stroke_path(path, &solid(colour), &style.pen, setting.place, None);
        }
        Ok(())
    }
}

impl Setting {
    /// What holds for an element with these attributes and all inside it.
    fn inside(&self, attributes: &Attributes<'_>) -> Result<Self, String> {
        let mut own = self.clone();
        if let Some(size) = optional(attributes, "font-size")? {
            own.size = size;
        }
        if let Some(weight) = optional(attributes, "font-weight")? {
            own.weight = if weight >= 600.0 { Weight::Bold } else { Weight::Regular };
        }
        if let Some(fill) = found(attributes, "fill") {
            own.fill = colour(fill)?;
        }
        if let Some(steps) = found(attributes, "transform") {
            for step in steps.split_inclusive(')') {
                own.place = own.place.pre_concat(trace::transform(step)?);
            }
        }
        Ok(own)
    }
}

impl Style {
    fn of(attributes: &Attributes<'_>, setting: &Setting) -> Result<Self, String> {
        let mut style =
            Self { fill: setting.fill, stroke: None, pen: Stroke { line_cap: LineCap::Butt, ..Stroke::default() } };
        for (name, value) in attributes {
            match *name {
                "stroke" => style.stroke = colour(value)?,
                "stroke-width" => style.pen.width = parsed(name, value)?,
                "stroke-linejoin" if *value == "round" => style.pen.line_join = LineJoin::Round,
                "stroke-dasharray" => {
                    let lengths =
                        value.split(' ').map(|length| parsed(name, length)).collect::<Result<Vec<f32>, _>>()?;
                    style.pen.dash = StrokeDash::new(lengths, 0.0);
                }
                "fill-opacity" => {
                    let opacity = parsed(name, value)?;
                    if let Some(fill) = &mut style.fill {
                        fill.apply_opacity(opacity);
                    }
                }
                "fill" | "font-size" | "font-weight" | "transform" | "text-anchor" => {}
                "x" | "y" | "x1" | "y1" | "x2" | "y2" | "cx" | "cy" | "r" | "width" | "height" | "d" => {}
                name if SILENT.contains(&name) => {}
                other => return Err(format!("pictures know no attribute `{other}=\"{value}\"`")),
            }
        }
        Ok(style)
    }
}

fn solid(colour: Color) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color(colour);
    paint
}

fn found<'a>(attributes: &Attributes<'a>, name: &str) -> Option<&'a str> {
    attributes.iter().find(|(other, _)| *other == name).map(|(_, value)| *value)
}

fn parsed(name: &str, value: &str) -> Result<f32, String> {
    let number: Option<f32> = value.parse().ok();
    number.filter(|number| number.is_finite()).ok_or_else(|| format!("`{name}=\"{value}\"` is no number"))
}

fn optional(attributes: &Attributes<'_>, name: &str) -> Result<Option<f32>, String> {
    found(attributes, name).map(|value| parsed(name, value)).transpose()
}

fn number(attributes: &Attributes<'_>, name: &str) -> Result<f32, String> {
    optional(attributes, name)?.ok_or_else(|| format!("an element of the drawing has no `{name}`"))
}

/// A colour as drawings write it: `#rgb`, `#rrggbb`, or `none`.
fn colour(text: &str) -> Result<Option<Color>, String> {
    if text == "none" {
        return Ok(None);
    }
    let digits: Option<Vec<u8>> = text
        .strip_prefix('#')
        .and_then(|digits| digits.chars().map(|digit| u8::try_from(digit.to_digit(16)?).ok()).collect());
    match digits.as_deref() {
        Some([red, green, blue]) => Ok(Some(Color::from_rgba8(red * 17, green * 17, blue * 17, 255))),
        Some([a, b, c, d, e, f]) => Ok(Some(Color::from_rgba8(a * 16 + b, c * 16 + d, e * 16 + f, 255))),
        _ => Err(format!("pictures know no colour `{text}`")),
    }
}
