//! Small random catalogues, answers to their questions, and damaged documents; all as JSON.
//!
//! Catalogues are made by throwing dice, one throw a decision. Strategies that depend on each other would say the same, but
//! proptest was still shrinking them after a quarter of an hour; a list of throws it shrinks in seconds.

use std::fmt;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value as Json, json};

use super::{parent, pointers, remove, set};

/// Proptest's configuration: that many cases, and no file of failures.
pub fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// A valid catalogue, and answers to some of its questions.
pub struct Answered {
    pub catalog: Json,
    pub answers: Json,
}

impl fmt::Debug for Answered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} answered {}", self.catalog, self.answers)
    }
}

/// A catalogue of all kinds of rows and questions, with footnotes, translations, several hours with holidays and
/// alternatives; and answers to some of its questions.
pub fn answered() -> impl Strategy<Value = Answered> {
    vec(any::<u16>(), 0..600).prop_map(|throws| {
        let mut dice = Dice(throws.into_iter());
        let catalog = catalog(&mut dice);
        let answers = answers(&mut dice, &catalog);
        Answered { catalog, answers }
    })
}

/// Answers to some of a catalogue's questions.
pub fn answers_to(catalog: Json) -> impl Strategy<Value = Json> {
    vec(any::<u16>(), 0..60).prop_map(move |throws| answers(&mut Dice(throws.into_iter()), &catalog))
}

/// Throws that decide; after the last, every throw is 0.
struct Dice(std::vec::IntoIter<u16>);

impl Dice {
    /// A number below `most`.
    fn below(&mut self, most: usize) -> usize {
        usize::from(self.0.next().unwrap_or(0)) % most
    }

    /// Whether something happens that does once in so many times.
    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    /// Some of them, in their order.
    fn some<T: Clone>(&mut self, of: &[T]) -> Vec<T> {
        of.iter().filter(|_| self.once_in(2)).cloned().collect()
    }

    /// One to `most` of what is made.
    fn many<T>(&mut self, most: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..=self.below(most)).map(|_| make(self)).collect()
    }
}

fn catalog(dice: &mut Dice) -> Json {
    let plans: Vec<String> = (0..=dice.below(4)).map(|at| format!("p{at}")).collect();
    let sections = dice.many(2, |dice| dice.many(3, |dice| row(dice, &plans)));
    let kinds: Vec<&str> = sections.iter().flatten().filter_map(|row| row["kind"].as_str()).collect();
    let groups = match dice.below(4) {
        0 => Vec::new(),
        most => dice.many(most, |dice| dice.many(3, |dice| question(dice, &kinds, &plans))),
    };
    let mut catalog = json!({
        "id": "random", "version": "1", "language": "en", "title": text(dice), "introduction": text(dice),
        "ribbon": "Ribbon", "request_plan": "Request", "learn_more": "More",
        "hours": {"h0": hours(dice), "h1": hours(dice), "h2": hours(dice)},
        "scales": {"scale": [
            {"id": "low", "name": text(dice)}, {"id": "mid", "name": text(dice)}, {"id": "high", "name": text(dice)},
        ]},
        "plans": plans.iter().map(|id| plan(dice, id)).collect::<Vec<_>>(),
        "sections": numbered("s", "e", "entitlements", sections.clone()),
        "groups": numbered("g", "q", "questions", one_size(groups)),
    });
    if dice.once_in(3) {
        catalog["consent"] = text(dice);
    }
    if dice.once_in(3) {
        catalog["reply"] = reply(dice);
    }
    let questions = catalog.pointer("/groups").and_then(Json::as_array).into_iter().flatten();
    let questions = questions.flat_map(|group| group["questions"].as_array().cloned().unwrap_or_default());
    let ids: Vec<_> = questions.map(|question| question["id"].clone()).collect();
    // Which of many are first where none is named depends on the plans.
    let first = if ids.len() > 4 { ids[..=dice.below(ids.len())].to_vec() } else { dice.some(&ids) };
    if !first.is_empty() {
        catalog["decides"] = first.into();
    }
    if dice.once_in(2) {
        catalog["severities"] = severities(dice, &kinds).into();
    }
    catalog
}

