//! The scenes, each of which shows one thing that views do.

use lean_view::{Element, Memo, ev, html::*, once_placed, svg, when};

use crate::state::State;

/// A view of the state.
pub type Scene = fn(State) -> Element;

/// Whether this is the native run that writes the scenes.
const IS_WRITTEN: bool = !cfg!(target_arch = "wasm32");

/// The scenes by their names.
pub const SCENES: &[(&str, Scene)] = &[
    ("basic", basic),
    ("order", order),
    ("nested", nested),
    ("switches", switches),
    ("fields", fields),
    ("area", area),
    ("focus", focus),
    ("focus-nested", focus_nested),
    ("focus-follows", focus_follows),
    ("removed-field", removed_field),
    ("events", events),
    ("written", written),
    ("mismatch", mismatch),
    ("one", one),
    ("other", other),
    ("other-root", other_root),
    ("opened", opened),
    ("counted", counted),
    ("together", together),
    ("guarded", guarded),
    ("chained", chained),
    ("memos", memos),
    ("directive", directive),
    ("picture", picture),
    ("placed", placed),
];

/// Something of all that a view may have and hold.
fn basic(state: State) -> Element {
    let State { text, number, is_on, items, .. } = state;
    let list = move || items.with(|items| items.iter().map(|item| li().child(item.clone())).collect::<Vec<_>>());
    let optional = move || is_on.get().then(|| text.get());
    div()
        .attr("id", "basic")
        .child(h1().child("Fixed"))
        .child(p().attr("title", move || text.get()).attr("data-on", optional).child(move || text.get()))
        .child(span().class("tag").class(("is-on", move || is_on.get())).child("tag"))
        .child(ul().child(list))
        .child(
            button()
                .attr("type", "button")
                .attr("hidden", move || !is_on.get())
                .on(ev::click, move |_| number.update(|number| *number += 1))
                .child(move || number.get().to_string()),
        )
        .child(p().child("The end"))
}

/// Regions between fixed elements and a text.
fn order(state: State) -> Element {
    let State { is_on, items, .. } = state;
    let list = move || items.with(|items| items.iter().map(|item| b().child(item.clone())).collect::<Vec<_>>());
    let shown = Memo::new(move || is_on.get());
    div()
        .child("head")
        .child(h2().child("fixed"))
        .child(list)
        .child(u().child("between"))
        .child(when(shown, || em().child("shown")))
        .child("tail")
        .child(small().child("end"))
}

/// A region in a region.
fn nested(state: State) -> Element {
    let State { is_on, items, .. } = state;
    let shown = Memo::new(move || is_on.get());
    let list = move || items.with(|items| items.iter().map(|item| li().child(item.clone())).collect::<Vec<_>>());
    let part = move || section().child(h2().child("part")).child(list).child(p().child("behind"));
    div().child(when(shown, part)).child(footer().child("foot"))
}

/// Attributes, classes and states that are there or not.
fn switches(state: State) -> Element {
    let State { is_on, .. } = state;
    div()
        .child(span().class(("is-on", move || is_on.get())).class(("is-off", move || !is_on.get())).child("class"))
        .child(button().attr("disabled", move || !is_on.get()).child("flag"))
        .child(input().attr("type", "checkbox").prop("checked", move || is_on.get()))
}

/// A field whose text is the state's, one whose text is the visitor's, and boxes.
fn fields(state: State) -> Element {
    let State { text, is_on, .. } = state;
    form()
        .on(ev::submit, move |event| {
            event.prevent_default();
            state.note("submit");
        })
        .on(ev::keydown, move |event| state.note(if event.is_key("Escape") { "Escape" } else { "key" }))
        .child(label().child("Bound").child(
            input().attr("type", "text").attr("id", "bound").prop("value", move || text.get()).on(
                ev::input,
                move |event| {
                    state.note(&["input ", &event.value()].concat());
                    text.set(event.value());
                },
            ),
        ))
        .child(
            label()
                .child("Free")
                .child(input().attr("type", "text").attr("id", "free").attr("title", move || text.get())),
        )
        .child(
            input()
                .attr("type", "checkbox")
                .attr("id", "box")
                .prop("checked", move || is_on.get())
                .on(ev::change, move |event| is_on.set(event.is_checked())),
        )
        .child(
            select()
                .attr("id", "choice")
                .child(option().attr("value", "a").child("a"))
                .child(option().attr("value", "b").prop("selected", move || is_on.get()).child("b")),
        )
        .child(output().child(move || text.get()))
        .child(button().attr("type", "submit").child("Send"))
}

/// An area of text.
fn area(state: State) -> Element {
    let State { text, .. } = state;
    div().child(textarea().prop("value", move || text.get()).on(ev::input, move |event| text.set(event.value())))
}

