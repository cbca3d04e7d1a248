//! The compact text that the browser reads in place of JSON.
//!
//! One fact a line, in a fixed order, lengths before lists; no line holds a control character, because no text of a
//! catalogue does. The first line names the format and its version. A text and its translations stand on one line, parted
//! by U+001F (`own`, then `tag`, text, for each). Writer and reader stand side by side below, part by part.

use std::fmt::{self, Write as _};

use chrono::NaiveDate;
use support_hours::{Calendar, Coverage, Day, Opening, TimeOfDay, WeeklyHours};

use super::*;

const FORMAT: &str = "plans 1";
const PART: char = '\u{1f}';

/// Why a text is no compiled catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompiledError {
    /// The first line names another format or version.
    Format,
    /// The line with this number, counted from 1, is missing or holds something else than stands there by the format.
    Line(usize),
    /// Every line can be read, but together they break a rule of catalogues.
    Invalid(Invalid),
}

impl fmt::Display for CompiledError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CompiledError::Format => {
                write!(f, "the text does not begin with \"{FORMAT}\"; compile the catalogue again")
            }
            CompiledError::Line(line) => write!(f, "line {line} cannot be read; compile the catalogue again"),
            CompiledError::Invalid(Invalid(rule)) => write!(f, "the catalogue breaks a rule: {rule}"),
        }
    }
}

impl std::error::Error for CompiledError {}

impl Catalog {
    /// Writes the catalogue as compact text.
    pub fn to_compiled(&self) -> String {
        let mut out = Writer(format!("{FORMAT}\n"));
        self.0.write(&mut out);
        out.0
    }

    /// Reads the catalogue that [`Catalog::to_compiled`] wrote.
    ///
    /// # Errors
    ///
    /// [`CompiledError`] for any other text; never a panic.
    pub fn from_compiled(text: &str) -> Result<Self, CompiledError> {
        let mut input = Reader { lines: text.lines(), at: 0, failed: None };
        if input.line() != FORMAT {
            return Err(CompiledError::Format);
        }
        let parts = CatalogParts::read(&mut input);
        if input.lines.next().is_some() {
            input.at += 1;
            input.fail();
        }
        match input.failed {
            Some(line) => Err(CompiledError::Line(line)),
            None => Self::new(parts).map_err(CompiledError::Invalid),
        }
    }
}

struct Writer(String);

impl Writer {
    fn line(&mut self, line: impl fmt::Display) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.0, "{line}");
    }
}

struct Reader<'a> {
    lines: std::str::Lines<'a>,
    /// The number of the line read last.
    at: usize,
    /// The first line that could not be read.
    failed: Option<usize>,
}

impl<'a> Reader<'a> {
    fn line(&mut self) -> &'a str {
        self.at += 1;
        self.lines.next().unwrap_or_else(|| {
            self.fail();
            ""
        })
    }

    /// Notes that the line read last is not what should stand there.
    fn fail(&mut self) {
        self.failed = self.failed.or(Some(self.at));
    }

    /// What was read from the line, or its default and a note.
    fn or_fail<T: Default>(&mut self, read: Option<T>) -> T {
        read.unwrap_or_else(|| {
            self.fail();
            T::default()
        })
    }
}

