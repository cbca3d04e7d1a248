use lean_view::in_scope;
use plans::Answers;
use plans::support::Moment;

use super::super::{
    Draft, Failure, Field, FormLocation, HostEvent, Progress, Receipt, RequestStage, Sent, Shown, State,
};
use super::{Dice, bilingual, instant, msa, only, state};

/// What the host is told, in short.
fn told(state: State) -> Vec<String> {
    let catalog = state.offer.catalog();
    let id = |plan: Option<plans::PlanIx>| plan.map_or("none", |plan| catalog.plan(plan).id.as_str()).to_owned();
    let tell = |event| match event {
        HostEvent::Answers(answers) => {
            assert_eq!(answers, state.answers.now());
            "answers".to_owned()
        }
        HostEvent::Advice { plan, fits } => format!("advice {} {fits}", id(plan)),
        HostEvent::Select(plan) => format!("select {}", id(Some(plan))),
        HostEvent::Request { stage, plan, failure } => {
            let stage = match stage {
                RequestStage::Start => "start",
                RequestStage::Sent => "sent",
                RequestStage::Failed => "failed",
            };
            let failure = match failure {
                None => "",
                Some(Failure::Offline) => " offline",
                Some(Failure::Server) => " server",
                Some(Failure::Foreign) => " foreign",
                Some(Failure::Refused) => " refused",
            };
            format!("{stage} {}{failure}", id(plan))
        }
        HostEvent::View => "view".to_owned(),
    };
    state.host_events().into_iter().map(tell).collect()
}

fn sent(state: State) -> Sent {
    Sent {
        shown: state.offer.now(),
        plan: state.plan_called("plus"),
        draft: Draft::default(),
        answers: Answers::none(),
    }
}

#[test]
fn a_fresh_page_tells_nothing() {
    in_scope(|| {
        let state = state(msa());
        assert_eq!(told(state), [""; 0]);
        state.hours.tell_time(instant("2026-11-29T02:00:00Z"));
        assert_eq!(told(state), [""; 0]);
    });
}

#[test]
fn each_change_by_the_visitor_is_told_once() {
    in_scope(|| {
        let state = state(msa());
        let (size, middle) = state.choice_called("company-size", "100-499");
        let answer = |picked| state.answers.choose(size, middle, picked);
        let check = |expected: &[&str]| {
            assert_eq!(told(state), expected);
            assert_eq!(told(state), [""; 0], "each change once");
        };
        answer(true);
        check(&["answers", "advice plus true"]);
        answer(true);
        check(&[]);
        state.answers.type_number(state.question_called("contacts"), "two".to_owned());
        check(&[]);
        state.answers.type_number(state.question_called("contacts"), "2".to_owned());
        check(&["answers"]);
        state.answers.clear_all();
        check(&["answers", "advice none false"]);
        state.request.open(FormLocation::Head, state.plan_called("plus"));
        check(&["select plus"]);
        state.request.open(FormLocation::Foot, state.plan_called("plus"));
        check(&[]);
        state.request.choose(state.plan_called("business"));
        check(&["select business"]);
        state.request.close();
        check(&[]);
        state.request.open(FormLocation::Head, state.plan_called("business"));
        check(&["select business"]);
        state.comparison.explain(state.row_called("review-call"), true);
        state.comparison.show_only_differences(true);
        check(&["view"]);
        state.comparison.undo();
        state.comparison.explain(state.row_called("review-call"), false);
        check(&["view"]);
        state.hours.report_at(Moment::Next(90), String::new());
        check(&["view"]);
        for quiet in ["search", "summary", "narrow", "zone"] {
            let plus = state.plan_called("plus");
            match quiet {
                "search" => state.comparison.search("team".to_owned()),
                "summary" => state.comparison.summarize(Some(plus)),
                "narrow" => state.comparison.show_narrow([plus, plus], 0, state.plan_called("start")),
                _ => state.hours.write_zone("Europe".to_owned()),
            }
            check(&[]);
        }
    });
}

#[test]
fn how_far_a_request_got_is_told_once() {
    in_scope(|| {
        let state = state(msa());
        let request = state.request;
        request.open(FormLocation::Advice, state.plan_called("plus"));
        told(state);
        let receipt = Receipt {
            reference: "R".to_owned(),
            opens: Vec::new(),
            received_at: None,
            notice: None,
            until: None,
            address: None,
        };
        for (failure, expected) in [
            (Failure::Offline, "failed plus offline"),
            (Failure::Server, "failed plus server"),
            (Failure::Refused, "failed plus refused"),
        ] {
            request.begin();
            assert_eq!(told(state), ["start plus"]);
            assert_eq!(told(state), [""; 0]);
            request.finish(Progress::Failed(failure), Vec::new());
            assert_eq!(told(state), [expected]);
            request.write(Field::Name, |draft| draft.name.push('a'));
            assert_eq!(told(state), [""; 0]);
        }
        request.begin();
        told(state);
        request.finish(Progress::Sent(receipt, sent(state).into()), Vec::new());
        assert_eq!(told(state), ["sent plus"]);
        request.open(FormLocation::Advice, state.plan_called("plus"));
        assert_eq!(told(state), [""; 0], "another one is written, for the same plan");
        request.begin();
        assert_eq!(told(state), ["start plus"]);
    });
}

#[test]
fn what_the_host_did_itself_is_not_told() {
    for number in 0..20 {
        in_scope(|| {
            let state = state(bilingual("en"));
            let mut dice = Dice::new(number);
            state.answer_some(&mut dice);
            state.request.open(FormLocation::Head, state.plan_called("plus"));
            state.comparison.show_plan(state.plan_called("start"), false);
            told(state);
            for _ in 0..8 {
                match dice.below(5) {
                    0 => state.show(Shown::told(bilingual(dice.pick(&["en", "de"])))),
                    1 => state.show(Shown::told(only(bilingual("de"), &["plus", "business"]))),
                    2 => {
                        let answers = [("contacts", dice.pick(&["1", "9"])), ("escalation", "high")];
                        state.take_answers(answers.into_iter()).expect("answers");
                    }
                    3 => assert!(state.enter("plan", dice.pick(&["plus", "business"]))),
                    _ => assert!(
                        state.enter("view", dice.pick(&["plans=business", "", "only=differences;zone=Asia/Tokyo"]))
                    ),
                }
                state.mark_reported();
                assert_eq!(told(state), [""; 0]);
            }
            // What the visitor does then is told by itself.
            let view = state.view_query();
            state.comparison.show_only_differences(!state.comparison.shows_only_differences());
            assert_ne!(state.view_query(), view);
            assert_eq!(told(state), ["view"]);
        });
    }
}
