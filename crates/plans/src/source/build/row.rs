//! Rows: their kind, and a cell for every plan.

use super::*;

impl Builder<'_> {
    /// Returns the kind of a row; none where it cannot be told, so that its cells cannot be looked at. Reports what is missing
    /// for it, or too much.
    pub(super) fn kind(&self, row: &EntitlementSource) -> Option<Kind> {
        let (kind, place) = (row.kind.value, &row.kind.pointer);
        if kind != KindSource::Unread {
            let unit = row.unit.as_ref().map(|unit| &*unit.pointer);
            let scale = row.scale.as_ref().map(|scale| &*scale.pointer);
            self.only_for(kind == KindSource::Quantity, unit, "unit", place);
            self.only_for(kind == KindSource::Level, scale, "scale", place);
        }
        Some(match kind {
            KindSource::Inclusion => Kind::Inclusion,
            KindSource::Quantity => Kind::Quantity(self.unit(row.unit.as_ref())),
            KindSource::Level => Kind::Level(self.scale_of(row)?),
            KindSource::Hours => Kind::Hours,
            KindSource::Response => Kind::Response,
            KindSource::Frequency => Kind::Frequency,
            KindSource::Unread => return None,
        })
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
        let block = |block: &BlockSource| match block {
            BlockSource::Paragraph(text) => Block::Paragraph(self.text(text)),
            BlockSource::List(list) => Block::List(list.list.0.iter().map(|item| self.text(item)).collect()),
        };
        Entitlement {
            id: self.id(&source.id),
            name: self.text(&source.name),
            brief: source.brief.as_ref().map(|brief| self.text(brief)),
            explanation: source.explanation.0.iter().map(block).collect(),
            kind: kind.cloned().unwrap_or(Kind::Inclusion),
            cells: self.plan_ids.iter().map(|plan| self.cell(source, kind, plan)).collect(),
        }
    }

    fn cell(&self, row: &EntitlementSource, kind: Option<&Kind>, plan: &str) -> Cell {
        let none = Cell { value: Value::NotIncluded, note: None };
        let Some(cells) = &row.values.value.0 else { return none };
        let Some(cell) = cells.get(plan) else {
            // What the plan's values are called cannot be told while its id is none.
            if Id::parse(plan).is_some() {
                let detail = format!("the plan {} has no value; add one, \"not-included\" if it is not", Quoted(plan));
                self.report(&row.values.pointer, Code::Missing, detail);
            }
            return none;
        };
        let (value, note, place) = match &cell.value {
            CellSource::Value(value) => (value, None, cell.pointer.clone()),
            CellSource::Noted(noted) => (&noted.value, Some(self.text(&noted.note)), format!("{}/value", cell.pointer)),
        };
        let value = match kind {
            Some(kind) => self.value(value, &place, |value| value::read_cell(value, kind, &self.names)),
            None => Value::NotIncluded,
        };
        Cell { value, note }
    }
}
