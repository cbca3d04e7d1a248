//! Measures how much memory the server takes for connections that nothing comes over.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddrV4, TcpStream};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use rustix::net::{AddressFamily, SocketType, bind, connect, socket};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use super::disk::Disk;
use super::measure::Measure;
use super::running::Running;
use crate::shell::step;

/// How many connections are open.
const CONNECTIONS: usize = 10_000;

/// How many of them come from one address of this machine.
const OF_ONE_ADDRESS: usize = 100;

/// The most memory that the server may take, in MiB.
const MOST: f64 = 64.0;

/// After how many it is waited until all are accepted: fewer than may wait for that.
const ACCEPTED: usize = 50;

/// How many descriptors each side needs beside those.
const OTHERS: u64 = 200;

/// How long the server may take to accept what waits.
const TIMEOUT: Duration = Duration::from_secs(20);

/// What came over a connection before it went silent.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    /// A request, which was answered.
    Request,
}

/// Returns the memory of the server with as many connections, on which nothing came, or a request before.
pub fn measures(server: &Path) -> Result<Vec<Measure>> {
    let limits = getrlimit(Resource::Nofile);
    let needed = CONNECTIONS as u64 + OTHERS;
    let raised =
        Rlimit { current: Some(limits.maximum.map_or(needed, |most| most.min(needed))), maximum: limits.maximum };
    if setrlimit(Resource::Nofile, raised).is_err() || limits.maximum.is_some_and(|most| most < needed) {
        let value = format!("not measured: one process may open fewer than {needed} files (`ulimit -Hn`)");
        return Ok(vec![Measure { what: format!("{CONNECTIONS} idle connections"), value, bar: None }]);
    }
    let measure = |before, what: &str, most: Option<f64>| -> Result<Measure> {
        let (empty, full) = step(&format!("opening {CONNECTIONS} connections"), || memory(server, before))?;
        let mib = |bytes: u64| bytes as f64 / f64::from(1 << 20);
        let each = full.saturating_sub(empty) / CONNECTIONS as u64;
        Ok(Measure {
            what: format!("memory with {CONNECTIONS} idle connections, {what}"),
            value: format!("{:.1} MiB, {:.1} without; {each} bytes each", mib(full), mib(empty)),
            bar: most.map(|most| (format!("{most} MiB"), mib(full) < most)),
        })
    };
    Ok(vec![
        measure(Before::Nothing, "nothing sent", Some(MOST))?,
        measure(Before::Request, "one request answered on each", None)?,
    ])
}

/// Returns the memory before and with the connections.
fn memory(server: &Path, before: Before) -> Result<(u64, u64)> {
    let folder = Disk::find()?.folder("idle")?;
    let mut serve = Running::our_command(server);
    serve
        .args(["--max-connections", &(CONNECTIONS + 10).to_string()])
        .arg("--database")
        .arg(folder.path().join("idle.db"));
    let running = Running::listening(&mut serve)?;
    // What the first request loads is no connection's.
    ask(&mut open(running.port(), 0)?)?;
    let empty = running.memory()?;
    let mut connections = Vec::new();
    for at in 0..CONNECTIONS {
        let mut stream = open(running.port(), at)?;
        if before == Before::Request {
            ask(&mut stream)?;
        }
        connections.push(stream);
        if (at + 1) % ACCEPTED == 0 {
            // Once a later one is answered, all before are accepted.
            ask(&mut open(running.port(), at)?)?;
        }
    }
    let full = settled(&running)?;
    for stream in &mut connections {
        stream.set_nonblocking(true)?;
        ensure!(stream.read(&mut [0]).is_err(), "the server has closed a connection");
    }
    Ok((empty, full))
}

/// Returns the memory once it grows no more.
fn settled(running: &Running) -> Result<u64> {
    let start = Instant::now();
    let mut before = running.memory()?;
    while start.elapsed() < TIMEOUT {
        thread::sleep(Duration::from_millis(200));
        let now = running.memory()?;
        if now <= before {
            return Ok(now);
        }
        before = now;
    }
    Ok(before)
}

/// Opens a connection from one of this machine's own addresses.
fn open(port: u16, at: usize) -> Result<TcpStream> {
    let of = u32::try_from(at / OF_ONE_ADDRESS + 1).context("few addresses")?;
    let address = Ipv4Addr::from_bits(Ipv4Addr::LOCALHOST.to_bits() + of);
    let socket = socket(AddressFamily::INET, SocketType::STREAM, None)?;
    bind(&socket, &SocketAddrV4::new(address, 0))?;
    connect(&socket, &SocketAddrV4::new(Ipv4Addr::LOCALHOST, port))?;
    Ok(TcpStream::from(socket))
}

/// Asks for something small, and takes the answer.
fn ask(stream: &mut TcpStream) -> Result<()> {
    stream.write_all(b"GET /api/plan-requests.css HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")?;
    let mut answer = Vec::new();
    let mut buffer = [0; 16 * 1024];
    loop {
        let read = stream.read(&mut buffer)?;
        ensure!(read > 0, "the server closed a connection");
        answer.extend_from_slice(&buffer[..read]);
        let text = String::from_utf8_lossy(&answer);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        if body.len() >= length.context("an answer has a length")?.parse()? {
            return Ok(());
        }
    }
}
