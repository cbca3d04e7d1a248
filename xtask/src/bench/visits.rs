//! Measures what our page costs in the browser, beside the same page in React and in Solid, and beside one without scripts; and
//! what a host's page loses by the element.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::measure::{Measure, named};
use crate::shell::{output, step};
use crate::tools;

/// What is to be known beside the figures.
pub const NOTE: &str = "Phone: 390 x 844, a processor slowed down 4 times, 150 ms latency, 1.6 Mbit/s each way, empty \
     caches. Desktop: 1280 x 900, as quick as this machine. Each figure is the median of its rounds (7 of loading, 5 of \
     answers and letters, 3 of what a host changes and of the desktop), each ratio that of the ratios within a round. \
     Processor time is the main thread's. Only that thread is slowed down: not those that compile WebAssembly, which flatters \
     us, and not those that draw and put together what was painted, which flatters whoever paints much.";

/// The most milliseconds from a click to the frame that shows it, unthrottled: one frame to wait for, and one to work in.
const TWO_FRAMES: f64 = 2.0 * 1000.0 / 60.0;

/// Builds the peers, visits all pages in turn, and holds ours against the others.
pub fn measures(chrome: &Path, site: &Path, server: &Path) -> Result<Vec<Measure>> {
    let peers = [("PLAN_PEER_REACT", build_peer("react")?), ("PLAN_PEER_SOLID", build_peer("solid")?)];
    let run = |script: &str, what: &str| {
        step(what, || {
            let mut node = Command::new("node");
            node.arg(script).current_dir(crate::paths::root()).envs(peers.iter().map(|(name, folder)| (name, folder)));
            output(node.env("CHROME", chrome).env("PLAN_SITE", site).env("PLAN_SERVER", server))
        })
    };
    let desktop = run("tests/bench/desktop.mjs", "clicking in the browser, which takes some minutes")?;
    let phone = run("tests/bench/phone.mjs", "measuring pages on a phone, which takes half an hour")?;
    Ok([Figures::of(&desktop).desktop()?, Figures::of(&phone).phone()?].into_iter().flatten().collect())
}

/// Builds a peer for production, and gives its folder.
fn build_peer(name: &str) -> Result<PathBuf> {
    let home = format!("tests/peers/{name}");
    let node_modules = tools::packages(&home)?;
    let folder = crate::paths::target().join(format!("{name}-peer"));
    step(&format!("building the page in {}", title(name)), || {
        let mut vite = Command::new(node_modules.join(".bin/vite"));
        vite.args([OsStr::new("build"), "--emptyOutDir".as_ref(), "--outDir".as_ref(), folder.as_os_str()]);
        output(vite.current_dir(crate::paths::root().join(&home)))
    })?;
    Ok(folder)
}

/// Returns the name of a compared page in reports.
fn title(page: &str) -> &str {
    match page {
        "react" => "React",
        "solid" => "Solid",
        "static" => "static HTML",
        "plain" => "a plain field",
        other => other,
    }
}

/// Each peer, and the most times its figure that ours may be.
type Peers<'a> = &'a [(&'a str, Option<f64>)];

/// As quick as the quicker of both.
const QUICKER: Peers<'static> = &[("react", Some(1.0)), ("solid", Some(1.0))];

/// Printed figures, by name.
struct Figures<'a>(Vec<(&'a str, f64)>);

impl<'a> Figures<'a> {
    fn of(printed: &'a str) -> Self {
        Self(named(printed))
    }

    fn desktop(&self) -> Result<Vec<Measure>> {
        let mut measures = vec![self.beside(
            "click an answer processor",
            "ours",
            "desktop: processor time of an answer, median of 30",
            QUICKER,
        )?];
        for what in ["an answer", "another severity", "another moment", "a plan compared or not"] {
            let painted = format!("desktop: {what}, from click to painted frame, median of 30");
            let frames = format!("two frames ({TWO_FRAMES:.1} ms)");
            measures.push(self.at_most(&format!("click {what} frame, ours"), &painted, TWO_FRAMES, frames)?);
        }
        Ok(measures)
    }

    fn phone(&self) -> Result<Vec<Measure>> {
        const PAINT: Peers<'static> = &[("static", Some(1.1)), ("react", Some(0.6)), ("solid", None)];
        const SEEN: Peers<'static> = &[("react", None), ("solid", None)];
        let usable: Peers<'_> = &[("react", Some(0.85)), ("solid", None)];
        let settled: Peers<'_> = &[("react", Some(1.0)), ("solid", None)];
        let mut measures = vec![
            self.beside("load first paint", "ours", "phone: first contentful paint", PAINT)?,
            self.beside("load largest paint", "ours", "phone: largest contentful paint", PAINT)?,
            self.shift()?,
            self.beside(
                "load answer",
                "ours",
                "phone: from the navigation until an answer moves the recommendation",
                usable,
            )?,
            self.beside(
                "load settled",
                "ours",
                "phone: processor time from the navigation until all is at rest",
                settled,
            )?,
            self.beside(
                "answer frame",
                "ours",
                "phone: an answer, from click to painted frame, median of 30",
                QUICKER,
            )?,
            self.beside("answer event", "ours", "phone: an answer, its Event Timing, median of 30", SEEN)?,
            self.beside("answer processor", "ours", "phone: processor time of an answer, median of 30", QUICKER)?,
            self.passes("styles", "style passes", 2.0)?,
            self.passes("layouts", "layouts", 1.0)?,
        ];
        for (name, field, most) in [("name", "the name field", 1.5), ("search", "the search for rows", 2.0)] {
            let what = format!("phone: a letter in {field}, from key to painted frame, median of 30");
            measures.push(self.beside("letter letter", name, &what, &[("plain", Some(most))])?);
        }
        let what = "phone: handlers of a letter in the name field, median of 30";
        measures.push(self.at_most("letter handlers, name", what, 1.0, "1 ms".to_owned())?);
        for (size, rows) in [("msa", "MSA"), ("large", "20 plans x 300 rows")] {
            for (name, change) in [
                ("lang", "another language"),
                ("plans", "two plans, or all"),
                ("catalog", "another catalogue"),
                ("mount", "a first mount"),
            ] {
                let what = format!("phone: {change}, from the host's statement to painted frame, {rows}");
                measures.push(self.beside(&format!("host {name} {size}"), "ours", &what, &[("react", Some(1.0))])?);
            }
        }
        measures.push(self.host()?);
        Ok(measures)
    }

