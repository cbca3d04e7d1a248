//! The figures of what people needed.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::needs::answer::Answer;
use crate::needs::figure::{Figure, Row, Series};
use crate::needs::sample::Lead;
use crate::needs::tally::{Counts, Tally, Ways};
use crate::needs::week::Week;
use crate::needs::words::Words;

/// How many sets of answers a page tells apart.
const MOST_SETS: usize = 20;

/// One of the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// By week, which plans were asked for.
    Asked,
    /// By week, which plans the answers led to.
    Led,
    /// By answer, which plans were asked for.
    AnswersAsked,
    /// By answer, which plans the answers led to.
    AnswersLed,
    /// By week, how many had answers that no plan meets.
    WithoutPlan,
    /// Which needs no plan meets.
    Unmet,
    /// Which answers no plan meets together.
    Together,
    /// Which questions were left open.
    Open,
}

impl Subject {
    /// All, in their order.
    pub const ALL: [Self; 8] = [
        Self::Asked,
        Self::Led,
        Self::AnswersAsked,
        Self::AnswersLed,
        Self::WithoutPlan,
        Self::Unmet,
        Self::Together,
        Self::Open,
    ];

    /// Returns its word in addresses and names of files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Asked => "plans-asked-for",
            Self::Led => "plans-recommended",
            Self::AnswersAsked => "answers-and-plans-asked-for",
            Self::AnswersLed => "answers-and-plans-recommended",
            Self::WithoutPlan => "without-a-plan",
            Self::Unmet => "unmet-needs",
            Self::Together => "unmet-together",
            Self::Open => "open-questions",
        }
    }

    /// Returns the one of a word.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|subject| subject.word() == word)
    }

    /// Tells whether its rows are weeks.
    pub fn is_by_week(self) -> bool {
        matches!(self, Self::Asked | Self::Led | Self::WithoutPlan)
    }
}

/// Requests and what everything in them is called.
pub struct Figures<'a> {
    words: &'a Words,
    tally: &'a Tally,
    total: Counts,
    weeks: Vec<Week>,
}

impl<'a> Figures<'a> {
    /// Makes the figures of the requests of these weeks.
    pub fn new(words: &'a Words, tally: &'a Tally, weeks: impl Iterator<Item = Week>) -> Self {
        Self { words, tally, total: tally.total(), weeks: weeks.collect() }
    }

    /// Returns all requests together.
    pub fn total(&self) -> &Counts {
        &self.total
    }

    /// Returns a figure as a page shows it.
    pub fn figure(&self, subject: Subject) -> Figure {
        if !subject.is_by_week() {
            return self.of_counts(subject, &self.total, MOST_SETS);
        }
        let none = Counts::default();
        let rows = self.weeks.iter().map(|week| {
            let counts = self.tally.weeks.get(week).unwrap_or(&none);
            self.week_row(subject, *week, counts)
        });
        let rows = rows.collect();
        let whole = if subject == Subject::WithoutPlan { "Without a plan" } else { "Requests" };
        Figure { row: "Week", whole, series: self.series(subject), rows }
    }

    /// Returns for each week how often each row of a figure was there: the rows are the series. None of weeks themselves.
    pub fn by_week(&self, subject: Subject) -> Option<Figure> {
        let whole = self.of_counts(subject, &self.total, MOST_SETS);
        if subject.is_by_week() || whole.rows.is_empty() {
            return None;
        }
        let open = |row: &Row| if subject == Subject::Open { row.counts.iter().sum() } else { row.whole };
        let key = |row: &Row| (row.group.clone(), row.label.clone());
        let series = whole.rows.iter().map(|row| {
            let name = row.group.iter().chain([&row.label]).cloned().collect::<Vec<_>>().join(": ");
            Series { name, tone: None }
        });
        let none = Counts::default();
        let rows = self.weeks.iter().map(|week| {
            let counts = self.tally.weeks.get(week).unwrap_or(&none);
            let of_week: BTreeMap<_, _> =
                self.of_counts(subject, counts, usize::MAX).rows.iter().map(|row| (key(row), open(row))).collect();
            let counts_of = whole.rows.iter().map(|row| of_week.get(&key(row)).copied().unwrap_or(0)).collect();
            Row { group: None, label: week.to_string(), note: None, counts: counts_of, whole: counts.requests }
        });
        let rows = rows.collect();
        Some(Figure { row: "Week", whole: "Requests", series: series.collect(), rows })
    }

