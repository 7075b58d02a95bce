//! The stages in order, on one screen.

use std::sync::Arc;

use crate::audit::{self, Record};
use crate::chart::gallery;
use crate::disclosure::edition;
use crate::files::Root;
use crate::ledger;
use crate::model::audience::Audience;
use crate::model::coverage::Intake;
use crate::progress::Progress;
use crate::render::{Publication, Site, theme};
use crate::report::{Report, Result};
use crate::{compare, config, content, disclosure, ingest, measure, render};

/// Everything below `root`, as a site that is not yet written, for the audience that its settings name.
pub fn build(report: &Report, progress: &Progress, root: &Root) -> Result<Site> {
    build_for(report, progress, root, None)
}

/// The same for an audience, whatever the settings say.
pub fn build_for(report: &Report, progress: &Progress, root: &Root, audience: Option<Audience>) -> Result<Site> {
    audited(report, progress, root, audience).map(|(site, _)| site)
}

/// Everything below `root`, as a site that is not yet written, and what the audit found of it. The record is for
/// whoever answers for the data, and no part of the site.
pub fn audited(
    report: &Report,
    progress: &Progress,
    root: &Root,
    audience: Option<Audience>,
) -> Result<(Site, Record)> {
    prepare(report, progress, root, audience)?.laid_out(report)
}

/// All that a site is made of, and whatever is wrong with its narrative: what was bound is here even where a claim
/// does not hold, and no site is made of it then. Where the audit found something there is none of this.
#[derive(Debug)]
pub struct Prepared {
    /// What would be published.
    pub publication: Publication,
    record: Record,
}

impl Prepared {
    /// The site and what the audit found, where nothing is wrong.
    pub fn laid_out(self, report: &Report) -> Result<(Site, Record)> {
        let publication = report.sound(self.publication)?;
        Ok((render::render(report, publication)?, self.record))
    }
}

/// Everything below `root`, read, counted, protected, audited and bound.
pub fn prepare(report: &Report, progress: &Progress, root: &Root, audience: Option<Audience>) -> Result<Prepared> {
    let config = config::read(report, root)?;
    let audience = audience.unwrap_or(config.audience);
    let config = config.for_audience(audience);

    progress.begin(1, 0);
    // Side by side, so that one run shows the faults of all five.
    let ((observations, earlier), (texts, theme, past)) = rayon::join(
        || (ingest::read(report, progress, root, &config.areas), edition::read(report, root, audience)),
        || {
            let past = ledger::read(report, root, audience);
            (content::read(report, root), theme::read(report, root, &config.style), past)
        },
    );
    let (observations, earlier) = (observations?.for_audience(audience), earlier?);
    let (texts, theme, past) = (texts?, theme?, past?);

    progress.begin(2, 0);
    let estimates = measure::estimate(report, &observations, &texts.indicators, config.benchmark.as_ref())?;
    let sources = observations.tables.iter().map(|(id, table)| (id.clone(), table.source.clone())).collect();
    progress.begin(3, 0);
    let when = (config.published, &earlier[..]);
    let (release, held) = disclosure::apply(progress, &observations.areas, &sources, when, estimates);
    progress.begin(3, 0);
    let record = {
        let named = audit::Named { edition: &config.edition, published: config.published };
        audit::audit(report, progress, &observations.areas, &sources, named, &release, &held)
    };
    drop(held);
    let postcodes = observations.postcodes;
    let intake = observations.tables.into_iter();
    let intake = intake.map(|(id, table)| (id, Intake { files: table.quality, coverage: table.coverage })).collect();
    let mut findings =
        compare::compare(report, Arc::new(observations.areas), Arc::new(observations.boundaries), sources, release);

    findings.events = texts.events(report, &findings);
    let directory = texts.interventions(report, &findings, config.published);
    let similar = compare::similar::find(report, &findings, &config.similar);

    progress.begin(4, 0);
    // What the audit found stops the site, and not before the faults of the narrative are known too.
    let bindings = content::bind(report, &texts, &findings, (&config.edition, config.published));
    let gallery = gallery::draw(report, &bindings, &findings);
    let history = ledger::bind(report, past, &config, (&bindings, &gallery, &findings));
    let publication = Publication::new(config, bindings, gallery, findings, intake, theme);
    let publication =
        publication.with_similar(similar).with_postcodes(postcodes).with_directory(directory).with_history(history);
    // Numbers that give a withheld count away are for no eyes: not those of a list of claims, nor of a log.
    Ok(Prepared { publication, record: record? })
}
