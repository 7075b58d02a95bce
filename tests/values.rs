//! Values of sentences: a small site in, the words of the page out.
//!
//! What the numbers of `tests/sites/base/` say was worked out by hand: in 2025 violence for each 1,000 residents was
//! 32.0 in Birchwold, above the county's 21.8, and below it in the three other districts, Ash Vale with 19.2 of 588
//! offences among them; 2,296 were recorded in the county, of which 1,034 in Birchwold.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use support::Copy;

fn site(text: &str) -> Copy {
    let copy = Copy::new();
    let head = "---\ntitle: Violence\nsummary: Where violence is recorded.\n---\n\n";
    copy.put("content/chapters/violence.md", format!("{head}{text}\n"));
    copy
}

/// What a value reads on its page.
fn reads(value: &str, words: &str) {
    let copy = site(&format!("So: {{{{ {value} }}}}."));
    let (report, site) = copy.build();
    let Ok(site) = site else { panic!("{value}: {}", support::plain(&report)) };
    let html = site.make(&report, "2026/violence/index.html").unwrap().unwrap();
    let html = String::from_utf8(html).unwrap();
    let start = html.find("<p>So: ").unwrap_or_else(|| panic!("{value}: no sentence"));
    let sentence = &html[start..start + html[start..].find("</p>").unwrap()];
    let mut said = String::new();
    let mut inside = false;
    for letter in sentence.chars() {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => said.push(letter),
            _ => {}
        }
    }
    assert_eq!(said, format!("So: {words}."), "{value}");
}

/// Why a value is refused.
fn refused(value: &str, why: &str) {
    let (report, site) = site(&format!("So: {{{{ {value} }}}}.")).build();
    let said = support::plain(&report);
    assert!(site.is_err() && said.contains(why), "{value}: {said}");
}

#[test]
fn areas_are_named_by_how_they_stand() {
    reads("violence.highest", "Birchwold");
    reads("violence.higher", "Birchwold");
    reads("violence.higher as=of", "one of the four");
    reads("violence.similar", "none");
    reads("violence.similar as=number", "none");
    reads("violence.lower", "Ash Vale, Cold Norton and Dunmere");
    reads("violence.lower as=number", "three");
    reads("violence.lower among=ash-vale,dunmere", "Ash Vale and Dunmere");
    reads("violence.higher than=ash-vale", "Birchwold");
    refused("violence.highest among=cold-norton,dunmere", "chance could exchange all of them");
    refused("violence.higher as=list", "`list` is not a form that `as` knows");
    refused("violence.higher area=dunmere", "`higher` has no use for it");
}

#[test]
fn areas_are_named_by_what_became_of_them() {
    reads("violence.rose", "none");
    reads("violence.fell as=of", "none of the four");
    reads("violence.no-clear-change as=number", "four");
    refused("violence.rose from=2025", "2025 does not lie before 2025");
}

#[test]
fn a_number_that_is_withheld_is_in_no_list_share_or_ratio() {
    refused("admissions.highest period=2025", "this value rests on a figure that is withheld");
    refused("admissions.share area=ash-vale period=2025", "this value rests on a figure that is withheld");
    refused("admissions.ratio area=ash-vale than=dunmere period=2025", "this value rests on a figure that is withheld");
    reads("admissions.share area=birchwold period=2025", "37%");
}

#[test]
fn shares_ratios_and_differences_are_of_what_is_printed() {
    reads("violence.share area=birchwold", "45%");
    reads("violence.share area=birchwold of=marlshire", "45%");
    refused("violence.share area=birchwold of=dunmere", "Birchwold does not lie in Dunmere");
    refused("violence.share area=marlshire", "it is the share of Marlshire in itself");
    reads("violence.ratio area=birchwold", "1.5 times");
    reads("violence.ratio area=birchwold than=ash-vale", "1.7 times");
    reads("violence.difference area=birchwold", "10.2 higher");
    reads("violence.difference area=ash-vale than=birchwold", "12.8 lower");
    reads("violence.difference area=cold-norton than=dunmere", "not clearly different");
    refused("violence.ratio area=cold-norton than=dunmere", "the two are not clearly apart");
    refused("violence.ratio area=marlshire", "it is compared with itself");
}

#[test]
fn numbers_are_rounded_spelled_and_given_with_what_they_count() {
    reads("violence.count as=about", "about 2,300");
    reads("violence.count unit=offence,offences", "2,296 offences");
    reads("violence.rate as=about", "about 22");
    reads("violence.count area=ash-vale as=about", "about 590");
    refused("violence.rate as=words", "only whole numbers are written in words");
    refused("violence.count as=roman", "`roman` is not a form that `as` knows");
    refused("violence.count unit=offences", "is not one thing and several");
    refused("violence.rate from=2024", "`rate` has no use for it");
    reads("violence.change as=about", "fell by about 6%");
}

#[test]
fn a_number_that_was_typed_and_is_printed_elsewhere_is_a_warning() {
    let (report, site) = site("There were 2,296 offences, {{ violence.rate }} per 1,000, in 2025.").build();
    assert!(site.is_ok());
    let said = support::plain(&report);
    assert!(said.contains("warning: `2,296` is typed, and would stay when the data changes"), "{said}");
    assert!(said.contains("--> content/chapters/violence.md:6:12"), "{said}");
    assert!(said.contains("`{{ violence.count }}` says the same today"), "{said}");
    assert_eq!(said.matches("warning").count(), 1, "neither a year nor a round number: {said}");

    let heading = "## Of 1,034\n\nThe rate {{ violence.change }}.";
    let said = support::plain(&self::site(heading).build().0);
    assert!(said.contains("`{{ violence.count area=birchwold }}` says the same today"), "{said}");

    for text in [
        "There were {{ typed 2,296 }} offences, {{ violence.rate }} per 1,000.",
        "There were 2,296 offences; the page quotes nothing.",
        "There were `2,296` offences, {{ violence.rate }} per 1,000.",
        "There were 2,297 offences, {{ violence.rate }} per 1,000.",
    ] {
        let (report, built) = self::site(text).build();
        assert!(built.is_ok() && support::plain(&report).is_empty(), "{text}: {}", support::plain(&report));
    }
}
