use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use lean_view::in_scope;
use plans::Answers;
use plans::catalog::Zone;
use plans::support::{HoursQuery, LocalSupport, Moment};
use support_hours::{MINUTES_PER_WEEK, WallMinute};

use super::super::{Platform, Shown, State};
use super::{Dice, NATIVE, bilingual, instant, msa, msa_with, only, state};

/// States at a time, on the clocks of a zone.
fn at(now: &str, zone: &str) -> State {
    let state = state(msa());
    state.hours.tell_time(instant(now));
    assert!(state.hours.take_zone(zone));
    state
}

/// All that is said of the hours.
fn said(state: State) -> Vec<String> {
    let catalog = state.offer.catalog();
    let mut said = Vec::new();
    for plan in catalog.plans() {
        for severity in catalog.severities() {
            said.push(state.hours.local_hours(severity, plan));
        }
        let Some(local) = state.hours.local_support(plan) else { continue };
        let query = local.query;
        let to_wall = |at: DateTime<Utc>| query.wall_minute(at);
        state.offer.words(|words| {
            said.push(words.availability(local.support.availability(query.now), query.now, &to_wall));
            if let (Some(deadline), Some(response)) = (local.deadline(), local.support.response) {
                said.push(words.short_moment(query.wall_minute(deadline.due), query.wall_minute(query.now)));
                said.push(words.due(&deadline, response, query.moment, &to_wall));
            }
            said.push(words.open_hours(&local.open()));
        });
        said.push((query.minute_of_week() / 15).to_string());
    }
    said
}

#[test]
fn nothing_is_told_before_the_time_is_known() {
    in_scope(|| {
        let state = state(msa());
        let plus = state.plan_called("plus");
        assert!(state.hours.query().is_none() && state.hours.local_support(plus).is_none());
        assert_eq!(state.hours.written_zone(), "");
        assert_eq!(state.hours.next_change(), Some(DateTime::UNIX_EPOCH), "the time is asked for at once");
        state.hours.tell_time(instant("2026-11-29T02:00:59Z"));
        assert!(state.hours.query().is_some() && state.hours.local_support(plus).is_some());
        assert_eq!(state.hours.written_zone(), "Europe/Berlin", "the platform's own");
        assert!(state.hours.chosen_zone().is_none());
        let now = state.hours.local_support(plus).map(|local| local.query.now);
        assert_eq!(now, Some(instant("2026-11-29T02:00:00Z")), "whole minutes count");
    });
}

#[test]
fn a_catalogue_that_tells_no_severities_apart_needs_no_time() {
    let start = include_str!("../../../catalogs/msa.json").find("\"severities\"").expect("severities");
    let rest = &include_str!("../../../catalogs/msa.json")[start..];
    let severities = &rest[..rest.find("\"groups\"").expect("groups")];
    in_scope(|| {
        let state = state(msa_with(&[(severities, "")]));
        assert_eq!(state.hours.next_change(), None);
        state.hours.tell_time(instant("2026-11-29T02:00:00Z"));
        assert_eq!((state.hours.next_change(), state.hours.severity()), (None, None));
        state.show(Shown::told(msa()));
        assert!(state.hours.severity().is_some() && state.hours.next_change().is_some());
    });
}

#[test]
fn a_zone_is_found_by_its_name_or_its_city() {
    in_scope(|| {
        let state = state(msa());
        for (written, name) in [
            ("America/New_York", "America/New_York"),
            ("new york", "America/New_York"),
            (" NEW_YORK ", "America/New_York"),
            ("buenos aires", "America/Argentina/Buenos_Aires"),
            ("kolkata", "Asia/Kolkata"),
            ("UTC", "UTC"),
        ] {
            state.hours.choose_zone(written.to_owned());
            assert_eq!(state.hours.written_zone(), name);
            assert_eq!(state.hours.chosen_zone().map(|zone| zone.name()).as_deref(), Some(name));
            assert!(!state.hours.is_zone_unknown());
        }
    });
}

#[test]
fn every_zone_is_found_by_its_own_name() {
    in_scope(|| {
        let state = state(msa());
        for name in NATIVE.zone_names() {
            assert!(state.hours.take_zone(&name), "{name}");
            assert_eq!(state.hours.chosen_zone().map(|zone| zone.name()), Some(name));
        }
    });
}

#[test]
fn what_is_no_zone_is_kept_as_written_and_the_zone_before_stays() {
    in_scope(|| {
        let state = at("2026-11-29T02:00:00Z", "America/New_York");
        let before = said(state);
        for written in ["Nowhere", "Europe/", "New  York", "\0", "Europe/Berlin;x"] {
            state.hours.write_zone(written.to_owned());
            assert!(!state.hours.is_zone_unknown(), "it may become one");
            state.hours.choose_zone(written.to_owned());
            assert!(state.hours.is_zone_unknown());
            assert_eq!(state.hours.written_zone(), written);
            assert_eq!(said(state), before);
            assert!(!state.hours.take_zone(written));
            // Those hours are told by a zone that was chosen, and a link says so.
            assert_eq!(state.hours.chosen_zone().map(|zone| zone.name()).as_deref(), Some("America/New_York"));
        }
        for own in ["", "  "] {
            state.hours.choose_zone(own.to_owned());
            assert_eq!(state.hours.written_zone(), "Europe/Berlin");
            assert!(state.hours.chosen_zone().is_none() && !state.hours.is_zone_unknown());
        }
        state.hours.choose_zone("Nowhere".to_owned());
        assert!(state.hours.chosen_zone().is_none(), "the platform's own was not chosen");
    });
}

