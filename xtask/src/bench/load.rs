//! Measures how many plan requests a second are stored durably and how long each takes, beside a server in Fastify with the same
//! checks and the same tables, on the same machine and disk and in the same run.

use std::path::Path;
use std::time::Duration;

use anyhow::Result;

use super::disk::Disk;
use super::measure::{Measure, median};
use super::running::Running;
use crate::shell::step;
use crate::tools;
use crate::tools::postgres::Postgres;

mod clients;
mod plan_request;

use clients::Answered;
use plan_request::PlanRequests;

/// The folder of the server in Fastify.
const PEER: &str = "tests/peers/fastify";

/// How many clients send at once, and the least rate, as a multiple of the other server's. The longest times are held against
/// each other wherever there is a bar.
const LEVELS: [(usize, Option<f64>); 4] = [(1, Some(1.2)), (16, None), (64, Some(3.0)), (256, Some(3.0))];

/// How often each is measured; they take turns.
const ROUNDS: usize = 5;

/// For how long each time, after its connections have become busy.
const TIME: Duration = Duration::from_secs(3);
const WARM_UP: Duration = Duration::from_millis(500);

/// For how long requests come before anything is measured: node compiles what it runs often.
const WARMING: Duration = Duration::from_secs(15);
const WARMING_CLIENTS: usize = 16;

/// Returns the rates and times with each number of clients; those of PostgreSQL, too, where it can be had.
pub fn measures(server: &Path) -> Result<Vec<Measure>> {
    tools::packages(PEER)?;
    let disk = Disk::find()?;
    let mut measures = vec![Measure {
        what: format!("fdatasync of 4 KiB ({}), median of 200", disk.kind()),
        value: format!("{:.0} µs", disk.sync_time()?.as_secs_f64() * 1e6),
        bar: None,
    }];
    let postgres = Postgres::start();
    if let Err(error) = &postgres {
        let value = format!("not measured: {error:#}");
        measures.push(Measure { what: "durable plan requests, PostgreSQL".to_owned(), value, bar: None });
    }
    let folder = disk.folder("load")?;
    let mut contest = step("warming the servers up", || Contest::start(folder.path(), server, postgres.as_ref().ok()))?;
    for (clients, least) in LEVELS {
        let clients_are = format!("{clients} {}", if clients == 1 { "client" } else { "clients" });
        measures.extend(step(&format!("storing plan requests, {clients_are}"), || {
            contest.measure(&clients_are, clients, least)
        })?);
    }
    Ok(measures)
}

/// The servers that are held against each other.
struct Contest {
    ours: Running,
    fastify: Running,
    /// Ours, with PostgreSQL.
    postgres: Option<Running>,
    requests: PlanRequests,
}

impl Contest {
    fn start(folder: &Path, server: &Path, postgres: Option<&Postgres>) -> Result<Self> {
        let content = PlanRequests::content()?;
        let mut contest = Self {
            ours: Running::ours(server, folder.join("ours.db"))?,
            fastify: Running::fastify(PEER, &folder.join("theirs.db"), &content)?,
            postgres: postgres.map(|postgres| Running::ours(server, postgres.url())).transpose()?,
            requests: PlanRequests::new(&content),
        };
        for server in [Some(&contest.ours), Some(&contest.fastify), contest.postgres.as_ref()].into_iter().flatten() {
            clients::send(server.port(), WARMING_CLIENTS, Duration::ZERO, WARMING, &mut contest.requests)?;
        }
        Ok(contest)
    }

    fn measure(&mut self, clients_are: &str, clients: usize, least: Option<f64>) -> Result<Vec<Measure>> {
        let (mut ours, mut fastify, mut postgres) = (Rounds::default(), Rounds::default(), Rounds::default());
        for _ in 0..ROUNDS {
            ours.add(&self.ours, clients, &mut self.requests)?;
            fastify.add(&self.fastify, clients, &mut self.requests)?;
            if let Some(server) = &self.postgres {
                postgres.add(server, clients, &mut self.requests)?;
            }
        }
        let (rate, longest) = (ratio(&ours.rates, &fastify.rates), ratio(&ours.longest, &fastify.longest));
        let bar = |least| (format!("{least} x the rate, p99 no longer"), rate >= least && longest <= 1.0);
        let mut measures = vec![
            Measure {
                what: format!("durable plan requests, SQLite, {clients_are}"),
                value: format!("{rate:.2} x Fastify's rate, {longest:.2} x its p99; {}", ours.words()),
                bar: least.map(bar),
            },
            Measure { what: format!("the same in Fastify, {clients_are}"), value: fastify.words(), bar: None },
        ];
        if self.postgres.is_some() {
            let what = format!("durable plan requests, PostgreSQL, {clients_are}");
            measures.push(Measure { what, value: postgres.words(), bar: None });
        }
        Ok(measures)
    }
}

/// Returns how large some figures are beside those of the same rounds: the median.
fn ratio(ours: &[f64], theirs: &[f64]) -> f64 {
    median(&ours.iter().zip(theirs).map(|(ours, theirs)| ours / theirs).collect::<Vec<_>>())
}

/// What one server did in each round.
#[derive(Default)]
struct Rounds {
    rates: Vec<f64>,
    medians: Vec<f64>,
    longest: Vec<f64>,
    processor: Vec<f64>,
}

impl Rounds {
    /// Measures one more round.
    fn add(&mut self, server: &Running, clients: usize, requests: &mut PlanRequests) -> Result<()> {
        let before = server.processor_time()?;
        let Answered { count, within, p50, p99 } = clients::send(server.port(), clients, WARM_UP, TIME, requests)?;
        let processor = server.processor_time()? - before;
        self.rates.push(within as f64 / TIME.as_secs_f64());
        self.medians.push(p50.as_secs_f64() * 1e3);
        self.longest.push(p99.as_secs_f64() * 1e3);
        self.processor.push(processor.as_secs_f64() * 1e6 / count as f64);
        Ok(())
    }

    fn words(&self) -> String {
        format!(
            "{:.0} a second, median {:.1} ms, p99 {:.1} ms, {:.0} µs of processor each",
            median(&self.rates),
            median(&self.medians),
            median(&self.longest),
            median(&self.processor)
        )
    }
}
