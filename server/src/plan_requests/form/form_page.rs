//! The form, filled with what was written, and what is wrong beside each field.

use maud::{Markup, html};
use plans::Catalog;
use plans::catalog::{Billing, CURRENT_PLAN, QuestionIx, QuestionKind};
use plans::request::Origin;
use plans::wire::{CAMPAIGN, CURRENCY, FORM_OPEN, HONEYPOT, NOT_SURE, NOT_SURE_EITHER, PAGE, PERIOD, VARIANT};

use super::field_errors::FieldErrors;
use super::fields::{CATALOG_CONTENT, CATALOG_ID, CATALOG_VERSION, Fields, KEY, LANGUAGE, answer_name, printable};
use super::return_url::ReturnUrl;
use crate::error_response::ErrorResponse;
use crate::plan_requests::idempotency_key::IdempotencyKey;
use crate::problem_type::ProblemType;
use crate::proof_of_work::names::PROOF_FIELD;
use crate::texts::Texts;

/// What the form is made of.
pub struct Form<'a> {
    /// Whose plans and questions it has.
    pub catalog: &'a Catalog,
    /// Its sentences.
    pub texts: &'a Texts,
    /// What was sent.
    pub fields: &'a Fields,
    /// Why it is shown again.
    pub problem: &'a ErrorResponse,
    /// The same in words.
    pub errors: &'a FieldErrors,
    /// Where the first form stood.
    pub back: &'a ReturnUrl,
    /// Where it came from.
    pub origin: &'a Origin,
    /// The address of the script that makes a proof of work, where one is wanted and there is a script.
    pub proof_script: Option<&'a str>,
}

/// Builds the whole form below its heading and what is wrong with it.
pub fn form(form: &Form<'_>) -> Markup {
    let Form { catalog, texts, .. } = form;
    // Where the page does not ask, a host may have said it.
    let asks_current_plan = catalog.asks_current_plan() || !form.fields.shown(&answer_name(CURRENT_PLAN)).is_empty();
    let asks = asks_current_plan || catalog.questions().next().is_some();
    html! {
        h1 { (texts.form_title) }
        (summary(form))
        form method="post" {
            (hidden(form))
            (origin(form.origin))
            @if asks { p { (texts.request_intro) } }
            (plan(form))
            (line(form, "name", texts.request_name, "name"))
            (line(form, "email", texts.request_email, "email"))
            (line(form, "company", texts.request_company, "organization"))
            (message(form))
            @if asks { h2 { (texts.form_answers) } }
            @if asks_current_plan {
                (question(form, QuestionIx::CURRENT_PLAN))
            }
            @for (group, questions) in catalog.groups() {
                fieldset {
                    legend { (catalog.text(&group.title)) }
                    @for asked in questions { (question(form, asked)) }
                }
            }
            @if let Some(words) = &catalog.parts().consent {
                (tick(form, "consent", catalog.text(words)))
            }
            (proof(form))
            p { button { (texts.request_send) } }
        }
    }
}

/// Lists what is wrong, with a link to each field where something is.
fn summary(form: &Form<'_>) -> Markup {
    let Form { catalog, texts, errors, .. } = form;
    let own = [
        ("plan", texts.request_plan),
        ("name", texts.request_name),
        ("email", texts.request_email),
        ("company", texts.request_company),
        ("message", texts.request_message),
    ];
    let own = own.map(|(field, label)| (field.to_owned(), label.to_owned()));
    let question = |asked| (answer_name(catalog.question(asked).id.as_str()), prompt(catalog, texts, asked).to_owned());
    let consent = catalog.parts().consent.iter().map(|words| ("consent".to_owned(), catalog.text(words).to_owned()));
    let wrong = own.into_iter().chain(catalog.answerable().map(question)).chain(consent);
    let wrong = wrong.filter_map(|(field, label)| Some((errors.of(&field)?, field, label)));
    html! {
        div role="alert" {
            h2 { (texts.form_problem) }
            p { (errors.summary) }
            ul {
                @for (error, field, label) in wrong {
                    li { a href={ "#" (field) } { (label) } " " (error) }
                }
            }
            @if !errors.elsewhere.is_empty() {
                p { (texts.form_not_taken) }
                ul {
                    @for error in &errors.elsewhere { li lang="en" { (error) } }
                }
            }
        }
    }
}

