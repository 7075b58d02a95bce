//! What a source's `disclosure:` says, and what becomes of its numbers on the pages of a small site.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use std::sync::Arc;

use sna::files::Root;
use sna::model::audience::Audience;
use sna::model::period::Period;
use sna::model::source::{Exempt, Rule, Secondary, Source, SourceId, Zero};
use sna::progress::Progress;
use sna::report::{Report, Strictness};
use sna::{config, ingest};
use support::{Copy, Row, numbers, plain};

/// The small site, whose admissions are under this rule.
fn site(disclosure: &str) -> Copy {
    let site = Copy::new();
    site.replace("data/admissions/source.yaml", "disclosure: {rule: under-10}\n", &format!("{disclosure}\n"));
    site
}

/// The declaration of the admissions of a site.
fn source(site: &Copy) -> Arc<Source> {
    let report = Report::new(Strictness::Lenient);
    let root = Root::new(&site.root());
    let read = config::read(&report, &root)
        .and_then(|config| ingest::read(&report, &Progress::default(), &root, &config.areas));
    let read = read.unwrap_or_else(|_| panic!("{}", plain(&report)));
    read.tables[&SourceId::new("admissions")].source.clone()
}

fn rule(disclosure: &str) -> Rule {
    source(&site(disclosure)).rule
}

/// The status or the count of each breakdown of the admissions of the county in 2025.
fn by_sex(site: &Copy) -> Vec<(String, String)> {
    let all = numbers(&site.built());
    let wanted = |row: &&Row| row["indicator"] == "admissions" && row["area"] == "Marlshire" && row["period"] == "2025";
    let shown = |row: &Row| if row["count"].is_empty() { row["status"][..3].to_owned() } else { row["count"].clone() };
    all.iter().filter(wanted).map(|row| (row["breakdown"].clone(), shown(row))).collect()
}

/// Admissions by sex of the county and of one district.
fn with_sexes(disclosure: &str, females: u32, males: u32) -> Copy {
    let site = site(disclosure);
    site.replace("data/admissions/source.yaml", "layout:\n", "layout:\n  group: {sex: Sex}\n");
    let mut csv = "Area code,Year,Sex,Admissions\n".to_owned();
    for area in ["E10000091", "E07000902"] {
        csv.push_str(&format!("{area},2025,female,{females}\n{area},2025,male,{males}\n"));
    }
    site.put("data/admissions/admissions.csv", csv);
    site.replace("content/indicators/admissions.md", "decimals: 0\n", "decimals: 0\nbreakdowns: [sex]\n");
    site
}

fn pairs(all: &str, female: &str, male: &str) -> Vec<(String, String)> {
    [("all", all), ("female", female), ("male", male)].map(|(a, b)| (a.to_owned(), b.to_owned())).to_vec()
}

#[test]
fn presets_stand_for_rules_that_are_whole() {
    assert_eq!(rule("disclosure: {rule: hes}"), Rule::HES);
    let hes = Rule::HES;
    assert_eq!((hes.under, hes.round, hes.zero, hes.secondary, hes.width), (8, 5, Zero::Shown, Secondary::On, 8));
    assert_eq!(rule("disclosure: {rule: under-5}"), Rule::UNDER_5);
    assert_eq!(rule("disclosure: {rule: under-10}"), Rule::UNDER_10);
    assert_eq!(rule("disclosure: {rule: none, why: open}"), Rule::NONE);
    assert_eq!((Rule::UNDER_5.width, Rule::UNDER_10.width, Rule::NONE.width), (5, 10, 0));
}

#[test]
fn a_rule_of_single_keys_is_protected_unless_it_says_otherwise() {
    let own = rule("disclosure: {under: 6, round: 3}");
    assert_eq!((own.under, own.round, own.width, own.secondary), (6, 3, 6, Secondary::On));
    assert_eq!(rule("disclosure: {rule: {under: 6, round: 3}}"), own);
    let wide = rule("disclosure: {under: 6, width: 9, zero: group, minimum-population: 1000}");
    assert_eq!((wide.width, wide.zero, wide.minimum_population), (9, Zero::Group, 1000));
}

#[test]
fn zeros_alone_are_protected_like_any_other_count() {
    let zeros = rule("disclosure: {rule: none, why: open, zero: withheld}");
    assert_eq!((zeros.under, zeros.zero, zeros.secondary, zeros.width), (0, Zero::Withheld, Secondary::On, 1));
    assert_eq!(rule("disclosure: {under: 0, zero: withheld}"), zeros);
    assert!(!zeros.shows_every_count());
}

