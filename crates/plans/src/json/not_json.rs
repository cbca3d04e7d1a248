//! What a text is that is no JSON, and how to make it some.

/// Returns the way out for a text at which a JSON reader stopped: after so many characters of a line, both counted from 1.
pub(super) fn way_out(text: &str, error: &serde_json::Error) -> String {
    if let Some(other) = other_format(text) {
        return other.to_owned();
    }
    let at = place(text, error.line(), error.column());
    let rest = text[at..].trim_start_matches([',', ' ', '\t', '\r', '\n']);
    let said = error.to_string();
    let line = text.lines().nth(error.line().saturating_sub(1)).unwrap_or_default().trim_start();
    let way_out = if said.starts_with("recursion limit") {
        "it is nested too deep; no catalogue or request needs more than a dozen levels"
    } else if is_comment(rest) || is_comment(line) {
        "JSON has no comments: take out what begins with \"//\", \"/*\" or \"#\""
    } else if said.starts_with("trailing comma") {
        "take out the last comma: nothing follows it"
    } else if let Some(word) =
        word(rest).and_then(|word| WORDS.iter().find(|(other, _)| word.eq_ignore_ascii_case(other)))
    {
        return format!("write {} in small letters and without quotes, as JSON has it", word.1);
    } else if rest.starts_with('\'') || said.starts_with("key must be a string") && rest.starts_with('\'') {
        "texts and names of fields stand in double quotes (\"), not in single ones"
    } else if rest.starts_with(['“', '”', '„', '«', '»', '‘', '’']) {
        "texts stand in straight double quotes (\"), not in typographic ones"
    } else if said.starts_with("key must be a string") {
        "the name of a field stands in double quotes, such as \"id\": …"
    } else if rest.starts_with(['+', '.']) || said.starts_with("invalid number") || is_hexadecimal(rest) {
        "a number is written as 12 or 0.5: digits, with one point at most, no sign before it and no zero in front"
    } else if said.starts_with("control character") {
        "a text stands on one line, without tabs: join its lines"
    } else if said.starts_with("trailing characters") {
        "the document ends before that: take out what follows, or a bracket too many before it"
    } else if said.contains("surrogate") || said.starts_with("unexpected end of hex escape") {
        "a \\u escape there is half a character: write both of its halves, or the character itself"
    } else if said.starts_with("invalid escape") {
        "write a backslash in a text twice (\\\\)"
    } else if said.starts_with("expected `,`") && rest.starts_with('"') {
        "a comma is missing before that; check the commas, quotes and brackets there"
    } else {
        "check the commas, quotes and brackets there"
    };
    way_out.to_owned()
}

/// What other languages call the three words of JSON.
const WORDS: [(&str, &str); 9] = [
    ("true", "true"),
    ("false", "false"),
    ("null", "null"),
    ("none", "null"),
    ("nil", "null"),
    ("undefined", "null"),
    ("yes", "true"),
    ("no", "false"),
    ("nan", "null"),
];

fn word(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    (end > 0).then(|| &text[..end])
}

fn is_comment(text: &str) -> bool {
    text.starts_with("//") || text.starts_with("/*") || text.starts_with('#')
}

fn is_hexadecimal(text: &str) -> bool {
    text.starts_with("0x") || text.starts_with("0X")
}

/// Returns the byte of a line's character at which reading stopped; what was read last stands there.
fn place(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut at = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    // A word was read to its end.
    let word = text[start.min(at)..at].len()
        - text[start.min(at)..at].trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
    at - word
}

/// Returns what to do with a text that is plainly of another format.
fn other_format(text: &str) -> Option<&'static str> {
    let begin = text.trim_start();
    let mut lines =
        begin.lines().map(str::trim_end).filter(|line| !line.trim_start().starts_with('#') && !line.is_empty());
    let first = lines.next()?;
    let is_name =
        |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_$ ".contains(c));
    if first.starts_with(['{', '"']) || is_comment(first) {
        return None;
    }
    if first.starts_with('<') {
        return Some("it looks like XML or HTML; write JSON, which begins with \"{\"");
    }
    if first.starts_with('[') {
        let is_table = first.ends_with(']')
            && first[1..first.len() - 1].chars().all(|c| c.is_ascii_alphanumeric() || "-_.[]".contains(c));
        let is_next =
            lines.next().is_some_and(|line| line.split_once('=').is_some_and(|(name, _)| is_name(name.trim())));
        return (is_table && is_next).then_some(TOML);
    }
    if first == "---" || first.starts_with("- ") || first.starts_with('%') {
        return Some(YAML);
    }
    if first.split_once(':').is_some_and(|(name, rest)| is_name(name) && (rest.is_empty() || rest.starts_with(' '))) {
        return Some(YAML);
    }
    if first.split_once('=').is_some_and(|(name, _)| is_name(name.trim())) {
        return Some(TOML);
    }
    if first.contains([',', ';', '\t']) && !first.contains(['{', '[']) {
        return Some(
            "it looks like a table (CSV); write JSON, which begins with \"{\": `plan-server new` writes a small catalogue to begin with",
        );
    }
    None
}

const YAML: &str = "it looks like YAML; write JSON: convert it, as most editors and `yq -o json` do";
const TOML: &str = "it looks like TOML; write JSON: convert it, as most editors do";
