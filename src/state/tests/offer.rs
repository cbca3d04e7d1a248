use lean_view::{Memo, in_scope};

use super::super::Shown;
use super::{bilingual, msa, only, state};

#[test]
fn texts_are_in_the_language_that_is_shown() {
    in_scope(|| {
        let state = state(bilingual("en"));
        let title = Memo::new(move || state.offer.follow().words().text(&state.offer.catalog().parts().title));
        assert_eq!(title.get(), "Which support plan fits?");
        state.show(Shown::told(bilingual("de-AT")));
        assert_eq!(title.get(), "Welcher Plan passt?");
        state.show(Shown::told(bilingual("fr")));
        assert_eq!(title.get(), "Which support plan fits?");
    });
}

#[test]
fn plans_stand_in_the_order_in_which_they_are_named() {
    in_scope(|| {
        let state = state(msa());
        let catalog = only(msa(), &["plus", "enterprise"]);
        let plans = ["enterprise", "plus"].map(|id| catalog.plan_by_id(id).expect("a plan")).to_vec();
        state.show(Shown { plans: plans.clone(), ..Shown::told(catalog) });
        assert_eq!(state.offer.plans(), plans);
        let names: Vec<_> = plans.iter().map(|plan| state.offer.plan_name(*plan)).collect();
        assert_eq!(names, ["MSA Enterprise", "MSA Plus"]);
        assert_eq!(state.column_ids(), ["enterprise", "plus"]);
    });
}

#[test]
fn ids_in_the_page_are_each_of_one_thing() {
    in_scope(|| {
        let state = state(msa());
        let catalog = state.offer.catalog();
        let mut ids: Vec<_> = catalog.plans().map(|plan| state.offer.week_id(plan)).collect();
        ids.extend(catalog.questions().map(|question| state.offer.question_id(question)));
        let all = ids.len();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), all);
    });
}
