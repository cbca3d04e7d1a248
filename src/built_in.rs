//! The catalogue that is built in.

use plans::Catalog;

/// As the build script compiled it.
const COMPILED: &str = include_str!(concat!(env!("OUT_DIR"), "/catalog.plans"));

/// The catalogue.
pub fn catalog() -> Catalog {
    // Not `expect`, which would bring the code along that words the error.
    let Ok(catalog) = Catalog::from_compiled(COMPILED) else {
        unreachable!("the build script compiled it by the same code")
    };
    catalog
}
