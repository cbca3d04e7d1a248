//! The table of messages: inserted with their request, claimed by one process at a time, and told what became of each attempt.

use chrono::{DateTime, TimeDelta, Utc};

use crate::outbox::message::{Message, Target};
use crate::outbox::schedule;
use crate::plan_requests::reference::Reference;
use crate::random;
use crate::store::{Connection, Store, instant};

/// How long a claim holds, longer than any attempt takes. Where a process ends in the middle, its messages are free again after that.
pub const CLAIM: TimeDelta = TimeDelta::seconds(90);

/// How far the clocks of servers that share a database may be apart.
const APART: TimeDelta = TimeDelta::minutes(10);

/// How long delivered messages are kept.
const KEPT: TimeDelta = TimeDelta::days(30);

/// The most characters that are kept of why an attempt failed.
const LONGEST_REASON: usize = 300;

/// Why messages of a target that is gone are dead.
const STOPPED: &str =
    "its target has said that it is gone (410), so nothing is sent there until `plan-server outbox replay` is told to";

/// A message that was claimed, and where it stands among them.
#[derive(sqlx::FromRow)]
struct Claimed {
    #[sqlx(flatten)]
    message: Message,
    due_at: String,
    place: i64,
}

/// Inserts a message for each target, due at once, in the transaction of the request that it tells of.
pub async fn insert(
    database: &mut Connection,
    reference: &Reference,
    targets: &[Target],
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    const INSERT: &str =
        "INSERT INTO outbox (id, reference, channel, target, created_at, due_at) VALUES ($1, $2, $3, $4, $5, $5)";
    for target in targets {
        let insert = sqlx::query(INSERT).bind(new_id()).bind(reference).bind(target.channel).bind(&target.name);
        insert.bind(instant(now)).execute(&mut *database).await?;
    }
    Ok(())
}

/// Makes a name for a message: 128 random bits.
pub fn new_id() -> String {
    let bytes = random::bytes::<16>();
    format!("msg_{:032x}", u128::from_ne_bytes(bytes))
}

impl Store {
    /// Lists the targets that messages wait for which are due, and which nobody has claimed.
    pub async fn targets_waited_for(&self, now: DateTime<Utc>) -> Result<Vec<Target>, sqlx::Error> {
        const SELECT: &str = "
            SELECT DISTINCT channel, target FROM outbox
            WHERE state = 'waiting' AND due_at <= $1 AND (claimed_until IS NULL OR claimed_until <= $1)";
        sqlx::query_as(SELECT).bind(instant(now)).fetch_all(&mut self.read().await?).await
    }

    /// Lists the targets that messages wait for which are due at an instant or before it, where nobody is at any message of theirs.
    pub async fn targets_left_alone(&self, due: DateTime<Utc>, now: DateTime<Utc>) -> Result<Vec<Target>, sqlx::Error> {
        const SELECT: &str = "
            SELECT channel, target FROM outbox WHERE state = 'waiting'
            GROUP BY channel, target HAVING min(due_at) <= $1 AND coalesce(max(claimed_until), '') <= $2";
        sqlx::query_as(SELECT).bind(instant(due)).bind(instant(now)).fetch_all(&mut self.read().await?).await
    }

    /// Counts the messages that wait, by their targets.
    pub async fn count_waiting(&self) -> Result<Vec<(Target, u64)>, sqlx::Error> {
        const SELECT: &str =
            "SELECT channel, target, count(*) AS waiting FROM outbox WHERE state = 'waiting' GROUP BY channel, target";
        #[derive(sqlx::FromRow)]
        struct Row {
            #[sqlx(flatten)]
            target: Target,
            waiting: i64,
        }
        let rows: Vec<Row> = sqlx::query_as(SELECT).fetch_all(&mut self.read().await?).await?;
        Ok(rows.into_iter().map(|row| (row.target, row.waiting.unsigned_abs())).collect())
    }

