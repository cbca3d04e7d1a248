//! Runs `cargo xtask test` and `check`: stage by stage, one line each.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::shell::{cargo, expect_steps, output, seconds, side_by_side, timed};
use crate::tools::postgres::Postgres;
use crate::tools::{browsers, mail_server};
use crate::{deny, faults, package, server, site, tools};

mod hosts;
mod lean_view_probe;
mod zones;

/// The tests that run in other engines than Chromium's.
const OTHER_ENGINES: &str = "tests/browser/engines";

/// The tests of what `cargo xtask package` makes.
const PACKAGES: &str = "tests/browser/packages";

/// The tests that hold the page in React and the server in Fastify against ours.
const OF_PEERS: [&str; 2] = ["tests/peers/react/advice.test.mjs", "tests/peers/fastify/same.test.mjs"];

/// The server in Fastify.
const FASTIFY: &str = "tests/peers/fastify";

/// Which tests to run.
#[derive(clap::Args)]
pub struct Options {
    /// Runs the browser tests alone whose paths in tests/browser hold one of these words, and no other stage
    words: Vec<String>,
}

/// The programs and folders that the browser tests need.
struct Built {
    site: PathBuf,
    server: PathBuf,
    zones: PathBuf,
    hosts: PathBuf,
    lean_view: PathBuf,
}

impl Built {
    /// Counts the steps that `build` will take.
    fn steps() -> Result<usize> {
        Ok(site::steps()? + server::STEPS + zones::STEPS + hosts::steps()? + lean_view_probe::STEPS)
    }

    /// Builds what is stale.
    fn build() -> Result<Self> {
        // In the order of what they share: the two WebAssemblies after the site take up what it compiled.
        let (site, server) = (site::build()?, server::build()?);
        Ok(Self { site, server, zones: zones::build()?, hosts: hosts::build()?, lean_view: lean_view_probe::build()? })
    }
}

/// Returns every stage, the browser's among them; or some browser tests alone.
pub fn run(Options { words }: &Options) -> Result<()> {
    let start = Instant::now();
    let files = browser_tests(words)?;
    let chrome = browsers::find_or_install()?;
    let are_among = |folder: &str| files.iter().any(|file| file.starts_with(crate::paths::root().join(folder)));
    let others = if are_among(OTHER_ENGINES) { browsers::others()? } else { Default::default() };
    let native_steps =
        if words.is_empty() { NATIVE_STEPS + 1 + mail_server::steps() + deny::steps_if_installed()? } else { 0 };
    let package_steps = if are_among(PACKAGES) { package::steps_for_tests()? } else { 0 };
    let are_peers_missing = are_among(FASTIFY) && !tools::are_installed(FASTIFY)?;
    let before =
        usize::from(!tools::are_installed("tests")?) + usize::from(are_peers_missing) + native_steps + Built::steps()?;
    expect_steps(before + package_steps + 1);
    tools::packages("tests")?;
    if are_among(FASTIFY) {
        tools::packages(FASTIFY)?;
    }
    let (built, native) = if words.is_empty() {
        formatting()?;
        deny::check_if_installed()?;
        mail_server::find_or_install()?;
        faults::find_or_install();
        // Compilers wait for each other and for single long units; side by side they keep all cores busy.
        side_by_side(Built::build, || Ok(lints_and_tests()? + tests_with_postgres()?))?
    } else {
        (Built::build()?, 0)
    };
    let packages = if are_among(PACKAGES) { Some(package::for_tests(&built.server)?) } else { None };
    let browser = timed("browser tests", || {
        let mut node = Command::new("node");
        node.arg("tests/browser/run.mjs").args(&files).current_dir(crate::paths::root()).env("CHROME", &chrome);
        node.env("PLAN_SITE", &built.site).env("PLAN_SERVER", &built.server).env("PLAN_ZONES", &built.zones);
        node.env("PLAN_HOSTS", &built.hosts).env("PLAN_LEAN_VIEW", &built.lean_view).envs(others.found);
        node.envs(packages.iter().map(|packages| ("PLAN_PACKAGES", &packages.folder)));
        let printed = output(&mut node)?;
        let count = tap_count(&printed).context("node printed no count of tests")?;
        Ok((format!("{count} passed"), count))
    })?;
    for what in others.left_out.into_iter().chain(packages.into_iter().flat_map(|packages| packages.left_out)) {
        println!("{what}");
    }
    println!("all stages: {}", seconds(start.elapsed()));
    println!("total: {} passed, 0 failed", native + browser);
    Ok(())
}

