//! Coverages as data: what is written is read again, and what is wrong is refused with the reason.

mod support;

use std::fmt::Debug;

use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::{Value, json};
use support::random::{case, weekly};
use support_hours::{Calendar, Coverage, HoursError, Opening, TimeOfDay, WeeklyHours, parse_holiday};

type Named = Coverage<String>;

/// An opening of the tests, as data.
fn office() -> Value {
    json!({"days": ["mon", "fri"], "open": "09:00", "close": "17:00"})
}

/// A calendar of the tests, as data.
fn berlin() -> Value {
    json!({"zone": "Europe/Berlin", "weekly": [office()], "holidays": ["2026-12-25"]})
}

/// This data with another value in a field.
fn with(mut data: Value, field: &str, value: Value) -> Value {
    data[field] = value;
    data
}

/// This data without a field.
fn without(mut data: Value, field: &str) -> Value {
    data.as_object_mut().expect("an object").remove(field).expect("a field of it");
    data
}

fn read<T: serde::de::DeserializeOwned>(data: &Value) -> Result<T, String> {
    serde_json::from_value(data.clone()).map_err(|error| error.to_string())
}

/// Why both a calendar and a coverage refuse this data.
fn refused(data: &Value) -> String {
    let why = read::<Calendar<String>>(data).expect_err("a calendar that is refused");
    assert_eq!(read::<Named>(data), Err(why.clone()), "{data}");
    why
}

/// The value is written as this data, and read from it.
fn is_written_as<T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + Debug>(value: &T, data: &Value) {
    assert_eq!(serde_json::to_value(value).expect("data"), *data);
    assert_eq!(read::<T>(data).as_ref(), Ok(value), "{data}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_again((hours, _) in case()) {
        let hours = hours.with_zone(|zone| zone.name().to_owned());
        let text = serde_json::to_string(&hours).expect("data");
        prop_assert_eq!(&serde_json::from_str::<Named>(&text).expect("a coverage"), &hours, "{}", text);
        if let Coverage::Hours(calendar) = &hours {
            prop_assert_eq!(&serde_json::to_string(calendar).expect("data"), &text);
            prop_assert_eq!(&serde_json::from_str::<Calendar<String>>(&text).expect("a calendar"), calendar);
        }
    }

    #[test]
    fn a_week_is_the_list_of_its_openings(week in weekly()) {
        let data = serde_json::to_value(&week).expect("data");
        let openings: Vec<Opening> = read(&data).expect("openings");
        prop_assert_eq!(openings.as_slice(), week.openings());
        prop_assert_eq!(read::<WeeklyHours>(&data), Ok(week));
    }

    #[test]
    fn the_order_of_fields_does_not_matter((hours, _) in case()) {
        let hours = hours.with_zone(|zone| zone.name().to_owned());
        let Value::Object(fields) = serde_json::to_value(&hours).expect("data") else { panic!("no object") };
        let reversed: Value = fields.into_iter().rev().collect::<serde_json::Map<_, _>>().into();
        prop_assert_eq!(read::<Named>(&reversed), Ok(hours));
    }
}

#[test]
fn every_time_of_day_is_its_hours_and_minutes() {
    for minutes in 0..=1440 {
        let time = TimeOfDay::from_minutes(minutes).expect("minutes of a day");
        is_written_as(&time, &json!(format!("{:02}:{:02}", minutes / 60, minutes % 60)));
    }
}

#[test]
fn what_is_written_is_the_format_of_the_cases() {
    let opening = Opening::parse(&["fri", "mon"], "09:00", "17:00").expect("an opening");
    is_written_as(&opening, &office());
    let all = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let whole_days = Opening::parse(&all, "00:00", "24:00").expect("an opening");
    is_written_as(&whole_days, &json!({"days": all, "open": "00:00", "close": "24:00"}));

    let holidays =
        ["2026-12-25", "0000-01-01", "9999-12-31", "2026-12-25"].map(|date| parse_holiday(date).expect("a date"));
    let calendar = Calendar::new("Europe/Berlin".to_owned(), WeeklyHours::new(vec![opening, whole_days]), holidays);
    let data = json!({
        "zone": "Europe/Berlin",
        "weekly": [office(), {"days": all, "open": "00:00", "close": "24:00"}],
        "holidays": ["0000-01-01", "2026-12-25", "9999-12-31"],
    });
    is_written_as(&calendar, &data);
    is_written_as(&Coverage::Hours(calendar), &data);
    is_written_as(&Named::Always, &json!({"always": true}));
}

