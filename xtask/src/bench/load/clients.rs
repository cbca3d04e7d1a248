//! Clients that send plan requests, each over a connection of its own and the next one as soon as the last is answered. All of them are
//! one thread, which costs little of the processor that the server is measured on.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use rustix::buffer::spare_capacity;
use rustix::event::epoll::{self, CreateFlags, EventData, EventFlags};

use super::plan_request::PlanRequests;

/// How long an answer may take before the measurement fails.
const PATIENCE: Duration = Duration::from_secs(30);

/// What was answered, with 201 each.
pub struct Answered {
    /// How many requests, all in all.
    pub count: usize,
    /// How many of them within the time that is measured.
    pub within: usize,
    /// How long half of these took at most.
    pub p50: Duration,
    /// How long 99 of 100 took at most.
    pub p99: Duration,
}

/// One client.
struct Client {
    stream: TcpStream,
    request: Vec<u8>,
    answer: Vec<u8>,
    began: Instant,
}

/// Sends by so many clients for a time, after another one that is not measured, and waits for the last answers.
pub fn send(
    port: u16,
    clients: usize,
    warm_up: Duration,
    time: Duration,
    requests: &mut PlanRequests,
) -> Result<Answered> {
    let epoll = epoll::create(CreateFlags::CLOEXEC)?;
    let mut all = Vec::new();
    for at in 0..clients {
        let stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_nodelay(true)?;
        stream.set_nonblocking(true)?;
        epoll::add(&epoll, &stream, EventData::new_u64(at as u64), EventFlags::IN)?;
        all.push(Client { stream, request: Vec::new(), answer: Vec::new(), began: Instant::now() });
    }
    let start = Instant::now() + warm_up;
    let end = start + time;
    for client in &mut all {
        client.send(requests)?;
    }
    let (mut count, mut in_flight, mut times) = (0, clients, Vec::new());
    let mut events = Vec::with_capacity(clients);
    while in_flight > 0 {
        ensure!(Instant::now() < end + PATIENCE, "{in_flight} requests were not answered");
        events.clear();
        let a_second = rustix::event::Timespec { tv_sec: 1, tv_nsec: 0 };
        epoll::wait(&epoll, spare_capacity(&mut events), Some(&a_second))?;
        for event in &events {
            let client = &mut all[event.data.u64() as usize];
            if !client.is_answered()? {
                continue;
            }
            let now = Instant::now();
            count += 1;
            if (start..end).contains(&now) {
                times.push(now - client.began);
            }
            if now < end {
                client.send(requests)?;
            } else {
                in_flight -= 1;
            }
        }
    }
    ensure!(!times.is_empty(), "nothing was answered in {time:?}");
    times.sort_unstable();
    let share = |hundredths: usize| times[(times.len() * hundredths / 100).min(times.len() - 1)];
    Ok(Answered { count, within: times.len(), p50: share(50), p99: share(99) })
}

impl Client {
    fn send(&mut self, requests: &mut PlanRequests) -> Result<()> {
        requests.write(&mut self.request);
        self.answer.clear();
        self.began = Instant::now();
        // A small request fits into the buffers of a connection on which nothing else waits.
        self.stream.write_all(&self.request).context("a request was not taken whole")
    }

    /// Takes what there is of the answer, and tells whether it is whole; an error where it is not 201.
    fn is_answered(&mut self) -> Result<bool> {
        let mut buffer = [0; 4096];
        loop {
            match self.stream.read(&mut buffer) {
                Ok(0) => bail!("the server closed a connection"),
                Ok(read) => self.answer.extend_from_slice(&buffer[..read]),
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(false),
                Err(error) => return Err(error.into()),
            }
            if is_whole(&self.answer)? {
                return Ok(true);
            }
        }
    }
}

/// Tells whether an answer is whole.
fn is_whole(answer: &[u8]) -> Result<bool> {
    const END: &[u8] = b"\r\n\r\n";
    let Some(head) = answer.windows(END.len()).position(|window| window == END) else { return Ok(false) };
    let text = str::from_utf8(&answer[..head])?;
    ensure!(text.starts_with("HTTP/1.1 201 "), "an answer is not 201:\n{}", String::from_utf8_lossy(answer));
    let length = text
        .lines()
        .filter_map(|line| line.split_once(": "))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let length: usize = length.context("an answer has no length")?.1.parse()?;
    Ok(answer.len() >= head + END.len() + length)
}
