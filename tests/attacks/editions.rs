//! Attacks with two editions: what one printed less what the other prints. Each succeeds where this year's edition
//! protects nothing, and fails on what is released.

use std::fmt::Write as _;

use crate::sites::{Asked, PROTECTED, UNPROTECTED, said, site, withheld};
use crate::support;

/// A file of what a site releases.
fn released(site: &support::Copy) -> String {
    let report = sna::report::Report::new(sna::report::Strictness::Lenient);
    let root = sna::files::Root::new(&site.root());
    let audited =
        sna::pipeline::audited(&report, &sna::progress::Progress::default(), &root, &sna::config::Instead::default());
    let (_, record) = audited.unwrap_or_else(|_| panic!("{}", support::plain(&report)));
    record.edition.to_csv()
}

/// A site that is built after another was released.
fn after(before: &str, rule: &str, form: &str, asked: &[Asked], rows: &[&str]) -> support::Copy {
    let site = site(rule, form, asked, rows);
    site.put("releases/2025.csv", before);
    site
}

#[test]
fn this_months_year_to_date_less_last_months() {
    let months = [
        "E07000901,2024-04,0-17,male,20,0",
        "E07000901,2024-05,0-17,male,21,0",
        "E07000901,2024-06,0-17,male,22,0",
        "E07000901,2024-07,0-17,male,3,0",
    ];
    let asked = [("so-far", "levels: [district]\nperiod: year to date\n")];
    let before = released(&site(PROTECTED, "month", &asked, &months[..3]));
    assert!(before.contains(",63,63"), "the first edition prints 63:\n{before}");
    assert!(withheld(&site(PROTECTED, "month", &asked, &months), "so-far").is_empty(), "66 is not small by itself");
    let open = said(&after(&before, UNPROTECTED, "month", &asked, &months)).expect("66 less 63 was not seen");
    assert!(open.contains("can be worked out from what is published"), "{open}");
    let protected = after(&before, PROTECTED, "month", &asked, &months);
    assert_eq!(said(&protected), None);
    assert_eq!(withheld(&protected, "so-far").len(), 1);
}

#[test]
fn all_but_one_of_what_the_first_edition_withheld() {
    let rows = ["E07000901,2024,0-17,male,3,0", "E07000901,2024,18-24,male,20,0", "E07000901,2024,25+,male,41,0"];
    let by_age = [("by-age", "levels: [district]\nbreakdowns: [age]\n")];
    let first = site(PROTECTED, "year", &by_age, &rows);
    assert_eq!(withheld(&first, "by-age").len(), 2, "the total and two of its three parts say nothing");
    let before = released(&first);
    // The second edition has no total, and prints the part that hid the other.
    let group = |ages: &str| {
        format!("levels: [district]\nnumerator: {{source: people, series: [events], group: {{age: {ages}}}}}\n")
    };
    let (small, beside) = (group("0-17"), group("18-24"));
    let asked = [("small", small.as_str()), ("beside", beside.as_str())];
    assert!(withheld(&site(PROTECTED, "year", &asked, &rows), "beside").is_empty(), "alone it may be printed");
    let open = said(&after(&before, UNPROTECTED, "year", &asked, &rows)).expect("the first edition was forgotten");
    assert!(open.contains("events (0-17) in Ash Vale, 2024"), "{open}");
    let protected = after(&before, PROTECTED, "year", &asked, &rows);
    assert_eq!(said(&protected), None);
    assert_eq!(withheld(&protected, "beside").len(), 1);
}

#[test]
fn what_was_withheld_is_kept_as_withheld_and_without_its_count() {
    let rows = ["E07000901,2024,0-17,male,3,0", "E07000901,2024,18-24,male,20,0", "E07000901,2024,25+,male,41,0"];
    let kept = released(&site(PROTECTED, "year", &[("by-age", "levels: [district]\nbreakdowns: [age]\n")], &rows));
    let of = |age: &str| kept.lines().find(|line| line.contains(&format!("\"\"{age}\"\""))).unwrap();
    for withheld in [of("0-17"), of("18-24")] {
        assert!(withheld.ends_with(",1,"), "{withheld}");
    }
    assert!(of("25+").ends_with(",41,41"), "{kept}");
}

/// What a county of four districts had in 2024, by age: of each district those of 0 to 17, 18 to 24, and 25 and over.
type Ages = [[u32; 3]; 4];

const BANDS: [&str; 3] = ["0-17", "18-24", "25+"];

fn rows_of(ages: Ages) -> Vec<String> {
    let of = |(district, counts): (usize, [u32; 3])| {
        BANDS.into_iter().zip(counts).map(move |(age, count)| format!("E0700090{district},2024,{age},male,{count},0"))
    };
    (1..).zip(ages).flat_map(of).collect()
}

