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
    /// Where the outlines for maps come from.
    pub boundaries: Option<BoundaryDeclaration>,
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
    pub code: String,
    /// The column of names.
    pub name: String,
    /// The column with the code of the area that each lies in.
    pub parent: Option<String>,
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
    /// Where this is declared.
    pub place: Place,
}