#[test]
fn another_view_keeps_the_visitors_own_zone_and_drops_the_one_that_was_chosen() {
    in_scope(|| {
        let state = at("2026-11-29T02:00:00Z", "Asia/Tokyo");
        state.hours.choose_zone("Nowhere".to_owned());
        state.hours.report_at(Moment::Next(90), String::new());
        state.show_view("severity=2");
        assert_eq!(state.hours.written_zone(), "Europe/Berlin");
        assert!(state.hours.query().is_some() && !state.hours.is_zone_unknown());
        assert_eq!(state.hours.moment(), Moment::Now);
        assert_eq!(state.hours.severity(), state.offer.catalog().severity_by_id("2"));
        state.show_view("zone=Asia/Tokyo");
        assert_eq!(state.hours.chosen_zone().map(|zone| zone.name()).as_deref(), Some("Asia/Tokyo"));
        state.show_view("zone=Nowhere");
        assert_eq!((state.hours.written_zone().as_str(), state.hours.chosen_zone()), ("Europe/Berlin", None));
    });
}

#[test]
fn zones_are_listed_once_they_are_asked_for() {
    in_scope(|| {
        let state = state(msa());
        assert!(state.hours.listed_zones().is_empty());
        state.hours.list_zones();
        assert_eq!(state.hours.listed_zones(), NATIVE.zone_names());
        state.show_view("");
        assert_eq!(state.hours.listed_zones(), NATIVE.zone_names());
    });
}

#[test]
fn a_moment_is_named_or_a_time_and_all_else_is_kept_as_it_may_become_one() {
    in_scope(|| {
        let state = state(msa());
        let half_past_six = Moment::Shown(WallMinute(instant("2026-11-27T18:30:00Z").timestamp() / 60));
        for (written, moment, kept) in [
            ("0", Moment::Next(0), ""),
            ("10079", Moment::Next(10_079), ""),
            ("2026-11-27T18:30", half_past_six, "2026-11-27T18:30"),
            ("now", Moment::Now, ""),
            ("2026-11", Moment::Now, "2026-11"),
            ("2026-02-30T00:00", Moment::Now, "2026-02-30T00:00"),
            // A week has 10,080 minutes.
            ("10080", Moment::Now, "10080"),
            ("999999", Moment::Now, "999999"),
            ("", Moment::Now, ""),
        ] {
            state.hours.report_at_named(written.to_owned());
            assert_eq!((state.hours.moment(), state.hours.written_moment().as_str()), (moment, kept), "{written}");
            if kept.is_empty() && !written.is_empty() {
                assert_eq!(super::super::Hours::moment_name(moment), written);
            }
        }
    });
}

#[test]
fn the_time_of_the_report_is_what_the_visitors_clocks_show() {
    in_scope(|| {
        let state = at("2026-11-29T02:00:00Z", "America/New_York");
        let plus = state.plan_called("plus");
        let moment = || state.hours.local_support(plus).map(|local| local.query.moment);
        state.hours.report_at_named("2026-11-27T18:30".to_owned());
        assert_eq!(moment(), Some(instant("2026-11-27T23:30:00Z")));
        state.hours.choose_zone("Asia/Tokyo".to_owned());
        assert_eq!(moment(), Some(instant("2026-11-27T09:30:00Z")), "the same time on other clocks");
        // Sunday 11:00 there: Monday 00:00 is thirteen hours away.
        state.hours.report_at_named("0".to_owned());
        assert_eq!(moment(), Some(instant("2026-11-29T15:00:00Z")));
        state.hours.report_at_named("now".to_owned());
        assert_eq!(moment(), Some(instant("2026-11-29T02:00:00Z")));
    });
}

/// The time is told again when something changes, and not before.
#[test]
fn all_that_is_said_stays_true_until_the_time_is_told_next() {
    for (number, zone) in
        ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"].into_iter().enumerate()
    {
        in_scope(|| {
            let state = at("2026-11-29T02:00:00Z", zone);
            let catalog = state.offer.catalog();
            let severities: Vec<_> = catalog.severities().collect();
            let mut dice = Dice::new(number as u64);
            for _ in 0..12 {
                let now = instant("2026-01-01T00:00:00Z") + TimeDelta::minutes(dice.below(365 * 24 * 60) as i64);
                state.hours.look_at(dice.pick(&severities));
                state.hours.report_at(Moment::Now, String::new());
                if dice.once_in(3) {
                    state.hours.report_at_named("2026-11-27T18:30".to_owned());
                }
                state.hours.tell_time(now);
                let (before, next) = (said(state), state.hours.next_change().expect("something is shown"));
                assert!(now < next && next - now <= TimeDelta::minutes(15), "{now} {next}");
                assert_eq!(next.timestamp() % 60, 0);
                let last = next - TimeDelta::minutes(1);
                state.hours.tell_time(last);
                assert_eq!(said(state), before, "{zone} from {now} until {next}");
                assert_eq!(state.hours.next_change(), Some(next), "{zone} at {last}");
            }
        });
    }
}

