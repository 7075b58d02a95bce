//! `source.yaml`, decoded: who publishes a source, which files it has, what may be shown of it.
//!
//! In goes one declaration, out comes a [`Source`] and the reader of its files. Every unknown key and
//! every missing one is told in one run. No file of data is opened here.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fault::Quote;
use super::recode::Permission;
use super::rule;
use super::stored;
use super::{FORMATS, Format, Reader, Repeats};
use crate::files::{Member, Root, TextFile};
use crate::model::mark::Mark;
use crate::model::period::Period;
use crate::model::source::{Absent, Break, Incomplete, Licence, Rounded, Source, SourceId, Status, Taken};
use crate::report::{Diagnostic, Place, Report};
use crate::yaml::{self, Map, Node};

/// A source and how its files are read.
pub(super) struct Declared {
    pub(super) source: Arc<Source>,
    pub(super) format: &'static dyn Format,
    pub(super) reader: Box<dyn Reader>,
    /// Names in the files and their codes.
    pub(super) names: BTreeMap<String, (String, Place)>,
    pub(super) quote: Quote,
    /// Where each file is named, and where its checksum is.
    pub(super) places: Vec<(Place, Option<Place>)>,
    /// Where each file lies in its archive, if it is in one.
    pub(super) members: Vec<Option<Member>>,
    /// What is incomplete for some areas only.
    pub(super) partial: Vec<Partial>,
    /// What may be done with numbers whose codes are of another year.
    pub(super) permission: Permission,
}

/// A time for which the numbers of some areas are known to be incomplete.
pub(super) struct Partial {
    pub(super) incomplete: Incomplete,
    /// Codes or slugs, and where they are written.
    pub(super) areas: Vec<(String, Place)>,
}

impl Declared {
    /// Whether rows of other sources are placed by this one: outlines and postcodes.
    pub(super) fn gives_places(&self) -> bool {
        ["boundaries", "postcode-directory"].contains(&self.format.name())
    }

    /// Reads `data/<folder>/source.yaml`.
    pub(super) fn read(report: &Report, root: &Root, path: &str) -> Option<Self> {
        let file = root.text(report, path).ok()?;
        let node = yaml::parse(report, &file, 0..file.text.len()).ok()?;
        decode(report, root, &file, &node)
    }
}

fn decode(report: &Report, root: &Root, file: &TextFile, node: &Node) -> Option<Declared> {
    let folder = file.path.split('/').nth(1).unwrap_or_default();
    let id = SourceId::new(folder);
    let mut map = node.map(report)?;
    let title = map.text("title");
    let publisher = map.text("publisher");
    let licence = map.required("licence").and_then(|node| licence(report, node));
    let attribution = map.text("attribution");
    let address = map.text("address");
    let period = map.text("period");
    let provenance = map.optional_text("provenance").map(|text| text.trim().to_owned());
    let words = [
        ("published", Status::Published),
        ("provisional", Status::Provisional),
        ("illustrative", Status::Illustrative),
    ];
    let status = map.word("status", &words);
    let format = format(report, &mut map);
    let files = stored::files(report, root, &mut map, folder);
    let disclosure = map.required("disclosure").map(|node| rule::decode(report, node));
    let rounded = map.optional("rounded-at-source").map(|node| rounded(report, node));
    let absent = map.optional_word("absent", &[("zero", Absent::Zero), ("not available", Absent::NotAvailable)]);
    let incomplete = map.list("incomplete").iter().filter_map(|node| incomplete(report, node));
    let (everywhere, partial): (Vec<Partial>, Vec<Partial>) = incomplete.partition(|partial| partial.areas.is_empty());
    let marked = marked_periods(report, &mut map);
    let breaks = map.list("breaks").iter().filter_map(|node| broken(report, node)).collect();
    let retrieved = map.optional_text_at("retrieved").and_then(|(text, place)| day(report, &text, &place));
    let notes = map.texts("notes").into_iter().map(|(text, _)| text).collect();
    let names = map.pairs("areas");
    let permission = Permission::of(report, map.optional("recode"));
    let quote = map.optional_word(
        "quote",
        &[("yes", Quote::Shown), ("no", Quote::Hidden), ("true", Quote::Shown), ("false", Quote::Hidden)],
    );
    let reader = match format {
        Some(format) => format.reader(report, &mut map),
        None => {
            let _ = (map.optional("layout"), map.optional("dimensions"));
            None
        }
    };
    map.finish();

    let stored::Files { files, places, members } = files?;
    let status = status?;
    stored::marked(report, folder, status, &files, &places, node.place());
    let (public, partner) = disclosure??;
    let (format, reader) = (format?, reader?);
    stored::periods(report, &*reader, &files, &places);
    // Counts that may not be published may not be printed in a build log either.
    let rules = [Some(&public), partner.as_ref()];
    let open = rules.into_iter().flatten().all(|one| one.rule.shows_every_count()) && !reader.is_of_records();
    let careful = if open { Quote::Shown } else { Quote::Hidden };
    let quote = quote.filter(|_| !reader.is_of_records()).unwrap_or(careful);
    let taken = match reader.repeats() {
        _ if reader.is_of_records() => Taken::Records,
        Repeats::Sum => Taken::Summed,
        Repeats::Refuse | Repeats::Same => Taken::Given,
    };
    let source = Source {
        id,
        title: title?,
        publisher: publisher?,
        licence: licence?,
        attribution: attribution?,
        address: address?,
        period: period?,
        provenance,
        status,
        files,
        rule: public.rule,
        rule_why: public.why,
        bounds: public.bounds,
        exemptions: public.exemptions,
        partner,
        rounded: match rounded {
            None => Rounded { base: 1, series: Vec::new() },
            Some(read) => read?,
        },
        absent: absent.unwrap_or(Absent::NotAvailable),
        incomplete: everywhere.into_iter().map(|partial| partial.incomplete).collect(),
        marked,
        breaks,
        retrieved,
        taken,
        notes,
        rule_place: public.place,
    };
    Some(Declared { source: Arc::new(source), format, reader, names, quote, places, members, partial, permission })
}

