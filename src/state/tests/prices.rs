//! In what and for which period prices are told; plans that fit equally, or cannot be had.

use lean_view::in_scope;
use plans::{Catalog, source};

use super::super::{Field, Fit, Fold, State, TOTAL, UndoKind};
use super::{msa, state};

/// The invented per-seat offer.
fn fernhaus() -> Catalog {
    source::read(include_str!("../../../catalogs/fernhaus.json")).expect("a catalogue without problems")
}

/// The same offer in dollars and euros, which its charges are the same in.
fn in_two_currencies() -> Catalog {
    let mut written = include_str!("../../../catalogs/fernhaus.json").replace(r#"["USD"]"#, r#"["USD", "EUR"]"#);
    for price in [
        r#"{"month": {"amount": "8", "per": "seats"}, "year": {"amount": "6.40", "per": "seats"}}"#,
        r#"{"month": {"amount": "14", "per": "seats"}, "year": {"amount": "11.20", "per": "seats"}}"#,
        r#"{"month": "10", "year": "8"}"#,
        r#"{"month": "20", "year": "16"}"#,
    ] {
        assert!(written.contains(price), "{price} stands in the catalogue");
        written = written.replace(price, &format!(r#"{{"USD": {price}, "EUR": {price}}}"#));
    }
    source::read(&written).expect("a catalogue without problems")
}

/// The ids of the period and the currency that prices are told for, and in.
fn told(state: &State) -> (String, String) {
    let catalog = state.offer.catalog();
    let (currency, period) = state.answers.currency_and_period().expect("prices");
    let pricing = catalog.parts().pricing.as_ref().expect("prices");
    (pricing.periods[period.get()].id.to_string(), pricing.currencies[currency.get()].code.clone())
}

fn is_told(state: &State, period: &str, currency: &str) {
    assert_eq!(told(state), (period.to_owned(), currency.to_owned()));
}

#[test]
fn the_visitor_chooses_period_and_currency_which_stay_when_answers_are_cleared_and_undone() {
    in_scope(|| {
        let state = state(in_two_currencies());
        is_told(&state, "month", "USD");
        let catalog = state.offer.catalog();
        let [_, year] = [0, 1].map(|at| catalog.periods().nth(at).expect("a period"));
        state.answers.type_number(state.question_called("seats"), "12".to_owned());
        let revision = state.answers.revision();
        state.answers.bill_for(year);
        assert!(state.answers.revision() > revision, "a request at other prices is another request");
        state.answers.clear_all();
        is_told(&state, "year", "USD");
        state.answers.bill_in(catalog.currencies().nth(1).expect("a currency"));
        assert!(state.answers.can_undo(UndoKind::Cleared), "it can still be undone");
        state.answers.undo();
        is_told(&state, "year", "EUR");
        assert!(state.answers.has_any());
        state.answers.bill_for(catalog.periods().next().expect("a period"));
        assert_eq!(state.answers.billing().period, None, "what holds anyway is no choice");
    });
}

#[test]
fn the_host_says_both_by_name_and_what_it_says_holds_where_answers_do_not_say_it() {
    in_scope(|| {
        let state = state(in_two_currencies());
        assert!(!state.enter("period", "week") && !state.enter("currency", "CHF"));
        assert!(state.enter("period", "year") && state.enter("currency", "EUR"));
        is_told(&state, "year", "EUR");
        state.take_answers([("seats", "12"), ("period", "month")].into_iter()).expect("answers");
        is_told(&state, "month", "EUR");
        state.take_answers([("seats", "12")].into_iter()).expect("answers");
        is_told(&state, "year", "EUR");
        assert_eq!(state.take_answers([("currency", "CHF")].into_iter()), Err("currency"));
        assert!(state.enter("period", ""));
        is_told(&state, "month", "EUR");
    });
}

#[test]
fn a_catalogue_without_prices_has_neither() {
    in_scope(|| {
        let state = state(msa());
        assert!(state.answers.currency_and_period().is_none());
        assert!(!state.enter("period", "year") && !state.enter("currency", "USD"));
        assert_eq!(state.take_answers([("period", "year")].into_iter()), Err("period"));
    });
}

#[test]
fn another_offer_takes_over_what_it_has_by_its_names() {
    in_scope(|| {
        let state = state(in_two_currencies());
        assert!(state.enter("period", "year") && state.enter("currency", "EUR"));
        state.show(super::Shown::told(fernhaus()));
        is_told(&state, "year", "USD");
        state.show(super::Shown::told(msa()));
        assert!(state.answers.currency_and_period().is_none());
    });
}

#[test]
fn sums_that_were_opened_before_the_app_came_stay_open() {
    in_scope(|| {
        let state = state(fernhaus());
        assert!(state.enter("explain", TOTAL) && state.advice.is_open(Fold::Total));
        assert!(!state.advice.is_open(Fold::Questions) && !state.advice.is_open(Fold::Rest));
    });
}

/// Answers as a host does, and tells how each plan stands to that.
fn fits(state: &State, answers: &[(&str, &str)]) -> Vec<Fit> {
    state.take_answers(answers.iter().copied()).expect("answers");
    state.offer.plans().into_iter().map(|plan| state.advice.fit(plan)).collect()
}

#[test]
fn plans_that_fit_equally_are_none_before_the_other() {
    in_scope(|| {
        let state = state(fernhaus());
        let fits = fits(&state, &[("seats", "5"), ("storage", "500"), ("guests", "20")]);
        assert!(fits == [Fit::Out, Fit::Tied, Fit::Tied, Fit::Locked]);
        assert!(state.advice.recommended().is_none() && state.advice.fits());
        let [team, studio] = ["team", "studio"].map(|id| state.plan_called(id));
        assert_eq!(state.advice.tied(), [team, studio]);
        assert!(state.advice.requestable().is_none() && state.advice.can_request(team));
        let marks = super::super::table_marks(state.offer, state.advice, state.comparison);
        assert!(marks.columns.iter().all(|column| !column.is_recommended));
        let on_a_phone: Vec<_> = marks.columns.iter().map(|column| !column.is_wide_only).collect();
        assert_eq!(on_a_phone, [false, true, true, false], "both of them are seen");
    });
}

#[test]
fn a_plan_that_cannot_be_had_cannot_be_requested() {
    in_scope(|| {
        let state = state(fernhaus());
        let company = state.plan_called("company");
        assert!(state.enter("plan", "company"), "with nothing answered all can be had");
        assert!(state.request.close().is_some());
        let fits = fits(&state, &[("seats", "12"), ("region", "own")]);
        assert!(fits == [Fit::Out, Fit::Out, Fit::Out, Fit::Locked]);
        assert_eq!(state.advice.recommended(), Some(company));
        assert!(!state.advice.fits() && !state.advice.can_request(company) && state.advice.requestable().is_none());
        assert!(!state.enter("plan", "company"));
        assert_eq!(state.request.location().map(|_| ()), None);
        let more = self::fits(&state, &[("seats", "60"), ("region", "own")]);
        assert!(more[3] == Fit::Recommended && state.advice.requestable() == Some(company));
        assert!(state.enter(Field::Plan.name(), "company"));
    });
}
