//! The page that stands instead of every other while something is wrong.
//!
//! In goes a report, out comes a page that names each fault with its file and line, as a link that opens the line
//! in an editor. Nothing can be wrong. It must not know how a site is built.

use std::path::Path;

use super::{SCRIPT, STYLE};
use crate::content::html::escape;
use crate::report::{Format, Place, Report};

/// How it looks: in the colours of a site, light or dark, and as narrow as a phone.
pub(super) const LOOKS: &str = include_str!("fault_page.css");

/// The page. `folder` is where the site lies, and `stood` whether it was built before.
pub(super) fn page(report: &Report, folder: &Path, stood: bool) -> String {
    let note = if stood {
        "The last good site comes back by itself when these are mended."
    } else {
        "The site appears by itself when these are mended."
    };
    let summary = report.summary().unwrap_or_default();
    let faults: String =
        report.each(Format::Human).iter().map(|(place, words)| fault(place.as_ref(), words, folder)).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{summary} – the site could not be built</title>\n<link rel=\"icon\" href=\"data:,\">\n\
         <link rel=\"stylesheet\" href=\"{STYLE}\">\n<script type=\"module\" src=\"{SCRIPT}\"></script>\n</head>\n\
         <body>\n<main>\n<h1>The site could not be built</h1>\n<p>{summary}. {note}</p>\n<ol>\n{faults}</ol>\n\
         <p>A link to a line opens it in Visual Studio Code.</p>\n</main>\n</body>\n</html>\n"
    )
}

fn fault(place: Option<&Place>, words: &str, folder: &Path) -> String {
    let words = anstream::adapter::strip_str(words).to_string();
    let words = words.trim_end();
    let (message, rest) = words.split_once('\n').unwrap_or((words, ""));
    let link = place.map(|place| {
        let (line, column) = place.at.as_ref().map_or((1, 1), |at| (at.line, at.column));
        let shown = if place.at.is_some() { format!("{}:{line}:{column}", place.path) } else { place.path.to_string() };
        let file = folder.join(&*place.path).to_string_lossy().replace('\\', "/");
        let address = format!("vscode://file/{}:{line}:{column}", encoded(file.trim_start_matches('/')));
        format!("<p><a href=\"{}\">{}</a></p>\n", escape(&address), escape(&shown))
    });
    // The link says where it is.
    let rest: Vec<&str> = rest.lines().filter(|line| !line.trim_start().starts_with("-->")).collect();
    let rest = if rest.is_empty() {
        String::new()
    } else {
        format!("<pre tabindex=\"0\">{}</pre>\n", escape(rest.join("\n").trim_end()))
    };
    format!("<li>\n<h2>{}</h2>\n{}{rest}</li>\n", escape(message), link.unwrap_or_default())
}

/// A path as it may stand in an address.
fn encoded(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~:".contains(&byte);
    path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::page;
    use crate::report::{Diagnostic, Place, Report, Strictness};

    #[test]
    fn a_fault_is_a_link_to_its_line() {
        let report = Report::new(Strictness::Lenient);
        let place = Place::text("content/a b.md", "one\ntwo <three>\n", 8..15);
        report.add(Diagnostic::error("`<three>` is wrong").at(place).label("here"));
        let page = page(&report, std::path::Path::new("/home/me/my site"), true);
        assert!(
            page.contains("href=\"vscode://file/home/me/my%20site/content/a%20b.md:2:5\">content/a b.md:2:5</a>"),
            "{page}"
        );
        assert!(page.contains("<h2>error: `&lt;three&gt;` is wrong</h2>"), "{page}");
        assert!(page.contains("2 | two &lt;three&gt;") && page.contains("1 error. The last good site"), "{page}");
        assert!(!page.contains("--&gt;"), "{page}");
    }
}
