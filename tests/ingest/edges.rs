//! Files at the edge of what can be read: where a number is easily counted twice, lost or told wrongly.

use snapbox::{assert_data_eq, str};

use crate::geography::{calls, level, site as placed};
use crate::site::Site;

/// A source of one file with a layout of these lines.
fn table(lines: &str, text: &str) -> Site {
    let lines: String = lines.trim().lines().map(|line| format!("  {line}\n")).collect();
    Site::of("calls.csv", &format!("format: table\nlayout:\n{lines}"), text)
}

const COUNTED: &str = "area: {column: code}\nperiod: {column: year, form: year}\nseries: {fixed: calls}\nvalue: n\n";

#[test]
fn an_area_beside_one_that_it_became_part_of_counts_twice() {
    let areas = format!("  assessed: area-e06000066\n  levels:\n{}", level("district", &["E06000066"]));
    let source = calls(
        "recode: {numbers: counts}\nabsent: zero\nformat: table\nlayout: {area: {column: code}, period: {column: year, form: year}, series: {fixed: calls}, value: n}\n",
    );
    let with = |codes: &[&str]| {
        let rows: String = codes.iter().map(|code| format!("{code},2020,1\n")).collect();
        let text = format!("code,year,n\n{rows}");
        placed(&areas, &[("data/calls/source.yaml", source.as_bytes()), ("data/calls/calls.csv", text.as_bytes())])
    };
    // Taunton Deane and West Somerset became Somerset West and Taunton, and that became part of Somerset.
    assert_data_eq!(
        with(&["E07000190", "E07000191", "E07000246"]).told(),
        str![[r#"
error: two rows give `calls` for Area E06000066 in 2020
 --> data/calls/calls.csv:4:1
  |
4 | E07000246,2020,1
  | ^^^^^^^^^^^^^^^^ here again
  |
  = note: the other row is at data/calls/calls.csv:2
  = help: leave one out, or declare `sum: rows` in data/calls/source.yaml to add them


"#]]
    );
    assert_eq!(
        with(&["E07000187", "E07000188", "E07000189", "E07000246"]).numbers(),
        "area-e06000066 2020 calls () 4\n"
    );
    assert_eq!(
        with(&["E07000187", "E07000188", "E07000189", "E07000190", "E07000191"]).numbers(),
        "area-e06000066 2020 calls () 5\n"
    );
}

#[test]
fn a_sum_with_a_withheld_part_is_withheld_whichever_row_comes_first() {
    let lines = format!("{COUNTED}missing: {{\"*\": suppressed, x: not available}}\nsum: rows");
    for rows in ["E08000025,2024,*\nE08000025,2024,x\n", "E08000025,2024,x\nE08000025,2024,*\nE08000025,2024,7\n"] {
        assert_eq!(table(&lines, &format!("code,year,n\n{rows}")).numbers(), "birmingham 2024 calls () [c]\n");
    }
}

#[test]
fn more_words_than_name_series_are_refused_however_many_threads_read_them() {
    let rows: String = (0..12_000).map(|row| format!("E08000025,2024,word {row},1\n")).collect();
    let text = format!("code,year,kind,n\n{rows}");
    let lines = COUNTED.replace("{fixed: calls}", "{column: kind}");
    let told = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| table(&lines, &text).told())
    };
    assert!(told(1).contains("more than 10000 different words"), "{}", told(1));
    assert_eq!(told(1), told(8));
    let lines = format!("{COUNTED}group: {{kind: kind}}");
    assert!(table(&lines, &text).told().contains("more than 10000 breakdowns"), "{}", table(&lines, &text).told());
}

#[test]
fn rows_that_end_with_a_carriage_return_are_read_however_many() {
    let mut text = b"code,month,n\r".to_vec();
    for year in 1900..2100 {
        for month in 1..=12 {
            text.extend(format!("E08000025,{year}-{month:02},{}\r", "0".repeat(1200)).bytes());
        }
    }
    assert!(text.len() > 2 << 20, "the file must be larger than two pieces");
    let lines = COUNTED.replace("{column: year, form: year}", "{column: month, form: month}");
    let site =
        Site::new(&[("data/calls/source.yaml", table_source(&lines).as_bytes()), ("data/calls/calls.csv", &text)]);
    let read = site.table();
    assert_eq!(read.observations.len(), 2400);
    assert_eq!((read.observations[0].line, read.observations[2399].line), (2, 2401));
}

fn table_source(lines: &str) -> String {
    let lines: String = lines.trim().lines().map(|line| format!("  {line}\n")).collect();
    crate::site::declaration("calls.csv", &format!("format: table\nlayout:\n{lines}"))
}

#[test]
fn an_empty_word_is_said_to_be_empty() {
    let lines = COUNTED.replace("{fixed: calls}", "{column: kind}");
    assert_data_eq!(
        table(&lines, "code,year,kind,n\nE08000025,2024,,4\n").told(),
        str![[r#"
error: `kind` is empty
 --> data/calls/calls.csv:2:16
  |
2 | E08000025,2024,,4
  |                ^ a word is needed here
  |
  = help: fill it in, or say under `words:` in data/calls/source.yaml what `""` means


"#]]
    );
}

#[test]
fn days_that_no_calendar_has_are_told_apart_from_words() {
    let lines = COUNTED.replace("{column: year, form: year}", "{column: year, form: day/month/year}");
    assert_data_eq!(
        table(&lines, "code,year,n\nE08000025,31/02/2025,4\nE08000025,01/04/0225,4\nE08000025,soon,4\n").told(),
        str![[r#"
error: `year` must be a day such as `21/03/2021`, found `31/02/2025`
 --> data/calls/calls.csv:2:11
  |
2 | E08000025,31/02/2025,4
  |           ^^^^^^^^^^ no calendar has this day
  |
  = help: correct it, or the form that data/calls/source.yaml gives

error: `year` must be a day such as `21/03/2021`, found `01/04/0225`
 --> data/calls/calls.csv:3:11
  |
3 | E08000025,01/04/0225,4
  |           ^^^^^^^^^^ no such year
  |
  = help: correct it, or the form that data/calls/source.yaml gives

error: `year` must be a day such as `21/03/2021`, found `soon`
 --> data/calls/calls.csv:4:11
  |
4 | E08000025,soon,4
  |           ^^^^ not such a time
  |
  = help: correct it, or the form that data/calls/source.yaml gives


"#]]
    );
}
