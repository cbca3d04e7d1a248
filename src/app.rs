//! Composes the page of its parts, and gives each the rooms of the state that it uses.

use lean_view::{Element, html::*, untrack};
use plans::language;

use crate::add_ons::add_ons;
use crate::billing::{Place, billing, note};
use crate::browser::host_events;
use crate::comparison::{self, comparison};
use crate::controls::{AppElement as _, OFFER};
use crate::families::{families, panel};
use crate::hours::hours;
use crate::plan_strip::plan_strip;
use crate::questions::questions;
use crate::recommendation::{pinned_advice, recommendation};
use crate::request_form::{self, request_form};
use crate::state::State;

/// Builds the plan configurator.
pub fn app(state: State) -> Element {
    let offer = state.offer;
    let catalog = offer.catalog();
    let root = div()
        .attr("lang", offer.words(|words| words.language().to_owned()))
        .attr("dir", language::is_rtl(catalog.language()).then(|| "rtl".to_owned()))
        .attr(OFFER, offer.name());
    let root = match offer.has_families() {
        // All of it is of the family that is shown.
        true => root.child(move || {
            offer.follow_family();
            untrack(|| parts(state))
        }),
        false => root.child(parts(state)),
    };
    root.directive(host_events(offer, state.host, move || state.host_events()))
}

/// Builds the page, and the bar over its lower edge.
fn parts(state: State) -> Vec<Element> {
    let State { offer, answers, advice, request, .. } = state;
    let catalog = offer.catalog();
    let (title, introduction) = (offer.told(&catalog.parts().title), offer.told(&catalog.parts().introduction));
    let form_rooms = request_form::Rooms { offer, answers, advice, hours: state.hours, request };
    let compared =
        comparison::Rooms { offer, answers, advice, comparison: state.comparison, hours: state.hours, request };

    let head = header()
        .styled("head")
        .child(h1().child(title))
        .child(p().class("head__lede").child(introduction))
        .child(billing(offer, answers, Place::Heading));
    let tabs = families(state);
    let mut intro = div().class("intro").child(head);
    let mut all = Vec::new();
    match tabs {
        Some(tabs) => {
            intro = intro.child(tabs);
            all.push(div().class("intro").child(plan_strip(offer, answers, advice)));
        }
        None => intro = intro.child(plan_strip(offer, answers, advice)),
    }
    let (asks, has_questions) = (offer.asks(), offer.has_questions());
    let recommended = has_questions.then(|| recommendation(offer, answers, advice, request));
    all.extend(asks.then(|| {
        section()
            .class("advise")
            .attr("aria-labelledby", "questions-title")
            .child(questions(offer, answers, advice))
            .child(recommended)
    }));
    all.push(request_form(form_rooms));
    all.push(comparison(compared));
    all.extend(add_ons(offer, answers, advice));
    all.extend(note(offer, answers));
    all.extend(hours(offer, advice, state.hours));
    let mut parts = vec![panel(state, all, div().styled("page").child(intro))];
    parts.extend(has_questions.then(|| pinned_advice(offer, advice, request)));
    parts
}

#[cfg(test)]
mod tests {
    use lean_view::in_scope;
    use plans::testing::{CatalogBuilder, Json, catalog, json, noted, number, plan, row, yes_no};

    use super::*;
    use crate::state::FormLocation;
    use crate::state::tests::{msa, msa_with, state};

    /// Returns a catalogue of two plans and two rows, whose first cell holds this.
    fn two_plans(first_cell: impl Into<Json>) -> CatalogBuilder {
        catalog("tiny")
            .set("learn_more", "More")
            .hours("nights", ("Europe/Berlin", "CET"), &["mon", "wed", "sun"], ("22:30", "00:00"))
            .plan(plan("a").set("learn_more_url", "https://a.example/plan"))
            .plan(plan("b"))
            .section("s", "<script>alert(1)</script>")
            .row(row("hours", "hours", [first_cell.into(), noted("always", "Not in a fire.")]))
            .row(row("calls", "frequency", ["on-request".into(), noted("2 per month", "By phone.")]))
    }

    fn html(catalog: &CatalogBuilder) -> String {
        in_scope(|| app(state(catalog.read())).to_html())
    }

    #[test]
    fn notes_are_footnotes_numbered_in_the_order_of_the_table() {
        let html = html(&two_plans(noted("nights", "By the clocks there.")));
        for (number, note) in [(1, "By the clocks there."), (2, "Not in a fire."), (3, "By phone.")] {
            assert!(html.contains(&format!("aria-describedby=\"note-{number}\"")), "a cell points at note {number}");
            assert!(html.contains(&format!("<sup>{number}</sup>")), "a cell shows the number {number}");
            assert!(html.contains(&format!("<li id=\"note-{number}\">{note}</li>")), "the note {number} stands below");
        }
    }

    #[test]
    fn values_are_words_that_people_read() {
        let html = html(&two_plans("nights"));
        for words in ["22:30–\u{2060}24 CET, Mon, Wed, Sun", "24/7", "On request", "2 times a month"] {
            assert!(html.contains(words), "{words}");
        }
    }