#[test]
fn a_preset_is_tightened_freely_and_loosened_with_a_reason() {
    let tight = rule("disclosure: {rule: under-5, under: 7, round: 5, zero: withheld}");
    assert_eq!((tight.under, tight.round, tight.zero, tight.width), (7, 5, Zero::Withheld, 7));
    let loose = rule("disclosure: {rule: under-5, secondary: off, why: the supplier has protected the table}");
    assert_eq!((loose.under, loose.secondary), (5, Secondary::Off));
    let inner = rule("disclosure: {rule: {under: 8, round: 5, secondary: off}, why: protected by the supplier}");
    assert_eq!(inner, Rule { secondary: Secondary::Off, ..Rule::HES });
    let (report, built) = site("disclosure: {rule: {under: 8, round: 5, secondary: off}}").build();
    assert!(built.is_err());
    assert!(plain(&report).contains("`under: 8` is loosened, and no reason is given"), "{}", plain(&report));
    let (report, built) = site("disclosure: {rule: hes, round: 3}").build();
    assert!(built.is_err());
    assert!(plain(&report).contains("`rule: hes` is loosened, and no reason is given"), "{}", plain(&report));
}

#[test]
fn a_preset_that_is_tightened_withholds_more() {
    let count = |site: &Copy| {
        let all = numbers(&site.built());
        let found = all
            .iter()
            .find(|row| row["indicator"] == "admissions" && row["area"] == "Ash Vale" && row["period"] == "2024");
        found.unwrap()["status"].clone()
    };
    assert_eq!(count(&site("disclosure: {rule: under-10}")), "final");
    assert_eq!(count(&site("disclosure: {rule: under-10, under: 12}")), "[c] withheld to protect people");
}

#[test]
fn a_zero_is_withheld_where_one_group_holds_every_event() {
    assert_eq!(by_sex(&with_sexes("disclosure: {rule: under-5}", 0, 40)), pairs("40", "0", "40"));
    assert_eq!(by_sex(&with_sexes("disclosure: {rule: under-5, zero: group}", 0, 40)), pairs("40", "[c]", "[c]"));
    assert_eq!(by_sex(&with_sexes("disclosure: {rule: under-5, zero: group}", 12, 28)), pairs("40", "12", "28"));
    assert_eq!(by_sex(&with_sexes("disclosure: {rule: under-5, zero: group}", 0, 0)), pairs("0", "0", "0"));
}

#[test]
fn the_zero_of_a_group_that_cannot_occur_is_shown() {
    for zero in ["group", "withheld"] {
        let rule = format!("disclosure: {{rule: under-5, zero: {zero}, structural-zeros: [{{sex: female}}]}}");
        assert_eq!(by_sex(&with_sexes(&rule, 0, 40)), pairs("40", "0", "40"), "{zero}");
    }
    let other = "disclosure: {rule: under-5, zero: group, structural-zeros: [{sex: female, series: admissions}]}";
    assert_eq!(by_sex(&with_sexes(other, 0, 40)), pairs("40", "0", "40"));
}

#[test]
fn no_rate_is_of_fewer_people_than_the_rule_asks_for_and_counts_stay() {
    let site = Copy::new();
    site.replace(
        "data/residents/source.yaml",
        "why: published totals for whole districts",
        "why: published totals for whole districts, minimum-population: 20000",
    );
    let all = numbers(&site.built());
    let status = |indicator: &str, area: &str| {
        let found =
            all.iter().find(|row| row["indicator"] == indicator && row["area"] == area && row["period"] == "2024");
        let row = found.unwrap();
        (row["status"].clone(), row["value"].is_empty() && row["count"].is_empty())
    };
    assert_eq!(status("violence", "Dunmere"), ("[x] not calculated for so few people".to_owned(), true));
    assert_eq!(status("violence", "Cold Norton"), ("final".to_owned(), false));
    assert_eq!(status("admissions", "Dunmere"), ("final".to_owned(), false));
}

/// A cell that falls for its few people must not be the one that a withheld neighbour hides behind.
#[test]
fn few_people_do_not_unprotect_a_small_count() {
    let site = site("disclosure: {rule: under-10, minimum-population: 20000}");
    site.replace(
        "content/indicators/admissions.md",
        "method: count\nnumerator: {source: admissions, series: [admissions]}\n",
        "method: rate\nper: 1000\nnumerator: {source: admissions, series: [admissions]}\ndenominator: {source: residents, series: [residents]}\n",
    );
    let all = numbers(&site.built());
    let withheld = |row: &&Row| row["indicator"] == "admissions" && row["period"] == "2025" && row["count"].is_empty();
    let gone: Vec<(&str, &str)> =
        all.iter().filter(withheld).map(|row| (row["area"].as_str(), &row["status"][..3])).collect();
    assert_eq!(gone, [("Ash Vale", "[c]"), ("Dunmere", "[c]")]);
}

