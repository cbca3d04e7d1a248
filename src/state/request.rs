//! The request form: where it is open, what stands in it, and how far the request got.

use std::sync::Arc;

use lean_view::{Memo, Signal};
use plans::{Catalog, PlanIx};

use super::draft::{Draft, Field, FieldError};
use super::offer::Shown;

/// The places on the page where the form can be open.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum FormLocation {
    /// In the advice card.
    Advice,
    /// Below the comparison's head.
    Head,
    /// Below the comparison's foot.
    Foot,
}

/// The button that opened the form: where it stands, and for which plan.
pub type Opener = (FormLocation, PlanIx);

/// The reason why a request did not arrive.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// The server could not be reached.
    Offline,
    /// The server could not store it.
    Server,
    /// A page that is not the server's answered, such as a sign-in page.
    Foreign,
    /// The server did not accept it, and the fields that are wrong are marked.
    Refused,
}

/// The server's answer to a stored request.
#[derive(Clone)]
pub struct Receipt {
    /// Names the request, to be read out.
    pub reference: String,
    /// When the plan's team is next there: each severity's id, and the second since 1970; none where it never is. Empty where it may not
    /// be true any more.
    pub opens: Vec<(String, Option<i64>)>,
    /// When the request was received, as the second since 1970.
    pub received_at: Option<i64>,
    /// What the server adds, in the language of the page.
    pub notice: Option<String>,
    /// By when it is answered, as the second since 1970.
    pub until: Option<i64>,
    /// Where the receipt is found again, relative to the site.
    pub address: Option<String>,
}

/// The content of a request that was sent, by the offer that it was made of.
pub struct Sent {
    /// The offer.
    pub shown: Arc<Shown>,
    /// The plan asked for.
    pub plan: PlanIx,
    /// Who asks.
    pub draft: Draft,
    /// The answers.
    pub answers: plans::Answers,
}

/// The progress of a request.
#[derive(Clone)]
pub enum Progress {
    /// Being written.
    Writing,
    /// On its way.
    Sending,
    /// Failed, to be tried again.
    Failed(Failure),
    /// Stored.
    Sent(Receipt, Arc<Sent>),
}

/// A request as it is posted.
#[derive(Clone)]
pub struct Attempt {
    /// Names it to the server, so that trying again cannot store it twice.
    pub key: String,
    /// The body, sent again byte for byte.
    pub body: String,
    /// The content.
    pub sent: Arc<Sent>,
    /// The URL to which it is posted.
    pub endpoint: String,
    /// The value of [`super::Answers::revision`] when it was made.
    revision: u32,
    is_answered: bool,
}

/// The form's state beside what is typed: the plan, the place, the progress and the errors.
struct FormState {
    endpoint: String,
    /// Where the visitor came from, as JSON; empty where nobody says it.
    origin: String,
    location: Option<FormLocation>,
    /// Whether it was opened by the host or with the page, so that it leaves the focus where it is.
    is_quiet: bool,
    opener: Option<Opener>,
    plan: Option<PlanIx>,
    errors: Vec<(Field, FieldError)>,
    progress: Progress,
    /// The last that was sent, and whether the visitor wrote something else since.
    attempt: Option<Attempt>,
    is_edited: bool,
}

/// The request form. It outlives what is mounted, so that nothing typed is lost when the form opens elsewhere.
#[derive(Clone, Copy)]
pub struct Request {
    form: Signal<FormState>,
    /// Apart from the rest, so that a letter is followed by the fields alone.
    draft: Signal<Draft>,
    location: Memo<Option<FormLocation>>,
}

impl Request {
    /// Makes a closed, empty form that posts to an address.
    pub(super) fn new(endpoint: String) -> Self {
        let form = Signal::new(FormState {
            endpoint,
            origin: String::new(),
            location: None,
            is_quiet: false,
            opener: None,
            plan: None,
            errors: Vec::new(),
            progress: Progress::Writing,
            attempt: None,
            is_edited: false,
        });
        let location = Memo::new(move || form.with(|form| form.location));
        Self { form, draft: Signal::new(Draft::default()), location }
    }

