//! A request as an Adaptive Card, in the message that workflows of Microsoft Teams take.

use serde_json::{Value, json};

use crate::webhook::summary::{Summary, cut, label};

/// The most bytes of a message. Teams takes 28 KB, of what it makes of it.
const LARGEST: usize = 20 * 1024;

/// The longest value of a line.
const LONGEST_LINE: usize = 500;

/// The most lines that a text is shown in. Further ones follow on the last.
const MOST_LINES: usize = 20;

/// Writes the message.
pub fn message(summary: &Summary<'_>) -> String {
    let mut card = Card { body: Vec::new(), bytes: 0, is_full: false };
    card.push(json!({
        "type": "RichTextBlock",
        "inlines": [{"type": "TextRun", "text": cut(&summary.title, LONGEST_LINE), "size": "Large", "weight": "Bolder"}],
    }));
    for (label, value) in &summary.facts {
        card.push_labelled(label, value);
    }
    if let Some(message) = summary.message {
        card.push_labelled("Message", message);
    }
    for (label, value) in &summary.reasons {
        card.push_labelled(label, value);
    }
    // Last what a long catalogue has much of.
    for (label, value) in &summary.origin {
        card.push_labelled(label, value);
    }
    for (question, answer) in summary.answers {
        card.push_labelled(question, answer);
    }
    if card.is_full {
        card.body.push(text(vec![run("There is more of it than a card takes.")]));
    }
    let links = summary.links.iter().filter(|(_, address)| address.len() <= 2000);
    let actions: Vec<_> =
        links.map(|(label, address)| json!({"type": "Action.OpenUrl", "title": label, "url": address})).collect();
    let content = json!({
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "msteams": {"width": "Full"},
        // What readers of screens and old clients say.
        "fallbackText": cut(&summary.title, LONGEST_LINE),
        "body": card.body,
        "actions": actions,
    });
    let attachment =
        json!({"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": null, "content": content});
    json!({"type": "message", "attachments": [attachment]}).to_string()
}

/// The blocks of a card, as long as it takes more.
struct Card {
    body: Vec<Value>,
    bytes: usize,
    is_full: bool,
}

impl Card {
    fn push(&mut self, block: Value) {
        self.bytes += block.to_string().len();
        self.is_full |= self.bytes > LARGEST;
        if !self.is_full {
            self.body.push(block);
        }
    }

    /// Appends a label with what it is of; each further line is a block of its own, since a run of text has no line breaks.
    fn push_labelled(&mut self, of: &str, value: &str) {
        let lines: Vec<_> = value.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let (single, rest) = lines.split_at(lines.len().min(MOST_LINES));
        let labelled = json!({"type": "TextRun", "text": cut(&label(of), LONGEST_LINE) + " ", "weight": "Bolder"});
        let mut before = vec![labelled];
        for line in single {
            before.push(run(line));
            self.push(text(std::mem::take(&mut before)));
        }
        if !rest.is_empty() {
            self.push(text(vec![run(&rest.join(" "))]));
        }
    }
}

/// Makes a block of runs of text. In runs nothing is markup, so nothing that was typed is a link.
fn text(runs: Vec<Value>) -> Value {
    json!({"type": "RichTextBlock", "spacing": if runs.len() > 1 { "Small" } else { "None" }, "inlines": runs})
}

fn run(text: &str) -> Value {
    json!({"type": "TextRun", "text": cut(text, LONGEST_LINE)})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan_requests::links::Links;
    use crate::webhook::testing;

    /// Every text of a card, block by block.
    fn lines(card: &Value) -> Vec<String> {
        let blocks = card["body"].as_array().expect("blocks");
        let runs = |block: &Value| {
            assert_eq!(block["type"], "RichTextBlock", "in a TextBlock what was typed would be markup");
            let runs = block["inlines"].as_array().expect("runs").iter();
            runs.map(|run| run["text"].as_str().expect("a text")).collect::<String>()
        };
        blocks.iter().map(runs).collect()
    }

    #[test]
    fn a_card_is_what_a_workflow_takes() {
        let (request, told) = testing::request();
        let summary = Summary::of(&request, &told, Links::of("https://plans.example/", &request, &told));
        let json: Value = serde_json::from_str(&message(&summary)).expect("JSON");
        assert_eq!(json["type"], "message");
        assert_eq!(json["attachments"].as_array().map(Vec::len), Some(1));
        assert_eq!(json["attachments"][0]["contentType"], "application/vnd.microsoft.card.adaptive");
        let card = &json["attachments"][0]["content"];
        assert_eq!((&card["type"], &card["version"]), (&"AdaptiveCard".into(), &"1.4".into()));
        let lines = lines(card);
        for expected in [
            "Plan request: Team with 1 × Extra storage",
            "Company: <Engines & Sons>",
            "Message: Please call",
            "<!channel> [now](https://bad.example)",
            "Why: Because of 12 seats.",
            "Seats: 12",
            "May be no person's: honeypot",
        ] {
            assert!(lines.iter().any(|line| line == expected), "{expected}: {lines:#?}");
        }
        let actions = card["actions"].as_array().expect("actions");
        let urls: Vec<_> = actions.iter().map(|action| action["url"].as_str().unwrap_or_default()).collect();
        assert_eq!(urls, ["https://plans.example/inbox/9222-2222-2222", "https://plans.example/fernhaus/#seats=12"]);
    }

    #[test]
    fn no_message_is_larger_than_teams_takes() {
        for typed in ["x", "\n", "x\n", "漢", "😀\n", "\"\\\u{7}"] {
            let long = typed.repeat(4000);
            let (mut request, mut told) = testing::request();
            (request.company, request.message) = (long.clone(), Some(long.clone()));
            (told.plan, told.why, told.link) = (long.clone(), Some(long.clone()), Some(long.clone()));
            told.answers = vec![(long.clone(), long); 100];
            let summary = Summary::of(&request, &told, Links::of("https://plans.example/", &request, &told));
            let message = message(&summary);
            assert!(message.len() < 28 * 1000, "{typed:?}: {}", message.len());
            assert!(serde_json::from_str::<Value>(&message).is_ok());
        }
    }
}
