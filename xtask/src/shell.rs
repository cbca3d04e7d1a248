//! Runs steps and commands, and prints their names and times.

use std::process::{Command, Stdio};
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// How many steps the command takes, as far as it is known, and how many have begun.
static EXPECTED: AtomicUsize = AtomicUsize::new(0);
static BEGUN: AtomicUsize = AtomicUsize::new(0);

/// Says how many steps are to come, so that each tells which of them it is.
pub fn expect_steps(count: usize) {
    EXPECTED.store(BEGUN.load(Relaxed) + count, Relaxed);
}

/// Runs a step and prints its name and the time it took.
pub fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    timed(what, || work().map(|done| (String::new(), done)))
}

/// Runs a step whose result is worth a word, such as a count. A line says that it begins, and another one that it ended, since
/// other steps may run beside it.
pub fn timed<T>(what: &str, work: impl FnOnce() -> Result<(String, T)>) -> Result<T> {
    let start = Instant::now();
    let number = BEGUN.fetch_add(1, Relaxed) + 1;
    let expected = EXPECTED.load(Relaxed).max(number);
    println!("[{number}/{expected}] {what} …");
    let done = work();
    let word = match &done {
        Ok((word, _)) if word.is_empty() => "done".to_owned(),
        Ok((word, _)) => word.clone(),
        Err(_) => "failed".to_owned(),
    };
    println!("[{number}/{expected}] {what}: {word}, {}", seconds(start.elapsed()));
    done.map(|(_, done)| done)
}

/// Runs two functions in parallel, and returns what both gave. A failure of one is returned when the other one ended, too.
pub fn side_by_side<A: Send, B>(
    one: impl FnOnce() -> Result<A> + Send,
    other: impl FnOnce() -> Result<B>,
) -> Result<(A, B)> {
    std::thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        let one = one.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        Ok((one?, other?))
    })
}

/// Returns a time in seconds, for people.
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

/// Returns the first line that a command prints; none where it cannot be run.
pub fn first_line(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok().filter(|output| output.status.success())?;
    String::from_utf8_lossy(&output.stdout).lines().next().map(str::to_owned)
}

fn name(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// Makes a Cargo command in the repository's folder.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments).current_dir(crate::paths::root());
    command
}
