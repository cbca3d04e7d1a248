//! Settings from the environment.

use std::env;
use std::ffi::OsStr;

use clap::builder::Resettable;
use clap::error::{ContextKind, ContextValue};
use clap::{Arg, Command, Error};

/// Returns an argument that reads its variable without blanks around the value, or around each value of a list. A variable of
/// blanks alone, as files of settings leave it, is one that is not set.
pub fn trimmed(argument: Arg) -> Arg {
    let Some(value) = argument.get_env().and_then(|name| env::var(name).ok()) else { return argument };
    match value_of(&argument, &value) {
        None => argument.env(Resettable::Reset),
        Some(trimmed) if trimmed == value => argument,
        Some(trimmed) => argument.env(Resettable::Reset).default_value(trimmed),
    }
}

/// Reads the environment variable that stands for an argument; none where it is unset or empty.
fn value_of(argument: &Arg, variable: &str) -> Option<String> {
    let values: Vec<_> = match argument.get_value_delimiter() {
        Some(delimiter) => variable.split(delimiter).map(str::trim).filter(|value| !value.is_empty()).collect(),
        None => [variable.trim()].into_iter().filter(|value| !value.is_empty()).collect(),
    };
    let delimiter = argument.get_value_delimiter().map(String::from).unwrap_or_default();
    (!values.is_empty()).then(|| values.join(&delimiter))
}

/// Returns the error with the variable that the wrong value comes from, where it comes from one.
pub fn with_variable(mut error: Error, mut command: Command) -> Error {
    // Only then do arguments know how they are written.
    command.build();
    let Some(ContextValue::String(name)) = error.get(ContextKind::InvalidArg) else { return error };
    let arguments = command.get_subcommands().flat_map(Command::get_arguments);
    let is_written = |argument: &Arg| argument.get_long().is_some_and(is_written);
    let of_variable = |argument: &&Arg| argument.to_string() == *name && !is_written(argument);
    let variable = arguments.filter(of_variable).find_map(Arg::get_env).map(OsStr::to_string_lossy);
    if let Some(variable) = variable.filter(|variable| env::var_os(&**variable).is_some()) {
        let name = format!("{name}, from the variable {variable}");
        error.insert(ContextKind::InvalidArg, ContextValue::String(name));
    }
    error
}

/// Tells whether an argument is on the command line, which goes before the environment.
pub fn is_written(long: &str) -> bool {
    let is_it = |written: &str| {
        let name = written.strip_prefix("--").map(|rest| rest.split('=').next().unwrap_or_default());
        name == Some(long)
    };
    env::args_os().any(|written| written.to_str().is_some_and(is_it))
}
