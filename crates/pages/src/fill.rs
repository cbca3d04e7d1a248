//! Puts texts in the place of their names. The build writes a name as `@{name}` into a script, within a text of that: no script has
//! these signs outside of one.

/// A name that nothing is called.
#[derive(Debug, PartialEq, Eq)]
pub struct Unknown(pub String);

/// Fills a script with the texts that names stand for.
pub fn fill(script: &str, text: impl Fn(&str) -> Option<String>) -> Result<String, Unknown> {
    let mut filled = String::with_capacity(script.len() * 2);
    let mut parts = script.split("@{");
    filled.extend(parts.next());
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap_or((part, ""));
        let text = text(name).ok_or_else(|| Unknown(name.to_owned()))?;
        push_escaped(&mut filled, &text);
        filled.push_str(rest);
    }
    Ok(filled)
}

/// Adds a text as a script writes it between quotes of any kind, which may stand in a page.
fn push_escaped(script: &mut String, text: &str) {
    for sign in text.chars() {
        match sign {
            '\\' | '"' | '\'' => script.extend(['\\', sign]),
            '\n' => script.push_str("\\n"),
            '\r' => script.push_str("\\r"),
            // The loader holds none of these, as it is a text of its own file; and `</script` ends a script in a page.
            '`' => script.push_str("\\x60"),
            '$' => script.push_str("\\x24"),
            '<' => script.push_str("\\x3C"),
            sign => script.push(sign),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_texts_that_end_no_text_of_the_script() {
        let text = |name: &str| match name {
            "quoted" => Some("\"a\" 'b' `c` ${d} \\ </script>\n".to_owned()),
            "plain" => Some("ä {file}".to_owned()),
            _ => None,
        };
        for (script, expected) in [
            ("a(\"@{plain}\")", Ok("a(\"ä {file}\")")),
            (
                "'@{quoted}' + `${x}@{plain}`",
                Ok("'\\\"a\\\" \\'b\\' \\x60c\\x60 \\x24{d} \\\\ \\x3C/script>\\n' + `${x}ä {file}`"),
            ),
            ("{{a}}", Ok("{{a}}")),
            ("", Ok("")),
            ("\"@{other}\"", Err(Unknown("other".to_owned()))),
            ("@{", Err(Unknown(String::new()))),
        ] {
            assert_eq!(fill(script, text), expected.map(str::to_owned), "{script}");
        }
    }
}
