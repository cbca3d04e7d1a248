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
            Kind::Text(texts) => {
                out.line('t');
                texts.write(out);
            }
            Kind::Options(options) => {
                out.line('o');
                options.write(out);
            }
            Kind::Decimal(unit) => {
                out.line('d');
                unit.write(out);
            }
            Kind::Percent => out.line('p'),
            Kind::Amount(kind) => {
                out.line(match kind.family {
                    Family::Bytes => 'B',
                    Family::Requests => 'R',
                    Family::Money => 'M',
                    Family::Time => 'T',
                });
                kind.currency.write(out);
                kind.of.write(out);
            }
        }
    }
    fn read(input: &mut Reader<'_>) -> Self {
        let line = input.line();
        let family = match line {
            "B" => Some(Family::Bytes),
            "R" => Some(Family::Requests),
            "M" => Some(Family::Money),
            "T" => Some(Family::Time),
            _ => None,
        };
        if let Some(family) = family {
            // In the order in which they are written.
            return Kind::Amount(AmountKind { family, currency: String::read(input), of: Unit::read(input) });
        }
        match line {
            "i" => Kind::Inclusion,
            "q" => Kind::Quantity(Unit::read(input)),
            "l" => Kind::Level(ScaleIx::read(input)),
            "h" => Kind::Hours,
            "r" => Kind::Response,
            "f" => Kind::Frequency,
            "t" => Kind::Text(Vec::read(input)),
            "o" => Kind::Options(Vec::read(input)),
            "d" => Kind::Decimal(Unit::read(input)),
            "p" => Kind::Percent,
            _ => {
                input.fail();
                Kind::Inclusion
            }
        }
    }
}

impl Compiled for Unit {
    fn write(&self, out: &mut Writer) {
        self.name.write(out);
        // Most units have a short form or none, and do not renew.
        match self.per {
            None => self.short.write(out),
            Some(per) => {
                out.line(letter(per));
                self.short.write(out);
            }
        }
    }
    fn read(input: &mut Reader<'_>) -> Self {
        let name = Counted::read(input);
        let line = input.line();
        let per = line.chars().next().and_then(period);
        let has_short = if per.is_some() { input.line() } else { line };
        if has_short != "0" && has_short != "1" {
            input.fail();
        }
        Self { name, short: (has_short == "1").then(|| Counted::read(input)), per }
    }
}

fn letter(period: Period) -> char {
    match period {
        Period::Year => 'y',
        Period::Quarter => 'q',
        Period::Month => 'm',
        Period::Week => 'w',
        Period::Day => 'd',
    }
}

fn period(letter: char) -> Option<Period> {
    Some(match letter {
        'y' => Period::Year,
        'q' => Period::Quarter,
        'm' => Period::Month,
        'w' => Period::Week,
        'd' => Period::Day,
        _ => return None,
    })
}

