//! Builds small catalogues for tests and benchmarks, in place of JSON put together by hand.
//!
//! It stands in this crate, behind the feature `testing`, since the tests of several packages need it and no program does. It writes
//! the source of a catalogue, so that what is built went through every check, as an author's file does.
//!
//! # Example: two plans, a row and a question that asks for it
//!
//! ```
//! use plans::testing::{catalog, row, yes_no};
//!
//! let catalog = catalog("tiny")
//!     .plans(["basic", "plus"])
//!     .row(row("calls", "inclusion", ["not-included", "included"]))
//!     .question(yes_no("calls").asks_for("calls").requires("calls", "included"))
//!     .read();
//! assert_eq!(catalog.plans().count(), 2);
//! ```

use serde_json::Map;
pub use serde_json::{Value as Json, json};

use crate::catalog::{AddOnIx, Catalog, CurrencyIx, PeriodIx, PlanIx, QuestionIx};
use crate::source;

/// Builds a catalogue.
#[derive(Clone, Debug)]
pub struct CatalogBuilder {
    fields: Map<String, Json>,
    plans: Vec<PlanBuilder>,
    /// The sections with their rows.
    sections: Vec<(Json, Vec<RowBuilder>)>,
    questions: Vec<QuestionBuilder>,
    add_ons: Vec<AddOnBuilder>,
}

/// Begins a catalogue of this id, in English, with a letter for each text, and with nothing in it.
pub fn catalog(id: &str) -> CatalogBuilder {
    let texts = [
        ("id", id),
        ("version", "1"),
        ("language", "en"),
        ("title", "T"),
        ("introduction", "I"),
        ("ribbon", "R"),
        ("request_plan", "P"),
        ("learn_more", "L"),
    ];
    let fields = texts.map(|(name, text)| (name.to_owned(), json!(text))).into_iter().collect();
    CatalogBuilder { fields, plans: Vec::new(), sections: Vec::new(), questions: Vec::new(), add_ons: Vec::new() }
}

impl CatalogBuilder {
    /// Sets a field of the catalogue, such as its title or its scales.
    pub fn set(mut self, field: &str, value: impl Into<Json>) -> Self {
        self.fields.insert(field.to_owned(), value.into());
        self
    }

    /// Adds support hours of this name, in a zone with its label: the same from `open` to `close` on each of these days.
    pub fn hours(self, name: &str, zone: (&str, &str), days: &[&str], times: (&str, &str)) -> Self {
        self.hours_with_holidays(name, zone, days, times, &[])
    }

    /// Adds support hours that are closed on these dates.
    pub fn hours_with_holidays(
        mut self,
        name: &str,
        (zone, label): (&str, &str),
        days: &[&str],
        (open, close): (&str, &str),
        holidays: &[&str],
    ) -> Self {
        let hours = self.fields.entry("hours").or_insert_with(|| json!({}));
        let weekly = json!([{"days": days, "open": open, "close": close}]);
        hours[name] = json!({"zone": zone, "zone_label": label, "weekly": weekly, "holidays": holidays});
        self
    }

    /// Adds a plan.
    pub fn plan(mut self, plan: PlanBuilder) -> Self {
        self.plans.push(plan);
        self
    }

    /// Adds plans by their ids.
    pub fn plans(self, ids: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        ids.into_iter().fold(self, |catalog, id| catalog.plan(plan(id.as_ref())))
    }

    /// Begins a section, which the rows that follow stand in.
    pub fn section(mut self, id: &str, title: &str) -> Self {
        self.sections.push((json!({"id": id, "title": title}), Vec::new()));
        self
    }

    /// Adds a row; without a section before it, in one of its own.
    pub fn row(mut self, row: RowBuilder) -> Self {
        if self.sections.is_empty() {
            self = self.section("s", "S");
        }
        self.sections.last_mut().expect("a section was begun").1.push(row);
        self
    }

    /// Adds rows.
    pub fn rows(self, rows: impl IntoIterator<Item = RowBuilder>) -> Self {
        rows.into_iter().fold(self, Self::row)
    }

    /// Adds a question. All of them stand in one group.
    pub fn question(mut self, question: QuestionBuilder) -> Self {
        self.questions.push(question);
        self
    }

    /// Lets plans be paid for in these currencies and periods.
    pub fn prices(
        self,
        currencies: impl IntoIterator<Item = impl Into<Json>>,
        periods: impl IntoIterator<Item = impl Into<Json>>,
    ) -> Self {
        let list = |items: Vec<Json>| Json::from(items);
        let currencies = list(currencies.into_iter().map(Into::into).collect());
        self.set(
            "prices",
            json!({"currencies": currencies, "periods": list(periods.into_iter().map(Into::into).collect())}),
        )
    }

    /// Sets by which rule a plan is recommended, where plans are paid for.
    pub fn recommend(mut self, rule: &str) -> Self {
        self.fields.entry("prices").or_insert_with(|| json!({"currencies": ["USD"], "periods": ["month"]}))["recommend"] =
            rule.into();
        self
    }

