//! Priority schools: a list of schools in bands by what indicators say of the areas that their pupils come from.
//!
//! Comes in: a publication with schools. Goes out: the page and its file. Wrong can be: nothing. Schools of a band stand
//! by name, and a school is in no band where what is withheld or missing would decide.

use std::collections::BTreeMap;

use super::figures::size;
use super::frame::{self, PageHead, noted};
use super::view::{Described, Download, Fact, Link, SchoolBand, SchoolGroup, SchoolPage, SchoolRow};
use super::{Files, Output, Publication, decisions, downloads};
use crate::compare::IndicatorFindings;
use crate::compare::catchment::{Band, By, Signs, band, signs};
use crate::compare::priority::Answer;
use crate::content::csv::field;
use crate::content::link::relative;
use crate::content::{School, Schools, number, sentence};
use crate::model::area::AreaId;
use crate::model::indicator::Polarity;

/// What the page is called.
const TITLE: &str = "Priority schools";

/// The name of its file.
const FILE: &str = "schools.csv";

/// As many indicators as are linked to.
const LINKS: usize = 40;

/// The page of schools.
#[derive(Debug)]
pub(super) struct SchoolPages;

impl Output for SchoolPages {
    fn name(&self) -> &'static str {
        "schools"
    }

    fn add(&self, publication: &Publication, files: &mut Files<'_>) {
        if publication.bindings.schools.is_none() {
            return;
        }
        let addresses = &publication.bindings.addresses;
        files.add(&addresses.page("schools"), |publication, report| match &publication.bindings.schools {
            Some(schools) => publication.theme.page(report, "schools.html", &page(publication, schools)),
            None => Ok(Vec::new()),
        });
        files.add(&addresses.beside("schools", FILE), |publication, _| {
            Ok(publication.bindings.schools.as_ref().map(|schools| file(publication, schools)).unwrap_or_default())
        });
    }
}

/// The page for lists and search, where the site has it.
pub(super) fn listed(publication: &Publication) -> Option<decisions::Page> {
    publication.bindings.schools.as_ref()?;
    let about = "in bands by the need of the areas that their pupils come from";
    Some(decisions::Page { title: TITLE, address: publication.bindings.addresses.page("schools"), about })
}

/// An indicator, and what it says of each area.
struct Told<'a> {
    found: &'a IndicatorFindings,
    signs: Signs,
}

fn told<'a>(publication: &'a Publication, schools: &Schools) -> Vec<Told<'a>> {
    let findings = &publication.findings;
    let of = |found: &'a IndicatorFindings| Some(Told { found, signs: signs(findings, found, schools.level)? });
    schools.indicators.iter().filter_map(|id| of(findings.get(id)?)).collect()
}

/// A school with the answers of all indicators, and its band.
struct Placed<'a> {
    school: &'a School,
    answers: Vec<Answer>,
    band: Option<Band>,
    /// The area that it is listed under.
    group: String,
}

fn placed<'a>(publication: &Publication, schools: &'a Schools, told: &[Told<'_>]) -> Vec<Placed<'a>> {
    let areas = &publication.findings.areas;
    let group = |school: &School| {
        let first = school.catchment.first().map(|(area, _)| *area);
        let above = first.and_then(|area| areas.ancestry(area).find(|up| areas.get(*up).level == schools.group));
        above.map_or_else(|| "Elsewhere".to_owned(), |area| areas.get(area).name.clone())
    };
    let place = |school: &'a School| {
        let answers: Vec<Answer> = told.iter().map(|told| told.signs.of(&school.catchment)).collect();
        Placed { school, band: band(&answers), group: group(school), answers }
    };
    schools.schools.iter().map(place).collect()
}

