//! Cards: what a message shows when someone shares the address of a page, 1,200 by 630 pixels.
//!
//! In come words, and a drawing where there is one; out comes SVG for [`super::picture`]. Text is broken
//! into lines, made smaller where it is long, and ends in an ellipsis where even that is not enough. A
//! drawing whose letters would be too small to read is left out.

use super::canvas::{Canvas, Frame, Look};
use super::picture::{Weight, shown, width};
use super::{Figure, text};
use crate::config::colour::Colour;
use crate::config::palette::Palette;

/// How wide a card is, in pixels.
pub const WIDTH: u32 = 1200;

/// How high a card is, in pixels.
pub const HEIGHT: u32 = 630;

/// A large number of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// What is counted.
    pub label: String,
    /// The value, or its shorthand.
    pub value: String,
    /// Unit, period and comparison.
    pub beside: String,
}

/// What a card says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Card {
    /// Whom the page is for, where that is not everyone.
    pub restriction: Option<String>,
    /// The assessment that the page is part of.
    pub site: String,
    /// The finding of a figure, or the title of a page.
    pub title: String,
    /// What the page says, in a sentence or two.
    pub text: String,
    /// What a figure shows, for a card on which its drawing cannot be read.
    pub shown: String,
    /// Large numbers, at most three.
    pub numbers: Vec<Number>,
    /// Edition and publisher.
    pub imprint: String,
    /// What a reader must know of the site, such as that it is a demonstration.
    pub notice: Option<String>,
    /// Whether anything shown is made up.
    pub illustrative: bool,
    /// The colours of the site by daylight.
    pub palette: Palette,
}

/// White space at the sides.
const MARGIN: f64 = 60.0;
/// How wide what is inside the margins is.
const INSIDE: f64 = 1200.0 - 2.0 * MARGIN;
/// How wide a drawing beside the title may be, and the words beside it.
const BESIDE: f64 = 500.0;
const COLUMN: f64 = INSIDE - BESIDE - 40.0;
/// The smallest scale at which the letters of a drawing are still read in a message.
const SMALLEST: f64 = 0.8;
/// Sizes of a title, the largest that fits is taken.
const TITLES: [f64; 6] = [56.0, 50.0, 44.0, 40.0, 36.0, 32.0];
/// From the base line of one line to the next, by the size of the letters.
const LEADING: f64 = 1.2;

const MADE_UP: &str = "The data are made up to show the method";

/// A size and weight of letters.
#[derive(Debug, Clone, Copy)]
struct Type {
    size: f64,
    weight: Weight,
    colour: Colour,
}

/// Where a drawing stands.
struct Placed {
    markup: String,
    scale: f64,
    width: f64,
    height: f64,
    form: Frame,
}

