//! How the page loads and answers on a phone, beside the same page without scripts and the same page in React, and what a
//! host's page loses by the element.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::{Measure, named};
use crate::shell::{output, step};
use crate::tools;

/// What is to be known beside the figures.
pub const NOTE: &str = "Phone: 390 x 844, a processor slowed down 4 times, 150 ms latency, 1.6 Mbit/s each way, empty \
     caches; medians of 7 rounds, and ratios within a round. The browser's slowing down does not reach the threads that \
     compile WebAssembly, which flatters us.";

/// Builds the page in React, loads all pages in turn, and holds ours against the others.
pub fn measures(chrome: &Path, site: &Path, server: &Path) -> Result<Vec<Measure>> {
    let peer = build_peer()?;
    let printed = step("loading pages in the browser, which takes some minutes", || {
        let mut node = Command::new("node");
        node.arg("tests/bench/load.mjs").current_dir(crate::root());
        node.env("CHROME", chrome).env("PLAN_SITE", site).env("PLAN_SERVER", server).env("PLAN_PEER", &peer);
        output(&mut node)
    })?;
    let figures = Figures(named(&printed));
    Ok(vec![
        figures.paint("first")?,
        figures.paint("largest")?,
        figures.shift()?,
        figures.beside_react("answer", "phone: from the navigation until an answer moves the recommendation", 1.0)?,
        figures.beside_react("click", "phone: one answer until the page has changed, median of 30", 0.9)?,
        figures.host()?,
    ])
}

/// Builds the page in React for production, and gives its folder.
fn build_peer() -> Result<PathBuf> {
    const HOME: &str = "tests/peers/react";
    let node_modules = tools::packages(HOME)?;
    let folder = crate::target().join("react-peer");
    step("building the page in React", || {
        let mut vite = Command::new(node_modules.join(".bin/vite"));
        vite.args(["build", "--emptyOutDir", "--outDir"]).arg(&folder).current_dir(crate::root().join(HOME));
        output(&mut vite)
    })?;
    Ok(folder)
}

/// What was printed, by name.
struct Figures<'a>(Vec<(&'a str, f64)>);

impl Figures<'_> {
    fn get(&self, name: &str) -> Result<f64> {
        let found = self.0.iter().find(|(what, _)| *what == name);
        found.map(|(_, number)| *number).with_context(|| format!("“{name}” was not measured"))
    }

    /// The first or the largest contentful paint.
    fn paint(&self, which: &str) -> Result<Measure> {
        const MOST: [f64; 2] = [1.1, 0.6];
        let get = |what: &str| self.get(&format!("{which} paint, {what}"));
        let (ours, plain, react) = (get("ours")?, get("static")?, get("react")?);
        let (to_plain, to_react) = (get("ours to static")?, get("ours to react")?);
        Ok(Measure {
            what: format!("phone: {which} contentful paint"),
            value: format!(
                "{ours:.0} ms; {to_plain:.2} x static HTML ({plain:.0} ms), {to_react:.2} x React ({react:.0} ms)"
            ),
            bar: Some((
                format!("{} x static HTML, {} x React", MOST[0], MOST[1]),
                to_plain <= MOST[0] && to_react <= MOST[1],
            )),
        })
    }

    fn shift(&self) -> Result<Measure> {
        let (ours, react) = (self.get("shift, ours")?, self.get("shift, react")?);
        Ok(Measure {
            what: "phone: layout shift while loading, the most of all rounds".to_owned(),
            value: format!("{ours:.3} (React {react:.3})"),
            bar: Some(("0".to_owned(), ours == 0.0)),
        })
    }

    /// A time of ours, which may be so many times React's.
    fn beside_react(&self, name: &str, what: &str, most: f64) -> Result<Measure> {
        let get = |whose: &str| self.get(&format!("{name}, {whose}"));
        let (ours, react, ratio) = (get("ours")?, get("react")?, get("ours to react")?);
        Ok(Measure {
            what: what.to_owned(),
            value: format!("{ours:.1} ms; {ratio:.2} x React ({react:.1} ms)"),
            bar: Some((format!("{most:.1} x React"), ratio <= most)),
        })
    }

    fn host(&self) -> Result<Measure> {
        const MOST: f64 = 5.0;
        let (without, with) = (self.get("largest paint, host")?, self.get("largest paint, embedding")?);
        let lost = (self.get("largest paint, embedding to host")? - 1.0) * 100.0;
        Ok(Measure {
            what: "phone: largest contentful paint of a host's page, the element below the fold".to_owned(),
            value: format!("{with:.0} ms; {lost:.1} % lost ({without:.0} ms without it)"),
            bar: Some((format!("under {MOST} %"), lost < MOST)),
        })
    }
}
