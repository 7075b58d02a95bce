//! The command line: `new`, `build`, `check`, `diff`, `serve`, `release`, `disclosure`, `tally`,
//! `inspect`, `completions`, `manual`. Nothing else.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use clap::Parser as _;
use sna::audit::Record;
use sna::config::Instead;
use sna::files::{Root, sha256};
use sna::model::audience::Audience;
use sna::progress::Progress;
use sna::publish::{self, Written};
use sna::render::record::Seal;
use sna::render::{self, Site};
use sna::report::{Format, Report, Severity, Strictness, counted};
use sna::{config, ingest, pipeline, serve};

use self::bar::Bar;
use self::command::{Cli, Command, Inspect, Options, Place, Shape};

#[path = "main/bar.rs"]
mod bar;
#[path = "main/build.rs"]
mod build;
#[path = "main/claims.rs"]
mod claims;
#[path = "main/command.rs"]
mod command;
#[path = "main/day.rs"]
mod day;
#[path = "main/diff.rs"]
mod diff;
#[path = "main/duty.rs"]
mod duty;
#[path = "main/new.rs"]
mod new;
#[path = "main/release.rs"]
mod release;
#[path = "main/shell.rs"]
mod shell;

/// The tool could not run, whatever is in content and data.
const COULD_NOT_RUN: u8 = 2;

fn main() -> ExitCode {
    let Cli { command } = Cli::parse();
    let place = match &command {
        Command::Build { options, .. } | Command::Check { options, .. } | Command::Serve { options, .. } => {
            Some(&options.place)
        }
        Command::Tally { place, .. } | Command::Release { place, .. } | Command::Disclosure { place, .. } => {
            Some(place)
        }
        Command::Inspect(_)
        | Command::Diff(_)
        | Command::New(_)
        | Command::Completions { .. }
        | Command::Manual { .. } => None,
    };
    let jobs = match &command {
        Command::Inspect(inspect) => inspect.manner.jobs,
        Command::Diff(between) => between.manner.jobs,
        _ => place.and_then(|place| place.manner.jobs),
    };
    if let Some(jobs) = jobs
        && let Err(cause) = rayon::ThreadPoolBuilder::new().num_threads(usize::from(jobs)).build_global()
    {
        anstream::eprintln!("error: cannot start {jobs} threads: {cause}");
        return ExitCode::from(COULD_NOT_RUN);
    }
    match (&command, place) {
        (Command::Inspect(inspect), _) => look(inspect),
        (Command::Diff(between), _) => diff::run(between),
        (Command::New(new), _) => new::run(new),
        (Command::Completions { shell }, _) => shell::completions(*shell),
        (Command::Manual { folder, quiet }, _) => shell::manual(folder, *quiet),
        (_, Some(place)) => of_site(&command, place),
        (_, None) => ExitCode::from(COULD_NOT_RUN),
    }
}

/// The folder of the record of disclosure control of a site for an audience.
fn record_of(audience: Audience) -> &'static str {
    match audience {
        Audience::Public => "disclosure",
        Audience::Partner => "disclosure/partner",
    }
}

