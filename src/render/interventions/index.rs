//! The directory: every intervention in a table, with what script filters by.

use super::{
    NOT_STATED, aged, area_names, areas, described, files, listed, need_link, need_titles, services, to_priorities,
};
use crate::content::link::relative;
use crate::content::sentence;
use crate::model::age::Ages;
use crate::model::intervention::{Directory, Intervention, Prevention};
use crate::render::Publication;
use crate::render::figures::size;
use crate::render::frame::{self, PageHead, link};
use crate::render::view::{
    Download, Fact, InterventionIndex, InterventionKeys, InterventionRow, InterventionTable, Link,
};

/// As many rows as can be walked by key on one page, with all that stands around them.
const ROWS: usize = 70;

/// Bands of age that readers filter by.
const BANDS: [(u32, u32); 4] = [(0, 9), (10, 17), (18, 24), (25, Ages::OLDEST)];

/// The page of the directory.
pub(super) fn page(publication: &Publication, directory: &Directory) -> InterventionIndex {
    let (findings, addresses) = (&publication.findings, &publication.bindings.addresses);
    let address = addresses.page("interventions");
    let from = address.as_str();
    let assessed = sentence::with_article(&findings.areas.get(findings.areas.assessed()).name);
    let count = crate::report::counted(directory.interventions.len(), "intervention");
    let lede = format!(
        "{} against violence in {assessed}: who provides {}, where, for whom and how people are referred.",
        sentence::upper_first(&count),
        if directory.interventions.len() == 1 { "it" } else { "them" },
    );
    let tables = directory.interventions.chunks(ROWS).map(|chunk| table(publication, directory, chunk, from));
    let by_need = directory.needs.iter().map(|need| {
        let met = directory.interventions.iter().filter(|own| !own.ended && own.needs.contains(&need.id)).count();
        Link { note: Some(services(met)), ..need_link(publication, &need.id, &need.title, from) }
    });
    let by_area = areas(publication, directory).into_iter().filter_map(|area| {
        let own = findings.areas.get(area);
        let reaching = directory.reaching(&findings.areas, area).len();
        // An area without a profile has no page to lead to.
        let has_page = findings.areas.has_profile(area);
        let mut found = link(from, own.name.as_str(), &addresses.area(&own.slug));
        found.href.push_str("#interventions");
        found.note = Some(services(reaching));
        has_page.then_some(found)
    });
    let csv = files::directory(publication, directory);
    InterventionIndex {
        frame: frame::frame(
            publication,
            &PageHead {
                address: from,
                title: "Interventions",
                description: &lede,
                breadcrumb: &[],
                illustrative: false,
            },
        ),
        title: "Interventions".to_owned(),
        described: described(directory),
        gaps: (!directory.needs.is_empty()).then(|| {
            let text = "Need beside provision: what reaches each need in each area, and what is missing";
            link(from, text, &addresses.intervention("gaps"))
        }),
        priorities: to_priorities(publication, from),
        tables: tables.collect(),
        levels: Prevention::WORDS
            .iter()
            .map(|(word, level)| Fact {
                word: sentence::upper_first(word),
                text: level.meaning().to_owned(),
                href: None,
            })
            .collect(),
        evidence: directory
            .ratings
            .iter()
            .map(|rating| Fact { word: sentence::upper_first(&rating.word), text: rating.meaning.clone(), href: None })
            .collect(),
        by_need: by_need.collect(),
        by_area: by_area.collect(),
        downloads: vec![Download {
            text: "CSV".to_owned(),
            href: relative(from, &addresses.intervention_file("interventions.csv")),
            size: size(csv.len()),
            note: "every intervention with all that is stated of it".to_owned(),
        }],
        lede,
    }
}

fn table(publication: &Publication, directory: &Directory, chunk: &[Intervention], from: &str) -> InterventionTable {
    let names = (chunk.first().map_or("", |own| own.name.as_str()), chunk.last().map_or("", |own| own.name.as_str()));
    let whole = chunk.len() == directory.interventions.len();
    let title = format!("{} to {}: {}", names.0, names.1, chunk.len());
    let which = if whole { String::new() } else { format!(", {} to {}", names.0, names.1) };
    InterventionTable {
        title,
        caption: format!("Interventions as described in {}{which}", directory.described),
        rows: chunk.iter().map(|own| row(publication, directory, own, from)).collect(),
    }
}

fn row(publication: &Publication, directory: &Directory, own: &Intervention, from: &str) -> InterventionRow {
    let areas = &publication.findings.areas;
    let mut reached: Vec<String> = own.areas.iter().map(|area| pair(publication, *area)).collect();
    let level = super::areas(publication, directory);
    reached
        .extend(level.iter().filter(|area| own.reach_of(areas, **area).is_some()).map(|area| pair(publication, *area)));
    reached.sort_unstable();
    reached.dedup();
    let needs = own.needs.iter().filter_map(|id| directory.needs.iter().find(|need| need.id == *id));
    let needs: Vec<String> = needs.map(|need| format!("{}={}", need.id, need.title)).collect();
    let bands = own.age.iter().flat_map(|age| {
        let bands = BANDS.iter().map(|(first, last)| Ages { first: *first, last: *last });
        bands.filter(|band| age.overlap(*band)).map(|band| format!("{:02}={}", band.first, aged(band)))
    });
    let words = |words: &[String]| {
        words.iter().map(|word| format!("{}={word}", crate::model::area::slug(word))).collect::<Vec<_>>()
    };
    let level = own.level.map(|level| format!("{0}={0}", level.word()));
    InterventionRow {
        link: link(from, own.name.as_str(), &publication.bindings.addresses.intervention(&own.id)),
        ended: own.ended,
        provider: listed(&own.providers),
        areas: listed(&area_names(publication, own)),
        level: own.level.map_or(NOT_STATED, Prevention::word).to_owned(),
        setting: listed(&own.settings),
        who: who(own),
        needs: listed(&need_titles(directory, own)),
        keys: InterventionKeys {
            area: reached.join("|"),
            need: needs.join("|"),
            level: level.unwrap_or_default(),
            setting: words(&own.settings).join("|"),
            age: bands.collect::<Vec<_>>().join("|"),
            who: words(&own.who).join("|"),
        },
    }
}

/// An area as script knows it: its part of the address and its name.
fn pair(publication: &Publication, area: crate::model::area::AreaId) -> String {
    let own = publication.findings.areas.get(area);
    format!("{}={}", own.slug, own.name)
}

/// Whom an intervention is for, with their age where it is stated.
pub(super) fn who(own: &Intervention) -> String {
    match own.age {
        Some(age) if own.who.is_empty() => format!("aged {}", aged(age)),
        Some(age) => format!("{}, aged {}", own.who.join("; "), aged(age)),
        None => listed(&own.who),
    }
}
