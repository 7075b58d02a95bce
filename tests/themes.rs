//! A publisher's colours, logo and foot: settings in, pages, style sheet, drawings and pictures out.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use sna::render::Site;
use sna::report::{Report, Strictness};
use support::Copy;

const LOGO: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 120 40\"><path fill=\"#2a5d3a\" d=\"M0 0h120v40H0z\"/></svg>";

fn with(theme: &str) -> Copy {
    let copy = Copy::new();
    copy.put("site.yaml", format!("{}{theme}", copy.text("site.yaml")));
    copy
}

fn text(site: &Site, path: &str) -> String {
    let report = Report::new(Strictness::Lenient);
    String::from_utf8(site.make(&report, path).unwrap_or_else(|| panic!("no {path}")).unwrap()).unwrap()
}

#[test]
fn colours_reach_the_style_sheet_the_icon_and_drawings_that_are_taken_away() {
    let site = with("theme:\n  colours:\n    light: {accent: \"#2a5d3a\", series: [\"#0f3d8a\", \"#ee5f1b\", \"#5c0620\", \"#1c97ae\"]}\n")
        .built();
    let sheet = text(&site, "2026/assets/main.css");
    assert!(sheet.contains("--navy: #2a5d3a;") && sheet.contains("--series-1: #0f3d8a;"));
    let declared = sheet.rfind("--series-1: #0f3d8a;").unwrap();
    assert!(sheet.rfind("--series-1: CanvasText").unwrap() < declared);
    assert!(sheet.contains("(prefers-color-scheme: dark) and (forced-colors: none)"));
    assert!(text(&site, "2026/assets/icon.svg").contains("#2a5d3a"));
    let drawing = text(&site, "2026/f/VI-F1/VI-F1.svg");
    assert!(drawing.contains("#0f3d8a") && !drawing.contains("#113f86"));
}

#[test]
fn without_settings_nothing_is_added() {
    let site = Copy::new().built();
    assert!(!text(&site, "2026/assets/main.css").contains("forced-colors: none"));
    assert!(!text(&site, "2026/index.html").contains("class=\"logo\""));
}

#[test]
fn logo_and_foot_stand_on_every_page() {
    let copy = with(
        "theme:\n  logo: {file: themes/logo.svg, dark: themes/dark.svg, alternative: Marlshire & partners}\n  footer:\n    text: Made with the police.\n    links:\n      - {name: Privacy, address: \"https://www.example.org/privacy\"}\n",
    );
    copy.put("themes/logo.svg", LOGO);
    copy.put("themes/dark.svg", LOGO.replace("#2a5d3a", "#8fcbf0"));
    let site = copy.built();
    assert_eq!(text(&site, "2026/assets/logo.svg"), LOGO);
    assert!(text(&site, "2026/assets/logo-dark.svg").contains("#8fcbf0"));
    for (page, root) in [("2026/index.html", ""), ("2026/areas/ash-vale/index.html", "../../")] {
        let html = text(&site, page);
        let image =
            format!("<img src=\"{root}assets/logo.svg\" width=\"120\" height=\"40\" alt=\"Marlshire &amp; partners\">");
        assert!(html.contains(&image), "{page}");
        assert!(html.contains(&format!("srcset=\"{root}assets/logo-dark.svg\"")));
        assert!(html.contains("<p>Made with the police.</p>"));
        assert!(html.contains("<a href=\"https://www.example.org/privacy\">Privacy</a>"));
    }
}

#[test]
fn a_folder_may_be_named_alone_or_beside_settings() {
    for theme in ["theme: ours\n", "theme: {folder: ours}\n"] {
        let copy = with(theme);
        copy.put("themes/ours/style/90-ours.css", ":root { --measure: 60ch; }\n");
        assert!(text(&copy.built(), "2026/assets/main.css").ends_with("--measure: 60ch; }\n"));
    }
}
