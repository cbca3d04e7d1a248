//! Folders and files that hold what is personal: their owner's alone.

use std::fs::{DirBuilder, File};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

/// Permissions of a file that its owner alone reads and writes.
pub const OWNERS_ALONE: u32 = 0o600;

/// Permissions of a folder that its owner alone opens.
const OWNERS_FOLDER: u32 = 0o700;

/// Makes a folder and those around it, as far as they are missing. What is in there is personal: a new folder is its owner's alone.
///
/// The name of a new folder stands in the one around it, which is synced: otherwise a power cut could take the folder away with everything
/// in it, however well that was synced.
pub fn make(folder: &Path) -> io::Result<()> {
    let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
    let missing: Vec<_> = folder.ancestors().take_while(is_missing).collect();
    DirBuilder::new().recursive(true).mode(OWNERS_FOLDER).create(folder)?;
    for made in missing {
        let around = made.parent().filter(|around| !around.as_os_str().is_empty());
        File::open(around.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    Ok(())
}
