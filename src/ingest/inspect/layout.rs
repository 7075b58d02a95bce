//! The best guess of a `layout:` for a table of no known format, with comments that say what is guessed.
//!
//! In goes a table, out come lines of YAML that decode. What cannot be told is left as a key without a
//! value, which `sna check` asks for. Words of records are never written here.

use std::fmt::Write as _;

use crate::ingest::age::{self, Band};
use crate::ingest::date::Form;
use crate::ingest::header::plain;
use crate::model::period::Period;

use super::Finding;
use super::column::{Column, Holds};
use super::kind;
use super::privacy::Privacy;
use super::quote::{list, yaml};
use super::when;

/// Ages as bands, where the young are looked at.
pub(super) const BANDS: &str = "[0-9, 10-17, 18-24, 25+]";

/// What names of series are most often called.
const SERIES: [&str; 16] = [
    "indicator",
    "measure",
    "metric",
    "series",
    "shortdesc",
    "offencedescription",
    "crimetype",
    "outcometype",
    "category",
    "ethnicgroup",
    "variable",
    "topic",
    "type",
    "group",
    "desc",
    "status",
];

/// What a column of the one number is most often called.
const VALUES: [&str; 8] = ["value", "values", "count", "obsvalue", "number", "observation", "total", "rate"];

/// Words in the names of columns of areas, the surest first.
const AREAS: [&str; 19] = [
    "ward",
    "lsoa",
    "la",
    "lad",
    "lads",
    "authority",
    "authorities",
    "district",
    "borough",
    "force",
    "pfa",
    "trust",
    "icb",
    "provider",
    "area",
    "areas",
    "region",
    "regions",
    "geography",
];

/// A layout as lines, indented, and the periods that stand in the names of the files.
pub(super) struct Layout {
    pub(super) lines: String,
    pub(super) periods: Vec<Option<String>>,
    /// How periods are said, for people.
    pub(super) period: Option<(Period, Period)>,
    /// The column of areas, where it holds names and no codes.
    pub(super) names: Option<String>,
}

