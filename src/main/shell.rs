//! `sna completions` and `sna manual`: what a shell completes, and what `man sna` shows.
//!
//! In goes a shell or a folder, out come texts made of the command line itself, so that neither can say what the
//! program does not do. Wrong can be a folder that cannot be written.

use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

use clap::{Command, CommandFactory as _};
use clap_complete::Shell;

use sna::publish;
use sna::report::{Format, Report, Strictness};

use super::command::Cli;
use super::{COULD_NOT_RUN, print_report};

/// Prints what a shell needs to complete commands and options.
pub(super) fn completions(shell: Shell) -> ExitCode {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "sna", &mut text);
    // A reader that has seen enough, such as `head`, is no fault.
    match io::stdout().write_all(&text) {
        Err(cause) if cause.kind() != io::ErrorKind::BrokenPipe => could_not("print", "completions", &cause),
        _ => ExitCode::SUCCESS,
    }
}

/// Writes `sna.1` and a page for each command, `sna-build.1` and so on.
pub(super) fn manual(folder: &Path, quiet: bool) -> ExitCode {
    let mut command = Cli::command();
    // Until it is built a command does not know the one it is a part of.
    command.build();
    let mut pages = Vec::new();
    if let Err(cause) = explain(&command, "sna".to_owned(), &mut pages) {
        return could_not("make", "manual", &cause);
    }
    let files: Vec<(&str, &str)> = pages.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let report = Report::new(Strictness::Lenient);
    let done = publish::record(&report, folder, &files);
    print_report(&report, Format::Human);
    match done {
        Ok(()) => {
            if !quiet {
                anstream::eprintln!("wrote the pages of the manual to {}", folder.display());
            }
            ExitCode::SUCCESS
        }
        Err(_) => ExitCode::from(COULD_NOT_RUN),
    }
}

/// The pages of a command and of its parts, by their names.
fn explain(command: &Command, name: String, pages: &mut Vec<(String, String)>) -> io::Result<()> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    pages.push((format!("{name}.1"), String::from_utf8_lossy(&page).into_owned()));
    for part in command.get_subcommands().filter(|part| part.get_name() != "help") {
        explain(part, format!("{name}-{}", part.get_name()), pages)?;
    }
    Ok(())
}

fn could_not(what: &str, thing: &str, cause: &io::Error) -> ExitCode {
    anstream::eprintln!("error: cannot {what} the {thing}: {cause}");
    ExitCode::from(COULD_NOT_RUN)
}
