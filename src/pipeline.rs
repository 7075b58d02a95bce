//! The stages in order, on one screen.

use std::sync::Arc;

use crate::chart::gallery;
use crate::files::Root;
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
    let config = config::read(report, root)?;
    let audience = audience.unwrap_or(config.audience);
    let config = config.for_audience(audience);

    progress.begin(1, 0);
    // Side by side, so that one run shows the faults of all three.
    let (observations, (texts, theme)) = rayon::join(
        || ingest::read(report, progress, root, &config.areas),
        || (content::read(report, root), theme::read(report, root, config.theme.as_ref())),
    );
    let (observations, texts, theme) = (observations?.for_audience(audience), texts?, theme?);

    progress.begin(2, 0);
    let estimates = measure::estimate(report, &observations, &texts.indicators, config.benchmark.as_ref())?;
    let sources = observations.tables.iter().map(|(id, table)| (id.clone(), table.source.clone())).collect();
    let release = disclosure::apply(&observations.areas, &sources, estimates);
    let intake = observations.tables.into_iter();
    let intake = intake.map(|(id, table)| (id, Intake { files: table.quality, coverage: table.coverage })).collect();
    let findings =
        compare::compare(report, Arc::new(observations.areas), Arc::new(observations.boundaries), sources, release);

    let similar = compare::similar::find(report, &findings, &config.similar)?;

    progress.begin(3, 0);
    let bindings = content::bind(report, &texts, &findings, &config.edition)?;
    let gallery = gallery::draw(report, &bindings, &findings)?;
    render::render(report, Publication::new(config, bindings, gallery, findings, intake, theme).with_similar(similar))
}