impl Card {
    /// The card as SVG, with a drawing where there is one that can be read.
    pub fn svg(&self, drawing: Option<&Figure>) -> String {
        let mut out = format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" font-size="14"><title>"##
        );
        text::escape(&mut out, &self.alternative());
        out.push_str("</title>");
        block(&mut out, (0.0, 0.0), (f64::from(WIDTH), f64::from(HEIGHT)), self.palette.of("paper"));
        block(&mut out, (0.0, 0.0), (1200.0, 14.0), self.palette.of("navy"));
        let mut y = 44.0;
        if let Some(words) = &self.restriction {
            block(&mut out, (0.0, 0.0), (1200.0, 56.0), self.palette.of("ink"));
            let strong = Type { size: 24.0, weight: Weight::Bold, colour: self.palette.of("paper") };
            line(&mut out, (MARGIN, 37.0), strong, &strong.lines(words, INSIDE, 1).concat());
            y = 82.0;
        }
        let quiet = Type { size: 24.0, weight: Weight::Regular, colour: self.palette.of("quiet") };
        let label = Type { size: 22.0, weight: Weight::Bold, colour: self.palette.of("ink") };
        let chip = if self.illustrative { label.width(MADE_UP) + 24.0 } else { 0.0 };
        let room = if self.illustrative { INSIDE - chip - 30.0 } else { INSIDE };
        line(&mut out, (MARGIN, y + 24.0), quiet, &quiet.lines(&self.site, room, 1).concat());
        if self.illustrative {
            let from = (MARGIN + INSIDE - chip, y - 3.0);
            block(&mut out, from, (chip, 38.0), self.palette.of("ink"));
            block(&mut out, (from.0 + 2.0, from.1 + 2.0), (chip - 4.0, 34.0), self.palette.of("paper"));
            line(&mut out, (from.0 + 12.0, y + 24.0), label, MADE_UP);
        }
        let bottom = self.foot(&mut out);
        self.body(&mut out, (y + 56.0, bottom), drawing);
        out.push_str("</svg>\n");
        out
    }

    /// The card in words, for those who do not see it.
    pub fn alternative(&self) -> String {
        let mut words = self.restriction.iter().map(String::as_str).collect::<Vec<_>>();
        words.extend([self.title.as_str(), self.text.as_str()]);
        let numbers: Vec<String> =
            self.numbers.iter().map(|number| format!("{}: {} {}", number.label, number.value, number.beside)).collect();
        words.extend(numbers.iter().map(String::as_str));
        words.extend([self.site.as_str(), self.imprint.as_str()]);
        words.extend(self.notice.as_deref());
        if self.illustrative {
            words.push(MADE_UP);
        }
        let sentences = words.into_iter().map(|part| part.trim().trim_end_matches('.')).filter(|part| !part.is_empty());
        sentences.map(|part| format!("{part}.")).collect::<Vec<_>>().join(" ")
    }

    /// Edition, publisher and notice at the foot; gives where what stands above must end.
    fn foot(&self, out: &mut String) -> f64 {
        let strong = Type { size: 22.0, weight: Weight::Bold, colour: self.palette.of("ink") };
        let quiet = Type { size: 20.0, weight: Weight::Regular, colour: self.palette.of("quiet") };
        let imprint = strong.lines(&self.imprint, INSIDE, 2);
        let notice = self.notice.as_ref().map(|words| quiet.lines(words, INSIDE, 2)).unwrap_or_default();
        let height = imprint.len() as f64 * 28.0 + notice.len() as f64 * 26.0;
        let top = f64::from(HEIGHT) - 34.0 - height;
        block(out, (MARGIN, top - 12.0), (INSIDE, 2.0), self.palette.of("rule"));
        let mut y = top;
        for words in &imprint {
            line(out, (MARGIN, y + 22.0), strong, words);
            y += 28.0;
        }
        for words in &notice {
            line(out, (MARGIN, y + 20.0), quiet, words);
            y += 26.0;
        }
        top - 30.0
    }

    fn body(&self, out: &mut String, (top, bottom): (f64, f64), drawing: Option<&Figure>) {
        let placed = drawing.and_then(|figure| self.placed(figure, bottom - top));
        let (limit, end) = match &placed {
            Some(placed) if placed.form == Frame::Narrow => (COLUMN, bottom),
            Some(placed) => (INSIDE, bottom - placed.height - 24.0),
            None if self.numbers.is_empty() => (INSIDE, bottom),
            None => (INSIDE, bottom - 190.0),
        };
        let text = if placed.is_none() && self.text.is_empty() { &self.shown } else { &self.text };
        let mut y = self.words(out, (top, end), limit, text);
        if let Some(placed) = placed {
            let (x, up) = match placed.form {
                Frame::Narrow => (MARGIN + INSIDE - placed.width, top + (bottom - top - placed.height) / 2.0),
                Frame::Wide => (MARGIN, bottom - placed.height),
            };
            out.push_str(&format!(r#"<g transform="translate({x:.1} {up:.1}) scale({})">"#, placed.scale));
            out.push_str(&placed.markup);
            out.push_str("</g>");
        } else if !self.numbers.is_empty() {
            y = y.max(bottom - 190.0);
            self.numbers(out, y);
        }
    }

    /// Title and text from `top` to `bottom`; gives where they end.
    fn words(&self, out: &mut String, (top, bottom): (f64, f64), limit: f64, text: &str) -> f64 {
        let title_of = |size| Type { size, weight: Weight::Bold, colour: self.palette.of("ink") };
        let body = Type { size: 28.0, weight: Weight::Regular, colour: self.palette.of("quiet") };
        // The text has room for two lines at least, if it is there.
        let kept = if text.is_empty() { 0.0 } else { 2.0 * 28.0 * LEADING + 18.0 };
        let room = |size: f64| ((bottom - top - kept) / (size * LEADING)).floor().max(1.0) as usize;
        let fits = |size: &f64| title_of(*size).lines(&self.title, limit, usize::MAX).len() <= room(*size).min(6);
        let size = TITLES.into_iter().find(fits).unwrap_or(TITLES[TITLES.len() - 1]);
        let title = title_of(size);
        let mut y = top;
        for words in title.lines(&self.title, limit, room(size)) {
            line(out, (MARGIN, y + size * 0.95), title, &words);
            y += size * LEADING;
        }
        y += 18.0;
        let left = ((bottom - y) / (body.size * LEADING)).floor().max(0.0) as usize;
        if !text.is_empty() && left > 0 {
            for words in body.lines(text, limit, left) {
                line(out, (MARGIN, y + body.size * 0.95), body, &words);
                y += body.size * LEADING;
            }
        }
        y
    }

    /// Large numbers side by side from `top` down.
    fn numbers(&self, out: &mut String, top: f64) {
        let columns = self.numbers.len().min(3) as f64;
        let limit = (INSIDE - (columns - 1.0) * 30.0) / columns;
        let small = Type { size: 22.0, weight: Weight::Regular, colour: self.palette.of("ink") };
        let large = Type { size: 56.0, weight: Weight::Bold, colour: self.palette.of("navy") };
        let quiet = Type { size: 20.0, weight: Weight::Regular, colour: self.palette.of("quiet") };
        for (index, number) in self.numbers.iter().take(3).enumerate() {
            let x = MARGIN + index as f64 * (limit + 30.0);
            let mut y = top;
            let label = small.lines(&number.label, limit, 2);
            // Values stand on one line, whether their labels have one line or two.
            y += if label.len() == 1 { 26.0 } else { 0.0 };
            for words in &label {
                line(out, (x, y + 22.0), small, words);
                y += 26.0;
            }
            line(out, (x, y + 54.0), large, &large.lines(&number.value, limit, 1).concat());
            y += 70.0;
            for words in quiet.lines(&number.beside, limit, 3) {
                line(out, (x, y + 18.0), quiet, &words);
                y += 24.0;
            }
        }
    }

    /// The form of a drawing whose letters are largest, or none where all are too small.
    fn placed(&self, figure: &Figure, height: f64) -> Option<Placed> {
        // Above a wide drawing stands the title, in letters that are not the smallest.
        let title = Type { size: 36.0, weight: Weight::Bold, colour: self.palette.of("ink") };
        let above = title.lines(&self.title, INSIDE, 4).len().max(2) as f64 * title.size * LEADING
            + if self.text.is_empty() { 0.0 } else { 2.0 * 28.0 * LEADING + 18.0 };
        let forms = [Frame::Narrow, Frame::Wide].map(|form| {
            let canvas = figure.canvas(form, Look::StandAlone(self.palette));
            let (wide, high) = (canvas.width(), canvas.height());
            let room = match form {
                Frame::Narrow => (BESIDE, height),
                Frame::Wide => (INSIDE, height - above - 24.0),
            };
            // In steps, so that drawings of one size share their letters.
            let scale = (f64::min(room.0 / wide, room.1 / high).min(1.6) * 20.0).floor() / 20.0;
            (canvas, scale, form)
        });
        let (canvas, scale, form): (Canvas, f64, Frame) =
            forms.into_iter().reduce(|best, other| if other.1 > best.1 { other } else { best })?;
        (scale >= SMALLEST).then(|| Placed {
            width: canvas.width() * scale,
            height: canvas.height() * scale,
            markup: canvas.into_markup(),
            scale,
            form,
        })
    }
}

impl Type {
    fn width(self, words: &str) -> f64 {
        width(words, self.weight, self.size)
    }

    /// `words` in at most `most` lines, the last with an ellipsis where something is left out.
    fn lines(self, words: &str, limit: f64, most: usize) -> Vec<String> {
        // Lines are broken at the size of drawings, so the limit is brought to that size.
        let limit = limit * text::SIZE / self.size / if self.weight == Weight::Bold { 1.07 } else { 1.0 };
        let words = shown(words);
        let mut lines = text::wrap(words.trim(), limit);
        if lines.len() > most {
            let rest = lines[most.saturating_sub(1)..].join(" ");
            lines.truncate(most.saturating_sub(1));
            lines.push(cut(&rest, limit));
        }
        lines
    }
}

/// `text` cut between words to `limit`, with an ellipsis.
fn cut(text: &str, limit: f64) -> String {
    let short = text::shorten(text, limit);
    match short.trim_end_matches('\u{2026}').rsplit_once(' ') {
        Some((whole, _)) if short != text => format!("{}\u{2026}", whole.trim_end_matches([',', ';', ':', '.'])),
        _ => short,
    }
}

fn line(out: &mut String, (x, y): (f64, f64), letters: Type, words: &str) {
    let weight = if letters.weight == Weight::Bold { r#" font-weight="600""# } else { "" };
    out.push_str(&format!(
        r#"<text x="{x:.1}" y="{y:.1}" font-size="{}" fill="{}"{weight}>"#,
        letters.size, letters.colour
    ));
    text::escape(out, words);
    out.push_str("</text>");
}

fn block(out: &mut String, (x, y): (f64, f64), (width, height): (f64, f64), colour: Colour) {
    out.push_str(&format!(r#"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" fill="{colour}"/>"#));
}
