//! Whole copies of an SQLite file: made while a server writes, and put back in its place.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use chrono::Utc;
use rustix::process::{Flock, FlockType, fcntl_getlk};
use sqlx::Connection as _;

use super::{RawConnection, folder, log_owner, settings, sqlite, stamp};

/// What was copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// How many requests it has.
    pub requests: u64,
    /// How many bytes.
    pub bytes: u64,
}

/// Copies a database into a new file, as it is at one moment, while others read and write. The file is there whole or not at all.
///
/// # Errors
///
/// Where the database cannot be read or the file not be written, and where there is a file that is not to be overwritten.
pub async fn back_up(database: &Path, to: &Path, overwrites: bool) -> anyhow::Result<Copied> {
    ensure!(!is_same(database, to), "{} is the database itself; name another file", to.display());
    ensure!(overwrites || !to.exists(), "{} is there already; name another file, or say --force", to.display());
    log_owner::refuse_foreign(database)?;
    let part = Part::beside(to)?;
    let mut connection = open(database).await?;
    let copied = async {
        settings::refuse_unsound_release(&mut connection).await?;
        let path = part.path.to_str().context("the path is not UTF-8; name the file otherwise")?;
        sqlx::query("VACUUM INTO $1").bind(path).execute(&mut connection).await?;
        anyhow::Ok(())
    };
    let copied = copied.await.with_context(|| format!("cannot write {}", to.display()));
    connection.close().await?;
    copied?;
    stamp_anew(&part.file)?;
    let mut copy = open(&part.path).await?;
    let requests = count(&mut copy).await;
    copy.close().await?;
    let copied = Copied { requests: requests?, bytes: part.file.metadata()?.len() };
    part.take_place_of(to)?;
    Ok(copied)
}

/// What was put back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// What was copied.
    pub copied: Copied,
    /// Where the database is that stood there before.
    pub former: Option<PathBuf>,
}

/// Puts a copy in the place of a database that no program has open. What stands there is kept aside, with its log.
///
/// # Errors
///
/// Where the copy is not whole, or of another program, and where somebody has the database open; nothing is changed then.
pub async fn restore(copy: &Path, database: &Path) -> anyhow::Result<Restored> {
    ensure!(!is_same(copy, database), "{} is the database itself; name a copy of it", copy.display());
    ensure!(copy.is_file(), "there is no file {}", copy.display());
    ensure!(
        !log_owner::refuse_foreign(copy)?,
        "{} is not whole: part of it stands in {} beside it; copy that database by `plan-server backup`",
        copy.display(),
        log_owner::log_of(copy).display()
    );
    refuse_in_use(database)?;
    if let Some(folder) = database.parent() {
        folder::make(folder)?;
    }
    let part = Part::beside(database)?;
    io::copy(&mut File::open(copy)?, &mut &part.file).with_context(|| format!("cannot copy {}", copy.display()))?;
    let why = || format!("{} is no copy of a database that this program can use", copy.display());
    let mut connection = open(&part.path).await.with_context(why)?;
    let checked = async {
        sqlite::whole(&mut connection).await?;
        count(&mut connection).await
    };
    let checked = checked.await.with_context(why);
    connection.close().await?;
    let copied = Copied { requests: checked?, bytes: part.file.metadata()?.len() };
    // A log of the former database, or of one that was made of the same copy, is not this one's.
    stamp_anew(&part.file)?;
    part.file.sync_all()?;
    refuse_in_use(database)?;
    let former = move_aside(database)?;
    part.take_place_of(database)?;
    Ok(Restored { copied, former })
}

/// Moves a database away with its log, under a name that says since when. The file goes first: without it, no program takes the log.
fn move_aside(database: &Path) -> anyhow::Result<Option<PathBuf>> {
    let mut name = database.as_os_str().to_owned();
    name.push(format!(".before-restore-{}-{}", Utc::now().format("%Y%m%dT%H%M%SZ"), random_word()));
    let aside = PathBuf::from(name);
    let is_moved = if_there(fs::rename(database, &aside))?;
    let has_log = if_there(fs::rename(log_owner::log_of(database), log_owner::log_of(&aside)))?;
    // It is made anew of the log.
    if_there(fs::remove_file(log_owner::index_of(database)))?;
    Ok((is_moved || has_log).then_some(aside))
}

