//! What the fields of a catalogue say of each other: names are looked up, values read by their row's kind.
//!
//! Building never fails, so that no fault hides another: what is wrong is reported, something stands in its place, and the
//! result counts only where nothing was reported. Nor does a fault bring others with it: a text that could not be read is
//! empty, was reported where it stands, and is not looked at again.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::fmt::Display;

use chrono::NaiveDate;

use super::field::*;
use super::model::*;
use super::two_forms::*;
use super::unit::*;
use super::value::{self, Names};
use crate::catalog::limits::*;
use crate::catalog::*;
use crate::json::{At, Code, Many, Named, Node, Quoted, nearest_name};
use crate::plural;
use crate::wire::{CURRENCY, FAMILY, PERIOD};

mod add_on;
mod current_plan;
mod default;
mod dependence;
mod holidays;
mod hours;
mod price;
mod question;
mod reply;
mod row;
mod severity;

/// Builds the catalogue's parts, and reports what is wrong with them to `root`. None where there are so many of them that
/// each is not looked at, which was reported: rows times plans would be too much to tell.
pub(super) fn build(source: &CatalogSource, root: &Node<'_>) -> Option<CatalogParts> {
    let mut builder = Builder::new(source, root);
    let is_within = [
        builder.at_most(MAX_PLANS, "plans", "/plans", source.plans.0.len()),
        builder.at_most(MAX_ENTITLEMENTS, "entitlements", "/sections", builder.rows.len()),
        builder.at_most(MAX_QUESTIONS, "questions", "/groups", builder.questions.len()),
        builder.at_most(MAX_SEVERITIES, "severities", "/severities", source.severities.len()),
        builder.at_most(MAX_ADD_ONS, "add-ons", "/add_ons", source.add_ons.value.len()),
        builder.at_most(MAX_FAMILIES, "families", "/families", source.families.value.len()),
        builder.at_most(MAX_HOURS, "hours", "/hours", named(&source.hours).count()),
        builder.at_most(MAX_SCALES, "scales", "/scales", named(&source.scales).count()),
        builder.at_most(MAX_SCALES, "sets of options", "/option_sets", named(&source.option_sets).count()),
    ];
    if is_within.contains(&false) {
        return None;
    }
    builder.holiday_sets = builder.holiday_sets();
    builder.kinds = builder.rows.iter().map(|row| builder.kind(row)).collect();
    Some(builder.parts())
}

struct Builder<'a> {
    source: &'a CatalogSource,
    root: &'a Node<'a>,
    names: Names<'a>,
    rows: Vec<&'a EntitlementSource>,
    /// The rows' kinds; none of a row whose kind cannot be told, so that nothing is said of its values.
    kinds: Vec<Option<Kind>>,
    /// The sets of holidays, in the order of their names.
    holiday_sets: Vec<Vec<NaiveDate>>,
    questions: Vec<&'a QuestionSource>,
    plan_ids: Vec<&'a str>,
    row_ids: Vec<&'a str>,
    /// The languages of the texts that were built.
    languages: RefCell<BTreeSet<String>>,
}

impl<'a> Builder<'a> {
    fn new(source: &'a CatalogSource, root: &'a Node<'a>) -> Self {
        let (plans, sections) = (&source.plans.0, &source.sections.0);
        let rows: Vec<_> = sections.iter().flat_map(|section| &section.entitlements.0).collect();
        let questions = source.groups.iter().flat_map(|group| &group.questions.0).collect();
        let levels = |levels: &'a [LevelSource]| known(levels.iter().map(|level| level.id.as_str()), levels.is_empty());
        let mut names = Names {
            language: &source.language.0,
            hours: known(named(&source.hours).map(|(name, _)| name), is_unread(&source.hours)),
            scales: named(&source.scales).map(|(name, scale)| (name, levels(&scale.value.0))).collect(),
        };
        if is_unread(&source.scales) {
            names.scales.push(("", Vec::new()));
        }
        let lacks_rows = sections.is_empty() || sections.iter().any(|section| section.entitlements.0.is_empty());
        let plan_ids = known(plans.iter().map(|plan| plan.id.as_str()), plans.is_empty());
        let row_ids = known(rows.iter().map(|row| row.id.as_str()), lacks_rows);
        Self {
            source,
            root,
            names,
            rows,
            kinds: Vec::new(),
            holiday_sets: Vec::new(),
            questions,
            plan_ids,
            row_ids,
            languages: RefCell::default(),
        }
    }

