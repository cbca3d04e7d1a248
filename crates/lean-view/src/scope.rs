//! What a directive may use.

use std::any::Any;

/// The part of a page in which a directive runs: see [`crate::Element::directive`]. What is given to it lasts as long as the
/// element stands for the same view.
pub struct Scope<'a>(pub(crate) &'a mut dyn Collect);

/// Collects what keeps an element up to date: whoever builds it does.
pub(crate) trait Collect {
    /// See [`Scope::is_fresh`].
    fn is_fresh(&self) -> bool;
    /// See [`Scope::effect`].
    fn follow(&mut self, run: Box<dyn Fn()>);
    /// See [`Scope::keep`].
    fn keep(&mut self, kept: Box<dyn Any>);
}

impl Scope<'_> {
    /// Whether the element is as its view says and nothing else was done to it: it is new, or was taken over from another view. Else it may
    /// be as it was written, or as a directive made it before.
    pub fn is_fresh(&self) -> bool {
        self.0.is_fresh()
    }

    /// Does something now, and again whenever a signal or memo that it reads changes.
    pub fn effect(&mut self, run: impl Fn() + 'static) {
        self.0.follow(Box::new(run));
    }

    /// Keeps something that ends what it began when it is dropped, such as a timer.
    pub fn keep(&mut self, kept: impl Sized + 'static) {
        self.0.keep(Box::new(kept));
    }
}
