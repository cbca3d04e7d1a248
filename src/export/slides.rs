//! Slides to present: what is recommended and why, then one section of the comparison a slide.

use std::iter;

use plans::{EntitlementIx, PlanIx};

use super::recommended::{add_missed, add_recommended};
use super::{Export, html};
use lean_view::{Element, html::*};

/// More plans side by side cannot be read from the other end of a table.
const MOST_COLUMNS: usize = 3;

impl Export {
    /// Each slide as HTML. In a table, cells of a plan have its id as `data-plan`, and rows in which the plans do not differ have
    /// the class `is-same`.
    pub fn slides(&self) -> Vec<String> {
        let of_section = |(title, rows): (String, Vec<_>)| vec![h2().child(title), self.slide_table(&rows)];
        iter::once(self.first_slide()).chain(self.sections().into_iter().map(of_section)).map(html).collect()
    }

    /// The plans on the slides: those compared, or two of them where they are too many.
    fn presented(&self) -> Vec<PlanIx> {
        let columns = self.state.comparison.columns();
        if columns.len() > MOST_COLUMNS { self.narrow_columns().to_vec() } else { columns }
    }

    fn first_slide(&self) -> Vec<Element> {
        let (state, locale) = (self.state, self.state.offer.locale());
        state.advice.words(|words, advised| {
            let mut chips = ul().class("chips");
            for (question, answer) in words.answers(&advised.answers) {
                chips = chips.child(li().child(span().class("soft").child(question)).child(b().child(answer)));
            }
            let Some(plan) = advised.advice.recommended() else {
                let title = state.offer.text(&state.offer.catalog().parts().title);
                return vec![h2().child(title), p().child(locale.sheet_nothing_answered()), chips];
            };
            let mut all = Vec::new();
            add_recommended(&mut all, words, advised, plan);
            all.push(chips);
            add_missed(&mut all, words, advised, plan);
            all
        })
    }

    fn slide_table(&self, rows: &[EntitlementIx]) -> Element {
        let (state, catalog) = (self.state, self.state.offer.catalog());
        let plans = self.presented();
        let id = |plan: PlanIx| catalog.plan(plan).id.as_str().to_owned();
        let recommended = state.advice.recommended();
        let mut head = tr().child(td());
        for plan in &plans {
            let name = state.offer.plan_name(*plan);
            let name = if recommended == Some(*plan) && state.advice.fits() { format!("★ {name}") } else { name };
            head = head.child(th().attr("scope", "col").attr("data-plan", id(*plan)).child(name));
        }
        let mut body = tbody();
        for row in rows {
            let offer = |plan: &PlanIx| catalog.cell(*row, *plan).value;
            let is_same = plans.iter().all(|plan| offer(plan) == offer(&plans[0]));
            let name = th().attr("scope", "row").child(state.offer.text(&catalog.entitlement(*row).name));
            let mut line = tr().class(if is_same { "is-same" } else { "is-different" }).child(name);
            for plan in &plans {
                line = line.child(td().attr("data-plan", id(*plan)).child(self.cell(*row, *plan)));
            }
            body = body.child(line);
        }
        table().child(thead().child(head)).child(body)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::open;

    #[test]
    fn the_first_slide_recommends_and_each_section_has_one() {
        let export = open("v1;company-size=100-499;contacts=3;plans=plus,business,enterprise");
        let slides = export.slides();
        assert!(slides[0].contains("Recommended: MSA Business") && slides[0].contains("<b>3</b>"), "{}", slides[0]);
        assert_eq!(slides.len(), 1 + export.sections().len());
        assert!(
            slides[1].contains("★ MSA Business") && slides[1].contains("data-plan=\"enterprise\""),
            "{}",
            slides[1]
        );
    }

    #[test]
    fn two_of_many_plans_are_presented() {
        let slides = open("v1;contacts=3").slides();
        assert_eq!(slides[1].matches("scope=\"col\"").count(), 2, "{}", slides[1]);
    }
}
