//! Slides to present: what is recommended and why, the sections of the comparison, and what is gained.

use plans::catalog::Value;
use plans::comparison::differences;
use plans::{EntitlementIx, PlanIx, Standing};

use super::recommended::{add_equal, add_missed, add_recommended};
use super::{Export, html};
use lean_view::{Element, html::*};

/// More plans side by side cannot be read from the other end of a table.
const MOST_COLUMNS: usize = 5;

/// More rows on one slide cannot, either.
const MOST_ROWS: usize = 7;

/// How many gains the last slide tells.
const MOST_GAINS: usize = 3;

impl Export {
    /// Returns each slide as HTML: what is recommended and why, the rows of each section, and what is gained, with the place
    /// for the code that leads on. In a table, cells of a plan have its id as `data-plan`, and rows in which the plans do not
    /// differ have the class `is-same`.
    pub fn slides(&self) -> Vec<String> {
        let mut slides = vec![self.slide("slide slide--cover", self.first_slide())];
        let caption = self.state.offer.locale().comparison_caption();
        if self.has_prices() {
            let prices_in = self.prices_in().map(|words| kicker(&words));
            let title = h2().child(self.state.offer.locale().price_title());
            let head = div().child(kicker(caption)).child(title).child(prices_in);
            slides.push(self.slide("slide", vec![head, self.slide_prices()]));
        }
        for (title, rows) in self.sections() {
            for rows in rows.chunks(MOST_ROWS) {
                let head = div().child(kicker(caption)).child(h2().child(title.clone()));
                slides.push(self.slide("slide", vec![head, self.slide_table(rows)]));
            }
        }
        slides.push(self.slide("slide slide--end", self.last_slide()));
        slides
    }

    /// Returns a slide with what it shows, below which stands for what it is.
    fn slide(&self, class: &'static str, content: Vec<Element>) -> String {
        let title = self.state.offer.text(&self.state.offer.catalog().parts().title);
        html(vec![section().class(class).child(content).child(p().class("slide__offer").child(title))])
    }

    /// Returns the plans on the slides: those compared; of too many the recommended one, and those before it.
    fn presented(&self) -> Vec<PlanIx> {
        let columns = self.state.comparison.columns();
        let marked = columns.iter().position(|plan| Some(*plan) == self.marked()).unwrap_or(0);
        let first = (marked + 1).saturating_sub(MOST_COLUMNS);
        columns.into_iter().skip(first).take(MOST_COLUMNS).collect()
    }

    /// Returns the plan recommended, where it fits.
    fn marked(&self) -> Option<PlanIx> {
        let advice = self.state.advice;
        advice.recommended().filter(|_| advice.fits())
    }

    fn first_slide(&self) -> Vec<Element> {
        let (state, locale) = (self.state, self.state.offer.locale());
        state.advice.words(|words, advised| {
            let mut chips = ul().class("chips");
            for (question, answer) in words.answers(&advised.answers) {
                chips = chips.child(li().child(span().class("soft").child(question)).child(b().child(answer)));
            }
            if advised.advice.recommended().is_none() && advised.advice.recommendation.fits() {
                let mut all = Vec::new();
                add_equal(&mut all, words, advised);
                all.push(chips);
                return all;
            }
            let Some(plan) = advised.advice.recommended() else {
                let title = state.offer.text(&state.offer.catalog().parts().title);
                let introduction = state.offer.text(&state.offer.catalog().parts().introduction);
                let nothing = locale.sheet_nothing_answered().to_owned();
                let line = if state.offer.has_questions() { nothing } else { introduction };
                return vec![h2().child(title), p().child(line), chips];
            };
            let mut all = Vec::new();
            add_recommended(&mut all, words, advised, plan);
            add_missed(&mut all, words, advised, plan);
            all.push(chips);
            all
        })
    }

