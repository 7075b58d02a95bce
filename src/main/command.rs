//! What may be written after `sna`, with the words of its help.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use sna::config::{Instead, site_address};
use sna::ledger::VERSION;
use sna::model::audience::Audience;
use sna::report::Format;

/// Builds a strategic needs assessment: narrative and data become one checked, citable website.
///
/// A site is a folder with `site.yaml`, `content/` (Markdown), `data/` (files as partners send them, each
/// folder with a `source.yaml`) and, if wanted, `themes/`. Every fault of a run is shown at once, with its
/// file, line and column, and nothing is published while there is one.
#[derive(Parser)]
#[command(version = VERSION, propagate_version = true, arg_required_else_help = true)]
#[command(
    after_help = "Examples:\n  sna build                     publish this folder to public/\n  sna check --format short      one line for each fault, for an editor\n  sna serve --root ../my-sna    show another folder at http://127.0.0.1:8000/\n\nExit status: 0 good, 1 something in content or data is wrong, 2 the tool could not run."
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Begins a site, or a part of one, with comments that say what belongs where.
    ///
    /// What is there already is never replaced. `sna check` then asks for what only you can know.
    New(New),
    /// Checks everything and publishes the site.
    ///
    /// The site is written beside the old one and takes its place in one step: a build that fails or is
    /// killed leaves the last good site as it was. A file that is as it was keeps its time.
    Build {
        #[command(flatten)]
        options: Options,
        /// Writes an account of the run to a file: what was said, and which files are new, changed or gone.
        #[arg(long, value_name = "FILE")]
        log: Option<PathBuf>,
    },
    /// Says everything that is wrong, and publishes nothing.
    Check {
        #[command(flatten)]
        options: Options,
        /// Lists every claim that was checked, with what the numbers say and by how much it holds.
        #[arg(long)]
        claims: bool,
        /// Lists what the Serious Violence Duty asks, and by what this site answers it or that it does not.
        #[arg(long)]
        duty: bool,
    },
    /// Says which sentences, claims and figures new data moved.
    ///
    /// After a file in `data/` has changed, and before the site is built again: which sentences read otherwise, and
    /// by how much their numbers moved; which claims do not hold any more, and what is true instead; which rows of
    /// which figures. What you wrote anew yourself is listed apart.
    Diff(Between),
    /// Shows the site on this machine, and makes it again when a file changes.
    Serve {
        #[command(flatten)]
        options: Options,
        /// Where it is shown: `http://127.0.0.1:PORT/`.
        #[arg(long, default_value_t = 8000, value_name = "PORT")]
        port: u16,
    },
    /// Freezes this edition, so that its addresses answer for good.
    ///
    /// Writes into `releases/` beside the content: in `frozen/` every file of the edition in one archive, their list
    /// with SHA-256, and the ledger of ids that are given once; and what the site prints of every count under a
    /// disclosure rule, with which later editions are attacked together. Each later build carries the frozen edition
    /// along byte for byte. Nothing is written while there is a fault. An edition that was released is released again
    /// only with a correction in `content/corrections.yaml`; released twice without a change it stays as it is.
    Release {
        #[command(flatten)]
        place: Place,
        /// Makes warnings errors: nothing is released while there is one.
        #[arg(long)]
        strict: bool,
        /// Whom it is for: `public` or `partner`. Unless you say otherwise, what `audience:` in `site.yaml` says.
        #[arg(long, value_name = "AUDIENCE")]
        audience: Option<Audience>,
        /// The address where the site will stand, in place of `base-address:` in `site.yaml`. It is frozen with the
        /// pages, so later builds must be given the same.
        #[arg(long, value_name = "ADDRESS", value_parser = site_address)]
        base_url: Option<String>,
    },
    /// Writes the record of disclosure control, for whoever answers for the data.
    ///
    /// A page and a table in `disclosure/`: the rules, which cells are withheld for their own count and which to
    /// protect others, and how wide the interval is that an attacker is left with. They are no part of the site
    /// and not for publication.
    Disclosure {
        #[command(flatten)]
        place: Place,
        /// Whom it is for: `public` or `partner`. Unless you say otherwise, what `audience:` in `site.yaml` says.
        #[arg(long, value_name = "AUDIENCE")]
        audience: Option<Audience>,
        /// Where it is written: `disclosure` in the site's folder, or `disclosure/partner`, unless you say otherwise.
        #[arg(long, value_name = "DIR")]
        output: Option<PathBuf>,
    },
    /// Counts one source and writes its numbers as a table, for you alone.
    ///
    /// Rows of records become counts by area, time and what is counted, in one pass and in memory that
    /// follows the counts. The table has the columns area, period, group, series, value and status, and holds
    /// true counts before any disclosure rule: it is not for publication.
    Tally {
        /// The folder of the source below `data/`.
        source: String,
        #[command(flatten)]
        place: Place,
        /// Where the table is written.
        #[arg(long, value_name = "FILE")]
        output: PathBuf,
    },
    /// Says what a file is, before any source names it.
    ///
    /// Its format, how it is written, its header, columns, rows, times and areas, what stands for missing and
    /// what is odd; and a `source.yaml` ready to save, in which what only you can know is left to answer. Where
    /// rows look like records of people, no cell is ever shown. A folder or a ZIP archive means the files in it.
    Inspect(Inspect),
    /// Prints what a shell needs to complete commands and options.
    ///
    /// For bash: `sna completions bash > ~/.local/share/bash-completion/completions/sna`. For PowerShell:
    /// `sna completions powershell >> $PROFILE`. They are read when the shell next starts.
    Completions {
        /// Which shell.
        shell: Shell,
    },
    /// Writes the pages of the manual: `sna.1` and one for each command.
    ///
    /// `man -l DIR/sna.1` shows them; in a folder of `MANPATH` they answer to `man sna-build`.
    Manual {
        /// The folder, which is made.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Says nothing where all is good.
        #[arg(long, short)]
        quiet: bool,
    },
}

