//! Pictures in the text: `![what is to be seen](pictures/canal.jpg "its caption")`.
//!
//! Comes in: the files of `content/pictures/` that `pictures.yaml` there lists with their credit and licence, and the
//! pictures that texts show. Goes out: a figure on the page, and the file without what a camera wrote into it. Wrong
//! can be: a picture that is not listed or not there, of another kind, too heavy or broken; no words for those who do
//! not see it, no caption, no credit.
//!
//! A photograph says where and when it was taken, and often by whom. So what is published is made anew of the parts
//! of a file that draw, and of nothing else in it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::compose::Composer;
use super::html::escape;
use super::link;
use super::value::{self, Sentence};
use crate::files::{Root, TextFile, sha256};
use crate::model::area::slug;
use crate::report::{Diagnostic, Place, Report, nearest};
use crate::yaml::{self, Node};

mod jpeg;
mod png;

/// Where pictures are, and the list of them.
const FOLDER: &str = "content/pictures/";
const LIST: &str = "content/pictures/pictures.yaml";

/// How heavy a picture may be. A reader on a telephone pays for it.
const HEAVIEST: usize = 400 * 1024;

/// A picture as a text shows it.
#[derive(Debug, Clone)]
pub(super) struct Picture {
    /// As written between the round brackets.
    target: String,
    alternative: String,
    caption: Sentence,
    place: Place,
}

/// A file that may be shown.
#[derive(Debug)]
struct Listed {
    credit: String,
    licence: Licence,
    decoration: bool,
    /// None where the file is at fault.
    drawn: Option<Drawn>,
}

/// The name of a licence, and where it can be read.
#[derive(Debug, Clone)]
pub(super) struct Licence {
    name: String,
    address: Option<String>,
}

/// What is published of a file.
#[derive(Debug)]
struct Drawn {
    bytes: Arc<[u8]>,
    width: u32,
    height: u32,
    ending: &'static str,
}

/// What is left of a file when everything is taken out that does not draw, with its size; or what is wrong with it.
type Bared = Result<(Vec<u8>, u32, u32), &'static str>;

/// Every picture of a site, by its path.
#[derive(Debug, Default)]
pub(super) struct Pictures {
    listed: BTreeMap<String, Listed>,
}

/// Reads the list of pictures and the files it names; none where there is no list.
pub(super) fn read(report: &Report, root: &Root) -> Option<Pictures> {
    let mut pictures = Pictures::default();
    let Some(node) = yaml::of_file(report, root, LIST).ok()? else { return Some(pictures) };
    let files = root.files(report, FOLDER.trim_end_matches('/'), "").ok()?;
    let mut map = node.map(report)?;
    for node in map.list("pictures") {
        let Some(mut item) = node.map(report) else { continue };
        let file = item.text_at("file");
        let credit = item.text("credit");
        let licence = item.required("licence").and_then(|node| licence(report, node));
        let decoration = item.flag("decoration");
        item.finish();
        let (Some((name, place)), Some(credit), Some(licence)) = (file, credit, licence) else { continue };
        let path = format!("{FOLDER}{name}");
        let drawn = if files.contains(&path) && path != LIST {
            drawn(report, root, &path, &place)
        } else {
            let found = Diagnostic::error(format!("the picture `{name}` is not there")).at(place.clone());
            let known =
                files.iter().filter_map(|path| path.strip_prefix(FOLDER)).filter(|file| *file != "pictures.yaml");
            report.add(match nearest(&name, known) {
                Some(near) => found.label("no such file").help(format!("did you mean `{near}`?")),
                None => found.label("no such file").help(format!("put it into `{FOLDER}`, and write its name here")),
            });
            None
        };
        if pictures.listed.insert(path, Listed { credit, licence, decoration, drawn }).is_some() {
            let found = Diagnostic::error(format!("the picture `{name}` is listed twice")).at(place);
            report.add(found.label("here again").help("take one of the two out"));
        }
    }
    map.finish();
    Some(pictures)
}

/// `licence: {name: …, address: …}`, the address only where there is one.
pub(super) fn licence(report: &Report, node: &Node) -> Option<Licence> {
    let mut map = node.map(report)?;
    let name = map.text("name");
    let address = map.optional_text_at("address").filter(|(address, place)| link::is_web(report, address, place));
    map.finish();
    Some(Licence { name: name?, address: address.map(|(address, _)| address) })
}

impl Licence {
    /// As it stands on a page.
    pub(super) fn html(&self) -> String {
        self.address
            .as_ref()
            .map_or_else(|| escape(&self.name), |address| super::html::link(address, &escape(&self.name)))
    }
}

