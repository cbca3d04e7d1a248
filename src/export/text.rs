//! The comparison as text: for a spreadsheet, and for a document.

use super::Export;

impl Export {
    /// Returns the comparison as comma-separated values (RFC 4180): a line of titles, then a line for every row that is shown,
    /// with its section, its name and what each plan offers.
    pub fn csv(&self) -> String {
        let locale = self.state.offer.locale();
        let mut csv = String::new();
        let mut head = vec![locale.export_section().to_owned(), locale.comparison_row().to_owned()];
        head.extend(self.plan_names());
        add_csv_line(&mut csv, &head);
        for (section, rows) in self.sections() {
            for row in rows {
                let name = self.state.offer.text(&self.state.offer.catalog().entitlement(row).name);
                let mut line = vec![section.clone(), name];
                line.extend(self.state.comparison.columns().into_iter().map(|plan| self.cell(row, plan)));
                add_csv_line(&mut csv, &line);
            }
        }
        csv
    }

    /// Returns the comparison as a table in Markdown, each section's title in bold letters before its rows.
    pub fn markdown(&self) -> String {
        let mut markdown = String::new();
        let mut head = vec![self.state.offer.locale().comparison_row().to_owned()];
        head.extend(self.plan_names());
        add_markdown_line(&mut markdown, &head);
        markdown.push_str(&"| --- ".repeat(head.len()));
        markdown.push_str("|\n");
        for (section, rows) in self.sections() {
            let mut line = vec![String::new(); head.len()];
            line[0] = format!("**{}**", escaped(&section));
            markdown.push_str(&format!("| {} |\n", line.join(" | ")));
            for row in rows {
                let mut line = vec![self.state.offer.text(&self.state.offer.catalog().entitlement(row).name)];
                line.extend(self.state.comparison.columns().into_iter().map(|plan| self.cell(row, plan)));
                add_markdown_line(&mut markdown, &line);
            }
        }
        markdown
    }

    fn plan_names(&self) -> Vec<String> {
        self.state.comparison.columns().into_iter().map(|plan| self.state.offer.plan_name(plan)).collect()
    }
}

fn add_csv_line(csv: &mut String, values: &[String]) {
    let fields: Vec<_> = values.iter().map(|value| csv_field(value)).collect();
    csv.push_str(&fields.join(","));
    csv.push_str("\r\n");
}

fn csv_field(value: &str) -> String {
    // A spreadsheet would take what begins so for a formula.
    let value = if value.starts_with(['=', '+', '-', '@']) { format!("'{value}") } else { value.to_owned() };
    if value.contains([',', '"', '\r', '\n']) { format!("\"{}\"", value.replace('"', "\"\"")) } else { value }
}

fn add_markdown_line(markdown: &mut String, values: &[String]) {
    let cells: Vec<_> = values.iter().map(|value| escaped(value)).collect();
    markdown.push_str(&format!("| {} |\n", cells.join(" | ")));
}

/// Returns a text in which nothing is read as markup.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' => escaped.extend(['\\', character]),
            '\n' | '\r' => escaped.push(' '),
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::tests::open;
    use super::*;

    #[test]
    fn a_spreadsheet_gets_the_plans_that_are_shown_in_their_order() {
        let csv = open("v1;plans=business,plus;only=differences").csv();
        let mut lines = csv.split("\r\n");
        assert_eq!(lines.next(), Some("Section,Entitlement,MSA Business,MSA Plus"));
        let contacts = lines.find(|line| line.contains("Technical Contacts,")).expect("a row that differs");
        assert!(contacts.ends_with(",Assigned Customer Technical Contacts,4,2"), "{contacts}");
        assert!(csv.ends_with("\r\n"));
    }

    #[test]
    fn what_would_end_a_value_is_quoted_and_no_value_is_a_formula() {
        let mut csv = String::new();
        add_csv_line(&mut csv, &["a, b", "say \"so\"", "=1+1", "plain"].map(str::to_owned));
        assert_eq!(csv, "\"a, b\",\"say \"\"so\"\"\",'=1+1,plain\r\n");
    }

    #[test]
    fn a_document_gets_a_table_with_the_sections_in_it() {
        let markdown = open("v1;plans=plus,business").markdown();
        let mut lines = markdown.lines();
        assert_eq!(lines.next(), Some("| Entitlement | MSA Plus | MSA Business |"));
        assert_eq!(lines.next(), Some("| --- | --- | --- |"));
        assert!(
            lines.next().is_some_and(|line| line.starts_with("| **") && line.ends_with("** |  |  |")),
            "{markdown}"
        );
        assert!(markdown.contains("\n| Assigned Customer Technical Contacts | 2 | 4 |\n"), "{markdown}");
        assert_eq!(escaped("a|b *c* [d]"), "a\\|b \\*c\\* \\[d\\]");
    }
}
