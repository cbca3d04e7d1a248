//! Signals and memos, typed facades over one erased signal and one erased memo of Leptos'.

use std::any::Any;
use std::marker::PhantomData;
use std::ops::Deref;

use ::leptos::reactive::graph::{Subscriber as _, ToAnySubscriber as _};
use leptos::prelude as leptos;
use leptos::{Owner, ReadUntracked as _, Track as _, UntrackableGuard as _, Write as _};

use crate::live::Derive;

/// The boxed value of a signal or a memo. Each facade alone makes and reads its own, so that the type is always the expected
/// one.
type Held = Box<dyn Any + Send + Sync>;

const TYPE: &str = "a facade holds the type that it was made with";

/// A value that can be changed, and whose readers follow it.
///
/// A handle: copied freely, valid while the owner lives in which it was made (see [`in_scope`] and [`crate::mount`]).
///
/// # Example: a reader sees the last value
///
/// ```
/// use lean_view::{Signal, in_scope};
///
/// in_scope(|| {
///     let names = Signal::new(vec!["Ada"]);
///     names.update(|names| names.push("Grace"));
///     assert_eq!(names.with(Vec::len), 2);
/// });
/// ```
pub struct Signal<T> {
    held: leptos::RwSignal<Held>,
    of: PhantomData<fn() -> T>,
}

impl<T: Send + Sync + 'static> Signal<T> {
    /// Makes a signal of a first value.
    pub fn new(value: T) -> Self {
        Self { held: new_signal(Box::new(value)), of: PhantomData }
    }

    /// Changes the value, and tells whoever follows it. Nothing happens where its owner is gone, as after a wait.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        self.change(change, true);
    }

    /// Changes the value, and tells nobody.
    pub fn update_untracked(self, change: impl FnOnce(&mut T)) {
        self.change(change, false);
    }

    fn change(self, change: impl FnOnce(&mut T), is_told: bool) {
        let mut change = Some(change);
        write_signal(self.held, is_told, &mut |held| {
            if let Some(change) = change.take() {
                change(typed_mut(held));
            }
        });
    }

    /// Puts another value in place of this one, and tells whoever follows it.
    pub fn set(self, value: T) {
        self.update(|held| *held = value);
    }
}

/// A value worked out of signals and other memos, once for all that read it. Its readers follow it, and are told only where it
/// is another value than before.
///
/// # Example: what stays the same is not told
///
/// ```
/// use lean_view::{Memo, Signal, in_scope};
///
/// in_scope(|| {
///     let number = Signal::new(3);
///     let is_odd = Memo::new(move || number.get() % 2 == 1);
///     assert!(is_odd.get());
///     number.set(4);
///     assert!(!is_odd.get());
/// });
/// ```
pub struct Memo<T> {
    held: leptos::Memo<Derived>,
    of: PhantomData<fn() -> T>,
}

/// The boxed value of a memo, with the function that compares two of them.
struct Derived {
    value: Held,
    is_same: fn(&Held, &Held) -> bool,
}

impl PartialEq for Derived {
    fn eq(&self, other: &Self) -> bool {
        (self.is_same)(&self.value, &other.value)
    }
}

impl<T: PartialEq + Send + Sync + 'static> Memo<T> {
    /// Makes a memo. The value is worked out when it is first read.
    pub fn new(derive: impl Fn() -> T + Send + Sync + 'static) -> Self {
        fn is_same<T: PartialEq + 'static>(one: &Held, other: &Held) -> bool {
            typed::<T>(one) == typed(other)
        }
        let derive = move || Derived { value: Box::new(derive()), is_same: is_same::<T> };
        Self { held: new_memo(Box::new(derive)), of: PhantomData }
    }
}

/// Lets a facade be copied and read: signals and memos alike.
macro_rules! reads {
    ($facade:ident, $read:ident $(, $value:ident)?) => {
        impl<T> Clone for $facade<T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T> Copy for $facade<T> {}

        impl<T: 'static> $facade<T> {
            /// Reads the value, and follows it where something follows: an effect or a memo.
            pub fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
                read(typed(&$read(self.held, true)$(.$value)?))
            }

            /// Reads the value without following it.
            pub fn with_untracked<U>(self, read: impl FnOnce(&T) -> U) -> U {
                read(typed(&$read(self.held, false)$(.$value)?))
            }

            /// Returns a copy of the value, followed as by `with`.
            pub fn get(self) -> T
            where
                T: Clone,
            {
                self.with(T::clone)
            }

            /// Returns a copy of the value, not followed.
            pub fn get_untracked(self) -> T
            where
                T: Clone,
            {
                self.with_untracked(T::clone)
            }
        }
    };
}

reads!(Signal, read_signal);
reads!(Memo, read_memo, value);

// One function a type: the number that names a type is 16 bytes which nothing compresses, and it would be at each place of use.

#[inline(never)]
fn typed<T: 'static>(held: &Held) -> &T {
    held.downcast_ref().expect(TYPE)
}

#[inline(never)]
fn typed_mut<T: 'static>(held: &mut Held) -> &mut T {
    held.downcast_mut().expect(TYPE)
}

// One function each is one copy of Leptos' code, whatever the facades hold.

#[inline(never)]
fn new_signal(held: Held) -> leptos::RwSignal<Held> {
    leptos::RwSignal::new(held)
}

#[inline(never)]
fn read_signal(held: leptos::RwSignal<Held>, is_followed: bool) -> impl Deref<Target = Held> {
    if is_followed {
        held.track();
    }
    held.read_untracked()
}

#[inline(never)]
fn write_signal(held: leptos::RwSignal<Held>, is_told: bool, change: &mut dyn FnMut(&mut Held)) {
    if let Some(mut guard) = held.try_write() {
        if !is_told {
            guard.untrack();
        }
        change(&mut guard);
    }
}

#[inline(never)]
fn read_memo(held: leptos::Memo<Derived>, is_followed: bool) -> impl Deref<Target = Derived> {
    if is_followed {
        held.track();
    }
    held.read_untracked()
}

#[inline(never)]
fn new_memo(derive: Box<dyn Derive<Derived> + Send + Sync>) -> leptos::Memo<Derived> {
    let memo = leptos::ArcMemo::new(move |_| derive.derive());
    let subscriber = memo.to_any_subscriber();
    // A memo that it follows would remember it for ever otherwise.
    Owner::on_cleanup(move || subscriber.clear_sources(&subscriber));
    memo.into()
}

/// Reads without following: neither an effect nor a memo runs again for what is read here.
pub fn untrack<U>(read: impl FnOnce() -> U) -> U {
    leptos::untrack(read)
}

/// Runs something in an owner of its own: signals and memos made there live until it returns. For tests, and for a page that is
/// written once; what is read there is not meant to be followed.
pub fn in_scope<U>(run: impl FnOnce() -> U) -> U {
    let owner = Owner::new();
    owner.with(|| leptos::untrack(run))
}
