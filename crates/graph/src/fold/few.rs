//! A list that mostly holds one thing: that one lies in place, without a piece of memory of its own.
//! A case has millions of claims with one sighting, one outlet, no repetition.

use std::ops::Deref;

/// None, one, or a list.
#[derive(Clone, Debug, Default)]
pub(crate) enum Few<T> {
    #[default]
    None,
    One(T),
    Many(Vec<T>),
}

impl<T> Few<T> {
    pub(crate) fn push(&mut self, value: T) {
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
    pub(crate) fn insert(&mut self, value: T) {
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
