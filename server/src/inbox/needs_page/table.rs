//! Figures as tables.

use maud::{Markup, html};

use crate::needs::figure::Figure;

/// Builds the table of a figure, which scrolls sideways where it has no room. Rows are named with a link where `address` has one.
pub fn table(caption: &str, figure: &Figure, address: impl Fn(&str) -> Option<String>) -> Markup {
    html! {
        div class="scroll" role="region" tabindex="0" aria-label=(caption) {
            table class="numbers" {
                caption { (caption) }
                thead {
                    tr {
                        @if figure.has_groups() { th scope="col" class="wide" { "Question" } }
                        th scope="col" { (figure.row) }
                        @if figure.has_notes() { th scope="col" class="wide" { "Rows asked for" } }
                        th scope="col" class="number" { (figure.whole) }
                        @for series in &figure.series { th scope="col" class="number" { (series.name) } }
                    }
                }
                tbody {
                    @for row in &figure.rows {
                        tr {
                            @if figure.has_groups() { td { (row.group.as_deref().unwrap_or_default()) } }
                            th scope="row" {
                                @if let Some(address) = address(&row.label) { a href=(address) { (row.label) } }
                                @else { (row.label) }
                            }
                            @if figure.has_notes() { td { (row.note.as_deref().unwrap_or_default()) } }
                            td class="number" { (row.whole) }
                            @for count in &row.counts { td class="number" { (count) } }
                        }
                    }
                }
            }
        }
    }
}
