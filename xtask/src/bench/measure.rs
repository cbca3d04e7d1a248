//! What was measured, and against which bar.

/// One line of the table.
pub struct Measure {
    /// What was measured.
    pub what: String,
    /// What came out, with its unit.
    pub value: String,
    /// The bar, and whether it is kept; none where there is no bar.
    pub bar: Option<(String, bool)>,
}

/// The lines of `what: number`.
pub fn named(printed: &str) -> Vec<(&str, f64)> {
    let lines = printed.lines().filter_map(|line| line.rsplit_once(": "));
    lines.filter_map(|(what, number)| Some((what.trim(), number.parse().ok()?))).collect()
}