/// Where the numbers of a wide table stand.
enum Wide<'a> {
    Periods(&'static str),
    Ages,
    No(Vec<&'a Column>),
}

/// Guesses the layout of a table whose files have these names.
/// `others` are sheets with other tables.
pub(super) fn of(table: &Finding, others: &[&str], names: &[&str], delimiter: Option<u8>) -> Layout {
    let mut out = String::new();
    let is_records = table.privacy == Privacy::Records;
    let usable: Vec<&Column> = table.columns.iter().filter(|column| is_usable(table, column)).collect();
    if table.top.titles > 0 || table.top.above {
        let _ = writeln!(out, "  header: {}", table.top.line);
    }
    match delimiter {
        Some(b';') => out.push_str("  delimiter: semicolon\n"),
        Some(b'|') => out.push_str("  delimiter: pipe\n"),
        Some(b'\t') => out.push_str("  delimiter: tab\n"),
        _ => {}
    }
    if !table.sheets.is_empty() {
        let _ = writeln!(out, "  sheet: {}", list(table.sheets.iter().map(String::as_str)));
        if !others.is_empty() {
            let _ = writeln!(out, "  # other sheets that hold tables: {}", others.join(", "));
        }
    }
    if let Some(notes) = &table.notes {
        let _ = writeln!(out, "  {notes}  # notes stand below the table");
    }
    for (index, column) in table.columns.iter().enumerate() {
        let is_again = table.columns[..index].iter().any(|other| other.name == column.name);
        if is_again && !column.name.is_empty() {
            let _ =
                writeln!(out, "  # two columns are named {}: give one another name to use them", yaml(&column.name));
        }
    }
    let area = area(&usable, &mut out);
    if is_records {
        out.push_str("  area-missing: drop  # records without an area count towards none\n");
    } else {
        out.push_str("  # area-missing: drop  # leaves out rows of areas that are not of this site\n");
    }
    let wide = if is_records { Wide::No(Vec::new()) } else { wide(&usable) };
    let headings = if let Wide::Periods(word) = wide { Some(word) } else { None };
    let (periods, period) = when::of(&usable, headings, names, &mut out);
    values(&usable, &wide, area.as_deref(), is_records, &mut out);
    missing(&usable, &mut out);
    Layout { lines: out, periods, period, names: area }
}

/// Whether a column can be named: it has a name, and no other has the same.
fn is_usable(table: &Finding, column: &Column) -> bool {
    !column.name.is_empty() && table.columns.iter().filter(|other| other.name == column.name).count() == 1
}

/// `area:`; the column it names by name rather than by code.
fn area(columns: &[&Column], out: &mut String) -> Option<String> {
    let mut codes: Vec<&&Column> = columns.iter().filter(|column| column.holds == Holds::Areas).collect();
    let rank = |column: &Column| column.areas.first().map_or(usize::MAX, |areas| kind::area(areas.prefix).0);
    codes.sort_by_key(|column| (column.empty > 0 && codes_full(columns), rank(column)));
    match codes.as_slice() {
        [one] => {
            let _ = writeln!(out, "  area: {{column: {}}}  # {}", yaml(&one.name), kinds(one));
            return None;
        }
        [_, _, ..] => {
            let names = list(codes.iter().map(|column| column.name.as_str()));
            let _ = writeln!(
                out,
                "  area: {{columns: {names}}}  # the first of these that is filled: keep the one you mean"
            );
            return None;
        }
        [] => {}
    }
    let is_word = |column: &&&Column| matches!(column.holds, Holds::Words | Holds::Names | Holds::Identifier);
    let says = |column: &Column, wanted: &str| parts(&column.name).iter().any(|part| part == wanted);
    let with = |wanted: &&str| {
        let fitting = columns.iter().filter(is_word).filter(|column| says(column, wanted));
        fitting.min_by_key(|column| !says(column, "code"))
    };
    match AREAS.iter().find_map(with) {
        Some(column) => {
            let _ = writeln!(
                out,
                "  area: {{column: {}}}  # names and no codes: give their codes under `areas:` above, such as `Coventry: E08000026`",
                yaml(&column.name)
            );
            Some(column.name.clone())
        }
        None => {
            out.push_str(
                "  area: {fixed: }  # no column of areas was found: of which area are all rows? give its code\n",
            );
            None
        }
    }
}

/// The words of a name in small letters, without digits: `ltla21_name` is `ltla` and `name`.
fn parts(name: &str) -> Vec<String> {
    let lower = name.to_lowercase();
    lower.split(|letter: char| !letter.is_alphabetic()).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Whether one column of codes at least is filled in every row.
fn codes_full(columns: &[&Column]) -> bool {
    columns.iter().any(|column| column.holds == Holds::Areas && column.empty == 0)
}

fn kinds(column: &Column) -> String {
    column.areas.iter().map(|areas| areas.kind).collect::<Vec<_>>().join(", ")
}

/// Whether the headings of numbers are periods or ages.
fn wide<'a>(columns: &[&'a Column]) -> Wide<'a> {
    let numbers: Vec<&Column> = columns
        .iter()
        .copied()
        .filter(|column| matches!(column.holds, Holds::Number | Holds::Nothing | Holds::Age) && !is_code(column))
        .collect();
    let dated = ["mid-year", "financial year", "month", "month name", "year to", "quarter", "year"];
    for word in dated {
        let Some(form) = Form::of(word) else { continue };
        let says =
            |column: &&&Column| form.read(&column.name).is_some() && (word != "mid-year" || column.name.len() > 4);
        if numbers.iter().filter(says).count() >= 2 {
            return Wide::Periods(word);
        }
    }
    let bands: Vec<Band> = ["0-9", "10-17", "18-24", "25+"].iter().filter_map(|text| Band::of(text)).collect();
    let is_age = |column: &&&Column| age::named(&bands, &column.name).is_some_and(|name| name != "all");
    if numbers.iter().filter(is_age).count() >= 10 {
        return Wide::Ages;
    }
    let counts: Vec<&Column> =
        columns.iter().copied().filter(|column| column.is_number() && !is_code(column)).collect();
    // A column of percent signs cannot be read as it is.
    let plain: Vec<&Column> = counts.iter().copied().filter(|column| column.holds != Holds::Percent).collect();
    Wide::No(if plain.is_empty() { counts } else { plain })
}