    /// Adds an add-on.
    pub fn add_on(mut self, add_on: AddOnBuilder) -> Self {
        self.add_ons.push(add_on);
        self
    }

    /// Adds a family of these plans, which is called by its id.
    pub fn family<'i>(mut self, id: &str, plans: impl IntoIterator<Item = &'i str>) -> Self {
        let plans: Vec<_> = plans.into_iter().collect();
        let family = json!({"id": id, "name": id, "plans": plans});
        match self.fields.entry("families").or_insert_with(|| json!([])).as_array_mut() {
            Some(families) => families.push(family),
            None => panic!("families are a list"),
        }
        self
    }

    /// Adds questions.
    pub fn questions(self, questions: impl IntoIterator<Item = QuestionBuilder>) -> Self {
        questions.into_iter().fold(self, Self::question)
    }

    /// Writes it as an author's file has it.
    pub fn json(&self) -> Json {
        let mut catalog = self.fields.clone();
        catalog.insert("plans".to_owned(), self.plans.iter().map(|PlanBuilder(plan)| plan.clone()).collect());
        let section = |(section, rows): &(Json, Vec<RowBuilder>)| {
            let mut section = section.clone();
            section["entitlements"] = rows.iter().map(|row| row.json(&self.plans)).collect();
            section
        };
        catalog.insert("sections".to_owned(), self.sections.iter().map(section).collect());
        let questions: Json = self.questions.iter().map(|QuestionBuilder(question)| question.clone()).collect();
        let groups = if self.questions.is_empty() {
            vec![]
        } else {
            vec![json!({"id": "g", "title": "G", "questions": questions})]
        };
        catalog.insert("groups".to_owned(), groups.into());
        if !self.add_ons.is_empty() {
            let add_ons = self.add_ons.iter().map(|AddOnBuilder(add_on)| add_on.clone()).collect();
            catalog.insert("add_ons".to_owned(), add_ons);
        }
        catalog.into()
    }

    /// Reads what was built.
    ///
    /// # Panics
    ///
    /// With all problems, where it has some.
    #[track_caller]
    pub fn read(&self) -> Catalog {
        let problems = |problems: Vec<crate::Problem>| {
            let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
            panic!("the catalogue has problems:\n{}", lines.join("\n"))
        };
        source::read(&self.json().to_string()).unwrap_or_else(problems)
    }
}

/// Builds a plan.
#[derive(Clone, Debug)]
pub struct PlanBuilder(Json);

/// Returns a plan that is called by its id, in capitals.
pub fn plan(id: &str) -> PlanBuilder {
    PlanBuilder(json!({"id": id, "name": id.to_uppercase(), "audience": "All"}))
}

impl PlanBuilder {
    /// Sets what it costs.
    pub fn price(self, price: impl Into<Json>) -> Self {
        self.set("price", price)
    }
}

/// Builds an add-on.
#[derive(Clone, Debug)]
pub struct AddOnBuilder(Json);

/// Returns an add-on that is called by its id, in capitals, and can be taken once with every plan.
pub fn add_on(id: &str) -> AddOnBuilder {
    AddOnBuilder(json!({"id": id, "name": id.to_uppercase(), "gives": []}))
}

impl AddOnBuilder {
    /// Sets what one of it costs.
    pub fn price(self, price: impl Into<Json>) -> Self {
        self.set("price", price)
    }

    /// Sets how many of it can be taken.
    pub fn most(self, most: u32) -> Self {
        self.set("most", most)
    }

    /// Sets the plans that it can be taken with.
    pub fn plans<const N: usize>(self, plans: [&str; N]) -> Self {
        self.set("plans", plans.to_vec())
    }

    /// Adds that it adds so much in a row.
    pub fn adds(self, row: &str, adds: impl Into<Json>) -> Self {
        self.gives(json!({"entitlement": row, "adds": adds.into()}))
    }

    /// Adds that it gives a value in a row.
    pub fn grants(self, row: &str, value: impl Into<Json>) -> Self {
        self.gives(json!({"entitlement": row, "value": value.into()}))
    }

    fn gives(mut self, gives: Json) -> Self {
        match self.0["gives"].as_array_mut() {
            Some(all) => all.push(gives),
            None => panic!("what it gives is a list"),
        }
        self
    }
}

/// Builds a row, with its values in the order of the plans.
#[derive(Clone, Debug)]
pub struct RowBuilder {
    fields: Json,
    values: Vec<Json>,
}

/// Returns a row of this kind, with a value for each plan, in their order. A quantity counts things.
pub fn row(id: &str, kind: &str, values: impl IntoIterator<Item = impl Into<Json>>) -> RowBuilder {
    let mut fields = json!({"id": id, "name": id, "explanation": ["A row."], "kind": kind});
    if kind == "quantity" {
        fields["unit"] = things();
    }
    RowBuilder { fields, values: values.into_iter().map(Into::into).collect() }
}