impl Compiled for Badge {
    fn write(&self, out: &mut Writer) {
        match self {
            Badge::New => out.line('n'),
            Badge::Beta => out.line('b'),
            Badge::Own(text) => {
                out.line('o');
                text.write(out);
            }
        }
    }
    fn read(input: &mut Reader<'_>) -> Self {
        match input.line() {
            "n" => Badge::New,
            "b" => Badge::Beta,
            "o" => Badge::Own(Text::read(input)),
            _ => {
                input.fail();
                Badge::New
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
            Value::NotStated => out.line('.'),
            Value::NotApplicable => out.line('/'),
            Value::Available => out.line('$'),
            Value::Included => out.line('+'),
            Value::Quantity(Quantity::Unlimited) => out.line('u'),
            Value::Quantity(Quantity::Count(count)) => out.line(format_args!("q{count}")),
            Value::Level(level) => out.line(format_args!("l{}", level.get())),
            Value::Hours(Hours::Always) => out.line('a'),
            Value::Hours(Hours::Named(hours)) => out.line(format_args!("h{}", hours.get())),
            Value::Response(ResponseTime::Clock(minutes)) => out.line(format_args!("c{minutes}")),
            Value::Response(ResponseTime::Working(minutes)) => out.line(format_args!("w{minutes}")),
            Value::Response(ResponseTime::BusinessDays(days)) => out.line(format_args!("b{days}")),
            Value::Frequency(frequency) => {
                let amount = if frequency.amount == Amount::Days { 'd' } else { 't' };
                out.line(format_args!("{amount}{}{}", letter(frequency.per), frequency.count));
            }
            Value::Text(text) => out.line(format_args!("x{}", text.get())),
            Value::Options(options) => out.line(format_args!("o{}", options.0)),
            Value::Decimal(millionths) => out.line(format_args!("m{millionths}")),
            Value::Amount(Measure { millionths, unit }) => {
                out.line(format_args!("k{}{millionths}", char::from(b'a' + unit.place() as u8)));
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
    // What stands before the number: a period, or a unit.
    let before = if matches!(letter, 't' | 'd' | 'k') { rest.next()? } else { 'y' };
    let rest = rest.as_str();
    let large = rest.parse::<u64>().ok();
    let number = large.and_then(|number| u32::try_from(number).ok());
    let index = number.map(|index| index as usize);
    let per = if letter == 'k' { Period::Year } else { period(before)? };
    let frequency = |amount| Some(Value::Frequency(Frequency { count: number?, amount, per }));
    let response = |time: fn(u32) -> ResponseTime| number.map(|number| Value::Response(time(number)));
    match letter {
        'q' => large.map(|count| Value::Quantity(Quantity::Count(count))),
        'x' => index.map(|text| Value::Text(TextIx::new(text))),
        'o' => large.map(|options| Value::Options(Options(options))),
        'm' => large.map(Value::Decimal),
        'k' => {
            let place = (before as usize).wrapping_sub('a' as usize);
            Some(Value::Amount(Measure { millionths: large?, unit: UnitIx::at(place)? }))
        }
        'l' => index.map(|level| Value::Level(LevelIx::new(level))),
        'h' => index.map(|hours| Value::Hours(Hours::Named(HoursIx::new(hours)))),
        'w' => response(ResponseTime::Working),
        'c' => response(ResponseTime::Clock),
        'b' => response(ResponseTime::BusinessDays),
        't' => frequency(Amount::Times),
        'd' => frequency(Amount::Days),
        _ if !rest.is_empty() => None,
        '-' => Some(Value::NotIncluded),
        '?' => Some(Value::OnRequest),
        '.' => Some(Value::NotStated),
        '/' => Some(Value::NotApplicable),
        '$' => Some(Value::Available),
        '+' => Some(Value::Included),
        'u' => Some(Value::Quantity(Quantity::Unlimited)),
        'a' => Some(Value::Hours(Hours::Always)),
        _ => None,
    }
}

/// That a plan must have no more is told before the bound.
impl Compiled for Need {
    fn write(&self, out: &mut Writer) {
        self.entitlement.write(out);
        if self.is_at_most {
            out.line('<');
        }
        self.bound.write(out);
    }
    fn read(input: &mut Reader<'_>) -> Self {
        let entitlement = EntitlementIx::read(input);
        let line = input.line();
        let is_at_most = line == "<";
        let bound = read_bound(if is_at_most { input.line() } else { line }, input);
        Self { entitlement, bound, is_at_most }
    }
}

impl Bound {
    fn write(&self, out: &mut Writer) {
        match self {
            Bound::Answer => out.line('n'),
            Bound::Value(value) => {
                out.line('v');
                value.write(out);
            }
            Bound::Steps(Steps { decimals, of }) => {
                out.line(match of {
                    StepsOf::Things => 't',
                    StepsOf::Decimal => 'd',
                    StepsOf::Unit(_) => 'u',
                });
                (*decimals as usize).write(out);
                if let StepsOf::Unit(unit) = of {
                    unit.place().write(out);
                }
            }
        }
    }
}

/// Reads the bound that begins with a line.
fn read_bound(line: &str, input: &mut Reader<'_>) -> Bound {
    if matches!(line, "t" | "d" | "u") {
        let decimals = decimals(input);
        let of = match line {
            "t" => StepsOf::Things,
            "d" => StepsOf::Decimal,
            _ => {
                let unit = UnitIx::at(usize::read(input));
                if unit.is_none() {
                    input.fail();
                }
                unit.map_or(StepsOf::Decimal, StepsOf::Unit)
            }
        };
        return Bound::Steps(Steps { decimals, of });
    }
    match line {
        "n" => Bound::Answer,
        "v" => Bound::Value(Value::read(input)),
        _ => {
            input.fail();
            Bound::Answer
        }
    }
}

/// Reads how many decimals a number has.
fn decimals(input: &mut Reader<'_>) -> u32 {
    let decimals = usize::read(input) as u32;
    if decimals > MOST_DECIMALS {
        input.fail();
    }
    decimals.min(MOST_DECIMALS)
}

impl Compiled for Premise {
    fn write(&self, out: &mut Writer) {
        match self {
            Premise::Answered => out.line('a'),
            Premise::Choices(choices) => {
                out.line('c');
                choices.write(out);
            }
            Premise::YesNo(true) => out.line('y'),
            Premise::YesNo(false) => out.line('n'),
            Premise::AtLeast(least) => out.line(least),
            Premise::AtMost(most) => out.line(format_args!("<{most}")),
        }
    }
    fn read(input: &mut Reader<'_>) -> Self {
        match input.line() {
            "a" => Premise::Answered,
            "c" => Premise::Choices(Vec::read(input)),
            "y" => Premise::YesNo(true),
            "n" => Premise::YesNo(false),
            line => {
                let (most, least) = (line.strip_prefix('<'), line.parse().ok());
                match most {
                    Some(most) => Premise::AtMost(input.or_fail(most.parse().ok())),
                    None => Premise::AtLeast(input.or_fail(least)),
                }
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
            QuestionKind::Number { unit, range, requires } => {
                if *range == NumberRange::SMALL {
                    out.line('n');
                } else {
                    out.line('m');
                    (range.decimals as usize).write(out);
                }
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
        let line = input.line();
        let range = if line == "m" { NumberRange::with_decimals(decimals(input)) } else { NumberRange::SMALL };
        match line {
            "o" => QuestionKind::One(Vec::read(input)),
            "s" => QuestionKind::Several(Vec::read(input)),
            "n" | "m" => QuestionKind::Number { unit: Unit::read(input), range, requires: Vec::read(input) },
            "y" => QuestionKind::YesNo { asks_for: Text::read(input), requires: Vec::read(input) },
            _ => {
                input.fail();
                QuestionKind::One(Vec::new())
            }
        }
    }
}
