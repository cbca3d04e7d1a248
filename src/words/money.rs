//! Amounts of money in words, by the pattern of the language that the app speaks.

use plans::catalog::{Currency, MOST_DECIMALS, Money};
use plans::lean_text::split;
use plans::typed;

use super::Words;

impl Words<'_> {
    /// Writes an amount with every decimal that it has: "$8", "$6.40", "$0.0025", "8,00 €", "CHF 8".
    pub fn money(&self, amount: Money, currency: &Currency) -> String {
        let (Money(millionths), pattern, symbol) = (amount, self.locale.money(), self.symbol(&currency.code));
        // The pattern writes whole amounts with decimals, or without.
        let keeps = pattern.as_bytes().windows(2).any(|pair| pair == b".0");
        let is_whole = millionths.is_multiple_of(10_u64.pow(MOST_DECIMALS));
        let fewest = if is_whole && !keeps { 0 } else { currency.decimals as usize };
        let number = typed::grouped_to(millionths, MOST_DECIMALS, fewest, self.catalog.language());
        let (mut text, mut has_number) = (String::new(), false);
        for letter in pattern.chars() {
            match letter {
                '¤' => {
                    if has_number && text.ends_with(is_digit) && symbol.starts_with(is_letter) {
                        text.push('\u{a0}');
                    }
                    text.push_str(symbol);
                }
                '0' | '.' | '#' if has_number => {}
                '0' => {
                    if text.ends_with(is_letter) {
                        text.push('\u{a0}');
                    }
                    has_number = true;
                    text.push_str(&number);
                }
                letter => text.push(letter),
            }
        }
        text
    }

    /// Writes an amount as it is paid: to the smallest unit of its currency, half of one up, unless nothing would be left of it.
    pub fn paid(&self, Money(millionths): Money, currency: &Currency) -> String {
        let unit = 10_u64.pow(MOST_DECIMALS.saturating_sub(currency.decimals));
        let rounded = match millionths % unit {
            rest if rest * 2 < unit => millionths - rest,
            rest => millionths.saturating_add(unit - rest),
        };
        self.money(Money(if rounded == 0 { millionths } else { rounded }), currency)
    }

    /// Returns what stands for a currency: its symbol, where the language has one for it alone, else its code.
    fn symbol<'c>(&self, code: &'c str) -> &'c str {
        let mut listed = split(self.locale.money_symbols(), ' ');
        while let Some(known) = listed.next() {
            let symbol = listed.next().unwrap_or_default();
            if known == code {
                return symbol;
            }
        }
        code
    }
}

fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit()
}

fn is_letter(letter: char) -> bool {
    letter.is_ascii_alphabetic()
}

#[cfg(test)]
mod tests {
    use locales::Locale;
    use plans::testing::{catalog, row};

    use super::*;

    fn currency(code: &str) -> Currency {
        let decimals = match code {
            "JPY" => 0,
            "KWD" => 3,
            _ => 2,
        };
        Currency { code: code.to_owned(), decimals }
    }

    /// Writes amounts in a language.
    fn written(language: &str, amounts: &[(u64, &str)]) -> Vec<String> {
        let catalog = catalog("priced")
            .plans(["a"])
            .row(row("calls", "inclusion", ["included"]))
            .set("language", language)
            .read();
        let words = Words { catalog: &catalog, locale: Locale::closest(language) };
        let money = |(amount, code): &(u64, &str)| words.money(Money(*amount), &currency(code)).replace('\u{a0}', "_");
        amounts.iter().map(money).collect()
    }

    const AMOUNTS: [(u64, &str); 9] = [
        (8_000_000, "USD"),
        (6_400_000, "EUR"),
        (1_017_600_000, "USD"),
        (2_500, "USD"),
        (8_000_000, "CHF"),
        (12_500_000_000, "JPY"),
        (1_500_000, "KWD"),
        (0, "USD"),
        (1_000_000_000_000_000, "CAD"),
    ];

    #[test]
    fn english_has_the_symbol_first_and_whole_amounts_without_decimals() {
        let expected =
            ["$8", "€6.40", "$1,017.60", "$0.0025", "CHF_8", "¥12,500", "KWD_1.500", "$0", "CA$1,000,000,000"];
        assert_eq!(written("en", &AMOUNTS), expected);
    }

    #[test]
    fn german_has_the_symbol_last_and_decimals_always() {
        let expected = [
            "8,00_$",
            "6,40_€",
            "1.017,60_$",
            "0,0025_$",
            "8,00_CHF",
            "12.500_¥",
            "1,500_KWD",
            "0,00_$",
            "1.000.000.000,00_CA$",
        ];
        assert_eq!(written("de", &AMOUNTS), expected);
    }

    #[test]
    fn what_is_paid_is_whole_cents_and_never_nothing() {
        let catalog = catalog("priced").plans(["a"]).row(row("calls", "inclusion", ["included"])).read();
        let words = Words { catalog: &catalog, locale: Locale::closest("en") };
        let paid = |amount, code| words.paid(Money(amount), &currency(code)).replace('\u{a0}', "_");
        assert_eq!(
            [paid(18_517_500, "USD"), paid(18_514_999, "USD"), paid(18_995_000, "USD")],
            ["$18.52", "$18.51", "$19"]
        );
        assert_eq!([paid(1_500, "USD"), paid(0, "USD"), paid(99_500_000, "JPY")], ["$0.0015", "$0", "¥100"]);
    }

    /// Every currency of every language's list is named once, by a code of three letters, and no two have one symbol.
    #[test]
    fn no_symbol_stands_for_two_currencies() {
        for language in locales::Language::all() {
            let list = Locale::closest(language.tag()).money_symbols();
            let parts: Vec<_> = list.split(' ').collect();
            let (mut codes, mut symbols) = (Vec::new(), Vec::new());
            for pair in parts.chunks(2) {
                assert!(matches!(pair, [code, symbol] if code.len() == 3 && !symbol.is_empty()), "{pair:?}");
                codes.push(pair[0]);
                symbols.push(pair[1]);
            }
            for list in [&mut codes, &mut symbols] {
                let all = list.len();
                list.sort();
                list.dedup();
                assert_eq!(list.len(), all, "{}: {list:?}", language.tag());
            }
        }
    }
}
