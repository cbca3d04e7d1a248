//! A plan's cell in words: its value, or the words of its own; and the condition under which that holds.

use plans::catalog::{Badge, Cell, Need, Satisfaction, Text, Value};
use plans::{Advised, Answers, EntitlementIx, PlanIx, RequirementRef, SeverityIx};

use super::{Told, Words, join};

impl Words<'_> {
    /// Returns what a cell says where the row's name says what it is, with what limits it: "36", "Included, up to 5 seats",
    /// "Available: €10 a month", or a state's own words.
    pub fn offered(&self, answers: &Answers, row: EntitlementIx, plan: PlanIx) -> String {
        let cell = self.catalog.cell(row, plan);
        let value = answers.offered(self.catalog, row, plan);
        let words = match self.of_state(cell, value) {
            Some(told) => told.text,
            None => self.from(answers, row, plan, self.cell(row, value)),
        };
        match &cell.limit {
            Some(limit) => self.locale.value_limited(&self.text(limit), &words),
            None => words,
        }
    }

    /// Returns the same as short as a column is narrow, without what limits it.
    pub fn short_offered(&self, answers: &Answers, row: EntitlementIx, plan: PlanIx) -> Told {
        let value = answers.offered(self.catalog, row, plan);
        self.of_state(self.catalog.cell(row, plan), value).unwrap_or_else(|| {
            let Told { text, language } = self.told_cell(row, value);
            Told { text: self.from(answers, row, plan, text), language }
        })
    }

    /// Returns what a state of a cell says in place of the app's word for it: words of its own, or what it costs; none where it says
    /// nothing more.
    fn of_state(&self, cell: &Cell, value: Value) -> Option<Told> {
        match (&cell.words, value, &cell.price) {
            (Some(words), ..) => Some(self.told(words)),
            (None, Value::Available, Some(price)) => {
                Some(Told { text: self.locale.value_available_for(&self.text(price)), language: None })
            }
            (None, ..) => None,
        }
    }

    /// Returns what a cell says, with its condition.
    pub fn offered_on_condition(&self, answers: &Answers, row: EntitlementIx, plan: PlanIx) -> String {
        self.on_condition(self.offered(answers, row, plan), row, plan)
    }

    /// Words what a plan offers with the add-ons with which it is advised, and under which condition.
    pub fn offered_with_condition(&self, advised: &Advised, row: EntitlementIx, plan: PlanIx) -> String {
        self.on_condition(self.offered_advised(advised, row, plan), row, plan)
    }

    /// Adds a cell's condition, where it has one, to what is said of it.
    pub(super) fn on_condition(&self, offer: String, row: EntitlementIx, plan: PlanIx) -> String {
        match &self.catalog.cell(row, plan).condition {
            Some(condition) => self.locale.on_condition(&self.text(condition), &offer),
            None => offer,
        }
    }

    /// Tells whether a plan meets a requirement under a condition alone.
    pub fn is_on_condition(&self, advised: &Advised, asked: &RequirementRef, plan: PlanIx) -> bool {
        let add_ons = self.add_ons_of(advised, plan);
        let is_free = |need: &Need| {
            let cell = self.catalog.cell(need.entitlement, plan);
            let offered = advised.answers.offered_with(self.catalog, need.entitlement, plan, add_ons);
            let stands = self.catalog.need_satisfaction(need.is_at_most, offered, asked.value(need));
            cell.condition.is_none() && stands == Satisfaction::Met
        };
        let needs = asked.needs(self.catalog);
        self.is_met(advised, asked, plan) && !needs.is_empty() && !needs.iter().any(is_free)
    }

    /// Words the condition of a cell, as a line of its own.
    pub fn condition(&self, row: EntitlementIx, plan: PlanIx) -> Option<Told> {
        let condition = self.catalog.cell(row, plan).condition.as_ref()?;
        let told = self.told(condition);
        Some(Told { text: self.locale.condition(&told.text), ..told })
    }

    /// Words the conditions under which a plan's hours and its answers hold for a severity, each once.
    pub fn support_conditions(&self, severity: SeverityIx, plan: PlanIx) -> Vec<Told> {
        let severity = self.catalog.severity(severity);
        let mut conditions: Vec<Told> = Vec::new();
        for row in [Some(severity.hours), severity.response].into_iter().flatten() {
            let condition = self.condition(row, plan);
            conditions.extend(condition.filter(|new| !conditions.iter().any(|other| other.text == new.text)));
        }
        conditions
    }

    /// Words the tags of a row.
    pub fn tags(&self, tags: &[Text]) -> String {
        let mut words = Vec::new();
        for tag in tags {
            words.push(self.text(tag));
        }
        self.locale.row_tags(&join(&words, self.locale.list_comma()))
    }

    /// Words what marks a row beside its name.
    pub fn badge(&self, badge: &Badge) -> Told {
        let own = |text: &str| Told { text: text.to_owned(), language: None };
        match badge {
            Badge::New => own(self.locale.badge_new()),
            Badge::Beta => own(self.locale.badge_beta()),
            Badge::Own(text) => self.told(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use locales::Locale;
    use plans::testing::{catalog, row, said, yes_no};
    use plans::{Advised, Answers, Catalog};

    use super::super::Words;

    /// Builds three plans. Of calls, the first has none, of the second it is not stated; of fax, all but the first can have it.
    fn three_plans() -> Catalog {
        let condition = said("included", [("condition", "name contacts first")]);
        let fax = ["not-included".into(), said("available", [("price", "€5")]), condition];
        let community = said("not-included", [("words", "Community only")]);
        let mail = [community, "not-applicable".into(), "available".into()];
        let asked = |id| yes_no(id).asks_for(id).requires(id, "included");
        catalog("states")
            .plans(["a", "b", "c"])
            .row(row("calls", "inclusion", ["not-included", "not-stated", "included"]))
            .row(row("fax", "inclusion", fax))
            .row(row("mail", "inclusion", mail))
            .questions(["calls", "fax", "mail"].map(asked))
            .read()
    }

    fn with<T>(given: &[&str], say: impl FnOnce(Words<'_>, &Advised) -> T) -> T {
        let catalog = three_plans();
        let mut answers = Answers::none();
        for id in given {
            answers.decide(&catalog, catalog.question_by_id(id).expect("a question"), true);
        }
        say(Words { catalog: &catalog, locale: Locale::closest("en") }, &Advised::of(&catalog, &answers))
    }

    #[test]
    fn what_is_not_stated_is_said_with_the_recommendation_and_never_as_if_the_plan_had_it() {
        with(&["calls"], |words, advised| {
            let why = "No plan before it offers calls. Not stated: ask about calls.";
            assert_eq!(words.why(advised).as_deref(), Some(why));
            assert_eq!(words.announcement(advised), format!("Recommended: B. {why}"));
            assert!(!words.reasons(advised).iter().any(|reason| reason.contains("calls")));
            let so: Vec<_> = words.catalog.plans().map(|plan| words.why_so(advised, plan)).collect();
            assert_eq!(so[0], "A does not include calls.");
            assert_eq!(
                (so[1].as_str(), so[2].as_str()),
                (why, "It also fits. You asked for nothing that needs more than B.")
            );
            let row = words.catalog.entitlements().next().expect("a row");
            assert_eq!(words.row_meaning(row, advised), "You asked for calls: C has that. Not stated for B: ask.");
        });
    }

    #[test]
    fn a_plan_that_is_not_recommended_says_what_to_ask_about_too() {
        with(&["calls", "fax"], |words, advised| {
            assert_eq!(words.why(advised).as_deref(), Some("The first plan with fax."));
            assert_eq!(words.reasons(advised)[0], "calls");
            let plan = words.catalog.plan_by_id("b").expect("a plan");
            assert_eq!(
                words.why_so(advised, plan),
                "With B, this can be bought in addition: fax (€5). Not stated for B: ask about calls."
            );
            assert_eq!(words.reasons(advised)[1], "fax (condition: name contacts first)");
        });
    }

    #[test]
    fn the_closest_plan_is_not_said_to_have_what_is_not_stated() {
        with(&["calls", "mail"], |words, advised| {
            // Of plans that miss equally many the later is the closest; without it, the one of which calls are not stated.
            assert_eq!(words.why(advised).as_deref(), Some("It has all you asked for but one: mail."));
            let catalog = words.catalog.clone();
            let b = catalog.plan_by_id("b").expect("a plan");
            let catalog = catalog.only(&[b]);
            let advised = Advised::of(&catalog, &advised.answers);
            let words = Words { catalog: &catalog, ..words };
            assert_eq!(words.why(&advised).as_deref(), Some("It does not have: mail. Not stated: ask about calls."));
        });
    }

    #[test]
    fn each_state_has_its_words_and_a_condition_is_told_with_the_value() {
        with(&[], |words, _| {
            let said: Vec<Vec<_>> = words
                .catalog
                .entitlements()
                .map(|row| {
                    words.catalog.plans().map(|plan| words.offered_on_condition(&Answers::none(), row, plan)).collect()
                })
                .collect();
            assert_eq!(said[0], ["Not included", "Not stated", "Included"]);
            assert_eq!(said[1], ["Not included", "Available: €5", "Included (condition: name contacts first)"]);
            assert_eq!(said[2], ["Community only", "Not applicable", "Available"]);
            let [a, b, c] = ["a", "b", "c"].map(|id| words.catalog.plan_by_id(id).expect("a plan"));
            let summary = |plan| {
                words.summary(&Answers::none(), plan).into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(" ")
            };
            assert_eq!(summary(a), "mail: Community only. Not included: calls and fax.");
            assert_eq!(summary(b), "fax: Available: €5. mail: Not applicable. Not stated: calls.");
            let fax = words.catalog.entitlement_by_id("fax").expect("a row");
            assert_eq!(words.difference(&Answers::none(), fax, a, c), "fax (condition: name contacts first)");
        });
    }

    #[test]
    fn a_requirement_is_told_what_the_state_means_for_it() {
        with(&["mail"], |words, advised| {
            let missed: Vec<_> =
                words.catalog.plans().map(|plan| words.missed(advised, &advised.advice.asked[0], plan)).collect();
            assert_eq!(
                missed,
                [
                    "A does not include mail.",
                    "This does not apply to B: mail.",
                    "With C, this can be bought in addition: mail."
                ]
            );
        });
    }
}
