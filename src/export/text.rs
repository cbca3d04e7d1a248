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
        for (title, cells) in self.price_lines() {
            let mut line = vec![locale.price_title().to_owned(), title];
            line.extend(cells);
            add_csv_line(&mut csv, &line);
        }
        for (section, rows) in self.sections() {
            for row in rows {
                let name = self.state.offer.text(&self.state.offer.catalog().entitlement(row).name);
                let mut line = vec![section.clone(), name];
                line.extend(self.state.comparison.columns().into_iter().map(|plan| self.cell(row, plan)));
                add_csv_line(&mut csv, &line);
            }
        }
        let add_ons = self.add_ons().into_iter();
        let mut last: Vec<_> =
            add_ons.map(|(name, told)| vec![locale.add_ons_title().to_owned(), name, told]).collect();
        last.extend(self.prices_in().map(|words| vec![locale.price_title().to_owned(), words]));
        for mut line in last {
            // Every line has as many values.
            line.resize(head.len().max(line.len()), String::new());
            add_csv_line(&mut csv, &line);
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
        for (title, cells) in self.price_lines() {
            let mut line = vec![title];
            line.extend(cells);
            add_markdown_line(&mut markdown, &line);
        }
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
        let add_ons = self.add_ons();
        for (name, told) in &add_ons {
            let start = if Some(name) == add_ons.first().map(|(name, _)| name) { "\n" } else { "" };
            markdown.push_str(&format!("{start}- **{}** {}\n", escaped(name), escaped(told)));
        }
        if let Some(words) = self.prices_in() {
            markdown.push_str(&format!("\n{}\n", escaped(&words)));
        }
        markdown
    }

    /// Returns what each plan costs, and what it costs for the answers; nothing in a catalogue without prices.
    fn price_lines(&self) -> Vec<(String, Vec<String>)> {
        let (locale, columns) = (self.state.offer.locale(), self.state.comparison.columns());
        if !self.has_prices() {
            return Vec::new();
        }
        let prices = columns.iter().map(|plan| self.price(*plan)).collect();
        let totals = columns.iter().map(|plan| self.total(*plan)).collect();
        vec![(locale.price_title().to_owned(), prices), (locale.total_title().to_owned(), totals)]
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

    /// A catalogue of two plans with a row of each kind that says a number, words or options.
    const KINDS: &str = r#"{
      "id": "kinds", "version": "1", "language": "en", "title": "T", "introduction": "I", "ribbon": "R", "request_plan": "P",
      "learn_more": "L",
      "option_sets": {"channels": [
        {"id": "email", "name": {"en": "Email", "de": "E-Mail"}}, {"id": "chat", "name": "Chat"},
        {"id": "phone", "name": {"en": "Phone", "de": "Telefon"}}
      ]},
      "plans": [{"id": "a", "name": "A", "audience": "All"}, {"id": "b", "name": "B", "audience": "All"}],
      "sections": [{"id": "s", "title": "S", "entitlements": [
        {"id": "storage", "name": "Storage", "explanation": ["E"], "kind": "quantity", "unit": "MB",
         "values": {"a": 5000, "b": 1000000000000}},
        {"id": "runs", "name": "Runs", "explanation": ["E"], "kind": "quantity", "per": "month",
         "unit": {"one": {"en": "run", "de": "Lauf"}, "other": {"en": "runs", "de": "Läufe"}}, "values": {"a": 1, "b": 25000}},
        {"id": "seats", "name": "Seats", "explanation": ["E"], "kind": "quantity", "per": "day",
         "unit": {"one": "seat", "other": "seats", "short": {"one": "seat", "other": "seats"}}, "values": {"a": 0, "b": 1200}},
        {"id": "uptime", "name": "Uptime", "explanation": ["E"], "kind": "percent", "values": {"a": 99.9, "b": 100}},
        {"id": "rate", "name": "Rate", "explanation": ["E"], "kind": "decimal", "unit": "%", "values": {"a": 1.5, "b": "unlimited"}},
        {"id": "traffic", "name": "Traffic", "explanation": ["E"], "kind": "amount", "family": "bytes", "per": "month",
         "values": {"a": "500 MB", "b": "1.5 GB"}},
        {"id": "requests", "name": "Requests", "explanation": ["E"], "kind": "amount", "family": "requests",
         "unit": {"one": "call", "other": "calls"}, "values": {"a": "1", "b": "2 M"}},
        {"id": "fee", "name": "Fee", "explanation": ["E"], "kind": "amount", "family": "money", "values": {"a": "1200 EUR", "b": "10.5 EUR"}},
        {"id": "kept", "name": "Kept", "explanation": ["E"], "kind": "amount", "family": "time", "values": {"a": "1 day", "b": "1.5 years"}},
        {"id": "ways", "name": "Ways", "explanation": ["E"], "kind": "options", "option_set": "channels",
         "values": {"a": ["email"], "b": ["phone", "email", "chat"]}},
        {"id": "scope", "name": "Scope", "explanation": ["E"], "kind": "text",
         "values": {"a": {"en": "By email", "de": "Per E-Mail"}, "b": "not-included"}},
        {"id": "sso", "name": "SSO", "explanation": ["E"], "kind": "inclusion",
         "values": {"a": {"value": "included", "limit": {"en": "up to 5 seats", "de": "bis 5 Plätze"}}, "b": "included"}}
      ]}]
    }"#;

    /// Returns the cells of the catalogue above in a language, row after row.
    fn cells(language: &str) -> Vec<String> {
        let catalog = plans::source::read(KINDS).expect("a checked catalogue").in_language(language);
        let export = Export::open(&locales::content(&catalog), "", None).expect("a content");
        let markdown = export.markdown();
        let rows = markdown.lines().skip(3).map(|line| {
            let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
            format!("{}: {} | {}", cells[0], cells[1], cells[2]).replace('\u{a0}', " ")
        });
        rows.collect()
    }

    #[test]
    fn cells_say_their_unit_and_group_digits_by_the_language() {
        assert_eq!(
            cells("en"),
            [
                "Storage: 5,000 MB | 1,000,000,000,000 MB",
                "Runs: 1 run per month | 25,000 runs per month",
                "Seats: 0 per day | 1,200 per day",
                "Uptime: 99.9% | 100%",
                "Rate: 1.5 % | Unlimited",
                "Traffic: 500 MB per month | 1.5 GB per month",
                "Requests: 1 call | 2M calls",
                "Fee: 1,200 EUR | 10.5 EUR",
                "Kept: 1 day | 1.5 years",
                "Ways: Email | Email, Chat and Phone",
                "Scope: By email | Not included",
                "SSO: Included, up to 5 seats | Included",
            ]
        );
        assert_eq!(
            cells("de"),
            [
                "Storage: 5.000 MB | 1.000.000.000.000 MB",
                "Runs: 1 Lauf pro Monat | 25.000 Läufe pro Monat",
                "Seats: 0 pro Tag | 1.200 pro Tag",
                "Uptime: 99,9 % | 100 %",
                "Rate: 1,5 % | Unbegrenzt",
                "Traffic: 500 MB pro Monat | 1,5 GB pro Monat",
                "Requests: 1 call | 2M calls",
                "Fee: 1.200 EUR | 10,5 EUR",
                "Kept: 1 Tag | 1,5 Jahre",
                "Ways: E-Mail | E-Mail, Chat und Telefon",
                "Scope: Per E-Mail | Nicht enthalten",
                "SSO: Enthalten, bis 5 Plätze | Enthalten",
            ]
        );
    }

    /// What a plan misses or meets is told with its unit, and what limits it.
    #[test]
    fn sentences_say_the_unit_and_the_limit() {
        let asks = |id: &str, kind: &str, requires: &str| {
            format!(
                r#"{{"id": "{id}", "prompt": "{id}?", "kind": {kind}, "requires": [{{"entitlement": {requires}}}]}}"#
            )
        };
        let number = r#""number", "decimals": 1, "unit": "GB""#;
        let questions = [
            asks("traffic", number, r#""traffic", "at_least": "answer GB""#),
            asks("storage", r#""number", "unit": "MB""#, r#""storage", "at_least": "answer""#),
            asks("ways", r#""yes-no", "asks_for": "chat""#, r#""ways", "at_least": "chat""#),
            asks("sso", r#""yes-no", "asks_for": "single sign-on""#, r#""sso", "at_least": "included""#),
        ];
        let groups =
            format!(r#""groups": [{{"id": "g", "title": "G", "questions": [{}]}}], "plans": "#, questions.join(","));
        let catalog = plans::source::read(&KINDS.replacen(r#""plans": "#, &groups, 1)).expect("a checked catalogue");
        let link = "v1;traffic=1.2;storage=2000000;ways=yes;sso=yes";
        let export = Export::open(&locales::content(&catalog), link, None).expect("a content");
        let told = |plan: usize| {
            let plan = catalog.plans().nth(plan).expect("a plan");
            export.state.advice.words(|words, advised| {
                let asked = advised.advice.asked.iter();
                let told = asked.map(|asked| match words.is_met(advised, asked, plan) {
                    true => words.met(advised, asked, plan),
                    false => words.missed(advised, asked, plan),
                });
                told.map(|told| told.replace('\u{a0}', " ")).collect::<Vec<_>>()
            })
        };
        assert_eq!(
            told(0),
            [
                "A has 500 MB per month; you asked for 1.2 GB.",
                "A includes 5,000 MB; you asked for 2,000,000.",
                "A offers “Email”; you asked for chat.",
                "single sign-on; it includes it, up to 5 seats",
            ]
        );
        assert_eq!(
            told(1),
            [
                "1.2 GB; it has 1.5 GB per month",
                "2,000,000 MB; it has 1,000,000,000,000 MB",
                "chat; it offers “Email, Chat and Phone”",
                "single sign-on",
            ]
        );
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
