//! The formats `ambulance-dispatch` and `emergency-department`: one row for each person or event.
//!
//! In goes `dimensions:` of a `source.yaml`, out comes a reader that looks at the named columns and at
//! no other. What can be wrong here is the declaration; rows are read by [`super::record_rows`].

use super::age::{self, Band};
use super::date::{Form, Grain};
use super::gazetteer::Missing;
use super::layout::{self, Column, Extent, Words};
use super::record_rows;
use super::whereabouts::Where;
use super::{Format, Part, Reader, Reading, Repeats};
use crate::files::Content;
use crate::report::{Diagnostic, Place, Report};
use crate::yaml::{self, Map, Node};

/// A format of records: its word, what it is, and how suppliers name its columns.
pub(super) struct Records {
    name: &'static str,
    about: &'static str,
    aliases: &'static Aliases,
}

/// Names that suppliers give to a column that is declared under another: a new system renames it from
/// one year to the next. Compared without case, spaces and signs.
#[derive(Debug)]
pub(super) struct Aliases {
    pub(super) area: &'static [&'static str],
    pub(super) date: &'static [&'static str],
    pub(super) age: &'static [&'static str],
    pub(super) sex: &'static [&'static str],
    pub(super) time: &'static [&'static str],
    /// Names that mean the same, in families: only the family of the declared name stands in for it.
    pub(super) series: &'static [&'static [&'static str]],
}

/// Calls to an ambulance service, as its dispatch system exports them.
pub(super) static AMBULANCE: Records = Records {
    name: "ambulance-dispatch",
    about: "One row for each call to an ambulance service, with the code that the caller's words led to; counted by place, time, age and sex.",
    aliases: &Aliases {
        area: &["LSOA", "LSOA code", "LSOA21CD", "Incident LSOA"],
        date: &["Call time", "Call date", "Call date and time", "Time of call", "Incident date"],
        age: &["Patient age", "Age", "Age at call"],
        sex: &["Sex", "Gender", "Patient sex", "Patient gender"],
        time: &["Time of call", "Call time"],
        series: &[
            &["Dispatch code", "AMPDS code", "Nature of call code", "Determinant code"],
            &["Chief complaint", "Nature of call", "Chief complaint description"],
        ],
    },
};

/// Attendances at an emergency department, as in the information sharing to tackle violence data set.
pub(super) static EMERGENCY: Records = Records {
    name: "emergency-department",
    about: "One row for each attendance at an emergency department after an assault; counted by place, time, age and sex.",
    aliases: &Aliases {
        area: &["LSOA of residence", "LSOA", "LSOA code", "LSOA21CD", "Patient LSOA", "Residence LSOA"],
        date: &[
            "Arrival date",
            "Arrival date and time",
            "Arrival date time",
            "Attendance date",
            "Date of arrival",
            "EmCare arrive date",
            "EmCare arrival date",
        ],
        time: &["Arrival time", "Attendance time", "Time of arrival", "EmCare arrive time", "EmCare arrival time"],
        age: &["Age", "Age at arrival", "Patient age", "Age at attendance"],
        sex: &["Sex", "Gender", "Patient sex", "Patient gender", "Stated gender", "Person stated gender"],
        series: &[
            &["Primary means of assault", "Means of assault", "Assault weapon"],
            &["Injury intent", "EmCare Inj intent", "Injury intent description"],
            &["Injury mechanism", "EmCare Inj mechanism", "Injury mechanism description"],
            &["Incident location type", "Location type", "EmCare Inj place", "Place of injury", "Injury place"],
        ],
    },
};

/// Where the bounds of serious violence among the young are drawn, unless `bands:` says otherwise.
const BANDS: [&str; 4] = ["0 to 9", "10 to 17", "18 to 24", "25 and over"];

/// What of its time a record is counted by, beside the period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clock {
    /// The day of the week.
    Weekday,
    /// The hour of the day.
    Hour,
}

/// What a record is counted under.
#[derive(Debug)]
pub(super) enum Series {
    Column(Words),
    Fixed(String),
}