    /// Returns the id in the page of the button that opens the form.
    pub fn opener_id(catalog: &Catalog, (location, plan): Opener) -> String {
        let prefix = match location {
            FormLocation::Advice => return "request-recommended".to_owned(),
            FormLocation::Head => "request-head-",
            FormLocation::Foot => "request-foot-",
        };
        format!("{prefix}{}", catalog.plan(plan).id)
    }

    /// Returns the URL to which requests are posted.
    pub fn endpoint(&self) -> String {
        self.form.with_untracked(|form| form.endpoint.clone())
    }

    /// Sends requests elsewhere from now on.
    pub fn send_to(&self, endpoint: String) {
        self.form.update(|form| form.endpoint = endpoint);
    }

    /// Returns where the visitor came from, as JSON.
    pub fn origin(&self) -> String {
        self.form.with_untracked(|form| form.origin.clone())
    }

    /// Says where the visitor came from. Nothing that is shown depends on it.
    pub fn come_from(&self, origin: String) {
        self.form.update_untracked(|form| form.origin = origin);
    }

    /// Returns the place in the page where the form is open.
    pub fn location(&self) -> Option<FormLocation> {
        self.location.get()
    }

    /// Returns the plan asked for.
    pub fn plan(&self) -> Option<PlanIx> {
        self.form.with(|form| form.plan)
    }

    /// Looks at what stands in the form, and again whenever it changes.
    pub fn with_draft<T>(&self, look: impl FnOnce(&Draft) -> T) -> T {
        self.draft.with(look)
    }

    /// Returns the error of a field.
    pub fn error(&self, field: Field) -> Option<FieldError> {
        self.form.with(|form| form.errors.iter().find(|(wrong, _)| *wrong == field).map(|(_, error)| *error))
    }

    /// Looks at how far the request got, and again whenever it changes.
    pub fn with_progress<T>(&self, look: impl FnOnce(&Progress) -> T) -> T {
        self.form.with(|form| look(&form.progress))
    }

    /// Tells whether a request is on its way.
    pub fn is_sending(&self) -> bool {
        self.with_progress(|progress| matches!(progress, Progress::Sending))
    }

    /// Opens the form for a plan. After a request was sent, a new one begins.
    pub fn open(&self, location: FormLocation, plan: PlanIx) {
        self.open_form(location, plan, false);
    }

    /// Opens the form for a plan below the comparison's head, and leaves the focus where it is.
    pub fn preselect(&self, plan: PlanIx) {
        self.open_form(FormLocation::Head, plan, true);
    }

    /// Tells whether the form was opened without the visitor.
    pub fn is_quiet(&self) -> bool {
        self.form.with_untracked(|form| form.is_quiet)
    }

    fn open_form(&self, location: FormLocation, plan: PlanIx, is_quiet: bool) {
        let mut is_new = false;
        self.form.update(|form| {
            is_new = matches!(form.progress, Progress::Sent(..));
            if is_new || matches!(form.progress, Progress::Failed(_)) && form.plan != Some(plan) {
                form.progress = Progress::Writing;
            }
            form.is_edited |= form.plan != Some(plan);
            form.is_quiet = is_quiet;
            form.plan = Some(plan);
            form.location = Some(location);
            form.opener = Some((location, plan));
        });
        if is_new {
            self.draft.update(|draft| draft.message.clear());
        }
    }

    /// Closes the form; what stands in it stays for the next time. Not while a request is on its way, whose receipt would
    /// be lost. Gives the opener, where it was closed.
    pub fn close(&self) -> Option<Opener> {
        if self.form.with_untracked(|form| matches!(form.progress, Progress::Sending)) {
            return None;
        }
        self.form.update(|form| form.location = None);
        self.form.with_untracked(|form| form.opener)
    }

    /// Changes what stands in the form; an error of that field is gone.
    pub fn write(&self, field: Field, change: impl FnOnce(&mut Draft)) {
        self.draft.update(change);
        // The rest of the form follows only where something of it changes.
        let changes = |form: &FormState| form.errors.iter().any(|(wrong, _)| *wrong == field) || is_unedited(form);
        if self.form.with_untracked(changes) {
            self.form.update(|form| {
                form.errors.retain(|(wrong, _)| *wrong != field);
                form.is_edited = true;
            });
        }
    }

