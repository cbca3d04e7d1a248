//! Advice over plans with add-ons, written a second time, slow and obvious: every set of add-ons of every plan is looked at, every change,
//! every set of answers and every way of answering is advised on by itself. It shares no code with the crate.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

/// What a cell of a row of numbers holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    Count(u64),
    Unlimited,
    Not,
    Request,
    NotStated,
}

#[derive(Clone, Copy, Debug)]
pub enum Price {
    NotStated,
    Request,
    Flat(u64),
    /// For each of a number question, at least so many of them.
    Per(usize, u64, u64),
    From(u64),
}

#[derive(Clone, Debug)]
pub struct AddOn {
    pub plans: Vec<usize>,
    pub price: Price,
    pub most: u32,
    pub depends_on: Vec<usize>,
    pub excludes: Vec<usize>,
    /// The row, whether it adds, and how much.
    pub gives: Vec<(usize, bool, u64)>,
}

#[derive(Clone, Copy, Debug)]
pub struct Need {
    pub row: usize,
    pub is_at_most: bool,
    /// None is the number answered.
    pub bound: Option<u64>,
}

#[derive(Clone, Debug)]
pub enum Requirement {
    AnyOf(Vec<Need>),
    /// None is the number answered.
    Budget(Option<u64>),
}

#[derive(Clone, Debug)]
pub enum Question {
    One(Vec<(Vec<Requirement>, Option<usize>)>),
    Several(Vec<Vec<Requirement>>),
    Number(Vec<Requirement>),
    YesNo(Vec<Requirement>),
}

#[derive(Clone, Copy, Debug)]
pub enum Premise {
    Choice(usize),
    Yes(bool),
    AtLeast(u64),
    AtMost(u64),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    Open,
    One(usize),
    /// Bits of choices; at least one.
    Several(u32),
    Number(u64),
    YesNo(bool),
}

#[derive(Clone, Debug)]
pub struct Model {
    /// By row, then by plan.
    pub cells: Vec<Vec<Cell>>,
    pub prices: Vec<Price>,
    pub conditions: Vec<Vec<(usize, Premise)>>,
    pub add_ons: Vec<AddOn>,
    pub questions: Vec<Question>,
    pub is_cheapest: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Outcome {
    pub state: &'static str,
    pub plans: Vec<usize>,
    pub add_ons: Vec<(usize, u32)>,
}

/// A plan with its best add-ons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Best {
    pub missed: usize,
    pub not_stated: usize,
    pub total: Option<u64>,
    pub add_ons: Vec<(usize, u32)>,
    pub is_available: bool,
}

/// Sets of answers: the question of each, and the choice of several.
pub type SetsOfAnswers = BTreeSet<Vec<(usize, Option<usize>)>>;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Met {
    No,
    NotStated,
    Yes,
}

impl Model {
    pub fn plans(&self) -> usize {
        self.prices.len()
    }

