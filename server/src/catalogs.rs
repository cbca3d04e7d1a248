//! The catalogues that are served, and those that were.

use std::collections::{BTreeMap, HashMap};
use std::panic::resume_unwind;
use std::sync::{Arc, PoisonError, RwLock};

use bundle::Bundle;
use pages::{Site, Source, Written, write_site};
use plans::{Catalog, source};
use tokio::task::spawn_blocking;

use crate::catalog_file::{self, CatalogFile, LoadError};
use crate::store::Store;

mod sources;
mod table;
mod watch;

pub use sources::{CatalogProblems, Sources};
pub use watch::Watch;

/// How many catalogues that are served no longer are kept at hand.
const MAX_AT_HAND: usize = 32;

/// How many catalogues are kept at hand in languages that are not their own.
const MAX_TOLD: usize = 64;

/// What is served at one time.
#[derive(Clone)]
pub struct Served {
    catalogs: Vec<CatalogFile>,
    /// Which of them the start page shows.
    first: usize,
}

impl Served {
    /// Returns the catalogue of the start page.
    pub fn first(&self) -> Arc<Catalog> {
        self.catalogs[self.first].catalog.clone()
    }

    /// Returns the catalogue of this id.
    pub fn of_id(&self, id: &str) -> Option<Arc<Catalog>> {
        self.find(|catalog| catalog.parts().id.as_str() == id)
    }

    /// Returns the catalogue of this content.
    pub fn of_content(&self, content: &str) -> Option<Arc<Catalog>> {
        self.find(|catalog| catalog.parts().content == content)
    }

    /// Returns what is served in the place of a catalogue that is not here: the one of its id, else that of the start page.
    pub fn in_place_of(&self, id: &str) -> Arc<Catalog> {
        self.of_id(id).unwrap_or_else(|| self.first())
    }

    /// Returns the files of a site of a bundle that are made of these catalogues, by path. `url` is the address of the site, or
    /// empty; requests are posted to `endpoint`, where that is elsewhere.
    pub fn pages(
        &self,
        bundle: &Bundle,
        url: &str,
        endpoint: Option<&str>,
    ) -> Result<BTreeMap<String, Written>, pages::Fault> {
        let catalogs: Vec<_> =
            self.catalogs.iter().map(|file| Source { catalog: &file.catalog, json: &file.json }).collect();
        write_site(bundle, &Site { catalogs: &catalogs, first: self.first, url, endpoint })
    }

    /// Tells whether others are the same, byte for byte.
    fn is_same(&self, other: &Self) -> bool {
        let texts = other.catalogs.iter().map(|file| &file.json);
        self.first == other.first && self.catalogs.iter().map(|file| &file.json).eq(texts)
    }

    fn find(&self, is_it: impl Fn(&Catalog) -> bool) -> Option<Arc<Catalog>> {
        self.catalogs.iter().find(|file| is_it(&file.catalog)).map(|file| file.catalog.clone())
    }
}

/// The catalogues of a server.
pub struct Catalogs {
    served: RwLock<Arc<Served>>,
    /// By content, those that were served before and were asked for.
    before: RwLock<HashMap<String, Arc<Catalog>>>,
    /// By content and language tag, those that were told in a language.
    told: RwLock<HashMap<(String, String), Arc<Catalog>>>,
    /// By file name, why a newer state of a file is not served.
    warnings: RwLock<BTreeMap<String, String>>,
}

impl Catalogs {
    /// Serves these from now on, which are kept for good.
    pub async fn new(served: Served, store: &Store) -> Result<Self, sqlx::Error> {
        keep(&served, store).await?;
        Ok(Self {
            served: RwLock::new(Arc::new(served)),
            before: RwLock::default(),
            told: RwLock::default(),
            warnings: RwLock::default(),
        })
    }

    /// Returns those of a database where nothing is served: the one built in, and all that were ever served.
    pub fn of_database() -> Result<Self, LoadError> {
        let served = Served { catalogs: vec![catalog_file::built_in()?], first: 0 };
        Ok(Self {
            served: RwLock::new(Arc::new(served)),
            before: RwLock::default(),
            told: RwLock::default(),
            warnings: RwLock::default(),
        })
    }

    /// Returns what is served now.
    pub fn served(&self) -> Arc<Served> {
        self.served.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Serves these in their place; they are kept before anybody sees them.
    pub async fn serve(&self, served: Served, store: &Store) -> Result<(), sqlx::Error> {
        keep(&served, store).await?;
        *self.served.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(served);
        Ok(())
    }

    /// Returns a catalogue that was served before, by its content, where it was asked for lately.
    pub fn at_hand(&self, content: &str) -> Option<Arc<Catalog>> {
        self.before.read().unwrap_or_else(PoisonError::into_inner).get(content).cloned()
    }

    /// Returns a catalogue that was ever served here, by its content.
    pub async fn seen(&self, store: &Store, content: &str) -> Result<Option<Arc<Catalog>>, sqlx::Error> {
        let at_hand = self.at_hand(content);
        if at_hand.is_some() {
            return Ok(at_hand);
        }
        let Some(json) = store.catalog(content).await? else { return Ok(None) };
        let read = spawn_blocking(move || source::read(&json)).await;
        let Ok(catalog) = read.unwrap_or_else(|panic| resume_unwind(panic.into_panic())) else {
            tracing::error!("the kept catalogue {content} cannot be read any more, so requests for it are not checked");
            return Ok(None);
        };
        let catalog = Arc::new(catalog);
        let mut before = self.before.write().unwrap_or_else(PoisonError::into_inner);
        if before.len() >= MAX_AT_HAND {
            before.clear();
        }
        before.insert(content.to_owned(), catalog.clone());
        Ok(Some(catalog))
    }

    /// Returns a catalogue told in a language: see [`Catalog::in_language`].
    pub fn told(&self, catalog: &Arc<Catalog>, language: &str) -> Arc<Catalog> {
        let key = (catalog.parts().content.clone(), language.to_owned());
        if let Some(told) = self.told.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return told.clone();
        }
        let told = Catalog::clone(catalog).in_language(language);
        let told = if told.language() == catalog.language() { catalog.clone() } else { Arc::new(told) };
        let mut at_hand = self.told.write().unwrap_or_else(PoisonError::into_inner);
        // Who sends requests says in which language, so there may be any number.
        if at_hand.len() >= MAX_TOLD {
            at_hand.clear();
        }
        at_hand.insert(key, told.clone());
        told
    }

    /// Lists what the operator should know: why which file is served as it was before.
    pub fn warnings(&self) -> Vec<String> {
        self.warnings.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    fn set_warnings(&self, warnings: BTreeMap<String, String>) {
        *self.warnings.write().unwrap_or_else(PoisonError::into_inner) = warnings;
    }
}

async fn keep(served: &Served, store: &Store) -> Result<(), sqlx::Error> {
    for file in &served.catalogs {
        store.keep_catalog(&file.catalog, &file.json).await?;
    }
    Ok(())
}
