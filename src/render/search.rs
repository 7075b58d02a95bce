//! The page of search: an A to Z of everything, which script adds a field to, and the index that it reads.
//!
//! Comes in: a publication. Goes out: the page, a page for each letter where one would be too long, and the
//! index as JSON, cut by the first letters of words where it would be too large. Nothing can be wrong.

mod entries;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Value, json};

use self::entries::{Entry, Kind};
use super::frame::{self, PageHead, noted};
use super::view::{self, Link, SearchGroup};
use super::{Files, Output, Publication};
use crate::content::link::relative;
use crate::content::number;
use crate::content::sentence::upper_first;
use crate::model::area::slug;

/// Above as many entries, an index is cut into files and the A to Z into pages.
const MOST: usize = 2_000;

/// The page of search and its index.
#[derive(Debug)]
pub(super) struct Search;

/// A part of the index. Areas have one of their own, since the home page needs no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Book {
    Areas,
    Others,
}

impl Book {
    const ALL: [Self; 2] = [Self::Areas, Self::Others];

    fn name(self) -> &'static str {
        match self {
            Self::Areas => "areas",
            Self::Others => "pages",
        }
    }

    fn holds(self, entry: &Entry) -> bool {
        (entry.kind == Kind::Area) == (self == Self::Areas)
    }
}

impl Output for Search {
    fn name(&self) -> &'static str {
        "search"
    }

    fn add(&self, publication: &Publication, files: &mut Files<'_>) {
        let addresses = &publication.bindings.addresses;
        let all = Arc::new(entries::all(publication));
        for book in Book::ALL {
            let own: Vec<&Entry> = all.iter().filter(|entry| book.holds(entry)).collect();
            let cut = if own.len() > MOST { by_initial(&own) } else { BTreeMap::from([(None, own)]) };
            for (initial, part) in cut {
                let name = initial.map_or_else(|| book.name().to_owned(), |letter| format!("{}-{letter}", book.name()));
                let text = index(publication, &part).to_string().into_bytes();
                files.add(&addresses.search_index(&name), move |_, _| Ok(text.clone()));
            }
        }
        let letters = letters(&all);
        if all.len() > MOST {
            for letter in letters.keys() {
                let (all, letter) = (Arc::clone(&all), letter.clone());
                files.add(&addresses.search(Some(&letter)), move |publication, report| {
                    publication.theme.page(report, "search.html", &page(publication, &all, Some(&letter)))
                });
            }
        }
        files.add(&addresses.search(None), move |publication, report| {
            publication.theme.page(report, "search.html", &page(publication, &all, None))
        });
    }
}

/// The files of the index of so many areas, as the page at `from` names them.
pub(super) fn index_of_areas(publication: &Publication, from: &str, count: usize) -> String {
    index_files(publication, from, Book::Areas, count)
}

/// The files of a part of the index, as the page at `from` names them: a `*` stands for a first letter.
fn index_files(publication: &Publication, from: &str, book: Book, count: usize) -> String {
    let name = if count > MOST { format!("{}-*", book.name()) } else { book.name().to_owned() };
    relative(from, &publication.bindings.addresses.search_index(&name))
}

/// Entries as the script reads them: number of the kind, name, address below the edition, note, lines.
fn index(publication: &Publication, entries: &[&Entry]) -> Value {
    let home = publication.bindings.addresses.home();
    let line = |(text, anchor): &(String, Option<String>)| match anchor {
        Some(anchor) => json!([text, anchor]),
        None => json!(text),
    };
    let entry = |entry: &&Entry| {
        let kind = Kind::ALL.iter().position(|(kind, _)| *kind == entry.kind);
        let lines: Vec<Value> = entry.lines.iter().map(line).collect();
        json!([kind, entry.title, relative(&home, &entry.address), entry.note, lines])
    };
    // Results are shown in the order of this list.
    let kinds: Vec<&str> = Kind::ALL.iter().map(|(_, heading)| *heading).collect();
    json!({ "kinds": kinds, "entries": entries.iter().map(entry).collect::<Vec<Value>>() })
}

/// Every word of an index that is cut may be looked for, so an entry stands under the first letter of each of
/// its own. All letters have a file, so that none is asked for in vain.
fn by_initial<'a>(entries: &[&'a Entry]) -> BTreeMap<Option<String>, Vec<&'a Entry>> {
    let letters = ('a'..='z').chain('0'..='9').map(String::from).chain([OTHER.to_owned()]);
    let mut cut: BTreeMap<Option<String>, Vec<&Entry>> = letters.map(|letter| (Some(letter), Vec::new())).collect();
    for entry in entries {
        let lines = entry.lines.iter().map(|(text, _)| text);
        let initials: BTreeSet<String> =
            lines.chain([&entry.title, &entry.note]).flat_map(|text| initials(text)).collect();
        for initial in initials {
            cut.entry(Some(initial)).or_default().push(entry);
        }
    }
    cut
}

