//! Whether the page asks which plan a visitor has.

use super::*;

impl Builder<'_> {
    /// Tells whether the page asks which plan a visitor has. Nothing else may then be called as the question or its choices are.
    pub(super) fn asks_current_plan(&self) -> bool {
        let asks = self.source.ask_current_plan.as_ref().is_some_and(|asks| asks.value);
        let taken = |id: &At<IdSource>, name: &str, what: &str| {
            if asks && id.as_str() == name {
                let detail =
                    format!("\"ask_current_plan\" makes {what} \"{name}\"; give this another id, or take that out");
                self.report(&id.pointer, Code::Duplicate, detail);
            }
        };
        self.questions.iter().for_each(|question| taken(&question.id, CURRENT_PLAN, "a question that is called"));
        self.source
            .plans
            .0
            .iter()
            .for_each(|plan| taken(&plan.id, NO_PLAN, "a choice of who has no plan, which is called"));
        asks
    }
}
