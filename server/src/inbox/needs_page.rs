//! `GET /inbox/needs`: what people needed, in pictures and tables, and as files.

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use chrono::Utc;
use maud::{Markup, html};

use crate::inbox::fault::Fault;
use crate::inbox::fields::Fields;
use crate::inbox::layout::{self, Part};
use crate::inbox::shared::Inbox;
use crate::inbox::viewer::Viewer;
use crate::needs::count::{Counted, count};
use crate::needs::figure::Figure;
use crate::needs::figures::{Figures, Subject};
use crate::needs::left_out::LeftOut;
use crate::needs::week::Week;
use crate::number;
use crate::plan_requests::csv;

mod chart;
mod query;
mod table;

use query::Query;

/// The parameter that names the figure of a file.
const FIGURE: &str = "figure";

/// A heading with the figures beneath it.
struct Section {
    title: &'static str,
    introduction: &'static str,
    /// Each with its heading.
    subjects: &'static [(Subject, &'static str)],
    /// What is told where there is nothing to be shown.
    nothing: &'static str,
}

const SECTIONS: [Section; 4] = [
    Section {
        title: "Plans by week",
        introduction: "Which plan visitors asked for, and which one their answers led to: the one recommended, or the closest.",
        subjects: &[(Subject::Asked, "Plans asked for"), (Subject::Led, "Plans that answers led to")],
        nothing: "",
    },
    Section {
        title: "Answers and plans",
        introduction: "Where requests with an answer went. A request with several answers is counted at each.",
        subjects: &[
            (Subject::AnswersAsked, "Answers and the plan asked for"),
            (Subject::AnswersLed, "Answers and the plan that they led to"),
        ],
        nothing: "No question was answered in these weeks.",
    },
    Section {
        title: "Needs that no plan met",
        introduction: "Requests of which no plan meets every answer, by the plan that comes closest.",
        subjects: &[
            (Subject::WithoutPlan, "Requests without a plan that meets everything"),
            (Subject::Unmet, "Needs that every plan misses"),
            (Subject::Together, "Answers that no plan meets together"),
        ],
        nothing: "A plan met every need in these weeks.",
    },
    Section {
        title: "Questions left open",
        introduction: "How often a question was not answered, or with “not sure”, where it was asked. An assumed answer that was left as it is \
                       counts as answered.",
        subjects: &[(Subject::Open, "Open questions")],
        nothing: "No question was asked in these weeks.",
    },
];

/// Shows what people needed.
pub async fn show(State(inbox): State<Inbox>, viewer: Viewer, uri: Uri) -> Result<Response, Fault> {
    let (query, wrong, catalogs) = asked(&inbox, &uri).await?;
    let store = &inbox.app.store;
    let counted = count(store, &inbox.app.catalogs, &query.catalog, (query.from, query.until)).await?;
    let figures = Figures::new(&counted.words, &counted.tally, query.from.to(query.until));
    let ends = store.weeks_of_requests(&query.catalog).await?;
    let content = html! {
        h1 { "What people needed" }
        p class="lede" { "Counted from stored requests alone; nobody is tracked. Weeks are from Monday to Sunday in UTC." }
        @for wrong in &wrong { p class="alert" role="alert" { (wrong) } }
        (choice(&inbox, &query, &catalogs))
        (summary(&counted, &query))
        @if figures.total().requests == 0 {
            (nothing(&query, ends))
        } @else {
            @for section in &SECTIONS { (section_of(section, &figures, &query)) }
        }
    };
    Ok(layout::page(&viewer, Part::Needs, "What people needed", &content))
}

/// Answers with a figure as a file, by week.
pub async fn file(State(inbox): State<Inbox>, viewer: Viewer, uri: Uri) -> Result<Response, Fault> {
    let fields = Fields::parse(uri.query().unwrap_or_default().as_bytes());
    let (query, _, _) = asked(&inbox, &uri).await?;
    let Some(subject) = Subject::of_word(fields.get(FIGURE)) else {
        let content = html! {
            div class="card narrow" {
                h1 { "No such file" }
                p { "The address names no figure of what people needed." }
                p { a href={ (viewer.up) "inbox/needs" } { "To what people needed" } }
            }
        };
        return Ok(layout::page_of_status(StatusCode::NOT_FOUND, &viewer, Part::Needs, "No such file", &content));
    };
    let counted = count(&inbox.app.store, &inbox.app.catalogs, &query.catalog, (query.from, query.until)).await?;
    let figures = Figures::new(&counted.words, &counted.tally, query.from.to(query.until));
    let text = csv::BYTE_ORDER_MARK.to_owned() + &csv::table(figures.sheet(subject));
    // Ids of catalogues are small letters, digits and hyphens; one that came from elsewhere is not told.
    let is_plain = query.catalog.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    let catalog = if is_plain { &*query.catalog } else { "catalogue" };
    let name = format!("{catalog}-{}-{}-{}.csv", subject.word(), query.from, query.until);
    let headers = [
        (CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, text).into_response())
}

/// Returns what an address asks for, what of it is wrong, and which catalogues there are, that of the start page first.
async fn asked(inbox: &Inbox, uri: &Uri) -> Result<(Query, Vec<String>, Vec<String>), Fault> {
    let mut catalogs = inbox.app.store.catalogs_with_requests().await?;
    let first = inbox.app.catalogs.served().first();
    catalogs.sort_by_key(|catalog| catalog != first.parts().id.as_str());
    let fields = Fields::parse(uri.query().unwrap_or_default().as_bytes());
    let (query, wrong) = Query::parse(&fields, &catalogs, Utc::now());
    Ok((query, wrong, catalogs))
}

