//! The logo of a publisher: SVG or PNG, looked at before it is published.
//!
//! Come in the settings; go out the bytes and the size of each file. Wrong can be: no such file, another
//! kind, one too heavy for a page, and SVG that holds anything but drawing. An SVG has an address of its
//! own, where no page's policy reaches it, so whatever could run or load something is refused.

use crate::config::house_style::LogoSettings;
use crate::files::{Root, TextFile};
use crate::report::{Diagnostic, Place, Report};

/// How heavy a logo may be: every page loads it, and the median page is to weigh no more than 80 KiB.
const HEAVIEST: usize = 48 * 1024;

/// The elements of SVG that draw and do nothing else.
const DRAWING: [&str; 23] = [
    "svg",
    "g",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "title",
    "desc",
    "defs",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "mask",
    "pattern",
    "symbol",
    "use",
    "style",
];

/// A logo, ready to be shown.
#[derive(Debug, Clone)]
pub(super) struct Logo {
    /// Name in `assets/`, and bytes; the second is for dark pages.
    pub(super) files: Vec<(String, Vec<u8>)>,
    /// Width by height, of which only the ratio matters.
    pub(super) size: (u32, u32),
    /// What it says.
    pub(super) alternative: String,
}

/// Reads the files of a logo.
pub(super) fn read(report: &Report, root: &Root, settings: &LogoSettings) -> Option<Logo> {
    let light = one(report, root, &settings.file, "logo");
    let dark = settings.dark.as_ref().map(|dark| one(report, root, dark, "logo-dark"));
    let (file, size) = light?;
    let mut files = vec![file];
    if let Some(dark) = dark {
        files.push(dark?.0);
    }
    Some(Logo { files, size, alternative: settings.alternative.clone() })
}

type File = ((String, Vec<u8>), (u32, u32));

fn one(report: &Report, root: &Root, (path, place): &(String, Place), name: &str) -> Option<File> {
    let refuse = |message: String, label: &str, help: &str| {
        report.add(Diagnostic::error(message).at(place.clone()).label(label).help(help));
    };
    let outside = path.starts_with('/') || path.contains(['\\', ':']) || path.split('/').any(|part| part == "..");
    if outside || !root.exists(path) {
        let label = if outside { "outside the folder of the site" } else { "no such file in the folder of the site" };
        refuse(format!("the logo `{path}` is not there"), label, "put it at `themes/logo.svg`, and name that");
        return None;
    }
    let bytes = root.bytes(report, path).ok()?;
    if bytes.len() > HEAVIEST {
        let label = format!("{} KiB", bytes.len().div_ceil(1024));
        let help = "every page loads it: save it smaller, at most 48 KiB";
        refuse(format!("the logo `{path}` is too heavy"), &label, help);
        return None;
    }
    if let Some(size) = png_size(&bytes) {
        return Some(((format!("{name}.png"), bytes), size));
    }
    if !path.ends_with(".svg") {
        let message = format!("the logo `{path}` is neither SVG nor PNG");
        refuse(message, "another kind of file", "save it as SVG or as PNG");
        return None;
    }
    let file = root.text(report, path).ok()?;
    match svg_size(&file.text) {
        Ok(size) => Some(((format!("{name}.svg"), bytes), size)),
        Err((at, message)) => {
            let end = file.text[at..].find(['>', '\n']).map_or(file.text.len(), |end| at + end);
            let found = Diagnostic::error(format!("this logo {message}")).at(spot(&file, at, end));
            let help = "save it as plain SVG of shapes alone: no script, no link, nothing from elsewhere";
            report.add(found.label("here").help(help));
            None
        }
    }
}

/// At most sixty characters, since an SVG may be one long line.
fn spot(file: &TextFile, at: usize, end: usize) -> Place {
    let end = file.text[at..end].char_indices().nth(60).map_or(end, |(more, _)| at + more);
    file.place(at..end)
}

fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let head = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?.get(..16)?;
    let number = |at: usize| Some(u32::from_be_bytes(head.get(at..at + 4)?.try_into().ok()?));
    (&head[4..8] == b"IHDR").then_some(())?;
    Some((number(8)?, number(12)?)).filter(|(width, height)| *width > 0 && *height > 0)
}

/// The size of a drawing that does nothing but draw, or where it does something else, and what.
fn svg_size(text: &str) -> Result<(u32, u32), (usize, String)> {
    let mut size = None;
    let mut at = 0;
    while let Some(start) = text[at..].find('<').map(|found| at + found) {
        let rest = &text[start..];
        let fault = |message: String| Err((start, message));
        let end_of = |sign: &str| rest.find(sign).map(|end| start + end + sign.len());
        let end = if rest.starts_with("<!--") {
            end_of("-->")
        } else if rest.starts_with("<?xml ") {
            end_of("?>")
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            return fault("declares something before its drawing".to_owned());
        } else {
            end_of(">")
        };
        let Some(end) = end else { return fault("ends in the middle of an element".to_owned()) };
        if rest.starts_with("</") || rest.starts_with("<!--") || rest.starts_with("<?") {
            at = end;
            continue;
        }
        let inside = rest[1..end - start - 1].trim_end_matches('/');
        let (name, attributes) = inside.split_once(|letter: char| letter.is_whitespace()).unwrap_or((inside, ""));
        if !DRAWING.contains(&name) {
            return fault(format!("holds `<{name}>`, which is no drawing"));
        }
        let attributes = match attributes_of(attributes) {
            Ok(attributes) => attributes,
            Err(message) => return fault(message),
        };
        if name == "svg" && size.is_none() {
            size = size_of(&attributes);
        }
        at = end;
        if name == "style" {
            let content = text[end..].split("</style").next().unwrap_or_default();
            if content.contains(['@', '&', '\\', '<']) || loads(content) {
                return fault("has a style that could load something".to_owned());
            }
        }
    }
    size.ok_or_else(|| (0, "does not say its size by `viewBox`, or by `width` and `height`".to_owned()))
}