    /// Lists the lines of a file of a figure, its head first: by week, also where a page shows all weeks together.
    pub fn sheet(&self, subject: Subject) -> Vec<Vec<String>> {
        let whole = self.figure(subject);
        let mut head = vec!["week".to_owned()];
        if !subject.is_by_week() {
            head.extend(["question".to_owned(), "answer".to_owned()].into_iter().take(columns_of(subject)));
        }
        head.push(whole.whole.to_lowercase());
        head.extend(whole.series.iter().map(|series| series.name.clone()));
        let mut lines = vec![head];
        let numbers = |row: &Row| [row.whole].iter().chain(&row.counts).map(u64::to_string).collect::<Vec<_>>();
        if subject.is_by_week() {
            lines.extend(whole.rows.iter().map(|row| [vec![row.label.clone()], numbers(row)].concat()));
            return lines;
        }
        for (week, counts) in &self.tally.weeks {
            for row in self.of_counts(subject, counts, usize::MAX).rows {
                let group = row.group.iter().cloned();
                let names = [week.to_string()].into_iter().chain(group).chain([row.label.clone()]);
                lines.push(names.chain(numbers(&row)).collect());
            }
        }
        lines
    }

    fn week_row(&self, subject: Subject, week: Week, counts: &Counts) -> Row {
        let (counts, whole) = match subject {
            Subject::Asked => (self.of_plans(&counts.asked), counts.requests),
            Subject::Led => (self.of_leads(&counts.led), counts.requests),
            _ => (self.of_leads(&counts.without_plan), counts.without_plan.values().sum()),
        };
        Row { group: None, label: week.to_string(), note: None, counts, whole }
    }

    /// Returns a figure of some of the requests, with the series of all. Of sets of answers it tells so many apart.
    fn of_counts(&self, subject: Subject, counts: &Counts, most_sets: usize) -> Figure {
        let (row, whole, rows) = match subject {
            Subject::AnswersAsked => ("Answer", "Requests", self.answers(counts, |ways| self.of_plans(&ways.asked))),
            Subject::AnswersLed => ("Answer", "Requests", self.answers(counts, |ways| self.of_leads(&ways.led))),
            Subject::Unmet => ("Need", "Requests", self.unmet(counts)),
            Subject::Together => ("Answers", "Requests", self.together(counts, most_sets)),
            _ => ("Question", "Asked", self.open(counts)),
        };
        Figure { row, whole, series: self.series(subject), rows }
    }

    /// Lists the series of a figure: the plans that requests have in any way, in the order of the catalogue.
    fn series(&self, subject: Subject) -> Vec<Series> {
        if subject == Subject::Open {
            let series = |name: &str, tone| Series { name: name.to_owned(), tone: Some(tone) };
            return vec![series("Not answered", 3), series("Not sure", Series::STRONGEST)];
        }
        let leads = self.leads();
        let plans: Vec<_> = self.words.plans().collect();
        let most = plans.len().saturating_sub(1).max(1);
        let series = leads.iter().map(|lead| {
            let place = match lead {
                Lead::Plan(id) => plans.iter().position(|plan| plan == id),
                Lead::Several | Lead::None => None,
            };
            Series { name: self.words.lead(lead).to_owned(), tone: place.map(|place| place * Series::STRONGEST / most) }
        });
        let is_of_plans = matches!(subject, Subject::Asked | Subject::AnswersAsked);
        let count = if is_of_plans { self.plans_count() } else { leads.len() };
        series.take(count).collect()
    }

