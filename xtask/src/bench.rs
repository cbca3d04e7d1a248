//! `cargo xtask bench`: bytes and times, held against the bars.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::compress::with_suffix;
use crate::shell::{cargo, output, step};
use crate::tools::browsers;
use crate::{server, site, tools};

mod disk;
mod idle;
mod lean_view;
mod load;
mod measure;
mod program;
mod running;
mod static_rate;
mod visits;
mod weights;

use measure::{Measure, named};

/// What to measure.
#[derive(clap::Args)]
pub struct Options {
    /// Measures these alone: bytes, advice, explanation, hours, views, program, load, idle, static, visits, crates [default: all]
    #[arg(value_parser = clap::builder::PossibleValuesParser::new(NAMES), hide_possible_values = true)]
    words: Vec<String>,
    /// Measures this server in place of one that is built now
    #[arg(long, value_name = "FILE")]
    server: Option<PathBuf>,
}

/// What there is to measure, in the order of the table.
const NAMES: [&str; 11] =
    ["bytes", "advice", "explanation", "hours", "views", "program", "load", "idle", "static", "visits", "crates"];

impl Options {
    fn has(&self, name: &str) -> bool {
        self.words.is_empty() || self.words.iter().any(|word| word == name)
    }

    fn has_one_of(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.has(name))
    }

    /// Builds the server, or gives the one that is named.
    fn server(&self) -> Result<PathBuf> {
        match &self.server {
            Some(server) => server.canonicalize().with_context(|| server.display().to_string()),
            None => server::build(),
        }
    }
}

/// Prints the table; an error where a bar is broken.
pub fn bench(options: &Options) -> Result<()> {
    let site = if options.has_one_of(&["bytes", "static", "visits", "crates"]) { Some(site::build()?) } else { None };
    let needs_server = options.has_one_of(&["program", "load", "idle", "static", "visits"]);
    let server = if needs_server { Some(options.server()?) } else { None };
    let mut measures = Vec::new();
    if let Some(site) = site.as_ref().filter(|_| options.has("bytes")) {
        measures.extend([
            bytes("wasm", site, "plan-configurator-", ".wasm", Some(84_000))?,
            bytes(
                "content: the first catalogue in English",
                site,
                "plan-configurator-content-en-",
                ".txt",
                Some(12_000),
            )?,
            bytes("glue", site, "plan-configurator-glue-", ".js", Some(4_500))?,
            bytes("loader", site, "plan-configurator.js", "", Some(4_000))?,
            bytes("CSS, for other sites' pages", site, "plan-configurator-style-", ".css", None)?,
            // What must arrive before anything is seen.
            bytes("HTML and CSS of the first view, one file", site, "index.html", "", Some(20_000))?,
        ]);
    }
    if options.has("advice") {
        measures.push(step("timing the advice", advice)?);
    }
    if options.has("explanation") {
        measures.extend(step("timing the explanation", || {
            let most = |what: &str| match what {
                _ if what.starts_with("MSA") => Some(200.0),
                _ if what.contains("add-ons") => Some(100_000.0),
                _ => Some(50_000.0),
            };
            times("plans", "explain", "advice and explanation, native", 11, most)
        })?);
    }
    if options.has("hours") {
        measures.extend(step("timing the support hours", || {
            let most = |what: &str| match what {
                "deadline of 8 working hours, fixed zone" => Some(2.0),
                "deadline of 8 working hours, named zone" => Some(20.0),
                "a century of holidays refused, named zone" => Some(1000.0),
                _ => None,
            };
            times("support-hours", "deadline", "support hours, native", 7, most)
        })?);
    }
    if options.has("views") {
        measures.extend(lean_view::lean_view_bytes()?);
    }
    if let Some(server) = &server {
        if options.has("program") {
            measures.extend(program::measures(server)?);
        }
        if options.has("load") {
            measures.extend(load::measures(server)?);
        }
        if options.has("idle") {
            measures.extend(idle::measures(server)?);
        }
    }
    if let (Some(site), Some(server)) = (&site, &server) {
        if options.has("static") {
            measures.push(static_rate::measure(site, server)?);
        }
        if options.has("visits") {
            tools::packages("tests")?;
            measures.extend(visits::measures(&browsers::find_or_install()?, site, server)?);
        }
    }
    print(&measures, options, site.as_deref())?;
    let broken =
        measures.iter().filter(|measure| matches!(measure.bar, Some((_, false)))).map(|measure| &*measure.what);
    match broken.collect::<Vec<_>>().as_slice() {
        [] => Ok(()),
        broken => bail!("over the bar: {}", broken.join(", ")),
    }
}

