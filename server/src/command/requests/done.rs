//! `plan-server requests done`.

use std::io::{self, Write};
use std::process::ExitCode;

use serde_json::json;

use super::named;
use crate::audit::COMMAND_LINE;
use crate::plan_requests::reference::Reference;
use crate::plan_requests::stored_request::State;
use crate::store::Store;

/// Say what has become of a request
#[derive(clap::Args)]
pub struct Done {
    /// The request
    #[arg(value_parser = named::reference)]
    reference: Reference,
    /// What has become of it
    #[arg(long, value_enum, default_value_t = State::Answered)]
    state: State,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

impl Done {
    /// Runs `plan-server requests done`.
    pub async fn run(self, store: &Store) -> anyhow::Result<ExitCode> {
        let Self { reference, state, .. } = &self;
        if !store.set_state(reference, *state, COMMAND_LINE).await? {
            return Err(named::unknown(store, reference).await);
        }
        let mut out = io::stdout().lock();
        if self.json {
            writeln!(out, "{}", json!({"reference": reference, "state": state}))?;
        } else {
            writeln!(out, "{reference} is {}", state.word())?;
        }
        Ok(ExitCode::SUCCESS)
    }
}