/// A sentence, or who answers and by when.
fn reply(dice: &mut Dice) -> Json {
    let hours = dice.pick(&["h0", "h1", "always"]);
    let within = match dice.below(3) {
        0 => Json::Null,
        1 => json!({"hours": 1 + dice.below(100)}),
        _ => json!({"working_hours": 1 + dice.below(100), "hours": hours}),
    };
    match dice.below(3) {
        0 => text(dice),
        1 => json!({"by": text(dice), "within": within}),
        _ => json!({"text": text(dice), "within": within}),
    }
}

/// A severity for each row of hours, with the response times of any row, or of none.
fn severities(dice: &mut Dice, kinds: &[&str]) -> Vec<Json> {
    let rows = |kind: &str| -> Vec<String> {
        (0..kinds.len()).filter(|at| kinds[*at] == kind).map(|at| format!("e{at}")).collect()
    };
    let responses = rows("response");
    let severity = |(at, hours): (usize, String)| {
        let mut severity = json!({"id": format!("{at}"), "name": text(dice), "hours": hours});
        if !responses.is_empty() && !dice.once_in(3) {
            severity["response"] = responses[dice.below(responses.len())].clone().into();
        }
        severity
    };
    rows("hours").into_iter().enumerate().map(severity).collect()
}

/// What is counted, in forms of the same languages.
fn counted(dice: &mut Dice) -> Json {
    let name = text(dice);
    json!({"one": name, "other": name})
}

fn text(dice: &mut Dice) -> Json {
    let words = ["Plus", "<script>alert(1)</script>", "Größe 漢字", "a \"quoted\\\" text", " spaced "];
    let own = dice.pick(&words);
    if !dice.once_in(5) {
        return own.into();
    }
    let mut texts = json!({"en": own});
    for tag in dice.some(&["de", "pt-BR", "zh-Hant-TW"]) {
        texts[tag] = dice.pick(&words).into();
    }
    texts
}

fn plan(dice: &mut Dice, id: &str) -> Json {
    let mut plan = json!({"id": id, "name": text(dice)});
    if !dice.once_in(4) {
        plan["audience"] = text(dice);
    }
    if dice.once_in(3) {
        plan["requestable"] = dice.once_in(2).into();
    }
    if dice.once_in(3) {
        plan["learn_more_url"] = dice.pick(&["/plans", "https://example.com/plans"]).into();
    }
    plan
}

