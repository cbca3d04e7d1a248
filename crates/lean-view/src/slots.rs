//! Values at places that are used again.

/// Keeps values, each at a place of its own until it is taken out; the place is then the next value's.
pub struct Slots<T> {
    held: Vec<Option<T>>,
    free: Vec<usize>,
}

impl<T> Slots<T> {
    /// Keeps nothing yet.
    pub const fn new() -> Self {
        Self { held: Vec::new(), free: Vec::new() }
    }

    /// Keeps a value, and gives its place.
    pub fn add(&mut self, value: T) -> usize {
        let place = self.free.pop().unwrap_or(self.held.len());
        if place == self.held.len() {
            self.held.push(None);
        }
        self.held[place] = Some(value);
        place
    }

    /// The value at a place; none where the place is free.
    pub fn get(&self, place: usize) -> Option<&T> {
        self.held.get(place)?.as_ref()
    }

    /// Takes a value out. Whoever calls this drops it, with nothing borrowed: it may hold what adds and takes others.
    pub fn take(&mut self, place: usize) -> Option<T> {
        let value = self.held.get_mut(place)?.take()?;
        self.free.push(place);
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_free_once_its_value_is_taken() {
        let mut slots = Slots::new();
        let places = [slots.add('a'), slots.add('b')];
        assert_eq!(places.map(|place| slots.get(place).copied()), [Some('a'), Some('b')]);
        assert_eq!((slots.take(places[0]), slots.take(places[0])), (Some('a'), None));
        assert_eq!((slots.get(places[0]), slots.get(9)), (None, None));
        assert_eq!((slots.add('c'), slots.add('d')), (places[0], 2));
    }
}
