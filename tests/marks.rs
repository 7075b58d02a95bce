//! What a source says of its numbers reaches every face of them: files, tables, sentences; and nothing is
//! compared across a break in series.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use sna::render::Site;
use sna::report::{Report, Strictness};
use support::{Copy, Row, numbers, rows};

fn text(site: &Site, path: &str) -> String {
    let report = Report::new(Strictness::Lenient);
    let made = site.make(&report, path).unwrap_or_else(|| panic!("no {path}"));
    String::from_utf8(made.unwrap()).unwrap()
}

/// A page without its tags; what stands in a cell or a line of its own stays apart.
fn words(site: &Site, path: &str) -> String {
    let page = text(site, path);
    let mut out = String::new();
    for (index, part) in page.split('<').enumerate() {
        let (tag, rest) = if index == 0 { ("", part) } else { part.split_once('>').unwrap_or((part, "")) };
        if ["/td", "/th", "/dt", "/dd", "/p", "/li", "/h2"].contains(&tag) {
            out.push(' ');
        }
        out.push_str(rest);
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn row<'a>(rows: &'a [Row], indicator: &str, area: &str, period: &str) -> &'a Row {
    let found = rows.iter().find(|row| row["indicator"] == indicator && row["area"] == area && row["period"] == period);
    found.unwrap_or_else(|| panic!("no {indicator} of {area} in {period}"))
}

/// The small site with these lines at the head of a source.
fn site(source: &str, lines: &str) -> Copy {
    let site = Copy::new();
    site.replace(&format!("data/{source}/source.yaml"), "format: table\n", &format!("{lines}format: table\n"));
    site
}

/// Without the sentence of the home page that claims a change.
fn silent(site: Copy) -> Copy {
    site.put("content/index.md", "---\ntitle: A\nsummary: B.\nkind: home\n---\n\nWords.\n");
    site
}

#[test]
fn a_provisional_number_is_marked_in_file_table_and_sentence() {
    let built = site("crime", "provisional: [2025]\n").built();
    let all = numbers(&built);
    assert_eq!(row(&all, "violence", "Birchwold", "2025")["status"], "[p] provisional");
    assert_eq!(row(&all, "violence", "Birchwold", "2024")["status"], "final");
    let chapter = words(&built, "2026/violence/index.html");
    assert!(chapter.contains("The rate in Birchwold, 32.0 (provisional), was higher than the county"), "{chapter}");
    assert!(chapter.contains("32.0 [p]"), "{chapter}");
    assert!(chapter.contains("Shorthand: [p] provisional, may change."), "{chapter}");
    let profile = words(&built, "2026/areas/birchwold/index.html");
    assert!(profile.contains("[p] provisional, may change"), "{profile}");
    assert!(profile.contains("32.0 [p]"), "{profile}");
    assert_eq!(rows(text(&built, "2026/f/VI-F1/VI-F1.csv").as_bytes())[0]["status"], "[p] provisional");
}

#[test]
fn a_provisional_population_makes_a_provisional_rate_and_leaves_the_count_of_another_source_alone() {
    let all = numbers(&site("residents", "provisional: [2024]\nestimated: [2024]\n").built());
    assert_eq!(row(&all, "violence", "Birchwold", "2024")["status"], "[p] provisional; [e] estimated");
    assert_eq!(row(&all, "violence", "Birchwold", "2025")["status"], "final");
    assert_eq!(row(&all, "admissions", "Birchwold", "2024")["status"], "final");
}

#[test]
fn a_mark_in_a_cell_reaches_the_page_and_a_withheld_number_has_none() {
    let site = Copy::new();
    site.replace("data/admissions/source.yaml", "layout:\n", "layout:\n  marks: {\"[u]\": low reliability}\n");
    site.replace("data/admissions/admissions.csv", "E07000902,2025,34", "E07000902,2025,34 [u]");
    site.replace("data/admissions/admissions.csv", "E07000901,2025,6", "E07000901,2025,6 [u]");
    let built = site.built();
    let all = numbers(&built);
    assert_eq!(row(&all, "admissions", "Birchwold", "2025")["status"], "[u] low reliability");
    assert_eq!(row(&all, "admissions", "Ash Vale", "2025")["status"], "[c] withheld to protect people");
    assert!(words(&built, "2026/areas/birchwold/index.html").contains("34 [u]"));
}

