//! What people said and what stands at the foot of a page: a small site in, its pages out.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use sna::report::{Report, Strictness};
use support::Copy;

/// The chapter on violence with more text at its end, as it is published.
fn chapter(more: &str) -> String {
    let site = Copy::new();
    let text = site.text("content/chapters/violence.md");
    site.put("content/chapters/violence.md", format!("{text}\n{more}\n"));
    let site = site.built();
    let page = site.make(&Report::new(Strictness::Lenient), "2026/violence/index.html").unwrap().unwrap();
    // What was gathered anywhere else must not hold it either.
    for path in site.paths().filter(|path| path.ends_with(".json") || path.ends_with(".html") || path.ends_with(".csv"))
    {
        let bytes = site.make(&Report::new(Strictness::Lenient), path).unwrap().unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains("locked cabinet"), "{path} tells where consent is kept");
    }
    String::from_utf8(page).unwrap()
}

#[test]
fn a_quotation_says_who_where_how_and_that_they_agreed_and_not_where_that_is_kept() {
    let page = chapter(
        "```quotation\nwords: I stopped walking home that way.\nwho: A young woman, 17\narea: ash-vale\n\
         when: 2026-02\nhow: a group of the youth service\nconsent: in writing, kept in the locked cabinet\n```",
    );
    let (_, quotation) = page.split_once("<figure class=\"quotation\">").unwrap();
    let (quotation, _) = quotation.split_once("</figure>").unwrap();
    assert_eq!(
        quotation.trim(),
        "<blockquote><p>\u{201c}I stopped walking home that way.\u{201d}</p></blockquote>\n\
         <figcaption>A young woman, 17, <a href=\"../areas/ash-vale/\">Ash Vale</a>, a group of the youth service, \
         February 2026. Published with the speaker\u{2019}s consent.</figcaption>"
    );
}

#[test]
fn a_quotation_that_is_misspelt_is_not_printed_as_it_stands() {
    for fence in ["Quotation", "quotations", "qoutation", "quotation Ash Vale", "text", ""] {
        let site = Copy::new();
        let text = site.text("content/chapters/violence.md");
        let block = format!("```{fence}\nwords: No.\nwho: A resident\nconsent: in the locked cabinet\n```");
        site.put("content/chapters/violence.md", format!("{text}\n{block}\n"));
        let (report, built) = site.build();
        assert!(built.is_err(), "{fence}");
        assert!(support::plain(&report).contains("this block would be printed as it stands"), "{fence}");
    }
}

#[test]
fn words_that_were_published_before_name_their_source() {
    let page = chapter(
        "```quotation\nwords: \"<b>Nobody</b> asked us.\"\nwho: A resident\n\
         source: {title: Walking home & back, address: \"https://www.example.org/report\"}\n```",
    );
    assert!(page.contains("<p>\u{201c}&lt;b&gt;Nobody&lt;/b&gt; asked us.\u{201d}</p>"));
    assert!(page.contains(
        "<figcaption>A resident. From <a href=\"https://www.example.org/report\">Walking home &amp; back</a>.</figcaption>"
    ));
}

#[test]
fn words_that_nobody_said_are_called_so_wherever_they_stand() {
    let site = Copy::new();
    let text = site.text("content/chapters/violence.md");
    let block =
        "```quotation\nwords: I would like the lights to work.\nwho: A resident\narea: dunmere\nillustrative: yes\n```";
    site.put("content/chapters/violence.md", format!("{text}\n{block}\n"));
    let site = site.built();
    let mut carriers = Vec::new();
    for path in site.paths() {
        let bytes = site.make(&Report::new(Strictness::Lenient), path).unwrap().unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        for (at, _) in text.match_indices("the lights to work") {
            // The mark stands before the words, so it is read and heard first, and travels with them.
            let start = text[..at].rfind("<figure class=\"quotation\">").unwrap_or_else(|| panic!("{path}"));
            assert!(text[start..at].contains("<strong class=\"illustrative\">Illustrative: nobody said this</strong>"));
            let (figure, _) = text[start..].split_once("</figure>").unwrap();
            assert!(figure.contains("Made up to show where a voice would stand."), "{path}");
            assert!(!figure.contains("consent"), "{path}: nobody is said to have agreed");
            carriers.push(path.to_owned());
        }
    }
    assert!(carriers.iter().any(|path| path == "2026/violence/index.html"), "{carriers:?}");
}

#[test]
fn footnotes_are_numbered_as_the_text_meets_them_and_lead_there_and_back() {
    let page = chapter(
        "One[^two] and another[^one], and the first again[^two].\n\n\
         [^one]: Of *Dunmere*, {{ violence.count area=dunmere }} offences.\n\n[^two]: A note.\n\n    Its second paragraph.",
    );
    let text = "One<sup><a href=\"#fn-1\" id=\"fn-1-from\" role=\"doc-noteref\" aria-label=\"Note 1\">1</a></sup> and \
                another<sup><a href=\"#fn-2\" id=\"fn-2-from\" role=\"doc-noteref\" aria-label=\"Note 2\">2</a></sup>, and the \
                first again<sup><a href=\"#fn-1\" id=\"fn-1-from-2\" role=\"doc-noteref\" aria-label=\"Note 1\">1</a></sup>.";
    assert!(page.contains(text), "{page}");
    let (_, notes) =
        page.split_once("<section class=\"footnotes\" role=\"doc-endnotes\" aria-labelledby=\"fn\">").unwrap();
    let (notes, _) = notes.split_once("</section>").unwrap();
    let first = notes.find("<li id=\"fn-1\"><p>A note.</p>\n<p>Its second paragraph. <a href=\"#fn-1-from\"").unwrap();
    let second = notes.find("<li id=\"fn-2\"><p>Of <em>Dunmere</em>, <").unwrap();
    assert!(first < second, "{notes}");
    assert!(notes.contains("aria-label=\"Back to note 2 in the text\">\u{21a9}</a></p></li>"), "{notes}");
}
