//! The command line: `build`, `check`, `serve`. Nothing else.

use std::io::IsTerminal as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use clap::{Args, Parser, Subcommand, ValueEnum};
use sna::files::Root;
use sna::progress::Progress;
use sna::publish::{self, Written};
use sna::report::{Format, Report, Severity, Strictness, counted};
use sna::{pipeline, serve};

/// Builds a strategic needs assessment: narrative and data become one checked, citable website.
///
/// A site is a folder with `site.yaml`, `content/` (Markdown), `data/` (files as partners send them, each
/// folder with a `source.yaml`) and, if wanted, `themes/`. Every fault of a run is shown at once, with its
/// file, line and column, and nothing is published while there is one.
#[derive(Parser)]
#[command(version, propagate_version = true, arg_required_else_help = true)]
#[command(
    after_help = "Examples:\n  sna build                     publish this folder to public/\n  sna check --format short      one line for each fault, for an editor\n  sna serve --root ../my-sna    show another folder at http://127.0.0.1:8000/\n\nExit status: 0 good, 1 something in content or data is wrong, 2 the tool could not run."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Checks everything and publishes the site.
    ///
    /// The site is written beside the old one and takes its place in one step: a build that fails or is
    /// killed leaves the last good site as it was.
    Build(Options),
    /// Says everything that is wrong, and publishes nothing.
    Check(Options),
    /// Shows the site on this machine, and makes it again when a file changes.
    Serve {
        #[command(flatten)]
        options: Options,
        /// Where it is shown: `http://127.0.0.1:PORT/`.
        #[arg(long, default_value_t = 8000, value_name = "PORT")]
        port: u16,
    },
}

#[derive(Args)]
struct Options {
    /// The site's folder, which holds `site.yaml`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Where the site is published: `public` in its folder unless you say otherwise.
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// How many threads to use: all the machine has, unless you say otherwise. The site is the same with any.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// Makes warnings errors, for checks that nobody watches.
    #[arg(long)]
    strict: bool,
    /// Prints faults and nothing else.
    #[arg(long, short)]
    quiet: bool,
    /// How faults are printed.
    #[arg(long, value_enum, default_value_t = Shape::Human)]
    format: Shape,
}

#[derive(Clone, Copy, ValueEnum)]
enum Shape {
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

/// The tool could not run, whatever is in content and data.
const COULD_NOT_RUN: u8 = 2;

fn main() -> ExitCode {
    let Cli { command } = Cli::parse();
    let (options, port) = match &command {
        Command::Build(options) | Command::Check(options) => (options, None),
        Command::Serve { options, port } => (options, Some(*port)),
    };
    if let Some(jobs) = options.jobs
        && let Err(cause) = rayon::ThreadPoolBuilder::new().num_threads(usize::from(jobs)).build_global()
    {
        anstream::eprintln!("error: cannot start {jobs} threads: {cause}");
        return ExitCode::from(COULD_NOT_RUN);
    }
    if !options.root.is_dir() {
        anstream::eprintln!(
            "error: `{}` is not a folder\n  = help: name the folder of a site with `--root`",
            options.root.display()
        );
        return ExitCode::from(COULD_NOT_RUN);
    }
    let strictness = if options.strict { Strictness::Strict } else { Strictness::Lenient };
    let report = Report::new(strictness);
    let root = Root::new(&options.root);
    let output = options.output.clone().unwrap_or_else(|| options.root.join("public"));
    if let Some(port) = port {
        let quiet = options.quiet;
        let say = |said: serve::Said<'_>| match said {
            serve::Said::Fault(words) => anstream::eprintln!("{words}"),
            serve::Said::News(words) if !quiet => anstream::eprintln!("{words}"),
            serve::Said::News(_) => {}
        };
        return match serve::serve(&report, &root, port, &output, &say) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => {
                print_report(&report, options.format.into());
                ExitCode::from(COULD_NOT_RUN)
            }
        };
    }

    let started = Instant::now();
    let progress = Arc::new(Progress::default());
    let bar = (!options.quiet && std::io::stderr().is_terminal()).then(|| Bar::start(progress.clone()));
    let written = pipeline::build(&report, &progress, &root).and_then(|site| match command {
        Command::Check(_) => publish::check(&report, &progress, &site),
        _ => publish::write(&report, &progress, &site, &output),
    });
    drop(bar);
    print_report(&report, options.format.into());
    match written {
        Ok(written) => {
            if !options.quiet {
                let verb = if matches!(command, Command::Check(_)) { "checked" } else { "published" };
                anstream::eprintln!("{}", summary(verb, written, started.elapsed()));
            }
            ExitCode::SUCCESS
        }
        Err(_) if report.could_not_run() => ExitCode::from(COULD_NOT_RUN),
        Err(_) => ExitCode::FAILURE,
    }
}

fn summary(verb: &str, written: Written, took: Duration) -> String {
    format!(
        "{verb} {}, {} and {} ({:.1} MB) in {:.2} s",
        counted(written.pages, "page"),
        counted(written.figures, "figure"),
        counted(written.files, "file"),
        written.bytes as f64 / 1_000_000.0,
        took.as_secs_f64()
    )
}

/// Faults go to the stream that tools read: standard output for programs, standard error for people.
fn print_report(report: &Report, format: Format) {
    let text = report.render(format);
    match format {
        Format::Human => {
            anstream::eprint!("{text}");
            if let Some(summary) = report.summary() {
                anstream::eprintln!("{summary}");
            }
        }
        Format::Short | Format::Json => anstream::print!("{text}"),
    }
    debug_assert!(report.count(Severity::Error) == 0 || !text.is_empty());
}

/// What shows on a terminal when the work takes over a second.
struct Bar {
    done: Arc<AtomicBool>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Bar {
    fn start(progress: Arc<Progress>) -> Self {
        let done = Arc::new(AtomicBool::new(false));
        let stop = done.clone();
        let thread = std::thread::spawn(move || {
            let started = Instant::now();
            let mut shown: Option<indicatif::ProgressBar> = None;
            while !stop.load(Ordering::Relaxed) {
                std::thread::sleep(Duration::from_millis(50));
                if started.elapsed() < Duration::from_secs(1) {
                    continue;
                }
                let bar = shown.get_or_insert_with(|| {
                    let style = indicatif::ProgressStyle::with_template("{msg:20} {bar:30} {pos}/{len}");
                    indicatif::ProgressBar::new(0)
                        .with_style(style.unwrap_or_else(|_| indicatif::ProgressStyle::default_bar()))
                });
                let (stage, at, of) = progress.now();
                bar.set_message(stage);
                bar.set_length(of as u64);
                bar.set_position(at as u64);
            }
            if let Some(bar) = shown {
                bar.finish_and_clear();
            }
        });
        Self { done, thread: Some(thread) }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.done.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
