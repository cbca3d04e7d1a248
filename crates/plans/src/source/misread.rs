//! What an author means who writes a value in another way than the format has it.

use crate::catalog::limits::MAX_DAYS;

/// Returns the way out for `true` or `false` in the place of a value.
pub(super) fn truth(value: bool) -> &'static str {
    if value {
        "true is not a value; write \"included\" in a row of the kind \"inclusion\", in others how much it is"
    } else {
        "false is not a value; write \"not-included\" where the plan has it not"
    }
}

/// Returns what a text is meant as that stands in the place of a number; none where it cannot be told.
pub(super) fn number(text: &str) -> Option<String> {
    let plain = text.trim();
    let digits = plain.trim_end_matches('%').trim_end();
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_grouped = |mark: char| {
        let mut groups = digits.split(mark);
        let first = groups.next().is_some_and(|first| is_number(first) && first.len() <= 3);
        let rest: Vec<_> = groups.collect();
        first && !rest.is_empty() && rest.iter().all(|group| is_number(group) && group.len() == 3)
    };
    if let Some(mark) = [',', ' ', '\'', '\u{a0}', '\u{202f}'].into_iter().find(|mark| is_grouped(*mark)) {
        return Some(format!("write the digits alone, without quotes: {}", digits.replace(mark, "")));
    }
    let decimal = digits.replacen(',', ".", 1);
    if decimal.split_once('.').is_some_and(|(whole, part)| is_number(whole) && is_number(part)) {
        let kind = if plain.ends_with('%') { "\"percent\"" } else { "\"decimal\" or \"percent\"" };
        return Some(format!("write {decimal} without quotes, in a row of the kind {kind}"));
    }
    if plain.ends_with('%') && is_number(digits) {
        return Some(format!("write {digits} without quotes, in a row of the kind \"percent\""));
    }
    let (count, unit) = plain.split_at(plain.find(|c: char| c.is_alphabetic())?);
    let is_amount =
        count.trim().replacen(['.', ','], "", 1).bytes().all(|byte| byte.is_ascii_digit()) && !count.trim().is_empty();
    let families = [
        (&["b", "kb", "mb", "gb", "tb", "pb", "kib", "mib", "gib", "tib", "pib"][..], "bytes"),
        (&["ms", "s", "min", "h", "day", "days", "week", "weeks", "month", "months", "year", "years"][..], "time"),
        (&["eur", "usd", "gbp", "chf", "jpy"][..], "money"),
    ];
    let unit = unit.trim().to_ascii_lowercase();
    let (_, family) = families.iter().find(|(units, _)| units.contains(&&*unit))?;
    is_amount.then(|| {
        format!(
            "write it in a row of the kind \"amount\" of the family \"{family}\", or the number alone without quotes"
        )
    })
}

/// Returns what a text is meant as that stands in the place of a response time; none where it cannot be told.
pub(super) fn response(text: &str) -> Option<String> {
    let plain = text.trim().to_lowercase();
    if ["next business day", "next working day", "nbd"].contains(&&*plain) {
        return Some("did you mean \"1 business day\"?".to_owned());
    }
    let bound =
        ["<=", "<", "≤", "within ", "up to ", "max ", "at most "].iter().find_map(|bound| plain.strip_prefix(bound));
    let is_bounded = bound.is_some();
    let plain = bound.unwrap_or(&plain).trim();
    let end = plain.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(plain.len());
    let (number, unit) = (plain[..end].replace(',', "."), plain[end..].trim_matches([' ', '-', '.']));
    if number.is_empty() {
        return None;
    }
    let is_day = unit.split([' ', '-']).any(|word| word.starts_with("day")) || ["d", "bd", "wd"].contains(&unit);
    let works = ["bus", "work", "bd", "wd", "office"].iter().any(|work| unit.contains(work));
    let whole: Option<u32> = number.parse().ok().filter(|number| *number > 0);
    if is_day {
        let number = whole.filter(|days| *days <= MAX_DAYS)?;
        let days = if number == 1 { "1 business day".to_owned() } else { format!("{number} business days") };
        let clock = number.checked_mul(24)?;
        return Some(if works {
            format!("did you mean \"{days}\"?")
        } else {
            format!("write \"{days}\" for days on which support is open, or \"{clock}h\" for days on the clock")
        });
    }
    let minutes = if ["m", "min", "mins", "minute", "minutes"].contains(&unit) {
        number.parse().ok()
    } else if unit.starts_with('h') || works && unit.contains('h') {
        number.parse().ok().map(|hours: f64| hours * 60.0)
    } else {
        None
    }?;
    // Of a plain slip in the unit the general words say enough.
    if !is_bounded && !works && whole.is_some() && unit.starts_with('h') || minutes < 1.0 {
        return None;
    }
    let minutes = minutes.round() as u32;
    let duration = match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes}m"),
        (hours, 0) => format!("{hours}h"),
        (hours, minutes) => format!("{hours}h{minutes}m"),
    };
    let working = if works { " working" } else { "" };
    Some(format!("did you mean \"{duration}{working}\"?"))
}
