//! Words times, weeks and deadlines, by the visitor's clocks.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use plans::catalog::ResponseTime;
use plans::lean_text::{Split, join, split};
use plans::support::{Availability, Deadline};
use support_hours::{DailyHours, Day, MINUTES_PER_DAY, MINUTES_PER_WEEK, WallMinute, day_of_week, minutes_between};

use super::Words;

/// Converts an instant to what the visitor's clocks show.
pub type ToWall<'a> = &'a dyn Fn(DateTime<Utc>) -> WallMinute;

impl Words<'_> {
    /// Returns a time as it is seen from another: "Monday 15:00"; with the date where that day is not one of the next seven.
    pub fn moment(&self, at: WallMinute, from: WallMinute) -> String {
        let day = self.day(day_of_week(at.minute_of_week())).to_owned();
        self.dated(day, at, from)
    }

    /// Returns the same as short as a column is narrow: "Mon 15:00", "Fri, 25 Dec 07:00".
    pub fn short_moment(&self, at: WallMinute, from: WallMinute) -> String {
        let day = self.short_days_of(&[day_of_week(at.minute_of_week())]);
        self.dated(day, at, from)
    }

    fn dated(&self, day: String, at: WallMinute, from: WallMinute) -> String {
        let days = at.0.div_euclid(MINUTES_PER_DAY) - from.0.div_euclid(MINUTES_PER_DAY);
        let time = clock(at.0.rem_euclid(MINUTES_PER_DAY));
        if (0..7).contains(&days) {
            return format!("{day} {time}");
        }
        let date = DateTime::from_timestamp(at.0 * 60, 0).unwrap_or_default().date_naive();
        self.locale.moment_dated(&self.date(date), &time)
    }

    /// Returns a date: "Fri, 25 Dec".
    pub fn date(&self, date: NaiveDate) -> String {
        let month = split(self.locale.short_months(), ' ').nth(date.month0() as usize).unwrap_or_default();
        self.locale.date(&date.day().to_string(), month, &self.short_days_of(&[date.weekday()]))
    }

    /// Returns the names of seven days from one on, each with its day of the month.
    pub fn days_from(&self, first: WallMinute) -> Vec<(String, String)> {
        let mut days = Vec::new();
        for at in 0..7 {
            let date =
                DateTime::from_timestamp((first.0 + at * MINUTES_PER_DAY) * 60, 0).unwrap_or_default().date_naive();
            days.push((self.short_days_of(&[date.weekday()]), date.day().to_string()));
        }
        days
    }

    /// Returns a minute of the week, Monday first: "Friday 18:30".
    pub fn minute_of_week(&self, minute: i64) -> String {
        format!("{} {}", self.day(day_of_week(minute)), clock(minute % MINUTES_PER_DAY))
    }

    /// Returns the names of the days, Monday first, so short that seven fit on a phone.
    pub fn short_days(&self) -> Split<'static> {
        split(self.locale.short_days(), ' ')
    }

    /// Returns a span of time, in its two largest units: "1 day 6 h", "5 h 20 min".
    pub fn span(&self, minutes: i64) -> String {
        let locale = self.locale;
        let (hours, minutes) = ((minutes / 60) as u32, (minutes % 60) as u32);
        let in_hours = |hours: u32| locale.span_hours(&hours.to_string());
        let in_minutes = |minutes: u32| locale.span_minutes(&minutes.to_string());
        match hours {
            0 => in_minutes(minutes),
            1..24 => format!("{} {}", in_hours(hours), in_minutes(minutes)),
            _ => format!("{} {}", locale.span_days(hours / 24), in_hours(hours % 24)),
        }
    }

    /// Tells whether support is open, until when, or when it opens.
    pub fn availability(&self, availability: Availability, now: DateTime<Utc>, to_wall: ToWall<'_>) -> String {
        let locale = self.locale;
        let (then, opens) = match availability {
            Availability::Open { until: None } => return locale.open_always().to_owned(),
            Availability::Never => return locale.never_open().to_owned(),
            Availability::Open { until: Some(until) } => (until, false),
            Availability::Closed { opens } => (opens, true),
        };
        let (when, span) = (self.moment(to_wall(then), to_wall(now)), self.span(minutes_between(now, then)));
        if opens { locale.closed_until(&span, &when) } else { locale.open_until(&span, &when) }
    }

    /// Words what a deadline promises, and from when on it counts: "4 hours, day and night", "8 working hours from Mon 14:00".
    pub fn due(
        &self,
        deadline: &Deadline,
        response: ResponseTime,
        moment: DateTime<Utc>,
        to_wall: ToWall<'_>,
    ) -> String {
        let told = self.response(response);
        match () {
            () if response.is_on_clock() => self.locale.due_always(&told),
            () if deadline.starts == moment => told,
            () => self.locale.due_from(&told, &self.short_moment(to_wall(deadline.starts), to_wall(moment))),
        }
    }

    /// Words until when support is open, or when it opens, as short as a column is narrow; nothing where it always is or never
    /// does.
    pub fn short_availability(&self, availability: Availability, now: DateTime<Utc>, to_wall: ToWall<'_>) -> String {
        let when = |at| self.short_moment(to_wall(at), to_wall(now));
        match availability {
            Availability::Open { until: Some(until) } => self.locale.closes(&when(until)),
            Availability::Closed { opens } => self.locale.opens(&when(opens)),
            Availability::Open { until: None } => self.locale.open_always().to_owned(),
            Availability::Never => self.locale.never_open().to_owned(),
        }
    }

    /// Words the open hours of a week, given in its minutes: "15:00 to 01:00, Monday to Friday".
    pub fn open_hours(&self, open: &[(i64, i64)]) -> String {
        let locale = self.locale;
        let mut hours = Vec::new();
        for daily in DailyHours::group(&join_nights(open)) {
            if daily.is_whole_week() {
                return locale.all_week().to_owned();
            }
            let (opens, closes) = (daily.opens, daily.closes);
            // Midnight belongs to the day that ends.
            let mut until = clock((closes - 1) % MINUTES_PER_DAY + 1);
            if daily.minutes() > MINUTES_PER_DAY || daily.minutes() == MINUTES_PER_DAY && opens % MINUTES_PER_DAY > 0 {
                until = format!("{} {until}", self.day(day_of_week(closes - 1)));
            }
            hours.push(locale.daily(&self.days(&daily.days), &clock(opens % MINUTES_PER_DAY), &until));
        }
        if hours.is_empty() {
            return locale.closed_all_week().to_owned();
        }
        join(&hours, "; ")
    }

    /// Returns the same as short as a column is narrow, by the visitor's clocks: "your 14–24". The days are named where they
    /// are others than these, on which it opens by the catalogue's clocks.
    pub fn short_open_hours(&self, open: &[(i64, i64)], published: &[Day]) -> String {
        let mut hours = Vec::new();
        for daily in DailyHours::group(&join_nights(open)) {
            let span = self.short_span(daily.opens, daily.closes);
            let is_said = daily.days == published;
            hours.push(if is_said { span } else { self.locale.your_hours_on(&self.short_days_of(&daily.days), &span) });
        }
        self.locale.your_hours(&super::join(&hours, "; "))
    }

    /// Words a number of hours a week, to a tenth.
    pub fn hours_a_week(&self, minutes: u16) -> String {
        let tenths = (u32::from(minutes) + 3) / 6;
        let mut hours = (tenths / 10).to_string();
        if tenths % 10 > 0 {
            hours = format!("{hours}.{}", tenths % 10);
        }
        self.locale.hours_a_week(&hours)
    }
}

