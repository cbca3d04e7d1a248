//! `cargo xtask faults`: the native tests that break the server under load, longer than `cargo xtask test` runs them and on the release
//! build, with what they counted.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::shell::{cargo, output, step, timed};
use crate::site;
use crate::tools::{debian, postgres};

/// Programs that the faults are made with, and Debian's package of each.
const PROGRAMS: [(&str, &str); 2] = [("strace", "strace"), ("faketime", "faketime")];

/// How long to break what.
#[derive(clap::Args)]
pub struct Options {
    /// How often the server is killed; power is cut as often in the model of a disk
    #[arg(long, default_value_t = 1000)]
    cycles: u32,
    /// Runs the faults alone whose names hold this word: kill, power_cut, disk_full, files, clock, postgres
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
}

/// Builds what is stale, and runs the faults one after the other.
pub fn faults(options: &Options) -> Result<()> {
    find_or_install();
    step("building the server", || {
        let mut build = cargo(&["build", "--release", "--locked", "--package", "plan-server"]);
        let bundle = site::bundle_folder(true);
        if bundle.exists() {
            // What others build of it stays fresh.
            build.env("PLAN_BUNDLE", bundle);
        }
        output(&mut build)
    })?;
    let test = ["test", "--locked", "--package", "plan-server", "--test", "server"];
    step("building the faults", || output(cargo(&test).arg("--no-run")))?;
    timed("breaking the server", || {
        let mut run = cargo(&test);
        run.arg("--").arg(format!("faults::{}", options.only.as_deref().unwrap_or_default()));
        run.args(["--nocapture", "--test-threads", "1"]);
        run.env("PLAN_FAULT_SERVER", crate::paths::target().join("release/plan-server"));
        run.env("PLAN_FAULT_CYCLES", options.cycles.to_string());
        Ok((format!("{} passed", counted(&mut run)?), ()))
    })
}

/// Installs what the faults are made with, as far as that can be done here; the faults without it say so.
pub fn find_or_install() {
    for (program, package) in PROGRAMS {
        if let Err(error) = debian::find_or_install(&[program], &[package]) {
            println!("left out: faults: {error:#}");
        }
    }
    if let Err(error) = postgres::find_or_install() {
        println!("left out: faults of PostgreSQL: {error:#}");
    }
}

/// Runs tests, prints what they tell of faults as it comes, and returns how many passed.
fn counted(command: &mut Command) -> Result<usize> {
    let mut running = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
    let (mut printed, mut passed) = (String::new(), 0);
    for line in BufReader::new(running.stdout.take().context("the tests' output")?).lines() {
        let line = line?;
        // The name of a test stands before what it prints.
        if let Some((_, told)) = line.split_once("fault: ") {
            println!("{told}");
        }
        if let Some(rest) = line.strip_prefix("test result: ok. ") {
            passed = rest.split(' ').next().and_then(|count| count.parse().ok()).unwrap_or(0);
        }
        printed.push_str(&line);
        printed.push('\n');
    }
    let status = running.wait()?;
    if !status.success() || passed == 0 {
        println!("\n{printed}");
        bail!(
            "{}",
            if status.success() {
                "no fault has this name".to_owned()
            } else {
                format!("the faults failed ({status})")
            }
        );
    }
    Ok(passed)
}
