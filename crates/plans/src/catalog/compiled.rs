//! The compact text that the browser reads in place of JSON.
//!
//! One fact a line, in a fixed order, lengths before lists; no line holds a control character, because no text of a
//! catalogue does. The first line names the format and its version. A text and its translations stand on one line, parted
//! by U+001F (`own`, then `tag`, text, for each). Writer and reader stand side by side below, part by part.

use crate::language;
use crate::lean_text::{Split, split};
use std::fmt::{self, Write as _};

use super::*;

mod hours;
mod prices;
mod values;

const FORMAT: &str = "plans 9";
const PART: char = '\u{1f}';

/// The reason why a text is no compiled catalogue.
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
            CompiledError::Invalid(rule) => write!(f, "the catalogue breaks a rule: {rule}"),
        }
    }
}

impl std::error::Error for CompiledError {}

impl Catalog {
    /// Writes the catalogue as compact text, in all its languages.
    pub fn to_compiled(&self) -> String {
        self.compiled(None)
    }

    /// Writes the catalogue as compact text, in the language alone that it is told in. What is not translated into that stays in the
    /// catalogue's own.
    pub fn to_compiled_as_told(&self) -> String {
        self.compiled(Some(self.language().to_owned()))
    }

    fn compiled(&self, only: Option<String>) -> String {
        let mut out = Writer { text: format!("{FORMAT}\n"), only };
        self.0.write(&mut out);
        out.text
    }

