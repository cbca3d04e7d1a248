//! The command line: for each verb a file.

use std::io;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::catalog_file::LoadError;
use crate::catalogs::CatalogProblems;

mod advise;
mod backup;
mod build;
mod check;
mod compile;
mod completions;
mod database;
mod deadline;
mod environment;
mod export;
mod health;
mod import;
mod manual;
mod new;
mod new_password;
mod outbox;
mod preview;
mod requests;
mod restore;
mod serve;
mod site_url;
mod stop;
mod unknown_name;
mod users;

use unknown_name::UnknownName;

/// Exit code where a file cannot be read, or has nothing of a name: clap's own for a command line that it cannot read.
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
    Serve(Box<serve::Serve>),
    New(new::New),
    Preview(preview::Preview),
    Build(build::Build),
    Check(check::Check),
    Compile(compile::Compile),
    Advise(advise::Advise),
    Deadline(deadline::Deadline),
    Import(import::Import),
    Export(export::Export),
    Users(users::Users),
    Requests(requests::Requests),
    Backup(backup::Backup),
    Restore(restore::Restore),
    Health(health::Health),
    Outbox(outbox::Outbox),
    Completions(completions::Completions),
    Manual(manual::Manual),
}

/// Parses the command line and runs its command.
pub fn run() -> ExitCode {
    let command = Cli::command().mut_subcommands(|verb| verb.mut_args(environment::trimmed));
    let parsed = command.try_get_matches().and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = parsed.unwrap_or_else(|error| environment::with_variable(error, Cli::command()).exit());
    let done = match cli.command {
        Command::Serve(serve) => serve.run(),
        Command::New(new) => new.run(),
        Command::Preview(preview) => preview.run(),
        Command::Build(build) => build.run(),
        Command::Check(check) => check.run(),
        Command::Compile(compile) => compile.run(),
        Command::Advise(advise) => advise.run(),
        Command::Deadline(deadline) => deadline.run(),
        Command::Import(import) => import.run(),
        Command::Export(export) => export.run(),
        Command::Users(users) => users.run(),
        Command::Requests(requests) => requests.run(),
        Command::Backup(backup) => backup.run(),
        Command::Restore(restore) => restore.run(),
        Command::Health(health) => health.run(),
        Command::Outbox(outbox) => outbox.run(),
        Command::Completions(completions) => completions.run(Cli::command()),
        Command::Manual(manual) => manual.run(Cli::command()),
    };
    done.unwrap_or_else(|error| report(&error))
}

/// Says on standard error why a command failed.
fn report(error: &anyhow::Error) -> ExitCode {
    // Problems are printed alone, one a line, so that other programs can read them.
    if let Some(error @ LoadError::Problems(_)) = error.downcast_ref() {
        eprintln!("{error}");
        return ExitCode::FAILURE;
    }
    if let Some(problems) = error.downcast_ref::<CatalogProblems>() {
        eprintln!("{problems}");
        return ExitCode::FAILURE;
    }
    if error.is::<LoadError>() || error.is::<UnknownName>() {
        eprintln!("error: {error:#}");
        return ExitCode::from(UNREADABLE);
    }
    // Whoever read our output has enough of it, as in `plan-server check FILE | head -1`.
    let is_closed = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
    if !error.downcast_ref().is_some_and(is_closed) {
        eprintln!("error: {}", told_once(error));
    }
    ExitCode::FAILURE
}

/// Words an error with its causes, but for those that it tells already.
fn told_once(error: &anyhow::Error) -> String {
    let mut told = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if told.is_empty() {
            told = cause;
        } else if !told.contains(&cause) {
            told = format!("{told}: {cause}");
        }
    }
    told
}
