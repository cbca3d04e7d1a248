//! The choices of the comparison: its plans and their order, its rows, its open explanations, and what can be undone.

use std::sync::Arc;

use lean_view::{Memo, Signal};
use plans::catalog::Text;
use plans::comparison::{Page, cell_order, differs, narrow_columns, page};
use plans::lean_text::{contains, split};
use plans::{Catalog, EntitlementIx, PlanIx};

use super::answers::Answers;
use super::offer::{Offer, Shown};
use super::platform::Platform;
use crate::words::Told;

/// Sets a flag of a list, which is extended with false as needed.
pub(super) fn note(all: &mut Vec<bool>, place: usize, is_so: bool) {
    while all.len() <= place {
        all.push(false);
    }
    all[place] = is_so;
}

/// Tells whether something is so at a place of a list.
pub(super) fn is_noted(all: &[bool], place: usize) -> bool {
    all.get(place) == Some(&true)
}

/// The visitor's choices of the comparison that can be undone.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Selection {
    /// The plans, in their order; as the page has them where there is none.
    pub columns: Vec<PlanIx>,
    pub only_differences: bool,
    /// Whether each section is folded up, by its place; those after the last are not.
    pub folded: Vec<bool>,
    search: String,
}

/// All choices of the comparison.
#[derive(Default)]
struct ComparisonState {
    selection: Selection,
    /// The earlier selections, for undoing.
    before: Vec<Selection>,
    /// The two plans of a narrow screen.
    narrow: Option<[PlanIx; 2]>,
    /// The plan whose summary is open.
    summarized: Option<PlanIx>,
}

/// What was done last that is not seen where it was done.
#[derive(Clone, Copy, PartialEq)]
pub enum ComparisonNews {
    /// A plan stands at another place, from 1.
    Moved(PlanIx, usize),
    /// A plan is left out.
    Hidden(PlanIx),
    /// A plan is shown again.
    Shown(PlanIx),
    /// Other rows are shown.
    Rows,
}

/// How many columns a table has room for, and which page of them it shows.
#[derive(Clone, Copy, Default, PartialEq)]
struct Paging {
    /// 0 while it is not known.
    room: usize,
    at: usize,
}

/// How a row is shown.
#[derive(Clone, Copy, PartialEq)]
pub struct Row {
    /// Whether plans differ in it.
    pub differs: bool,
    /// Whether it says what is searched for.
    pub is_found: bool,
    /// Whether it is shown.
    pub is_shown: bool,
}

/// The room of the comparison.
#[derive(Clone, Copy)]
pub struct Comparison {
    offer: Offer,
    state: Signal<ComparisonState>,
    paging: Signal<Paging>,
    /// What was done last, and how often something was done.
    news: Signal<(Option<ComparisonNews>, usize)>,
    /// Whether each row's explanation is open; rows after the last are closed. Apart from the rest, since every row follows it.
    explained: Signal<Vec<bool>>,
    columns: Memo<Vec<PlanIx>>,
    rows: Memo<Arc<Vec<Row>>>,
    notes: Memo<Vec<String>>,
}

impl Comparison {
    pub(super) fn new(platform: &'static dyn Platform, offer: Offer, answers: Answers) -> Self {
        let state = Signal::new(ComparisonState::default());
        let columns = Memo::new(move || {
            let shown = offer.follow();
            state.with(|state| match state.selection.columns.as_slice() {
                [] => shown.plans.clone(),
                columns => columns.to_vec(),
            })
        });
        // Both are worked out once for all letters of a search.
        let differing = Memo::new(move || {
            let shown = offer.follow();
            columns.with(|columns| answers.with_for_offers(|answers| differing(&shown.catalog, answers, columns)))
        });
        let texts = Memo::new(move || {
            let shown = offer.follow();
            columns.with(|columns| answers.with_for_offers(|answers| texts(platform, &shown, answers, columns)))
        });
        let rows = Memo::new(move || {
            let (searched, only) =
                state.with(|state| (state.selection.search.clone(), state.selection.only_differences));
            let searched = if searched.is_empty() { searched } else { platform.lower_case(searched.trim()) };
            let mut rows = Vec::new();
            differing.with(|differing| {
                for (at, differs) in differing.iter().enumerate() {
                    let is_found = searched.is_empty() || texts.with(|texts| contains(&texts[at], &searched));
                    rows.push(Row { differs: *differs, is_found, is_shown: is_found && (*differs || !only) });
                }
            });
            Arc::new(rows)
        });
        Self {
            offer,
            state,
            paging: Signal::new(Paging::default()),
            news: Signal::new((None, 0)),
            explained: Signal::new(Vec::new()),
            columns,
            rows,
            notes: Memo::new(move || columns.with(|columns| notes(&offer.follow().catalog, columns))),
        }
    }