/// A heading that takes the focus when it appears.
fn focus(state: State) -> Element {
    let State { is_on, .. } = state;
    let shown = Memo::new(move || is_on.get());
    div()
        .child(button().attr("id", "opener").child("open").on(ev::click, move |_| is_on.set(!is_on.get_untracked())))
        .child(when(shown, || section().child(h3().attr("id", "heading").takes_focus().child("here"))))
        .child(input().attr("id", "field"))
}

/// A heading that takes the focus, in a region that appears in another one.
fn focus_nested(state: State) -> Element {
    let State { is_on, .. } = state;
    let shown = Memo::new(move || is_on.get());
    let heading = || vec![h3().attr("id", "heading").takes_focus().child("here")];
    div().child(when(shown, move || section().child(heading)))
}

/// An element that takes the focus, where the focus changes what stands beside it.
fn focus_follows(state: State) -> Element {
    let State { number, is_on, .. } = state;
    let list = move || {
        state.note("built");
        let count = number.get();
        if is_on.get() { vec![h3().takes_focus().child("here"), p().child(count.to_string())] } else { Vec::new() }
    };
    div().child(list).on(ev::focusin, move |_| {
        // What a listener reads is nobody's to follow.
        let text = state.text.get();
        state.note(&["focusin ", &text].concat());
        number.update(|number| *number += 1);
    })
}

/// A field that is taken away while it is typed in.
fn removed_field(state: State) -> Element {
    let State { number, is_on, .. } = state;
    let list = move || {
        let count = number.get();
        let mut shown = vec![p().child(count.to_string())];
        if is_on.get() {
            shown.push(input().attr("id", "field"));
        }
        shown
    };
    div().child(list).on(ev::change, move |_| {
        state.note("change");
        number.update(|number| *number += 1);
    })
}

/// Listeners in one another, and one of each kind that is special.
fn events(state: State) -> Element {
    let State { is_on, .. } = state;
    let shown = Memo::new(move || is_on.get());
    div()
        .on(ev::click, move |_| state.note("outer"))
        .on(ev::toggle, move |_| state.note("outer toggle"))
        .child(
            section().attr("id", "middle").on(ev::click, move |_| state.note("middle")).child(
                button().attr("id", "inner").on(ev::click, move |_| state.note("inner")).child(b().child("inner")),
            ),
        )
        .child(when(shown, move || {
            button().attr("id", "leaves").child("leaves").on(ev::click, move |_| {
                state.note("leaves");
                is_on.set(false);
            })
        }))
        .child(
            details()
                .on(ev::toggle, move |event| state.note(if event.is_open() { "opened" } else { "closed" }))
                .child(summary().child("more"))
                .child(p().child("all")),
        )
}

/// What is written otherwise than it is built.
fn written(state: State) -> Element {
    let State { text, items, .. } = state;
    let list = move || {
        let take = if IS_WRITTEN { 3 } else { 2 };
        let more = items.get().into_iter().chain(["three".to_owned()]).take(take);
        more.map(|item| li().child(item)).collect::<Vec<_>>()
    };
    let opener = if IS_WRITTEN { label().child("open") } else { button().child("open") };
    div()
        .plain_class("is-plain")
        .plain_attr("data-plain", "yes")
        .scripted_attr("data-scripted", "yes")
        .child(header().class("fixed").child(h1().child(if IS_WRITTEN { "written" } else { "built" })))
        .child(opener.built_anew())
        .child(span().built_anew().child(if IS_WRITTEN { "written" } else { "built" }))
        .child(ul().child(list))
        .child(p().class("live").child(move || text.get()))
}

/// One part that does not match, among others that do.
fn mismatch(state: State) -> Element {
    let State { text, .. } = state;
    let differs = if IS_WRITTEN { h2() } else { h3() };
    div()
        .child(p().attr("id", "before").child(move || text.get()))
        .child(differs.attr("id", "differs").child(move || text.get()))
        .child(p().attr("id", "after").child(move || text.get()))
        .child(input().attr("id", "field").on(ev::input, move |event| state.note(&event.value())))
}

/// A view that is replaced by [`other`].
fn one(state: State) -> Element {
    let State { text, is_on, .. } = state;
    let list = || vec![p().class("is-error").child("a"), p().child("b")];
    div()
        .attr("lang", "en")
        .attr("data-one", "")
        .child(h1().child("One"))
        .child(button().attr("id", "first").child("first").on(ev::click, move |_| state.note("first of one")))
        .child(button().attr("id", "second").child("second"))
        .child(span().class("one shared").class(("is-one", move || is_on.get())).child("class"))
        .child(label().child("Typed").child(input().attr("id", "typed").attr("title", move || text.get())))
        .child(button().attr("id", "anew").child("anew").built_anew())
        .child(p().attr("id", "shape").child(b().child("shape")))
        .child(div().attr("id", "list").child(list))
        .child(em().attr("id", "same").attr("title", "same").child(move || text.get()))
}

