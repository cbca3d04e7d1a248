//! How the parts of a question are named.

/// The ids of the parts of a question, so that they can point at each other, and the name of its answer in a form.
pub struct Ids {
    pub prompt: String,
    pub help: String,
    pub input: String,
    pub name: String,
}

impl Ids {
    /// Those of the question whose answer has this id and name.
    pub fn new(input: String, name: String) -> Self {
        let part = |part: &str| [&input, part].concat();
        Self { prompt: part("-prompt"), help: part("-help"), input, name }
    }
}