/// What stands for all first letters but those of English and digits.
const OTHER: &str = "other";

/// The first letter of each word, without its accent, as the script finds it.
fn initials(text: &str) -> BTreeSet<String> {
    let text = text.replace(['\'', '\u{2019}'], "");
    let words = text.split(|sign: char| !sign.is_alphanumeric()).filter_map(|word| word.chars().next());
    words
        .map(|first| {
            let plain = match first {
                'ç' | 'Ç' => "c".to_owned(),
                'ñ' | 'Ñ' => "n".to_owned(),
                'ý' | 'ÿ' | 'Ý' | 'Ÿ' => "y".to_owned(),
                _ => slug(&first.to_string()),
            };
            if plain.is_empty() { OTHER.to_owned() } else { plain }
        })
        .collect()
}

/// The entries by the letter that they begin with; digits and signs stand together.
fn letters(all: &[Entry]) -> BTreeMap<String, Vec<&Entry>> {
    let mut letters: BTreeMap<String, Vec<&Entry>> = BTreeMap::new();
    for entry in all {
        let first = slug(&entry.title).chars().next().filter(char::is_ascii_alphabetic);
        letters.entry(first.map_or_else(|| "0".to_owned(), String::from)).or_default().push(entry);
    }
    letters
}

/// A letter as readers see it.
fn shown(letter: &str) -> String {
    if letter == "0" { "0–9".to_owned() } else { letter.to_uppercase() }
}

/// The page of search, or that of a letter.
fn page(publication: &Publication, all: &[Entry], chosen: Option<&str>) -> view::Search {
    let addresses = &publication.bindings.addresses;
    let from = addresses.search(chosen);
    let of_letter = letters(all);
    let paged = all.len() > MOST;
    let letters = of_letter.keys().map(|letter| Link {
        text: shown(letter),
        href: if paged { relative(&from, &addresses.search(Some(letter))) } else { format!("#{}", list_id(letter)) },
        current: chosen == Some(letter.as_str()),
        note: None,
    });
    let groups = match chosen {
        None if paged => Vec::new(),
        None => of_letter.iter().map(|(letter, entries)| group(&from, shown(letter), letter, entries)).collect(),
        Some(letter) => {
            let entries = of_letter.get(letter).map(Vec::as_slice).unwrap_or_default();
            by_two_letters(entries)
                .into_iter()
                .map(|(start, part)| group(&from, upper_first(&start), &start, &part))
                .collect()
        }
    };
    let index = Book::ALL.map(|book| {
        let count = all.iter().filter(|entry| book.holds(entry)).count();
        index_files(publication, &from, book, count)
    });
    let title = chosen.map_or_else(|| "Search".to_owned(), |letter| format!("A to Z: {}", shown(letter)));
    let search = ("Search", addresses.search(None));
    let breadcrumb = if chosen.is_some() { vec![search] } else { Vec::new() };
    let head = PageHead {
        address: &from,
        title: &title,
        description: "Everything in this assessment from A to Z, and a search of it.",
        breadcrumb: &breadcrumb,
        illustrative: false,
    };
    view::Search {
        frame: frame::frame(publication, &head),
        lede: "Areas, indicators, figures, chapters, methods, sources and terms, each by its name.".to_owned(),
        index: index.join(" "),
        letters: letters.collect(),
        groups,
        title,
    }
}

/// The id of the list of a letter. It stands inside the disclosure, so that browsers open it.
fn list_id(start: &str) -> String {
    format!("entries-{start}")
}

fn group(from: &str, title: String, start: &str, entries: &[&Entry]) -> SearchGroup {
    let word = if entries.len() == 1 { "entry" } else { "entries" };
    SearchGroup {
        title,
        anchor: list_id(start),
        count: format!("{} {word}", number::grouped(entries.len() as f64, 0)),
        entries: entries
            .iter()
            .map(|entry| noted(from, entry.title.as_str(), &entry.address, entry.note.as_str()))
            .collect(),
    }
}

/// The entries of a letter by the first two letters of their names.
fn by_two_letters<'a>(entries: &[&'a Entry]) -> BTreeMap<String, Vec<&'a Entry>> {
    let mut parts: BTreeMap<String, Vec<&Entry>> = BTreeMap::new();
    for entry in entries {
        let start: String = slug(&entry.title).chars().filter(|sign| *sign != '-').take(2).collect();
        parts.entry(start).or_default().push(entry);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_cut_under_its_first_letter_without_accent_or_apostrophe() {
        let found: Vec<String> = initials("Élan in ’s-Hertogenbosch, Çelik 12 Ωmega").into_iter().collect();
        assert_eq!(found, ["1", "c", "e", "h", "i", "other", "s"]);
    }
}
