//! Numbers that are shown as a picture, as a table and as a file.

/// Numbers of some rows, in series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What a row is, such as "Week".
    pub row: &'static str,
    /// What all of a row are together, such as "Requests".
    pub whole: &'static str,
    /// What is told apart.
    pub series: Vec<Series>,
    /// The rows, in order.
    pub rows: Vec<Row>,
}

/// What one number of every row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// How strong it is shown, from 0 to [`Series::STRONGEST`]; none for what is beside the others.
    pub tone: Option<usize>,
}

impl Series {
    /// The strongest tone.
    pub const STRONGEST: usize = 9;
}

/// Some numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Under which heading it stands, where there are headings.
    pub group: Option<String>,
    /// What it is.
    pub label: String,
    /// What more is said of it.
    pub note: Option<String>,
    /// A number of each series.
    pub counts: Vec<u64>,
    /// The whole, of which the numbers are parts.
    pub whole: u64,
}

impl Figure {
    /// Returns the largest whole, at least 1.
    pub fn largest(&self) -> u64 {
        self.rows.iter().map(|row| row.whole).max().unwrap_or(0).max(1)
    }

    /// Leaves out the series of which there is nothing in any row.
    pub fn without_empty_series(mut self) -> Self {
        let used: Vec<_> =
            (0..self.series.len()).filter(|at| self.rows.iter().any(|row| row.counts[*at] > 0)).collect();
        self.series = used.iter().map(|at| self.series[*at].clone()).collect();
        for row in &mut self.rows {
            row.counts = used.iter().map(|at| row.counts[*at]).collect();
        }
        self
    }

    /// Tells whether rows stand under headings.
    pub fn has_groups(&self) -> bool {
        self.rows.iter().any(|row| row.group.is_some())
    }

    /// Tells whether more is said of rows.
    pub fn has_notes(&self) -> bool {
        self.rows.iter().any(|row| row.note.is_some())
    }
}
