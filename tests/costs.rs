//! Costs: a small site with unit costs in; the page and its file out, and never a cost of what is withheld.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use sna::render::Site;
use sna::report::{Report, Strictness};
use support::{Copy, Row, rows};

const SETTINGS: &str =
    "source: {title: Costs of crime, publisher: Home Department, licence: Open Government Licence v3.0}
prices: 2015-16
cautions: [An average hides how much cases differ.]
file: content/costs/unit-costs.csv
totals:
  - {title: Violence and robbery, why: the police record each offence under one of the two, adds: [violence, robbery]}
";

const TABLE: &str = "indicator,category,unit cost
violence,Violence with injury,14050
robbery,Robbery,\"£11,320\"
admissions,Admissions,1000
";

fn site() -> Copy {
    let copy = Copy::new();
    copy.put("content/costs.yaml", SETTINGS);
    copy.put("content/costs/unit-costs.csv", TABLE);
    copy
}

fn text(site: &Site, path: &str) -> String {
    let report = Report::new(Strictness::Strict);
    String::from_utf8(site.make(&report, path).unwrap().unwrap()).unwrap()
}

fn row(site: &Site, indicator: &str, area: &str) -> Row {
    let all = rows(text(site, "2026/cost/cost.csv").as_bytes());
    all.into_iter().find(|row| row["indicator"] == indicator && row["area"] == area).unwrap()
}

#[test]
fn a_released_count_has_a_cost_and_a_sum_is_made_of_released_counts() {
    let site = site().built();
    let page = text(&site, "2026/cost/index.html");
    // 2,296 times 14,050 and 171 times 11,320.
    for words in [
        "<strong>about £32.3 million</strong>",
        "<strong>about £1.94 million</strong>",
        "About £34.2 million. It adds up: Violence; Robbery.",
        "the police record each offence under one of the two",
        "An average hides how much cases differ.",
        "at prices of 2015-16",
        "It is no sum of money that somebody pays or could save",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("illustrative"), "nothing here is made up");
    assert_eq!(row(&site, "robbery", "Dunmere")["cost in pounds (rounded)"], "140000");
    let file = rows(text(&site, "2026/cost/cost.csv").as_bytes());
    assert!(file.iter().all(|row| row.values().all(|field| !field.is_empty())), "no blank field");
    assert!(text(&site, "2026/search/index.html").contains("What violence costs"));
    assert!(text(&site, "2026/index.html").contains("cost/\">What violence costs"));
}

#[test]
fn what_is_withheld_has_no_cost_and_makes_no_sum() {
    let copy = site();
    // Fewer than ten robberies are withheld, and a neighbour with them.
    copy.replace(
        "data/crime/source.yaml",
        "disclosure: {rule: none, why: published totals for whole districts}",
        "disclosure: {rule: under-10}",
    );
    copy.replace("data/crime/crime.csv", "E07000904,2025,268,12", "E07000904,2025,268,7");
    copy.replace("data/crime/crime.csv", "E10000091,2025,2296,171", "E10000091,2025,2296,166");
    let site = copy.built();
    let hidden = row(&site, "robbery", "Dunmere");
    assert_eq!(hidden["count"], "withheld to protect people");
    assert_eq!(hidden["cost in pounds (rounded)"], "no cost");
    let page = text(&site, "2026/cost/index.html");
    assert!(page.contains("no cost: withheld to protect people"));
    assert!(page.contains("no sum: a count is missing (withheld to protect people)"));
    // Neither seven times the unit cost nor a sum that holds it, in any rounding.
    let file = text(&site, "2026/cost/cost.csv");
    for sum in ["79240", "79,240", "79,000", "3844640", "3.84 million", "3.8 million"] {
        assert!(!page.contains(sum) && !file.contains(sum), "{sum}");
    }
}

#[test]
fn unit_costs_that_are_made_up_are_called_so_on_the_page_and_in_the_file() {
    let copy = site();
    copy.put("content/costs.yaml", format!("{SETTINGS}illustrative: yes\n"));
    let site = copy.built();
    assert!(text(&site, "2026/cost/index.html").contains("The unit costs are illustrative"));
    assert_eq!(row(&site, "violence", "Marlshire")["illustrative unit costs"], "yes");
}

