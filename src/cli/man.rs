//! `mizan man`: manual pages, made from the definitions of the command line.

use super::{CommandLine, Completion, folder, print};
use crate::error::{Error, Result};
use clap::{Args, CommandFactory};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  mizan man | man -l -                          reads the manual
  mizan man --out ~/.local/share/man/man1       writes a page for each command";

/// Prints the manual page, or writes one for each command
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Man {
    /// Folder to write a page for each command to
    #[arg(long, short, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Man {
    pub(super) fn run(&self) -> Result<Completion> {
        let mut command = CommandLine::command();
        command.build();
        let Some(out) = &self.out else {
            print(&String::from_utf8_lossy(&page(&command)?))?;
            return Ok(Completion::Complete);
        };
        let commands = command.get_subcommands().filter(|command| command.get_name() != "help");
        for command in std::iter::once(&command).chain(commands) {
            let name = command.get_display_name().unwrap_or(command.get_name()).replace(' ', "-");
            let command = command.clone().name(name.clone());
            let content = page(&command)?;
            let place = out.join(format!("{name}.1"));
            folder::write_file(&place, |file| {
                file.write_all(&content).map_err(|cause| Error::write(&place, &cause))
            })?;
        }
        Ok(Completion::Complete)
    }
}

fn page(command: &clap::Command) -> Result<Vec<u8>> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone())
        .render(&mut page)
        .map_err(|cause| Error::new(format!("the manual page cannot be made: {cause}")))?;
    Ok(page)
}