#[derive(Args)]
pub(crate) struct New {
    #[command(subcommand)]
    pub(crate) part: Part,
}

/// What can be begun.
#[derive(Subcommand)]
pub(crate) enum Part {
    /// A site that builds, with made-up areas and numbers that say so.
    Site {
        /// Its folder, which is made.
        folder: PathBuf,
        #[command(flatten)]
        manner: Manner,
    },
    /// A chapter: `content/chapters/NAME.md`.
    Chapter {
        /// The name of its file and its address: small letters, digits and hyphens.
        name: String,
        #[command(flatten)]
        place: Place,
    },
    /// What is measured: `content/indicators/NAME.md`.
    Indicator {
        /// The name by which sentences and figures ask for it: small letters, digits and hyphens.
        name: String,
        #[command(flatten)]
        place: Place,
    },
    // Not `Place`: the settings of that name below are a group of the same id.
    /// The story of a place in words and numbers: `content/places/NAME.md`.
    #[command(name = "place")]
    Story {
        /// The name of its file: small letters, digits and hyphens.
        name: String,
        #[command(flatten)]
        place: Place,
    },
    /// What is recommended, on which evidence: `content/recommendations/NAME.md`.
    Recommendation {
        /// The name of its file: small letters, digits and hyphens.
        name: String,
        #[command(flatten)]
        place: Place,
    },
    /// A source of data: `data/NAME/source.yaml`.
    Source {
        /// The name of its folder: small letters, digits and hyphens.
        name: String,
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Args)]
pub(crate) struct Between {
    /// What was: the folder of a published site, or one that holds `site.yaml`. Unless you say otherwise, what NEW
    /// last published.
    #[arg(value_name = "OLD")]
    pub(crate) old: Option<PathBuf>,
    /// What is: likewise.
    #[arg(value_name = "NEW", default_value = ".")]
    pub(crate) new: PathBuf,
    /// Whom both are for: `public` or `partner`. Unless you say otherwise, what `audience:` in `site.yaml` says.
    #[arg(long, value_name = "AUDIENCE")]
    pub(crate) audience: Option<Audience>,
    #[command(flatten)]
    pub(crate) manner: Manner,
}

#[derive(Args)]
pub(crate) struct Inspect {
    /// Files anywhere on this machine; `*` in the last part of a path stands for anything.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<String>,
    /// Prints a `source.yaml` and nothing else.
    #[arg(long, conflicts_with = "write")]
    pub(crate) yaml: bool,
    /// Writes `DIR/source.yaml`, unless there is one.
    #[arg(long, value_name = "DIR")]
    pub(crate) write: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) manner: Manner,
}

#[derive(Args)]
pub(crate) struct Place {
    /// The site's folder, which holds `site.yaml`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(crate) root: PathBuf,
    #[command(flatten)]
    pub(crate) manner: Manner,
}

/// How any command runs and speaks.
#[derive(Args)]
pub(crate) struct Manner {
    /// How many threads to use: all the machine has, unless you say otherwise. What is made is the same with any.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) jobs: Option<u16>,
    /// Prints what is found and what is wrong, and nothing else.
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// How that is printed.
    #[arg(long, value_enum, default_value_t = Shape::Human)]
    pub(crate) format: Shape,
}

#[derive(Args)]
pub(crate) struct Options {
    #[command(flatten)]
    pub(crate) place: Place,
    /// Where the site is published: `public` or `partner` in its folder, after its audience, unless you say otherwise.
    #[arg(long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// Whom it is for: `public` or `partner`. Unless you say otherwise, what `audience:` in `site.yaml` says.
    #[arg(long, value_name = "WORD")]
    pub(crate) audience: Option<Audience>,
    /// The address where the site will stand, in place of `base-address:` in `site.yaml`.
    #[arg(long, value_name = "ADDRESS", value_parser = site_address)]
    pub(crate) base_url: Option<String>,
    /// Makes warnings errors, for checks that nobody watches.
    #[arg(long)]
    pub(crate) strict: bool,
}

impl Options {
    /// What is said here in place of the settings.
    pub(crate) fn instead(&self) -> Instead {
        Instead { audience: self.audience, base_address: self.base_url.clone() }
    }
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Shape {
    /// With the line and what to do, for people.
    Human,
    /// One line each, for editors.
    Short,
    /// One JSON object each, for programs.
    Json,
}

impl From<Shape> for Format {
    fn from(shape: Shape) -> Self {
        match shape {
            Shape::Human => Self::Human,
            Shape::Short => Self::Short,
            Shape::Json => Self::Json,
        }
    }
}
