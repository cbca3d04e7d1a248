//! What a mail says, once: written as text and as HTML.

use maud::{DOCTYPE, Markup, html};
use plans::language::is_rtl;

use crate::mail::mail_address::one_line;

/// A letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The language that it is in, a BCP 47 tag: the direction follows it.
    pub language: String,
    /// What it is about, as lists of mails show it.
    pub subject: String,
    /// Its heading.
    pub title: String,
    /// What stands below, in order.
    pub blocks: Vec<Block>,
}

/// A part of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A sentence or more.
    Paragraph(String),
    /// A sentence that must not be missed.
    Warning(String),
    /// A heading of what follows.
    Heading(String),
    /// Things with their names.
    Facts(Vec<(String, String)>),
    /// Things of one kind.
    List(Vec<String>),
    /// What somebody wrote, with its lines.
    Quote(String),
    /// A way to go.
    Link {
        /// Where it leads, in words.
        words: String,
        /// The whole address.
        address: String,
    },
    /// What is said at the end.
    Footer(String),
}

impl Letter {
    /// Writes it as plain text: with a blank line between any two parts, but for a heading and what it is of.
    pub fn text(&self) -> String {
        let mut text = format!("{}\n", one_line(&self.title));
        let mut is_below_heading = false;
        for block in &self.blocks {
            let is_heading = matches!(block, Block::Heading(_));
            text += if is_heading { "\n\n" } else { "\n" };
            if is_below_heading {
                text.pop();
            }
            text += &block.text();
            is_below_heading = is_heading;
        }
        text
    }

    /// Writes it as HTML: without colours of its own, so that it reads wherever mail programs turn them, and without anything that is
    /// fetched.
    pub fn html(&self) -> String {
        let direction = if is_rtl(&self.language) { "rtl" } else { "ltr" };
        let document = html! {
            (DOCTYPE)
            html lang=(self.language) dir=(direction) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="supported-color-schemes" content="light dark";
                    title { (self.subject) }
                }
                // Mail programs that take the document apart keep what its body holds.
                body style="margin:0;padding:0;color-scheme:light dark" {
                    div lang=(self.language) dir=(direction) style=(FRAME) {
                        h1 style="font-size:22px;line-height:1.3;margin:0 0 16px" { (self.title) }
                        @for block in &self.blocks { (block.html()) }
                    }
                }
            }
        };
        document.into_string()
    }
}

/// The style of all that is shown.
const FRAME: &str = "max-width:600px;margin:0 auto;padding:24px 20px;font-family:system-ui,-apple-system,'Segoe UI',Roboto,\
    'Helvetica Neue',Arial,sans-serif;font-size:16px;line-height:1.5;overflow-wrap:anywhere";

/// The style of a link that is a way to go: a button with the colour of links.
const WAY: &str = "display:inline-block;padding:10px 16px;border:1px solid currentColor;border-radius:6px;font-weight:600;\
    text-decoration:none";

/// The style of what must not be missed.
const WARNING: &str =
    "margin:0 0 16px;padding:10px 14px;border:2px solid currentColor;border-radius:6px;font-weight:600";

/// The style of what somebody wrote: its lines are kept.
const QUOTE: &str = "margin:0 0 16px;padding:0;padding-inline-start:14px;border-inline-start:3px solid currentColor;\
    white-space:pre-wrap";

/// The style of the name of a fact, and of the fact.
const NAME: &str = "text-align:start;vertical-align:top;font-weight:400;font-size:14px;line-height:24px;opacity:.75;\
    overflow-wrap:normal;padding:6px 0;padding-inline-end:14px;width:38%";
const FACT: &str = "text-align:start;vertical-align:top;padding:6px 0";

