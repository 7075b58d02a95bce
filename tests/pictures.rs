//! Pictures of figures and cards of pages: what stands in them, for whom, and that nothing breaks them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use std::collections::BTreeMap;
use std::io::Read as _;
use std::process::Command;

use flate2::read::ZlibDecoder;
use sna::chart::card::Card;
use sna::chart::picture;
use sna::render::Site;
use sna::report::{Report, Strictness};
use support::{Copy, files};

/// A picture as a reader's program sees it: the pixels of each row, and the words inside.
struct Seen {
    width: usize,
    rows: Vec<Vec<[u8; 3]>>,
    words: BTreeMap<String, String>,
}

impl Seen {
    fn new(bytes: &[u8]) -> Self {
        assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n"));
        let (mut rest, mut chunks) = (&bytes[8..], Vec::new());
        while !rest.is_empty() {
            let length = u32::from_be_bytes(rest[..4].try_into().unwrap()) as usize;
            let mut sum = flate2::Crc::new();
            sum.update(&rest[4..8 + length]);
            assert_eq!(rest[8 + length..12 + length], sum.sum().to_be_bytes());
            chunks.push((&rest[4..8], &rest[8..8 + length]));
            rest = &rest[12 + length..];
        }
        let of = |kind: &[u8]| chunks.iter().find(|(other, _)| *other == kind).unwrap().1;
        let (head, palette) = (of(b"IHDR"), of(b"PLTE"));
        assert_eq!(chunks[0].0, b"IHDR");
        assert_eq!(chunks[chunks.len() - 1].0, b"IEND");
        assert_eq!(head[9..], [3, 0, 0, 0]);
        let width = u32::from_be_bytes(head[..4].try_into().unwrap()) as usize;
        let depth = usize::from(head[8]);
        let mut packed = Vec::new();
        ZlibDecoder::new(of(b"IDAT")).read_to_end(&mut packed).unwrap();
        let rows: Vec<Vec<[u8; 3]>> = packed
            .chunks((width * depth).div_ceil(8) + 1)
            .map(|row| {
                assert_eq!(row[0], 0);
                let index = |x: usize| {
                    let bit = x * depth;
                    usize::from(row[1 + bit / 8]) >> (8 - depth - bit % 8) & ((1 << depth) - 1)
                };
                (0..width).map(|x| palette[index(x) * 3..][..3].try_into().unwrap()).collect()
            })
            .collect();
        assert_eq!(rows.len(), u32::from_be_bytes(head[4..8].try_into().unwrap()) as usize);
        let texts = chunks.iter().filter(|(kind, _)| *kind == b"iTXt").map(|(_, body)| {
            let end = body.iter().position(|byte| *byte == 0).unwrap();
            (String::from_utf8(body[..end].to_vec()).unwrap(), String::from_utf8(body[end + 5..].to_vec()).unwrap())
        });
        Self { width, words: texts.collect(), rows }
    }

    /// How many pixels of a rectangle are darker than any paper or hairline.
    fn dark(&self, across: std::ops::Range<usize>, down: std::ops::Range<usize>) -> usize {
        self.rows[down].iter().flat_map(|row| &row[across.clone()]).filter(|pixel| pixel[0] < 90).count()
    }

    fn count(&self, colour: [u8; 3]) -> usize {
        self.rows.iter().flatten().filter(|pixel| **pixel == colour).count()
    }

    fn edges_are_white(&self) -> bool {
        let (first, last) = (&self.rows[self.rows.len() - 1], self.rows.iter().skip(60));
        first.iter().all(|pixel| *pixel == [255; 3])
            && last.clone().all(|row| row[0] == [255; 3] && row[self.width - 1] == [255; 3])
    }
}

const NAVY: [u8; 3] = [0x11, 0x3f, 0x86];

/// The small site at an address of its own.
fn placed() -> Copy {
    let copy = Copy::new();
    copy.put("site.yaml", format!("base-address: https://sna.example.org/\n{}", copy.text("site.yaml")));
    copy
}

fn made(site: &Site, path: &str) -> Vec<u8> {
    site.make(&Report::new(Strictness::Lenient), path).unwrap_or_else(|| panic!("no {path}")).unwrap()
}

fn drawn(card: &Card) -> Seen {
    Seen::new(&picture::png(&card.svg(None), 1.0).unwrap())
}

/// What the card of the chapter says in words.
fn page_title(site: &Site) -> String {
    Seen::new(&made(site, "2026/violence/card.png")).words["Title"].clone()
}

fn page(site: &Site, path: &str) -> String {
    String::from_utf8(made(site, path)).unwrap()
}

