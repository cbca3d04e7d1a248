//! Words the reason for the advice, in one sentence that names the answers.

use plans::advice::PlanSet;
use plans::catalog::{Money, Recommend, Value};
use plans::comparison::differences;
use plans::{Advised, AnswerRef, Outcome, PlanIx, Recommendation, Verdict};

use super::{Words, join};

impl Words<'_> {
    /// Returns the sentence below the plan's name; none where nothing is answered.
    pub fn why(&self, advised: &Advised) -> Option<String> {
        self.why_marked(advised, "")
    }

    /// Returns that sentence with a mark on both sides of what decides.
    pub fn why_marked(&self, advised: &Advised, mark: &str) -> Option<String> {
        let locale = self.locale;
        if let Recommendation::FitsEqually(plans) = advised.advice.recommendation {
            return Some(self.why_equal(advised, plans, mark));
        }
        let plan = advised.advice.recommended()?;
        let mut why = match advised.advice.recommendation {
            Recommendation::NothingAnswered | Recommendation::FitsEqually(_) => return None,
            Recommendation::Fits(_) => match self.cheapest(advised, plan, mark) {
                Some(cheapest) => cheapest,
                None => self.deciding(advised, plan, mark),
            },
            Recommendation::FitsBelowSize(_) => {
                let suited = advised.answers.suited(self.catalog).map(|plan| self.plan(plan)).unwrap_or_default();
                locale.why_below_size(&marked(mark, &self.size(&advised.answers)), &suited)
            }
            Recommendation::Unavailable(_) => self.why_unavailable(advised, plan, mark),
            Recommendation::Closest(_) => self.lacking(advised, plan, mark),
        };
        let mut not_stated = Vec::new();
        for asked in &advised.advice.verdicts[plan.get()].not_stated {
            not_stated.push(self.asked(asked));
        }
        if !not_stated.is_empty() {
            why = join(&[why, locale.not_stated(&self.list(&not_stated))], " ");
        }
        Some(why)
    }

    /// Words up to three reasons for the plan that fits: what was asked for and the sentence does not name, then what it has
    /// more of than the plan before it.
    pub fn reasons(&self, advised: &Advised) -> Vec<String> {
        const MOST: usize = 3;
        let mut reasons = Vec::new();
        let (advice, ways) = (&advised.advice, &advised.explanation.deciding.sets);
        let Some(plan) = advice.recommended().filter(|_| advice.recommendation.fits()) else { return reasons };
        let mut add = |reason: String| {
            if reasons.len() < MOST && !reasons.contains(&reason) {
                reasons.push(reason);
            }
        };
        if let Some(cheaper) = self.cheaper_than_next(advised, plan) {
            add(cheaper);
        }
        for asked in &advice.asked {
            let is_named = ways.first().is_some_and(|named| named.contains(&asked.given()));
            if (!is_named || self.is_on_condition(advised, asked, plan)) && self.is_met(advised, asked, plan) {
                add(self.met(advised, asked, plan));
            }
        }
        if let Some(before) = self.catalog.plans().take_while(|other| *other < plan).last() {
            for row in differences(self.catalog, &advised.answers, before, plan).better {
                // What is yet to be bought speaks for no plan.
                let is_had = advised.answers.offered(self.catalog, row, plan) != Value::Available;
                if is_had && !advice.asked.iter().any(|asked| asked.is_of(self.catalog, row)) {
                    add(self.highlight(&advised.answers, row, plan));
                }
            }
        }
        reasons
    }

    /// Words how much less a plan costs than the next cheapest that fits, where the cheapest is recommended. None where there is no other.
    fn cheaper_than_next(&self, advised: &Advised, plan: PlanIx) -> Option<String> {
        self.pricing().filter(|pricing| pricing.recommend == Recommend::Cheapest)?;
        let of = &advised.advice.verdicts[plan.get()];
        let mut next: Option<(Money, &Verdict)> = None;
        for other in &advised.advice.verdicts {
            let fits = other.available && other.missed.is_empty() && other.not_stated.is_empty();
            let total = other.total.as_ref().and_then(|total| total.known());
            if let Some(total) = total.filter(|_| fits && other.plan != plan)
                && next.is_none_or(|(least, _)| total < least)
            {
                next = Some((total, other));
            }
        }
        let (_, next) = next?;
        self.total_beside(advised.answers.billing, of.total.as_ref()?, next.total.as_ref()?, next.plan)
    }

    /// Words that a plan costs least of those that fit, where that is the rule and its total is known. None where it is not.
    fn cheapest(&self, advised: &Advised, plan: PlanIx, mark: &str) -> Option<String> {
        self.pricing().filter(|pricing| pricing.recommend == Recommend::Cheapest)?;
        advised.advice.verdicts[plan.get()].total.as_ref()?.known()?;
        let mut asked_for: Vec<String> = Vec::new();
        for asked in &advised.advice.asked {
            let words = self.asked(asked);
            if asked.budget(self.catalog).is_none() && !asked_for.contains(&words) {
                asked_for.push(words);
            }
        }
        (!asked_for.is_empty()).then(|| self.locale.why_cheapest(&marked(mark, &self.list(&asked_for))))
    }

    /// Words that some plans fit equally, and what all of them cost.
    fn why_equal(&self, advised: &Advised, plans: PlanSet, mark: &str) -> String {
        let first = plans.plans().next();
        let costs = first.and_then(|plan| {
            let pricing = self.pricing()?;
            let amount = advised.advice.verdicts[plan.get()].total.as_ref()?.known()?;
            let ((_, currency), (_, period)) =
                (pricing.currency(advised.answers.billing), pricing.period(advised.answers.billing));
            Some(self.in_period(&self.paid(amount, currency), period.quoted))
        });
        let costs = marked(mark, &costs.unwrap_or_default());
        if plans.len() == 2 { self.locale.why_two_equal(&costs) } else { self.locale.why_equal(&costs) }
    }

    /// Words that a plan has everything, but cannot be had with what was answered.
    fn why_unavailable(&self, advised: &Advised, plan: PlanIx, mark: &str) -> String {
        let condition = marked(mark, &self.available_if(plan).unwrap_or_default());
        let why = self.locale.why_unavailable(&condition);
        match self.said_of_conditions(&advised.answers, plan) {
            said if said.is_empty() => why,
            said => join(&[why, self.locale.you_said(&said)], " "),
        }
    }

    /// Returns what stands over the recommendation where several plans fit equally, or the one that fits cannot be had: "Two plans fit
    /// equally". None otherwise.
    pub fn title_of_state(&self, advised: &Advised) -> Option<String> {
        match advised.advice.recommendation {
            Recommendation::FitsEqually(plans) if plans.len() == 2 => Some(self.locale.advice_two_equal().to_owned()),
            Recommendation::FitsEqually(plans) => Some(self.locale.advice_equal(plans.len() as u32)),
            Recommendation::Unavailable(_) => Some(self.locale.advice_unavailable().to_owned()),
            Recommendation::NothingAnswered
            | Recommendation::Fits(_)
            | Recommendation::FitsBelowSize(_)
            | Recommendation::Closest(_) => None,
        }
    }

    /// Names the plan that is recommended or the closest with its add-ons, or those that fit equally: "Team or Studio". None where
    /// nothing is answered.
    pub fn recommended_with(&self, advised: &Advised) -> Option<String> {
        self.outcome(&advised.advice.outcome())
    }

    /// Names where an outcome leads: a plan with its add-ons, or those that fit equally. None where it names none.
    pub fn outcome(&self, outcome: &Outcome) -> Option<String> {
        if let Some(plan) = outcome.plan {
            return Some(self.plan_with(plan, &outcome.add_ons));
        }
        let mut names = Vec::new();
        for plan in outcome.tied.plans() {
            names.push(self.plan(plan));
        }
        (!names.is_empty()).then(|| self.either(&names))
    }

    /// Words what the closest plan lacks of all that was asked for.
    fn lacking(&self, advised: &Advised, plan: PlanIx, mark: &str) -> String {
        let Verdict { missed, not_stated, .. } = &advised.advice.verdicts[plan.get()];
        match missed.as_slice() {
            _ if !not_stated.is_empty() => {
                let mut lacks = Vec::new();
                for asked in missed {
                    lacks.push(self.lack(advised, asked, plan, mark));
                }
                self.locale.why_lacks_these(&self.list(&lacks))
            }
            [only] if advised.advice.asked.len() > 1 => {
                self.locale.why_lacks_one(&self.lack(advised, only, plan, mark))
            }
            _ if missed.len() < advised.advice.asked.len() => {
                let mut lacks = Vec::new();
                for asked in missed {
                    lacks.push(self.lack(advised, asked, plan, mark));
                }
                self.locale.why_lacks(&self.list(&lacks))
            }
            _ => {
                let given = self.all_given(advised, &advised.advice.verdicts[plan.get()].give_up());
                self.locale.conflict_one(&marked(mark, &given))
            }
        }
    }

    /// Returns why a plan stands to the answers as it does, in full sentences.
    pub fn why_so(&self, advised: &Advised, plan: PlanIx) -> String {
        let locale = self.locale;
        let tied = advised.advice.recommendation.tied();
        let recommended = advised.advice.recommended();
        if recommended == Some(plan) || tied.has(plan) {
            return self.why(advised).unwrap_or_default();
        }
        let Some(recommended) = recommended.or(tied.plans().next()) else { return locale.plan_open().to_owned() };
        let (mut so, not_stated) = (self.against(advised, plan), self.all_not_stated(advised, plan));
        if so.is_empty() && not_stated.is_empty() {
            so.push(self.also_fits(advised, recommended, plan));
        }
        so.extend(not_stated);
        join(&so, " ")
    }

    /// Words that a plan fits, too: for how much more, where both totals are known.
    fn also_fits(&self, advised: &Advised, recommended: PlanIx, plan: PlanIx) -> String {
        let total = |plan: PlanIx| advised.advice.verdicts[plan.get()].total.as_ref();
        let costs = total(recommended).zip(total(plan));
        costs
            .and_then(|(recommended, other)| self.fits_too(advised.answers.billing, recommended, other))
            .unwrap_or_else(|| self.locale.plan_also_fits(&self.plan(recommended)))
    }

    /// Words each requirement of which it is not stated whether a plan meets it.
    pub fn all_not_stated(&self, advised: &Advised, plan: PlanIx) -> Vec<String> {
        let mut all = Vec::new();
        for asked in &advised.advice.verdicts[plan.get()].not_stated {
            all.push(self.not_stated(asked, plan));
        }
        all
    }

    /// Words what speaks against a plan: that it cannot be had, that it is below the company's size, and each requirement that it
    /// misses.
    pub fn against(&self, advised: &Advised, plan: PlanIx) -> Vec<String> {
        let mut against = Vec::new();
        if !advised.advice.verdicts[plan.get()].available {
            against.push(self.not_available(&advised.answers, plan));
        }
        if let Some(suited) = advised.answers.suited(self.catalog).filter(|suited| plan < *suited) {
            against.push(self.locale.why_not_size(&self.size(&advised.answers), &self.plan(suited)));
        }
        for asked in &advised.advice.verdicts[plan.get()].missed {
            against.push(self.missed(advised, asked, plan));
        }
        against
    }

    /// Words the announcement for screen readers: the plan and the sentence.
    pub fn announcement(&self, advised: &Advised) -> String {
        let (Some(plan), Some(why)) = (self.recommended_with(advised), self.why(advised)) else { return String::new() };
        match self.title_of_state(advised) {
            Some(title) => self.locale.advice_status_of(&plan, &title, &why),
            None if advised.advice.recommendation.fits() => self.locale.advice_status(&plan, &why),
            None => self.locale.advice_status_closest(&plan, &why),
        }
    }

    fn deciding(&self, advised: &Advised, plan: PlanIx, mark: &str) -> String {
        let locale = self.locale;
        let ways = &advised.explanation.deciding.sets;
        let Some(first) = ways.first() else { return locale.why_nothing_needed().to_owned() };
        let words = marked(mark, &self.all_given(advised, first));
        let is_size = |given: &AnswerRef| {
            let size = advised.answers.size(self.catalog);
            size.is_some_and(|(question, _, _)| question == given.question)
        };
        let not_stated = &advised.advice.verdicts[plan.get()].not_stated;
        // That it is the first with it would say that it has it.
        let is_unsure = not_stated.iter().any(|asked| first.contains(&asked.given()));
        // The smaller ways come first.
        let alone = ways.iter().take_while(|way| way.len() == 1).count();
        match &ways[..alone] {
            [] | [_] if is_unsure => locale.why_not_before(&words),
            [] => locale.why_together(&words),
            [only] if only.iter().all(is_size) => locale.why_size(&words),
            [_] => locale.why_first_with(&words),
            [_, other] => locale.why_either(&words, &marked(mark, &self.all_given(advised, other))),
            [_, more @ ..] => locale.why_each(more.len() as u32, &words),
        }
    }

    /// Joins some given answers to a list.
    pub fn all_given(&self, advised: &Advised, given: &[AnswerRef]) -> String {
        let mut words = Vec::new();
        for given in given {
            words.push(self.given(&advised.answers, *given));
        }
        self.list(&words)
    }
}