    /// Builds the last slide: what the recommended plan has over the one that comes by default, and where to go from here.
    fn last_slide(&self) -> Vec<Element> {
        let (state, catalog) = (self.state, self.state.offer.catalog());
        let locale = state.offer.locale();
        let next = |told: String| {
            div().class("slide__next").child(div().class("slide__code")).child(p().child(b().child(told)))
        };
        let recommended = state.advice.requestable();
        let Some(plan) = recommended else {
            let title = h2().child(state.offer.text(&catalog.parts().title));
            return vec![title, div().class("slide__closing").child(ul()).child(next(locale.sheet_link().to_owned()))];
        };
        let name = state.offer.plan_name(plan);
        let default = catalog.plans().find(|other| !catalog.plan(*other).requestable && *other != plan);
        let current = state.advice.current_plan().filter(|current| *current != plan);
        let before = current.or(default).or_else(|| catalog.plans().take_while(|other| *other != plan).last());
        let mut gains = ul().class("gains");
        let mut head = div();
        if let Some(before) = before {
            head = head.child(kicker(&locale.slide_compared(&state.offer.plan_name(before))));
            let mut better = differences(&catalog, &state.answers.now(), before, plan).better;
            // What was asked for comes first.
            better.sort_by_key(|row| {
                let standings = state.advice.standings(*row);
                standings.iter().all(|standing| *standing == Standing::Untouched)
            });
            for row in better.into_iter().take(MOST_GAINS) {
                let answers = state.answers.now();
                let gain = state.offer.words(|words| {
                    let was = locale.slide_instead(&words.short_offered(&answers, row, before).text);
                    li().child(b().child(words.highlight(&answers, row, plan))).child(small().child(was))
                });
                gains = gains.child(gain);
            }
        }
        let closing = div().class("slide__closing").child(gains).child(next(locale.slide_next(&name)));
        vec![head.child(h2().child(locale.slide_gains(&name))), closing]
    }

    /// Builds the head of a slide's table: the plans.
    fn slide_head(&self, plans: &[PlanIx]) -> Element {
        let (state, catalog) = (self.state, self.state.offer.catalog());
        let mut head = tr().child(td());
        for plan in plans {
            let name = state.offer.plan_name(*plan);
            let is_marked = self.marked() == Some(*plan);
            let name = if is_marked { format!("★ {name}") } else { name };
            let class = is_marked.then(|| "is-recommended".to_owned());
            let id = catalog.plan(*plan).id.as_str().to_owned();
            head = head.child(th().attr("class", class).attr("scope", "col").attr("data-plan", id).child(name));
        }
        thead().child(head)
    }

    /// Builds the table of what the plans cost, and what they cost for the answers.
    fn slide_prices(&self) -> Element {
        let (catalog, locale) = (self.state.offer.catalog(), self.state.offer.locale());
        let plans = self.presented();
        let cell = |plan: PlanIx, text: String| {
            let class = (self.marked() == Some(plan)).then(|| "is-recommended".to_owned());
            let id = catalog.plan(plan).id.as_str().to_owned();
            td().attr("class", class).attr("data-plan", id).child(span().class("value").child(text))
        };
        let prices =
            plans.iter().fold(tr().child(th().attr("scope", "row").child(locale.price_title())), |line, plan| {
                line.child(cell(*plan, self.price(*plan)))
            });
        let mut body = tbody().child(prices).child(self.total_row(cell, &plans));
        let mut rows = 2;
        for (name, told) in self.add_ons().into_iter().take(MOST_ROWS - rows) {
            rows += 1;
            let told = td().attr("colspan", plans.len().to_string()).child(told);
            body = body.child(tr().child(th().attr("scope", "row").child(name)).child(told));
        }
        let class = format!("rows-{rows}");
        div().class("slide__table").child(table().attr("class", class).child(self.slide_head(&plans)).child(body))
    }

