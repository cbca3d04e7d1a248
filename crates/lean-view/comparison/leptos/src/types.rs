//! Ten or twenty further types, each in a signal or a memo that is made, changed or worked out, and
//! read. The other package has the same.

use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;

/// A type of its own for each size.
#[derive(PartialEq)]
struct Kind<const SIZE: usize>([u8; SIZE]);

/// Uses each type once.
#[wasm_bindgen]
pub fn types(by: u8) -> u8 {
    Owner::new().with(|| sum(by))
}

/// What a function of each type gives, as one number.
macro_rules! sum {
    ($use:ident $from:ident: $($size:literal)*) => {
        0 $(^ $use::<$size>($from))*
    };
}

#[cfg(feature = "ten-signals")]
fn sum(by: u8) -> u8 {
    let ten = sum!(signal by: 1 2 3 4 5 6 7 8 9 10);
    if cfg!(feature = "twenty-signals") { ten ^ sum!(signal by: 11 12 13 14 15 16 17 18 19 20) } else { ten }
}

#[cfg(feature = "ten-signals")]
fn signal<const SIZE: usize>(by: u8) -> u8 {
    let signal = RwSignal::new(Kind([by; SIZE]));
    signal.update(|kind| kind.0[SIZE - 1] ^= SIZE as u8);
    signal.with(|kind| kind.0[SIZE - 1])
}

#[cfg(feature = "ten-memos")]
fn sum(by: u8) -> u8 {
    let from = RwSignal::new(by);
    let ten = sum!(memo from: 1 2 3 4 5 6 7 8 9 10);
    if cfg!(feature = "twenty-memos") { ten ^ sum!(memo from: 11 12 13 14 15 16 17 18 19 20) } else { ten }
}

#[cfg(feature = "ten-memos")]
fn memo<const SIZE: usize>(from: RwSignal<u8>) -> u8 {
    let memo = Memo::new(move |_| Kind([from.get(); SIZE]));
    memo.with(|kind| kind.0[SIZE - 1])
}
