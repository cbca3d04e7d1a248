//! The sheet that is left behind: printed, or saved as a PDF.

use plans::catalog::{Block, Text};

use super::lists::add_titled;
use super::recommended::{add_missed, add_recommended};
use super::{Code, Handout, html};
use crate::hours;
use crate::view::{Element, el};

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

impl Handout {
    /// The sheet as HTML: for whom, the recommendation and its reasons, the answers, the compared plans with each row's
    /// explanation as a footnote, their support week, and the way back to the page.
    pub fn sheet(&self, prepared: &Prepared<'_>) -> String {
        let session = self.session;
        let sheet = el("article")
            .class("sheet")
            .attr("lang", session.catalog().language().to_owned())
            .child(self.sheet_head(prepared))
            .child(self.recommendation())
            .child(self.answered())
            .child(self.table())
            .children(self.weeks())
            .child(self.footnotes())
            .child(self.sheet_foot(prepared));
        html(vec![sheet])
    }

    fn sheet_head(&self, prepared: &Prepared<'_>) -> Element {
        let locale = self.session.locale();
        let mut facts = Vec::new();
        if !prepared.name.is_empty() {
            facts.push(locale.sheet_for(prepared.name));
        }
        facts.push(prepared.made.to_owned());
        if !prepared.valid_until.is_empty() {
            facts.push(locale.sheet_valid_until(prepared.valid_until));
        }
        let title = self.session.text(&self.session.catalog().parts().title);
        let mut list = el("ul").class("sheet__facts");
        for fact in facts {
            list = list.child(el("li").child(fact));
        }
        el("header").child(el("h1").child(title)).child(list)
    }

    fn recommendation(&self) -> Element {
        let locale = self.session.locale();
        let mut all = Vec::new();
        self.session.advised(|words, advised| match advised.advice.recommended() {
            None => all.push(el("p").child(locale.sheet_nothing_answered())),
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
        el("section").class("sheet__advice").children(all)
    }

    fn answered(&self) -> Element {
        let locale = self.session.locale();
        let answers = self.session.advised(|words, advised| words.answers(&advised.answers));
        let mut list = el("dl");
        for (question, answer) in answers {
            list = list.child(el("div").child(el("dt").child(question)).child(el("dd").child(answer)));
        }
        el("section").class("sheet__answers").child(el("h2").child(locale.sheet_answers())).child(list)
    }

    fn table(&self) -> Element {
        let (session, locale) = (self.session, self.session.locale());
        let columns = session.columns();
        let mut head = el("tr").child(el("th").attr("scope", "col").child(locale.comparison_row()));
        for plan in &columns {
            head = head.child(el("th").attr("scope", "col").child(session.plan_name(*plan)));
        }
        let mut table =
            el("table").child(el("caption").child(locale.comparison_caption())).child(el("thead").child(head));
        let mut number = 0;
        for (title, rows) in self.sections() {
            let title =
                el("th").attr("scope", "rowgroup").attr("colspan", (columns.len() + 1).to_string()).child(title);
            let mut section = el("tbody").child(el("tr").class("sheet__section").child(title));
            for row in rows {
                number += 1;
                let name = session.text(&session.catalog().entitlement(row).name);
                let note = el("sup").child(number.to_string());
                let mut line = el("tr").child(el("th").attr("scope", "row").child(name).child(note));
                for plan in &columns {
                    line = line.child(el("td").child(self.cell(row, *plan)));
                }
                section = section.child(line);
            }
            table = table.child(section);
        }
        table
    }

    /// When the compared plans' support is open, as pictures of a week; none where the catalogue tells no severities apart.
    fn weeks(&self) -> Option<Element> {
        let session = self.session;
        let severity = session.severity()?;
        let name = session.text(&session.catalog().severity(severity).name);
        let locale = session.locale();
        let title = match session.zone_now() {
            Some(zone) => locale.sheet_hours_of(&name, &zone.name()),
            None => locale.sheet_hours(&name),
        };
        let mut weeks = el("section").class("sheet__weeks").child(el("h2").child(title)).child(hours::head(session));
        for plan in session.columns() {
            weeks = weeks.child(hours::printed(session, plan));
        }
        Some(weeks)
    }

    /// What each row means.
    fn footnotes(&self) -> Element {
        let session = self.session;
        let catalog = session.catalog();
        let mut notes = el("ol");
        for (_, rows) in self.sections() {
            for row in rows {
                let entitlement = catalog.entitlement(row);
                let mut note = el("li").child(el("b").child(session.text(&entitlement.name)));
                for block in &entitlement.explanation {
                    note = note.child([" ", &self.block(block)].concat());
                }
                for plan in session.columns() {
                    if let Some(text) = &catalog.cell(row, plan).note {
                        note = note.child([" ", &session.plan_name(plan), ": ", &session.text(text)].concat());
                    }
                }
                notes = notes.child(note);
            }
        }
        el("section").class("sheet__notes").child(el("h2").child(session.locale().sheet_explanations())).child(notes)
    }

    fn block(&self, block: &Block) -> String {
        let text = |text: &Text| self.session.text(text);
        match block {
            Block::Paragraph(paragraph) => text(paragraph),
            Block::List(items) => items.iter().map(text).collect::<Vec<_>>().join("; "),
        }
    }

    fn sheet_foot(&self, prepared: &Prepared<'_>) -> Element {
        let (catalog, locale) = (self.session.catalog(), self.session.locale());
        let version = locale.sheet_catalog(&catalog.parts().version);
        let link = el("a").attr("href", prepared.address.to_owned()).child(prepared.address.to_owned());
        let words = el("div")
            .child(el("p").child(locale.sheet_link()))
            .child(el("p").child(link))
            .child(el("p").child(version));
        let foot = el("footer").child(words);
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
            "Prepared for Grace &lt;Hopper&gt;",
            "26 November 2026",
            "Valid until 26 December 2026",
            "Recommended: MSA Business",
            "It is the first plan with 3 technical contacts.",
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
