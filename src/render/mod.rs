//! Rendering: everything known becomes one [`Site`], an ordered map from address to bytes.
//!
//! Comes in: a [`Publication`], read-only. Goes out: addresses, and for each the closure that makes its
//! bytes when they are asked for, so that memory does not grow with the pages. Wrong can be: a template,
//! or two files at one address.

mod api;
mod areas;
mod assets;
mod attachments;
mod author_table;
mod cards;
mod carried;
mod chapters;
mod citation;
mod comparison;
mod completeness;
mod costs;
mod dataset;
mod decisions;
mod document;
mod downloads;
mod duty;
mod editions;
mod embed;
mod examples;
mod explore;
mod feed;
mod figure_files;
mod figure_page;
mod figures;
mod find;
mod frame;
mod history;
mod indicators;
mod interventions;
mod logo;
mod methods;
mod neighbours;
mod notes;
mod opening;
mod pack;
mod places;
mod profile;
mod protection;
mod provenance;
mod recommendations;
pub mod record;
mod schools;
mod search;
mod similar;
mod sitemap;
mod sources;
pub mod statements;
pub mod theme;
mod trends;
pub mod view;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use self::document::PDF;
pub use self::figure_files::json_file as figure_json;
use self::theme::Theme;
use crate::chart::gallery::Gallery;
use crate::compare::Findings;
use crate::compare::similar::Similar;
use crate::config::Config;
use crate::content::duty::{self as duty_asked, Answer};
use crate::content::{Bindings, Claim, Page};
use crate::ledger::{History, Standing};
use crate::model::area::AreaId;
use crate::model::audience::Audience;
use crate::model::coverage::Intake;
use crate::model::intervention::Directory;
use crate::model::postcode::PostcodeAreas;
use crate::model::source::SourceId;
use crate::report::{Diagnostic, Place, Report, Result};

/// What an output may see: everything, read-only.
#[derive(Debug)]
pub struct Publication {
    /// The settings.
    pub config: Config,
    /// Pages with every reference found.
    pub bindings: Bindings,
    /// Every figure.
    pub gallery: Gallery,
    /// Released numbers and what may be said of them.
    pub findings: Findings,
    /// What was read of each source.
    pub intake: BTreeMap<SourceId, Intake>,
    /// Templates, styles and scripts.
    pub theme: Theme,
    /// Areas that touch each other.
    pub neighbours: BTreeMap<AreaId, Vec<AreaId>>,
    /// Areas that are alike, by the settings of the site.
    pub similar: Similar,
    /// Postcodes and the areas they lie in, where the settings ask for them.
    pub postcodes: Option<Arc<PostcodeAreas>>,
    /// What is done against violence, where the site has a directory of it.
    pub directory: Option<Directory>,
    /// What was released before.
    pub history: History,
    /// Where each page stands in `bindings.pages`, by its address: every page asks for several others.
    standing: BTreeMap<String, usize>,
}

impl Publication {
    /// The page that is written at an address, where one is.
    pub fn page_at(&self, address: &str) -> Option<&Page> {
        self.standing.get(address).and_then(|at| self.bindings.pages.get(*at))
    }

    /// Everything together.
    pub fn new(
        config: Config,
        bindings: Bindings,
        gallery: Gallery,
        findings: Findings,
        intake: BTreeMap<SourceId, Intake>,
        theme: Theme,
    ) -> Self {
        let neighbours = neighbours::neighbours(&findings);
        let standing = bindings.pages.iter().enumerate().map(|(at, page)| (page.address.clone(), at)).collect();
        Self {
            standing,
            config,
            bindings,
            gallery,
            findings,
            intake,
            theme,
            neighbours,
            similar: Similar::default(),
            postcodes: None,
            directory: None,
            history: History::default(),
        }
    }

    /// With the areas that are alike.
    pub fn with_similar(self, similar: Similar) -> Self {
        Self { similar, ..self }
    }

    /// With the postcodes by which readers find their area.
    pub fn with_postcodes(self, postcodes: Option<Arc<PostcodeAreas>>) -> Self {
        Self { postcodes, ..self }
    }

    /// With the directory of interventions.
    pub fn with_directory(self, directory: Option<Directory>) -> Self {
        Self { directory, ..self }
    }

    /// With what was released before.
    pub fn with_history(self, history: History) -> Self {
        Self { history, ..self }
    }
}

/// Makes the bytes of one address.
type Maker = Box<dyn Fn(&Publication, &Report) -> Result<Vec<u8>> + Send + Sync>;

/// A published site before it is written: addresses and what stands there.
pub struct Site {
    publication: Arc<Publication>,
    entries: BTreeMap<String, Maker>,
}