#[test]
fn holidays_may_be_left_out_and_stand_in_any_order() {
    let none: Named = read(&without(berlin(), "holidays")).expect("a coverage");
    assert_eq!(read(&with(berlin(), "holidays", json!([]))), Ok(none.clone()));
    assert_eq!(read(&without(berlin(), "holidays")).map(Coverage::Hours), Ok(none));

    let unordered = with(berlin(), "holidays", json!(["2027-01-01", "2026-12-25", "2027-01-01"]));
    let ordered = with(berlin(), "holidays", json!(["2026-12-25", "2027-01-01"]));
    assert_eq!(read::<Named>(&unordered), read(&ordered));
}

/// An offset of seconds here, or none; chrono-tz has a feature for its own.
#[test]
fn the_zone_is_read_and_written_as_its_type_says() {
    let calendar = |zone| Calendar::new(zone, WeeklyHours::default(), []);
    is_written_as(&calendar(Some(3600)), &json!({"zone": 3600, "weekly": [], "holidays": []}));
    is_written_as(&Coverage::Hours(calendar(Some(3600))), &json!({"zone": 3600, "weekly": [], "holidays": []}));
    is_written_as(&calendar(None), &json!({"zone": null, "weekly": [], "holidays": []}));
    is_written_as(&Coverage::Hours(calendar(None)), &json!({"zone": null, "weekly": [], "holidays": []}));

    assert_eq!(refused(&with(berlin(), "zone", json!(3600))), "invalid type: integer `3600`, expected a string");
    assert_eq!(refused(&with(berlin(), "zone", Value::Null)), "invalid type: null, expected a string");
}

#[test]
fn what_the_parsers_refuse_is_refused_in_their_words() {
    let opening = |field: &str, value: Value| with(office(), field, value);
    for (data, why) in [
        (opening("open", json!("9:00")), HoursError::Time("9:00".into())),
        (opening("close", json!("24:01")), HoursError::Time("24:01".into())),
        (opening("open", json!("24:00")), HoursError::OpensAtMidnight),
        (opening("days", json!(["mon", "monday"])), HoursError::Day("monday".into())),
        (opening("days", json!(["mon", "tue", "mon"])), HoursError::RepeatedDay(chrono::Weekday::Mon)),
        (opening("days", json!([])), HoursError::NoDays),
    ] {
        let why = why.to_string();
        assert_eq!(read::<Opening>(&data), Err(why.clone()));
        assert_eq!(read::<WeeklyHours>(&json!([office(), data])), Err(why.clone()));
        assert_eq!(refused(&with(berlin(), "weekly", json!([office(), data]))), why);
    }
    for date in ["2026-02-29", "2026-1-1", "+10000-01-01", "christmas", ""] {
        let why = HoursError::Date(date.into()).to_string();
        assert_eq!(refused(&with(berlin(), "holidays", json!(["2026-12-25", date]))), why);
    }
    assert_eq!(read::<TimeOfDay>(&json!("25:00")), Err(HoursError::Time("25:00".into()).to_string()));
}

#[test]
fn text_is_refused_with_the_place() {
    let text = "{\"zone\": \"UTC\",\n\"weekly\": [{\"days\": [\"mon\", \"moon\"]}]}";
    let why = serde_json::from_str::<Named>(text).map_err(|error| error.to_string());
    let rule = "\"moon\" is not a day; write one of mon, tue, wed, thu, fri, sat, sun";
    assert_eq!(why, Err(format!("{rule} at line 2 column 35")));
}

