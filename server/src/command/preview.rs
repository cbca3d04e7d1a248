//! `plan-server preview`: a catalogue while it is written.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use tokio::net::TcpListener;

use super::stop::StopSignals;
use crate::clients::Clients;
use crate::clients::settings::ClientSettings;
use crate::connections;
use crate::number;
use crate::preview;
use crate::site::source::{self, Site};
use crate::store::Store;

/// Show a catalogue while you write it: the page follows each save, and shows what is wrong with the file
///
/// Prints the address of the page, which only this machine reaches. Requests that are sent there are kept in memory alone. A file with
/// problems leaves the page as it was, with every problem listed on it: its line, its place, the rule and a way out.
#[derive(clap::Args)]
pub struct Preview {
    /// The catalogue, a JSON file
    file: PathBuf,
    /// Port to listen on at 127.0.0.1; 0 takes a free one
    #[arg(long, default_value_t = 0, value_parser = number::within(0..=u16::MAX))]
    port: u16,
    /// Folder of another bundle [default: the one that is built in]
    #[arg(long, value_name = "FOLDER")]
    site: Option<PathBuf>,
}

impl Preview {
    /// Runs `plan-server preview`.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let level = tracing::Level::WARN;
        tracing_subscriber::fmt().with_writer(io::stderr).with_ansi(false).with_max_level(level).init();
        let runtime = tokio::runtime::Runtime::new().context("cannot start the server's threads")?;
        runtime.block_on(self.show())?;
        // Pages that are open would be waited for.
        runtime.shutdown_background();
        Ok(ExitCode::SUCCESS)
    }

    async fn show(self) -> anyhow::Result<()> {
        let Self { file, port, site } = self;
        let Some(bundle) = source::bundle(site.as_deref())? else {
            bail!("no page is built into this program; name the folder of a bundle with --site");
        };
        let store = Store::in_memory().await.context("cannot open a database in memory")?;
        let preview = preview::Preview::new(file.clone(), Site::of(bundle, ""), store).await?;
        let listener = TcpListener::bind(("127.0.0.1", port)).await;
        let listener = listener.with_context(|| format!("cannot listen on port {port}; choose another with --port"))?;
        let mut stop = StopSignals::new().context("cannot wait for SIGTERM and Ctrl-C")?;

        let mut out = io::stdout();
        writeln!(out, "listening on http://{}", listener.local_addr()?)?;
        let file = file.display();
        writeln!(
            out,
            "showing {file}: what you save is shown at once; requests are kept in memory alone; Ctrl-C ends it"
        )?;
        out.flush()?;

        let limit = connections::Limit::of_system(None)?;
        let app = preview.router();
        tokio::select! {
            () = connections::serve(listener, app, limit, Arc::new(Clients::new(&ClientSettings::default())), std::future::pending(), Duration::ZERO) => Ok(()),
            failed = preview.follow() => failed,
            () = stop.received() => Ok(()),
        }
    }
}