    /// Lists where all requests led to or what they asked for: plans first.
    fn leads(&self) -> Vec<Lead> {
        let asked = self.total.asked.keys().cloned().map(Lead::Plan);
        let mut leads: Vec<_> = asked.chain(self.total.led.keys().cloned()).collect();
        let plans: Vec<_> = self.words.plans().collect();
        leads.sort_by_key(|lead| match lead {
            Lead::Plan(id) => (0, plans.iter().position(|plan| plan == id).unwrap_or(usize::MAX), id.clone()),
            Lead::Several => (1, 0, String::new()),
            Lead::None => (2, 0, String::new()),
        });
        leads.dedup();
        leads
    }

    fn plans_count(&self) -> usize {
        self.leads().iter().filter(|lead| matches!(lead, Lead::Plan(_))).count()
    }

    fn of_leads(&self, counts: &BTreeMap<Lead, u64>) -> Vec<u64> {
        self.leads().iter().map(|lead| counts.get(lead).copied().unwrap_or(0)).collect()
    }

    fn of_plans(&self, counts: &BTreeMap<String, u64>) -> Vec<u64> {
        let plan = |lead: &Lead| match lead {
            Lead::Plan(id) => Some(counts.get(id).copied().unwrap_or(0)),
            Lead::Several | Lead::None => None,
        };
        self.leads().iter().filter_map(plan).collect()
    }

    fn answers(&self, counts: &Counts, numbers: impl Fn(&Ways) -> Vec<u64>) -> Vec<Row> {
        let mut answers: Vec<_> = counts.answers.iter().collect();
        answers.sort_by_key(|(answer, _)| self.words.place_of_answer(answer));
        let row = |(answer, ways): &(&Answer, &Ways)| Row {
            group: Some(self.words.question(&answer.question).to_owned()),
            label: self.words.said(answer),
            note: None,
            counts: numbers(ways),
            whole: ways.requests,
        };
        answers.iter().map(row).collect()
    }

    fn unmet(&self, counts: &Counts) -> Vec<Row> {
        let rows = counts.unmet.iter().map(|(answer, unmet)| {
            let names: Vec<_> = unmet.rows.iter().map(|row| self.words.row(row)).collect();
            let row = Row {
                group: Some(self.words.question(&answer.question).to_owned()),
                label: self.words.said(answer),
                note: (!names.is_empty()).then(|| names.join(", ")),
                counts: self.of_leads(&unmet.closest),
                whole: unmet.closest.values().sum(),
            };
            (Reverse(row.whole), self.words.place_of_answer(answer), row)
        });
        let mut rows: Vec<_> = rows.collect();
        rows.sort_by_key(|(whole, place, _)| (*whole, *place));
        rows.into_iter().map(|(.., row)| row).collect()
    }

    fn together(&self, counts: &Counts, most: usize) -> Vec<Row> {
        let row = |label: String, closest: &BTreeMap<Lead, u64>| Row {
            group: None,
            label,
            note: None,
            counts: self.of_leads(closest),
            whole: closest.values().sum(),
        };
        let of_set = |(set, closest): (&Option<Vec<Answer>>, &BTreeMap<Lead, u64>)| {
            let set = set.as_ref()?;
            let names = set
                .iter()
                .map(|answer| format!("{} {}", self.words.question(&answer.question), self.words.said(answer)));
            Some(row(names.collect::<Vec<_>>().join(" + "), closest))
        };
        let mut rows: Vec<_> = counts.together.iter().filter_map(of_set).collect();
        rows.sort_by(|one, other| (Reverse(one.whole), &one.label).cmp(&(Reverse(other.whole), &other.label)));
        let mut others = counts.together.get(&None).map(|closest| row("Others".to_owned(), closest));
        for rest in rows.drain(most.min(rows.len())..) {
            let others = others.get_or_insert_with(|| row("Others".to_owned(), &BTreeMap::new()));
            others.whole += rest.whole;
            for (count, more) in others.counts.iter_mut().zip(&rest.counts) {
                *count += more;
            }
        }
        rows.extend(others);
        rows
    }

    fn open(&self, counts: &Counts) -> Vec<Row> {
        let mut questions: Vec<_> = counts.questions.iter().collect();
        questions.sort_by_key(|(question, asked)| (Reverse(asked.open()), self.words.place(question)));
        let row = |(question, asked): &(&String, &crate::needs::tally::Asked)| Row {
            group: None,
            label: self.words.question(question).to_owned(),
            note: None,
            counts: vec![asked.not_answered, asked.not_sure],
            whole: asked.all(),
        };
        questions.iter().map(row).collect()
    }
}

