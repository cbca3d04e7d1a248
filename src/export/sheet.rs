//! Builds the sheet to leave behind: printed, or saved as a PDF.

use plans::catalog::{Block, Text};
use plans::{EntitlementIx, PlanIx, QuestionIx, language};

use super::lists::add_titled;
use super::recommended::{add_equal, add_missed, add_recommended};
use super::{Code, Export, html};
use crate::hours;
use lean_view::{Element, html::*};

/// The texts of the sheet that no link holds. Empty ones are left out.
pub struct Prepared<'a> {
    /// The name of the person for whom it was made.
    pub name: &'a str,
    /// The date on which it was made, as people write it.
    pub made: &'a str,
    /// Until when it holds, as people write it.
    pub valid_until: &'a str,
    /// The address that opens the page like this.
    pub address: &'a str,
    /// The same as a QR code; none where it is too long for one.
    pub code: Option<Code>,
}

/// What some rows mean.
struct Note {
    rows: Vec<EntitlementIx>,
    text: String,
}

impl Export {
    /// Returns the sheet as HTML: for whom, the recommendation and its reasons, the answers, the compared plans with each row's
    /// explanation as a footnote, their support week, and the way back to the page.
    pub fn sheet(&self, prepared: &Prepared<'_>) -> String {
        let state = self.state;
        let sheet = article()
            .class("sheet")
            .attr("lang", state.offer.words(|words| words.language().to_owned()))
            .attr("dir", language::is_rtl(state.offer.catalog().language()).then_some("rtl"))
            .child(self.sheet_head(prepared))
            .child(self.state.offer.has_questions().then(|| self.recommendation()))
            .child((self.state.offer.has_questions() || self.is_answered()).then(|| self.answered()))
            .child(self.table())
            .child(self.prices_section())
            .child(self.weeks())
            .child(self.footnotes())
            .child(self.sheet_foot(prepared));
        html(vec![sheet])
    }

    fn sheet_head(&self, prepared: &Prepared<'_>) -> Element {
        let locale = self.state.offer.locale();
        let mut list = ul().class("sheet__facts");
        if !prepared.name.is_empty() {
            // The name is in its own direction, and directs nothing beside it.
            let sentence = locale.sheet_for("\0");
            let (before, after) = sentence.split_once('\0').unwrap_or((&sentence, ""));
            let name = bdi().child(prepared.name.to_owned());
            list = list.child(li().child(before.to_owned()).child(name).child(after.to_owned()));
        }
        list = list.child(li().child(prepared.made.to_owned()));
        if !prepared.valid_until.is_empty() {
            list = list.child(li().child(locale.sheet_valid_until(prepared.valid_until)));
        }
        let title = self.state.offer.text(&self.state.offer.catalog().parts().title);
        header().child(h1().child(title)).child(list)
    }

    fn recommendation(&self) -> Element {
        let locale = self.state.offer.locale();
        let mut all = Vec::new();
        self.state.advice.words(|words, advised| match advised.advice.recommended() {
            None if advised.advice.recommendation.fits() => add_equal(&mut all, words, advised),
            None => all.push(p().child(locale.sheet_nothing_answered())),
            Some(plan) => {
                add_recommended(&mut all, words, advised, plan);
                add_missed(&mut all, words, advised, plan);
                let ways = &advised.explanation.deciding.sets;
                let is_each_alone = ways.len() > 1 && ways.iter().all(|way| way.len() == 1);
                let title = if is_each_alone { locale.advice_each_decides() } else { locale.advice_decides() };
                let decides = ways.iter().map(|way| words.all_given(advised, way)).collect();
                add_titled(&mut all, title, "reasons", decides);
                let mut meets = Vec::new();
                for asked in &advised.advice.asked {
                    if words.is_met(advised, asked, plan) {
                        meets.push(words.met(advised, asked, plan));
                    }
                }
                add_titled(&mut all, locale.advice_meets(), "reasons", meets);
            }
        });
        section().class("sheet__advice").child(all)
    }

    fn is_answered(&self) -> bool {
        self.state.answers.now() != plans::Answers::none()
    }

    fn answered(&self) -> Element {
        let (catalog, locale) = (self.state.offer.catalog(), self.state.offer.locale());
        let advised = self.state.advice.now();
        let answers = advised.answers.in_effect(&catalog);
        let answered = catalog.answerable().filter(|question| answers.get(*question).is_some());
        let told = self.state.offer.words(|words| words.answers(&answers));
        let mut groups: Vec<(String, Element)> = Vec::new();
        for (question, (prompt, answer)) in answered.zip(told) {
            let group = match question {
                QuestionIx::CURRENT_PLAN => String::new(),
                _ => self.state.offer.text(&catalog.group_of(question).title),
            };
            let line = div().child(dt().child(prompt)).child(dd().child(answer));
            match groups.pop() {
                Some((title, list)) if title == group => groups.push((title, list.child(line))),
                other => {
                    groups.extend(other);
                    groups.push((group, dl().child(line)));
                }
            }
        }
        let mut all = section().class("sheet__answers").child(h2().child(locale.sheet_answers()));
        for (title, list) in groups {
            let title = (!title.is_empty()).then(|| h3().child(title));
            all = all.child(div().child(title).child(list));
        }
        all
    }