/// Whether a column of numbers names things.
pub(super) fn is_code(column: &Column) -> bool {
    let name = column.plain();
    ["code", "id", "cd", "fid", "objectid", "urn", "year", "month", "quarter"].iter().any(|word| name == *word)
        || name.ends_with("code") && !name.contains("postcode")
}

fn values(columns: &[&Column], wide: &Wide<'_>, area: Option<&str>, is_records: bool, out: &mut String) {
    let words: Vec<&&Column> = columns
        .iter()
        .filter(|column| column.holds == Holds::Words && column.different().is_some_and(|count| count > 1))
        .filter(|column| Some(column.name.as_str()) != area && !names_area(column))
        // Days in a form that nobody reads would each become a series.
        .filter(|column| !["date", "day", "time", "when"].iter().any(|word| column.plain().contains(word)))
        .filter(|column| column.empty == 0)
        .collect();
    let order = |column: &Column| SERIES.iter().position(|name| column.plain().contains(name));
    let series = words
        .iter()
        .filter(|column| order(column).is_some())
        .min_by_key(|column| order(column))
        .or(words.first())
        .copied();
    let series_line = |out: &mut String| match series {
        Some(column) => {
            let _ = writeln!(out, "  series: {{column: {}}}", yaml(&column.name));
        }
        None => out.push_str("  series: {fixed: all}  # what is counted\n"),
    };
    let numbers: Vec<&Column> = match wide {
        _ if is_records => {
            out.push_str("  series: {fixed: records}  # what a row is; or `{column: …, words: {…}}`, which counts each word apart\n  count: rows\n");
            Vec::new()
        }
        Wide::Periods(_) => {
            series_line(out);
            out.push_str("  columns: \"{period}\"\n");
            Vec::new()
        }
        Wide::Ages => {
            series_line(out);
            let _ = writeln!(out, "  columns: {{named: \"{{age}}\", age: {{bands: {BANDS}}}}}");
            Vec::new()
        }
        Wide::No(numbers) => numbers.clone(),
    };
    let sure = |column: &&&Column| VALUES.contains(&column.plain().as_str());
    let one = match numbers.as_slice() {
        [one] => Some(*one),
        some if series.is_some_and(|column| order(column).is_some()) => some.iter().find(sure).copied(),
        _ => None,
    };
    let mut grouped = words.clone();
    match (one, numbers.as_slice()) {
        _ if is_records || !matches!(wide, Wide::No(_)) => {}
        (Some(column), _) => {
            series_line(out);
            let _ = writeln!(out, "  value: {}", yaml(&column.name));
        }
        (None, []) => {
            out.push_str("  series: {fixed: all}  # what is counted\n");
            out.push_str("  value:   # which column holds the numbers? none was found; where each row counts one, `count: rows`\n");
        }
        (None, numbers) => {
            grouped.retain(|column| series.is_none_or(|series| series.name != column.name) || order(column).is_some());
            if let Some(series) = series.filter(|column| order(column).is_some()) {
                let _ = writeln!(out, "  series: {{column: {}}}", yaml(&series.name));
            }
            out.push_str("  values:  # what is counted: the column it stands in; take out what you do not use\n");
            for column in numbers {
                let _ = writeln!(out, "    {0}: {0}", yaml(&column.name));
            }
        }
    }
    if let Some(series) = series.filter(|_| !is_records) {
        grouped.retain(|column| column.name != series.name);
    }
    group(columns, &grouped, is_records, out);
    if numbers.iter().any(|column| column.counts.commas.count > 0) {
        out.push_str("  thousands: comma\n");
    }
    for column in numbers.iter().filter(|column| column.counts.percents.count > 0) {
        let _ =
            writeln!(out, "  # {} has percent signs, which are no part of a number: take them out", yaml(&column.name));
    }
}

