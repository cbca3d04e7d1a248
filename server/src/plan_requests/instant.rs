//! Instants in words.

use chrono::{DateTime, Datelike, Utc};

use crate::texts::{Texts, filled};

/// Words an instant as people read it, such as "Monday, 30 November 2026, 14:00 UTC".
pub fn words(texts: &Texts, at: DateTime<Utc>) -> String {
    let days =
        [texts.day_mon, texts.day_tue, texts.day_wed, texts.day_thu, texts.day_fri, texts.day_sat, texts.day_sun];
    let day = days[at.weekday().num_days_from_monday() as usize];
    let month = texts.form_months.split(' ').nth(at.month0() as usize).unwrap_or_default();
    let (date, year, time) = (at.day().to_string(), at.year().to_string(), at.format("%H:%M").to_string());
    let values = [("day", day), ("date", &*date), ("month", month), ("year", &*year), ("time", &*time)];
    filled(texts.form_instant, &values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_told_by_its_day_in_utc() {
        for (at, expected) in [
            ("2026-11-30T14:00:00Z", "Monday, 30 November 2026, 14:00 UTC"),
            ("2027-01-03T00:05:59Z", "Sunday, 3 January 2027, 00:05 UTC"),
        ] {
            assert_eq!(words(Texts::in_language("en"), at.parse().expect("an instant")), expected);
        }
    }
}
