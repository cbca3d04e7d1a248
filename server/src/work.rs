//! Work of the processor, off the threads that serve connections.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread::available_parallelism;

use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::task::spawn_blocking;

use crate::error_response::ErrorResponse;

/// How much work may wait for its turn. Each piece holds a body of 64 KiB at most.
const MOST_WAITING: usize = 512;

/// How many forms that came too soon are shown again at once. More are told alone to come back: what is refused costs little, however much
/// of it comes.
const MOST_SHOWN_AGAIN: usize = 4;

/// What reads and advises on bodies: as many at once as there are processors, and so many that wait.
pub struct Work {
    room: Arc<Semaphore>,
    turns: Arc<Semaphore>,
    shown_again: Semaphore,
}

impl Work {
    /// Makes room for what this machine can do.
    pub fn new() -> Self {
        Self::with(available_parallelism().map_or(1, NonZero::get), MOST_WAITING)
    }

    fn with(at_once: usize, waiting: usize) -> Self {
        Self {
            room: Arc::new(Semaphore::new(at_once + waiting)),
            turns: Arc::new(Semaphore::new(at_once)),
            shown_again: Semaphore::new(MOST_SHOWN_AGAIN),
        }
    }

    /// Takes one of the few places of forms that came too soon and are shown again; none where all are taken.
    pub fn show_again(&self) -> Option<SemaphorePermit<'_>> {
        self.shown_again.try_acquire().ok()
    }

    /// Runs a piece of work once it is its turn. What has begun is finished, also where nobody waits for it any more.
    ///
    /// # Errors
    ///
    /// Where too much waits already: it is to be sent again later.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, ErrorResponse> {
        let room = self.room.clone().try_acquire_owned().map_err(|_| ErrorResponse::busy())?;
        let turn = self.turns.clone().acquire_owned().await.expect("the turns are never closed");
        let span = tracing::Span::current();
        let done = spawn_blocking(move || {
            let done = span.in_scope(work);
            drop((room, turn));
            done
        });
        // It is never aborted, so it panicked, which is told by who tells of all panics.
        done.await.map_err(|error| resume_unwind(error.into_panic()))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use axum::http::StatusCode;

    use super::*;

    #[tokio::test]
    async fn what_is_beyond_the_room_is_refused_until_there_is_room_again() {
        let work = Arc::new(Work::with(1, 1));
        let (go_on, wait) = channel::<()>();
        let (has_begun, begun) = tokio::sync::oneshot::channel();
        let first = tokio::spawn({
            let work = work.clone();
            async move {
                let wait = move || {
                    has_begun.send(()).expect("the test waits");
                    wait.recv()
                };
                work.run(wait).await
            }
        });
        begun.await.expect("the first begins");
        let mut second = std::pin::pin!(work.run(|| 2));
        assert!(futures_util::poll!(&mut second).is_pending(), "the second waits for its turn");

        let third = work.run(|| 3).await.expect_err("there is no room");

        assert_eq!(third.status(), StatusCode::SERVICE_UNAVAILABLE);
        go_on.send(()).expect("the first waits");
        assert!(first.await.expect("no panic").expect("there was room").is_ok());
        assert_eq!(second.await.expect("there was room"), 2);
        assert_eq!(work.run(|| 4).await.expect("there is room again"), 4);
    }

    #[tokio::test]
    #[should_panic(expected = "with a secret")]
    async fn a_panic_goes_on_where_it_is_waited_for() {
        let _ = Work::with(1, 0).run(|| panic!("with a secret")).await;
    }

    #[tokio::test]
    async fn a_panic_and_a_client_that_goes_away_give_their_room_back() {
        let work = Arc::new(Work::with(1, 0));
        let panics = tokio::spawn({
            let work = work.clone();
            async move { work.run(|| panic!("on purpose")).await }
        });
        assert!(panics.await.is_err());
        assert_eq!(work.run(|| 1).await.expect("there is room"), 1);
        drop(work.run(|| 2));
        assert_eq!(work.run(|| 3).await.expect("there is room"), 3);
    }
}
