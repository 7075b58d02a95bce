//! Postcodes and the areas with a page that they lie in, for readers who know a postcode and no name.
//!
//! Made where files are read, from a directory of postcodes; written into the site in small files. A
//! postcode is parted as people write it: `B16` and `8PE`.

use std::collections::BTreeMap;

use super::area::AreaId;
use super::source::SourceId;

/// The half of a postcode behind the space.
pub type Inward = [u8; 3];

/// The postcodes of a site, by the half before the space.
#[derive(Debug, Clone, Default)]
pub struct PostcodeAreas {
    /// The directory they were read from.
    pub source: Option<SourceId>,
    /// By the half before the space, in capitals.
    pub districts: BTreeMap<String, District>,
}

/// The postcodes that share the half before the space.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct District {
    /// By the areas that they lie in, the smallest first; sorted.
    pub within: BTreeMap<Vec<AreaId>, Vec<Inward>>,
    /// Those that the directory knows and that lie outside the site; sorted.
    pub outside: Vec<Inward>,
}
