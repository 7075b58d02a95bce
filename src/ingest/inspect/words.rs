//! What was found, in words for people: 80 columns, calm and plain.
//!
//! In go findings, out comes text. What may be shown of a column is asked of [`super::privacy`]; this file
//! prints no cell by another way.

use std::fmt::Write as _;

use crate::report::counted;

use super::column::{Column, Holds, Times};
use super::kind::FORMS;
use super::privacy::Privacy;
use super::survey::Written;
use super::{Finding, Group, Inspection, proposal};

/// How wide a line may be.
const WIDTH: usize = 80;

/// Columns of a table that are listed.
const LISTED: usize = 60;

/// Sentences on what is odd that are listed for one table.
const ODDITIES: usize = 15;

/// Everything.
pub(super) fn text(inspection: &Inspection) -> String {
    let groups: Vec<String> = inspection.groups.iter().map(of_group).collect();
    let next = match inspection.groups.len() {
        0 => "",
        1 => {
            "\nNext: put it into a folder of `data/` and run `sna inspect FILE --write\ndata/FOLDER`, which saves a source.yaml for you to complete.\n"
        }
        _ => {
            "\nNext: put each into a folder of `data/` and run `sna inspect FILE --write\ndata/FOLDER`, which saves a source.yaml for you to complete.\n"
        }
    };
    format!("{}{next}", groups.join("\n"))
}

fn of_group(group: &Group) -> String {
    let mut out = String::new();
    let first = group.files[0].stored.name();
    let more = group.files.len() - 1;
    if more > 0 {
        let _ = writeln!(out, "{first}\nand {} of the same series", counted(more, "more file"));
    } else {
        let _ = writeln!(out, "{first}");
    }
    let format = match (group.format, &group.outlines) {
        (Some(format), _) => format!("{}: {}", format.name(), format.about()),
        (None, Some(outlines)) => format!("boundaries: outlines of areas in {}", outlines.kind),
        (None, None) => match proposal::format(group) {
            "table" => "a table of no known format".to_owned(),
            guess => format!("a table of no known format; it looks like `{guess}`"),
        },
    };
    fact(&mut out, "format", &format);
    let written: Vec<String> = group.written.iter().map(written_as).collect();
    fact(&mut out, "written as", &written.join("; or "));
    // The files of one archive have its size together.
    let stored: std::collections::BTreeMap<&str, u64> =
        group.files.iter().map(|file| (file.stored.path.as_str(), file.size)).collect();
    let bytes: u64 = stored.values().sum();
    fact(&mut out, "size", &size(bytes));
    if let Some(outlines) = &group.outlines {
        fact(&mut out, "outlines", &number(outlines.features as u64));
        fact(&mut out, "properties", &outlines.properties.join(", "));
    }
    if !group.without.is_empty() {
        fact(&mut out, "no table", &format!("in {} (notes, or headings over several rows)", group.without.join(", ")));
    }
    for table in &group.tables {
        out.push('\n');
        of_table(&mut out, table, group.tables.len() > 1);
    }
    out
}

fn of_table(out: &mut String, table: &Finding, is_one_of_many: bool) {
    match table.sheets.as_slice() {
        [] => {}
        sheets if is_one_of_many || sheets.len() > 1 => {
            let _ = writeln!(out, "  {} {}", if sheets.len() > 1 { "Sheets" } else { "Sheet" }, sheets.join(", "));
        }
        [sheet, ..] => fact(out, "sheet", sheet),
    }
    let titles = match table.top.titles {
        0 => String::new(),
        1 => ", below 1 row of titles".to_owned(),
        count => format!(", below {count} rows of titles"),
    };
    let above = if table.top.above { "; the row above it may name groups of columns" } else { "" };
    fact(out, "header", &format!("row {}{titles}{above}", table.top.line));
    fact(out, "rows", &number(table.rows as u64));
    for column in table.columns.iter().filter(|column| column.is_time()) {
        if let Some(times) = &column.times {
            fact(out, "times", &format!("{}, in `{}`", span(times), column.name));
        }
    }
    let areas: Vec<String> = table
        .columns
        .iter()
        .filter(|column| !column.areas.is_empty())
        .map(|column| format!("{}, in `{}`", areas(column), column.name))
        .collect();
    for areas in areas.iter().take(6) {
        fact(out, "areas", areas);
    }
    if table.privacy == Privacy::Records {
        fact(
            out,
            "privacy",
            "rows look like records of people or events: no cell is shown, and words only where each occurs at least 10 times",
        );
    }
    out.push('\n');
    columns(out, table);
    listed(out, table);
    if !table.odd.is_empty() {
        out.push_str("\n  Odd\n");
        for odd in table.odd.iter().take(ODDITIES) {
            let line = odd.line.map_or(String::new(), |line| format!(" (line {line})"));
            item(out, &format!("{}{line}", odd.what));
        }
        if table.odd.len() > ODDITIES {
            item(out, &format!("and {} more", table.odd.len() - ODDITIES));
        }
    }
}

/// A name and what is said of it, folded.
fn fact(out: &mut String, name: &str, text: &str) {
    let mut lines = folded(text, WIDTH - 14).into_iter();
    let _ = writeln!(out, "  {name:<12}{}", lines.next().unwrap_or_default());
    lines.for_each(|line| {
        let _ = writeln!(out, "              {line}");
    });
}

