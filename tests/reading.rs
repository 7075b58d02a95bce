//! What helps readers of a chapter beside its numbers: terms that lead to the glossary. A small site in, its pages
//! out.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use std::fs;

use sna::render::Site;
use sna::report::{Report, Strictness};
use support::Copy;

/// A page of a site.
fn page(site: &Site, path: &str) -> String {
    String::from_utf8(site.make(&Report::new(Strictness::Lenient), path).unwrap().unwrap()).unwrap()
}

/// The base site whose glossary links some terms, with more text in its chapter.
fn with_terms(more: &str) -> Copy {
    let site = Copy::new();
    site.replace(
        "content/glossary.md",
        "kind: glossary",
        "kind: glossary\nterms:\n  - {term: Robbery, also: [robberies]}\n  - {term: NEET}\n  - {term: Crude rate}",
    );
    let text = site.text("content/glossary.md");
    site.put(
        "content/glossary.md",
        format!("{text}\n## NEET\n\nNot in work.\n\n## Crude rate\n\nA rate of all ages.\n"),
    );
    let text = site.text("content/chapters/violence.md");
    site.put("content/chapters/violence.md", format!("{text}\n{more}\n"));
    site
}

/// How a link to a term reads on a page of the first level.
fn term(id: &str, words: &str) -> String {
    format!("<a class=\"term\" href=\"../glossary/#{id}\">{words}</a>")
}

#[test]
fn the_first_use_of_a_term_in_running_text_leads_to_its_entry_and_no_other_does() {
    let site = with_terms(
        "### Robberies by hour\n\n[Robbery](../methods.md) and `robbery`.\n\n> Robbery, they said.\n\n\
         | Robbery |\n| --- |\n| None |\n\nIn {{ violence.period }}, a {{ plain robbery }} of trust, 12,345 robberies and a \
         robbery, at a crude\nrate of {{ violence.rate }}; neet and NEET[^n].\n\n[^n]: A note on NEET.\n",
    );
    let html = page(&site.built(), "2026/violence/index.html");
    let main = html.split("<main").nth(1).unwrap();
    assert_eq!(main.matches("class=\"term\"").count(), 3, "{main}");
    for (id, words) in [("robbery", "robberies"), ("crude-rate", "crude\nrate"), ("neet", "NEET")] {
        assert!(main.contains(&term(id, words)), "{words}: {main}");
    }
    assert!(main.contains("a <span>robbery</span> of trust, 12,345 <a"), "{main}");
}

#[test]
fn a_page_links_no_more_terms_than_its_settings_allow() {
    let site = with_terms("A robbery, NEET and a crude rate.");
    site.replace("content/chapters/violence.md", "kind: chapter", "kind: chapter\nmost-terms: 1");
    let html = page(&site.built(), "2026/violence/index.html");
    assert_eq!(html.matches("class=\"term\"").count(), 1);
    assert!(html.contains(&term("robbery", "robbery")));
    site.replace("content/chapters/violence.md", "most-terms: 1", "most-terms: 0");
    assert!(!page(&site.built(), "2026/violence/index.html").contains("class=\"term\""));
}

#[test]
fn a_glossary_that_lists_no_terms_changes_no_page() {
    let html = page(&Copy::new().built(), "2026/violence/index.html");
    assert!(!html.contains("class=\"term\""));
}

/// A JPEG file of 3 by 2 in which a camera wrote a name.
const PHOTOGRAPH: &[u8] =
    b"\xff\xd8\xff\xfe\0\x07Marie\xff\xdb\0\x04\0\x01\xff\xc0\0\x0b\x08\0\x02\0\x03\x01\x01\x11\0\
    \xff\xda\0\x08\x01\x01\0\0\x3f\0\x12\xff\0\x34\xff\xd9";

/// The base site with a listed picture and text that shows it.
fn with_picture(listed: &str, text: &str) -> Copy {
    let site = Copy::new();
    site.put("content/pictures/Canal side.jpg", PHOTOGRAPH);
    site.put(
        "content/pictures/pictures.yaml",
        format!(
            "pictures:\n  - file: Canal side.jpg\n    credit: The town\n    licence: {{name: CC BY 4.0, address: \
             \"https://creativecommons.org/licenses/by/4.0/\"}}\n{listed}"
        ),
    );
    let chapter = site.text("content/chapters/violence.md");
    site.put("content/chapters/violence.md", format!("{chapter}\n{text}\n"));
    site
}

