//! Slides to present: what is recommended and why, then one section of the comparison a slide.

use plans::{EntitlementIx, PlanIx};

use super::recommended::{add_missed, add_recommended};
use super::{Handout, html};
use crate::view::{Element, el};

/// More plans side by side cannot be read from the other end of a table.
const MOST_COLUMNS: usize = 3;

impl Handout {
    /// Each slide as HTML. In a table, cells of a plan have its id as `data-plan`, and rows in which the plans do not differ have
    /// the class `is-same`.
    pub fn slides(&self) -> Vec<String> {
        let mut slides = vec![html(self.first_slide())];
        for (title, rows) in self.sections() {
            slides.push(html(vec![el("h2").child(title), self.slide_table(&rows)]));
        }
        slides
    }

    /// The plans on the slides: those compared, or two of them where they are too many.
    fn presented(&self) -> Vec<PlanIx> {
        let columns = self.session.columns();
        if columns.len() > MOST_COLUMNS { self.session.pair().to_vec() } else { columns }
    }

    fn first_slide(&self) -> Vec<Element> {
        let (session, locale) = (self.session, self.session.locale());
        session.advised(|words, advised| {
            let mut chips = el("ul").class("chips");
            for (question, answer) in words.answers(&advised.answers) {
                chips =
                    chips.child(el("li").child(el("span").class("soft").child(question)).child(el("b").child(answer)));
            }
            let Some(plan) = advised.advice.recommended() else {
                let title = session.text(&session.catalog().parts().title);
                return vec![el("h2").child(title), el("p").child(locale.sheet_nothing_answered()), chips];
            };
            let mut all = Vec::new();
            add_recommended(&mut all, words, advised, plan);
            all.push(chips);
            add_missed(&mut all, words, advised, plan);
            all
        })
    }

    fn slide_table(&self, rows: &[EntitlementIx]) -> Element {
        let (session, catalog) = (self.session, self.session.catalog());
        let plans = self.presented();
        let id = |plan: PlanIx| catalog.plan(plan).id.as_str().to_owned();
        let recommended = session.recommended();
        let mut head = el("tr").child(el("td"));
        for plan in &plans {
            let name = session.plan_name(*plan);
            let name = if recommended == Some(*plan) && session.fits() { ["★ ", &name].concat() } else { name };
            head = head.child(el("th").attr("scope", "col").attr("data-plan", id(*plan)).child(name));
        }
        let mut body = el("tbody");
        for row in rows {
            let offer = |plan: &PlanIx| catalog.cell(*row, *plan).value;
            let is_same = plans.iter().all(|plan| offer(plan) == offer(&plans[0]));
            let name = el("th").attr("scope", "row").child(session.text(&catalog.entitlement(*row).name));
            let mut line = el("tr").class(if is_same { "is-same" } else { "is-different" }).child(name);
            for plan in &plans {
                line = line.child(el("td").attr("data-plan", id(*plan)).child(self.cell(*row, *plan)));
            }
            body = body.child(line);
        }
        el("table").child(el("thead").child(head)).child(body)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::open;

    #[test]
    fn the_first_slide_recommends_and_each_section_has_one() {
        let handout = open("v1;company-size=100-499;contacts=3;plans=plus,business,enterprise");
        let slides = handout.slides();
        assert!(slides[0].contains("Recommended: MSA Business") && slides[0].contains("<b>3</b>"), "{}", slides[0]);
        assert_eq!(slides.len(), 1 + handout.sections().len());
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
