//! Priorities: which needs are high, rising, severe and unmet, in the whole area and in each part of it.
//!
//! Comes in: a directory with needs, and findings. Goes out: the page and its file. Wrong can be: nothing. An answer
//! that is not known is printed as such and counts neither way, so that no withheld number can be read from a sum.

use super::provision::Provision;
use super::{areas, described, gaps, listed, need_link, services};
use crate::compare::need::{Evidence, NeedLevel};
use crate::compare::priority::{Answer, Judged, Question, judge, most};
use crate::compare::{Comparison, Direction};
use crate::content::csv::field;
use crate::content::link::relative;
use crate::content::{number, sentence};
use crate::model::area::AreaId;
use crate::model::intervention::{Directory, Need, Severity};
use crate::render::figures::size;
use crate::render::frame::{self, PageHead, link};
use crate::render::view::{
    AreaPriorities, Download, Fact, Link, Mark, PriorityAnswer, PriorityCell, PriorityMatrix, PriorityMatrixRow,
    PriorityPage, PriorityRow, PriorityTable,
};
use crate::render::{Publication, downloads};

/// What the page is called.
pub(super) const TITLE: &str = "Priorities: which needs are high, rising, severe and unmet";

/// The name of its file.
pub(super) const FILE: &str = "priorities.csv";

/// More areas than this are rows, since so many columns fit on no page.
const COLUMNS: usize = 8;

/// As many links as the tables have, so that the page can be walked by key.
const LINKS: usize = 60;

/// As many areas as are linked to.
const AREAS: usize = 30;

/// The page of priorities.
pub(super) fn page(publication: &Publication, directory: &Directory) -> PriorityPage {
    let (findings, addresses) = (&publication.findings, &publication.bindings.addresses);
    let address = addresses.page("priorities");
    let from = address.as_str();
    let whole = findings.areas.assessed();
    let name = sentence::with_article(&findings.areas.get(whole).name);
    let judged = of_area(publication, directory, whole);
    let parts: Vec<AreaId> = areas(publication, directory).into_iter().filter(|area| *area != whole).collect();
    let lede = format!(
        "Four questions about each need in {name}: is it high, is it rising, is its harm severe, and is it unmet? The \
         answers are added up, and the sum is a place to begin talking."
    );
    let linked = directory.needs.len() + judged.iter().map(|own| 2 * own.evidence.len()).sum::<usize>() <= LINKS;
    let csv = file(publication, directory);
    PriorityPage {
        frame: frame::frame(
            publication,
            &PageHead {
                address: from,
                title: "Priorities",
                description: &lede,
                breadcrumb: &[("Interventions", addresses.page("interventions"))],
                illustrative: gaps::is_illustrative(publication, directory),
            },
        ),
        title: TITLE.to_owned(),
        described: described(directory),
        most: format!("In {name}: {}", most_said(directory, &judged)),
        reading: reading(directory),
        whole: PriorityTable {
            caption: format!("Each need in {name}: four questions and their answers"),
            rows: directory
                .needs
                .iter()
                .zip(&judged)
                .map(|(need, own)| row(publication, (need, own), linked, from))
                .collect(),
        },
        decisions: decisions(directory, &judged),
        areas: (!parts.is_empty()).then(|| matrix(publication, directory, &parts)),
        by_area: parts.iter().map(|area| of_part(publication, directory, *area, parts.len() <= AREAS, from)).collect(),
        questions: Question::ALL.into_iter().map(meaning).collect(),
        downloads: vec![Download {
            text: "CSV".to_owned(),
            href: relative(from, &addresses.beside("priorities", FILE)),
            size: size(csv.len()),
            note: "each need in each area with the four answers and what they rest on".to_owned(),
        }],
        onward: link(from, "Need beside provision: the services that reach each need", &addresses.intervention("gaps")),
        lede,
    }
}

fn of_area<'a>(publication: &'a Publication, directory: &'a Directory, area: AreaId) -> Vec<Judged<'a>> {
    directory.needs.iter().map(|need| judge(&publication.findings, directory, need, area)).collect()
}

