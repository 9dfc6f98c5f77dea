//! `mizan completions`: what a shell needs to complete the command line.

use super::{CommandLine, Completion, print};
use crate::error::Result;
use clap::{Args, CommandFactory};
use clap_complete::Shell;

const EXAMPLES: &str = "\
Examples:
  mizan completions bash > ~/.local/share/bash-completion/completions/mizan
  mizan completions zsh > ~/.zfunc/_mizan
  mizan completions fish > ~/.config/fish/completions/mizan.fish";

/// Prints completions for a shell
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self) -> Result<Completion> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut CommandLine::command(), "mizan", &mut script);
        print(&String::from_utf8_lossy(&script))?;
        Ok(Completion::Complete)
    }
}
