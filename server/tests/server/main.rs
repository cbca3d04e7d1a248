//! The real binary: over real HTTP, on a real database file, and on the command line.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod api;
mod authoring;
mod backup;
mod bounded;
mod build;
mod cases;
mod catalog_versions;
mod catalogs;
mod clients;
mod command_line;
mod current_plan;
mod database;
mod draining;
mod durability;
mod erasure;
mod faults;
mod form_page;
mod form_posts;
mod gate;
mod health;
mod inbox;
mod interchange;
mod lifecycle;
mod logs;
mod mail;
mod metrics;
mod needs;
mod new;
mod origin;
mod origins;
mod outbox;
mod plan_requests;
mod preview;
mod prices;
mod problems;
mod proof_of_work;
mod receipts;
mod requests_command;
mod retention;
mod shared_database;
mod site;
mod support;
mod terminal;
mod webhook;
