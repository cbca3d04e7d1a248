//! One small page, written with `lean_view`. `../leptos` has the same page, written with the views of Leptos.

use lean_view::{Element, Memo, Signal, ev, html::*, mount};
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

#[cfg(any(feature = "ten-signals", feature = "ten-memos"))]
mod types;

const QUESTIONS: [(&str, [&str; 3]); 3] = [
    ("How many people are you?", ["Up to 20", "21 to 100", "More"]),
    ("When do you need support?", ["By day", "At night, too", "Around the clock"]),
    ("How soon must we answer?", ["In a day", "In 4 hours", "In an hour"]),
];
const PLANS: [&str; 4] = ["Start", "Plus", "Business", "Enterprise"];
const ROWS: [&str; 10] =
    ["Telephone", "Mail", "Chat", "On site", "Nights", "Weekends", "Backups", "Updates", "Reports", "Training"];

/// Shows the page in a container.
#[wasm_bindgen]
pub fn start(container: &HtmlElement) {
    std::mem::forget(mount(container, page));
}

/// The position of the chosen answer, for each question.
type Answers = Signal<[usize; 3]>;

fn page() -> Element {
    let answers = Signal::new([0; 3]);
    let name = Signal::new(String::new());
    let plan = Memo::new(move || answers.with(|answers| answers.iter().sum::<usize>().div_ceil(2)));

    main()
        .class("page")
        .child(h1().child("Which plan fits?"))
        .child((0..QUESTIONS.len()).map(|at| question(answers, at)).collect::<Vec<_>>())
        .child(comparison(plan))
        .child(reasons(answers))
        .child(contact(answers, name, plan))
}

fn question(answers: Answers, at: usize) -> Element {
    let (asked, choices) = QUESTIONS[at];
    let choice = |(choice, words): (usize, &'static str)| {
        let is_chosen = move || answers.with(|answers| answers[at] == choice);
        let radio = input()
            .attr("type", "radio")
            .attr("name", asked)
            .prop("checked", is_chosen)
            .on(ev::change, move |_| answers.update(|answers| answers[at] = choice));
        label().class("choice").class(("is-chosen", is_chosen)).child(radio).child(span().child(words))
    };
    fieldset().child(legend().child(asked)).child(choices.into_iter().enumerate().map(choice).collect::<Vec<_>>())
}

fn comparison(plan: Memo<usize>) -> Element {
    let head = |(at, name): (usize, &'static str)| {
        th().attr("scope", "col").class(("is-recommended", move || plan.get() == at)).child(name)
    };
    let row = |(row, name): (usize, &'static str)| {
        let cell = |at: usize| {
            td().class(("is-recommended", move || plan.get() == at))
                .child(move || offered(row, at, plan.get()).to_owned())
        };
        tr().child(th().attr("scope", "row").child(name)).child((0..PLANS.len()).map(cell).collect::<Vec<_>>())
    };
    let heads: Vec<_> = PLANS.into_iter().enumerate().map(head).collect();
    let rows: Vec<_> = ROWS.into_iter().enumerate().map(row).collect();
    table().child(thead().child(tr().child(th()).child(heads))).child(tbody().child(rows))
}

/// Says what a plan offers in a row, beside the recommended plan.
fn offered(row: usize, plan: usize, recommended: usize) -> &'static str {
    match (row <= 2 * plan + 3, row <= 2 * recommended + 3) {
        (true, false) => "Included, and more than you need",
        (true, true) => "Included",
        (false, true) => "Not included, and you need it",
        (false, false) => "Not included",
    }
}

fn reasons(answers: Answers) -> Element {
    let list = move || {
        let needed = answers.get().into_iter().enumerate().filter(|(_, choice)| *choice > 0);
        needed.map(|(at, choice)| li().child(QUESTIONS[at].1[choice])).collect::<Vec<_>>()
    };
    section().child(h2().child("What decides")).child(ul().child(list))
}

fn contact(answers: Answers, name: Signal<String>, plan: Memo<usize>) -> Element {
    let is_empty = Memo::new(move || name.with(String::is_empty));
    let field = input()
        .attr("type", "text")
        .attr("name", "name")
        .attr("aria-invalid", move || is_empty.get().then(|| "true".to_owned()))
        .prop("value", move || name.get())
        .on(ev::input, move |event| name.set(event.value()));
    let again = button()
        .attr("type", "button")
        .attr("hidden", move || answers.with(|answers| *answers == [0; 3]))
        .on(ev::click, move |_| answers.set([0; 3]))
        .child("Start again");
    let greeting = move || [if is_empty.get() { "You" } else { "For you" }, ": ", PLANS[plan.get()]].concat();

    form()
        .on(ev::submit, |event| event.prevent_default())
        .child(label().child(span().child("Your name")).child(field))
        .child(output().child(greeting))
        .child(again)
}