    /// Claims messages of a target that are due, the first due first: until the claim ends, no other process gets them. An attempt counts
    /// from here on, also where it is cut off.
    pub async fn claim_messages(
        &self,
        target: &Target,
        most: usize,
        now: DateTime<Utc>,
    ) -> Result<Vec<Message>, sqlx::Error> {
        // What another process is claiming just now is passed over.
        let free = self.kind().for_update_of_free();
        let update = format!(
            "
            WITH due AS MATERIALIZED (
                SELECT id FROM outbox
                WHERE state = 'waiting' AND due_at <= $2 AND (claimed_until IS NULL OR claimed_until <= $2)
                    AND channel = $3 AND target = $4
                    AND NOT EXISTS (SELECT 1 FROM stopped_targets WHERE channel = $3 AND target = $4)
                ORDER BY due_at, rowid LIMIT $5{free}
            )
            UPDATE outbox SET attempts = attempts + 1, claimed_until = $1
            WHERE id IN (SELECT id FROM due)
            RETURNING id, reference, channel, target, attempts - 1 AS attempts, due_at, rowid AS place"
        );
        let update = sqlx::query_as(sqlx::AssertSqlSafe(update)).bind(instant(now + CLAIM)).bind(instant(now));
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut writing = self.write().await?;
        let update = update.bind(target.channel).bind(&target.name).bind(most);
        let mut claimed: Vec<Claimed> = update.fetch_all(&mut *writing).await?;
        writing.commit().await?;
        // Changed rows come in no order.
        claimed.sort_by(|one, other| (&one.due_at, one.place).cmp(&(&other.due_at, other.place)));
        Ok(claimed.into_iter().map(|claimed| claimed.message).collect())
    }

    /// Makes messages due now that a clock put off which was ahead and has been set back: those that lie further ahead than any pause, or were
    /// never tried and lie ahead at all. A claim that lies too far ahead ends with what is in flight. How many messages were put off.
    pub async fn bring_forward_messages(&self, now: DateTime<Utc>) -> Result<u64, sqlx::Error> {
        const PUT_OFF: &str = "state = 'waiting' AND (due_at > $1 OR due_at > $2 AND attempts = 0)";
        const CLAIMED: &str = "state = 'waiting' AND claimed_until > $1";
        let (latest, ahead) = (instant(schedule::latest(now) + APART), instant(now + APART));
        let last_claim = instant(now + CLAIM + APART);
        let put_off = format!("SELECT count(*) FROM outbox WHERE {PUT_OFF}");
        let claimed = format!("SELECT count(*) FROM outbox WHERE {CLAIMED}");
        let (put_off, claimed): (i64, i64) = {
            let reader = &mut self.read().await?;
            let put_off = sqlx::query_scalar(sqlx::AssertSqlSafe(put_off)).bind(&latest).bind(&ahead);
            let put_off = put_off.fetch_one(&mut *reader).await?;
            let claimed = sqlx::query_scalar(sqlx::AssertSqlSafe(claimed)).bind(&last_claim);
            (put_off, claimed.fetch_one(reader).await?)
        };
        let mut brought = 0;
        if put_off > 0 {
            let update = format!("UPDATE outbox SET due_at = $3 WHERE {PUT_OFF}");
            let update = sqlx::query(sqlx::AssertSqlSafe(update)).bind(latest).bind(ahead).bind(instant(now));
            brought = self.execute(update).await?;
        }
        if claimed > 0 {
            let update = format!("UPDATE outbox SET claimed_until = $2 WHERE {CLAIMED}");
            let update = sqlx::query(sqlx::AssertSqlSafe(update)).bind(last_claim).bind(instant(now + CLAIM));
            self.execute(update).await?;
        }
        Ok(brought)
    }