impl Block {
    /// Writes it as lines of plain text. Only what somebody wrote has lines of its own, and none of them looks like one of ours.
    fn text(&self) -> String {
        let lines = |lines: &mut dyn Iterator<Item = String>| lines.map(|line| line + "\n").collect::<String>();
        match self {
            Block::Paragraph(words) => format!("{}\n", one_line(words)),
            Block::Warning(words) => format!("!! {}\n", one_line(words)),
            Block::Heading(words) => {
                let words = one_line(words);
                format!("{words}\n{}\n", "-".repeat(words.chars().count()))
            }
            Block::Facts(facts) => {
                lines(&mut facts.iter().map(|(name, fact)| format!("{}: {}", one_line(name), one_line(fact))))
            }
            Block::List(items) => lines(&mut items.iter().map(|item| format!("- {}", one_line(item)))),
            Block::Quote(words) => lines(&mut words.lines().map(|line| format!("> {}", one_line(line)))),
            Block::Link { words, address } => format!("{}:\n{}\n", one_line(words), one_line(address)),
            // Mail programs know the end by this line.
            Block::Footer(words) => format!("-- \n{}\n", one_line(words)),
        }
    }

    /// Writes it as HTML.
    fn html(&self) -> Markup {
        match self {
            Block::Paragraph(words) => html! { p style="margin:0 0 12px" { (words) } },
            Block::Warning(words) => html! { p style=(WARNING) { (words) } },
            Block::Heading(words) => html! { h2 style="font-size:17px;line-height:1.3;margin:28px 0 8px" { (words) } },
            Block::Facts(facts) => html! {
                table style="border-collapse:collapse;width:100%;margin:0 0 12px;font-size:inherit" {
                    @for (name, fact) in facts {
                        tr {
                            th scope="row" style=(NAME) { (name) }
                            td style=(FACT) { bdi { (fact) } }
                        }
                    }
                }
            },
            Block::List(items) => html! {
                ul style="margin:0 0 12px;padding:0;padding-inline-start:20px" {
                    @for item in items { li style="margin:0 0 4px" { bdi { (item) } } }
                }
            },
            Block::Quote(words) => html! { blockquote dir="auto" style=(QUOTE) { (words) } },
            Block::Link { words, address } => html! {
                p style="margin:20px 0" { a href=(address) style=(WAY) { (words) } }
            },
            Block::Footer(words) => html! { p style="margin:32px 0 0;font-size:13px;opacity:.75" { (words) } },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(language: &str) -> Letter {
        let text = str::to_owned;
        Letter {
            language: language.to_owned(),
            subject: "S".to_owned(),
            title: "A <b> & c".to_owned(),
            blocks: vec![
                Block::Warning(text("Look.")),
                Block::Heading(text("Facts")),
                Block::Facts(vec![(text("Name"), text("Ada\r\nReference: forged"))]),
                Block::List(vec![text("one"), text("two")]),
                Block::Quote(text("first\n\n<script>")),
                Block::Link { words: text("Open"), address: text("https://plans.example/?a=1&b=\"2\"") },
                Block::Footer(text("Sent by it.")),
            ],
        }
    }

    #[test]
    fn the_text_has_a_line_for_everything_and_no_forged_ones() {
        let expected = "A <b> & c\n\n!! Look.\n\n\nFacts\n-----\nName: Ada Reference: forged\n\n- one\n- two\n\n> first\n> \n> <script>\n\n\
            Open:\nhttps://plans.example/?a=1&b=\"2\"\n\n-- \nSent by it.\n";
        assert_eq!(letter("en").text(), expected);
    }

    #[test]
    fn the_html_is_escaped_says_its_language_and_fetches_nothing() {
        let html = letter("ar").html();
        for part in [
            "<html lang=\"ar\" dir=\"rtl\">",
            "A &lt;b&gt; &amp; c</h1>",
            "&lt;script&gt;</blockquote>",
            "href=\"https://plans.example/?a=1&amp;b=&quot;2&quot;\"",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
        for absent in ["<script", "<img", "<link", "<style", "url(", "color:#"] {
            assert!(!html.contains(absent), "{absent}: {html}");
        }
        assert!(letter("de").html().contains("<html lang=\"de\" dir=\"ltr\">"));
    }
}
