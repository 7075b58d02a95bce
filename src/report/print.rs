//! A diagnostic as it is printed: for people, for editors, for programs.

use std::fmt::Write as _;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{At, Diagnostic, Format, Place, Severity};

/// One diagnostic, with what stands between it and the next.
pub(super) fn print(diagnostic: &Diagnostic, format: Format) -> String {
    match format {
        Format::Human => format!("{}\n\n", human(diagnostic)),
        Format::Short => short(diagnostic),
        Format::Json => format!("{}\n", json(diagnostic)),
    }
}

/// The note that says how often one cause occurs beside the place shown.
fn repeats(diagnostic: &Diagnostic) -> Option<String> {
    (diagnostic.repeats > 0).then(|| {
        let verb = if diagnostic.repeats == 1 { "has" } else { "have" };
        let more = format!("{} more {}", diagnostic.repeats, diagnostic.unit);
        let plural = if diagnostic.repeats == 1 { "" } else { "s" };
        let place = if diagnostic.place.is_some() { " of this file" } else { "" };
        format!("{more}{plural}{place} {verb} the same fault")
    })
}

fn human(diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str());
    let mut group: Group<'_> = match &diagnostic.place {
        None => Group::with_title(title),
        Some(Place { path, at: None }) => Group::with_title(title).element(Origin::path(&**path)),
        Some(Place { path, at: Some(At { line, column, length, text: None }) }) => {
            let _ = length;
            Group::with_title(title).element(Origin::path(&**path).line(*line).char_column(*column))
        }
        Some(Place { path, at: Some(At { line, column, length, text: Some(text) }) }) => {
            let start: usize = text.chars().take(column - 1).map(char::len_utf8).sum();
            let end: usize = start + text[start..].chars().take(*length).map(char::len_utf8).sum::<usize>();
            let mut annotation = AnnotationKind::Primary.span(start..end);
            if !diagnostic.label.is_empty() {
                annotation = annotation.label(diagnostic.label.as_str());
            }
            let snippet = Snippet::source(text.as_str()).line_start(*line).path(&**path).annotation(annotation);
            Group::with_title(title).element(snippet)
        }
    };
    let folded = repeats(diagnostic);
    // Where no line is shown, what would stand beneath it is still said: a row may be hidden, its fault not.
    let shows_line = diagnostic.place.as_ref().and_then(|place| place.at.as_ref()).is_some_and(|at| at.text.is_some());
    let label = (!shows_line && !diagnostic.label.is_empty()).then_some(&diagnostic.label);
    for note in label.into_iter().chain(&diagnostic.notes).chain(folded.iter()) {
        group = group.element(Level::NOTE.message(note.as_str()));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    Renderer::styled().render(&[group])
}

fn short(diagnostic: &Diagnostic) -> String {
    let mut out = String::new();
    if let Some(place) = &diagnostic.place {
        // Editors jump to a line: what is of a whole file is shown at its beginning.
        let (line, column) = place.at.as_ref().map_or((1, 1), |at| (at.line, at.column));
        let _ = write!(out, "{}:{line}:{column}: ", place.path);
    }
    let _ = write!(out, "{}: {}", word(diagnostic.severity), diagnostic.message);
    if let Some(help) = &diagnostic.help {
        let _ = write!(out, " ({help})");
    }
    out.push('\n');
    out
}

fn json(diagnostic: &Diagnostic) -> serde_json::Value {
    let place = diagnostic.place.as_ref();
    let at = place.and_then(|place| place.at.as_ref());
    serde_json::json!({
        "severity": word(diagnostic.severity),
        "message": diagnostic.message,
        "path": place.map(|place| &*place.path),
        "line": at.map(|at| at.line),
        "column": at.map(|at| at.column),
        "length": at.map(|at| at.length),
        "label": diagnostic.label,
        "notes": diagnostic.notes.iter().cloned().chain(repeats(diagnostic)).collect::<Vec<_>>(),
        "help": diagnostic.help,
    })
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}
