//! `sna build`: publishes a site, says what changed, and keeps an account of the run where one is wanted.
//!
//! In goes what was asked, out comes the site's folder. Wrong can be whatever any stage says, and a place for the
//! account where it would be published.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use sna::files::Root;
use sna::ledger::VERSION;
use sna::model::audience::Audience;
use sna::pipeline;
use sna::progress::Progress;
use sna::publish::{self, Changes};
use sna::render::PDF;
use sna::report::{Format, Report, Result, counted};

use super::bar::Bar;
use super::command::Options;
use super::{Done, day, days, output, strictness, summary};

/// How many changed files are named on a terminal; a log names all.
const NAMED: usize = 10;

/// Publishes the site below `root`.
pub(crate) fn run(root: &Root, options: &Options, log: Option<&Path>) -> Done {
    let report = Report::new(strictness(options));
    let started = Instant::now();
    let progress = Arc::new(Progress::default());
    let bar = Bar::of(&progress, options.place.manner.quiet);
    let mut changes = None;
    if log.is_some_and(|log| publish::log_place(&report, log, &folders(options)).is_err()) {
        let stopped = report.sound(String::new());
        return (report, stopped);
    }
    let written = pipeline::audited(&report, &progress, root, &options.instead()).and_then(|(site, _)| {
        let written = publish::write(&report, &progress, &site, &output(options, site.audience()))?;
        changes = written.changes.clone();
        let mut words = summary("published", &written, started.elapsed());
        // A released edition has its document, or has none for good.
        if !PDF && !written.carried {
            let edition = site.edition();
            let _ = write!(
                words,
                "\nno PDF of the whole assessment was made, since this program was compiled without `document`; /{edition}/print/ can be printed"
            );
        }
        Ok(words)
    });
    drop(bar);
    let told = match (&written, &changes) {
        (Ok(words), Some(changes)) => format!("{words}\n{}", since(changes, NAMED)),
        (Ok(words), None) => words.clone(),
        (Err(_), _) => String::new(),
    };
    let kept = match log {
        Some(log) => keep(&report, log, &written, changes.as_ref()),
        None => Ok(()),
    };
    (report, written.and(kept).map(|()| told))
}

/// Where the site may come to stand, before its settings are read.
fn folders(options: &Options) -> Vec<PathBuf> {
    let each = [Audience::Public, Audience::Partner].map(|audience| output(options, audience));
    each.into_iter().collect()
}

/// What changed since the site before, at most `most` of it by name.
fn since(changes: &Changes, most: usize) -> String {
    let count = changes.count();
    if count == 0 {
        return "nothing changed since the site before".to_owned();
    }
    let mut words = format!("since the site before {}", told(changes));
    if count > most {
        words.push_str("; `--log FILE` lists them");
    } else {
        changes.lines().for_each(|line| {
            let _ = write!(words, "\n  {line}");
        });
    }
    words
}

/// `2 files are new, 1 file changed and 1 file is gone`.
fn told(changes: &Changes) -> String {
    let parts = [
        (&changes.new, "is new", "are new"),
        (&changes.other, "changed", "changed"),
        (&changes.gone, "is gone", "are gone"),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(paths, ..)| !paths.is_empty())
        .map(|(paths, one, more)| {
            format!("{} {}", counted(paths.len(), "file"), if paths.len() == 1 { one } else { more })
        })
        .collect();
    match parts.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// Writes the account of a run.
fn keep(report: &Report, log: &Path, written: &Result<String>, changes: Option<&Changes>) -> Result<()> {
    let mut text = format!("sna {}, {}\n", VERSION, day::written(days()));
    text.push_str(&report.render(Format::Short));
    match (written, changes) {
        (Ok(words), Some(changes)) => {
            let _ = write!(text, "{words}\n{}", since(changes, usize::MAX));
        }
        (Ok(words), None) => text.push_str(words),
        (Err(_), _) => {
            let _ = write!(text, "nothing was published: {}", report.summary().unwrap_or_default());
        }
    }
    text.push('\n');
    publish::log(report, log, &text)
}
