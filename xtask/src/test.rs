//! `cargo xtask test` and `check`: stage by stage, one line each.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::shell::{cargo, output, seconds, timed};
use crate::{browser, hosts, lean_view_probe, server, site, tools, zones};

/// Every stage, the browser's among them.
pub fn all() -> Result<()> {
    let start = Instant::now();
    let chrome = browser::find_or_install()?;
    tools::packages("tests")?;
    let native = native()?;
    let (site, server, zones, hosts) = (site::build()?, server::build()?, zones::build()?, hosts::build()?);
    let lean_view = lean_view_probe::build()?;
    let browser = timed("browser tests", || {
        let mut node = Command::new("node");
        node.args(["--test", "--test-reporter=tap"]).args(browser_tests()?).current_dir(crate::root());
        node.env("CHROME", &chrome).env("PLAN_SITE", &site).env("PLAN_SERVER", &server).env("PLAN_ZONES", &zones);
        node.env("PLAN_HOSTS", &hosts).env("PLAN_LEAN_VIEW", &lean_view);
        let printed = output(&mut node)?;
        let count = tap_count(&printed).context("node printed no count of tests")?;
        Ok((format!("{count} passed"), count))
    })?;
    println!("all stages: {}", seconds(start.elapsed()));
    println!("total: {} passed, 0 failed", native + browser);
    Ok(())
}

/// The stages that need no browser.
pub fn quick() -> Result<()> {
    let start = Instant::now();
    let count = native()?;
    println!("all stages: {}", seconds(start.elapsed()));
    println!("total: {count} passed, 0 failed");
    Ok(())
}

fn native() -> Result<usize> {
    timed("formatting", || {
        // With --verbose, rustfmt names each file that it looks at.
        let printed = output(&mut cargo(&["fmt", "--all", "--check", "--", "--verbose"]))?;
        Ok((format!("{} files", printed.lines().filter(|line| line.starts_with("Formatting ")).count()), ()))
    })?;
    timed("lints", || {
        output(&mut cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]))?;
        let packages = output(&mut cargo(&["tree", "--workspace", "--depth", "0", "--prefix", "none", "--locked"]))?;
        let count = packages.lines().filter(|line| !line.is_empty()).count();
        Ok((format!("{count} packages"), ()))
    })?;
    timed("native tests", || {
        let printed = output(&mut cargo(&["test", "--workspace", "--locked"]))?;
        match native_count(&printed) {
            0 => bail!("cargo ran no test"),
            count => Ok((format!("{count} passed"), count)),
        }
    })
}

/// The files of the browser's tests, and that of the page in React, which needs no browser. Versions of node differ in what
/// they make of a folder.
fn browser_tests() -> Result<Vec<PathBuf>> {
    let folder = crate::root().join("tests/browser");
    let files = fs::read_dir(&folder).with_context(|| folder.display().to_string())?;
    let is_test = |path: &PathBuf| path.to_string_lossy().ends_with(".test.mjs");
    let peer = crate::root().join("tests/peers/react/advice.test.mjs");
    Ok(files.filter_map(|file| Some(file.ok()?.path())).filter(is_test).chain([peer]).collect())
}

/// The sum of the counts in `test result: ok. 12 passed; …`.
fn native_count(printed: &str) -> usize {
    let counts = printed.lines().filter_map(|line| line.strip_prefix("test result: ok. "));
    counts.filter_map(|line| line.split(' ').next()?.parse::<usize>().ok()).sum()
}

/// The count in `# pass 12`.
fn tap_count(printed: &str) -> Option<usize> {
    let count = printed.lines().find_map(|line| line.strip_prefix("# pass "))?.parse().ok();
    count.filter(|count| *count > 0)
}
