//! The share link: that nothing is lost on the way, what is made of damaged ones, and what changed since.

mod support;

use std::collections::HashSet;

use plans::catalog::{Id, Quantity, QuestionKind, Value};
use plans::link::{Changes, Fault, FaultKind, Link, MAX_LEN, Opened, PERSONAL, RowChange, Theme, Was};
use plans::testing::{catalog, choice, number, one, row, several, yes_no};
use plans::wire::{self, EntryText, View, each_entry};
use plans::{Answers, Catalog, PlanIx, QuestionIx, source};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use support::random::{Answered, answered, cases};
use support::{MSA, answers, msa, read};

/// A catalogue whose ids could be taken for other things: keys of links, words, values.
fn colliding() -> Catalog {
    let choices = || {
        [
            choice("not-sure").requires("was", "8h"),
            choice("yes").requires("v1", "a"),
            choice("36").requires("open", "1h"),
        ]
    };
    let scale = json!([{"id": "2", "name": "Low"}, {"id": "8h", "name": "Mid"}, {"id": "u", "name": "High"}]);
    let offers: [Json; 3] = [999_999.into(), "unlimited".into(), "on-request".into()];
    catalog("colliding")
        .set("version", "Größe; 1=1,%")
        .set("scales", json!({"s": scale}))
        .set("severities", json!([{"id": "only", "name": "S", "hours": "v1", "response": "open"}]))
        .hours("a", ("Asia/Kolkata", "IST"), &["mon"], ("09:00", "17:00"))
        .plans(["not-sure", "plans", "a-1"])
        .section("open", "T")
        .row(row("was", "level", ["8h", "2", "not-included"]).set("scale", "s"))
        .row(row("rows", "quantity", offers))
        .section("plans", "T")
        .row(row("v1", "hours", ["a", "always", "a"]))
        .row(row("open", "response", ["90m", "8h working", "90m working"]))
        .row(row("all", "frequency", ["1 day per quarter", "2 per week", "1 per month"]))
        .question(one("plans", choices()))
        .question(several("open", choices()))
        .question(number("company").requires("rows", "answer"))
        .question(yes_no("v1").requires("all", "2 per week"))
        .question(yes_no("unlike"))
        .read()
}

/// Throws that decide; after the last, every throw is 0.
struct Dice<'a>(&'a mut dyn Iterator<Item = usize>);

impl Dice<'_> {
    /// A number below `most`.
    fn below(&mut self, most: usize) -> usize {
        self.0.next().unwrap_or(0) % most
    }

    /// Whether something happens that does half of the time.
    fn half(&mut self) -> bool {
        self.below(2) == 1
    }

    fn pick<T: Clone>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())].clone()
    }

    /// Some of them, in their order.
    fn some<T>(&mut self, of: impl Iterator<Item = T>) -> Vec<T> {
        of.filter(|_| self.half()).collect()
    }

    /// None, or one of them.
    fn perhaps(&mut self, of: &[&str]) -> Option<String> {
        self.half().then(|| self.pick(of).to_owned())
    }
}

/// Throws of which there are enough, the same every time.
fn throws(seed: u64) -> impl Iterator<Item = usize> {
    let mut state = seed;
    std::iter::from_fn(move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Some((state >> 33) as usize)
    })
}

fn random_answers(dice: &mut Dice<'_>, catalog: &Catalog) -> Answers {
    let mut answers = Answers::none();
    for question in catalog.questions() {
        match dice.below(4) {
            0 => {}
            1 => answers.not_sure(question),
            _ => match &catalog.question(question).kind {
                QuestionKind::One(_) => {
                    let choices: Vec<_> = catalog.choices(question).collect();
                    answers.pick(catalog, question, dice.pick(&choices));
                }
                QuestionKind::Several(_) => {
                    for choice in dice.some(catalog.choices(question)) {
                        answers.pick(catalog, question, choice);
                    }
                }
                QuestionKind::Number { .. } => {
                    answers.count(catalog, question, dice.pick(&[0, 1, 36, Answers::MAX_NUMBER]));
                }
                QuestionKind::YesNo { .. } => answers.decide(catalog, question, dice.half()),
            },
        }
    }
    answers
}

/// A view of these plans.
fn showing(plans: Vec<PlanIx>) -> View {
    View { plans, ..View::default() }
}

