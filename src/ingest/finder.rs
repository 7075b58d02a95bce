//! The postcodes by which readers find their area, from the directory that `find:` names.
//!
//! In goes a directory as it was read; out come its postcodes by the half before the space, each with the
//! areas that have a page. Wrong can be: a source that is no directory, and one that leads to no such area.

use std::collections::BTreeMap;

use super::atlas::Atlas;
use super::declaration::Declared;
use super::postcode::{self, Lies};
use crate::model::area::{AreaId, Areas};
use crate::model::declaration::PostcodesDeclaration;
use crate::model::postcode::{Inward, PostcodeAreas};
use crate::model::source::SourceId;
use crate::report::{Diagnostic, Report};

const FORMAT: &str = "postcode-directory";

/// The postcodes of the site.
pub(super) fn of_site(
    report: &Report,
    wanted: &PostcodesDeclaration,
    atlas: &Atlas<'_>,
    declared: &BTreeMap<SourceId, Declared>,
) -> Option<PostcodeAreas> {
    let source = &wanted.source;
    let directories = || declared.iter().filter(|(_, declared)| declared.format.name() == FORMAT);
    if !directories().any(|(id, _)| id == source) {
        // A declaration that could not be read has been told of already.
        let unread = !declared.contains_key(source) && report.sound(()).is_err();
        if !unread {
            let found = Diagnostic::error(format!("`{source}` is no directory of postcodes"));
            let found = found.at(wanted.place.clone()).label("no source of this name and format");
            report.add(match directories().next() {
                Some(_) => found.suggest(source.as_str(), directories().map(|(id, _)| id.as_str())),
                None => found.help(format!("name a source whose format is `{FORMAT}`, or leave `find:` out")),
            });
        }
        return None;
    }
    let found = gathered(source, atlas);
    if found.districts.is_empty() && report.sound(()).is_ok() {
        let message = format!("no postcode of `{source}` lies in an area that has a page");
        let found = Diagnostic::error(message).at(wanted.place.clone()).label("nobody would find an area by it");
        let place = format!("data/{source}/source.yaml");
        let help = "name there the column of a level that has `profile: yes`, or of one that lies in such a level";
        report.add(found.note(format!("its levels are those under `layout:` in {place}")).help(help));
        return None;
    }
    Some(found)
}

/// By postcode, the areas with a page that each lies in, and whether it lies in another place than the site.
fn gathered(source: &SourceId, atlas: &Atlas<'_>) -> PostcodeAreas {
    let areas = atlas.areas();
    let mut found = PostcodeAreas { source: Some(source.clone()), ..PostcodeAreas::default() };
    let Some(directory) = atlas.directory(source) else { return found };
    // The levels of a directory have the same postcodes, so they are walked side by side.
    let mut levels: Vec<_> = directory.values().map(|postcodes| postcodes.iter()).collect();
    loop {
        let step: Vec<(u64, Lies)> = levels.iter_mut().filter_map(Iterator::next).collect();
        let Some((code, _)) = step.first() else { break };
        let written = postcode::unpacked(*code);
        let Some((outward, inward)) = parted(&written) else { continue };
        let lies = step.iter().map(|(_, lies)| *lies);
        let within = with_page(areas, lies.clone());
        let is_outside = within.is_empty() && lies.clone().any(|lies| is_elsewhere(areas, lies));
        if within.is_empty() && !is_outside {
            continue;
        }
        let district = found.districts.entry(outward.to_owned()).or_default();
        if is_outside { district.outside.push(inward) } else { district.within.entry(within).or_default().push(inward) }
    }
    // The half before the space says enough of a place that is all elsewhere.
    found.districts.retain(|_, district| !district.within.is_empty());
    found
}

/// The two halves of a postcode, where it has the form of one.
fn parted(written: &str) -> Option<(&str, Inward)> {
    let (outward, inward) = written.split_at_checked(written.len().checked_sub(3)?)?;
    let inward: Inward = inward.as_bytes().try_into().ok()?;
    let is_inward = inward[0].is_ascii_digit() && inward[1..].iter().all(u8::is_ascii_uppercase);
    let digits = outward.trim_start_matches(|sign: char| sign.is_ascii_uppercase());
    let is_outward =
        (1..3).contains(&(outward.len() - digits.len())) && digits.starts_with(|sign: char| sign.is_ascii_digit());
    (is_inward && is_outward).then_some((outward, inward))
}

/// The areas with a page that a postcode lies in, the smallest first. The assessed area says nothing where
/// there is a smaller one.
fn with_page(areas: &Areas, lies: impl Iterator<Item = Lies>) -> Vec<AreaId> {
    let smallest = lies.filter_map(|lies| match lies {
        Lies::In(area) => Some(area),
        Lies::Elsewhere | Lies::Nowhere => None,
    });
    let lineage = smallest.flat_map(|area| areas.ancestry(area));
    let mut found: Vec<AreaId> = lineage.filter(|area| areas.has_profile(*area)).collect();
    found.sort_by_key(|area| (std::cmp::Reverse(areas.get(*area).level), *area));
    found.dedup();
    if found.len() > 1 {
        found.retain(|area| *area != areas.assessed());
    }
    found
}

fn is_elsewhere(areas: &Areas, lies: Lies) -> bool {
    match lies {
        Lies::In(area) => !areas.is_assessed(area),
        Lies::Elsewhere => true,
        Lies::Nowhere => false,
    }
}
