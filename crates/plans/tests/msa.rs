//! `catalogs/msa.json` against the published page that it was made from (`tests/data/msa-support-plans.txt`), and against the
//! questions that the issue lists.
//!
//! The page's text is one table of six columns: a header and the five plans. Every cell ends with "|".

mod support;

use plans::catalog::{Amount, Frequency, Period, Quantity, ResponseTime, Value};
use plans::catalog::{Block, Bound, Choice, Need, QuestionKind, Requirement};
use plans::{Catalog, EntitlementIx, PlanIx};
use support::{msa, msa_json};
use support_hours::{Coverage, Day, TimeOfDay};

/// The page as lines of six cells.
fn page() -> Vec<[&'static str; 6]> {
    let cells: Vec<&str> = include_str!("data/msa-support-plans.txt").split('|').map(str::trim).collect();
    let (lines, rest) = cells.as_chunks();
    assert_eq!(rest, [""], "the page is whole lines, and nothing stands after the last \"|\"");
    lines.to_vec()
}

/// The page's rows, with their section: name, explanation and five cells.
fn page_rows() -> Vec<(&'static str, &'static str, Vec<&'static str>, [&'static str; 5])> {
    let mut section = "";
    let mut rows = Vec::new();
    for [header, cells @ ..] in page() {
        match header.split_once("\n?") {
            Some((name, explanation)) => {
                let explanation = explanation.lines().filter(|line| !line.is_empty()).collect();
                rows.push((section, name, explanation, cells));
            }
            None if !header.is_empty() => section = header,
            None => {}
        }
    }
    rows
}

/// A cell in the page's own words.
fn in_the_pages_words(catalog: &Catalog, row: EntitlementIx, value: Value) -> String {
    match value {
        Value::NotIncluded => "—".to_owned(),
        Value::OnRequest | Value::NotStated | Value::NotApplicable | Value::Available => {
            unreachable!("the page has no such state")
        }
        Value::Included => String::new(),
        Value::Quantity(Quantity::Unlimited) => "Unlimited".to_owned(),
        Value::Quantity(Quantity::Count(count)) => count.to_string(),
        Value::Level(level) => catalog.level(row, level).expect("a level of the scale").name.own().to_owned(),
        Value::Hours(hours) => match catalog.coverage(hours) {
            Coverage::Always => "24x7x365".to_owned(),
            Coverage::Zones(calendars) => panic!("one zone: {calendars:?}"),
            Coverage::Hours(calendar) => {
                let [opening] = calendar.weekly().openings() else { panic!("one opening: {calendar:?}") };
                assert_eq!(opening.days(), [Day::Mon, Day::Tue, Day::Wed, Day::Thu, Day::Fri]);
                assert_eq!(calendar.zone().name, "America/New_York");
                assert_eq!(calendar.holidays().count(), 0, "the page lists no holidays");
                let (open, close) = (twelve_hours(opening.open()), twelve_hours(opening.close()));
                format!("{open} to {close} ({}) Monday - Friday", calendar.zone().label.own())
            }
        },
        Value::Response(ResponseTime::Working(minutes)) => format!("{} working hours", whole_hours(minutes)),
        Value::Response(ResponseTime::Clock(minutes)) if minutes < 60 => format!("{minutes} minutes"),
        Value::Response(ResponseTime::Clock(minutes)) => format!("{} hours", whole_hours(minutes)),
        Value::Response(ResponseTime::BusinessDays(days)) => format!("{days} business days"),
        Value::Frequency(Frequency { count: 1, amount: Amount::Times, per: Period::Year }) => "Once a year".to_owned(),
        Value::Frequency(Frequency { count: 1, amount: Amount::Days, per: Period::Year }) => {
            "1 day per year".to_owned()
        }
        Value::Frequency(other) => unreachable!("the page has no {other:?}"),
        Value::Text(_) | Value::Options(_) | Value::Decimal(_) | Value::Amount(_) => {
            unreachable!("the page has no {value:?}")
        }
    }
}

fn whole_hours(minutes: u32) -> u32 {
    assert_eq!(minutes % 60, 0);
    minutes / 60
}