/// Builds the fields that nobody fills in.
///
/// The key stays, so that the form is stored once from here on too. Where it stands for an earlier request, or is none, it
/// goes, and the content is the form's name.
fn hidden(form: &Form<'_>) -> Markup {
    let Form { catalog, fields, problem, .. } = form;
    let parts = catalog.parts();
    let (mut version, mut content) = (parts.version.clone(), parts.content.clone());
    if problem.is_for_now() || problem.wants_proof_of_work() {
        // Nothing was checked, so the form is still the one that was sent.
        (version, content) = (fields.shown(CATALOG_VERSION), fields.shown(CATALOG_CONTENT));
    }
    let key = fields.all(KEY).next().filter(|key| IdempotencyKey::parse(key.as_bytes()).is_some());
    html! {
        input type="hidden" name=(CATALOG_ID) value=(parts.id.as_str());
        input type="hidden" name=(CATALOG_VERSION) value=(version);
        input type="hidden" name=(CATALOG_CONTENT) value=(content);
        @if !fields.language().is_empty() {
            input type="hidden" name=(LANGUAGE) value=(catalog.language());
        }
        @if let Some(key) = key.filter(|_| !problem.is_of_taken_key()) {
            input type="hidden" name=(KEY) value=(key);
        }
        @for name in [PERIOD, CURRENCY] {
            // One that there is not gives way to what the catalogue says first: nobody could correct it here.
            @if let Some(chosen) = fields.values(name).next().filter(|chosen| is_choice(catalog, name, chosen)) {
                input type="hidden" name=(name) value=(printable(chosen));
            }
        }
        input type="hidden" name=(ReturnUrl::FIELD) value=(form.back.address());
    }
}

/// Builds the place for a proof of work, where one is wanted: a script makes it, and sends a form that had none.
fn proof(Form { problem, proof_script, .. }: &Form<'_>) -> Markup {
    let has_none = problem.kind() == ProblemType::ProofOfWorkMissing;
    html! {
        @if let Some(script) = proof_script {
            input type="hidden" name=(PROOF_FIELD) value="";
            div data-plan-proof=(if has_none { "send" } else { "add" }) {}
            script type="module" src=(script) {}
        }
    }
}

/// Builds what keeps where the first form came from, and the field that people do not see.
fn origin(Origin { campaign, page, variant, fills_honeypot, form_open }: &Origin) -> Markup {
    html! {
        @for (name, text) in campaign { input type="hidden" name={ (CAMPAIGN) (name) } value=(text); }
        @if let Some(page) = page { input type="hidden" name=(PAGE) value=(page); }
        @if let Some(variant) = variant { input type="hidden" name=(VARIANT) value=(variant); }
        @if let Some(form_open) = form_open { input type="hidden" name=(FORM_OPEN) value=(form_open); }
        input class="honeypot" type="text" name=(HONEYPOT) value=(if *fills_honeypot { "1" } else { "" })
            tabindex="-1" aria-hidden="true" autocomplete="off";
    }
}

/// Tells whether a catalogue has a billing period, or a currency, of this name.
fn is_choice(catalog: &Catalog, name: &str, chosen: &str) -> bool {
    Billing::default().enter(catalog, name, chosen)
}

fn plan(form: &Form<'_>) -> Markup {
    let Form { catalog, texts, fields, .. } = form;
    let sent = fields.shown("plan");
    let plans = catalog.parts().plans.iter().filter(|plan| plan.requestable);
    let options = plans.map(|plan| (plan.id.as_str(), catalog.text(&plan.name)));
    labelled(form, "plan", texts.request_plan, |marks| select(marks, texts.form_choose, options, &sent))
}

/// Builds a field of one line. An address is a text, too: what browsers take for one leaves addresses of other scripts out.
fn line(form: &Form<'_>, field: &str, label: &str, autocomplete: &str) -> Markup {
    let value = form.fields.shown(field);
    let is_email = field == "email";
    let (keyboard, off) = (is_email.then_some("email"), is_email.then_some("off"));
    labelled(form, field, label, |Marks { id, invalid, described }| {
        html! {
            input class="line" id=(id) name=(id) type="text" inputmode=[keyboard] autocapitalize=[off]
                dir="auto" autocomplete=(autocomplete) value=(value) required
                aria-invalid=[invalid] aria-describedby=[described];
        }
    })
}

fn message(form: &Form<'_>) -> Markup {
    let value = form.fields.shown("message");
    labelled(form, "message", form.texts.request_message, |Marks { id, invalid, described }| {
        // The first line break of a text area is not of its text.
        html! {
            textarea id=(id) name=(id) rows="4" dir="auto" aria-invalid=[invalid] aria-describedby=[described] { "\n" (value) }
        }
    })
}

/// Returns a question's words; those of the question for the current plan are the app's.
fn prompt<'a>(catalog: &'a Catalog, texts: &'a Texts, question: QuestionIx) -> &'a str {
    match question {
        QuestionIx::CURRENT_PLAN => texts.current_plan_question,
        _ => catalog.text(&catalog.question(question).prompt),
    }
}

