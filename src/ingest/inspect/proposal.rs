//! A `source.yaml` for files that were looked at, ready to save.
//!
//! In goes a group of files, out comes a declaration. What only a person can know is a question in a comment
//! and a key without a value, so that `sna check` asks for it and nothing made up is ever published.

use std::fmt::Write as _;

use crate::files::TextFile;
use crate::ingest::Format;
use crate::ingest::header::plain;
use crate::model::period::{MONTHS, Period};
use crate::report::{Report, Strictness};
use crate::yaml;

use super::column::{Column, Holds};
use super::layout;
use super::privacy::Privacy;
use super::quote::yaml as quoted;
use super::{Finding, Group, kind, when};

/// The declaration of a group. The files are named from `folder`, or from the folder they stand in.
pub(super) fn of(group: &Group, folder: Option<&str>) -> String {
    let names: Vec<String> = group.files.iter().map(|file| file.stored.name()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let table = group.main();
    let known = group.format.map(|format| (format.name(), format.choices()));
    let delimiter = group.written.first().and_then(|written| written.separator).filter(|sign| {
        *sign != b',' && !(*sign == b'\t' && names.iter().all(|name| name.contains(".tsv") || name.contains(".tab")))
    });
    let others: Vec<&str> = group
        .tables
        .iter()
        .filter(|other| table.is_some_and(|table| table.sheets != other.sheets))
        .flat_map(|other| other.sheets.iter().map(String::as_str))
        .collect();
    let layout = table.map(|table| layout::of(table, &others, &names, delimiter));
    let mut out = String::new();
    out.push_str("# Made by `sna inspect`. Answer what has no value; then look at what is marked as guessed.\n");
    out.push_str("title:        # what is it called? the title that its publisher gives it\n");
    out.push_str("publisher:    # who publishes it, or sent it?\n");
    out.push_str("licence:      # which? such as {name: Open Government Licence v3.0, address: \"https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/\"}\n");
    out.push_str("attribution:  # which words must stand beside it?\n");
    out.push_str("address:      # where does it come from? an address on the web, or `none`\n");
    let period = layout.as_ref().and_then(|layout| layout.period);
    match period {
        Some((first, last)) => {
            let _ = writeln!(out, "period: {}", quoted(&span(first, last)));
        }
        None => out.push_str("period:       # of which time is it? in words\n"),
    }
    // Made-up numbers must be called so wherever their file goes.
    out.push_str(match names.iter().any(|name| name.contains("illustrative")) {
        true => "status: illustrative  # as the name of the file says\n",
        false => "status: published  # guessed; or `provisional`\n",
    });
    let needs = group.format.map_or(Needs::Nothing, needs);
    let format = format(group);
    let periods: Vec<Option<String>> = match &layout {
        _ if needs == Needs::Periods => names.iter().map(|name| when::in_name(name)).collect(),
        Some(layout) if format == "table" => layout.periods.clone(),
        _ => Vec::new(),
    };
    let is_asked = needs == Needs::Periods && periods.iter().any(Option::is_none);
    let body = match (format, known, table, &group.outlines) {
        ("boundaries", _, _, Some(outlines)) => boundaries(outlines),
        ("lookup", _, Some(table), _) => lookup_lines(table),
        (_, Some((_, choices)), Some(table), _) if needs == Needs::Layout => layout_of_known(table, choices),
        (_, Some((_, choices)), ..) => choices_lines(choices),
        ("table", ..) => layout.as_ref().map_or("layout:\n".to_owned(), |layout| format!("layout:\n{}", layout.lines)),
        _ => dimensions(table),
    };
    let _ = writeln!(out, "format: {format}{}", if known.is_some() { "" } else { "  # guessed" });
    let asked = if is_asked { "  # of which time is each? such as 2022-06, 2024-25 or mid-2023" } else { "" };
    let _ = writeln!(out, "files:{asked}");
    let period = |index: usize| match periods.get(index) {
        Some(Some(period)) => format!(", period: {period}"),
        _ if is_asked => ", period: ".to_owned(),
        _ => String::new(),
    };
    files(group, folder, &period, &mut out);
    out.push_str(&disclosure(table, known.map(|(name, _)| name), matches!(format, "boundaries" | "lookup")));
    let named = layout.as_ref().filter(|_| format == "table").and_then(|layout| layout.names.as_deref());
    if let (Some(name), Some(table)) = (named, table) {
        out.push_str(&codes(table, name));
    }
    out.push_str(&body);
    out
}

/// What a format asks of a declaration beside its files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Needs {
    Nothing,
    /// Which numbers are meant.
    Layout,
    /// The period of each file.
    Periods,
}

