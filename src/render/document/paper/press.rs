//! The typesetter: sheets of the theme and what they read become pages, and these a PDF.
//!
//! Comes in: the sheets, and files by their names. Goes out: a PDF that conforms to PDF/UA-1, the standard for documents
//! that everyone can read, and how many pages it has; the same bytes whenever and with however many threads it is
//! made. Wrong can be: a sheet, a picture that cannot be drawn, or whatever the standard refuses.

use std::any::Any;
use std::collections::BTreeMap;
use std::ops::Range;
use std::thread;

use typst::diag::{FileError, FileResult, Severity, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Smart};
use typst::layout::PagedDocument;
use typst::syntax::{FileId, Source, VirtualPath};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt as _, World, WorldExt as _};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::letters::faces;

/// How much of a thread's memory pieces within pieces may take.
const STACK: usize = 16 << 20;

/// A document on paper.
#[derive(Debug)]
pub(super) struct Pressed {
    /// The PDF.
    pub(super) bytes: Vec<u8>,
    /// How many pages it has.
    pub(super) pages: usize,
}

/// Why there is no document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// What is wrong.
    pub(super) message: String,
    /// What the typesetter advises.
    pub(super) hints: Vec<String>,
    /// The sheet that asked for it, and where in it.
    pub(super) place: Option<(String, Range<usize>)>,
    /// Whether the pages were made, and the standard refuses them.
    pub(super) refused: bool,
}

impl Fault {
    fn plain(message: String) -> Self {
        Self { message, hints: Vec::new(), place: None, refused: false }
    }
}

/// What the typesetter may see: nothing else, and no clock.
struct Desk {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    main: FileId,
    sheets: BTreeMap<String, Source>,
    files: BTreeMap<String, Bytes>,
}

fn id(name: &str) -> FileId {
    FileId::new(None, VirtualPath::new(name))
}

/// The name of a file as sheets write it, without the slash before it.
fn name(id: FileId) -> String {
    let path = id.vpath().as_rootless_path();
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

impl Desk {
    fn new(main: &str, sheets: &[(String, String)], files: BTreeMap<String, Vec<u8>>) -> Self {
        // What says which cells of a table are heads is not on by itself yet.
        let library = Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build();
        let sheets = sheets.iter().map(|(name, text)| (name.clone(), Source::new(id(name), text.clone())));
        Self {
            library: LazyHash::new(library),
            book: LazyHash::new(FontBook::from_fonts(faces())),
            main: id(main),
            sheets: sheets.collect(),
            files: files.into_iter().map(|(name, bytes)| (name, Bytes::new(bytes))).collect(),
        }
    }

    fn fault(&self, found: &SourceDiagnostic, refused: bool) -> Fault {
        let sheet = found.span.id().map(name).filter(|name| self.sheets.contains_key(name));
        Fault {
            message: found.message.to_string(),
            hints: found.hints.iter().map(ToString::to_string).collect(),
            place: sheet.zip(self.range(found.span)),
            refused,
        }
    }

    fn press(&self, ident: &str) -> Result<Pressed, Vec<Fault>> {
        let faults = |found: &[SourceDiagnostic], refused: bool| {
            let errors = found.iter().filter(|found| found.severity == Severity::Error);
            errors.map(|found| self.fault(found, refused)).collect::<Vec<_>>()
        };
        let document = typst::compile::<PagedDocument>(self).output.map_err(|found| faults(&found, false))?;
        let standards =
            PdfStandards::new(&[PdfStandard::Ua_1]).map_err(|cause| vec![Fault::plain(cause.to_string())])?;
        // The day of the document is that of the edition, which its sheet sets.
        let options = PdfOptions { ident: Smart::Custom(ident), standards, ..PdfOptions::default() };
        let bytes = typst_pdf::pdf(&document, &options).map_err(|found| faults(&found, true))?;
        Ok(Pressed { bytes, pages: document.pages.len() })
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let name = name(id);
        self.sheets.get(&name).cloned().ok_or_else(|| FileError::NotFound(name.into()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let name = name(id);
        self.files.get(&name).cloned().ok_or_else(|| FileError::NotFound(name.into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        faces().get(index).cloned()
    }

    fn today(&self, _: Option<i64>) -> Option<Datetime> {
        None
    }
}

/// Sets the sheet called `main` with the others and the files that they read. What `ident` says is the same for each
/// making of the document, and for no other.
pub(super) fn pressed(
    (main, sheets): (&str, &[(String, String)]),
    files: BTreeMap<String, Vec<u8>>,
    ident: &str,
) -> Result<Pressed, Vec<Fault>> {
    let threads = rayon::current_num_threads();
    // In threads of its own: one of the common ones that waited here would go on with another page meanwhile, and that
    // may be one that waits for this document.
    let work = move || {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build();
        let pool = pool.map_err(|cause| vec![Fault::plain(format!("no threads can be started: {cause}"))])?;
        let pressed = pool.install(|| Desk::new(main, sheets, files).press(ident));
        // Memory of what was set is of no more use.
        typst::comemo::evict(0);
        pressed
    };
    let done = thread::scope(|scope| {
        let started = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        started.map(|thread| thread.join())
    });
    match done {
        Ok(Ok(pressed)) => pressed,
        Ok(Err(cause)) => Err(vec![Fault::plain(format!("the typesetter stopped: {}", said(cause.as_ref())))]),
        Err(cause) => Err(vec![Fault::plain(format!("no thread can be started: {cause}"))]),
    }
}

fn said(cause: &(dyn Any + Send)) -> &str {
    let text = cause.downcast_ref::<&str>().copied();
    text.or_else(|| cause.downcast_ref::<String>().map(String::as_str)).unwrap_or("it did not say why")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str) -> Result<Pressed, Vec<Fault>> {
        let sheets = [("main.typ".to_owned(), text.to_owned())];
        pressed(("main.typ", &sheets), BTreeMap::from([("words.json".to_owned(), b"[\"#x\"]".to_vec())]), "test")
    }

    #[test]
    fn a_sheet_becomes_a_document_of_so_many_pages_and_always_the_same() {
        let sheet = "#set document(title: [T], date: datetime(year: 2026, month: 5, day: 14))\n#json(\"words.json\").first()\n#pagebreak()\n= B";
        let (once, again) = (set(sheet).unwrap(), set(sheet).unwrap());
        assert_eq!(once.pages, 2);
        assert!(once.bytes.starts_with(b"%PDF-1.7"));
        assert_eq!(once.bytes, again.bytes);
    }

    #[test]
    fn a_fault_has_its_place_in_the_sheet() {
        let faults = set("= A\n#nothing()").unwrap_err();
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].place, Some(("main.typ".to_owned(), 5..12)));
        assert!(faults[0].message.contains("unknown variable"), "{faults:?}");
        let faults = set("#json(\"other.json\")").unwrap_err();
        assert!(faults[0].message.contains("not found"), "{faults:?}");
    }

    #[test]
    fn the_standard_refuses_a_picture_without_words_and_a_clock_is_not_there() {
        let faults = set("#set document(title: [T])\n#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>\"))").unwrap_err();
        assert!(faults[0].refused && faults[0].message.contains("alt text"), "{faults:?}");
        let faults = set("#datetime.today()").unwrap_err();
        assert!(!faults[0].refused);
    }
}
