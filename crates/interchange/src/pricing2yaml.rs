//! Pricing2Yaml, in which a research group of the University of Seville writes down the price lists of web services: versions 1.0 to 3.0
//! are read, and 2.1 is written.
//!
//! What a catalogue has no field for (keys, classes of features, which limit belongs to which feature) is kept in its field
//! `pricing2yaml`, so that writing gives the file's own words again. No value and no price is kept there: these are the catalogue's.

mod document;
mod export;
mod import;
mod kept;
mod price;
mod row;
mod yaml_text;

pub use export::export;
pub use import::import;