/// A view in place of [`one`].
fn other(state: State) -> Element {
    let State { text, is_on, .. } = state;
    let list = move || {
        let has = move || is_on.get();
        vec![p().class("is-hint").class(("is-last", has)).child("A")]
    };
    div()
        .attr("lang", "de")
        .child(h1().child("Andere"))
        .child(button().attr("id", "first").child("erster"))
        .child(button().attr("id", "second").child("zweiter").on(ev::click, move |_| state.note("second of other")))
        .child(span().class("other shared").class(("is-other", move || is_on.get())).child("Klasse"))
        .child(label().child("Getippt").child(input().attr("id", "typed").attr("title", move || text.get())))
        .child(button().attr("id", "anew").child("neu").built_anew())
        .child(p().attr("id", "shape").child(|| "shape".to_owned()))
        .child(div().attr("id", "list").child(list))
        .child(em().attr("id", "same").attr("title", "same").child(move || text.get()))
}

/// A view whose outermost element matches none of the others.
fn other_root(_: State) -> Element {
    section().child("alone")
}

/// What the visitor opens and sizes without the state.
fn opened(state: State) -> Element {
    let State { text, .. } = state;
    div()
        .child(details().child(summary().child("more")).child(p().child(move || text.get())))
        .child(textarea().attr("title", move || text.get()))
}

/// Says each time that something is worked out.
fn counted(state: State) -> Element {
    let State { number, doubled, .. } = state;
    let odd = Memo::new(move || number.get() % 2 == 1);
    let list = move || {
        state.note("region");
        vec![b().child(doubled.get().to_string())]
    };
    div()
        .child(p().child(move || {
            state.note("signal");
            number.get().to_string()
        }))
        .child(p().child(move || {
            state.note("memo");
            doubled.get().to_string()
        }))
        .child(p().child(move || {
            state.note("same");
            odd.get().to_string()
        }))
        .child(p().child(move || {
            state.note("both");
            [number.get().to_string(), doubled.get().to_string()].concat()
        }))
        .child(div().child(list))
}

/// Many live parts that one effect follows.
fn together(state: State) -> Element {
    let State { text, is_on, items, .. } = state;
    let list = move || items.with(|items| items.iter().map(|item| li().child(item.clone())).collect::<Vec<_>>());
    div()
        .single_effect()
        .class(("is-on", move || is_on.get()))
        .child(p().child(move || {
            state.note("text");
            text.get()
        }))
        .child(p().child(move || {
            state.note("flag");
            is_on.get().to_string()
        }))
        .child(ul().child(list))
}

/// What may only be read while a condition holds, in the part that is there while it does.
fn guarded(state: State) -> Element {
    let State { text, number, .. } = state;
    // The condition is worked out again by the number, so that it follows the text after its part does.
    let shown = Memo::new(move || number.get() > 0 && text.with(|text| !text.is_empty()));
    div().child(when(shown, move || {
        p().child(move || {
            let first = text.with(|text| text.chars().next());
            if first.is_none() {
                state.note("read what is not there");
            }
            first.map(String::from).unwrap_or_default()
        })
    }))
}

/// A memo that follows another one, both of which an effect reads.
fn chained(state: State) -> Element {
    let State { number, .. } = state;
    let half = Memo::new(move || number.get() / 2);
    let is_some = Memo::new(move || half.get() > 0);
    div().child(p().child(move || {
        state.note("run");
        [is_some.get().to_string(), half.get().to_string()].join(" ")
    }))
}

/// Many memos of the view's own that follow one that outlives it.
fn memos(state: State) -> Element {
    let State { number, doubled, .. } = state;
    let mut list = ul();
    for at in 0..50 {
        let sum = Memo::new(move || doubled.get() + at + number.get());
        list = list.child(li().child(move || sum.get().to_string()));
    }
    list
}

/// Something that an app does to an element of its own.
fn directive(state: State) -> Element {
    struct Ends(State);
    impl Drop for Ends {
        fn drop(&mut self) {
            self.0.note("ended");
        }
    }
    let State { text, number, .. } = state;
    let inner = p().child(move || text.get()).directive(move |element, scope| {
        state.note(&["begins with ", &element.text_content().unwrap_or_default()].concat());
        scope.keep(Ends(state));
        scope.effect(move || state.note(&["follows ", &number.get().to_string()].concat()));
    });
    div().child(inner)
}

/// A picture.
fn picture(state: State) -> Element {
    let State { text, .. } = state;
    div().child(
        svg::svg().attr("viewBox", "0 0 8 8").child(svg::path().attr("d", "M0 0h8").attr("id", move || text.get())),
    )
}

/// Something that waits until it stands in the document, at first and when it appears.
fn placed(state: State) -> Element {
    let one = move || {
        p().directive(move |element: &web_sys::Element, _: &mut lean_view::Scope<'_>| {
            let placed = element.clone();
            once_placed(element, move || {
                state.note(if placed.is_connected() { "placed" } else { "nowhere" });
            });
        })
    };
    div().child(one()).child(when(Memo::new(move || state.is_on.get()), one))
}
