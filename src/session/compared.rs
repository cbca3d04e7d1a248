//! What of the comparison is shown: which plans and in what order, which rows, and the way back.

use std::cmp::Ordering;

use leptos::prelude::*;
use plans::PlanIx;

use super::derived::Derived;
use super::{Session, ViewChoices, is_noted, note};
use crate::browser::{Event, is_within};

/// What of the comparison the visitor chose to see.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Compared {
    /// The plans, in their order; as the page has them where there is none.
    pub(super) columns: Vec<PlanIx>,
    pub(super) only_differences: bool,
    /// Whether each section is folded up, by its place; those after the last are not.
    pub(super) folded: Vec<bool>,
    search: String,
}

impl ViewChoices {
    /// The plans side by side, in their order.
    pub(super) fn columns(&self) -> &[PlanIx] {
        let columns = &self.compared.columns;
        if columns.is_empty() { &self.plans } else { columns }
    }
}

/// What becomes of a row.
#[derive(Clone, Copy)]
pub struct Row {
    /// Whether plans differ in it.
    pub differs: bool,
    /// Whether it says what is searched for.
    pub is_found: bool,
    /// Whether it is shown.
    pub is_shown: bool,
}

/// Which plans stand side by side.
impl Session {
    /// The plans side by side, in their order.
    #[inline(never)]
    pub fn columns(&self) -> Vec<PlanIx> {
        match &*self.columns.read() {
            Derived::Columns(columns) => columns.clone(),
            _ => unreachable!(),
        }
    }

    /// Shows a plan where it stands among all, as long as nothing was moved; or no longer. One plan always stays.
    pub fn show_plan(&self, plan: PlanIx, is_shown: bool) {
        let mut lower = 0;
        for shown in untrack(|| self.columns()) {
            lower += usize::from(shown < plan);
        }
        self.place_plan(plan, if is_shown { Some(lower) } else { None });
    }

    /// Moves a plan by one place.
    pub fn move_plan(&self, plan: PlanIx, is_back: bool) {
        let at = self.place_of(plan);
        self.place_plan(plan, Some(if is_back { at.saturating_sub(1) } else { at + 1 }));
    }

    /// Puts the plan that is dragged to where another one stands.
    pub fn drop_plan(&self, onto: PlanIx) {
        let dragged = self.view.read_untracked().dragged;
        if let Some(plan) = dragged {
            self.place_plan(plan, Some(self.place_of(onto)));
        }
    }

    /// Notes that a plan is dragged.
    pub fn drag_plan(&self, plan: PlanIx, event: &Event) {
        event.begin_drag();
        self.view.write_untracked().dragged = Some(plan);
    }

    #[inline(never)]
    fn place_of(&self, plan: PlanIx) -> usize {
        untrack(|| self.columns()).iter().position(|shown| *shown == plan).unwrap_or_default()
    }

    /// Puts a plan to a place, or to none.
    fn place_plan(&self, plan: PlanIx, to: Option<usize>) {
        let mut placed = Vec::new();
        for shown in untrack(|| self.columns()) {
            if to == Some(placed.len()) {
                placed.push(plan);
            }
            if shown != plan {
                placed.push(shown);
            }
        }
        if to.is_some() && !placed.contains(&plan) {
            placed.push(plan);
        }
        self.compare(&|compared| compared.columns.clone_from(&placed));
    }

    /// In which order the cells of a row stand: its name, the plans side by side, and then those that are left out. Each is told by
    /// its place among all.
    pub fn places(&self) -> Vec<usize> {
        let (columns, plans) = (self.columns(), self.plans());
        let mut places = vec![0];
        for column in &columns {
            places.extend(plans.iter().position(|plan| plan == column).map(|at| at + 1));
        }
        for (at, plan) in plans.iter().enumerate() {
            if !columns.contains(plan) {
                places.push(at + 1);
            }
        }
        places
    }
}

/// Which rows are shown.
impl Session {
    /// Whether those rows alone are shown in which the plans differ.
    pub fn shows_only_differences(&self) -> bool {
        self.view.read().compared.only_differences
    }

    /// Shows those rows alone in which the plans differ, or all.
    pub fn show_only_differences(&self, only: bool) {
        self.compare(&|compared| compared.only_differences = only);
    }

    /// Whether a section is folded up, by its place.
    pub fn is_folded(&self, section: usize) -> bool {
        is_noted(&self.view.read().compared.folded, section)
    }

    /// Folds a section up, or unfolds it.
    pub fn fold_section(&self, section: usize, is_folded: bool) {
        self.compare(&|compared| note(&mut compared.folded, section, is_folded));
    }

    /// What is searched for.
    pub fn searched(&self) -> String {
        self.view.read().compared.search.clone()
    }

    /// Shows those rows alone that say this, in whatever letters.
    pub fn search(&self, words: &str) {
        let is_first = self.view.read_untracked().compared.search.is_empty();
        let search = |compared: &mut Compared| words.clone_into(&mut compared.search);
        if is_first {
            self.compare(&search);
        } else {
            // All that is typed into the field is one step back.
            search(&mut self.view.write().compared);
        }
    }

    /// What becomes of each row, in the order of the table.
    pub fn rows(&self) -> Vec<Row> {
        let (catalog, columns, view) = (self.catalog(), self.columns(), self.view.read());
        let Compared { only_differences, search, .. } = &view.compared;
        let mut rows = Vec::new();
        for row in catalog.entitlements() {
            let cell = |plan: &PlanIx| catalog.cell(row, *plan);
            let (mut differs, mut is_found) = (false, search.is_empty());
            let mut find = |text: String| is_found = is_found || is_within(search, &text);
            find(self.text(&catalog.entitlement(row).name));
            find(self.text(&catalog.section_of(row).title));
            for plan in &columns {
                let (one, other) = (cell(&columns[0]), cell(plan));
                differs |= one.note != other.note || catalog.compare(one.value, other.value) != Some(Ordering::Equal);
                find(self.words(|words| words.cell(row, other.value)));
            }
            rows.push(Row { differs, is_found, is_shown: is_found && (differs || !only_differences) });
        }
        rows
    }
}

/// The way back.
impl Session {
    /// Whether something of the comparison was changed that can be taken back.
    pub fn can_undo_comparison(&self) -> bool {
        !self.view.read().compared_before.is_empty()
    }

    /// Takes back what was changed last of the comparison.
    pub fn undo_comparison(&self) {
        let mut view = self.view.write();
        if let Some(before) = view.compared_before.pop() {
            view.compared = before;
        }
    }

    fn compare(&self, change: &dyn Fn(&mut Compared)) {
        let mut view = self.view.write();
        let before = view.compared.clone();
        view.compared_before.push(before);
        change(&mut view.compared);
    }
}
