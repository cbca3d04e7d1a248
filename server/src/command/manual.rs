//! `plan-server manual`: the pages for `man`.

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;

/// Write the manual as pages for `man`: one of the program, and one of each command
#[derive(clap::Args)]
pub struct Manual {
    /// Folder to write into; it is created where it is missing
    folder: PathBuf,
}

impl Manual {
    /// Runs `plan-server manual`, for a program with this command line.
    pub fn run(self, cli: clap::Command) -> anyhow::Result<ExitCode> {
        let failed = || format!("cannot write into {}", self.folder.display());
        fs::create_dir_all(&self.folder).with_context(failed)?;
        clap_mangen::generate_to(cli, &self.folder).with_context(failed)?;
        Ok(ExitCode::SUCCESS)
    }
}