#[test]
fn counts_of_different_periods_are_not_added() {
    let copy = site();
    copy.put("content/costs.yaml", SETTINGS.replace("adds: [violence, robbery]", "adds: [violence, admissions]"));
    let rows = copy.text("data/admissions/admissions.csv");
    let later: Vec<String> =
        rows.lines().filter(|line| line.contains(",2025,")).map(|line| line.replace(",2025,", ",2026,")).collect();
    copy.put("data/admissions/admissions.csv", format!("{rows}{}\n", later.join("\n")));
    let page = text(&copy.built(), "2026/cost/index.html");
    assert!(page.contains("No sum: its counts are of different periods"), "{page}");
}

#[test]
fn zero_events_cost_nothing() {
    let copy = site();
    copy.replace("data/crime/crime.csv", "E07000904,2025,268,12", "E07000904,2025,268,0");
    copy.replace("data/crime/crime.csv", "E10000091,2025,2296,171", "E10000091,2025,2296,159");
    let row = row(&copy.built(), "robbery", "Dunmere");
    assert_eq!((row["count"].as_str(), row["cost in pounds (rounded)"].as_str()), ("0", "0"));
}

#[test]
fn provisional_counts_make_provisional_costs_and_sums() {
    let copy = site();
    let source = copy.text("data/crime/source.yaml");
    copy.put("data/crime/source.yaml", format!("{source}provisional: [2025]\n"));
    let site = copy.built();
    let page = text(&site, "2026/cost/index.html");
    assert!(page.contains("About £34.2 million (provisional). It adds up: Violence; Robbery."), "{page}");
    assert!(page.contains("<td class=\"number\">about £140,000 (provisional)</td>"), "{page}");
    assert_eq!(row(&site, "robbery", "Dunmere")["status"], "[p] provisional");
    assert_eq!(row(&site, "admissions", "Marlshire")["status"], "final");
}

/// The chapter of the small site with one more paragraph, whose sum has a name.
fn chapter(text: &str) -> Copy {
    let copy = site();
    copy.put(
        "content/costs.yaml",
        SETTINGS.replace("{title: Violence and robbery", "{id: both, title: Violence and robbery"),
    );
    let before = copy.text("content/chapters/violence.md");
    copy.put("content/chapters/violence.md", format!("{before}\n{text}\n"));
    copy
}

#[test]
fn a_sentence_quotes_a_cost_and_says_that_it_is_rough() {
    let copy = chapter(
        "Violence cost {{ cost violence }} in {{ cost violence as=period }}. Robbery in Dunmere cost {{ cost robbery area=dunmere as=estimate }}. \
         Both are {{ cost both as=estimate }}, of which {{ cost robbery as=share of=both }} is robbery. Estimates come to {{ cost both as=number }} \
         at prices of {{ cost both as=prices }}, with {{ cost robbery as=unit }} for each robbery.",
    );
    let site = copy.built();
    let page = text(&site, "2026/violence/index.html");
    for words in [
        "Violence cost <a class=\"value\" href=\"../cost/\"><data value=\"32300000\">about £32.3 million</data></a> in ",
        "<data value=\"2025\">2025</data>",
        "<data value=\"140000\">an estimated £140,000</data>",
        "<data value=\"34200000\">an estimated £34.2 million</data>, of which <data value=\"5.7%\">5.7%</data> is robbery",
        "come to <data value=\"34200000\">£34.2 million</data>",
        "at prices of <data value=\"2015-16\">2015-16</data>, with <data value=\"£11,320\">£11,320</data> for each",
    ] {
        assert!(page.contains(words), "{words}\n{page}");
    }
    // What sentences rest on is listed for `sna diff`, costs like any other number.
    let said = text(&site, "2026/statements.json");
    assert!(said.contains("cost robbery area=dunmere as=estimate") && said.contains("140000"), "{said}");
}

