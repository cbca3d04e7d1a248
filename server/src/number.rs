//! Whole numbers that an operator gives, and those that people are told.

use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// Returns what reads a whole number of a range, for an option; its error says the range.
pub fn within<T: FromStr + PartialOrd + Display>(range: RangeInclusive<T>) -> impl Fn(&str) -> Result<T, String> + Clone
where
    RangeInclusive<T>: Clone,
{
    move |text| {
        let number = text.parse().ok().filter(|number| range.contains(number));
        number.ok_or_else(|| format!("write a whole number from {} to {}, in digits alone", range.start(), range.end()))
    }
}

/// Words how many there are of something, by its noun: `1 request`, `2 requests`.
pub fn counted<T: Display + PartialEq + From<u8>>(count: T, noun: &str) -> String {
    let ending = if count == T::from(1) { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_told_apart_from_none_and_several() {
        let told = [0_u64, 1, 2].map(|count| counted(count, "request"));
        assert_eq!(told, ["0 requests", "1 request", "2 requests"]);
    }

    #[test]
    fn a_number_is_of_its_range_or_the_range_is_told() {
        let read = within(1..=9_u8);
        assert_eq!((read("1"), read("9")), (Ok(1), Ok(9)));
        for wrong in ["0", "10", "300", "-1", "x", "", "1.5", "1 "] {
            assert_eq!(read(wrong), Err("write a whole number from 1 to 9, in digits alone".to_owned()), "{wrong:?}");
        }
    }
}
