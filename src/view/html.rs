//! A view as HTML text, as it is at the moment: the page before the app starts.

use super::{Attribute, Element, View, parts};

/// Elements that hold nothing and have no end tag.
const VOID: [&str; 2] = ["col", "input"];

impl View {
    /// Writes the view as HTML.
    pub fn write_html(&self, html: &mut String) {
        match self {
            View::Element(element) => element.write_html(html),
            View::Text(text) => escape(text, html),
            View::LiveText(text) => escape(&text(), html),
            View::Order(_) | View::Clock { .. } | View::Rules { .. } | View::News(_) => {}
            View::LiveElements(elements) => elements().iter().for_each(|element| element.write_html(html)),
        }
    }
}

impl Element {
    fn write_html(&self, html: &mut String) {
        html.extend(["<", self.0.tag]);
        let mut classes = String::new();
        for (name, attribute) in &self.0.attributes {
            match attribute {
                Attribute::Fixed(value) if *name == "class" => classes.insert_str(0, value),
                Attribute::Class(is_on) if is_on() => classes.extend([" ", name]),
                Attribute::Fixed(value) => write_attribute(name, Some(value), html),
                Attribute::Live(value) => {
                    if let Some(value) = value() {
                        write_attribute(name, Some(&value), html);
                    }
                }
                Attribute::Value(value) => write_attribute(name, Some(&value()), html),
                Attribute::Flag(is_on) | Attribute::Picked(is_on) if is_on() => write_attribute(name, None, html),
                Attribute::Flag(_) | Attribute::Picked(_) | Attribute::Class(_) => {}
            }
        }
        if !classes.is_empty() {
            write_attribute("class", Some(classes.trim_start()), html);
        }
        if let Some(parts) = parts(&classes) {
            write_attribute("part", Some(&parts), html);
        }
        html.push('>');
        if !VOID.contains(&self.0.tag) {
            self.0.children.iter().for_each(|child| child.write_html(html));
            html.extend(["</", self.0.tag, ">"]);
        }
    }
}

fn write_attribute(name: &str, value: Option<&str>, html: &mut String) {
    html.extend([" ", name]);
    if let Some(value) = value {
        html.push_str("=\"");
        escape(value, html);
        html.push('"');
    }
}

fn escape(text: &str, html: &mut String) {
    for character in text.chars() {
        match character {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            other => html.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::el;
    use super::*;

    fn html(element: Element) -> String {
        let mut html = String::new();
        View::from(element).write_html(&mut html);
        html
    }

    #[test]
    fn markup_in_a_text_or_an_attribute_stays_text() {
        let element = el("p").attr("title", "\"><script>").child("<script>alert(1)</script> & more");
        assert_eq!(
            html(element),
            "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;script&gt;alert(1)&lt;/script&gt; &amp; more</p>"
        );
    }

    #[test]
    fn live_parts_are_written_as_they_are_now() {
        let element = el("label")
            .class("choice")
            .class_when("is-on", || true)
            .class_when("is-off", || false)
            .flag("hidden", || false)
            .live("aria-invalid", || None)
            .child(el("input").attr("type", "radio").picked("checked", || true))
            .text(|| "now".to_owned());
        assert_eq!(
            html(element),
            "<label class=\"choice is-on\" part=\"choice\"><input type=\"radio\" checked>now</label>"
        );
    }
}
