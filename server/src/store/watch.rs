//! The file of a database while it is open: whether it still stands where it was opened, and whether its log has a stamp.
//!
//! SQLite goes on with files that were moved away or replaced, and what it commits there is gone when it closes them.

use std::fs::File;
use std::io;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::log_owner::{self, Header};

/// Tells a file from all others of a machine: its device and its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Identity(u64, u64);

/// Why a database cannot be used where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misplaced {
    /// No file is at the path.
    Missing,
    /// Another file is at the path.
    Replaced,
    /// The file has content of another database.
    Overwritten,
    /// The log is gone, or it is another file.
    NotItsLog,
}

/// An open database file.
pub struct Watched {
    path: PathBuf,
    log_path: PathBuf,
    /// Open for as long as SQLite has the file: closing it would give up SQLite's locks on it.
    file: File,
    identity: Identity,
    log: File,
    log_identity: Identity,
    /// What SQLite's connections share about the log. Open as long as the file is, for the same reason.
    index: File,
    known: Mutex<Known>,
}

/// What is known of the stamps.
struct Known {
    /// The stamp in the file itself when it was last looked at.
    in_file: u32,
    /// The last one that was written to the log.
    last: u32,
    /// What names the log that has a stamp.
    stamped_log: Option<Salts>,
}

/// What a log draws anew each time that it begins.
type Salts = [u8; 8];

/// The file before SQLite opens it.
pub struct Unopened {
    path: PathBuf,
    file: File,
    has_log: bool,
}

impl Unopened {
    /// Looks at a file that SQLite has not opened in this process, once it has a lock on it that keeps out whoever else would open it.
    pub async fn look(path: &Path) -> anyhow::Result<Self> {
        let file = File::open(path)?;
        let file = tokio::task::spawn_blocking(move || {
            // A file system that gives no such lock gives none to SQLite, either, which says so. SQLite's locks are of another kind.
            let _ = file.lock();
            file
        });
        let file = file.await?;
        let has_log = log_owner::refuse_foreign(path)?;
        Ok(Self { path: path.to_owned(), file, has_log })
    }

    /// Watches the file from now on, which SQLite has opened.
    pub fn opened(self) -> io::Result<Watched> {
        let Self { path, file, has_log } = self;
        let log_path = log_owner::log_of(&path);
        let log = File::open(&log_path)?;
        let index = File::open(log_owner::index_of(&path))?;
        let (identity, log_identity) = (Identity::of(&file)?, Identity::of(&log)?);
        let in_file = header(&file).map_or(0, |header| log_owner::stamp(&header));
        // What stood in the log before has passed as the file's own, by its stamps.
        let stamped_log = if has_log { salts(&log) } else { None };
        let known = Known { in_file, last: in_file, stamped_log };
        let watched = Watched { path, log_path, file, identity, log, log_identity, index, known: known.into() };
        match watched.misplaced() {
            None => Ok(watched),
            Some(misplaced) => Err(watched.error(misplaced)),
        }
    }
}

impl Watched {
    /// Lets others open the file.
    pub fn unlock(&self) -> io::Result<()> {
        self.file.unlock()
    }

    /// Tells whether something is not where it was opened.
    pub fn misplaced(&self) -> Option<Misplaced> {
        match Identity::at(&self.path) {
            None => return Some(Misplaced::Missing),
            Some(identity) if identity != self.identity => return Some(Misplaced::Replaced),
            Some(_) => {}
        }
        if !self.has_known_stamp() {
            return Some(Misplaced::Overwritten);
        }
        (Identity::at(&self.log_path) != Some(self.log_identity)).then_some(Misplaced::NotItsLog)
    }

    /// Says what is wrong, and what to do.
    pub fn error(&self, misplaced: Misplaced) -> io::Error {
        let (file, log) = (self.path.display(), self.log_path.display());
        io::Error::other(match misplaced {
            Misplaced::Missing => format!(
                "the database {file} was moved away or removed while the server runs; put it back, and the server goes on with it by itself; or \
                 stop the server and restore a backup with `plan-server restore`, which keeps the log aside"
            ),
            Misplaced::Replaced => {
                format!("another file is in the place of the database {file} since the server has opened it")
            }
            Misplaced::Overwritten => format!(
                "the database {file} was overwritten while the server runs, and what was stored last stands in its log {log} alone. Nothing is \
                 stored until the server is stopped; then put the database back that was there before, or restore a backup with `plan-server \
                 restore`, which keeps the log aside"
            ),
            Misplaced::NotItsLog => {
                format!("the log {log} of the database was moved away, removed or replaced while the server runs")
            }
        })
    }

