//! `cargo xtask test` and `check`: stage by stage, one line each.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::shell::{cargo, output, seconds, timed};
use crate::{browser, hosts, lean_view_probe, server, site, tools, zones};

/// The tests that run in other engines than Chromium's.
const OTHER_ENGINES: &str = "tests/browser/engines";

/// Which tests to run.
#[derive(clap::Args)]
pub struct Options {
    /// Runs the browser tests alone whose paths in tests/browser hold one of these words, and no other stage
    words: Vec<String>,
}

/// Every stage, the browser's among them; or some browser tests alone.
pub fn run(Options { words }: &Options) -> Result<()> {
    let start = Instant::now();
    let files = browser_tests(words)?;
    let chrome = browser::find_or_install()?;
    let is_smoke = |file: &PathBuf| file.starts_with(crate::paths::root().join(OTHER_ENGINES));
    let others = if files.iter().any(is_smoke) { browser::others()? } else { Default::default() };
    tools::packages("tests")?;
    let native = if words.is_empty() { native()? } else { 0 };
    let (site, server, zones, hosts) = (site::build()?, server::build()?, zones::build()?, hosts::build()?);
    let lean_view = lean_view_probe::build()?;
    let browser = timed("browser tests", || {
        let mut node = Command::new("node");
        node.args(["--test", "--test-reporter=tap"]).args(&files).current_dir(crate::paths::root());
        node.env("CHROME", &chrome).env("PLAN_SITE", &site).env("PLAN_SERVER", &server).env("PLAN_ZONES", &zones);
        node.env("PLAN_HOSTS", &hosts).env("PLAN_LEAN_VIEW", &lean_view).envs(others.found);
        let printed = output(&mut node)?;
        let count = tap_count(&printed).context("node printed no count of tests")?;
        Ok((format!("{count} passed"), count))
    })?;
    for engine in others.left_out {
        println!("{engine}");
    }
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

/// The files of the browser's tests, and that of the page in React, which needs no browser. Where there are words, those alone whose
/// paths hold one of them. Versions of node differ in what they make of a folder.
fn browser_tests(words: &[String]) -> Result<Vec<PathBuf>> {
    let folder = crate::paths::root().join("tests/browser");
    let mut files = tests_in(&folder)?;
    if words.is_empty() {
        files.push(crate::paths::root().join("tests/peers/react/advice.test.mjs"));
    } else {
        let is_named = |file: &PathBuf| {
            let path = file.strip_prefix(&folder).unwrap_or(file).to_string_lossy();
            words.iter().any(|word| path.contains(word.as_str()))
        };
        files.retain(is_named);
        if files.is_empty() {
            bail!("no browser test's path in tests/browser holds {}", words.join(" or "));
        }
    }
    Ok(files)
}

/// The test files of a folder and of the folders in it.
fn tests_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut tests = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            tests.extend(tests_in(&path)?);
        } else if path.to_string_lossy().ends_with(".test.mjs") {
            tests.push(path);
        }
    }
    Ok(tests)
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
