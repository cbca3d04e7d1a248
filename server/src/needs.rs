//! What people needed, by week, counted from stored requests alone: nobody is tracked. Which answers led to which plans, which needs no plan
//! met, and which questions were left open.
//!
//! Counted are requests of one catalogue that were checked by it and that nothing speaks against being a person's. All others are only
//! told as so many.

pub mod answer;
pub mod count;
pub mod figure;
pub mod figures;
pub mod left_out;
pub mod sample;
pub mod tally;
pub mod week;
pub mod words;
