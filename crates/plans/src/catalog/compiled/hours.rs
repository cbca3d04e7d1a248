//! Support hours.

use chrono::NaiveDate;
use support_hours::{Calendar, Coverage, Day, Opening, TimeOfDay, WeeklyHours};

use super::super::Zone;
use super::{Compiled, Reader, Writer};

/// The calendars after their number: none is always.
impl Compiled for Coverage<Zone> {
    fn write(&self, out: &mut Writer) {
        self.calendars().len().write(out);
        self.calendars().iter().for_each(|calendar| calendar.write(out));
    }
    fn read(input: &mut Reader<'_>) -> Self {
        let mut calendars = Vec::<Calendar<Zone>>::read(input);
        match calendars.len() {
            0 => Coverage::Always,
            _ => {
                let home = calendars.remove(0);
                Coverage::together(home, calendars)
            }
        }
    }
}

impl Compiled for Calendar<Zone> {
    fn write(&self, out: &mut Writer) {
        self.zone().write(out);
        self.weekly().openings().len().write(out);
        self.weekly().openings().iter().for_each(|opening| write_opening(opening, out));
        self.holidays().collect::<Vec<_>>().write(out);
    }
    fn read(input: &mut Reader<'_>) -> Self {
        let (zone, len) = (Zone::read(input), usize::read(input));
        let mut openings = Vec::new();
        while openings.len() < len && input.failed.is_none() {
            match read_opening(input) {
                Some(opening) => openings.push(opening),
                None => input.fail(),
            }
        }
        let holidays = Vec::<NaiveDate>::read(input);
        Calendar::new(zone, WeeklyHours::new(openings), holidays)
    }
}

/// Writes the days as a sum of 1 for Monday to 64 for Sunday, then the times as minutes after midnight.
fn write_opening(opening: &Opening, out: &mut Writer) {
    let days = opening.days().iter().fold(0_usize, |days, day| days | 1 << day.num_days_from_monday());
    days.write(out);
    usize::from(opening.open().minutes()).write(out);
    usize::from(opening.close().minutes()).write(out);
}

fn read_opening(input: &mut Reader<'_>) -> Option<Opening> {
    let (days, open, close) = (usize::read(input), usize::read(input), usize::read(input));
    let time = |minutes| TimeOfDay::from_minutes(u16::try_from(minutes).ok()?);
    let mut on_days = Vec::new();
    for day in 0..7 {
        if days & (1 << day) != 0 {
            on_days.push(Day::try_from(day).ok()?);
        }
    }
    Opening::new(on_days, time(open)?, time(close)?).ok().filter(|_| days < 1 << 7)
}

impl Compiled for NaiveDate {
    fn write(&self, out: &mut Writer) {
        // Days since 0001-01-01, as chrono counts them.
        out.line(chrono::Datelike::num_days_from_ce(self));
    }
    fn read(input: &mut Reader<'_>) -> Self {
        let line = input.line();
        input.or_fail(line.parse().ok().and_then(NaiveDate::from_num_days_from_ce_opt))
    }
}