    fn table(&self) -> Element {
        let (state, locale) = (self.state, self.state.offer.locale());
        let columns = state.comparison.columns();
        let notes = self.notes();
        let marked = state.advice.recommended().filter(|_| state.advice.fits());
        let class = |plan: PlanIx| (marked == Some(plan)).then(|| "is-recommended".to_owned());
        let mut head = tr().child(th().attr("scope", "col").child(locale.comparison_row()));
        for plan in &columns {
            let mut name = th().attr("class", class(*plan)).attr("scope", "col").child(state.offer.plan_name(*plan));
            if marked == Some(*plan) {
                name = name.child(small().child(state.offer.text(&state.offer.catalog().parts().ribbon)));
            }
            if self.has_prices() {
                name = name.child(small().class("sheet__price").child(self.price(*plan)));
            }
            head = head.child(name);
        }
        let mut table = table().child(caption().child(locale.comparison_caption())).child(thead().child(head));
        let total = self.total_row(|plan, total| td().attr("class", class(plan)).child(total), &columns);
        table = table.child(total.map(|row| tbody().child(row)));
        for (title, rows) in self.sections() {
            let mut section = tbody();
            // One row of the section's name needs no heading.
            let is_named_by_row = matches!(rows[..], [only] if self.row_name(only) == title);
            if !is_named_by_row {
                let title =
                    th().attr("scope", "rowgroup").attr("colspan", (columns.len() + 1).to_string()).child(title);
                section = section.child(tr().class("sheet__section").child(title));
            }
            for row in rows {
                let number = notes.iter().position(|note| note.rows.contains(&row)).map(|at| at + 1);
                let name = self.row_name(row);
                let note = number.map(|number| sup().child(number.to_string()));
                let mut line = tr().child(th().attr("scope", "row").child(name).child(note));
                for plan in &columns {
                    let goes_by = self.state.offer.words(|words| words.goes_by(row, *plan));
                    let cell = td().attr("class", class(*plan)).child(self.cell(row, *plan));
                    line = line.child(cell.child(goes_by.map(|by| small().class("sheet__by").child(by))));
                }
                section = section.child(line);
            }
            table = table.child(section);
        }
        table
    }

    fn row_name(&self, row: EntitlementIx) -> String {
        self.state.offer.text(&self.state.offer.catalog().entitlement(row).name)
    }

    /// Builds when the compared plans' support is open, as pictures of a week; none where the catalogue tells no severities
    /// apart.
    fn weeks(&self) -> Option<Element> {
        let state = self.state;
        let severity = state.hours.severity()?;
        let name = state.offer.text(&state.offer.catalog().severity(severity).name);
        let locale = state.offer.locale();
        let title = match state.hours.zone_now() {
            Some(zone) => locale.sheet_hours_of(&name, &zone.name()),
            None => locale.sheet_hours(&name),
        };
        let mut weeks = section().class("sheet__weeks").child(h2().child(title)).child(hours::head(self.state.offer));
        for plan in state.comparison.columns() {
            weeks = weeks.child(hours::printed(self.state.offer, self.state.hours, plan));
        }
        Some(weeks)
    }

    /// Builds the explanations of the rows, once where several mean the same.
    fn footnotes(&self) -> Element {
        let state = self.state;
        let catalog = state.offer.catalog();
        let mut list = ol();
        for note in self.notes() {
            let mut names = Vec::new();
            for row in note.rows {
                names.push(state.offer.text(&catalog.entitlement(row).name));
            }
            names.dedup();
            list = list.child(li().child(b().child(names.join(", "))).child(note.text));
        }
        section().class("sheet__notes").child(h2().child(state.offer.locale().sheet_explanations())).child(list)
    }

