//! The rows of one file of records, to tallies by place, time, age and sex.
//!
//! In go the declared dimensions and the bytes of a file, out come counts; nothing of a single row
//! leaves this file but the line it stands on. Columns that no dimension names are never looked at, and
//! no message shows a row. Every record counts once for everyone, and once for its age, for its sex and
//! for both, where they are known.

use rustc_hash::FxHashMap;

use super::cell::Spot;
use super::date;
use super::fault::Faults;
use super::fields::{At, Fields};
use super::header::plain;
use super::landing::{Landed, Sought};
use super::layout::Column;
use super::open;
use super::record::{Clock, Dimensions, Series};
use super::rows::{Sheet, trimmed};
use super::unplaced::Cell;
use super::whereabouts::{Stands, Where};
use super::{Part, Reading};
use crate::files::Content;
use crate::model::age::Ages;
use crate::model::coverage::Remark;
use crate::model::group::Group;
use crate::model::period::Period;
use crate::report::Diagnostic;

/// Reads one file.
pub(super) fn read(dimensions: &Dimensions, reading: &Reading<'_>, content: Content) -> Option<Part> {
    let file = crate::report::Place::file(content.origin().path());
    let sheets = open::sheets(reading.report, content, &dimensions.extent, reading.quote, &[]).ok()?;
    let mut faults = Faults::default();
    let mut all: Vec<Tally> = Vec::new();
    for sheet in sheets {
        let sheet = sheet.counted_by(reading.progress);
        let Some(selection) = Selection::new(dimensions, reading, &sheet, &mut faults) else { continue };
        let reader = Reader { dimensions, reading, sheet: &sheet, selection };
        let mut tallies =
            sheet.fold(&mut faults, Tally::default, |tally, at, fields, faults| reader.row(at, fields, tally, faults));
        for tally in &mut tallies {
            tally.part.quality.encoding = sheet.encoding();
        }
        let sought = tallies.iter().map(|tally| &tally.sought);
        Sought::conclude(sought, &reader.selection.area, reading, &sheet, &mut faults);
        all.extend(tallies);
    }
    let part = Part::join(all.into_iter().map(|tally| tally.part).collect());
    let quality = &part.quality;
    if faults.is_empty() && quality.kept == 0 {
        faults.add("kept", "file", || {
            let message = if quality.rows == 0 {
                "this file has a header and no rows"
            } else {
                "no row of this file has a place of this site and a time"
            };
            Diagnostic::error(message).at(file).help("ask for the file again, or take it out of `files:`")
        });
    }
    match faults.tell(reading.report) {
        Some(_) => None,
        None => Some(part),
    }
}

/// The only columns that are ever looked at.
struct Selection {
    area: Stands,
    date: usize,
    time: Option<usize>,
    age: Option<usize>,
    sex: Option<usize>,
    series: Option<usize>,
}

impl Selection {
    fn new(dimensions: &Dimensions, reading: &Reading<'_>, sheet: &Sheet<'_>, faults: &mut Faults) -> Option<Self> {
        let aliases = dimensions.aliases;
        let find = |column: &Column, others: &[&str], faults: &mut Faults| {
            let alias = || others.iter().find_map(|name| sheet.position_like(name));
            let found = sheet.position(&column.name).or_else(|| sheet.position_like(&column.name)).or_else(alias);
            // Only to say that the declared column is not there.
            found.or_else(|| sheet.column(column, faults))
        };
        // Suppliers give the other names to columns of codes.
        let others = if matches!(dimensions.area, Where::Columns(_)) { aliases.area } else { &[] };
        let area = Stands::new(&dimensions.area, reading, sheet, faults, |column, faults| find(column, others, faults));
        let mut find = |column: &Column, others: &[&str]| find(column, others, faults);
        let date = find(&dimensions.date, aliases.date);
        let age = dimensions.age.as_ref().map(|column| find(column, aliases.age));
        let sex = dimensions.sex.as_ref().map(|words| find(&words.column, aliases.sex));
        let time = dimensions.time.as_ref().map(|column| find(column, aliases.time));
        let series = match &dimensions.series {
            Series::Column(words) => {
                let is_of = |family: &&&[&str]| family.iter().any(|name| plain(name) == plain(&words.column.name));
                Some(find(&words.column, aliases.series.iter().find(is_of).copied().unwrap_or_default()))
            }
            Series::Fixed(_) => None,
        };
        // A dimension that is declared and not found is a fault, one that is not declared is nothing.
        let there = |column: Option<Option<usize>>| column.map_or(Some(None), |column| column.map(Some));
        let (time, age, sex, series) = (there(time)?, there(age)?, there(sex)?, there(series)?);
        Some(Self { area: area?, date: date?, time, age, sex, series })
    }
}

