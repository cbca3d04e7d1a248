//! What follows from what was entered and chosen, worked out once for all who follow it.

use std::sync::Arc;

use leptos::prelude::*;
use plans::{PlanIx, Standing};

use super::look::Look;
use crate::view::memo;
use crate::words::Advised;

/// What a memo of the session holds. It is one type, since each type of memo is a thousand bytes of code.
#[derive(Clone, PartialEq)]
pub(super) enum Derived {
    /// What follows from the answers.
    Advised(Arc<Advised>),
    /// How the hours are looked at.
    Look(Option<Look>),
    /// How a row's cells stand to the answers, in the order of the plans.
    Standings(Vec<Standing>),
    /// The plans side by side.
    Columns(Vec<PlanIx>),
}

/// How a row's cells stand to the answers.
#[derive(Clone, Copy)]
pub struct Standings(Memo<Derived>);

impl Standings {
    pub(super) fn follow(standings: impl Fn() -> Vec<Standing> + Send + Sync + 'static) -> Self {
        Self(memo(move || Derived::Standings(standings())))
    }

    /// How a plan's cell stands to them.
    pub fn of(self, plan: PlanIx) -> Standing {
        match &*self.0.read() {
            Derived::Standings(standings) => standings[plan.get()],
            _ => Standing::Untouched,
        }
    }
}