    fn parts(&self) -> CatalogParts {
        let source = self.source;
        self.distinct("plan", source.plans.0.iter().map(|plan| &plan.id));
        self.distinct("section", source.sections.0.iter().map(|section| &section.id));
        self.distinct("entitlement", self.rows.iter().map(|row| &row.id));
        self.distinct("severity", source.severities.iter().map(|severity| &severity.id));
        self.distinct("group", source.groups.iter().map(|group| &group.id));
        self.distinct("question", self.questions.iter().map(|question| &question.id));
        self.option_sets();
        self.reserved_names();
        self.one_size();
        self.hours_are_named();

        let section = |section: &SectionSource| Section {
            id: self.id(&section.id),
            title: self.text(&section.title),
            len: section.entitlements.0.len(),
        };
        let group = |group: &GroupSource| Group {
            id: self.id(&group.id),
            title: self.text(&group.title),
            len: group.questions.0.len(),
        };
        CatalogParts {
            id: self.id(&source.id),
            version: source.version.0.clone(),
            content: String::new(),
            language: source.language.0.clone(),
            title: self.text(&source.title),
            introduction: self.text(&source.introduction),
            ribbon: self.text(&source.ribbon),
            request_plan: self.text(&source.request_plan),
            learn_more: self.text(&source.learn_more),
            consent: source.consent.as_ref().map(|consent| self.text(consent)),
            reply: source.reply.as_ref().map(|reply| self.reply(reply)).unwrap_or_default(),
            hours: self.compared(named(&source.hours).map(|(name, hours)| self.hours(name, hours)).collect()),
            scales: named(&source.scales).map(|(name, levels)| self.scale(name, levels)).collect(),
            plans: source.plans.0.iter().map(|plan| self.plan(plan)).collect(),
            sections: source.sections.0.iter().map(section).collect(),
            entitlements: self.rows.iter().zip(&self.kinds).map(|(row, kind)| self.row(row, kind.as_ref())).collect(),
            severities: source.severities.iter().map(|severity| self.severity(severity)).collect(),
            groups: source.groups.iter().map(group).collect(),
            decides: source.decides.as_ref().map_or_else(Vec::new, |decides| self.decides(&decides.value.0)),
            ask_current_plan: self.asks_current_plan(),
            pricing: self.pricing(),
            add_ons: self.add_ons(),
            families: self.families(),
            questions: self.questions.iter().map(|question| self.question(question)).collect(),
            // The last, since the texts say it.
            languages: self.languages(),
        }
    }

    fn languages(&self) -> Languages {
        let own = &self.source.language.0;
        let mut tags = self.languages.borrow().clone();
        tags.insert(own.clone());
        let with_rule = |tag: String| {
            let rule = plural::rule(&tag);
            (tag, rule)
        };
        Languages::new(own, tags.into_iter().map(with_rule).collect())
    }

    fn report(&self, place: &str, code: Code, detail: impl Display) {
        self.root.report_at(place, code, detail);
    }

    fn at_most(&self, most: usize, what: &str, place: &str, len: usize) -> bool {
        if len > most {
            self.report(place, Code::TooLong, format_args!("there are {len} {what}; keep them within {most}"));
        }
        len <= most
    }