    /// Tells whether the log holds nothing.
    pub fn is_log_empty(&self) -> bool {
        self.log_size() == 0
    }

    /// Returns how large the log is.
    pub fn log_size(&self) -> u64 {
        self.log.metadata().map_or(0, |metadata| metadata.len())
    }

    /// Tells whether the transaction that is open, or begins now while nobody else writes, must give the database a stamp.
    pub fn needs_stamp(&self) -> bool {
        let now = salts(&self.log);
        now.is_none() || now != self.known().stamped_log || self.is_written_back()
    }

    /// Tells whether the file holds all that is in the log, whoever wrote it back: the next transaction begins the log anew then, and the log
    /// does not show it before.
    fn is_written_back(&self) -> bool {
        // How many frames there are, and how many are in the file: <https://sqlite.org/walformat.html#the_wal_index_file_format>.
        const FRAMES: u64 = 16;
        const WRITTEN_BACK: u64 = 96;
        let frames = |at| {
            let mut number = [0; 4];
            self.index.read_exact_at(&mut number, at).ok()?;
            Some(u32::from_ne_bytes(number))
        };
        // A stamp too many does no harm.
        frames(FRAMES).is_none_or(|all| frames(WRITTEN_BACK).is_none_or(|written_back| written_back >= all))
    }

    /// Notes that the transaction that has ended gave the database this stamp.
    pub fn stamped(&self, stamp: Option<u32>) {
        let Some(stamp) = stamp else { return };
        let mut known = self.known();
        known.last = stamp;
        known.stamped_log = salts(&self.log);
    }

    /// Tells whether the log has given the database its stamp, as SQLite reads both: another program has begun it then, and it needs no other.
    pub fn has_begun_with(&self, stamp: u32, before: u32) -> bool {
        let Some(header) = header(&self.file) else { return false };
        let in_file = log_owner::stamp(&header);
        let has_begun = in_file == before && in_file != stamp;
        if has_begun {
            let mut known = self.known();
            known.last = stamp;
            known.stamped_log = salts(&self.log);
        }
        has_begun
    }

    /// Notes that the log may begin anew with the next transaction.
    pub fn log_may_begin_anew(&self) {
        self.known().stamped_log = None;
    }

    /// Takes the stamps of the database, as SQLite reads it, for what is known; tells whether the file has one of them.
    pub fn learn(&self, stamp: u32, before: u32) -> bool {
        let Some(header) = header(&self.file) else { return false };
        let in_file = log_owner::stamp(&header);
        let mut known = self.known();
        let is_own = in_file == stamp || in_file == before;
        if is_own {
            *known = Known { in_file, last: stamp, stamped_log: None };
        }
        is_own
    }

    /// Tells whether the file has the stamp that it had, or one that followed.
    fn has_known_stamp(&self) -> bool {
        let Some(header) = header(&self.file) else { return false };
        let (now, before) = (log_owner::stamp(&header), log_owner::stamp_before(&header));
        let mut known = self.known();
        let is_known = now == known.in_file || now == known.last || before == known.in_file || before == known.last;
        if is_known {
            known.in_file = now;
        }
        is_known
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Identity {
    fn of(file: &File) -> io::Result<Self> {
        let metadata = file.metadata()?;
        Ok(Self(metadata.dev(), metadata.ino()))
    }

    fn at(path: &Path) -> Option<Self> {
        let metadata = path.metadata().ok()?;
        Some(Self(metadata.dev(), metadata.ino()))
    }
}

/// Reads the header of an open file; none where it has no whole one.
fn header(file: &File) -> Option<Header> {
    let mut header = [0; size_of::<Header>()];
    file.read_exact_at(&mut header, 0).ok()?;
    Some(header)
}

/// Reads what names a log; none where it is empty.
fn salts(log: &File) -> Option<Salts> {
    const SALTS: u64 = 16;
    let mut salts = Salts::default();
    log.read_exact_at(&mut salts, SALTS).ok()?;
    Some(salts)
}
