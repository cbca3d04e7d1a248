//! What all parts of the page are made with: controls, lists, and the names that styling and the plain form go by.

use lean_view::{Element, IntoChild, html::*};
use plans::lean_text::split;

use crate::words::Told;

/// Whether this is the native run that writes the page as it is before the app starts, and where no scripts run. What the
/// app's listeners do is then done by HTML and CSS alone.
pub const PRERENDERS: bool = !cfg!(target_arch = "wasm32");

/// The id of the form that is sent without scripts.
pub const PLAIN_FORM: &str = "plain-form";

/// The attribute by which the written page says for which offer it was written.
pub const OFFER: &str = "data-offer";

/// The classes that are also parts, by the same name, which a host page can style by `::part`. Hosts rely on them: a name that is
/// here stays.
pub const PARTS: [&str; 32] = [
    "advice",
    "advice__head",
    "bar",
    "button",
    "button--main",
    "card",
    "choice",
    "comparison",
    "explanation",
    "field",
    "field__error",
    "footnotes",
    "group",
    "head",
    "hours",
    "page",
    "picker",
    "picture",
    "pinned",
    "plan",
    "question",
    "questions",
    "receipt",
    "request",
    "ribbon",
    "row",
    "section",
    "select",
    "strip",
    "summary",
    "table",
    "week",
];

/// What the app adds to the builder of elements.
pub trait AppElement {
    /// Gives it classes, and those of [`PARTS`] among them as parts.
    fn styled(self, classes: &'static str) -> Self;

    /// Names a control as its value is sent where no scripts run. It belongs to the plain form, wherever on the page it stands.
    fn sent_as(self, name: String) -> Self;
}

/// Alone in its element, which says its language.
impl IntoChild for Told {
    fn add_to(self, element: Element) -> Element {
        element.attr("lang", self.language).child(self.text)
    }
}

impl AppElement for Element {
    fn styled(self, classes: &'static str) -> Self {
        let mut parts = String::new();
        for class in split(classes, ' ') {
            if PARTS.contains(&class) {
                if !parts.is_empty() {
                    parts.push(' ');
                }
                parts.push_str(class);
            }
        }
        self.class(classes).attr("part", parts)
    }

    fn sent_as(self, name: String) -> Self {
        self.attr("name", name).plain_attr("form", PLAIN_FORM)
    }
}

/// Builds a button that does what its listener says; in a form, only a button without a type sends it.
pub fn push_button() -> Element {
    button().attr("type", "button")
}

/// Builds a choice as a pill: a label around a real radio button or checkbox. `kind` is the input's type; pills whose inputs
/// have one name belong together.
pub fn pill(kind: &'static str, input: Element, text: impl IntoChild) -> Element {
    label().styled("choice").child(input.attr("type", kind)).child(span().child(text))
}

/// Builds a list of names, each with what belongs to it.
pub fn description_list(entries: Vec<(impl IntoChild, String)>) -> Element {
    let mut list = dl();
    for (name, text) in entries {
        list = list.child(dt().child(name)).child(dd().child(text));
    }
    list
}

/// Writes a boolean as the value of an `aria-` attribute.
pub fn aria_bool(is_true: bool) -> String {
    if is_true { "true" } else { "false" }.to_owned()
}

/// Gives `true` for the value of an `aria-` attribute, or none, so that the attribute is absent.
pub fn aria_true(is_true: bool) -> Option<String> {
    is_true.then(|| aria_bool(true))
}
