//! Which areas stand beside each other on which page of the overview grid.
//!
//! Comes in: the areas of a site. Goes out: a sheet for each page: a parent and as many of the areas in it as
//! can be read, printed and walked through with the Tab key.

use crate::compare::Findings;
use crate::content::address::Addresses;
use crate::content::sentence;
use crate::model::area::{AreaId, Areas, LevelId};

/// How many areas stand on one page; each is a stop of the Tab key.
const MOST: usize = 36;

/// The areas of one page of the grid.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    /// The area that holds them.
    pub(super) parent: AreaId,
    /// The level of those in it.
    pub(super) level: LevelId,
    /// Areas of that level in the parent, by name.
    pub(super) areas: Vec<AreaId>,
    /// How many areas of the level are in the parent.
    pub(super) of: usize,
    /// Which page of its parent it is, from 0.
    pub(super) part: usize,
}

/// The areas with a profile that lie in an area, with no other between.
fn inside(areas: &Areas, parent: AreaId) -> Vec<AreaId> {
    let mut found = Vec::new();
    for child in areas.children(parent) {
        if areas.level(areas.get(*child).level).profile {
            found.push(*child);
        } else {
            found.extend(inside(areas, *child));
        }
    }
    found
}

/// Whether there are areas to set beside each other.
pub(in crate::render) fn any(findings: &Findings) -> bool {
    !inside(&findings.areas, findings.areas.assessed()).is_empty()
}

/// The pages of one parent.
pub(super) fn of_parent(findings: &Findings, parent: AreaId) -> Vec<Sheet> {
    let areas = &findings.areas;
    let mut all = inside(areas, parent);
    let key = |id: &AreaId| (areas.get(*id).level, areas.get(*id).name.clone(), areas.get(*id).code.clone());
    all.sort_by_cached_key(key);
    let mut sheets = Vec::new();
    for of_level in all.chunk_by(|a, b| areas.get(*a).level == areas.get(*b).level) {
        // Pages of one size, so that the last is not a page of one area.
        let pages = of_level.len().div_ceil(MOST).max(1);
        for chunk in of_level.chunks(of_level.len().div_ceil(pages)) {
            let level = areas.get(chunk[0]).level;
            let part = sheets.len();
            sheets.push(Sheet { parent, level, areas: chunk.to_vec(), of: of_level.len(), part });
        }
    }
    sheets
}

/// Every page: those of the assessed area, of the areas in it, of those in them, and so on.
pub(super) fn all(findings: &Findings) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    let mut parents = vec![findings.areas.assessed()];
    while let Some(parent) = parents.pop() {
        let own = of_parent(findings, parent);
        parents.extend(own.iter().flat_map(|sheet| &sheet.areas).rev());
        sheets.extend(own);
    }
    sheets
}

impl Sheet {
    /// Where it stands.
    pub(super) fn address(&self, findings: &Findings, addresses: &Addresses) -> String {
        let areas = &findings.areas;
        match (self.part, self.parent == areas.assessed()) {
            (0, true) => addresses.page("compare"),
            (0, false) => addresses.comparison(&areas.get(self.parent).slug, None),
            (part, _) => addresses.comparison(&areas.get(self.parent).slug, Some(part + 1)),
        }
    }

    /// What its areas are called: `wards`.
    pub(super) fn plural(&self, findings: &Findings) -> String {
        sentence::lower_first(&findings.areas.level(self.level).plural)
    }

    /// `Wards of Birmingham`, and of which names where they need several pages.
    pub(super) fn title(&self, findings: &Findings) -> String {
        let areas = &findings.areas;
        let plural = &areas.level(self.level).plural;
        let parent = sentence::with_article(&areas.get(self.parent).name);
        let names = match (self.areas.first(), self.areas.last()) {
            (Some(first), Some(last)) if self.areas.len() < self.of => {
                format!(", {} to {}", areas.get(*first).name, areas.get(*last).name)
            }
            _ => String::new(),
        };
        format!("{plural} of {parent}{names}")
    }

    /// How many of them stand here: `35 of 69 wards`.
    pub(super) fn size(&self, findings: &Findings) -> String {
        format!("{} of {}", self.areas.len(), self.count(findings))
    }

    /// All areas of its level in the parent: `69 wards`.
    pub(super) fn count(&self, findings: &Findings) -> String {
        let level = findings.areas.level(self.level);
        let word = if self.of == 1 { &level.name } else { &level.plural };
        format!("{} {}", self.of, sentence::lower_first(word))
    }
}