/// Counts so far, and the groups that occurred.
#[derive(Default)]
struct Tally {
    part: Part,
    groups: FxHashMap<(Option<usize>, Option<String>), u16>,
    clocks: FxHashMap<Moment, u16>,
    sought: Sought,
}

/// A day of the week and an hour.
type Moment = (Option<&'static str>, Option<u8>);

impl Tally {
    fn group(&mut self, dimensions: &Dimensions, band: Option<usize>, sex: Option<&str>) -> Option<u16> {
        let key = (band, sex.map(str::to_owned));
        if let Some(group) = self.groups.get(&key) {
            return Some(*group);
        }
        let age = band.map(|band| ("age", dimensions.bands[band].name.as_str()));
        let group = self.part.group_of(Group::new(age.into_iter().chain(sex.map(|sex| ("sex", sex)))))?;
        self.groups.insert(key, group);
        Some(group)
    }

    fn clock(&mut self, (weekday, hour): Moment) -> Option<u16> {
        if let Some(group) = self.clocks.get(&(weekday, hour)) {
            return Some(*group);
        }
        let span = hour.map(|hour| format!("{hour:02}:00 to {hour:02}:59"));
        let weekday_pair = weekday.map(|weekday| ("weekday", weekday));
        let pairs = weekday_pair.into_iter().chain(span.as_deref().map(|span| ("hour", span)));
        let group = self.part.group_of(Group::new(pairs))?;
        self.clocks.insert((weekday, hour), group);
        Some(group)
    }
}

struct Reader<'a> {
    dimensions: &'a Dimensions,
    reading: &'a Reading<'a>,
    sheet: &'a Sheet<'a>,
    selection: Selection,
}

