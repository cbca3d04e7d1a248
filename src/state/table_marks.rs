//! What becomes of the table's columns, rows and sections.
//!
//! They are attributes of the few elements that change: a rule that hangs on the table's own would have the browser look at all
//! of it again.

use super::{Advice, Comparison, Offer};

/// The mark of a plan's column.
#[derive(Clone, Copy, PartialEq, Default)]
pub struct ColumnMark {
    /// Whether the plan is recommended, and fits.
    pub is_recommended: bool,
    /// Whether narrow screens hide it.
    pub is_wide_only: bool,
    /// Whether narrow screens show it after the other one.
    pub is_second: bool,
    /// Whether it is on another page of a wide table.
    pub is_elsewhere: bool,
    /// Whether the column is hidden.
    pub is_hidden: bool,
}

/// The mark of a section of rows.
#[derive(Clone, Copy, PartialEq, Default)]
pub struct SectionMark {
    /// No row of it is shown.
    pub is_hidden: bool,
    /// Its rows are folded up.
    pub is_folded: bool,
}

/// The marks of the whole table.
#[derive(Clone, PartialEq, Default)]
pub struct TableMarks {
    /// The mark of each plan's column, in the catalogue's order.
    pub columns: Vec<ColumnMark>,
    /// The order of a row's cells, as original indices: see [`plans::comparison::cell_order`].
    pub order: Vec<usize>,
    /// The order of the plans on all pages, in the same way.
    pub list: Vec<usize>,
    /// Whether each row is left out.
    pub hidden_rows: Vec<bool>,
    /// The mark of each section.
    pub sections: Vec<SectionMark>,
}

/// Derives how the table's rows, cells and sections are marked, tracked.
pub fn table_marks(offer: Offer, advice: Advice, comparison: Comparison) -> TableMarks {
    let catalog = offer.catalog();
    let (shown, recommended) = (comparison.columns(), advice.recommended());
    let narrow = comparison.narrow_columns(advice.shown_anyway());
    // No column is marked unless its plan fits.
    let marked = recommended.filter(|_| advice.fits());
    let page = comparison.page(marked);
    let mut marks = TableMarks {
        order: comparison.cell_order(&page.columns),
        list: comparison.cell_order(&shown),
        ..TableMarks::default()
    };
    for plan in offer.plans() {
        marks.columns.push(ColumnMark {
            is_recommended: marked == Some(plan),
            is_wide_only: !narrow.contains(&plan),
            is_second: narrow[0] != plan && narrow[1] == plan,
            is_elsewhere: !page.columns.contains(&plan),
            is_hidden: !shown.contains(&plan),
        });
    }
    let rows = comparison.rows();
    let is_searched = !comparison.searched().is_empty();
    for (at, (_, of_section)) in catalog.sections().enumerate() {
        let mut is_hidden = true;
        for row in of_section {
            is_hidden &= !rows[row.get()].is_shown;
            marks.hidden_rows.push(!rows[row.get()].is_shown);
        }
        marks.sections.push(SectionMark { is_hidden, is_folded: comparison.is_folded(at) && !is_searched });
    }
    marks
}