fn twelve_hours(time: TimeOfDay) -> String {
    let hours = whole_hours(time.minutes().into());
    if hours < 12 { format!("{hours} am") } else { format!("{} pm", hours - 12) }
}

fn paragraphs_and_items(blocks: &[Block]) -> Vec<String> {
    let lines = |block: &Block| match block {
        Block::Paragraph(text) => vec![text.own().to_owned()],
        Block::List(items) => items.iter().map(|item| format!("- {}", item.own())).collect(),
    };
    blocks.iter().flat_map(lines).collect()
}

/// The words that the page repeats over or under plans, with the plans.
fn words_by_plan(words: &str) -> Vec<Vec<usize>> {
    let plans = |[_, cells @ ..]: [&str; 6]| (0..5).filter(|plan| cells[*plan] == words).collect::<Vec<_>>();
    page().into_iter().map(plans).filter(|plans| !plans.is_empty()).collect()
}

#[test]
fn every_cell_says_what_the_page_says() {
    let catalog = msa();
    let page = page_rows();
    let mut compared = 0;
    for (row, (section, name, _, cells)) in catalog.entitlements().zip(&page) {
        for (plan, published) in catalog.plans().zip(cells) {
            let ours = in_the_pages_words(&catalog, row, catalog.cell(row, plan).value);
            assert_eq!(ours, *published, "{section}, {name}, plan {}", catalog.plan(plan).id);
            assert_eq!(catalog.cell(row, plan).note, None, "the page has no footnotes");
            compared += 1;
        }
    }
    assert_eq!((compared, page.len(), catalog.entitlements().count()), (95, 19, 19));
}

#[test]
fn every_section_and_row_stands_where_it_stands_on_the_page() {
    let catalog = msa();
    let ours: Vec<_> = catalog
        .sections()
        .flat_map(|(section, rows)| rows.map(|row| (section.title.own(), catalog.entitlement(row).name.own())))
        .collect();
    let published: Vec<_> = page_rows().into_iter().map(|(section, name, ..)| (section, name)).collect();
    assert_eq!(ours, published);
    assert_eq!(catalog.parts().sections.len(), 6);
}

#[test]
fn every_explanation_is_the_pages_or_marked_as_ours() {
    let catalog = msa();
    let json = msa_json();
    let rows = json["sections"].as_array().into_iter().flatten();
    let sources = rows.flat_map(|section| section["entitlements"].as_array().into_iter().flatten());
    let mut ours = Vec::new();
    for ((row, source), (_, name, published, _)) in catalog.entitlements().zip(sources).zip(page_rows()) {
        if published.is_empty() {
            assert_eq!(source["origin"], "ours", "{name} has no explanation on the page");
            ours.push(name);
        } else {
            assert!(source.get("origin").is_none_or(|origin| origin == "published"), "{name}");
            assert_eq!(paragraphs_and_items(&catalog.entitlement(row).explanation), published, "{name}");
        }
    }
    assert_eq!(ours, ["Premium Incidents Per Year"]);
}

#[test]
fn every_plan_has_its_name_and_audience_of_the_page() {
    let catalog = msa();
    let page = page();
    let [_, names, audiences, ..] = &page[..] else { panic!("the page begins with ribbon, names and audiences") };
    let ours: Vec<_> = catalog.plans().map(|plan| catalog.plan(plan)).collect();
    let ids: Vec<_> = ours.iter().map(|plan| plan.id.as_str()).collect();
    assert_eq!(ids, ["standard", "start", "plus", "business", "enterprise"]);
    assert_eq!(ours.iter().map(|plan| plan.name.own()).collect::<Vec<_>>(), names[1..]);
    assert_eq!(
        ours.iter()
            .map(|plan| plan.audience.as_ref().map(|audience| audience.own()).unwrap_or_default())
            .collect::<Vec<_>>(),
        audiences[1..]
    );
}

#[test]
fn the_ribbon_and_the_buttons_have_the_pages_words_over_the_pages_plans() {
    let catalog = msa();
    let parts = catalog.parts();
    assert_eq!(words_by_plan(parts.ribbon.own()), [[0, 1, 2, 3, 4]], "once over each column");
    let requestable: Vec<_> = catalog.plans().filter(|plan| catalog.plan(*plan).requestable).map(PlanIx::get).collect();
    assert_eq!(requestable, [1, 2, 3, 4]);
    assert_eq!(
        words_by_plan(parts.request_plan.own()),
        [requestable.clone(), requestable.clone()],
        "at the top and below"
    );
    assert_eq!(words_by_plan(parts.learn_more.own()), [requestable]);
}