    fn distinct<'i>(&self, what: &str, ids: impl Iterator<Item = &'i At<IdSource>>) {
        let mut places: HashMap<&str, &str> = HashMap::new();
        for id in ids.filter(|id| !id.as_str().is_empty()) {
            if let Some(earlier) = places.get(id.as_str()) {
                let detail =
                    format!("the {what} id {} stands at {earlier} already; give each its own", Quoted(id.as_str()));
                self.report(&id.pointer, Code::Duplicate, detail);
            } else {
                places.insert(id.as_str(), &id.pointer);
            }
        }
    }

    /// Returns the position of a name; none, and a problem, where none of the known names is it.
    fn look_up(&self, what: &str, name: &str, known: &[&str], place: &str) -> Option<usize> {
        if name.is_empty() {
            return None;
        }
        let found = known.iter().position(|known| *known == name);
        if found.is_none()
            && let Some(way_out) = value::way_out(name, known)
        {
            self.report(place, Code::UnknownName, format_args!("no {what} is called {}; {way_out}", Quoted(name)));
        }
        found
    }

    /// Returns the positions of names in their order, each once; a problem for one that is not known, or named twice.
    fn each_once(&self, what: &str, names: &[At<Plain>], known: &[&str]) -> Vec<usize> {
        let mut all = Vec::new();
        for name in names {
            let Some(at) = self.look_up(what, &name.value.0, known, &name.pointer) else { continue };
            if all.contains(&at) {
                let detail = format!("the {what} {} is named already; name it once", Quoted(&name.value.0));
                self.report(&name.pointer, Code::Duplicate, detail);
            } else {
                all.push(at);
            }
        }
        all
    }

    fn id(&self, id: &At<IdSource>) -> Id {
        Id::parse(id.as_str()).unwrap_or_else(Id::unread)
    }

    /// Returns a text, which is in the catalogue's own language at least.
    fn text(&self, text: &TextSource) -> Text {
        let own = &self.source.language.0;
        if let TextSource::ByLanguage(texts) = text
            && !texts.value.contains_key(own)
            && !texts.value.is_empty()
            && !own.is_empty()
        {
            let detail = format!("the text is missing in \"{own}\", the catalogue's language; add it");
            self.report(&texts.pointer, Code::Missing, detail);
        }
        self.translated(text)
    }

    /// Returns a text in those languages that it is in.
    fn translated(&self, text: &TextSource) -> Text {
        let own = &self.source.language.0;
        match text {
            TextSource::Plain(text) => Text::new(text, Vec::new()),
            TextSource::ByLanguage(texts) => {
                self.languages.borrow_mut().extend(texts.value.keys().cloned());
                let others = texts.value.iter().filter(|(tag, _)| *tag != own);
                let others = others.map(|(tag, text)| (tag.clone(), text.clone())).collect();
                Text::new(texts.value.get(own).cloned().unwrap_or_default(), others)
            }
        }
    }

    fn unit(&self, source: Option<&At<UnitForm>>) -> Unit {
        let (unit, pointer) = match source {
            None => return Unit::default(),
            Some(At { value: UnitForm::Sign(sign), .. }) => {
                let other = Text::new(&*sign.0, Vec::new());
                return Unit { name: Counted { other, forms: Vec::new() }, ..Unit::default() };
            }
            Some(At { value: UnitForm::Counted(unit), pointer }) => (&**unit, pointer),
        };
        let UnitSource { other, one, zero, two, few, many, short } = unit;
        let short = short.as_ref().map(|At { value, pointer }| {
            let ShortUnitSource { other, one, zero, two, few, many } = value;
            self.counted(pointer, other, [zero, one, two, few, many])
        });
        Unit { name: self.counted(pointer, other, [zero, one, two, few, many]), short, per: None }
    }

    /// Returns a counted text of its forms, these but the last in the order of [`plural::FORMS`]. Each language that the last
    /// is in has all that it counts by.
    fn counted(&self, place: &str, other: &TextSource, forms: [&Option<TextSource>; 5]) -> Counted {
        let own = &self.source.language.0;
        let is_in = |text: &TextSource, tag: &str| match text {
            TextSource::Plain(_) => tag == own,
            TextSource::ByLanguage(texts) => texts.value.contains_key(tag),
        };
        let text_of = |name: &str| match plural::FORMS.iter().position(|form| *form == name) {
            Some(at) if at < forms.len() => forms[at].as_ref(),
            _ => Some(other),
        };
        // Of what could not be read nothing more is said.
        let mut tags = BTreeSet::new();
        if *other != TextSource::default() {
            tags.insert(own.as_str());
        }
        if let TextSource::ByLanguage(texts) = other {
            tags.extend(texts.value.keys().map(String::as_str));
        }
        for tag in tags {
            for (name, counts) in plural::lacking(tag, |name| text_of(name).is_some_and(|text| is_in(text, tag))) {
                // That a text is missing in the catalogue's own language is said where it stands.
                if tag != own || name != "other" {
                    let detail =
                        format!("\"{name}\" is missing in \"{tag}\", which has that form for {counts}; add it");
                    self.report(place, Code::Missing, detail);
                }
            }
        }
        let form = |(place, text): (usize, &Option<TextSource>)| {
            text.as_ref().map(|text| Form { place, text: self.translated(text) })
        };
        Counted { other: self.text(other), forms: forms.into_iter().enumerate().filter_map(form).collect() }
    }

    fn plan(&self, source: &PlanSource) -> Plan {
        Plan {
            id: self.id(&source.id),
            name: self.text(&source.name),
            audience: source.audience.as_ref().map(|audience| self.text(audience)),
            requestable: source.requestable.unwrap_or(true),
            price: self.price(source.price.as_ref()),
            available_if: self.available_if(&source.available_if.value),
            learn_more: source.learn_more_url.as_ref().map(|url| self.address(url)),
        }
    }

    /// Returns an address as it is written; a problem where it is none.
    fn address(&self, url: &At<Plain>) -> String {
        if !url.value.0.is_empty() && !is_address(&url.value.0) {
            let detail = format!("{} is not an address; begin it with \"https://\" or \"/\"", Quoted(&url.value.0));
            self.report(&url.pointer, Code::Malformed, detail);
        }
        url.value.0.clone()
    }

    fn scale(&self, name: &str, levels: &At<Many<LevelSource>>) -> Scale {
        if Id::parse(name).is_none() {
            let detail = format!("{} cannot name a scale; write an id", Quoted(name));
            self.report(&levels.pointer, Code::Malformed, detail);
        }
        self.distinct("level", levels.value.0.iter().map(|level| &level.id));
        let level = |level: &LevelSource| Level { id: self.id(&level.id), name: self.text(&level.name) };
        Scale { levels: levels.value.0.iter().map(level).collect() }
    }

    /// Returns a value of the row's kind, "not included" in its place where it is none.
    fn value(&self, source: &ValueSource, place: &str, read: impl Fn(&ValueSource) -> Result<Value, String>) -> Value {
        if *source == ValueSource::Unread {
            return Value::NotIncluded;
        }
        read(source).unwrap_or_else(|detail| {
            self.report(place, Code::WrongKind, detail);
            Value::NotIncluded
        })
    }

    /// Reports a field that is there where the kind has no use for it.
    fn allowed_for(&self, allowed: bool, field: Option<&str>, name: &str, kind: &str) {
        if !allowed {
            self.only_for(false, field, name, kind);
        }
    }

    /// Reports a field that is missing where the kind needs it, or there where the kind has no use for it. `kind` is the
    /// place of the kind, beside which the field stands.
    fn only_for(&self, needed: bool, field: Option<&str>, name: &str, kind: &str) {
        match field {
            None if needed => {
                let object = kind.strip_suffix("/kind").unwrap_or(kind);
                let detail = format!("the field \"{name}\" is missing, and this kind needs it; add it");
                self.report(object, Code::Missing, detail);
            }
            Some(place) if !needed => {
                let detail = format!("the field \"{name}\" means nothing for this kind; take it out");
                self.report(place, Code::NotAllowed, detail);
            }
            _ => {}
        }
    }
}

fn named<T>(items: &Option<Named<T>>) -> impl Iterator<Item = (&str, &At<T>)> {
    items.iter().flat_map(Named::iter)
}

fn is_unread<T>(items: &Option<Named<T>>) -> bool {
    items.as_ref().is_some_and(|items| items.0.is_none())
}

/// Collects names for look-ups; an empty one stands for those that could not be read, which was reported.
fn known<'n>(names: impl Iterator<Item = &'n str>, lacks_some: bool) -> Vec<&'n str> {
    names.chain(lacks_some.then_some("")).collect()
}

/// Returns an address that a browser can only read as one of the web: no other scheme, and no other site by "//" or "/\".
fn is_address(text: &str) -> bool {
    let is_plain = !text.contains(|c: char| c.is_whitespace() || c == '\\');
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix('/'));
    let is_path = text.starts_with('/');
    is_plain && rest.is_some_and(|rest| !rest.starts_with('/') && (is_path || !rest.is_empty()))
}
