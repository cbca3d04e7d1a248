//! Measures the server's binary: its bytes, and how soon it listens.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::measure::Measure;
use crate::shell::{seconds, step};

/// The most bytes of the binary with the page inside.
const MOST_BYTES: u64 = 25_000_000;

/// How many catalogues it serves.
const CATALOGS: usize = 10;

/// The longest that it may take until it listens to requests for all of them.
const MOST_TIME: Duration = Duration::from_secs(2);

/// How often it is started, each time with a database of its own.
const ROUNDS: usize = 5;

/// Returns the bytes of the binary, and the median time from its start to its line of listening.
pub fn measures(server: &Path) -> Result<[Measure; 2]> {
    let bytes = fs::metadata(server)?.len();
    let size = Measure {
        what: "server, with the page inside".to_owned(),
        value: format!("{bytes} bytes"),
        bar: Some((format!("{MOST_BYTES} bytes"), bytes <= MOST_BYTES)),
    };
    let start = step("starting the server", || median_start(server))?;
    let what = format!("server with {CATALOGS} catalogues: from start to listening, median of {ROUNDS}");
    Ok([size, Measure { what, value: seconds(start), bar: Some((seconds(MOST_TIME), start <= MOST_TIME)) }])
}

fn median_start(server: &Path) -> Result<Duration> {
    let folder = std::env::temp_dir().join(format!("plan-configurator-start-{}", std::process::id()));
    let catalogs = folder.join("catalogs");
    fs::create_dir_all(&catalogs)?;
    let mut catalog: Value = serde_json::from_slice(&fs::read(crate::paths::root().join("catalogs/msa.json"))?)?;
    for number in 0..CATALOGS {
        catalog["id"] = format!("offer-{number}").into();
        fs::write(catalogs.join(format!("{number}.json")), catalog.to_string())?;
    }
    let starts: Result<Vec<_>> = (0..ROUNDS)
        .map(|round| start(server, &catalogs, &folder.join(round.to_string()).join("plan-requests.db")))
        .collect();
    fs::remove_dir_all(&folder)?;
    let mut starts = starts?;
    starts.sort();
    Ok(starts[ROUNDS / 2])
}

/// Returns the time of one start.
fn start(server: &Path, catalogs: &Path, database: &Path) -> Result<Duration> {
    let mut serve = Command::new(server);
    serve.args(["serve", "--port", "0", "--catalogs"]).arg(catalogs).arg("--database").arg(database);
    let began = Instant::now();
    let mut serving = serve.stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let mut line = String::new();
    let read = BufReader::new(serving.stdout.take().context("the server's output")?).read_line(&mut line);
    let time = began.elapsed();
    serving.kill()?;
    serving.wait()?;
    read?;
    ensure!(line.starts_with("listening"), "the server does not listen");
    Ok(time)
}
