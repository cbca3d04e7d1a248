//! `cargo xtask screens`: pictures of every state of the page, for looking at.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::shell::{output, step};
use crate::tools::browsers;
use crate::{server, site, tools};

/// Which pictures to take, and where to.
#[derive(clap::Args)]
pub struct Options {
    /// Takes the states alone whose names hold one of these words
    words: Vec<String>,
    /// Where the pictures go
    #[arg(long, default_value = "target/screens")]
    folder: PathBuf,
}

/// Takes pictures of the real page, served by the real server, at five widths, light and dark.
pub fn screens(Options { words, folder }: &Options) -> Result<()> {
    tools::packages("tests")?;
    let (chrome, site, server) = (browsers::find_or_install()?, site::build()?, server::build()?);
    step("taking the pictures", || {
        let mut node = Command::new("node");
        node.arg("tests/bench/screens.mjs").arg(folder).args(words).current_dir(crate::paths::root());
        output(node.env("CHROME", &chrome).env("PLAN_SITE", &site).env("PLAN_SERVER", &server))
    })?;
    println!("{}", crate::paths::root().join(folder).display());
    Ok(())
}
