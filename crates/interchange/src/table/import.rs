//! A catalogue of a table.

use serde_json::{Map, Value, json};

use super::cell::{Cell, split_period, ungrouped};
use crate::Imported;
use crate::decimal::Decimal;
use crate::finding::{Finding, Outcome, Refusal};
use crate::frame;
use crate::names::{Ids, plural};
use crate::unit;

/// The most plans and rows of a catalogue.
const MOST_PLANS: usize = 200;
const MOST_ROWS: usize = 500;
/// The largest number of a catalogue.
const LARGEST: u64 = 1_000_000_000_000;
/// The largest amount of money.
const LARGEST_AMOUNT: u64 = 1_000_000_000;
/// Units that catalogues compare.
const BYTES: [&str; 6] = ["B", "kB", "MB", "GB", "TB", "PB"];

/// A line of the table.
struct Line {
    number: u64,
    cells: Vec<String>,
}

/// Reads a table into a catalogue without questions, which has this title.
///
/// # Errors
///
/// Why no offer can be told from the table.
pub fn import(text: &str, title: &str) -> Result<Imported, Refusal> {
    let lines = lines(text)?;
    let refused = |number: u64, detail: &str| Refusal { at: Some((number, 1)), detail: detail.to_owned() };
    let Some((head, body)) = lines.split_first() else {
        return Err(refused(1, "the table is empty; write a line with the names of the plans, and a line a row"));
    };
    let is_sectioned =
        head.cells.first().is_some_and(|cell| ["section", "category", "group"].contains(&&*cell.to_lowercase()));
    let first = if is_sectioned { 2 } else { 1 };
    let names: Vec<&String> = head.cells.iter().skip(first).take(MOST_PLANS).collect();
    let last = names.iter().rposition(|name| !name.is_empty());
    let Some(count) = last.map(|last| last + 1) else {
        let rule = "the first line names no plan; write one a column, from the second column on";
        return Err(refused(head.number, rule));
    };
    let mut import = Import {
        first,
        plans: Vec::new(),
        prices: Vec::new(),
        sections: Vec::new(),
        findings: Vec::new(),
        count,
        rows: Ids::default(),
    };
    import.plans(head);
    for line in body {
        import.line(line, is_sectioned);
    }
    let findings_at = body.first().map_or(1, |line| line.number);
    if import.sections.iter().all(|(_, rows)| rows.is_empty()) {
        return Err(refused(
            findings_at,
            "the table has no row with values; write a line a row, with a value for each plan",
        ));
    }
    let catalog = import.catalog(title);
    let read = plans::source::read(&catalog.to_string());
    match read {
        Ok(_) => Ok(Imported { catalog, findings: import.findings }),
        Err(problems) => {
            let problem = problems.first().map(ToString::to_string).unwrap_or_default();
            Err(Refusal { at: None, detail: format!("no catalogue can be made of the table: {problem}") })
        }
    }
}

/// Reads the lines that hold something. Values stand between commas, semicolons or tabs, whichever the first line has most of.
fn lines(text: &str) -> Result<Vec<Line>, Refusal> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |delimiter: &u8| first.bytes().filter(|byte| byte == delimiter).count();
    let delimiter = [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',');
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            let at = error.position().map(|position| (position.line(), 1));
            Refusal { at, detail: format!("the table cannot be read: {error}; mend the line") }
        })?;
        // A line begins after the ends of those before it, of which a reader may not have taken all yet.
        let start = record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(usize::MAX));
        let start = start.min(text.len());
        let ends = text.as_bytes()[start..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let number = 1 + text.as_bytes()[..start + ends].iter().filter(|byte| **byte == b'\n').count() as u64;
        let cells: Vec<_> = record.iter().map(|cell| cell.trim().to_owned()).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            lines.push(Line { number, cells });
        }
    }
    Ok(lines)
}

struct Import {
    /// The column of the first plan.
    first: usize,
    /// How many plans there are.
    count: usize,
    plans: Vec<(String, String)>,
    /// What plans cost: the currency, the period, and a price a plan.
    prices: Vec<(String, &'static str, Vec<Option<Value>>)>,
    sections: Vec<(String, Vec<Value>)>,
    rows: Ids,
    findings: Vec<Finding>,
}

impl Import {
    fn find(&mut self, outcome: Outcome, place: &str, line: u64, detail: String) {
        let place = format!("/{place}");
        self.findings.push(Finding { place, at: Some((line, 1)), outcome, detail });
    }

