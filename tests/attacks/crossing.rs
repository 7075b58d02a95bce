//! Small areas of two kinds on the same ground: what one prints gives away a piece of the other.

use crate::sites::{Asked, PROTECTED, UNPROTECTED, said, site, withheld};
use crate::support::{self, Copy};

/// Two wards and two neighbourhoods of a district, and the four small areas that lie in one of each.
const LEVELS: &str = "        - {code: E07000904, name: Dunmere}
    - id: ward
      name: Ward
      plural: Wards
      parent: E07000901
      list: [{code: E05000901, name: East}, {code: E05000902, name: West}]
    - id: neighbourhood
      name: Neighbourhood
      plural: Neighbourhoods
      parent: E07000901
      list: [{code: E02000901, name: Church}, {code: E02000902, name: Market}]
";
const OVERLAPS: &str = "  overlaps: [{source: ground, file: ground.csv, between: [Ward, Neighbourhood]}]\n";

/// Church has all of East and a strip of West; Market the rest of West.
const GROUND: &str = "Small,Ward,Neighbourhood\ns1,E05000901,E02000901\ns2,E05000901,E02000901\n\
                      s3,E05000902,E02000901\ns4,E05000902,E02000902\n";

const ASKED: [Asked; 1] = [("events", "levels: [ward, neighbourhood]\n")];

/// A site that prints both kinds of areas, of these events: East, West, Church, Market.
fn crossing(rule: &str, overlaps: &str, events: [u32; 4]) -> Copy {
    let codes = ["E05000901", "E05000902", "E02000901", "E02000902"];
    let rows: Vec<String> =
        codes.iter().zip(events).map(|(code, count)| format!("{code},2024,0-17,male,{count},0")).collect();
    let site = site(rule, "year", &ASKED, &rows.iter().map(String::as_str).collect::<Vec<_>>());
    site.replace("site.yaml", "        - {code: E07000904, name: Dunmere}\n", LEVELS);
    site.replace("site.yaml", "  levels:\n", &format!("{overlaps}  levels:\n"));
    site.put("data/ground/ground.csv", GROUND);
    site.put(
        "data/ground/source.yaml",
        "title: Ground\npublisher: Office for Made-up Statistics\n\
         licence: {name: Open Government Licence v3.0, address: \"https://www.nationalarchives.gov.uk/\"}\n\
         attribution: Contains public sector information.\naddress: https://www.example.org/ground\n\
         period: \"2024\"\nstatus: published\nformat: lookup\nfiles: [ground.csv]\n\
         disclosure: {rule: none, why: it counts nobody}\n\
         layout: {ward: {code: Ward}, neighbourhood: {code: Neighbourhood}}\n",
    );
    site
}

#[test]
fn a_neighbourhood_less_the_ward_inside_it() {
    // Neither number is small; the strip between them has two.
    let events = [20, 25, 22, 23];
    let open = said(&crossing(UNPROTECTED, OVERLAPS, events)).expect("nothing protects, and the site was built");
    assert!(open.contains("can be worked out from what is published"), "{open}");
    assert!(open.contains("the piece of events"), "{open}");
    let protected = crossing(PROTECTED, OVERLAPS, events);
    assert_eq!(said(&protected), None);
    let hidden = withheld(&protected, "events");
    assert!(!hidden.is_empty() && hidden.len() < 4, "{hidden:?}");
}

#[test]
fn a_small_ward_on_the_ground_of_a_neighbourhood_that_is_shown() {
    // East is small and withheld. Church is East and what West has beyond Market.
    let events = [3, 40, 13, 30];
    let open = said(&crossing(UNPROTECTED, OVERLAPS, events)).expect("nothing protects, and the site was built");
    assert!(open.contains("events in East, 2024"), "{open}");
    assert_eq!(said(&crossing(PROTECTED, OVERLAPS, events)), None);
}

/// Both neighbourhoods share ground with both wards, and Market has a strip that lies in no ward of this site.
const BEYOND: &str = "Small,Ward,Neighbourhood\ns1,E05000901,E02000901\ns2,E05000901,E02000902\n\
                      s3,E05000902,E02000901\ns4,E05000902,E02000902\ns5,E05000999,E02000902\n";

#[test]
fn all_neighbourhoods_together_less_all_wards() {
    // No one number gives the strip away: 22 and 25 less 20 and 25 do.
    let site = |rule: &str| {
        let site = crossing(rule, OVERLAPS, [20, 25, 22, 25]);
        site.put("data/ground/ground.csv", BEYOND);
        site
    };
    let open = said(&site(UNPROTECTED)).expect("nothing protects, and the site was built");
    assert!(open.contains("the piece of events in Market, 2024"), "{open}");
    assert_eq!(said(&site(PROTECTED)), None);
    assert!(!withheld(&site(PROTECTED), "events").is_empty());
}

#[test]
fn areas_that_do_not_add_up_are_warned_of() {
    // One event stands in a neighbourhood and in no ward, so nobody here can set the one against the other.
    let site = crossing(PROTECTED, OVERLAPS, [20, 25, 10, 36]);
    let (report, built) = site.build();
    assert!(built.is_ok(), "{}", support::plain(&report));
    let words = support::plain(&report);
    assert!(words.contains("areas that cross do not add up in `people`") && words.contains(", 2024"), "{words}");
}

#[test]
fn areas_that_nobody_said_to_overlap_are_warned_of() {
    let site = crossing(PROTECTED, "", [20, 25, 22, 23]);
    let (report, built) = site.build();
    assert!(built.is_ok(), "{}", support::plain(&report));
    let words = support::plain(&report);
    assert!(words.contains("warning: `people` is published by `ward` and by `neighbourhood`, which cross"), "{words}");
    let told = crossing(PROTECTED, OVERLAPS, [20, 25, 40, 5]);
    assert!(!support::plain(&told.build().0).contains("which cross"));
}
