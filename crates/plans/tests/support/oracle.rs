//! The recommendation rule, written a second time: from the words, on the JSON that authors and visitors write, slow
//! and obvious. It shares no code with the crate.

use serde_json::{Value as Json, json};

/// A catalogue's JSON, which must be valid.
pub struct Oracle<'a>(pub &'a Json);

/// A requirement that an answer makes.
pub struct RequirementRef<'a> {
    pub question: &'a str,
    pub choice: Option<&'a str>,
    /// The alternatives: any of these needs is enough.
    pub needs: Vec<&'a Json>,
    /// The number answered, which stands for "answer".
    pub number: Option<u64>,
}

impl<'a> Oracle<'a> {
    /// The ids of the plans.
    pub fn plans(&self) -> Vec<&'a str> {
        list(&self.0["plans"]).iter().map(|plan| word(&plan["id"])).collect()
    }

    /// The questions.
    pub fn questions(&self) -> Vec<&'a Json> {
        list(&self.0["groups"]).iter().flat_map(|group| list(&group["questions"])).collect()
    }

    /// The row with this id.
    pub fn row(&self, id: &str) -> &'a Json {
        let rows = list(&self.0["sections"]).iter().flat_map(|section| list(&section["entitlements"]));
        rows.into_iter().find(|row| row["id"] == id).expect("a row of the catalogue")
    }

    /// What a plan offers in a row, without its footnote.
    pub fn offer(&self, row: &str, plan: &str) -> &'a Json {
        let cell = &self.row(row)["values"][plan];
        cell.get("value").unwrap_or(cell)
    }

    /// What is said beside a plan's offer, such as its condition, by language.
    pub fn said(&self, row: &str, plan: &str, name: &str) -> Json {
        match &self.row(row)["values"][plan][name] {
            text if text.is_string() => json!({"en": text}),
            texts => texts.clone(),
        }
    }

    /// Every requirement of these answers, in the order of the questions and of their choices.
    pub fn asked(&self, answers: &Json) -> Vec<RequirementRef<'a>> {
        let mut asked = Vec::new();
        for question in self.questions() {
            let id = word(&question["id"]);
            let answer = &answers[id];
            let needs = |requirement: &'a Json| match requirement.get("any_of") {
                Some(needs) => list(needs).iter().collect(),
                None => vec![requirement],
            };
            if answer.is_number() || *answer == true {
                let asks = |requirement| RequirementRef {
                    question: id,
                    choice: None,
                    needs: needs(requirement),
                    number: answer.as_u64(),
                };
                asked.extend(list(&question["requires"]).iter().map(asks));
            }
            for choice in list(&question["choices"]) {
                if *answer == choice["id"] || list(answer).contains(&choice["id"]) {
                    let choice_id = Some(word(&choice["id"]));
                    let asks = |requirement| RequirementRef {
                        question: id,
                        choice: choice_id,
                        needs: needs(requirement),
                        number: None,
                    };
                    asked.extend(list(&choice["requires"]).iter().map(asks));
                }
            }
        }
        asked
    }

    /// Whether a plan misses a requirement: it does not meet it, and all that could is stated.
    pub fn misses(&self, plan: &str, asked: &RequirementRef<'_>) -> bool {
        let is_stated = |need: &&Json| self.offer(word(&need["entitlement"]), plan) != "not-stated";
        !self.meets(plan, asked) && asked.needs.iter().all(is_stated)
    }

    /// Whether a plan is sure to meet a requirement.
    pub fn meets(&self, plan: &str, asked: &RequirementRef<'_>) -> bool {
        asked.needs.iter().any(|need| {
            let row = self.row(word(&need["entitlement"]));
            let required = match asked.number {
                Some(number) if need["at_least"] == "answer" => Json::from(number),
                _ => need["at_least"].clone(),
            };
            self.satisfies(row, self.offer(word(&need["entitlement"]), plan), &required)
        })
    }

    /// The position of the plan that the answered company size suits.
    pub fn size(&self, answers: &Json) -> Option<usize> {
        let suits = self.questions().into_iter().find_map(|question| {
            let chosen =
                list(&question["choices"]).iter().find(|choice| choice["id"] == answers[word(&question["id"])])?;
            chosen.get("suits")
        })?;
        self.plans().into_iter().position(|plan| plan == suits)
    }

    /// The advice, in the form of `plan-server advise`.
    pub fn advise(&self, answers: &Json) -> Json {
        let asked = self.asked(answers);
        let missed: Vec<Vec<Json>> = self
            .plans()
            .into_iter()
            .map(|plan| asked.iter().filter(|asked| self.misses(plan, asked)).map(missed_json).collect())
            .collect();
        let counts: Vec<usize> = missed.iter().map(Vec::len).collect();
        let is_open = |answer: &Json| answer.is_null() || *answer == json!([]);
        let is_answered = answers.as_object().expect("answers are an object").values().any(|answer| !is_open(answer));
        let (recommended, fits) = recommend(is_answered, self.size(answers), &counts);
        let verdicts = self.plans().into_iter().zip(missed);
        json!({
            "recommended": recommended.map(|plan| self.plans()[plan]),
            "fits": fits,
            "verdicts": verdicts.map(|(plan, missed)| json!({"plan": plan, "missed": missed})).collect::<Vec<_>>(),
        })
    }

    /// Whether an offer satisfies "at least" so much.
    pub fn satisfies(&self, row: &Json, offered: &Json, required: &Json) -> bool {
        if ["on-request", "not-applicable", "available"].iter().any(|state| offered == state) {
            return false; // To be agreed or bought, or without meaning, so it never counts as met.
        }
        if offered == "not-included" || offered == "not-stated" {
            return *required == 0; // Nothing is enough where nothing is asked for.
        }
        if required == "included" {
            return *offered != 0;
        }
        match word(&row["kind"]) {
            "quantity" => {
                let number = |value: &Json| value.as_u64().unwrap_or(u64::MAX); // Unlimited is most.
                number(offered) >= number(required)
            }
            "level" => {
                let levels = list(&self.0["scales"][word(&row["scale"])]);
                let order = |value: &Json| levels.iter().position(|level| level["id"] == *value);
                order(offered) >= order(required)
            }
            "hours" => self.covers(word(offered), word(required)),
            "response" => {
                let (offered, offered_working) = minutes(word(offered));
                let (required, required_working) = minutes(word(required));
                // Required in working hours: any time not longer. Required on the clock: only a clock time not longer.
                offered <= required && (required_working || !offered_working)
            }
            "frequency" => {
                let (offered, offered_days) = a_year(word(offered));
                let (required, required_days) = a_year(word(required));
                offered_days == required_days && offered >= required
            }
            kind => unreachable!("an inclusion asks for \"included\" alone, and no kind is called {kind}"),
        }
    }

    /// Whether support by `offered` is open at every minute of `required`: minute by minute, in a week without holidays, and
    /// then on the holidays. In two zones the minutes cannot be told from each other by the week alone, so that only what never
    /// closes covers.
    fn covers(&self, offered: &str, required: &str) -> bool {
        let (ours, theirs) = (self.open(offered), self.open(required));
        let never_closes = |hours: &Open| hours.minutes.iter().all(|open| *open) && hours.holidays.is_empty();
        if never_closes(&ours) {
            return true;
        }
        let is_open_then = ours.minutes.iter().zip(&theirs.minutes).all(|(ours, theirs)| *ours || !theirs);
        let is_open_on_their_days = ours.holidays.iter().all(|day| theirs.holidays.contains(day));
        ours.zone == theirs.zone && is_open_then && is_open_on_their_days
    }

    fn open(&self, name: &str) -> Open<'a> {
        if name == "always" {
            return Open { zone: "", minutes: vec![true; 7 * 1440], holidays: &[] };
        }
        let hours = &self.0["hours"][name];
        let mut open = vec![false; 7 * 1440];
        for opening in list(&hours["weekly"]) {
            let time =
                |text: &str| text[..2].parse::<usize>().unwrap_or(0) * 60 + text[3..].parse::<usize>().unwrap_or(0);
            let (from, until) = (time(word(&opening["open"])), time(word(&opening["close"])));
            let until = if until > from { until } else { until + 1440 };
            for day in list(&opening["days"]) {
                let day = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().position(|name| day == name);
                let start = day.expect("a day of the week") * 1440;
                (from..until).for_each(|minute| open[(start + minute) % (7 * 1440)] = true);
            }
        }
        Open { zone: word(&hours["zone"]), minutes: open, holidays: list(&hours["holidays"]) }
    }
}