#[test]
fn nothing_is_compared_across_a_break_in_series() {
    let site = site("crime", "breaks: [{period: 2024, why: the police moved to a new recording system.}]\n");
    site.put(
        "content/chapters/violence.md",
        "---\ntitle: Violence\nsummary: Where.\n---\n\nIn 2025 it {{ violence.change }}.\n\n```chart\nid: VI-F1\nkind: line\nindicator: violence\nareas: [birchwold]\nfinding: \"Violence in Birchwold\"\n```\n",
    );
    let built = site.built();
    let all = numbers(&built);
    assert_eq!(row(&all, "violence", "Birchwold", "2024")["status"], "[b] break in series");
    assert_eq!(row(&all, "violence", "Birchwold", "2025")["status"], "final");
    let page = words(&built, "2026/violence/index.html");
    // 2024 and 2025 are counted alike, so that change is said.
    assert!(page.contains("In 2025 it fell by 6.4%"), "{page}");
    assert!(page.contains("It did not clearly change from 34.1 in 2024."), "{page}");
    assert!(page.contains("Numbers before 2024 were counted in another way and are not compared."), "{page}");
    assert!(
        page.contains(
            "Break in series in 2024 (Recorded crime by district and year): the police moved to a new recording system."
        ),
        "{page}"
    );
    assert!(page.contains("[b] break in series: not comparable with earlier numbers"), "{page}");
    let source = words(&built, "2026/methods/sources/crime/index.html");
    assert!(source.contains("Breaks in series"), "{source}");
    // A figure that nobody wrote a sentence for begins after the break as well.
    let own = words(&built, "2026/f/VI-01-trend-birchwold/index.html");
    assert!(own.contains("between 2024 and 2025") && !own.contains("between 2022"), "{own}");
    // One line more than without the break, in the wide drawing and in the narrow one.
    site.replace("data/crime/source.yaml", "breaks: [{", "# [{");
    let lines = |site: &Site| text(site, "2026/f/VI-F1/index.html").matches("class=\"line series-1\"").count();
    assert_eq!(lines(&built), lines(&site.built()) + 2);
}

#[test]
fn a_profile_says_that_a_break_forbids_a_trend() {
    let built = silent(site("crime", "breaks: [{period: 2025, why: a new recording system}]\n")).built();
    let profile = words(&built, "2026/areas/birchwold/index.html");
    assert!(profile.contains("not compared with 2024: break in series"), "{profile}");
    assert!(!profile.contains("fell") && !profile.contains("rose"), "{profile}");
}

#[test]
fn a_break_in_the_population_breaks_the_rate() {
    let built = silent(site("residents", "breaks: [{period: 2025, why: rebased on a census}]\n")).built();
    assert_eq!(row(&numbers(&built), "violence", "Birchwold", "2025")["status"], "[b] break in series");
    let profile = words(&built, "2026/areas/birchwold/index.html");
    assert!(profile.contains("not compared with 2024: break in series"), "{profile}");
}

#[test]
fn every_number_can_be_traced_to_its_files_and_its_rule() {
    let built = site("crime", "retrieved: 2026-02-01\n").built();
    let figure = words(&built, "2026/f/VI-F1/index.html");
    assert!(figure.contains("Source and how it was made"), "{figure}");
    assert!(figure.contains("20 of 20 rows used; retrieved 1 February 2026; crime.csv"), "{figure}");
    assert!(figure.contains("20 of 20 rows used; day of retrieval not recorded; residents.csv"), "{figure}");
    assert!(
        figure.contains("Numbers as the source gives them for each area and period; nothing withheld or rounded here; divided by ‘residents’ of the same period (Residents by district and year), for each 1,000."),
        "{figure}"
    );
    let sources = rows(text(&built, "2026/data/sources.csv").as_bytes());
    let crime = sources.iter().find(|row| row["source"] == "crime").unwrap();
    assert_eq!((crime["file"].as_str(), crime["rows used"].as_str()), ("crime/crime.csv", "20"));
    assert_eq!(crime["retrieved"], "2026-02-01");
    // No checksum is declared here: it is that of the file as it was read.
    assert_eq!(crime["sha256"].len(), 64);
    assert!(figure.contains(&format!("crime.csv, SHA-256 {}", crime["sha256"])), "{figure}");
    let indicators = rows(text(&built, "2026/data/indicators.csv").as_bytes());
    assert!(
        indicators.iter().any(|row| row["how it was made"].contains("counts of 1 to 9 withheld")),
        "{indicators:?}"
    );
    // Each line of a figure's file names its sources, which the list of sources describes.
    let known: Vec<&str> = sources.iter().map(|row| row["source"].as_str()).collect();
    for line in rows(text(&built, "2026/f/VI-F1/VI-F1.csv").as_bytes()) {
        assert!(line["source"].split(' ').all(|source| known.contains(&source)), "{line:?}");
    }
}

