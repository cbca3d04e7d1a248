//! The outbox: what is to be told of a stored request, to whom. A message is inserted with its request, in one transaction, and sent by a
//! task of its own, at least once.

pub mod delivery;
pub mod message;