/// Builds the choice of catalogue and weeks.
fn choice(inbox: &Inbox, query: &Query, catalogs: &[String]) -> Markup {
    let served = inbox.app.catalogs.served();
    let name = |id: &str| match served.of_id(id) {
        Some(catalog) => format!("{} ({id})", catalog.text(&catalog.parts().title)),
        None => id.to_owned(),
    };
    let week = |name: &str, label: &str, value: Week| {
        let id = format!("needs-{name}");
        html! {
            div class="field" {
                label for=(id) { (label) }
                input id=(id) name=(name) type="week" value=(value) placeholder="2026-W48" pattern="[0-9]{4}-W[0-9]{2}" autocomplete="off";
            }
        }
    };
    html! {
        form class="card filter" method="get" {
            div class="fields" {
                div class="field" {
                    label for="needs-catalog" { "Catalogue" }
                    select id="needs-catalog" name=(Query::CATALOG) {
                        @for id in catalogs {
                            option value=(id) selected[*id == query.catalog] { (name(id)) }
                        }
                    }
                }
                (week(Query::FROM, "First week", query.from))
                (week(Query::UNTIL, "Last week", query.until))
            }
            button class="button" { "Show" }
        }
    }
}

/// Tells how many requests were counted, and how many not, and why.
fn summary(counted: &Counted, query: &Query) -> Markup {
    let requests: u64 = counted.tally.weeks.values().map(|counts| counts.requests).sum();
    let LeftOut { suspect, unchecked } = counted.left_out;
    let last_day = query.until.later(1).monday().pred_opt().unwrap_or(query.until.monday());
    html! {
        p class="summary" {
            strong { (number::counted(requests, "request")) } " counted, "
            (query.from) " to " (query.until) " (" (query.from.monday()) " to " (last_day) ")."
            @if suspect + unchecked > 0 {
                " Left out: " (suspect) " that may be no person’s, and " (unchecked)
                " of which the catalogue was not known here, so that nothing is known of where the answers lead."
            }
        }
    }
}

/// Tells that there is nothing to be shown, and where there is something.
fn nothing(query: &Query, ends: Option<(Week, Week)>) -> Markup {
    html! {
        div class="card empty" {
            p { "No request of these weeks is counted." }
            @if let Some((first, last)) = ends {
                p { a href={ "?" (query.of_weeks(first, last)) } { "Show the weeks of all requests, " (first) " to " (last) } }
            } @else {
                p { "Once visitors ask for plans of this catalogue, you see here what they needed." }
            }
        }
    }
}

fn section_of(section: &Section, figures: &Figures<'_>, query: &Query) -> Markup {
    let shown = section
        .subjects
        .iter()
        .map(|(subject, title)| (*subject, *title, figures.figure(*subject).without_empty_series()));
    let shown: Vec<_> = shown.filter(|(_, _, figure)| figure.rows.iter().any(|row| row.whole > 0)).collect();
    html! {
        section class="card needs" {
            h2 { (section.title) }
            p class="soft" { (section.introduction) }
            @if shown.is_empty() {
                p { (section.nothing) }
            }
            @for (subject, title, figure) in &shown {
                (figure_of(*subject, title, figure, figures, query))
            }
        }
    }
}

fn figure_of(subject: Subject, title: &str, figure: &Figure, figures: &Figures<'_>, query: &Query) -> Markup {
    let id = subject.word();
    let description = described(figure);
    let of_week = |label: &str| Week::parse(label).map(|week| format!("?{}", query.of_weeks(week, week)));
    html! {
        figure id=(id) {
            figcaption { h3 { (title) } }
            (chart::legend(figure))
            @if subject.is_by_week() {
                (chart::columns(id, title, &description, figure))
                (table::table(title, figure, of_week))
            } @else {
                (chart::bars(id, title, &description, figure))
                (table::table(title, figure, |_| None))
            }
            @if let Some(by_week) = figures.by_week(subject).filter(|_| matches!(subject, Subject::Unmet | Subject::Together | Subject::Open)) {
                details {
                    summary { "By week" }
                    (table::table(&format!("{title}, by week"), &by_week, of_week))
                }
            }
            p class="no-print" {
                a href={ "needs/csv?" (query.write()) "&" (FIGURE) "=" (id) } download { "Download as CSV" span class="visually-hidden" { ": " (title) } }
            }
        }
    }
}

/// Says in a sentence what a picture shows.
fn described(figure: &Figure) -> String {
    let count: u64 = figure.rows.iter().map(|row| row.counts.iter().sum::<u64>()).sum();
    let most = figure.rows.iter().max_by_key(|row| row.counts.iter().sum::<u64>());
    let most = most.map(|row| {
        let label = row.group.iter().chain([&row.label]).cloned().collect::<Vec<_>>().join(", ");
        format!("; most at {label}: {}", row.counts.iter().sum::<u64>())
    });
    let series = figure.series.iter().map(|series| &*series.name).collect::<Vec<_>>().join(", ");
    format!(
        "{} in {}, told apart by {series}{}. The table below has every number.",
        number::counted(count, "count"),
        number::counted(figure.rows.len(), "row"),
        most.unwrap_or_default()
    )
}
