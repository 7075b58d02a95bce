//! The theme: templates, styles and scripts, the program's own and a site's in their place.
//!
//! A file in the `themes/` of a site stands instead of the program's own of the same name. Nothing is
//! fetched from a network. Wrong can be: a template's syntax, or a field that no view has.

use serde::Serialize;
use tera::{Context, Tera};

use super::logo::{self, Logo};
use super::view;
use crate::config::house_style::HouseStyle;
use crate::config::palette::{Palette, Palettes};
use crate::content::html::is_shown;
use crate::content::sentence::lower_first;
use crate::files::Root;
use crate::report::{Diagnostic, Place, Report, Result};

/// A list of the files of the default theme, built into the program.
macro_rules! built_in {
    ($($path:literal),+ $(,)?) => {
        &[$(($path, include_str!(concat!("../../themes/default/", $path)))),+]
    };
}

/// Every file of the default theme.
pub const BUILT_IN: &[(&str, &str)] = built_in![
    "document/assessment.typ",
    "document/figures.typ",
    "document/prose.typ",
    "script/cite.js",
    "script/compare.js",
    "script/edition.js",
    "script/explore.js",
    "script/figure.js",
    "script/filter.js",
    "script/find.js",
    "script/gather.js",
    "script/index.js",
    "script/interventions.js",
    "script/main.js",
    "script/pack-files.js",
    "script/pack.js",
    "script/period.js",
    "script/search.js",
    "script/table.js",
    "style/10-tokens.css",
    "style/20-page.css",
    "style/30-figure.css",
    "style/35-kinds.css",
    "style/40-table.css",
    "style/45-find.css",
    "style/50-print.css",
    "style/60-pack.css",
    "style/65-interventions.css",
    "style/55-compare.css",
    "style/57-recommendations.css",
    "style/68-reading.css",
    "style/67-priorities.css",
    "style/70-logo.css",
    "style/75-editions.css",
    "style/80-document.css",
    "style/80-explore.css",
    "style/icon.svg",
    "templates/accessibility.html",
    "templates/area.html",
    "templates/areas.html",
    "templates/base.html",
    "templates/changes.html",
    "templates/chapter.html",
    "templates/compare.html",
    "templates/cost.html",
    "templates/data.html",
    "templates/document-parts.html",
    "templates/document.html",
    "templates/duty.html",
    "templates/edition-parts.html",
    "templates/editions.html",
    "templates/embed.html",
    "templates/exploration.html",
    "templates/explore.html",
    "templates/figure-parts.html",
    "templates/figure.html",
    "templates/find-parts.html",
    "templates/gaps.html",
    "templates/grid-parts.html",
    "templates/history.html",
    "templates/home.html",
    "templates/indicator.html",
    "templates/indicators.html",
    "templates/intervention-parts.html",
    "templates/intervention.html",
    "templates/interventions.html",
    "templates/list-parts.html",
    "templates/method.html",
    "templates/methods.html",
    "templates/moved.html",
    "templates/not-found.html",
    "templates/pack.html",
    "templates/page.html",
    "templates/place.html",
    "templates/places.html",
    "templates/priorities.html",
    "templates/profile-parts.html",
    "templates/recommendation-parts.html",
    "templates/recommendation.html",
    "templates/recommendations.html",
    "templates/schools.html",
    "templates/search.html",
    "templates/source.html",
    "templates/table-parts.html",
];

/// The folder in which a site keeps its own files.
pub const FOLDER: &str = "themes";

/// A theme ready to use.
#[derive(Debug, Clone)]
pub struct Theme {
    tera: Tera,
    /// Where each template stands, and its text, for messages.
    paths: Vec<(String, String, String)>,
    /// Styles, scripts and pictures by their name in `assets/`.
    assets: Vec<(String, Vec<u8>)>,
    /// What sets the document on paper: the name of each sheet, where it stands, and its text.
    sheets: Vec<(String, String, String)>,
    logo: Option<Logo>,
}

/// Reads the theme that the settings of a site name: its files over the built-in ones, the colours and the logo.
pub fn read(report: &Report, root: &Root, style: &HouseStyle) -> Result<Theme> {
    let chosen = style.folder.as_ref();
    let logo = style.logo.as_ref().and_then(|settings| logo::read(report, root, settings));
    let is_logo = |path: &str| {
        let files = style.logo.iter().flat_map(|logo| [Some(&logo.file), logo.dark.as_ref()]);
        files.flatten().any(|(file, _)| file == path)
    };
    let mut files: Vec<(String, String, String)> = BUILT_IN
        .iter()
        .map(|(path, text)| ((*path).to_owned(), format!("{FOLDER}/default/{path}"), (*text).to_owned()))
        .collect();
    let folder = format!("{FOLDER}/{}", chosen.map_or("default", |(name, _)| name));
    let own = root.files(report, &folder, "")?;
    if let Some((name, place)) = chosen.filter(|(name, _)| own.is_empty() && name != "default") {
        let found = Diagnostic::error(format!("unknown theme `{name}`")).at(place.clone());
        let found = found.label(format!("no files stand in `{folder}/`"));
        report.add(found.help("add the folder with the files that are to be other, or write `default`"));
    }
    for path in root.files(report, FOLDER, "")?.iter().filter(|path| path.matches('/').count() == 1) {
        if is_logo(path) {
            continue;
        }
        let found = Diagnostic::error("a file stands beside the themes").at(Place::file(path));
        report.add(found.help("put it in a theme’s folder, such as `themes/default/templates/`"));
    }
    if style.palettes.declared {
        colour(&mut files, &style.palettes);
    }
    for path in own.into_iter().filter(|path| !is_logo(path)) {
        let Some(name) = path.strip_prefix(&format!("{folder}/")).map(str::to_owned) else { continue };
        let Ok(file) = root.text(report, &path) else { continue };
        match files.iter_mut().find(|(own, ..)| *own == name) {
            Some(own) => *own = (name, path, file.text.to_string()),
            None => files.push((name, path, file.text.to_string())),
        }
    }
    files.sort();
    let mut theme = Theme { tera: Tera::default(), paths: Vec::new(), assets: Vec::new(), sheets: Vec::new(), logo };
    let mut templates = Vec::new();
    let mut sheets = String::new();
    for (name, path, text) in files {
        match name.split_once('/') {
            Some(("templates", template)) => {
                theme.paths.push((template.to_owned(), path, text.clone()));
                templates.push((template.to_owned(), text));
            }
            Some(("style", sheet)) if sheet.ends_with(".css") => sheets.push_str(&text),
            Some(("document", sheet)) if sheet.ends_with(".typ") => theme.sheets.push((sheet.to_owned(), path, text)),
            Some(("style" | "script", asset)) => theme.assets.push((asset.to_owned(), text.into_bytes())),
            _ => {
                let found = Diagnostic::error("this file belongs to no part of a theme").at(Place::file(&path));
                report.add(found.help("a theme has `templates/`, `style/`, `script/` and `document/`"));
            }
        }
    }
    theme.assets.push(("main.css".to_owned(), sheets.into_bytes()));
    theme.assets.extend(theme.logo.iter().flat_map(|logo| logo.files.iter().cloned()));
    if let Err(fault) = theme.tera.add_raw_templates(templates) {
        theme.say(report, &fault);
    }
    report.sound(theme)
}

