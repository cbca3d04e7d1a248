//! Rows: their kind, and a cell for every plan.

use super::super::amount;
use super::*;

impl Builder<'_> {
    /// Returns the kind of a row; none where it cannot be told, so that its cells cannot be looked at. Reports what is missing
    /// for it, or too much.
    pub(super) fn kind(&self, row: &EntitlementSource) -> Option<Kind> {
        let (kind, place) = (row.kind.value, &row.kind.pointer);
        if kind != KindSource::Unread {
            let unit = row.unit.as_ref().map(|unit| &*unit.pointer);
            let scale = row.scale.as_ref().map(|scale| &*scale.pointer);
            let per = row.per.as_ref().map(|per| &*per.pointer);
            let family = row.family.as_ref().map(|family| &*family.pointer);
            let is_number = matches!(kind, KindSource::Quantity | KindSource::Decimal | KindSource::Amount);
            if kind == KindSource::Quantity {
                self.only_for(true, unit, "unit", place);
            }
            self.allowed_for(is_number, unit, "unit", place);
            self.allowed_for(is_number, per, "per", place);
            self.only_for(kind == KindSource::Level, scale, "scale", place);
            self.only_for(kind == KindSource::Amount, family, "family", place);
            self.options_are_once(row, kind == KindSource::Options);
        }
        Some(match kind {
            KindSource::Inclusion => Kind::Inclusion,
            KindSource::Quantity => Kind::Quantity(self.unit_of(row)),
            KindSource::Level => Kind::Level(self.scale_of(row)?),
            KindSource::Hours => Kind::Hours,
            KindSource::Response => Kind::Response,
            KindSource::Frequency => Kind::Frequency,
            KindSource::Text => Kind::Text(self.texts_of(row)),
            KindSource::Options => Kind::Options(self.options_of(row)?),
            KindSource::Decimal => Kind::Decimal(self.unit_of(row)),
            KindSource::Percent => Kind::Percent,
            KindSource::Amount => {
                let family = match row.family.as_ref()?.value {
                    FamilySource::Bytes => Family::Bytes,
                    FamilySource::Requests => Family::Requests,
                    FamilySource::Money => Family::Money,
                    FamilySource::Time => Family::Time,
                    FamilySource::Unread => return None,
                };
                let currency = if family == Family::Money { self.currency_of(row) } else { String::new() };
                Kind::Amount(AmountKind { family, currency, of: self.unit_of(row) })
            }
            KindSource::Unread => return None,
        })
    }

    /// Returns what a row counts, and in which period it renews.
    fn unit_of(&self, row: &EntitlementSource) -> Unit {
        let per = row.per.as_ref().and_then(|per| match per.value {
            PerSource::Day => Some(Period::Day),
            PerSource::Week => Some(Period::Week),
            PerSource::Month => Some(Period::Month),
            PerSource::Quarter => Some(Period::Quarter),
            PerSource::Year => Some(Period::Year),
            PerSource::Unread => None,
        });
        Unit { per, ..self.unit(row.unit.as_ref()) }
    }

    /// Returns the different texts of a row's cells, in the order of the plans.
    fn texts_of(&self, row: &EntitlementSource) -> Vec<Text> {
        let mut texts = Vec::new();
        for plan in &self.plan_ids {
            for value in cell_values(row, plan) {
                if let ValueSource::Text(text) = value {
                    self.text(text);
                }
                if let Some(text) = value::text(value, &self.names)
                    && !texts.contains(&text)
                {
                    texts.push(text);
                }
            }
        }
        texts
    }

    /// Returns the currency that the first of a row's amounts is in; empty where there is none.
    fn currency_of(&self, row: &EntitlementSource) -> String {
        let values = self.plan_ids.iter().flat_map(|plan| cell_values(row, plan));
        let mut currencies = values.filter_map(|value| match value {
            ValueSource::Word(word) => amount::currency(word),
            _ => None,
        });
        currencies.next().unwrap_or_default().to_owned()
    }

    /// Returns the options of a row, its own or those of the set that it names; none where they cannot be told.
    fn options_of(&self, row: &EntitlementSource) -> Option<Vec<Level>> {
        let options = match (&row.options, &row.option_set) {
            (Some(options), _) => options,
            (None, Some(set)) => {
                let sets: Vec<_> = named(&self.source.option_sets).collect();
                let names = known(sets.iter().map(|(name, _)| *name), is_unread(&self.source.option_sets));
                let at = self.look_up("set of options", &set.value.0, &names, &set.pointer)?;
                sets.get(at)?.1
            }
            (None, None) => return None,
        };
        let option = |option: &LevelSource| Level { id: self.id(&option.id), name: self.translated(&option.name) };
        // What could not be read has no options, and was reported.
        let options: Vec<_> = options.value.0.iter().take(Options::MOST).map(option).collect();
        (!options.is_empty()).then_some(options)
    }

    /// Checks that a row of options has them, in one place, and another row none.
    fn options_are_once(&self, row: &EntitlementSource, needed: bool) {
        let place = &row.kind.pointer;
        let options = row.options.as_ref().map(|options| &*options.pointer);
        let set = row.option_set.as_ref().map(|set| &*set.pointer);
        match (options, set) {
            (None, None) if needed => {
                let object = place.strip_suffix("/kind").unwrap_or(place);
                let detail = "the row has neither \"options\" nor an \"option_set\", and this kind needs one; add it";
                self.report(object, Code::Missing, detail);
            }
            (Some(_), Some(set)) if needed => {
                let detail = "\"options\" and \"option_set\" both say what the row offers; take one out";
                self.report(set, Code::NotAllowed, detail);
            }
            _ => {
                self.allowed_for(needed, options, "options", place);
                self.allowed_for(needed, set, "option_set", place);
            }
        }
        if let Some(options) = &row.options {
            self.are_options(options);
        }
    }

    /// Checks the sets of options that rows share.
    pub(super) fn option_sets(&self) {
        for (name, options) in named(&self.source.option_sets) {
            if Id::parse(name).is_none() {
                let detail = format!("{} cannot name a set of options; write an id", Quoted(name));
                self.report(&options.pointer, Code::Malformed, detail);
            }
            self.are_options(options);
        }
    }

    fn are_options(&self, options: &At<Many<LevelSource>>) {
        self.distinct("option", options.value.0.iter().map(|option| &option.id));
        self.at_most(Options::MOST, "options", &options.pointer, options.value.0.len());
        // Texts are checked also where no row has them.
        for option in &options.value.0 {
            self.text(&option.name);
        }
    }

    fn scale_of(&self, row: &EntitlementSource) -> Option<ScaleIx> {
        let scale = row.scale.as_ref()?;
        let known: Vec<_> = self.names.scales.iter().map(|(name, _)| *name).collect();
        self.look_up("scale", &scale.value.0, &known, &scale.pointer).map(ScaleIx::new)
    }

    pub(super) fn row(&self, source: &EntitlementSource, kind: Option<&Kind>) -> Entitlement {
        for (plan, cell) in source.values.value.iter() {
            self.look_up("plan", plan, &self.plan_ids, &cell.pointer);
        }
        self.at_most(MAX_TAGS, "tags", &source.tags.pointer, source.tags.value.len());
        let link = |link: &LinkSource| Link { url: self.address(&link.url), text: self.text(&link.text) };
        let explanation = source.explanation.as_ref().map_or(&[][..], |blocks| &blocks.0);
        Entitlement {
            id: self.id(&source.id),
            name: self.text(&source.name),
            brief: source.brief.as_ref().map(|brief| self.text(brief)),
            link: source.link.as_ref().map(link),
            badge: source.badge.as_ref().map(|badge| self.badge(badge)),
            tags: source.tags.value.iter().map(|tag| self.text(tag)).collect(),
            explanation: explanation.iter().map(|block| self.block(block)).collect(),
            kind: kind.cloned().unwrap_or(Kind::Inclusion),
            cells: self.plan_ids.iter().map(|plan| self.cell(source, kind, plan)).collect(),
        }
    }

    /// Returns a part of an explanation.
    pub(super) fn block(&self, source: &BlockSource) -> Block {
        match source {
            BlockSource::Paragraph(text) => Block::Paragraph(self.text(text)),
            BlockSource::List(list) => Block::List(list.list.0.iter().map(|item| self.text(item)).collect()),
        }
    }

    fn cell(&self, row: &EntitlementSource, kind: Option<&Kind>, plan: &str) -> Cell {
        let none = Cell::of(Value::NotIncluded);
        let Some(cells) = &row.values.value.0 else { return none };
        let Some(cell) = cells.get(plan) else {
            // What the plan's values are called cannot be told while its id is none.
            if Id::parse(plan).is_some() {
                let detail = format!("the plan {} has no value; add one, \"not-included\" if it is not", Quoted(plan));
                self.report(&row.values.pointer, Code::Missing, detail);
            }
            return none;
        };
        let (value, place) = match &cell.value {
            CellSource::Value(value) => (value, cell.pointer.clone()),
            CellSource::By(by) => return self.cell_by(by, kind, &cell.pointer),
            CellSource::Noted(noted) => (&noted.value, format!("{}/value", cell.pointer)),
        };
        let value = kind.map(|kind| self.value(value, &place, |value| value::read_cell(value, kind, &self.names)));
        match &cell.value {
            CellSource::Value(_) => Cell::of(value.unwrap_or(Value::NotIncluded)),
            CellSource::Noted(noted) => self.noted(noted, kind, value),
            CellSource::By(_) => none,
        }
    }

    /// Returns a cell with what is said of its value; none where the value cannot be told, so that it fits whatever is said.
    fn noted(&self, source: &NotedSource, kind: Option<&Kind>, value: Option<Value>) -> Cell {
        // What stands in the place of a value that could not be read tells nothing.
        let is_nothing = source.value == ValueSource::Word("not-included".to_owned());
        let told = value.filter(|value| *value != Value::NotIncluded || is_nothing);
        let pointer = |field: &Option<At<TextSource>>| field.as_ref().map(|field| field.pointer.clone());
        let only = |place: Option<String>, fits: &dyn Fn(Value) -> bool, detail: &str| {
            if let Some(place) = place
                && told.is_some_and(|value| !fits(value))
            {
                self.report(&place, Code::NotAllowed, detail);
            }
        };
        only(
            pointer(&source.limit),
            &|value| value == Value::Included && kind == Some(&Kind::Inclusion),
            "a \"limit\" says how far \"included\" goes; take it out, or write \"included\" in a row of inclusion",
        );
        only(
            pointer(&source.words),
            &Value::is_state,
            "\"words\" are for a state such as \"not-included\"; take them out, or say it in a \"note\"",
        );
        only(
            pointer(&source.price),
            &|value| value == Value::Available,
            "\"price\" is for \"available\"; take it out, or write \"available\" as the value",
        );
        only(
            pointer(&source.condition),
            &|value| !matches!(value, Value::NotIncluded | Value::NotStated | Value::NotApplicable),
            "nothing is offered here that could hold under a condition; take \"condition\" out, or say it in a \"note\"",
        );
        let text = |text: &At<TextSource>| self.text(&text.value);
        Cell {
            value: value.unwrap_or(Value::NotIncluded),
            note: source.note.as_ref().map(|note| self.text(note)),
            limit: source.limit.as_ref().map(text),
            condition: source.condition.as_ref().map(text),
            words: source.words.as_ref().map(text),
            price: source.price.as_ref().map(text),
            by: None,
        }
    }

    /// Returns what marks a row; "new" and "beta" are worded by the app.
    fn badge(&self, source: &TextSource) -> Badge {
        match source {
            TextSource::Plain(word) if word == "new" => Badge::New,
            TextSource::Plain(word) if word == "beta" => Badge::Beta,
            _ => Badge::Own(self.text(source)),
        }
    }
}

/// Returns the values that a plan's cell of a row may have.
pub(super) fn cell_values<'s>(row: &'s EntitlementSource, plan: &str) -> impl Iterator<Item = &'s ValueSource> {
    let cell = row.values.value.0.as_ref().and_then(|cells| cells.get(plan));
    let values = |cell: &'s CellSource| -> Vec<&'s ValueSource> {
        match cell {
            CellSource::Value(value) => vec![value],
            CellSource::Noted(noted) => vec![&noted.value],
            CellSource::By(by) => by.values().collect(),
        }
    };
    cell.into_iter().flat_map(move |cell| values(&cell.value))
}