/// Counts the columns that name a row of a figure that is not by week: a question with an answer, or one text.
fn columns_of(subject: Subject) -> usize {
    match subject {
        Subject::AnswersAsked | Subject::AnswersLed | Subject::Unmet => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use plans::advice::Report;
    use plans::{Advice, Answers, Catalog, source};
    use serde_json::json;

    use super::*;
    use crate::needs::answer::Said;
    use crate::needs::sample::{Advised, Columns, Sample};

    /// Two plans: Plus has more seats and a sign-on of one's own, and Basic a light version.
    fn tiny() -> Catalog {
        let row = |id: &str, name: &str, kind: &str, basic: serde_json::Value, plus: serde_json::Value| json!({"id": id, "name": name, "kind": kind, "explanation": ["E"], "values": {"basic": basic, "plus": plus}});
        let mut seats = row("seats", "Seats", "quantity", json!(5), json!(20));
        seats["unit"] = json!({"one": "seat", "other": "seats"});
        let yes_no = |id: &str, prompt: &str| {
            json!({"id": id, "prompt": prompt, "kind": "yes-no", "asks_for": id,
                "requires": [{"entitlement": id, "at_least": "included"}]})
        };
        let source = json!({
            "id": "tiny", "version": "1", "language": "en", "title": "T", "introduction": "I", "ribbon": "R",
            "request_plan": "P", "learn_more": "L",
            "plans": [{"id": "basic", "name": "Basic", "audience": "A"}, {"id": "plus", "name": "Plus", "audience": "A"}],
            "sections": [{"id": "s", "title": "S", "entitlements": [
                seats,
                row("sso", "Single sign-on", "inclusion", json!("not-included"), json!("included")),
                row("light", "Light version", "inclusion", json!("included"), json!("not-included")),
            ]}],
            "groups": [{"id": "g", "title": "G", "questions": [
                {"id": "seats", "prompt": "How many seats?", "kind": "number", "unit": {"one": "seat", "other": "seats"},
                    "requires": [{"entitlement": "seats", "at_least": "answer"}]},
                yes_no("sso", "Single sign-on?"),
                yes_no("light", "A light version?"),
                {"id": "region", "prompt": "Where?", "kind": "one",
                    "choices": [{"id": "eu", "label": "Europe"}, {"id": "us", "label": "America"}]},
            ]}],
        });
        source::read(&source.to_string()).expect("a checked catalogue")
    }

    fn week(text: &str) -> Week {
        Week::parse(text).expect("a week")
    }

    /// A request as it is read back: with the advice that was stored with it.
    fn sample(catalog: &Catalog, at: &str, plan: &str, answers: serde_json::Value) -> Sample {
        let answers = Answers::from_json(catalog, &answers.to_string()).expect("answers");
        let advice = Advice::of(catalog, &answers);
        let stored = Report::new(catalog, &answers, &advice).to_json().to_string();
        let advised: Advised = serde_json::from_str(&stored).expect("an advice");
        let recommended = advice.recommended().map(|plan| catalog.plan(plan).id.to_string());
        let fits = advice.recommendation.fits();
        let columns = Columns { week: week(at), plan, recommended: recommended.as_deref(), fits };
        Sample::of(catalog, &answers, &columns, &advised)
    }

    /// Six requests of two weeks, counted by hand.
    fn tally(catalog: &Catalog) -> Tally {
        let mut tally = Tally::default();
        for (at, plan, answers) in [
            ("2026-W47", "basic", json!({"seats": 3})),
            ("2026-W47", "plus", json!({"seats": 12, "sso": true, "region": "eu"})),
            ("2026-W48", "plus", json!({})),
            // More seats than any plan has; Basic misses the sign-on, too.
            ("2026-W48", "plus", json!({"seats": 50, "sso": true})),
            // Each is had in some plan, and no plan has both.
            ("2026-W48", "plus", json!({"seats": 12, "sso": true, "light": true})),
            ("2026-W48", "basic", json!({"seats": 3, "sso": null})),
        ] {
            tally.add(sample(catalog, at, plan, answers));
        }
        tally
    }

    fn rows(figure: &Figure) -> Vec<(String, Vec<u64>, u64)> {
        let name = |row: &Row| row.group.iter().chain([&row.label]).cloned().collect::<Vec<_>>().join(" ");
        figure.rows.iter().map(|row| (name(row), row.counts.clone(), row.whole)).collect()
    }

    fn names(figure: &Figure) -> Vec<&str> {
        figure.series.iter().map(|series| &*series.name).collect()
    }

    #[test]
    fn every_number_is_the_one_counted_by_hand() {
        let catalog = tiny();
        let tally = tally(&catalog);
        let mut words = Words::default();
        words.add(&catalog);
        let figures = Figures::new(&words, &tally, week("2026-W46").to(week("2026-W48")));
        let expected = |rows: &[(&str, &[u64], u64)]| -> Vec<_> {
            rows.iter().map(|(name, counts, whole)| ((*name).to_owned(), counts.to_vec(), *whole)).collect()
        };

        let asked = figures.figure(Subject::Asked);
        assert_eq!(names(&asked), ["Basic", "Plus"]);
        assert_eq!(
            rows(&asked),
            expected(&[("2026-W46", &[0, 0], 0), ("2026-W47", &[1, 1], 2), ("2026-W48", &[1, 3], 4)])
        );
        let led = figures.figure(Subject::Led);
        assert_eq!(names(&led), ["Basic", "Plus", "nothing answered"]);
        assert_eq!(
            rows(&led),
            expected(&[("2026-W46", &[0, 0, 0], 0), ("2026-W47", &[1, 1, 0], 2), ("2026-W48", &[1, 2, 1], 4)])
        );
        assert_eq!(
            rows(&figures.figure(Subject::AnswersAsked)),
            expected(&[
                ("How many seats? 2–4", &[2, 0], 2),
                ("How many seats? 10–19", &[0, 2], 2),
                ("How many seats? 50–99", &[0, 1], 1),
                ("Single sign-on? Yes", &[0, 3], 3),
                ("A light version? Yes", &[0, 1], 1),
                ("Where? Europe", &[0, 1], 1),
            ])
        );
        assert_eq!(rows(&figures.figure(Subject::AnswersLed))[3], ("Single sign-on? Yes".to_owned(), vec![0, 3, 0], 3));
        assert_eq!(
            rows(&figures.figure(Subject::WithoutPlan)),
            expected(&[("2026-W46", &[0, 0, 0], 0), ("2026-W47", &[0, 0, 0], 0), ("2026-W48", &[0, 2, 0], 2)])
        );
        let unmet = figures.figure(Subject::Unmet);
        assert_eq!(rows(&unmet), expected(&[("How many seats? 50–99", &[0, 1, 0], 1)]));
        assert_eq!(unmet.rows[0].note.as_deref(), Some("Seats"));
        assert_eq!(
            rows(&figures.figure(Subject::Together)),
            expected(&[
                ("A light version? Yes + How many seats? 10–19", &[0, 1, 0], 1),
                ("A light version? Yes + Single sign-on? Yes", &[0, 1, 0], 1),
            ])
        );
        let open = figures.figure(Subject::Open);
        assert_eq!(names(&open), ["Not answered", "Not sure"]);
        assert_eq!(
            rows(&open),
            expected(&[
                ("A light version?", &[5, 0], 6),
                ("Where?", &[5, 0], 6),
                ("Single sign-on?", &[2, 1], 6),
                ("How many seats?", &[1, 0], 6),
            ])
        );
    }

    #[test]
    fn a_file_has_every_week_by_itself() {
        let catalog = tiny();
        let tally = tally(&catalog);
        let mut words = Words::default();
        words.add(&catalog);
        let figures = Figures::new(&words, &tally, week("2026-W47").to(week("2026-W48")));
        assert_eq!(
            figures.sheet(Subject::Asked),
            [["week", "requests", "Basic", "Plus"], ["2026-W47", "2", "1", "1"], ["2026-W48", "4", "1", "3"]]
        );
        let open = figures.sheet(Subject::Open);
        assert_eq!(open[0], ["week", "question", "asked", "Not answered", "Not sure"]);
        assert_eq!(open[1], ["2026-W47", "A light version?", "2", "2", "0"]);
        assert_eq!(open.len(), 1 + 2 * 4);
        let answers = figures.sheet(Subject::AnswersLed);
        assert_eq!(answers[0], ["week", "question", "answer", "requests", "Basic", "Plus", "nothing answered"]);
        assert_eq!(answers[1], ["2026-W47", "How many seats?", "2–4", "1", "1", "0", "0"]);
        // Each week's lines add up to what the page shows.
        let shown: u64 = figures.figure(Subject::AnswersLed).rows.iter().map(|row| row.whole).sum();
        let filed: u64 = answers[1..].iter().map(|line| line[3].parse::<u64>().expect("a number")).sum();
        assert_eq!(shown, filed);
        for subject in Subject::ALL {
            let sheet = figures.sheet(subject);
            assert!(sheet.iter().all(|line| line.len() == sheet[0].len()), "{subject:?}");
            assert_eq!(Subject::of_word(subject.word()), Some(subject));
        }
        let by_week = figures.by_week(Subject::Open).expect("questions were asked");
        assert_eq!(by_week.rows[1].counts, [3, 4, 2, 1]);
        assert_eq!(by_week.rows[1].whole, 4);
    }

    #[test]
    fn what_the_newest_catalogue_lacks_is_called_as_in_the_one_before() {
        let older = tiny();
        let newest = source::read(
            &json!({
                "id": "tiny", "version": "2", "language": "en", "title": "T", "introduction": "I", "ribbon": "R",
                "request_plan": "P", "learn_more": "L",
                "plans": [{"id": "plus", "name": "Plus 2", "audience": "A"}],
                "sections": [{"id": "s", "title": "S", "entitlements": [{"id": "sso", "name": "SSO", "kind": "inclusion",
                    "explanation": ["E"], "values": {"plus": "included"}}]}],
                "groups": [{"id": "g", "title": "G", "questions": [{"id": "sso", "prompt": "SSO?", "kind": "yes-no",
                    "asks_for": "SSO", "requires": [{"entitlement": "sso", "at_least": "included"}]}]}],
            })
            .to_string(),
        )
        .expect("a checked catalogue");
        let mut words = Words::default();
        words.add(&newest);
        words.add(&older);
        assert_eq!([words.plan("plus"), words.plan("basic"), words.plan("gone")], ["Plus 2", "Basic", "gone"]);
        assert_eq!([words.question("sso"), words.question("seats")], ["SSO?", "How many seats?"]);
        assert_eq!([words.row("sso"), words.row("seats")], ["SSO", "Seats"]);
        let said = |question: &str, said| words.said(&Answer { question: question.to_owned(), said });
        assert_eq!(said("region", Said::Choice("eu".to_owned())), "Europe");
        assert_eq!(said("region", Said::Choice("moon".to_owned())), "moon");
    }

    #[test]
    fn sets_beyond_what_is_told_apart_are_counted_as_others() {
        let catalog = tiny();
        let one = sample(&catalog, "2026-W48", "plus", json!({"seats": 12, "sso": true, "light": true}));
        let mut tally = Tally::default();
        for number in 0..150_u64 {
            let mut sample = one.clone();
            sample.together.truncate(1);
            sample.together[0][0].said = Said::Numbers { from: number, to: None };
            tally.add(sample);
        }
        let mut words = Words::default();
        words.add(&catalog);
        let figures = Figures::new(&words, &tally, week("2026-W48").to(week("2026-W48")));
        let together = figures.figure(Subject::Together);
        assert_eq!(together.rows.len(), MOST_SETS + 1);
        assert_eq!(together.rows.last().map(|row| (&*row.label, row.whole)), Some(("Others", 150 - MOST_SETS as u64)));
        assert_eq!(figures.sheet(Subject::Together).len(), 1 + 100 + 1);
    }
}
