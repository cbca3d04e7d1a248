//! Runs `cargo xtask run`.

use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

use anyhow::{Context, Result};

use crate::shell::expect_steps;
use crate::{server, site};

/// How to serve.
#[derive(clap::Args)]
pub struct Options {
    /// The port to listen on, at 127.0.0.1
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

/// Builds what is stale and serves it until it is stopped.
pub fn run(options: &Options) -> Result<()> {
    let port = options.port;
    // Better said now than after minutes of building.
    drop(TcpListener::bind(("127.0.0.1", port)).with_context(|| {
        format!(
            "port {port} at 127.0.0.1 cannot be used; name another with `cargo xtask run --port {}`",
            port.wrapping_add(10)
        )
    })?);
    expect_steps(site::steps()? + server::STEPS);
    site::build()?;
    let server = server::build()?;
    let mut serve = Command::new(server);
    serve.arg("serve").arg("--port").arg(port.to_string());
    serve.arg("--database").arg(crate::paths::root().join("data/plan-requests.db"));
    if let Some(catalog) = std::env::var_os("PLAN_CATALOG") {
        serve.arg("--catalog").arg(crate::paths::root().join(catalog));
    }
    // The server takes this process's place, so that signals reach it.
    Err(serve.exec()).context("the server could not be started")
}
