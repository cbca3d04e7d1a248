//! The server under load while something breaks: every acknowledged request is stored exactly once, as it was acknowledged, and every
//! other at most once.
//!
//! Each test is short where all tests run. `cargo xtask faults` runs them for long, on the release build, and shows what they tell.

mod chance;
mod clients;
mod clock;
mod cluster;
mod disk_full;
mod disk_model;
mod files;
mod kill;
mod postgres;
mod power_cut;
mod serving;
mod silent_proxy;
mod trace;
mod verdict;

/// Tells what a fault came to.
fn tell(what: &str) {
    println!("fault: {what}");
}

/// How often the fault happens that a test repeats.
fn cycles(in_short: u32) -> u32 {
    let long = std::env::var("PLAN_FAULT_CYCLES").ok();
    long.map_or(in_short, |count| count.parse().expect("PLAN_FAULT_CYCLES is a number"))
}