    fn plans(&mut self, head: &Line) {
        let mut ids = Ids::default();
        for at in 0..self.count {
            let name = head.cells.get(self.first + at).and_then(|name| frame::text(name));
            let name = name.unwrap_or_else(|| {
                let name = format!("Plan {}", at + 1);
                self.find(
                    Outcome::Guessed,
                    &name,
                    head.number,
                    format!("the column has no name; it is called {name:?}"),
                );
                name
            });
            self.plans.push((ids.of(&name), name));
        }
        if head.cells.len() > self.first + MOST_PLANS {
            let detail = format!("a catalogue has at most {MOST_PLANS} plans; leave columns out");
            self.find(Outcome::Lost, "plans", head.number, detail);
        }
    }

    fn line(&mut self, line: &Line, is_sectioned: bool) {
        let label = line.cells.get(self.first - 1).cloned().unwrap_or_default();
        let own: Vec<_> =
            (0..self.count).map(|at| line.cells.get(self.first + at).cloned().unwrap_or_default()).collect();
        for (at, extra) in
            line.cells.iter().enumerate().skip(self.first + self.count).filter(|(_, cell)| !cell.is_empty())
        {
            self.find(
                Outcome::Lost,
                &label,
                line.number,
                format!("{extra:?} in column {}, which names no plan; name it in the first line", at + 1),
            );
        }
        if is_sectioned {
            let section = line.cells.first().filter(|section| !section.is_empty());
            if section.is_some_and(|section| self.sections.last().is_none_or(|(title, _)| title != section)) {
                self.sections.push((section.cloned().unwrap_or_default(), Vec::new()));
            }
        }
        let Some(name) = frame::text(&label) else {
            if own.iter().any(|cell| !cell.is_empty()) {
                let detail = format!(
                    "{:?} and so on have no name; write one in the first column",
                    own.iter().find(|cell| !cell.is_empty()).cloned().unwrap_or_default()
                );
                self.find(Outcome::Lost, "", line.number, detail);
            }
            return;
        };
        if own.iter().all(String::is_empty) {
            if !is_sectioned {
                self.sections.push((name, Vec::new()));
            }
            return;
        }
        if self.price_line(&name, &own, line.number) {
            return;
        }
        let count: usize = self.sections.iter().map(|(_, rows)| rows.len()).sum();
        if count == MOST_ROWS {
            self.find(
                Outcome::Lost,
                &name,
                line.number,
                format!("a catalogue has at most {MOST_ROWS} rows; leave some out"),
            );
            return;
        }
        let row = self.row(&name, &own, line.number);
        if self.sections.is_empty() {
            self.sections.push(("What is included".to_owned(), Vec::new()));
        }
        if let Some((_, rows)) = self.sections.last_mut() {
            rows.push(row);
        }
    }

    /// Reads a line that begins with "Price": "Price per month (USD)". Tells whether it is one all of whose cells are prices.
    fn price_line(&mut self, name: &str, own: &[String], line: u64) -> bool {
        let lower = name.to_lowercase();
        if !["price", "cost"].iter().any(|word| lower.starts_with(word)) {
            return false;
        }
        let (label, code) = match name.rsplit_once('(') {
            Some((label, code)) => (label.trim(), plans::source::currency(code.trim_end_matches(')').trim())),
            None => (name, None),
        };
        let read: Option<Vec<_>> = own.iter().map(|cell| Money::read(cell)).collect();
        let Some(read) = read else { return false };
        let signs: Vec<_> = read.iter().filter_map(|money| money.currency.clone()).collect();
        if code.is_none() && signs.iter().any(|sign| *sign != signs[0]) {
            return false;
        }
        let period = split_period(label).1.or(read.iter().find_map(|money| money.period));
        let currency = code.clone().or(signs.first().cloned()).unwrap_or_else(|| "USD".to_owned());
        if code.is_none() && signs.is_empty() {
            self.find(
                Outcome::Guessed,
                name,
                line,
                "no currency is said; it is \"USD\"; write it behind, as in \"Price (EUR)\"".to_owned(),
            );
        }
        if period.is_none() {
            self.find(
                Outcome::Guessed,
                name,
                line,
                "no period is said; it is a month; write it, as in \"Price per year\"".to_owned(),
            );
        }
        let period = period.unwrap_or("month");
        if self.prices.iter().any(|(other, of, _)| *other == currency && *of == period) {
            self.find(
                Outcome::Lost,
                name,
                line,
                format!("prices in {currency} by the {period} stand there already; keep one line of them"),
            );
            return true;
        }
        self.prices.push((currency, period, read.into_iter().map(|money| money.price).collect()));
        true
    }

    fn row(&mut self, name: &str, own: &[String], line: u64) -> Value {
        let cells: Vec<_> = own.iter().map(|cell| Cell::read(cell)).collect();
        let kind = Kind::of(&cells);
        let mut row = Map::new();
        row.insert("id".to_owned(), self.rows.of(name).into());
        row.insert("name".to_owned(), name.into());
        let said = kind.write(&mut row);
        let plans = self.plans.iter().map(|(id, _)| id.clone());
        let values: Map<_, _> =
            plans.zip(cells.iter().zip(own)).map(|(id, (cell, text))| (id, kind.cell(cell, text))).collect();
        row.insert("values".to_owned(), values.into());
        self.find(Outcome::Guessed, name, line, said);
        row.into()
    }

