//! Names the parts of a question.

/// The ids of the parts of a question, so that they can point at each other, and the name of its answer in a form.
pub struct Ids {
    pub prompt: String,
    /// The id of the help, where there is any.
    pub help: Option<String>,
    pub input: String,
    pub name: String,
}

impl Ids {
    /// Makes the ids for the question whose answer has this id and name.
    pub fn new(input: String, name: String, has_help: bool) -> Self {
        let part = |part: &str| format!("{input}{part}");
        Self { prompt: part("-prompt"), help: has_help.then(|| part("-help")), input, name }
    }
}
