//! The whole assessment as one page: every chapter and figure once, numbered through, and links that lead to what the
//! page itself holds.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

#[cfg(feature = "document")]
#[path = "document/paper.rs"]
mod paper;
mod support;

use sna::render::Site;
use sna::report::{Report, Strictness};
use support::Copy;

fn text(site: &Site, path: &str) -> String {
    let report = Report::new(Strictness::Lenient);
    String::from_utf8(site.make(&report, path).unwrap().unwrap()).unwrap()
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    text.split_once(from).unwrap_or_else(|| panic!("{from} is not there")).1.split_once(to).unwrap().0
}

fn copy() -> Copy {
    let copy = Copy::new();
    copy.put(
        "content/chapters/robbery.md",
        "---\ntitle: Robbery\nsummary: Where it is.\norder: 20\nkind: chapter\n---\n\n\
         Read [violence](violence.md#where-it-is-recorded) first, and see [elsewhere](https://www.example.org/).\n\n\
         ## Where it is recorded\n\nIn {{ robbery.period }} there were {{ robbery.rate }} offences.\n\n\
         ```chart\nid: RO-F1\nkind: bar\nindicator: robbery\nlevel: district\nfinding: \"Robbery by district\"\n```\n",
    );
    copy
}

#[test]
fn every_chapter_and_figure_stands_in_it_once() {
    let site = copy().built();
    let page = text(&site, "2026/print/index.html");
    for (anchor, title) in [("part-violence", "Violence"), ("part-robbery", "Robbery"), ("part-methods", "")] {
        assert_eq!(page.matches(&format!("<h2 id=\"{anchor}\">")).count(), 1, "{title}");
        assert_eq!(page.matches(&format!("href=\"#{anchor}\">")).count(), 1, "{title} in the contents");
    }
    for (id, number) in [("VI-F1", 1), ("RO-F1", 2)] {
        assert_eq!(page.matches(&format!("id=\"{}\" aria-labelledby", id.to_lowercase())).count(), 1);
        assert!(page.contains(&format!("Figure {number} ({id}).")), "{id} is not figure {number}");
    }
    assert!(page.find("part-violence").unwrap() < page.find("part-robbery").unwrap());
    assert!(page.contains("<h3 id=\"part-violence-where-it-is-recorded\">"));
    assert!(page.contains("<h3 id=\"part-robbery-where-it-is-recorded\">"));
    // The words are those of the chapter.
    let chapter = text(&site, "2026/robbery/index.html");
    let rate = between(&chapter, "there were ", " offences");
    let value = between(rate, "<data value=\"", "\"");
    assert!(page.contains(&format!("there were <data value=\"{value}\">")), "the value, and no link: {rate}");
}

#[test]
fn its_links_lead_into_it_or_out_of_the_site() {
    let site = copy().built();
    let page = text(&site, "2026/print/index.html");
    let main = between(&page, "<main", "<footer class=\"imprint\">");
    assert!(main.contains("<a href=\"#part-violence-where-it-is-recorded\">violence</a>"));
    assert!(main.contains("<a href=\"https://www.example.org/\">elsewhere</a>"));
    for link in main.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        let leads = link.starts_with('#') || link.starts_with("https://") || link == "assessment-2026.pdf";
        assert!(leads, "{link} leads to another page");
    }
    assert!(text(&site, "2026/data/index.html").contains("href=\"../print/\""));
}
