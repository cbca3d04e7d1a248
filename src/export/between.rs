//! Writes what one plan has in place of another.

use plans::PlanIx;

use super::lists::add_titled;
use super::{Export, html};
use lean_view::html::*;

impl Export {
    /// Returns the ids and the names of all plans, in turn, lowest first.
    pub fn plans(&self) -> Vec<String> {
        let catalog = self.state.offer.catalog();
        catalog
            .plans()
            .flat_map(|plan| [catalog.plan(plan).id.as_str().to_owned(), self.state.offer.plan_name(plan)])
            .collect()
    }

    /// Returns the ids of the two plans that are looked at together: the one that the visitor has and the one recommended; else the
    /// first two of those compared, or those that the recommendation is about.
    pub fn narrow_column_ids(&self) -> Vec<String> {
        let (catalog, advice) = (self.state.offer.catalog(), self.state.advice);
        let plans = match (advice.current_plan(), advice.recommended()) {
            (Some(current), Some(recommended)) if current != recommended => [current, recommended],
            _ => self.narrow_columns(),
        };
        plans.map(|plan| catalog.plan(plan).id.as_str().to_owned()).to_vec()
    }

    /// Writes as HTML what is gained, what is lost, and what just differs from one plan to another. Nothing where there is no
    /// such plan.
    pub fn between(&self, from: &str, to: &str) -> String {
        let catalog = self.state.offer.catalog();
        match (catalog.plan_by_id(from), catalog.plan_by_id(to)) {
            (Some(from), Some(to)) => self.told(from, to),
            _ => String::new(),
        }
    }

    fn told(&self, from: PlanIx, to: PlanIx) -> String {
        let (state, locale) = (self.state, self.state.offer.locale());
        let title = locale.between_title(&state.offer.plan_name(from), &state.offer.plan_name(to));
        let mut all = vec![h2().child(title)];
        let answers = state.answers.now();
        for (title, lines) in state.offer.words(|words| words.gained_and_lost(&answers, from, to)) {
            add_titled(&mut all, title, "rows", lines);
        }
        if all.len() == 1 {
            all.push(p().child(locale.between_same()));
        }
        html(all)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::open;

    #[test]
    fn what_is_gained_on_the_way_up_is_lost_on_the_way_down() {
        let export = open("v1;plans=plus,business");
        assert_eq!(export.narrow_column_ids(), ["plus", "business"]);
        let (up, down) = (export.between("plus", "business"), export.between("business", "plus"));
        assert!(up.starts_with("<h2>From MSA Plus to MSA Business</h2><h3>Gained</h3>"), "{up}");
        assert!(
            up.contains("<li>Assigned Customer Technical Contacts – 4 instead of 2</li>") && !up.contains("Lost"),
            "{up}"
        );
        assert!(down.contains("<h3>Lost</h3>") && !down.contains("Gained"), "{down}");
        assert!(down.contains("<li>Assigned Customer Technical Contacts – 2 instead of 4</li>"), "{down}");
        assert!(export.between("plus", "plus").contains("Nothing differs."));
        assert_eq!(export.between("plus", "gold"), "");
    }

    #[test]
    fn who_has_a_plan_looks_from_there_to_the_recommended_one() {
        let export = open("v1;current-plan=start;contacts=3");
        assert_eq!(export.narrow_column_ids(), ["start", "business"]);
    }
}
