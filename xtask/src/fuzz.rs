//! `cargo xtask fuzz`: what comes from outside, changed at random, for long and on the release build.

use anyhow::{Result, bail};

use crate::shell::{cargo, output, step, timed};

/// What is fuzzed: its name, and the test of which package.
const TARGETS: [(&str, &[&str], &str); 8] = [
    ("body", PLANS, "a_body_is_a_request_or_has_problems_with_places"),
    ("catalogue", PLANS, "a_catalogue_is_taken_whole_or_has_problems_with_places"),
    ("link", PLANS, "a_link_opens_what_it_can_and_is_written_as_the_same"),
    ("attributes", PLANS, "the_text_of_an_attribute_is_taken_as_far_as_it_can_and_is_written_as_the_same"),
    ("campaign", PLANS, "what_is_kept_of_where_a_request_comes_from_is_kept_again"),
    ("form", SERVER, "plan_requests::form::changed_forms::a_form_is_read_or_shown_again"),
    ("key", SERVER, "plan_requests::form::changed_forms::a_key_is_one_that_can_be_stored_or_none"),
    (
        "referer",
        SERVER,
        "plan_requests::form::changed_forms::what_a_browser_says_of_its_page_is_kept_as_far_as_it_can_be",
    ),
];

const PLANS: &[&str] = &["--package", "plans", "--test", "fuzz"];
const SERVER: &[&str] = &["--package", "plan-server", "--bin", "plan-server"];

/// What to fuzz for how long.
#[derive(clap::Args)]
pub struct Options {
    /// Minutes for each target
    #[arg(long, default_value_t = 10)]
    minutes: u64,
    /// Fuzzes these alone: body, catalogue, link, attributes, campaign, form, key, referer
    targets: Vec<String>,
}

/// Fuzzes one target after the other. The case that breaks a law is printed, shrunk as far as it still breaks it.
pub fn fuzz(Options { minutes, targets }: &Options) -> Result<()> {
    if let Some(unknown) = targets.iter().find(|name| TARGETS.iter().all(|(known, ..)| known != name)) {
        bail!("nothing is fuzzed that is called {unknown}; there are {}", TARGETS.map(|(name, ..)| name).join(", "));
    }
    let chosen = TARGETS.iter().filter(|(name, ..)| targets.is_empty() || targets.iter().any(|target| target == name));
    let test = |package: &[&str]| {
        let mut test = cargo(&["test", "--release", "--locked"]);
        test.args(package);
        test
    };
    for package in [PLANS, SERVER] {
        if chosen.clone().any(|(_, of, _)| *of == package) {
            step(&format!("building the laws of {}", package[1]), || output(test(package).arg("--no-run")))?;
        }
    }
    for (name, package, law) in chosen {
        timed(&format!("fuzzing {name} for {minutes} min"), || {
            let mut run = test(package);
            run.args(["--", "--exact", law, "--nocapture"]).env("FUZZ_SECONDS", (minutes * 60).to_string());
            let printed = output(&mut run)?;
            match printed
                .lines()
                .find_map(|line| line.split_once("fuzzed "))
                .and_then(|(_, told)| told.split_once(": "))
            {
                Some((_, told)) => Ok((told.to_owned(), ())),
                None => bail!("no test is called {law}"),
            }
        })?;
    }
    Ok(())
}