/// What a format asks for where nothing is said.
fn needs(format: &dyn Format) -> Needs {
    let report = Report::new(Strictness::Lenient);
    let file = TextFile { path: "source.yaml".into(), text: "{}".into() };
    let Ok(node) = yaml::parse(&report, &file, 0..file.text.len()) else { return Needs::Nothing };
    let Some(mut map) = node.map(&report) else { return Needs::Nothing };
    match format.reader(&report, &mut map) {
        None => Needs::Layout,
        Some(reader) if reader.needs_file_period() => Needs::Periods,
        Some(_) => Needs::Nothing,
    }
}

/// The numbers of a table for a known format that asks which are meant, or its example where it asks for
/// something else.
fn layout_of_known(table: &Finding, choices: &str) -> String {
    let lines = |text: &str, sign: &str| {
        text.trim().lines().fold(String::new(), |mut out, line| {
            let _ = writeln!(out, "{sign}  {line}");
            out
        })
    };
    let Some(rest) = choices.trim().strip_prefix("values:") else {
        return format!("layout:  # guessed\n{}", lines(choices, ""));
    };
    let mut out =
        "layout:\n  values:  # what is counted: the column it stands in; take out what you do not use\n".to_owned();
    let numbers = table.columns.iter().filter(|column| column.is_number() && !layout::is_code(column));
    for column in numbers.filter(|column| !column.name.is_empty()) {
        let _ = writeln!(out, "    {0}: {0}", quoted(&column.name));
    }
    let rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
    out + &lines(rest, "#")
}

/// `areas:` with a line for each name that needs a code, to be filled in.
fn codes(table: &Finding, name: &str) -> String {
    let mut out = "# areas:  # names need their codes: fill them in, and take the signs out\n".to_owned();
    let words = table.columns.iter().find(|column| column.name == name).and_then(|column| column.words.as_ref());
    let words = words.filter(|words| table.privacy == Privacy::Open && words.len() <= 400);
    for (word, _) in words.into_iter().flatten() {
        let _ = writeln!(out, "#   {}:", quoted(word));
    }
    out
}

/// The format that files of a group are best read in.
pub(super) fn format(group: &Group) -> &'static str {
    let table = group.main();
    match (group.format, &group.outlines) {
        (Some(format), _) => format.name(),
        (None, Some(_)) => "boundaries",
        (None, None) if table.is_some_and(is_lookup) => "lookup",
        (None, None) => records_format(table).unwrap_or("table"),
    }
}

/// `January 2025 to December 2025`.
fn span(first: Period, last: Period) -> String {
    let name = |(year, month): (i32, u32)| format!("{} {year}", MONTHS[month as usize - 1]);
    let (from, to) = (name(first.start()), name(last.end()));
    if from == to { from } else { format!("{from} to {to}") }
}

/// `files:`, one line each; the members of one archive by what their names end in.
fn files(group: &Group, folder: Option<&str>, period: &dyn Fn(usize) -> String, out: &mut String) {
    let mut archives: Vec<(&str, Vec<&str>)> = Vec::new();
    for (index, file) in group.files.iter().enumerate() {
        let name = quoted(&named(&file.stored.path, folder, &group.files[0].stored.path));
        let sha256 = &file.sha256;
        let period = period(index);
        match &file.stored.member {
            None => {
                let _ = writeln!(out, "  - {{name: {name}, sha256: {sha256}{period}}}");
            }
            Some(member) if !period.is_empty() => {
                let _ =
                    writeln!(out, "  - {{name: {name}, member: {}, sha256: {sha256}{period}}}", quoted(&member.name));
            }
            Some(member) => match archives.iter_mut().find(|(path, _)| *path == file.stored.path) {
                Some((_, members)) => members.push(&member.name),
                None => archives.push((&file.stored.path, vec![&member.name])),
            },
        }
    }
    for (path, members) in archives {
        let name = quoted(&named(path, folder, &group.files[0].stored.path));
        let sha256 = group.files.iter().find(|file| file.stored.path == path).map_or("", |file| &file.sha256);
        let pattern = match members.as_slice() {
            [one] => (*one).to_owned(),
            [first, rest @ ..] => {
                let same = |length: usize| {
                    first.get(first.len() - length..).is_some_and(|end| rest.iter().all(|name| name.ends_with(end)))
                };
                let length = (0..=first.len()).rev().find(|length| same(*length)).unwrap_or(0);
                let end = &first[first.len() - length..];
                // From a sign on: what months have in common may begin in the middle of a word.
                let end = end.find(['-', '_', '.', ' ']).map_or(end, |at| &end[at..]);
                format!("*{}", end.rsplit('/').next().unwrap_or(end))
            }
            [] => continue,
        };
        let _ = writeln!(out, "  - {{name: {name}, member: {}, sha256: {sha256}}}", quoted(&pattern));
    }
}

