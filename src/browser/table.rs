//! Marks the elements of the comparison's table as the state says.

use std::cell::RefCell;
use std::mem;
use std::rc::Rc;

use lean_view::{Scope, toggle_attribute, toggle_class};
use web_sys::Element;

use crate::state::{ColumnMark, SectionMark, TableMarks};

/// A table whose columns, rows and sections are marked as a whole: only what changes is touched.
#[derive(Clone)]
pub struct MarkedTable(Rc<RefCell<TableElements>>);

/// The table's elements, in the order in which they were built.
#[derive(Default)]
struct TableElements {
    /// The cells of each row, the row's name first, behind the row itself.
    rows: Vec<(Element, Vec<Element>)>,
    /// What stands and falls with each row that may be left out: it, and its explanation.
    shown: Vec<Vec<Element>>,
    sections: Vec<Element>,
    /// A list of the plans, with its items.
    list: Option<(Element, Vec<Element>)>,
    marked: TableMarks,
}

impl MarkedTable {
    /// Returns a table of no elements yet.
    pub fn new() -> Self {
        Self(Rc::default())
    }

    /// Registers a row's cells with the columns of their plans.
    pub fn row(&self) -> impl FnOnce(&Element, &mut Scope<'_>) + use<> {
        let table = self.clone();
        move |row, _| table.0.borrow_mut().rows.push((row.clone(), children(row)))
    }

    /// Registers a list's items with the columns of their plans.
    pub fn list(&self) -> impl FnOnce(&Element, &mut Scope<'_>) + use<> {
        let table = self.clone();
        move |list, _| table.0.borrow_mut().list = Some((list.clone(), children(list)))
    }

    /// Registers a row that may be hidden.
    pub fn hidable(&self) -> impl FnOnce(&Element, &mut Scope<'_>) + use<> {
        let table = self.clone();
        move |row, _| table.0.borrow_mut().shown.push(vec![row.clone()])
    }

    /// Registers the explanation of the row registered last, which is hidden with it.
    pub fn with_row(&self) -> impl FnOnce(&Element, &mut Scope<'_>) + use<> {
        let table = self.clone();
        move |row, _| {
            if let Some(shown) = table.0.borrow_mut().shown.last_mut() {
                shown.push(row.clone());
            }
        }
    }

    /// Registers a section of rows.
    pub fn section(&self) -> impl FnOnce(&Element, &mut Scope<'_>) + use<> {
        let table = self.clone();
        move |section, _| table.0.borrow_mut().sections.push(section.clone())
    }

    /// Applies the marks to the registered rows, cells and sections, now and whenever they change; the table itself is built
    /// last.
    pub fn follow(self, marks: impl Fn() -> TableMarks + 'static) -> impl FnOnce(&Element, &mut Scope<'_>) {
        move |_, scope| {
            let parts = self.0;
            // Nothing is marked on fresh elements, which most of them stay.
            let is_fresh = scope.is_fresh();
            scope.effect(move || {
                let now = marks();
                let mut parts = parts.borrow_mut();
                let mut before = mem::replace(&mut parts.marked, now);
                if is_fresh {
                    before.columns.resize(parts.marked.columns.len(), ColumnMark::default());
                    before.hidden_rows.resize(parts.marked.hidden_rows.len(), false);
                    before.sections.resize(parts.marked.sections.len(), SectionMark::default());
                }
                parts.mark(&before);
            });
        }
    }
}

impl TableElements {
    /// Marks what is marked otherwise than before; at first nothing is known of it.
    fn mark(&self, before: &TableMarks) {
        let now = &self.marked;
        for (at, mark) in now.columns.iter().enumerate() {
            let was = before.columns.get(at);
            if was == Some(mark) {
                continue;
            }
            for (_, cells) in &self.rows {
                let cell = &cells[at + 1];
                for (class, is_so, was) in [
                    ("is-recommended", mark.is_recommended, was.map(|was| was.is_recommended)),
                    ("is-wide-only", mark.is_wide_only, was.map(|was| was.is_wide_only)),
                    ("is-second", mark.is_second, was.map(|was| was.is_second)),
                    ("is-elsewhere", mark.is_elsewhere, was.map(|was| was.is_elsewhere)),
                ] {
                    if was != Some(is_so) {
                        toggle_class(cell, class, is_so);
                    }
                }
                if was.map(|was| was.is_hidden) != Some(mark.is_hidden) {
                    toggle_attribute(cell, "hidden", mark.is_hidden);
                }
            }
        }
        for (at, is_hidden) in now.hidden_rows.iter().enumerate() {
            if before.hidden_rows.get(at) != Some(is_hidden) {
                for row in &self.shown[at] {
                    toggle_class(row, "is-left-out", *is_hidden);
                }
            }
        }
        for (at, mark) in now.sections.iter().enumerate() {
            let was = before.sections.get(at);
            if was.map(|was| was.is_hidden) != Some(mark.is_hidden) {
                toggle_attribute(&self.sections[at], "hidden", mark.is_hidden);
            }
            if was.map(|was| was.is_folded) != Some(mark.is_folded) {
                toggle_class(&self.sections[at], "is-folded", mark.is_folded);
            }
        }
        let focused = self.rows.first().and_then(|(row, _)| lean_view::focused(row));
        for (row, cells) in &self.rows {
            put_in_order(row, cells, &now.order, &before.order);
        }
        if let Some((list, items)) = &self.list {
            // The order counts a row's name, too.
            let less = |order: &[usize]| order.iter().skip(1).map(|place| place - 1).collect::<Vec<_>>();
            put_in_order(list, items, &less(&now.list), &less(&before.list));
        }
        if let Some(focused) = focused.filter(|_| now.order != before.order || now.list != before.list) {
            lean_view::focus(&focused);
        }
    }
}

fn children(parent: &Element) -> Vec<Element> {
    let mut children = Vec::new();
    let mut next = parent.first_element_child();
    while let Some(child) = next {
        next = child.next_element_sibling();
        children.push(child);
    }
    children
}

/// Puts elements in order, as they are, so that nothing in them is built anew.
fn put_in_order(parent: &Element, elements: &[Element], order: &[usize], before: &[usize]) {
    if order == before {
        return;
    }
    // At first those stay where they are that stand in order from the beginning, which most often are all.
    let mut is_moved = !before.is_empty();
    for (at, place) in order.iter().enumerate() {
        is_moved |= at != *place;
        if is_moved {
            // An element of the parent fits in there.
            let _ = parent.append_child(&elements[*place]);
        }
    }
}
