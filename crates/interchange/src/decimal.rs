//! Numbers as they are written in base ten, exactly.

use std::fmt;

/// The most digits that are read, so that products of two stay exact.
const MOST_DIGITS: usize = 18;

/// A number with decimals that is not negative: `digits` of a 10^`decimals`th.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    digits: u128,
    decimals: u32,
}

impl Decimal {
    /// Nothing.
    pub const ZERO: Self = Self { digits: 0, decimals: 0 };
    /// One.
    pub const ONE: Self = Self { digits: 1, decimals: 0 };

    /// Reads digits with at most one point among them. None where this is something else, or longer than can be kept exactly.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
        let rest = rest.trim_end_matches('0');
        let all = format!("{whole}{rest}");
        let is_number = !whole.is_empty() && all.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number || all.trim_start_matches('0').len() > MOST_DIGITS || rest.len() > MOST_DIGITS {
            return None;
        }
        Some(Self { digits: all.parse().ok()?, decimals: rest.len() as u32 })
    }

    /// Returns it with as few decimals as it has.
    fn shortest(mut self) -> Self {
        while self.decimals > 0 && self.digits.is_multiple_of(10) {
            self.digits /= 10;
            self.decimals -= 1;
        }
        self
    }

    /// Returns the product.
    pub fn times(self, other: Self) -> Self {
        Self { digits: self.digits * other.digits, decimals: self.decimals + other.decimals }.shortest()
    }

    /// Returns the number that gives this one times `other`, where it has at most `most` decimals.
    pub fn over(self, other: Self, most: u32) -> Option<Self> {
        let digits = self.digits.checked_mul(10_u128.checked_pow(most + other.decimals)?)?;
        let divisor = other.digits.checked_mul(10_u128.checked_pow(self.decimals)?)?;
        let is_exact = divisor > 0 && digits.is_multiple_of(divisor);
        is_exact.then(|| Self { digits: digits / divisor, decimals: most }.shortest())
    }

    /// Returns it rounded to at most so many decimals, half up.
    pub fn rounded(self, most: u32) -> Self {
        if self.decimals <= most {
            return self;
        }
        let unit = 10_u128.pow(self.decimals - most);
        Self { digits: (self.digits + unit / 2) / unit, decimals: most }.shortest()
    }

    /// Tells whether it has no decimals.
    pub fn is_whole(self) -> bool {
        self.decimals == 0
    }

    /// Tells how many decimals it has.
    pub fn decimals(self) -> u32 {
        self.decimals
    }

    /// Tells whether it is not more than a whole number.
    pub fn is_at_most(self, most: u64) -> bool {
        u128::from(most).checked_mul(10_u128.pow(self.decimals)).is_none_or(|most| self.digits <= most)
    }

    /// Tells whether it stands for "no limit": a one with 7 to 17 zeros, which nobody counts to.
    pub fn is_sentinel(self) -> bool {
        self.is_whole() && (7..=17).any(|zeros| self.digits == 10_u128.pow(zeros))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{:0>1$}", self.digits, self.decimals as usize + 1);
        let (whole, rest) = digits.split_at(digits.len() - self.decimals as usize);
        if rest.is_empty() { f.write_str(whole) } else { write!(f, "{whole}.{rest}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).expect("a number")
    }

    #[test]
    fn prices_times_parts_stay_exact() {
        for (price, part, product) in [("19.99", "0.75", "14.9925"), ("10", "0.83", "8.3"), ("0.10", "1.0", "0.1")] {
            assert_eq!(decimal(price).times(decimal(part)).to_string(), product);
            assert_eq!(decimal(product).over(decimal(price), 6), Some(decimal(part)));
        }
        assert_eq!(decimal("10").over(decimal("3"), 6), None);
        assert_eq!(decimal("1").over(Decimal::ZERO, 6), None);
    }

    #[test]
    fn only_round_numbers_stand_for_no_limit() {
        let all =
            (0..=18).map(|zeros| decimal(&format!("1{}", "0".repeat(zeros).chars().take(17).collect::<String>())));
        assert_eq!(all.filter(|number| number.is_sentinel()).count(), 12);
        assert!(!decimal("10000001").is_sentinel() && !decimal("20000000").is_sentinel());
    }

    #[test]
    fn what_is_no_number_is_not_read() {
        for text in ["", ".5", "-1", "1e3", "1.2.3", "ten", "1234567890123456789"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
    }
}
