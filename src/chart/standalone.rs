//! A figure as a file of its own: the wide drawing with its finding above and its source below.
//!
//! In come a figure and the words that go with it; out comes SVG that needs no style sheet.

use super::canvas::{Anchor, Canvas, Frame, Look};
use super::{Figure, text};
use crate::config::palette::Palette;

/// The words that a drawing takes with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imprint {
    /// What the figure shows, as one sentence.
    pub finding: String,
    /// Its number, or the name of its kind, such as `Figure VI-F1`.
    pub number: String,
    /// Each line below the drawing: sources, licence, address.
    pub lines: Vec<String>,
    /// The colours of the site by daylight.
    pub palette: Palette,
}

/// White space around everything.
const MARGIN: f64 = 20.0;

impl Figure {
    /// The drawing and nothing else, in colours of its own, to be set within a document; with its width and height.
    pub fn bare(&self, palette: Palette) -> (String, (f64, f64)) {
        let drawing = self.canvas(Frame::Wide, Look::StandAlone(palette));
        let (width, height) = (drawing.width(), drawing.height());
        let markup = drawing.into_markup();
        let svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-size="14">{markup}</svg>"#
        );
        (svg, (width, height))
    }

    /// The drawing as a file of its own, in the colours of the light palette.
    pub fn svg(&self, imprint: &Imprint) -> String {
        let drawing = self.canvas(Frame::Wide, Look::StandAlone(imprint.palette));
        let (width, high) = (drawing.width(), drawing.height());
        let words = Canvas::new(Frame::Wide, Look::StandAlone(imprint.palette));
        let mut y = 0.0;
        // Larger text is drawn by a larger font size of its group; here the lines are broken for it.
        let finding = text::wrap(&imprint.finding, width / 1.53);
        let finding_height = finding.len() as f64 * 26.0;
        y += finding_height + 4.0;
        let shown =
            if imprint.number.is_empty() { self.shown.clone() } else { format!("{}. {}", imprint.number, self.shown) };
        for line in text::wrap(&shown, width) {
            words.text(0.0, y + 14.0, Anchor::Start, "label", &line);
            y += text::LINE;
        }
        let top = y + 18.0;
        y = top + high + 16.0;
        let mut lines = imprint.lines.clone();
        if self.illustrative {
            lines.insert(0, "The data are made up to show the method.".to_owned());
        }
        for line in lines.iter().flat_map(|line| text::wrap(line, width)) {
            words.text(0.0, y + 14.0, Anchor::Start, "tick", &line);
            y += text::LINE;
        }
        let [paper, ink] = ["paper", "ink"].map(|name| imprint.palette.of(name));
        let (full_width, full_height) = (width + 2.0 * MARGIN, (y + 2.0 * MARGIN).ceil());
        let mut out = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{full_width}" height="{full_height}" viewBox="0 0 {full_width} {full_height}" role="img" aria-labelledby="title" aria-describedby="summary" font-family="Helvetica, Arial, 'Liberation Sans', sans-serif" font-size="14">"#
        );
        out.push_str(r#"<title id="title">"#);
        text::escape(&mut out, &imprint.finding);
        out.push_str(r#"</title><desc id="summary">"#);
        text::escape(&mut out, &self.summary);
        out.push_str(&format!(
            r##"</desc><rect width="{full_width}" height="{full_height}" fill="{paper}"/><g transform="translate({MARGIN} {MARGIN})">"##
        ));
        out.push_str(&format!(r#"<g font-size="20" font-weight="600" fill="{ink}">"#));
        for (index, line) in finding.iter().enumerate() {
            out.push_str(&format!(r#"<text x="0" y="{}">"#, 18.0 + index as f64 * 26.0));
            text::escape(&mut out, line);
            out.push_str("</text>");
        }
        out.push_str("</g>");
        out.push_str(&words.into_markup());
        out.push_str(&format!(r#"<g transform="translate(0 {top})">"#));
        out.push_str(&drawing.into_markup());
        out.push_str("</g></g></svg>\n");
        out
    }
}