#[test]
fn provisional_and_made_up_costs_say_so_in_sentences() {
    let copy = chapter("Violence cost {{ cost violence }}.");
    let source = copy.text("data/crime/source.yaml");
    copy.put("data/crime/source.yaml", format!("{source}provisional: [2025]\n"));
    copy.put("content/costs.yaml", format!("{}illustrative: yes\n", copy.text("content/costs.yaml")));
    let page = text(&copy.built(), "2026/violence/index.html");
    assert!(page.contains("about £32.3 million (illustrative data)</data></a> (provisional)."), "{page}");
}

#[test]
fn men_and_women_may_be_added_and_ages_that_overlap_may_not() {
    let copy = site();
    let header = "Area code,Year,Sex,Age,Harm\n";
    let mut rows = String::from(header);
    for area in ["E10000091", "E07000901"] {
        for (sex, age, count) in
            [("male", "all", 30), ("female", "all", 20), ("all", "16 to 24", 25), ("all", "18 to 29", 35)]
        {
            rows.push_str(&format!("{area},2025,{sex},{age},{count}\n"));
        }
    }
    copy.put("data/harm/harm.csv", rows);
    let source = copy.text("data/crime/source.yaml").replace("crime.csv", "harm.csv");
    let (before, _) = source.split_once("layout:").unwrap();
    copy.put(
        "data/harm/source.yaml",
        format!(
            "{before}layout:\n  area: {{column: Area code}}\n  period: {{column: Year, form: year}}\n  group: {{sex: Sex, age: Age}}\n  values: {{harm: Harm}}\n"
        ),
    );
    let admissions = copy.text("content/indicators/admissions.md");
    for (code, name, group) in [
        ("HM-01", "men", "sex: male"),
        ("HM-02", "women", "sex: female"),
        ("HM-03", "young", "age: 16 to 24"),
        ("HM-04", "younger", "age: 18 to 29"),
    ] {
        let own = admissions
            .replace("HA-01", code)
            .replace("Hospital admissions for assault", &format!("Harm to {name}"))
            .replace("short: Admissions for assault", &format!("short: Harm to {name}"))
            .replace(
                "{source: admissions, series: [admissions]}",
                &format!("{{source: harm, series: [harm], group: {{{group}}}}}"),
            )
            .replace("[county, district]", "[county]");
        copy.put(&format!("content/indicators/{name}.md"), own);
    }
    copy.put(
        "content/costs/unit-costs.csv",
        "indicator,category,unit cost\nmen,Harm,100\nwomen,Harm,100\nyoung,Harm,100\nyounger,Harm,100\n",
    );
    let adds = |names: &str| {
        let total = format!("  - {{title: Harm to all, why: nobody is both, adds: [{names}]}}\n");
        copy.put("content/costs.yaml", SETTINGS.split("  - {").next().unwrap().to_owned() + &total);
        copy.build()
    };
    let (report, built) = adds("men, women");
    assert!(built.is_ok(), "{}", support::plain(&report));
    assert!(
        text(&built.unwrap(), "2026/cost/index.html").contains("About £5,000. It adds up: Harm to men; Harm to women.")
    );
    for pair in ["young, younger", "men, young"] {
        let (report, built) = adds(pair);
        assert!(built.is_err(), "{pair} may hold the same people");
        assert!(support::plain(&report).contains("count the same events"), "{pair}");
    }
}

#[test]
fn costs_of_made_up_counts_are_called_so_in_the_file_and_others_are_not() {
    let copy = site();
    support::put_made_up_alarms(&copy);
    copy.put("content/costs/unit-costs.csv", format!("{TABLE}alarms,Alarms,100\n"));
    let site = copy.built();
    let row = |indicator: &str| row(&site, indicator, "Dunmere");
    let told =
        |indicator: &str| (row(indicator)["illustrative unit costs"].clone(), row(indicator)["illustrative"].clone());
    assert_eq!(told("alarms"), ("no".to_owned(), "yes".to_owned()));
    assert_eq!(told("violence"), ("no".to_owned(), "no".to_owned()));
    assert!(text(&site, "2026/cost/index.html").contains("Alarms (illustrative) (illustrative data)"));
}
