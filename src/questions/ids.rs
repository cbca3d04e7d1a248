//! Names the parts of a question.

use plans::catalog::Question;

/// The ids of the parts of a question, so that they can point at each other, and the name of its answer in a form.
pub struct Ids {
    pub prompt: String,
    /// The id of the help, where there is any.
    pub help: Option<String>,
    /// The id of what says that the answer is assumed, where one may be.
    pub assumed: Option<String>,
    pub input: String,
    pub name: String,
}

impl Ids {
    /// Makes the ids for the question whose answer has this id and name.
    pub fn new(input: String, name: String, question: &Question) -> Self {
        let part = |part: &str| format!("{input}{part}");
        let help = question.help.is_some().then(|| part("-help"));
        let assumed = (!question.default.is_empty()).then(|| part("-assumed"));
        Self { prompt: part("-prompt"), help, assumed, input, name }
    }

    /// Returns the ids of what describes the control.
    pub fn description(&self) -> Option<String> {
        match (&self.help, &self.assumed) {
            (Some(help), Some(assumed)) => Some(format!("{assumed} {help}")),
            (help, assumed) => help.clone().or(assumed.clone()),
        }
    }
}
