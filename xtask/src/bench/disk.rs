//! A folder on a disk's own file system: what is in memory is never synced, and what is laid over something else is not the disk.

use std::env;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use rustix::fs::statfs;

/// File systems that are no disk's, by the numbers that the kernel knows them by.
const NO_DISK: [u64; 4] = [0x0102_1994, 0x8584_58f6, 0x794c_7630, 0x6573_5546];

/// File systems of disks, by theirs.
const NAMES: [(u64, &str); 4] = [(0xef53, "ext4"), (0x5846_5342, "xfs"), (0x9123_683e, "btrfs"), (0x2fc1_2fc1, "zfs")];

/// How often the disk is asked to keep something.
const SYNCS: usize = 200;

/// A folder on a disk.
pub struct Disk {
    folder: PathBuf,
    kind: u64,
}

impl Disk {
    /// Finds one: the first of the build's, that of the checkout, those for temporary files.
    pub fn find() -> Result<Self> {
        let candidates = [crate::paths::target(), crate::paths::root(), env::temp_dir(), "/var/tmp".into()];
        for folder in candidates {
            fs::create_dir_all(&folder)?;
            let kind = statfs(&folder)?.f_type as u64;
            if !NO_DISK.contains(&kind) {
                return Ok(Self { folder, kind });
            }
        }
        bail!("no folder is on a disk's file system; set TMPDIR to one that is")
    }

    /// Names its file system.
    pub fn kind(&self) -> String {
        let name = NAMES.iter().find(|(kind, _)| *kind == self.kind);
        name.map_or_else(|| format!("file system {:#x}", self.kind), |(_, name)| (*name).to_owned())
    }

    /// Makes a new folder there.
    pub fn folder(&self, name: &str) -> Result<Folder> {
        let folder = self.folder.join(format!("plan-configurator-bench-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        Ok(Folder(folder))
    }

    /// Measures how long it takes until 4 KiB more of a file are on the disk: the median.
    pub fn sync_time(&self) -> Result<Duration> {
        let folder = self.folder("sync")?;
        let mut file = File::create(folder.path().join("synced"))?;
        let mut times = Vec::new();
        for _ in 0..SYNCS {
            file.write_all(&[1; 4096])?;
            let start = Instant::now();
            file.sync_data()?;
            times.push(start.elapsed());
        }
        times.sort_unstable();
        Ok(times[SYNCS / 2])
    }
}

/// A folder that is gone with its value.
pub struct Folder(PathBuf);

impl Folder {
    /// Returns where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left behind is in a folder for temporary files.
        let _ = fs::remove_dir_all(&self.0);
    }
}