fn if_there(done: io::Result<()>) -> io::Result<bool> {
    match done {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Refuses a database that another process has open: SQLite holds locks for as long, on these bytes of the file and of what its connections
/// share. Where the file was moved away or removed, the second tells it alone.
fn refuse_in_use(database: &Path) -> anyhow::Result<()> {
    const OF_FILE: (u64, u64) = (0x4000_0002, 510);
    const OF_INDEX: (u64, u64) = (120, 9);
    let index = log_owner::index_of(database);
    for (path, (start, length)) in [(database, OF_FILE), (&index, OF_INDEX)] {
        let file = match OpenOptions::new().read(true).write(true).open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(error).with_context(|| format!("cannot look at {}", path.display())),
        };
        let mut lock = Flock::from(FlockType::WriteLock);
        (lock.start, lock.length) = (start, length);
        if let Some(lock) = fcntl_getlk(&file, &lock)? {
            let process = lock.pid.map(|pid| format!(" (process {})", pid.as_raw_nonzero())).unwrap_or_default();
            bail!("a program has the database {} open{process}; stop the server first", database.display());
        }
    }
    Ok(())
}

/// Tells whether two paths lead to one file.
fn is_same(one: &Path, other: &Path) -> bool {
    let identity = |path: &Path| path.metadata().ok().map(|metadata| (metadata.dev(), metadata.ino()));
    identity(one).is_some_and(|one| Some(one) == identity(other))
}

/// Gives a copy a stamp of its own: no log is its.
fn stamp_anew(file: &File) -> io::Result<()> {
    file.write_all_at(&stamp::random().to_be_bytes(), log_owner::STAMP as u64)?;
    file.write_all_at(&[0; 4], log_owner::STAMP_BEFORE as u64)
}

/// Opens a database as it is: its tables are not brought up to date.
async fn open(path: &Path) -> anyhow::Result<RawConnection> {
    sqlx::any::install_default_drivers();
    let connection = RawConnection::connect_with(&sqlite::address(path)?).await;
    connection.with_context(|| format!("cannot open {}", path.display()))
}

async fn count(connection: &mut RawConnection) -> anyhow::Result<u64> {
    let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM plan_requests").fetch_one(connection).await?;
    Ok(count.unsigned_abs())
}

/// Draws letters and digits that make a name one of its own.
fn random_word() -> String {
    format!("{:08x}", stamp::random())
}

/// A file that is not whole yet, beside the one that it is to be. It is removed where it is dropped before.
struct Part {
    path: PathBuf,
    file: File,
}

impl Part {
    fn beside(path: &Path) -> anyhow::Result<Self> {
        let name = path.file_name().with_context(|| format!("{} names no file", path.display()))?;
        let mut part = std::ffi::OsString::from(".");
        part.push(name);
        part.push(format!(".{}.part", random_word()));
        let path = std::path::absolute(path.with_file_name(part))?;
        let file = OpenOptions::new().read(true).write(true).create_new(true).mode(folder::OWNERS_ALONE).open(&path);
        let file = file.with_context(|| format!("cannot write {}", path.display()))?;
        Ok(Self { path, file })
    }

    /// Gives it its name, once it is on the disk.
    fn take_place_of(self, path: &Path) -> anyhow::Result<()> {
        self.file.sync_all()?;
        fs::rename(&self.path, path).with_context(|| format!("cannot write {}", path.display()))?;
        if let Some(folder) = self.path.parent() {
            File::open(folder)?.sync_all()?;
        }
        Ok(())
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        for suffix in ["", "-wal", "-shm", "-journal"] {
            // What has got its name, or never was, is not there.
            let _ = fs::remove_file(log_owner::beside(&self.path, suffix));
        }
    }
}
