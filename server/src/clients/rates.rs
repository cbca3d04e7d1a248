//! How many requests are taken in a time: of each client, and of all together.

use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock, Reference};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::HashMapStateStore;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};

use super::network::Network;

/// How many clients are told apart at once. What is kept of each is some fifty bytes, and forgotten once it may send as many as ever.
const MOST_CLIENTS: usize = 65_536;

/// How often those are looked for who may be forgotten, at most, once there are as many.
const FORGET_AGAIN: Duration = Duration::from_secs(1);

/// For how many seconds' worth of requests all clients together may have in reserve.
const RESERVE: u32 = 10;

type OfEach<C> = RateLimiter<Network, HashMapStateStore<Network>, C, NoOpMiddleware<<C as Clock>::Instant>>;
type OfAll<C> = RateLimiter<NotKeyed, InMemoryState, C, NoOpMiddleware<<C as Clock>::Instant>>;

/// The limits, and who has sent how much.
pub struct Rates<C: Clock = DefaultClock> {
    of_each: Option<OfEach<C>>,
    of_all: Option<OfAll<C>>,
    clock: C,
    forgot_at: Mutex<C::Instant>,
}

impl Rates {
    /// Limits what one client may send in a minute, and what all together may in a second; 0 is no limit.
    pub fn new(per_client_and_minute: u32, per_second: u32) -> Self {
        Self::by_clock(per_client_and_minute, per_second, DefaultClock::default())
    }
}

impl<C: Clock + Clone> Rates<C> {
    fn by_clock(per_client_and_minute: u32, per_second: u32, clock: C) -> Self {
        let of_each = NonZeroU32::new(per_client_and_minute).map(Quota::per_minute);
        let of_all = NonZeroU32::new(per_second).map(|rate| {
            Quota::per_second(rate).allow_burst(rate.saturating_mul(NonZeroU32::MIN.saturating_add(RESERVE - 1)))
        });
        Self {
            of_each: of_each.map(|quota| RateLimiter::new(quota, HashMapStateStore::default(), clock.clone())),
            of_all: of_all.map(|quota| RateLimiter::direct_with_clock(quota, clock.clone())),
            forgot_at: Mutex::new(clock.now()),
            clock,
        }
    }

    /// Tells whether each client has a limit of its own.
    pub fn tell_clients_apart(&self) -> bool {
        self.of_each.is_some()
    }

    /// Counts a request of a client, or of somebody unknown.
    ///
    /// # Errors
    ///
    /// For how long to wait. What one client sends too much then counts for nobody else.
    pub fn admit(&self, client: Option<Network>) -> Result<(), Duration> {
        if let (Some(limiter), Some(client)) = (&self.of_each, client) {
            let client = if self.has_room(limiter) { client } else { client.around() };
            limiter.check_key(&client).map_err(|not_until| not_until.wait_time_from(self.clock.now()))?;
        }
        match &self.of_all {
            Some(limiter) => limiter.check().map_err(|not_until| not_until.wait_time_from(self.clock.now())),
            None => Ok(()),
        }
    }

    /// Tells whether one more client can be told apart; forgets those who have sent nothing of late where there are very many.
    fn has_room(&self, limiter: &OfEach<C>) -> bool {
        if limiter.len() < MOST_CLIENTS {
            return true;
        }
        let now = self.clock.now();
        let mut forgot_at = self.forgot_at.lock().unwrap_or_else(PoisonError::into_inner);
        if Duration::from(now.duration_since(*forgot_at)) < FORGET_AGAIN {
            return false;
        }
        *forgot_at = now;
        limiter.retain_recent();
        limiter.shrink_to_fit();
        limiter.len() < MOST_CLIENTS
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv6Addr};

    use governor::clock::FakeRelativeClock;

    use super::*;

    fn client(last: u8) -> Option<Network> {
        Network::of_public(IpAddr::from([203, 0, 113, last]))
    }

    fn seconds(answer: Result<(), Duration>) -> Option<u64> {
        answer.err().map(|wait| wait.as_secs_f64().ceil() as u64)
    }

    #[test]
    fn each_client_has_a_limit_of_its_own_and_is_told_when_it_may_go_on() {
        let clock = FakeRelativeClock::default();
        let rates = Rates::by_clock(6, 0, clock.clone());
        for _ in 0..6 {
            assert_eq!(rates.admit(client(1)), Ok(()));
        }
        for _ in 0..3 {
            assert_eq!(seconds(rates.admit(client(1))), Some(10), "what is refused does not count");
        }
        assert_eq!(rates.admit(client(2)), Ok(()));
        assert_eq!(rates.admit(None), Ok(()), "who is unknown has the limit of all alone");
        clock.advance(Duration::from_secs(4));
        assert_eq!(seconds(rates.admit(client(1))), Some(6));
        clock.advance(Duration::from_secs(6));
        assert_eq!(rates.admit(client(1)), Ok(()));
        assert_eq!(seconds(rates.admit(client(1))), Some(10));
        clock.advance(Duration::from_secs(60));
        let taken = (0..20).filter(|_| rates.admit(client(1)).is_ok()).count();
        assert_eq!(taken, 6);
    }

    #[test]
    fn all_together_have_a_limit_and_one_who_sends_too_much_does_not_use_it_up() {
        let clock = FakeRelativeClock::default();
        let rates = Rates::by_clock(5, 2, clock.clone());
        let taken = (0..1000).filter(|_| rates.admit(client(1)).is_ok()).count();
        assert_eq!(taken, 5);
        let taken = (0..1000).filter(|_| rates.admit(None).is_ok()).count();
        assert_eq!(taken, 15, "twenty in reserve, of which five are spent");
        assert_eq!(seconds(rates.admit(client(2))), Some(1));
        clock.advance(Duration::from_secs(1));
        let taken = (0..1000).filter(|_| rates.admit(None).is_ok()).count();
        assert_eq!(taken, 2);
    }

    #[test]
    fn nought_is_no_limit() {
        let rates = Rates::by_clock(0, 0, FakeRelativeClock::default());
        assert!(!rates.tell_clients_apart());
        assert!((0..100_000).all(|_| rates.admit(client(1)).is_ok()));
    }

    #[test]
    fn what_is_kept_of_clients_is_bounded_and_forgotten() {
        let clock = FakeRelativeClock::default();
        let rates = Rates::by_clock(2, 0, clock.clone());
        let kept = || rates.of_each.as_ref().map_or(0, RateLimiter::len);
        // Somebody who has a whole block of networks, and sends from each.
        let from = |number: u128| Network::of_public(Ipv6Addr::from_bits((0x2001_0db8 << 96) | (number << 64)).into());
        for number in 0..200_000 {
            let _ = rates.admit(from(number));
        }
        assert_eq!(kept(), MOST_CLIENTS + 1, "and all others as one");
        assert!(rates.admit(from(300_000)).is_err());
        assert_eq!(rates.admit(client(1)), Ok(()), "others are still told apart from them");

        clock.advance(Duration::from_secs(120));
        assert_eq!(rates.admit(from(300_000)), Ok(()));
        assert_eq!(kept(), 1);
    }
}
