//! A publication of more counts than are looked at together: two thousand wards in their authorities, by sex.

use std::fmt::Write as _;

use sna::audit::{Record, Standing};
use sna::files::Root;
use sna::progress::Progress;
use sna::report::{Report, Strictness};
use sna::{audit, config, content, disclosure, ingest, measure};

use crate::sites::{self, PROTECTED};
use crate::support;

const WARDS: usize = 89 * 23 + 1;

/// Wards in authorities of 23, the last of which has one alone. Every 40th has three events of women, as has the
/// last.
fn site() -> support::Copy {
    let mut rows = Vec::new();
    let mut areas = String::from(
        "title: Made-up counts\npublisher: Office for Made-up Statistics\nedition: \"2026\"\npublished: 2026-03-02\n\
         licence: {name: Open Government Licence v3.0, address: \"https://www.nationalarchives.gov.uk/\"}\n\
         accessibility: {status: partially, answer-within: 10 working days, prepared: 2 March 2026, \
         reviewed: 2 March 2026}\nareas:\n  assessed: country\n  levels:\n    - {id: country, name: Country, \
         plural: Countries, profile: yes, list: [{code: E92000001, name: Country}]}\n    - id: authority\n      \
         name: Authority\n      plural: Authorities\n      parent: E92000001\n      list:\n",
    );
    for authority in 0..WARDS.div_ceil(23) {
        let _ = writeln!(areas, "        - {{code: E07{authority:06}, name: Authority {authority}}}");
    }
    areas.push_str("    - id: ward\n      name: Ward\n      plural: Wards\n      list:\n");
    for ward in 0..WARDS {
        let _ = writeln!(areas, "        - {{code: E05{ward:06}, name: Ward {ward}, parent: E07{:06}}}", ward / 23);
        let women = if ward % 40 == 0 || ward + 1 == WARDS { 3 } else { 10 + 7 * ward % 41 };
        rows.push(format!("E05{ward:06},2024,0-17,female,{women},0"));
        rows.push(format!("E05{ward:06},2024,0-17,male,{},0", 12 + 11 * ward % 53));
    }
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let asked = [("by-sex", "levels: [country, authority, ward]\nsum: yes\nbreakdowns: [sex]\n")];
    let site = sites::site(PROTECTED, "year", &asked, &rows);
    for other in ["crime", "admissions", "residents"] {
        std::fs::remove_dir_all(site.root().join("data").join(other)).unwrap();
    }
    site.put("site.yaml", areas);
    site
}

/// What the audit finds of it, with so many threads.
fn audited(site: &support::Copy, threads: usize) -> Record {
    let (report, progress) = (Report::new(Strictness::Lenient), Progress::default());
    let root = Root::new(&site.root());
    let all = || {
        let config = config::read(&report, &root)?;
        let observations = ingest::read(&report, &progress, &root, &config.areas)?;
        let mut texts = content::read(&report, &root, &mut sna::content::Searched::default())?;
        texts.indicators.retain(|_, indicator| indicator.code.starts_with("AT-"));
        let estimates = measure::estimate(&report, &observations, &texts.indicators, None)?;
        let sources = observations.tables.iter().map(|(id, table)| (id.clone(), table.source.clone())).collect();
        let areas = &observations.areas;
        let (release, held) = disclosure::apply(&progress, areas, &sources, (config.published, &[]), estimates);
        let named = audit::Named { edition: &config.edition, published: config.published };
        audit::audit(&report, &progress, areas, &sources, named, &release, &held)
    };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(all).unwrap_or_else(|_| panic!("{}", support::plain(&report)))
}

#[test]
fn thousands_of_wards_and_an_authority_of_one() {
    let site = site();
    let (one, eight) = (audited(&site, 1), audited(&site, 8));
    let withheld = &one.lines[0].withheld;
    assert_eq!(withheld, &eight.lines[0].withheld, "the same with one thread and with eight");
    assert_eq!(one.attacked, 54, "53 wards, and the authority of one");
    assert!(one.narrowest.is_some_and(|width| width >= 5));
    // Two of every small one's other sex and another ward's both; of the last ward three more places take part.
    let beside = withheld.iter().filter(|(_, _, _, standing, _)| *standing == Standing::Beside).count();
    assert!((54..=3 * 54).contains(&beside), "{beside} withheld beside 54");
    let names = |area: &str| withheld.iter().filter(|row| row.1 == area).count();
    assert!(names("Ward 2047") == 2 && names("Authority 89") == 2, "{withheld:?}");
}
