//! The demonstration itself: built without a fault or a warning, and with the numbers that a program of
//! another language computes from the same files.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use std::collections::BTreeMap;
use std::process::Command;
use std::sync::OnceLock;

use sna::files::Root;
use sna::progress::Progress;
use sna::publish::Written;
use sna::render::Site;
use sna::report::{Report, Strictness};
use sna::{pipeline, publish};
use support::{Row, package, plain};

/// What the demonstration came to, built once for every test.
struct Built {
    said: String,
    written: Option<Written>,
    numbers: Vec<Row>,
    /// Codes of areas by their slug, as far as they are asked for.
    codes: BTreeMap<String, String>,
}

/// The code of an area by the slug that pages and `recompute.py` use: from the file of its numbers, or, for
/// an area without a page, from `site.yaml`.
fn code_of(site: &Site, slug: &str) -> Option<String> {
    let report = Report::new(Strictness::Lenient);
    if let Some(made) = site.make(&report, &format!("{}/data/areas/{slug}.csv", site.edition())) {
        return support::rows(&made.unwrap()).first().map(|row| row["area code"].clone());
    }
    let config = sna::config::read(&report, &Root::new(package())).unwrap();
    let mut listed = config.areas.levels.into_iter().flat_map(|level| level.list);
    listed.find(|area| area.slug.as_deref() == Some(slug)).map(|area| area.code.to_string())
}

fn built() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| {
        let report = Report::new(Strictness::Lenient);
        let progress = Progress::default();
        let site = pipeline::build(&report, &progress, &Root::new(package()));
        let checked = site.and_then(|site| publish::check(&report, &progress, &site).map(|written| (site, written)));
        let numbers = checked.as_ref().map(|(site, _)| support::numbers(site)).unwrap_or_default();
        let slugs = [
            "birmingham",
            "aston-birmingham",
            "west-midlands",
            "west-midlands-region",
            "sandwell",
            "coventry",
            "walsall",
        ];
        let code = |slug: &str| {
            checked.as_ref().ok().and_then(|(site, _)| code_of(site, slug)).map(|code| (slug.to_owned(), code))
        };
        let codes = slugs.into_iter().filter_map(code).collect();
        Built { said: plain(&report), numbers, codes, written: checked.ok().map(|(_, written)| written) }
    })
}

#[test]
fn the_demonstration_is_built_without_a_fault_or_a_warning() {
    let Built { said, written, numbers, .. } = built();
    assert_eq!(said, "");
    let written = written.as_ref().expect("nothing was said and nothing was made");
    println!(
        "{} pages, {} figures, {} files, {} bytes, {} numbers",
        written.pages,
        written.figures,
        written.files,
        written.bytes,
        numbers.len()
    );
    assert!(written.pages > 200 && written.figures > 60, "{written:?}");
}

#[test]
fn the_demonstration_has_indicators_of_every_theme() {
    let mut indicators: Vec<&str> = built().numbers.iter().map(|row| row["indicator"].as_str()).collect();
    indicators.dedup();
    assert!(indicators.len() >= 24, "{indicators:?}");
}

#[test]
fn made_up_numbers_are_called_so_in_every_row() {
    for row in &built().numbers {
        assert_eq!(row["illustrative"] == "yes", row["source"].contains("illustrative"), "{row:?}");
        if row["source"].contains("illustrative") {
            assert!(
                row["source"].split(' ').all(|source| source.contains("illustrative")),
                "mixed with published data: {row:?}"
            );
        }
    }
}

/// What `tests/independent/recompute.py` prints; `None` where there is no Python.
fn recomputed() -> Option<Vec<Row>> {
    let script = package().join("tests/independent/recompute.py");
    let names = if cfg!(windows) { ["python", "py"] } else { ["python3", "python"] };
    for name in names {
        // Windows answers to `python` with a shop where there is none, so the name alone proves nothing.
        let Ok(output) = Command::new(name).arg(&script).output() else { continue };
        if output.status.success() {
            return Some(support::rows(&output.stdout));
        }
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!said.contains("Traceback"), "{said}");
    }
    None
}

#[test]
fn published_numbers_agree_with_those_of_an_independent_program() {
    let Some(recomputed) = recomputed() else {
        println!("SKIPPED: there is no Python here, so no number was computed a second time");
        return;
    };
    let mut seen = 0;
    for wanted in &recomputed {
        let (indicator, area, period) = (&wanted["indicator"], &wanted["area"], &wanted["period"]);
        let code = built().codes.get(area).unwrap_or_else(|| panic!("no area has the slug {area}"));
        // A school year has an id of its own; the program of the other language writes its years alone.
        let in_period = |row: &Row| row["period"] == *period || row["period"] == format!("{period}-academic");
        let is_wanted =
            |row: &&Row| row["indicator"] == *indicator && row["area code"] == *code && row["breakdown"] == "all";
        let rows: Vec<&Row> = built().numbers.iter().filter(is_wanted).filter(|row| in_period(row)).collect();
        let [row] = rows[..] else { panic!("{wanted:?} is published {} times", rows.len()) };
        let number: Result<f64, _> = wanted["value"].parse();
        let Ok(number) = number else {
            assert_eq!(wanted["value"], "withheld");
            assert!(row["status"].starts_with("[c]"), "{wanted:?} is shown");
            seen += 1;
            continue;
        };
        let column = match wanted["property"].as_str() {
            "rate" => "value",
            other => other,
        };
        // The site makes no rate of made-up events and real people, which the other program does.
        if row["illustrative"] == "yes" && row["denominator"].is_empty() && column != "count" {
            println!("not published, so not compared: {wanted:?}");
            continue;
        }
        let printed = &row[column];
        let decimals = printed.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        // A half may be rounded either way, by a last digit that no page shows.
        let half = 0.5 * 10_f64.powi(-i32::try_from(decimals).unwrap()) * (1.0 + 1e-9);
        let agrees = printed.parse::<f64>().is_ok_and(|printed| (printed - number).abs() <= half);
        assert!(agrees, "{wanted:?} is published as {printed}");
        seen += 1;
    }
    assert!(seen >= 40, "only {seen} numbers were compared");
}