fn licence(report: &Report, node: &Node) -> Option<Licence> {
    let mut map = node.map(report)?;
    let (name, address) = (map.text("name"), map.text("address"));
    map.finish();
    Some(Licence { name: name?, address: address? })
}

fn format(report: &Report, map: &mut Map<'_>) -> Option<&'static dyn Format> {
    let (word, place) = map.text_at("format")?;
    let found = FORMATS.iter().find(|format| format.name() == word);
    if found.is_none() {
        let found = Diagnostic::error(format!("unknown format `{word}`")).at(place).label("no reader has this name");
        report.add(found.suggest(&word, FORMATS.iter().map(|format| format.name())));
    }
    found.copied()
}

/// `rounded-at-source: 5`, or `{to: 5, series: [Admissions]}` where some series are exact.
fn rounded(report: &Report, node: &Node) -> Option<Rounded> {
    let (base, series, place) = if node.is_map() {
        let mut map = node.map(report)?;
        let base = map.text_at("to");
        let series = map.texts("series").into_iter().map(|(text, _)| text).collect();
        map.finish();
        let (text, place) = base?;
        (text, series, place)
    } else {
        (node.text(report)?, Vec::new(), node.place().clone())
    };
    match base.parse::<u32>() {
        Ok(base) if base > 1 => Some(Rounded { base, series }),
        _ => {
            let found = Diagnostic::error(format!("`{base}` is nothing to round to")).at(place);
            report.add(found.label("a whole number above 1").help("write the multiple, such as `5`, or leave it out"));
            None
        }
    }
}

fn incomplete(report: &Report, node: &Node) -> Option<Partial> {
    let mut map = node.map(report)?;
    let period = map.text_at("period");
    let areas = map.texts("areas");
    let why = map.text("why");
    map.finish();
    let (text, place) = period?;
    let period = super::when::period(report, &text, &place, &[])?;
    Some(Partial { incomplete: Incomplete { period, why: why? }, areas })
}

/// `provisional:`, `revised:`, `estimated:` and `low-reliability:`, each a list of periods.
fn marked_periods(report: &Report, map: &mut Map<'_>) -> Vec<(Mark, Period)> {
    let keys = [
        ("provisional", Mark::Provisional),
        ("revised", Mark::Revised),
        ("estimated", Mark::Estimated),
        ("low-reliability", Mark::LowReliability),
    ];
    let mut marked = Vec::new();
    for (key, mark) in keys {
        let periods = map.texts(key).into_iter();
        let periods = periods.filter_map(|(text, place)| super::when::period(report, &text, &place, &[]));
        marked.extend(periods.map(|period| (mark, period)));
    }
    marked
}

fn broken(report: &Report, node: &Node) -> Option<Break> {
    let mut map = node.map(report)?;
    let period = map.text_at("period");
    let why = map.text("why");
    map.finish();
    let (text, place) = period?;
    Some(Break { period: super::when::period(report, &text, &place, &[])?, why: why? })
}

fn day(report: &Report, text: &str, place: &Place) -> Option<Period> {
    let day = Period::from_id(text).filter(|period| period.months() == 0);
    if day.is_none() {
        let found = Diagnostic::error(format!("`{text}` is not a day")).at(place.clone()).label("no such day");
        report.add(found.help("write year, month and day: `2026-05-14`, or leave it out where it is not known"));
    }
    day
}