    /// Returns the notes of the cells that are shown, with their languages, in the order of their numbers.
    pub fn notes(&self) -> Vec<Told> {
        let shown = self.offer.follow();
        let mut told = Vec::new();
        for note in self.notes.get() {
            let cells = shown.catalog.parts().entitlements.iter().flat_map(|row| &row.cells);
            let mut written = cells.filter_map(|cell| cell.note.as_ref());
            let is_it = |written: &&Text| shown.catalog.text(written) == note;
            told.extend(written.find(is_it).map(|written| shown.words().told(written)));
        }
        told
    }

    /// Returns the number of a cell's note, from 1; none where it has no note, or is not shown.
    pub fn note_number(&self, row: EntitlementIx, plan: PlanIx) -> Option<usize> {
        let shown = self.offer.follow();
        let note = shown.catalog.cell(row, plan).note.as_ref()?;
        let is_shown = self.columns.with(|columns| columns.contains(&plan));
        let text = shown.catalog.text(note);
        self.notes.with(|notes| notes.iter().position(|other| other == text)).filter(|_| is_shown).map(|at| at + 1)
    }

    /// Returns the plans side by side, in their order.
    pub fn columns(&self) -> Vec<PlanIx> {
        self.columns.get()
    }

    /// Returns the plans side by side, in their order, without following them.
    pub fn columns_now(&self) -> Vec<PlanIx> {
        self.columns.get_untracked()
    }

    /// Shows a plan where it stands among all, as long as nothing was moved; or no longer. One plan always stays.
    pub fn show_plan(&self, plan: PlanIx, is_shown: bool) {
        let lower = self.columns_now().iter().filter(|shown| **shown < plan).count();
        self.place_plan(plan, if is_shown { Some(lower) } else { None });
        self.tell(if is_shown { ComparisonNews::Shown(plan) } else { ComparisonNews::Hidden(plan) });
    }

    /// Moves a plan by one place.
    pub fn move_plan(&self, plan: PlanIx, is_back: bool) {
        let at = self.place_of(plan);
        self.place_plan(plan, Some(if is_back { at.saturating_sub(1) } else { at + 1 }));
        self.tell(ComparisonNews::Moved(plan, self.place_of(plan) + 1));
    }

    /// Returns the last change of the comparison, and the number of changes so far.
    pub fn news(&self) -> (Option<ComparisonNews>, usize) {
        self.news.get()
    }

    fn tell(&self, news: ComparisonNews) {
        self.news.update(|told| *told = (Some(news), told.1 + 1));
    }

    /// Returns the columns that are shown at once, the recommended plan first where not all are.
    pub fn page(&self, recommended: Option<PlanIx>) -> Page {
        let Paging { room, at } = self.paging.get();
        page(&self.columns(), recommended, room, at)
    }

    /// Notes for how many columns there is room; 0 where that is not known.
    pub fn make_room(&self, room: usize) {
        if self.paging.with_untracked(|paging| paging.room) != room {
            self.paging.update(|paging| paging.room = room);
        }
    }

    /// Shows the page before or after the one that is shown, of so many.
    pub fn turn_page(&self, is_back: bool, count: usize) {
        self.paging.update(|paging| {
            let at = paging.at.min(count - 1);
            paging.at = if is_back { at.saturating_sub(1) } else { (at + 1).min(count - 1) };
        });
    }

    /// Returns which page is shown, of so many; from 0.
    pub fn page_number(&self, count: usize) -> usize {
        self.paging.get().at.min(count - 1)
    }

    fn place_of(&self, plan: PlanIx) -> usize {
        self.columns_now().iter().position(|shown| *shown == plan).unwrap_or_default()
    }

