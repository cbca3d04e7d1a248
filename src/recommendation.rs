//! The advice: which plan, and why.
//!
//! The card stands from the beginning, and only its texts change.

use plans::PlanIx;

use crate::session::Session;
use crate::view::{Element, button, el};

mod pinned;

/// What the card is called in the page.
const CARD: &str = "advice";

pub use pinned::pinned_advice;

/// The advice card, beside the questions. `form` is the request form, where it is open here.
pub fn recommendation(session: Session, form: Element) -> Element {
    let locale = session.locale();
    let is_empty = move || session.recommended().is_none();
    let status = move || {
        let status = |plan| {
            let name = session.plan_name(plan);
            if session.fits() { locale.advice_status(&name) } else { locale.advice_status_closest(&name) }
        };
        session.recommended().map(status).unwrap_or_default()
    };

    el("aside")
        .class("card advice")
        .attr("aria-label", locale.advice_label())
        .attr("tabindex", "-1")
        .attr("id", CARD)
        .child(head(session))
        .child(body(session).flag("hidden", is_empty))
        .child(form)
        .child(el("p").class("is-heard").attr("role", "status").text(status))
}

/// The plan, and why in one sentence.
fn head(session: Session) -> Element {
    let locale = session.locale();
    let for_you = session.words(|words| locale.advice_for_you(&words.text(&words.catalog.parts().ribbon)));
    let ribbon = move || if session.fits() { ["★ ", &for_you].concat() } else { locale.advice_closest().to_owned() };
    let title = move || match session.recommended() {
        Some(plan) => session.plan_name(plan),
        None => locale.advice_empty_title().to_owned(),
    };
    let why = move || {
        let why = session
            .with_advice(|advice| session.with_answers(|answers| session.words(|words| words.why(advice, answers))));
        why.unwrap_or_else(|| locale.advice_empty().to_owned())
    };

    el("header")
        .class("advice__head")
        .class_when("advice__head--closest", move || session.recommended().is_some() && !session.fits())
        .child(el("span").class("ribbon").flag("hidden", move || session.recommended().is_none()).text(ribbon))
        .child(el("h2").text(title))
        .child(el("p").text(why))
}

/// What the plan meets and misses, why not a lower one, and the way to ask for it.
fn body(session: Session) -> Element {
    let locale = session.locale();
    let of_recommended = move |met| session.recommended().map(|plan| reasons(session, plan, met)).unwrap_or_default();
    let met = move || of_recommended(true);
    let missed = move || of_recommended(false);
    let met_title = move || if session.fits() { locale.advice_because() } else { locale.advice_meets() }.to_owned();
    let passed_over = session.catalog().plans().rev().map(|plan| passed_over(session, plan)).collect::<Vec<_>>();
    let missed_lines = el("div")
        .flag("hidden", move || missed().is_empty())
        .child(el("h3").child(locale.advice_misses()))
        .child(lines("reasons reasons--missed", missed));
    let met_lines =
        el("div").flag("hidden", move || met().is_empty()).child(el("h3").text(met_title)).child(lines("reasons", met));

    el("div")
        .class("advice__body")
        .child(missed_lines)
        .child(met_lines)
        .child(el("div").children(passed_over))
        .child(request(session))
}

/// What was asked and a plan meets, or misses; the company's size first.
fn reasons(session: Session, plan: PlanIx, met: bool) -> Vec<String> {
    session.with_advice(|advice| {
        session.with_answers(|answers| {
            session.words(|words| {
                let size = words.size(answers, plan).filter(|_| met);
                let asked = advice.asked.iter().filter(|asked| asked.met_by(words.catalog, plan) == met);
                size.into_iter().chain(asked.map(|asked| words.reason(asked, plan))).collect()
            })
        })
    })
}

fn lines(class: &'static str, lines: impl Fn() -> Vec<String> + Send + 'static) -> Element {
    el("ul").class(class).each(lines, |line| el("li").child(line))
}

/// Why a plan that comes before the recommended one, from the one that suits the size on, is not recommended: what it misses.
fn passed_over(session: Session, plan: PlanIx) -> Element {
    let comes_before = move || {
        let from = session.with_answers(|answers| answers.size(&session.catalog()).map(|(_, _, suited)| suited));
        let to = session.recommended().filter(|_| session.fits());
        to.is_some_and(|to| match from {
            Some(from) if to < from => from <= plan,
            from => from.is_none_or(|from| from <= plan) && plan < to,
        })
    };
    let missed = move || if comes_before() { reasons(session, plan, false) } else { Vec::new() };

    el("details")
        .class("lower")
        .flag("hidden", move || missed().is_empty())
        .child(el("summary").child(session.locale().advice_why_not(&session.plan_name(plan))))
        .child(lines("reasons reasons--missed", missed))
}

/// The button that asks for the plan; where the plan comes by default, a sentence that says so.
fn request(session: Session) -> Element {
    let locale = session.locale();
    let label = move || {
        let label = |plan| locale.advice_request(&session.plan_name(plan));
        session.recommended().map(label).unwrap_or_default()
    };
    let button = button()
        .class("button button--main")
        .attr("id", "request-recommended")
        .flag("hidden", move || !session.can_request_recommended())
        .on("click", move |event| session.request_recommended(&event))
        .text(label);
    let by_default = el("p")
        .class("soft")
        .flag("hidden", move || session.can_request_recommended())
        .child(locale.advice_by_default());

    el("div").class("advice__actions").child(button).child(by_default)
}
