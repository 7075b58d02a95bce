//! Areas, their levels and which lies in which.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The code of an area, most often a GSS code such as `E08000025`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AreaCode(Arc<str>);

impl AreaCode {
    /// Takes the code as written.
    pub fn new(code: &str) -> Self {
        Self(code.into())
    }

    /// The code as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether `text` has the form of a GSS code: a letter and eight digits.
    pub fn is_gss(text: &str) -> bool {
        let bytes = text.as_bytes();
        bytes.len() == 9 && bytes[0].is_ascii_uppercase() && bytes[1..].iter().all(u8::is_ascii_digit)
    }
}

impl fmt::Debug for AreaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for AreaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An area by its place in [`Areas`]: four bytes instead of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AreaId(pub u32);

/// A kind of area by its place in [`Areas::levels`], the largest areas first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LevelId(pub u8);

/// A kind of area: country, force, authority, ward.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// The word used in definitions: `authority`.
    pub id: String,
    /// In the singular: `Local authority`.
    pub name: String,
    /// In the plural: `Local authorities`.
    pub plural: String,
    /// Whether areas of this level have a page.
    pub profile: bool,
}

/// One area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// Its code.
    pub code: AreaCode,
    /// Its name, as a reader knows it.
    pub name: String,
    /// Its part of an address, unique in the site.
    pub slug: String,
    /// Its level.
    pub level: LevelId,
    /// The area it lies in.
    pub parent: Option<AreaId>,
}

/// All areas of a site, sorted by level and then by code.
#[derive(Debug, Clone, Default)]
pub struct Areas {
    levels: Vec<Level>,
    list: Vec<Area>,
    by_code: BTreeMap<AreaCode, AreaId>,
    by_slug: BTreeMap<String, AreaId>,
    children: Vec<Vec<AreaId>>,
    assessed: Option<AreaId>,
    overlaps: Vec<Vec<(AreaId, AreaId)>>,
}

impl Areas {
    /// Takes levels and areas; parents are given by code and must be in the list.
    /// `assessed` is the slug of the area the assessment is about.
    pub fn new(levels: Vec<Level>, mut list: Vec<(Area, Option<AreaCode>)>, assessed: &str) -> Self {
        list.sort_by(|(a, _), (b, _)| (a.level, &a.code).cmp(&(b.level, &b.code)));
        let position = |index: usize| AreaId(u32::try_from(index).unwrap_or(u32::MAX));
        let by_code: BTreeMap<_, _> =
            list.iter().enumerate().map(|(i, (area, _))| (area.code.clone(), position(i))).collect();
        let by_slug: BTreeMap<_, _> =
            list.iter().enumerate().map(|(i, (area, _))| (area.slug.clone(), position(i))).collect();
        let mut children = vec![Vec::new(); list.len()];
        let mut areas = Vec::with_capacity(list.len());
        for (index, (mut area, parent)) in list.into_iter().enumerate() {
            area.parent = parent.and_then(|code| by_code.get(&code).copied());
            if let Some(AreaId(parent)) = area.parent {
                children[parent as usize].push(position(index));
            }
            areas.push(area);
        }
        let assessed = by_slug.get(assessed).copied();
        Self { levels, list: areas, by_code, by_slug, children, assessed, overlaps: Vec::new() }
    }

    /// The same, with pairs of areas that share ground and neither of which need lie in the other: a list for each
    /// two kinds of areas.
    pub fn with_overlaps(self, overlaps: Vec<Vec<(AreaId, AreaId)>>) -> Self {
        Self { overlaps, ..self }
    }

    /// Pairs of areas of two kinds that share ground, a list for each two kinds; an area with itself where a part of
    /// it lies in none of the other.
    pub fn overlaps(&self) -> &[Vec<(AreaId, AreaId)>] {
        &self.overlaps
    }

    /// The area of this id.
    pub fn get(&self, id: AreaId) -> &Area {
        &self.list[id.0 as usize]
    }

    /// The area of this code.
    pub fn by_code(&self, code: &str) -> Option<AreaId> {
        self.by_code.get(&AreaCode::new(code)).copied()
    }

    /// The area of this slug.
    pub fn by_slug(&self, slug: &str) -> Option<AreaId> {
        self.by_slug.get(slug).copied()
    }

    /// The area an author means: by slug or by code.
    pub fn named(&self, name: &str) -> Option<AreaId> {
        self.by_slug(name).or_else(|| self.by_code(name))
    }

    /// Every area, the largest levels first.
    pub fn iter(&self) -> impl Iterator<Item = (AreaId, &Area)> {
        (0..).map(AreaId).zip(&self.list)
    }

    /// How many areas there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The areas that lie directly in `id`, sorted by level and code.
    pub fn children(&self, id: AreaId) -> &[AreaId] {
        &self.children[id.0 as usize]
    }

    /// `id`, what it lies in, what that lies in, and so on.
    pub fn ancestry(&self, id: AreaId) -> impl Iterator<Item = AreaId> + '_ {
        std::iter::successors(Some(id), |id| self.get(*id).parent)
    }

    /// The levels, the largest areas first.
    pub fn levels(&self) -> &[Level] {
        &self.levels
    }

    /// The level of this id.
    pub fn level(&self, id: LevelId) -> &Level {
        &self.levels[id.0 as usize]
    }

    /// The level an author means by this word.
    pub fn level_named(&self, name: &str) -> Option<LevelId> {
        let index = self.levels.iter().position(|level| level.id == name)?;
        u8::try_from(index).ok().map(LevelId)
    }

    /// The areas of a level.
    pub fn of_level(&self, level: LevelId) -> impl Iterator<Item = AreaId> + '_ {
        self.iter().filter(move |(_, area)| area.level == level).map(|(id, _)| id)
    }

    /// The area the assessment is about; the largest one where none was named.
    pub fn assessed(&self) -> AreaId {
        self.assessed.unwrap_or(AreaId(0))
    }

    /// Whether `id` lies in the assessed area, or is it.
    pub fn is_assessed(&self, id: AreaId) -> bool {
        self.ancestry(id).any(|id| id == self.assessed())
    }

    /// Whether `id` has a page of its own: it is of the assessed area, and its level has profiles.
    pub fn has_profile(&self, id: AreaId) -> bool {
        self.level(self.get(id).level).profile && self.is_assessed(id)
    }
}

/// The outline of an area: rings of longitude and latitude, the first of each polygon outside.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Boundary {
    /// Polygons, each a list of rings of (longitude, latitude) in degrees.
    pub polygons: Vec<Vec<Vec<(f64, f64)>>>,
}

/// A name as part of an address: lower case letters, digits and single hyphens.
pub fn slug(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            'a'..='z' | '0'..='9' => out.push(letter),
            '\'' | '\u{2019}' => {}
            '\u{e0}'..='\u{e5}' => out.push('a'),
            '\u{e8}'..='\u{eb}' => out.push('e'),
            '\u{ec}'..='\u{ef}' => out.push('i'),
            '\u{f2}'..='\u{f6}' => out.push('o'),
            '\u{f9}'..='\u{fc}' | '\u{175}' | '\u{177}' => out.push(if letter == '\u{175}' {
                'w'
            } else if letter == '\u{177}' {
                'y'
            } else {
                'u'
            }),
            _ if !out.is_empty() && !out.ends_with('-') => out.push('-'),
            _ => {}
        }
    }
    out.trim_end_matches('-').to_owned()
}