fn page(publication: &Publication, schools: &Schools) -> SchoolPage {
    let addresses = &publication.bindings.addresses;
    let address = addresses.page("schools");
    let from = address.as_str();
    let told = told(publication, schools);
    let placed = placed(publication, schools, &told);
    let lede = format!(
        "{} in three bands, by what {} of the areas that their pupils come from. No number of a school’s own is used.",
        sentence::upper_first(&counted(placed.len())),
        match told.len() {
            1 => "one indicator says".to_owned(),
            many => format!("{} indicators say", number::spelled(many)),
        }
    );
    let csv = file(publication, schools);
    let made_up = is_made_up(schools, &told);
    SchoolPage {
        frame: frame::frame(
            publication,
            &PageHead { address: from, title: TITLE, description: &lede, breadcrumb: &[], illustrative: made_up },
        ),
        title: TITLE.to_owned(),
        illustrative: schools.illustrative.then(|| {
            "These schools are illustrative: made up to show the method, with catchments that no school has.".to_owned()
        }),
        described: described(schools),
        reading: reading(publication, schools),
        indicators: told.iter().map(|told| indicator(publication, told, told_links(schools), from)).collect(),
        bands: Band::ALL
            .into_iter()
            .map(Some)
            .chain([None])
            .filter_map(|band| of_band(publication, (&told, made_up), &placed, band))
            .collect(),
        meanings: Band::ALL.into_iter().map(Some).chain([None]).map(meaning).collect(),
        downloads: vec![Download {
            text: "CSV".to_owned(),
            href: relative(from, &addresses.beside("schools", FILE)),
            size: size(csv.len()),
            note: "each school with its band and what puts it there".to_owned(),
        }],
        lede,
    }
}

/// Whether the schools are made up, or anything that puts them into bands is.
fn is_made_up(schools: &Schools, told: &[Told<'_>]) -> bool {
    schools.illustrative || told.iter().any(|told| told.found.illustrative)
}

fn told_links(schools: &Schools) -> bool {
    schools.indicators.len() <= LINKS
}

/// `24 schools`.
fn counted(count: usize) -> String {
    format!("{} {}", number::spelled(count), if count == 1 { "school" } else { "schools" })
}

fn described(schools: &Schools) -> Described {
    let origin = &schools.origin;
    Described {
        sentence: format!(
            "Schools and catchments: {}, {}. Licence: {}.",
            origin.publisher, origin.title, origin.licence
        ),
        document: origin.address.as_ref().map(|address| Link {
            text: "Read the document".to_owned(),
            href: address.clone(),
            ..Link::default()
        }),
        note: schools.note.clone().unwrap_or_default(),
    }
}

fn reading(publication: &Publication, schools: &Schools) -> Vec<String> {
    let plural = sentence::lower_first(&publication.findings.areas.level(schools.level).plural);
    vec![
        format!("A band tells of the {plural} that pupils come from. It does not tell how good or how safe a school is."),
        "Schools of a band are listed by name. Their order says nothing, and there are no places within a band.".to_owned(),
        "An indicator says more need of a catchment where it does so for areas from which at least half of the pupils come.".to_owned(),
        "Where what is withheld or missing could change the band of a school, it is put into none.".to_owned(),
    ]
}

fn indicator(publication: &Publication, told: &Told<'_>, linked: bool, from: &str) -> Link {
    let findings = &publication.findings;
    let found = told.found;
    let period = found.latest().map_or_else(String::new, |period| format!(", {period}"));
    let (more, most) = match found.indicator.polarity {
        Polarity::HighIsGood => ("lower", "lowest"),
        _ => ("higher", "highest"),
    };
    let by = match (told.signs.by, found.benchmark) {
        (By::Benchmark, Some(area)) => {
            format!(
                "more need where it is {more} than {}, beyond its limits",
                sentence::with_article(&findings.areas.get(area).name)
            )
        }
        _ => format!("more need in the {most} fifth of areas"),
    };
    let made_up = if found.illustrative { "; illustrative data" } else { "" };
    let address = publication.bindings.addresses.indicator(found.indicator.id.as_str());
    let to = noted(from, found.indicator.short.as_str(), &address, format!("{by}{period}{made_up}"));
    if linked { to } else { Link { href: String::new(), ..to } }
}

fn title(band: Option<Band>) -> &'static str {
    match band {
        Some(Band::First) => "First band",
        Some(Band::Second) => "Second band",
        Some(Band::Third) => "Third band",
        None => "In no band",
    }
}