    /// Puts a plan to a place, or to none. Where that changes nothing, or leaves nothing, there is nothing to take back.
    fn place_plan(&self, plan: PlanIx, to: Option<usize>) {
        let (columns, mut placed) = (self.columns_now(), Vec::new());
        for shown in columns.iter().copied() {
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
        if !placed.is_empty() && placed != columns {
            self.select(|selection| selection.columns = placed);
        }
    }

    /// Returns the order of a row's cells: its name, these columns, and then the others. Each is told by its place among all.
    pub fn cell_order(&self, columns: &[PlanIx]) -> Vec<usize> {
        cell_order(&self.offer.plans(), columns)
    }

    /// Tells whether those rows alone are shown in which the plans differ.
    pub fn shows_only_differences(&self) -> bool {
        self.state.with(|state| state.selection.only_differences)
    }

    /// Shows those rows alone in which the plans differ, or all.
    pub fn show_only_differences(&self, only: bool) {
        self.select(|selection| selection.only_differences = only);
        self.tell(ComparisonNews::Rows);
    }

    /// Tells whether a section is folded up, by its place.
    pub fn is_folded(&self, section: usize) -> bool {
        self.state.with(|state| is_noted(&state.selection.folded, section))
    }

    /// Folds a section up, or unfolds it.
    pub fn fold_section(&self, section: usize, is_folded: bool) {
        self.select(|selection| note(&mut selection.folded, section, is_folded));
    }

    /// Returns the text searched for.
    pub fn searched(&self) -> String {
        self.state.with(|state| state.selection.search.clone())
    }

    /// Shows those rows alone that say this, in whatever letters.
    pub fn search(&self, words: String) {
        // All that is typed into the field is one step back.
        if self.state.with_untracked(|state| state.selection.search.is_empty()) {
            self.select(|selection| selection.search = words);
        } else {
            self.state.update(|state| state.selection.search = words);
        }
        self.tell(ComparisonNews::Rows);
    }

    /// Derives how each row is shown, in the order of the table.
    pub fn rows(&self) -> Arc<Vec<Row>> {
        self.rows.get()
    }

    /// Tells whether something was chosen that can be taken back.
    pub fn can_undo(&self) -> bool {
        self.state.with(|state| !state.before.is_empty())
    }

    /// Takes back what was chosen last.
    pub fn undo(&self) {
        self.state.update(|state| {
            if let Some(before) = state.before.pop() {
                state.selection = before;
            }
        });
        self.tell(ComparisonNews::Rows);
    }

    fn select(&self, change: impl FnOnce(&mut Selection)) {
        self.state.update(|state| {
            state.before.push(state.selection.clone());
            change(&mut state.selection);
        });
    }

    /// Tells whether a row's explanation is open.
    pub fn is_explained(&self, row: EntitlementIx) -> bool {
        self.explained.with(|explained| is_noted(explained, row.get()))
    }

    /// Opens or closes a row's explanation.
    pub fn explain(&self, row: EntitlementIx, open: bool) {
        self.explained.update(|explained| note(explained, row.get(), open));
    }

    /// Tells whether every explanation is open.
    pub fn is_all_explained(&self) -> bool {
        let rows = self.offer.catalog().parts().entitlements.len();
        self.explained.with(|explained| explained.iter().filter(|open| **open).count() == rows)
    }

    /// Opens or closes every explanation.
    pub fn explain_all(&self, open: bool) {
        let rows = self.offer.catalog().parts().entitlements.len();
        self.explained.set(vec![open; rows]);
    }

    /// Returns the two plans that a narrow screen shows: those the visitor picked, else the recommended one after the one
    /// before it, else the first two that can be requested.
    pub fn narrow_columns(&self, recommended: Option<PlanIx>) -> [PlanIx; 2] {
        let columns = self.columns();
        match self.state.with(|state| state.narrow) {
            Some(picked) if picked.iter().all(|plan| columns.contains(plan)) => picked,
            _ => narrow_columns(&self.offer.catalog(), &columns, recommended),
        }
    }

    /// Shows a plan first or second on a narrow screen, which shows these two now. They change places where it is the other one.
    pub fn show_narrow(&self, mut shown: [PlanIx; 2], place: usize, plan: PlanIx) {
        if shown[1 - place] == plan {
            shown.swap(0, 1);
        }
        shown[place] = plan;
        self.state.update(|state| state.narrow = Some(shown));
    }

    /// Returns the plan whose summary is open.
    pub fn summarized(&self) -> Option<PlanIx> {
        self.state.with(|state| state.summarized)
    }

    /// Opens a plan's summary, or closes it.
    pub fn summarize(&self, plan: Option<PlanIx>) {
        self.state.update(|state| state.summarized = plan);
    }

    /// Looks at what is chosen, and again whenever it changes.
    pub(super) fn with<T>(&self, look: impl FnOnce(&Selection, &[bool]) -> T) -> T {
        self.state.with(|state| self.explained.with(|explained| look(&state.selection, explained)))
    }

    /// Chooses this in place of all that is chosen, with no way back.
    pub(super) fn choose(&self, selection: Selection, explained: Vec<bool>) {
        self.state.set(ComparisonState { selection, ..ComparisonState::default() });
        self.explained.set(explained);
    }

    pub(super) fn carry_over(&self, before: &Shown, now: &Shown) {
        self.state.update(|state| *state = state.carried(&before.catalog, now));
        self.explained.update(|explained| {
            let mut carried = Vec::new();
            for row in before.catalog.entitlements() {
                let id = &before.catalog.entitlement(row).id;
                let is_same = |other: &EntitlementIx| now.catalog.entitlement(*other).id == *id;
                if is_noted(explained, row.get())
                    && let Some(row) = now.catalog.entitlements().find(is_same)
                {
                    note(&mut carried, row.get(), true);
                }
            }
            *explained = carried;
        });
    }
}

impl ComparisonState {
    /// Returns the same by the ids of another offer.
    fn carried(&self, before: &Catalog, now: &Shown) -> Self {
        let plan = |plan: PlanIx| now.column_from(before, plan);
        let mut carried = Self { selection: self.selection.carried(before, now), ..Self::default() };
        for selection in &self.before {
            carried.before.push(selection.carried(before, now));
        }
        carried.narrow = self.narrow.and_then(|[first, second]| Some([plan(first)?, plan(second)?]));
        carried.summarized = self.summarized.and_then(plan);
        carried
    }
}

impl Selection {
    fn carried(&self, before: &Catalog, now: &Shown) -> Self {
        let mut carried =
            Self { only_differences: self.only_differences, search: self.search.clone(), ..Self::default() };
        for plan in &self.columns {
            carried.columns.extend(now.column_from(before, *plan));
        }
        for (at, section) in before.parts().sections.iter().enumerate() {
            for (place, other) in now.catalog.parts().sections.iter().enumerate() {
                if is_noted(&self.folded, at) && section.id == other.id {
                    note(&mut carried.folded, place, true);
                }
            }
        }
        carried
    }
}

/// Tells whether the plans side by side differ in each row.
fn differing(catalog: &Catalog, answers: &plans::Answers, columns: &[PlanIx]) -> Vec<bool> {
    let mut all = Vec::new();
    for row in catalog.entitlements() {
        all.push(differs(catalog, answers, row, columns));
    }
    all
}

/// Collects the notes of the plans side by side, in the order of the table; equal ones once.
fn notes(catalog: &Catalog, columns: &[PlanIx]) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    for row in catalog.entitlements() {
        for plan in columns {
            let Some(note) = &catalog.cell(row, *plan).note else { continue };
            let text = catalog.text(note);
            if !notes.iter().any(|other| other == text) {
                notes.push(text.to_owned());
            }
        }
    }
    notes
}

/// Collects the searchable text of each row, in lower case: its name, its section, its tags, and what the plans offer.
fn texts(platform: &dyn Platform, shown: &Shown, answers: &plans::Answers, columns: &[PlanIx]) -> Vec<String> {
    /// Stands between rows. Whoever searches types no such character.
    const BETWEEN: char = '\u{1e}';
    let (catalog, words) = (&shown.catalog, shown.words());
    let mut all = String::new();
    for row in catalog.entitlements() {
        let entitlement = catalog.entitlement(row);
        all.push_str(&format!("{}\n{}", words.text(&entitlement.name), words.text(&catalog.section_of(row).title)));
        for tag in &entitlement.tags {
            all.push_str(&format!("\n{}", words.text(tag)));
        }
        for plan in columns {
            all.push('\n');
            all.push_str(&words.offered_on_condition(answers, row, *plan));
        }
        all.push(BETWEEN);
    }
    // The browser is asked once: each question takes longer than a row's letters.
    split(&platform.lower_case(&all), BETWEEN).map(str::to_owned).collect()
}
