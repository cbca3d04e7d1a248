//! The task that delivers what waits in the outbox.
//!
//! Each target has some places of its own, so that one that is slow or down holds up no other. A message is claimed when it gets such a
//! place, and not before: what one process has claimed, no other tries meanwhile.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::{Instant, sleep, timeout};

use crate::catalogs::Catalogs;
use crate::mail::Mailer;
use crate::number::counted;
use crate::outbox::Outbox;
use crate::outbox::delivery::Delivery;
use crate::outbox::entry::LATE;
use crate::outbox::message::{Channel, Message, Target};
use crate::outbox::schedule::{ATTEMPTS, Next};
use crate::plan_requests::told::Told;
use crate::random;
use crate::store::Store;
use crate::webhook::Webhooks;

/// How many messages are on their way to a target at once, at most.
const PLACES: usize = 4;

/// How long an attempt may take; a claim holds longer.
const LONGEST_ATTEMPT: Duration = Duration::from_secs(60);

/// How often the table is looked at for what is due, or what another process put there.
const LOOK_AGAIN: Duration = Duration::from_secs(2);

/// How often it is looked for messages that a clock has put off which was set back since.
const BRING_FORWARD_AGAIN: Duration = Duration::from_secs(10);

/// Why messages are dead whose target nobody sends to any more.
const NOT_CONFIGURED: &str =
    "the server sends nothing to its target any more; start it with the target and replay, or discard the message";

/// Who delivers what, and what they need for it.
pub struct Deliverers {
    /// Words requests.
    pub catalogs: Arc<Catalogs>,
    /// Sends mails.
    pub mailer: Mailer,
    /// Posts.
    pub webhooks: Webhooks,
}

/// Delivers until a stop is asked for. What is in flight then has so long to end; what does not is free again for the next process.
pub async fn run(
    outbox: Outbox,
    store: Store,
    deliverers: Deliverers,
    stop: impl Future<Output = ()>,
    patience: Duration,
) {
    let mut round = Round::new(outbox, Post { store, deliverers });
    round.tell_of_other_targets().await.unwrap_or_else(note_database);
    let mut stop = std::pin::pin!(stop);
    loop {
        round.start(Utc::now()).await.unwrap_or_else(note_database);
        tokio::select! {
            () = &mut stop => break,
            () = round.outbox.rung() => {}
            () = sleep(LOOK_AGAIN) => {}
            Some(ended) = round.tasks.join_next_with_id() => round.end(ended).await,
        }
    }
    if timeout(patience, round.finish()).await.is_err() {
        round.release().await;
    }
}

/// What is in flight.
struct Round {
    outbox: Outbox,
    post: Arc<Post>,
    tasks: JoinSet<()>,
    /// By its task, what is delivered.
    in_flight: HashMap<Id, Message>,
    /// By a clock that nobody sets.
    brought_at: Option<Instant>,
}

impl Round {
    fn new(outbox: Outbox, post: Post) -> Self {
        let (tasks, in_flight) = (JoinSet::new(), HashMap::new());
        Self { outbox, post: Arc::new(post), tasks, in_flight, brought_at: None }
    }

    /// Begins to deliver what is due, as far as there are places.
    async fn start(&mut self, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
        let store = &self.post.store;
        if self.brought_at.is_none_or(|before| before.elapsed() >= BRING_FORWARD_AGAIN) {
            let count = store.bring_forward_messages(now).await?;
            if count > 0 {
                tracing::warn!(
                    "{count} messages are due now: a clock that was ahead had put them off, and was set back"
                );
            }
            self.brought_at = Some(Instant::now());
        }
        self.bury_what_has_no_target(now).await?;
        let waited_for = store.targets_waited_for(now).await?;
        if !waited_for.is_empty() {
            store.bury_stopped_messages(now).await?;
        }
        // A target that is not ours may be that of another server on the database.
        for target in waited_for.into_iter().filter(|target| self.outbox.targets().contains(target)) {
            let places = PLACES.saturating_sub(self.in_flight.values().filter(|busy| busy.target == target).count());
            if places == 0 {
                continue;
            }
            for message in self.post.store.claim_messages(&target, places, now).await? {
                let post = self.post.clone();
                let task = self.tasks.spawn({
                    let message = message.clone();
                    async move { post.attempt(&message).await }
                });
                self.in_flight.insert(task.id(), message);
            }
        }
        Ok(())
    }

