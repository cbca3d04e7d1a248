//! Families of plans, of which one is shown at a time.

use lean_view::in_scope;
use plans::{Catalog, source};

use super::super::{HostEvent, Shown, State};
use super::{msa, only, state};

/// The invented shop, with plans for websites and for shops.
fn copperleaf() -> Catalog {
    source::read(include_str!("../../../catalogs/copperleaf.json")).expect("a catalogue without problems")
}

const WEBSITES: [&str; 4] = ["leaf", "branch", "bough", "chorus"];
const SHOPS: [&str; 5] = ["stall", "counter", "arcade", "guild", "bazaar"];

/// The ids of the plans that are shown.
fn shown(state: &State) -> Vec<String> {
    let catalog = state.offer.catalog();
    state.offer.plans().into_iter().map(|plan| catalog.plan(plan).id.to_string()).collect()
}

#[test]
fn the_first_family_is_shown_until_another_is_chosen_and_each_has_its_own_advice() {
    in_scope(|| {
        let state = state(copperleaf());
        assert_eq!(shown(&state), WEBSITES);
        assert!(state.offer.has_families());
        assert!(!state.show_family("mail"));
        assert!(state.show_family("shop"));
        assert_eq!(shown(&state), SHOPS);
        assert_eq!(state.advice.now().advice.verdicts.len(), SHOPS.len());
        assert!(state.show_family(""));
        assert_eq!(shown(&state), WEBSITES);
        assert_eq!(state.advice.now().advice.verdicts.len(), WEBSITES.len());
    });
}

#[test]
fn a_family_is_a_choice_of_view_and_a_host_s() {
    in_scope(|| {
        let state = state(copperleaf());
        assert_eq!(state.view_query(), "");
        state.show_view("family=shop;plans=arcade,guild");
        assert_eq!((shown(&state).as_slice(), state.comparison.columns().len()), (&SHOPS.map(str::to_owned)[..], 2));
        assert_eq!(state.view_query(), "family=shop;plans=arcade,guild");
        state.show_view("");
        assert_eq!((shown(&state).as_slice(), state.view_query()), (&WEBSITES.map(str::to_owned)[..], String::new()));
        state.show_view("family=mail");
        assert_eq!(state.view_query(), "");

        assert!(state.enter("family", "shop"));
        assert_eq!((shown(&state).as_slice(), state.view_query()), (&SHOPS.map(str::to_owned)[..], String::new()));
        state.show_view("family=website");
        assert_eq!(state.view_query(), "family=website");
        state.show_view("");
        assert_eq!(shown(&state), SHOPS, "what the host says holds where a view says nothing");
        assert!(!state.enter("family", "mail"));
    });
}

#[test]
fn a_plan_that_is_preselected_brings_its_family() {
    in_scope(|| {
        let state = state(copperleaf());
        assert!(state.enter("plan", "arcade"));
        assert_eq!(shown(&state), SHOPS);
        assert_eq!(state.request.plan(), Some(state.plan_called("arcade")));
        assert!(state.show_family("website"));
        assert_eq!((state.request.plan(), state.request.location().is_some()), (None, false));
    });
}

#[test]
fn what_was_answered_and_opened_stays_where_the_other_family_has_it() {
    in_scope(|| {
        let state = state(copperleaf());
        let catalog = state.offer.catalog();
        let question = catalog.questions().next().expect("a question");
        let id = catalog.question(question).id.as_str().to_owned();
        state.answers.type_number(question, "3".to_owned());
        let before = state.answers.now();
        assert!(!before.is_empty(), "{id} is asked of a number");
        assert!(state.show_family("shop") && state.show_family("website"));
        assert_eq!(state.answers.now(), before);
    });
}

#[test]
fn the_plan_that_the_visitor_has_may_be_of_another_family() {
    in_scope(|| {
        let state = state(copperleaf());
        assert!(!state.enter("current-plan", "gold"));
        assert!(state.enter("current-plan", "guild"));
        assert_eq!(state.answers.current_plan(), None);
        assert!(state.show_family("shop"));
        assert_eq!(state.answers.current_plan(), Some(state.plan_called("guild")));
        assert!(state.show_family("website") && state.answers.current_plan().is_none());
        assert!(state.enter("current-plan", "leaf"));
        assert_eq!(state.answers.current_plan(), Some(state.plan_called("leaf")));
        assert!(state.show_family("shop") && state.answers.current_plan().is_none());
    });
}

#[test]
fn the_host_is_told_of_another_family_and_its_advice() {
    in_scope(|| {
        let state = state(copperleaf());
        state.host_events();
        assert!(state.show_family("shop"));
        let events = state.host_events();
        assert!(events.iter().any(|event| matches!(event, HostEvent::View)));
        assert!(state.host_events().is_empty());
        state.show(Shown::told(copperleaf()));
        assert!(state.host_events().is_empty(), "what the host does is not told");
    });
}

#[test]
fn without_families_or_with_one_alone_there_is_nothing_to_choose() {
    in_scope(|| {
        assert!(!state(msa()).offer.has_families());
        assert!(!state(msa()).show_family(""));
        let shops = state(only(copperleaf(), &["arcade", "guild"]));
        assert!(!shops.offer.has_families());
        assert_eq!(shown(&shops), ["arcade", "guild"]);
        let both = state(only(copperleaf(), &["leaf", "guild"]));
        assert!(both.offer.has_families() && shown(&both) == ["leaf"]);
        assert!(both.show_family("shop") && shown(&both) == ["guild"]);
    });
}
