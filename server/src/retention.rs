//! Retention: requests are erased once they are so many months old, and a clock that is wrong erases none.
//!
//! What is erased hangs on the clock alone, so each look is kept in the database. Where the clock has gone back since the look before, or
//! forward by more than [`GAP`], it may be wrong: nothing is erased for the days of [`HOLD`], in which the log says so each day. A server
//! that was off for months waits as long. Where a request is stored that comes from the clock's future, nothing is erased at all.

use std::time::Duration;

use chrono::{DateTime, Months, TimeDelta, Utc};
use tokio::time::sleep;

use crate::number;
use crate::store::Store;
use crate::store::turns::{MOST_ROWS, until_none};

mod looks;

use looks::Look;

/// How often old requests are erased, and how soon again where that failed.
const DAILY: Duration = Duration::from_secs(24 * 60 * 60);
const AGAIN: Duration = Duration::from_secs(60 * 60);

/// The largest file, in bytes, that is written anew after that, so that nothing is left in its free parts: others wait meanwhile, about two
/// seconds for this one.
const LARGEST: u64 = 256 << 20;

/// Who has erased old requests, as the audit log says.
const BY: &str = "retention rule";

/// How far a clock may go back between two looks, and how far a request may lie in its future.
const SLACK: TimeDelta = TimeDelta::days(1);

/// How far a clock may go forward between two looks.
const GAP: TimeDelta = TimeDelta::days(40);

/// How long a clock that has jumped is to go on steadily before it is believed.
const HOLD: TimeDelta = TimeDelta::days(7);

/// How long requests are kept.
#[derive(Clone, Copy, clap::Args)]
pub struct RetentionSettings {
    /// Months after which a request is erased, with all that was noted and is known of it; 0 keeps requests for ever
    #[arg(long, env = "PLAN_KEEP_MONTHS", value_name = "NUMBER", default_value_t = 24)]
    #[arg(value_parser = number::within(0..=1200_u32))]
    keep_months: u32,
}

/// What a look at the clock and the requests leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// Old requests may be erased.
    Believed,
    /// The clock has jumped, and is believed from then on.
    HeldUntil(DateTime<Utc>),
    /// A request was stored later than now.
    BehindRequest(DateTime<Utc>),
}

/// What became of a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Done {
    verdict: Verdict,
    erased: u64,
}

impl RetentionSettings {
    /// Erases old requests once now and then daily, for ever. Where requests are kept for ever, it removes what is left of erased ones, and
    /// returns.
    pub async fn follow(self, store: Store) {
        // An earlier process, or a page of the inbox, may have ended before it removed them.
        let mut traces = store.has_erased().await.unwrap_or(true);
        if self.keep_months == 0 {
            while traces && leaves_traces(&store).await {
                sleep(AGAIN).await;
            }
            return;
        }
        loop {
            let done = self.run(&store, Utc::now(), &mut traces).await;
            sleep(if done.is_ok() && !traces { DAILY } else { AGAIN }).await;
        }
    }

    /// Erases what is old now, where the clock is believed, and logs how many requests that were, never whose. `traces` says whether the files may
    /// still hold parts of what was erased, before and after: they are removed with the next look that can.
    async fn run(self, store: &Store, now: DateTime<Utc>, traces: &mut bool) -> Result<Done, sqlx::Error> {
        let done = self.erase(store, now).await;
        // What fails may have erased some before.
        *traces |= !matches!(done, Ok(Done { erased: 0, .. }));
        *traces = *traces && leaves_traces(store).await;
        let months = self.keep_months;
        match &done {
            Ok(Done { verdict: Verdict::Believed, erased: 0 }) => {}
            Ok(Done { verdict: Verdict::Believed, erased }) => {
                let requests = number::counted(*erased, "request");
                tracing::info!("erased {requests} older than {months} months, as --keep-months says");
            }
            Ok(Done { verdict: Verdict::HeldUntil(until), .. }) => tracing::error!(
                "no old requests are erased until {until}: the clock has jumped since they were looked at last, to {now}, or the server was \
                 off for weeks; if the clock is wrong, set it right before then"
            ),
            Ok(Done { verdict: Verdict::BehindRequest(newest), .. }) => tracing::error!(
                "no old requests are erased: one was stored at {newest}, which is later than the clock says ({now}); set the clock right, or \
                 erase what was stored while it was wrong: `plan-server requests list --from {}` finds it",
                (now + SLACK).date_naive()
            ),
            Err(error) => tracing::error!("old requests cannot be erased: {error}"),
        }
        done
    }

