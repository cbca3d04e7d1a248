//! Whether the log beside a database file (`-wal`) is the file's own.
//!
//! SQLite takes any log that stands there: one of another database, or of a later state of a copy, gives rows up or damages the file. So the
//! first page of each database has two stamps: its own, and the one before. Whoever writes first into a log that is empty gives the database
//! a new stamp, in that transaction. The file keeps the one before until the log is written back to it.

use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use anyhow::bail;

/// How many bytes the header of a database has, at the start of its first page.
const HEADER: usize = 100;

/// Where the page size stands in it; and the two stamps, in fields that SQLite leaves to programs: `user_version` and `application_id`.
const PAGE_SIZE: usize = 16;
pub const STAMP: usize = 60;
pub const STAMP_BEFORE: usize = 68;

/// The header of a database.
pub type Header = [u8; HEADER];

/// Returns the stamp of a header: 0 where it has none, as what earlier releases wrote.
pub fn stamp(header: &Header) -> u32 {
    number(header, STAMP)
}

/// Returns the stamp before that.
pub fn stamp_before(header: &Header) -> u32 {
    number(header, STAMP_BEFORE)
}

/// Names the log of a database file.
pub fn log_of(file: &Path) -> PathBuf {
    beside(file, "-wal")
}

/// Names what the connections to a database file share about its log.
pub fn index_of(file: &Path) -> PathBuf {
    beside(file, "-shm")
}

/// Names a file beside a database, as SQLite does.
pub fn beside(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// How often files are looked at before they are refused, and the pause in between: a server may empty the log just then.
const LOOKS: usize = 3;
const PAUSE: Duration = Duration::from_millis(100);

/// What a log is to the database that it stands beside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Log {
    /// It holds nothing, or is not there.
    Empty,
    /// It is the database's own.
    Own,
    /// It holds something, and there is no database.
    Orphan,
    /// It is that of another one.
    Foreign,
}

/// Refuses a log that is not the database's own, before SQLite sees either; tells whether there is a log that holds something. Nothing is
/// changed.
///
/// # Errors
///
/// What is wrong with which files, and what to do; and where they cannot be read.
pub fn refuse_foreign(file: &Path) -> anyhow::Result<bool> {
    let mut found = look(file)?;
    for _ in 1..LOOKS {
        if matches!(found, Log::Empty | Log::Own) {
            break;
        }
        thread::sleep(PAUSE);
        found = look(file)?;
    }
    let log = log_of(file);
    let (file, log) = (file.display(), log.display());
    match found {
        Log::Empty => Ok(false),
        Log::Own => Ok(true),
        Log::Orphan => bail!(
            "the log {log} holds what was stored, but its database {file} is not there or empty; put the database back, or restore a backup \
             with `plan-server restore`, which keeps the log aside; without the log the server begins with an empty database"
        ),
        Log::Foreign => bail!(
            "the log {log} is not that of the database {file}: one of them was copied or moved here without the other. Together they would \
             damage the database or lose what was stored, so nothing is changed. Put the file back that belongs to the log, or restore a \
             backup with `plan-server restore`, which keeps the log aside"
        ),
    }
}

fn look(file: &Path) -> io::Result<Log> {
    let Some(Committed { page_size, first_pages }) = committed(&log_of(file))? else { return Ok(Log::Empty) };
    let Some(header) = header(file)? else { return Ok(Log::Orphan) };
    let is_own = page_size == page_size_of(&header) && is_own(&header, &first_pages);
    Ok(if is_own { Log::Own } else { Log::Foreign })
}

/// Tells whether a log is the database's own, by the first pages that it holds.
fn is_own(header: &Header, first_pages: &[Header]) -> bool {
    let own = stamp(header);
    // A database that was never stamped is one of an earlier release, whose logs need not hold the first page.
    let is_unstamped = first_pages.is_empty() && own == 0;
    // The second is a log that was being written back: the file has its first page already.
    is_unstamped || first_pages.iter().any(|page| stamp_before(page) == own || page == header)
}

/// Reads the header of a database file; none where there is none.
pub fn header(file: &Path) -> io::Result<Option<Header>> {
    let mut header = [0; HEADER];
    let read = File::open(file).and_then(|mut file| file.read_exact(&mut header));
    match read {
        Ok(()) => Ok(Some(header)),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::UnexpectedEof) => Ok(None),
        Err(error) => Err(error),
    }
}