/// The file of an edition that printed all of them, and their totals, but for those that are `hidden` by their place;
/// whether it says that those were withheld, as files did not once.
fn edition_of(ages: Ages, hidden: &[(usize, usize)], says: bool) -> String {
    let mut file = "source,series,group,area,from,to,lowest,highest\n".to_owned();
    let mut line = |band: Option<&str>, area: &str, count: Option<u32>| {
        let group = band.map_or("{}".to_owned(), |age| format!("{{\"\"age\"\":\"\"{age}\"\"}}"));
        let known = count.map_or("1,".to_owned(), |count| format!("{count},{count}"));
        if count.is_some() || says {
            writeln!(file, "people,\"[\"\"events\"\"]\",\"{group}\",{area},2024-01,2024-12,{known}").unwrap();
        }
    };
    for (at, counts) in ages.into_iter().enumerate() {
        let area = format!("E0700090{}", at + 1);
        line(None, &area, Some(counts.into_iter().sum()));
        for (band, count) in counts.into_iter().enumerate() {
            line(Some(BANDS[band]), &area, (!hidden.contains(&(at, band))).then_some(count));
        }
    }
    line(None, "E10000091", Some(ages.into_iter().flatten().sum()));
    for (at, band) in BANDS.into_iter().enumerate() {
        line(Some(band), "E10000091", Some(ages.into_iter().map(|counts| counts[at]).sum()));
    }
    file
}

#[test]
fn what_last_year_withheld_where_a_total_stayed_and_others_were_revised() {
    // Two small counts of two districts hide each other, and each the other's beside it.
    let now = [[4, 20, 4], [31, 25, 51], [4, 35, 4], [41, 42, 43]];
    let then = [[4, 20, 4], [30, 25, 51], [1, 35, 30], [41, 42, 43]];
    let hidden = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (2, 0), (2, 2)];
    let rows = rows_of(now);
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let asked = [("by-age", "levels: [county, district]\nsum: yes\nbreakdowns: [age]\n")];
    assert_eq!(said(&site(UNPROTECTED, "year", &asked, &rows)), None, "this edition gives nothing away by itself");
    for says in [true, false] {
        // The first district's total is unchanged, and so its parts. Its 20 are shown now: last year 25 were withheld
        // in the second, so there were 30 beside them, and 5 of the first and the third together.
        let before = edition_of(then, &hidden, says);
        let open = said(&after(&before, UNPROTECTED, "year", &asked, &rows)).expect("last year was forgotten");
        assert!(open.contains("events (0-17) in Ash Vale, 2024"), "{open}");
        let protected = after(&before, PROTECTED, "year", &asked, &rows);
        assert_eq!(said(&protected), None);
        let found = withheld(&protected, "by-age");
        let is_there = |age: &str| found.iter().any(|row| row["area code"] == "E07000901" && row["breakdown"] == age);
        assert!(is_there("0-17") && is_there("18-24"), "{found:?}");
    }
}

#[test]
fn what_moved_within_a_total_that_stayed_gives_nothing_away() {
    // One event was put in another band since. Whoever takes the parts of the total for unchanged finds that they do
    // not add up, and nothing of last year's says what this year's are.
    let now = [[4, 20, 40], [30, 25, 51], [20, 35, 30], [41, 42, 43]];
    let then = [[3, 20, 41], [30, 25, 51], [20, 35, 30], [41, 42, 43]];
    let rows = rows_of(now);
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let asked = [("by-age", "levels: [county, district]\nsum: yes\nbreakdowns: [age]\n")];
    let before = edition_of(then, &[(0, 0), (0, 1), (2, 0), (2, 1)], true);
    let protected = after(&before, PROTECTED, "year", &asked, &rows);
    assert_eq!(said(&protected), None);
    let is_small = |row: &support::Row| row["area code"] == "E07000901" && row["breakdown"] == "0-17";
    assert!(withheld(&protected, "by-age").iter().any(is_small));
}

#[test]
fn this_months_rolling_year_less_last_months() {
    let month = |at: u32, events: u32| {
        format!("E07000901,{}-{:02},0-17,male,{events},0", 2023 + (at + 3) / 12, (at + 3) % 12 + 1)
    };
    let mut months: Vec<String> = (0..24).map(|at| month(at, 20 + at % 5)).collect();
    months.push(month(24, 3));
    let months: Vec<&str> = months.iter().map(String::as_str).collect();
    let rolling = [("rolling", "levels: [district]\nperiod: twelve months\n")];
    // A month later three events came, and the twenty-two of a year before went, which anybody has seen.
    let open = support::numbers(&site("{rule: none, why: as asked}", "month", &rolling, &months).built());
    let years: Vec<i32> =
        open.iter().filter(|row| row["indicator"] == "rolling").map(|row| row["count"].parse().unwrap()).collect();
    assert!(years.windows(2).any(|pair| pair[1] - pair[0] + 22 == 3), "{years:?}");
    let words = said(&site(PROTECTED, "month", &rolling, &months)).expect("sums that overlap were published");
    assert!(words.contains("sums that overlap give away what is withheld"), "{words}");
}
