//! What is wrong, where, and what to do about it.
//!
//! Every stage is given a [`Report`] and adds to it. Only [`Report::add`], and [`Report::sound`] once
//! something was added, can make a [`Reported`], so a function that answers `Err` has told the reader why. Nothing here knows what any stage does.

mod asked;
mod print;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use self::asked::{Asked, Question};

/// Proof that an error was added to a [`Report`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reported(());

/// The result of a stage: its value, or the proof that the reader was told why there is none.
pub type Result<T> = std::result::Result<T, Reported>;

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is published.
    Error,
    /// Published, unless `--strict`.
    Warning,
}

/// Where in which file: always of the whole file as the reader's editor shows it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Path below the site's folder, with forward slashes on every system.
    pub path: Arc<str>,
    /// The line, if the fault is in one.
    pub at: Option<At>,
}

/// A stretch of one line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Length of the stretch in characters, at least 1.
    pub length: usize,
    /// The line itself; `None` for sources whose rows may not be quoted.
    pub text: Option<String>,
}

impl Place {
    /// The whole file.
    pub fn file(path: &str) -> Self {
        Self { path: path.into(), at: None }
    }

    /// The bytes `range` of `text`, which is all of the file at `path`.
    pub fn text(path: &str, text: &str, range: std::ops::Range<usize>) -> Self {
        let start = floor(text, range.start);
        let end = floor(text, range.end.max(start)).max(start);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let line = text[..start].matches('\n').count() + 1;
        let column = text[line_start..start].chars().count() + 1;
        let length = text[start..end.min(line_end).max(start)].chars().count().max(1);
        let excerpt = text[line_start..line_end].trim_end_matches('\r').to_owned();
        Self { path: path.into(), at: Some(At { line, column, length, text: Some(excerpt) }) }
    }

    /// `length` characters from `column` on `line`, whose text is `excerpt`.
    pub fn line(path: &str, line: usize, column: usize, length: usize, excerpt: Option<String>) -> Self {
        Self { path: path.into(), at: Some(At { line, column, length: length.max(1), text: excerpt }) }
    }
}

/// The last character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// One thing that is wrong, in the reader's words.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    severity: Severity,
    message: String,
    place: Option<Place>,
    label: String,
    notes: Vec<String>,
    help: Option<String>,
    /// Whether it is about the machine and not about content or data.
    machine: bool,
    /// Repeats of one cause in one file share this and are counted.
    cause: Option<String>,
    /// What is counted: `row`, `line`.
    unit: &'static str,
    repeats: usize,
}

impl Diagnostic {
    /// An error: lower case, no full stop, stands alone.
    pub fn error(message: impl Into<String>) -> Self {
        Self::new(Severity::Error, message.into())
    }

    /// A warning, which `--strict` makes an error.
    pub fn warning(message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, message.into())
    }

    fn new(severity: Severity, message: String) -> Self {
        Self {
            severity,
            message,
            place: None,
            label: String::new(),
            notes: Vec::new(),
            help: None,
            machine: false,
            cause: None,
            unit: "place",
            repeats: 0,
        }
    }

    /// Where it is.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// What is wrong at that place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Where the rule stands, or what else the reader needs to know.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// What to do, in the imperative.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The nearest of `known` to `name`, or the list of what is known, as help.
    #[must_use]
    pub fn suggest<'a>(self, name: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let known: Vec<&str> = known.into_iter().collect();
        if let Some(near) = nearest(name, known.iter().copied()) {
            self.help(format!("did you mean `{near}`?"))
        } else if known.is_empty() || known.len() > 24 {
            self
        } else {
            self.help(format!("known here: {}", list(&known)))
        }
    }

    /// It is about the machine (a disk, a folder, a port), not about content or data.
    #[must_use]
    pub fn of_machine(mut self) -> Self {
        self.machine = true;
        self
    }

    /// Counts with others of the same `cause` in the same file; `unit` is what is counted.
    #[must_use]
    pub fn repeated(mut self, cause: impl Into<String>, unit: &'static str) -> Self {
        self.cause = Some(cause.into());
        self.unit = unit;
        self
    }
}

/// `known` in backticks, separated by commas.
fn list(known: &[&str]) -> String {
    known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// The one of `known` within a third of the letters of `name`, if one is that near.
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (name.chars().count() / 3).max(1);
    known
        .map(|other| (distance(&name.to_lowercase(), &other.to_lowercase()), other))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, other)| other)
}

/// Letters to add, drop, change or swap with a neighbour to get from `a` to `b`
/// (Damerau 1964, the restricted form).
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j;
    }
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}

/// `1 row`, `38 rows`.
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// How messages are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// With the line and its underline, as cargo prints them.
    Human,
    /// One line each: `path:line:column: error: message`.
    Short,
    /// One JSON object each, one to a line.
    Json,
}

/// Whether warnings stop a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strictness {
    /// Warnings are printed and the site is published.
    Lenient,
    /// Warnings are errors.
    Strict,
}

/// All that was found wrong in one run, shared by every thread.
#[derive(Debug)]
pub struct Report {
    strictness: Strictness,
    diagnostics: Mutex<Vec<Diagnostic>>,
    asked: Option<Mutex<Vec<Asked>>>,
}