fn question(form: &Form<'_>, question: QuestionIx) -> Markup {
    let Form { catalog, texts, fields, .. } = form;
    let asked = catalog.question(question);
    let name = answer_name(asked.id.as_str());
    let label = prompt(catalog, texts, question);
    let sent: Vec<_> = fields.all(&name).filter(|value| !value.trim().is_empty()).collect();
    let called = |at, choice| match question {
        QuestionIx::CURRENT_PLAN if catalog.current_plan(at).is_none() => texts.current_plan_none,
        _ => catalog.text(choice),
    };
    let choices = catalog.choices(question).zip(asked.choices());
    let choices = choices.map(|(at, choice)| (choice.id.as_str(), called(at, &choice.label)));
    // Nobody is asked for it, and what a link or a host said stays.
    let is_not_sure =
        |value: &&str| matches!(*value, NOT_SURE | NOT_SURE_EITHER) && catalog.choice_by_id(question, value).is_none();
    let not_sure = sent.iter().copied().find(is_not_sure).map(|value| (value, texts.not_sure));
    let first = sent.first().copied().unwrap_or_default();
    match &asked.kind {
        QuestionKind::One(_) => {
            labelled(form, &name, label, |marks| select(marks, texts.form_open, choices.chain(not_sure), first))
        }
        QuestionKind::YesNo { .. } => {
            let options = [("yes", texts.yes), ("no", texts.no)].into_iter().chain(not_sure);
            labelled(form, &name, label, |marks| select(marks, texts.form_open, options, first))
        }
        QuestionKind::Several(_) => ticks(form, &name, label, choices.chain(not_sure), &sent),
        QuestionKind::Number { range, .. } => number(form, &name, label, &sent, not_sure, range.decimals > 0),
    }
}

/// Builds a field for digits, and a box for who said that they do not know.
fn number(
    form: &Form<'_>,
    name: &str,
    label: &str,
    sent: &[&str],
    not_sure: Option<(&str, &str)>,
    has_decimals: bool,
) -> Markup {
    let keys = if has_decimals { "decimal" } else { "numeric" };
    let typed =
        sent.iter().find(|value| Some(**value) != not_sure.map(|(value, _)| value)).map(|value| printable(value));
    labelled(form, name, label, |Marks { id, invalid, described }| {
        html! {
            input class="line" id=(id) name=(id) type="text" inputmode=(keys) value=(typed.unwrap_or_default())
                aria-invalid=[invalid] aria-describedby=[described];
            @if let Some((value, label)) = not_sure {
                (option_box(name, value, label, sent, &Marks { id: &format!("{name}.{NOT_SURE}"), invalid, described }))
            }
        }
    })
}

/// Builds boxes of which any may be ticked.
fn ticks<'a>(
    form: &Form<'_>,
    name: &str,
    label: &str,
    options: impl Iterator<Item = (&'a str, &'a str)>,
    sent: &[&str],
) -> Markup {
    let error = form.errors.of(name);
    let described = error.map(|_| error_id(name));
    let (invalid, described) = (error.map(|_| "true"), described.as_deref());
    html! {
        fieldset class="field" aria-describedby=[described] {
            legend { (label) }
            @for (at, (value, label)) in options.enumerate() {
                // The summary leads to the first.
                @let id = if at == 0 { name.to_owned() } else { format!("{name}.{value}") };
                (option_box(name, value, label, sent, &Marks { id: &id, invalid, described }))
            }
            (error_beside(name, error))
        }
    }
}

fn option_box(name: &str, value: &str, label: &str, sent: &[&str], marks: &Marks<'_>) -> Markup {
    let Marks { id, invalid, described } = *marks;
    html! {
        div class="tick" {
            input id=(id) name=(name) type="checkbox" value=(value) checked[sent.contains(&value)]
                aria-invalid=[invalid] aria-describedby=[described];
            " " label for=(id) { (label) }
        }
    }
}

/// Builds a box that must be ticked.
fn tick(form: &Form<'_>, field: &str, label: &str) -> Markup {
    let is_ticked = form.fields.all(field).next().is_some();
    let error = form.errors.of(field);
    let described = error.map(|_| error_id(field));
    html! {
        div class="field tick" {
            input id=(field) name=(field) type="checkbox" value="yes" checked[is_ticked] required
                aria-invalid=[error.map(|_| "true")] aria-describedby=[described];
            " " label for=(field) { (label) }
            (error_beside(field, error))
        }
    }
}

fn select<'a>(
    Marks { id, invalid, described }: Marks<'_>,
    none: &str,
    options: impl Iterator<Item = (&'a str, &'a str)>,
    sent: &str,
) -> Markup {
    html! {
        select id=(id) name=(id) aria-invalid=[invalid] aria-describedby=[described] {
            option value="" { (none) }
            @for (value, label) in options {
                option value=(value) selected[value == sent] { (label) }
            }
        }
    }
}

/// What a control is called, whether it is wrong, and what says why.
struct Marks<'a> {
    id: &'a str,
    invalid: Option<&'static str>,
    described: Option<&'a str>,
}

/// Builds a control below its label, and above what is wrong with it.
fn labelled(form: &Form<'_>, field: &str, label: &str, control: impl FnOnce(Marks<'_>) -> Markup) -> Markup {
    let error = form.errors.of(field);
    let described = error.map(|_| error_id(field));
    let marks = Marks { id: field, invalid: error.map(|_| "true"), described: described.as_deref() };
    html! {
        div class="field" {
            label for=(field) { (label) }
            (control(marks))
            (error_beside(field, error))
        }
    }
}

fn error_beside(field: &str, error: Option<&str>) -> Markup {
    html! {
        @if let Some(error) = error {
            p class="error" id=(error_id(field)) { (error) }
        }
    }
}

/// Names the element of a field's error. No id of a field begins like this, and none of the catalogue's ids has a dot.
fn error_id(field: &str) -> String {
    format!("error.{field}")
}
