//! The frame of every page that the server writes: small, whole, and styled by one sheet.

use maud::{DOCTYPE, Markup, html};
use plans::language::is_rtl;

/// A page around some content. Its addresses are relative, so that they hold behind any prefix of a proxy's.
pub struct HtmlPage<'a> {
    /// The language of what is shown, a BCP 47 tag: the direction follows it.
    pub language: &'a str,
    /// What the page is about.
    pub title: &'a str,
    /// What the site is called.
    pub site: &'a str,
    /// The address of its style sheet.
    pub style: &'a str,
    /// The address of its link back, and the words of that.
    pub back: (&'a str, &'a str),
}

impl HtmlPage<'_> {
    /// Builds the whole document.
    pub fn around(&self, content: &Markup) -> Markup {
        let (address, words) = self.back;
        html! {
            (DOCTYPE)
            html lang=(self.language) dir=[is_rtl(self.language).then_some("rtl")] {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (self.title) " – " (self.site) }
                    link rel="stylesheet" href=(self.style);
                }
                body {
                    main {
                        (content)
                        p { a href=(address) { (words) } }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_direction_follows_the_language() {
        for (language, expected) in [("en", "<html lang=\"en\">"), ("ar", "<html lang=\"ar\" dir=\"rtl\">")] {
            let page = HtmlPage { language, title: "t", site: "s", style: "a.css", back: ("./", "Back") };
            let html = page.around(&html! { p { "content" } }).into_string();
            assert!(html.contains(expected), "{html}");
        }
    }
}