    /// Gives a claim back, as if there had been no attempt.
    pub async fn release_message(&self, message: &Message) -> Result<(), sqlx::Error> {
        const UPDATE: &str = "
            UPDATE outbox SET attempts = attempts - 1, claimed_until = NULL
            WHERE id = $1 AND attempts = $2 AND state = 'waiting' AND claimed_until IS NOT NULL";
        // Where the claim has ended meanwhile, the number of attempts is another one.
        self.execute(sqlx::query(UPDATE).bind(&message.id).bind(attempts(message))).await?;
        Ok(())
    }

    /// Notes that a message has arrived, whatever else is known of it.
    pub async fn note_delivered(&self, message: &Message, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
        const UPDATE: &str = "
            UPDATE outbox SET state = 'delivered', ended_at = $1, claimed_until = NULL, last_error = NULL WHERE id = $2";
        self.execute(sqlx::query(UPDATE).bind(instant(now)).bind(&message.id)).await?;
        Ok(())
    }

    /// Notes why a message has not arrived, and when it is tried again.
    pub async fn note_failed(&self, message: &Message, why: &str, due: DateTime<Utc>) -> Result<(), sqlx::Error> {
        const UPDATE: &str = "
            UPDATE outbox SET due_at = $1, claimed_until = NULL, last_error = $2
            WHERE id = $3 AND attempts = $4 AND state = 'waiting'";
        let update = sqlx::query(UPDATE).bind(instant(due)).bind(short(why));
        self.execute(update.bind(&message.id).bind(attempts(message))).await?;
        Ok(())
    }

    /// Notes why a message will not arrive.
    pub async fn note_dead(&self, message: &Message, why: &str, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
        const UPDATE: &str = "
            UPDATE outbox SET state = 'dead', ended_at = $1, claimed_until = NULL, last_error = $2
            WHERE id = $3 AND attempts = $4 AND state = 'waiting'";
        let update = sqlx::query(UPDATE).bind(instant(now)).bind(short(why));
        self.execute(update.bind(&message.id).bind(attempts(message))).await?;
        Ok(())
    }

