//! Arguments by name, made for files of millions: short names are numbers of their own, and are looked up
//! many at a time, so that the memory a look-up waits for is asked for by many at once.

use std::collections::HashMap;

/// A name as it stands in the table: its bytes if they are eight or fewer, or else a mark that no UTF-8
/// text has, with the number of the argument.
pub(super) type Key = u64;

/// The mark of a key that is a number already.
const NUMBERED: Key = 0xff << 56;

/// An empty place of the table; no name is empty.
const EMPTY: Key = 0;

/// So many look-ups wait for memory together.
const TOGETHER: usize = 64;

/// Names with their numbers.
pub(super) struct Names<'f> {
    places: Vec<(Key, u32)>,
    /// How far a hash is shifted to give a place.
    shift: u32,
    long: HashMap<&'f str, u32>,
}

/// A look-up that has begun.
#[derive(Clone, Copy, Default)]
struct Begun {
    key: Key,
    /// Where it is looked for first, and what stands there.
    place: usize,
    found: Key,
}

impl<'f> Names<'f> {
    /// Numbers names in the order given; of a name that is given twice the last number holds.
    pub(super) fn new(names: &[&'f str]) -> Self {
        let places = (2 * names.len()).next_power_of_two().max(2);
        let shift = 64 - places.trailing_zeros();
        let mut numbered = Self { places: vec![(EMPTY, 0); places], shift, long: HashMap::new() };
        let long = (0..).zip(names).filter(|(_, name)| short(name).is_none());
        numbered.long.extend(long.map(|(number, name)| (*name, number)));
        let mut begun = [Begun::default(); TOGETHER];
        for (first, names) in (0..).step_by(TOGETHER).zip(names.chunks(TOGETHER)) {
            numbered.begin(&mut begun, names);
            for (number, begun) in (first..).zip(&begun[..names.len()]) {
                if begun.key < NUMBERED {
                    let place = numbered.find(begun.key, begun.place);
                    numbered.places[place] = (begun.key, number);
                }
            }
        }
        numbered
    }

    /// Returns where a key begins to be looked for. The upper half of a product depends on all digits.
    fn place(&self, key: Key) -> usize {
        // The golden ratio, as an odd number.
        let product = u128::from(key) * 0x9e37_79b9_7f4a_7c15;
        let mixed = (product as u64) ^ ((product >> 64) as u64);
        (mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize
    }

    /// Returns the place of a key from `place` on, or the empty one where it belongs.
    fn find(&self, key: Key, mut place: usize) -> usize {
        while self.places[place].0 != key && self.places[place].0 != EMPTY {
            place = (place + 1) & (self.places.len() - 1);
        }
        place
    }

    /// Returns the number of each name; none where there is no such name.
    pub(super) fn numbers(&self, names: &[&str]) -> Vec<Option<u32>> {
        let mut numbers = Vec::with_capacity(names.len());
        let mut begun = [Begun::default(); TOGETHER];
        for names in names.chunks(TOGETHER) {
            self.begin(&mut begun, names);
            numbers.extend(begun[..names.len()].iter().map(|begun| self.number(begun)));
        }
        numbers
    }

    /// Begins to look for names: nothing here waits for anything else, so that all that memory has to
    /// bring is on its way at once.
    fn begin(&self, begun: &mut [Begun; TOGETHER], names: &[&str]) {
        for (begun, name) in begun.iter_mut().zip(names) {
            let key = self.key(name);
            *begun = Begun { key, place: self.place(key), found: EMPTY };
        }
        begun.iter_mut().for_each(|begun| begun.found = self.places[begun.place].0);
    }

    fn number(&self, begun: &Begun) -> Option<u32> {
        let key = begun.key;
        if key >= NUMBERED {
            return u32::try_from(key & !NUMBERED).ok();
        }
        let is_there = begun.found == key;
        let place = if is_there { begun.place } else { self.find(key, begun.place) };
        let (found, number) = self.places[place];
        (found == key && key != EMPTY).then_some(number)
    }

    fn key(&self, name: &str) -> Key {
        let long = || self.long.get(name).map(|number| NUMBERED | u64::from(*number));
        short(name).or_else(long).unwrap_or(EMPTY)
    }
}

/// Returns a name of eight bytes or fewer as a key.
fn short(name: &str) -> Option<Key> {
    let bytes = name.as_bytes();
    if bytes.len() > 8 || bytes.contains(&0) {
        return None;
    }
    let mut key = [0; 8];
    key[..bytes.len()].copy_from_slice(bytes);
    Some(Key::from_le_bytes(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_long_names_have_their_numbers() {
        let names: Vec<String> = (0..1_000).map(|n| format!("a{n}")).collect();
        let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
        names.push("a name of more than eight bytes");
        let found = Names::new(&names).numbers(&names);
        assert!(found.into_iter().eq((0..1_001).map(Some)));
        let found = Names::new(&names).numbers(&["a1000", "another name of many bytes", "", "a7"]);
        assert_eq!(found, [None, None, None, Some(7)]);
    }
}
