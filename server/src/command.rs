//! The command line: for each verb a file.

use std::io;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::catalog_file::Fault;

mod advise;
mod check;
mod compile;
mod serve;

/// Exit code where a file cannot be read, as clap's own for a command line that it cannot.
const UNREADABLE: u8 = 2;

/// Serves the plan configurator, stores plan requests, and checks catalogues.
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// A verb with its arguments. Their doc comments are the help texts.
#[derive(Subcommand)]
enum Command {
    Serve(serve::Serve),
    Check(check::Check),
    Compile(compile::Compile),
    Advise(advise::Advise),
}

/// Does what the command line says.
pub fn run() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Serve(serve) => serve.run(),
        Command::Check(check) => check.run(),
        Command::Compile(compile) => compile.run(),
        Command::Advise(advise) => advise.run(),
    };
    done.unwrap_or_else(|error| report(&error))
}

/// Says on standard error why a command failed.
fn report(error: &anyhow::Error) -> ExitCode {
    match error.downcast_ref() {
        // Problems are printed alone, one a line, so that other programs can read them.
        Some(fault @ Fault::Problems(_)) => {
            eprintln!("{fault}");
            return ExitCode::FAILURE;
        }
        Some(Fault::Unreadable { .. }) => {
            eprintln!("error: {error:#}");
            return ExitCode::from(UNREADABLE);
        }
        None => {}
    }
    // Whoever read our output has enough of it, as in `plan-server check FILE | head -1`.
    let is_closed = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
    if !error.downcast_ref().is_some_and(is_closed) {
        eprintln!("error: {error:#}");
    }
    ExitCode::FAILURE
}