#[test]
fn fields_are_known_present_and_given_once() {
    let unknown = |fields: &str| format!("unknown field `note`, expected {fields}");
    let noted = |data| with(data, "note", json!("new"));
    assert_eq!(read::<Opening>(&noted(office())), Err(unknown("one of `days`, `open`, `close`")));
    assert_eq!(read::<Calendar<String>>(&noted(berlin())), Err(unknown("one of `zone`, `weekly`, `holidays`")));
    let of_a_coverage = unknown("one of `always`, `zone`, `weekly`, `holidays`");
    assert_eq!(read::<Named>(&noted(berlin())), Err(of_a_coverage.clone()));
    assert_eq!(read::<Named>(&noted(json!({"always": true}))), Err(of_a_coverage));

    for field in ["days", "open", "close"] {
        assert_eq!(read::<Opening>(&without(office(), field)), Err(format!("missing field `{field}`")));
    }
    for field in ["zone", "weekly"] {
        assert_eq!(refused(&without(berlin(), field)), format!("missing field `{field}`"));
    }
    assert_eq!(refused(&json!({})), "missing field `zone`");

    let twice = r#"{"always": true, "always": true}"#;
    let why = serde_json::from_str::<Named>(twice).expect_err("a field given twice").to_string();
    assert!(why.starts_with("duplicate field `always`"), "{why}");
}

#[test]
fn what_is_always_open_is_nothing_else() {
    let can_only_be_true = "\"always\" can only be true; leave it out and write \"zone\" and \"weekly\" for hours";
    assert_eq!(read::<Named>(&json!({"always": false})), Err(can_only_be_true.into()));
    assert_eq!(read::<Named>(&with(berlin(), "always", json!(false))), Err(can_only_be_true.into()));

    let alone = "what is always open has no zone, weekly hours or holidays; leave them out";
    for field in ["zone", "weekly", "holidays"] {
        let data = with(json!({"always": true}), field, berlin()[field].clone());
        assert_eq!(read::<Named>(&data), Err(alone.into()));
    }

    let why = read::<Calendar<String>>(&json!({"always": true})).expect_err("no calendar");
    assert_eq!(why, "unknown field `always`, expected one of `zone`, `weekly`, `holidays`");
    let no_bool = |what: &str| Err(format!("invalid type: {what}, expected a boolean"));
    assert_eq!(read::<Named>(&json!({"always": null})), no_bool("null"));
    assert_eq!(read::<Named>(&json!({"always": "yes"})), no_bool("string \"yes\""));
}

#[test]
fn values_of_another_type_are_refused() {
    let expected = |what: &str, expected: &str| format!("invalid type: {what}, expected {expected}");
    for (data, what) in [(json!(null), "null"), (json!("always"), "string \"always\""), (json!([true]), "sequence")] {
        assert_eq!(read::<Named>(&data), Err(expected(what, "a coverage")));
        assert_eq!(read::<Calendar<String>>(&data), Err(expected(what, "a calendar")));
        assert_eq!(read::<Opening>(&data), Err(expected(what, "an opening")));
    }
    assert_eq!(read::<TimeOfDay>(&json!(900)), Err(expected("integer `900`", "a string")));
    assert_eq!(read::<Opening>(&with(office(), "days", json!("mon"))), Err(expected("string \"mon\"", "a sequence")));
    assert_eq!(read::<Opening>(&with(office(), "days", json!([1]))), Err(expected("integer `1`", "a string")));
    assert_eq!(refused(&with(berlin(), "weekly", office())), expected("map", "a sequence"));
    assert_eq!(refused(&with(berlin(), "weekly", json!([["mon"]]))), expected("sequence", "an opening"));
    for (holidays, what, wanted) in [
        (Value::Null, "null", "a sequence"),
        (json!("2026-12-25"), "string \"2026-12-25\"", "a sequence"),
        (json!([20261225]), "integer `20261225`", "a string"),
    ] {
        assert_eq!(refused(&with(berlin(), "holidays", holidays)), expected(what, wanted));
    }
}

#[test]
fn a_holiday_that_could_not_be_read_again_is_not_written() {
    for year in [10_000, -1] {
        let date = NaiveDate::from_ymd_opt(year, 1, 1).expect("a date");
        let hours = Coverage::Hours(Calendar::new("UTC", WeeklyHours::default(), [date]));
        let why = serde_json::to_string(&hours).map_err(|error| error.to_string());
        assert_eq!(why, Err(HoursError::Date(date.to_string()).to_string()));
    }
}
