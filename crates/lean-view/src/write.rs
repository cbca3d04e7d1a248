//! Writes a view as HTML, with the current values of its signals.

use crate::element::{Attribute, Child, Element};

/// Elements that hold nothing and have no end tag.
const VOID: [&str; 2] = ["col", "input"];

/// Stands behind the elements of a region, so that they can be found when the page is adopted.
const MARKER: &str = "<!---->";

impl Element {
    /// Writes the view as HTML.
    pub fn to_html(&self) -> String {
        let mut html = String::new();
        self.write_html(&mut html);
        html
    }

    /// Adds the view as HTML to a text.
    pub fn write_html(&self, html: &mut String) {
        let (mut classes, mut content) = (String::new(), None);
        html.extend(["<", self.0.tag]);
        for (name, attribute) in &self.0.attributes {
            match attribute {
                Attribute::Fixed(value) if *name == "class" => classes.insert_str(0, value),
                Attribute::PlainClass => classes.extend([" ", name]),
                Attribute::Class(is_on) if is_on.derive() => classes.extend([" ", name]),
                Attribute::Fixed(value) | Attribute::Plain(value) => write_attribute(name, Some(value), html),
                Attribute::Text(value) => write_attribute(name, Some(&value.derive()), html),
                Attribute::Maybe(value) => {
                    if let Some(value) = value.derive() {
                        write_attribute(name, Some(&value), html);
                    }
                }
                // What stands in an area of text is what it holds.
                Attribute::Value(value) if self.0.tag == "textarea" => content = Some(value.derive()),
                Attribute::Value(value) => write_attribute(name, Some(&value.derive()), html),
                Attribute::Flag(is_on) | Attribute::State(is_on) if is_on.derive() => write_attribute(name, None, html),
                Attribute::Flag(_) | Attribute::State(_) | Attribute::Class(_) | Attribute::Scripted(_) => {}
            }
        }
        if !classes.is_empty() {
            write_attribute("class", Some(classes.trim_start()), html);
        }
        html.push('>');
        if VOID.contains(&self.0.tag) {
            return;
        }
        if let Some(content) = content {
            escape(&content, html);
        }
        for child in &self.0.children {
            match child {
                Child::Element(element) => element.write_html(html),
                Child::Text(text) => escape(text, html),
                Child::LiveText(text) => escape(&text.derive(), html),
                Child::Region(elements) => {
                    elements.derive().iter().for_each(|element| element.write_html(html));
                    html.push_str(MARKER);
                }
            }
        }
        html.extend(["</", self.0.tag, ">"]);
    }
}

fn write_attribute(name: &str, value: Option<&str>, html: &mut String) {
    html.extend([" ", name]);
    if let Some(value) = value.filter(|value| !value.is_empty()) {
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
    use crate::html::*;

    #[test]
    fn markup_in_a_text_or_an_attribute_stays_text() {
        let element = p().attr("title", "\"><script>").child("<script>alert(1)</script> & more");
        assert_eq!(
            element.to_html(),
            "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;script&gt;alert(1)&lt;/script&gt; &amp; more</p>"
        );
    }

    #[test]
    fn live_parts_are_written_as_they_are_now() {
        let element = label()
            .class("choice")
            .class(("is-on", || true))
            .class(("is-off", || false))
            .attr("hidden", || false)
            .attr("aria-invalid", || None::<String>)
            .attr("title", || "now".to_owned())
            .child(input().attr("type", "radio").prop("checked", || true))
            .child(span().child(|| "now".to_owned()));
        assert_eq!(
            element.to_html(),
            "<label title=\"now\" class=\"choice is-on\"><input type=\"radio\" checked><span>now</span></label>"
        );
    }

    #[test]
    fn the_elements_of_a_region_end_with_a_comment() {
        let two = || vec![b().child("1"), b().child("2")];
        assert_eq!(div().child(two).child(p()).to_html(), "<div><b>1</b><b>2</b><!----><p></p></div>");
        assert_eq!(div().child(Vec::new).to_html(), "<div><!----></div>");
    }

    #[test]
    fn texts_side_by_side_are_one_and_an_empty_one_is_none() {
        assert_eq!(p().child("a").child("").child(" b".to_owned()).0.children.len(), 1);
    }

    #[test]
    fn what_only_scripts_need_is_not_written_and_what_only_html_needs_is() {
        let element = a().scripted_attr("href", "#there").plain_attr("data-plan", "Plus").plain_class("is-away");
        assert_eq!(element.to_html(), "<a data-plan=\"Plus\" class=\"is-away\"></a>");
    }

    #[test]
    fn an_area_of_text_holds_its_value() {
        assert_eq!(textarea().prop("value", || "a < b".to_owned()).to_html(), "<textarea>a &lt; b</textarea>");
    }

    #[test]
    fn what_takes_the_focus_by_itself_stays_in_the_order_of_the_tab_key() {
        assert_eq!(input().takes_focus().to_html(), "<input>");
        assert_eq!(h3().takes_focus().to_html(), "<h3 tabindex=\"-1\"></h3>");
    }

    #[test]
    #[should_panic(expected = "an element of its own")]
    #[cfg(debug_assertions)]
    fn a_live_text_has_no_neighbours() {
        let _ = p().child("so many: ").child(|| "3".to_owned());
    }
}
