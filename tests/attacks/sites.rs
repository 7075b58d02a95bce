//! Attacks on whole sites. Each is made of numbers that one site prints, and is tried twice: where nothing
//! protects, the audit stops the build and names what gives the count away; where the rule protects, the site
//! is built and more is withheld.

use crate::support::{self, Row};

pub(crate) const UNPROTECTED: &str = "{under: 5, secondary: no, why: as asked}";
pub(crate) const PROTECTED: &str = "{under: 5, secondary: yes, why: as asked}";
const ROUNDED: &str = "{rule: hes, why: as asked}";

/// An indicator: its name, and further lines of its definition.
pub(crate) type Asked<'a> = (&'a str, &'a str);

/// A site of one source, `people`, whose table has the columns area, year or month, ages, sex and events.
pub(crate) fn site(rule: &str, form: &str, asked: &[Asked], rows: &[&str]) -> support::Copy {
    let site = support::Copy::new();
    site.put("data/people/people.csv", format!("Area code,When,Age,Sex,Events,Stabbed\n{}\n", rows.join("\n")));
    site.put(
        "data/people/source.yaml",
        format!(
            "title: Events by age\npublisher: Office for Made-up Statistics\n\
             licence: {{name: Open Government Licence v3.0, address: \"https://www.nationalarchives.gov.uk/\"}}\n\
             attribution: Contains public sector information.\naddress: https://www.example.org/people\n\
             period: \"2024\"\nstatus: published\nformat: table\nfiles: [people.csv]\n\
             disclosure: {rule}\nlayout:\n  area: {{column: Area code}}\n  \
             period: {{column: When, form: {form}}}\n  group: {{age: Age, sex: Sex}}\n  \
             values: {{events: Events, stabbed: Stabbed}}\n"
        ),
    );
    for (number, (name, definition)) in (1..).zip(asked) {
        let series =
            if definition.contains("series:") { "" } else { "numerator: {source: people, series: [events]}\n" };
        let method = if definition.contains("method:") { "" } else { "method: count\n" };
        site.put(
            &format!("content/indicators/{name}.md"),
            format!(
                "---\ncode: AT-{number:02}\ntitle: Asked {name}\nshort: {name}\ntheme: Police\nunit: events\n{method}\
                 {series}polarity: lower is better\nbenchmark: none\n\
                 definition: Asked {name}.\n{definition}---\n\nA note.\n"
            ),
        );
    }
    site
}

/// What the audit says, as the analyst sees it; nothing where the site is built.
pub(crate) fn said(site: &support::Copy) -> Option<String> {
    let (report, built) = site.build();
    built.err().map(|_| support::plain(&report))
}

pub(crate) fn withheld(site: &support::Copy, indicator: &str) -> Vec<Row> {
    let numbers = support::numbers(&site.built());
    numbers.into_iter().filter(|row| row["indicator"] == indicator && row["status"].starts_with("[c]")).collect()
}

/// The attack succeeds without protection, for the reason named, and fails with it.
#[track_caller]
fn tried(form: &str, asked: &[Asked], rows: &[&str], reason: &str) -> support::Copy {
    let open = said(&site(UNPROTECTED, form, asked, rows)).expect("nothing protects, and the site was built");
    assert!(open.contains("can be worked out from what is published"), "{open}");
    assert!(open.contains(reason), "{open}");
    let protected = site(PROTECTED, form, asked, rows);
    if let Some(words) = said(&protected) {
        panic!("protected, and the audit says: {words}");
    }
    protected
}

#[test]
fn a_total_less_its_other_parts() {
    let rows = ["E07000901,2024,0-17,male,3,0", "E07000901,2024,18-24,male,20,0", "E07000901,2024,25+,male,41,0"];
    let site =
        tried("year", &[("by-age", "levels: [district]\nbreakdowns: [age]\n")], &rows, "and the other groups of it");
    assert_eq!(withheld(&site, "by-age").len(), 2, "the small one and one beside it");
}