    fn catalog(&mut self, title: &str) -> Value {
        let mut catalog = frame::catalog(title, None);
        let (mut currencies, mut periods): (Vec<String>, Vec<&'static str>) = (Vec::new(), Vec::new());
        for (currency, period, _) in &self.prices {
            if !currencies.contains(currency) {
                currencies.push(currency.clone());
            }
            if !periods.contains(period) {
                periods.push(period);
            }
        }
        if !self.prices.is_empty() {
            catalog.insert("prices".to_owned(), json!({ "currencies": currencies, "periods": periods }));
        }
        let mut plans = Vec::new();
        for (at, (id, name)) in self.plans.iter().enumerate() {
            let mut plan = Map::new();
            plan.insert("id".to_owned(), id.clone().into());
            plan.insert("name".to_owned(), name.clone().into());
            if let Some(price) = self.price(at, &currencies) {
                plan.insert("price".to_owned(), price);
            }
            plans.push(Value::from(plan));
        }
        catalog.insert("plans".to_owned(), plans.into());
        let mut ids = Ids::default();
        let sections = self.sections.iter().filter(|(_, rows)| !rows.is_empty());
        let sections = sections.map(|(title, rows)| json!({ "id": ids.of(title), "title": frame::text(title).unwrap_or_default(), "entitlements": rows }));
        catalog.insert("sections".to_owned(), sections.collect::<Vec<_>>().into());
        catalog.into()
    }

    /// Returns what a plan costs; none where a currency lacks it.
    fn price(&self, plan: usize, currencies: &[String]) -> Option<Value> {
        let is_one_period = self.prices.iter().all(|(_, period, _)| *period == self.prices[0].1);
        let of = |currency: &String| {
            let lines = self.prices.iter().filter(|(of, ..)| of == currency);
            let charges: Vec<_> =
                lines.filter_map(|(_, period, prices)| Some((*period, prices[plan].clone()?))).collect();
            let first = charges.first()?.1.clone();
            let is_alone = first == "free" || first == "on-request" || is_one_period;
            if is_alone && charges.iter().all(|(_, charge)| *charge == first) {
                return Some(first);
            }
            Some(Value::from(
                charges.into_iter().map(|(period, charge)| (period.to_owned(), charge)).collect::<Map<_, _>>(),
            ))
        };
        let all: Option<Vec<_>> = currencies.iter().map(|currency| Some((currency.clone(), of(currency)?))).collect();
        let all = all.filter(|all| !all.is_empty())?;
        match &all[..] {
            [(_, price)] => Some(price.clone()),
            [(_, first), ..] if first.is_string() && all.iter().all(|(_, price)| price == first) => Some(first.clone()),
            _ => Some(all.into_iter().collect::<Map<_, _>>().into()),
        }
    }
}

/// A price in a cell.
struct Money {
    price: Option<Value>,
    currency: Option<String>,
    period: Option<&'static str>,
}

impl Money {
    /// Reads a price such as "$8", "8 EUR", "8/user/month", "free" or "on request"; none where it is no price.
    fn read(text: &str) -> Option<Self> {
        let bare = |price: Option<Value>| Some(Self { price, currency: None, period: None });
        match Cell::read(text) {
            Cell::Blank | Cell::State("not-stated") => return bare(None),
            Cell::State("on-request") => return bare(Some("on-request".into())),
            _ if ["free", "gratis"].contains(&&*text.trim().to_lowercase()) => return bare(Some("free".into())),
            _ => {}
        }
        let (text, period) = split_period(text.trim());
        let (text, unit) = match text.split_once('/') {
            Some((text, unit)) => (text.trim(), frame::word(unit)),
            None => (text, None),
        };
        let digits = text.trim_matches(|c: char| !c.is_ascii_digit());
        let sign = text.replacen(digits, "", 1);
        let currency = plans::source::currency(sign.trim());
        let number = ungrouped(digits).filter(|number| number.is_at_most(LARGEST_AMOUNT) && number.decimals() <= 6)?;
        if currency.is_none() && !sign.trim().is_empty() {
            return None;
        }
        let amount = number.to_string();
        let price = match unit {
            _ if number == Decimal::ZERO => "free".into(),
            Some(unit) => json!({ "amount": amount, "unit": unit::unit(&unit) }),
            None => amount.into(),
        };
        Some(Self { price: Some(price), currency, period })
    }
}

/// The kind of a row.
enum Kind {
    Inclusion,
    Percent,
    Bytes,
    /// Of whole numbers with a unit.
    Quantity(String, Option<&'static str>),
    Decimal(Option<String>, Option<&'static str>),
    Text,
}

impl Kind {
    /// Returns the narrowest kind that holds these cells.
    fn of(cells: &[Cell]) -> Self {
        let is_number = |cell: &Cell| matches!(cell, Cell::Number { .. } | Cell::Unlimited);
        if !cells.iter().any(|cell| is_number(cell) || matches!(cell, Cell::Words(_))) {
            return Self::Inclusion;
        }
        if cells.iter().any(|cell| matches!(cell, Cell::Words(_) | Cell::Yes)) {
            return Self::Text;
        }
        let mut numbers = Vec::new();
        for cell in cells {
            if let Cell::Number { number, unit, per } = cell {
                if !number.is_at_most(LARGEST) || number.decimals() > 6 {
                    return Self::Text;
                }
                numbers.push((*number, unit.as_deref(), *per));
            }
        }
        let Some(&(_, first, per)) = numbers.first() else { return Self::Decimal(None, None) };
        let all = |is: &dyn Fn(&str) -> bool| numbers.iter().all(|(_, unit, _)| unit.is_some_and(is));
        let is_unlimited = cells.contains(&Cell::Unlimited);
        if numbers.iter().any(|(.., other)| *other != per) {
            return Self::Text;
        }
        if per.is_none() && all(&|unit| BYTES.contains(&unit)) {
            return Self::Bytes;
        }
        if per.is_none()
            && !is_unlimited
            && all(&|unit| unit == "%")
            && numbers.iter().all(|(number, ..)| number.is_at_most(100))
        {
            return Self::Percent;
        }
        // "1 user" and "5 users" count the same.
        let one = first.map(|first| {
            numbers.iter().filter_map(|(_, unit, _)| *unit).find(|unit| plural(unit) == first).unwrap_or(first)
        });
        let is_one_unit = |unit: Option<&str>| match (unit, one) {
            (None, None) => true,
            (Some(unit), Some(one)) => unit == one || unit == plural(one),
            _ => false,
        };
        if !numbers.iter().all(|(_, unit, _)| is_one_unit(*unit)) {
            return Self::Text;
        }
        match one {
            Some(one) if numbers.iter().all(|(number, ..)| number.is_whole()) => Self::Quantity(one.to_owned(), per),
            _ => Self::Decimal(one.map(str::to_owned), per),
        }
    }

    /// Writes the fields of the row that go by its kind, and says which it is.
    fn write(&self, row: &mut Map<String, Value>) -> String {
        let mut set = |name: &str, value: Value| {
            row.insert(name.to_owned(), value);
        };
        let in_unit = |unit: &Option<String>| unit.as_ref().map_or(String::new(), |unit| format!(", in {unit:?}"));
        match self {
            Self::Inclusion => {
                set("kind", "inclusion".into());
                "the kind is \"inclusion\", of yes and no".to_owned()
            }
            Self::Percent => {
                set("kind", "percent".into());
                "the kind is \"percent\"".to_owned()
            }
            Self::Bytes => {
                set("kind", "amount".into());
                set("family", "bytes".into());
                "the kind is \"amount\", of the family \"bytes\"".to_owned()
            }
            Self::Quantity(unit, per) => {
                set("kind", "quantity".into());
                set("unit", unit::unit(unit));
                per.iter().for_each(|per| set("per", (*per).into()));
                format!("the kind is \"quantity\", in {unit:?}")
            }
            Self::Decimal(unit, per) => {
                set("kind", "decimal".into());
                unit.iter().for_each(|unit| set("unit", unit::unit(unit)));
                per.iter().for_each(|per| set("per", (*per).into()));
                format!("the kind is \"decimal\"{}", in_unit(unit))
            }
            Self::Text => {
                set("kind", "text".into());
                "the kind is \"text\", which compares with nothing".to_owned()
            }
        }
    }

    fn cell(&self, cell: &Cell, text: &str) -> Value {
        match cell {
            Cell::Blank if matches!(self, Self::Inclusion) => "not-included".into(),
            Cell::Blank => "not-stated".into(),
            Cell::Yes => "included".into(),
            Cell::No => "not-included".into(),
            Cell::State(state) => (*state).into(),
            Cell::Unlimited if matches!(self, Self::Text) => frame::free_words(text),
            Cell::Unlimited => "unlimited".into(),
            Cell::Words(words) => frame::free_words(words),
            Cell::Number { number, unit, .. } => match (self, unit) {
                (Self::Text, _) => frame::free_words(text),
                (Self::Bytes, Some(unit)) => format!("{number} {unit}").into(),
                _ => serde_json::from_str(&number.to_string()).expect("digits with a point are a number in JSON"),
            },
        }
    }
}