/// A path as it is named from the folder of its source.
fn named(path: &str, folder: Option<&str>, first: &str) -> String {
    let own = first.rsplit_once('/').map_or("", |(folder, _)| folder);
    // Where months stand in folders of their own, the source stands above them.
    let is_dated = |folder: &str| {
        folder.rsplit('/').next().is_some_and(|name| name.starts_with(|letter: char| letter.is_ascii_digit()))
    };
    let own = if is_dated(own) { own.rsplit_once('/').map_or("", |(above, _)| above) } else { own };
    let from = folder.map_or(own, |folder| folder.trim_end_matches('/')).trim_start_matches("./");
    let path = path.trim_start_matches("./");
    let below = if from.is_empty() || from == "." {
        Some(path)
    } else {
        path.strip_prefix(from).and_then(|rest| rest.strip_prefix('/'))
    };
    below.or_else(|| path.rsplit('/').next()).unwrap_or(path).to_owned()
}

/// `disclosure:`, by what the numbers are of.
fn disclosure(table: Option<&Finding>, known: Option<&str>, is_of_places: bool) -> String {
    if is_of_places {
        return "disclosure: {rule: none, why: it lists areas and counts nobody}\n".to_owned();
    }
    let columns: &[Column] = table.map_or(&[], |table| &table.columns);
    let names: Vec<String> = columns.iter().map(|column| plain(&column.name)).collect();
    let has = |words: &[&str]| names.iter().any(|name| words.iter().any(|word| name.contains(word)));
    let is_police = known.is_some_and(|name| name.starts_with("police-") && !name.starts_with("police-recorded"));
    if is_police && !has(&["age", "gender"]) {
        return "disclosure: {rule: none, why: published by the police with places already blurred}\n".to_owned();
    }
    if has(&["admission", "attendance", "episode", "icd", "diagnosis", "arrival", "nhsnumber", "triage"]) {
        return "disclosure: {rule: hes}  # guessed: numbers of the health service withhold 1 to 7 and round the rest to 5\n".to_owned();
    }
    // Formats of published numbers have sexes and ages as records do, and a publisher who protected them.
    let is_published = known.is_some_and(|name| !["ambulance-dispatch", "emergency-department"].contains(&name));
    if !is_published && table.is_some_and(|table| table.privacy == Privacy::Records) {
        return "disclosure: {rule: under-5}  # guessed: rows look like records of people; ask the supplier for the rule, or write `hes` where it is the health service\n".to_owned();
    }
    "disclosure: {rule: none, why: }  # why may every number be shown? say who has protected them; or write `hes`, `under-5` or `under-10`\n".to_owned()
}

/// Lines that an author may want to write, as comments.
fn choices_lines(choices: &str) -> String {
    if choices.trim().is_empty() {
        return String::new();
    }
    let lines: String = choices.trim().lines().fold(String::new(), |mut out, line| {
        let _ = writeln!(out, "#   {line}");
        out
    });
    format!("# To keep some rows only, or change how they are read, take the signs out and edit:\n# layout:\n{lines}")
}

fn boundaries(outlines: &super::outline::Outlines) -> String {
    match outlines.codes.iter().min_by_key(|(_, prefix)| kind::area(*prefix).0) {
        Some((name, prefix)) => format!("layout: {{code: {}}}  # {}\n", quoted(name), kind::area(*prefix).1),
        None => "layout: {code: }  # which property holds the code?\n".to_owned(),
    }
}

/// Whether a table lists areas and counts nothing.
fn is_lookup(table: &Finding) -> bool {
    let codes = table.columns.iter().filter(|column| column.holds == Holds::Areas).count();
    let is_counted = table.columns.iter().any(|column| {
        column.is_number()
            && column.plain() != "objectid"
            && !column.plain().ends_with("year")
            && column.plain() != "sourcefile"
    });
    codes >= 2 && !is_counted && !levels(table).is_empty()
}

