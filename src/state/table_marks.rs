//! What becomes of the table's columns, rows and sections.
//!
//! They are attributes of the few elements that change: a rule that hangs on the table's own would have the browser look at all
//! of it again.

use super::{Advice, Comparison, Offer};

/// What becomes of a plan's column.
#[derive(Clone, Copy, PartialEq, Default)]
pub struct ColumnMark {
    /// It is recommended, and fits.
    pub is_recommended: bool,
    /// Narrow screens leave it out.
    pub is_wide_only: bool,
    /// Narrow screens show it after the other one.
    pub is_second: bool,
    /// It stands on another page of a wide table.
    pub is_elsewhere: bool,
    /// It is left out.
    pub is_hidden: bool,
}

/// What becomes of a section of rows.
#[derive(Clone, Copy, PartialEq, Default)]
pub struct SectionMark {
    /// No row of it is shown.
    pub is_hidden: bool,
    /// Its rows are folded up.
    pub is_folded: bool,
}

/// What becomes of the table.
#[derive(Clone, PartialEq, Default)]
pub struct TableMarks {
    /// Of each plan's column, as the plans stand originally.
    pub columns: Vec<ColumnMark>,
    /// The order of a row's cells, as original indices: see [`plans::comparison::cell_order`].
    pub order: Vec<usize>,
    /// The order of the plans on all pages, in the same way.
    pub list: Vec<usize>,
    /// Whether each row is left out.
    pub hidden_rows: Vec<bool>,
    /// Of each section.
    pub sections: Vec<SectionMark>,
}

/// What becomes of the table now, followed.
pub fn table_marks(offer: Offer, advice: Advice, comparison: Comparison) -> TableMarks {
    let catalog = offer.catalog();
    let (shown, recommended) = (comparison.columns(), advice.recommended());
    let narrow = comparison.narrow_columns(recommended);
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