fn print(measures: &[Measure], options: &Options, site: Option<&Path>) -> Result<()> {
    println!("\n| what | measured | bar |\n|---|---|---|");
    for measure in measures {
        let bar = measure.bar.as_ref().map_or("", |(bar, _)| bar);
        println!("| {} | {} | {bar} |", measure.what, measure.value);
    }
    if options.has("visits") {
        println!("\n{}", visits::NOTE);
    }
    if let Some(site) = site.filter(|_| options.has("crates")) {
        println!("\n{}", step("weighing the crates", || weights::table(site))?);
    }
    Ok(())
}

fn advice() -> Result<Measure> {
    let printed = output(&mut cargo(&["bench", "--package", "plans", "--bench", "advise"]))?;
    let line = printed.lines().find_map(|line| line.trim().parse().ok());
    let nanoseconds: f64 = line.context("the benchmark printed no number")?;
    Ok(Measure {
        what: "one `advise`, native, all MSA questions answered".to_owned(),
        value: format!("{:.2} µs", nanoseconds / 1000.0),
        bar: Some(("20 µs".to_owned(), nanoseconds < 20_000.0)),
    })
}

/// Reads what a benchmark printed, lines of `what: nanoseconds`, and holds each against the most microseconds that it may take.
fn times(
    package: &str,
    bench: &str,
    of: &str,
    count: usize,
    most: impl Fn(&str) -> Option<f64>,
) -> Result<Vec<Measure>> {
    let printed = output(&mut cargo(&["bench", "--package", package, "--bench", bench]))?;
    let measure = |(what, nanoseconds): (&str, f64)| Measure {
        what: format!("{of}: {what}"),
        value: format!("{:.1} µs", nanoseconds / 1000.0),
        bar: most(what).map(|most| (format!("{most} µs"), nanoseconds / 1000.0 < most)),
    };
    let measures: Vec<Measure> = named(&printed).into_iter().map(measure).collect();
    if measures.len() != count {
        bail!("the benchmark {bench} printed {} of {count} times", measures.len());
    }
    Ok(measures)
}

/// Returns the bytes of the one file of the site with this beginning and end, raw and as brotli, against a bar on the latter.
fn bytes(what: &'static str, site: &Path, start: &str, end: &str, most: Option<u64>) -> Result<Measure> {
    let is_hash = |middle: &str| middle.is_empty() || middle.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_it = |path: &Path| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        name.strip_prefix(start).and_then(|rest| rest.strip_suffix(end)).is_some_and(is_hash)
    };
    let mut paths = fs::read_dir(site)?.filter_map(|entry| Some(entry.ok()?.path()));
    let path = paths.find(|path| is_it(path)).with_context(|| format!("the site has no {what}"))?;
    let size = |path: &Path| Ok::<_, anyhow::Error>(fs::metadata(path)?.len());
    let (raw, brotli) = (size(&path)?, size(&with_suffix(&path, "br"))?);
    Ok(Measure {
        what: what.to_owned(),
        value: format!("{raw} bytes, {brotli} as brotli"),
        bar: most.map(|most| (format!("{most} as brotli"), brotli <= most)),
    })
}