/// Codes of areas and the columns of their names: code, name, kind.
fn levels(table: &Finding) -> Vec<(&str, &str, &'static str)> {
    let stem = |name: &str| {
        let name = plain(name);
        ["nmw", "nm", "name", "cd", "code"].iter().find_map(|end| name.strip_suffix(end).map(str::to_owned))
    };
    let named = |code: &Column| {
        let wanted = stem(&code.name)?;
        let is_name = |column: &&Column| {
            let name = plain(&column.name);
            (name.ends_with("nm") || name.ends_with("name")) && stem(&column.name).as_ref() == Some(&wanted)
        };
        table.columns.iter().find(is_name)
    };
    let codes = table.columns.iter().filter(|column| column.holds == Holds::Areas);
    let mut found: Vec<(&str, &str, &'static str)> = Vec::new();
    for code in codes {
        let Some(kind) = code.areas.first().map(|areas| areas.kind) else { continue };
        if let Some(name) = named(code) {
            found.push((&code.name, &name.name, kind));
        }
    }
    found
}

fn lookup_lines(table: &Finding) -> String {
    let mut out = "layout:  # the levels of areas that it lists; take out what you do not use\n".to_owned();
    let mut used: Vec<String> = Vec::new();
    for (code, name, kind) in levels(table) {
        let mut level = super::words::singular(kind).to_lowercase().replace(' ', "-");
        if used.contains(&level) {
            level = format!("{level}-{}", plain(code));
        }
        used.push(level.clone());
        let _ = writeln!(out, "  {}: {{code: {}, name: {}}}", quoted(&level), quoted(code), quoted(name));
    }
    out
}

/// The format of records that a table is of, by the names of its columns.
fn records_format(table: Option<&Finding>) -> Option<&'static str> {
    let table = table.filter(|table| table.privacy == Privacy::Records)?;
    // Such a format reads a day, an area of the record and a word that says what it is.
    let is_dated = table.columns.iter().any(|column| {
        let form = match column.holds {
            Holds::Day(form) | Holds::Moment(form) => form,
            _ => return false,
        };
        form < 2
    });
    let has_area = table.columns.iter().any(|column| column.holds == Holds::Areas);
    let names: Vec<String> = table.columns.iter().map(|column| plain(&column.name)).collect();
    let has = |words: &[&str]| names.iter().any(|name| words.iter().any(|word| name.contains(word)));
    match () {
        () if !is_dated || !has_area => None,
        () if has(&["dispatch", "ampds", "chiefcomplaint", "natureofcall", "calltime", "calldate"]) => {
            Some("ambulance-dispatch")
        }
        () if has(&["arrival", "attendance", "meansofassault", "injury", "triage"]) => Some("emergency-department"),
        () => None,
    }
}

/// `dimensions:` of records.
fn dimensions(table: Option<&Finding>) -> String {
    let Some(table) = table else { return "dimensions:\n".to_owned() };
    let first = |wanted: &dyn Fn(&Column) -> bool| table.columns.iter().find(|column| wanted(column));
    let mut out = "dimensions:  # only the columns named here are ever read\n".to_owned();
    if let Some(column) = first(&|column| column.holds == Holds::Areas) {
        let _ = writeln!(out, "  area: {}\n  area-missing: drop", quoted(&column.name));
    }
    let dated = |column: &Column| matches!(column.holds, Holds::Day(_) | Holds::Moment(_));
    let arrival = |column: &Column| {
        dated(column) && ["arrival", "call", "attendance"].iter().any(|word| column.plain().contains(word))
    };
    if let Some(column) = first(&arrival).or_else(|| first(&dated)) {
        let _ = writeln!(out, "  date: {}", quoted(&column.name));
        if matches!(column.holds, Holds::Day(1) | Holds::Moment(1)) {
            out.push_str("  form: day/month/year\n");
        }
        out.push_str("  grain: month\n");
    }
    if let Some(column) = first(&|column| column.holds == Holds::Age) {
        let _ = writeln!(out, "  age: {}\n  bands: {}", quoted(&column.name), layout::BANDS);
    }
    if let Some(column) = first(&|column| column.holds == Holds::Sex) {
        let _ = writeln!(out, "  sex: {}", quoted(&column.name));
    }
    out.push_str(
        "  series: {fixed: records}  # what a record is; or `{column: …, words: {…}}`, which counts each word apart\n",
    );
    out
}
