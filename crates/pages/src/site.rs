//! A whole site: a bundle's files, and the pages of each catalogue.

use std::collections::BTreeMap;

use bundle::Bundle;
use plans::Catalog;

use crate::catalog_pages::write;
use crate::place::Place;
use crate::written::{Fault, Written};

/// A catalogue, and the JSON that it was read from.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The catalogue.
    pub catalog: &'a Catalog,
    /// Its JSON.
    pub json: &'a str,
}

/// The catalogues of a site, and where that stands.
pub struct Site<'a> {
    /// All of them.
    pub catalogs: &'a [Source<'a>],
    /// Which of them the start page shows.
    pub first: usize,
    /// The whole address of the site's folder, with a slash at its end; empty where that is not known.
    pub url: &'a str,
    /// Where requests are posted, where that is elsewhere.
    pub endpoint: Option<&'a str>,
}

/// Writes all that is made of the catalogues of a site, by path: the pages of the first one in the site's own folder, and those of each in the
/// folder of its id. What stands beside them is the bundle's files.
pub fn write_site(bundle: &Bundle, site: &Site<'_>) -> Result<BTreeMap<String, Written>, Fault> {
    let mut files = BTreeMap::new();
    let start = Place::new(site.url).with_endpoint(site.endpoint.map(str::to_owned));
    let first = site.catalogs.get(site.first).map(|source| (source, start.clone()));
    let each = site.catalogs.iter().map(|source| (source, start.clone().within(source.catalog.parts().id.as_str())));
    for (source, place) in first.into_iter().chain(each) {
        let mut written = write(bundle, source.catalog, &place)?;
        written.push(Written::of(format!("{}{CATALOG}", place.folder()), source.json.to_owned()));
        written.push(Written::of(format!("{}{COMPILED}", place.folder()), source.catalog.to_compiled()));
        files.extend(written.into_iter().map(|file| (file.name.clone(), file)));
    }
    Ok(files)
}

/// The catalogue of a folder's pages as its author wrote it.
const CATALOG: &str = "catalog.json";

/// The same as the element reads it.
const COMPILED: &str = "catalog.plans";