/// Puts a mark on both sides of some words.
pub(super) fn marked(mark: &str, words: &str) -> String {
    format!("{mark}{words}{mark}")
}

#[cfg(test)]
mod tests {
    use locales::Locale;
    use plans::testing::{catalog, choice, one, row, yes_no};
    use plans::{Answers, Catalog};

    use super::*;

    /// Builds a catalogue of three plans of which each later one has more, but the last one no fax; sizes for the first and the
    /// last.
    fn three_plans() -> Catalog {
        let (no, yes, maybe) = ("not-included", "included", "on-request");
        let sizes = [
            choice("small").asks_for("a small plan").set("suits", "a"),
            choice("large").asks_for("a large plan").set("suits", "c"),
        ];
        let asked = |id| yes_no(id).asks_for(id).requires(id, yes);
        catalog("tiny")
            .plans(["a", "b", "c"])
            .row(row("calls", "inclusion", [no, yes, yes]))
            .row(row("letters", "inclusion", [yes, no, yes]))
            .row(row("fax", "inclusion", [yes, yes, no]))
            .row(row("visits", "inclusion", [no, no, maybe]))
            .question(one("size", sizes))
            .questions(["calls", "letters", "fax", "visits"].map(asked))
            .read()
    }

    /// Checks the sentence below the plan's name.
    #[track_caller]
    fn check(given: &str, sentence: Option<&str>) {
        let catalog = three_plans();
        let answers = Answers::from_json(&catalog, given).expect("answers to the catalogue's questions");
        let words = Words { catalog: &catalog, locale: Locale::closest("en") };
        assert_eq!(words.why(&Advised::of(&catalog, &answers)).as_deref(), sentence, "{given}");
    }

