//! Whether a file was sent whole, and is of this site at all.
//!
//! In goes what was read of a file, out come faults of the file and not of a row: a download that was cut
//! off, a header without rows, rows of other areas only. Columns are not known here.

use super::Part;
use super::fault::Faults;
use super::table::Layout;
use crate::report::{Diagnostic, Place};

/// A file of which nothing is kept, or that was not sent whole, is a fault, however well each row is formed.
pub(super) fn check(layout: &Layout, file: &Place, part: &Part, declared: Option<usize>, faults: &mut Faults) {
    let quality = &part.quality;
    if !faults.is_empty() {
        return;
    }
    if let Some(whole) = &layout.whole
        && (declared.is_some_and(|rows| rows > quality.rows) || declared.is_none() && quality.rows == whole.limit)
    {
        let rows = quality.rows;
        faults.add("whole", "file", || {
            let message = match declared {
                Some(all) => format!("this file has {rows} of {all} rows: the download was cut off"),
                None => format!("this file has exactly {rows} rows, at which the supplier cuts a download off"),
            };
            let found = Diagnostic::error(message).at(file.clone());
            found.help("download it in parts, for fewer areas or years each, and name every part under `files:`")
        });
    } else if quality.rows == 0 {
        faults.add("rows", "file", || {
            let found = Diagnostic::error("this file has a header and no rows").at(file.clone());
            found.help("ask for the file again, or take it out of `files:`")
        });
    } else if quality.kept == 0 && quality.elsewhere > 0 {
        faults.add("kept", "file", || {
            let found = Diagnostic::error("no row of this file is of an area of this site").at(file.clone());
            found.help("check that its codes are of the same year as the site's areas")
        });
    }
}
