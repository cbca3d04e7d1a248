//! Language tags: which of some languages serves one that is asked for, and in which direction it is written.

use crate::lean_text::split;

/// Finds the entry whose language is closest to a tag (BCP 47): the tag itself, else the tag without its last part, and so on.
/// Where `or_narrower`, each step also takes the entry that adds least to the tag.
pub(crate) fn closest<'l>(
    entries: &'l [(String, String)],
    mut tag: &str,
    or_narrower: bool,
) -> Option<&'l (String, String)> {
    loop {
        let mut best: Option<&(String, String)> = None;
        for entry in entries {
            let known = entry.0.as_str();
            let begins_so = known.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
            let more = known.as_bytes().get(tag.len());
            let serves = begins_so && (more.is_none() || or_narrower && more == Some(&b'-'));
            if serves && best.is_none_or(|best| known.len() < best.0.len()) {
                best = Some(entry);
            }
        }
        if best.is_some() {
            return best;
        }
        tag = tag.get(..tag.bytes().rposition(|byte| byte == b'-')?)?;
    }
}

/// Tells whether two tags name the same language, whatever else they say.
///
/// # Example: regions do not count
///
/// ```
/// assert!(plans::language::is_same("de-AT", "de"));
/// assert!(!plans::language::is_same("den", "de"));
/// ```
pub fn is_same(one: &str, other: &str) -> bool {
    split(one, '-').next() == split(other, '-').next()
}

/// Tells whether a language is written from right to left: as its script says, else as the language is usually written.
///
/// # Example: a script decides
///
/// ```
/// use plans::language::is_rtl;
///
/// assert!(is_rtl("ar-EG") && is_rtl("uz-Arab-AF"));
/// assert!(!is_rtl("de") && !is_rtl("ku-Latn"));
/// ```
pub fn is_rtl(tag: &str) -> bool {
    const SCRIPTS: &str = "Adlm Arab Hebr Mand Nkoo Rohg Samr Syrc Thaa";
    const LANGUAGES: &str = "ar arc ckb dv fa he ks nqo ps sd syr ug ur yi";
    let mut parts = split(tag, '-');
    let is_listed = |list, part| split(list, ' ').any(|listed| listed == part);
    let language = parts.next().unwrap_or_default();
    match parts.next() {
        Some(script) if script.len() == 4 => is_listed(SCRIPTS, script),
        _ => is_listed(LANGUAGES, language),
    }
}

/// Reads a language tag as BCP 47 or a system writes it: `pt-BR`, `pt_BR`, `pt_BR.UTF-8`, `sr_RS@latin`. None where it names no language.
///
/// # Example: what systems write
///
/// ```
/// use plans::language::canonical;
///
/// let read = |tag| canonical(tag).unwrap_or_default();
/// assert_eq!(read("en_US.UTF-8"), "en-US");
/// assert_eq!(read("de-CH_informal"), "de-CH-informal");
/// assert_eq!(read("zh_TW"), "zh-Hant-TW");
/// assert_eq!(read("sr_RS@latin"), "sr-Latn-RS");
/// assert_eq!(read("C"), "");
/// ```
pub fn canonical(text: &str) -> Option<String> {
    const RENAMED: [(&str, &str); 5] = [("iw", "he"), ("in", "id"), ("ji", "yi"), ("jw", "jv"), ("mo", "ro")];
    let (tag, modifier) = text.split_once(['.', '@']).unwrap_or((text, ""));
    let mut parts = tag.split(['-', '_']);
    let language = parts.next()?.to_ascii_lowercase();
    if !(2..=3).contains(&language.len()) || !language.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let renamed = RENAMED.iter().find(|(old, _)| *old == language);
    let mut read = vec![renamed.map_or(language, |(_, new)| (*new).to_owned())];
    for part in parts {
        if !(2..=8).contains(&part.len()) || !part.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return None;
        }
        let lower = part.to_ascii_lowercase();
        read.push(match part.len() {
            2 => part.to_ascii_uppercase(),
            4 if part.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
                format!("{}{}", part[..1].to_ascii_uppercase(), &lower[1..])
            }
            _ => lower,
        });
    }
    let of_region = |region: Option<&String>| match region.map(String::as_str) {
        Some("TW" | "HK" | "MO") => Some("Hant"),
        Some("CN" | "SG" | "MY") => Some("Hans"),
        _ => None,
    };
    let script = match modifier.rsplit('@').next() {
        Some("latin") => Some("Latn"),
        Some("cyrillic") => Some("Cyrl"),
        _ if read[0] == "zh" => of_region(read.get(1)),
        _ => None,
    };
    if let Some(script) = script.filter(|_| read.get(1).is_none_or(|part| part.len() != 4)) {
        read.insert(1, script.to_owned());
    }
    Some(read.join("-"))
}