    /// Fills a field of text in where nothing stands in it.
    pub fn fill(&self, field: Field, text: &str) {
        if self.draft.with_untracked(|draft| draft.text(field).is_some_and(String::is_empty)) {
            self.write(field, |draft| {
                if let Some(held) = draft.text_mut(field) {
                    text.clone_into(held);
                }
            });
        }
    }

    /// Changes the plan asked for.
    pub fn choose(&self, plan: PlanIx) {
        self.form.update(|form| {
            form.plan = Some(plan);
            form.errors.retain(|(wrong, _)| *wrong != Field::Plan);
            form.is_edited = true;
        });
    }

    /// Returns the request that is to be sent again as it was: no answer to it is known, and the visitor changed nothing since.
    /// `revision` is that of the answers.
    pub fn unanswered(&self, revision: u32) -> Option<Attempt> {
        self.form.with_untracked(|form| {
            let attempt = form.attempt.clone().filter(|_| is_unedited(form));
            attempt.filter(|attempt| attempt.revision == revision)
        })
    }

    /// Returns the content of what was sent last, where no answer to it is known.
    pub fn unanswered_content(&self) -> Option<Arc<Sent>> {
        let is_unanswered = |attempt: &&Attempt| !attempt.is_answered;
        self.form.with_untracked(|form| form.attempt.as_ref().filter(is_unanswered).map(|attempt| attempt.sent.clone()))
    }

    /// Starts an attempt to send, and returns the body with its idempotency key: the one that the same body had before, or a
    /// new one.
    pub fn attempt(&self, body: String, sent: Sent, revision: u32, new_key: impl FnOnce() -> String) -> Attempt {
        let before = self.form.with_untracked(|form| form.attempt.clone().filter(|attempt| attempt.body == body));
        let key = before.map_or_else(new_key, |attempt| attempt.key);
        let endpoint = self.endpoint();
        let attempt = Attempt { key, body, sent: Arc::new(sent), endpoint, revision, is_answered: false };
        self.form.update(|form| form.attempt = Some(attempt.clone()));
        attempt
    }

    /// Says that the request is on its way.
    pub fn begin(&self) {
        self.form.update(|form| {
            form.progress = Progress::Sending;
            form.errors = Vec::new();
            form.is_edited = false;
        });
    }

    /// Says what became of the request, and what is wrong with it. Nothing happens where the configurator is gone meanwhile.
    pub fn finish(&self, progress: Progress, errors: Vec<(Field, FieldError)>) {
        self.form.update(|form| {
            let is_answered = matches!(progress, Progress::Sent(..) | Progress::Failed(Failure::Refused));
            if let Some(attempt) = &mut form.attempt {
                attempt.is_answered = is_answered;
            }
            form.progress = progress;
            form.errors = errors;
        });
    }

    /// Says what is wrong before anything is sent.
    pub fn refuse(&self, errors: Vec<(Field, FieldError)>) {
        self.form.update(|form| {
            form.progress = Progress::Writing;
            form.errors = errors;
        });
    }

    pub(super) fn carry_over(&self, before: &Shown, now: &Shown) {
        let plan =
            |plan: PlanIx| now.column_from(&before.catalog, plan).filter(|plan| now.catalog.plan(*plan).requestable);
        self.form.update(|form| {
            form.plan = form.plan.and_then(plan);
            form.opener = form.opener.and_then(|(location, opened)| Some((location, plan(opened)?)));
            // What is on its way or stored is still shown.
            if form.plan.is_none() && matches!(form.progress, Progress::Writing | Progress::Failed(_)) {
                form.location = None;
            }
        });
        // Nobody agrees to words that they did not see.
        if consent(before) != consent(now) {
            self.draft.update(|draft| draft.consent = false);
        }
    }
}

/// Tells whether no answer is known to what was sent last, and the visitor wrote nothing else since.
fn is_unedited(form: &FormState) -> bool {
    !form.is_edited && form.attempt.as_ref().is_some_and(|attempt| !attempt.is_answered)
}

/// Returns the words that the requester must agree to, as they are shown.
fn consent(shown: &Shown) -> Option<String> {
    shown.catalog.parts().consent.as_ref().map(|consent| shown.words().text(consent))
}
