//! What stands in the request form, and what is wrong with it.

pub use plans::wire::Field;

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
    /// Returns the text of a field; none where the field holds no text.
    pub fn text(&self, field: Field) -> Option<&String> {
        match field {
            Field::Name => Some(&self.name),
            Field::Email => Some(&self.email),
            Field::Company => Some(&self.company),
            Field::Message => Some(&self.message),
            Field::Plan | Field::Consent => None,
        }
    }

    /// Returns the same as [`Draft::text`], to be changed.
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
    /// The visitor has that plan.
    Yours,
    /// The plan cannot be had with the answers.
    Unavailable,
    /// The server does not accept it.
    Other,
}
