//! The command line: one subcommand for each arrow of the data flow, and one that runs them all.
//!
//! Each command is a file below `cli/`. A command gives a `Completion`, which is the exit code, or an
//! error, which is told in one line and exits with 2.

mod arguments;
mod batch;
mod check;
mod completions;
mod configuration;
mod datasets;
mod decisions;
mod dry_run;
mod evaluate;
mod explain;
#[cfg(feature = "report")]
mod exports;
mod extract;
mod folder;
mod making;
mod man;
mod mentions;
mod merge;
mod notices;
mod progress;
mod report;
mod run;
mod schema;
mod stop;
mod summary;
mod tally;
mod version;
mod worker;

use crate::error::{Error, Result};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use std::ffi::OsString;
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  mizan run                                   weigh the sample articles against the bundled data
  mizan run news/ --data my-data --out today  your articles against your own CSV files
  mizan explain M101                          what a code means, with examples
  mizan datasets describe counts.csv --save   how a CSV is understood; write it down to correct it

What one always passes can stand in a file mizan.toml of the working folder, as `data = \"my-data\"`.

Exit codes: 0 complete, 1 where --fail-on asks for it, 2 nothing produced, 3 finished but some inputs
failed, 130 stopped by Ctrl-C";

/// Weighs the numbers in news articles: which hold, which do not, which are true but mislead, and which
/// cannot be checked, each with the reason and the evidence.
#[derive(Debug, Parser)]
#[command(name = "mizan", version, after_help = EXAMPLES, max_term_width = 100)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Run(Box<run::Run>),
    Extract(extract::Extract),
    Mentions(mentions::Mentions),
    Check(check::Check),
    Report(report::Report),
    Explain(explain::Explain),
    Merge(merge::Merge),
    Worker(worker::Worker),
    Datasets(datasets::Datasets),
    Schema(schema::Schema),
    Evaluate(evaluate::Evaluate),
    Completions(completions::Completions),
    Man(man::Man),
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Completion {
    /// All was done.
    Complete = 0,
    /// All was done, and outcomes that `--fail-on` names are among the checks.
    Flagged = 1,
    /// Nothing was produced.
    Nothing = 2,
    /// Some inputs failed, the rest was done.
    Partial = 3,
    /// Somebody stopped it; what was done is kept.
    Stopped = stop::EXIT_CODE as isize,
}

/// Reads the command line, does what it says, and gives the exit code.
pub fn run() -> ExitCode {
    batch::keep_quiet_about_guarded_faults();
    stop::listen();
    let completion = parsed().and_then(|line| match line.command {
        Command::Run(command) => command.run(),
        Command::Extract(command) => command.run(),
        Command::Mentions(command) => command.run(),
        Command::Check(command) => command.run(),
        Command::Report(command) => command.run(),
        Command::Explain(command) => command.run(),
        Command::Merge(command) => command.run(),
        Command::Worker(command) => command.run(),
        Command::Datasets(command) => command.run(),
        Command::Schema(command) => command.run(),
        Command::Evaluate(command) => command.run(),
        Command::Completions(command) => command.run(),
        Command::Man(command) => command.run(),
    });
    let completion = completion.unwrap_or_else(|error| {
        notices::error(&error);
        Completion::Nothing
    });
    ExitCode::from(completion as u8)
}

/// The command line with what the working folder's configuration adds to it.
fn parsed() -> Result<CommandLine> {
    let given: Vec<OsString> = std::env::args_os().collect();
    let mut definition = CommandLine::command();
    if given.iter().any(|argument| argument == "--version") {
        definition = definition.long_version(version::in_full()?);
    }
    let arguments = configuration::completed(given, &definition)?;
    let line = definition
        .try_get_matches_from(arguments)
        .and_then(|matches| CommandLine::from_arg_matches(&matches));
    Ok(line.unwrap_or_else(|error| error.exit()))
}

/// Prints to standard output; a reader that has gone away (`| head`) is no error.
fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(cause) if cause.kind() != ErrorKind::BrokenPipe => {
            Err(Error::new(format!("standard output cannot be written: {cause}")))
        }
        _ => Ok(()),
    }
}

/// Has something written to standard output, as [`print`] does.
fn print_with(write: impl FnOnce(&mut Printed) -> Result<()>) -> Result<()> {
    write(&mut Printed { out: std::io::stdout(), gone: false })
}

/// Standard output; when its reader has gone away, what is written is dropped.
struct Printed {
    out: std::io::Stdout,
    gone: bool,
}

impl Printed {
    fn unless_gone(&mut self, done: std::io::Result<()>) -> std::io::Result<()> {
        match done {
            Err(cause) if cause.kind() == ErrorKind::BrokenPipe => {
                self.gone = true;
                Ok(())
            }
            done => done,
        }
    }
}

impl Write for Printed {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if !self.gone {
            let done = self.out.write_all(bytes);
            self.unless_gone(done)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        if self.gone {
            return Ok(());
        }
        let done = self.out.flush();
        self.unless_gone(done)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_are_consistent() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn every_command_teaches_by_example() {
        for command in CommandLine::command().get_subcommands() {
            let help = command.clone().render_long_help().to_string();
            assert!(help.contains("mizan "), "{} shows no example", command.get_name());
        }
    }
}