/// Joins the night that goes over the end of the week, which is one span to whoever reads of it.
fn join_nights(open: &[(i64, i64)]) -> Vec<(i64, i64)> {
    match open {
        [(0, closes), between @ .., (opens, MINUTES_PER_WEEK)] => {
            let mut joined = between.to_vec();
            joined.push((*opens, MINUTES_PER_WEEK + closes));
            joined
        }
        _ => open.to_vec(),
    }
}

/// Returns a minute of the day by the 24-hour clock: "15:00", "24:00".
fn clock(minute: i64) -> String {
    format!("{:02}:{:02}", (minute / 60) as u32, (minute % 60) as u32)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDateTime;
    use locales::Locale;
    use plans::{Catalog, source};

    use super::*;

    const HOUR: i64 = 60;
    const DAY: i64 = MINUTES_PER_DAY;
    const WEEK: i64 = 7 * DAY;

    fn say<T>(say: impl FnOnce(Words<'_>) -> T) -> T {
        let catalog: Catalog = source::read(include_str!("../../catalogs/msa.json")).expect("a checked catalogue");
        say(Words { catalog: &catalog, locale: Locale::closest("en") })
    }

    #[track_caller]
    fn check_open(open: &[(i64, i64)], expected: &str) {
        assert_eq!(say(|words| words.open_hours(open)), expected);
    }

    #[test]
    fn days_with_the_same_hours_are_named_together() {
        let daily: Vec<_> = (0..5).map(|day| (day * DAY + 9 * HOUR, day * DAY + 17 * HOUR + 30)).collect();
        check_open(&daily, "09:00 to 17:30, Monday to Friday");
        let nights: Vec<_> = (0..7).map(|day| (day * DAY + 22 * HOUR, (day * DAY + 30 * HOUR).min(WEEK))).collect();
        let split = [&[(0, 6 * HOUR)], &nights[..]].concat();
        check_open(&split, "22:00 to 06:00, every day");
        check_open(&[daily[0], daily[2], daily[4]], "09:00 to 17:30, Monday, Wednesday and Friday");
        let lunch =
            [(0, 12 * HOUR), (13 * HOUR, 17 * HOUR), (DAY, DAY + 12 * HOUR), (DAY + 13 * HOUR, DAY + 17 * HOUR)];
        check_open(&lunch, "00:00 to 12:00, Monday and Tuesday; 13:00 to 17:00, Monday and Tuesday");
    }

    #[test]
    fn a_whole_day_a_longer_time_and_the_whole_week_are_told_apart() {
        check_open(&[(0, DAY)], "00:00 to 24:00, Monday");
        check_open(&[(9 * HOUR, DAY + 9 * HOUR)], "09:00 to Tuesday 09:00, Monday");
        check_open(&[(9 * HOUR, 2 * DAY)], "09:00 to Tuesday 24:00, Monday");
        check_open(
            &[(9 * HOUR, 3 * DAY + HOUR), (4 * DAY + 9 * HOUR, WEEK)],
            "09:00 to Thursday 01:00, Monday; 09:00 to Sunday 24:00, Friday",
        );
        check_open(&[(0, WEEK)], "around the clock");
        check_open(&[], "closed all week");
    }

    #[test]
    fn a_span_is_told_in_its_two_largest_units() {
        let cases = [(1, "1 min"), (59, "59 min"), (60, "1 h 0 min"), (1439, "23 h 59 min"), (1440, "1 day 0 h")];
        for (minutes, expected) in [&cases[..], &[(1800, "1 day 6 h"), (4 * DAY + 59, "4 days 0 h")]].concat() {
            assert_eq!(say(|words| words.span(minutes)), expected);
        }
    }

    #[test]
    fn hours_a_week_are_told_to_a_tenth() {
        for (minutes, expected) in
            [(0, "0"), (60 * 35, "35"), (60 * 37 + 30, "37.5"), (60 * 37 + 40, "37.7"), (10_080, "168")]
        {
            assert_eq!(say(|words| words.hours_a_week(minutes)), format!("{expected} h a week"));
        }
    }

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse::<NaiveDateTime>().expect("a time").and_utc()
    }

    fn wall(at: DateTime<Utc>) -> WallMinute {
        WallMinute(at.timestamp() / 60)
    }

    #[test]
    fn a_day_that_is_not_one_of_the_next_seven_has_its_date() {
        let moment = |at: &str, from: &str| say(|words| words.moment(wall(instant(at)), wall(instant(from))));
        assert_eq!(moment("2026-11-30T15:00:00", "2026-11-29T03:00:00"), "Monday 15:00");
        assert_eq!(moment("2026-12-05T23:59:00", "2026-11-29T03:00:00"), "Saturday 23:59");
        assert_eq!(moment("2026-12-06T00:00:00", "2026-11-29T23:00:00"), "Sun, 6 Dec 00:00");
        assert_eq!(moment("2027-01-31T07:05:00", "2026-11-29T23:00:00"), "Sun, 31 Jan 07:05");
        assert_eq!(moment("1969-12-31T23:59:00", "1969-12-31T00:00:00"), "Wednesday 23:59");
    }

    #[test]
    fn what_never_opens_is_said_to_stay_closed() {
        let now = instant("2026-11-29T03:00:00");
        assert_eq!(say(|words| words.availability(Availability::Never, now, &wall)), "Not open within a year");
    }
}
