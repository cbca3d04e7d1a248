//! Every page around the element, and every file that says something of the offer: the product page, the page for frames, the snippet for
//! host pages, structured data, the loader and the scripts beside it with their texts and file names filled in, and the service worker.
//!
//! They are made of a [`bundle::Bundle`], which knows no catalogue, of a catalogue, and of the [`Place`] where they will stand. What is made is the
//! same for the same of these, whoever makes it: the server as it starts, or a command that writes files.

mod catalog_pages;
mod content;
mod fill;
mod frame;
mod offer;
mod place;
mod preload;
mod product_page;
mod scripts;
mod shadow;
mod site;
mod snippet;
mod texts;
mod worker;
mod written;

pub use catalog_pages::write;
pub use offer::offer;
pub use place::Place;
pub use plan_configurator::told;
pub use site::{Site, Source, write_site};
pub use written::{Fault, Page, Written};
