//! Words what a plan offers for what was asked.

use plans::catalog::Satisfaction;
use plans::catalog::{Bound, Hours, Kind, Need, Quantity, QuestionKind, Unit, Value};
use plans::{Advised, Answers, EntitlementIx, PlanIx, RequirementRef};

use super::Words;
use super::why::marked;

impl Words<'_> {
    /// Tells how a plan stands to a requirement with the add-ons with which it is advised.
    pub fn satisfaction(&self, advised: &Advised, asked: &RequirementRef, plan: PlanIx) -> Satisfaction {
        asked.satisfaction_with(self.catalog, &advised.answers, plan, self.add_ons_of(advised, plan))
    }

    /// Tells whether a plan with these is sure to meet it.
    pub fn is_met(&self, advised: &Advised, asked: &RequirementRef, plan: PlanIx) -> bool {
        self.satisfaction(advised, asked, plan) == Satisfaction::Met
    }

    /// Returns a requirement that a plan meets, with what the plan offers where the asking does not say that already.
    pub fn met(&self, advised: &Advised, asked: &RequirementRef, plan: PlanIx) -> String {
        if asked.budget(self.catalog).is_some() {
            return match self.total_advised(advised, plan) {
                Some(total) => self.locale.met_total(&self.asked(asked), &total),
                None => self.asked(asked),
            };
        }
        let meets = |need: &&Need| {
            let offered = self.value_of(advised, need, plan);
            self.catalog.need_satisfaction(need.is_at_most, offered, asked.value(need)) == Satisfaction::Met
        };
        let is_free = |need: &&Need| self.catalog.cell(need.entitlement, plan).condition.is_none();
        let meeting = || asked.needs(self.catalog).iter().filter(meets);
        // Of alternatives, one without a condition needs no word of the others'.
        let meeting = meeting().find(is_free).or_else(|| meeting().next());
        let words = self.asked(asked);
        let says_more = |need: &&Need| {
            let is_inclusion = self.catalog.entitlement(need.entitlement).kind == Kind::Inclusion;
            let is_limited = self.catalog.cell(need.entitlement, plan).limit.is_some();
            is_limited || !is_inclusion && self.value_of(advised, need, plan) != asked.value(need)
        };
        let met = match meeting.filter(says_more) {
            Some(need) => match (self.unit_of_several(asked, need), self.value_of(advised, need, plan)) {
                (Some(unit), Value::Quantity(quantity)) => {
                    self.locale.met(&words, &self.locale.offer_count(&self.quantity(quantity, unit)))
                }
                _ => self.locale.met(&words, &self.offer(advised, need, plan)),
            },
            None => words,
        };
        match meeting {
            Some(need) => self.on_condition(met, need.entitlement, plan),
            None => met,
        }
    }

    /// Words what a plan may have of what was asked for, since nothing is stated of it.
    pub fn not_stated(&self, asked: &RequirementRef, plan: PlanIx) -> String {
        self.locale.not_stated_of(&self.asked(asked), &self.plan(plan))
    }

    /// Returns a requirement that a plan misses: what the plan offers instead.
    pub fn missed(&self, advised: &Advised, asked: &RequirementRef, plan: PlanIx) -> String {
        let (locale, name, words) = (self.locale, self.plan(plan), self.asked(asked));
        let Some(need) = asked.needs(self.catalog).first() else {
            return match self.total_advised(advised, plan) {
                Some(total) => locale.missed_total(&words, &name, &total),
                None => words,
            };
        };
        let is_response = self.catalog.entitlement(need.entitlement).kind == Kind::Response;
        let offered = self.value_of(advised, need, plan);
        // A number beside the number that was asked for, each of the same thing.
        if let (QuestionKind::Number { unit, .. }, Bound::Answer) =
            (&self.catalog.question(asked.question).kind, need.bound)
            && !need.is_at_most
            && (!offered.is_state() || offered == Value::NotIncluded)
        {
            let quantity = match offered {
                Value::Quantity(quantity) => quantity,
                _ => Quantity::Count(0),
            };
            let offer = self.quantity(quantity, self.unit_of_several(asked, need).unwrap_or(unit));
            return locale.missed_number(&self.number(asked.number.unwrap_or(0), 0), &offer, &name);
        }
        match offered {
            Value::OnRequest => locale.missed_on_request(&words, &name),
            Value::NotStated => self.not_stated(asked, plan),
            Value::NotApplicable => locale.missed_not_applicable(&words, &name),
            Value::Available => match &self.catalog.cell(need.entitlement, plan).price {
                Some(price) => locale.missed_available_for(&words, &name, &self.text(price)),
                None => locale.missed_available(&words, &name),
            },
            Value::NotIncluded if !is_response && !need.is_at_most => locale.missed_not_included(&words, &name),
            _ => locale.missed(&words, &self.offer(advised, need, plan), &name),
        }
    }

    /// Words what a plan lacks of what was asked for, as part of a sentence: "8 technical contacts, you need 10", with a
    /// mark on both sides of what it has.
    pub fn lack(&self, advised: &Advised, asked: &RequirementRef, plan: PlanIx, mark: &str) -> String {
        let needs = asked.needs(self.catalog);
        if let (QuestionKind::Number { unit, .. }, Some(need)) =
            (&self.catalog.question(asked.question).kind, needs.first())
            && !need.is_at_most
            && let Value::Quantity(quantity) = self.value_of(advised, need, plan)
        {
            let unit = self.unit_of_several(asked, need).unwrap_or(unit);
            let offer = marked(mark, &self.quantity(quantity, unit));
            let number = self.number(asked.number.unwrap_or(0), self.decimals(asked.question));
            return self.locale.lack_number(&number, &offer);
        }
        marked(mark, &self.asked(asked))
    }

    /// Words what a plan has in a row, as a reason to take it: "12 premium incidents a year", "Response time: 4 hours (Business
    /// stopped)".
    pub fn highlight(&self, answers: &Answers, row: EntitlementIx, plan: PlanIx) -> String {
        let (entitlement, value) = (self.catalog.entitlement(row), answers.offered(self.catalog, row, plan));
        let name = self.text(&entitlement.name);
        let words = self.offered(answers, row, plan);
        let highlight = match (&entitlement.kind, value, &entitlement.brief) {
            (Kind::Quantity(unit), Value::Quantity(quantity), _) => self.quantity(quantity, unit),
            (_, Value::Included, _) if self.catalog.cell(row, plan).limit.is_some() => {
                self.locale.summary_offers(&name, &words)
            }
            (_, Value::Included, _) => name,
            (_, _, Some(brief)) => {
                let section = self.text(&self.catalog.section_of(row).title);
                self.locale.highlight_of(&self.text(brief), &section, &words)
            }
            _ => self.locale.summary_offers(&name, &words),
        };
        self.on_condition(highlight, row, plan)
    }

    /// Returns what a row counts where a number asks for several rows, which its own unit tells apart; none where it asks for one.
    fn unit_of_several(&self, asked: &RequirementRef, need: &Need) -> Option<&Unit> {
        match (&self.catalog.question(asked.question).kind, &self.catalog.entitlement(need.entitlement).kind) {
            (QuestionKind::Number { requires, .. }, Kind::Quantity(unit)) if requires.len() > 1 => Some(unit),
            _ => None,
        }
    }

    fn value_of(&self, advised: &Advised, need: &Need, plan: PlanIx) -> Value {
        advised.answers.offered_with(self.catalog, need.entitlement, plan, self.add_ons_of(advised, plan))
    }

    /// Words what a plan offers, as what it does: "answers within 4 hours".
    fn offer(&self, advised: &Advised, need: &Need, plan: PlanIx) -> String {
        let (locale, value) = (self.locale, self.value_of(advised, need, plan));
        let words = self.offered_advised(advised, need.entitlement, plan);
        match value {
            Value::Included => match &self.catalog.cell(need.entitlement, plan).limit {
                Some(limit) => locale.value_limited(&self.text(limit), locale.offer_included()),
                None => locale.offer_included().to_owned(),
            },
            // A time to answer is all that is left of what is not included.
            Value::NotIncluded => locale.offer_no_response().to_owned(),
            Value::Quantity(Quantity::Unlimited) => locale.offer_unlimited().to_owned(),
            Value::Quantity(Quantity::Count(0)) => locale.offer_none().to_owned(),
            Value::Quantity(Quantity::Count(_)) | Value::Decimal(_) | Value::Amount(_) => locale.offer_count(&words),
            Value::Hours(Hours::Always) => locale.offer_always().to_owned(),
            Value::Hours(Hours::Named(_)) => locale.offer_hours(&words),
            Value::Response(_) => locale.offer_response(&words),
            Value::OnRequest
            | Value::NotStated
            | Value::NotApplicable
            | Value::Available
            | Value::Level(_)
            | Value::Frequency(_)
            | Value::Text(_)
            | Value::Options(_) => locale.offer_other(&words),
        }
    }
}