    /// Reads the catalogue that [`Catalog::to_compiled`] wrote.
    ///
    /// # Errors
    ///
    /// [`CompiledError`] for any other text; never a panic.
    pub fn from_compiled(text: &str) -> Result<Self, CompiledError> {
        let mut input = Reader { lines: split(text.strip_suffix('\n').unwrap_or(text), '\n'), at: 0, failed: None };
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

struct Writer {
    text: String,
    /// The language that texts are written in; all of theirs where it is none.
    only: Option<String>,
}

impl Writer {
    fn line(&mut self, line: impl fmt::Display) {
        // Writing to a String cannot fail.
        let _ = writeln!(self.text, "{line}");
    }

    /// Writes which of some parts there are, as the bits of one number: the first is the lowest.
    fn bits<const N: usize>(&mut self, are_there: [bool; N]) {
        let mut bits = 0;
        for (at, is_there) in are_there.into_iter().enumerate() {
            bits |= usize::from(is_there) << at;
        }
        self.line(bits);
    }

    /// Writes a part that is there, of which the bits tell.
    fn given<T: Compiled>(&mut self, part: Option<&T>) {
        if let Some(part) = part {
            part.write(self);
        }
    }
}

struct Reader<'a> {
    lines: Split<'a>,
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

    /// Notes that the line read last is malformed.
    fn fail(&mut self) {
        self.failed = self.failed.or(Some(self.at));
    }

    /// Reads the inverse of [`Writer::bits`].
    fn bits<const N: usize>(&mut self) -> [bool; N] {
        let bits = usize::read(self);
        if bits >> N != 0 {
            self.fail();
        }
        std::array::from_fn(|at| bits >> at & 1 == 1)
    }

    /// Reads a part where the bits tell that it is there.
    fn given<T: Compiled>(&mut self, is_there: bool) -> Option<T> {
        is_there.then(|| T::read(self))
    }

    /// Unwraps what was read from the line; where there is nothing, notes that and gives the type's default.
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

use compiled;

compiled! {
    CatalogParts {
        id, version, content, language, languages, title, introduction, ribbon, request_plan, learn_more, consent, reply,
        hours, scales, plans, sections, entitlements, severities, groups, questions, decides, ask_current_plan,
        pricing, add_ons, families
    }
    Zone { name, label }
    NamedHours { id, coverage, words, covers }
    Scale { levels }
    Level { id, name }
    Section { id, title, len }
    Group { id, title, len }
    Link { url, text }
    By { question, cases }
    Case { when, value }
    OnlyIf { question, is }
    Severity { id, name, hours, response, responses }
    FurtherResponse { id, name, response, hours }
    Form { place, text }
    Choice { id, label, asks_for, suits, requires }
}

/// What is said of an answer follows the bits that tell what there is. A sentence alone reads as an optional text does.
impl Compiled for Reply {
    fn write(&self, out: &mut Writer) {
        out.bits([self.text.is_some(), self.by.is_some(), self.within.is_some()]);
        out.given(self.text.as_ref());
        out.given(self.by.as_ref());
        out.given(self.within.as_ref());
    }
    fn read(input: &mut Reader<'_>) -> Self {
        let [text, by, within] = input.bits();
        Self { text: input.given(text), by: input.given(by), within: input.given(within) }
    }
}

/// It is two values.
impl Compiled for Within {
    fn write(&self, out: &mut Writer) {
        Value::Response(self.time).write(out);
        Value::Hours(self.hours).write(out);
    }
    fn read(input: &mut Reader<'_>) -> Self {
        match (Value::read(input), Value::read(input)) {
            (Value::Response(time), Value::Hours(hours)) => Self { time, hours },
            _ => {
                input.fail();
                Self { time: ResponseTime::Clock(0), hours: Hours::Always }
            }
        }
    }
}

/// A plan is its fields in their order, but that a text is never empty: an empty line is an audience of which nothing is said.
impl Compiled for Plan {
    fn write(&self, out: &mut Writer) {
        self.id.write(out);
        self.name.write(out);
        match &self.audience {
            Some(audience) => audience.write(out),
            None => out.line(""),
        }
        let price = Some(&self.price).filter(|price| **price != Price::NotStated);
        let available_if = Some(&self.available_if).filter(|all| !all.is_empty());
        out.bits([self.requestable, price.is_some(), available_if.is_some()]);
        out.given(price);
        out.given(available_if);
        self.learn_more.write(out);
    }
    fn read(input: &mut Reader<'_>) -> Self {
        let (id, name) = (Id::read(input), Text::read(input));
        let audience = Some(Text::read(input)).filter(|audience| *audience != Text::default());
        let [requestable, price, available_if] = input.bits();
        // Fields are read in the order they are written here.
        Self {
            id,
            name,
            audience,
            requestable,
            price: input.given(price).unwrap_or_default(),
            available_if: input.given(available_if).unwrap_or_default(),
            learn_more: Option::read(input),
        }
    }
}

/// What most rows do not have follows the name: a line that tells what there is, a bit each, and then what is there.
impl Compiled for Entitlement {
    fn write(&self, out: &mut Writer) {
        self.id.write(out);
        self.name.write(out);
        let tags = Some(&self.tags).filter(|tags| !tags.is_empty());
        out.bits([self.brief.is_some(), self.link.is_some(), self.badge.is_some(), tags.is_some()]);
        out.given(self.brief.as_ref());
        out.given(self.link.as_ref());
        out.given(self.badge.as_ref());
        out.given(tags);
        self.explanation.write(out);
        self.kind.write(out);
        self.cells.write(out);
    }
    fn read(input: &mut Reader<'_>) -> Self {
        let (id, name) = (Id::read(input), Text::read(input));
        let [brief, link, badge, tags] = input.bits();
        Self {
            id,
            name,
            brief: input.given(brief),
            link: input.given(link),
            badge: input.given(badge),
            tags: input.given(tags).unwrap_or_default(),
            explanation: Vec::read(input),
            kind: Kind::read(input),
            cells: Vec::read(input),
        }
    }
}

/// What most cells do not have follows the value, in the same way.
impl Compiled for Cell {
    fn write(&self, out: &mut Writer) {
        self.value.write(out);
        let texts = [&self.note, &self.limit, &self.condition, &self.words, &self.price];
        let [note, limit, condition, words, price] = texts.map(Option::is_some);
        out.bits([note, limit, condition, words, price, self.by.is_some()]);
        for text in texts {
            out.given(text.as_ref());
        }
        out.given(self.by.as_ref());
    }
    fn read(input: &mut Reader<'_>) -> Self {
        let value = Value::read(input);
        let [note, limit, condition, words, price, by] = input.bits();
        let [note, limit, condition, words, price] =
            [note, limit, condition, words, price].map(|is_there| input.given(is_there));
        Self { value, note, limit, condition, words, price, by: input.given(by) }
    }
}

/// What most questions do not have follows the prompt, as in a cell.
impl Compiled for Question {
    fn write(&self, out: &mut Writer) {
        self.id.write(out);
        self.prompt.write(out);
        let default = Some(&self.default).filter(|default| !default.is_empty());
        let families = Some(&self.families).filter(|families| !families.is_empty());
        out.bits([self.help.is_some(), self.only_if.is_some(), default.is_some(), families.is_some()]);
        out.given(self.help.as_ref());
        out.given(self.only_if.as_ref());
        out.given(default);
        out.given(families);
        self.kind.write(out);
    }
    fn read(input: &mut Reader<'_>) -> Self {
        let (id, prompt) = (Id::read(input), Text::read(input));
        let [help, only_if, default, families] = input.bits();
        Self {
            id,
            prompt,
            help: input.given(help),
            only_if: input.given(only_if),
            default: input.given(default).unwrap_or_default(),
            families: input.given(families).unwrap_or_default(),
            kind: QuestionKind::read(input),
        }
    }
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

compiled_index! { PlanIx EntitlementIx QuestionIx ChoiceIx ScaleIx HoursIx CurrencyIx PeriodIx AddOnIx FamilyIx }

/// A budget stands where there are no needs.
impl Compiled for Requirement {
    fn write(&self, out: &mut Writer) {
        self.any_of.write(out);
        out.given(self.budget.as_ref());
    }
    fn read(input: &mut Reader<'_>) -> Self {
        let any_of = Vec::read(input);
        let budget = input.given(any_of.is_empty());
        Self { any_of, budget }
    }
}

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

/// Writes a text and what belongs to tags: `own`, then tag and text in turn.
fn write_tagged<'t>(out: &mut Writer, own: &str, others: impl Iterator<Item = &'t (String, String)>) {
    let mut line = own.to_owned();
    for (tag, text) in others {
        line.extend([PART.to_string().as_str(), tag, PART.to_string().as_str(), text]);
    }
    out.line(line);
}

fn read_tagged(input: &mut Reader<'_>) -> (String, Vec<(String, String)>) {
    let mut parts = split(input.line(), PART);
    let own = parts.next().unwrap_or_default().to_owned();
    let mut others = Vec::new();
    while let Some(tag) = parts.next() {
        others.push((tag.to_owned(), input.or_fail(parts.next()).to_owned()));
    }
    (own, others)
}

impl Compiled for Text {
    fn write(&self, out: &mut Writer) {
        let others = self.translations();
        let told = out.only.as_ref().map(|tag| language::closest(others, tag, false));
        match told {
            None => write_tagged(out, self.own(), others.iter()),
            Some(None) => write_tagged(out, self.own(), [].iter()),
            // That it is told in that language, and not in its own, is said by where it stands.
            Some(Some(told)) => write_tagged(out, "", [told].into_iter()),
        }
    }
    fn read(input: &mut Reader<'_>) -> Self {
        let (own, others) = read_tagged(input);
        Text::new(own, others)
    }
}

/// Its forms are told in the language that it is told in.
impl Compiled for Counted {
    fn write(&self, out: &mut Writer) {
        self.other.write(out);
        let only = out.only.clone();
        // No language is called so: texts are in their own.
        out.only = only.clone().map(|tag| if self.other.is_in(&tag) { tag } else { String::new() });
        self.forms.write(out);
        out.only = only;
    }
    fn read(input: &mut Reader<'_>) -> Self {
        // In the order in which they are written.
        Self { other: Text::read(input), forms: Vec::read(input) }
    }
}

impl Compiled for Languages {
    fn write(&self, out: &mut Writer) {
        let told = out.only.as_ref().and_then(|tag| language::closest(self.rules(), tag, false)).cloned();
        let is_told =
            |(tag, _): &&(String, String)| tag == self.own() || told.as_ref().is_none_or(|(told, _)| tag == told);
        write_tagged(out, self.own(), self.rules().iter().filter(is_told));
    }
    fn read(input: &mut Reader<'_>) -> Self {
        let (own, rules) = read_tagged(input);
        Languages::new(own, rules)
    }
}
