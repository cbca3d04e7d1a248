//! `cargo xtask bench`: bytes and times, held against the bars.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::compress::with_suffix;
use crate::shell::{cargo, output, step};
use crate::tools::browsers;
use crate::{server, site, tools};

mod lean_view;
mod measure;
mod program;
mod static_rate;
mod visits;
mod weights;

use measure::{Measure, named};

/// Prints the table; an error where a bar is broken.
pub fn bench() -> Result<()> {
    tools::packages("tests")?;
    let (chrome, site, server) = (browsers::find_or_install()?, site::build()?, server::build()?);
    let mut measures = vec![
        bytes("wasm", &site, "plan-configurator-", ".wasm", Some(84_000))?,
        bytes("content: the first catalogue in English", &site, "plan-configurator-content-en-", ".txt", Some(12_000))?,
        bytes("glue", &site, "plan-configurator-glue-", ".js", Some(4_500))?,
        bytes("loader", &site, "plan-configurator.js", "", Some(4_000))?,
        bytes("CSS, for other sites' pages", &site, "plan-configurator-style-", ".css", None)?,
        // What must arrive before anything is seen.
        bytes("HTML and CSS of the first view, one file", &site, "index.html", "", Some(20_000))?,
    ];
    let nanoseconds: f64 = step("timing the advice", || {
        let printed = output(&mut cargo(&["bench", "--package", "plans", "--bench", "advise"]))?;
        let line = printed.lines().find_map(|line| line.trim().parse().ok());
        line.context("the benchmark printed no number")
    })?;
    measures.push(Measure {
        what: "one `advise`, native, all MSA questions answered".to_owned(),
        value: format!("{:.2} µs", nanoseconds / 1000.0),
        bar: Some(("20 µs".to_owned(), nanoseconds < 20_000.0)),
    });
    measures.extend(step("timing the explanation", || {
        let most = |what: &str| match what {
            _ if what.starts_with("MSA") => Some(200.0),
            _ if what.contains("add-ons") => Some(100_000.0),
            _ => Some(50_000.0),
        };
        times("plans", "explain", "advice and explanation, native", 11, most)
    })?);
    measures.extend(step("timing the support hours", || {
        let most = |what: &str| match what {
            "deadline of 8 working hours, fixed zone" => Some(2.0),
            "deadline of 8 working hours, named zone" => Some(20.0),
            "a century of holidays refused, named zone" => Some(1000.0),
            _ => None,
        };
        times("support-hours", "deadline", "support hours, native", 7, most)
    })?);
    measures.extend(lean_view::lean_view_bytes()?);
    measures.extend(program::measures(&server)?);
    measures.push(static_rate::measure(&site, &server)?);
    measures.extend(visits::measures(&chrome, &site, &server)?);

    println!("\n| what | measured | bar |\n|---|---|---|");
    for measure in &measures {
        let bar = measure.bar.as_ref().map_or("", |(bar, _)| bar);
        println!("| {} | {} | {bar} |", measure.what, measure.value);
    }
    println!("\n{}", visits::NOTE);
    println!("\n{}", step("weighing the crates", || weights::table(&site))?);
    let broken =
        measures.iter().filter(|measure| matches!(measure.bar, Some((_, false)))).map(|measure| &*measure.what);
    match broken.collect::<Vec<_>>().as_slice() {
        [] => Ok(()),
        broken => bail!("over the bar: {}", broken.join(", ")),
    }
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
