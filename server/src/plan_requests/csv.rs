//! Requests as a table of comma-separated values (RFC 4180), which is safe to open in a spreadsheet.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::plan_requests::search::Filter;
use crate::plan_requests::stored_request::StoredRequest;
use crate::store::Store;
use crate::store::statement::Statement;

/// What a file begins with, so that spreadsheets read it as UTF-8.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The columns of every table, before those of campaigns and answers.
const COLUMNS: [&str; 24] = [
    "reference",
    "received_at",
    "state",
    "plan",
    "recommended",
    "fits",
    "name",
    "email",
    "company",
    "message",
    "consent",
    "add_ons",
    "total",
    "once",
    "currency",
    "period",
    "language",
    "page",
    "variant",
    "catalog",
    "catalog_version",
    "checked",
    "suspect",
    "changes",
];

/// The columns that a table has beside [`COLUMNS`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// The names of campaigns, such as `utm_source`.
    pub campaign: BTreeSet<String>,
    /// The ids of questions.
    pub questions: BTreeSet<String>,
}

impl Columns {
    /// Writes the head.
    pub fn head(&self) -> String {
        let columns = COLUMNS.iter().map(|column| (*column).to_owned());
        let campaign = self.campaign.iter().map(|name| format!("campaign.{name}"));
        let questions = self.questions.iter().map(|id| format!("answer.{id}"));
        table([columns.chain(campaign).chain(questions).collect()])
    }

    /// Writes a line for each request.
    pub fn rows(&self, requests: &[StoredRequest]) -> String {
        table(requests.iter().map(|request| self.row(request)))
    }

    fn row(&self, request: &StoredRequest) -> Vec<String> {
        let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
        let costs = request.costs.as_deref().unwrap_or(&Value::Null);
        // A total that is no amount is a word, such as `on-request`.
        let total = if costs["total"].is_object() { &costs["total"]["amount"] } else { &costs["total"] };
        let add_ons = costs["add_ons"].as_array().into_iter().flatten();
        let add_ons = add_ons.map(|add_on| format!("{} × {}", words(&add_on["count"]), words(&add_on["add_on"])));
        let changes = request.changes.as_array().into_iter().flatten().map(|change| words(&change["detail"]));
        let mut row = vec![
            request.reference.to_string(),
            request.received_at.clone(),
            request.state.word().to_owned(),
            request.plan.clone(),
            or_empty(&request.recommended),
            request.fits.to_string(),
            request.name.clone(),
            request.email.clone(),
            request.company.clone(),
            or_empty(&request.message),
            or_empty(&request.consent),
            add_ons.collect::<Vec<_>>().join("; "),
            words(total),
            words(&costs["total"]["once"]),
            words(&costs["currency"]),
            words(&costs["period"]),
            or_empty(&request.page_language),
            or_empty(&request.page_address),
            or_empty(&request.variant),
            request.catalog_id.clone(),
            request.catalog_version.clone(),
            request.checked.to_string(),
            request.suspect.join("; "),
            changes.collect::<Vec<_>>().join("; "),
        ];
        row.extend(self.campaign.iter().map(|name| request.campaign.get(name).cloned().unwrap_or_default()));
        row.extend(self.questions.iter().map(|id| request.answers.get(id).map(words).unwrap_or_default()));
        row
    }
}

impl Store {
    /// Returns which columns a table of the requests found has.
    pub async fn csv_columns(&self, filter: &Filter) -> Result<Columns, sqlx::Error> {
        let mut connection = self.read().await?;
        let mut columns = Columns::default();
        for (column, names) in [("campaign", &mut columns.campaign), ("answers", &mut columns.questions)] {
            let found = format!("SELECT DISTINCT found.key FROM (SELECT {column} AS entries FROM plan_requests");
            let mut query = Statement::new(found);
            filter.push_to(self.kind(), &mut query);
            // An answer that is no object has no names.
            let entries = self.kind().entries_of("requests.entries");
            query.push(") AS requests, ").push(&entries).push(" AS found");
            let found: Vec<String> = query.column().fetch_all(&mut connection).await?;
            names.extend(found);
        }
        Ok(columns)
    }
}

/// Writes a value in a cell: texts as they are, those of a list with semicolons between.
fn words(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(words).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

/// Writes lines of cells, none of which a spreadsheet takes for a formula.
pub fn table(lines: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for line in lines {
        writer
            .write_record(line.iter().map(|cell| no_formula(cell)))
            .expect("lines of one table have equally many cells");
    }
    let bytes = writer.into_inner().expect("memory can be written");
    String::from_utf8(bytes).expect("cells are UTF-8, and so is what is written between them")
}

/// Puts an apostrophe where a spreadsheet would begin to read a formula: in front of a text that begins with `=`, `+`, `-`, `@` (of full
/// width, too), a tab or a line's end, blanks aside; and in front of such a sign behind a `;`, a tab or a line's end, where a spreadsheet
/// that expects other separators would begin a cell.
fn no_formula(text: &str) -> String {
    let is_sign =
        |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '−' | '﹢' | '﹣' | '﹦' | '﹫');
    let begins_a_cell = |c: char| matches!(c, ';' | '\t' | '\r' | '\n');
    let mut safe = String::with_capacity(text.len() + 1);
    if text.starts_with(['\t', '\r', '\n']) {
        safe.push('\'');
    }
    let mut is_first = true;
    for character in text.chars() {
        if is_first && is_sign(character) {
            safe.push('\'');
        }
        is_first = begins_a_cell(character) || is_first && is_blank(character);
        safe.push(character);
    }
    safe
}

/// Tells whether a spreadsheet may read over a character: blanks, those without width, controls, and quotation marks.
fn is_blank(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for (text, expected) in [
            ("", ""),
            ("Ada", "Ada"),
            ("a=b", "a=b"),
            ("one - two", "one - two"),
            ("2026-11-29", "2026-11-29"),
            ("=1+1", "'=1+1"),
            ("+49 30", "'+49 30"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t'=1"),
            ("\rx", "'\rx"),
            ("\nx", "'\nx"),
            ("  =1", "  '=1"),
            ("\u{feff}=1", "\u{feff}'=1"),
            ("\"=1", "\"'=1"),
            ("＝1", "'＝1"),
            ("＋1", "'＋1"),
            ("－1", "'－1"),
            ("＠x", "'＠x"),
            ("x;=1", "x;'=1"),
            ("x; \"=1", "x; \"'=1"),
            ("x\n=1", "x\n'=1"),
            ("a;b", "a;b"),
        ] {
            assert_eq!(no_formula(text), expected, "{text:?}");
        }
    }

    #[test]
    fn cells_with_separators_are_quoted() {
        let lines = [vec!["a,b".to_owned(), "say \"x\"".to_owned()], vec!["one\r\ntwo".to_owned(), String::new()]];
        assert_eq!(table(lines), "\"a,b\",\"say \"\"x\"\"\"\r\n\"one\r\ntwo\",\r\n");
    }
}
