//! How long one advice takes on the MSA catalogue. Prints nanoseconds, the median of many rounds.

use std::hint::black_box;
use std::time::Instant;

use plans::{Advice, Answers, source};

const ROUNDS: usize = 301;
const CALLS_A_ROUND: u32 = 1000;

fn main() {
    let catalog = source::read(include_str!("../../../catalogs/msa.json")).expect("a checked catalogue");
    let answers = r#"{
        "company-size": "100-499", "sev1-hours": "always", "sev2-hours": "extended", "sev1-response": "2-hours",
        "sev2-response": "8-working-hours", "incidents": 10, "contacts": 3, "account-management": "team",
        "remote-assistance": true, "assurance": ["quality-reports", "health-check"], "escalation": "high"
    }"#;
    let answers = Answers::from_json(&catalog, answers).expect("answers to every question");
    let mut rounds: Vec<u128> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            for _ in 0..CALLS_A_ROUND {
                black_box(Advice::of(black_box(&catalog), black_box(&answers)));
            }
            start.elapsed().as_nanos() / u128::from(CALLS_A_ROUND)
        })
        .collect();
    rounds.sort_unstable();
    println!("{}", rounds[ROUNDS / 2]);
}