    /// Logs what waits for targets that are not those of this server: where nobody else has them, it is dead once it has been due for long.
    async fn tell_of_other_targets(&self) -> Result<(), sqlx::Error> {
        for (target, waiting) in self.post.store.count_waiting().await? {
            if !self.outbox.targets().contains(&target) {
                tracing::warn!(
                    "{} ({}) wait for a target that this server does not have; where no other server has it, each is dead ten minutes after it \
                     is due",
                    counted(waiting, "message"),
                    target.channel
                );
            }
        }
        Ok(())
    }

    /// Gives up what nobody sends any more: what has waited for long for targets that are not those of this server. A server that has them
    /// may run beside this one, such as the one that is to follow it; while that is at a target, nothing is late for good.
    async fn bury_what_has_no_target(&self, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
        let (store, due) = (&self.post.store, now - LATE);
        for target in
            store.targets_left_alone(due, now).await?.iter().filter(|target| !self.outbox.targets().contains(target))
        {
            let count = store.bury_messages(target, NOT_CONFIGURED, due, now).await?;
            if count > 0 {
                tracing::error!("{count} messages ({}) are dead: {NOT_CONFIGURED}", target.channel);
            }
        }
        Ok(())
    }

    /// Notes that a task has ended.
    async fn end(&mut self, ended: Result<(Id, ()), JoinError>) {
        let id = ended.as_ref().map_or_else(JoinError::id, |(id, ())| *id);
        let message = self.in_flight.remove(&id);
        if let (Err(_), Some(message)) = (ended, message) {
            // The panic hook has logged where and why.
            let failed =
                Delivery::Retry { why: "something failed on our side; the log says what".to_owned(), after: None };
            self.post.note(&message, failed, Utc::now()).await.unwrap_or_else(note_database);
        }
    }

    /// Waits for what is in flight.
    async fn finish(&mut self) {
        while let Some(ended) = self.tasks.join_next_with_id().await {
            self.end(ended).await;
        }
    }

    /// Ends what is in flight, and gives its claims back.
    async fn release(&mut self) {
        self.tasks.shutdown().await;
        for message in self.in_flight.values() {
            tracing::warn!(
                "{} ({}) is not delivered yet; the next start tries again",
                message.id,
                message.target.channel
            );
            self.post.store.release_message(message).await.unwrap_or_else(note_database);
        }
    }
}

/// Delivers messages, one at a time.
struct Post {
    store: Store,
    deliverers: Deliverers,
}

impl Post {
    /// Delivers a message, and notes what became of it.
    async fn attempt(&self, message: &Message) {
        let delivery = if message.attempts >= ATTEMPTS {
            Delivery::GiveUp { why: "the server was stopped in the middle of the last attempt".to_owned() }
        } else {
            match timeout(LONGEST_ATTEMPT, self.deliver(message)).await {
                Ok(Some(delivery)) => delivery,
                // It went with its request.
                Ok(None) => return,
                Err(_) => Delivery::Retry { why: format!("it took longer than {LONGEST_ATTEMPT:?}"), after: None },
            }
        };
        self.note(message, delivery, Utc::now()).await.unwrap_or_else(note_database);
    }

    /// Delivers a message; none where its request is erased.
    async fn deliver(&self, message: &Message) -> Option<Delivery> {
        let Deliverers { catalogs, mailer, webhooks } = &self.deliverers;
        let read = async {
            let Some(request) = self.store.plan_request(&message.reference).await? else { return Ok(None) };
            let told = Told::of(&request, catalogs, &self.store).await?;
            Ok(Some((request, told)))
        };
        let (request, told) = match read.await {
            Ok(read) => read?,
            Err(error) => {
                note_database(error);
                return Some(Delivery::Retry { why: "the database failed; the log says why".to_owned(), after: None });
            }
        };
        Some(match message.target.channel {
            Channel::Notification | Channel::Confirmation => mailer.deliver(message, &request, &told).await,
            Channel::Webhook | Channel::Slack | Channel::Teams => webhooks.deliver(message, &request, &told).await,
        })
    }

