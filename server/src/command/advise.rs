//! `plan-server advise`: what a catalogue recommends, for many answers.

use std::io::{self, BufRead, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use plans::advice::{Line, Refusal, Report};
use plans::{Advice, Answers, Catalog, json};

use crate::catalog_file;

/// Advise on answers: read them from standard input, one JSON object a line, and print one JSON object of advice a line
///
/// The advice says which plan is recommended, why, why not the others, and what would change it; catalogs/advice.schema.json
/// is its schema.
///
/// A line that holds no answers to this catalogue's questions gives {"error":{"problems":[{"pointer","code","detail"}]}} in
/// the place of its advice, and the next line is read. A blank line gives nothing.
#[derive(clap::Args)]
pub struct Advise {
    /// The catalogue, a JSON file
    file: PathBuf,
}

impl Advise {
    /// Runs `plan-server advise`.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let catalog = catalog_file::read(&self.file)?.catalog;
        let mut out = io::stdout().lock();
        // Split as bytes: what is not UTF-8 in one line says nothing of the next.
        for line in io::stdin().lock().split(b'\n') {
            let line = line?;
            if line.trim_ascii().is_empty() {
                continue;
            }
            let advice = advise(&catalog, &line)?;
            // Not by `to_writer`, in whose errors nobody finds that the output is closed.
            writeln!(out, "{advice}")?;
            // Whoever writes the next line may wait for this one's advice.
            out.flush()?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Returns the line of a line of answers: the advice on the plans of the family that it names, where the catalogue has some.
fn advise(catalog: &Catalog, line: &[u8]) -> serde_json::Result<String> {
    let read = json::utf8(line).map_err(|problem| vec![problem]);
    match read.and_then(|text| Answers::with_offer_from_json(catalog, text)) {
        Ok((offer, answers)) => {
            let report = Report::new(&offer, &answers, &Advice::of(&offer, &answers));
            serde_json::to_string(&Line::Advised(Box::new(report)))
        }
        Err(problems) => serde_json::to_string(&Line::Refused { error: Refusal { problems } }),
    }
}
