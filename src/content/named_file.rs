//! Files that settings of the narrative name, such as a table of unit costs.
//!
//! Comes in: a path below the folder of the site. Goes out: whether it may be read. Wrong can be: a file that is not
//! there, and one outside `content/`, wherever links lead: what lies in `data/` passes through disclosure control.

use super::delimited::Field;
use crate::files::Root;
use crate::report::{Diagnostic, Report};

/// Whether a file is there and lies in `content/`; says so where not, with a path that it could have.
pub(super) fn is_of_content(report: &Report, root: &Root, (path, place): &Field, such_as: &str) -> bool {
    let found = if !root.exists(path) {
        let found = Diagnostic::error(format!("there is no file `{path}`")).at(place.clone());
        found.label("named here").help(format!("put it there, such as `{such_as}`"))
    } else if !root.lies_in(path, "content") {
        let found = Diagnostic::error(format!("`{path}` does not lie in `content/`")).at(place.clone());
        let found = found.label("named here").note("numbers from `data/` pass through disclosure control");
        found.help(format!("put a table that you wrote for this into `content/`, such as `{such_as}`"))
    } else {
        return true;
    };
    report.add(found);
    false
}