/// Decoded `dimensions:`.
#[derive(Debug)]
pub(super) struct Dimensions {
    pub(super) extent: Extent,
    pub(super) aliases: &'static Aliases,
    pub(super) area: Where,
    pub(super) missing: Missing,
    pub(super) date: Column,
    pub(super) form: Form,
    pub(super) grain: Grain,
    /// The column of the time of day, where it is not in that of the date.
    pub(super) time: Option<Column>,
    /// Breakdowns by time, each by itself and all together.
    pub(super) times: Vec<Clock>,
    pub(super) age: Option<Column>,
    pub(super) bands: Vec<Band>,
    pub(super) sex: Option<Words>,
    pub(super) series: Series,
}

impl Format for Records {
    fn name(&self) -> &'static str {
        self.name
    }

    fn about(&self) -> &'static str {
        self.about
    }

    fn reader(&self, report: &Report, map: &mut Map<'_>) -> Option<Box<dyn Reader>> {
        let node = map.required("dimensions")?;
        let dimensions = decode(report, node, self.aliases)?;
        Some(Box::new(dimensions))
    }
}

impl Reader for Dimensions {
    fn read(&self, reading: &Reading<'_>, content: Content) -> Option<Part> {
        record_rows::read(self, reading, content)
    }

    fn repeats(&self) -> Repeats {
        Repeats::Sum
    }

    fn may_drop(&self) -> bool {
        self.missing == Missing::Drop
    }

    fn needs_places(&self) -> bool {
        self.area.needs_places()
    }

    fn is_of_records(&self) -> bool {
        true
    }
}

fn decode(report: &Report, node: &Node, aliases: &'static Aliases) -> Option<Dimensions> {
    let mut map = node.map(report)?;
    let extent = Some(layout::extent(report, &mut map));
    let area = map.required("area").and_then(|node| Where::plain_or(report, node));
    let missing = layout::area_missing(&mut map);
    let date = Column::required(report, &mut map, "date");
    let form =
        map.optional_word("form", &[("day", Form::Day), ("day/month/year", Form::DayMonthYear)]).unwrap_or(Form::Day);
    let grain = map.optional_word("grain", &Grain::WORDS).unwrap_or(Grain::Month);
    let time = Column::optional(report, &mut map, "time");
    let words = [("weekday", Clock::Weekday), ("hour", Clock::Hour)];
    let times = map.texts("times");
    let times = times.iter().filter_map(|(text, place)| yaml::word(report, "times", text, place, &words)).collect();
    let age = Column::optional(report, &mut map, "age");
    let declared = map.texts("bands");
    let bands = bands(report, &declared);
    let sex = match map.optional("sex") {
        Some(node) => Some(Words::of(report, node)?),
        None => None,
    };
    let series = map.required("series").and_then(|node| series(report, node));
    map.finish();
    Some(Dimensions {
        extent: extent?,
        aliases,
        area: area?,
        missing,
        date: date?,
        form,
        grain,
        time,
        times,
        age,
        bands: bands?,
        sex,
        series: series?,
    })
}

fn series(report: &Report, node: &Node) -> Option<Series> {
    if node.is_map() {
        let mut map = node.map(report)?;
        if let Some(name) = map.optional_text("fixed") {
            map.finish();
            return Some(Series::Fixed(name));
        }
    }
    let words = Words::of(report, node)?;
    if words.words.is_none() {
        // Whatever stands in the column would become the name of a series, and be published.
        let found = Diagnostic::error("`series` of records needs `words`")
            .at(node.place().clone())
            .label("what may be published of this column?");
        report.add(found.help("list under `words:` what each word of the column is counted as"));
        return None;
    }
    Some(Series::Column(words))
}

fn bands(report: &Report, declared: &[(String, Place)]) -> Option<Vec<Band>> {
    match declared {
        [] => BANDS.iter().map(|text| Band::of(text)).collect(),
        _ => age::bands(report, declared),
    }
}
