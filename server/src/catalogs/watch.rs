//! Serves what is saved, without a restart.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::mpsc;

use super::{Catalogs, Served, Sources};
use crate::catalog_file::CatalogFile;
use crate::store::Store;

/// For how long nothing more must change: what saves a file may write it in several steps.
const SETTLED: Duration = Duration::from_millis(50);

/// Waits for files that change, and for SIGHUP.
pub struct Watch {
    changes: mpsc::Receiver<()>,
    hangup: Signal,
    /// None where the system cannot watch: SIGHUP does it then.
    _watcher: Option<RecommendedWatcher>,
}

impl Watch {
    /// Begins to watch.
    pub fn new(sources: &Sources) -> std::io::Result<Self> {
        // One that waits says all.
        let (sender, changes) = mpsc::channel(1);
        let names: Vec<_> = sources.watched().filter_map(Path::file_name).map(OsStr::to_owned).collect();
        let tell = move |event: notify::Result<notify::Event>| {
            let is_ours = |path: &PathBuf| path.file_name().is_some_and(|name| may_be_a_catalog(name, &names));
            if event.is_ok_and(|event| !event.kind.is_access() && event.paths.iter().any(is_ours)) {
                let _ = sender.try_send(());
            }
        };
        let watcher = notify::recommended_watcher(tell).and_then(|mut watcher| {
            for path in sources.watched() {
                watcher.watch(folder_of(path), RecursiveMode::NonRecursive)?;
            }
            Ok(watcher)
        });
        let watcher = watcher.inspect_err(|error| {
            tracing::warn!("catalogues are not watched: {error}; send SIGHUP to read them again");
        });
        Ok(Self { changes, hangup: signal(SignalKind::hangup())?, _watcher: watcher.ok() })
    }

    /// Waits until files may have changed, or have to be read again; true where somebody asked for it by SIGHUP.
    pub async fn changed(&mut self) -> bool {
        let is_asked_for = tokio::select! {
            _ = self.hangup.recv() => true,
            Some(()) = self.changes.recv() => false,
        };
        while tokio::time::timeout(SETTLED, self.changes.recv()).await.is_ok_and(|change| change.is_some()) {}
        is_asked_for
    }

    /// Serves what changes, for ever; at first what has changed since `sources` was read.
    pub async fn follow(mut self, mut sources: Sources, catalogs: Arc<Catalogs>, store: Store) {
        let mut is_asked_for = false;
        loop {
            let read = tokio::task::spawn_blocking(move || {
                let read = sources.read_again();
                (sources, read)
            });
            let Ok((back, (served, warnings))) = read.await else { return };
            sources = back;
            let known = catalogs.warnings();
            let new: Vec<_> = warnings.values().filter(|warning| !known.contains(warning)).cloned().collect();
            // Whoever reads the log finds the health as it says.
            catalogs.set_warnings(warnings);
            for warning in new {
                tracing::warn!("{warning}");
            }
            match served {
                Some(served) if !catalogs.served().is_same(&served) => serve(&catalogs, served, &store).await,
                Some(_) if is_asked_for => tracing::info!("the catalogues are as they were"),
                _ => {}
            }
            is_asked_for = self.changed().await;
        }
    }
}

async fn serve(catalogs: &Catalogs, served: Served, store: &Store) {
    let name = |file: &CatalogFile| {
        let parts = file.catalog.parts();
        format!("{} {} ({})", parts.id, parts.version, parts.content)
    };
    let names: Vec<_> = served.catalogs.iter().map(name).collect();
    match catalogs.serve(served, store).await {
        Ok(()) => tracing::info!("serving {}", names.join(", ")),
        Err(error) => tracing::error!("the catalogues stay as they were: they cannot be kept: {error}"),
    }
}

/// Tells whether a file of this name may change what is served. Beside catalogues may stand what is written all the time, such
/// as the database; where files are links, what is turned is a folder such as `..data`.
fn may_be_a_catalog(name: &OsStr, names: &[OsString]) -> bool {
    let text = name.to_string_lossy();
    names.iter().any(|known| known == name) || text.ends_with(".json") || text.starts_with("..")
}

/// Returns the folder to watch for a path: editors put a new file in the place of an old one, which then is another file.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        _ if path.is_dir() => path,
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_saved_before_the_watch_is_served_too() {
        let folder = tempfile::tempdir().expect("a folder of its own");
        let file = folder.path().join("offer.json");
        let save = |title: &str| {
            let offer = include_str!("../../../catalogs/msa.json").replace("Which support plan fits?", title);
            std::fs::write(&file, offer).expect("a file in it");
        };
        save("Before");
        let mut sources = Sources::new(vec![file.clone()], None, None);
        let store = Store::in_memory().await.expect("a database in memory");
        let catalogs =
            Arc::new(Catalogs::new(sources.read().expect("a catalogue"), &store).await.expect("a kept catalogue"));
        save("After");

        let following = Watch::new(&sources).expect("a watch").follow(sources, catalogs.clone(), store);
        let is_served = async {
            while !catalogs.served().catalogs[0].json.contains("After") {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            () = following => unreachable!("it follows for ever"),
            () = is_served => {}
        }
    }
}