#[test]
fn the_smallest_areas_and_what_is_never_crossed_stand_on_the_page_of_the_source() {
    let site = with_sexes(
        "disclosure: {rule: under-5, lowest-level: {default: district}, not-crossed: [[sex, district]]}",
        20,
        40,
    );
    site.replace("content/indicators/admissions.md", "levels: [county, district]", "levels: [county]");
    let report = Report::new(Strictness::Lenient);
    let made = site.built().make(&report, "2026/methods/sources/admissions/index.html").unwrap().unwrap();
    let page = String::from_utf8(made).unwrap();
    assert!(page.contains("<dt>Smallest areas shown</dt><dd>Districts</dd>"), "{page}");
    assert!(page.contains("<dt>Never shown by both</dt><dd>Sex and district</dd>"), "{page}");
}

#[test]
fn a_series_with_a_lowest_level_of_its_own_does_not_keep_that_of_the_others() {
    let allowed = site("disclosure: {rule: under-10, lowest-level: {default: county, admissions: district}}");
    allowed.built();
    let (report, built) = site("disclosure: {rule: under-10, lowest-level: county}").build();
    assert!(built.is_err());
    assert!(plain(&report).contains("`admissions` may not be shown by district"), "{}", plain(&report));
}

#[test]
fn an_exemption_holds_until_its_end_and_from_what_it_names() {
    let source = source(&site(
        "disclosure:\n  rule: under-10\n  exempt: {from: [secondary, audit], by: head of analysis, why: agreed with the trust, until: 2027-03}",
    ));
    let [exemption] = source.exemptions.as_slice() else { panic!("{:?}", source.exemptions) };
    assert_eq!((exemption.by.as_str(), exemption.why.as_str()), ("head of analysis", "agreed with the trust"));
    let day = |text: &str| Period::from_id(text).unwrap();
    for from in [Exempt::Audit, Exempt::Secondary] {
        assert!(exemption.covers(from, day("2027-03-31")) && !exemption.covers(from, day("2027-04-01")));
    }
    let bare = self::source(&site("disclosure: {rule: under-10, exempt: {from: audit, by: a, why: b}}"));
    assert!(bare.exemptions[0].covers(Exempt::Audit, day("2099-01-01")));
    assert!(!bare.exemptions[0].covers(Exempt::Secondary, day("2026-01-01")));
}

#[test]
fn partners_have_the_public_rule_unless_they_have_one_of_their_own() {
    let same = source(&site("disclosure: {rule: under-10}"));
    assert_eq!(same.for_audience(Audience::Partner).rule, Rule::UNDER_10);
    let other = source(&site(
        "disclosure: {rule: hes, lowest-level: district, partner: {rule: under-5, why: agreement of May 2025}}",
    ));
    assert_eq!(other.for_audience(Audience::Public).rule, Rule::HES);
    let theirs = other.for_audience(Audience::Partner);
    assert_eq!((theirs.rule, theirs.rule_why.as_deref()), (Rule::UNDER_5, Some("agreement of May 2025")));
    assert!(theirs.bounds.lowest.is_empty(), "a rule for partners is whole");
}

#[test]
fn a_rule_of_the_people_below_the_line_holds_for_a_rate_as_well() {
    let site = Copy::new();
    site.replace(
        "data/residents/source.yaml",
        "disclosure: {rule: none,",
        "disclosure: {rule: none, lowest-level: county,",
    );
    let (report, built) = site.build();
    assert!(built.is_err());
    let said = plain(&report);
    assert!(said.contains("`residents` may not be shown by district"), "{said}");
    assert!(said.contains("the rule is under `lowest-level:` at data/residents/source.yaml:10"), "{said}");
}

#[test]
fn an_indicator_of_one_group_crosses_it_with_its_breakdowns_and_levels() {
    for (crossed, words) in [("[age, sex]", "age and sex"), ("[sex, county]", "sex and county")] {
        let site = with_sexes(&format!("disclosure: {{rule: under-5, not-crossed: [{crossed}]}}"), 20, 40);
        site.replace("data/admissions/source.yaml", "group: {sex: Sex}", "group: {sex: Sex, age: Age}");
        let csv = site.text("data/admissions/admissions.csv");
        let csv = csv.replace(",Sex,", ",Sex,Age,").replace("male,", "male,under 25,");
        site.put("data/admissions/admissions.csv", csv);
        site.replace("content/indicators/admissions.md", "breakdowns: [sex]", "breakdowns: [age]");
        site.replace(
            "content/indicators/admissions.md",
            "series: [admissions]}",
            "series: [admissions], group: {sex: male}}",
        );
        let (report, built) = site.build();
        assert!(built.is_err());
        assert!(plain(&report).contains(&format!("`admissions` may not be shown by {words}")), "{}", plain(&report));
    }
}