/// Whether words are names of areas or of kinds of area, beside their codes.
fn names_area(column: &Column) -> bool {
    let name = plain(&column.name);
    let is_name = name.ends_with("name") || name.ends_with("nm") || name.ends_with("nmw");
    let is_area =
        ["country", "region", "la", "lad", "lsoa", "msoa", "ward", "area", "force", "authority", "icb", "trust", "org"]
            .iter()
            .any(|word| name.starts_with(word));
    (is_name && !name.contains("indicator") && !name.contains("measure"))
        || is_area
        || parts(&column.name).iter().any(|part| AREAS.contains(&part.as_str()))
        || ["geographiclevel", "areatype", "geography", "timeidentifier", "parentname", "name"].contains(&name.as_str())
}

/// `group:` of sex, age and other words.
fn group(columns: &[&Column], words: &[&&Column], is_records: bool, out: &mut String) {
    let mut lines = Vec::new();
    for column in columns {
        let name = yaml(&column.name);
        let (sign, note) = if column.empty > 0 {
            ("# ", "  # some cells are empty: add `words:` that names each word, and `\"\"`")
        } else {
            ("    ", "")
        };
        match column.holds {
            Holds::Sex => lines.push(format!("{sign}sex: {{column: {name}}}{note}")),
            Holds::Age => lines.push(format!("{sign}age: {{column: {name}, bands: {BANDS}}}{note}")),
            Holds::AgeBand => lines.push(format!("{sign}age: {{column: {name}}}{note}")),
            _ => {}
        }
    }
    lines.sort();
    lines.dedup_by(|a, b| a.split(':').next() == b.split(':').next());
    if !is_records {
        let others =
            words.iter().filter(|column| column.empty == 0 && column.different().is_some_and(|count| count <= 60));
        lines.extend(others.map(|column| format!("    {}: {{column: {}}}", yaml(&column.plain()), yaml(&column.name))));
    }
    let (lines, notes): (Vec<String>, Vec<String>) = lines.into_iter().partition(|line| line.starts_with(' '));
    for line in &notes {
        let _ = writeln!(out, "  {line}");
    }
    if !lines.is_empty() {
        out.push_str(
            "  group:  # breakdowns; leave rows of totals out with `except:`, or name them `all` under `words:`\n",
        );
        lines.iter().for_each(|line| {
            let _ = writeln!(out, "{line}");
        });
    }
}

/// `missing:`: signs and what they most often mean.
fn missing(columns: &[&Column], out: &mut String) {
    let numbers = columns.iter().filter(|column| column.is_number());
    let mut signs: Vec<&str> =
        numbers.clone().flat_map(|column| column.missing.iter().map(|(sign, _)| sign.as_str())).collect();
    signs.sort_unstable();
    signs.dedup();
    let is_empty = numbers.clone().any(|column| column.empty > 0);
    if signs.is_empty() && !is_empty {
        return;
    }
    out.push_str("  missing:  # guessed from common use: the notes of the publisher say what each means\n");
    if is_empty {
        out.push_str("    \"\": not available\n");
    }
    for sign in signs {
        let text = serde_json::Value::String(sign.to_owned());
        let _ = match kind::meaning(sign) {
            Some(meaning) => writeln!(out, "    {text}: {meaning}"),
            None => writeln!(
                out,
                "    # {text}:   # what does it mean? correct the cells, or take the first sign out and say it"
            ),
        };
    }
}
