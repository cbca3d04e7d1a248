//! `cargo xtask screens`: pictures of every state of the page, for looking at; and the few that tests compare.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::shell::{output, step};
use crate::tools::browsers;
use crate::{server, site, tools};

/// Which pictures to take, and where to.
#[derive(clap::Args)]
pub struct Options {
    /// Takes the pictures alone whose names (STATE-WIDTH-SCHEME) hold one of these words
    words: Vec<String>,
    /// Where the pictures go
    #[arg(long, default_value = "target/screens")]
    folder: PathBuf,
    /// Takes the few pictures anew that tests compare, in tests/browser/pictures, and no other
    #[arg(long, conflicts_with_all = ["words", "folder"])]
    reference: bool,
}

/// Takes pictures of the real page, served by the real server, at five widths, light and dark.
pub fn screens(Options { words, folder, reference }: &Options) -> Result<()> {
    let folder = if *reference { Path::new("--reference") } else { folder };
    tools::packages("tests")?;
    let (chrome, site, server) = (browsers::find_or_install()?, site::build()?, server::build()?);
    step("taking the pictures", || {
        let mut node = Command::new("node");
        node.arg("tests/bench/screens.mjs").arg(folder).args(words).current_dir(crate::paths::root());
        output(node.env("CHROME", &chrome).env("PLAN_SITE", &site).env("PLAN_SERVER", &server))
    })?;
    let folder = if *reference { Path::new("tests/browser/pictures") } else { folder };
    println!("{}", crate::paths::root().join(folder).display());
    Ok(())
}
