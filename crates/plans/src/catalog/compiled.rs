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
            CompiledError::Format => write!(f, "the text does not begin with \"{FORMAT}\"; compile the catalogue again"),
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
        let mut input = Reader { lines: text.lines(), at: 0 };
        if input.line() != Some(FORMAT) {
            return Err(CompiledError::Format);
        }
        let parts = CatalogParts::read(&mut input).ok_or(CompiledError::Line(input.at))?;
        if input.line().is_some() {
            return Err(CompiledError::Line(input.at));
        }
        Self::new(parts).map_err(CompiledError::Invalid)
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
}

impl<'a> Reader<'a> {
    fn line(&mut self) -> Option<&'a str> {
        self.at += 1;
        self.lines.next()
    }
}

/// A part of a catalogue as lines. `read` is the inverse of `write`, and gives none at the first line it cannot read.
trait Compiled: Sized {
    fn write(&self, out: &mut Writer);
    fn read(input: &mut Reader<'_>) -> Option<Self>;
}

/// A struct is its fields, in their order.
macro_rules! compiled {
    ($($name:ident { $($field:ident),+ })+) => {$(
        impl Compiled for $name {
            fn write(&self, out: &mut Writer) {
                $(self.$field.write(out);)+
            }
            fn read(input: &mut Reader<'_>) -> Option<Self> {
                $(let $field = Compiled::read(input)?;)+
                Some(Self { $($field),+ })
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
            fn read(input: &mut Reader<'_>) -> Option<Self> {
                usize::read(input).map($name::new)
            }
        }
    )+};
}

compiled_index! { PlanIx EntitlementIx ScaleIx }

impl Compiled for usize {
    fn write(&self, out: &mut Writer) {
        out.line(self);
    }
    fn read(input: &mut Reader<'_>) -> Option<Self> {
        input.line()?.parse().ok()
    }
}

impl Compiled for bool {
    fn write(&self, out: &mut Writer) {
        usize::from(*self).write(out);
    }
    fn read(input: &mut Reader<'_>) -> Option<Self> {
        usize::read(input).map(|number| number == 1)
    }
}

impl Compiled for String {
    fn write(&self, out: &mut Writer) {
        out.line(self);
    }
    fn read(input: &mut Reader<'_>) -> Option<Self> {
        input.line().map(str::to_owned)
    }
}

impl Compiled for Id {
    fn write(&self, out: &mut Writer) {
        out.line(self);
    }
    fn read(input: &mut Reader<'_>) -> Option<Self> {
        input.line().and_then(Id::parse)
    }
}

impl<T: Compiled> Compiled for Vec<T> {
    fn write(&self, out: &mut Writer) {
        self.len().write(out);
        self.iter().for_each(|item| item.write(out));
    }
    fn read(input: &mut Reader<'_>) -> Option<Self> {
        let len = usize::read(input)?;
        // Not `with_capacity(len)`: the number is not yet known to be true.
        let mut items = Vec::new();
        for _ in 0..len {
            items.push(T::read(input)?);
        }
        Some(items)
    }
}

impl<T: Compiled> Compiled for Option<T> {
    fn write(&self, out: &mut Writer) {
        self.is_some().write(out);
        if let Some(item) = self {
            item.write(out);
        }
    }
    fn read(input: &mut Reader<'_>) -> Option<Self> {
        if bool::read(input)? { T::read(input).map(Some) } else { Some(None) }
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
    fn read(input: &mut Reader<'_>) -> Option<Self> {
        let mut parts = input.line()?.split(PART);
        let own = parts.next()?;
        let mut others = Vec::new();
        while let Some(tag) = parts.next() {
            others.push((tag.to_owned(), parts.next()?.to_owned()));
        }
        Some(Text::new(own, others))
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
    fn read(input: &mut Reader<'_>) -> Option<Self> {
        match input.line()? {
            "p" => Text::read(input).map(Block::Paragraph),
            "l" => Vec::read(input).map(Block::List),
            _ => None,
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
    fn read(input: &mut Reader<'_>) -> Option<Self> {
        Some(match input.line()? {
            "i" => Kind::Inclusion,
            "q" => Kind::Quantity(Unit::read(input)?),
            "l" => Kind::Level(ScaleIx::read(input)?),
            "h" => Kind::Hours,
            "r" => Kind::Response,
            "f" => Kind::Frequency,
            _ => return None,
        })
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
    fn read(input: &mut Reader<'_>) -> Option<Self> {
        let mut rest = input.line()?.chars();
        let letter = rest.next()?;
        let period = match letter {
            't' | 'd' => Some(match rest.next()? {
                'y' => Period::Year,
                'q' => Period::Quarter,
                'm' => Period::Month,
                'w' => Period::Week,
                _ => return None,
            }),
            _ => None,
        };
        let number = |text: &str| text.parse::<u32>().ok();
        let index = |text: &str| text.parse::<usize>().ok();
        let rest = rest.as_str();
        Some(match letter {
            '-' => Value::NotIncluded,
            '?' => Value::OnRequest,
            '+' => Value::Included,
            'u' => Value::Quantity(Quantity::Unlimited),
            'q' => Value::Quantity(Quantity::Count(number(rest)?)),
            'l' => Value::Level(LevelIx::new(index(rest)?)),
            'a' => Value::Hours(Hours::Always),
            'h' => Value::Hours(Hours::Named(HoursIx::new(index(rest)?))),
            'w' | 'c' => Value::Response(ResponseTime { minutes: number(rest)?, working: letter == 'w' }),
            't' | 'd' => {
                let amount = if letter == 'd' { Amount::Days } else { Amount::Times };
                Value::Frequency(Frequency { count: number(rest)?, amount, per: period? })
            }
            _ => return None,
        })
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
    fn read(input: &mut Reader<'_>) -> Option<Self> {
        match input.line()? {
            "n" => Some(AtLeast::Answer),
            "v" => Value::read(input).map(AtLeast::Value),
            _ => None,
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
    fn read(input: &mut Reader<'_>) -> Option<Self> {
        Some(match input.line()? {
            "o" => QuestionKind::One(Vec::read(input)?),
            "s" => QuestionKind::Several(Vec::read(input)?),
            "n" => QuestionKind::Number { unit: Unit::read(input)?, requires: Vec::read(input)? },
            "y" => QuestionKind::YesNo { asks_for: Text::read(input)?, requires: Vec::read(input)? },
            _ => return None,
        })
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
            calendar.weekly().openings().to_vec().write(out);
            calendar.holidays().collect::<Vec<_>>().write(out);
        }
    }
    fn read(input: &mut Reader<'_>) -> Option<Self> {
        if !bool::read(input)? {
            return Some(Coverage::Always);
        }
        let (zone, openings, holidays) = (Zone::read(input)?, Vec::read(input)?, Vec::<NaiveDate>::read(input)?);
        Some(Coverage::Hours(Calendar::new(zone, WeeklyHours::new(openings), holidays)))
    }
}

impl Compiled for Opening {
    fn write(&self, out: &mut Writer) {
        let days = self.days().iter().fold(0_usize, |days, day| days | 1 << day.num_days_from_monday());
        days.write(out);
        usize::from(self.open().minutes()).write(out);
        usize::from(self.close().minutes()).write(out);
    }
    fn read(input: &mut Reader<'_>) -> Option<Self> {
        let days = usize::read(input)?;
        let time = |input: &mut Reader<'_>| TimeOfDay::from_minutes(u16::try_from(usize::read(input)?).ok()?);
        let (open, close) = (time(input)?, time(input)?);
        let on = |day: &u8| days & (1 << day) != 0;
        Opening::new((0..7).filter(on).filter_map(|day| Day::try_from(day).ok()).collect(), open, close).ok()
    }
}

impl Compiled for NaiveDate {
    fn write(&self, out: &mut Writer) {
        // Days since 0001-01-01, as chrono counts them.
        out.line(chrono::Datelike::num_days_from_ce(self));
    }
    fn read(input: &mut Reader<'_>) -> Option<Self> {
        NaiveDate::from_num_days_from_ce_opt(input.line()?.parse().ok()?)
    }
}
