//! What stands in the request form, and what is wrong with it.

/// What stands in the form.
#[derive(Clone, Default)]
pub struct Draft {
    /// The requester's name.
    pub name: String,
    /// Where to answer.
    pub email: String,
    /// The requester's company.
    pub company: String,
    /// What else the requester says.
    pub message: String,
    /// Whether the requester agrees to what the catalogue asks for.
    pub consent: bool,
}

impl Draft {
    /// What stands in a field of text; none where the field holds no text.
    pub fn text(&self, field: Field) -> Option<&String> {
        match field {
            Field::Name => Some(&self.name),
            Field::Email => Some(&self.email),
            Field::Company => Some(&self.company),
            Field::Message => Some(&self.message),
            Field::Plan | Field::Consent => None,
        }
    }

    /// The texts, by the names of their fields.
    pub fn texts(&self) -> [(&'static str, String); 4] {
        [
            ("name", self.name.clone()),
            ("email", self.email.clone()),
            ("company", self.company.clone()),
            ("message", self.message.clone()),
        ]
    }

    /// The same as [`Draft::text`], to be changed.
    pub fn text_mut(&mut self, field: Field) -> Option<&mut String> {
        match field {
            Field::Name => Some(&mut self.name),
            Field::Email => Some(&mut self.email),
            Field::Company => Some(&mut self.company),
            Field::Message => Some(&mut self.message),
            Field::Plan | Field::Consent => None,
        }
    }
}

/// A field of the form that can be wrong.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The plan.
    Plan,
    /// The name.
    Name,
    /// The email address.
    Email,
    /// The company.
    Company,
    /// The message.
    Message,
    /// The consent.
    Consent,
}

/// What is wrong with a field.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum FieldError {
    /// Nothing stands in it.
    Empty,
    /// More stands in it than can be stored.
    TooLong,
    /// It is no address.
    Email,
    /// It is not agreed to.
    Consent,
    /// The server does not accept it.
    Other,
}
