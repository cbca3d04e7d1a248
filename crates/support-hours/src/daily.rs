//! Open spans of a week, grouped by the hours of the day.

use crate::wall_minute::{MINUTES_PER_DAY, day_of_week};
use crate::{Day, MINUTES_PER_WEEK};

/// The same hours on one or several days of a week. Times are minutes since Monday 00:00.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DailyHours {
    /// The days on which they open, Monday first.
    pub days: Vec<Day>,
    /// When they open on the first of the days.
    pub opens: i64,
    /// When they close again, up to 10,080; on a later day where they last past midnight.
    pub closes: i64,
}

impl DailyHours {
    /// Groups the open spans of a week, ascending `(opens, closes)` in minutes since Monday 00:00. Spans that begin at
    /// the same time of day and last equally long, 24 hours at most, are one group; a longer span is a group of its
    /// own. Groups are in the order of their first spans.
    ///
    /// ```
    /// use support_hours::{DailyHours, Day};
    ///
    /// let (hour, tuesday, wednesday) = (60, 24 * 60, 48 * 60);
    /// let whole_day = |day| (day + 9 * hour, day + 17 * hour);
    /// let open = [whole_day(0), whole_day(tuesday), (wednesday + 9 * hour, wednesday + 12 * hour)];
    /// let groups = DailyHours::group(&open);
    /// assert_eq!(groups[0], DailyHours { days: vec![Day::Mon, Day::Tue], opens: 9 * hour, closes: 17 * hour });
    /// assert_eq!(groups[1].days, [Day::Wed]);
    /// assert_eq!(groups.len(), 2);
    /// ```
    pub fn group(open: &[(i64, i64)]) -> Vec<Self> {
        let mut groups: Vec<Self> = Vec::new();
        for (opens, closes) in open {
            let (day, minutes) = (day_of_week(*opens), closes - opens);
            let is_same = |group: &&mut Self| {
                (opens - group.opens) % MINUTES_PER_DAY == 0 && group.minutes() == minutes && minutes <= MINUTES_PER_DAY
            };
            match groups.iter_mut().find(is_same) {
                Some(group) => group.days.push(day),
                None => groups.push(Self { days: vec![day], opens: *opens, closes: *closes }),
            }
        }
        groups
    }

    /// Computes how long they last on each of the days, in minutes.
    pub fn minutes(&self) -> i64 {
        self.closes - self.opens
    }

    /// Returns whether they are the whole week.
    pub fn is_whole_week(&self) -> bool {
        self.minutes() == MINUTES_PER_WEEK
    }
}
