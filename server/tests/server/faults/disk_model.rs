//! A disk that keeps of what was written only what was synced. Of the rest it keeps when the power goes what chance wants: all, nothing,
//! or some sectors of some writes.

use std::collections::{BTreeMap, HashMap};

use crate::faults::chance::Chance;
use crate::faults::trace::Call;

/// What a disk writes whole or not at all.
const SECTOR: usize = 512;

/// What becomes of what was not synced.
pub enum Rest<'a> {
    Gone,
    Kept,
    Torn(&'a mut Chance),
}

/// The disk. Files and folders stand in it by number, so that one that was taken away can stand beside another of its name.
#[derive(Default)]
pub struct Disk {
    /// Which file or folder has a path for programs, and which on the disk.
    names: BTreeMap<String, Name>,
    files: Vec<Content>,
    /// What each sync that has begun will have put on the disk when it ends.
    syncs: HashMap<usize, Sync>,
}

#[derive(Default)]
struct Name {
    now: Option<usize>,
    on_disk: Option<usize>,
}

#[derive(Default)]
struct Content {
    on_disk: Vec<u8>,
    /// What was done since, in its order.
    since: Vec<Change>,
}

struct Change {
    call: usize,
    has_ended: bool,
    what: What,
}

enum What {
    Write(usize, Vec<u8>),
    Truncate(usize),
}

enum Sync {
    File(usize, Vec<usize>),
    Folder(Vec<(String, Option<usize>)>),
}

impl Disk {
    /// Begins a call. A change may be on the disk from here on.
    pub fn begin(&mut self, number: usize, call: &Call) {
        match call {
            Call::Write { path, offset, bytes } => self.change(number, path, What::Write(*offset, bytes.clone())),
            Call::Truncate { path, length } => self.change(number, path, What::Truncate(*length)),
            Call::Sync(path) => {
                let sync = match self.file(path) {
                    Some(file) => {
                        let ended = self.files[file].since.iter().filter(|change| change.has_ended);
                        Sync::File(file, ended.map(|change| change.call).collect())
                    }
                    None => {
                        let within = self.names.iter().filter(|(name, _)| parent(name) == path);
                        Sync::Folder(within.map(|(name, entry)| (name.clone(), entry.now)).collect())
                    }
                };
                self.syncs.insert(number, sync);
            }
            _ => {}
        }
    }

    /// Ends a call that did what was asked. Returns what a sync put on the disk.
    pub fn end(&mut self, number: usize, call: &Call) -> Vec<Vec<u8>> {
        match call {
            Call::Open(path) | Call::MakeFolder(path) => {
                let name = self.names.entry(path.clone()).or_default();
                if name.now.is_none() {
                    name.now = Some(self.files.len());
                    self.files.push(Content::default());
                }
            }
            Call::Remove(path) => {
                if let Some(name) = self.names.get_mut(path) {
                    name.now = None;
                }
            }
            Call::Write { path, .. } | Call::Truncate { path, .. } => {
                if let Some(file) = self.file(path) {
                    let change = self.files[file].since.iter_mut().find(|change| change.call == number);
                    change.into_iter().for_each(|change| change.has_ended = true);
                }
            }
            Call::Sync(_) => match self.syncs.remove(&number) {
                Some(Sync::File(file, covered)) => return self.files[file].sync(&covered),
                Some(Sync::Folder(names)) => {
                    for (name, file) in names {
                        self.names.entry(name).or_default().on_disk = file;
                    }
                }
                None => {}
            },
            Call::Say(_) => {}
        }
        Vec::new()
    }

    /// Cuts the power, and returns what a file holds then; none where it is not there, or a folder around it in this place is not.
    pub fn after_cut(&self, path: &str, root: &str, rest: &mut Rest) -> Option<Vec<u8>> {
        let mut folder = parent(path);
        while folder.len() > root.len() {
            if let Some(name) = self.names.get(folder) {
                name.after_cut(rest)?;
            }
            folder = parent(folder);
        }
        let file = self.names.get(path)?.after_cut(rest)?;
        Some(self.files[file].after_cut(rest))
    }

