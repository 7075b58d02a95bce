//! Find your area: what the fields of the home page and of the index of areas look in.
//!
//! Comes in: the postcodes of the site. Goes out: a small file for each half of a postcode before the space,
//! so that a reader's whole postcode is never sent, and a list of these halves. Nothing can be wrong: what is
//! wrong with a directory was said where it was read.

use serde_json::{Value, json};

use super::frame::{frame_root, link};
use super::view::{Find, FindPostcode, Link};
use super::{Files, Output, Publication, areas, search};
use crate::content::link::relative;
use crate::model::area::AreaId;
use crate::model::postcode::{District, Inward};
use crate::model::source::Status;

/// The name of the list of all halves.
const LIST: &str = "index";

/// The files of postcodes.
#[derive(Debug)]
pub(super) struct Postcodes;

impl Output for Postcodes {
    fn name(&self) -> &'static str {
        "postcodes"
    }

    fn add(&self, publication: &Publication, files: &mut Files<'_>) {
        let Some(postcodes) = &publication.postcodes else { return };
        let addresses = &publication.bindings.addresses;
        files.add(&addresses.postcodes(LIST), |publication, _| {
            let halves: Vec<&String> =
                publication.postcodes.iter().flat_map(|postcodes| postcodes.districts.keys()).collect();
            let areas = &publication.findings.areas;
            let list = json!({ "area": areas.get(areas.assessed()).name, "districts": halves });
            Ok(list.to_string().into_bytes())
        });
        for outward in postcodes.districts.keys() {
            let wanted = outward.clone();
            files.add(&addresses.postcodes(outward), move |publication, _| {
                let district = publication.postcodes.as_ref().and_then(|postcodes| postcodes.districts.get(&wanted));
                Ok(district.map_or(Value::Null, |district| shard(publication, district)).to_string().into_bytes())
            });
        }
    }
}

/// The postcodes of a half, those of the same areas together and each as its last three signs.
fn shard(publication: &Publication, district: &District) -> Value {
    let within = district.within.iter().map(|(areas, codes)| {
        let areas: Vec<Value> = areas.iter().map(|area| described(publication, *area)).collect();
        json!({ "areas": areas, "codes": joined(codes) })
    });
    json!({ "places": within.collect::<Vec<Value>>(), "outside": joined(&district.outside) })
}

/// Name, address below the edition and kind of an area.
fn described(publication: &Publication, area: AreaId) -> Value {
    let own = publication.findings.areas.get(area);
    let addresses = &publication.bindings.addresses;
    json!([own.name, relative(&addresses.home(), &addresses.area(&own.slug)), areas::what_and_where(publication, area)])
}

fn joined(codes: &[Inward]) -> String {
    codes.iter().flatten().map(|sign| char::from(*sign)).collect()
}

/// What finds an area by its name or a postcode, for the page at `from`.
pub(super) fn by_name(publication: &Publication, from: &str) -> Find {
    let index = search::index_of_areas(publication, from, areas::with_profile(publication).len());
    Find { index: Some(index), root: frame_root(publication, from), postcodes: postcodes(publication, from) }
}

/// What finds an area by a postcode, for a page that has a list of names to filter.
pub(super) fn by_postcode(publication: &Publication, from: &str) -> Option<Find> {
    let postcodes = postcodes(publication, from)?;
    Some(Find { index: None, root: frame_root(publication, from), postcodes: Some(postcodes) })
}

fn postcodes(publication: &Publication, from: &str) -> Option<FindPostcode> {
    let id = publication.postcodes.as_ref()?.source.as_ref()?;
    let source = publication.findings.sources.get(id)?;
    let addresses = &publication.bindings.addresses;
    let list = relative(from, &addresses.postcodes(LIST));
    Some(FindPostcode {
        folder: list.trim_end_matches(&format!("{LIST}.json")).to_owned(),
        source: link(from, source.title.as_str(), &addresses.source(id.as_str())),
        licence: Link { text: source.licence.name.clone(), href: source.licence.address.clone(), ..Link::default() },
        attribution: source.attribution.clone(),
        illustrative: source.status == Status::Illustrative,
    })
}
