//! Which elements a host page can style by `::part`.

use plans::parts::Parts;

/// The classes that are also parts, by the same name. Hosts rely on them: a name that is here stays.
pub const PARTS: [&str; 30] = [
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
    "question",
    "questions",
    "receipt",
    "request",
    "ribbon",
    "row",
    "section",
    "select",
    "summary",
    "table",
    "week",
];

/// The parts among some classes, as the attribute `part` has them; none where there is none.
pub fn parts(classes: &str) -> Option<String> {
    let mut parts = String::new();
    for class in Parts::of(classes, ' ') {
        if PARTS.contains(&class) {
            if !parts.is_empty() {
                parts.push(' ');
            }
            parts.push_str(class);
        }
    }
    (!parts.is_empty()).then_some(parts)
}