/// A part of a catalogue as lines. `read` is the inverse of `write`. Where it cannot read a line it notes so and goes on with
/// anything: whoever reads looks at the note before the result. Leaving early, part by part, would be twice the code in the
/// browser.
trait Compiled: Sized {
    fn write(&self, out: &mut Writer);
    fn read(input: &mut Reader<'_>) -> Self;
}

/// A struct is its fields, in their order.
macro_rules! compiled {
    ($($name:ident { $($field:ident),+ })+) => {$(
        impl Compiled for $name {
            fn write(&self, out: &mut Writer) {
                $(self.$field.write(out);)+
            }
            fn read(input: &mut Reader<'_>) -> Self {
                // Fields are read in the order they are written here.
                Self { $($field: Compiled::read(input)),+ }
            }
        }
    )+};
}

compiled! {
    CatalogParts {
        id, version, language, title, introduction, ribbon, request_plan, learn_more, consent,
        hours, scales, plans, sections, entitlements, groups, questions
    }
    Zone { name, label }
    Scale { levels }
    Plan { id, name, audience, requestable, learn_more }
    Section { id, title, len }
    Group { id, title, len }
    Entitlement { id, name, explanation, kind, cells }
    Cell { value, note }
    Unit { one, other }
    Question { id, prompt, help, kind }
    Choice { id, label, asks_for, suits, requires }
    Requirement { any_of }
    Need { entitlement, at_least }
}

/// An index is its number.
macro_rules! compiled_index {
    ($($name:ident)+) => {$(
        impl Compiled for $name {
            fn write(&self, out: &mut Writer) {
                self.get().write(out);
            }
            fn read(input: &mut Reader<'_>) -> Self {
                $name::new(usize::read(input))
            }
        }
    )+};
}

compiled_index! { PlanIx EntitlementIx ScaleIx }

impl Compiled for usize {
    fn write(&self, out: &mut Writer) {
        out.line(self);
    }
    fn read(input: &mut Reader<'_>) -> Self {
        let line = input.line();
        input.or_fail(line.parse().ok())
    }
}

impl Compiled for bool {
    fn write(&self, out: &mut Writer) {
        usize::from(*self).write(out);
    }
    fn read(input: &mut Reader<'_>) -> Self {
        let line = input.line();
        if line != "0" && line != "1" {
            input.fail();
        }
        line == "1"
    }
}

impl Compiled for String {
    fn write(&self, out: &mut Writer) {
        out.line(self);
    }
    fn read(input: &mut Reader<'_>) -> Self {
        input.line().to_owned()
    }
}

impl Compiled for Id {
    fn write(&self, out: &mut Writer) {
        out.line(self);
    }
    fn read(input: &mut Reader<'_>) -> Self {
        let line = input.line();
        Id::parse(line).unwrap_or_else(|| {
            input.fail();
            Id::unread()
        })
    }
}

impl<T: Compiled> Compiled for Vec<T> {
    fn write(&self, out: &mut Writer) {
        self.len().write(out);
        self.iter().for_each(|item| item.write(out));
    }
    fn read(input: &mut Reader<'_>) -> Self {
        let len = usize::read(input);
        // Not `with_capacity(len)`: the number is not yet known to be true.
        let mut items = Vec::new();
        while items.len() < len && input.failed.is_none() {
            items.push(T::read(input));
        }
        items
    }
}

impl<T: Compiled> Compiled for Option<T> {
    fn write(&self, out: &mut Writer) {
        self.is_some().write(out);
        if let Some(item) = self {
            item.write(out);
        }
    }
    fn read(input: &mut Reader<'_>) -> Self {
        bool::read(input).then(|| T::read(input))
    }
}

impl Compiled for Text {
    fn write(&self, out: &mut Writer) {
        let mut line = self.own().to_owned();
        for (tag, text) in self.translations() {
            line.extend([PART.to_string().as_str(), tag, PART.to_string().as_str(), text]);
        }
        out.line(line);
    }
    fn read(input: &mut Reader<'_>) -> Self {
        let mut parts = input.line().split(PART);
        let own = parts.next().unwrap_or_default();
        let mut others = Vec::new();
        while let Some(tag) = parts.next() {
            others.push((tag.to_owned(), input.or_fail(parts.next()).to_owned()));
        }
        Text::new(own, others)
    }
}

impl Compiled for Block {
    fn write(&self, out: &mut Writer) {
        match self {
            Block::Paragraph(text) => {
                out.line('p');
                text.write(out);
            }
            Block::List(items) => {
                out.line('l');
                items.write(out);
            }
        }
    }
    fn read(input: &mut Reader<'_>) -> Self {
        match input.line() {
            "p" => Block::Paragraph(Text::read(input)),
            "l" => Block::List(Vec::read(input)),
            _ => {
                input.fail();
                Block::List(Vec::new())
            }
        }
    }
}

impl Compiled for Kind {
    fn write(&self, out: &mut Writer) {
        match self {
            Kind::Inclusion => out.line('i'),
            Kind::Quantity(unit) => {
                out.line('q');
                unit.write(out);
            }
            Kind::Level(scale) => {
                out.line('l');
                scale.write(out);
            }
            Kind::Hours => out.line('h'),
            Kind::Response => out.line('r'),
            Kind::Frequency => out.line('f'),
        }
    }
    fn read(input: &mut Reader<'_>) -> Self {
        match input.line() {
            "i" => Kind::Inclusion,
            "q" => Kind::Quantity(Unit::read(input)),
            "l" => Kind::Level(ScaleIx::read(input)),
            "h" => Kind::Hours,
            "r" => Kind::Response,
            "f" => Kind::Frequency,
            _ => {
                input.fail();
                Kind::Inclusion
            }
        }
    }
}

/// A value is one line: a letter for its kind, then its parts.
impl Compiled for Value {
    fn write(&self, out: &mut Writer) {
        match self {
            Value::NotIncluded => out.line('-'),
            Value::OnRequest => out.line('?'),
            Value::Included => out.line('+'),
            Value::Quantity(Quantity::Unlimited) => out.line('u'),
            Value::Quantity(Quantity::Count(count)) => out.line(format_args!("q{count}")),
            Value::Level(level) => out.line(format_args!("l{}", level.get())),
            Value::Hours(Hours::Always) => out.line('a'),
            Value::Hours(Hours::Named(hours)) => out.line(format_args!("h{}", hours.get())),
            Value::Response(time) => {
                out.line(format_args!("{}{}", if time.working { 'w' } else { 'c' }, time.minutes));
            }
            Value::Frequency(frequency) => {
                let amount = if frequency.amount == Amount::Days { 'd' } else { 't' };
                let per = match frequency.per {
                    Period::Year => 'y',
                    Period::Quarter => 'q',
                    Period::Month => 'm',
                    Period::Week => 'w',
                };
                out.line(format_args!("{amount}{per}{}", frequency.count));
            }
        }
    }
    fn read(input: &mut Reader<'_>) -> Self {
        let line = input.line();
        let value = read_value(line);
        if value.is_none() {
            input.fail();
        }
        value.unwrap_or(Value::NotIncluded)
    }
}

fn read_value(line: &str) -> Option<Value> {
    let mut rest = line.chars();
    let letter = rest.next()?;
    let mut per = Period::Year;
    if matches!(letter, 't' | 'd') {
        per = match rest.next()? {
            'y' => Period::Year,
            'q' => Period::Quarter,
            'm' => Period::Month,
            'w' => Period::Week,
            _ => return None,
        };
    }
    let rest = rest.as_str();
    let number = || rest.parse::<u32>().ok();
    let index = || number().map(|index| index as usize);
    let frequency = |amount| Some(Value::Frequency(Frequency { count: number()?, amount, per }));
    let response = |working| Some(Value::Response(ResponseTime { minutes: number()?, working }));
    match letter {
        'q' => number().map(|count| Value::Quantity(Quantity::Count(count))),
        'l' => index().map(|level| Value::Level(LevelIx::new(level))),
        'h' => index().map(|hours| Value::Hours(Hours::Named(HoursIx::new(hours)))),
        'w' => response(true),
        'c' => response(false),
        't' => frequency(Amount::Times),
        'd' => frequency(Amount::Days),
        _ if !rest.is_empty() => None,
        '-' => Some(Value::NotIncluded),
        '?' => Some(Value::OnRequest),
        '+' => Some(Value::Included),
        'u' => Some(Value::Quantity(Quantity::Unlimited)),
        'a' => Some(Value::Hours(Hours::Always)),
        _ => None,
    }
}

impl Compiled for AtLeast {
    fn write(&self, out: &mut Writer) {
        match self {
            AtLeast::Answer => out.line('n'),
            AtLeast::Value(value) => {
                out.line('v');
                value.write(out);
            }
        }
    }
    fn read(input: &mut Reader<'_>) -> Self {
        match input.line() {
            "n" => AtLeast::Answer,
            "v" => AtLeast::Value(Value::read(input)),
            _ => {
                input.fail();
                AtLeast::Answer
            }
        }
    }
}

impl Compiled for QuestionKind {
    fn write(&self, out: &mut Writer) {
        match self {
            QuestionKind::One(choices) => {
                out.line('o');
                choices.write(out);
            }
            QuestionKind::Several(choices) => {
                out.line('s');
                choices.write(out);
            }
            QuestionKind::Number { unit, requires } => {
                out.line('n');
                unit.write(out);
                requires.write(out);
            }
            QuestionKind::YesNo { asks_for, requires } => {
                out.line('y');
                asks_for.write(out);
                requires.write(out);
            }
        }
    }
    fn read(input: &mut Reader<'_>) -> Self {
        match input.line() {
            "o" => QuestionKind::One(Vec::read(input)),
            "s" => QuestionKind::Several(Vec::read(input)),
            "n" => QuestionKind::Number { unit: Unit::read(input), requires: Vec::read(input) },
            "y" => QuestionKind::YesNo { asks_for: Text::read(input), requires: Vec::read(input) },
            _ => {
                input.fail();
                QuestionKind::One(Vec::new())
            }
        }
    }
}

impl Compiled for Coverage<Zone> {
    fn write(&self, out: &mut Writer) {
        let calendar = match self {
            Coverage::Always => None,
            Coverage::Hours(calendar) => Some(calendar),
        };
        calendar.is_some().write(out);
        if let Some(calendar) = calendar {
            calendar.zone().write(out);
            calendar.weekly().openings().len().write(out);
            calendar.weekly().openings().iter().for_each(|opening| write_opening(opening, out));
            calendar.holidays().collect::<Vec<_>>().write(out);
        }
    }
    fn read(input: &mut Reader<'_>) -> Self {
        if !bool::read(input) {
            return Coverage::Always;
        }
        let (zone, len) = (Zone::read(input), usize::read(input));
        let mut openings = Vec::new();
        while openings.len() < len && input.failed.is_none() {
            match read_opening(input) {
                Some(opening) => openings.push(opening),
                None => input.fail(),
            }
        }
        let holidays = Vec::<NaiveDate>::read(input);
        Coverage::Hours(Calendar::new(zone, WeeklyHours::new(openings), holidays))
    }
}

/// Days as a sum of 1 for Monday to 64 for Sunday, then the times as minutes after midnight.
fn write_opening(opening: &Opening, out: &mut Writer) {
    let days = opening.days().iter().fold(0_usize, |days, day| days | 1 << day.num_days_from_monday());
    days.write(out);
    usize::from(opening.open().minutes()).write(out);
    usize::from(opening.close().minutes()).write(out);
}

fn read_opening(input: &mut Reader<'_>) -> Option<Opening> {
    let (days, open, close) = (usize::read(input), usize::read(input), usize::read(input));
    let time = |minutes| TimeOfDay::from_minutes(u16::try_from(minutes).ok()?);
    let on = |day: &u8| days & (1 << day) != 0;
    let on_days = (0..7).filter(on).filter_map(|day| Day::try_from(day).ok()).collect();
    Opening::new(on_days, time(open)?, time(close)?).ok().filter(|_| days < 1 << 7)
}

impl Compiled for NaiveDate {
    fn write(&self, out: &mut Writer) {
        // Days since 0001-01-01, as chrono counts them.
        out.line(chrono::Datelike::num_days_from_ce(self));
    }
    fn read(input: &mut Reader<'_>) -> Self {
        let line = input.line();
        input.or_fail(line.parse().ok().and_then(NaiveDate::from_num_days_from_ce_opt))
    }
}