/// What is published of the file at a path; says what is wrong with it.
fn drawn(report: &Report, root: &Root, path: &str, place: &Place) -> Option<Drawn> {
    let name = path.strip_prefix(FOLDER).unwrap_or(path);
    let refuse = |message: String, label: &str, help: &str| {
        report.add(Diagnostic::error(message).at(place.clone()).label(label).help(help));
        None
    };
    let bytes = root.bytes(report, path).ok()?;
    let (bared, ending) = if bytes.starts_with(&jpeg::START) {
        (jpeg::bared(&bytes), "jpg")
    } else if bytes.starts_with(png::START) {
        (png::bared(&bytes), "png")
    } else {
        let message = format!("the picture `{name}` is neither JPEG nor PNG");
        return refuse(message, "another kind of file", "save it as JPEG, or as PNG where it is a drawing");
    };
    let (bytes, width, height) = match bared {
        Ok(found) => found,
        Err(cause) => {
            let message = format!("the picture `{name}` cannot be read: {cause}");
            return refuse(message, "a broken file", "open it in a program for pictures and save it anew");
        }
    };
    if bytes.len() > HEAVIEST {
        let label = format!("{} KiB", bytes.len().div_ceil(1024));
        let help =
            "readers on a telephone pay for it: save it smaller, at most 400 KiB; 1,200 pixels across are enough";
        return refuse(format!("the picture `{name}` is too heavy"), &label, help);
    }
    Some(Drawn { bytes: bytes.into(), width, height, ending })
}

/// Takes a picture that stands alone in its paragraph; says what it lacks.
pub(super) fn shown(
    report: &Report,
    file: &TextFile,
    range: std::ops::Range<usize>,
    (target, caption, alternative): (&str, &str, String),
) -> Option<Picture> {
    let place = file.place(range);
    if caption.trim().is_empty() {
        let found = Diagnostic::error("this picture has no caption").at(place);
        let help = format!("write it in double quotes behind the path: `({target} \"What is shown, where and when\")`");
        report.add(found.label("here").help(help));
        return None;
    }
    let caption = value::sentence(report, caption, &place);
    Some(Picture { target: target.to_owned(), alternative, caption, place })
}

/// Says that a picture stands within a sentence, a list or a table.
pub(super) fn refuse_within(report: &Report, place: Place) {
    let found = Diagnostic::error("this picture stands within other text").at(place);
    report.add(found.label("here").help("give it a line of its own, with an empty line before and behind it"));
}

impl Pictures {
    /// The file that a text at `from` names: as a link would, or from the folder of content.
    fn find(&self, report: &Report, from: &str, picture: &Picture) -> Option<(&String, &Listed)> {
        let target = picture.target.as_str();
        let refuse = |found: Diagnostic| {
            report.add(found.at(picture.place.clone()).label("this picture"));
            None
        };
        if target.contains(':') || target.starts_with('/') {
            let found = Diagnostic::error(format!("`{target}` is not a picture of this site"));
            return refuse(found.help(format!("put the file into `{FOLDER}`: nothing is loaded from elsewhere")));
        }
        let beside = link::resolved(from, target);
        let below = link::resolved("content/a", target);
        let found = [&beside, &below].into_iter().find_map(|path| self.listed.get_key_value(path.as_str()));
        if found.is_some() {
            return found;
        }
        let found = Diagnostic::error(format!("the picture `{target}` is not listed in `{LIST}`"));
        let names = self.listed.keys().map(|path| path.strip_prefix("content/").unwrap_or(path));
        let near = nearest(below.strip_prefix("content/").unwrap_or(&below), names);
        refuse(match near {
            Some(near) => found.help(format!("did you mean `{near}`?")),
            None => found.help(
                "list it there with `file:`, `credit:` and `licence:`: who made it, and what allows us to show it",
            ),
        })
    }
}

impl Picture {
    /// As it stands on the page that is written; says what is wrong with it.
    pub(super) fn html(&self, composer: &mut Composer<'_>) -> String {
        let report = composer.context.report;
        let caption = composer.sentence(&self.caption).html(composer.address());
        let Some((path, listed)) = composer.context.pictures.find(report, composer.path(), self) else {
            return String::new();
        };
        let alternative = self.alternative.trim();
        let found = match (alternative.is_empty(), listed.decoration) {
            (true, false) => Some(
                Diagnostic::error("this picture says nothing to those who cannot see it")
                    .label("its square brackets are empty")
                    .help("say between them in a sentence what is to be seen; where it is decoration and no more, write `decoration: yes` where it is listed"),
            ),
            (false, true) => Some(
                Diagnostic::error("this picture is listed as decoration, and its text says what it shows")
                    .label("this picture")
                    .help("take out `decoration: yes` where it is listed, or what stands in the square brackets"),
            ),
            _ => None,
        };
        if let Some(found) = found {
            report.add(found.at(self.place.clone()));
            return String::new();
        }
        let Some(drawn) = &listed.drawn else { return String::new() };
        let name = path.strip_prefix(FOLDER).unwrap_or(path);
        let stem = slug(name.rsplit_once('.').map_or(name, |(stem, _)| stem));
        let sum = sha256(&drawn.bytes);
        let address = composer.context.addresses.picture(&format!("{stem}-{}.{}", &sum[..10], drawn.ending));
        composer.context.attach(&address, &drawn.bytes);
        format!(
            "<figure class=\"picture\">\n<img src=\"{}\" width=\"{}\" height=\"{}\" alt=\"{}\" loading=\"lazy\" decoding=\"async\">\n\
             <figcaption>{caption} <span>Picture: {}. Licence: {}.</span></figcaption>\n</figure>\n",
            escape(&link::relative(composer.address(), &address)),
            drawn.width,
            drawn.height,
            escape(alternative),
            escape(listed.credit.trim_end_matches('.')),
            listed.licence.html(),
        )
    }
}
