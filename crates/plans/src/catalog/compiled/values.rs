//! Variants in compiled text: a letter names the variant, and its fields follow.

use super::super::*;
use super::{Compiled, Reader, Writer};

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
    let number = rest.parse::<u32>().ok();
    let index = number.map(|index| index as usize);
    let frequency = |amount| Some(Value::Frequency(Frequency { count: number?, amount, per }));
    let response = |working| Some(Value::Response(ResponseTime { minutes: number?, working }));
    match letter {
        'q' => number.map(|count| Value::Quantity(Quantity::Count(count))),
        'l' => index.map(|level| Value::Level(LevelIx::new(level))),
        'h' => index.map(|hours| Value::Hours(Hours::Named(HoursIx::new(hours)))),
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
