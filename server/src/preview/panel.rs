//! What is said of a file that is written just now, at the end of its page or in the place of that.

use maud::{DOCTYPE, Markup, html};
use plans::language::is_rtl;

use crate::catalog_file::located::{Line, Located};
use crate::texts::{Texts, filled};

/// What there is to say.
pub struct Panel<'a> {
    /// The file's name.
    pub file: &'a str,
    /// The language of the catalogue.
    pub language: &'a str,
    /// The name of the content that the page shows; none where there is no page.
    pub content: Option<&'a str>,
    /// What is wrong with the file.
    pub problems: &'a [Located],
}

/// Builds what a page needs in its head. The script comes before the page's own: what was typed before it was loaded anew is still there then.
pub fn head() -> Markup {
    html! {
        link rel="stylesheet" href="/api/preview/preview.css";
        script type="module" src="/api/preview/preview.js" {}
    }
}

/// Returns what the page and the events name a content, or that there is none: an event without a word is none.
pub fn content_name(content: Option<&str>) -> &str {
    content.unwrap_or("none")
}

impl Panel<'_> {
    /// Builds a part of a page, or a whole page.
    pub fn html(&self, is_page: bool) -> Markup {
        let (language, texts) = Texts::closest(self.language);
        let title = filled(texts.preview_title, &[("file", self.file)]);
        let panel = html! {
            section #preview aria-label=(title) lang=(language) dir=(if is_rtl(language) { "rtl" } else { "ltr" })
                data-content=(content_name(self.content)) data-show=(texts.preview_show) {
                (self.said(&title, texts))
            }
        };
        if !is_page {
            return panel;
        }
        html! {
            (DOCTYPE)
            html lang=(language) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (title) }
                    (head())
                    link rel="icon" href="data:,";
                }
                body.alone { main { (panel) } }
            }
        }
    }

    fn said(&self, title: &str, texts: &Texts) -> Markup {
        let (file, count) = (("file", self.file), self.problems.len().to_string());
        html! {
            div role="status" {
                @if self.problems.is_empty() {
                    p { strong { (title) } " " (texts.preview_note) }
                } @else {
                    h1 { (filled(texts.preview_problems, &[file, ("count", &count)])) }
                    p {
                        (if self.content.is_none() { texts.preview_no_page } else { texts.preview_before }) " "
                        (texts.preview_note)
                    }
                }
                p data-ended hidden { strong { (texts.preview_ended) } }
            }
            noscript { p { (texts.preview_no_scripts) } }
            @if !self.problems.is_empty() {
                div.problems role="region" aria-label=(filled(texts.preview_problems, &[file, ("count", &count)])) tabindex="0" {
                    ol {
                        @for problem in self.problems { (item(problem, texts)) }
                    }
                }
            }
        }
    }
}

/// Builds a problem, in the language of those who write catalogues.
fn item(problem: &Located, texts: &Texts) -> Markup {
    let Located { pointer, detail, line, parts } = problem;
    let part = problem.on_page();
    html! {
        li data-part=[part.map(|part| part.kind.noun())] data-id=[part.map(|part| &part.id)] {
            p {
                @if let Some(Line { number, .. }) = line {
                    b { (filled(texts.preview_line, &[("line", &number.to_string())])) } " "
                }
                @if pointer.is_empty() { (texts.preview_whole_file) } @else { code dir="ltr" { (pointer) } }
                @for part in parts { " " code dir="ltr" { (part.id) } }
                @if let (Some(Line { column, .. }), false) = (line, pointer.is_empty()) {
                    ", " (filled(texts.preview_column, &[("column", &column.to_string())]))
                }
            }
            p lang="en" dir="ltr" { bdi { (detail) } }
            @if let Some(Line { text, .. }) = line { pre dir="ltr" { code { (text) } } }
        }
    }
}
