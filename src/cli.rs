//! The command line: one subcommand for each arrow of the data flow, and one that runs them all.
//!
//! Each command is a file below `cli/`. A command gives a `Completion`, which is the exit code, or an
//! error, which is told in one line and exits with 2.

mod arguments;
mod check;
mod datasets;
mod evaluate;
mod explain;
#[cfg(feature = "report")]
mod exports;
mod extract;
mod folder;
mod mentions;
mod notices;
mod progress;
mod report;
mod run;
mod schema;
mod stages;
mod summary;

use crate::error::{Error, Result};
use clap::{Parser, Subcommand};
use std::io::Write;
use std::process::ExitCode;

const EXAMPLES: &str = "\
Examples:
  mizan run                                   weigh the sample articles against the bundled data
  mizan run news/ --data my-data --out today  your articles against your own CSV files
  mizan explain M101                          what a code means, with examples
  mizan datasets describe counts.csv --save   how a CSV is understood; write it down to correct it

Exit codes: 0 complete, 1 where --fail-on asks for it, 2 nothing produced, 3 finished but some inputs failed";

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
    Run(run::Run),
    Extract(extract::Extract),
    Mentions(mentions::Mentions),
    Check(check::Check),
    Report(report::Report),
    Explain(explain::Explain),
    Datasets(datasets::Datasets),
    Schema(schema::Schema),
    Evaluate(evaluate::Evaluate),
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
}

/// Reads the command line, does what it says, and gives the exit code.
pub fn run() -> ExitCode {
    let completion = match CommandLine::parse().command {
        Command::Run(command) => command.run(),
        Command::Extract(command) => command.run(),
        Command::Mentions(command) => command.run(),
        Command::Check(command) => command.run(),
        Command::Report(command) => command.run(),
        Command::Explain(command) => command.run(),
        Command::Datasets(command) => command.run(),
        Command::Schema(command) => command.run(),
        Command::Evaluate(command) => command.run(),
    };
    let completion = completion.unwrap_or_else(|error| {
        notices::error(&error);
        Completion::Nothing
    });
    ExitCode::from(completion as u8)
}

/// Prints to standard output; a reader that has gone away (`| head`) is no error.
fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(cause) if cause.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Error::new(format!("standard output cannot be written: {cause}")))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

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
