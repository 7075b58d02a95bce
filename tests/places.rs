//! Pages of places: a small site in, the pages of its places out.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use sna::render::Site;
use sna::report::{Report, Strictness};
use support::Copy;

/// A page of a site.
fn page(site: &Site, path: &str) -> String {
    String::from_utf8(site.make(&Report::new(Strictness::Lenient), path).unwrap().unwrap()).unwrap()
}

/// The base site with the page of a place.
fn with_place(settings: &str, text: &str) -> Copy {
    let site = Copy::new();
    site.put(
        "content/places/the-vale.md",
        format!("---\ntitle: The vale\nsummary: What is known of it.\n{settings}\n---\n\n{text}\n"),
    );
    site
}

#[test]
fn a_place_mixes_words_values_figures_and_voices_and_is_found_from_everywhere() {
    let site = with_place(
        "areas: [ash-vale]\nperiod: January to December 2025",
        "In {{ violence.period }} there were {{ violence.count }} offences.\n\n```chart\nid: VA-F1\nkind: bar\nindicator: \
         violence\nlevel: district\nmarked: [ash-vale]\nfinding: Where violence is recorded\n```\n\n```quotation\nwords: I \
         stopped walking home that way.\nwho: A resident\nconsent: in writing\n```",
    );
    let settings = site.text("site.yaml");
    site.put("site.yaml", format!("{settings}\nbase-address: \"https://www.example.org/\"\n"));
    let site = site.built();
    let html = page(&site, "2026/places/the-vale/index.html");
    let violence = page(&site, "2026/areas/ash-vale/index.html");
    for part in [
        "<p class=\"kind\">Place</p>\n<h1>The vale</h1>",
        "<dt>Profile</dt><dd><a href=\"../../areas/ash-vale/\">Ash Vale</a></dd>",
        "<dt>Period</dt><dd>January to December 2025</dd>",
        "<li><a href=\"../\">Places</a></li>",
        "id=\"va-f1\"",
        "I stopped walking home that way.",
        "Indicators used",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
    // A value that names no area is of the place.
    let count = html.split("there were <a").nth(1).unwrap().split("<data value=\"").nth(1).unwrap();
    let count = count.split('"').next().unwrap();
    assert!(violence.contains(count), "{count}");
    assert!(violence.contains("<dt>In words</dt><dd><a href=\"../../places/the-vale/\">The vale</a></dd>"));
    assert!(page(&site, "2026/places/index.html").contains("<a href=\"the-vale/\">The vale</a>"));
    assert!(page(&site, "2026/areas/index.html").contains("<a href=\"../places/\">Places in words and numbers</a>"));
    assert!(page(&site, "sitemap.xml").contains("/2026/places/the-vale/"));
    let search = page(&site, "2026/search/index.html");
    assert!(search.contains("../places/the-vale/") && search.contains("href=\"../places/\""));
}

#[test]
fn a_site_without_places_has_no_list_of_them_and_may_call_a_page_so() {
    let site = Copy::new();
    assert!(!site.built().paths().any(|path| path.contains("places")));
    site.put("content/places.md", "---\ntitle: Places\nsummary: A page.\nkind: page\n---\n\nText.\n");
    assert!(page(&site.built(), "2026/places/index.html").contains("<h1>Places</h1>"));
    site.put("content/places/one.md", "---\ntitle: One\nsummary: A place.\nareas: [ash-vale]\n---\n\nText.\n");
    let (report, built) = site.build();
    assert!(built.is_err() && support::plain(&report).contains("two pages stand at /2026/places/"));
}

#[test]
fn a_link_of_an_author_finds_a_place_and_leads_from_it() {
    let site = with_place("areas: [ash-vale, dunmere]", "Read on [violence](../chapters/violence.md).");
    let text = site.text("content/chapters/violence.md");
    site.put("content/chapters/violence.md", format!("{text}\nSee [the vale](../places/the-vale.md).\n"));
    let site = site.built();
    assert!(page(&site, "2026/violence/index.html").contains("<a href=\"../places/the-vale/\">the vale</a>"));
    let html = page(&site, "2026/places/the-vale/index.html");
    assert!(html.contains("<a href=\"../../violence/\">violence</a>"));
    assert!(html.contains("<dt>Profiles</dt><dd><a href=\"../../areas/ash-vale/\">Ash Vale</a>, <a"));
}

#[test]
fn the_map_of_a_place_outlines_its_areas_among_those_beside_them() {
    let starter = support::package().join("starter/site");
    let folder = tempfile::tempdir().unwrap();
    support::copy_folder(&starter, folder.path());
    let put = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    put(
        "content/places/north.md",
        "---\ntitle: The north\nsummary: Two of four.\nareas: [dunmere, ash-vale]\nmap: offences\n---\n\nText.\n",
    );
    let report = Report::new(Strictness::Lenient);
    let root = sna::files::Root::new(folder.path());
    let built = sna::pipeline::build(&report, &sna::progress::Progress::default(), &root);
    let site = built.unwrap_or_else(|_| panic!("{}", support::plain(&report)));
    let path =
        site.paths().find(|path| path.contains("/places/north/") && path.ends_with("index.html")).unwrap().to_owned();
    let html = page(&site, &path);
    assert!(html.contains("Dunmere and Ash Vale, outlined among the"), "{html}");
    // Each is outlined in the wide drawing and in the narrow one.
    assert_eq!(html.matches("outline marked").count(), 4);
    assert!(site.paths().any(|path| path.ends_with("-map-north/index.html")), "the map has an address of its own");
}
