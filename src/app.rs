//! The whole page: its parts around one session.

use crate::browser::Sheet;
use crate::comparison::{comparison, marks};
use crate::hours::hours;
use crate::questions::questions;
use crate::recommendation::{pinned_advice, recommendation};
use crate::request_form::request_form;
use crate::session::{Place, Session};
use crate::view::{View, el};

/// The plan configurator. In a browser there is a style sheet for it to write.
pub fn app(session: Session, sheet: Option<Sheet>) -> View {
    let catalog = session.catalog();
    let (title, introduction) = (session.text(&catalog.parts().title), session.text(&catalog.parts().introduction));

    let head =
        el("header").class("head").child(el("h1").child(title)).child(el("p").class("head__lede").child(introduction));
    let advise = el("section")
        .class("advise")
        .child(questions(session))
        .child(recommendation(session, request_form(session, Place::Advice)));
    let comparison = comparison(session, request_form);
    let page = el("div").class("page").child(head).child(advise).child(comparison).children(hours(session));

    let page = el("div")
        .attr("lang", catalog.language().to_owned())
        .child(View::News(Box::new(move || session.news())))
        .child(page)
        .child(pinned_advice(session));
    let page = match sheet {
        Some(sheet) => page.child(View::Rules { sheet, rules: Box::new(move || marks(session)) }),
        None => page,
    };
    page.into()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use leptos::prelude::Owner;
    use plans::Catalog;

    use super::*;

    fn session(catalog: Catalog) -> Session {
        let plans = catalog.plans().collect();
        Session::new(Arc::new(catalog), plans, "api/plan-requests".to_owned())
    }

    /// A catalogue of two plans and two rows, with these fields in place of its own or beside them.
    fn catalog(extra: &str, first_cell: &str) -> Catalog {
        let text = format!(
            r#"{{
                "id": "tiny", "version": "1", "language": "en", "title": "Which?", "introduction": "Ask.",
                "ribbon": "Ours", "request_plan": "Ask for it", "learn_more": "More", {extra}
                "hours": {{ "nights": {{ "zone": "Europe/Berlin", "zone_label": "CET", "weekly": [
                    {{ "days": ["mon", "wed", "sun"], "open": "22:30", "close": "00:00" }}
                ] }} }},
                "plans": [
                    {{ "id": "a", "name": "A", "audience": "All", "learn_more_url": "https://a.example/plan" }},
                    {{ "id": "b", "name": "B", "audience": "Few" }}
                ],
                "sections": [ {{ "id": "s", "title": "<script>alert(1)</script>", "entitlements": [
                    {{ "id": "hours", "name": "Hours", "explanation": ["When."], "kind": "hours",
                       "values": {{ "a": {first_cell}, "b": {{ "value": "always", "note": "Not in a fire." }} }} }},
                    {{ "id": "calls", "name": "Calls", "explanation": ["How often."], "kind": "frequency",
                       "values": {{ "a": "on-request", "b": {{ "value": "2 per month", "note": "By phone." }} }} }}
                ] }} ],
                "groups": []
            }}"#
        );
        plans::source::read(&text).expect("a catalogue without problems")
    }

    fn html(catalog: Catalog) -> String {
        Owner::new().with(|| {
            let mut html = String::new();
            app(session(catalog), None).write_html(&mut html);
            html
        })
    }

    #[test]
    fn notes_are_footnotes_numbered_in_the_order_of_the_table() {
        let html = html(catalog("", r#"{"value": "nights", "note": "By the clocks there."}"#));
        for (number, note) in [(1, "By the clocks there."), (2, "Not in a fire."), (3, "By phone.")] {
            assert!(html.contains(&format!("aria-describedby=\"note-{number}\"")), "a cell points at note {number}");
            assert!(html.contains(&format!("<sup>{number}</sup>")), "a cell shows the number {number}");
            assert!(html.contains(&format!("<li id=\"note-{number}\">{note}</li>")), "the note {number} stands below");
        }
    }

    #[test]
    fn values_are_words_that_people_read() {
        let html = html(catalog("", "\"nights\""));
        for words in [
            "10:30 pm to midnight CET, Monday, Wednesday and Sunday",
            "24x7x365, around the clock",
            "On request",
            "2 times a month",
        ] {
            assert!(html.contains(words), "{words}");
        }
    }

    #[test]
    fn markup_in_a_label_is_shown_as_text() {
        let html = html(catalog("", "\"nights\""));
        assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
        assert!(!html.contains("<script"));
    }

    #[test]
    fn learn_more_leads_to_the_address_that_the_catalogue_gives() {
        let html = html(catalog("", "\"nights\""));
        assert!(html.contains("<a href=\"https://a.example/plan\" aria-label=\"More: A\""));
        assert!(html.contains("aria-label=\"More: B\""), "the other plan has its summary");
        assert_eq!(html.matches("<a ").count(), 1);
    }

    #[test]
    fn consent_is_asked_where_the_catalogue_asks_for_it() {
        let form = |extra: &str| {
            let catalog = catalog(extra, "\"nights\"");
            Owner::new().with(|| {
                let session = session(catalog);
                let plan = session.catalog().plans().next().expect("a plan");
                session.desk.open(Place::Head, plan);
                let mut html = String::new();
                View::from(request_form(session, Place::Head)).write_html(&mut html);
                html
            })
        };
        assert!(form(r#""consent": "You may write to me.","#).contains("You may write to me."));
        assert!(!form("").contains("request-consent"));
    }
}
