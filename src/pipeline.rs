//! The stages in order, on one screen.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::audit::{self, Record};
use crate::chart::gallery;
use crate::config::{Config, Instead};
use crate::disclosure::edition::{self, Edition};
use crate::files::{Root, Stamps, sha256};
use crate::ledger;
use crate::measure::Indicators;
use crate::model::audience::Audience;
use crate::model::coverage::Intake;
use crate::model::observation::Observations;
use crate::model::postcode::PostcodeAreas;
use crate::model::source::SourceId;
use crate::progress::Progress;
use crate::render::{Publication, Site, theme};
use crate::report::{Diagnostic, Report, Result};
use crate::{compare, config, content, disclosure, ingest, measure, render};

/// Everything below `root`, as a site that is not yet written, as its settings say.
pub fn build(report: &Report, progress: &Progress, root: &Root) -> Result<Site> {
    audited(report, progress, root, &Instead::default()).map(|(site, _)| site)
}

/// Everything below `root`, as a site that is not yet written, and what the audit found of it. The record is for
/// whoever answers for the data, and no part of the site. What is said in `instead` goes before the settings.
pub fn audited(report: &Report, progress: &Progress, root: &Root, instead: &Instead) -> Result<(Site, Arc<Record>)> {
    prepare(report, progress, root, instead)?.laid_out(report)
}

/// All that a site is made of, and whatever is wrong with its narrative: what was bound is here even where a claim
/// does not hold, and no site is made of it then. Where the audit found something there is none of this.
#[derive(Debug)]
pub struct Prepared {
    /// What would be published.
    pub publication: Publication,
    record: Arc<Record>,
}

impl Prepared {
    /// The site and what the audit found, where nothing is wrong.
    pub fn laid_out(self, report: &Report) -> Result<(Site, Arc<Record>)> {
        let publication = report.sound(self.publication)?;
        Ok((render::render(report, publication)?, self.record))
    }
}

/// Everything below `root`, read, counted, protected, audited and bound.
pub fn prepare(report: &Report, progress: &Progress, root: &Root, instead: &Instead) -> Result<Prepared> {
    Memo::default().prepare(report, progress, root, instead)
}

/// The numbers of a site with what they were made from, in the memory of a program that makes it many times. They
/// are made again when, and only when, that is another. Nothing is kept on disk: a build makes everything.
#[derive(Debug, Default)]
pub struct Memo {
    kept: Option<Kept>,
    searched: content::Searched,
}

#[derive(Debug)]
struct Kept {
    /// The files of settings, data and earlier editions as they were before they were read.
    stamps: Stamps,
    audience: Audience,
    /// The SHA-256 of the definitions of indicators.
    definitions: String,
    numbers: Numbers,
    /// What was said while they were made.
    said: Vec<Diagnostic>,
}

/// Released numbers and what may be said of them, before any narrative.
#[derive(Debug, Clone)]
struct Numbers {
    findings: compare::Findings,
    intake: BTreeMap<SourceId, Intake>,
    postcodes: Option<Arc<PostcodeAreas>>,
    record: Result<Arc<Record>>,
}

/// What is read from files of data: of this edition, and of those before.
type Data = (Observations, Vec<Edition>);

impl Memo {
    /// The same as [`prepare`], with the numbers of the last time where they are still those of the files.
    pub fn prepare(
        &mut self,
        report: &Report,
        progress: &Progress,
        root: &Root,
        instead: &Instead,
    ) -> Result<Prepared> {
        let config = config::read(report, root)?.with(instead);
        let audience = config.audience;
        let stamps = root.stamps(&[config::FILE, "data", edition::FOLDER], None);
        let same_files = self.kept.as_ref().is_some_and(|kept| kept.stamps == stamps && kept.audience == audience);

        let searched = &mut self.searched;

        progress.begin(1, 0);
        // Side by side, so that one run shows the faults of all five.
        let apart = report.apart();
        let (read, (texts, theme, past)) = rayon::join(
            || (!same_files).then(|| data(&apart, progress, root, &config)),
            || {
                let past = ledger::read(report, root, audience);
                (content::read(report, root, searched), theme::read(report, root, &config.style), past)
            },
        );
        let mut said = apart.said();
        report.absorb(apart);
        let written = (texts?, theme?, past?);

        let definitions = sha256(format!("{:?}", written.0.indicators).as_bytes());
        let same = self.kept.as_ref().filter(|kept| same_files && kept.definitions == definitions);
        let numbers = if let Some(kept) = same {
            report.repeat(&kept.said);
            kept.numbers.clone()
        } else {
            let apart = report.apart();
            let read = read.unwrap_or_else(|| data(&apart, progress, root, &config));
            let made = read.and_then(|read| numbers(&apart, progress, &config, &written.0.indicators, read));
            said.extend(apart.said());
            report.absorb(apart);
            let numbers = made?;
            self.kept = Some(Kept { stamps, audience, definitions, numbers: numbers.clone(), said });
            numbers
        };
        narrated(report, progress, config, written, numbers)
    }
}

/// Everything below `data/`, and what earlier editions printed.
fn data(report: &Report, progress: &Progress, root: &Root, config: &Config) -> Result<Data> {
    let (observations, earlier) = rayon::join(
        || ingest::read(report, progress, root, &config.areas),
        || edition::read(report, root, config.audience),
    );
    Ok((observations?.for_audience(config.audience), earlier?))
}

/// Counted, protected, audited, and set beside each other.
fn numbers(
    report: &Report,
    progress: &Progress,
    config: &Config,
    indicators: &Indicators,
    (observations, earlier): Data,
) -> Result<Numbers> {
    progress.begin(2, 0);
    let estimates = measure::estimate(report, &observations, indicators, config.benchmark.as_ref())?;
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
    let postcodes = observations.postcodes.map(Arc::new);
    let intake = observations.tables.into_iter();
    let intake = intake.map(|(id, table)| (id, Intake { files: table.quality, coverage: table.coverage })).collect();
    let (areas, boundaries) = (Arc::new(observations.areas), Arc::new(observations.boundaries));
    let findings = compare::compare(report, areas, boundaries, sources, release);
    Ok(Numbers { findings, intake, postcodes, record: record.map(Arc::new) })
}

/// The narrative bound to numbers, with its drawings.
fn narrated(
    report: &Report,
    progress: &Progress,
    config: Config,
    (texts, theme, past): (content::Texts, theme::Theme, ledger::Past),
    numbers: Numbers,
) -> Result<Prepared> {
    let Numbers { mut findings, intake, postcodes, record } = numbers;
    findings.events = texts.events(report, &findings);
    let directory = texts.interventions(report, &findings, config.published);
    let similar = compare::similar::find(report, &findings, &config.similar);

    progress.begin(4, 0);
    // What the audit found stops the site, and not before the faults of the narrative are known too.
    let bindings = content::bind(report, &texts, &findings, (&config.edition, config.published, config.audience));
    let gallery = gallery::draw(report, &bindings, &findings);
    let history = ledger::bind(report, past, &config, (&bindings, &gallery, &findings));
    let publication = Publication::new(config, bindings, gallery, findings, intake, theme);
    let publication =
        publication.with_similar(similar).with_postcodes(postcodes).with_directory(directory).with_history(history);
    // Numbers that give a withheld count away are for no eyes: not those of a list of claims, nor of a log.
    Ok(Prepared { publication, record: record? })
}