    /// Notes that the target of a message is gone: that message is dead, and so is what else waits for the target.
    pub async fn note_gone(&self, message: &Message, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
        const INSERT: &str = "
            INSERT INTO stopped_targets (channel, target, stopped_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
        let Target { channel, name } = &message.target;
        self.execute(sqlx::query(INSERT).bind(*channel).bind(name).bind(instant(now))).await?;
        self.note_dead(message, "the receiver says that it is gone (410)", now).await?;
        self.bury_stopped_messages(now).await
    }

    /// Gives up what waits for targets that are gone, apart from what is being tried just now.
    pub async fn bury_stopped_messages(&self, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
        const UPDATE: &str = "
            UPDATE outbox SET state = 'dead', ended_at = $1, claimed_until = NULL, last_error = $2
            WHERE state = 'waiting' AND (claimed_until IS NULL OR claimed_until <= $1)
                AND (channel, target) IN (SELECT channel, target FROM stopped_targets)";
        self.execute(sqlx::query(UPDATE).bind(instant(now)).bind(STOPPED)).await?;
        Ok(())
    }

    /// Gives up what waits for a target and is due at an instant or before it, apart from what is being tried just now. How many messages
    /// that were.
    pub async fn bury_messages(
        &self,
        target: &Target,
        why: &str,
        due: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<u64, sqlx::Error> {
        const UPDATE: &str = "
            UPDATE outbox SET state = 'dead', ended_at = $1, claimed_until = NULL, last_error = $2
            WHERE state = 'waiting' AND (claimed_until IS NULL OR claimed_until <= $1) AND channel = $3 AND target = $4
                AND due_at <= $5";
        let update = sqlx::query(UPDATE).bind(instant(now)).bind(short(why));
        self.execute(update.bind(target.channel).bind(&target.name).bind(instant(due))).await
    }

    /// Takes away what was delivered long ago; how many messages. Others write in between.
    pub async fn forget_delivered_messages(&self, now: DateTime<Utc>) -> Result<u64, sqlx::Error> {
        // The first rows are the oldest: no index tells when what was delivered has ended.
        let delete = format!(
            "DELETE FROM outbox WHERE id IN (
                SELECT id FROM outbox WHERE state = 'delivered' AND ended_at < $1 ORDER BY rowid LIMIT $2{})",
            self.kind().for_update_of_free()
        );
        self.execute_in_turns(&delete, now - KEPT).await
    }
}

/// Counts the attempts at a message, together with the one that it was claimed for.
fn attempts(message: &Message) -> i64 {
    i64::from(message.attempts) + 1
}

/// Shortens a reason to one short line.
fn short(why: &str) -> String {
    why.chars().map(|c| if c.is_control() { ' ' } else { c }).take(LONGEST_REASON).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::outbox::entry::EntryState;
    use crate::outbox::schedule::{ATTEMPTS, Next};
    use crate::outbox::testing::{at, entries, request, requests, target};
    use crate::store::testing::{TestPlace, TestStore, count_in_between};
    use crate::store::turns::MOST_ROWS;

    #[tokio::test(flavor = "multi_thread")]
    async fn processes_that_claim_at_once_never_have_the_same_message() {
        let place = TestPlace::new();
        let hook = target("a");
        let first = Store::open(&place.place).await.expect("a new database");
        for number in 0..60 {
            request(&first, number, std::slice::from_ref(&hook)).await;
        }
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..3 {
            let store = Store::open(&place.place).await.expect("the same database");
            for _ in 0..7 {
                let (store, hook) = (store.clone(), hook.clone());
                tasks.spawn(async move { store.claim_messages(&hook, 4, at(0)).await.expect("claims") });
            }
        }
        let claimed: Vec<_> = tasks.join_all().await.into_iter().flatten().map(|message| message.id).collect();
        assert_eq!(claimed.len(), 60);
        assert_eq!(claimed.iter().collect::<HashSet<_>>().len(), 60);
    }

    #[tokio::test]
    async fn a_claim_keeps_others_away_until_it_ends() {
        let store = TestStore::new().await;
        let hook = target("a");
        request(&store, 0, std::slice::from_ref(&hook)).await;
        assert_eq!(store.claim_messages(&hook, 9, at(0)).await.expect("claims").len(), 1);
        let ends = CLAIM.num_seconds();
        for second in 0..ends {
            assert!(store.claim_messages(&hook, 9, at(second)).await.expect("claims").is_empty(), "{second}");
            assert!(store.targets_waited_for(at(second)).await.expect("targets").is_empty(), "{second}");
        }
        // The process that had it was killed: it counts as an attempt, and the message keeps its name.
        assert_eq!(store.targets_waited_for(at(ends)).await.expect("targets"), std::slice::from_ref(&hook));
        let again = store.claim_messages(&hook, 9, at(ends)).await.expect("claims");
        assert_eq!((again.len(), again[0].attempts, &again[0].id), (1, 1, &entries(&store).await[0].id));
    }

    #[tokio::test]
    async fn what_a_clock_put_off_that_was_ahead_is_due_again() {
        const YEAR: i64 = 365 * 24 * 60 * 60;
        let store = TestStore::new().await;
        let (tried, claimed, new) = (target("tried"), target("claimed"), target("new"));
        request(&store, 0, &[tried.clone(), claimed.clone(), new.clone()]).await;
        // The clock is right until now, and so nothing is put off.
        let message = store.claim_messages(&tried, 1, at(0)).await.expect("claims").remove(0);
        store.note_failed(&message, "down", schedule::latest(at(0))).await.expect("a note");
        store.claim_messages(&claimed, 1, at(0)).await.expect("claims");
        assert_eq!(store.bring_forward_messages(at(0)).await.expect("an update"), 0);
        assert!(store.claim_messages(&tried, 1, at(0)).await.expect("claims").is_empty());
        assert!(store.claim_messages(&claimed, 1, at(0)).await.expect("claims").is_empty());

        // It was a year ahead.
        assert_eq!(store.bring_forward_messages(at(-YEAR)).await.expect("an update"), 3);
        let mut waited_for = store.targets_waited_for(at(-YEAR)).await.expect("targets");
        waited_for.sort_by(|one, other| one.name.cmp(&other.name));
        assert_eq!(waited_for, [new.clone(), tried]);
        assert_eq!(store.outbox_trouble(at(600 - YEAR)).await.expect("counts").late, 2, "nobody sends them");
        // What is in flight has its time.
        let ends = CLAIM.num_seconds() - YEAR;
        assert!(store.claim_messages(&claimed, 1, at(ends - 1)).await.expect("claims").is_empty());
        assert_eq!(store.claim_messages(&claimed, 1, at(ends)).await.expect("claims").len(), 1);
    }

    #[tokio::test]
    async fn what_was_never_tried_waits_for_no_clock_that_is_a_day_behind() {
        const DAY: i64 = 24 * 60 * 60;
        let store = TestStore::new().await;
        let hook = target("a");
        request(&store, 0, std::slice::from_ref(&hook)).await;
        assert_eq!(store.bring_forward_messages(at(0) - APART).await.expect("an update"), 0, "another server's clock");
        assert!(store.claim_messages(&hook, 1, at(-DAY)).await.expect("claims").is_empty());
        assert_eq!(store.bring_forward_messages(at(-DAY)).await.expect("an update"), 1);
        assert_eq!(store.claim_messages(&hook, 1, at(-DAY)).await.expect("claims").len(), 1);
    }

    #[tokio::test]
    async fn whoever_is_late_changes_nothing_but_that_it_has_arrived() {
        let store = TestStore::new().await;
        let hook = target("a");
        request(&store, 0, std::slice::from_ref(&hook)).await;
        let late = store.claim_messages(&hook, 1, at(0)).await.expect("claims").remove(0);
        let now = at(CLAIM.num_seconds());
        let second = store.claim_messages(&hook, 1, now).await.expect("claims").remove(0);

        let before = entries(&store).await;
        store.note_failed(&late, "late", at(5)).await.expect("a note");
        store.note_dead(&late, "late", now).await.expect("a note");
        store.release_message(&late).await.expect("a note");
        assert_eq!(entries(&store).await, before);
        assert!(store.claim_messages(&hook, 1, now).await.expect("claims").is_empty());

        store.note_delivered(&late, now).await.expect("a note");
        store.note_failed(&second, "slow", now).await.expect("a note");
        let entry = entries(&store).await.remove(0);
        assert_eq!((entry.state, entry.last_error), (EntryState::Delivered, None));
    }

    #[tokio::test]
    async fn a_claim_that_is_given_back_is_no_attempt() {
        let store = TestStore::new().await;
        let hook = target("a");
        request(&store, 0, std::slice::from_ref(&hook)).await;
        for _ in 0..3 {
            let message = store.claim_messages(&hook, 1, at(0)).await.expect("claims").remove(0);
            assert_eq!(message.attempts, 0);
            store.release_message(&message).await.expect("a release");
            // Once is enough.
            store.release_message(&message).await.expect("a release");
        }
    }

    #[tokio::test]
    async fn what_always_fails_is_tried_ten_times_over_three_days_and_is_dead_then() {
        let store = TestStore::new().await;
        let hook = target("a");
        request(&store, 0, std::slice::from_ref(&hook)).await;
        let (mut now, mut tried) = (at(0), Vec::new());
        loop {
            let message = store.claim_messages(&hook, 1, now).await.expect("claims").remove(0);
            tried.push((now - at(0)).num_seconds());
            match Next::after(message.attempts + 1, now, None, 0.0) {
                Next::At(due) => {
                    store.note_failed(&message, "down", due).await.expect("a note");
                    let early = due - TimeDelta::seconds(1);
                    assert!(store.claim_messages(&hook, 1, early).await.expect("claims").is_empty());
                    now = due;
                }
                Next::Exhausted => break store.note_dead(&message, "down", now).await.expect("a note"),
                Next::TooLate => panic!("it wanted nothing"),
            }
        }
        assert_eq!(tried, [0, 5, 305, 2105, 9305, 27305, 63305, 113_705, 185_705, 272_105]);
        let entry = entries(&store).await.remove(0);
        assert_eq!((entry.state, entry.attempts), (EntryState::Dead, ATTEMPTS));
        assert!(store.claim_messages(&hook, 1, at(i64::from(i32::MAX))).await.expect("claims").is_empty());
    }

    #[tokio::test]
    async fn a_target_that_is_gone_gets_nothing_and_others_all() {
        let store = TestStore::new().await;
        let (gone, other) = (target("gone"), target("other"));
        for number in 0..3 {
            request(&store, number, &[gone.clone(), other.clone()]).await;
        }
        let in_flight = store.claim_messages(&gone, 2, at(0)).await.expect("claims");
        store.note_gone(&in_flight[0], at(1)).await.expect("a note");
        // The second one was on its way, and comes back with an error.
        store.note_failed(&in_flight[1], "reset", at(6)).await.expect("a note");
        request(&store, 3, std::slice::from_ref(&gone)).await;
        assert!(store.claim_messages(&gone, 9, at(60)).await.expect("claims").is_empty());
        store.bury_stopped_messages(at(60)).await.expect("a burial");
        let of = |name: &'static str, entries: &[super::super::entry::Entry]| {
            entries.iter().filter(|entry| entry.target == name).map(|entry| entry.state).collect::<Vec<_>>()
        };
        let entries = entries(&store).await;
        assert_eq!(of("gone", &entries), [EntryState::Dead; 4]);
        assert_eq!(of("other", &entries), [EntryState::Waiting; 3]);
        let trouble = store.outbox_trouble(at(60)).await.expect("counts");
        assert_eq!((trouble.dead, trouble.stopped), (4, 1));
    }

