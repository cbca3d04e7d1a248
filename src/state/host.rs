//! Tells the host page what the visitor does. What the host did itself is not told.

use lean_view::Signal;
use plans::PlanIx;
use plans::catalog::FamilyIx;

use super::State;
use super::request::{Failure, Progress};

/// An event for the host.
pub enum HostEvent {
    /// The answers are these now.
    Answers(plans::Answers),
    /// This is recommended now.
    Advice {
        /// The plan.
        plan: Option<PlanIx>,
        /// Whether it meets everything.
        fits: bool,
    },
    /// The form is open for another plan.
    Select(PlanIx),
    /// A request got further.
    Request {
        /// The stage that the request reached.
        stage: RequestStage,
        /// The plan asked for.
        plan: Option<PlanIx>,
        /// The reason of a failure.
        failure: Option<Failure>,
    },
    /// The choices of view changed.
    View,
}

/// The stages of a request that the host is told.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum RequestStage {
    /// The request is being sent.
    Start,
    /// The server stored the request.
    Sent,
    /// The request was not stored.
    Failed,
}

/// The state that the host knows, since it was told or set it itself.
#[derive(Clone, Default)]
struct Reported {
    answers: plans::Answers,
    /// The family of plans is another one's advice.
    advice: (Option<PlanIx>, bool, Option<FamilyIx>),
    /// The plan that the form is open for.
    plan: Option<PlanIx>,
    stage: Option<RequestStage>,
    view: String,
}

/// The room of what the host knows.
#[derive(Clone, Copy)]
pub struct Host {
    reported: Signal<Reported>,
    variant: Signal<String>,
}

impl Host {
    pub(super) fn new() -> Self {
        Self { reported: Signal::new(Reported::default()), variant: Signal::new(String::new()) }
    }

    /// Says which of two pages it is, where the host tests both.
    pub fn is_of(&self, variant: String) {
        self.variant.update_untracked(|now| *now = variant);
    }

    /// Returns which of two pages it is; empty where that is not said.
    pub fn variant(&self) -> String {
        self.variant.with_untracked(String::clone)
    }
}

impl State {
    /// Returns the host events since the last call; subscribes to their sources.
    pub fn host_events(&self) -> Vec<HostEvent> {
        let now = self.reportable();
        let before = self.host.reported.with_untracked(Reported::clone);
        self.host.reported.update_untracked(|reported| reported.clone_from(&now));
        let mut events = Vec::new();
        if before.answers != now.answers {
            events.push(HostEvent::Answers(now.answers));
        }
        if before.advice != now.advice {
            events.push(HostEvent::Advice { plan: now.advice.0, fits: now.advice.1 });
        }
        if let Some(plan) = now.plan.filter(|_| before.plan != now.plan) {
            events.push(HostEvent::Select(plan));
        }
        if let Some(stage) = now.stage.filter(|_| before.stage != now.stage) {
            let failure = self.request.with_progress(|progress| match progress {
                Progress::Failed(failure) => Some(*failure),
                Progress::Writing | Progress::Sending | Progress::Sent(..) => None,
            });
            events.push(HostEvent::Request { stage, plan: self.request.plan(), failure });
        }
        if before.view != now.view {
            events.push(HostEvent::View);
        }
        events
    }

    /// Takes all that there is now for known to the host.
    pub fn mark_reported(&self) {
        let now = lean_view::untrack(|| self.reportable());
        self.host.reported.update_untracked(|reported| *reported = now);
    }

    fn reportable(&self) -> Reported {
        let stage = self.request.with_progress(|progress| match progress {
            Progress::Writing => None,
            Progress::Sending => Some(RequestStage::Start),
            Progress::Failed(_) => Some(RequestStage::Failed),
            Progress::Sent(..) => Some(RequestStage::Sent),
        });
        Reported {
            answers: self.answers.with(plans::Answers::clone),
            advice: (self.advice.recommended(), self.advice.fits(), self.offer.family()),
            plan: self.request.location().and(self.request.plan()),
            stage,
            view: self.view_query(),
        }
    }
}
