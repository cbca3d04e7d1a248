//! The request form: where it is open, what stands in it, and how far it got.

use leptos::prelude::*;
use plans::PlanIx;

use super::ViewChoices;

/// Where on the page the form is open.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the advice card.
    Advice,
    /// Below the comparison's head.
    Head,
    /// Below the comparison's foot.
    Foot,
}

/// The button that opened the form: where it stands, and for which plan.
pub type Opener = (Place, PlanIx);

/// What stands in the form.
#[derive(Clone, Default, PartialEq)]
pub struct Draft {
    /// The requester's name.
    pub name: String,
    /// Where to answer.
    pub email: String,
    /// The requester's company.
    pub company: String,
    /// What else the requester says.
    pub message: String,
    /// Whether the requester agrees to what the catalogue asks for.
    pub consent: bool,
}

impl Draft {
    /// What stands in a field of one line.
    pub fn line(&self, field: Field) -> &String {
        match field {
            Field::Email => &self.email,
            Field::Company => &self.company,
            _ => &self.name,
        }
    }

    /// The same, to be changed.
    pub fn line_mut(&mut self, field: Field) -> &mut String {
        match field {
            Field::Email => &mut self.email,
            Field::Company => &mut self.company,
            _ => &mut self.name,
        }
    }
}

/// A field of the form that can be wrong.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The plan.
    Plan,
    /// The name.
    Name,
    /// The email address.
    Email,
    /// The company.
    Company,
    /// The message.
    Message,
    /// The consent.
    Consent,
}

/// Why a request did not arrive.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// The server could not be reached.
    Offline,
    /// The server could not store it.
    Server,
    /// The server did not accept it.
    Refused,
}

/// How far the request got.
#[derive(Clone, PartialEq)]
pub enum Progress {
    /// Being written.
    Writing,
    /// On its way.
    Sending,
    /// Failed, to be tried again.
    Failed(Failure),
    /// Stored under this reference.
    Sent {
        /// The reference, to be read out.
        reference: String,
        /// When the plan's team is next there, as severity and time.
        opens: Vec<(String, String)>,
        /// What was stored, as label and text.
        sent: Vec<(String, String)>,
        /// The answers sent with it, as question and answer.
        answers: Vec<(String, String)>,
    },
}

/// All that the form shows, and where it goes.
pub(super) struct Form {
    endpoint: String,
    place: Option<Place>,
    /// Whether it was opened by the host or with the page, so that it leaves the focus where it is.
    is_quiet: bool,
    opener: Option<Opener>,
    plan: Option<PlanIx>,
    draft: Draft,
    /// A locale's sentence by field.
    errors: Vec<(Field, &'static str)>,
    progress: Progress,
    /// The body sent last, and the key that names it to the server, so that trying again cannot store it twice.
    last: (String, String),
}

impl Form {
    /// An empty form that goes to an address, and is open nowhere.
    pub(super) fn new(endpoint: String) -> Self {
        Self {
            endpoint,
            place: None,
            is_quiet: false,
            opener: None,
            plan: None,
            draft: Draft::default(),
            errors: Vec::new(),
            progress: Progress::Writing,
            last: Default::default(),
        }
    }
}

/// The request form's state. It outlives the form, so that nothing typed is lost when the form opens elsewhere.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The form is part of it, since each kind of signal is code of its own.
    view: RwSignal<ViewChoices>,
}

impl Desk {
    pub(super) fn new(view: RwSignal<ViewChoices>) -> Self {
        Self { view }
    }

    /// Where requests go.
    pub fn endpoint(&self) -> String {
        self.view.read_untracked().form.endpoint.clone()
    }

    /// Sends requests elsewhere from now on.
    pub fn send_to(&self, endpoint: String) {
        self.view.write().form.endpoint = endpoint;
    }

    /// Where the form is open.
    pub fn place(&self) -> Option<Place> {
        self.view.read().form.place
    }

    /// The plan asked for.
    pub fn plan(&self) -> Option<PlanIx> {
        self.view.read().form.plan
    }

    /// Looks at what stands in the form, and again whenever it changes.
    pub fn with_draft<T>(&self, look: impl FnOnce(&Draft) -> T) -> T {
        look(&self.view.read().form.draft)
    }

    /// What is wrong with a field.
    pub fn error(&self, field: Field) -> Option<&'static str> {
        self.view.read().form.errors.iter().find(|(wrong, _)| *wrong == field).map(|(_, error)| *error)
    }

    /// Looks at how far the request got, and again whenever it changes.
    pub fn with_progress<T>(&self, look: impl FnOnce(&Progress) -> T) -> T {
        look(&self.view.read().form.progress)
    }

    /// Whether a request is under way.
    pub fn is_sending(&self) -> bool {
        self.with_progress(|progress| *progress == Progress::Sending)
    }

    /// Opens the form for a plan. After a request was sent, a new one begins.
    pub fn open(&self, place: Place, plan: PlanIx) {
        self.open_form(place, plan, false);
    }

    /// Opens the form for a plan below the comparison's head, and leaves the focus where it is.
    pub fn preselect(&self, plan: PlanIx) {
        self.open_form(Place::Head, plan, true);
    }

    /// Whether the form was opened without the visitor.
    pub fn is_quiet(&self) -> bool {
        self.view.read_untracked().form.is_quiet
    }

    fn open_form(&self, place: Place, plan: PlanIx, is_quiet: bool) {
        let form = &mut self.view.write().form;
        form.is_quiet = is_quiet;
        match form.progress {
            Progress::Sent { .. } => {
                form.progress = Progress::Writing;
                form.draft.message.clear();
            }
            Progress::Failed(_) if form.plan != Some(plan) => form.progress = Progress::Writing,
            _ => {}
        }
        form.plan = Some(plan);
        form.place = Some(place);
        form.opener = Some((place, plan));
    }

    /// Closes the form; what stands in it stays for the next time. Not while a request is under way, whose receipt would
    /// be lost. Gives the opener, where it was closed.
    pub fn close(&self) -> Option<Opener> {
        if self.is_sending() {
            return None;
        }
        let form = &mut self.view.write().form;
        form.place.take();
        form.opener
    }

    /// Changes what stands in the form; an error of that field is gone.
    pub fn write(&self, field: Field, change: impl FnOnce(&mut Draft)) {
        let form = &mut self.view.write().form;
        change(&mut form.draft);
        form.errors.retain(|(wrong, _)| *wrong != field);
    }

    /// Fills a field in where nothing stands in it.
    pub fn fill(&self, field: Field, text: &str) {
        self.write(field, |draft| {
            let line = if field == Field::Message { &mut draft.message } else { draft.line_mut(field) };
            if line.is_empty() {
                *line = text.to_owned();
            }
        });
    }

    /// Changes the plan asked for.
    pub fn choose(&self, plan: PlanIx) {
        self.view.write().form.plan = Some(plan);
        self.write(Field::Plan, |_| {});
    }

    /// The key for a body: the one it had before, or a new one where it differs from the body sent last.
    pub fn key(&self, body: &str, new_key: impl FnOnce() -> String) -> String {
        let form = &mut self.view.write().form;
        if form.last.0 != body {
            form.last = (body.to_owned(), new_key());
        }
        form.last.1.clone()
    }

    /// Says how far the request got, and what is wrong with it. Nothing happens where the page was taken down meanwhile.
    pub fn progress(&self, progress: Progress, errors: Vec<(Field, &'static str)>) {
        self.view.try_update(|view| {
            view.form.progress = progress;
            view.form.errors = errors;
        });
    }
}