#[test]
fn a_picture_stands_with_words_size_caption_and_credit_and_without_what_a_camera_wrote() {
    let shown = "![A path & water](<../pictures/Canal side.jpg> \"The canal, where {{ violence.count area=dunmere }} \
                 were counted\")";
    let site = with_picture("", shown);
    let index = site.text("content/index.md");
    site.put("content/index.md", format!("{index}\n![A path](<pictures/Canal side.jpg> \"The canal\")\n"));
    let site = site.built();
    let html = page(&site, "2026/violence/index.html");
    let (_, figure) = html.split_once("<figure class=\"picture\">\n").unwrap();
    let (figure, _) = figure.split_once("</figure>").unwrap();
    let path = site.paths().find(|path| path.starts_with("2026/pictures/")).unwrap().to_owned();
    let name = path.strip_prefix("2026/pictures/").unwrap();
    assert!(name.starts_with("canal-side-") && name.ends_with(".jpg"), "{name}");
    assert!(
        figure.starts_with(&format!(
            "<img src=\"../pictures/{name}\" width=\"3\" height=\"2\" alt=\"A path &amp; water\" loading=\"lazy\" \
             decoding=\"async\">\n<figcaption>The canal, where <a class=\"value\""
        )),
        "{figure}"
    );
    assert!(figure.contains(
        "<span>Picture: The town. Licence: <a href=\"https://creativecommons.org/licenses/by/4.0/\">CC BY 4.0</a>.</span>"
    ));
    let bytes = site.make(&Report::new(Strictness::Lenient), &path).unwrap().unwrap();
    assert!(bytes.starts_with(b"\xff\xd8") && !bytes.windows(5).any(|window| window == b"Marie"));
    // The home page stands twice, and both find it.
    assert!(page(&site, "index.html").contains(&format!("<img src=\"2026/pictures/{name}\"")));
    assert!(page(&site, "2026/index.html").contains(&format!("<img src=\"pictures/{name}\"")));
}

#[test]
fn decoration_is_said_and_a_picture_that_no_page_shows_is_not_published() {
    let site = with_picture("    decoration: yes\n", "![](<pictures/Canal side.jpg> \"The canal\")").built();
    assert!(page(&site, "2026/violence/index.html").contains(" alt=\"\" "));
    let unused = with_picture("", "No picture.").built();
    assert!(!unused.paths().any(|path| path.starts_with("2026/pictures/")));
}

#[test]
fn a_table_of_the_publisher_is_a_table_of_the_page_and_a_file() {
    let site = Copy::new();
    site.put(
        "content/tables/actions.csv",
        "Action,Who,Asked,Cost\n\"Light the path, \"\"soon\"\"\",The council,12,9\n<b>=1+1</b>,=SUM(A1),3,8\n",
    );
    let text = site.text("content/chapters/violence.md");
    let block = "```csv-table\nfile: tables/actions.csv\ncaption: What residents asked for\ncolumns: [Action, Asked, Who]\n\
                 numbers: [Asked]\nsource: Minutes of the forum, 2026\nlicence: {name: OGL v3.0}\n```";
    site.put("content/chapters/violence.md", format!("{text}\n{block}\n"));
    let site = site.built();
    let html = page(&site, "2026/violence/index.html");
    let (_, table) =
        html.split_once("<section class=\"scroll own\" tabindex=\"0\" aria-labelledby=\"table-1\">").unwrap();
    for part in [
        "<caption id=\"table-1\"><span>What residents asked for</span></caption>",
        "<tr><th scope=\"col\">Action</th><th scope=\"col\" class=\"number\">Asked</th><th scope=\"col\">Who</th></tr>",
        "<tr><th scope=\"row\">Light the path, &quot;soon&quot;</th><td class=\"number\">12</td><td>The council</td></tr>",
        "<th scope=\"row\">&lt;b&gt;=1+1&lt;/b&gt;</th>",
        "Source: Minutes of the forum, 2026. Licence: OGL v3.0. <a href=\"actions.csv\">Table as CSV</a>",
    ] {
        assert!(table.contains(part), "{part}: {table}");
    }
    let file = page(&site, "2026/violence/actions.csv");
    assert_eq!(
        file,
        "Action,Asked,Who\r\n\"Light the path, \"\"soon\"\"\",12,The council\r\n<b>=1+1</b>,3,'=SUM(A1)\r\n"
    );
}