/// Puts the colours of settings behind those of the theme, and into the icon of the program.
///
/// Both schemes stand there whole, so that a colour by daylight does not reach into the dark, and neither
/// where readers force colours of their own.
fn colour(files: &mut Vec<(String, String, String)>, palettes: &Palettes) {
    let list = |palette: &Palette| {
        palette.all().map(|(name, colour)| format!("    --{name}: {colour};\n")).collect::<String>()
    };
    let sheet = format!(
        "@media (forced-colors: none) {{\n  :root {{\n{}  }}\n}}\n@media screen and (prefers-color-scheme: dark) and (forced-colors: none) {{\n  :root {{\n{}  }}\n}}\n",
        list(&palettes.light),
        list(&palettes.dark.0)
    );
    files.push(("style/15-colours.css".to_owned(), FOLDER.to_owned(), sheet));
    let own = Palette::default();
    for (_, _, text) in files.iter_mut().filter(|(name, ..)| name == "style/icon.svg") {
        for name in ["navy", "paper"] {
            *text = text.replace(&format!("\"{}\"", own.of(name)), &format!("\"{}\"", palettes.light.of(name)));
        }
    }
}

impl Theme {
    /// Styles, scripts and pictures by their name in `assets/`.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.assets.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }

    /// The sheets that set the document on paper: the name of each, where it stands, and its text.
    pub fn sheets(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.sheets.iter().map(|(name, path, text)| (name.as_str(), path.as_str(), text.as_str()))
    }

    /// The logo for a page from which `root` leads to the edition.
    pub(super) fn logo(&self, root: &str) -> Option<view::Logo> {
        let logo = self.logo.as_ref()?;
        let mut files = logo.files.iter().map(|(name, _)| format!("{root}assets/{name}"));
        Some(view::Logo {
            src: files.next()?,
            dark: files.next(),
            width: logo.size.0,
            height: logo.size.1,
            alternative: logo.alternative.clone(),
        })
    }

    /// A page of this template.
    pub fn page(&self, report: &Report, template: &str, view: &impl Serialize) -> Result<Vec<u8>> {
        let rendered = Context::from_serialize(view).and_then(|context| self.tera.render(template, &context));
        rendered
            .map(|page| if page.chars().all(is_shown) { page } else { page.chars().filter(|c| is_shown(*c)).collect() })
            .map(String::into_bytes)
            .map_err(|fault| self.say(report, &fault))
    }

    fn say(&self, report: &Report, fault: &tera::Error) -> crate::report::Reported {
        let spanned = match fault.kind() {
            tera::ErrorKind::SyntaxError(spanned) | tera::ErrorKind::RenderingError(spanned) => Some(spanned),
            _ => None,
        };
        let found = match spanned {
            Some(spanned) => {
                let span = spanned.span();
                let length =
                    if span.start_line == span.end_line { span.end_col.saturating_sub(span.start_col) } else { 1 };
                let name = spanned.filename();
                let (path, text) = self
                    .paths
                    .iter()
                    .find(|(template, ..)| template == name)
                    .map_or((name, ""), |(_, path, text)| (path, text));
                let line = text.lines().nth(span.start_line.saturating_sub(1)).map(str::to_owned);
                // Its first sentence says what is wrong, the next what there is.
                let (message, rest) = spanned.message().split_once(". ").unwrap_or((spanned.message(), ""));
                let found = Diagnostic::error(format!(
                    "this template does not work: {}",
                    lower_first(message.trim_end_matches('.'))
                ));
                let found =
                    found.at(Place::line(path, span.start_line, span.start_col + 1, length, line)).label("here");
                if rest.is_empty() { found } else { found.note(lower_first(rest.trim_end_matches('.'))) }
            }
            None => {
                Diagnostic::error(format!("the templates do not work: {}", fault.to_string().trim_end_matches('.')))
                    .at(Place::file(FOLDER))
            }
        };
        let help = match fault.kind() {
            tera::ErrorKind::SyntaxError(_) => "close every brace, tag and block that is opened",
            _ => "a template may use the fields that the built-in one of the same name uses",
        };
        report.add(found.help(help).repeated(fault.to_string(), "page"))
    }
}
