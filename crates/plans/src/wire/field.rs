//! The fields of a request's form, and the place of each in the request's JSON.

use super::ANSWER;

/// A field of the request form that can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The plan.
    Plan,
    /// The requester's name.
    Name,
    /// The requester's email address.
    Email,
    /// The requester's company.
    Company,
    /// The message.
    Message,
    /// The consent to what the catalogue asks for.
    Consent,
}

/// By field: its name in forms, and the JSON Pointer of its value in the request.
const FIELDS: [(Field, &str, &str); 6] = [
    (Field::Plan, "plan", "/plan"),
    (Field::Name, "name", "/contact/name"),
    (Field::Email, "email", "/contact/email"),
    (Field::Company, "company", "/contact/company"),
    (Field::Message, "message", "/message"),
    (Field::Consent, "consent", "/consent"),
];

/// The names of all fields.
pub(super) const NAMES: [&str; 6] = {
    let mut names = [""; 6];
    let mut at = 0;
    while at < names.len() {
        names[at] = FIELDS[at].1;
        at += 1;
    }
    names
};

impl Field {
    /// Every field, in the order of the form.
    pub const ALL: [Field; 6] =
        [Field::Plan, Field::Name, Field::Email, Field::Company, Field::Message, Field::Consent];

    /// Returns the field with this name in forms.
    pub fn named(name: &str) -> Option<Self> {
        FIELDS.iter().find(|(_, known, _)| *known == name).map(|(field, ..)| *field)
    }

    /// Returns the field's name in forms.
    pub fn name(self) -> &'static str {
        FIELDS[self as usize].1
    }

    /// Returns the JSON Pointer of its value in a request.
    pub fn pointer(self) -> &'static str {
        FIELDS[self as usize].2
    }

    /// Returns the field whose value stands at a JSON Pointer.
    pub fn at(pointer: &str) -> Option<Self> {
        FIELDS.iter().find(|(.., known)| *known == pointer).map(|(field, ..)| *field)
    }
}

/// The control that holds the value at a place of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldOf<'a> {
    /// A field of the form.
    Form(Field),
    /// An answer: the question's id, and which of several values where it is one of them.
    Answer {
        /// The question's id.
        question: &'a str,
        /// The position among several values.
        item: Option<usize>,
    },
}

impl<'a> FieldOf<'a> {
    /// Returns the field that holds the value at a JSON Pointer of a request; none where no form has one.
    ///
    /// # Example: a contact, and one of several choices
    ///
    /// ```
    /// use plans::wire::{Field, FieldOf};
    ///
    /// assert_eq!(FieldOf::at("/contact/email"), Some(FieldOf::Form(Field::Email)));
    /// assert_eq!(FieldOf::at("/answers/channels/1"), Some(FieldOf::Answer { question: "channels", item: Some(1) }));
    /// assert_eq!(FieldOf::at("/catalog/id"), None);
    /// ```
    pub fn at(pointer: &'a str) -> Option<Self> {
        match pointer.strip_prefix("/answers/") {
            Some(place) => {
                let (question, item) = place.split_once('/').map_or((place, None), |(id, at)| (id, at.parse().ok()));
                Some(Self::Answer { question, item })
            }
            None => Field::at(pointer).map(Self::Form),
        }
    }

    /// Returns the field's name in forms.
    pub fn name(&self) -> String {
        match self {
            Self::Form(field) => field.name().to_owned(),
            Self::Answer { question, .. } => format!("{ANSWER}{question}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_fields() {
        for (at, (field, name, pointer)) in FIELDS.into_iter().enumerate() {
            assert_eq!((field, field as usize), (Field::ALL[at], at));
            assert_eq!((Field::named(name), Field::at(pointer)), (Some(field), Some(field)));
            assert_eq!((field.name(), field.pointer()), (name, pointer));
        }
    }
}
