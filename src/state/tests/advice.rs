use lean_view::in_scope;
use plans::Advised;

use super::super::{Fit, Fold, Shown, State};
use super::{Dice, bilingual, msa, only, state};

/// Every fold that there can be, by the plan's id.
fn folds(state: State) -> Vec<(String, Fold)> {
    let catalog = state.offer.catalog();
    let mut folds = vec![("questions".to_owned(), Fold::Questions), ("rest".to_owned(), Fold::Rest)];
    for plan in catalog.plans() {
        folds.push((catalog.plan(plan).id.to_string(), Fold::Plan(plan)));
    }
    folds
}

fn open(state: State) -> Vec<String> {
    folds(state).into_iter().filter(|(_, fold)| state.advice.is_open(*fold)).map(|(name, _)| name).collect()
}

#[test]
fn the_advice_is_that_of_the_answers() {
    for number in 0..30 {
        in_scope(|| {
            let state = state(msa());
            let mut dice = Dice::new(number);
            for _ in 0..4 {
                state.answer_some(&mut dice);
                let catalog = state.offer.catalog();
                let advised = Advised::of(&catalog, &state.answers.now());
                assert_eq!(state.advice.now().advice, advised.advice);
                assert_eq!(state.advice.recommended(), advised.advice.recommended());
                assert_eq!(state.advice.fits(), advised.advice.recommendation.fits());
                let requestable = advised.advice.recommended().filter(|plan| catalog.plan(*plan).requestable);
                assert_eq!(state.advice.requestable(), requestable);
                let why = state.advice.words(|words, advised| words.why(advised));
                assert_eq!(why, state.offer.words(|words| words.why(&advised)));
            }
        });
    }
}

#[test]
fn the_advice_follows_the_offer() {
    in_scope(|| {
        let state = state(msa());
        state.take_answers([("company-size", "100-499")].into_iter()).expect("an answer");
        assert_eq!(state.advice.recommended(), Some(state.plan_called("plus")));
        state.show(Shown::told(only(msa(), &["start", "business"])));
        assert_eq!(state.advice.recommended(), Some(state.plan_called("business")));
    });
}

/// A plan is out where it misses something or is below the size; where none fits, the closest alone is not.
#[test]
fn each_plan_stands_to_the_answers_in_one_way() {
    in_scope(|| {
        let state = state(msa());
        let fits = || state.offer.plans().into_iter().map(|plan| state.advice.fit(plan)).collect::<Vec<_>>();
        let take = |answers: &[(&str, &str)]| state.take_answers(answers.iter().copied()).expect("answers");
        assert!(fits() == [Fit::Open; 5]);
        take(&[("company-size", "100-499")]);
        assert!(fits() == [Fit::Out, Fit::Out, Fit::Recommended, Fit::Also, Fit::Also]);
        take(&[("company-size", "100-499"), ("sev1-response", "2-hours")]);
        assert!(fits() == [Fit::Out, Fit::Out, Fit::Out, Fit::Recommended, Fit::Also]);
        take(&[("contacts", "9")]);
        assert!(fits() == [Fit::Out, Fit::Out, Fit::Out, Fit::Out, Fit::Closest]);
        take(&[("sev1-hours", "weekdays")]);
        assert!(fits() == [Fit::Recommended, Fit::Also, Fit::Also, Fit::Also, Fit::Also]);
    });
}

#[test]
fn a_plan_of_which_something_is_not_stated_is_to_be_asked_about() {
    in_scope(|| {
        let rows = ["not-included", "included", "not-stated", "included"];
        let catalog = plans::testing::catalog("states")
            .plans(["a", "b", "c", "d"])
            .row(plans::testing::row("calls", "inclusion", rows))
            .question(plans::testing::yes_no("calls").asks_for("calls").requires("calls", "included"))
            .read();
        let state = state(catalog);
        state.take_answers([("calls", "yes")].into_iter()).expect("an answer");
        let fits: Vec<_> = state.offer.plans().into_iter().map(|plan| state.advice.fit(plan)).collect();
        assert!(fits == [Fit::Out, Fit::Recommended, Fit::Ask, Fit::Also]);
    });
}

#[test]
fn each_fold_opens_by_itself() {
    in_scope(|| {
        let state = state(msa());
        for (name, fold) in folds(state) {
            state.advice.open(fold, true);
            assert_eq!(open(state), [name.as_str()]);
            state.advice.open(fold, true);
            state.advice.open(fold, false);
            assert_eq!(open(state), [""; 0], "{name}");
        }
    });
}

#[test]
fn folds_stay_open_for_their_plan_whatever_is_shown() {
    in_scope(|| {
        let state = state(bilingual("en"));
        for (at, (_, fold)) in folds(state).into_iter().enumerate() {
            state.advice.open(fold, at % 2 == 0);
        }
        let before = open(state);
        state.show(Shown::told(bilingual("de")));
        assert_eq!(open(state), before);
        let fewer = ["start", "business", "enterprise"];
        state.show(Shown::told(only(bilingual("de"), &fewer)));
        let is_there = |name: &&String| {
            ["questions", "rest"].contains(&name.as_str()) || fewer.iter().any(|id| name.starts_with(id))
        };
        assert_eq!(open(state), before.iter().filter(is_there).cloned().collect::<Vec<_>>());
    });
}