    fn get(&self, name: &str) -> Result<f64> {
        let found = self.0.iter().find(|(what, _)| *what == name);
        found.map(|(_, number)| *number).with_context(|| format!("“{name}” was not measured"))
    }

    /// Returns a time of one page beside the same time of its peers.
    fn beside(&self, name: &str, page: &str, what: &str, peers: Peers<'_>) -> Result<Measure> {
        let time = self.get(&format!("{name}, {page}"))?;
        let (mut ratios, mut bars, mut is_kept) = (Vec::new(), Vec::new(), true);
        for (peer, most) in peers {
            let (of_peer, ratio) =
                (self.get(&format!("{name}, {peer}"))?, self.get(&format!("{name}, {page} to {peer}"))?);
            let peer = title(peer);
            ratios.push(format!("{ratio:.2} x {peer} ({of_peer:.1} ms)"));
            if let Some(most) = most {
                bars.push(format!("{most:?} x {peer}"));
                is_kept &= ratio <= *most;
            }
        }
        Ok(Measure {
            what: what.to_owned(),
            value: format!("{time:.1} ms; {}", ratios.join(", ")),
            bar: (!bars.is_empty()).then(|| (bars.join(", "), is_kept)),
        })
    }

    /// Returns a time of ours alone.
    fn at_most(&self, name: &str, what: &str, most: f64, bar: String) -> Result<Measure> {
        let number = self.get(name)?;
        Ok(Measure { what: what.to_owned(), value: format!("{number:.1} ms"), bar: Some((bar, number <= most)) })
    }

    /// Returns how often an answer makes the browser compute something, nine times in ten at most.
    fn passes(&self, name: &str, what: &str, most: f64) -> Result<Measure> {
        let get = |whose: &str| self.get(&format!("answer {name}, {whose}"));
        let (ours, react, solid) = (get("ours")?, get("react")?, get("solid")?);
        Ok(Measure {
            what: format!("phone: {what} of an answer, nine times in ten at most"),
            value: format!("{ours:.0} (React {react:.0}, Solid {solid:.0})"),
            bar: Some((format!("{most}"), ours <= most)),
        })
    }

    fn shift(&self) -> Result<Measure> {
        let get = |whose: &str| self.get(&format!("load shift, {whose}"));
        let (ours, react, solid) = (get("ours")?, get("react")?, get("solid")?);
        Ok(Measure {
            what: "phone: layout shift while loading, the most of all rounds".to_owned(),
            value: format!("{ours:.3} (React {react:.3}, Solid {solid:.3})"),
            bar: Some(("0".to_owned(), ours == 0.0)),
        })
    }

    fn host(&self) -> Result<Measure> {
        const MOST: f64 = 5.0;
        let get = |whose: &str| self.get(&format!("load largest paint, {whose}"));
        let (without, with) = (get("host")?, get("embedding")?);
        let lost = (get("embedding to host")? - 1.0) * 100.0;
        Ok(Measure {
            what: "phone: largest contentful paint of a host's page, the element below the fold".to_owned(),
            value: format!("{with:.0} ms; {lost:.1} % lost ({without:.0} ms without it)"),
            bar: Some((format!("under {MOST} %"), lost < MOST)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRINTED: &str = "a b, ours: 21.000\na b, react: 20.000\na b, solid: 30.000\na b, ours to react: 1.050\n\
         a b, ours to solid: 0.700\nanswer styles, ours: 3.000\nanswer styles, react: 2.000\nanswer styles, solid: 1.000\n";

    fn row(measure: Measure) -> (String, Option<(String, bool)>) {
        (measure.value, measure.bar)
    }

    #[test]
    fn a_time_is_held_against_every_peer_that_has_a_bar() {
        let figures = Figures::of(PRINTED);
        let beside = |peers: Peers<'_>| row(figures.beside("a b", "ours", "what", peers).expect("all was measured"));
        let value = "21.0 ms; 1.05 x React (20.0 ms), 0.70 x Solid (30.0 ms)".to_owned();
        assert_eq!(beside(QUICKER), (value.clone(), Some(("1.0 x React, 1.0 x Solid".to_owned(), false))));
        let solid = [("react", None), ("solid", Some(0.75))];
        assert_eq!(beside(&solid), (value.clone(), Some(("0.75 x Solid".to_owned(), true))));
        assert_eq!(beside(&[("react", None), ("solid", None)]), (value, None));
    }

    #[test]
    fn a_pass_too_many_breaks_the_bar() {
        let figures = Figures::of(PRINTED);
        let (value, bar) = row(figures.passes("styles", "style passes", 2.0).expect("all was measured"));
        assert_eq!((value.as_str(), bar), ("3 (React 2, Solid 1)", Some(("2".to_owned(), false))));
    }

    #[test]
    fn what_was_not_measured_is_named() {
        let error = Figures::of(PRINTED).get("a c, ours").expect_err("it was not measured");
        assert!(error.to_string().contains("“a c, ours”"), "{error}");
    }
}
