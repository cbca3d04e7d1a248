#![doc = include_str!("../README.md")]

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod bench;
mod compress;
mod contract;
mod deny;
mod digest;
mod faults;
mod fuzz;
mod package;
mod paths;
mod run;
mod screens;
mod screenshot;
mod server;
mod shell;
mod site;
mod test;
mod tools;
mod wasm;

/// Sets up, builds, runs, tests and measures the plan configurator.
#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    arg_required_else_help = true,
    disable_help_subcommand = true
)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Installs what is missing, builds the site and the server, and serves both
    Run(run::Options),
    /// Sets up what the tests need and runs all of them: formatting, lints, native tests, browser tests
    Test(test::Options),
    /// Runs what is quick: formatting, lints, native tests
    Check,
    /// Measures bytes and times, and holds them against the bars
    Bench(bench::Options),
    /// Holds all crates to deny.toml: licences, sources, known faults
    Deny,
    /// Breaks the server, its disk and its databases under load, and counts what was lost or doubled
    Faults(faults::Options),
    /// Has schemathesis hold a running server to its OpenAPI description, with all its checks
    Contract(contract::Options),
    /// Changes what comes from outside at random, and holds what becomes of it to laws
    Fuzz(fuzz::Options),
    /// Makes what is given to others: the server for any Linux and for Debian, and the element for npm
    Package,
    /// Installs the tools that build the site, and nothing else
    Setup,
    /// Takes the README's picture of the page anew
    Screenshot,
    /// Takes pictures of every state of the page, for looking at
    Screens(screens::Options),
    /// Finishes a site that Trunk has built (Trunk calls this)
    #[command(hide = true)]
    FinishSite,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().verb {
        Verb::Run(options) => run::run(&options),
        Verb::Test(options) => test::run(&options),
        Verb::Check => test::quick(),
        Verb::Bench(options) => bench::bench(&options),
        Verb::Deny => deny::deny(),
        Verb::Faults(options) => faults::faults(&options),
        Verb::Contract(options) => contract::contract(&options),
        Verb::Fuzz(options) => fuzz::fuzz(&options),
        Verb::Package => package::package(),
        Verb::Setup => tools::for_site().map(|_| ()),
        Verb::Screenshot => screenshot::screenshot(),
        Verb::Screens(options) => screens::screens(&options),
        Verb::FinishSite => site::finish(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
