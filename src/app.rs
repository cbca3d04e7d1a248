//! Composes the page of its parts, and gives each the rooms of the state that it uses.

use lean_view::{Element, html::*};
use plans::language;

use crate::browser::host_events;
use crate::comparison::{self, comparison};
use crate::controls::{AppElement as _, OFFER};
use crate::hours::hours;
use crate::plan_strip::plan_strip;
use crate::questions::questions;
use crate::recommendation::{pinned_advice, recommendation};
use crate::request_form::{self, request_form};
use crate::state::State;

/// Builds the plan configurator.
pub fn app(state: State) -> Element {
    let State { offer, answers, advice, request, .. } = state;
    let catalog = offer.catalog();
    let (title, introduction) = (offer.told(&catalog.parts().title), offer.told(&catalog.parts().introduction));
    let form_rooms = request_form::Rooms { offer, answers, hours: state.hours, request };
    let compared = comparison::Rooms { offer, advice, comparison: state.comparison, hours: state.hours, request };

    let head = header().styled("head").child(h1().child(title)).child(p().class("head__lede").child(introduction));
    let intro = div().class("intro").child(head).child(plan_strip(offer, advice));
    let advise = section()
        .class("advise")
        .attr("aria-labelledby", "questions-title")
        .attr("hidden", catalog.questions().next().is_none())
        .child(questions(offer, answers, advice))
        .child(recommendation(offer, answers, advice, request));
    let page = div()
        .styled("page")
        .child(intro)
        .child(advise)
        .child(request_form(form_rooms))
        .child(comparison(compared))
        .child(hours(offer, advice, state.hours));

    div()
        .attr("lang", offer.words(|words| words.language().to_owned()))
        .attr("dir", language::is_rtl(catalog.language()).then(|| "rtl".to_owned()))
        .attr(OFFER, offer.name())
        .child(page)
        .child(pinned_advice(offer, advice, request))
        .directive(host_events(offer, move || state.host_events()))
}

#[cfg(test)]
mod tests {
    use lean_view::in_scope;
    use plans::testing::{CatalogBuilder, Json, catalog, noted, plan, row};

    use super::*;
    use crate::state::FormLocation;
    use crate::state::tests::state;

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
    fn consent_is_asked_where_the_catalogue_asks_for_it() {
        let form = |catalog: &CatalogBuilder| {
            in_scope(|| {
                let state = state(catalog.read());
                let State { offer, answers, hours, request, .. } = state;
                let plan = offer.catalog().plans().next().expect("a plan");
                request.open(FormLocation::Head, plan);
                request_form(request_form::Rooms { offer, answers, hours, request }).to_html()
            })
        };
        let asked = two_plans("nights").set("consent", "You may write to me.");
        assert!(form(&asked).contains("You may write to me."));
        assert!(!form(&two_plans("nights")).contains("request-consent"));
    }
}