/// A link with these answers and any choices of view.
fn random_view(dice: &mut Dice<'_>, catalog: &Catalog, answers: Answers) -> Link {
    let mut plans = dice.some(catalog.plans());
    for at in 1..plans.len() {
        plans.swap(at, dice.below(at + 1));
    }
    let severities: Vec<_> = catalog.severities().collect();
    Link {
        answers,
        view: View {
            family: None,
            plans,
            only_differences: dice.half(),
            explained: dice.some(catalog.entitlements()),
            folded: dice.some(0..catalog.parts().sections.len()),
            severity: if severities.is_empty() || dice.half() { None } else { Some(dice.pick(&severities)) },
            moment: dice.perhaps(&["2026-11-26T18:30", "0000-99-99T99:99"]),
            zone: dice.perhaps(&["Europe/Berlin", "Etc/GMT+5", "America/Argentina/ComodRivadavia", "UTC"]),
        },
        language: dice.perhaps(&["de", "zh-Hant-TW", "x"]),
        theme: dice.half().then(|| dice.pick(&[Theme::Light, Theme::Dark])),
    }
}

fn random_link(dice: &mut Dice<'_>, catalog: &Catalog) -> Link {
    let answers = random_answers(dice, catalog);
    random_view(dice, catalog, answers)
}

