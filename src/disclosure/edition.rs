//! What an edition printed, kept for the ones after it.
//!
//! A count that is withheld today and was printed last year is known. So each edition's release is a file:
//! what it printed of every count under a rule, as far as anybody could read it there, and which it withheld. It
//! holds released numbers only, and stands in `releases/` beside the site's content, one file an edition. A file
//! that does not say what was withheld is as good: what is not in it was not printed. Wrong can be: a line that was
//! changed by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::guarded::Guarded;
use crate::attack::{Known, Quantities, Quantity, QuantityId, View, When};
use crate::files::Root;
use crate::model::area::{AreaId, Areas};
use crate::model::audience::Audience;
use crate::model::group::Group;
use crate::model::source::{SourceId, Zero};
use crate::report::{Diagnostic, Place, Report, Result};

/// The folder of what editions printed, below the site's folder.
pub const FOLDER: &str = "releases";

/// The folder of what editions for partners printed.
const PARTNERS: &str = "releases/partner";

/// The columns of such a file.
const HEADER: &str = "source,series,group,area,from,to,lowest,highest";

/// What one edition printed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Edition {
    /// Its name: `2026`.
    pub name: String,
    /// What it printed of each count under a rule.
    pub printed: Vec<Printed>,
}

/// What an edition printed of one count.
#[derive(Debug, Clone, PartialEq)]
pub struct Printed {
    /// The source.
    pub source: SourceId,
    /// Its series that are added up, sorted.
    pub series: Vec<String>,
    /// Of whom.
    pub group: Group,
    /// Where, by code.
    pub area: String,
    /// When.
    pub when: When,
    /// The lowest it can be.
    pub low: f64,
    /// The highest it can be; infinite where it was withheld.
    pub high: f64,
}

/// Counts that earlier editions printed as they are and that may be none of today's: who has both may subtract.
pub(super) fn printed(editions: &[Edition], areas: &Areas, quantities: &mut Quantities) -> Vec<(Quantity, f64)> {
    let mut found = Vec::new();
    for printed in editions.iter().flat_map(|edition| &edition.printed) {
        let exact = (printed.high - printed.low).abs() < 0.5;
        if let Some(area) = areas.by_code(&printed.area).filter(|_| exact) {
            found.push((quantity(printed, area, quantities), printed.low));
        }
    }
    found
}

fn quantity(printed: &Printed, area: AreaId, quantities: &mut Quantities) -> Quantity {
    let counted = quantities.count_of(&printed.source, &printed.series);
    Quantity { counted, group: printed.group.clone(), area, when: printed.when }
}

/// What earlier editions say of today's counts. What one of them printed and is no longer true was revised
/// since, and says nothing of the count of today; and where a source revised anything of a time, a rounded number
/// that it printed for that time before is no longer known to hold.
pub(super) fn known(editions: &[Edition], areas: &Areas, guarded: &Guarded) -> BTreeMap<QuantityId, Known> {
    let mut quantities = guarded.quantities.clone();
    let mut found: Vec<(QuantityId, Known)> = Vec::new();
    let mut revised: BTreeSet<(&SourceId, When)> = BTreeSet::new();
    for printed in editions.iter().flat_map(|edition| &edition.printed) {
        let Some(area) = areas.by_code(&printed.area) else { continue };
        let Some(id) = guarded.quantities.find(&quantity(printed, area, &mut quantities)) else { continue };
        let known = Known { low: printed.low, high: printed.high };
        if known.allows(guarded.counts[id.index()]) {
            found.push((id, known));
        } else {
            revised.insert((&printed.source, printed.when));
        }
    }
    let mut all: BTreeMap<QuantityId, Known> = BTreeMap::new();
    for (id, known) in found {
        let quantity = guarded.quantities.at(id);
        let source = &guarded.quantities.counted(quantity.counted).source;
        if known.is_exact() || !revised.contains(&(source, quantity.when)) {
            let place = all.entry(id).or_insert(known);
            *place = place.and(known);
        }
    }
    all
}

/// How far each edition let anybody know today's counts, whether they were revised since or not.
pub(super) fn views(editions: &[Edition], areas: &Areas, guarded: &Guarded) -> Vec<View> {
    let mut quantities = guarded.quantities.clone();
    let mut view = |edition: &Edition| {
        let mut view = View::new();
        for printed in &edition.printed {
            let Some(area) = areas.by_code(&printed.area) else { continue };
            if let Some(id) = guarded.quantities.find(&quantity(printed, area, &mut quantities)) {
                view.insert(id, Known { low: printed.low, high: printed.high });
            }
        }
        view
    };
    editions.iter().map(&mut view).collect()
}

