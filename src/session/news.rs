//! What a host page is told of what the visitor does. What the host did itself is no news to it.

use std::mem;

use leptos::prelude::*;
use plans::{Answers, PlanIx};

use super::{Failure, Progress, Session};
use crate::browser::News;

/// What the host knows, since it was told or did it itself.
#[derive(Default)]
pub(super) struct Known {
    answers: Answers,
    advice: (Option<PlanIx>, bool),
    /// The plan that the form is open for.
    plan: Option<PlanIx>,
    /// The event that told how far the request got.
    stage: Option<&'static str>,
    view: String,
}

impl Session {
    /// What is news to the host since the last time, and follows what can become so.
    pub fn news(&self) -> Vec<News> {
        let now = self.known();
        let mut news = Vec::new();
        let id = |plan: Option<PlanIx>| plan.map(|plan| self.catalog().plan(plan).id.as_str().to_owned());
        let before = mem::take(&mut self.view.write_untracked().known);
        if before.answers != now.answers {
            news.push(News::new("plan-answers").answers(&self.catalog(), &now.answers));
        }
        if before.advice != now.advice {
            news.push(News::new("plan-advice").plan(id(now.advice.0)).truth("fits", now.advice.1));
        }
        if let Some(plan) = now.plan.filter(|_| before.plan != now.plan) {
            news.push(News::new("plan-select").plan(id(Some(plan))));
        }
        if let Some(stage) = now.stage.filter(|_| before.stage != now.stage) {
            let reason = self.desk.with_progress(|progress| match progress {
                Progress::Failed(Failure::Offline) => Some("offline"),
                Progress::Failed(Failure::Server) => Some("server"),
                Progress::Failed(Failure::Refused) => Some("refused"),
                _ => None,
            });
            news.push(News::new(stage).plan(id(self.desk.plan())).reason(reason));
        }
        if before.view != now.view {
            news.push(News::new("plan-view"));
        }
        self.view.write_untracked().known = now;
        news
    }

    /// Takes what there is now for known to the host.
    pub fn forget_news(&self) {
        let now = self.known();
        self.view.write_untracked().known = now;
    }

    fn known(&self) -> Known {
        let desk = self.desk;
        let stage = desk.with_progress(|progress| match progress {
            Progress::Writing => None,
            Progress::Sending => Some("plan-request-start"),
            Progress::Failed(_) => Some("plan-request-failed"),
            Progress::Sent { .. } => Some("plan-request-sent"),
        });
        Known {
            answers: self.with_answers(Answers::clone),
            advice: (self.recommended(), self.fits()),
            plan: desk.place().and(desk.plan()),
            stage,
            view: self.view_choices(),
        }
    }
}
