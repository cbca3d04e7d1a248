//! Lets a directive add effects and keep values.

use std::any::Any;

/// The part of a page in which a directive runs: see [`crate::Element::directive`]. What is given to it lasts as long as the
/// element stands for the same view.
pub struct Scope<'a>(pub(crate) &'a mut dyn Collect);

/// Collects an element's effects and kept values; the builder implements it.
pub(crate) trait Collect {
    /// Answers [`Scope::is_fresh`].
    fn is_fresh(&self) -> bool;
    /// Adds an effect: see [`Scope::effect`].
    fn follow(&mut self, run: Box<dyn Fn()>);
    /// Keeps a value: see [`Scope::keep`].
    fn keep(&mut self, kept: Box<dyn Any>);
}

impl Scope<'_> {
    /// Tells whether the element is as its view says and nothing else was done to it: it is new, or was taken over from another
    /// view. Else it may be as it was written, or as a directive made it before.
    pub fn is_fresh(&self) -> bool {
        self.0.is_fresh()
    }

    /// Runs an effect now, and again whenever a signal or memo that it reads changes.
    pub fn effect(&mut self, run: impl Fn() + 'static) {
        self.0.follow(Box::new(run));
    }

    /// Keeps something that ends what it began when it is dropped, such as a timer.
    pub fn keep(&mut self, kept: impl Sized + 'static) {
        self.0.keep(Box::new(kept));
    }
}
