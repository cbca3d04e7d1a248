//! What of a request has changed in its catalogue since its page was made.

use plans::catalog::{PlanIx, QuestionKind};
use plans::request::PlanRequest;
use plans::wire::AnswerValue;
use plans::{Advice, Answers, Catalog};
use serde_json::Value;

use crate::plan_requests::costs::Costs;
use crate::texts::Texts;

/// One thing that is another by now.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Change {
    /// The place of what was sent, as a JSON Pointer.
    pub pointer: String,
    /// What became of it, as a word that programs can tell apart.
    pub code: &'static str,
    /// What it was and what it is, for the one who answers the request.
    pub detail: String,
}

impl Change {
    fn new(pointer: impl Into<String>, code: &'static str, detail: String) -> Self {
        Self { pointer: pointer.into(), code, detail }
    }

    /// The code of one that says no more than that there is a newer version.
    pub const OF_VERSION: &str = "other-version";

    /// The code of one that says that the plan costs something else by now.
    pub const OF_PRICE: &str = "other-price";
}

/// Lists the codes of changes as they are stored.
pub fn codes_of(changes: &Value) -> impl Iterator<Item = &str> + Clone {
    changes.as_array().into_iter().flatten().filter_map(|change| change["code"].as_str())
}

/// Returns what the requester should know of changes of these codes; nothing where there is but a newer version.
pub fn notice<'a>(texts: &Texts, mut codes: impl Iterator<Item = &'a str> + Clone) -> Option<&'static str> {
    if codes.clone().any(|code| code == Change::OF_PRICE) {
        return Some(texts.form_sent_prices);
    }
    codes.any(|code| code != Change::OF_VERSION).then_some(texts.form_sent_changed)
}

/// Lists what has changed for a request between the catalogue of its page and the one that is served now; none is served where
/// that catalogue is gone. Empty where both are the same.
pub fn since(page: &Catalog, request: &PlanRequest, now: Option<&Catalog>) -> Vec<Change> {
    let Some(now) = now else {
        let detail = format!("the catalogue \"{}\" is served no longer", page.parts().id);
        return vec![Change::new("/catalog/id", "catalog-gone", detail)];
    };
    if now.parts().content == page.parts().content {
        return Vec::new();
    }
    let now = &of_family(now.clone().in_language(page.language()), page.plan(request.plan).id.as_str());
    let mut changes = vec![version(page, now)];
    changes.extend(plan(page, request, now));
    answers(page, request, now, &mut changes);
    changes.extend(consent(page, now));
    changes
}

/// Returns the offer of the family that a plan is of, where there are families.
fn of_family(catalog: Catalog, plan: &str) -> Catalog {
    let plan = catalog.plan_by_id(plan);
    let is_of = |plans: &[PlanIx]| plan.is_some_and(|plan| plans.contains(&plan));
    match catalog.families().find(|family| is_of(&catalog.parts().families[family.get()].plans)) {
        Some(family) => catalog.of_family(family),
        None => catalog,
    }
}

fn version(page: &Catalog, now: &Catalog) -> Change {
    let (was, is) = (&page.parts().version, &now.parts().version);
    let detail = if was == is {
        format!("the catalogue has changed under the version \"{was}\"")
    } else {
        format!("the version was \"{was}\" and is \"{is}\"")
    };
    Change::new("/catalog/version", Change::OF_VERSION, detail)
}

fn plan(page: &Catalog, request: &PlanRequest, now: &Catalog) -> Option<Change> {
    let was = page.plan(request.plan);
    let Some(plan) = now.plan_by_id(was.id.as_str()) else {
        let detail = format!("there is no plan \"{}\" any more", was.id);
        return Some(Change::new("/plan", "plan-gone", detail));
    };
    let is = now.plan(plan);
    if !is.requestable {
        let detail = format!("the plan \"{}\" cannot be requested any more", was.id);
        return Some(Change::new("/plan", "plan-not-requestable", detail));
    }
    renamed("/plan", "plan-renamed", page.text(&was.name), now.text(&is.name))
}