    fn change(&mut self, call: usize, path: &str, what: What) {
        if let Some(file) = self.file(path) {
            self.files[file].since.push(Change { call, has_ended: false, what });
        }
    }

    /// Returns the file of a path, which is no folder.
    fn file(&self, path: &str) -> Option<usize> {
        let is_folder = self.names.keys().any(|name| parent(name) == path);
        self.names.get(path).filter(|_| !is_folder)?.now
    }
}

impl Name {
    fn after_cut(&self, rest: &mut Rest) -> Option<usize> {
        match rest {
            Rest::Gone => self.on_disk,
            Rest::Kept => self.now,
            Rest::Torn(chance) => {
                if chance.once_in(2) {
                    self.now
                } else {
                    self.on_disk
                }
            }
        }
    }
}

impl Content {
    /// Puts changes on the disk; returns the bytes of those that were writes.
    fn sync(&mut self, covered: &[usize]) -> Vec<Vec<u8>> {
        let mut written = Vec::new();
        for change in std::mem::take(&mut self.since) {
            if !covered.contains(&change.call) {
                self.since.push(change);
                continue;
            }
            apply(&mut self.on_disk, &change.what, |_| true);
            if let What::Write(_, bytes) = change.what {
                written.push(bytes);
            }
        }
        written
    }

    fn after_cut(&self, rest: &mut Rest) -> Vec<u8> {
        let mut bytes = self.on_disk.clone();
        for change in &self.since {
            match rest {
                Rest::Gone => {}
                Rest::Kept => apply(&mut bytes, &change.what, |_| true),
                Rest::Torn(chance) => match chance.within(0..3) {
                    0 => {}
                    1 => apply(&mut bytes, &change.what, |_| true),
                    _ => apply(&mut bytes, &change.what, |_| chance.once_in(2)),
                },
            }
        }
        bytes
    }
}

/// Changes bytes: of a write those sectors alone that are kept.
fn apply(bytes: &mut Vec<u8>, what: &What, mut is_kept: impl FnMut(usize) -> bool) {
    match what {
        What::Truncate(length) => bytes.resize(*length, 0),
        What::Write(offset, written) => {
            let (mut at, end) = (*offset, offset + written.len());
            while at < end {
                let next = end.min((at / SECTOR + 1) * SECTOR);
                if is_kept(at / SECTOR) {
                    if bytes.len() < next {
                        bytes.resize(next, 0);
                    }
                    bytes[at..next].copy_from_slice(&written[at - offset..next - offset]);
                }
                at = next;
            }
        }
    }
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

#[test]
fn what_was_not_synced_is_gone_and_what_was_is_not() {
    let write = |offset: usize, text: &str| Call::Write { path: "/d/f".into(), offset, bytes: text.into() };
    let calls = [
        Call::MakeFolder("/d".into()),
        Call::Open("/d/f".into()),
        write(0, "one"),
        Call::Sync("/d/f".into()),
        Call::Sync("/d".into()),
        Call::Sync("".into()),
        write(3, " two"),
    ];
    let mut disk = Disk::default();
    let gone = |disk: &Disk| disk.after_cut("/d/f", "", &mut Rest::Gone);
    for (number, call) in calls.iter().enumerate() {
        assert_eq!(gone(&disk), (number > 5).then(|| b"one".to_vec()), "{call:?}");
        disk.begin(number, call);
        disk.end(number, call);
    }
    assert_eq!(gone(&disk), Some(b"one".to_vec()));
    assert_eq!(disk.after_cut("/d/f", "", &mut Rest::Kept), Some(b"one two".to_vec()));

    // A sync covers what had ended when it began.
    let (sync, late) = (Call::Sync("/d/f".into()), write(7, " late"));
    disk.begin(7, &sync);
    disk.begin(8, &late);
    disk.end(8, &late);
    disk.end(7, &sync);
    assert_eq!(gone(&disk), Some(b"one two".to_vec()));
}