/// What is said of a site that shows this file as a table, and whether it is built.
fn said_of_table(site: &Copy, name: &str) -> (bool, String) {
    let text = site.text("content/chapters/violence.md");
    let block = format!("```csv-table\nfile: {name}\ncaption: All of it\nsource: Us\nlicence: {{name: OGL v3.0}}\n```");
    site.put("content/chapters/violence.md", format!("{text}\n{block}\n"));
    let (report, built) = site.build();
    (built.is_ok(), support::plain(&report))
}

#[test]
fn counts_of_the_data_are_not_published_round_the_protection_of_them() {
    let data = "data/crime/crime.csv";
    for name in [data.to_owned(), format!("../{data}"), format!("../../{data}")] {
        let (built, said) = said_of_table(&Copy::new(), &name);
        assert!(!built && said.contains("is not published as it is"), "{name}: {said}");
    }
}

#[test]
fn rows_of_the_data_are_known_however_they_were_saved_again() {
    let plain = Copy::new().text("data/crime/crime.csv");
    let (head, body) = plain.split_once('\n').unwrap();
    let mut sorted: Vec<&str> = body.lines().collect();
    sorted.sort_unstable_by(|one, other| other.cmp(one));
    let half: Vec<String> =
        body.lines().take(3).map(str::to_owned).chain((0..3).map(|at| format!("E0,{at},1,1"))).collect();
    let changed = [
        plain.clone(),
        plain.replace('\n', "\r\n"),
        format!("\u{feff}{plain}"),
        format!("{plain}\n"),
        format!("{head}\n{}\n", sorted.join("\n")),
        plain.replace(',', " , "),
        format!("{head}\n{}\n", half.join("\n")),
        format!("A,B,C,D\n{}\n", sorted[0]),
    ];
    for text in changed {
        let site = Copy::new();
        site.put("content/tables/own.csv", &text);
        let (built, said) = said_of_table(&site, "tables/own.csv");
        assert!(!built && said.contains("is a copy of rows of `data/crime/crime.csv`"), "{text}: {said}");
    }
    // Two rows of five are chance, or a quotation.
    let site = Copy::new();
    let few: Vec<String> =
        body.lines().take(2).map(str::to_owned).chain((0..3).map(|at| format!("E0,{at},1,1"))).collect();
    site.put("content/tables/own.csv", format!("{head}\n{}\n", few.join("\n")));
    let (built, said) = said_of_table(&site, "tables/own.csv");
    assert!(built, "{said}");
}

#[test]
fn rows_of_packed_data_and_of_what_was_kept_are_known() {
    use std::io::Write as _;
    let rows = "Area,Count\nE1,3\nE2,4\nE3,2\n";
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(rows.replace(',', ";").as_bytes()).unwrap();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("inside/raw.csv", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(rows.as_bytes()).unwrap();
    let zip = zip.finish().unwrap().into_inner();
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(rows.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let kept = [
        ("data/crime/raw.csv.gz", gzip.finish().unwrap(), "data/crime/raw.csv.gz"),
        ("data/crime/raw.zip", zip, "data/crime/raw.zip/inside/raw.csv"),
        ("data/crime/raw.txt", utf16, "data/crime/raw.txt"),
        ("data/frozen/raw.csv", rows.into(), "data/frozen/raw.csv"),
        ("disclosure/raw.csv", rows.into(), "disclosure/raw.csv"),
        ("releases/partner/raw.csv", rows.into(), "releases/partner/raw.csv"),
    ];
    for (path, bytes, named) in kept {
        let site = Copy::new();
        site.put(path, &bytes);
        site.put("content/tables/own.csv", "Place,Number\nE3,2\nE2,4\nE1,3\n");
        let (built, said) = said_of_table(&site, "tables/own.csv");
        assert!(!built && said.contains(&format!("is a copy of rows of `{named}`")), "{path}: {said}");
    }
}

#[cfg(unix)]
#[test]
fn a_table_outside_of_the_narrative_is_not_published_through_a_link() {
    let site = Copy::new();
    site.put("elsewhere/list.csv", "Who,Number\nUs,1\n");
    fs::create_dir_all(site.root().join("content/tables")).unwrap();
    std::os::unix::fs::symlink(site.root().join("elsewhere/list.csv"), site.root().join("content/tables/list.csv"))
        .unwrap();
    let (built, said) = said_of_table(&site, "tables/list.csv");
    assert!(!built && said.contains("leads out of `content/`"), "{said}");
}