/// What a log holds that SQLite would take.
struct Committed {
    page_size: u32,
    /// The header of each first page in it.
    first_pages: Vec<Header>,
}

/// Reads a log as SQLite does: up to the last commit before the first frame that is not of this log, or not whole. None where it holds
/// nothing.
fn committed(log: &Path) -> io::Result<Option<Committed>> {
    let mut log = match File::open(log) {
        Ok(log) => BufReader::with_capacity(1 << 20, log),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut head = [0; 32];
    if !fill(&mut log, &mut head)? {
        return Ok(None);
    }
    // The last bit tells the order of bytes that the sums are made in.
    const MAGIC: u32 = 0x377f_0682;
    let is_big_endian = number(&head, 0) & 1 == 1;
    let page_size = number(&head, 8);
    let mut sum = Sum::default();
    sum.add(&head[..24], is_big_endian);
    let is_sound = page_size.is_power_of_two() && (512..=65536).contains(&page_size);
    if number(&head, 0) & !1 != MAGIC || !is_sound || !sum.is(&head[24..]) {
        return Ok(None);
    }
    let (mut frame, mut page) = ([0; 24], vec![0; page_size as usize]);
    let (mut pending, mut first_pages, mut is_empty) = (Vec::new(), Vec::new(), true);
    while fill(&mut log, &mut frame)? && fill(&mut log, &mut page)? {
        sum.add(&frame[..8], is_big_endian);
        sum.add(&page, is_big_endian);
        if frame[8..16] != head[16..24] || !sum.is(&frame[16..]) {
            break;
        }
        if number(&frame, 0) == 1 {
            pending.extend(page.first_chunk::<HEADER>().copied());
        }
        if number(&frame, 4) > 0 {
            first_pages.append(&mut pending);
            is_empty = false;
        }
    }
    Ok((!is_empty).then_some(Committed { page_size, first_pages }))
}

/// Fills a buffer; not where the file ends before.
fn fill(file: &mut impl Read, buffer: &mut [u8]) -> io::Result<bool> {
    match file.read_exact(buffer) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

fn number(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

/// Reads the page size of a database: in two bytes, in which 1 stands for what they cannot hold.
fn page_size_of(header: &Header) -> u32 {
    match u16::from_be_bytes([header[PAGE_SIZE], header[PAGE_SIZE + 1]]) {
        1 => 65536,
        size => size.into(),
    }
}

/// The sum over a log up to some place.
#[derive(Default)]
struct Sum(u32, u32);

impl Sum {
    fn add(&mut self, bytes: &[u8], is_big_endian: bool) {
        let read = |word: [u8; 4]| if is_big_endian { u32::from_be_bytes(word) } else { u32::from_le_bytes(word) };
        for pair in bytes.chunks_exact(8) {
            let (first, second) = ([pair[0], pair[1], pair[2], pair[3]], [pair[4], pair[5], pair[6], pair[7]]);
            self.0 = self.0.wrapping_add(read(first)).wrapping_add(self.1);
            self.1 = self.1.wrapping_add(read(second)).wrapping_add(self.0);
        }
    }

    fn is(&self, bytes: &[u8]) -> bool {
        number(bytes, 0) == self.0 && number(bytes, 4) == self.1
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::Store;
    use super::super::batch::{Insert, Value};
    use super::super::place::Place;
    use super::*;

    /// A database file with its log, as they are while the database is open.
    struct Files {
        file: Vec<u8>,
        log: Vec<u8>,
    }

    impl Files {
        fn of(path: &Path) -> Self {
            let read = |path: &Path| fs::read(path).expect("a file");
            Self { file: read(path), log: read(&log_of(path)) }
        }

        /// Tells whether a file with the first bytes of the log of another one would be opened.
        fn passes_with(&self, log: &[u8]) -> bool {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("requests.db");
            fs::write(&path, &self.file).expect("a file");
            fs::write(log_of(&path), log).expect("a log");
            let passes = refuse_foreign(&path).is_ok();
            assert_eq!(fs::read(&path).expect("the file"), self.file, "nothing is changed");
            assert_eq!(fs::read(log_of(&path)).expect("the log"), log, "nothing is changed");
            passes
        }
    }

    async fn write(store: &Store) {
        const INSERT: &str = "INSERT INTO stopped_targets VALUES ($1, $1, $1)";
        store.execute(sqlx::query(INSERT).bind(format!("{:x}", rand()))).await.expect("a commit");
    }

    fn rand() -> u128 {
        u128::from_ne_bytes(crate::random::bytes())
    }

    async fn open(path: &Path) -> Store {
        Store::open(&Place::File(path.to_owned())).await.expect("a database")
    }

    #[tokio::test]
    async fn a_log_is_its_own_files_however_much_of_it_is_on_the_disk() {
        let folder = tempfile::tempdir().expect("a folder");
        let (path, other_path) = (folder.path().join("requests.db"), folder.path().join("other.db"));
        let (store, other) = (open(&path).await, open(&other_path).await);
        // What was made is written back first.
        store.close().await;
        other.close().await;
        let (store, other) = (open(&path).await, open(&other_path).await);
        let before = fs::read(&path).expect("a file");
        for _ in 0..3 {
            write(&store).await;
            write(&other).await;
        }
        let (files, others) = (Files::of(&path), Files::of(&other_path));
        assert_eq!(files.file, before, "nothing was written back");
        for length in (0..files.log.len()).step_by(997).chain([32, files.log.len()]) {
            assert!(files.passes_with(&files.log[..length]), "{length}");
        }
        assert!(!files.passes_with(&others.log) && !others.passes_with(&files.log));
        assert!(others.passes_with(&files.log[..4000]), "a log in which nothing is whole holds nothing");

        // While it is written back, the file has some of the pages already.
        let mut partly = Files { file: files.file.clone(), log: files.log.clone() };
        sqlx::query("PRAGMA wal_checkpoint(PASSIVE)")
            .fetch_one(&mut store.read().await.expect("a connection"))
            .await
            .expect("a checkpoint");
        let written = fs::read(&path).expect("a file");
        for pages in 0..written.len() / 4096 {
            let end = (pages + 1) * 4096;
            partly.file.resize(partly.file.len().max(end), 0);
            partly.file[..end].copy_from_slice(&written[..end]);
            assert!(partly.passes_with(&files.log), "{pages}");
        }
        // From then on, it is one that an older copy does not belong to.
        let older = Files { file: before, log: Vec::new() };
        write(&store).await;
        assert!(older.passes_with(&files.log), "until then the copy was no older than the file");
        store.close().await;
        let store = open(&path).await;
        write(&store).await;
        assert!(!older.passes_with(&Files::of(&path).log));
    }

    #[tokio::test]
    async fn a_log_that_begins_anew_within_a_transaction_is_its_own_files() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("requests.db");
        let (store, other) = (open(&path).await, open(&path).await);
        let together = async |store: &Store| {
            let mut insert = Insert::new("INSERT INTO stopped_targets VALUES", "ON CONFLICT DO NOTHING");
            insert.row((0..3).map(|_| Value::from(format!("{:x}", rand()))));
            assert_eq!(store.insert_at_once([insert]).await.expect("a commit"), [1]);
        };
        for round in 0..4 {
            write(&store).await;
            // All of it, and the log is left as it is: by the server itself or by another one.
            let by = if round < 2 { &store } else { &other };
            sqlx::query("PRAGMA wal_checkpoint(PASSIVE)")
                .fetch_one(&mut by.read().await.expect("a connection"))
                .await
                .expect("a checkpoint");
            let before = fs::read(log_of(&path)).expect("a log");
            match round % 2 {
                0 => write(&store).await,
                _ => together(&store).await,
            }
            // Killed before anything else is stored.
            let files = Files::of(&path);
            assert_ne!(files.log[16..24], before[16..24], "round {round}: it has begun anew");
            assert!(files.passes_with(&files.log), "round {round}");
        }
    }

    #[tokio::test]
    async fn what_earlier_releases_left_passes() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("requests.db");
        let store = open(&path).await;
        write(&store).await;
        let Files { mut file, log } = Files::of(&path);
        file[STAMP..STAMP + 4].fill(0);
        file[STAMP_BEFORE..STAMP_BEFORE + 4].fill(0);
        // Its first log says that there was no stamp before.
        let unstamped = Files { file, log };
        assert!(unstamped.passes_with(&unstamped.log) && unstamped.passes_with(&[]));
    }
}
