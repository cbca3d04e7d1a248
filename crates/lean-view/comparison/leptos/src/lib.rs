//! One small page, written with the views of Leptos. `../lean` has the same page, written with `lean_view`.

use leptos::prelude::*;
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
pub fn start(container: HtmlElement) {
    mount_to(container, page).forget();
}

/// The position of the chosen answer, for each question.
type Answers = RwSignal<[usize; 3]>;

fn page() -> impl IntoView {
    let answers = RwSignal::new([0; 3]);
    let name = RwSignal::new(String::new());
    let plan = Memo::new(move |_| answers.with(|answers| answers.iter().sum::<usize>().div_ceil(2)));

    view! {
        <main class="page">
            <h1>"Which plan fits?"</h1>
            {(0..QUESTIONS.len()).map(|at| question(answers, at)).collect_view()}
            {comparison(plan)}
            {reasons(answers)}
            {contact(answers, name, plan)}
        </main>
    }
}

fn question(answers: Answers, at: usize) -> impl IntoView {
    let (asked, choices) = QUESTIONS[at];
    let choice = |(choice, words): (usize, &'static str)| {
        let is_chosen = move || answers.with(|answers| answers[at] == choice);
        view! {
            <label class="choice" class:is-chosen=is_chosen>
                <input
                    type="radio"
                    name=asked
                    prop:checked=is_chosen
                    on:change=move |_| answers.update(|answers| answers[at] = choice)
                />
                <span>{words}</span>
            </label>
        }
    };
    view! {
        <fieldset>
            <legend>{asked}</legend>
            {choices.into_iter().enumerate().map(choice).collect_view()}
        </fieldset>
    }
}

fn comparison(plan: Memo<usize>) -> impl IntoView {
    let head = |(at, name): (usize, &'static str)| {
        view! { <th scope="col" class:is-recommended=move || plan.get() == at>{name}</th> }
    };
    let row = |(row, name): (usize, &'static str)| {
        let cell = |at: usize| {
            view! { <td class:is-recommended=move || plan.get() == at>{move || offered(row, at, plan.get())}</td> }
        };
        view! {
            <tr>
                <th scope="row">{name}</th>
                {(0..PLANS.len()).map(cell).collect_view()}
            </tr>
        }
    };
    view! {
        <table>
            <thead>
                <tr>
                    <th></th>
                    {PLANS.into_iter().enumerate().map(head).collect_view()}
                </tr>
            </thead>
            <tbody>{ROWS.into_iter().enumerate().map(row).collect_view()}</tbody>
        </table>
    }
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

fn reasons(answers: Answers) -> impl IntoView {
    let list = move || {
        let needed = answers.get().into_iter().enumerate().filter(|(_, choice)| *choice > 0);
        needed.map(|(at, choice)| view! { <li>{QUESTIONS[at].1[choice]}</li> }).collect_view()
    };
    view! {
        <section>
            <h2>"What decides"</h2>
            <ul>{list}</ul>
        </section>
    }
}

fn contact(answers: Answers, name: RwSignal<String>, plan: Memo<usize>) -> impl IntoView {
    let is_empty = Memo::new(move |_| name.with(String::is_empty));
    let greeting = move || [if is_empty.get() { "You" } else { "For you" }, ": ", PLANS[plan.get()]].concat();
    view! {
        <form on:submit=|event| event.prevent_default()>
            <label>
                <span>"Your name"</span>
                <input
                    type="text"
                    name="name"
                    aria-invalid=move || is_empty.get().then_some("true")
                    prop:value=move || name.get()
                    on:input=move |event| name.set(event_target_value(&event))
                />
            </label>
            <output>{greeting}</output>
            <button
                type="button"
                hidden=move || answers.with(|answers| *answers == [0; 3])
                on:click=move |_| answers.set([0; 3])
            >
                "Start again"
            </button>
        </form>
    }
}
