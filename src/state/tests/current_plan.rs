use lean_view::in_scope;
use plans::QuestionIx;
use plans::catalog::CURRENT_PLAN;
use plans::comparison::Step;

use super::super::State;
use super::{msa, msa_with, only, state};

/// The first catalogue, whose page asks for the current plan.
fn asking() -> plans::Catalog {
    msa_with(&[(r#""id": "msa","#, r#""id": "msa", "ask_current_plan": true,"#)])
}

/// The id of the plan that the visitor has.
fn current(state: State) -> Option<String> {
    state.answers.current_plan().map(|plan| state.offer.catalog().plan(plan).id.to_string())
}

#[test]
fn a_host_says_it_and_takes_it_back_and_answers_that_do_not_name_it_leave_it() {
    for catalog in [msa, asking] {
        in_scope(|| {
            let state = state(catalog());
            assert!(state.enter(CURRENT_PLAN, "plus") && current(state).as_deref() == Some("plus"));
            assert!(!state.enter(CURRENT_PLAN, "gold") && current(state).as_deref() == Some("plus"));
            assert_eq!(state.take_answers([("contacts", "3")].into_iter()), Ok(()));
            assert_eq!(current(state).as_deref(), Some("plus"));
            assert_eq!(state.take_answers([(CURRENT_PLAN, "start")].into_iter()), Ok(()));
            assert_eq!(current(state).as_deref(), Some("start"));
            assert!(state.enter(CURRENT_PLAN, "none") && current(state).is_none());
            assert!(state.enter(CURRENT_PLAN, "") && state.answers.now() == plans::Answers::none());
        });
    }
}

#[test]
fn clearing_all_answers_takes_it_back_only_where_the_page_asks() {
    for (catalog, left) in [(msa as fn() -> _, Some("plus")), (asking, None)] {
        in_scope(|| {
            let state = state(catalog());
            state.enter(CURRENT_PLAN, "plus");
            assert_eq!(state.answers.has_any(), left.is_none());
            state.answers.type_number(state.question_called("contacts"), "3".to_owned());
            state.answers.clear_all();
            assert_eq!(current(state).as_deref(), left);
            state.answers.undo();
            assert_eq!(current(state).as_deref(), Some("plus"));
        });
    }
}

#[test]
fn other_plans_are_steps_up_or_down_and_ones_own_cannot_be_requested() {
    in_scope(|| {
        let state = state(asking());
        let plan = |id: &str| state.plan_called(id);
        let steps = |id: &str| state.advice.step(plan(id));
        assert_eq!(steps("plus"), Step::First);
        state.enter(CURRENT_PLAN, "plus");
        assert_eq!([steps("start"), steps("plus"), steps("business")], [Step::Down, Step::Same, Step::Up]);
        assert!(state.advice.recommended().is_none(), "it asks for nothing");
        assert!(!state.enter("plan", "plus") && state.request.location().is_none());
        assert!(state.enter("plan", "business"));

        state.answers.type_number(state.question_called("contacts"), "2".to_owned());
        assert!(state.advice.recommended() == Some(plan("plus")) && state.advice.requestable().is_none());
        state.answers.type_number(state.question_called("contacts"), "3".to_owned());
        assert!(state.advice.requestable() == Some(plan("business")));
    });
}

#[test]
fn it_stays_the_same_plan_by_its_id_where_fewer_plans_are_shown() {
    in_scope(|| {
        let state = state(asking());
        state.enter(CURRENT_PLAN, "plus");
        state.show(super::super::Shown::told(only(asking(), &["business"])));
        assert_eq!(current(state), None);
        state.show(super::super::Shown::told(only(asking(), &["plus", "business"])));
        assert_eq!(current(state).as_deref(), Some("plus"));
    });
}

#[test]
fn it_is_told_with_the_answers() {
    in_scope(|| {
        let state = state(asking());
        state.enter(CURRENT_PLAN, "plus");
        let told = |state: State| state.offer.words(|words| words.answers(&state.answers.now()));
        let question = "Which plan do you have now?".to_owned();
        assert_eq!(told(state), [(question.clone(), "MSA Plus".to_owned())]);
        state.enter(CURRENT_PLAN, "none");
        assert_eq!(told(state), [(question, "None yet".to_owned())]);
        assert!(state.answers.is_answered(QuestionIx::CURRENT_PLAN));
    });
}