/// A kind of output: from a publication to files.
pub trait Output: Sync {
    /// Its name in a message.
    fn name(&self) -> &'static str;
    /// Adds its files to a site.
    fn add(&self, publication: &Publication, files: &mut Files<'_>);
}

/// Every output.
pub const OUTPUTS: &[&dyn Output] = &[
    &chapters::Chapters,
    &attachments::Attachments,
    &areas::AreaPages,
    &comparison::ComparisonPages,
    &indicators::IndicatorPages,
    &explore::ExplorePages,
    &interventions::InterventionPages,
    &figures::FigurePages,
    &figure_files::FigureFiles,
    &embed::EmbedPages,
    &statements::StatementsFile,
    &pack::Pack,
    &recommendations::RecommendationPages,
    &places::PlaceList,
    &duty::DutyPage,
    &costs::CostPages,
    &schools::SchoolPages,
    &document::WholeDocument,
    &sources::SourcePages,
    &methods::MethodPages,
    &downloads::Downloads,
    &api::Api,
    &search::Search,
    &find::Postcodes,
    &cards::Cards,
    &assets::Assets,
    &history::HistoryPages,
    &editions::EditionPages,
    &feed::Feed,
    &sitemap::Sitemap,
];

/// Where outputs put their files.
pub struct Files<'a> {
    report: &'a Report,
    /// Where no file is made: below the edition that is published as it was frozen.
    closed: Option<String>,
    entries: BTreeMap<String, Maker>,
}

impl Files<'_> {
    /// Adds the file at a path, or the page at an address that ends in a slash.
    pub fn add(
        &mut self,
        address: &str,
        maker: impl Fn(&Publication, &Report) -> Result<Vec<u8>> + Send + Sync + 'static,
    ) {
        let path = file_of(address);
        if self.closed.as_ref().is_some_and(|start| path.starts_with(start)) {
            return;
        }
        if self.entries.contains_key(&path) {
            let found = Diagnostic::error(format!("two files would stand at /{path}"));
            self.report.add(found.help("rename the page or the figure that one of them belongs to"));
            return;
        }
        self.entries.insert(path, Box::new(maker));
    }
}

/// The file that is served at an address.
pub fn file_of(address: &str) -> String {
    if address.is_empty() || address.ends_with('/') { format!("{address}index.html") } else { address.to_owned() }
}

/// Lays out a site; its files are made when they are asked for.
pub fn render(report: &Report, publication: Publication) -> Result<Site> {
    let mut files = Files { report, closed: None, entries: BTreeMap::new() };
    let (edition, history) = (&publication.config.edition, &publication.history);
    if let Some(frozen) = history.edition(edition).filter(|_| history.standing == Standing::Carried) {
        files.closed = Some(format!("{edition}/"));
        files.entries = carried::frozen(frozen).collect();
    }
    for output in OUTPUTS {
        output.add(&publication, &mut files);
    }
    let mut entries = files.entries;
    carried::add(report, &publication, &mut entries);
    report.sound(Site { publication: Arc::new(publication), entries })
}

impl Site {
    /// The paths of all files, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// The bytes of the file at a path; `None` where there is none.
    pub fn make(&self, report: &Report, path: &str) -> Option<Result<Vec<u8>>> {
        self.entries.get(path).map(|maker| maker(&self.publication, report))
    }

    /// Whether the file at a path is one of a frozen edition, and not made here.
    pub fn is_carried(&self, path: &str) -> bool {
        self.publication.history.carried(&self.publication.config.edition, path).is_some()
    }

    /// What was released before.
    pub fn history(&self) -> &History {
        &self.publication.history
    }

    /// Its settings.
    pub fn config(&self) -> &Config {
        &self.publication.config
    }

    /// The edition it is.
    pub fn edition(&self) -> &str {
        &self.publication.config.edition
    }

    /// The edition in words.
    pub fn edition_label(&self) -> &str {
        &self.publication.config.edition_label
    }

    /// What the assessment is called.
    pub fn title(&self) -> &str {
        &self.publication.config.title
    }

    /// Whom it is for.
    pub fn audience(&self) -> Audience {
        self.publication.config.audience
    }

    /// Where an author wrote this link of the file at `path`; `None` where the build made it.
    pub fn link_place(&self, path: &str, link: &str) -> Option<&Place> {
        let bindings = &self.publication.bindings;
        let pages = bindings.pages.iter().map(|page| (&page.address, &page.links));
        let recommendations = bindings.recommendations.iter().map(|one| (&one.address, &one.links));
        let (_, links) = pages.chain(recommendations).find(|(address, _)| file_of(address) == path)?;
        links.get(link)
    }

    /// Every claim of its sentences that was checked, by its place.
    pub fn claims(&self) -> &[Claim] {
        &self.publication.bindings.claims
    }

    /// Everything that the Serious Violence Duty asks, with where it is answered.
    pub fn duty(&self) -> Vec<Answer> {
        self.publication.bindings.duty.clone().unwrap_or_else(duty_asked::unanswered)
    }

    /// How many figures it shows.
    pub fn figures(&self) -> usize {
        self.publication.gallery.len()
    }
}