impl Edition {
    /// What a release prints of each count under a rule, as far as its released cells let anybody know it; of what it
    /// withholds, that it does.
    pub(crate) fn of(name: &str, areas: &Areas, guarded: &Guarded, known: &[Option<Known>]) -> Self {
        let printed = guarded.quantities.iter().zip(known).filter_map(|((id, quantity), known)| {
            // A count that an earlier edition alone printed is under no rule of this one.
            let guard = guarded.guards[id.index()];
            // Where too few people stand below the line a rate falls whatever its count is, and it may be none.
            let is_none = guarded.counts[id.index()].abs() < 1e-9 && guard.zero == Zero::Shown;
            let withheld = || if is_none { Known::nothing(0.0) } else { guard.withheld() };
            let known = known.or_else(|| (guard.under > 0).then(withheld))?;
            let counted = guarded.quantities.counted(quantity.counted);
            Some(Printed {
                source: counted.source.clone(),
                series: counted.series.clone(),
                group: quantity.group.clone(),
                area: areas.get(quantity.area).code.as_str().to_owned(),
                when: quantity.when,
                low: known.low,
                high: known.high,
            })
        });
        Self { name: name.to_owned(), printed: printed.collect() }
    }

    /// The text of its file: one line for each count, sorted, and no time of day.
    pub fn to_csv(&self) -> String {
        let mut lines: Vec<String> = self.printed.iter().map(line).collect();
        lines.sort_unstable();
        let mut text = format!("{HEADER}\n");
        for line in lines {
            text.push_str(&line);
            text.push('\n');
        }
        text
    }
}

fn line(printed: &Printed) -> String {
    let (from, to) = printed.when.ends();
    let pairs: serde_json::Map<String, serde_json::Value> =
        printed.group.pairs().map(|(name, value)| (name.to_owned(), value.into())).collect();
    let quoted = |text: String| format!("\"{}\"", text.replace('"', "\"\""));
    let mut line = format!(
        "{},{},{},{},{from},{to},{}",
        quoted(printed.source.to_string()),
        quoted(serde_json::Value::from(printed.series.clone()).to_string()),
        quoted(serde_json::Value::from(pairs).to_string()),
        quoted(printed.area.clone()),
        printed.low,
    );
    let _ = if printed.high.is_finite() { write!(line, ",{}", printed.high) } else { write!(line, ",") };
    line
}

/// The folder of what editions for an audience printed, below the site's folder.
pub fn folder(audience: Audience) -> &'static str {
    match audience {
        Audience::Public => FOLDER,
        Audience::Partner => PARTNERS,
    }
}

/// Every edition that was released from this folder and that an audience may have: partners read what the public
/// reads, and the public never what partners do.
pub fn read(report: &Report, root: &Root, audience: Audience) -> Result<Vec<Edition>> {
    let mut editions = Vec::new();
    let folders: &[&str] = if audience == Audience::Partner { &[FOLDER, PARTNERS] } else { &[FOLDER] };
    for folder in folders {
        for path in root.files(report, folder, ".csv")? {
            let Some(name) = path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')) else { continue };
            if name.contains('/') {
                continue;
            }
            let file = root.text(report, &path)?;
            let name = name.trim_end_matches(".csv").to_owned();
            editions.push(Edition { name, printed: parse(report, &path, &file.text) });
        }
    }
    report.sound(editions)
}

fn parse(report: &Report, path: &str, text: &str) -> Vec<Printed> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut printed = Vec::new();
    for (at, record) in reader.records().enumerate() {
        let whole = record.as_ref().is_ok_and(|record| record.iter().collect::<Vec<_>>().join(",") == HEADER);
        let read =
            if at == 0 { whole.then_some(None) } else { record.ok().and_then(|record| of_line(&record)).map(Some) };
        match read {
            Some(read) => printed.extend(read),
            None => {
                let found = Diagnostic::error("this is no line of a released edition")
                    .at(Place::line(path, at + 1, 1, 1, None))
                    .label("changed since it was released")
                    .help("put the file back as `sna release` wrote it; what was published cannot be changed here")
                    .repeated(format!("release {path}"), "line");
                report.add(found);
            }
        }
    }
    printed
}

fn of_line(record: &csv::StringRecord) -> Option<Printed> {
    let [source, series, group, area, from, to, low, high] = record.iter().collect::<Vec<_>>().try_into().ok()?;
    let series: Vec<String> = serde_json::from_str(series).ok()?;
    let group: BTreeMap<String, String> = serde_json::from_str(group).ok()?;
    Some(Printed {
        source: SourceId::new(source),
        series,
        group: Group::new(group.iter().map(|(name, value)| (name.as_str(), value.as_str()))),
        area: area.to_owned(),
        when: When::between(from, to)?,
        low: low.parse().ok()?,
        high: if high.is_empty() { f64::INFINITY } else { high.parse().ok()? },
    })
}