#[test]
fn a_figure_can_be_downloaded_as_a_picture_of_its_drawing() {
    let site = Copy::new().built();
    let bytes = made(&site, "2026/f/VI-F1/VI-F1.png");
    let seen = Seen::new(&bytes);
    assert_eq!(seen.width, 1520);
    // Paper at the edges, words at the head and the foot, bars between them.
    assert!(seen.edges_are_white());
    assert!(seen.dark(40..1480, 30..90) > 500);
    assert!(seen.count(NAVY) > 10_000);
    assert!(seen.words["Title"].starts_with("Violence was"), "{:?}", seen.words);
    assert!(!seen.words["Description"].is_empty());
    let page = page(&site, "2026/f/VI-F1/index.html");
    let size = format!("{} KB", (bytes.len() as f64 / 1000.0).round());
    assert!(page.contains(r#"<a href="VI-F1.png" download>PNG"#) && page.contains(&size), "{size}");
    // A chapter has as many links as a keyboard can bear.
    assert!(!String::from_utf8(made(&site, "2026/violence/index.html")).unwrap().contains(".png"));
}

#[test]
fn pages_name_a_card_only_where_it_has_an_address() {
    let without = Copy::new().built();
    assert!(!page(&without, "2026/index.html").contains("og:image"));
    assert!(without.paths().all(|path| !path.ends_with("card.png")));
    let copy = placed();
    copy.put("site.yaml", format!("cards: no\n{}", copy.text("site.yaml")));
    let site = copy.built();
    assert!(page(&site, "2026/index.html").contains(r#"<meta name="twitter:card" content="summary">"#));
    assert!(site.paths().all(|path| !path.ends_with("card.png")));
}

#[test]
fn every_page_has_a_card_of_its_own_or_of_what_it_is_about() {
    let site = placed().built();
    let cards = [
        ("2026/index.html", "2026/card.png"),
        ("index.html", "2026/card.png"),
        ("2026/violence/index.html", "2026/violence/card.png"),
        ("2026/areas/ash-vale/index.html", "2026/areas/ash-vale/card.png"),
        ("2026/f/VI-F1/index.html", "2026/f/VI-F1/card.png"),
        ("2026/glossary/index.html", "2026/card.png"),
        ("404.html", "2026/card.png"),
    ];
    for (path, card) in cards {
        let page = page(&site, path);
        let named = format!(r#"<meta property="og:image" content="https://sna.example.org/{card}">"#);
        assert!(page.contains(&named), "{path}");
        assert!(page.contains(r#"<meta name="twitter:card" content="summary_large_image">"#), "{path}");
        let seen = Seen::new(&made(&site, card));
        assert_eq!((seen.width, seen.rows.len()), (1200, 630), "{card}");
        assert!(seen.edges_are_white(), "{card}");
        assert!(seen.dark(60..1140, 90..400) > 1000, "{card} has words");
        assert!(seen.dark(60..1140, 540..625) > 200, "{card} has an imprint");
        let alternative = page.split("og:image:alt\" content=\"").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!(alternative.replace("&amp;", "&").replace("&#x27;", "'").replace("&#39;", "'"), seen.words["Title"]);
        assert!(alternative.contains("2026 edition. Marlshire Council."), "{alternative}");
    }
    // An indicator shows the first of its figures.
    let indicator = page(&site, "2026/indicators/violence/index.html");
    assert!(indicator.contains("https://sna.example.org/2026/f/VI-01-"), "no figure of the indicator");
    // The card of a figure shows its drawing.
    assert!(Seen::new(&made(&site, "2026/f/VI-F1/card.png")).count(NAVY) > 20_000);
}

#[test]
fn hostile_and_endless_titles_stay_inside_their_card() {
    let endless = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch ".repeat(12);
    let titles = [
        "</title></svg><script>alert(1)</script> & \\\"quoted\\\"".to_owned(),
        "\u{202e}gnihtemos \u{1f6a8}\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} \u{645}\u{62f}\u{64a}\u{646}\u{629} Brandwood & King's Heath".to_owned(),
        endless,
        "W".repeat(400),
        "\u{4f60}\u{597d}".to_owned(),
    ];
    let copy = placed();
    copy.replace("content/chapters/violence.md", "title: Violence", &format!("title: \"{}\"", titles[0]));
    let title = page_title(&copy.built());
    assert!(title.contains("</svg><script>"), "{title}");
    for title in titles {
        let seen =
            drawn(&Card { text: title.clone(), imprint: title.clone(), title: title.clone(), ..Card::default() });
        assert!(seen.edges_are_white(), "{title}");
        assert!(seen.dark(60..1140, 90..400) > 100, "{title}");
        // Nothing is drawn in the margins, and the line above the imprint is free.
        assert_eq!(seen.dark(0..58, 60..630) + seen.dark(1142..1200, 60..630), 0, "{title}");
    }
}

#[test]
fn a_card_says_what_a_reader_must_know() {
    let copy = placed();
    copy.put("site.yaml", format!("demonstration: A demonstration of what is possible.\n{}", copy.text("site.yaml")));
    let card = Seen::new(&made(&copy.built(), "2026/areas/ash-vale/card.png"));
    assert!(card.words["Title"].contains("A demonstration of what is possible."));
    let plain = Seen::new(&made(&placed().built(), "2026/areas/ash-vale/card.png"));
    assert!(card.rows != plain.rows);
    let made_up = Card { title: "Violence rose".to_owned(), illustrative: true, ..Card::default() };
    assert!(made_up.alternative().ends_with("The data are made up to show the method."));
    let real = Card { illustrative: false, ..made_up.clone() };
    assert!(drawn(&made_up).rows != drawn(&real).rows);
    let restricted = Card { restriction: Some("For partners only".to_owned()), ..real };
    // White on a dark band across the whole head.
    assert!(drawn(&restricted).dark(0..1200, 0..56) > 50_000);
    assert!(restricted.alternative().starts_with("For partners only."));
}

#[test]
fn pictures_are_the_same_bytes_with_one_thread_and_with_eight() {
    let copy = placed();
    let build = |jobs: &str, folder: &str| {
        let output = copy.root().parent().unwrap().join(folder);
        let mut command = Command::new(env!("CARGO_BIN_EXE_sna"));
        command.args(["build", "--jobs", jobs, "--quiet", "--root"]).arg(copy.root()).arg("--output").arg(&output);
        assert!(command.status().unwrap().success());
        let mut found = files(&output);
        found.retain(|path, _| path.ends_with(".png"));
        found
    };
    let (one, eight) = (build("1", "one"), build("8", "eight"));
    assert!(one.len() > 20);
    assert!(one == eight);
}
