//! What a letter costs: what is worked out again for it, and who is told.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use lean_view::{Memo, in_scope};
use plans::PlanIx;

use super::super::{
    Draft, Failure, Field, FieldError, FormLocation, Platform, Progress, Sent, Shown, State, table_marks,
};
use super::{NATIVE, instant, msa, state};

/// Memos that count how often each is worked out.
#[derive(Default)]
struct Counted(Vec<(&'static str, Memo<String>, Arc<AtomicUsize>)>);

impl Counted {
    fn add(&mut self, name: &'static str, read: impl Fn() -> String + Send + Sync + 'static) {
        let runs = Arc::new(AtomicUsize::new(0));
        let counted = runs.clone();
        let memo = Memo::new(move || {
            counted.fetch_add(1, Relaxed);
            read()
        });
        self.0.push((name, memo, runs));
    }

    /// Reads all of them, and names those that were worked out for it.
    fn run(&self) -> Vec<&'static str> {
        let mut run = Vec::new();
        for (name, memo, runs) in &self.0 {
            let before = runs.load(Relaxed);
            memo.with(String::len);
            if runs.load(Relaxed) > before {
                run.push(*name);
            }
        }
        run
    }
}

/// A memo over each thing that can be read outside of the form's fields and the search.
fn readers(state: State) -> Counted {
    let State { offer, answers, advice, comparison, hours, request, .. } = state;
    let plans = move || offer.follow().plans.clone();
    let mut all = Counted::default();
    all.add("answers", move || answers.with(|answers| format!("{answers:?}")));
    all.add("billing", move || format!("{:?}", answers.billing()));
    all.add("has any answer", move || answers.has_any().to_string());
    all.add("advice", move || format!("{:?} {}", advice.recommended(), advice.fits()));
    all.add("why", move || advice.words(|words, advised| format!("{:?}", words.why(advised))));
    all.add("standings", move || {
        let catalog = offer.catalog();
        catalog.entitlements().map(|row| format!("{:?}", advice.standings(row))).collect()
    });
    all.add("severity", move || format!("{:?}", hours.severity()));
    all.add("support", move || {
        plans().iter().map(|plan| format!("{:?}", hours.local_support(*plan).map(|local| local.deadline()))).collect()
    });
    all.add("zone", move || hours.written_zone());
    all.add("next change", move || format!("{:?}", hours.next_change()));
    all.add("form's place", move || format!("{}", request.location().is_some()));
    all.add("form's plan", move || format!("{:?}", request.plan()));
    all.add("form's progress", move || request.is_sending().to_string());
    all.add("company's error", move || request.error(Field::Company).is_some().to_string());
    all.add("columns", move || format!("{:?}", comparison.columns()));
    all.add("explained", move || {
        let catalog = offer.catalog();
        catalog.entitlements().map(|row| comparison.is_explained(row).to_string()).collect()
    });
    all
}

/// Memos over what of the comparison can be read, and what the host is told.
fn comparison_readers(state: State) -> Counted {
    let comparison = state.comparison;
    let mut all = Counted::default();
    all.add("rows", move || comparison.rows().iter().map(|row| row.is_shown.to_string()).collect());
    all.add("search", move || comparison.searched());
    all.add("folded", move || comparison.is_folded(0).to_string());
    all.add("narrow", move || format!("{:?}", comparison.narrow_columns(None)));
    all.add("marks", move || format!("{:?}", table_marks(state.offer, state.advice, comparison).hidden_rows));
    all.add("view", move || state.view_query());
    all.add("host events", move || state.host_events().len().to_string());
    all
}

fn in_use() -> State {
    let state = state(msa());
    state.hours.tell_time(instant("2026-11-29T02:00:00Z"));
    state.take_answers([("company-size", "100-499"), ("contacts", "3")].into_iter()).expect("answers");
    state.request.open(FormLocation::Head, state.plan_called("plus"));
    state
}

#[test]
fn a_letter_in_the_form_is_read_by_its_fields_alone() {
    in_scope(|| {
        let state = in_use();
        let (others, compared) = (readers(state), comparison_readers(state));
        let name = Memo::new(move || state.request.with_draft(|draft| draft.name.clone()));
        assert_eq!(others.run().len() + compared.run().len(), others.0.len() + compared.0.len(), "each is read first");
        for typed in ["A", "Ad", "Ada", "Ad", ""] {
            for field in [Field::Name, Field::Email, Field::Company, Field::Message] {
                state.request.write(field, |draft| typed.clone_into(draft.text_mut(field).expect("a text")));
                assert_eq!(others.run(), [""; 0]);
                assert_eq!(compared.run(), [""; 0]);
            }
            state.request.write(Field::Consent, |draft| draft.consent = !draft.consent);
            assert_eq!(others.run(), [""; 0]);
            assert_eq!(name.get(), typed);
        }
    });
}

/// The first letter takes the error away, or makes another request of it; the next ones do nothing but be there.
#[test]
fn only_the_first_letter_after_an_error_or_a_lost_answer_is_told_to_the_form() {
    let form = ["form's plan", "form's progress", "company's error"];
    in_scope(|| {
        let state = in_use();
        let others = readers(state);
        let letter = || state.request.write(Field::Name, |draft| draft.name.push('a'));
        state.request.refuse(vec![(Field::Name, FieldError::Empty)]);
        others.run();
        letter();
        assert_eq!(others.run(), form);
        letter();
        assert_eq!(others.run(), [""; 0]);

        let sent = Sent {
            shown: state.offer.now(),
            plan: state.plan_called("plus"),
            draft: Draft::default(),
            answers: state.answers.now(),
        };
        state.request.attempt("body".to_owned(), sent, state.answers.revision(), || "key".to_owned());
        state.request.begin();
        state.request.finish(Progress::Failed(Failure::Offline), Vec::new());
        others.run();
        letter();
        assert_eq!(others.run(), form);
        letter();
        assert_eq!(others.run(), [""; 0]);
    });
}

#[test]
fn a_letter_in_the_form_tells_the_host_nothing() {
    in_scope(|| {
        let state = in_use();
        state.mark_reported();
        for letter in ['A', 'd', 'a'] {
            state.request.write(Field::Name, |draft| draft.name.push(letter));
            assert_eq!(state.host_events().len(), 0);
        }
    });
}

#[test]
fn a_letter_in_the_search_is_read_by_the_comparison_alone() {
    in_scope(|| {
        let state = in_use();
        let others = readers(state);
        others.run();
        for typed in ["t", "te", "tea", "team", "teams", "", "x"] {
            state.comparison.search(typed.to_owned());
            assert_eq!(others.run(), [""; 0], "{typed}");
        }
        assert_eq!(state.host_events().len(), 3, "what is searched is told to nobody: answers, advice, select");
    });
}

#[test]
fn a_letter_in_the_search_tells_only_the_rows_that_come_or_go() {
    in_scope(|| {
        let state = in_use();
        let comparison = state.comparison;
        let rows: Vec<_> = state.offer.catalog().entitlements().collect();
        // As the page does: a memo for each row, and what is written for it.
        let mut written = Counted::default();
        for row in &rows {
            let at = row.get();
            let is_shown = Memo::new(move || comparison.rows()[at].is_shown);
            written.add("row", move || is_shown.get().to_string());
        }
        written.run();
        let shown = || comparison.rows().iter().map(|row| row.is_shown).collect::<Vec<_>>();
        for typed in ["t", "te", "tea", "team", "teamz", "team", "hour", "hours", "", "i"] {
            let before = shown();
            comparison.search(typed.to_owned());
            let changed = before.iter().zip(shown()).filter(|(before, now)| **before != *now).count();
            assert_eq!(written.run().len(), changed, "{typed}");
        }
    });
}

#[test]
fn rows_that_stay_the_same_are_not_even_asked() {
    in_scope(|| {
        let state = in_use();
        let mut all = Counted::default();
        all.add("rows", move || state.comparison.rows().len().to_string());
        for (typed, is_told) in
            [("t", true), ("te", true), ("tea", true), ("team", false), ("TEAM", false), ("team ", false)]
        {
            let before = state.comparison.rows();
            all.run();
            state.comparison.search(typed.to_owned());
            let is_other = *before != *state.comparison.rows();
            assert_eq!(!all.run().is_empty(), is_other, "{typed}");
            assert!(is_told || !is_other, "{typed} finds the same");
        }
    });
}

/// A platform that counts how often it is asked for letters.
struct RequirementRef(AtomicUsize);

impl Platform for RequirementRef {
    fn find_zone(&self, name: Option<&str>) -> Option<u16> {
        NATIVE.find_zone(name)
    }

    fn zone_name(&self, zone: u16) -> String {
        NATIVE.zone_name(zone)
    }

    fn zone_names(&self) -> Vec<String> {
        NATIVE.zone_names()
    }

    fn offset(&self, zone: u16, second: i64) -> i32 {
        NATIVE.offset(zone, second)
    }

    fn lower_case(&self, text: &str) -> String {
        self.0.fetch_add(1, Relaxed);
        NATIVE.lower_case(text)
    }

    fn local_minutes(&self, written: &str) -> Option<i64> {
        NATIVE.local_minutes(written)
    }
}

#[test]
fn what_rows_say_is_worked_out_once_for_all_letters() {
    static ASKED: RequirementRef = RequirementRef(AtomicUsize::new(0));
    let asked = || ASKED.0.swap(0, Relaxed);
    in_scope(|| {
        let state = State::new(&ASKED, Shown::told(msa()), String::new());
        state.comparison.rows();
        assert_eq!(asked(), 0, "nothing is searched");
        for (letters, typed) in ["h", "ho", "hou", "hour"].into_iter().enumerate() {
            state.comparison.search(typed.to_owned());
            state.comparison.rows();
            assert_eq!(asked(), if letters == 0 { 2 } else { 1 }, "{typed}");
        }
        let plans: Vec<PlanIx> = state.comparison.columns();
        state.comparison.show_plan(plans[0], false);
        state.comparison.rows();
        assert_eq!(asked(), 2, "other columns say something else");
    });
}