fn attributes_of(mut text: &str) -> Result<Vec<(&str, &str)>, String> {
    let mut found = Vec::new();
    while !text.trim().is_empty() {
        let quoted = text.split_once('=').and_then(|(key, value)| {
            let value = value.trim_start();
            let quote = value.chars().next().filter(|letter| ['"', '\''].contains(letter))?;
            let (value, rest) = value[1..].split_once(quote)?;
            Some((key.trim(), value, rest))
        });
        let Some((key, value, rest)) = quoted else { return Err("has an attribute without quotes".to_owned()) };
        let bare = key.rsplit(':').next().unwrap_or(key).to_ascii_lowercase();
        if bare.starts_with("on") {
            return Err(format!("would run `{key}`"));
        }
        let leads = ["href", "src"].contains(&bare.as_str()) && !value.starts_with('#');
        if leads || loads(value) || value.contains("&#") || value.contains('\\') || bare == "base" {
            return Err(format!("could load something by `{key}`"));
        }
        found.push((key, value));
        text = rest;
    }
    Ok(found)
}

/// Whether a style names anything that is not a part of the drawing itself.
fn loads(style: &str) -> bool {
    let lower = style.to_ascii_lowercase();
    let mut named = lower.split("url(").skip(1);
    named.any(|rest| !rest.trim_start_matches(['"', '\'', ' ']).starts_with('#'))
        || ["javascript:", "image(", "image-set(", "src("].iter().any(|word| lower.contains(word))
}

fn size_of(attributes: &[(&str, &str)]) -> Option<(u32, u32)> {
    let value = |name: &str| attributes.iter().find(|(key, _)| *key == name).map(|(_, value)| *value);
    let whole = |text: &str| {
        let number: f64 = text.trim_end_matches("px").trim().parse().ok()?;
        // Only the ratio matters, and the bound keeps it a number of an attribute.
        (number > 0.0 && number < 100_000.0).then(|| (number.ceil() as u32).max(1))
    };
    let boxed = value("viewBox").and_then(|text| {
        let mut parts = text.split([' ', ',']).filter(|part| !part.is_empty()).skip(2);
        Some((whole(parts.next()?)?, whole(parts.next()?)?))
    });
    boxed.or_else(|| Some((whole(value("width")?)?, whole(value("height")?)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_passes_and_has_its_size() {
        let plain = "<?xml version=\"1.0\"?>\n<!-- a mark --><svg xmlns=\"http://www.w3.org/2000/svg\" \
            viewBox=\"0 0 120.5 40\"><defs><linearGradient id=\"a\"><stop offset='0'/></linearGradient></defs>\
            <style>.a{fill:url(#a)}</style><use href=\"#b\"/><path fill=\"url('#a')\" d=\"M0 0h9\"/></svg>";
        assert_eq!(svg_size(plain), Ok((121, 40)));
        assert_eq!(svg_size("<svg width=\"30px\" height=\"20\"/>"), Ok((30, 20)));
    }

    #[test]
    fn what_could_run_or_load_is_refused() {
        for hostile in [
            "<script>alert(1)</script>",
            "<SCRIPT/>",
            "<svg:script/>",
            "<a href=\"https://example.org/\"><path/></a>",
            "<image href=\"https://example.org/a.png\"/>",
            "<foreignObject><p>a</p></foreignObject>",
            "<path onload=\"alert(1)\"/>",
            "<path ONLOAD='alert(1)'/>",
            "<g onclick=alert(1)>",
            "<use href=\"other.svg#a\"/>",
            "<use xlink:href=\"data:image/svg+xml,a\"/>",
            "<use href=\"&#x68;ttps://example.org\"/>",
            "<path fill=\"url(https://example.org/a)\"/>",
            "<path style=\"fill:u\\72l(//example.org)\"/>",
            "<style>@import 'https://example.org/a.css';</style>",
            "<style>a{fill:URL( \"//example.org/\")}</style>",
            "<style><![CDATA[@import 'a']]></style>",
            "<animate attributeName=\"href\" to=\"javascript:alert(1)\"/>",
            "<set attributeName=\"onload\"/>",
            "<!DOCTYPE svg [<!ENTITY a \"b\">]>",
            "<?xml-stylesheet href=\"a.css\"?>",
            "<path",
        ] {
            let text = format!("<svg viewBox=\"0 0 1 1\">{hostile}</svg>");
            assert!(svg_size(&text).is_err(), "{hostile}");
        }
        assert!(svg_size("<svg/>").is_err());
        assert!(svg_size("").is_err());
    }
}