    fn asked<'a>(&'a self, answers: &[Answer]) -> Vec<(&'a Requirement, u64)> {
        let mut asked = Vec::new();
        for (question, answer) in self.questions.iter().zip(answers) {
            match (question, answer) {
                (Question::One(choices), Answer::One(at)) => asked.extend(choices[*at].0.iter().map(|of| (of, 0))),
                (Question::Several(choices), Answer::Several(bits)) => {
                    for (at, choice) in choices.iter().enumerate() {
                        if bits >> at & 1 == 1 {
                            asked.extend(choice.iter().map(|of| (of, 0)));
                        }
                    }
                }
                (Question::Number(requires), Answer::Number(number)) => {
                    asked.extend(requires.iter().map(|of| (of, *number)));
                }
                (Question::YesNo(requires), Answer::YesNo(true)) => asked.extend(requires.iter().map(|of| (of, 0))),
                _ => {}
            }
        }
        asked
    }

    fn offered(&self, row: usize, plan: usize, taken: &[u32]) -> Cell {
        let mut offered = self.cells[row][plan];
        let gives = |adds: bool| {
            let all = self.add_ons.iter().zip(taken).filter(|(_, count)| **count > 0);
            all.flat_map(|(add_on, count)| add_on.gives.iter().map(move |gives| (gives, *count)))
                .filter(move |((of, is_added, _), _)| *of == row && *is_added == adds)
                .map(|((_, _, much), count)| (*much, u64::from(count)))
        };
        for (value, _) in gives(false) {
            offered = match offered {
                Cell::Unlimited => Cell::Unlimited,
                Cell::Count(own) => Cell::Count(own.max(value)),
                Cell::Not | Cell::Request | Cell::NotStated => Cell::Count(value),
            };
        }
        for (much, count) in gives(true) {
            offered = match offered {
                Cell::Count(own) => Cell::Count(own + much * count),
                Cell::Not => Cell::Count(much * count),
                other => other,
            };
        }
        offered
    }

    fn met(need: &Need, offered: Cell, answer: u64) -> Met {
        let bound = need.bound.unwrap_or(answer);
        let is = |is_met| if is_met { Met::Yes } else { Met::No };
        match offered {
            Cell::NotStated if !need.is_at_most && bound == 0 => Met::Yes,
            Cell::NotStated => Met::NotStated,
            Cell::Request => Met::No,
            Cell::Not => is(need.is_at_most || bound == 0),
            Cell::Unlimited => is(!need.is_at_most),
            Cell::Count(count) if need.is_at_most => is(count <= bound),
            Cell::Count(count) => is(count >= bound),
        }
    }

    /// What a price is, and whether that is the least.
    fn cost(&self, price: Price, answers: &[Answer]) -> (Option<u64>, bool) {
        match price {
            Price::NotStated | Price::Request => (None, false),
            Price::Flat(amount) => (Some(amount), false),
            Price::From(amount) => (Some(amount), true),
            Price::Per(question, amount, least) => match answers[question] {
                Answer::Number(number) => (Some(amount * number.max(least)), false),
                _ => (Some(amount * least.max(1)), true),
            },
        }
    }

    fn is_available(&self, plan: usize, answers: &[Answer]) -> bool {
        self.conditions[plan].iter().all(|(question, premise)| match (premise, answers[*question]) {
            (_, Answer::Open) => true,
            (Premise::Choice(at), Answer::One(choice)) => *at == choice,
            (Premise::Choice(at), Answer::Several(bits)) => bits >> at & 1 == 1,
            (Premise::Yes(yes), Answer::YesNo(answer)) => *yes == answer,
            (Premise::AtLeast(least), Answer::Number(number)) => number >= *least,
            (Premise::AtMost(most), Answer::Number(number)) => number <= *most,
            _ => false,
        })
    }

    /// Every set of add-ons that a plan can be taken with, as counts.
    fn sets(&self, plan: usize) -> Vec<Vec<u32>> {
        let mut sets: Vec<Vec<u32>> = vec![Vec::new()];
        for add_on in &self.add_ons {
            let most = if add_on.plans.contains(&plan) { add_on.most } else { 0 };
            sets = sets
                .into_iter()
                .flat_map(|set| (0..=most).map(move |count| [set.clone(), vec![count]].concat()))
                .collect();
        }
        sets.retain(|set| {
            self.add_ons.iter().zip(set).filter(|(_, count)| **count > 0).all(|(add_on, _)| {
                add_on.depends_on.iter().all(|other| set[*other] > 0)
                    && add_on.excludes.iter().all(|other| set[*other] == 0)
            })
        });
        sets
    }

    pub fn best(&self, plan: usize, answers: &[Answer]) -> Best {
        let asked = self.asked(answers);
        let mut best: Option<(_, Best)> = None;
        for set in self.sets(plan) {
            let (mut total, mut is_from) = self.cost(self.prices[plan], answers);
            // What is known of the total: it is no less.
            let mut least = total;
            for (add_on, count) in self.add_ons.iter().zip(&set).filter(|(_, count)| **count > 0) {
                let (cost, from) = self.cost(add_on.price, answers);
                total = total.zip(cost).map(|(total, cost)| total + cost * u64::from(*count));
                least = least.map(|least| least + cost.unwrap_or(0) * u64::from(*count));
                is_from |= from || cost.is_none();
            }
            let (mut missed, mut not_stated) = (0, 0);
            for (requirement, answer) in &asked {
                let met = match requirement {
                    Requirement::AnyOf(needs) => {
                        let met = |need: &Need| Self::met(need, self.offered(need.row, plan, &set), *answer);
                        needs.iter().map(met).max().expect("a need")
                    }
                    Requirement::Budget(most) => match least {
                        None => Met::NotStated,
                        Some(least) if least > most.unwrap_or(*answer) => Met::No,
                        Some(_) if is_from => Met::NotStated,
                        Some(_) => Met::Yes,
                    },
                };
                missed += usize::from(met == Met::No);
                not_stated += usize::from(met == Met::NotStated);
            }
            // Of as many, what has more of the first comes first.
            let rank: Vec<_> = set.iter().map(|count| std::cmp::Reverse(*count)).collect();
            let key = (missed, not_stated, total.is_none(), total, set.iter().sum::<u32>(), rank);
            let taken = set.iter().enumerate().filter(|(_, count)| **count > 0).map(|(at, count)| (at, *count));
            let is_available = self.is_available(plan, answers);
            let this = Best { missed, not_stated, total, add_ons: taken.collect(), is_available };
            if best.as_ref().is_none_or(|(other, _)| key < *other) {
                best = Some((key, this));
            }
        }
        best.expect("no add-on is a set, too").1
    }

    fn suited(&self, answers: &[Answer]) -> usize {
        let of = |(question, answer): (&Question, &Answer)| match (question, answer) {
            (Question::One(choices), Answer::One(at)) => choices[*at].1,
            _ => None,
        };
        self.questions.iter().zip(answers).find_map(of).unwrap_or(0)
    }

    pub fn outcome(&self, answers: &[Answer]) -> Outcome {
        if answers.iter().all(|answer| *answer == Answer::Open) {
            return Outcome { state: "none", plans: vec![], add_ons: vec![] };
        }
        self.rule(answers)
    }

    /// What answers lead to, though none may be given.
    fn rule(&self, answers: &[Answer]) -> Outcome {
        let all: Vec<Best> = (0..self.plans()).map(|plan| self.best(plan, answers)).collect();
        let suited = self.suited(answers);
        let single = |state, plan: usize| Outcome { state, plans: vec![plan], add_ons: all[plan].add_ons.clone() };
        let cost = |plan: &usize| (all[*plan].total.is_none(), all[*plan].total);
        let first = |plans: &[usize]| match self.is_cheapest {
            true => plans.iter().copied().min_by_key(cost),
            false => plans.first().copied(),
        };
        let last = |plans: &[usize]| match self.is_cheapest {
            true => plans.iter().rev().copied().min_by_key(cost),
            false => plans.last().copied(),
        };
        for is_available in [true, false] {
            let fits = |plan: &usize| all[*plan].missed == 0 && all[*plan].is_available == is_available;
            let from: Vec<usize> = (suited..self.plans()).filter(fits).collect();
            let below: Vec<usize> = (0..suited).filter(fits).collect();
            let state = if is_available { "fits" } else { "unavailable" };
            if let Some(plan) = first(&from) {
                let equal: Vec<usize> = from.into_iter().filter(|other| cost(other) == cost(&plan)).collect();
                if self.is_cheapest && is_available && all[plan].total.is_some() && equal.len() > 1 {
                    return Outcome { state: "tie", plans: equal, add_ons: vec![] };
                }
                return single(state, plan);
            }
            if let Some(plan) = last(&below) {
                return single(state, plan);
            }
        }
        for (is_available, state) in [(true, "closest"), (false, "unavailable")] {
            let of: Vec<usize> = (0..self.plans()).filter(|plan| all[*plan].is_available == is_available).collect();
            let fewest = of.iter().map(|plan| all[*plan].missed).min();
            let of: Vec<usize> = of.into_iter().filter(|plan| Some(all[*plan].missed) == fewest).collect();
            // Of equals the cheapest by either rule, then the later one.
            if let Some(plan) = of.iter().rev().copied().min_by_key(cost) {
                return single(state, plan);
            }
        }
        unreachable!("a catalogue has a plan")
    }

    /// The answers given, each choice of several by itself: the question, and the choice.
    fn given(&self, answers: &[Answer]) -> Vec<(usize, Option<usize>)> {
        let mut given = Vec::new();
        for (question, answer) in answers.iter().enumerate() {
            match answer {
                Answer::Open => {}
                Answer::One(at) => given.push((question, Some(*at))),
                Answer::Several(bits) => {
                    given.extend((0..32).filter(|at| bits >> at & 1 == 1).map(|at| (question, Some(at))))
                }
                Answer::Number(_) | Answer::YesNo(_) => given.push((question, None)),
            }
        }
        given
    }

    fn only(answers: &[Answer], given: &[(usize, Option<usize>)], set: usize) -> Vec<Answer> {
        let mut only = vec![Answer::Open; answers.len()];
        for (at, (question, choice)) in given.iter().enumerate() {
            if set >> at & 1 == 1 {
                only[*question] = match (answers[*question], only[*question], choice) {
                    (Answer::Several(_), Answer::Several(bits), Some(choice)) => Answer::Several(bits | 1 << choice),
                    (Answer::Several(_), _, Some(choice)) => Answer::Several(1 << choice),
                    (answer, _, _) => answer,
                };
            }
        }
        only
    }

    /// The smallest sets that force the outcome, those without which it is another, and those that conflict.
    pub fn sets_of_answers(&self, answers: &[Answer]) -> [SetsOfAnswers; 3] {
        let given = self.given(answers);
        let present = self.outcome(answers);
        let everything = (1_usize << given.len()) - 1;
        let minimal = |has: &dyn Fn(usize) -> bool| {
            let mut found: Vec<usize> = Vec::new();
            for set in 0..=everything {
                if !found.iter().any(|smaller| smaller & set == *smaller) && has(set) {
                    found.push(set);
                }
            }
            let of = |set: usize| (0..given.len()).filter(|at| set >> at & 1 == 1).map(|at| given[at]).collect();
            found.into_iter().map(of).collect::<BTreeSet<Vec<_>>>()
        };
        let only = |set: usize| self.outcome(&Self::only(answers, &given, set));
        let fits = ["fits", "tie"].contains(&present.state);
        let is_given = self.rule(&vec![Answer::Open; answers.len()]) == present;
        let is_below = present.state == "fits" && present.plans[0] < self.suited(answers);
        let mut sets = [const { BTreeSet::new() }; 3];
        if fits && !is_given {
            if !is_below {
                sets[0] = minimal(&|set| only(set) == present);
            }
            sets[1] = minimal(&|set| only(everything ^ set) != present);
        }
        if ["closest", "unavailable"].contains(&present.state) {
            sets[2] = minimal(&|set| ["closest", "unavailable"].contains(&only(set).state));
        }
        sets
    }

    /// Every answer to a question but none; numbers up to a bound.
    pub fn answers_to(&self, question: usize, most: u64) -> Vec<Answer> {
        match &self.questions[question] {
            Question::One(choices) => (0..choices.len()).map(Answer::One).collect(),
            Question::Several(choices) => (1..1_u32 << choices.len()).map(Answer::Several).collect(),
            Question::Number(_) => (0..=most).map(Answer::Number).collect(),
            Question::YesNo(_) => [true, false].map(Answer::YesNo).to_vec(),
        }
    }

    /// The plans that some way of answering the open questions recommends.
    pub fn possible(&self, answers: &[Answer], from: usize, most: u64, all: &mut BTreeSet<usize>) {
        let Some(question) = (from..answers.len()).find(|at| answers[*at] == Answer::Open) else {
            let outcome = self.outcome(answers);
            if ["fits", "tie"].contains(&outcome.state) {
                all.extend(outcome.plans);
            }
            return;
        };
        self.possible_with(answers, question, most, all);
    }

    fn possible_with(&self, answers: &[Answer], question: usize, most: u64, all: &mut BTreeSet<usize>) {
        // Left open.
        let mut rest = answers.to_vec();
        let next = question + 1;
        self.possible(&rest, next, most, all);
        for answer in self.answers_to(question, most) {
            rest[question] = answer;
            self.possible(&rest, next, most, all);
        }
    }

    pub fn catalog(&self) -> Json {
        let cell = |cell: &Cell| match cell {
            Cell::Count(count) => json!(count),
            Cell::Unlimited => json!("unlimited"),
            Cell::Not => json!("not-included"),
            Cell::Request => json!("on-request"),
            Cell::NotStated => json!("not-stated"),
        };
        let price = |price: &Price| match price {
            Price::NotStated => None,
            Price::Request => Some(json!("on-request")),
            Price::Flat(amount) => Some(json!(amount.to_string())),
            Price::From(amount) => Some(json!({"amount": amount.to_string(), "from": true})),
            Price::Per(question, amount, least) => {
                Some(json!({"amount": amount.to_string(), "per": format!("q{question}"), "minimum": least}))
            }
        };
        let requires = |all: &[Requirement]| -> Json {
            let bound = |bound: Option<u64>| bound.map_or(json!("answer"), |bound| json!(bound));
            let need = |need: &Need| {
                let name = if need.is_at_most { "at_most" } else { "at_least" };
                json!({"entitlement": format!("r{}", need.row), name: bound(need.bound)})
            };
            let one = |requirement: &Requirement| match requirement {
                Requirement::AnyOf(needs) if needs.len() == 1 => need(&needs[0]),
                Requirement::AnyOf(needs) => json!({"any_of": needs.iter().map(need).collect::<Vec<_>>()}),
                Requirement::Budget(most) => {
                    let most = most.map_or(json!("answer"), |most| json!(most.to_string()));
                    json!({"total": "month", "at_most": most})
                }
            };
            all.iter().map(one).collect()
        };
        let things = json!({"one": "thing", "other": "things"});
        let question = |(at, question): (usize, &Question)| {
            let mut json = json!({"id": format!("q{at}"), "prompt": "?", "help": "?"});
            let choice = |(at, of): (usize, &Vec<Requirement>)| json!({"id": format!("c{at}"), "label": "c", "asks_for": "c", "requires": requires(of)});
            match question {
                Question::One(choices) => {
                    json["kind"] = "one".into();
                    let of = |(at, (of, suits)): (usize, &(Vec<Requirement>, Option<usize>))| {
                        let mut choice = choice((at, of));
                        if let Some(plan) = suits {
                            choice["suits"] = format!("p{plan}").into();
                        }
                        choice
                    };
                    json["choices"] = choices.iter().enumerate().map(of).collect();
                }
                Question::Several(choices) => {
                    json["kind"] = "several".into();
                    json["choices"] = choices.iter().enumerate().map(choice).collect();
                }
                Question::Number(of) => {
                    json["kind"] = "number".into();
                    json["unit"] = things.clone();
                    json["requires"] = requires(of);
                }
                Question::YesNo(of) => {
                    json["kind"] = "yes-no".into();
                    json["asks_for"] = "it".into();
                    json["requires"] = requires(of);
                }
            }
            json
        };
        let mut plans = Vec::new();
        for plan in 0..self.plans() {
            let mut json = json!({"id": format!("p{plan}"), "name": format!("P{plan}"), "audience": "All"});
            if let Some(price) = price(&self.prices[plan]) {
                json["price"] = price;
            }
            if !self.conditions[plan].is_empty() {
                let one = |(question, premise): &(usize, Premise)| {
                    let (name, is) = match premise {
                        Premise::Choice(at) => ("is", json!(format!("c{at}"))),
                        Premise::Yes(yes) => ("is", json!(yes)),
                        Premise::AtLeast(least) => ("at_least", json!(least)),
                        Premise::AtMost(most) => ("at_most", json!(most)),
                    };
                    json!({"question": format!("q{question}"), name: is})
                };
                json["available_if"] = self.conditions[plan].iter().map(one).collect();
            }
            plans.push(json);
        }
        let row = |(at, cells): (usize, &Vec<Cell>)| {
            let values: serde_json::Map<_, _> =
                cells.iter().enumerate().map(|(plan, of)| (format!("p{plan}"), cell(of))).collect();
            let id = format!("r{at}");
            json!({"id": id, "name": id, "explanation": ["A row."], "kind": "quantity", "unit": things, "values": values})
        };
        let ids = |all: &[usize], letter: &str| -> Json { all.iter().map(|at| format!("{letter}{at}")).collect() };
        let mut add_ons = Vec::new();
        for (at, add_on) in self.add_ons.iter().enumerate() {
            let gives = |(row, adds, much): &(usize, bool, u64)| json!({"entitlement": format!("r{row}"), if *adds { "adds" } else { "value" }: much});
            let mut json = json!({
                "id": format!("a{at}"), "name": format!("A{at}"), "plans": ids(&add_on.plans, "p"), "most": add_on.most,
                "depends_on": ids(&add_on.depends_on, "a"), "excludes": ids(&add_on.excludes, "a"),
                "gives": add_on.gives.iter().map(gives).collect::<Vec<_>>(),
            });
            if let Some(price) = price(&add_on.price) {
                json["price"] = price;
            }
            add_ons.push(json);
        }
        let mut catalog = json!({
            "id": "random", "version": "1", "language": "en", "title": "T", "introduction": "I", "ribbon": "R",
            "request_plan": "P", "learn_more": "L", "plans": plans,
            "prices": {"currencies": ["USD"], "periods": ["month"], "recommend": if self.is_cheapest { "cheapest" } else { "first" }},
            "sections": [{"id": "s", "title": "S", "entitlements": self.cells.iter().enumerate().map(row).collect::<Vec<_>>()}],
            "groups": [{"id": "g", "title": "G", "questions": self.questions.iter().enumerate().map(question).collect::<Vec<_>>()}],
        });
        if !add_ons.is_empty() {
            catalog["add_ons"] = add_ons.into();
        }
        catalog
    }

    pub fn answers(&self, answers: &[Answer]) -> Json {
        let mut json = json!({});
        for (at, answer) in answers.iter().enumerate() {
            let value = match answer {
                Answer::Open => continue,
                Answer::One(choice) => json!(format!("c{choice}")),
                Answer::Several(bits) => {
                    (0..32).filter(|at| bits >> at & 1 == 1).map(|at| format!("c{at}")).collect::<Vec<_>>().into()
                }
                Answer::Number(number) => json!(number),
                Answer::YesNo(yes) => json!(yes),
            };
            json[format!("q{at}")] = value;
        }
        json
    }
}