    /// Notes what became of an attempt.
    async fn note(&self, message: &Message, delivery: Delivery, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
        let Message { id, reference, target: Target { channel, .. }, attempts } = message;
        let attempt = attempts + 1;
        match delivery {
            Delivery::Done => {
                self.store.note_delivered(message, now).await?;
                tracing::info!("delivered {id} ({channel}) of {reference} at attempt {attempt}");
            }
            Delivery::Retry { why, after } => match Next::after(attempt, now, after, chance()) {
                Next::At(due) => {
                    self.store.note_failed(message, &why, due).await?;
                    tracing::warn!("{id} ({channel}) of {reference} failed at attempt {attempt}, next at {due}: {why}");
                }
                Next::Exhausted => self.give_up(message, &format!("{why}; this was the last attempt"), now).await?,
                Next::TooLate => {
                    self.give_up(message, &format!("{why}; the receiver asks to be left alone for too long"), now)
                        .await?
                }
            },
            Delivery::GiveUp { why } => self.give_up(message, &why, now).await?,
            Delivery::Gone => {
                self.store.note_gone(message, now).await?;
                tracing::error!(
                    "{id} ({channel}) of {reference} is dead, and so are all for its target: it is gone (410)"
                );
            }
        }
        Ok(())
    }

    async fn give_up(&self, message: &Message, why: &str, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
        self.store.note_dead(message, why, now).await?;
        let Message { id, reference, target, attempts } = message;
        tracing::error!("{id} ({}) of {reference} is dead after attempt {}: {why}", target.channel, attempts + 1);
        Ok(())
    }
}

/// Logs that the database failed. What it did not take, a claim's end brings back.
fn note_database(error: sqlx::Error) {
    tracing::error!("the outbox cannot use the database: {error}");
}

/// Draws a random number from 0 up to 1.
fn chance() -> f64 {
    let bytes = random::bytes::<4>();
    f64::from(u32::from_ne_bytes(bytes)) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outbox::entry::EntryState;
    use crate::outbox::testing::{at, entries, request, target};
    use crate::store::testing::TestStore;

    /// The rounds of a server without a target.
    fn round(store: &Store) -> Round {
        let deliverers = Deliverers {
            catalogs: Arc::new(Catalogs::of_database().expect("a checked catalogue")),
            mailer: Mailer::new(&Default::default(), "").expect("no mail"),
            webhooks: Webhooks::new(&Default::default(), "").expect("no webhook"),
        };
        Round::new(Outbox::none(), Post { store: store.clone(), deliverers })
    }

    #[tokio::test]
    async fn what_waits_for_a_target_of_another_server_is_left_to_that_for_ten_minutes() {
        let store = TestStore::new().await;
        request(&store, 0, &[target("of another")]).await;
        let mut round = round(&store);
        for (seconds, state) in [(0, EntryState::Waiting), (599, EntryState::Waiting), (600, EntryState::Dead)] {
            round.start(at(seconds)).await.expect("a round");
            let entry = entries(&store).await.remove(0);
            assert_eq!((entry.state, entry.attempts), (state, 0), "after {seconds} s");
        }
    }

    #[tokio::test]
    async fn what_waits_for_a_target_is_left_to_a_server_that_is_at_it() {
        let store = TestStore::new().await;
        let hook = target("of another");
        for number in 0..2 {
            request(&store, number, std::slice::from_ref(&hook)).await;
        }
        assert_eq!(store.count_waiting().await.expect("counts"), [(hook.clone(), 2)]);
        let mut round = round(&store);
        assert_eq!(store.claim_messages(&hook, 1, at(599)).await.expect("claims").len(), 1);
        // A claim ends after ninety seconds.
        for (seconds, state) in [(688, EntryState::Waiting), (689, EntryState::Dead)] {
            round.start(at(seconds)).await.expect("a round");
            let states: Vec<_> = entries(&store).await.iter().map(|entry| entry.state).collect();
            assert_eq!(states, [state, state], "after {seconds} s");
        }
    }
}
