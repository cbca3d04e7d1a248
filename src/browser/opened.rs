//! Opens dialogs and folds as the state says.

use lean_view::{Scope, once_placed};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

#[wasm_bindgen]
extern "C" {
    type Dialog;

    #[wasm_bindgen(method, getter)]
    fn open(this: &Dialog) -> bool;
    #[wasm_bindgen(method, js_name = showModal, catch)]
    fn show_modal(this: &Dialog) -> Result<(), JsValue>;
    #[wasm_bindgen(method)]
    fn close(this: &Dialog);
}

/// Opens and closes a `dialog`. `is_open` is none where it is closed, and else tells whether it is modal, which takes the focus
/// and gives it back.
pub fn dialog(is_open: impl Fn() -> Option<bool> + 'static) -> impl FnOnce(&Element, &mut Scope<'_>) {
    move |element, scope| {
        let element = element.clone();
        let dialog: Dialog = element.clone().unchecked_into();
        scope.effect(move || match is_open() {
            Some(_) if dialog.open() => {}
            Some(true) => {
                let dialog = dialog.clone().unchecked_into();
                once_placed(&element, move || open_modal(&dialog));
            }
            // `show()` would take the focus.
            Some(false) => drop(dialog.unchecked_ref::<Element>().set_attribute("open", "")),
            None => dialog.close(),
        });
    }
}

/// Opens a dialog in the page over all else.
fn open_modal(dialog: &Dialog) {
    drop(dialog.show_modal());
    // The first field takes the focus, and not the button that closes. `autofocus` would be heard by the page, too.
    if let Ok(Some(field)) = dialog.unchecked_ref::<Element>().query_selector("input") {
        drop(field.unchecked_into::<HtmlElement>().focus());
    }
}

/// Opens a `details` when the state says so. What the visitor opened or closed stays, also where that was before the app ran.
pub fn open_when(is_open: impl Fn() -> bool + 'static) -> impl FnOnce(&Element, &mut Scope<'_>) {
    move |element, scope| {
        let details = element.clone();
        scope.effect(move || {
            if is_open() {
                // An attribute of this name can always be set.
                let _ = details.set_attribute("open", "");
            }
        });
    }
}
