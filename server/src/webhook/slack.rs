//! A request as a message of Slack's Block Kit.

use serde_json::{Value, json};

use crate::webhook::summary::{Summary, cut, label};

/// The longest header.
const LONGEST_HEADER: usize = 150;

/// The longest text of a section.
const LONGEST_TEXT: usize = 3000;

/// The longest field of a section. There may be ten of them, and there are seven at most.
const LONGEST_FIELD: usize = 2000;

/// The longest link, so that two of them are within a text.
const LONGEST_LINK: usize = 1400;

/// Writes the message.
pub fn message(summary: &Summary<'_>) -> String {
    let field = |(label, value): &(&'static str, String)| text(labelled(label, value, LONGEST_FIELD));
    let mut blocks = vec![
        json!({"type": "header", "text": plain(&summary.title, LONGEST_HEADER)}),
        json!({"type": "section", "fields": summary.facts.iter().map(field).collect::<Vec<_>>()}),
    ];
    if let Some(message) = summary.message {
        // As it was typed: nothing in it is a link, a name or a mention.
        blocks.push(section(plain(&format!("Message:\n{message}"), LONGEST_TEXT)));
    }
    blocks.extend(summary.reasons.iter().map(|(label, value)| section(text(labelled(label, value, LONGEST_TEXT)))));
    if !summary.answers.is_empty() {
        let answers = summary.answers.iter().map(|(question, answer)| format!("• {} {answer}", label(question)));
        let answers = answers.collect::<Vec<_>>().join("\n");
        blocks.push(section(text(labelled("Answers", &answers, LONGEST_TEXT))));
    }
    let links: Vec<_> = summary.links.iter().filter_map(|(label, address)| link(label, address)).collect();
    if !links.is_empty() {
        blocks.push(section(text(links.join("\n"))));
    }
    let origin = summary.origin.iter().map(|(label, value)| format!("{label}: {value}"));
    let origin = origin.collect::<Vec<_>>().join("\n");
    blocks.push(json!({"type": "context", "elements": [plain(&origin, LONGEST_TEXT)]}));
    // What notifications show, and readers of screens.
    let company = summary.facts.first().map(|(_, company)| format!(", {company}")).unwrap_or_default();
    json!({"text": escaped(&format!("{}{company}", summary.title), LONGEST_TEXT), "blocks": blocks}).to_string()
}

fn section(text: Value) -> Value {
    json!({"type": "section", "text": text})
}

/// Writes a text of which nothing is read as anything but letters.
fn plain(text: &str, most: usize) -> Value {
    json!({"type": "plain_text", "text": cut(text, most), "emoji": false})
}

/// Writes a text in Slack's markup, in which addresses and names that nobody marked as such stay what they are.
fn text(mrkdwn: String) -> Value {
    json!({"type": "mrkdwn", "text": mrkdwn, "verbatim": true})
}

fn labelled(label: &str, value: &str, most: usize) -> String {
    let label = format!("*{label}*\n");
    let value = escaped(value, most - label.len());
    label + &value
}

/// Writes a link; none where it is too long to stand there whole.
fn link(label: &str, address: &str) -> Option<String> {
    let address: String = address
        .chars()
        .map(|c| match c {
            // What would end the address, or the link.
            '|' => "%7C".to_owned(),
            '<' => "%3C".to_owned(),
            '>' => "%3E".to_owned(),
            '&' => "&amp;".to_owned(),
            c => c.to_string(),
        })
        .collect();
    (address.len() < LONGEST_LINK).then(|| format!("<{address}|{label}>"))
}

/// Writes a text so that none of it is markup that leads anywhere or calls anybody, cut to so many units when it is written.
fn escaped(text: &str, most: usize) -> String {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let whole = escape(text);
    if whole.encode_utf16().count() <= most {
        return whole;
    }
    // Cut before it is written, so that no entity is cut in two. Each takes five units at most.
    let mut units = 1;
    let fits = |c: &char| {
        units += match c {
            '&' => 5,
            '<' | '>' => 4,
            c => c.len_utf16(),
        };
        units <= most
    };
    escape(&text.chars().take_while(fits).collect::<String>()) + "…"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan_requests::links::Links;
    use crate::webhook::testing;

    fn written(site: &str) -> Value {
        let (request, told) = testing::request();
        let summary = Summary::of(&request, &told, Links::of(site, &request, &told));
        serde_json::from_str(&message(&summary)).expect("JSON")
    }

    /// Every text of a message, with its type.
    fn texts(json: &Value) -> Vec<(&str, &str)> {
        let mut found = Vec::new();
        if let (Some(kind @ ("plain_text" | "mrkdwn")), Some(text)) = (json["type"].as_str(), json["text"].as_str()) {
            found.push((kind, text));
        }
        let below =
            json.as_array().into_iter().flatten().chain(json.as_object().into_iter().flat_map(|it| it.values()));
        found.extend(below.flat_map(texts));
        found
    }

    #[test]
    fn nothing_that_was_typed_is_a_link_or_a_mention() {
        let json = written("https://plans.example/");
        let all = texts(&json);
        let marked: Vec<_> = all.iter().filter(|(kind, _)| *kind == "mrkdwn").map(|(_, text)| *text).collect();
        assert!(marked.contains(&"*Company*\n&lt;Engines &amp; Sons&gt;"), "{marked:#?}");
        assert!(marked.iter().any(|text| text.contains("• Data &amp; files: in &lt;Europe&gt;")), "{marked:#?}");
        // Of all that is marked, the links alone.
        let angles: Vec<_> = marked.iter().filter(|text| text.contains('<')).collect();
        assert_eq!(
            angles,
            [&"<https://plans.example/inbox/9222-2222-2222|Open in the inbox>\n\
               <https://plans.example/fernhaus/#seats=12|Open the page with these answers>"]
        );
        assert!(
            all.contains(&("plain_text", "Message:\nPlease call\n<!channel> [now](https://bad.example)")),
            "{all:#?}"
        );
        assert_eq!(json["text"], "Plan request: Team with 1 × Extra storage, &lt;Engines &amp; Sons&gt;");
        assert!(!written("").to_string().contains("Open in the inbox"));
    }

    #[test]
    fn no_text_is_longer_than_slack_takes() {
        for typed in ["&", "<", "x", "😀", "&x\n"] {
            let long = typed.repeat(4000);
            let (mut request, mut told) = testing::request();
            (request.company, request.message) = (long.clone(), Some(long.clone()));
            (told.plan, told.why, told.link) = (long.clone(), Some(long.clone()), Some(long.clone()));
            told.answers = vec![(long.clone(), long)];
            let summary = Summary::of(&request, &told, Links::of("https://plans.example/", &request, &told));
            let json: Value = serde_json::from_str(&message(&summary)).expect("JSON");
            let length = |text: &str| text.encode_utf16().count();
            assert!(texts(&json).iter().all(|(_, text)| (1..=LONGEST_TEXT).contains(&length(text))), "{typed}");
            let blocks = json["blocks"].as_array().expect("blocks");
            assert!(blocks.len() <= 50, "{typed}");
            assert!(length(blocks[0]["text"]["text"].as_str().expect("a header")) <= LONGEST_HEADER, "{typed}");
            let fields = blocks[1]["fields"].as_array().expect("fields");
            let is_short = |field: &Value| length(field["text"].as_str().expect("a text")) <= LONGEST_FIELD;
            assert!(fields.len() <= 10 && fields.iter().all(is_short), "{typed}");
        }
    }

    #[test]
    fn no_entity_is_cut_in_two() {
        for most in 1..40 {
            let cut = escaped("a&b<c>&&&", most);
            assert!(cut.encode_utf16().count() <= most, "{cut}");
            let without = cut.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "");
            assert!(!without.contains(['&', '<', '>']), "{cut}");
        }
    }
}
