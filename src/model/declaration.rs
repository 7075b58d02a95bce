//! What `site.yaml` says of areas, before any file is read.
//!
//! The settings are decoded into these, and the stage that reads files makes [`super::area::Areas`] of
//! them. Nothing here knows which files exist or whether a code is right.

use std::collections::BTreeMap;

use super::area::{AreaCode, Level};
use super::source::SourceId;
use crate::report::Place;

/// Which areas a site has, how they nest, and where their outlines are.
#[derive(Debug, Clone)]
pub struct AreaDeclaration {
    /// The levels, the largest areas first.
    pub levels: Vec<LevelDeclaration>,
    /// The slug of the area the assessment is about.
    pub assessed: String,
    /// Where that slug is written.
    pub assessed_place: Place,
    /// Where the outlines of areas come from, a level each.
    pub boundaries: Vec<BoundaryDeclaration>,
    /// How codes of other years become codes of this site.
    pub recodes: Vec<RecodeDeclaration>,
    /// Which areas of two levels share ground.
    pub overlaps: Vec<OverlapDeclaration>,
    /// By which directory readers find their area from a postcode.
    pub postcodes: Option<PostcodesDeclaration>,
}

/// A lookup of smaller areas that lie in areas of two levels which cross.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverlapDeclaration {
    /// The source whose format is `lookup`.
    pub source: SourceId,
    /// The name of one of its files.
    pub file: String,
    /// The columns with the codes of each level.
    pub between: (ColumnName, ColumnName),
    /// Where this is declared.
    pub place: Place,
}

/// One level and its areas: written out, taken from a lookup file, or both.
#[derive(Debug, Clone)]
pub struct LevelDeclaration {
    /// The level.
    pub level: Level,
    /// Where it is declared.
    pub place: Place,
    /// Areas written in `site.yaml` itself.
    pub list: Vec<ListedArea>,
    /// The file that lists the areas.
    pub lookup: Option<LookupDeclaration>,
    /// Names that stand instead of those in the lookup.
    pub names: BTreeMap<AreaCode, (String, Place)>,
    /// Slugs that stand instead of those made of names.
    pub slugs: BTreeMap<AreaCode, (String, Place)>,
    /// The one area that every area of this level lies in, where no column says it.
    pub parent: Option<(AreaCode, Place)>,
}

/// An area written in `site.yaml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedArea {
    /// Its code.
    pub code: AreaCode,
    /// Its name.
    pub name: String,
    /// Its part of an address, where it is not made of the name.
    pub slug: Option<String>,
    /// The area it lies in.
    pub parent: Option<AreaCode>,
    /// Where it is written.
    pub place: Place,
}

/// The columns of a lookup file that list the areas of one level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookupDeclaration {
    /// The source whose format is `lookup`.
    pub source: SourceId,
    /// The name of one of its files.
    pub file: String,
    /// The column of codes.
    pub code: ColumnName,
    /// The column of names.
    pub name: ColumnName,
    /// The column with the code of the area that each lies in.
    pub parent: Option<ColumnName>,
    /// Where this is declared.
    pub place: Place,
}

/// Where the outlines of a level come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoundaryDeclaration {
    /// The source whose format is `boundaries`.
    pub source: SourceId,
    /// The word of the level that is drawn.
    pub level: String,
    /// Whether maps are drawn of it.
    pub drawn: Drawn,
    /// Where this is declared.
    pub place: Place,
}

/// Whether maps are drawn of a level, or its outlines only say in which area a point lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawn {
    /// Drawn.
    Yes,
    /// Not drawn.
    No,
}

/// The directory by which readers find their area from a postcode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostcodesDeclaration {
    /// The source whose format is `postcode-directory`.
    pub source: SourceId,
    /// Where it is named.
    pub place: Place,
}

/// How a column is named: in full, or without the year that publishers put into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnName {
    /// `LAD24CD`.
    Exact(String),
    /// `LADCD`, for the one of the newest year.
    Newest(String),
}

impl From<&str> for ColumnName {
    fn from(name: &str) -> Self {
        Self::Exact(name.to_owned())
    }
}

impl ColumnName {
    /// As it is written.
    pub fn as_str(&self) -> &str {
        let (Self::Exact(name) | Self::Newest(name)) = self;
        name
    }
}

/// A lookup from the codes of one year to those of this site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecodeDeclaration {
    /// The source whose format is `lookup`.
    pub source: SourceId,
    /// The name of one of its files.
    pub file: String,
    /// The column of the codes that are mapped.
    pub from: ColumnName,
    /// The column of the codes of this site.
    pub to: ColumnName,
    /// The column that says how each code changed: `U`, `S`, `M` or `X`.
    pub change: Option<ColumnName>,
    /// By what the numbers of a split area are shared out.
    pub weight: Option<Weight>,
    /// Where this is declared.
    pub place: Place,
}

/// How many people live in each part of a split area.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Weight {
    /// A column of the lookup.
    Column(ColumnName),
    /// Another table.
    Table(WeightTable),
}

/// A table with one number for each new code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeightTable {
    /// A source whose file is a table of text.
    pub source: SourceId,
    /// The name of one of its files.
    pub file: String,
    /// The column of codes.
    pub code: ColumnName,
    /// The column of numbers.
    pub value: ColumnName,
}
