//! What a program asked the system for, as strace wrote it down: writes with all their bytes, syncs, names of files, answers on sockets.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// The arguments with which strace writes what [`read`] reads, before the file and the program.
pub const ARGUMENTS: [&str; 9] = [
    "-f",
    "-qqq",
    "-y",
    "-xx",
    "-s",
    "1048576",
    "--seccomp-bpf",
    "-e",
    "trace=openat,mkdir,mkdirat,unlink,unlinkat,rename,renameat,renameat2,ftruncate,fallocate,pwrite64,pwritev,write,writev,sendto,\
     sendmsg,fsync,fdatasync,sync_file_range",
];

/// What is asked for.
#[derive(Debug)]
pub enum Call {
    /// A file is opened, and made where it is not there.
    Open(String),
    MakeFolder(String),
    Remove(String),
    Write {
        path: String,
        offset: usize,
        bytes: Vec<u8>,
    },
    Truncate {
        path: String,
        length: usize,
    },
    /// Of a file or of a folder.
    Sync(String),
    /// What goes out on a socket.
    Say(Vec<u8>),
}

/// A moment of a program: a call begins, or has ended well. Calls are numbers in the list of all.
#[derive(Clone, Copy, Debug)]
pub enum Moment {
    Begun(usize),
    Done(usize),
}

/// Everything in the order in which it was.
#[derive(Default)]
pub struct Trace {
    pub calls: Vec<Call>,
    pub moments: Vec<Moment>,
}

impl Trace {
    /// Reads what strace wrote, and appends it.
    pub fn read(&mut self, file: &Path) {
        // Calls of each thread that have begun; none stands for one that says nothing here.
        let mut begun: HashMap<String, Option<usize>> = HashMap::new();
        for line in BufReader::new(File::open(file).unwrap()).lines() {
            let line = line.unwrap();
            let Some((thread, line)) = line.split_once(' ') else { continue };
            let line = line.trim_start();
            if line.starts_with("<... ") {
                if let Some(Some(call)) = begun.remove(thread) {
                    self.end(call, line);
                }
                continue;
            }
            let call = call(line);
            let number = call.map(|call| {
                self.calls.push(call);
                self.moments.push(Moment::Begun(self.calls.len() - 1));
                self.calls.len() - 1
            });
            match number {
                number if line.ends_with("<unfinished ...>") => _ = begun.insert(thread.to_owned(), number),
                Some(number) => self.end(number, line),
                None => {}
            }
        }
    }

    /// Notes the end of a call that did what was asked. Others have done nothing.
    fn end(&mut self, call: usize, line: &str) {
        let (_, result) = line.rsplit_once(" = ").unwrap_or_default();
        let result: String = result.chars().take_while(|c| c.is_ascii_digit() || *c == '-').collect();
        match (&self.calls[call], result.parse::<i64>()) {
            (_, Err(_) | Ok(..0)) => {}
            (Call::Write { bytes, path, .. }, Ok(count)) => {
                assert_eq!(bytes.len(), count as usize, "{path} was written to in part");
                self.moments.push(Moment::Done(call));
            }
            _ => self.moments.push(Moment::Done(call)),
        }
    }
}

/// Reads the beginning of a call. None where it tells nothing of files or answers.
fn call(line: &str) -> Option<Call> {
    let (name, arguments) = line.split_once('(')?;
    let path = || text(arguments.split('"').nth(1)?);
    // `5<\x2f…>`: the file of a descriptor.
    let file = || text(arguments.split_once('<')?.1.split_once('>')?.0);
    let number = |back: usize| arguments.split(['=', ')']).next()?.rsplit(", ").nth(back)?.trim().parse().ok();
    Some(match name {
        "openat" if arguments.contains("O_CREAT") => Call::Open(path()?),
        "mkdir" | "mkdirat" => Call::MakeFolder(path()?),
        "unlink" | "unlinkat" => Call::Remove(path()?),
        "ftruncate" => Call::Truncate { path: file()?, length: number(0)? },
        "fsync" | "fdatasync" => Call::Sync(file()?),
        "pwrite64" => {
            let bytes = bytes(arguments.split('"').nth(1)?);
            let numbers = arguments.rsplit_once('"')?.1;
            let offset = numbers.split([',', ' ', ')']).filter_map(|word| word.parse().ok()).nth(1)?;
            Call::Write { path: file()?, offset, bytes }
        }
        "write" | "writev" | "sendto" | "sendmsg" if file()?.starts_with("socket:") => {
            Call::Say(arguments.split('"').skip(1).step_by(2).flat_map(bytes).collect())
        }
        "pwritev" | "fallocate" | "rename" | "renameat" | "renameat2" | "sync_file_range" => {
            assert!(!arguments.contains(r"\x2d\x77\x61\x6c"), "the model of a disk does not know {line}");
            return None;
        }
        _ => return None,
    })
}

fn text(hex: &str) -> Option<String> {
    if hex.contains("\\x") { String::from_utf8(bytes(hex)).ok() } else { Some(hex.to_owned()) }
}

/// Reads `\x41\x42`.
fn bytes(hex: &str) -> Vec<u8> {
    let digit = |byte: u8| if byte <= b'9' { byte - b'0' } else { byte - b'a' + 10 };
    hex.as_bytes().chunks_exact(4).map(|escape| digit(escape[2]) << 4 | digit(escape[3])).collect()
}

#[test]
fn what_strace_writes_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("trace");
    let lines = [
        r#"7 openat(AT_FDCWD<\x2f>, "\x2f\x61", O_RDWR|O_CREAT|O_CLOEXEC, 0644) = 5<\x2f\x61>"#,
        r#"7 openat(AT_FDCWD<\x2f>, "\x2f\x62", O_RDONLY) = 6<\x2f\x62>"#,
        r#"7 pwrite64(5<\x2f\x61>, "\x41\x0a", 2, 24 <unfinished ...>"#,
        r#"8 sendto(9<\x73\x6f\x63\x6b\x65\x74\x3a\x5b\x31\x5d>, "\x48\x49", 2, MSG_NOSIGNAL, NULL, 0) = 2"#,
        r#"7 <... pwrite64 resumed>) = 2"#,
        r#"7 fdatasync(5<\x2f\x61>) = -1 EIO (Input/output error)"#,
        r#"7 ftruncate(5<\x2f\x61>, 12) = 0"#,
    ];
    std::fs::write(&file, lines.join("\n")).unwrap();
    let mut trace = Trace::default();
    trace.read(&file);
    let calls: Vec<_> = trace.calls.iter().map(|call| format!("{call:?}")).collect();
    assert_eq!(
        calls,
        [
            r#"Open("/a")"#,
            r#"Write { path: "/a", offset: 24, bytes: [65, 10] }"#,
            "Say([72, 73])",
            r#"Sync("/a")"#,
            r#"Truncate { path: "/a", length: 12 }"#
        ]
    );
    let moments: Vec<_> = trace.moments.iter().map(|moment| format!("{moment:?}")).collect();
    assert_eq!(moments.join(" "), "Begun(0) Done(0) Begun(1) Begun(2) Done(2) Done(1) Begun(3) Begun(4) Done(4)");
}
