//! The directory and need beside provision as files: one table each, one header row, no blank fields.

use super::{NOT_STATED, aged, area_names, areas, listed, need_titles, priorities, provision, stated};
use crate::content::csv::field;
use crate::model::intervention::{Directory, Intervention, Prevention};
use crate::render::{Publication, downloads};

/// Every intervention with all that is stated of it.
pub(super) fn directory(publication: &Publication, directory: &Directory) -> Vec<u8> {
    let mut out = line(
        &[
            "id",
            "name",
            "provider",
            "areas",
            "area codes",
            "for",
            "age",
            "level of prevention",
            "needs",
            "setting",
            "what",
            "reach",
            "referral",
            "funding",
            "funding ends",
            "ended",
            "evidence",
            "where described",
            "described",
            "source",
        ]
        .map(str::to_owned),
    );
    for own in &directory.interventions {
        out.push_str(&line(&record(publication, directory, own)));
    }
    downloads::for_audience(publication, out).into_bytes()
}

fn record(publication: &Publication, directory: &Directory, own: &Intervention) -> [String; 20] {
    let codes: Vec<String> =
        own.areas.iter().map(|area| publication.findings.areas.get(*area).code.to_string()).collect();
    [
        own.id.clone(),
        own.name.clone(),
        listed(&own.providers),
        listed(&area_names(publication, own)),
        listed(&codes),
        listed(&own.who),
        own.age.map_or_else(|| NOT_STATED.to_owned(), aged),
        own.level.map_or(NOT_STATED, Prevention::word).to_owned(),
        listed(&need_titles(directory, own)),
        listed(&own.settings),
        stated(own.what.as_ref()),
        stated(own.reach.as_ref()),
        stated(own.referral.as_ref()),
        stated(own.funding.as_ref()),
        own.ends.map_or_else(|| NOT_STATED.to_owned(), crate::model::period::Period::id),
        if own.ended { "yes" } else { "no" }.to_owned(),
        stated(own.evidence.as_ref()),
        stated(own.reference.as_ref()),
        directory.described.clone(),
        format!("{}, {}", directory.origin.publisher, directory.origin.title),
    ]
}

/// Each need in each area.
pub(super) fn gaps(publication: &Publication, directory: &Directory) -> Vec<u8> {
    let mut out = line(
        &[
            "need id",
            "need",
            "area code",
            "area",
            "level of need",
            "trend",
            "indicators",
            "services",
            "service names",
            "gap",
            "illustrative",
        ]
        .map(str::to_owned),
    );
    for need in &directory.needs {
        for area in areas(publication, directory) {
            let own = publication.findings.areas.get(area);
            let found = provision::of(publication, directory, need, area);
            let or = |words: String, other: &str| if words.is_empty() { other.to_owned() } else { words };
            out.push_str(&line(&[
                need.id.clone(),
                need.title.clone(),
                own.code.to_string(),
                own.name.clone(),
                found.level.word().to_owned(),
                or(found.trend().to_owned(), "not known"),
                or(found.said(), "none"),
                found.services.len().to_string(),
                or(found.names(), "none recorded"),
                if found.is_gap() { "yes" } else { "no" }.to_owned(),
                if priorities::is_made_up(publication, need) { "yes" } else { "no" }.to_owned(),
            ]));
        }
    }
    downloads::for_audience(publication, out).into_bytes()
}

fn line(fields: &[String]) -> String {
    let fields: Vec<String> = fields.iter().map(|text| field(text)).collect();
    format!("{}\n", fields.join(","))
}
