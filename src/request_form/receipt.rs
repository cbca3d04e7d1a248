//! The receipt: the reference, and what was sent.

use crate::session::{Progress, Session};
use crate::view::{Element, button, el, pairs};

/// What stands in the form's place once the request is stored.
pub fn receipt(session: Session) -> Element {
    let locale = session.locale();
    let (reference, opens, sent, answers) = match session.desk.with_progress(Progress::clone) {
        Progress::Sent { reference, opens, sent, answers } => (reference, opens, sent, answers),
        _ => Default::default(),
    };
    let next = (!opens.is_empty()).then(|| el("div").child(el("p").child(locale.sent_opens())).child(pairs(opens)));
    let answers = if answers.is_empty() { el("p").child(locale.sent_no_answers()) } else { pairs(answers) };
    let what = el("details")
        .child(el("summary").child(locale.sent_what()))
        .child(pairs(sent))
        .child(el("h4").child(locale.sent_answers()))
        .child(answers);
    let close =
        button().class("button").on("click", move |event| super::close(session, event)).child(locale.request_close());

    el("div")
        .class("receipt")
        .child(el("h3").attr("id", "request-title").takes_focus().child(locale.sent_title()))
        .child(
            el("p")
                .child([locale.sent_reference(), " "].concat())
                .child(el("strong").class("receipt__reference").child(reference)),
        )
        .child(el("p").class("soft small").child(locale.sent_keep()))
        .children(next)
        .child(what)
        .child(close)
}
