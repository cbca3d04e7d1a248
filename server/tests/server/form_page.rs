//! A page that answers a form, read as a browser reads it.

use std::collections::HashSet;

use scraper::{ElementRef, Html, Selector};

use crate::support::Reply;

/// A page, whole and sound.
pub struct FormPage {
    html: Html,
}

impl FormPage {
    /// Reads an answer, and checks what holds for every page.
    #[track_caller]
    pub fn read(answer: &Reply, status: u16) -> Self {
        let text = str::from_utf8(&answer.body).unwrap();
        assert_eq!(answer.status, status, "{text}");
        assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert!(answer.header("content-security-policy").contains("script-src 'self'"));
        let page = Self { html: Html::parse_document(text) };
        assert_eq!(page.html.errors, Vec::<String>::new(), "{text}");
        page.is_sound();
        page
    }

    #[track_caller]
    fn is_sound(&self) {
        for (selector, count) in
            [("html[lang]", 1), ("title", 1), ("main", 1), ("h1", 1), ("script:not([src]), style, [style]", 0)]
        {
            assert_eq!(self.all(selector).len(), count, "{selector}");
        }
        assert_eq!(self.attribute("meta[name=color-scheme]", "content"), "light dark");
        let ids: Vec<_> = self.all("[id]").iter().map(|it| it.attr("id").unwrap()).collect();
        let known: HashSet<_> = ids.iter().copied().collect();
        assert_eq!(known.len(), ids.len(), "an id stands twice: {ids:?}");
        let labelled: HashSet<_> = self.all("label").iter().filter_map(|it| it.attr("for")).collect();
        for control in self.all("input:not([type=hidden], [aria-hidden]), select, textarea") {
            assert!(labelled.contains(control.attr("id").unwrap()), "{} has no label", control.html());
        }
        for link in self.all("a[href^='#']") {
            assert!(known.contains(&link.attr("href").unwrap()[1..]), "{} leads nowhere", link.html());
        }
        for described in self.all("[aria-describedby]") {
            assert!(known.contains(described.attr("aria-describedby").unwrap()), "{}", described.html());
        }
    }

    pub fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.html.select(&Selector::parse(selector).unwrap()).collect()
    }

    /// The texts of the elements that a selector finds.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let text = |element: &ElementRef<'_>| element.text().collect::<String>().trim().to_owned();
        self.all(selector).iter().map(text).collect()
    }

    /// An attribute of the one element that a selector finds.
    #[track_caller]
    pub fn attribute(&self, selector: &str, name: &str) -> String {
        let found = self.all(selector);
        assert_eq!(found.len(), 1, "{selector}");
        found[0].attr(name).unwrap_or_default().to_owned()
    }

    /// What is wrong, field by field in the page's order, by what marks and describes the fields themselves.
    pub fn errors(&self) -> Vec<(String, String)> {
        let mut errors: Vec<(String, String)> = Vec::new();
        for control in self.all("input, select, textarea") {
            let name = control.attr("name").unwrap();
            assert_eq!(control.attr("aria-invalid").is_some(), control.attr("aria-describedby").is_some());
            let Some(id) = control.attr("aria-describedby") else { continue };
            let text = self.texts(&format!("[id='{id}']")).concat();
            if errors.last().is_none_or(|(last, _)| last != name) {
                errors.push((name.to_owned(), text));
            }
        }
        errors
    }

    /// What a browser would send of the form as it stands.
    pub fn filled(&self) -> Vec<(String, String)> {
        let mut sent = Vec::new();
        for control in self.all("input, select, textarea") {
            let value = match control.value().name() {
                "select" => {
                    let options: Vec<_> = control.select(&Selector::parse("option").unwrap()).collect();
                    let selected = options.iter().find(|option| option.attr("selected").is_some());
                    selected.unwrap_or(&options[0]).attr("value").unwrap().to_owned()
                }
                "textarea" => control.text().collect::<String>().replace('\n', "\r\n"),
                _ if control.attr("type") == Some("checkbox") && control.attr("checked").is_none() => continue,
                _ => control.attr("value").unwrap_or("on").to_owned(),
            };
            sent.push((control.attr("name").unwrap().to_owned(), value));
        }
        sent
    }

    /// What was typed into a field, or picked in it.
    pub fn value(&self, name: &str) -> Vec<String> {
        self.filled().into_iter().filter(|(field, _)| field == name).map(|(_, value)| value).collect()
    }
}
