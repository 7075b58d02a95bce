//! The data of the demonstration, where this checkout has them.

use std::path::Path;

use sna::files::Root;
use sna::model::cell::Shorthand;
use sna::model::observation::{Observations, Value};
use sna::model::period::Period;
use sna::model::source::SourceId;
use sna::report::{Format, Report, Strictness};

fn read() -> Option<Observations> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    if !folder.join("data").is_dir() || !folder.join("site.yaml").is_file() {
        println!("skipped: this checkout has no site.yaml or no data/");
        return None;
    }
    let report = Report::new(Strictness::Strict);
    let root = Root::new(folder);
    let read = sna::config::read(&report, &root)
        .and_then(|config| sna::ingest::read(&report, &sna::progress::Progress::default(), &root, &config.areas));
    Some(read.unwrap_or_else(|_| panic!("{}", report.render(Format::Short))))
}

fn total(read: &Observations, source: &str, series: &str, period: &str) -> f64 {
    let table = &read.tables[&SourceId::new(source)];
    let number = table.series.iter().position(|name| name == series).unwrap();
    let period = Period::from_id(period).unwrap();
    let rows = table.observations.iter().filter(|seen| usize::from(seen.series) == number && seen.period == period);
    rows.map(|seen| if let Value::Number(number) = seen.value { number } else { 0.0 }).sum()
}

fn value(read: &Observations, source: &str, group: &str, area: &str, period: &str) -> Value {
    let table = &read.tables[&SourceId::new(source)];
    let area = read.areas.named(area).unwrap();
    let period = Period::from_id(period).unwrap();
    let group = table.groups.iter().position(|known| known.to_string() == group).unwrap();
    let mut rows = table
        .observations
        .iter()
        .filter(|seen| usize::from(seen.group) == group && seen.area == area && seen.period == period);
    rows.next().unwrap().value
}

/// Sums and cells taken from the files with other tools (awk, openpyxl).
#[test]
fn the_data_of_the_demonstration_are_read_without_a_word() {
    let Some(read) = read() else { return };
    assert_eq!(read.tables[&SourceId::new("police-lsoa-counts")].observations.len(), 292_504);
    assert_eq!(total(&read, "census-2021", "residents", "2021-03-21"), 2_919_662.0);
    assert_eq!(total(&read, "police-lsoa-counts", "Robbery", "2026-03"), 528.0);
    assert_eq!(value(&read, "sharp-object-admissions", "", "west-midlands-region", "2021-22"), Value::Number(510.0));
    assert_eq!(value(&read, "sharp-object-admissions", "Male", "east-midlands", "2021-22"), Value::Number(195.0));
    assert_eq!(value(&read, "sharp-object-admissions-monthly", "10 to 19", "london", "2012-04"), Value::Number(20.0));
    assert_eq!(
        value(&read, "sharp-object-admissions-monthly", "Female", "east-midlands", "2020-04"),
        Value::Missing(Shorthand::Confidential)
    );
    let blank = value(&read, "sharp-object-admissions-monthly", "Female", "east-of-england", "2020-04");
    assert_eq!(blank, Value::Missing(Shorthand::NotAvailable));
    assert_eq!(total(&read, "vru-monitoring-2021", "Homicide", "year-to-2019-03"), 476.0);
    assert_eq!(read.boundaries.len(), 192);
}