#[test]
fn a_wider_interval_withholds_what_hides_more() {
    // Beside 3 the 8 lets it be anything to 10; nobody may come nearer to it than 20.
    let rows = ["E07000901,2024,0-17,male,3,0", "E07000901,2024,18-24,male,8,0", "E07000901,2024,25+,male,41,0"];
    let asked = [("by-age", "levels: [district]\nbreakdowns: [age]\n")];
    let breakdowns = |rule: &str| {
        let site = site(rule, "year", &asked, &rows);
        withheld(&site, "by-age").into_iter().map(|row| row["breakdown"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(breakdowns(PROTECTED), ["0-17", "18-24"]);
    assert_eq!(breakdowns("{under: 5, width: 20, why: as asked}"), ["0-17", "25+"]);
}

#[test]
fn what_a_source_keeps_is_withheld_last() {
    let rows = [
        "E07000901,2024,0-17,male,3,0",
        "E07000901,2024,18-24,male,20,0",
        "E07000901,2024,25+,male,41,0",
        "E07000901,2025,0-17,male,3,0",
        "E07000901,2025,18-24,male,20,0",
        "E07000901,2025,25+,male,41,0",
    ];
    let asked = [("by-age", "levels: [district]\nbreakdowns: [age]\n")];
    let beside = |keep: &str| {
        let site = site(&format!("{{rule: under-5, keep: [{keep}]}}"), "year", &asked, &rows);
        let withheld = withheld(&site, "by-age").into_iter().filter(|row| row["breakdown"] != "0-17");
        withheld.map(|row| format!("{} {}", row["breakdown"], row["period"])).collect::<Vec<_>>()
    };
    assert_eq!(beside(""), ["18-24 2024", "18-24 2025"]);
    assert_eq!(beside("{age: 18-24}"), ["25+ 2024", "25+ 2025"]);
    assert_eq!(beside("{age: 18-24, from: 2025}"), ["18-24 2024", "25+ 2025"]);
    assert_eq!(beside("{series: events, age: 18-24, level: district}"), ["25+ 2024", "25+ 2025"]);
    assert_eq!(beside("{series: stabbed, age: 18-24}"), ["18-24 2024", "18-24 2025"]);
    assert_eq!(beside("{age: 18-24, weight: 2}, {age: 25+, weight: 3}"), ["18-24 2024", "18-24 2025"]);
}

#[test]
fn two_small_parts_whose_sum_is_small() {
    let rows = ["E07000901,2024,0-17,male,2,0", "E07000901,2024,18-24,male,2,0", "E07000901,2024,25+,male,41,0"];
    let site = site(PROTECTED, "year", &[("by-age", "levels: [district]\nbreakdowns: [age]\n")], &rows);
    assert_eq!(withheld(&site, "by-age").len(), 3, "a third is withheld, for the sum of two is as small");
}

#[test]
fn a_larger_area_less_its_other_areas() {
    let rows = ["E07000901,2024,0-17,male,3,0", "E07000902,2024,0-17,male,20,0"];
    let asked = [("by-area", "levels: [county, district]\nsum: yes\n")];
    tried("year", &asked, &rows, "and the other areas in it");
}

#[test]
fn a_larger_area_less_the_areas_that_have_a_number() {
    // The others have no row: what is left of the county is theirs.
    let rows = ["E10000091,2024,0-17,male,23,0", "E07000901,2024,0-17,male,20,0"];
    tried("year", &[("by-area", "levels: [county, district]\n")], &rows, "what is in no part");
}

#[test]
fn one_indicator_less_another() {
    // All ages less those under 18, of two indicators that know nothing of each other.
    let rows = ["E07000901,2024,0-17,male,20,0", "E07000901,2024,18+,male,3,0", "E07000902,2024,0-17,male,30,0"];
    let young = "levels: [district]\nnumerator: {source: people, series: [events], group: {age: 0-17}}\n";
    let asked = [("all", "levels: [district]\n"), ("young", young)];
    tried("year", &asked, &rows, "what is in no part");
}

#[test]
fn one_series_less_another() {
    let rows = ["E07000901,2024,0-17,male,20,3", "E07000902,2024,0-17,male,30,9"];
    let asked = [
        ("both", "levels: [district]\nnumerator: {source: people, series: [events, stabbed]}\n"),
        ("events", "levels: [district]\nnumerator: {source: people, series: [events]}\n"),
    ];
    tried("year", &asked, &rows, "series in it");
}

#[test]
fn bands_of_ages_that_overlap() {
    let rows = [
        "E07000901,2024,0-17,male,20,0",
        "E07000901,2024,18-24,male,3,0",
        "E07000901,2024,0-24,male,23,0",
        "E07000901,2024,25+,male,41,0",
    ];
    let group = |ages: &str| {
        format!("levels: [district]\nnumerator: {{source: people, series: [events], group: {{age: {ages}}}}}\n")
    };
    let (young, younger) = (group("0-24"), group("0-17"));
    let asked = [("under-25", young.as_str()), ("under-18", younger.as_str())];
    // Neither has a total: the attack is on the ages between.
    tried("year", &asked, &rows, "what is in no part");
}

#[test]
fn a_share_and_its_whole_leave_the_rest() {
    // All but three of those counted: the share is withheld for it, and its two counts are printed elsewhere.
    let rows = ["E07000901,2024,0-17,male,40,37", "E07000902,2024,0-17,male,50,20"];
    let share = "levels: [district]\nnumerator: {source: people, series: [stabbed]}\n";
    let asked = [
        ("all", "levels: [district]\n"),
        ("stabbed", share),
        (
            "share",
            "levels: [district]\nnumerator: {source: people, series: [stabbed]}\n\
             denominator: {source: people, series: [events]}\n",
        ),
    ];
    let shares = |rule: &str| {
        let site = site(rule, "year", &asked, &rows);
        site.replace("content/indicators/share.md", "method: count", "method: proportion");
        site
    };
    for rule in [UNPROTECTED, PROTECTED] {
        let site = shares(rule);
        assert_eq!(said(&site), None);
        assert!(!withheld(&site, "stabbed").is_empty(), "the part is withheld wherever it is printed");
        assert!(withheld(&site, "all").is_empty());
    }
}

#[test]
fn what_last_year_printed_of_a_group_that_is_printed_no_more() {
    // Last year's edition had boys; this year's has all, of whom three are girls.
    let last = ["E07000901,2024,0-17,male,20,0"];
    let boys = "levels: [district]\nnumerator: {source: people, series: [events], group: {sex: male}}\n";
    let now = ["E07000901,2024,0-17,male,20,0", "E07000901,2024,0-17,female,3,0", "E07000902,2024,0-17,male,30,0"];
    let before = site(PROTECTED, "year", &[("boys", boys)], &last);
    let report = sna::report::Report::new(sna::report::Strictness::Lenient);
    let root = sna::files::Root::new(&before.root());
    let audited =
        sna::pipeline::audited(&report, &sna::progress::Progress::default(), &root, &sna::config::Instead::default());
    let (_, record) = audited.unwrap_or_else(|_| panic!("{}", support::plain(&report)));
    let all = [("all", "levels: [district]\n")];
    let with = |rule: &str| {
        let site = site(rule, "year", &all, &now);
        site.put("releases/2025.csv", record.edition.to_csv());
        site
    };
    assert_eq!(said(&site(PROTECTED, "year", &all, &now)), None);
    assert!(withheld(&site(PROTECTED, "year", &all, &now), "all").is_empty(), "nothing is small by itself");
    assert!(said(&with(UNPROTECTED)).is_some_and(|words| words.contains("what is in no part")));
    let protected = with(PROTECTED);
    assert_eq!(said(&protected), None);
    assert!(!withheld(&protected, "all").is_empty(), "the total and last year's boys give the girls away");
}

#[test]
fn a_year_less_its_other_months() {
    let month = |number: u32, events: u32| format!("E07000901,2024-{number:02},0-17,male,{events},0");
    let rows: Vec<String> = (4..=12).map(|number| month(number, 20 + number)).collect();
    let mut rows: Vec<String> = rows;
    rows.extend(
        (1..=3).map(|number| format!("E07000901,2025-{number:02},0-17,male,{},0", if number == 2 { 3 } else { 30 })),
    );
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let asked = [("months", "levels: [district]\n"), ("years", "levels: [district]\nperiod: financial year\n")];
    tried("month", &asked, &rows, "and the other times in it");
}

#[test]
fn small_rounded_totals() {
    // 12 and 7 are printed as 10 and withheld, and their total as 20: 6 or 7, were nothing else withheld.
    let rows = ["E07000901,2024,0-17,male,7,0", "E07000901,2024,18-24,male,12,0"];
    let site = site(ROUNDED, "year", &[("by-age", "levels: [district]\nbreakdowns: [age]\n")], &rows);
    let found = withheld(&site, "by-age");
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn the_message_says_what_gives_a_count_away_and_not_the_count() {
    let rows = ["E07000901,2024,0-17,male,3,0", "E07000901,2024,18-24,male,20,0", "E07000901,2024,25+,male,41,0"];
    let open =
        said(&site(UNPROTECTED, "year", &[("by-age", "levels: [district]\nbreakdowns: [age]\n")], &rows)).unwrap();
    let told = "events (0-17) in Ash Vale, 2024: from the total, events in Ash Vale, 2024, and the other groups of it";
    assert!(open.contains(told), "{open}");
    let notes = open.lines().filter(|line| line.contains("= note")).collect::<String>();
    assert!(!notes.replace("2024", "").replace("0-17", "").contains(|letter: char| letter.is_ascii_digit()), "{open}");
}

/// Lines of a definition that ask for one group of the source.
fn of(group: &str) -> String {
    format!("levels: [district]\nnumerator: {{source: people, series: [events], group: {{{group}}}}}\n")
}

#[test]
fn a_band_of_ages_less_the_band_within_it_where_no_total_is_printed() {
    let rows = ["E07000901,2024,0-17,male,20,0", "E07000901,2024,18-24,male,3,0", "E07000901,2024,0-24,male,23,0"];
    let (wide, young, between) = (of("age: 0-24"), of("age: 0-17"), of("age: 18-24"));
    let asked = [("wide", wide.as_str()), ("young", young.as_str()), ("between", between.as_str())];
    tried("year", &asked, &rows, "events (18-24) in Ash Vale");
}

#[test]
fn both_sexes_less_the_other_ages_where_no_total_is_printed() {
    let rows = [
        "E07000901,2024,0-17,male,12,0",
        "E07000901,2024,0-17,female,8,0",
        "E07000901,2024,18+,male,1,0",
        "E07000901,2024,18+,female,2,0",
    ];
    let groups = [of("age: 0-17"), of("age: 18+"), of("sex: male"), of("sex: female")];
    let names = ["young", "older", "male", "female"];
    let asked: Vec<Asked> = names.into_iter().zip(groups.iter().map(String::as_str)).collect();
    tried("year", &asked, &rows, "events (18+) in Ash Vale");
}

#[test]
fn three_years_together_less_two() {
    let rows = ["E07000901,2023,0-17,male,3,0", "E07000901,2024,0-17,male,20,0", "E07000901,2025,0-17,male,41,0"];
    let pooled = |years: u32| {
        format!(
            "levels: [district]\nmethod: rate\nper: 100000\npool: {years}\n\
             numerator: {{source: people, series: [events]}}\n\
             denominator: {{source: residents, series: [residents]}}\n"
        )
    };
    let (three, two) = (pooled(3), pooled(2));
    tried("year", &[("three", three.as_str()), ("two", two.as_str())], &rows, "what is in no part");
}

#[test]
fn a_group_that_only_one_row_can_hold() {
    // Two, none; none, nineteen: with both totals of ages and of sexes nothing else is left for the two.
    let rows = [
        "E07000901,2024,0-17,male,2,0",
        "E07000901,2024,0-17,female,0,0",
        "E07000901,2024,18-24,male,0,0",
        "E07000901,2024,18-24,female,19,0",
        "E07000901,2024,25+,male,30,0",
        "E07000901,2024,25+,female,40,0",
    ];
    tried("year", &[("by-both", "levels: [district]\nbreakdowns: [age, sex, age and sex]\n")], &rows, "events (0-17");
}

#[test]
fn whoever_is_the_only_one_counted() {
    // Of five together each may be any of 0 to 5; but whoever is the one knows that two and two are left.
    let rows = |counts: [u32; 4]| {
        let of = |(age, count)| format!("E07000901,2024,{age},male,{count},0");
        ["0-17", "18-24", "25-44", "45+"].into_iter().zip(counts).map(of).collect::<Vec<_>>()
    };
    let asked = [("by-age", "levels: [district]\nbreakdowns: [age]\n")];
    let of = |secondary: &str, counts: [u32; 4]| {
        let rule = format!("{{under: 5, zero: withheld, secondary: {secondary}, why: as asked}}");
        let rows = rows(counts);
        site(&rule, "year", &asked, &rows.iter().map(String::as_str).collect::<Vec<_>>())
    };
    assert_eq!(said(&of("no", [0, 2, 3, 41])), None, "nobody is alone");
    let open = said(&of("no", [1, 2, 2, 41])).expect("the one person was forgotten");
    assert!(open.contains("2 withheld counts") && open.contains("events (18-24) in Ash Vale, 2024"), "{open}");
    let protected = of("yes", [1, 2, 2, 41]);
    assert_eq!(said(&protected), None);
    assert_eq!(withheld(&protected, "by-age").len(), 4);
}
