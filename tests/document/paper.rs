//! The document as a PDF: what a reader, a screen reader and a search find in it, read back by another program.
//!
//! `pdftotext` (poppler) reads the words; without it those tests say that they were skipped.

use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};

use flate2::read::ZlibDecoder;
use sna::render::Site;
use sna::report::{Report, Severity, Strictness};

use super::support::{Copy, plain};
use super::{copy, text};

const PDF: &str = "2026/print/assessment-2026.pdf";

fn pdf(site: &Site) -> Vec<u8> {
    let report = Report::new(Strictness::Lenient);
    site.make(&report, PDF).unwrap_or_else(|| panic!("no {PDF}")).unwrap_or_else(|_| panic!("{}", plain(&report)))
}

/// The words of a PDF with one space between them, as another program reads them.
fn words(pdf: &[u8]) -> Option<String> {
    let started = Command::new("pdftotext").args(["-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut program) = started else {
        eprintln!("SKIPPED: no pdftotext here (Debian, Ubuntu: apt-get install poppler-utils)");
        return None;
    };
    let mut input = program.stdin.take().unwrap();
    let bytes = pdf.to_vec();
    let writer = std::thread::spawn(move || input.write_all(&bytes));
    let output = program.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    // What turns the direction of writing is between the words and none of them.
    let shown = text.chars().filter(|letter| sna::content::html::is_shown(*letter));
    Some(shown.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A PDF with every packed piece unpacked.
fn unpacked(pdf: &[u8]) -> String {
    let mut out = String::from_utf8_lossy(pdf).into_owned();
    for (at, _) in pdf.windows(7).enumerate().filter(|(_, window)| *window == b"stream\n") {
        let mut inner = Vec::new();
        let _ = ZlibDecoder::new(&pdf[at + 7..]).read_to_end(&mut inner);
        out.push_str(&String::from_utf8_lossy(&inner));
    }
    out
}

/// The text of a page of HTML without drawings, tags and entities.
fn html_words(html: &str) -> String {
    let mut out = String::new();
    for (at, piece) in html.split('<').enumerate() {
        let words = if at == 0 { piece } else { piece.split_once('>').map_or("", |(_, words)| words) };
        out.push_str(words);
    }
    let out = out.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    out.replace("&amp;", "&").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn it_says_what_the_page_says() {
    let site = copy().built();
    let page = text(&site, "2026/print/index.html");
    let pdf = pdf(&site);
    let Some(found) = words(&pdf) else { return };
    for heading in ["<h1>", "<h2 ", "<h3 ", "<h4 "] {
        let closing = heading.replace('<', "</").replace([' ', '>'], "");
        for piece in page.split("<main").nth(1).unwrap().split(heading).skip(1) {
            let heading = piece.split(&closing).next().unwrap();
            let heading = heading
                .split_once('>')
                .filter(|_| !heading.starts_with(char::is_alphabetic))
                .map_or(heading, |(_, rest)| rest);
            let heading = html_words(heading.rsplit_once("\">").map_or(heading, |(_, rest)| rest));
            let last = heading.rsplit("</span>").next().unwrap().trim();
            assert!(found.contains(last), "no `{last}` in\n{found}");
        }
    }
    for said in ["Figure 1 (VI-F1).", "Figure 2 (RO-F1).", "Page 2 of ", "Contents", "Sources"] {
        assert!(found.contains(said), "no `{said}` in\n{found}");
    }
    let mut values = 0;
    for piece in page.split("<main").nth(1).unwrap().split("<data value=\"").skip(1) {
        let value = html_words(piece.split_once('>').unwrap().1.split("</data>").next().unwrap());
        assert!(found.contains(&value), "no `{value}` in\n{found}");
        values += 1;
    }
    assert!(values > 3);
    for summary in page.split("<p class=\"summary\"").skip(1) {
        let summary = html_words(summary.split_once('>').unwrap().1.split("</p>").next().unwrap());
        assert!(found.contains(&summary), "no `{summary}` in\n{found}");
    }
}

#[test]
fn pages_lead_to_it_and_say_how_long_it_is() {
    let site = copy().built();
    let bytes = pdf(&site);
    let page = text(&site, "2026/print/index.html");
    let link = page.split("<a href=\"assessment-2026.pdf\">").nth(1).unwrap();
    let pages = unpacked(&bytes).matches("/Type /Page\n").count();
    assert!(link.contains(&format!("{pages} pages, ")), "{pages} pages: {}", &link[..120]);
    assert!(text(&site, "2026/data/index.html").contains("href=\"../print/assessment-2026.pdf\""));
}

/// The site with everything that a chapter may hold.
fn rich() -> Copy {
    let copy = copy();
    copy.put("content/tables/services.csv", "Service,Places\nRefuge *north*,12\n#outreach,3\n");
    let chapter = copy.text("content/chapters/robbery.md");
    copy.put(
        "content/chapters/robbery.md",
        format!(
            "{chapter}\n## What else\n\nSome *slanted* and **strong** words, `code`, and a note.[^a]\n\n\
             1. First\n2. Second\n   - deep\n\n> Quoted words.\n\n| Left | Right |\n| --- | ---: |\n| a | 1 |\n\n\
             [^a]: What the note says.\n\n\
             ```table\nid: RO-T1\nindicators: [robbery, admissions]\nlevel: district\nfinding: \"All of them\"\n```\n\n\
             ```key-figures\nid: RO-K1\nfinding: \"At a glance\"\nitems:\n  - {{indicator: robbery, area: marlshire}}\n```\n\n\
             ```csv-table\nfile: tables/services.csv\ncaption: Services\nsource: The council\nlicence: {{name: Open Government Licence v3.0}}\n```\n"
        ),
    );
    copy
}

#[test]
fn everything_that_a_chapter_holds_stands_in_it() {
    let site = rich().built();
    let bytes = pdf(&site);
    let tags = unpacked(&bytes);
    for tag in ["/S /TH", "/S /TD", "/Scope /Row", "/Scope /Column", "/S /LI", "/S /BlockQuote", "/S /Link"] {
        assert!(tags.contains(tag), "no {tag}");
    }
    let Some(found) = words(&bytes) else { return };
    for said in [
        "Some slanted and strong words, code, and a note.1",
        "2. Second",
        "deep",
        "Quoted words.",
        "What the note says.",
        "Table 1 (RO-T1).",
        "[c]",
        "Shorthand: [c] ",
        "At a glance",
        "Robbery in Marlshire",
        "Refuge *north*",
        "#outreach",
    ] {
        assert!(found.contains(said), "no `{said}` in\n{found}");
    }
}

#[test]
fn it_is_made_for_screen_readers() {
    let site = rich().built();
    let found = unpacked(&pdf(&site));
    for said in [
        "/StructTreeRoot",
        "/Lang (en-GB)",
        "/Outlines",
        "pdfuaid:part",
        "/MarkInfo",
        "/DisplayDocTitle true",
        "/S /TH",
        "/S /TOC",
    ] {
        assert!(found.contains(said), "no {said}");
    }
    let drawings = text(&site, "2026/print/index.html").matches("class=\"chart wide\"").count();
    assert!(drawings > 1);
    assert!(found.matches("/S /Figure").count() >= drawings);
    assert!(found.matches("/Alt").count() >= drawings);
    // The day is that of the edition; nothing says when it was made.
    assert!(found.contains("D:20260302"), "the day of publication");
}

#[test]
fn words_that_the_typesetter_could_take_for_markup_are_words() {
    let names = [
        "#panic(\"x\")",
        "$x^2$ @label <label> *b* _i_",
        "[[a]] #[b] `c`",
        "\\u{41} \\ // /* no comment */",
        "= no heading",
        "https://example.org/a_b~c",
        "\"quotes\" -- --- ...",
        "&amp; <b>",
        "Ŵŷ é ő Ł",
    ];
    for name in names {
        let copy = copy();
        let title = name.replace('\\', "\\\\").replace('"', "\\\"");
        copy.replace("content/chapters/violence.md", "title: Violence", &format!("title: \"{title}\""));
        let bytes = pdf(&copy.built());
        let Some(found) = words(&bytes) else { return };
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(found.contains(&name), "no `{name}` in\n{found}");
    }
}

#[test]
fn letters_of_other_scripts_stand_there_and_what_no_face_has_is_told() {
    let copy = copy();
    copy.replace("content/chapters/violence.md", "title: Violence", "title: \"Violence, مستشفى, בית חולים, Київ\"");
    let (report, site) = copy.build();
    assert_eq!(report.count(Severity::Warning), 0, "{}", plain(&report));
    if let Some(found) = words(&pdf(&site.unwrap())) {
        assert!(found.contains("Київ"), "{found}");
    }
    let copy = super::copy();
    copy.replace("content/chapters/violence.md", "title: Violence", "title: \"Violence 漢字\"");
    let (report, site) = copy.build();
    assert!(site.is_ok());
    let told = plain(&report);
    assert!(told.contains("the PDF of the whole assessment cannot show 2 letters") && told.contains('漢'), "{told}");
}

#[test]
fn it_is_the_same_with_one_thread_and_with_eight() {
    let copy = copy();
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| pdf(&copy.built()))
    };
    let (one, eight) = (with(1), with(8));
    assert!(one == eight && one == with(1));
}

#[test]
fn a_sheet_of_a_theme_that_does_not_work_is_told_with_its_place() {
    let copy = copy();
    let own = include_str!("../../themes/default/document/prose.typ");
    copy.put("themes/default/document/prose.typ", own.replace("#let small = 8.5pt", "#let small = 8.5 pint"));
    let (report, site) = copy.build();
    assert!(site.is_err());
    let told = plain(&report);
    assert!(told.contains("error: the PDF of the whole assessment cannot be made: "), "{told}");
    assert!(told.contains("themes/default/document/prose.typ:") && told.contains("mend this sheet"), "{told}");
    // What the standard asks for is asked of a theme's own sheets as well.
    copy.put("themes/default/document/prose.typ", own);
    let figures = include_str!("../../themes/default/document/figures.typ");
    copy.put("themes/default/document/figures.typ", figures.replace(", alt: figure.summary", ""));
    let (report, site) = copy.build();
    assert!(site.is_err());
    assert!(plain(&report).contains("alt text"), "{}", plain(&report));
}

#[test]
fn a_theme_may_set_it_otherwise() {
    let copy = copy();
    copy.put(
        "themes/default/document/assessment.typ",
        "#let it = json(\"assessment.json\")\n#set document(title: it.title)\n#set text(font: it.fonts)\n= Our own words\n#it.parts.first().title",
    );
    let site = copy.built();
    if let Some(found) = words(&pdf(&site)) {
        assert_eq!(found.split(" Violence").next(), Some("Our own words"));
    }
    assert!(text(&site, "2026/print/index.html").contains("1 page, "));
}

#[test]
fn a_site_for_partners_says_so_on_every_page() {
    let copy: Copy = copy();
    let settings = copy.text("site.yaml");
    copy.put("site.yaml", format!("audience: partner\n{settings}"));
    let site = copy.built();
    let report = Report::new(Strictness::Lenient);
    let bytes = site.make(&report, "2026/print/assessment-2026-partner.pdf").unwrap().unwrap();
    let restriction = sna::model::audience::Audience::Partner.restriction().unwrap();
    if let Some(found) = words(&bytes) {
        let pages = found.matches("Page ").count() + 1;
        assert!(
            found.matches(restriction.split_whitespace().next().unwrap()).count() >= pages,
            "{restriction}\n{found}"
        );
    }
}