fn hours(dice: &mut Dice) -> Json {
    let opening = |dice: &mut Dice| {
        let mut days = dice.some(&["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);
        if days.is_empty() {
            days = vec!["sun"];
        }
        let open = dice.pick(&["00:00", "09:00", "17:00"]);
        json!({"days": days, "open": open, "close": dice.pick(&["24:00", "17:00", "09:00", "00:00"])})
    };
    let whole_week = json!([
        {"days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"], "open": "00:00", "close": "24:00"},
    ]);
    let weekly = if dice.once_in(4) { whole_week } else { dice.many(2, opening).into() };
    let mut hours = json!({"zone": dice.pick(&["Europe/Berlin", "Asia/Kolkata"]), "zone_label": text(dice), "name": text(dice), "weekly": weekly});
    if dice.once_in(2) {
        hours["holidays"] = dice.some(&["2026-12-25", "2027-01-01"]).into();
    }
    hours
}

fn value(dice: &mut Dice, kind: &str) -> Json {
    let words: &[&str] = match kind {
        "quantity" if !dice.once_in(4) => return dice.below(5).into(),
        "quantity" => &["unlimited"],
        "level" => &["low", "mid", "high"],
        "hours" => &["h0", "h1", "h2", "always"],
        "response" => &["30m", "1h", "1h30m", "4h", "30m working", "1h30m working", "8h working"],
        "frequency" => {
            &["1 per year", "2 per year", "1 per quarter", "1 per week", "1 day per year", "2 days per month"]
        }
        _ => &["included"],
    };
    dice.pick(words).into()
}

fn row(dice: &mut Dice, plans: &[String]) -> Json {
    let kind = dice.pick(&["inclusion", "quantity", "level", "hours", "response", "frequency"]);
    let cells: Map<_, _> = plans.iter().map(|plan| (plan.clone(), cell(dice, kind))).collect();
    let block = |dice: &mut Dice| match dice.once_in(4) {
        true => json!({"list": dice.many(2, text)}),
        false => text(dice),
    };
    let mut row = json!({"name": text(dice), "kind": kind, "values": cells});
    if !dice.once_in(4) {
        row["explanation"] = dice.many(2, block).into();
    }
    if dice.once_in(4) {
        row["link"] = json!({"url": dice.pick(&["/rows", "https://example.com/rows"]), "text": text(dice)});
    }
    if dice.once_in(4) {
        row["badge"] = if dice.once_in(2) { text(dice) } else { dice.pick(&["new", "beta"]).into() };
    }
    if dice.once_in(4) {
        row["tags"] = dice.many(3, text).into();
    }
    if dice.once_in(3) {
        row["brief"] = text(dice);
    }
    match kind {
        "quantity" => {
            row["unit"] = counted(dice);
            if dice.once_in(2) {
                row["unit"]["short"] = counted(dice);
            }
        }
        "level" => row["scale"] = "scale".into(),
        _ => {}
    }
    row
}

const STATES: [&str; 5] = ["not-included", "on-request", "not-stated", "not-applicable", "available"];

fn cell(dice: &mut Dice, kind: &str) -> Json {
    let value = match dice.below(12) {
        6 => "not-included".into(),
        7 => "on-request".into(),
        8 | 9 => "not-stated".into(),
        10 => "not-applicable".into(),
        11 => "available".into(),
        _ => value(dice, kind),
    };
    if !dice.once_in(5) {
        return value;
    }
    let is_state = STATES.iter().any(|state| value == *state);
    let is_open = ["not-included", "not-stated", "not-applicable"].iter().any(|state| value == *state);
    let mut cell = json!({"value": value});
    for (field, is_allowed) in
        [("note", true), ("condition", !is_open), ("words", is_state), ("price", value == "available")]
    {
        if is_allowed && dice.once_in(2) {
            cell[field] = text(dice);
        }
    }
    cell
}

/// A question without its id, whose needs are of rows of these kinds.
fn question(dice: &mut Dice, kinds: &[&str], plans: &[String]) -> Json {
    let kind = dice.pick(&["one", "several", "number", "yes-no"]);
    let mut question = json!({"prompt": text(dice), "kind": kind});
    if dice.once_in(2) {
        question["help"] = text(dice);
    }
    match kind {
        "number" => question["unit"] = counted(dice),
        "yes-no" => question["asks_for"] = text(dice),
        _ => {
            let mut choices = dice.many(3, |dice| choice(dice, kinds, plans));
            choices.iter_mut().enumerate().for_each(|(at, choice)| choice["id"] = format!("c{at}").into());
            question["choices"] = choices.into();
            return question;
        }
    }
    question["requires"] = requirements(dice, kinds, kind == "number");
    question
}

fn choice(dice: &mut Dice, kinds: &[&str], plans: &[String]) -> Json {
    let mut choice = json!({"requires": requirements(dice, kinds, false)});
    match dice.once_in(3) {
        true => choice["hours"] = dice.pick(&["h0", "h1", "h2"]).into(),
        false => choice["label"] = text(dice),
    }
    if dice.once_in(2) {
        choice["asks_for"] = text(dice);
    }
    if dice.once_in(2) {
        choice["suits"] = dice.pick(plans).into();
    }
    choice
}

/// None to two requirements.
fn requirements(dice: &mut Dice, kinds: &[&str], of_number: bool) -> Json {
    let requirement = |dice: &mut Dice| match dice.once_in(3) {
        true => json!({"any_of": dice.many(3, |dice| need(dice, kinds, of_number))}),
        false => need(dice, kinds, of_number),
    };
    match dice.below(3) {
        0 => json!([]),
        most => dice.many(most, requirement).into(),
    }
}

fn need(dice: &mut Dice, kinds: &[&str], of_number: bool) -> Json {
    let row = dice.below(kinds.len());
    let at_least = match dice.below(6) {
        5 => "included".into(),
        2..5 if of_number && kinds[row] == "quantity" => "answer".into(),
        _ => value(dice, kinds[row]),
    };
    json!({"entitlement": format!("e{row}"), "at_least": at_least})
}

/// Lets the choices of one question alone, the first with one choice, tell a size.
fn one_size(mut groups: Vec<Vec<Json>>) -> Vec<Vec<Json>> {
    let mut is_told = false;
    for question in groups.iter_mut().flatten() {
        let tells = question["kind"] == "one" && !is_told;
        is_told |= tells;
        for choice in question["choices"].as_array_mut().into_iter().flatten() {
            if let Some(choice) = choice.as_object_mut().filter(|_| !tells) {
                choice.shift_remove("suits");
            }
        }
    }
    groups
}

/// Outer and inner items with ids: a letter and a position.
fn numbered(outer: &str, inner: &str, field: &str, groups: Vec<Vec<Json>>) -> Json {
    let mut next = 0..;
    let mut group = |(at, mut items): (usize, Vec<Json>)| {
        for (item, at) in items.iter_mut().zip(&mut next) {
            item["id"] = json!(format!("{inner}{at}"));
        }
        json!({"id": format!("{outer}{at}"), "title": "Title", field: items})
    };
    groups.into_iter().enumerate().map(&mut group).collect()
}

fn answers(dice: &mut Dice, catalog: &Json) -> Json {
    let list = |json: &Json| json.as_array().cloned().unwrap_or_default();
    let mut answers = json!({});
    for question in list(&catalog["groups"]).iter().flat_map(|group| list(&group["questions"])) {
        if dice.once_in(3) {
            continue;
        }
        let id = question["id"].as_str().expect("an id");
        let choices: Vec<Json> = list(&question["choices"]).iter().map(|choice| choice["id"].clone()).collect();
        let answer = match question["kind"].as_str() {
            Some("one") => dice.pick(&choices),
            Some("several") => dice.some(&choices).into(),
            Some("number") => dice.pick(&[0, 1, 2, 3, 4, 5, 36, 999_999]).into(),
            _ => dice.once_in(2).into(),
        };
        if answer != json!([]) {
            answers[id] = answer;
        }
    }
    answers
}

/// A change that damages a document: a place, as a share of all places, and what happens there.
#[derive(Clone, Debug)]
pub struct Damage(Index, Edit);

#[derive(Clone, Debug)]
enum Edit {
    Remove,
    Replace(Json),
    Rename(&'static str),
    Copy(Index),
}

/// Some changes that damage a document.
pub fn damages() -> impl Strategy<Value = Vec<Damage>> {
    let values = vec![
        json!(null),
        json!(true),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(1e300),
        json!(""),
        json!("\u{7}"),
        json!("<b>"),
        json!("plus"),
        json!("always"),
        json!("answer"),
        json!("4 hrs"),
        json!([]),
        json!({}),
        json!([[]]),
        json!({"a/~b": 0}),
        json!({"en": "x", "DE": "y"}),
        json!("x".repeat(2001)),
    ];
    let edit = prop_oneof![
        Just(Edit::Remove),
        select(values).prop_map(Edit::Replace),
        select(vec!["id", "idd", "a~1b", "zone"]).prop_map(Edit::Rename),
        any::<Index>().prop_map(Edit::Copy),
    ];
    vec((any::<Index>(), edit).prop_map(|(at, edit)| Damage(at, edit)), 1..6)
}

/// The document after these changes.
pub fn damaged(json: &Json, damages: &[Damage]) -> Json {
    let mut json = json.clone();
    for Damage(at, edit) in damages {
        let places = pointers(&json);
        let place = at.get(&places).as_str();
        match edit {
            Edit::Replace(value) => set(&mut json, place, value.clone()),
            Edit::Remove | Edit::Rename(_) if place.is_empty() => {}
            Edit::Remove => remove(&mut json, place),
            Edit::Rename(name) => {
                let value = json.pointer(place).cloned().unwrap_or_default();
                remove(&mut json, place);
                set(&mut json, &format!("{}/{name}", parent(place).0), value);
            }
            Edit::Copy(from) => {
                let value = json.pointer(from.get(&places).as_str()).cloned().unwrap_or_default();
                // Small things alone, so that the document does not grow past its limit.
                if value.to_string().len() < 2000 {
                    set(&mut json, place, value);
                }
            }
        }
    }
    json
}