struct Open<'a> {
    zone: &'a str,
    minutes: Vec<bool>,
    holidays: &'a [Json],
}

/// The rule: the plan recommended, and whether it meets all. `size` is the plan that the company's size suits, and `missed`
/// how many requirements each plan misses.
pub fn recommend(is_answered: bool, size: Option<usize>, missed: &[usize]) -> (Option<usize>, bool) {
    if !is_answered {
        return (None, false);
    }
    let s = size.unwrap_or(0);
    let meets_all = |plan: &usize| missed[*plan] == 0;
    let first_from_s_on = (s..missed.len()).find(meets_all);
    let last_before_s = (0..s).rev().find(meets_all);
    if let Some(plan) = first_from_s_on.or(last_before_s) {
        return (Some(plan), true);
    }
    let fewest = missed.iter().min().expect("a catalogue has a plan");
    let later_of_equals = (0..missed.len()).rev().find(|plan| missed[*plan] == *fewest);
    (later_of_equals, false)
}

fn missed_json(asked: &RequirementRef<'_>) -> Json {
    let mut missed = json!({"question": asked.question});
    if let Some(choice) = asked.choice {
        missed["choice"] = choice.into();
    }
    missed["entitlements"] = asked.needs.iter().map(|need| need["entitlement"].clone()).collect();
    missed
}

/// The items of a list; none of anything else.
pub fn list(json: &Json) -> &[Json] {
    json.as_array().map_or(&[], Vec::as_slice)
}

/// What a text says.
pub fn word(json: &Json) -> &str {
    json.as_str().expect("a text")
}

/// `1h30m working` as 90 and true.
pub fn minutes(text: &str) -> (u32, bool) {
    let mut minutes = 0;
    let mut digits = String::new();
    for letter in text.trim_end_matches(" working").chars() {
        match letter {
            'h' => minutes += 60 * std::mem::take(&mut digits).parse::<u32>().expect("hours"),
            'm' => minutes += std::mem::take(&mut digits).parse::<u32>().expect("minutes"),
            digit => digits.push(digit),
        }
    }
    (minutes, text.ends_with(" working"))
}

/// `2 days per quarter` as 8 a year, in days.
fn a_year(text: &str) -> (u32, bool) {
    let words: Vec<&str> = text.split(' ').collect();
    let count: u32 = words[0].parse().expect("a count");
    let periods = match words[words.len() - 1] {
        "year" => 1,
        "quarter" => 4,
        "month" => 12,
        "week" => 52,
        period => unreachable!("no period is called {period}"),
    };
    (count * periods, text.contains("day"))
}