    fn slide_table(&self, rows: &[EntitlementIx]) -> Element {
        let (state, catalog) = (self.state, self.state.offer.catalog());
        let plans = self.presented();
        let id = |plan: PlanIx| catalog.plan(plan).id.as_str().to_owned();
        let class = |plan: PlanIx| (self.marked() == Some(plan)).then(|| "is-recommended".to_owned());
        let (mut body, answers) = (tbody(), state.answers.now());
        for row in rows {
            let offer = |plan: &PlanIx| (catalog.cell(*row, *plan), answers.offered(&catalog, *row, *plan));
            let (first, value) = offer(&plans[0]);
            let is_same = plans.iter().map(offer).all(|(cell, other)| other == value && cell.says_the_same(first));
            let name = th().attr("scope", "row").child(state.offer.text(&catalog.entitlement(*row).name));
            let mut line = tr().class(if is_same { "is-same" } else { "is-different" }).child(name);
            for plan in &plans {
                let cell = td().attr("class", class(*plan)).attr("data-plan", id(*plan));
                line = line.child(cell.child(self.slide_value(*row, *plan)));
            }
            body = body.child(line);
        }
        // The fewer rows, the larger they are: the style sheet knows each number.
        let rows = format!("rows-{}", rows.len());
        div().class("slide__table").child(table().attr("class", rows).child(self.slide_head(&plans)).child(body))
    }

    fn slide_value(&self, row: EntitlementIx, plan: PlanIx) -> Vec<Element> {
        let catalog = self.state.offer.catalog();
        let cell = catalog.cell(row, plan);
        let answers = self.state.answers.now();
        let add_ons = &self.state.advice.now().advice.verdicts[plan.get()].add_ons.clone();
        let class = match answers.offered_with(&catalog, row, plan, add_ons) {
            Value::Included => "value value--yes",
            Value::NotIncluded if cell.words.is_none() => "value value--no",
            _ => "value",
        };
        let advised = self.state.advice.now();
        let (text, condition, is_more) = self.state.offer.words(|words| {
            let own = answers.offered(&catalog, row, plan);
            let add_ons = words.add_ons_of(&advised, plan);
            let offered = answers.offered_with(&catalog, row, plan, add_ons);
            let text = match offered == own {
                true => words.short_offered(&answers, row, plan).text,
                false => words.cell(row, offered),
            };
            (text, words.condition(row, plan), words.by_add_ons(row, own, add_ons))
        });
        let mut parts = vec![span().class(class).child(text)];
        parts.extend(is_more.map(|by| small().child(by)));
        parts.extend(cell.limit.as_ref().map(|limit| small().child(self.state.offer.text(limit))));
        parts.extend(condition.map(|condition| small().class("condition").child(condition)));
        parts
    }
}

/// Builds the line above a slide's heading.
fn kicker(text: &str) -> Element {
    p().class("slide__kicker").child(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::tests::open;

    #[test]
    fn the_first_slide_recommends_each_section_has_one_and_the_last_says_what_is_gained() {
        let export = open("v1;company-size=100-499;contacts=3;plans=plus,business,enterprise");
        let slides = export.slides();
        assert!(slides[0].contains("Recommended: MSA Business") && slides[0].contains("<b>3</b>"), "{}", slides[0]);
        assert_eq!(slides.len(), 1 + export.sections().len() + 1);
        assert!(
            slides[1].contains("★ MSA Business") && slides[1].contains("data-plan=\"enterprise\""),
            "{}",
            slides[1]
        );
        let last = slides.last().expect("a last slide");
        assert!(last.contains("<h2>What MSA Business gives you</h2>"), "{last}");
        assert!(last.contains("<b>4 technical contacts</b><small>instead of 0</small>"), "{last}");
    }

    #[test]
    fn the_plans_on_screen_are_presented() {
        let slides = open("v1;contacts=3").slides();
        assert_eq!(slides[1].matches("scope=\"col\"").count(), 5, "{}", slides[1]);
    }
}
