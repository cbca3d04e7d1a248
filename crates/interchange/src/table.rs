//! A table of comma-separated values: a plan a column, a row a line.
//!
//! The first line names the plans. A line without values is the heading of a section, and lines that begin with "Price" say what plans cost. Where
//! the first column is called "Section", it says the section of each line.

mod cell;
mod export;
mod import;

pub use export::export;
pub use import::import;
