//! Slots for values, reused once they are free.

/// Keeps each value in a slot until it is taken out; a free slot is used for the next value.
pub struct Slots<T> {
    held: Vec<Option<T>>,
    free: Vec<usize>,
}

impl<T> Slots<T> {
    /// Keeps nothing yet.
    pub const fn new() -> Self {
        Self { held: Vec::new(), free: Vec::new() }
    }

    /// Keeps a value, and returns its slot.
    pub fn add(&mut self, value: T) -> usize {
        let slot = self.free.pop().unwrap_or(self.held.len());
        if slot == self.held.len() {
            self.held.push(None);
        }
        self.held[slot] = Some(value);
        slot
    }

    /// Returns the value at a place; none where the place is free.
    pub fn get(&self, slot: usize) -> Option<&T> {
        self.held.get(slot)?.as_ref()
    }

    /// Takes a value out. Whoever calls this drops it, with nothing borrowed: it may hold what adds and takes others.
    pub fn take(&mut self, slot: usize) -> Option<T> {
        let value = self.held.get_mut(slot)?.take()?;
        self.free.push(slot);
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_is_free_once_its_value_is_taken() {
        let mut slots = Slots::new();
        let taken = [slots.add('a'), slots.add('b')];
        assert_eq!(taken.map(|slot| slots.get(slot).copied()), [Some('a'), Some('b')]);
        assert_eq!((slots.take(taken[0]), slots.take(taken[0])), (Some('a'), None));
        assert_eq!((slots.get(taken[0]), slots.get(9)), (None, None));
        assert_eq!((slots.add('c'), slots.add('d')), (taken[0], 2));
    }
}