impl RowBuilder {
    fn json(&self, plans: &[PlanBuilder]) -> Json {
        assert_eq!(self.values.len(), plans.len(), "{} has a value for each plan", self.fields["id"]);
        let id = |PlanBuilder(plan): &PlanBuilder| plan["id"].as_str().unwrap_or_default().to_owned();
        let mut row = self.fields.clone();
        row["values"] = plans.iter().map(id).zip(self.values.iter().cloned()).collect();
        row
    }
}

/// Returns a value with a note of its own.
pub fn noted(value: &str, note: &str) -> Json {
    json!({"value": value, "note": note})
}

/// Returns a value with these texts said of it, such as its condition.
pub fn said<const N: usize>(value: &str, texts: [(&str, &str); N]) -> Json {
    let mut said = json!({"value": value});
    for (field, text) in texts {
        said[field] = text.into();
    }
    said
}

/// Builds a question.
#[derive(Clone, Debug)]
pub struct QuestionBuilder(Json);

fn question(id: &str, kind: &str) -> QuestionBuilder {
    QuestionBuilder(json!({"id": id, "prompt": "?", "help": "?", "kind": kind}))
}

/// Returns a question that is answered with yes or no, and asks for "it".
pub fn yes_no(id: &str) -> QuestionBuilder {
    question(id, "yes-no").asks_for("it")
}

/// Returns a question that is answered with a number of things.
pub fn number(id: &str) -> QuestionBuilder {
    question(id, "number").set("unit", things())
}

/// Returns a question that is answered with one of its choices.
pub fn one(id: &str, choices: impl IntoIterator<Item = ChoiceBuilder>) -> QuestionBuilder {
    question(id, "one").set("choices", choices.into_iter().map(|ChoiceBuilder(choice)| choice).collect::<Json>())
}

/// Returns a question that is answered with any of its choices.
pub fn several(id: &str, choices: impl IntoIterator<Item = ChoiceBuilder>) -> QuestionBuilder {
    question(id, "several").set("choices", choices.into_iter().map(|ChoiceBuilder(choice)| choice).collect::<Json>())
}

/// Builds a choice.
#[derive(Clone, Debug)]
pub struct ChoiceBuilder(Json);

/// Returns a choice that is called by its id.
pub fn choice(id: &str) -> ChoiceBuilder {
    ChoiceBuilder(json!({"id": id, "label": id}))
}

/// What plans, rows, questions and choices share: any of their fields can be set.
macro_rules! fields {
    ($($builder:ident: $at:tt),*) => {$(
        impl $builder {
            /// Sets one of its fields.
            pub fn set(mut self, field: &str, value: impl Into<Json>) -> Self {
                self.$at[field] = value.into();
                self
            }

            /// Leaves one of its fields out.
            pub fn without(mut self, field: &str) -> Self {
                if let Some(fields) = self.$at.as_object_mut() {
                    fields.remove(field);
                }
                self
            }
        }
    )*};
}
fields!(PlanBuilder: 0, AddOnBuilder: 0, RowBuilder: fields, QuestionBuilder: 0, ChoiceBuilder: 0);

/// What questions and choices share: what they ask for, in words and of a row.
macro_rules! requirements {
    ($($builder:ident),*) => {$(
        impl $builder {
            /// Sets what it asks for, in words.
            pub fn asks_for(self, what: &str) -> Self {
                self.set("asks_for", what)
            }

            /// Adds that a row must hold this value at least.
            pub fn requires(self, row: &str, at_least: impl Into<Json>) -> Self {
                self.requirement(json!({"entitlement": row, "at_least": at_least.into()}))
            }

            /// Adds that a row must hold this value at most.
            pub fn requires_at_most(self, row: &str, at_most: impl Into<Json>) -> Self {
                self.requirement(json!({"entitlement": row, "at_most": at_most.into()}))
            }

            /// Adds that the total for a known period must be this amount at most.
            pub fn requires_total(self, period: &str, at_most: impl Into<Json>) -> Self {
                self.requirement(json!({"total": period, "at_most": at_most.into()}))
            }

            fn requirement(mut self, requirement: Json) -> Self {
                match self.0["requires"].as_array_mut() {
                    Some(requires) => requires.push(requirement),
                    None => self.0["requires"] = json!([requirement]),
                }
                self
            }
        }
    )*};
}
requirements!(QuestionBuilder, ChoiceBuilder);

fn things() -> Json {
    json!({"one": "thing", "other": "things"})
}

/// Makes indices for parts that are put together by hand.
macro_rules! at {
    ($($(#[$meta:meta])* $name:ident: $index:ident;)*) => {$(
        $(#[$meta])*
        pub fn $name(at: usize) -> $index {
            $index::new(at)
        }
    )*};
}
at! {
    /// Returns the index of a plan.
    plan_at: PlanIx;
    /// Returns the index of a question.
    question_at: QuestionIx;
    /// Returns the index of a currency.
    currency_at: CurrencyIx;
    /// Returns the index of a billing period.
    period_at: PeriodIx;
    /// Returns the index of an add-on.
    add_on_at: AddOnIx;
}