/// Which needs most is said of, with ties said as ties.
fn most_said(directory: &Directory, judged: &[Judged<'_>]) -> String {
    let counts: Vec<(usize, usize)> = judged.iter().map(|own| (own.yes(), own.unsaid())).collect();
    let found = most(&counts);
    let titles = |places: &[usize]| -> String {
        let names = places.iter().filter_map(|at| directory.needs.get(*at)).map(|need| need.title.clone());
        number::series(&names.collect::<Vec<_>>())
    };
    let so_many = number::spelled(found.yes);
    let first = match found.needs.as_slice() {
        [] => "no need has an answer of yes.".to_owned(),
        [_] => format!(
            "{} has {so_many} of four answers of yes, the most that can be said of any need.",
            titles(&found.needs)
        ),
        several => format!(
            "{} tie, with {so_many} of four answers of yes each. Nothing here puts one before {}.",
            titles(several),
            if several.len() == 2 { "the other" } else { "another" }
        ),
    };
    if found.could.is_empty() {
        return first;
    }
    let others = judged.len() - found.needs.len();
    let could = match found.could.len() {
        several if several > 2 && several == others => "any other need".to_owned(),
        _ => titles(&found.could),
    };
    format!("{first} As many or more might be true of {could}, of which too much cannot be said.")
}

fn reading(directory: &Directory) -> Vec<String> {
    vec![
        "The method is a sum: one for each answer of yes, with the same weight for each question. It has no other rule.".to_owned(),
        "What is withheld, missing, not compared or not stated cannot be said. It is counted neither as yes nor as no.".to_owned(),
        "Needs with the same sum tie. They stand in the order that the publisher gave them, which says nothing of their size.".to_owned(),
        format!("Unmet means that no service was recorded in {}. It does not say whether a service is large enough, or good.", directory.described),
        "A sum does not say what works, what it costs or what people there want. It cannot decide for anyone.".to_owned(),
    ]
}

fn meaning(question: Question) -> Fact {
    let text = match question {
        Question::High => {
            "Yes where at least one indicator of the need says more need than its benchmark, beyond its limits, in its latest period. It is the level shown in need beside provision."
        }
        Question::Rising => {
            "Yes where at least one indicator went the way of more need since the last period that it may be set beside, and chance is no likely reason. No where all are known and none did."
        }
        Question::Severe => {
            "Yes where the publisher declares the severity of its harm as high, and says why. Nothing is assumed where it is not stated."
        }
        Question::Unmet => "Yes where no service that is recorded for the need reaches the area or a part of it.",
    };
    Fact { word: sentence::upper_first(question.word()), text: text.to_owned(), href: None }
}

/// The words of an answer with its sign: `● yes`.
fn mark(answer: Answer) -> Mark {
    let (kind, sign, word) = match answer {
        Answer::Yes => ("yes", "●", "yes"),
        Answer::No => ("no", "○", "no"),
        Answer::Unsaid => ("unsaid", "?", "cannot be said"),
    };
    Mark { kind: kind.to_owned(), sign: sign.to_owned(), word: word.to_owned() }
}

/// What a need is called by its level, where a reader of the other page has met the word.
fn level_word(level: NeedLevel) -> &'static str {
    if level == NeedLevel::NotKnown { "cannot be said" } else { level.word() }
}

/// What an indicator says to a question, in words.
fn said(publication: &Publication, question: Question, found: &Evidence<'_>, area: AreaId) -> String {
    let own = &found.found;
    let when = found.period.map_or_else(String::new, |period| format!(", {period}"));
    let reason = || found.finding.and_then(|finding| finding.cell.shorthand()).map(|reason| reason.words());
    if question == Question::Rising {
        let change = found.finding.and_then(|finding| finding.change);
        let since = change.map_or_else(String::new, |change| {
            format!(" from {} to {}", change.from, found.period.map_or_else(String::new, |period| period.to_string()))
        });
        return match change.map(|change| change.direction) {
            Some(Direction::Rose) => format!("rose{since}"),
            Some(Direction::Fell) => format!("fell{since}"),
            Some(Direction::NotClear) => format!("no clear change{since}"),
            Some(Direction::NotJudged) => format!("chance cannot be judged{since}"),
            None => reason().map_or_else(|| "no earlier period to set beside it".to_owned(), str::to_owned),
        };
    }
    let benchmark = own.benchmark.map(|area| sentence::with_article(&publication.findings.areas.get(area).name));
    match found.comparison() {
        Some(comparison) => format!("{} {}{when}", Comparison::words(comparison), benchmark.unwrap_or_default()),
        None if own.benchmark == Some(area) => "it is itself the benchmark".to_owned(),
        None => reason().map_or_else(|| "not compared".to_owned(), str::to_owned),
    }
}