#[cfg(test)]
mod tests {
    use locales::Locale;
    use plans::testing::{Json, catalog, number, row};
    use plans::{Advised, Answers, Catalog};

    use super::*;

    fn unit(one: &str, other: &str) -> Json {
        [("one", one), ("other", other)].map(|(form, text)| (form.to_owned(), Json::from(text))).into_iter().collect()
    }

    fn office() -> Catalog {
        catalog("office")
            .plans(["a", "b"])
            .row(row("seats", "quantity", [5, 20]).set("unit", unit("seat", "seats")))
            .row(
                row("mail", "quantity", [Json::from(10), "unlimited".into()]).set("unit", unit("mailbox", "mailboxes")),
            )
            .question(
                number("people")
                    .set("unit", unit("person", "people"))
                    .requires("seats", "answer")
                    .requires("mail", "answer"),
            )
            .read()
    }

    /// Returns what a plan meets, or misses, of a number of people.
    fn told(people: u64, plan: &str) -> Vec<String> {
        let catalog = office();
        let words = Words { catalog: &catalog, locale: Locale::closest("en") };
        let mut answers = Answers::none();
        answers.count(&catalog, catalog.question_by_id("people").expect("the question"), people);
        let advised = Advised::of(&catalog, &answers);
        let plan = catalog.plan_by_id(plan).expect("a plan");
        let tell = |asked: &RequirementRef| match words.is_met(&advised, asked, plan) {
            true => words.met(&advised, asked, plan),
            false => words.missed(&advised, asked, plan),
        };
        advised.advice.asked.iter().map(tell).collect()
    }

    #[test]
    fn a_number_that_asks_for_several_rows_tells_each_by_what_it_counts() {
        assert_eq!(told(8, "b"), ["8 people; it has 20 seats", "8 people; it has unlimited mailboxes"]);
        assert_eq!(told(8, "a"), ["A includes 5 seats; you asked for 8.", "8 people; it has 10 mailboxes"]);
        assert_eq!(
            told(12, "a"),
            ["A includes 5 seats; you asked for 12.", "A includes 10 mailboxes; you asked for 12."]
        );
    }
}
