//! What the fields of a catalogue say of each other: names are looked up, values read by their row's kind.

use support_hours::{Calendar, Coverage, Opening, TimeOfDay, WeeklyHours};

use super::model::*;
use super::value::{self, Names};
use crate::catalog::*;
use crate::json::{At, Code, Node, nearest};

/// Builds the catalogue and reports what is wrong with it to `root`. None only where something was reported.
pub(super) fn build(source: CatalogSource, root: &Node<'_>) -> Option<Catalog> {
    let parts = Builder::new(&source, root).parts()?;
    let broken = |Invalid(rule)| root.report(Code::NotAllowed, format_args!("the catalogue must keep this rule: {rule}"));
    Catalog::new(parts).map_err(broken).ok()
}

struct Builder<'a> {
    source: &'a CatalogSource,
    root: &'a Node<'a>,
    names: Names<'a>,
    /// Each row's id with its kind, none where the kind cannot be told.
    rows: Vec<(&'a str, Option<Kind>)>,
}

impl<'a> Builder<'a> {
    fn new(source: &'a CatalogSource, root: &'a Node<'a>) -> Self {
        let ids = |levels: &'a [LevelSource]| levels.iter().map(|level| level.id.value.0.as_str()).collect();
        let names = Names {
            hours: source.hours.keys().map(String::as_str).collect(),
            scales: source.scales.iter().map(|(name, levels)| (name.as_str(), ids(&levels.0))).collect(),
        };
        let mut builder = Self { source, root, names, rows: Vec::new() };
        let rows = source.sections.0.iter().flat_map(|section| &section.entitlements.0);
        builder.rows = rows.map(|row| (row.id.value.0.as_str(), builder.kind(row))).collect();
        builder
    }

    fn report(&self, place: &str, code: Code, detail: impl std::fmt::Display) {
        self.root.report_at(place, code, detail);
    }