/// Returns the stages that need no browser.
pub fn quick() -> Result<()> {
    let start = Instant::now();
    expect_steps(NATIVE_STEPS + mail_server::steps() + deny::steps_if_installed()?);
    formatting()?;
    deny::check_if_installed()?;
    mail_server::find_or_install()?;
    faults::find_or_install();
    let count = lints_and_tests()?;
    println!("all stages: {}", seconds(start.elapsed()));
    println!("total: {count} passed, 0 failed");
    Ok(())
}

/// How many steps the stages without a browser take.
const NATIVE_STEPS: usize = 3;

fn formatting() -> Result<()> {
    timed("formatting", || {
        // With --verbose, rustfmt names each file that it looks at.
        let printed = output(&mut cargo(&["fmt", "--all", "--check", "--", "--verbose"]))?;
        Ok((format!("{} files", printed.lines().filter(|line| line.starts_with("Formatting ")).count()), ()))
    })
}

/// Gives the number of native tests.
fn lints_and_tests() -> Result<usize> {
    timed("lints", || {
        output(&mut cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]))?;
        let packages = output(&mut cargo(&["tree", "--workspace", "--depth", "0", "--prefix", "none", "--locked"]))?;
        let count = packages.lines().filter(|line| !line.is_empty()).count();
        Ok((format!("{count} packages"), ()))
    })?;
    timed("native tests", || {
        let printed = output(cargo(&["test", "--workspace", "--locked"]).env_remove(TEST_POSTGRES))?;
        match native_count(&printed) {
            0 => bail!("cargo ran no test"),
            count => Ok((format!("{count} passed"), count)),
        }
    })
}

/// The variable by which the server's tests run with PostgreSQL: the address of a database beside which they make others.
const TEST_POSTGRES: &str = "PLAN_TEST_POSTGRES";

/// Tests of files of SQLite, whatever other tests run with.
const FAULTS_OF_FILES: [&str; 5] =
    ["faults::clock", "faults::disk_full", "faults::files", "faults::kill", "faults::power_cut"];

/// Runs the server's tests once more, with PostgreSQL: with a server of our own, unless the variable names one. Gives their number; none
/// where there is no PostgreSQL, which a line tells.
fn tests_with_postgres() -> Result<usize> {
    timed("server tests with PostgreSQL", || {
        let named = std::env::var(TEST_POSTGRES).ok().filter(|url| !url.is_empty());
        let (_server, url) = match named {
            Some(url) => (None, url),
            None => match Postgres::start() {
                Ok(server) => {
                    let url = server.url().to_owned();
                    (Some(server), url)
                }
                Err(error) => return Ok((format!("left out: {error:#}"), 0)),
            },
        };
        // As part of all, so that nothing is compiled once more.
        let mut test = cargo(&["test", "--workspace", "--locked", "--bin", "plan-server", "--test", "server"]);
        test.arg("--").args(FAULTS_OF_FILES.iter().flat_map(|name| ["--skip", name]));
        let printed = output(test.env(TEST_POSTGRES, url))?;
        match native_count(&printed) {
            0 => bail!("cargo ran no test"),
            count => Ok((format!("{count} passed"), count)),
        }
    })
}

/// Returns the files of the browser's tests, and those of the peers, which need no browser. Where there are words,
/// those alone whose paths hold one of them. Versions of node differ in what they make of a folder.
fn browser_tests(words: &[String]) -> Result<Vec<PathBuf>> {
    let folder = crate::paths::root().join("tests/browser");
    let mut files = tests_in(&folder)?;
    if words.is_empty() {
        files.extend(OF_PEERS.map(|path| crate::paths::root().join(path)));
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

/// Returns the test files of a folder and of the folders in it.
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

/// Returns the sum of the counts in `test result: ok. 12 passed; …`.
fn native_count(printed: &str) -> usize {
    let counts = printed.lines().filter_map(|line| line.strip_prefix("test result: ok. "));
    counts.filter_map(|line| line.split(' ').next()?.parse::<usize>().ok()).sum()
}

/// Returns the count in `# pass 12`.
fn tap_count(printed: &str) -> Option<usize> {
    let count = printed.lines().find_map(|line| line.strip_prefix("# pass "))?.parse().ok();
    count.filter(|count| *count > 0)
}
