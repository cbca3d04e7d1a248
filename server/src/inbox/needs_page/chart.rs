//! Pictures of figures, as SVG in the page. Widths are parts of the picture's own, so that texts keep their size on every screen.

use maud::{Markup, html};
use unicode_width::UnicodeWidthChar;

use crate::needs::figure::{Figure, Row, Series};

/// The height of the columns at their largest, in pixels, and what is above them for a number and below them for a name.
const HEIGHT: u64 = 140;
const ABOVE: u64 = 18;
const BELOW: u64 = 22;

/// How many columns are named at most, and how many have their number above: as many as have room on the smallest screen.
const MOST_NAMES: usize = 6;
const MOST_NUMBERS: usize = 12;

/// The height of a row of a picture of bars, and of a heading.
const ROW: u64 = 38;
const HEADING: u64 = 34;
const BAR: u64 = 12;

/// How wide a name and a heading are at most, in letters: as many fit on the smallest screen.
const LONGEST_NAME: usize = 32;
const LONGEST_HEADING: usize = 29;

/// Draws a column for each row.
pub fn columns(id: &str, title: &str, description: &str, figure: &Figure) -> Markup {
    let largest = figure.largest();
    let count = figure.rows.len().max(1);
    // One column alone is no wall.
    let slot = 100.0 / count.max(6) as f64;
    let every = count.div_ceil(MOST_NAMES);
    let content = html! {
        @for (at, row) in figure.rows.iter().enumerate() {
            @let left = at as f64 * slot;
            @let middle = percent(left + slot / 2.0);
            @for (series, (below, count)) in figure.series.iter().zip(stacked(&row.counts)) {
                @if count > 0 {
                    @let top = ABOVE + HEIGHT - HEIGHT * (below + count) / largest;
                    @let bottom = ABOVE + HEIGHT - HEIGHT * below / largest;
                    rect class=(class(series)) x=(percent(left + slot * 0.12)) y=(top) width=(percent(slot * 0.76))
                        height=((bottom - top).max(1)) { title { (told(row, series, count)) } }
                }
            }
            @if row.whole > 0 && count <= MOST_NUMBERS {
                text x=(middle) y=(ABOVE + HEIGHT - HEIGHT * row.whole / largest - 4) text-anchor="middle" { (row.whole) }
            }
            @if at % every == 0 {
                text class="soft" x=(middle) y=(ABOVE + HEIGHT + 16) text-anchor="middle" { (in_year(&row.label)) }
            }
        }
        line class="axis" x1="0" x2="100%" y1=(ABOVE + HEIGHT) y2=(ABOVE + HEIGHT) {}
    };
    svg(id, title, description, ABOVE + HEIGHT + BELOW, &content)
}

/// Draws a bar for each row, beneath its name.
pub fn bars(id: &str, title: &str, description: &str, figure: &Figure) -> Markup {
    let largest = figure.largest() as f64;
    let (rows, height) = placed(figure);
    let content = html! {
        @for Placed { top, heading, row } in &rows {
            @if let Some(heading) = heading {
                text class="heading" x="0" y=(top - HEADING + 24) { (cut(heading, LONGEST_HEADING)) }
            }
            text x="0" y=(top + 14) { (cut(&row.label, LONGEST_NAME)) }
            text x="100%" y=(top + 14) text-anchor="end" { (row.counts.iter().sum::<u64>()) }
            rect class="track" x="0" y=(top + 19) width=(percent(row.whole as f64 / largest * 100.0)) height=(BAR) {}
            @for (series, (before, count)) in figure.series.iter().zip(stacked(&row.counts)) {
                @if count > 0 {
                    rect class=(class(series)) x=(percent(before as f64 / largest * 100.0)) y=(top + 19)
                        width=(percent(count as f64 / largest * 100.0)) height=(BAR) { title { (told(row, series, count)) } }
                }
            }
        }
    };
    svg(id, title, description, height, &content)
}

/// A row with its place.
struct Placed<'a> {
    /// How far it is from the top.
    top: u64,
    /// What stands above it, where it is the first of a group.
    heading: Option<&'a str>,
    row: &'a Row,
}

/// Places the rows one below the other; tells how high all are.
fn placed(figure: &Figure) -> (Vec<Placed<'_>>, u64) {
    let mut rows = Vec::new();
    let (mut top, mut group) = (0, None);
    for row in &figure.rows {
        let heading = row.group.as_deref().filter(|name| group != Some(*name));
        if heading.is_some() {
            group = heading;
            top += HEADING;
        }
        rows.push(Placed { top, heading, row });
        top += ROW;
    }
    (rows, top)
}

/// Lists the series with how each is shown.
pub fn legend(figure: &Figure) -> Markup {
    html! {
        ul class="legend" {
            @for series in &figure.series {
                li {
                    svg class="chart" width="14" height="14" aria-hidden="true" {
                        rect class=(class(series)) x="1" y="1" width="12" height="12" {}
                    }
                    span { (series.name) }
                }
            }
        }
    }
}

fn svg(id: &str, title: &str, description: &str, height: u64, content: &Markup) -> Markup {
    let (title_id, description_id) = (format!("{id}-title"), format!("{id}-desc"));
    html! {
        svg class="chart" role="img" width="100%" height=(height) aria-labelledby=(title_id) aria-describedby=(description_id) {
            title id=(title_id) { (title) }
            desc id=(description_id) { (description) }
            (content)
        }
    }
}

/// Returns of each number what is before it, and itself.
fn stacked(counts: &[u64]) -> impl Iterator<Item = (u64, u64)> {
    let before = counts.iter().scan(0, |sum, count| {
        let before = *sum;
        *sum += count;
        Some(before)
    });
    before.zip(counts.iter().copied())
}

fn class(series: &Series) -> String {
    series.tone.map_or_else(|| "part beside".to_owned(), |tone| format!("part tone{tone}"))
}

fn told(row: &Row, series: &Series, count: u64) -> String {
    let names = row.group.iter().chain([&row.label, &series.name]).map(|name| &**name);
    format!("{}: {count}", names.collect::<Vec<_>>().join(", "))
}

fn percent(part: f64) -> String {
    format!("{part:.3}%")
}

/// Returns a week without its year.
fn in_year(label: &str) -> &str {
    label.split_once('-').map_or(label, |(_, week)| week)
}

/// Returns a text of at most so many letters, those that are twice as wide counted twice.
fn cut(text: &str, most: usize) -> String {
    let mut left = most;
    let mut cut = String::new();
    for character in text.chars() {
        let width = character.width().unwrap_or(0);
        if width > left {
            return cut.trim_end().to_owned() + "…";
        }
        left -= width;
        cut.push(character);
    }
    cut
}