/// Does what is asked of a site.
fn of_site(command: &Command, place: &Place) -> ExitCode {
    if !place.root.is_dir() {
        anstream::eprintln!(
            "error: `{}` is not a folder\n  = help: name the folder of a site with `--root`",
            place.root.display()
        );
        return ExitCode::from(COULD_NOT_RUN);
    }
    let root = Root::new(&place.root);
    let (report, done) = match command {
        Command::Serve { options, port } => return show(&root, options, *port),
        Command::Build { options, log } => build::run(&root, options, log.as_deref()),
        Command::Check { options, claims, duty } => check(&root, options, (*claims, *duty)),
        Command::Tally { source, place, output } => count(&root, place, source, output),
        Command::Release { place, audience, strict, base_url } => {
            let strictness = if *strict { Strictness::Strict } else { Strictness::Lenient };
            let instead = Instead { audience: *audience, base_address: base_url.clone() };
            audited(&root, place, (&instead, strictness), |report, progress, site, record| {
                release::run(report, progress, site, record, &place.root)
            })
        }
        Command::Disclosure { place, audience, output } => {
            audited(&root, place, (&Instead::from(*audience), Strictness::Lenient), |report, progress, site, record| {
                publish::check(report, progress, site)?;
                let folder = output.clone().unwrap_or_else(|| place.root.join(record_of(site.audience())));
                let (day, release) = (day::written(days()), sha256(record.edition.to_csv().as_bytes()));
                let seal = Seal {
                    title: site.title(),
                    edition: site.edition_label(),
                    audience: site.audience(),
                    day: &day,
                    sha256: &release,
                };
                let page = render::record::page(record, seal);
                publish::record(
                    report,
                    &folder,
                    &[("index.html", &page), ("cells.csv", &render::record::table(record))],
                )?;
                Ok(format!(
                    "wrote {}; it is for whoever answers for the data, and not for publication",
                    folder.display()
                ))
            })
        }
        Command::Inspect(inspect) => return look(inspect),
        Command::Diff(between) => return diff::run(between),
        Command::New(new) => return new::run(new),
        Command::Completions { shell } => return shell::completions(*shell),
        Command::Manual { folder, quiet } => return shell::manual(folder, *quiet),
    };
    print_report(&report, place.manner.format.into());
    match done {
        Ok(words) => {
            if !place.manner.quiet {
                anstream::eprintln!("{words}");
            }
            ExitCode::SUCCESS
        }
        Err(_) if report.could_not_run() => ExitCode::from(COULD_NOT_RUN),
        Err(_) => ExitCode::FAILURE,
    }
}

/// What was said, and what was done in words for the last line.
type Done = (Report, sna::report::Result<String>);

fn strictness(options: &Options) -> Strictness {
    if options.strict { Strictness::Strict } else { Strictness::Lenient }
}

fn output(options: &Options, audience: Audience) -> PathBuf {
    options.output.clone().unwrap_or_else(|| options.place.root.join(audience.folder()))
}

fn show(root: &Root, options: &Options, port: u16) -> ExitCode {
    let report = Report::new(strictness(options));
    let quiet = options.place.manner.quiet;
    let say = |said: serve::Said<'_>| match said {
        serve::Said::Fault(words) => anstream::eprintln!("{words}"),
        serve::Said::News(words) if !quiet => anstream::eprintln!("{words}"),
        serve::Said::News(_) => {}
    };
    let watched = output(options, options.audience.unwrap_or_default());
    match serve::serve(&report, root, port, (&watched, options.instead()), &say) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => {
            print_report(&report, options.place.manner.format.into());
            ExitCode::from(COULD_NOT_RUN)
        }
    }
}

/// Says what is wrong with a site, and if asked what it claims and what it answers of the Duty.
fn check(root: &Root, options: &Options, (claims, duty): (bool, bool)) -> Done {
    let report = Report::new(strictness(options));
    let started = Instant::now();
    let progress = Arc::new(Progress::default());
    let bar = Bar::of(&progress, options.place.manner.quiet);
    let checked = pipeline::prepare(&report, &progress, root, &options.instead()).and_then(|prepared| {
        if claims {
            claims::print(&prepared.publication.bindings.claims, options.place.manner.format.into());
        }
        let (site, _) = prepared.laid_out(&report)?;
        let checked = publish::check(&report, &progress, &site)?;
        if duty {
            duty::print(&site.duty(), options.place.manner.format.into());
        }
        Ok(checked)
    });
    drop(bar);
    (report, checked.map(|checked| summary("checked", &checked, started.elapsed())))
}

