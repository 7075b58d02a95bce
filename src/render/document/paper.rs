//! The whole assessment as a PDF, set by the sheets of the theme in `document/`.
//!
//! Comes in: the same view as that of the page, and the drawings. Goes out: a PDF beside the page, and the link to it.
//! What the sheets read is one JSON file, in which every word is a string; no sheet is made here. Wrong can be: a sheet
//! of the site's own, and a picture that cannot be drawn; letters that no typeface has are a warning.

mod letters;
mod manuscript;
mod markup;
mod press;
mod prose;
mod space;

use std::sync::{Arc, Mutex, PoisonError};

use self::letters::Letters;
use self::manuscript::manuscript;
use self::press::{Fault, Pressed, pressed};
use super::super::figures::size;
use super::super::frame::permanent;
use super::super::view::{self, Download};
use super::super::{Files, Publication};
use crate::content::link::relative;
use crate::render::theme::BUILT_IN;
use crate::report::{Diagnostic, Place, Report, Result, counted};

/// The sheet that the others serve.
const MAIN: &str = "assessment.typ";

/// How many letters are named in a message.
const NAMED: usize = 8;

/// The document of a site: whoever asks first makes it, and others take what was made.
#[derive(Debug, Default)]
pub(super) struct Paper(Mutex<Option<Result<Arc<Pressed>>>>);

/// Adds the document at an address.
pub(super) fn add(files: &mut Files<'_>, address: &str) -> Arc<Paper> {
    let paper = Arc::new(Paper::default());
    let own = Arc::clone(&paper);
    files.add(address, move |publication, report| Ok(own.made(publication, report)?.bytes.clone()));
    paper
}

impl Paper {
    fn made(&self, publication: &Publication, report: &Report) -> Result<Arc<Pressed>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get_or_insert_with(|| set(publication, report).map(Arc::new)).clone()
    }

    /// The view of the page at `from` with the link to the document at `address`.
    pub(super) fn linked(
        &self,
        (publication, report): (&Publication, &Report),
        view: view::Document,
        (from, address): (&str, &str),
    ) -> Result<view::Document> {
        let pressed = self.made(publication, report)?;
        let file = Download {
            text: "The whole assessment as a PDF".to_owned(),
            href: relative(from, address),
            size: format!("{}, {}", counted(pressed.pages, "page"), size(pressed.bytes.len())),
            note: "tagged for screen readers".to_owned(),
        };
        Ok(view::Document { file: Some(file), ..view })
    }
}

fn set(publication: &Publication, report: &Report) -> Result<Pressed> {
    let view = super::document(publication);
    let sheets: Vec<(String, String)> =
        publication.theme.sheets().map(|(name, _, text)| (name.to_owned(), text.to_owned())).collect();
    let ident = permanent(publication, &publication.bindings.addresses.page(super::NAME));
    let with = |letters: &mut Letters| {
        let files = manuscript(publication, &view, letters);
        pressed((MAIN, &sheets), files, &ident)
    };
    let mut letters = Letters::default();
    let mut done = with(&mut letters);
    // Some scripts join letters in ways that the standard cannot follow; it never has trouble with the first face.
    if let Err(faults) = &done
        && faults.iter().any(|fault| fault.refused)
    {
        let mut plain = Letters { plain: true, ..Letters::default() };
        let again = with(&mut plain);
        if again.is_ok() {
            (done, letters) = (again, plain);
        }
    }
    warn(report, &letters);
    done.map_err(|faults| {
        let told = faults.iter().map(|fault| tell(publication, report, fault));
        told.last().unwrap_or_else(|| report.add(Diagnostic::error("the PDF of the whole assessment cannot be made")))
    })
}

/// Says which letters the document cannot show.
fn warn(report: &Report, letters: &Letters) {
    if letters.missing.is_empty() {
        return;
    }
    let named: Vec<String> = letters.missing.iter().take(NAMED).map(|letter| format!("`{letter}`")).collect();
    let more = match letters.missing.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let count = counted(letters.missing.len(), "letter");
    let found = Diagnostic::warning(format!("the PDF of the whole assessment cannot show {count}"));
    let found = found.note(format!("its typefaces lack {}{more}; `\u{fffd}` stands in their place", named.join(", ")));
    report.add(found.help("pages show them; where the PDF matters, write the words in other letters as well"));
}

/// Says what is wrong with the document.
fn tell(publication: &Publication, report: &Report, fault: &Fault) -> crate::report::Reported {
    let found = Diagnostic::error(format!("the PDF of the whole assessment cannot be made: {}", fault.message));
    let sheet = fault.place.as_ref().and_then(|(name, range)| {
        let (_, path, text) = publication.theme.sheets().find(|(known, ..)| known == name)?;
        let built_in = BUILT_IN.iter().any(|(known, own)| *known == format!("document/{name}") && *own == text);
        Some((Place::text(path, text, range.clone()), built_in))
    });
    let (found, built_in) = match sheet {
        Some((place, built_in)) => (found.at(place).label("set here"), built_in),
        None => (found, true),
    };
    let found = fault.hints.iter().fold(found, |found, hint| found.note(hint.clone()));
    let help = if built_in {
        "this is a fault of the program, or of a picture: tell those who maintain it what stands here"
    } else {
        "mend this sheet of the theme, or take it away: the program has its own"
    };
    report.add(found.help(help))
}
