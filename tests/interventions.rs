//! Interventions: a small site with a table of them in; the directory, records, gaps, profiles and files out.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use sna::render::Site;
use sna::report::{Report, Strictness};
use support::{Copy, rows};

const SETTINGS: &str = "described: 2025-26
source: {title: Commissioning list, publisher: Marlshire Council, licence: Open Government Licence v3.0}
tables:
  - {file: content/interventions/list.csv, columns: {level: prevention}, ignore: [checked by]}
needs:
  - {id: violence, title: Violence, indicators: [violence]}
  - {id: robbery, title: Robbery, indicators: [robbery]}
  - {id: home, title: Violence at home}
";

const TABLE: &str = "id,name,provider,areas,prevention,needs,setting,who,age,ends,checked by
mentors,Mentors,Harbour Trust; Vale Youth,Ash Vale; E07000904,Secondary,robbery,school,pupils,11 to 16,2027-03-31,a
safe-home,\"Safe at home, safe outside\",,Marlshire,tertiary,home,,,,,b
talks,Talks in class,Vale Youth,Birchwold,not stated,,school,pupils,under 11,,a
";

fn site(settings: &str, table: &str) -> Copy {
    let copy = Copy::new();
    copy.put("content/interventions.yaml", settings);
    copy.put("content/interventions/list.csv", table);
    copy
}

fn text(site: &Site, path: &str) -> String {
    let report = Report::new(Strictness::Strict);
    String::from_utf8(site.make(&report, path).unwrap().unwrap()).unwrap()
}

/// The words of the level, and whether there is a gap, for a need and an area.
fn level(site: &Site, need: &str, area: &str) -> (String, String, String) {
    let all = rows(text(site, "2026/interventions/gaps.csv").as_bytes());
    let row = all.into_iter().find(|row| row["need id"] == need && row["area"] == area).unwrap();
    (row["level of need"].clone(), row["services"].clone(), row["gap"].clone())
}

#[test]
fn the_directory_has_every_intervention_and_says_what_is_not_stated() {
    let site = site(SETTINGS, TABLE).built();
    let page = text(&site, "2026/interventions/index.html");
    assert!(page.contains("Three interventions against violence") || page.contains("3 interventions against violence"));
    assert!(page.contains("As described in 2025-26 by Marlshire Council"));
    assert!(page.contains("<td data-head=\"Level of prevention\">not stated</td>"));
    assert!(page.contains("data-age=\"10=10 to 17\""));
    // A service for the whole county reaches each district, and is found under each.
    assert!(page.contains("ash-vale=Ash Vale|birchwold=Birchwold|cold-norton=Cold Norton|dunmere=Dunmere"));
    let record = text(&site, "2026/interventions/mentors/index.html");
    for words in ["Harbour Trust; Vale Youth", "11 to 16", "31 March 2027", "secondary: early", "not stated"] {
        assert!(record.contains(words), "{words}");
    }
    let file = rows(text(&site, "2026/interventions/interventions.csv").as_bytes());
    assert_eq!(file.len(), 3);
    assert_eq!(file[0]["funding ends"], "2027-03-31");
    assert!(file.iter().all(|row| row.values().all(|field| !field.is_empty())), "no blank field");
}

#[test]
fn a_gap_is_a_higher_need_that_no_service_reaches_and_has_a_word_and_an_outline() {
    let copy = site(SETTINGS, TABLE);
    let site = copy.built();
    let all = rows(text(&site, "2026/interventions/gaps.csv").as_bytes());
    assert_eq!(all.len(), 12);
    let gaps: Vec<_> = all.iter().filter(|row| row["gap"] == "yes").collect();
    assert!(!gaps.is_empty());
    assert!(gaps.iter().all(|row| row["level of need"] == "higher" && row["services"] == "0"));
    let page = text(&site, "2026/interventions/gaps/index.html");
    assert_eq!(page.matches("<td class=\"missing\">").count(), gaps.len());
    // Each is said in the matrix and in the list beneath it.
    assert_eq!(page.matches("Gap: no service").count(), 2 * gaps.len());
    // No indicator tells it, so it is not known, and no gap.
    assert_eq!(level(&site, "home", "Ash Vale"), ("not known".to_owned(), "1".to_owned(), "no".to_owned()));

    let (need, area) = (gaps[0]["need id"].clone(), gaps[0]["area"].clone());
    copy.put("content/interventions/list.csv", format!("{TABLE}late,Late,,{area},,{need},,,,,a\n"));
    let (_, services, gap) = level(&copy.built(), &need, &area);
    assert_eq!((services.as_str(), gap.as_str()), ("1", "no"));
}

#[test]
fn a_number_that_is_missing_makes_a_need_not_known_and_never_low() {
    let copy = site(SETTINGS, TABLE);
    copy.replace("data/crime/crime.csv", "E07000901,2025,588,44\n", "");
    let site = copy.built();
    assert_eq!(level(&site, "violence", "Ash Vale"), ("not known".to_owned(), "0".to_owned(), "no".to_owned()));
    assert_ne!(level(&site, "violence", "Birchwold").0, "not known");
}

