//! A new password: typed on a terminal without being shown, or on standard input.

use std::io::{self, BufRead, IsTerminal, Stdin, Write};

use anyhow::Context;
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

use crate::inbox::passwords;

/// Asks for a password.
///
/// # Errors
///
/// It cannot be read, or is not taken; the error says why and the way out.
pub fn ask() -> anyhow::Result<String> {
    let stdin = io::stdin();
    let password = if stdin.is_terminal() {
        let password = typed(&stdin, "Password: ")?;
        // What is wrong with it is said before it is typed again.
        check(&password)?;
        anyhow::ensure!(
            typed(&stdin, "The same again: ")? == password,
            "the two are not the same; run the command again"
        );
        password
    } else {
        line(&stdin)?
    };
    check(&password)?;
    Ok(password)
}

fn check(password: &str) -> anyhow::Result<()> {
    passwords::fault(password).map_or(Ok(()), |fault| Err(anyhow::anyhow!(fault)))
}

/// Reads a line of a terminal that does not show it.
fn typed(stdin: &Stdin, prompt: &str) -> anyhow::Result<String> {
    let _unseen =
        Unseen::new(stdin).context("the terminal cannot hide what is typed; give the password on standard input")?;
    let mut stderr = io::stderr().lock();
    write!(stderr, "{prompt}")?;
    stderr.flush()?;
    line(stdin)
}

fn line(stdin: &Stdin) -> anyhow::Result<String> {
    let mut line = String::new();
    stdin.lock().read_line(&mut line).context("the password cannot be read from standard input as UTF-8")?;
    let line = line.strip_suffix('\n').unwrap_or(&line);
    Ok(line.strip_suffix('\r').unwrap_or(line).to_owned())
}

/// A terminal that shows nothing but line breaks, until this is dropped.
struct Unseen<'a> {
    terminal: &'a Stdin,
    before: Termios,
}

impl<'a> Unseen<'a> {
    fn new(terminal: &'a Stdin) -> io::Result<Self> {
        let before = tcgetattr(terminal)?;
        let mut unseen = before.clone();
        unseen.local_modes.remove(LocalModes::ECHO);
        unseen.local_modes.insert(LocalModes::ECHONL);
        tcsetattr(terminal, OptionalActions::Flush, &unseen)?;
        Ok(Self { terminal, before })
    }
}

impl Drop for Unseen<'_> {
    fn drop(&mut self) {
        // Nobody is there to be told where it fails.
        tcsetattr(self.terminal, OptionalActions::Flush, &self.before).ok();
    }
}
