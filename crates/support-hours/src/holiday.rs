//! Reads and writes holidays as data.

use chrono::NaiveDate;

use crate::HoursError;

/// Reads a holiday, `YYYY-MM-DD`: four, two and two digits, and a date that there is.
///
/// # Errors
///
/// [`HoursError::Date`] for anything else.
///
/// ```
/// use support_hours::{HoursError, parse_holiday};
///
/// assert!(parse_holiday("2028-02-29").is_ok());
/// assert_eq!(parse_holiday("2026-02-29"), Err(HoursError::Date("2026-02-29".into())));
/// ```
pub fn parse_holiday(text: &str) -> Result<NaiveDate, HoursError> {
    read(text).ok_or_else(|| HoursError::Date(text.to_owned()))
}

fn read(text: &str) -> Option<NaiveDate> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return None };
    let number = |digits: &[&u8]| {
        digits.iter().try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(**byte - b'0')))
    };
    let year = i32::try_from(number(&[y1, y2, y3, y4])?).ok()?;
    NaiveDate::from_ymd_opt(year, number(&[m1, m2])?, number(&[d1, d2])?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_date_is_refused_with_the_rule() {
        for text in ["2026-02-30", "2026-13-01", "26-12-25", "2026-1-01", "+2026-12-25", "2026-12-25 ", "christmas", ""]
        {
            assert_eq!(parse_holiday(text), Err(HoursError::Date(text.to_owned())), "{text:?}");
        }
        let error = parse_holiday("2026-02-30").map_err(|error| error.to_string());
        assert_eq!(error, Err("\"2026-02-30\" is not a date; write one as \"2026-12-25\"".into()));
        assert_eq!(parse_holiday("2026-12-25").map(|date| date.to_string()), Ok("2026-12-25".into()));
    }
}