#[test]
fn the_profile_says_what_is_done_and_missing_and_the_menu_has_room() {
    let site = site(SETTINGS, TABLE).built();
    let profile = text(&site, "2026/areas/ash-vale/index.html");
    assert!(profile.contains("What is done here, and what is missing"));
    assert!(profile.contains("href=\"../../interventions/?area=ash-vale\""));
    assert!(profile.contains("Mentors"));
    let county = text(&site, "2026/areas/marlshire/index.html");
    assert!(!county.contains("What is done here"), "need is set beside provision by district");
    let menu = |page: &str| {
        let nav = page.split("<nav class=\"menu\"").nth(1).unwrap().split("</nav>").next().unwrap();
        (nav.matches("<li>").count(), nav.contains(">Interventions<"), nav.contains(">Compare<"))
    };
    let (entries, interventions, compare) = menu(&profile);
    assert!(entries <= 7 && interventions && !compare);
    let (_, interventions, compare) = menu(&text(&Copy::new().built(), "2026/areas/ash-vale/index.html"));
    assert!(!interventions && compare);
}

#[test]
fn a_markdown_file_is_a_text_of_a_record_or_a_record_of_its_own() {
    let copy = site(SETTINGS, TABLE);
    copy.put("content/interventions/mentors.md", "A mentor stays for **two years**.\n");
    copy.put(
        "content/interventions/night-watch.md",
        "---\nname: Night watch\nareas: [Cold Norton, dunmere]\nneeds: [violence]\nlevel: primary\n---\n\nEvery Friday.\n",
    );
    let site = copy.built();
    assert!(text(&site, "2026/interventions/mentors/index.html").contains("<strong>two years</strong>"));
    let own = text(&site, "2026/interventions/night-watch/index.html");
    assert!(own.contains("Every Friday.") && own.contains("Cold Norton") && own.contains("primary: before"));
    assert!(text(&site, "2026/interventions/index.html").contains("Night watch"));
    assert!(text(&site, "2026/search/index.html").contains("Night watch"));
}

#[test]
fn what_has_ended_is_shown_as_ended_and_meets_no_need() {
    let site = site(SETTINGS, &TABLE.replace("2027-03-31", "2025-03-31")).built();
    assert!(text(&site, "2026/interventions/index.html").contains("<strong class=\"ended\">Ended</strong>"));
    assert_eq!(level(&site, "robbery", "Ash Vale").1, "0");
}

#[test]
fn many_interventions_and_areas_of_long_names_are_still_walked_by_key() {
    let long = "Kings Norton and Bartley Green detached youth work with families and schools";
    let mut table = "id,name,areas,needs\n".to_owned();
    for number in 0..200 {
        table.push_str(&format!("service-{number},{long} {number},Marlshire,violence\n"));
    }
    let settings = SETTINGS.replace(", columns: {level: prevention}, ignore: [checked by]", "");
    let site = site(&settings, &table).built();
    let page = text(&site, "2026/interventions/index.html");
    assert_eq!(page.matches("<details class=\"group\"").count(), 3);
    assert_eq!(page.matches("<details class=\"group\" data-group open>").count(), 1);
    let gaps = text(&site, "2026/interventions/gaps/index.html");
    assert!(gaps.matches("<a ").count() < 100);
}

#[test]
fn a_site_without_interventions_has_no_page_of_them() {
    let site = Copy::new().built();
    assert!(site.paths().all(|path| !path.contains("interventions/")));
}

#[test]
fn a_rating_of_a_declared_scale_leads_to_its_meaning() {
    let scale =
        "evidence:\n  - {word: high, meaning: Several trials agree.}\n  - {word: limited, meaning: Little is known.}\n";
    let table = "id,name,areas,evidence\nmentors,Mentors,Ash Vale,HIGH\ntalks,Talks,Birchwold,\n";
    let settings = SETTINGS.replace(", columns: {level: prevention}, ignore: [checked by]", "");
    let rated = site(&format!("{settings}{scale}"), table).built();
    let record = text(&rated, "2026/interventions/mentors/index.html");
    assert!(record.contains("<a href=\"../#evidence\">high</a>"), "{record}");
    let all = text(&rated, "2026/interventions/index.html");
    assert!(all.contains("id=\"evidence\"") && all.contains("Several trials agree."));
    // What is not rated is not stated, and leads nowhere.
    assert!(!text(&rated, "2026/interventions/talks/index.html").contains("#evidence"));
    // Without a scale a rating is free text.
    let free = site(&settings, "id,name,areas,evidence\nmentors,Mentors,Ash Vale,promising by the fund\n").built();
    assert!(text(&free, "2026/interventions/mentors/index.html").contains("<dd>promising by the fund</dd>"));
    assert!(!text(&free, "2026/interventions/index.html").contains("id=\"evidence\""));
}

#[test]
fn needs_that_made_up_numbers_tell_are_called_so_in_the_files() {
    let copy = Copy::new();
    support::put_made_up_alarms(&copy);
    copy.put(
        "content/interventions.yaml",
        format!("{SETTINGS}  - {{id: alarms, title: Alarms, indicators: [alarms]}}\n"),
    );
    copy.put("content/interventions/list.csv", TABLE);
    let site = copy.built();
    for path in ["2026/interventions/gaps.csv", "2026/priorities/priorities.csv"] {
        let all = rows(text(&site, path).as_bytes());
        assert!(all.iter().any(|row| row["need id"] == "alarms"), "{path}");
        for row in all {
            assert_eq!(row["illustrative"] == "yes", row["need id"] == "alarms", "{path}: {row:?}");
        }
    }
}
