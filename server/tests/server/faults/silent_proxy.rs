//! A way to a server that goes silent: its connections stay open, and nothing passes any more, as where a host has lost its power.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::watch;

/// Passes on what is sent to its address. It ends with the test's runtime.
pub struct SilentProxy {
    pub address: SocketAddr,
    state: Arc<watch::Sender<State>>,
}

/// What passes.
#[derive(Clone, Copy, Debug, Default)]
struct State {
    /// How often it has gone silent. A connection from before never passes anything again.
    times: u64,
    /// Whether new connections pass nothing either.
    is_silent: bool,
}

impl SilentProxy {
    /// Passes everything on to an address.
    pub async fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(watch::Sender::new(State::default()));
        let proxy = Self { address, state: state.clone() };
        tokio::spawn(async move {
            loop {
                let (client, _) = listener.accept().await.unwrap();
                let State { times, is_silent } = *state.borrow();
                if is_silent {
                    tokio::spawn(hold(client.into_split()));
                    continue;
                }
                let Ok(server) = tokio::net::TcpStream::connect(server).await else { continue };
                let ((from_client, to_client), (from_server, to_server)) = (client.into_split(), server.into_split());
                tokio::spawn(pass(from_client, to_server, state.subscribe(), times));
                tokio::spawn(pass(from_server, to_client, state.subscribe(), times));
            }
        });
        proxy
    }

    /// Passes nothing any more.
    pub fn go_silent(&self) {
        self.state.send_modify(|state| *state = State { times: state.times + 1, is_silent: true });
    }

    /// Lets new connections pass.
    pub fn come_back(&self) {
        self.state.send_modify(|state| state.is_silent = false);
    }
}

/// Passes on until it goes silent; then both ends stay open.
async fn pass(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, mut state: watch::Receiver<State>, times: u64) {
    let mut buffer = vec![0; 1 << 16];
    loop {
        tokio::select! {
            biased;
            () = gone_silent(&mut state, times) => return hold((from, to)).await,
            read = from.read(&mut buffer) => match read {
                Ok(length @ 1..) => {
                    if to.write_all(&buffer[..length]).await.is_err() {
                        return;
                    }
                }
                Ok(0) | Err(_) => return,
            },
        }
    }
}

async fn gone_silent(state: &mut watch::Receiver<State>, times: u64) {
    let _ = state.wait_for(|state| state.times != times).await;
}

/// Keeps the halves of connections open for as long as the test runs.
async fn hold<T>(_halves: T) {
    std::future::pending::<()>().await;
}