/// Adds what has changed in what was answered, and in what that leads to.
fn answers(page: &Catalog, request: &PlanRequest, now: &Catalog, changes: &mut Vec<Change>) {
    for question in page.answerable() {
        let Some(answer) = request.answers.value(page, question) else { continue };
        let was = page.question(question);
        let place = format!("/answers/{}", was.id);
        let Some(same) = now.question_by_id(was.id.as_str()) else { continue };
        let is = now.question(same);
        changes.extend(renamed(&place, "question-renamed", page.text(&was.prompt), now.text(&is.prompt)));
        let chosen = match answer {
            AnswerValue::Choice(id) => vec![id],
            AnswerValue::Choices(ids) => ids,
            AnswerValue::Number(_) | AnswerValue::YesNo(_) | AnswerValue::NotSure => Vec::new(),
        };
        for id in chosen {
            let label = |catalog: &Catalog, kind: &QuestionKind| match kind {
                QuestionKind::One(choices) | QuestionKind::Several(choices) => {
                    let choice = choices.iter().find(|choice| choice.id.as_str() == id);
                    choice.map(|choice| catalog.text(&choice.label).to_owned())
                }
                QuestionKind::Number { .. } | QuestionKind::YesNo { .. } => None,
            };
            if let (Some(was), Some(is)) = (label(page, &was.kind), label(now, &is.kind)) {
                changes.extend(renamed(&place, "choice-renamed", &was, &is));
            }
        }
    }
    match Answers::from_json(now, &request.answers.to_json(page).to_string()) {
        Err(problems) => changes.extend(
            problems
                .into_iter()
                .map(|problem| Change::new(format!("/answers{}", problem.pointer), "answer-gone", problem.detail)),
        ),
        Ok(answers) => {
            changes.extend(price(page, request, now, &answers));
            let advised = |catalog: &Catalog, answers| {
                let plan = Advice::of(catalog, answers).recommended();
                plan.map_or("no plan".to_owned(), |plan| format!("\"{}\"", catalog.plan(plan).id))
            };
            let (was, is) = (advised(page, &request.answers), advised(now, &answers));
            if was != is {
                let detail = format!("these answers led to {was}, and lead to {is}");
                changes.push(Change::new("/answers", "other-advice", detail));
            }
        }
    }
}

/// Tells that the plan costs something else now, with the same answers and add-ons of the same; also where its total is the same so
/// far, but no longer for other answers.
fn price(page: &Catalog, request: &PlanRequest, now: &Catalog, answers: &Answers) -> Option<Change> {
    let plan = now.plan_by_id(page.plan(request.plan).id.as_str())?;
    let was = Costs::of(page, &request.answers, request.plan).map(|costs| costs.in_short());
    let is = Costs::of(now, answers, plan).map(|costs| costs.in_short());
    let detail = match (was, is) {
        (None, None) => return None,
        (None, Some(is)) => format!("the page told no price, and the plan costs {is} now"),
        (Some(was), None) => format!("the page told {was}, and no price is told any more"),
        (Some(was), Some(is)) if was != is => format!("the plan cost {was}, and costs {is} now"),
        (Some(total), Some(_)) if page.plan(request.plan).price != now.plan(plan).price => {
            format!("the plan costs {total} as before, but by another price")
        }
        (Some(_), Some(_)) => return None,
    };
    Some(Change::new("/plan", Change::OF_PRICE, detail))
}

fn consent(page: &Catalog, now: &Catalog) -> Option<Change> {
    let words = |catalog: &Catalog| catalog.parts().consent.as_ref().map(|words| catalog.text(words).to_owned());
    let detail = match (words(page), words(now)) {
        (was, is) if was == is => return None,
        (None, _) => "the page asked for no consent, and one is asked for now".to_owned(),
        (Some(_), None) => "no consent is asked for any more".to_owned(),
        (Some(_), Some(_)) => "the consent is asked for in other words now".to_owned(),
    };
    Some(Change::new("/consent", "other-consent", detail))
}

fn renamed(place: &str, code: &'static str, was: &str, is: &str) -> Option<Change> {
    (was != is).then(|| Change::new(place, code, format!("it was called \"{was}\", and is called \"{is}\"")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_requester_is_told_of_another_price_before_all_else_and_of_no_version_alone() {
        let texts = Texts::in_language("en");
        for (codes, expected) in [
            (&[][..], None),
            (&["other-version"], None),
            (&["other-version", "plan-renamed"], Some(texts.form_sent_changed)),
            (&["other-version", "plan-renamed", "other-price"], Some(texts.form_sent_prices)),
        ] {
            let stored = codes.iter().map(|code| json!({"pointer": "", "code": code, "detail": ""})).collect();
            assert_eq!(notice(texts, codes_of(&stored)), expected, "{codes:?}");
        }
        assert_eq!(codes_of(&Value::Null).count(), 0);
    }
}
