//! Figures with their bars.

/// One line of the table.
pub struct Measure {
    /// The name of the figure.
    pub what: String,
    /// The figure, with its unit.
    pub value: String,
    /// The bar, and whether it is kept; none where there is no bar.
    pub bar: Option<(String, bool)>,
}

/// Returns the lines of `what: number`.
pub fn named(printed: &str) -> Vec<(&str, f64)> {
    let lines = printed.lines().filter_map(|line| line.rsplit_once(": "));
    lines.filter_map(|(what, number)| Some((what.trim(), number.parse().ok()?))).collect()
}

/// Returns the one in the middle.
pub fn median(figures: &[f64]) -> f64 {
    let mut figures = figures.to_vec();
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}