    #[test]
    fn a_cell_says_what_it_goes_by_and_a_hidden_question_when_it_matters() {
        let steps = json!({"by": "seats", "steps": [{"from": 0, "value": 2}, {"from": 50, "value": 9}]});
        let catalog = catalog("tiny")
            .plans(["a", "b"])
            .row(row("contacts", "quantity", [steps, json!(4)]))
            .question(number("seats").set("prompt", "How many seats?"))
            .question(yes_no("audits").set("only_if", json!({"question": "seats", "at_least": 50})));
        let html = |seats: Option<&str>| {
            in_scope(|| {
                let state = state(catalog.read());
                seats.inspect(|seats| assert!(state.enter("answer.seats", seats)));
                app(state).to_html()
            })
        };
        let (open, many) = (html(None), html(Some("60")));
        let by = "By your answer to “How many seats?”: 2 to 9 things";
        let matters = "Matters only if your answer to “How many seats?” is 50 or more.";
        for html in [&open, &many] {
            assert!(html.contains(by) && html.contains(matters), "{html}");
        }
        assert!(
            open.contains(">from 2 things</span>")
                && !many.contains(">from 2 things</span>")
                && many.contains(">9 things</span>")
        );
        assert_eq!((open.matches("is-unasked").count(), many.matches("is-unasked").count()), (1, 0));
    }

    #[test]
    fn markup_in_a_label_is_shown_as_text() {
        let html = html(&two_plans("nights"));
        assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
        assert!(!html.contains("<script"));
    }

    #[test]
    fn learn_more_leads_to_the_address_that_the_catalogue_gives() {
        let html = html(&two_plans("nights"));
        assert!(html.contains("<a href=\"https://a.example/plan\" aria-label=\"More: A\""));
        assert!(html.contains("aria-label=\"More: B\""), "the other plan has its summary");
        assert_eq!(html.matches("<a ").count(), 1);
    }

    #[test]
    fn a_catalogue_without_questions_is_a_comparison_and_nothing_else() {
        let plain = html(&two_plans("nights"));
        let asking = html(&two_plans("nights").question(yes_no("calls").requires("calls", "2 per month")));
        for part in ["id=\"questions-title\"", "id=\"advice\"", "class=\"pinned", "Your plan shows here"] {
            assert!(!plain.contains(part) && asking.contains(part), "{part}");
        }
        assert!(!plain.contains("Your answers are sent along") && asking.contains("Your answers are sent along"));
        assert!(plain.contains("id=\"comparison-title\"") && plain.contains("class=\"strip"));

        let current = html(&two_plans("nights").set("ask_current_plan", true));
        assert!(current.contains("Which plan do you have now?") && current.contains("id=\"questions-title\""));
        assert!(!current.contains("id=\"advice\"") && !current.contains("class=\"pinned"));
    }

    /// Writes the page of a catalogue on which this was entered.
    fn entered(catalog: plans::Catalog, entered: &[(&str, &str)]) -> String {
        in_scope(|| {
            let state = state(catalog);
            for (name, value) in entered {
                assert!(state.enter(name, value), "{name}={value}");
            }
            app(state).to_html()
        })
    }

    #[test]
    fn the_page_asks_first_and_says_what_one_has_and_what_another_plan_gives_and_takes() {
        let asking = msa_with(&[(r#""id": "msa","#, r#""id": "msa", "ask_current_plan": true,"#)]);
        let first = asking.text(&asking.question(asking.parts().decides[0]).prompt).to_owned();
        let fresh = entered(asking, &[]);
        let place = |text: &str| fresh.find(text).unwrap_or_else(|| panic!("{text} is on the page"));
        assert!(place("Which plan do you have now?") < place(&first), "it stands first");
        assert!(fresh.contains("name=\"answer.current-plan\"") && fresh.contains("None yet"));
        assert!(!entered(msa(), &[]).contains("Which plan do you have now?"));

        let fits = entered(msa(), &[("current-plan", "plus"), ("answer.contacts", "2")]);
        assert!(fits.contains("You have what fits.") && fits.contains("Recommended · Yours"));
        let higher = entered(msa(), &[("current-plan", "plus"), ("answer.contacts", "3")]);
        assert!(higher.contains("Upgrade to MSA Business") && higher.contains("Compared with MSA Plus: "));
        let lower = entered(msa(), &[("current-plan", "enterprise"), ("answer.contacts", "3")]);
        assert!(lower.contains("Downgrade to MSA Business") && !lower.contains("Upgrade to"));
    }

    #[test]
    fn what_is_assumed_is_said_to_be_and_not_counted_as_answered() {
        let calls = yes_no("calls").requires("calls", "2 per month").set("default", true);
        let catalog = two_plans("nights").question(calls);
        let fresh = html(&catalog);
        assert!(fresh.contains(">Assumed</span>") && fresh.contains("None answered yet"));
        let other = entered(catalog.read(), &[("answer.calls", "no")]);
        assert!(!other.contains(">Assumed</span>") && other.contains("1 of 1 answered"));
        let cleared = entered(catalog.read(), &[("answer.calls", "~")]);
        assert!(!cleared.contains(">Assumed</span>") && cleared.contains("None answered yet"));
    }

    #[test]
    fn consent_is_asked_where_the_catalogue_asks_for_it() {
        let form = |catalog: &CatalogBuilder| {
            in_scope(|| {
                let state = state(catalog.read());
                let State { offer, answers, advice, hours, request, .. } = state;
                let plan = offer.catalog().plans().next().expect("a plan");
                request.open(FormLocation::Head, plan);
                request_form(request_form::Rooms { offer, answers, advice, hours, request }).to_html()
            })
        };
        let asked = two_plans("nights").set("consent", "You may write to me.");
        assert!(form(&asked).contains("You may write to me."));
        assert!(!form(&two_plans("nights")).contains("request-consent"));
    }
}