    #[test]
    fn the_sentence_names_the_answers_that_decide() {
        check("{}", None);
        check(r#"{"calls": false}"#, Some("Nothing you answered needs more than this."));
        check(r#"{"calls": true}"#, Some("The first plan with calls."));
        check(r#"{"size": "large"}"#, Some("You asked for a large plan, and this one suits that size."));
    }

    #[test]
    fn what_decides_or_lacks_can_be_marked() {
        let catalog = three_plans();
        let words = Words { catalog: &catalog, locale: Locale::closest("en") };
        for (given, sentence) in [
            (r#"{"calls": true}"#, "The first plan with *calls*."),
            (r#"{"size": "large"}"#, "You asked for *a large plan*, and this one suits that size."),
            (r#"{"calls": true, "letters": true, "fax": true}"#, "It has all you asked for but one: *fax*."),
            (r#"{"visits": true}"#, "No plan offers *visits*."),
        ] {
            let answers = Answers::from_json(&catalog, given).expect("answers to the catalogue's questions");
            assert_eq!(words.why_marked(&Advised::of(&catalog, &answers), "*").as_deref(), Some(sentence));
        }
    }

    #[test]
    fn what_decides_only_together_is_named_together() {
        check(r#"{"calls": true, "letters": true}"#, Some("The first plan with calls and letters together."));
    }

    #[test]
    fn below_the_size_and_without_a_plan_that_fits_it_says_so() {
        check(
            r#"{"size": "large", "fax": true}"#,
            Some(
                "You asked for a large plan, but no plan from C up has everything else. This is the last one before it that does.",
            ),
        );
        check(r#"{"calls": true, "letters": true, "fax": true}"#, Some("It has all you asked for but one: fax."));
        check(r#"{"visits": true}"#, Some("No plan offers visits."));
    }

    #[test]
    fn what_is_to_be_agreed_is_missed_and_said_to_be() {
        let catalog = three_plans();
        let answers = Answers::from_json(&catalog, r#"{"visits": true}"#).expect("an answer");
        let advised = Advised::of(&catalog, &answers);
        let words = Words { catalog: &catalog, locale: Locale::closest("en") };
        let missed: Vec<_> =
            catalog.plans().map(|plan| words.missed(&advised, &advised.advice.asked[0], plan)).collect();
        assert_eq!(
            missed,
            ["A does not include visits.", "B does not include visits.", "With C, this is to be agreed: visits."]
        );
    }

    /// Tells the advice on answers to the offer with prices, in a language.
    fn priced<T>(language: &str, given: &str, tell: impl Fn(Words<'_>, &Advised) -> T) -> T {
        let catalog = plans::source::read(include_str!("../../catalogs/fernhaus.json")).expect("a checked catalogue");
        let catalog = catalog.in_language(language);
        let answers = Answers::from_json(&catalog, given).expect("answers to the catalogue's questions");
        let words = Words { catalog: &catalog, locale: Locale::closest(language) };
        tell(words, &Advised::of(&catalog, &answers))
    }

    /// Returns why each plan stands to the answers as it does.
    fn why_each(given: &str) -> Vec<String> {
        priced("en", given, |words, advised| {
            let plans = words.catalog.plans();
            plans.map(|plan| words.why_so(advised, plan).replace('\u{a0}', " ")).collect()
        })
    }

    #[test]
    fn the_cheapest_says_what_for_and_how_much_less_it_is() {
        let told = |language| {
            priced(language, r#"{"seats": 12, "storage": "500"}"#, |words, advised| {
                let why = words.announcement(advised);
                (why.replace('\u{a0}', " "), words.reasons(advised).first().cloned())
            })
        };
        let (said, reason) = told("en");
        assert_eq!(said, "Recommended: Team with Extra storage. The cheapest way to 12 seats and 500 GB.");
        assert_eq!(reason.as_deref(), Some("$62 a month less than Studio"));
        // Guests can be bought with Team, and boards are its own.
        let reasons = priced("en", r#"{"seats": 12, "storage": "500"}"#, |words, advised| words.reasons(advised));
        assert!(reasons.iter().any(|reason| reason.contains("boards")), "{reasons:?}");
        assert!(!reasons.iter().any(|reason| reason.contains("Guests")), "{reasons:?}");
        let (said, reason) = told("de");
        assert!(said.ends_with("Am günstigsten zu haben: 12 Plätze und 500 GB."), "{said}");
        assert_eq!(
            reason.map(|reason| reason.replace('\u{a0}', " ")).as_deref(),
            Some("62,00 $ pro Monat weniger als Studio")
        );
        let each = why_each(r#"{"seats": 12, "storage": "500"}"#);
        assert_eq!(each[2], "It fits too, for $62 a month more.");
        assert!(each[3].starts_with("Not for you yet: available from 50 seats. You said 12 seats."), "{}", each[3]);
    }

    #[test]
    fn plans_that_fit_equally_are_told_together() {
        let given = r#"{"seats": 5, "storage": "500", "guests": 20}"#;
        let said = priced("en", given, |words, advised| words.announcement(advised));
        let why = "Both have everything you asked for and cost $70 a month for it.";
        assert_eq!(said, format!("Two plans fit equally: Team or Studio. {why}"));
        let each = why_each(given);
        assert_eq!([&each[1], &each[2]], [why; 2]);
        assert!(each[0].starts_with("Solo "), "{}", each[0]);
    }

    #[test]
    fn a_plan_that_cannot_be_had_says_what_would_make_it_available() {
        let said = priced("en", r#"{"seats": 12, "region": "own"}"#, |words, advised| words.announcement(advised));
        let why = "It has everything you asked for, and is available from 50 seats. You said 12 seats.";
        assert_eq!(said, format!("Not available to you yet: Company. {why}"));
        let said = priced("de", r#"{"seats": 12, "region": "own"}"#, |words, advised| words.announcement(advised));
        assert!(said.ends_with("ist erhältlich für mindestens 50 Plätze. Sie sagten: 12 Plätze."), "{said}");
    }

    #[test]
    fn a_budget_is_told_beside_what_a_plan_costs() {
        let told = |budget: u32| {
            let given = format!(r#"{{"seats": 12, "storage": "100", "budget": {budget}}}"#);
            priced("en", &given, |words, advised| {
                let of_budget = |asked: &&plans::RequirementRef| asked.budget(words.catalog).is_some();
                let asked = advised.advice.asked.iter().find(of_budget).expect("a budget");
                let [team, studio] = ["team", "studio"].map(|id| words.catalog.plan_by_id(id).expect("a plan"));
                [words.met(advised, asked, team), words.missed(advised, asked, studio)]
            })
        };
        assert_eq!(
            told(100),
            [
                "at most 100 dollars a month; it costs $96 a month",
                "Studio costs $168 a month; you asked for at most 100 dollars a month."
            ]
        );
    }

    #[test]
    fn an_upper_bound_is_told_as_one() {
        let at_most = plans::testing::json!([{"entitlement": "seats", "at_most": "answer"}]);
        let catalog = catalog("tiny")
            .plans(["a", "b"])
            .row(row("seats", "quantity", [3, 1]).set("unit", plans::testing::json!({"one": "seat", "other": "seats"})))
            .question(
                plans::testing::number("people")
                    .set("unit", plans::testing::json!({"one": "seat", "other": "seats"}))
                    .set("requires", at_most),
            )
            .read();
        let answers = Answers::from_json(&catalog, r#"{"people": 1}"#).expect("an answer");
        let advised = Advised::of(&catalog, &answers);
        let words = Words { catalog: &catalog, locale: Locale::closest("en") };
        let [a, b] = ["a", "b"].map(|id| catalog.plan_by_id(id).expect("a plan"));
        let asked = &advised.advice.asked[0];
        assert_eq!(words.missed(&advised, asked, a), "A has 3 seats; you asked for at most 1 seat.");
        assert_eq!((words.is_met(&advised, asked, a), words.is_met(&advised, asked, b)), (false, true));
        assert_eq!(words.why(&advised).as_deref(), Some("The first plan with at most 1 seat."));
    }
}
