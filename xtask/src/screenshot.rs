//! Runs `cargo xtask screenshot`, which takes the README's picture of the page.

use std::process::Command;

use anyhow::Result;

use crate::shell::{output, step};
use crate::tools::browsers;
use crate::{server, site, tools};

/// Takes the picture of the real page, served by the real server.
pub fn screenshot() -> Result<()> {
    tools::packages("tests")?;
    let (chrome, site, server) = (browsers::find_or_install()?, site::build()?, server::build()?);
    step("taking the picture", || {
        let mut node = Command::new("node");
        node.arg("tests/bench/screenshot.mjs").arg("docs/page.png").current_dir(crate::paths::root());
        output(node.env("CHROME", &chrome).env("PLAN_SITE", &site).env("PLAN_SERVER", &server))
    })?;
    Ok(())
}