/// Each answer that can be picked with what it requires, one a line.
fn asked_by_choice(catalog: &Catalog) -> Vec<String> {
    let in_words = |row, at_least| match at_least {
        Bound::Answer | Bound::Steps(_) => "the number".to_owned(),
        Bound::Value(Value::Included) => "included".to_owned(),
        Bound::Value(value) => in_the_pages_words(catalog, row, value),
    };
    let need = |need: &Need| {
        format!("{} {}", catalog.entitlement(need.entitlement).id, in_words(need.entitlement, need.bound))
    };
    let requirement = |requirement: &Requirement| requirement.any_of.iter().map(need).collect::<Vec<_>>().join(" or ");
    let requirements = |requires: &[Requirement]| match requires {
        [] => "nothing".to_owned(),
        requires => requires.iter().map(requirement).collect::<Vec<_>>().join(", "),
    };
    let choice = |choice: &Choice| match choice.suits {
        Some(plan) => format!("{}: suits {}", choice.id, catalog.plan(plan).id),
        None => format!("{}: {}", choice.id, requirements(&choice.requires)),
    };
    let question = |question: &plans::catalog::Question| {
        let (kind, answers) = match &question.kind {
            QuestionKind::One(choices) => ("one", choices.iter().map(choice).collect()),
            QuestionKind::Several(choices) => ("several", choices.iter().map(choice).collect()),
            QuestionKind::Number { requires, .. } => ("number", vec![requirements(requires)]),
            QuestionKind::YesNo { requires, .. } => ("yes-no", vec![format!("yes: {}", requirements(requires))]),
        };
        let heading = format!("{} ({kind})", question.id);
        std::iter::once(heading).chain(answers.into_iter().map(|answer| format!("  {answer}"))).collect::<Vec<_>>()
    };
    catalog.parts().questions.iter().flat_map(question).collect()
}

#[test]
fn the_questions_are_those_of_the_issue_and_require_what_their_ids_say() {
    let expected = "\
company-size (one)
  1-99: suits start
  100-499: suits plus
  500-4999: suits business
  5000-plus: suits enterprise
sev1-hours (one)
  weekdays: sev1-hours 10 am to 5 pm (ET) Monday - Friday
  extended: sev1-hours 9 am to 7 pm (ET) Monday - Friday
  always: sev1-hours 24x7x365
sev2-hours (one)
  weekdays: sev2-hours 10 am to 5 pm (ET) Monday - Friday
  extended: sev2-hours 9 am to 7 pm (ET) Monday - Friday
  always: sev2-hours 24x7x365
sev1-response (one)
  none: nothing
  8-working-hours: sev1-response 8 working hours
  4-hours: sev1-response 4 hours
  2-hours: sev1-response 2 hours
  30-minutes: sev1-response 30 minutes
sev2-response (one)
  none: nothing
  8-working-hours: sev2-response 8 working hours
  4-hours: sev2-response 4 hours
incidents (number)
  premium-incidents the number
contacts (number)
  technical-contacts the number
account-management (one)
  none: nothing
  team: tam-team included or dedicated-stam included
  dedicated: dedicated-stam included
remote-assistance (yes-no)
  yes: remote-assistance included
assurance (several)
  quality-reports: quality-monitoring included
  review-call: review-call 1 day per year
  health-check: health-check Once a year
  private-patches: private-patches included
escalation (one)
  none: nothing
  basic: priority-escalation Basic
  medium: priority-escalation Medium
  high: priority-escalation High
  highest: priority-escalation Highest";
    assert_eq!(asked_by_choice(&msa()).join("\n"), expected);
}

#[test]
fn the_reading_of_company_sizes_is_marked_as_ours() {
    assert_eq!(msa_json().pointer("/groups/0/questions/0/id"), Some(&"company-size".into()));
    assert_eq!(msa_json().pointer("/groups/0/questions/0/origin"), Some(&"ours".into()));
}
