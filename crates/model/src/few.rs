//! A list that mostly holds one thing: that one lies in place, without a piece of memory of its own.
//! A case has millions of claims with one sighting, one outlet, one matter, no repetition.

use std::ops::Deref;

/// None, one, or a list: in the order in which they came, or ascending where only
/// [`insert`](Few::insert) fills it. Reads as a slice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Few<T> {
    /// Nothing.
    #[default]
    None,
    /// One thing, in place.
    One(T),
    /// A list of them.
    Many(Vec<T>),
}

impl<T> Few<T> {
    /// Puts a value at the end.
    pub fn push(&mut self, value: T) {
        *self = match std::mem::take(self) {
            Self::None => Self::One(value),
            Self::One(first) => Self::Many(vec![first, value]),
            Self::Many(mut list) => {
                list.push(value);
                Self::Many(list)
            }
        };
    }
}

impl<T: Ord> Few<T> {
    /// Puts a value in its place in an ascending list, once.
    pub fn insert(&mut self, value: T) {
        match self {
            Self::Many(list) => {
                if let Err(place) = list.binary_search(&value) {
                    list.insert(place, value);
                }
            }
            Self::One(known) if *known == value => {}
            Self::None | Self::One(_) => {
                self.push(value);
                if let Self::Many(list) = self {
                    list.sort_unstable();
                }
            }
        }
    }

    /// Takes a value out, if it is there.
    pub fn remove(&mut self, value: &T) {
        match self {
            Self::Many(list) => list.retain(|known| known != value),
            Self::One(known) if known == value => *self = Self::None,
            Self::None | Self::One(_) => {}
        }
    }
}

impl<T: Ord> FromIterator<T> for Few<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut few = Self::None;
        values.into_iter().for_each(|value| few.insert(value));
        few
    }
}

impl<T> Deref for Few<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self {
            Self::None => &[],
            Self::One(value) => std::slice::from_ref(value),
            Self::Many(list) => list,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Few;

    #[test]
    fn values_come_and_go_in_order_each_once() {
        let mut few: Few<u32> = [3, 1, 3, 2].into_iter().collect();
        assert_eq!(*few, [1, 2, 3]);
        few.remove(&2);
        few.remove(&9);
        assert_eq!(*few, [1, 3]);
        let mut one: Few<u32> = [7].into_iter().collect();
        one.remove(&8);
        assert_eq!(one, Few::One(7));
        one.remove(&7);
        assert!(one.is_empty());
        one.push(5);
        one.push(4);
        assert_eq!(*one, [5, 4], "pushed values stay as they came");
    }
}
