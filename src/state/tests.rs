//! A platform of its own for native tests, and states on it.

use std::sync::LazyLock;

use chrono::{DateTime, NaiveDateTime, Offset as _, TimeZone as _, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};
use plans::catalog::QuestionKind;
use plans::{Catalog, ChoiceIx, EntitlementIx, PlanIx, QuestionIx, source};

use super::{Platform, Shown, State};

mod advice;
mod answers;
mod assumed;
mod comparison;
mod counts;
mod current_plan;
mod dependence;
mod entry;
mod families;
mod host;
mod hours;
mod offer;
mod prices;
mod request;
mod table_marks;
mod zone;

/// The zones of chrono-tz; its own is Berlin's.
pub struct Native;

pub static NATIVE: Native = Native;

static ZONES: LazyLock<Vec<Tz>> = LazyLock::new(|| TZ_VARIANTS.to_vec());

impl Platform for Native {
    fn find_zone(&self, name: Option<&str>) -> Option<u16> {
        let name = name.unwrap_or("Europe/Berlin");
        let found = ZONES.iter().position(|zone| zone.name().eq_ignore_ascii_case(name));
        found.and_then(|at| u16::try_from(at).ok())
    }

    fn zone_name(&self, zone: u16) -> String {
        ZONES[usize::from(zone)].name().to_owned()
    }

    fn zone_names(&self) -> Vec<String> {
        ZONES.iter().map(|zone| zone.name().to_owned()).collect()
    }

    fn offset(&self, zone: u16, second: i64) -> i32 {
        let at = DateTime::from_timestamp(second, 0).expect("a second within what chrono knows");
        ZONES[usize::from(zone)].offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc()
    }

    fn lower_case(&self, text: &str) -> String {
        text.to_lowercase()
    }

    fn local_minutes(&self, written: &str) -> Option<i64> {
        let time = NaiveDateTime::parse_from_str(written, "%Y-%m-%dT%H:%M").ok()?;
        Some(time.and_utc().timestamp() / 60)
    }
}

/// The first catalogue.
pub fn msa() -> Catalog {
    source::read(include_str!("../../catalogs/msa.json")).expect("the first catalogue has no problems")
}

/// A fresh page of a catalogue.
pub fn state(catalog: Catalog) -> State {
    State::new(&NATIVE, Shown::told(catalog), "api/plan-requests".to_owned())
}

/// An instant.
pub fn instant(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

/// The first catalogue with other texts in its source.
pub fn msa_with(texts: &[(&str, &str)]) -> Catalog {
    let mut written = include_str!("../../catalogs/msa.json").to_owned();
    for (text, other) in texts {
        assert!(written.contains(text), "{text} stands in the catalogue");
        written = written.replace(text, other);
    }
    source::read(&written).expect("a catalogue without problems")
}

/// The first catalogue's title in two languages, and what must be agreed to.
const WITH_CONSENT: (&str, &str) = (
    r#""title": "Which support plan fits?","#,
    r#""title": {"en": "Which support plan fits?", "de": "Welcher Plan passt?"},
       "consent": {"en": "You may write to me.", "de": "Sie dürfen mir schreiben."},"#,
);

/// The first catalogue in a language, with something to agree to.
pub fn bilingual(language: &str) -> Catalog {
    msa_with(&[WITH_CONSENT]).in_language(language)
}

/// A catalogue with these plans alone.
pub fn only(catalog: Catalog, ids: &[&str]) -> Catalog {
    let plans: Vec<_> = ids.iter().map(|id| catalog.plan_by_id(id).expect("a plan")).collect();
    catalog.only(&plans)
}

impl State {
    fn plan_called(&self, id: &str) -> PlanIx {
        self.offer.catalog().plan_by_id(id).expect("a plan")
    }

    fn question_called(&self, id: &str) -> QuestionIx {
        self.offer.catalog().question_by_id(id).expect("a question")
    }

    fn choice_called(&self, question: &str, id: &str) -> (QuestionIx, ChoiceIx) {
        let question = self.question_called(question);
        (question, self.offer.catalog().choice_by_id(question, id).expect("a choice"))
    }

    fn row_called(&self, id: &str) -> EntitlementIx {
        let catalog = self.offer.catalog();
        catalog.entitlements().find(|row| catalog.entitlement(*row).id.as_str() == id).expect("a row")
    }

    /// All that stands in the questions' fields, by their ids.
    fn entered(&self) -> Vec<(String, String)> {
        let catalog = self.offer.catalog();
        let mut entered = self.answers.now().entries(&catalog);
        for question in catalog.questions() {
            let typed = self.answers.unreadable(question);
            entered.extend(typed.map(|typed| (catalog.question(question).id.to_string(), typed)));
        }
        entered
    }

    /// The ids of the plans side by side.
    fn column_ids(&self) -> Vec<String> {
        let catalog = self.offer.catalog();
        self.comparison.columns().iter().map(|plan| catalog.plan(*plan).id.to_string()).collect()
    }

    /// Does something to one question, as a visitor may.
    fn answer_something(&self, dice: &mut Dice, question: QuestionIx) {
        let catalog = self.offer.catalog();
        match &catalog.question(question).kind {
            QuestionKind::One(choices) | QuestionKind::Several(choices) => {
                let choice = catalog.choices(question).nth(dice.below(choices.len())).expect("a choice");
                self.answers.choose(question, choice, true);
            }
            QuestionKind::Number { .. } => {
                let typed = dice.pick(&["0", "3", " 12 ", "999999", "a dozen", "-1", "1000000"]);
                self.answers.type_number(question, typed.to_owned());
            }
            QuestionKind::YesNo { .. } => self.answers.decide(question, dice.once_in(2)),
        }
    }

    /// Answers some questions.
    fn answer_some(&self, dice: &mut Dice) {
        for question in self.offer.catalog().questions() {
            for _ in 0..dice.below(4) {
                self.answer_something(dice, question);
            }
        }
    }
}

/// Throws that decide, the same ones for the same number.
pub struct Dice(u64);

impl Dice {
    pub fn new(number: u64) -> Self {
        Self(number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// A number below `most`.
    pub fn below(&mut self, most: usize) -> usize {
        // xorshift*: the high bits are the good ones.
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % most
    }

    /// Whether something happens that does once in so many times.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}
