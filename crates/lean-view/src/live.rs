//! Closures whose value is derived again when signals change.

/// A value that is derived again whenever a signal or memo that it reads changes.
pub(crate) type Live<T> = Box<dyn Derive<T>>;

/// A closure that derives a value. A `dyn Fn` would have a second function for each closure, which nobody calls: 2,000 bytes of a page.
pub(crate) trait Derive<T> {
    /// Works the value out.
    fn derive(&self) -> T;
}

impl<F: Fn() -> T, T> Derive<T> for F {
    fn derive(&self) -> T {
        self()
    }
}
