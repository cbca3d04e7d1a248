//! Style sheets that hold within a shadow tree alone. Where somebody's clean-up of HTML takes the template of the snippet away, its link
//! stands in the host's own document, whose `.button` and `:root` are none of ours.

/// Returns a sheet without comments as its rules hold within a shadow tree alone: each selector begins at the tree's host. The
/// selectors of a host are so already, and those of a document's root are left out.
pub fn within_shadow(sheet: &str) -> String {
    let mut scoped = String::new();
    let mut rest = sheet;
    while let Some(at) = outside(rest, &['{', '}', ';']) {
        let (start, sign) = (rest[..at].trim(), &rest[at..=at]);
        rest = &rest[at + 1..];
        if sign != "{" {
            // The end of a group of rules, or a rule without a block.
            scoped.extend([start, sign]);
        } else if start.starts_with('@') {
            scoped.extend([start, "{"]);
        } else {
            let (block, after) = rest.split_at(outside(rest, &['}']).map_or(rest.len(), |end| end + 1));
            rest = after;
            let selectors = selectors(start);
            if !selectors.is_empty() {
                scoped.extend([&selectors, "{", block]);
            }
        }
    }
    scoped
}

/// Returns the selectors of a list, as they hold within a shadow tree.
fn selectors(mut list: &str) -> String {
    let mut scoped = Vec::new();
    while !list.is_empty() {
        let end = outside(list, &[',']).unwrap_or(list.len());
        let selector = list[..end].trim();
        match selector {
            ":root" => {}
            _ if selector.starts_with(":host") => scoped.push(selector.to_owned()),
            _ => scoped.push(format!(":host {selector}")),
        }
        list = list.get(end + 1..).unwrap_or_default();
    }
    scoped.join(",")
}

/// Returns the place of the first of these signs that stands in no text and no brackets.
fn outside(css: &str, signs: &[char]) -> Option<usize> {
    let (mut depth, mut text, mut before) = (0, None, ' ');
    for (at, sign) in css.char_indices() {
        match (text, sign) {
            (Some(quote), _) if sign == quote && before != '\\' => text = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => text = Some(sign),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth -= 1,
            (None, _) if depth == 0 && signs.contains(&sign) => return Some(at),
            (None, _) => {}
        }
        before = sign;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_selector_begins_at_the_host_and_nothing_else_changes() {
        for (sheet, expected) in [
            (".a{b:c}", ":host .a{b:c}"),
            ("*,*::before{b:c}d > e{f:g}", ":host *,:host *::before{b:c}:host d > e{f:g}"),
            (":root,:host{--a:1}", ":host{--a:1}"),
            (":root{--a:1}.b{c:d}", ":host .b{c:d}"),
            (":host([a]) .b,.c{d:e}", ":host([a]) .b,:host .c{d:e}"),
            (".a:is(.b,.c),[d=\"},\"]{e:f}", ":host .a:is(.b,.c),:host [d=\"},\"]{e:f}"),
            (
                ".a:before{content:\"}\\\"{\"/\"\";b:c}.d{e:f}",
                ":host .a:before{content:\"}\\\"{\"/\"\";b:c}:host .d{e:f}",
            ),
            ("@media print{.a{b:c}.d{e:f}}.g{h:i}", "@media print{:host .a{b:c}:host .d{e:f}}:host .g{h:i}"),
            (
                "@container (max-width: 4em){@media print{.a{b:c}}}",
                "@container (max-width: 4em){@media print{:host .a{b:c}}}",
            ),
            ("@import \"a.css\";.b{c:d}", "@import \"a.css\";:host .b{c:d}"),
            ("", ""),
        ] {
            assert_eq!(within_shadow(sheet), expected, "{sheet}");
        }
    }
}