    #[tokio::test]
    async fn what_was_delivered_is_forgotten_after_thirty_days_and_what_is_dead_is_not() {
        let store = TestStore::new().await;
        let hook = target("a");
        request(&store, 0, std::slice::from_ref(&hook)).await;
        request(&store, 1, std::slice::from_ref(&hook)).await;
        let messages = store.claim_messages(&hook, 2, at(0)).await.expect("claims");
        store.note_delivered(&messages[0], at(0)).await.expect("a note");
        store.note_dead(&messages[1], "no", at(0)).await.expect("a note");
        for (now, expected) in [(at(0) + KEPT, 2), (at(1) + KEPT, 1)] {
            store.forget_delivered_messages(now).await.expect("a deletion");
            assert_eq!(entries(&store).await.len(), expected);
        }
        assert_eq!(entries(&store).await[0].state, EntryState::Dead);
    }

    #[tokio::test]
    async fn others_write_while_much_is_forgotten() {
        const MANY: u128 = 2 * MOST_ROWS as u128 + 1;
        let place = TestPlace::of_file();
        let store = Store::open(&place.place).await.expect("a new database");
        requests(&store, 0..MANY, &[target("a")]).await;
        const DELIVERED: &str = "UPDATE outbox SET state = 'delivered', ended_at = '1970-01-01T00:00:00Z'";
        store.execute(sqlx::query(DELIVERED)).await.expect("rows");
        let forgetting = store.forget_delivered_messages(at(1) + KEPT);
        let (left, forgotten) = count_in_between(&store, forgetting, "SELECT COUNT(*) FROM outbox").await;
        assert!(left > 0, "the first transaction took all");
        assert_eq!(u128::from(forgotten.expect("deletions")), MANY);
        assert!(entries(&store).await.is_empty());
    }

    #[tokio::test]
    async fn a_reason_is_one_short_line() {
        assert_eq!(short("a\r\nb"), "a  b");
        assert_eq!(short(&"ü".repeat(1000)), "ü".repeat(LONGEST_REASON));
    }
}