/// Written and read, a link is what it was, and nothing changed since; with `#` as without, and percent-encoded as not.
#[track_caller]
fn check_round_trip(catalog: &Catalog, link: &Link) {
    let text = link.write(catalog);
    let opened = Link::read(catalog, &text);
    assert_eq!((&opened.link, &*opened.faults), (link, &[][..]), "{text}");
    assert_eq!(text.is_empty(), *link == Link::default(), "{text}");
    assert_eq!(opened.made_with.version.as_ref(), (!text.is_empty()).then_some(&catalog.parts().version), "{text}");
    assert!(text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?%".contains(&byte)), "{text}");
    assert_eq!(Link::read(catalog, &["#", &text].concat()), opened);
    assert_eq!(Link::read(catalog, &encoded(&text)), opened, "{}", encoded(&text));
    assert_eq!(opened.changes(catalog), Changes::default(), "{text}");
    let other_hash = without_hash(&opened);
    assert_eq!(other_hash.changes(catalog), Changes::default(), "the values themselves are as they were: {text}");
    check_entries(catalog, link);
}

/// Takes answers and choices of view round every carrier of entries: pairs, the fields of a form, JSON, and text.
fn check_entries(catalog: &Catalog, link: &Link) {
    let entries = link.answers.entries(catalog);
    let mut entered = Answers::none();
    for (id, value) in &entries {
        let question = catalog.question_by_id(id).expect("a question of the catalogue");
        assert!(entered.enter(catalog, question, value), "{id}={value}");
    }
    assert_eq!(entered, link.answers);

    let json = link.answers.to_json(catalog);
    assert_eq!(Answers::from_json(catalog, &json.to_string()).as_ref(), Ok(&link.answers), "{json}");
    for question in catalog.questions() {
        let id = catalog.question(question).id.as_str();
        let values: Vec<_> = entries.iter().filter(|(of, _)| of == id).map(|(_, value)| &**value).collect();
        assert_eq!(wire::json::of_entries(catalog, question, &values).as_ref(), json.get(id), "{id}: {values:?}");
    }

    let mut text = EntryText::default();
    let (mut of_pairs, mut of_text) = (View::default(), View::default());
    for (name, value) in link.view.entries(catalog) {
        assert_eq!(of_pairs.enter(catalog, name, &value), Ok(()), "{name}={value}");
        text.add(name, &value);
    }
    let text = text.finish();
    each_entry(&text, &mut |name, value| {
        let taken = of_text.enter(catalog, name, value);
        assert!(taken.is_ok() || text.is_empty(), "{name}={value}: {taken:?}");
    });
    assert_eq!((&of_pairs, &of_text), (&link.view, &link.view), "{text}");
}

/// The same link, encoded as some programs do it.
fn encoded(text: &str) -> String {
    text.replace(',', "%2C").replace(':', "%3a").replace('/', "%2F")
}

/// The same link without its hash, so that values are compared one by one.
fn without_hash(opened: &Opened) -> Opened {
    let mut opened = opened.clone();
    opened.made_with.rows = None;
    opened
}

/// A link to the MSA catalogue has these faults and no other: kind, key and value. `left` is what was read of it, written
/// again, up to what it was made with.
#[track_caller]
fn check(text: &str, faults: &[(FaultKind, &str, &str)], left: &str) {
    let opened = Link::read(&msa(), text);
    assert_eq!(of_faults(&opened.faults), faults, "{text}");
    let again = opened.link.write(&msa());
    assert_eq!(again.split(";catalog=").next(), Some(left), "{text}");
}

fn of_faults(faults: &[Fault]) -> Vec<(FaultKind, &str, &str)> {
    faults.iter().map(|fault| (fault.kind, &*fault.key, &*fault.value)).collect()
}

#[test]
fn a_link_is_readable() {
    let catalog = msa();
    let given = json!({
        "company-size": "100-499", "sev1-hours": "always", "contacts": 3, "remote-assistance": true,
        "assurance": ["review-call", "health-check"], "escalation": null,
    });
    let plan = |id| catalog.plan_by_id(id).expect("a plan");
    let row = |at: usize| catalog.entitlements().nth(at).expect("a row");
    let link = Link {
        answers: answers(&catalog, &given),
        view: View {
            family: None,
            plans: vec![plan("enterprise"), plan("start")],
            only_differences: true,
            explained: vec![row(1), row(4)],
            folded: vec![0, 5],
            severity: catalog.severity_by_id("2"),
            moment: Some("2026-11-26T18:30".into()),
            zone: Some("Europe/Berlin".into()),
        },
        language: Some("de".into()),
        theme: Some(Theme::Dark),
    };
    let parts = [
        "v1;company-size=100-499;sev1-hours=always;contacts=3;remote-assistance=yes;assurance=review-call,health-check",
        "escalation=not-sure;plans=enterprise,start;only=differences;open=technical-contacts,sev2-hours",
        "folded=coverage,assurance;severity=2;moment=2026-11-26T18:30;zone=Europe/Berlin;lang=de;theme=dark",
        "catalog=2026-11;rows=6e6e5df9",
        "was=enterprise,start/technical-contacts:8,1/sev1-hours:A,extended/remote-assistance:Y,Y/review-call:1d-year,N\
         /health-check:1x-year,N",
    ];
    assert_eq!(link.write(&catalog), parts.join(";"));
    check_round_trip(&catalog, &link);
}

#[test]
fn every_value_is_written_so_that_it_is_no_other() {
    let catalog = colliding();
    let given =
        json!({"plans": "not-sure", "open": ["not-sure", "yes", "36"], "company": 5, "v1": true, "unlike": null});
    let link = Link { answers: answers(&catalog, &given), ..Link::default() };
    let parts = [
        "v1;answer.plans=not-sure;answer.open=not-sure,yes,36;answer.company=5;v1=yes;unlike=not-sure",
        "catalog=Gr%C3%B6%C3%9Fe%3B%201%3D1%2C%25;rows=f27b67d9",
        "was=not-sure,plans,a-1/was:8h,2,N/rows:999999,U,R/v1:a,A,a/open:90m,8wh,90wm/all:1d-quarter,2x-week,1x-month",
    ];
    assert_eq!(link.write(&catalog), parts.join(";"));
    check_round_trip(&catalog, &link);
    let not_sure = json!({"plans": null, "open": null, "company": null, "v1": null});
    let link = Link { answers: answers(&catalog, &not_sure), ..Link::default() };
    assert!(
        link.write(&catalog).starts_with("v1;answer.plans=~;answer.open=~;answer.company=not-sure;v1=not-sure;cat")
    );
    check_round_trip(&catalog, &link);
}

#[test]
fn nothing_chosen_is_no_link() {
    assert_eq!(Link::default().write(&msa()), "");
    for text in ["", "#", "v1", "#v1;", ";v1;;"] {
        assert_eq!(Link::read(&msa(), text), Opened::default(), "{text:?}");
    }
}

#[test]
fn a_link_typed_by_hand_needs_no_more_than_its_answers() {
    check(
        "v1;company-size=100-499;sev1-hours=always;plans=plus,business",
        &[],
        "v1;company-size=100-499;sev1-hours=always;plans=plus,business",
    );
    let opened = Link::read(&msa(), "v1;answer.contacts=007;answer.company-size=~;");
    assert_eq!(opened.faults, []);
    assert_eq!(opened.link.answers.to_json(&msa()), json!({"company-size": null, "contacts": 7}));
    assert_eq!(opened.changes(&msa()), Changes::default());
}

#[test]
fn what_is_personal_is_neither_read_nor_a_fault() {
    let link = PERSONAL.map(|key| [key, "=a%b"].concat()).join(";");
    check(&["v1;", &link, ";contacts=1;", &link].concat(), &[], "v1;contacts=1");
}

#[test]
fn what_is_not_of_its_form_is_not_written() {
    let texts = ["", "a;b=c", "2026-11-26 18:30", "ä", &"a".repeat(65)];
    for text in texts.map(|text| Some(text.to_owned())) {
        let link = Link {
            view: View { moment: text.clone(), zone: text.clone(), ..View::default() },
            language: text.clone(),
            ..Link::default()
        };
        assert_eq!(link.write(&msa()), "", "{text:?}");
    }
}

#[test]
fn a_damaged_link_opens_what_it_can_and_tells_the_rest() {
    use FaultKind::*;
    check("v9;contacts=1", &[(Version, "", "v9")], "v1;contacts=1");
    check("contacts=1;v1", &[(Version, "", ""), (UnknownKey, "v1", "")], "v1;contacts=1");
    check("requests", &[(Version, "", "requests")], "");
    check(
        "v1;contact=1;answer.contakt=2;contacts=3",
        &[(UnknownKey, "contact", "1"), (UnknownQuestion, "answer.contakt", "2")],
        "v1;contacts=3",
    );
    check(
        "v1;contacts=-1;incidents=1000000;company-size=1-99,100-499;remote-assistance=true;escalation;sev1-hours=",
        &[
            (NoAnswer, "contacts", "-1"),
            (NoAnswer, "incidents", "1000000"),
            (NoAnswer, "company-size", "1-99,100-499"),
            (NoAnswer, "remote-assistance", "true"),
            (NoAnswer, "escalation", ""),
            (NoAnswer, "sev1-hours", ""),
        ],
        "",
    );
    check(
        "v1;assurance=health-check,~,review-call,health-check,x",
        &[(NoAnswer, "assurance", "~"), (Twice, "assurance", "health-check"), (NoAnswer, "assurance", "x")],
        "v1;assurance=review-call,health-check",
    );
    check(
        "v1;plans=plus,gold,plus,start;open=sev9-hours,sev2-hours,sev1-hours;folded=x,hours;severity=9",
        &[
            (UnknownPlan, "plans", "gold"),
            (Twice, "plans", "plus"),
            (UnknownEntitlement, "open", "sev9-hours"),
            (UnknownSection, "folded", "x"),
            (UnknownSeverity, "severity", "9"),
        ],
        "v1;plans=plus,start;open=sev2-hours,sev1-hours;folded=hours",
    );
    check(
        "v1;only=all;moment=2026-11-26;zone=%3CBerlin;lang=;theme=auto",
        &[
            (Malformed, "only", "all"),
            (Malformed, "moment", "2026-11-26"),
            (Malformed, "zone", "<Berlin"),
            (Malformed, "lang", ""),
            (Malformed, "theme", "auto"),
        ],
        "",
    );
    check(
        "v1;contacts=1;contacts=2;answer.contacts=3;theme=dark;theme=light",
        &[(Twice, "contacts", "2"), (Twice, "answer.contacts", "3"), (Twice, "theme", "light")],
        "v1;contacts=1;theme=dark",
    );
    check(
        "v1;contacts=%31;zone=%;lang=%4;theme=%zz;moment=%FF;only=%+1;plans=%c3%a4",
        &[
            (Encoding, "zone", "%"),
            (Encoding, "lang", "%4"),
            (Encoding, "theme", "%zz"),
            (Encoding, "moment", "%FF"),
            (Encoding, "only", "%+1"),
            (UnknownPlan, "plans", "ä"),
        ],
        "v1;contacts=1",
    );
}

#[test]
fn a_link_that_is_too_long_is_read_to_the_last_part_that_ends_in_time() {
    use FaultKind::*;
    let filled = |len: usize| ["v1;contacts=1;", &";".repeat(len - 25), "incidents=7"].concat();
    check(&filled(MAX_LEN), &[], "v1;incidents=7;contacts=1");
    check(&["#", &filled(MAX_LEN)].concat(), &[], "v1;incidents=7;contacts=1");
    check(&[&filled(MAX_LEN), ";theme=dark"].concat(), &[(TooLong, "", "")], "v1;incidents=7;contacts=1");
    check(&[&filled(MAX_LEN), "7"].concat(), &[(TooLong, "", "")], "v1;contacts=1");
    check(&["v1;contacts=1;zone=", &"ä".repeat(MAX_LEN)].concat(), &[(TooLong, "", "")], "v1;contacts=1");
    check(&"ä".repeat(MAX_LEN), &[(TooLong, "", "")], "");
}

/// The MSA catalogue after its text was changed, and what a link finds changed there that was made before, with these answers
/// and plans.
fn changes(given: Json, plans: &[&str], edits: &[(&str, &str)]) -> (Catalog, Changes) {
    let before = msa();
    let plans = plans.iter().map(|id| before.plan_by_id(id).expect("a plan")).collect();
    let text = Link { answers: answers(&before, &given), view: showing(plans), ..Link::default() }.write(&before);
    let mut json = MSA.to_owned();
    for (from, to) in edits {
        assert!(json.contains(from), "{from}");
        json = json.replace(from, to);
    }
    let after = source::read(&json).unwrap_or_else(|problems| panic!("{}", support::lines(&problems).join("\n")));
    let changes = Link::read(&after, &text).changes(&after);
    (after, changes)
}

fn count(count: u64) -> Value {
    Value::Quantity(Quantity::Count(count))
}

/// Contacts of MSA Plus, before and after.
const CONTACTS: (&str, &str) = (r#""start": 1, "plus": 2,"#, r#""start": 1, "plus": 3,"#);

#[test]
fn a_link_tells_what_changed_since_it_was_made() {
    let (after, found) = changes(json!({"contacts": 2}), &[], &[CONTACTS]);
    let row = after.entitlements().nth(1).expect("the row of contacts");
    let plan = after.plan_by_id("plus").expect("a plan");
    assert_eq!(found.rows, [RowChange { row, plan, was: Was::Value(count(2)), is: count(3) }]);
    assert_eq!(found.faults, []);
    let unasked = [
        changes(json!({"incidents": 2}), &[], &[CONTACTS]),
        changes(json!({"contacts": 2}), &["start", "business"], &[CONTACTS]),
        changes(json!({"contacts": 2}), &["plus"], &[("\"2026-11\"", "\"2026-12\"")]),
    ];
    for (_, found) in unasked {
        assert_eq!(found, Changes::default(), "what the link did not rely on or show may change");
    }
}

#[test]
fn the_same_hash_says_that_nothing_changed() {
    let catalog = msa();
    let link = Link { answers: answers(&catalog, &json!({"contacts": 2})), ..Link::default() };
    let text = link.write(&catalog).replace(":0,1,2,4,8", ":1,1,2,4,8");
    let opened = Link::read(&catalog, &text);
    assert_eq!(opened.changes(&catalog), Changes::default());
    assert_eq!(without_hash(&opened).changes(&catalog).rows.len(), 1);
}

#[test]
fn a_level_that_is_gone_is_told_by_its_id() {
    let edits = [("\"medium\"", "\"middle\""), (r#""business": "high""#, r#""business": "highest""#)];
    let (after, found) = changes(json!({"escalation": "basic"}), &["business", "plus"], &edits);
    let row = after.entitlements().last().expect("the row of escalation");
    let [business, plus] = ["business", "plus"].map(|id| after.plan_by_id(id).expect("a plan"));
    let cell = |plan| after.cell(row, plan).value;
    let high = source::read(MSA).expect("a catalogue").cell(row, business).value;
    let gone = Was::Gone(Id::parse("medium").expect("an id"));
    assert_eq!(
        found.rows,
        [
            RowChange { row, plan: business, was: Was::Value(high), is: cell(business) },
            RowChange { row, plan: plus, was: gone, is: cell(plus) },
        ]
    );
}

#[test]
fn a_plan_or_row_that_is_gone_is_a_fault_and_the_rest_is_compared() {
    let edits = [CONTACTS, ("\"start\"", "\"begin\""), ("\"premium-incidents\"", "\"incidents\"")];
    let (after, found) = changes(json!({"contacts": 2, "incidents": 1}), &[], &edits);
    assert_eq!(
        of_faults(&found.faults),
        [(FaultKind::UnknownPlan, "was", "start"), (FaultKind::UnknownEntitlement, "was", "premium-incidents"),]
    );
    let plans: Vec<_> = found.rows.iter().map(|change| (after.plan(change.plan).id.as_str(), &change.was)).collect();
    assert_eq!(plans, [("plus", &Was::Value(count(2)))]);
}

#[test]
fn what_a_link_was_made_with_may_be_damaged() {
    use FaultKind::*;
    let check = |was: &str, faults: &[(FaultKind, &str, &str)], expected: &[(&str, u64)]| {
        let catalog = msa();
        let found = Link::read(&catalog, &["v1;was=", was].concat()).changes(&catalog);
        assert_eq!(of_faults(&found.faults), faults, "{was}");
        let values = found.rows.iter().map(|change| match &change.was {
            Was::Value(Value::Quantity(Quantity::Count(count))) => (catalog.plan(change.plan).id.as_str(), *count),
            other => panic!("{other:?}"),
        });
        assert_eq!(values.collect::<Vec<_>>(), expected, "{was}");
    };
    // Where its end is missing, what is left is no change.
    for was in [
        "",
        "plus",
        "plus,bus",
        "plus/",
        "plus,start/technical-contacts",
        "plus,start/technical-contacts:1",
        "technical-contacts:1",
    ] {
        check(was, &[], &[]);
    }
    check("plus,start/technical-contacts:2,1", &[], &[]);
    check("plus,start/technical-contacts:1,2", &[], &[("plus", 1), ("start", 2)]);
    check("plus/technical-contacts:1,2", &[], &[]);
    check("plus/technical-contacts:1/x", &[], &[("plus", 1)]);
    check("plus/technical-contacts:+1/x:1", &[(UnknownEntitlement, "was", "x"), (Malformed, "was", "+1")], &[]);
}

/// A link with answers of every kind, whole, and what it opens.
fn whole_link() -> (String, Opened) {
    let catalog = msa();
    let given = json!({
        "company-size": "100-499", "sev1-hours": "always", "contacts": 3, "remote-assistance": true,
        "assurance": ["review-call", "health-check"], "escalation": null,
    });
    let plans = ["plus", "business"].map(|id| catalog.plan_by_id(id).expect("a plan")).to_vec();
    let link = Link { answers: answers(&catalog, &given), view: showing(plans), ..Link::default() };
    let text = link.write(&catalog);
    let opened = Link::read(&catalog, &text);
    (text, opened)
}

/// The same link without what it was made with.
fn short(text: &str) -> String {
    text.split(";catalog=").next().unwrap_or_default().to_owned()
}

/// A received link opens what the link opened that was sent, tells no fault, and no change.
#[track_caller]
fn check_received(received: &str, sent: &Opened) {
    let catalog = msa();
    let opened = Link::read(&catalog, received);
    assert_eq!((&opened.link, &*opened.faults), (&sent.link, &[][..]), "{received}");
    assert_eq!(opened.changes(&catalog), Changes::default(), "{received}");
    let other_hash = without_hash(&opened);
    assert_eq!(other_hash.changes(&catalog), Changes::default(), "{received}");
}

/// Percent-encodes these characters of a text.
fn percent_encoded(text: &str, letters: &str) -> String {
    let encode = |letter: char| match letters.contains(letter) {
        true => format!("%{:02X}", u32::from(letter)),
        false => letter.to_string(),
    };
    text.chars().map(encode).collect()
}

#[test]
fn an_encoded_link_opens_as_it_was_meant() {
    let (text, sent) = whole_link();
    for text in [&text, &short(&text)] {
        for letters in [";", "=", ";=", ";=,", ";=,:/", "=,:/"] {
            let once = percent_encoded(text, letters);
            let twice = percent_encoded(&once, "%");
            let thrice = percent_encoded(&twice, "%");
            for received in [&once, &once.replace("%3B", "%3b").replace("%3D", "%3d"), &twice, &thrice] {
                check_received(received, &sent);
                check_received(&format!("#{received}"), &sent);
                check_received(&format!("%23{received}"), &sent);
            }
        }
        for lead in ["#", "##", "%23", "%2523", " ", "%20#", "#\n"] {
            check_received(&format!("{lead}{text}"), &sent);
        }
    }
    // A separator that was encoded in one place alone.
    check("v1;contacts=3%3Bplans%3Dplus", &[], "v1;contacts=3;plans=plus");
    check("V1;contacts=3", &[], "v1;contacts=3");
}

#[test]
fn wrapped_lines_and_escapes_of_html_are_undone() {
    let (text, sent) = whole_link();
    for text in [&text, &short(&text)] {
        // Everywhere a line may be wrapped.
        for (at, _) in text.match_indices(|_| true).skip(1) {
            for wrap in ["=\r\n", "=", "\n", "\r\n ", "%0A", "%0D%0A", "%20", "=%0D%0A", "\u{ad}", "%E2%80%8B"] {
                check_received(&[&text[..at], wrap, &text[at..]].concat(), &sent);
            }
        }
        check_received(&text.replace('=', "=3D"), &sent);
        check_received(&text.replace('=', "=3D").replace("-hours", "-=\nhours"), &sent);
        for (from, to) in [
            (";", "&#59;"),
            ("=", "&#61;"),
            ("=", "&#x3D;"),
            ("=", "&equals;"),
            ("=", "&amp;#x3D;"),
            ("/", "&#x2F;"),
            (",", "&#44;"),
            (";", "&"),
            (";", "&amp;"),
            (";", "&amp;amp;"),
            ("-", "\u{2011}"),
            ("-", "%E2%80%93"),
        ] {
            check_received(&text.replace(from, to), &sent);
        }
    }
}

#[test]
fn what_is_added_to_a_link_costs_no_answer_and_is_no_change() {
    let (text, sent) = whole_link();
    let tails = [
        "&utm_source=mail",
        "&amp;utm_source=mail&amp;utm_medium=x",
        "?utm_source=mail&utm_campaign=a;b",
        "?fbclid=IwAR0_x-y",
        "&gclid=1",
        "&_hsenc=p2ANqtz-8;x",
        ";utm_source=mail",
        "%26utm_source%3Dmail",
        ")",
        ").",
        "),",
        ");",
        ">",
        ">.",
        "]",
        "}",
        "/",
        "//",
        "%",
        "%2",
        "%%",
        "%zz",
        "…",
        "...",
        "....",
        "%E2%80%A6",
        "%E2%80",
        ".",
        ",",
        ";",
        ":",
        "!",
        "?",
        "'",
        "\"",
        "”",
        "»",
        "*",
        "**",
        "_",
        "~~",
        "`",
        "|",
        "\\",
        "%20",
        "+",
        " ",
        "\u{a0}",
        "%C2%A0",
        "%0A",
        "%22",
        "%3E",
        "%3C/a%3E",
        "</a>",
        "<br>",
        " (see below)",
        "%20and%20more",
        "\nRegards, Ada",
        "#",
        "#prices",
        "#:~:text=plans",
        ":~:text=plans",
        "&",
        "&amp;",
        "&amp",
        "&quot;",
        "&gt;",
        "=",
        "==",
        "😀",
        "-",
        "&)",
        ";)",
        "; see you",
        "&utm_source=mail).",
    ];
    let ends = [
        "v1;contacts=3",
        "v1;company-size=100-499",
        "v1;plans=plus,business",
        "v1;zone=Etc/GMT+5",
        "v1;only=differences",
        "v1;escalation=~",
    ];
    for tail in tails {
        check_received(&[&*text, tail].concat(), &sent);
        check_received(&[&*short(&text), tail].concat(), &sent);
        for link in ends {
            check_received(&[link, tail].concat(), &Link::read(&msa(), link));
        }
        check_received(&["v1", tail].concat(), &Opened::default());
    }
    // What is known counts, whoever wrote it so.
    check("v1;contacts=3&plans=plus", &[], "v1;contacts=3;plans=plus");
    check("v1;contacts=3&contakts=4", &[], "v1;contacts=3");
    check("v1;contacts=3&contacts=4", &[(FaultKind::Twice, "contacts", "4")], "v1;contacts=3");
}

#[test]
fn a_link_cut_short_claims_no_change() {
    let (text, sent) = whole_link();
    let catalog = msa();
    let start = text.find(";catalog=").expect("a version");
    for (at, _) in text.match_indices(|_| true).skip(start) {
        for tail in ["", "…", "...", "%E2%80%A6"] {
            let opened = Link::read(&catalog, &[&text[..at], tail].concat());
            assert_eq!((&opened.link, &*opened.faults), (&sent.link, &[][..]), "{}", &text[..at]);
            assert_eq!(opened.changes(&catalog), Changes::default(), "{}", &text[..at]);
        }
    }
}

/// Every answer to a question, not being sure among them.
fn all_answers(catalog: &Catalog, question: QuestionIx) -> Vec<Answers> {
    let mut all = vec![Answers::none()];
    all[0].not_sure(question);
    for yes in [true, false] {
        let mut answers = Answers::none();
        answers.decide(catalog, question, yes);
        all.push(answers);
    }
    let mut number = Answers::none();
    number.count(catalog, question, Answers::MAX_NUMBER);
    all.push(number);
    for subset in 1..1_u32 << catalog.choices(question).count() {
        let mut answers = Answers::none();
        for (at, choice) in catalog.choices(question).enumerate() {
            if subset >> at & 1 == 1 {
                answers.pick(catalog, question, choice);
            }
        }
        all.push(answers);
    }
    all
}

/// The first answers with the second's answer to a question.
fn with_answer(catalog: &Catalog, answers: &Answers, question: QuestionIx, other: &Answers) -> Answers {
    let merged = [answers, other].map(|answers| answers.to_json(catalog));
    let [mut merged, other] = merged;
    let id = catalog.question(question).id.as_str();
    merged[id] = other.get(id).cloned().unwrap_or_default();
    support::answers(catalog, &merged)
}

#[test]
fn the_longest_link_to_the_msa_catalogue_has_2000_characters_at_most() {
    let catalog = msa();
    let len = |link: &Link| link.write(&catalog).len();
    let mut link = Link {
        view: View {
            family: None,
            plans: catalog.plans().rev().collect(),
            only_differences: true,
            explained: catalog.entitlements().collect(),
            folded: (0..catalog.parts().sections.len()).collect(),
            severity: catalog.severities().max_by_key(|severity| catalog.severity(*severity).id.as_str().len()),
            moment: Some("2026-11-26T18:30".into()),
            zone: Some("a".repeat(64)),
        },
        language: Some("a".repeat(35)),
        theme: Some(Theme::Light),
        ..Link::default()
    };
    // An answer also decides which rows are relied on; so each is looked for beside the longest of all others.
    for question in catalog.questions().chain(catalog.questions()) {
        for other in all_answers(&catalog, question) {
            let answers = with_answer(&catalog, &link.answers, question, &other);
            let longer = Link { answers, ..link.clone() };
            if len(&longer) > len(&link) {
                link = longer;
            }
        }
    }
    assert!(catalog.questions().all(|question| link.answers.get(question).is_some()));
    check_round_trip(&catalog, &link);
    assert!(len(&link) <= 2000, "{} characters: {}", len(&link), link.write(&catalog));
}

/// Changes a text in one place, or a few.
fn mutate(dice: &mut Dice<'_>, text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for _ in 0..=dice.below(4) {
        let at = dice.below(letters.len() + 1);
        let end = (at + 1 + dice.below(30)).min(letters.len());
        match dice.below(8) {
            0 => drop(letters.drain(at.min(end)..end)),
            1 => letters.insert(at, char::from(dice.below(128) as u8)),
            2 => letters.insert(at, dice.pick(&[';', '=', ',', ':', '/', '%', '~', '#', '.'])),
            3 => letters.insert(at, char::from_u32(dice.below(0x11_0000) as u32).unwrap_or('\u{fffd}')),
            4 if !letters.is_empty() => {
                let (at, other) = (dice.below(letters.len()), dice.below(letters.len()));
                letters.swap(at, other);
            }
            5 => {
                let copied: Vec<char> = letters[at.min(end)..end].to_vec();
                letters.splice(at..at, copied);
            }
            6 => letters.truncate(at),
            _ => {
                let parts: String = letters.iter().collect();
                let mut parts: Vec<&str> = parts.split(';').collect();
                let (at, other) = (dice.below(parts.len()), dice.below(parts.len()));
                if dice.half() {
                    parts.swap(at, other)
                } else {
                    parts.insert(at, parts[other])
                }
                letters = parts.join(";").chars().collect();
            }
        }
    }
    letters.into_iter().collect()
}

#[test]
fn whatever_is_done_to_a_link_it_opens_and_what_was_read_is_a_link() {
    let mut throws = throws(20_261_126);
    let dice = &mut Dice(&mut throws);
    let catalogs = [msa(), colliding()];
    let mut broken = HashSet::new();
    for _ in 0..10_000 {
        let catalog = &catalogs[dice.below(2)];
        let text = random_link(dice, catalog).write(catalog);
        let text = mutate(dice, &text);
        let opened = Link::read(catalog, &text);
        check_round_trip(catalog, &opened.link);
        let of_values = without_hash(&opened).changes(catalog).faults;
        let faults = opened.changes(catalog).faults;
        broken.extend(opened.faults.iter().chain(&faults).chain(&of_values).map(|fault| format!("{:?}", fault.kind)));
    }
    assert_eq!(broken.len(), 11, "every rule but that of length is broken: {broken:?}");
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn links_to_the_msa_catalogue_survive(throws in vec(any::<usize>(), 0..120)) {
        let catalog = msa();
        check_round_trip(&catalog, &random_link(&mut Dice(&mut throws.into_iter()), &catalog));
    }

    #[test]
    fn links_to_a_catalogue_with_colliding_ids_survive(throws in vec(any::<usize>(), 0..60)) {
        let catalog = colliding();
        check_round_trip(&catalog, &random_link(&mut Dice(&mut throws.into_iter()), &catalog));
    }

    #[test]
    fn links_to_any_catalogue_survive(Answered { catalog, answers: given } in answered(), throws in vec(any::<usize>(), 0..60)) {
        let catalog = read(&catalog);
        let answers = answers(&catalog, &given);
        check_round_trip(&catalog, &random_view(&mut Dice(&mut throws.into_iter()), &catalog, answers));
    }

    #[test]
    fn any_text_opens(text in any::<String>()) {
        let opened = Link::read(&msa(), &text);
        check_round_trip(&msa(), &opened.link);
        let made = ["v1;catalog=1;was=", &text].concat();
        let _ = Link::read(&msa(), &made).changes(&msa());
    }
}
