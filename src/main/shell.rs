//! `sna completions` and `sna manual`: what a shell completes, and what `man sna` shows.
//!
//! In goes a shell or a folder, out come texts made of the command line itself, so that neither can say what the
//! program does not do. Wrong can be a folder that cannot be written.

use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;

use clap::CommandFactory as _;
use clap_complete::Shell;

use super::COULD_NOT_RUN;
use super::command::Cli;

/// Prints what a shell needs to complete commands and options.
pub(super) fn completions(shell: Shell) -> ExitCode {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "sna", &mut text);
    // A reader that has seen enough, such as `head`, is no fault.
    match io::stdout().write_all(&text) {
        Err(cause) if cause.kind() != io::ErrorKind::BrokenPipe => could_not("print", Path::new("completions"), &cause),
        _ => ExitCode::SUCCESS,
    }
}

/// Writes `sna.1` and a page for each command, `sna-build.1` and so on.
pub(super) fn manual(folder: &Path, quiet: bool) -> ExitCode {
    let written = std::fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(Cli::command(), folder));
    match written {
        Ok(()) => {
            if !quiet {
                anstream::eprintln!("wrote the pages of the manual to {}", folder.display());
            }
            ExitCode::SUCCESS
        }
        Err(cause) => could_not("write the manual to", folder, &cause),
    }
}

fn could_not(what: &str, path: &Path, cause: &io::Error) -> ExitCode {
    anstream::eprintln!("error: cannot {what} `{}`: {cause}\n  = help: name another folder", path.display());
    ExitCode::from(COULD_NOT_RUN)
}
