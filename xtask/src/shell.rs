//! Steps and commands: what is being done, and how long it took.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// Does one step and says so, with the time it took.
pub fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    timed(what, || work().map(|done| (String::new(), done)))
}

/// Does one step whose result is worth a word, such as a count.
pub fn timed<T>(what: &str, work: impl FnOnce() -> Result<(String, T)>) -> Result<T> {
    let start = Instant::now();
    print!("{what} … ");
    // The line must be seen while the work goes on; without a reader nobody misses it.
    let _ = std::io::stdout().flush();
    match work() {
        Ok((word, done)) => {
            let separator = if word.is_empty() { "" } else { ", " };
            println!("{word}{separator}{}", seconds(start.elapsed()));
            Ok(done)
        }
        Err(error) => {
            println!("failed, {}", seconds(start.elapsed()));
            Err(error)
        }
    }
}

/// A time in seconds, for people.
pub fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

/// Runs a command and gives what it printed. A failure shows all that it printed.
pub fn output(command: &mut Command) -> Result<String> {
    let name = name(command);
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("{name} could not be started"))?;
    let printed = [String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr)].concat();
    if !output.status.success() {
        println!("\n{printed}");
        bail!("{name} failed ({})", output.status);
    }
    Ok(printed)
}

/// What a command prints first, where it can be run at all.
pub fn first_line(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok().filter(|output| output.status.success())?;
    String::from_utf8_lossy(&output.stdout).lines().next().map(str::to_owned)
}

fn name(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// Cargo, in the repository's folder.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(crate::paths::root());
    command
}
