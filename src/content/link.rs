//! Addresses inside a site, and the way from one to another; addresses elsewhere.

use crate::report::{Diagnostic, Place, Report};

/// Whether an address is one of the web; says so where it is not.
pub(super) fn is_web(report: &Report, address: &str, place: &Place) -> bool {
    let is_web = address.starts_with("https://") || address.starts_with("http://");
    if !is_web {
        let fault = Diagnostic::error(format!("`{address}` is not an address of the web")).at(place.clone());
        report.add(fault.label("this address").help("begin it with `https://`"));
    }
    is_web
}

/// The way from the page at `from` to `to`, both below the site's root, with `/` at the end of folders.
/// Relative, so that a site works in a subfolder.
pub fn relative(from: &str, to: &str) -> String {
    let (to, fragment) = to.split_once('#').map_or((to, None), |(to, fragment)| (to, Some(fragment)));
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let from_parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let (to_folder, file) = to.rsplit_once('/').unwrap_or(("", to));
    let to_parts: Vec<&str> = to_folder.split('/').filter(|part| !part.is_empty()).collect();
    let shared = from_parts.iter().zip(&to_parts).take_while(|(a, b)| a == b).count();
    let mut out = "../".repeat(from_parts.len() - shared);
    for part in &to_parts[shared..] {
        out.push_str(part);
        out.push('/');
    }
    out.push_str(file);
    if out.is_empty() && fragment.is_none() {
        out.push_str("./");
    }
    if let Some(fragment) = fragment {
        // A page's own fragment needs no path.
        if to == from {
            out.clear();
        }
        out.push('#');
        out.push_str(fragment);
    }
    out
}

/// The path of a file named in the file at `from`, both below the site's folder.
pub fn resolved(from: &str, named: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in named.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}
