use lean_view::in_scope;
use plans::{Advised, Outcome, PlanIx};

use super::super::{Fold, Shown, State};
use super::{Dice, bilingual, msa, only, state};

/// Every fold that there can be, by the plan's id.
fn folds(state: State) -> Vec<(String, Fold)> {
    let catalog = state.offer.catalog();
    let outcome = |plan: Option<PlanIx>, fits| Fold::ChangesTo(Outcome { plan, fits });
    let mut folds = vec![("none".to_owned(), outcome(None, false))];
    for plan in catalog.plans() {
        let id = catalog.plan(plan).id.as_str();
        folds.push((format!("{id}, fits"), outcome(Some(plan), true)));
        folds.push((format!("{id}, closest"), outcome(Some(plan), false)));
        folds.push((format!("{id}, why not"), Fold::WhyNot(plan)));
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
        state.show(Shown::all(only(msa(), &["start", "business"])));
        assert_eq!(state.advice.recommended(), Some(state.plan_called("business")));
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
        state.show(Shown::all(bilingual("de")));
        assert_eq!(open(state), before);
        let fewer = ["start", "business", "enterprise"];
        state.show(Shown::all(only(bilingual("de"), &fewer)));
        let is_there = |name: &&String| *name == "none" || fewer.iter().any(|id| name.starts_with(id));
        assert_eq!(open(state), before.iter().filter(is_there).cloned().collect::<Vec<_>>());
    });
}
