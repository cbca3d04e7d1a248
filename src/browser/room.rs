//! For how many columns there is room.

use js_sys::Function;
use lean_view::Scope;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

#[wasm_bindgen]
extern "C" {
    type ResizeObserver;

    #[wasm_bindgen(constructor)]
    fn new(call: &Function) -> ResizeObserver;

    #[wasm_bindgen(method)]
    fn observe(this: &ResizeObserver, element: &Element);

    #[wasm_bindgen(method)]
    fn disconnect(this: &ResizeObserver);
}

/// What tells the room: it ends with the element.
struct Watch {
    observer: ResizeObserver,
    _call: Closure<dyn Fn()>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Tells how many columns fit into an element that is around one as wide as a column, at first and whenever that may have changed.
/// Where the style sheet shows neither, that is 0.
pub fn room_for(tell: impl Fn(usize) + 'static) -> impl FnOnce(&Element, &mut Scope<'_>) {
    move |element, scope| {
        let observed = element.clone();
        let call = Closure::<dyn Fn()>::new(move || {
            let column = observed.first_element_child().map_or(0, |column| column.client_width());
            tell(observed.client_width().checked_div(column).unwrap_or_default() as usize);
        });
        let observer = ResizeObserver::new(call.as_ref().unchecked_ref());
        observer.observe(element);
        scope.keep(Watch { observer, _call: call });
    }
}
