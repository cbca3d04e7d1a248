//! Something that was answered, in so few kinds that it can be counted.

use plans::wire::AnswerValue;

/// An answer to a question; of several choices each by itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Answer {
    /// The question's id.
    pub question: String,
    /// What was answered.
    pub said: Said,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Said {
    /// No.
    No,
    /// Yes.
    Yes,
    /// A number in a band of numbers, the last of which is one less than the next band's first.
    Numbers {
        /// The first.
        from: u64,
        /// The last; none where it is the first, too.
        to: Option<u64>,
    },
    /// The choice of this id.
    Choice(String),
}

impl Said {
    /// Returns what a number is counted as: 0, 1, 2–4, 5–9, 10–19, 20–49, 50–99, 100–199 and so on. Decimals count as the whole number
    /// below them.
    pub fn number(text: &str) -> Self {
        let whole = text.split('.').next().unwrap_or_default();
        let number: u64 = whole.parse().unwrap_or(u64::MAX);
        if number < 2 {
            return Self::Numbers { from: number, to: None };
        }
        let (mut from, mut power) = (2, 1_u64);
        loop {
            let next = match from / power {
                2 => power.saturating_mul(5),
                5 => power.saturating_mul(10),
                _ => power.saturating_mul(2),
            };
            if number < next || next <= from {
                return Self::Numbers { from, to: Some(next - 1) };
            }
            if next / power == 10 {
                power = next;
            }
            from = next;
        }
    }
}

/// Lists what the answer to a question is counted as. Nothing where it is not sure.
pub fn answers(question: &str, value: &AnswerValue<'_>) -> Vec<Answer> {
    let said = match value {
        AnswerValue::Choice(id) => vec![Said::Choice((*id).to_owned())],
        AnswerValue::Choices(ids) => ids.iter().map(|id| Said::Choice((*id).to_owned())).collect(),
        AnswerValue::Number(number) => vec![Said::number(number)],
        AnswerValue::YesNo(true) => vec![Said::Yes],
        AnswerValue::YesNo(false) => vec![Said::No],
        AnswerValue::NotSure => Vec::new(),
    };
    said.into_iter().map(|said| Answer { question: question.to_owned(), said }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_counted_in_bands() {
        for (number, from, to) in [
            ("0", 0, None),
            ("1", 1, None),
            ("2", 2, Some(4)),
            ("4.99", 2, Some(4)),
            ("5", 5, Some(9)),
            ("10", 10, Some(19)),
            ("19", 10, Some(19)),
            ("20", 20, Some(49)),
            ("50", 50, Some(99)),
            ("100", 100, Some(199)),
            ("999999", 500_000, Some(999_999)),
            ("1000000000000", 1_000_000_000_000, Some(1_999_999_999_999)),
        ] {
            assert_eq!(Said::number(number), Said::Numbers { from, to }, "{number}");
        }
        // No number is answered that is as large; it is counted all the same.
        assert!(matches!(Said::number("99999999999999999999"), Said::Numbers { .. }));
    }
}
