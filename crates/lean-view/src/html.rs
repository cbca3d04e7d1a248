//! The elements of HTML, one function a tag.

use crate::Element;

macro_rules! tags {
    ($($tag:ident)*) => {
        $(
            #[doc = concat!("Makes an element `", stringify!($tag), "`.")]
            #[inline(never)]
            pub fn $tag() -> Element {
                Element::new(stringify!($tag))
            }
        )*
    };
}

tags! {
    a article aside b bdi button caption datalist dd details dialog div dl dt em fieldset footer form h1 h2 h3 h4 header input label legend li
    main nav ol option output p section select small span strong sub summary sup table tbody td textarea tfoot th thead tr u ul
}
