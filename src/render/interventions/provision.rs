//! Each need in each area, with the services that reach it.
//!
//! Comes in: a directory and findings. Goes out: [`Provision`], in words for pages and files, and the block of
//! a profile. Wrong can be: nothing. A need that is not known is never called low, nor a gap.

use super::{described, services};
use crate::compare::need::{self, Evidence, NeedLevel};
use crate::content::sentence;
use crate::model::area::AreaId;
use crate::model::intervention::{Directory, Intervention, Need, Reach};
use crate::render::Publication;
use crate::render::frame::link;
use crate::render::view::{GapCell, LocalProvision, Mark, NeedArea};

/// A need in an area.
pub(super) struct Provision<'a> {
    pub(super) level: NeedLevel,
    pub(super) evidence: Vec<Evidence<'a>>,
    pub(super) services: Vec<(&'a Intervention, Reach)>,
}

/// A need in an area, and what reaches it.
pub(super) fn of<'a>(
    publication: &'a Publication,
    directory: &'a Directory,
    wanted: &Need,
    area: AreaId,
) -> Provision<'a> {
    let told_by = wanted.told_by(&publication.findings.areas, area);
    let evidence = need::evidence(&publication.findings, told_by, area);
    let comparisons: Vec<_> = evidence.iter().map(Evidence::need).collect();
    let services = directory.meeting(&publication.findings.areas, area, wanted);
    Provision { level: need::level(&comparisons), evidence, services }
}

impl Provision<'_> {
    /// Whether the need is high and no service is recorded.
    pub(super) fn is_gap(&self) -> bool {
        self.level.is_high() && self.services.is_empty()
    }

    /// Which way the need went.
    pub(super) fn trend(&self) -> &'static str {
        if self.level == NeedLevel::NotKnown { "" } else { need::trend(&self.evidence) }
    }

    /// How many services there are, and how many of them reach a part alone.
    pub(super) fn count(&self) -> String {
        let part = self.services.iter().filter(|(_, reach)| *reach == Reach::Part).count();
        match (self.services.len(), part) {
            (0, _) => "no service recorded".to_owned(),
            (all, 0) => services(all),
            (all, part) if all == part => format!("{}, in part of the area", services(all)),
            (all, part) => format!("{}, {part} in part of the area", services(all)),
        }
    }

    /// The names of the services.
    pub(super) fn names(&self) -> String {
        let name = |(found, reach): &(&Intervention, Reach)| match reach {
            Reach::Whole => found.name.clone(),
            Reach::Part => format!("{} (in part)", found.name),
        };
        self.services.iter().map(name).collect::<Vec<_>>().join("; ")
    }

    /// What each indicator says: `Robbery: higher`.
    pub(super) fn said(&self) -> String {
        let said = |found: &Evidence<'_>| {
            let word = found.comparison().map_or("not known", |comparison| comparison.word());
            format!("{}: {word}", found.found.indicator.short)
        };
        self.evidence.iter().map(said).collect::<Vec<_>>().join("; ")
    }

    /// As a cell of the matrix.
    pub(super) fn cell(&self) -> GapCell {
        GapCell { mark: mark(self.level), trend: self.trend().to_owned(), services: self.count(), gap: self.is_gap() }
    }

    /// As a line of a list, under this name.
    pub(super) fn line(&self, name: &str) -> NeedArea {
        NeedArea { name: name.to_owned(), cell: self.cell(), evidence: self.said(), names: self.names() }
    }
}

/// The mark of a level of need: its sign and word.
pub(super) fn mark(level: NeedLevel) -> Mark {
    let (kind, sign) = match level {
        NeedLevel::Higher => ("higher", "▲"),
        NeedLevel::Mixed => ("similar", "▲▼"),
        NeedLevel::Similar => ("similar", "○"),
        NeedLevel::Lower => ("lower", "▼"),
        NeedLevel::NotKnown => ("none", ""),
    };
    Mark { kind: kind.to_owned(), sign: sign.to_owned(), word: level.word().to_owned() }
}

/// What is done in an area and what is missing, for its profile at `from`.
pub(in crate::render) fn local(publication: &Publication, area: AreaId, from: &str) -> Option<LocalProvision> {
    let directory = publication.directory.as_ref()?;
    let own = publication.findings.areas.get(area);
    if own.level != directory.level {
        return None;
    }
    let addresses = &publication.bindings.addresses;
    let needs: Vec<NeedArea> =
        directory.needs.iter().map(|need| of(publication, directory, need, area).line(&need.title)).collect();
    let reaching = directory.reaching(&publication.findings.areas, area);
    let unplaced: Vec<&str> =
        reaching.iter().filter(|(found, _)| found.needs.is_empty()).map(|(found, _)| found.name.as_str()).collect();
    let mut all = link(from, format!("Interventions in {}", own.name), &addresses.page("interventions"));
    // The address holds what script filters by; without script the whole directory stands there.
    all.href.push_str(&format!("?area={}", own.slug));
    let mut links = vec![all];
    if !needs.is_empty() {
        links.push(link(from, "Need beside provision in every area", &addresses.intervention("gaps")));
    }
    Some(LocalProvision {
        lede: format!(
            "{} reach{} {}. {}",
            sentence::upper_first(&services(reaching.len())),
            if reaching.len() < 2 { "es" } else { "" },
            own.name,
            described(directory).sentence
        ),
        caption: format!("{}: each need and the services that reach it", own.name),
        needs,
        unplaced: if unplaced.is_empty() { String::new() } else { format!("{}.", unplaced.join("; ")) },
        links,
    })
}