impl Report {
    /// An empty report.
    pub fn new(strictness: Strictness) -> Self {
        Self { strictness, diagnostics: Mutex::new(Vec::new()), asked: None }
    }

    /// An empty report that also keeps what readers ask of settings.
    pub fn listening() -> Self {
        Self { asked: Some(Mutex::default()), ..Self::new(Strictness::Lenient) }
    }

    /// Whether somebody wants to know what readers ask.
    pub(crate) fn listens(&self) -> bool {
        self.asked.is_some()
    }

    /// Keeps a question, if somebody wants to know it.
    pub(crate) fn hear(&self, asked: impl FnOnce() -> Asked) {
        if let Some(kept) = &self.asked {
            kept.lock().unwrap_or_else(PoisonError::into_inner).push(asked());
        }
    }

    /// What readers asked so far, sorted.
    pub fn asked(&self) -> Vec<Asked> {
        let kept = self.asked.as_ref().map(|kept| kept.lock().unwrap_or_else(PoisonError::into_inner).clone());
        let mut kept = kept.unwrap_or_default();
        kept.sort();
        kept
    }

    fn diagnostics(&self) -> MutexGuard<'_, Vec<Diagnostic>> {
        self.diagnostics.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A report of the same strictness, for work that may turn out not to count.
    #[must_use]
    pub fn apart(&self) -> Self {
        let asked = self.asked.as_ref().map(|_| Mutex::default());
        Self { asked, ..Self::new(self.strictness) }
    }

    /// Takes over everything that was said and asked apart.
    pub fn absorb(&self, apart: Self) {
        let said = apart.diagnostics.into_inner().unwrap_or_else(PoisonError::into_inner);
        self.diagnostics().extend(said);
        if let (Some(kept), Some(asked)) = (&self.asked, apart.asked) {
            let asked = asked.into_inner().unwrap_or_else(PoisonError::into_inner);
            kept.lock().unwrap_or_else(PoisonError::into_inner).extend(asked);
        }
    }

    /// All that was said so far, to be said again by [`Report::repeat`].
    pub fn said(&self) -> Vec<Diagnostic> {
        self.diagnostics().clone()
    }

    /// Says again what was said of something that has not changed since.
    pub fn repeat(&self, said: &[Diagnostic]) {
        self.diagnostics().extend_from_slice(said);
    }

    /// Adds a diagnostic and proves it.
    pub fn add(&self, mut diagnostic: Diagnostic) -> Reported {
        if self.strictness == Strictness::Strict {
            diagnostic.severity = Severity::Error;
        }
        self.diagnostics().push(diagnostic);
        Reported(())
    }

    /// `value`, unless an error was added by any stage so far.
    pub fn sound<T>(&self, value: T) -> Result<T> {
        if self.count(Severity::Error) == 0 { Ok(value) } else { Err(Reported(())) }
    }

    /// How many diagnostics of this severity there are, repeats not counted apart.
    pub fn count(&self, severity: Severity) -> usize {
        self.sorted().iter().filter(|found| found.severity == severity).count()
    }

    /// Whether the machine, and not content or data, is what is wrong.
    pub fn could_not_run(&self) -> bool {
        self.diagnostics().iter().any(|found| found.machine)
    }

    /// Sorted by file and position, repeats of one cause folded into the first.
    fn sorted(&self) -> Vec<Diagnostic> {
        let mut all = self.diagnostics().clone();
        all.sort_by(|a, b| (&a.place, a.severity, &a.message).cmp(&(&b.place, b.severity, &b.message)));
        let mut folded: Vec<Diagnostic> = Vec::new();
        for diagnostic in all {
            let path = diagnostic.place.as_ref().map(|place| place.path.clone());
            let same = folded.iter_mut().find(|first| {
                let first_path = first.place.as_ref().map(|place| place.path.clone());
                match (&first.cause, &diagnostic.cause) {
                    (Some(a), Some(b)) => a == b && first_path == path,
                    _ => first.message == diagnostic.message && first.place == diagnostic.place,
                }
            });
            match same {
                Some(first) if diagnostic.cause.is_some() => first.repeats += 1 + diagnostic.repeats,
                Some(_) => {}
                None => folded.push(diagnostic),
            }
        }
        folded
    }

    /// Every diagnostic as the reader sees it, ready to print.
    pub fn render(&self, format: Format) -> String {
        self.sorted().iter().map(|diagnostic| print::print(diagnostic, format)).collect()
    }

    /// Every diagnostic as [`Report::render`] prints it, each with where it is.
    pub fn each(&self, format: Format) -> Vec<(Option<Place>, String)> {
        let printed = |found: Diagnostic| (found.place.clone(), print::print(&found, format));
        self.sorted().into_iter().map(printed).collect()
    }

    /// The last line of a run: `2 errors and 1 warning`, or nothing.
    pub fn summary(&self) -> Option<String> {
        let errors = self.count(Severity::Error);
        let warnings = self.count(Severity::Warning);
        match (errors, warnings) {
            (0, 0) => None,
            (0, _) => Some(counted(warnings, "warning")),
            (_, 0) => Some(counted(errors, "error")),
            _ => Some(format!("{} and {}", counted(errors, "error"), counted(warnings, "warning"))),
        }
    }
}