    /// Collects the explanations of rows and the notes of the plans that are shown, in the order of the table.
    fn notes(&self) -> Vec<Note> {
        let state = self.state;
        let catalog = state.offer.catalog();
        let mut notes: Vec<Note> = Vec::new();
        for (_, rows) in self.sections() {
            for row in rows {
                let mut text = String::new();
                for block in &catalog.entitlement(row).explanation {
                    text.push_str(&format!(" {}", self.block(block)));
                }
                if let Some(link) = &catalog.entitlement(row).link {
                    text.push_str(&format!(" {}: {}", state.offer.text(&link.text), link.url));
                }
                for published in state.offer.words(|words| words.published(row, state.comparison.columns().into_iter()))
                {
                    text.push_str(&format!(" {}", published.text));
                }
                // By what is noted, of which plans it is.
                let mut of_plans: Vec<(String, Vec<String>)> = Vec::new();
                for plan in state.comparison.columns() {
                    let Some(noted) = &catalog.cell(row, plan).note else { continue };
                    let (noted, name) = (state.offer.text(noted), state.offer.plan_name(plan));
                    match of_plans.iter_mut().find(|(other, _)| *other == noted) {
                        Some((_, names)) => names.push(name),
                        None => of_plans.push((noted, vec![name])),
                    }
                }
                for (noted, names) in of_plans {
                    text.push_str(&format!(" {}: {noted}", names.join(", ")));
                }
                if text.is_empty() {
                    continue;
                }
                match notes.iter_mut().find(|note| note.text == text) {
                    Some(note) => note.rows.push(row),
                    None => notes.push(Note { rows: vec![row], text }),
                }
            }
        }
        notes
    }

    fn block(&self, block: &Block) -> String {
        let text = |text: &Text| self.state.offer.text(text);
        match block {
            Block::Paragraph(paragraph) => text(paragraph),
            Block::List(items) => items.iter().map(text).collect::<Vec<_>>().join("; "),
        }
    }

    fn sheet_foot(&self, prepared: &Prepared<'_>) -> Element {
        let (catalog, locale) = (self.state.offer.catalog(), self.state.offer.locale());
        let version = locale.sheet_catalog(&catalog.parts().version);
        let link = a().attr("href", prepared.address.to_owned()).child(prepared.address.to_owned());
        let words = div().child(p().child(locale.sheet_link())).child(p().child(link)).child(p().child(version));
        let foot = footer().child(words);
        match &prepared.code {
            Some(code) => foot.child(code.picture(locale.sheet_link())),
            None => foot,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::open;
    use super::*;

    fn sheet(link: &str) -> String {
        open(link).sheet(&Prepared {
            name: "Grace <Hopper>",
            made: "26 November 2026",
            valid_until: "26 December 2026",
            address: "https://plans.example/#v1",
            code: None,
        })
    }

    #[test]
    fn the_sheet_says_for_whom_what_and_why() {
        let html = sheet("v1;company-size=100-499;contacts=3;plans=plus,business");
        for says in [
            "Prepared for <bdi>Grace &lt;Hopper&gt;</bdi>",
            "26 November 2026",
            "Valid until 26 December 2026",
            "Recommended: MSA Business",
            "The first plan with 3 technical contacts.",
            "<dt>How many people may call support?</dt><dd>3</dd>",
            "MSA Plus</th>",
            "Catalogue version 2026-11",
            "<a href=\"https://plans.example/#v1\">",
        ] {
            assert!(html.contains(says), "{says}: {html}");
        }
        assert!(!html.contains("MSA Enterprise</th>"), "a plan that is not compared");
    }

    #[test]
    fn each_row_has_its_explanation_as_a_footnote_and_equal_ones_are_one() {
        let html = sheet("v1;plans=plus,business");
        let (rows, notes) = (html.matches("<sup>").count(), html.matches("<li><b>").count());
        assert!(rows > 15 && notes < rows, "{notes} of {rows}");
        for number in 1..=notes {
            assert!(html.contains(&format!("<sup>{number}</sup>")), "a row has the note {number}");
        }
        assert!(!html.contains(&format!("<sup>{}</sup>", notes + 1)) && !html.contains("<sup>0</sup>"));
    }

    #[test]
    fn the_plan_that_the_reader_has_is_told_with_what_changes_from_there() {
        let html = sheet("v1;current-plan=plus;contacts=3;plans=plus,business");
        assert!(html.contains("<dt>Which plan do you have now?</dt><dd>MSA Plus</dd>"), "{html}");
        assert!(html.contains("Compared with MSA Plus: "), "{html}");
    }

    #[test]
    fn the_recommended_column_is_marked_by_its_word() {
        let html = sheet("v1;company-size=100-499;contacts=3;plans=plus,business");
        let head = "<th scope=\"col\" class=\"is-recommended\">MSA Business<small>Recommended</small></th>";
        assert!(html.contains(head), "{html}");
    }

    #[test]
    fn a_section_of_one_row_of_its_name_is_that_row_alone() {
        let html = sheet("v1;plans=plus,business");
        assert_eq!(html.matches("<tr class=\"sheet__section\">").count(), 5, "{html}");
        assert!(!html.contains(">Remote Assistance</th></tr>"), "{html}");
    }

    #[test]
    fn without_an_answer_nothing_is_recommended() {
        let html = sheet("");
        assert!(html.contains("No question was answered yet") && !html.contains("Recommended:"), "{html}");
    }
}
