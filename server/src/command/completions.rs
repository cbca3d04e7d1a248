//! `plan-server completions`: what a shell completes.

use std::io::{self, Write};
use std::process::ExitCode;

use clap_complete::Shell;

/// Print what a shell needs to complete this program's command lines
#[derive(clap::Args)]
pub struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    /// Runs `plan-server completions`, for a program with this command line.
    pub fn run(self, mut cli: clap::Command) -> anyhow::Result<ExitCode> {
        let name = cli.get_name().to_owned();
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut cli, name, &mut script);
        io::stdout().lock().write_all(&script)?;
        Ok(ExitCode::SUCCESS)
    }
}
