//! What moved since a site was published, on standard output: what an analyst reads after new data came.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use sna::config::Instead;
use sna::content::number;
use sna::diff::{Distance, Moved, MovedFigure, MovedSentence, MovedValue, Snapshot, diff as between_two};
use sna::files::Root;
use sna::model::audience::Audience;
use sna::pipeline;
use sna::progress::Progress;
use sna::render::statements::Statement;
use sna::report::{Diagnostic, Format, Report, Severity, Strictness, counted};

use super::bar::Bar;
use super::command::Between;
use super::{COULD_NOT_RUN, print_report};

/// So many rows of a figure are named to people; programs get all.
const NAMED: usize = 5;

/// Says what moved from one publication to another.
pub(crate) fn run(between: &Between) -> ExitCode {
    let format: Format = between.manner.format.into();
    let old = between.old.clone().unwrap_or_else(|| between.new.join(between.audience.unwrap_or_default().folder()));
    let (before, report) = (Report::new(Strictness::Lenient), Report::new(Strictness::Lenient));
    let progress = Arc::new(Progress::default());
    let bar = Bar::of(&progress, between.manner.quiet);
    let was = snapshot(&before, &progress, &old, between.audience);
    let is = snapshot(&report, &progress, &between.new, between.audience);
    drop(bar);
    let (Ok(was), Ok(is)) = (was, is) else {
        for (report, folder) in [(&before, &old), (&report, &between.new)] {
            if report.count(Severity::Error) > 0 {
                anstream::eprintln!("in `{}`:", folder.display());
                print_report(report, format);
            }
        }
        return ExitCode::from(COULD_NOT_RUN);
    };
    if was.audience != is.audience {
        anstream::eprintln!(
            "error: the audience of the first site is `{}` and that of the second `{}`, so their numbers are not set beside each other\n  = help: name the audience of both with `--audience`",
            was.audience.word(),
            is.audience.word()
        );
        return ExitCode::from(COULD_NOT_RUN);
    }
    let moved = between_two(&was, &is);
    print(&moved, format);
    print_report(&report, format);
    if !between.manner.quiet {
        anstream::eprintln!("{}", summary(&moved));
    }
    if report.sound(()).is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What the site in a folder says: as published, or as its content and data would make it.
fn snapshot(
    report: &Report,
    progress: &Progress,
    folder: &Path,
    audience: Option<Audience>,
) -> sna::report::Result<Snapshot> {
    let root = Root::new(folder);
    if Snapshot::is_published(&root) {
        return Snapshot::read(report, &root);
    }
    if !root.exists("site.yaml") {
        let found = Diagnostic::error("there is neither `site.yaml` nor a published site in this folder");
        return Err(report.add(found.help("name the folder of a site, or one that `sna build` published")));
    }
    pipeline::prepare(report, progress, &root, &Instead::from(audience))
        .map(|prepared| Snapshot::of(&prepared.publication))
}

/// Prints all that moved.
fn print(moved: &Moved, format: Format) {
    match format {
        Format::Human | Format::Short => anstream::print!("{}", text(moved, format)),
        Format::Json => {
            for line in lines(moved) {
                anstream::println!("{line}");
            }
        }
    }
}

/// The last line: how much moved.
fn summary(moved: &Moved) -> String {
    if moved.is_nothing() {
        let (sentences, figures) = moved.same;
        let (sentences, figures) = (counted(sentences, "sentence"), counted(figures, "figure"));
        return format!("nothing moved: {sentences} with numbers and {figures} are as they were");
    }
    let sentences = counted(moved.sentences.len(), "sentence");
    let broken = match moved.broken() {
        0 => "no claim broke".to_owned(),
        broken => format!("{} broke", counted(broken, "claim")),
    };
    format!("{sentences} and {} moved; {broken}", counted(moved.figures.len(), "figure"))
}

fn text(moved: &Moved, format: Format) -> String {
    let mut out = String::new();
    let heading = |out: &mut String, words: String| {
        if format == Format::Human {
            out.push_str(&format!("{words}\n\n"));
        }
    };
    if !moved.sentences.is_empty() {
        let are = if moved.sentences.len() == 1 { "reads" } else { "read" };
        heading(&mut out, format!("{} that {are} otherwise", counted(moved.sentences.len(), "sentence")));
        for sentence in &moved.sentences {
            out.push_str(&of_sentence(sentence, format));
        }
    }
    for (statements, words) in [(&moved.written, "written since"), (&moved.removed, "no longer there")] {
        if statements.is_empty() {
            continue;
        }
        heading(&mut out, format!("{} {words}", counted(statements.len(), "sentence")));
        for statement in statements {
            match format {
                Format::Human => out.push_str(&format!("{}\n  “{}”\n\n", place(statement), statement.words)),
                _ => out.push_str(&format!("{}: {words}: “{}”\n", place(statement), statement.words)),
            }
        }
    }
    if !moved.figures.is_empty() {
        let say = if moved.figures.len() == 1 { "says" } else { "say" };
        heading(&mut out, format!("{} that {say} otherwise", counted(moved.figures.len(), "figure")));
        for figure in &moved.figures {
            out.push_str(&of_figure(figure, format));
        }
    }
    for (ids, words) in [(&moved.new_figures, "new"), (&moved.gone_figures, "no longer there")] {
        if !ids.is_empty() {
            out.push_str(&format!("{} {words}: {}\n", counted(ids.len(), "figure"), number::series(ids)));
            heading(&mut out, String::new());
        }
    }
    out
}

fn of_sentence(sentence: &MovedSentence, format: Format) -> String {
    let values = sentence.values.iter().map(|value| (value.written.clone(), of_value(value)));
    let claims = sentence.claims.iter().map(|claim| {
        let what = match (claim.is.holds, claim.was.holds) {
            (Some(true), Some(true)) => "holds as before",
            (Some(true), _) => "holds now",
            (Some(false), Some(true)) => "held, and does not any more",
            (Some(false), _) => "does not hold",
            (None, _) => "cannot be checked any more",
        };
        let truth = if claim.is.truth.is_empty() { String::new() } else { format!(": {}", claim.is.truth) };
        (format!("claim {}", claim.is.written), format!("{what}{truth}"))
    });
    let parts: Vec<(String, String)> = values.chain(claims).collect();
    if format == Format::Short {
        let parts: Vec<String> = parts.iter().map(|(what, said)| format!("{what}: {said}")).collect();
        return format!("{}: {}\n", place(&sentence.is), parts.join("; "));
    }
    let mut out = format!("{}\n", place(&sentence.is));
    if sentence.was.words == sentence.is.words {
        out.push_str(&format!("  “{}”\n", sentence.is.words));
    } else {
        out.push_str(&format!("  was “{}”\n  now “{}”\n", sentence.was.words, sentence.is.words));
    }
    for (what, said) in parts {
        out.push_str(&format!("    {what}: {said}\n"));
    }
    out.push('\n');
    out
}

fn of_figure(figure: &MovedFigure, format: Format) -> String {
    let rows = [(figure.rows.len(), "moved"), (figure.new.len(), "new"), (figure.gone.len(), "gone")];
    let rows: Vec<String> =
        rows.iter().filter(|(many, _)| *many > 0).map(|(many, word)| format!("{many} {word}")).collect();
    let rows = if rows.is_empty() { "its finding alone".to_owned() } else { rows.join(", ") };
    let head = format!("figure {}: of {}, {rows}", figure.id, counted(figure.all, "row"));
    if format == Format::Short {
        return format!("{head}\n");
    }
    let mut out = format!("{head}\n");
    if let Some((was, is)) = &figure.finding {
        out.push_str(&format!("  was “{was}”\n  now “{is}”\n"));
    }
    for row in figure.rows.iter().take(NAMED) {
        out.push_str(&format!("    {}: {}\n", row.of, columns(&row.columns)));
    }
    if figure.rows.len() > NAMED {
        out.push_str(&format!("    and {}\n", counted(figure.rows.len() - NAMED, "row")));
    }
    for (named, word) in [(&figure.new, "new"), (&figure.gone, "gone")] {
        if !named.is_empty() {
            let more =
                if named.len() > NAMED { format!("; and {} others", named.len() - NAMED) } else { String::new() };
            let named: Vec<&str> = named.iter().take(NAMED).map(String::as_str).collect();
            out.push_str(&format!("    {word}: {}{more}\n", named.join("; ")));
        }
    }
    out.push('\n');
    out
}

/// The columns of a row: limits and denominators move with what they are of.
fn columns(columns: &[MovedValue]) -> String {
    let follows = ["lower", "upper", "denominator"];
    let leads = columns.iter().any(|column| !follows.contains(&column.written.as_str()));
    let said = columns
        .iter()
        .filter(|column| !leads || !follows.contains(&column.written.as_str()))
        .map(|column| format!("{} {}", column.written, of_value(column)));
    said.collect::<Vec<_>>().join("; ")
}

fn of_value(value: &MovedValue) -> String {
    let shown = |text: &str| if text.is_empty() { "nothing".to_owned() } else { text.to_owned() };
    let by = value.by.map(|Distance { difference, share, decimals }| {
        let way = if difference < 0.0 { "down" } else { "up" };
        let share = share.map(|share| format!(", {}%", number::grouped((share * 100.0).abs(), 1)));
        format!(" ({way} {}{})", number::grouped(difference.abs(), decimals), share.unwrap_or_default())
    });
    format!("{}, now {}{}", shown(&value.was), shown(&value.is), by.unwrap_or_default())
}

/// Where a sentence is written; of a published site, the page it stands on.
fn place(statement: &Statement) -> String {
    match &statement.place {
        Some(place) => match &place.at {
            Some(at) => format!("{}:{}:{}", place.path, at.line, at.column),
            None => place.path.to_string(),
        },
        None => format!("/{}", statement.page),
    }
}

/// One object for each sentence and figure.
fn lines(moved: &Moved) -> Vec<serde_json::Value> {
    let value = |value: &MovedValue| {
        serde_json::json!({
            "written": value.written,
            "was": value.was,
            "is": value.is,
            "difference": value.by.map(|by| by.difference),
            "share": value.by.and_then(|by| by.share),
        })
    };
    let values = |values: &[MovedValue]| values.iter().map(value).collect::<Vec<_>>();
    let mut lines: Vec<serde_json::Value> = moved
        .sentences
        .iter()
        .map(|sentence| {
            let claims = sentence.claims.iter().map(|claim| {
                serde_json::json!({"written": claim.is.written, "held": claim.was.holds, "holds": claim.is.holds, "truth": claim.is.truth})
            });
            serde_json::json!({
                "sentence": "moved",
                "place": place(&sentence.is),
                "was": sentence.was.words,
                "is": sentence.is.words,
                "values": values(&sentence.values),
                "claims": claims.collect::<Vec<_>>(),
            })
        })
        .collect();
    for (statements, word) in [(&moved.written, "written"), (&moved.removed, "removed")] {
        let line = |statement: &Statement| serde_json::json!({"sentence": word, "place": place(statement), "words": statement.words});
        lines.extend(statements.iter().map(line));
    }
    lines.extend(moved.figures.iter().map(|figure| {
        let rows = figure.rows.iter().map(|row| serde_json::json!({"of": row.of, "columns": values(&row.columns)}));
        let finding = figure.finding.as_ref().map(|(was, is)| serde_json::json!({"was": was, "is": is}));
        serde_json::json!({
            "figure": "moved",
            "id": figure.id,
            "finding": finding,
            "rows": rows.collect::<Vec<_>>(),
            "new": figure.new,
            "gone": figure.gone,
        })
    }));
    for (ids, word) in [(&moved.new_figures, "new"), (&moved.gone_figures, "gone")] {
        lines.extend(ids.iter().map(|id| serde_json::json!({"figure": word, "id": id})));
    }
    lines
}
