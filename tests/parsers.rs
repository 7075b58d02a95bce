//! Whatever is typed, no reader falls over, and every message points at a place that is there.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by falling over")]

mod support;

use std::fs;

use proptest::prelude::*;
use sna::files::{Root, TextFile};
use sna::model::period::Period;
use sna::report::{Format, Report, Strictness};
use sna::{config, content, yaml};

/// Pieces that mean something to one of the readers, and some that mean nothing to any.
fn piece() -> impl Strategy<Value = String> {
    const KNOWN: &[&str] = &[
        "---",
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "  ",
        "\t",
        ":",
        ": ",
        "- ",
        "#",
        "# ",
        "## ",
        "{{",
        "}}",
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        "|",
        ">",
        "\"",
        "'",
        "`",
        "```chart\n",
        "```map\n",
        "```table\n",
        "```key-figures\n",
        "```\n",
        "````",
        "id: A-1\n",
        "kind: bar\n",
        "title: A\n",
        "summary: B\n",
        "finding: ",
        "findings:\n",
        "sentence: ",
        "figure: ",
        "items:\n",
        "indicator: ",
        "violence",
        "violence.rate",
        ".",
        "=",
        " area=",
        " period=",
        "2025",
        "&a",
        "*a",
        "!!str ",
        "%",
        "<b>",
        "</b>",
        "<!--",
        "<",
        "&amp;",
        "\\",
        "![",
        "](",
        "|-|-|\n",
        "1. ",
        "~~",
        "**",
        "é",
        "€",
        "\u{1f600}",
        "\u{feff}",
        "\u{0}",
        "\u{2028}",
        "e\u{301}",
        "\u{a0}",
        "0.10",
        "null",
        "yes",
        "- - -",
        "? ",
    ];
    prop_oneof![8 => proptest::sample::select(KNOWN).prop_map(str::to_owned), 1 => "[a-z]{1,8}", 1 => any::<char>().prop_map(String::from)]
}

/// A text of such pieces.
fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(piece(), 0..60).prop_map(|pieces| pieces.concat())
}

/// Every message can be drawn, and stands at a line and column of the file as an editor counts them.
fn points_into(report: &Report, text: &str) {
    let _ = support::plain(report);
    // A byte order mark is no character of the text.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines: Vec<&str> = text.split('\n').collect();
    for line in report.render(Format::Json).lines() {
        let found: serde_json::Value = serde_json::from_str(line).unwrap();
        let Some(number) = found["line"].as_u64() else { continue };
        let column = found["column"].as_u64().unwrap();
        let line =
            lines.get(usize::try_from(number).unwrap() - 1).unwrap_or_else(|| panic!("no line {number} in {text:?}"));
        assert!(column >= 1 && column <= line.chars().count() as u64 + 1, "no column {column} in {line:?} of {text:?}");
    }
}

fn root_with(path: &str, bytes: &[u8]) -> (tempfile::TempDir, Root) {
    let folder = tempfile::tempdir().unwrap();
    let full = folder.path().join(path);
    fs::create_dir_all(full.parent().unwrap()).unwrap();
    fs::write(full, bytes).unwrap();
    let root = Root::new(folder.path());
    (folder, root)
}

fn read_content(path: &str, bytes: &[u8]) -> Report {
    let (_folder, root) = root_with(path, bytes);
    let report = Report::new(Strictness::Lenient);
    let read = content::read(&report, &root, &mut sna::content::Searched::default());
    assert_eq!(read.is_err(), report.render(Format::Short).contains("error: "), "an error that nobody was told of");
    report
}

fn parsed(text: &str) -> Report {
    let report = Report::new(Strictness::Lenient);
    // The reader of files has taken a byte order mark away.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let file = TextFile { path: "a.yaml".into(), text: text.into() };
    if let Ok(node) = yaml::parse(&report, &file, 0..text.len()) {
        // Taken as everything it may be asked for.
        let _ = (node.text(&report), node.list(&report).map(<[_]>::len));
        if let Some(mut map) = node.map(&report) {
            let _ = (
                map.text("title"),
                map.texts("findings"),
                map.optional_number::<f64>("id", "a number"),
                map.pairs("items"),
                map.flag("kind"),
            );
            map.finish();
        }
    }
    report
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_the_reader_of_chapters_fall_over(text in text()) {
        points_into(&read_content("content/a.md", text.as_bytes()), &text);
    }

    #[test]
    fn no_body_under_good_settings_makes_it_fall_over(body in text()) {
        let text = format!("---\ntitle: A\nsummary: B\n---\n{body}");
        points_into(&read_content("content/a.md", text.as_bytes()), &text);
    }

    #[test]
    fn no_sentence_makes_the_reader_of_values_fall_over(inside in "[a-z.= {}é-]{0,30}") {
        let text = format!("---\ntitle: A\nsummary: B\nfindings:\n  - sentence: \"Of {{{{{inside}}}}}.\"\n---\n\nIn {{{{{inside}}}}} there {{{{ were.rate {inside}.\n");
        points_into(&read_content("content/a.md", text.as_bytes()), &text);
    }

    #[test]
    fn no_text_makes_the_reader_of_definitions_fall_over(text in text()) {
        points_into(&read_content("content/indicators/a.md", text.as_bytes()), &text);
        let settings = format!("---\n{text}\n---\n\nWords.\n");
        points_into(&read_content("content/indicators/a.md", settings.as_bytes()), &settings);
    }

    #[test]
    fn no_bytes_make_a_reader_fall_over(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = support::plain(&read_content("content/a.md", &bytes));
    }

    #[test]
    fn no_text_makes_the_reader_of_yaml_fall_over(text in text()) {
        points_into(&parsed(&text), &text);
    }

    #[test]
    fn no_settings_make_the_reader_of_a_site_fall_over(text in text(), at in 0..600_usize) {
        // Into the midst of settings that are good.
        let good = fs::read_to_string(support::package().join("tests/sites/base/site.yaml")).unwrap();
        let at = (0..=at.min(good.len())).rev().find(|at| good.is_char_boundary(*at)).unwrap();
        let text = format!("{}{text}{}", &good[..at], &good[at..]);
        let (_folder, root) = root_with("site.yaml", text.as_bytes());
        let report = Report::new(Strictness::Lenient);
        let read = config::read(&report, &root);
        prop_assert_eq!(read.is_err(), report.render(Format::Short).contains("error: "));
        points_into(&report, &text);
    }

    #[test]
    fn a_period_is_read_as_it_is_written(year in 1802_i32..2199, month in 1_u32..=12, day in 1_u32..=28, quarter in 1_u32..=4) {
        let periods = [
            Period::month(year, month),
            Period::quarter(year, quarter),
            Period::year(year),
            Period::financial_year(year),
            Period::academic_year(year),
            Period::year_to(year, month),
            Period::mid_year(year),
            Period::day(year, month, day),
            Period::month(year, month).and_then(|last| last.since_the_year_began(quarter * 3)),
            Period::month(year, month).and_then(|last| last.since_the_year_began(day % 12 + 1)),
            Period::years(year - 1, year),
            Period::financial_years(year - 1, year),
        ];
        for period in periods.into_iter().flatten() {
            prop_assert_eq!(Period::from_id(&period.id()), Some(period), "{}", period.id());
        }
    }

    #[test]
    fn no_text_makes_the_reader_of_periods_fall_over(text in "[0-9a-zé-]{0,16}") {
        if let Some(period) = Period::from_id(&text) {
            let _ = (period.id(), period.to_string());
        }
    }
}