#[test]
fn telling_the_time_when_it_is_due_goes_on_forever() {
    in_scope(|| {
        let state = at("2026-10-24T22:00:00Z", "Europe/Berlin");
        let mut now = instant("2026-10-24T22:00:00Z");
        for _ in 0..200 {
            let next = state.hours.next_change().expect("something is shown");
            assert!(now < next && next - now <= TimeDelta::minutes(15), "{now} {next}");
            now = next;
            state.hours.tell_time(now + TimeDelta::seconds(30));
        }
    });
}

/// By the platform's zones all is as it is by the database's, on both sides of each change of the clocks.
#[test]
fn local_hours_are_those_of_the_domain_around_a_change_of_the_clocks() {
    let locate = |zone: &Zone| zone.name.parse::<Tz>();
    for (name, day) in [
        ("Europe/Berlin", "2026-03-29T00:00:00Z"),
        ("Europe/Berlin", "2026-10-25T00:00:00Z"),
        ("America/New_York", "2026-03-08T00:00:00Z"),
        ("America/New_York", "2026-11-01T00:00:00Z"),
        ("Australia/Lord_Howe", "2026-04-05T00:00:00Z"),
    ] {
        let tz: Tz = name.parse().expect("a zone");
        in_scope(|| {
            let state = at(day, name);
            let catalog = state.offer.catalog();
            for hours in (-36..=36).step_by(9) {
                let now = instant(day) + TimeDelta::hours(hours);
                state.hours.tell_time(now);
                for severity in catalog.severities() {
                    state.hours.look_at(severity);
                    let query = HoursQuery::of(severity, now, tz, Moment::Now);
                    for plan in catalog.plans() {
                        let local = state.hours.local_support(plan).expect("zones are known");
                        let expected = LocalSupport::of(&catalog, &Answers::none(), severity, plan, query, locate)
                            .expect("a zone");
                        assert_eq!(local.deadline(), expected.deadline(), "{name} {now}");
                        assert_eq!(local.open(), expected.open(), "{name} {now}");
                        let words = state.hours.local_hours(severity, plan);
                        assert_eq!(words.is_empty(), expected.reads_the_same(), "{name} {now}: {words}");
                        assert!(expected.open().iter().all(|(_, closes)| *closes <= MINUTES_PER_WEEK));
                    }
                }
            }
        });
    }
}

/// Between the changes here and there the clocks are an hour closer.
#[test]
fn hours_elsewhere_are_an_hour_earlier_while_only_their_clocks_have_changed() {
    in_scope(|| {
        let state = at("2026-03-01T12:00:00Z", "Europe/Berlin");
        let catalog = state.offer.catalog();
        let (severity, start) = (catalog.severity_by_id("1").expect("one"), state.plan_called("start"));
        let opens = |now: &str| {
            state.hours.tell_time(instant(now));
            state.hours.look_at(severity);
            let local = state.hours.local_support(start).expect("zones are known");
            local.open()[1].0 % (24 * 60) / 60
        };
        assert_eq!(opens("2026-03-04T12:00:00Z"), 15);
        assert_eq!(opens("2026-03-18T12:00:00Z"), 14);
        assert_eq!(opens("2026-04-08T12:00:00Z"), 15);
        state.hours.choose_zone("America/New_York".to_owned());
        assert_eq!(state.hours.local_hours(severity, start), "", "the catalogue's words say the same");
    });
}

#[test]
fn another_offer_keeps_what_is_looked_at_by_its_id() {
    in_scope(|| {
        let state = state(bilingual("en"));
        state.hours.tell_time(instant("2026-11-29T02:00:00Z"));
        assert!(state.hours.take_zone("Asia/Tokyo"));
        state.hours.report_at_named("2026-11-27T18:30".to_owned());
        let third = state.offer.catalog().severity_by_id("3").expect("one");
        state.hours.look_at(third);
        let kept = |state: State| {
            let hours = state.hours;
            (hours.severity(), hours.moment(), hours.written_moment(), hours.written_zone(), hours.query().is_some())
        };
        let before = kept(state);
        for catalog in [bilingual("de"), only(bilingual("de"), &["plus", "enterprise"])] {
            state.show(Shown::told(catalog));
            assert_eq!(kept(state), before);
        }
        state.show(Shown::told(only(bilingual("de"), &["start"])));
        assert_eq!(kept(state), before);
    });
}