#[test]
fn counts_of_rows_about_people_are_rounded_and_small_ones_withheld() {
    let site = Copy::new();
    let yaml = site.text("data/crime/source.yaml");
    let yaml = yaml.split("layout:").next().unwrap().replace("format: table", "format: ambulance-dispatch");
    let yaml = yaml
        .replace("crime.csv", "calls.csv")
        .replace("{rule: none, why: published totals for whole districts}", "{rule: hes}");
    let dimensions = "dimensions: {area: Place, area-missing: drop, date: Call time, grain: month, sex: Sex, series: {column: Code, words: {A: assault}}}\n";
    site.put("data/calls/source.yaml", format!("{yaml}absent: zero\n{dimensions}"));
    let mut records = "Place,Call time,Sex,Code\n".to_owned();
    for number in 0..43 {
        let sex = if number < 3 { "" } else { "F" };
        records.push_str(&format!("E0700090{},2025-0{}-07 10:00,{sex},A\n", number % 4 + 1, number / 40 + 1));
    }
    site.put("data/calls/calls.csv", records);
    let page = words(&site.built(), "2026/methods/sources/calls/index.html");
    assert!(page.contains("January 2025 used 40 4 "), "{page}");
    assert!(page.contains("February 2025 used [c] [c] "), "{page}");
    assert!(page.contains("Rows read 45"), "{page}");
    assert!(page.contains("[c] withheld to protect people"), "{page}");
}

#[test]
fn a_sum_of_twelve_months_carries_the_marks_of_each_of_them() {
    let site = Copy::new();
    let yaml = site.text("data/crime/source.yaml").replace("crime.csv", "calls.csv");
    let yaml = yaml.replace("column: Year, form: year", "column: Month, form: month");
    let yaml = yaml.replace("{violence: Violence, robbery: Robbery}", "{calls: Calls}");
    let lines = "provisional: [2025-06]\nbreaks: [{period: 2025-04, why: a new system}]\n";
    site.put("data/calls/source.yaml", yaml.replace("format: table\n", &format!("{lines}format: table\n")));
    let mut calls = "Area code,Month,Calls\n".to_owned();
    for month in 0..20 {
        let (year, number) = (2024 + month / 12, month % 12 + 1);
        (1..=4).for_each(|area| calls.push_str(&format!("E0700090{area},{year}-{number:02},{}\n", 30 + month)));
    }
    site.put("data/calls/calls.csv", calls);
    let definition = site.text("content/indicators/admissions.md");
    let definition = definition
        .replace("HA-01", "CA-01")
        .replace("source: admissions, series: [admissions]", "source: calls, series: [calls]");
    site.put(
        "content/indicators/calls.md",
        definition.replace("method: count\n", "method: count\nperiod: twelve months\n"),
    );
    let all = numbers(&site.built());
    let status = |ends: &str| row(&all, "calls", "Birchwold", &format!("year-to-{ends}"))["status"].clone();
    assert_eq!(status("2025-03"), "final");
    assert_eq!(status("2025-04"), "[b] break in series");
    assert_eq!(status("2025-06"), "[p] provisional; [b] break in series");
    assert_eq!(status("2025-08"), "[p] provisional; [b] break in series");
}
