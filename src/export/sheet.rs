//! The sheet that is left behind: printed, or saved as a PDF.

use plans::catalog::{Block, Text};
use plans::language;

use super::lists::add_titled;
use super::recommended::{add_missed, add_recommended};
use super::{Code, Export, html};
use crate::hours;
use lean_view::{Element, html::*};

/// What the sheet says that no link holds. Empty texts are left out.
pub struct Prepared<'a> {
    /// For whom it was made.
    pub name: &'a str,
    /// When it was made, as people write it.
    pub made: &'a str,
    /// Until when it holds, as people write it.
    pub valid_until: &'a str,
    /// The address that opens the page like this.
    pub address: &'a str,
    /// The same as a QR code; none where it is too long for one.
    pub code: Option<Code>,
}

impl Export {
    /// The sheet as HTML: for whom, the recommendation and its reasons, the answers, the compared plans with each row's
    /// explanation as a footnote, their support week, and the way back to the page.
    pub fn sheet(&self, prepared: &Prepared<'_>) -> String {
        let state = self.state;
        let sheet = article()
            .class("sheet")
            .attr("lang", state.offer.words(|words| words.language().to_owned()))
            .attr("dir", language::is_rtl(state.offer.catalog().language()).then_some("rtl"))
            .child(self.sheet_head(prepared))
            .child(self.recommendation())
            .child(self.answered())
            .child(self.table())
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
            None => all.push(p().child(locale.sheet_nothing_answered())),
            Some(plan) => {
                add_recommended(&mut all, words, advised, plan);
                add_missed(&mut all, words, advised, plan);
                let mut meets = Vec::new();
                for asked in &advised.advice.asked {
                    if asked.met_by(words.catalog, plan) {
                        meets.push(words.met(asked, plan));
                    }
                }
                add_titled(&mut all, locale.advice_meets(), "reasons", meets);
            }
        });
        section().class("sheet__advice").child(all)
    }

    fn answered(&self) -> Element {
        let locale = self.state.offer.locale();
        let answers = self.state.advice.words(|words, advised| words.answers(&advised.answers));
        let mut list = dl();
        for (question, answer) in answers {
            list = list.child(div().child(dt().child(question)).child(dd().child(answer)));
        }
        section().class("sheet__answers").child(h2().child(locale.sheet_answers())).child(list)
    }

    fn table(&self) -> Element {
        let (state, locale) = (self.state, self.state.offer.locale());
        let columns = state.comparison.columns();
        let mut head = tr().child(th().attr("scope", "col").child(locale.comparison_row()));
        for plan in &columns {
            head = head.child(th().attr("scope", "col").child(state.offer.plan_name(*plan)));
        }
        let mut table = table().child(caption().child(locale.comparison_caption())).child(thead().child(head));
        let mut number = 0;
        for (title, rows) in self.sections() {
            let title = th().attr("scope", "rowgroup").attr("colspan", (columns.len() + 1).to_string()).child(title);
            let mut section = tbody().child(tr().class("sheet__section").child(title));
            for row in rows {
                number += 1;
                let name = state.offer.text(&state.offer.catalog().entitlement(row).name);
                let note = sup().child(number.to_string());
                let mut line = tr().child(th().attr("scope", "row").child(name).child(note));
                for plan in &columns {
                    line = line.child(td().child(self.cell(row, *plan)));
                }
                section = section.child(line);
            }
            table = table.child(section);
        }
        table
    }

    /// When the compared plans' support is open, as pictures of a week; none where the catalogue tells no severities apart.
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

    /// What each row means.
    fn footnotes(&self) -> Element {
        let state = self.state;
        let catalog = state.offer.catalog();
        let mut notes = ol();
        for (_, rows) in self.sections() {
            for row in rows {
                let entitlement = catalog.entitlement(row);
                let mut note = li().child(b().child(state.offer.text(&entitlement.name)));
                for block in &entitlement.explanation {
                    note = note.child(format!(" {}", self.block(block)));
                }
                for plan in state.comparison.columns() {
                    if let Some(text) = &catalog.cell(row, plan).note {
                        note = note.child(format!(" {}: {}", state.offer.plan_name(plan), state.offer.text(text)));
                    }
                }
                notes = notes.child(note);
            }
        }
        section().class("sheet__notes").child(h2().child(state.offer.locale().sheet_explanations())).child(notes)
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
            "<th scope=\"col\">MSA Plus</th><th scope=\"col\">MSA Business</th></tr></thead>",
            "Catalogue version 2026-11",
            "<a href=\"https://plans.example/#v1\">",
        ] {
            assert!(html.contains(says), "{says}: {html}");
        }
        assert!(!html.contains("MSA Enterprise</th>"), "a plan that is not compared");
    }

    #[test]
    fn each_row_has_its_explanation_as_a_footnote() {
        let html = sheet("v1;plans=plus,business");
        let rows = html.matches("<sup>").count();
        assert_eq!(html.matches("<li><b>").count(), rows);
        assert!(rows > 15 && html.contains(&format!("<sup>{rows}</sup>")));
    }

    #[test]
    fn without_an_answer_nothing_is_recommended() {
        let html = sheet("");
        assert!(html.contains("No question was answered yet") && !html.contains("Recommended:"), "{html}");
    }
}