/// Throws of a die that is the same each time.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % most
    }

    fn is_one_of(&mut self, most: usize) -> bool {
        self.below(most) == 0
    }

    fn need(&mut self, rows: usize, of_number: bool) -> Need {
        let is_at_most = self.is_one_of(6);
        let bound = (!of_number || self.is_one_of(5)).then(|| self.below(6) as u64 + 1);
        Need { row: self.below(rows), is_at_most, bound }
    }

    fn requires(&mut self, rows: usize, of_number: bool) -> Vec<Requirement> {
        let count = self.below(2) + 1;
        let mut all = Vec::new();
        for _ in 0..count {
            let needs = if self.is_one_of(4) { 2 } else { 1 };
            all.push(Requirement::AnyOf((0..needs).map(|_| self.need(rows, of_number)).collect()));
        }
        all
    }

    fn price(&mut self, numbers: &[usize]) -> Price {
        match self.below(10) {
            0 => Price::NotStated,
            1 => Price::Request,
            2 => Price::From(self.below(6) as u64),
            3 | 4 if !numbers.is_empty() => {
                Price::Per(numbers[self.below(numbers.len())], self.below(3) as u64 + 1, self.below(3) as u64)
            }
            _ => Price::Flat(self.below(9) as u64),
        }
    }

    /// A model of up to four plans and six add-ons, and answers to some of its questions.
    pub fn model(&mut self) -> (Model, Vec<Answer>) {
        let (plans, rows) = (self.below(3) + 2, self.below(2) + 2);
        let mut questions = Vec::new();
        let mut is_sized = false;
        for _ in 0..self.below(3) + 2 {
            questions.push(match self.below(7) {
                0 | 1 => {
                    let sizes = !is_sized && self.is_one_of(3);
                    is_sized |= sizes;
                    let count = self.below(2) + 2;
                    let choices = (0..count).map(|_| (self.requires(rows, false), sizes.then(|| self.below(plans))));
                    Question::One(choices.collect())
                }
                2 => Question::Several((0..2).map(|_| self.requires(rows, false)).collect()),
                3 | 4 => Question::Number(self.requires(rows, true)),
                5 => Question::Number(vec![Requirement::Budget(None)]),
                _ if self.is_one_of(3) => Question::YesNo(vec![Requirement::Budget(Some(self.below(12) as u64))]),
                _ => Question::YesNo(self.requires(rows, false)),
            });
        }
        let numbers: Vec<usize> =
            (0..questions.len()).filter(|at| matches!(questions[*at], Question::Number(_))).collect();
        let cells = (0..rows)
            .map(|_| {
                let cell = |_| match self.below(9) {
                    0 => Cell::Not,
                    1 => Cell::Request,
                    2 => Cell::NotStated,
                    3 => Cell::Unlimited,
                    count => Cell::Count(count as u64 - 3),
                };
                (0..plans).map(cell).collect()
            })
            .collect();
        let prices = (0..plans).map(|_| self.price(&numbers)).collect();
        let mut add_ons: Vec<AddOn> = Vec::new();
        for at in 0..self.below(7) {
            let all: Vec<usize> = (0..plans).filter(|_| !self.is_one_of(4)).collect();
            let gives = (0..self.below(2) + 1)
                .map(|nth| ((nth + self.below(2)) % rows, self.below(2) == 0, self.below(4) as u64 + 1));
            let mut gives: Vec<_> = gives.collect();
            gives.dedup_by_key(|gives| gives.0);
            let price = self.price(&numbers);
            let plans_of = if all.is_empty() { vec![0] } else { all };
            // What depends on another is there for a plan that has the other.
            let shares = |other: &usize| add_ons[*other].plans.iter().any(|plan| plans_of.contains(plan));
            let mut depends_on: Vec<usize> = if at > 0 && self.is_one_of(4) { vec![self.below(at)] } else { vec![] };
            depends_on.retain(shares);
            let mut excludes: Vec<usize> = if at > 0 && self.is_one_of(4) { vec![self.below(at)] } else { vec![] };
            excludes.retain(|other| depends_on.is_empty() && add_ons[*other].depends_on.is_empty());
            for other in &excludes {
                add_ons[*other].excludes.push(at);
            }
            add_ons.push(AddOn { plans: plans_of, price, most: self.below(2) as u32 + 1, depends_on, excludes, gives });
        }
        let mut conditions = vec![Vec::new(); plans];
        for condition in &mut conditions {
            if self.is_one_of(4) {
                let question = self.below(questions.len());
                condition.push((
                    question,
                    match &questions[question] {
                        Question::One(choices) => Premise::Choice(self.below(choices.len())),
                        Question::Several(choices) => Premise::Choice(self.below(choices.len())),
                        Question::Number(_) if self.is_one_of(2) => Premise::AtMost(self.below(6) as u64 + 1),
                        Question::Number(_) => Premise::AtLeast(self.below(6) as u64 + 1),
                        Question::YesNo(_) => Premise::Yes(self.is_one_of(2)),
                    },
                ));
            }
        }
        let model = Model { cells, prices, conditions, add_ons, questions, is_cheapest: self.below(2) == 0 };
        let mut answers = Vec::new();
        for question in 0..model.questions.len() {
            let all = model.answers_to(question, 12);
            answers.push(if self.is_one_of(3) { Answer::Open } else { all[self.below(all.len())] });
        }
        (model, answers)
    }
}