fn meaning(band: Option<Band>) -> Fact {
    let text = match band {
        Some(Band::First) => "at least two in three of the indicators say more need of its catchment",
        Some(Band::Second) => "at least one in three do, and fewer than two in three",
        Some(Band::Third) => "fewer than one in three do",
        None => "too much is withheld or missing to say which",
    };
    Fact { word: title(band).to_owned(), text: text.to_owned(), href: None }
}

fn of_band(
    publication: &Publication,
    (told, made_up): (&[Told<'_>], bool),
    placed: &[Placed<'_>],
    band: Option<Band>,
) -> Option<SchoolBand> {
    let mut groups: BTreeMap<&str, Vec<SchoolRow>> = BTreeMap::new();
    let mut count = 0;
    for one in placed.iter().filter(|one| one.band == band) {
        count += 1;
        groups.entry(&one.group).or_default().push(row(publication, told, one));
    }
    let title = title(band);
    let meant = meaning(band).text;
    if count == 0 && band.is_none() {
        return None;
    }
    Some(SchoolBand {
        anchor: crate::model::area::slug(title),
        title: title.to_owned(),
        text: format!(
            "{}: {meant}.",
            if count == 0 { "No school".to_owned() } else { sentence::upper_first(&counted(count)) }
        ),
        caption: format!(
            "{title}: schools by area and name, with what puts them there{}",
            if made_up { " (illustrative data)" } else { "" }
        ),
        groups: groups.into_iter().map(|(area, rows)| SchoolGroup { area: area.to_owned(), rows }).collect(),
    })
}

fn row(publication: &Publication, told: &[Told<'_>], one: &Placed<'_>) -> SchoolRow {
    let names = |wanted: Answer| -> Vec<String> {
        let those = told.iter().zip(&one.answers).filter(|(_, answer)| **answer == wanted);
        those.map(|(told, _)| told.found.indicator.short.clone()).collect()
    };
    let said = [("More need", Answer::Yes), ("No more", Answer::No), ("Cannot be said", Answer::Unsaid)];
    let reasons = said.into_iter().filter_map(|(word, wanted)| {
        let names = names(wanted);
        (!names.is_empty()).then(|| format!("{word}: {}", names.join("; ")))
    });
    SchoolRow {
        name: one.school.name.clone(),
        id: one.school.id.clone(),
        catchment: catchment(publication, one.school),
        reasons: reasons.collect(),
    }
}

/// `Aston 60%, Nechells 40%`.
fn catchment(publication: &Publication, school: &School) -> String {
    let name = |area: AreaId| &publication.findings.areas.get(area).name;
    match school.catchment.as_slice() {
        [(only, _)] => name(*only).clone(),
        several => {
            let part = |(area, share): &(AreaId, f64)| format!("{} {:.0}%", name(*area), share * 100.0);
            several.iter().map(part).collect::<Vec<_>>().join(", ")
        }
    }
}

/// Each school with its band and the answers of all indicators.
fn file(publication: &Publication, schools: &Schools) -> Vec<u8> {
    let told = told(publication, schools);
    let mut head: Vec<String> = ["id", "school", "area", "catchment", "band"].map(str::to_owned).to_vec();
    head.extend(told.iter().map(|told| format!("more need by {}", told.found.indicator.id)));
    head.push("illustrative".to_owned());
    let mut lines = vec![head];
    for one in placed(publication, schools, &told) {
        let school = one.school;
        let mut line = vec![school.id.clone(), school.name.clone(), one.group.clone(), catchment(publication, school)];
        line.push(sentence::lower_first(title(one.band)));
        line.extend(one.answers.iter().map(|answer| match answer {
            Answer::Yes => "yes".to_owned(),
            Answer::No => "no".to_owned(),
            Answer::Unsaid => "cannot be said".to_owned(),
        }));
        line.push(if is_made_up(schools, &told) { "yes" } else { "no" }.to_owned());
        lines.push(line);
    }
    let text = |line: &Vec<String>| format!("{}\n", line.iter().map(|text| field(text)).collect::<Vec<_>>().join(","));
    downloads::for_audience(publication, lines.iter().map(text).collect()).into_bytes()
}