/// Builds a site, and does something with it and with what the audit found.
fn audited(
    root: &Root,
    place: &Place,
    (instead, strictness): (&Instead, Strictness),
    keep: impl Fn(&Report, &Progress, &Site, &Record) -> sna::report::Result<String>,
) -> Done {
    let report = Report::new(strictness);
    let progress = Arc::new(Progress::default());
    let bar = Bar::of(&progress, place.manner.quiet);
    let done = pipeline::audited(&report, &progress, root, instead)
        .and_then(|(site, record)| keep(&report, &progress, &site, &record));
    drop(bar);
    (report, done)
}

fn count(root: &Root, place: &Place, source: &str, output: &Path) -> Done {
    let report = Report::new(Strictness::Lenient);
    let started = Instant::now();
    let progress = Arc::new(Progress::default());
    let bar = Bar::of(&progress, place.manner.quiet);
    let written = config::read(&report, root).and_then(|config| {
        let (areas, table) = ingest::read_one(&report, &progress, root, &config.areas, source)?;
        let numbers = publish::tally(&report, &areas, &table, output)?;
        let rows: usize = table.quality.iter().map(|file| file.rows).sum();
        Ok(format!(
            "wrote {} from {} to {} in {:.2} s; these are true counts before any rule: do not publish them",
            counted(numbers, "number"),
            counted(rows, "row"),
            output.display(),
            started.elapsed().as_secs_f64()
        ))
    });
    drop(bar);
    (report, written)
}

/// Says what files are. Findings go to standard output, faults as everywhere.
fn look(inspect: &Inspect) -> ExitCode {
    let report = Report::new(Strictness::Lenient);
    let progress = Arc::new(Progress::default());
    let bar = Bar::of(&progress, inspect.manner.quiet);
    // Messages name files with forward slashes on every system.
    let slashes =
        |path: &str| if std::path::MAIN_SEPARATOR == '\\' { path.replace('\\', "/") } else { path.to_owned() };
    let files: Vec<String> = inspect.files.iter().map(|path| slashes(path)).collect();
    let found = ingest::inspect::inspect(&report, &progress, &files, day::month(days()));
    drop(bar);
    let folder = inspect.write.as_ref().map(|folder| slashes(&folder.to_string_lossy()));
    let done = match (&inspect.write, inspect.manner.format) {
        (Some(into), _) => found
            .declaration(&report, folder.as_deref())
            .and_then(|text| publish::declaration(&report, into, &text))
            .map(|path| {
                if !inspect.manner.quiet {
                    anstream::eprintln!("wrote {}; run `sna check` to see what it still asks", path.display());
                }
            }),
        (None, _) if inspect.yaml => found.declaration(&report, None).map(|text| anstream::print!("{text}")),
        (None, shape) => {
            anstream::print!("{}", if matches!(shape, Shape::Json) { found.json() } else { found.text() });
            Ok(())
        }
    };
    let format: Format = inspect.manner.format.into();
    if inspect.yaml || (format == Format::Human && inspect.write.is_none()) {
        // Beside findings on standard output, faults are for the other stream.
        anstream::eprint!("{}", report.render(if inspect.yaml { Format::Human } else { format }));
        if let Some(summary) = report.summary() {
            anstream::eprintln!("{summary}");
        }
    } else {
        print_report(&report, format);
    }
    match done.and_then(|()| report.sound(())) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) if report.could_not_run() => ExitCode::from(COULD_NOT_RUN),
        Err(_) => ExitCode::FAILURE,
    }
}

/// Days since the beginning of 1970.
fn days() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs() / 86_400)
}

fn summary(verb: &str, written: &Written, took: Duration) -> String {
    let carried = match written.carried {
        true => {
            "; this edition was released by another version of the program and is published as it was, without what was changed since: for the next edition write its name in `edition:`; to correct this one write `content/corrections.yaml`"
        }
        false => "",
    };
    format!(
        "{verb} {}, {} and {} ({:.1} MB) in {:.2} s{carried}",
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