fn item(out: &mut String, text: &str) {
    let mut lines = folded(text, WIDTH - 6).into_iter();
    let _ = writeln!(out, "  - {}", lines.next().unwrap_or_default());
    lines.for_each(|line| {
        let _ = writeln!(out, "    {line}");
    });
}

/// A text in lines of at most so many letters, where it has spaces.
fn folded(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn columns(out: &mut String, table: &Finding) {
    let shown: Vec<&Column> = table.columns.iter().take(LISTED).collect();
    let wide = shown.iter().map(|column| column.name.chars().count()).max().unwrap_or(0).clamp(6, 30);
    let _ = writeln!(out, "  {:<wide$}  {:>10}  {:>9}  seems to hold", "Column", "filled", "different");
    for column in shown {
        let different = column.different().map_or("many".to_owned(), |count| number(count as u64));
        let name = if column.name.is_empty() { "(no name)".to_owned() } else { cut(&column.name, wide) };
        let line = format!("  {name:<wide$}  {:>10}  {different:>9}  {}", number(column.filled), holds(column));
        let _ = writeln!(out, "{}", line.trim_end());
    }
    if table.columns.len() > LISTED {
        let _ = writeln!(out, "  and {}", counted(table.columns.len() - LISTED, "more column"));
    }
}

/// Words of columns that have few, and signs for what is missing.
fn listed(out: &mut String, table: &Finding) {
    let mut is_first = true;
    for column in table.columns.iter().take(LISTED) {
        let Some(words) = table.privacy.words(column) else { continue };
        if std::mem::take(&mut is_first) {
            out.push_str("\n  Words\n");
        }
        let mut text = format!("{}: ", column.name);
        let some: Vec<String> =
            words.iter().take(12).map(|(word, count)| format!("{} {}", cut(word, 44), number(*count))).collect();
        text.push_str(&some.join("; "));
        if words.len() > 12 {
            let _ = write!(text, "; and {} more", words.len() - 12);
        }
        item(out, &text);
    }
    is_first = true;
    for column in table.columns.iter().take(LISTED) {
        let missing = table.privacy.missing(column);
        if missing.is_empty() {
            continue;
        }
        if std::mem::take(&mut is_first) {
            out.push_str("\n  Stands for missing\n");
        }
        let signs: Vec<String> = missing.iter().map(|(sign, count)| format!("`{sign}` {}", number(*count))).collect();
        item(out, &format!("{}: {}", column.name, signs.join("; ")));
    }
}

/// What a column holds, in a few words.
pub(super) fn holds(column: &Column) -> String {
    let form = |form: usize| FORMS[form].0;
    match column.holds {
        Holds::Nothing => "nothing".to_owned(),
        Holds::Areas => "codes of areas".to_owned(),
        Holds::Period(at) => format!("times ({})", form(at)),
        Holds::Day(at) => format!("dates ({})", form(at)),
        Holds::Moment(at) => format!("dates with a time ({})", form(at)),
        Holds::Number => "numbers".to_owned(),
        Holds::Percent => "percentages".to_owned(),
        Holds::Age => "ages".to_owned(),
        Holds::AgeBand => "bands of age".to_owned(),
        Holds::Sex => "sex".to_owned(),
        Holds::Latitude => "latitude".to_owned(),
        Holds::Longitude => "longitude".to_owned(),
        Holds::Easting => "easting".to_owned(),
        Holds::Northing => "northing".to_owned(),
        Holds::Postcode => "postcodes".to_owned(),
        Holds::Identifier => "identifiers".to_owned(),
        Holds::Words => "words".to_owned(),
        Holds::Names => "names or words".to_owned(),
        Holds::Text => "free text".to_owned(),
    }
}

fn span(times: &Times) -> String {
    let Times { first, last, count, gaps, gap } = times;
    if first == last {
        return first.id();
    }
    let missing = match gaps {
        0 => String::new(),
        gaps => format!("; {gaps} missing, the first {}", gap.as_deref().unwrap_or_default()),
    };
    format!("{} to {}, {} different{missing}", first.id(), last.id(), number(*count as u64))
}

fn areas(column: &Column) -> String {
    let one = |areas: &super::column::Areas| {
        let prefix = String::from_utf8_lossy(&areas.prefix).into_owned();
        let vintage = areas.vintage.as_ref().map_or(String::new(), |vintage| format!(" {vintage}"));
        let kind = if areas.count == 1 { singular(areas.kind) } else { areas.kind.to_owned() };
        format!("{} {kind} ({prefix}){vintage}", number(areas.count as u64))
    };
    column.areas.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// One of a kind of area.
pub(super) fn singular(kind: &str) -> String {
    match kind.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => kind.strip_suffix('s').unwrap_or(kind).to_owned(),
    }
}

/// How a file is written, on one line.
pub(super) fn written_as(written: &Written) -> String {
    let kind = match written.separator {
        Some(b'\t') => "tab-separated text",
        Some(b';') => "text separated by semicolons",
        Some(b'|') => "text separated by bars",
        Some(_) => "comma-separated text",
        None => written.kind.as_str(),
    };
    let parts = [Some(kind), written.packed, written.encoding.as_deref(), written.line_ends];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn cut(text: &str, width: usize) -> String {
    let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= width {
        return text;
    }
    let start: String = text.chars().take(width - 1).collect();
    format!("{}\u{2026}", start.trim_end())
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => counted(usize::try_from(bytes).unwrap_or(0), "byte"),
        1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// A number with commas, for reading.
pub(super) fn number(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