fn row(publication: &Publication, (need, own): (&Need, &Judged<'_>), linked: bool, from: &str) -> PriorityRow {
    let area = publication.findings.areas.assessed();
    let answers = Question::ALL.into_iter().zip(own.answers).map(|(question, answer)| PriorityAnswer {
        head: sentence::upper_first(question.word()),
        mark: mark(answer),
        rests: rests(publication, (need, own), question, area, from)
            .into_iter()
            .map(|rest| if linked { rest } else { Link { href: String::new(), ..rest } })
            .collect(),
    });
    let page = need_link(publication, &need.id, &need.title, from);
    PriorityRow {
        need: if linked { page } else { Link { href: String::new(), ..page } },
        decided: match &need.priority {
            Some(stated) if stated.said => "Priority by the publisher’s decision".to_owned(),
            Some(_) => "No priority by the publisher’s decision".to_owned(),
            None => String::new(),
        },
        answers: answers.collect(),
        met: met(own),
    }
}

/// `2 of 4 yes, 1 cannot be said`.
fn met(own: &Judged<'_>) -> String {
    match own.unsaid() {
        0 => format!("{} of 4", own.yes()),
        unsaid => format!("{} of 4; {unsaid} cannot be said", own.yes()),
    }
}

/// What an answer rests on.
fn rests(
    publication: &Publication,
    (need, own): (&Need, &Judged<'_>),
    question: Question,
    area: AreaId,
    from: &str,
) -> Vec<Link> {
    let plain = |text: String| vec![Link { text, ..Link::default() }];
    match question {
        Question::High | Question::Rising if own.evidence.is_empty() => plain("no indicator tells it".to_owned()),
        Question::High | Question::Rising => {
            let to = |found: &Evidence<'_>| {
                let address = publication.bindings.addresses.indicator(found.found.indicator.id.as_str());
                let made_up = if found.found.illustrative { " (illustrative data)" } else { "" };
                Link {
                    note: Some(format!("{}{made_up}", said(publication, question, found, area))),
                    ..link(from, found.found.indicator.short.as_str(), &address)
                }
            };
            own.evidence.iter().map(to).collect()
        }
        Question::Severe => plain(match &need.severity {
            Some(stated) => format!("{}: {}", severity(stated.said), stated.why),
            None => "severity not stated".to_owned(),
        }),
        Question::Unmet => plain(unmet(publication, need, own)),
    }
}

fn severity(degree: Severity) -> String {
    format!("declared {}", degree.word())
}

/// The services of the whole area, and the parts that none of them reaches.
fn unmet(publication: &Publication, need: &Need, own: &Judged<'_>) -> String {
    let Some(directory) = &publication.directory else { return String::new() };
    let known = &publication.findings.areas;
    let count = match own.services.len() {
        0 => "no service recorded".to_owned(),
        count => services(count),
    };
    let without: Vec<String> = areas(publication, directory)
        .into_iter()
        .filter(|area| directory.meeting(known, *area, need).is_empty())
        .map(|area| known.get(area).name.clone())
        .collect();
    if own.services.is_empty() || without.is_empty() {
        return count;
    }
    if without.len() > COLUMNS {
        let plural = sentence::lower_first(&known.level(directory.level).plural);
        return format!("{count}; none reaches {} {plural}", without.len());
    }
    format!("{count}; none reaches {}", number::series(&without))
}

/// What the publisher decides, beside what the sum says.
fn decisions(directory: &Directory, judged: &[Judged<'_>]) -> Vec<Fact> {
    let counts: Vec<(usize, usize)> = judged.iter().map(|own| (own.yes(), own.unsaid())).collect();
    let found = most(&counts);
    let decided = directory.needs.iter().enumerate().filter_map(|(at, need)| {
        let stated = need.priority.as_ref()?;
        let first = found.needs.contains(&at);
        let words = match (stated.said, first) {
            (true, true) => "a priority, as the sum says too",
            (true, false) => "a priority, although other needs have more answers of yes or none has any",
            (false, true) => "no priority, although no need has more answers of yes",
            (false, false) => "no priority",
        };
        Some(Fact { word: need.title.clone(), text: format!("Decided: {words}. Why: {}", stated.why), href: None })
    });
    decided.collect()
}

fn matrix(publication: &Publication, directory: &Directory, parts: &[AreaId]) -> PriorityMatrix {
    let names: Vec<String> = parts.iter().map(|area| publication.findings.areas.get(*area).name.clone()).collect();
    let titled = |need: &Need| {
        let made_up = if is_made_up(publication, need) { " (illustrative data)" } else { "" };
        format!("{}{made_up}", need.title)
    };
    let titles: Vec<String> = directory.needs.iter().map(titled).collect();
    let cells: Vec<Vec<Judged<'_>>> = parts.iter().map(|area| of_area(publication, directory, *area)).collect();
    let caption = "Each need in each area: how many of the four answers are yes, which they are, and what cannot be said. A question that is not named is answered no.".to_owned();
    if parts.len() <= COLUMNS {
        let row = |(at, head): (usize, String)| PriorityMatrixRow {
            head,
            cells: cells.iter().filter_map(|area| area.get(at)).map(cell).collect(),
        };
        let rows = titles.into_iter().enumerate().map(row).collect();
        return PriorityMatrix { caption, corner: "Need".to_owned(), columns: names, rows };
    }
    let rows = names.into_iter().zip(&cells);
    let rows = rows.map(|(head, needs)| PriorityMatrixRow { head, cells: needs.iter().map(cell).collect() }).collect();
    PriorityMatrix { caption, corner: "Area".to_owned(), columns: titles, rows }
}

fn cell(own: &Judged<'_>) -> PriorityCell {
    let those = |wanted: Answer| {
        let answers = Question::ALL.into_iter().zip(own.answers).filter(move |(_, answer)| *answer == wanted);
        answers.map(|(question, _)| question.word())
    };
    let mut answers: Vec<Mark> =
        those(Answer::Yes).map(|word| Mark { word: word.to_owned(), ..mark(Answer::Yes) }).collect();
    let unsaid: Vec<&str> = those(Answer::Unsaid).collect();
    if !unsaid.is_empty() {
        let own = mark(Answer::Unsaid);
        answers.push(Mark { word: format!("{}: {}", own.word, unsaid.join(", ")), ..own });
    }
    PriorityCell { met: format!("{} of 4", own.yes()), answers }
}

fn of_part(publication: &Publication, directory: &Directory, area: AreaId, linked: bool, from: &str) -> AreaPriorities {
    let (areas, addresses) = (&publication.findings.areas, &publication.bindings.addresses);
    let own = areas.get(area);
    let has_page = linked && areas.has_profile(area);
    let to = link(from, own.name.as_str(), &addresses.area(&own.slug));
    let judged = of_area(publication, directory, area);
    AreaPriorities {
        area: if has_page { to } else { Link { href: String::new(), ..to } },
        text: sentence::upper_first(&most_said(directory, &judged)),
    }
}

/// Whether anything that tells of a need is made up.
pub(super) fn is_made_up(publication: &Publication, need: &Need) -> bool {
    let mut told = need.indicators.iter().chain(&need.whole);
    told.any(|id| publication.findings.get(id).is_some_and(|found| found.illustrative))
}

/// Each need in each area, the whole one first.
pub(super) fn file(publication: &Publication, directory: &Directory) -> Vec<u8> {
    let whole = publication.findings.areas.assessed();
    let mut out = "need id,need,area code,area,high,rising,severe,unmet,yes,cannot be said,level of need,severity,why severe,services,priority,why priority,illustrative\n".to_owned();
    let parts = areas(publication, directory).into_iter().filter(|area| *area != whole);
    for area in std::iter::once(whole).chain(parts) {
        let place = publication.findings.areas.get(area);
        for (need, own) in directory.needs.iter().zip(of_area(publication, directory, area)) {
            let word = |answer: Answer| mark(answer).word;
            let mut line = vec![need.id.clone(), need.title.clone(), place.code.to_string(), place.name.clone()];
            line.extend(own.answers.into_iter().map(word));
            line.extend([own.yes().to_string(), own.unsaid().to_string(), level_word(own.level).to_owned()]);
            let or = |words: Option<String>, other: &str| words.unwrap_or_else(|| other.to_owned());
            let severe = need.severity.as_ref();
            line.push(or(severe.map(|stated| stated.said.word().to_owned()), super::NOT_STATED));
            line.push(or(severe.map(|stated| stated.why.clone()), super::NOT_STATED));
            let reached = Provision { level: own.level, evidence: own.evidence, services: own.services };
            line.push(
                listed(&[reached.names()].into_iter().filter(|names| !names.is_empty()).collect::<Vec<_>>())
                    .replace(super::NOT_STATED, "none recorded"),
            );
            let decided = need.priority.as_ref();
            line.push(or(decided.map(|stated| if stated.said { "yes" } else { "no" }.to_owned()), super::NOT_STATED));
            line.push(or(decided.map(|stated| stated.why.clone()), super::NOT_STATED));
            line.push(if is_made_up(publication, need) { "yes" } else { "no" }.to_owned());
            let fields: Vec<String> = line.iter().map(|text| field(text)).collect();
            out.push_str(&fields.join(","));
            out.push('\n');
        }
    }
    downloads::for_audience(publication, out).into_bytes()
}