    async fn erase(self, store: &Store, now: DateTime<Utc>) -> Result<Done, sqlx::Error> {
        let verdict = store.look_at_clock(now, verdict).await?;
        // No instant is so early that the months before it are none.
        let before = now.checked_sub_months(Months::new(self.keep_months));
        let erased = match (verdict, before) {
            (Verdict::Believed, Some(before)) => {
                until_none(|| store.erase_received_before(before, MOST_ROWS, BY)).await?
            }
            _ => 0,
        };
        Ok(Done { verdict, erased })
    }
}

/// Removes what may be left of erased requests in the files of the database; tells whether that is to be tried again.
async fn leaves_traces(store: &Store) -> bool {
    let removed = store.leave_no_trace(Some(LARGEST)).await;
    if let Err(error) = &removed {
        tracing::warn!(
            "the files of the database may still hold parts of erased requests, and it is tried again in an hour: {error}"
        );
    }
    removed.is_err()
}

/// Tells whether the clock is believed, by the look before and the newest request; since when it goes on steadily, where it has ever jumped.
fn verdict(before: Option<&Look>, newest: Option<DateTime<Utc>>, now: DateTime<Utc>) -> (Verdict, Look) {
    // Before the first look, the newest request tells when the clock was right.
    let seen = before.map(|look| look.seen_at).or(newest);
    let has_jumped = seen.is_some_and(|seen| now < seen - SLACK || now > seen + GAP);
    let steady_since = if has_jumped { Some(now) } else { before.and_then(|look| look.steady_since) };
    let steady_since = steady_since.filter(|since| now < *since + HOLD);
    let verdict = match (newest.filter(|newest| now < *newest - SLACK), steady_since) {
        (Some(newest), _) => Verdict::BehindRequest(newest),
        (None, Some(since)) => Verdict::HeldUntil(since + HOLD),
        (None, None) => Verdict::Believed,
    };
    (verdict, Look { seen_at: now, steady_since })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outbox::testing::{at, request, requests, target};
    use crate::store::testing::TestPlace;

    fn days(count: i64) -> DateTime<Utc> {
        at(count * 24 * 60 * 60)
    }

    const MONTHS: RetentionSettings = RetentionSettings { keep_months: 24 };

    /// Looks once a day at a clock that says this; on which days old requests may be erased.
    fn believed(first: Option<i64>, clock: impl IntoIterator<Item = i64>) -> Vec<i64> {
        let mut before = None;
        let mut days_believed = Vec::new();
        for day in clock {
            let (verdict, look) = verdict(before.as_ref(), first.map(days), days(day));
            if verdict == Verdict::Believed {
                days_believed.push(day);
            }
            before = Some(look);
        }
        days_believed
    }

    #[test]
    fn a_clock_that_goes_on_is_believed_and_one_that_has_jumped_after_a_week() {
        // A new database, and one whose newest request is some weeks old.
        assert_eq!(believed(None, 0..5), [0, 1, 2, 3, 4]);
        assert_eq!(believed(Some(0), [40, 41]), [40, 41]);
        // A server that was off for weeks, and one for months.
        assert_eq!(believed(None, [0, 39, 40]), [0, 39, 40]);
        assert_eq!(believed(None, [0].into_iter().chain(90..100)), [0, 97, 98, 99]);
        // Years forward, and back again.
        assert_eq!(believed(None, [0, 1, 1001, 1002, 1003]), [0, 1]);
        assert_eq!(believed(None, [0, 1, 1001, 1002, 3, 4, 5, 6, 7, 8, 9, 10, 11]), [0, 1, 10, 11]);
        // The first look at an old database.
        assert_eq!(believed(Some(0), 1000..1009), [1007, 1008]);
    }

    #[test]
    fn nothing_is_erased_while_a_request_lies_in_the_future() {
        for (now, expected) in [
            (days(9), Verdict::Believed),
            (days(9) - TimeDelta::seconds(1), Verdict::BehindRequest(days(10))),
            (days(8), Verdict::BehindRequest(days(10))),
        ] {
            let before = Look { seen_at: now, steady_since: None };
            assert_eq!(verdict(Some(&before), Some(days(10)), now).0, expected, "{now}");
        }
    }

    #[tokio::test]
    async fn what_is_erased_is_older_than_the_months_with_all_that_hangs_on_it() {
        let store = Store::in_memory().await.expect("a database");
        for number in 0..3 {
            request(&store, number, &[target("a")]).await;
        }
        store
            .execute(sqlx::query("UPDATE plan_requests SET received_at = '1970-03-01T00:00:00Z' WHERE rowid > 1"))
            .await
            .expect("rows");
        let mut day: DateTime<Utc> = "1972-01-01T00:00:00Z".parse().expect("an instant");
        let erased_at = async |day| MONTHS.run(&store, day, &mut false).await.expect("a run").erased;
        let first = MONTHS.run(&store, day, &mut false).await.expect("a run");
        assert!(matches!(first.verdict, Verdict::HeldUntil(_)), "the newest request is years old: {first:?}");
        let mut erased = Vec::new();
        while day < "1972-03-03T00:00:00Z".parse::<DateTime<Utc>>().expect("an instant") {
            day += TimeDelta::days(1);
            match erased_at(day).await {
                0 => {}
                count => erased.push((day.date_naive().to_string(), count)),
            }
        }
        assert_eq!(erased, [("1972-01-08".to_owned(), 1), ("1972-03-02".to_owned(), 2)]);
        let left: i64 = sqlx::query_scalar("SELECT count(*) FROM outbox")
            .fetch_one(&mut store.read().await.expect("a connection"))
            .await
            .expect("a count");
        assert_eq!(left, 0);
        assert_eq!(erased_at(day).await, 0, "a second time there is nothing");
    }

    #[tokio::test]
    async fn traces_that_could_not_be_removed_are_removed_with_a_later_look() {
        let place = TestPlace::of_file();
        let store = Store::open(&place.place).await.expect("a new database");
        requests(&store, 0..100, &[target("a")]).await;
        let day = "1972-02-01T00:00:00Z".parse().expect("an instant");
        store.look_at_clock(day, |_, _, now| ((), Look { seen_at: now, steady_since: None })).await.expect("a look");
        assert!(!store.has_erased().await.expect("a look"));
        while store.erase_received_before(day, MOST_ROWS, "ada").await.expect("a batch") > 0 {}
        let free = async || {
            let reader = &mut store.read().await.expect("a connection");
            sqlx::query_scalar::<_, i64>("PRAGMA freelist_count").fetch_one(reader).await.expect("a count")
        };
        assert!(free().await > 0, "pages that held what is erased");
        // What the next process knows.
        let mut traces = store.has_erased().await.expect("a look");
        assert!(traces);

        let closed = Store::open(&place.place).await.expect("the same database");
        closed.close().await;
        MONTHS.run(&closed, day, &mut traces).await.expect_err("it cannot be used");
        assert!(traces && free().await > 0, "they are left");
        let done = MONTHS.run(&store, day, &mut traces).await.expect("a run");
        assert_eq!((done.erased, traces, free().await), (0, false, 0));

        // What cannot be looked at may have erased something.
        MONTHS.run(&closed, day, &mut traces).await.expect_err("it cannot be used");
        assert!(traces);
    }

    #[tokio::test]
    async fn traces_are_removed_where_requests_are_kept_for_ever() {
        let place = TestPlace::of_file();
        let store = Store::open(&place.place).await.expect("a new database");
        requests(&store, 0..100, &[]).await;
        let all = "1972-02-01T00:00:00Z".parse().expect("an instant");
        assert_eq!(store.erase_received_before(all, MOST_ROWS, "ada").await.expect("a batch"), 100);
        let free = async || {
            let reader = &mut store.read().await.expect("a connection");
            sqlx::query_scalar::<_, i64>("PRAGMA freelist_count").fetch_one(reader).await.expect("a count")
        };
        assert!(free().await > 0, "pages that held what is erased");
        RetentionSettings { keep_months: 0 }.follow(store.clone()).await;
        assert_eq!(free().await, 0);
    }

    #[tokio::test]
    async fn many_are_erased_in_batches() {
        let store = Store::in_memory().await.expect("a database");
        requests(&store, 0..450, &[]).await;
        let day = "1972-02-01T00:00:00Z".parse().expect("an instant");
        store.look_at_clock(day, |_, _, now| ((), Look { seen_at: now, steady_since: None })).await.expect("a look");
        let done = MONTHS.run(&store, day, &mut false).await.expect("a run");
        assert_eq!(done, Done { verdict: Verdict::Believed, erased: 450 });
        let batches = store.audit(0, 10).await.expect("lines").0.into_iter().map(|line| (line.by, line.detail));
        let expected = ["50", "200", "200"].map(|count| (BY.to_owned(), Some(count.to_owned())));
        assert_eq!(batches.collect::<Vec<_>>(), expected);
    }
}
