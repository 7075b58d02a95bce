//! The files of the whole edition and of each indicator: what they are called, how large they are, their checksums.
//!
//! Comes in: a publication. Goes out: [`Listed`], made once for all that speak of these files. Wrong can be:
//! a workbook that cannot be written.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use super::book::{self, Book};
use super::{ods, rows, xlsx};
use crate::model::indicator::IndicatorId;
use crate::render::{Publication, provenance};
use crate::report::{Report, Result};

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    /// Every released number.
    Whole,
    /// The same as a workbook of the XML formats of Excel.
    Xlsx,
    /// The same as an OpenDocument spreadsheet.
    Ods,
    /// What the columns hold.
    Dictionary,
    /// The files of every source.
    Sources,
    /// The rule of every indicator.
    Indicators,
    /// The numbers of an indicator.
    Indicator(IndicatorId),
    /// What the columns of an indicator hold.
    IndicatorDictionary(IndicatorId),
}

impl Content {
    /// Every file, in the order in which they are listed.
    pub(super) fn all(publication: &Publication) -> Vec<Self> {
        let mut all = vec![Self::Whole, Self::Xlsx, Self::Ods, Self::Dictionary, Self::Sources, Self::Indicators];
        for found in publication.findings.iter() {
            all.push(Self::Indicator(found.indicator.id.clone()));
            all.push(Self::IndicatorDictionary(found.indicator.id.clone()));
        }
        all
    }

    /// Its path below the folder of data.
    pub(super) fn path(&self, publication: &Publication) -> String {
        let stem = rows::whole_stem(publication);
        match self {
            Self::Whole => format!("{stem}.csv"),
            Self::Xlsx => format!("{stem}.xlsx"),
            Self::Ods => format!("{stem}.ods"),
            Self::Dictionary => "dictionary.csv".to_owned(),
            Self::Sources => "sources.csv".to_owned(),
            Self::Indicators => "indicators.csv".to_owned(),
            Self::Indicator(id) => format!("indicators/{id}.csv"),
            Self::IndicatorDictionary(id) => format!("indicators/{id}-dictionary.csv"),
        }
    }

    /// What programs call its format.
    pub(super) fn media_type(&self) -> &'static str {
        match self {
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            _ => "text/csv",
        }
    }

    /// What it is called, and what it holds.
    pub(super) fn title(&self, publication: &Publication) -> String {
        let of = |id: &IndicatorId| publication.findings.get(id).map_or("", |found| &found.indicator.title).to_owned();
        match self {
            Self::Whole => "Every released number of the edition".to_owned(),
            Self::Xlsx | Self::Ods => "Every released number as a workbook, a worksheet for each indicator".to_owned(),
            Self::Dictionary => "What the columns hold".to_owned(),
            Self::Sources => "Each file that was read, with its SHA-256 and the rows used".to_owned(),
            Self::Indicators => "The rule by which rows became numbers".to_owned(),
            Self::Indicator(id) => of(id),
            Self::IndicatorDictionary(id) => format!("What the columns hold: {}", of(id)),
        }
    }

    /// Its bytes. The book that workbooks are made of is made where it is first needed.
    pub(super) fn bytes(&self, publication: &Publication, report: &Report, book: &OnceCell<Book>) -> Result<Vec<u8>> {
        let book = || book.get_or_init(|| book::book(publication));
        Ok(match self {
            Self::Whole => rows::whole(publication).into_bytes(),
            Self::Xlsx => return xlsx::bytes(book(), report),
            Self::Ods => return ods::bytes(book(), report),
            Self::Dictionary => rows::dictionary(publication).into_bytes(),
            Self::Sources => provenance::sources_file(publication).into_bytes(),
            Self::Indicators => provenance::indicators_file(publication).into_bytes(),
            Self::Indicator(id) => rows::of_indicator(publication, id).into_bytes(),
            Self::IndicatorDictionary(id) => rows::dictionary_of(publication, id).into_bytes(),
        })
    }
}

/// A file as others speak of it.
#[derive(Debug)]
pub(super) struct Listed {
    /// What it holds.
    pub(super) content: Content,
    /// Its path below the folder of data.
    pub(super) path: String,
    /// How many bytes it has.
    pub(super) bytes: usize,
    /// How many lines it has, without the first.
    pub(super) rows: usize,
    /// Its SHA-256.
    pub(super) sha256: String,
}

/// The checksum of a file, in the digits that `sha256sum` prints.
pub(super) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes of files, by their paths below the folder of data.
pub(super) type Made = BTreeMap<String, Vec<u8>>;

/// Every file with its size and checksum, and the bytes of each by its path: whoever lists a file writes it too.
pub(super) fn list(publication: &Publication, report: &Report) -> Result<(Vec<Listed>, Made)> {
    let book = OnceCell::new();
    let listed = |content: Content| {
        let bytes = content.bytes(publication, report, &book)?;
        let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
        let path = content.path(publication);
        let listed = Listed {
            path: path.clone(),
            bytes: bytes.len(),
            rows: lines.saturating_sub(1),
            sha256: sha256(&bytes),
            content,
        };
        Ok((listed, (path, bytes)))
    };
    let all = Content::all(publication).into_iter().map(listed);
    Ok(all.collect::<Result<Vec<_>>>()?.into_iter().unzip())
}
