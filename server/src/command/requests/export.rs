//! `plan-server requests export`.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;

use super::filters::Filters;
use crate::audit::{self, Action, COMMAND_LINE};
use crate::number;
use crate::plan_requests::csv::{self, Columns};
use crate::plan_requests::search::{Filter, Place};
use crate::store::{Store, folder};

/// How many requests are read at once.
const AT_ONCE: u64 = 500;

/// Write requests into a file, the oldest first: a table for spreadsheets, or JSON for programs
///
/// The table is UTF-8 with a byte order mark, so that spreadsheets read letters of every language, and has a column for each campaign
/// name and each question that is among the requests. An apostrophe stands where a spreadsheet would take a cell for a formula; JSON
/// has everything as it was typed.
#[derive(clap::Args)]
#[command(group = clap::ArgGroup::new("form").required(true).args(["csv", "json"]))]
pub struct Export {
    /// Write comma-separated values
    #[arg(long)]
    csv: bool,
    /// Write one JSON object a line, with everything that is stored of a request
    #[arg(long)]
    json: bool,
    /// Leave the byte order mark out, for programs that do not expect one
    #[arg(long, conflicts_with = "json")]
    no_bom: bool,
    /// The file, which is its owner's alone if it is new [default: standard output]
    file: Option<PathBuf>,
    #[command(flatten)]
    filters: Filters,
}

impl Export {
    /// Runs `plan-server requests export`.
    pub async fn run(self, store: &Store) -> anyhow::Result<ExitCode> {
        let filter = self.filters.filter();
        let columns = if self.csv { Some(store.csv_columns(&filter).await?) } else { None };
        let head = columns.as_ref().map(|columns| {
            let mark = if self.no_bom { "" } else { csv::BYTE_ORDER_MARK };
            format!("{mark}{}", columns.head())
        });
        let head = head.unwrap_or_default();
        let count = match &self.file {
            Some(file) => {
                let failed = || format!("cannot write {}", file.display());
                let mut out = io::BufWriter::new(create(file).with_context(failed)?);
                let count = write(store, &filter, columns.as_ref(), &head, &mut out).await.with_context(failed)?;
                out.flush().with_context(failed)?;
                count
            }
            None => write(store, &filter, columns.as_ref(), &head, &mut io::stdout().lock()).await?,
        };
        let mut writing = store.write().await?;
        audit::record(&mut writing, COMMAND_LINE, Action::Exported, None, Some(&count.to_string())).await?;
        writing.commit().await?;
        if let Some(file) = &self.file {
            eprintln!("wrote {} to {}", number::counted(count, "request"), file.display());
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Opens a file to write; a new one is its owner's alone, as what will stand in it is personal.
fn create(file: &Path) -> io::Result<std::fs::File> {
    OpenOptions::new().write(true).create(true).truncate(true).mode(folder::OWNERS_ALONE).open(file)
}

/// Writes every request that is found, some at a time, so that memory does not grow with their number.
async fn write(
    store: &Store,
    filter: &Filter,
    columns: Option<&Columns>,
    head: &str,
    out: &mut impl Write,
) -> anyhow::Result<u64> {
    out.write_all(head.as_bytes())?;
    let mut count = 0;
    let mut after: Option<Place> = None;
    loop {
        let requests = store.search_after(filter, after.as_ref(), AT_ONCE).await?;
        let Some(last) = requests.last() else { return Ok(count) };
        after = Some(Place::of(last));
        count += requests.len() as u64;
        match columns {
            Some(columns) => out.write_all(columns.rows(&requests).as_bytes())?,
            None => {
                for request in &requests {
                    writeln!(out, "{}", serde_json::to_string(request)?)?;
                }
            }
        }
    }
}