impl Reader<'_> {
    fn row(&self, at: At<'_>, record: Fields<'_>, tally: &mut Tally, faults: &mut Faults) {
        tally.part.quality.rows += 1;
        let cell = |column: usize| trimmed(record.get(column).unwrap_or_default());
        let day = cell(self.selection.date);
        let landed = self.area(at, record, &mut tally.sought, faults);
        let is_incomplete = landed == Landed::Nowhere || day.is_empty();
        let period = self.period(at, day, faults);
        let series = self.series(at, record, &mut tally.part, faults);
        let age = self.selection.age.map(|column| self.age(at, column, cell(column), faults));
        let sex = self.selection.sex.map(|column| self.sex(at, column, cell(column), faults));
        let is_unknown = |known: Option<bool>| known == Some(false);
        let lacks = is_unknown(age.map(|age| age.is_some())) || is_unknown(sex.map(|sex| sex.is_some()));
        tally.part.quality.incomplete += usize::from(is_incomplete || lacks);
        let counts = &mut tally.part.quality.periods;
        counts.row(period);
        for (remark, is_so) in [
            (Remark::WithoutPlace, landed == Landed::Nowhere),
            (Remark::WithoutTime, day.is_empty()),
            (Remark::WithoutAge, is_unknown(age.map(|age| age.is_some()))),
            (Remark::WithoutSex, is_unknown(sex.map(|sex| sex.is_some()))),
            (Remark::Elsewhere, landed == Landed::Elsewhere),
        ] {
            if is_so {
                counts.note(period, remark);
            }
        }
        tally.part.quality.elsewhere += usize::from(landed == Landed::Elsewhere);
        let (Landed::In(area, rule), Some(period), Some(series)) = (landed, period, series) else { return };
        tally.part.quality.kept += 1;
        if let Some(rule) = rule {
            tally.part.mapped(self.reading, rule, None);
            tally.part.quality.periods.note(Some(period), Remark::Mapped);
        }

        let age = age.flatten();
        let band = age.and_then(|age| self.dimensions.bands.iter().position(|band| band.contains(age)));
        let sex = sex.flatten();
        let groups = [
            Some((None, None)),
            band.map(|band| (Some(band), None)),
            sex.map(|sex| (None, Some(sex))),
            band.zip(sex).map(|(band, sex)| (Some(band), Some(sex))),
        ];
        for (band, sex) in groups.into_iter().flatten() {
            if let Some(group) = tally.group(self.dimensions, band, sex) {
                tally.part.tally.add(series, group, area, period);
            }
        }
        if !self.dimensions.times.is_empty() {
            let (weekday, hour) = self.moment(day, self.selection.time.map_or(day, cell));
            let both = weekday.zip(hour).map(|(weekday, hour)| (Some(weekday), Some(hour)));
            let each = [weekday.map(|weekday| (Some(weekday), None)), hour.map(|hour| (None, Some(hour))), both];
            for moment in each.into_iter().flatten() {
                if let Some(group) = tally.clock(moment) {
                    tally.part.tally.add(series, group, area, period);
                }
            }
        }
    }

    /// The day of the week and the hour of a record, as far as they are declared and known.
    fn moment(&self, day: &[u8], time: &[u8]) -> Moment {
        let text = |cell| std::str::from_utf8(cell).unwrap_or_default();
        let wants = |clock| self.dimensions.times.contains(&clock);
        let weekday = || date::day_of_moment(self.dimensions.form, text(day)).and_then(Period::weekday);
        let weekday = wants(Clock::Weekday).then(weekday).flatten();
        (weekday, wants(Clock::Hour).then(|| date::hour_of(text(time))).flatten())
    }

    fn spot<'a>(
        &'a self,
        at: At<'a>,
        column: usize,
        cell: &'a [u8],
    ) -> Spot<'a, impl FnOnce() -> crate::report::Place> {
        Spot {
            column: self.sheet.name(column),
            cause: self.sheet.name(column),
            text: std::str::from_utf8(cell).unwrap_or_default(),
            quote: self.sheet.quote(),
            declaration: self.reading.declaration,
            place: move || self.sheet.place(at, column),
        }
    }

    fn area(&self, at: At<'_>, record: Fields<'_>, sought: &mut Sought, faults: &mut Faults) -> Landed {
        let (stands, reading) = (&self.selection.area, self.reading);
        let cell = |column: usize| trimmed(record.get(column).unwrap_or_default());
        let (found, column) = stands.find(reading, sought, cell);
        let landed = Landed::of(found, cell(column).is_empty(), self.dimensions.missing);
        if landed == Landed::Refused {
            let text = std::str::from_utf8(cell(column)).unwrap_or_default();
            let cell = Cell { text, column: self.sheet.name(column), quote: self.sheet.quote() };
            stands.refuse(reading, faults, found, &cell, || self.sheet.place(at, column));
        }
        landed
    }

    fn period(&self, at: At<'_>, cell: &[u8], faults: &mut Faults) -> Option<Period> {
        if cell.is_empty() {
            return None;
        }
        let form = self.dimensions.form;
        let text = std::str::from_utf8(cell).unwrap_or_default();
        let found = date::day_of_moment(form, text).and_then(|day| self.dimensions.grain.of(day));
        if found.is_none() {
            self.spot(at, self.selection.date, cell).no_period(faults, form.wanted());
        }
        found
    }

    fn series(&self, at: At<'_>, record: Fields<'_>, part: &mut Part, faults: &mut Faults) -> Option<u16> {
        match (&self.dimensions.series, self.selection.series) {
            (Series::Column(words), Some(column)) => {
                let cell = trimmed(record.get(column).unwrap_or_default());
                let known = words.words.as_ref().and_then(|words| words.get(cell));
                if known.is_none() {
                    self.spot(at, column, cell).no_word(faults, &words.known);
                }
                known.and_then(|name| part.series_of(name))
            }
            (Series::Fixed(name), _) => part.series_of(name),
            (Series::Column(_), None) => None,
        }
    }

    /// Whole years; the codes from 7001 to 7007 of hospital episodes are under one year.
    fn age(&self, at: At<'_>, column: usize, cell: &[u8], faults: &mut Faults) -> Option<u32> {
        let text = std::str::from_utf8(cell).unwrap_or("?");
        if is_not_known(text) || text == "999" {
            return None;
        }
        let whole = text.strip_suffix(".0").unwrap_or(text);
        let age = (whole.len() <= 4).then(|| whole.parse::<u32>().ok()).flatten();
        let age = age.map(|age| if (7001..=7007).contains(&age) { 0 } else { age }).filter(|age| *age <= Ages::OLDEST);
        if age.is_none() {
            self.spot(at, column, cell).no_age(faults);
        }
        age
    }

    fn sex(&self, at: At<'_>, column: usize, cell: &[u8], faults: &mut Faults) -> Option<&str> {
        let words = self.dimensions.sex.as_ref()?;
        if let Some(known) = &words.words {
            let found = known.get(cell);
            if found.is_none() && !cell.is_empty() {
                self.spot(at, column, cell).no_word(faults, &words.known);
            }
            return found.map(String::as_str);
        }
        let text = std::str::from_utf8(cell).unwrap_or("?");
        let usual = usual_sex(text);
        if usual.is_none() && !is_not_known(text) && !["0", "9", "x", "X", "u", "U"].contains(&text) {
            self.spot(at, column, cell).no_word(faults, &words.known);
        }
        usual
    }
}

/// The words of most systems, and the codes of the NHS.
fn usual_sex(text: &str) -> Option<&'static str> {
    match text.to_lowercase().as_str() {
        "male" | "m" | "1" => Some("Male"),
        "female" | "f" | "2" => Some("Female"),
        _ => None,
    }
}

fn is_not_known(text: &str) -> bool {
    ["", "unknown", "not known", "not stated", "not recorded", "not specified", "null", "na", "n/a"]
        .contains(&text.to_lowercase().as_str())
}