    fn parts(&self) -> Option<CatalogParts> {
        let source = self.source;
        let (sections, groups) = (&source.sections.0, &source.groups);
        let rows: Vec<_> = sections.iter().flat_map(|section| &section.entitlements.0).collect();
        let questions: Vec<_> = groups.iter().flat_map(|group| &group.questions.0).collect();

        self.distinct("plan", source.plans.value.0.iter().map(|plan| &plan.id));
        self.distinct("section", sections.iter().map(|section| &section.id));
        self.distinct("entitlement", rows.iter().map(|row| &row.id));
        self.distinct("group", groups.iter().map(|group| &group.id));
        self.distinct("question", questions.iter().map(|question| &question.id));
        for levels in source.scales.values() {
            self.distinct("level", levels.0.iter().map(|level| &level.id));
        }
        self.at_most(200, "plans", &source.plans.pointer, source.plans.value.0.len());
        self.at_most(500, "entitlements", "/sections", rows.len());
        self.at_most(100, "questions", "/groups", questions.len());
        self.one_size(&questions);

        let hours: Vec<_> = source.hours.iter().map(|(name, hours)| self.hours(name, hours)).collect();
        let plans: Vec<_> = source.plans.value.0.iter().map(|plan| self.plan(plan)).collect();
        let entitlements: Vec<_> = rows.iter().zip(&self.rows).map(|(row, (_, kind))| self.row(row, kind)).collect();
        let questions: Vec<_> = questions.iter().map(|question| self.question(question)).collect();
        let consent = source.consent.as_ref().map(|consent| self.text(consent));
        let scale = |levels: &'a crate::json::Many<LevelSource>| Scale {
            levels: levels.0.iter().map(|level| self.text(&level.name)).collect(),
        };
        let sections = sections.iter().map(|section| {
            let (id, title) = (self.id(&section.id)?, self.text(&section.title));
            Some(Section { id, title, len: section.entitlements.0.len() })
        });
        let groups = groups.iter().map(|group| {
            let (id, title) = (self.id(&group.id)?, self.text(&group.title));
            Some(Group { id, title, len: group.questions.0.len() })
        });
        Some(CatalogParts {
            id: self.id(&source.id)?,
            version: source.version.0.clone(),
            language: source.language.value.0.clone(),
            title: self.text(&source.title),
            introduction: self.text(&source.introduction),
            ribbon: self.text(&source.ribbon),
            request_plan: self.text(&source.request_plan),
            learn_more: self.text(&source.learn_more),
            consent,
            scales: source.scales.values().map(scale).collect(),
            sections: sections.collect::<Option<_>>()?,
            groups: groups.collect::<Option<_>>()?,
            hours: hours.into_iter().collect::<Option<_>>()?,
            plans: plans.into_iter().collect::<Option<_>>()?,
            entitlements: entitlements.into_iter().collect::<Option<_>>()?,
            questions: questions.into_iter().collect::<Option<_>>()?,
        })
    }

    fn distinct<'i>(&self, what: &str, ids: impl Iterator<Item = &'i At<IdSource>>) {
        let mut seen: Vec<&At<IdSource>> = Vec::new();
        for id in ids {
            match seen.iter().find(|earlier| earlier.value == id.value) {
                // An id that could not be read was reported where it stands.
                Some(earlier) if !id.value.0.is_empty() => {
                    let detail = format!(
                        "the {what} id \"{}\" stands at {} already; give each its own",
                        id.value.0, earlier.pointer
                    );
                    self.report(&id.pointer, Code::Duplicate, detail);
                }
                _ => seen.push(id),
            }
        }
    }

    fn at_most(&self, most: usize, what: &str, pointer: &str, len: usize) {
        if len > most {
            let detail = format!("there are {len} {what}; keep them within {most}");
            self.report(pointer, Code::TooLong, detail);
        }
    }

    /// One question alone, of one choice, may say which plan a size suits.
    fn one_size(&self, questions: &[&'a QuestionSource]) {
        let mut sized: Option<&QuestionSource> = None;
        for question in questions {
            let choices = question.choices.as_ref().map_or(&[][..], |choices| &choices.value.0);
            let Some(suits) = choices.iter().find_map(|choice| choice.suits.as_ref()) else { continue };
            if question.kind == QuestionKindSource::Several {
                let detail = "only a question of the kind \"one\" tells a size; take \"suits\" out";
                self.report(&suits.pointer, Code::NotAllowed, detail);
            } else if let Some(sized) = sized {
                let detail = format!("\"{}\" tells the size already; take \"suits\" out of one", sized.id.value.0);
                self.report(&suits.pointer, Code::NotAllowed, detail);
            } else {
                sized = Some(question);
            }
        }
    }

    fn id(&self, id: &At<IdSource>) -> Option<Id> {
        Id::parse(&id.value.0)
    }

    fn text(&self, text: &TextSource) -> Text {
        let own = &self.source.language.value.0;
        match text {
            TextSource::Plain(text) => Text::new(text, Vec::new()),
            TextSource::ByLanguage(texts) => {
                if !texts.value.contains_key(own) && !texts.value.is_empty() {
                    let detail = format!("the text is missing in \"{own}\", the catalogue's language; add it");
                    self.report(&texts.pointer, Code::Missing, detail);
                }
                let others = texts.value.iter().filter(|(tag, _)| *tag != own);
                let others = others.map(|(tag, text)| (tag.clone(), text.clone())).collect();
                Text::new(texts.value.get(own).cloned().unwrap_or_default(), others)
            }
        }
    }

    fn unit(&self, unit: &UnitSource) -> Unit {
        Unit { one: self.text(&unit.one), other: self.text(&unit.other) }
    }

    fn hours(&self, name: &str, source: &HoursSource) -> Option<Coverage<Zone>> {
        if Id::parse(name).is_none() || name == "always" {
            let detail = format!("\"{name}\" cannot name hours; write an id other than \"always\"");
            self.report(&format!("/hours/{name}"), Code::Malformed, detail);
        }
        let zone = &source.zone;
        if !zone.value.0.is_empty() && zone.value.0.parse::<chrono_tz::Tz>().is_err() {
            let zones = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
            let detail = format!("\"{}\" is not a time zone; {}", zone.value.0, nearest(&zone.value.0, zones));
            self.report(&zone.pointer, Code::UnknownName, detail);
        }
        let openings: Vec<_> = source.weekly.0.iter().map(|opening| self.opening(opening)).collect();
        let holidays: Vec<_> = source.holidays.iter().map(|holiday| self.date(holiday)).collect();
        let zone = Zone { name: zone.value.0.clone(), label: self.text(&source.zone_label) };
        let weekly = WeeklyHours::new(openings.into_iter().collect::<Option<_>>()?);
        Some(Coverage::Hours(Calendar::new(zone, weekly, holidays.into_iter().collect::<Option<Vec<_>>>()?)))
    }

    fn opening(&self, source: &OpeningSource) -> Option<Opening> {
        let malformed = |place: &str, error: support_hours::HoursError| self.report(place, Code::Malformed, error);
        let days: Vec<_> = source.days.value.0.iter().map(|day| {
            Opening::parse_day(&day.value.0).map_err(|error| malformed(&day.pointer, error)).ok()
        }).collect();
        let time = |time: &At<Plain>| {
            TimeOfDay::parse(&time.value.0).map_err(|error| malformed(&time.pointer, error)).ok()
        };
        let (open, close) = (time(&source.open), time(&source.close));
        let days = days.into_iter().collect::<Option<Vec<_>>>().filter(|days| !days.is_empty())?;
        Opening::new(days, open?, close?).map_err(|error| malformed(&source.days.pointer, error)).ok()
    }

    fn date(&self, source: &At<Plain>) -> Option<chrono::NaiveDate> {
        let date = chrono::NaiveDate::parse_from_str(&source.value.0, "%Y-%m-%d").ok();
        let date = date.filter(|date| date.to_string() == source.value.0);
        if date.is_none() {
            let detail = format!("\"{}\" is not a date; write one as \"2026-12-25\"", source.value.0);
            self.report(&source.pointer, Code::Malformed, detail);
        }
        date
    }

    fn plan(&self, source: &PlanSource) -> Option<Plan> {
        if let Some(url) = &source.learn_more_url
            && !url.value.0.starts_with("https://")
            && !(url.value.0.starts_with('/') && !url.value.0.starts_with("//"))
        {
            let detail = format!("\"{}\" is not an address; begin it with \"https://\" or \"/\"", url.value.0);
            self.report(&url.pointer, Code::Malformed, detail);
        }
        Some(Plan {
            id: self.id(&source.id)?,
            name: self.text(&source.name),
            audience: self.text(&source.audience),
            requestable: source.requestable.unwrap_or(true),
            learn_more: source.learn_more_url.as_ref().map(|url| url.value.0.clone()),
        })
    }

    /// The kind of a row, with what belongs to it; reports what is missing or too much.
    fn kind(&self, row: &EntitlementSource) -> Option<Kind> {
        let place = row.id.pointer.trim_end_matches("/id");
        self.only_for(row.kind == KindSource::Quantity, row.unit.as_ref().map(|unit| &*unit.pointer), "unit", place);
        self.only_for(row.kind == KindSource::Level, row.scale.as_ref().map(|scale| &*scale.pointer), "scale", place);
        Some(match row.kind {
            KindSource::Inclusion => Kind::Inclusion,
            KindSource::Quantity => Kind::Quantity(self.unit(&row.unit.as_ref()?.value)),
            KindSource::Level => {
                let scale = row.scale.as_ref()?;
                let names = self.names.scales.iter().map(|(name, _)| *name);
                let index = self.look_up("scale", &scale.value.0, names, &scale.pointer)?;
                Kind::Level(ScaleIx::new(index))
            }
            KindSource::Hours => Kind::Hours,
            KindSource::Response => Kind::Response,
            KindSource::Frequency => Kind::Frequency,
            KindSource::Unread => return None,
        })
    }

    /// Reports a field that is missing where the kind needs it, or there where the kind has no use for it.
    fn only_for(&self, needed: bool, field: Option<&str>, name: &str, place: &str) {
        match field {
            None if needed => {
                let detail = format!("the field \"{name}\" is missing, and this kind needs it; add it");
                self.report(place, Code::Missing, detail);
            }
            Some(pointer) if !needed => {
                let detail = format!("the field \"{name}\" means nothing for this kind; take it out");
                self.report(pointer, Code::NotAllowed, detail);
            }
            _ => {}
        }
    }

    fn look_up<'n>(
        &self,
        what: &str,
        name: &str,
        names: impl Iterator<Item = &'n str> + Clone,
        place: &str,
    ) -> Option<usize> {
        let found = names.clone().position(|known| known == name);
        // A name that could not be read was reported where it stands.
        if found.is_none() && !name.is_empty() {
            let detail = format!("no {what} is called \"{name}\"; {}", nearest(name, names));
            self.report(place, Code::UnknownName, detail);
        }
        found
    }

    fn plan_names(&self) -> impl Iterator<Item = &'a str> + Clone {
        self.source.plans.value.0.iter().map(|plan| plan.id.value.0.as_str())
    }

    fn row(&self, source: &EntitlementSource, kind: &Option<Kind>) -> Option<Entitlement> {
        for (plan, cell) in &source.values.value {
            self.look_up("plan", plan, self.plan_names(), &cell.pointer);
        }
        let cells: Vec<Option<Cell>> = self
            .plan_names()
            .map(|plan| {
                let Some(cell) = source.values.value.get(plan) else {
                    if !plan.is_empty() {
                        let detail = format!("the plan \"{plan}\" has no value; add one, \"not-included\" if it is not");
                        self.report(&source.values.pointer, Code::Missing, detail);
                    }
                    return None;
                };
                self.cell(cell, kind.as_ref()?)
            })
            .collect();
        let block = |block: &BlockSource| match block {
            BlockSource::Paragraph(text) => Block::Paragraph(self.text(text)),
            BlockSource::List(list) => Block::List(list.list.0.iter().map(|item| self.text(item)).collect()),
        };
        Some(Entitlement {
            id: self.id(&source.id)?,
            name: self.text(&source.name),
            explanation: source.explanation.0.iter().map(block).collect(),
            kind: kind.clone()?,
            cells: cells.into_iter().collect::<Option<_>>()?,
        })
    }

    fn cell(&self, source: &At<CellSource>, kind: &Kind) -> Option<Cell> {
        let (value, note, pointer) = match &source.value {
            CellSource::Value(value) => (value, None, source.pointer.clone()),
            CellSource::Noted(noted) => (&noted.value, Some(self.text(&noted.note)), format!("{}/value", source.pointer)),
        };
        let value = self.value(value, &pointer, |value| value::read_cell(value, kind, &self.names))?;
        Some(Cell { value, note })
    }

    fn value(
        &self,
        source: &ValueSource,
        place: &str,
        read: impl Fn(&ValueSource) -> Result<Value, String>,
    ) -> Option<Value> {
        if *source == ValueSource::Unread {
            return None;
        }
        read(source).map_err(|detail| self.report(place, Code::WrongKind, detail)).ok()
    }

    fn question(&self, source: &QuestionSource) -> Option<Question> {
        use QuestionKindSource as K;
        let place = source.id.pointer.trim_end_matches("/id");
        let is = |kinds: &[K]| kinds.contains(&source.kind);
        if source.kind != K::Unread {
            let choices = source.choices.as_ref().map(|choices| &*choices.pointer);
            self.only_for(is(&[K::One, K::Several]), choices, "choices", place);
            self.only_for(is(&[K::Number]), source.unit.as_ref().map(|unit| &*unit.pointer), "unit", place);
            let asks_for = source.asks_for.as_ref().map(|asks_for| &*asks_for.pointer);
            self.only_for(is(&[K::YesNo]), asks_for, "asks_for", place);
            if is(&[K::One, K::Several]) && !source.requires.value.is_empty() {
                let detail = "the choices of this kind require, not the question; move \"requires\" into them";
                self.report(&source.requires.pointer, Code::NotAllowed, detail);
            }
        }
        let choices = || {
            let choices = &source.choices.as_ref()?.value.0;
            self.distinct("choice", choices.iter().map(|choice| &choice.id));
            self.at_most(100, "choices", place, choices.len());
            let choices: Vec<_> = choices.iter().map(|choice| self.choice(choice)).collect();
            choices.into_iter().collect::<Option<Vec<_>>>()
        };
        let requires = || self.requirements(&source.requires.value, source.kind == K::Number);
        let kind = match source.kind {
            K::One => QuestionKind::One(choices()?),
            K::Several => QuestionKind::Several(choices()?),
            K::Number => {
                let requires = requires();
                QuestionKind::Number { unit: self.unit(&source.unit.as_ref()?.value), requires: requires? }
            }
            K::YesNo => {
                let requires = requires();
                QuestionKind::YesNo { asks_for: self.text(&source.asks_for.as_ref()?.value), requires: requires? }
            }
            K::Unread => return None,
        };
        Some(Question { id: self.id(&source.id)?, prompt: self.text(&source.prompt), help: self.text(&source.help), kind })
    }

    fn choice(&self, source: &ChoiceSource) -> Option<Choice> {
        let suits = source.suits.as_ref().map(|suits| {
            self.look_up("plan", &suits.value.0, self.plan_names(), &suits.pointer).map(PlanIx::new)
        });
        let requires = self.requirements(&source.requires, false);
        Some(Choice {
            id: self.id(&source.id)?,
            label: self.text(&source.label),
            asks_for: self.text(source.asks_for.as_ref().unwrap_or(&source.label)),
            suits: match suits {
                Some(plan) => Some(plan?),
                None => None,
            },
            requires: requires?,
        })
    }

    fn requirements(&self, source: &[RequirementSource], of_number: bool) -> Option<Vec<Requirement>> {
        let requirement = |source: &RequirementSource| {
            let needs = match source {
                RequirementSource::Need(need) => std::slice::from_ref(need),
                RequirementSource::AnyOf(any_of) => &any_of.any_of.0,
            };
            let needs: Vec<_> = needs.iter().map(|need| self.need(need, of_number)).collect();
            Some(Requirement { any_of: needs.into_iter().collect::<Option<_>>()? })
        };
        let requirements: Vec<_> = source.iter().map(requirement).collect();
        requirements.into_iter().collect()
    }

    fn need(&self, source: &NeedSource, of_number: bool) -> Option<Need> {
        let (entitlement, at_least) = (&source.entitlement, &source.at_least);
        let names = self.rows.iter().map(|(id, _)| *id);
        let index = self.look_up("entitlement", &entitlement.value.0, names, &entitlement.pointer)?;
        let kind = self.rows[index].1.as_ref()?;
        let is_answer = at_least.value == ValueSource::Word("answer".to_owned());
        let at_least = if is_answer {
            if !of_number || !matches!(kind, Kind::Quantity(_)) {
                let detail = "\"answer\" is for a number question that asks for a quantity; write a value of the row's kind";
                self.report(&at_least.pointer, Code::NotAllowed, detail);
                return None;
            }
            AtLeast::Answer
        } else {
            let read = |value: &ValueSource| value::read_required(value, kind, &self.names);
            AtLeast::Value(self.value(&at_least.value, &at_least.pointer, read)?)
        };
        Some(Need { entitlement: EntitlementIx::new(index), at_least })
    }
}
