//! `cargo xtask deny`: holds all crates to deny.toml, by cargo-deny.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::shell::{output, timed};
use crate::tools;

/// Installs cargo-deny where it is missing, and checks.
pub fn deny() -> Result<()> {
    let program = tools::cargo_deny()?;
    say(check(&program)?);
    Ok(())
}

/// Counts the steps that [`check_if_installed`] will take.
pub fn steps_if_installed() -> Result<usize> {
    Ok(tools::find_cargo_deny()?.map_or(0, |_| STEPS))
}

/// Checks where cargo-deny is there; elsewhere says what was left out.
pub fn check_if_installed() -> Result<()> {
    match tools::find_cargo_deny()? {
        Some(program) => say(check(&program)?),
        None => say(Some(
            "left out: licences and sources of crates, which need cargo-deny; `cargo xtask deny` brings it".to_owned(),
        )),
    }
    Ok(())
}

/// How many steps a check takes.
const STEPS: usize = 2;

/// Prints what was left out.
fn say(left_out: Option<String>) {
    if let Some(left_out) = left_out {
        println!("{left_out}");
    }
}

/// Checks licences, sources and versions, then what is known of faults; returns what had to be left out.
fn check(program: &Path) -> Result<Option<String>> {
    timed("licences and sources of crates", || {
        let printed =
            output(cargo_deny(program).args(["check", "--hide-inclusion-graph", "licenses", "sources", "bans"]))?;
        let twice = printed.lines().filter(|line| line.starts_with("warning[duplicate]")).count();
        Ok((format!("as deny.toml says; {twice} crates in more than one version"), ()))
    })?;
    timed("known faults of crates", || {
        // It is a repository that must be downloaded; an older copy says less, and nothing wrong.
        let fetched = cargo_deny(program).args(["fetch", "db"]).output()?.status.success();
        let check = ["check", "--hide-inclusion-graph", "--disable-fetch", "advisories"];
        if fetched {
            output(cargo_deny(program).args(check))?;
            return Ok(("none".to_owned(), None));
        }
        let what = "left out: known faults of crates, since the database of advisories cannot be downloaded here";
        Ok(("left out".to_owned(), Some(what.to_owned())))
    })
}

/// Makes a command of cargo-deny for the whole workspace, as it is locked.
fn cargo_deny(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.args(["--locked", "--workspace", "--color", "never"]).current_dir(crate::paths::root());
    command
}

#[cfg(test)]
mod tests {
    use std::fs;

    /// Returns the names in the list that begins with these words.
    fn list(file: &str, begin: &str) -> Vec<String> {
        let text = fs::read_to_string(crate::paths::root().join(file)).expect("the file");
        let (_, rest) = text.split_once(begin).expect("the list");
        let (list, _) = rest.split_once("\n]").expect("its end");
        list.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
    }

    #[test]
    fn the_licences_that_are_allowed_are_those_that_packages_name() {
        assert_eq!(list("deny.toml", "\nallow = ["), list("packaging/about.toml", "\naccepted = ["));
    }
}
