//! Marks on numbers: a bit for each. A list of many claims is kept, joined with others, asked and gone through
//! in order without being sorted.

/// A set of numbers, cheap where they are many and small.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    blocks: Vec<u64>,
}

impl Marks {
    /// Marks every number of some lists.
    pub fn of<'l>(lists: impl IntoIterator<Item = &'l [u32]>) -> Self {
        let mut marks = Self::default();
        lists.into_iter().flatten().for_each(|number| marks.mark(*number));
        marks
    }

    /// Marks a number.
    pub fn mark(&mut self, number: u32) {
        let (block, bit) = place(number);
        if self.blocks.len() <= block {
            self.blocks.resize(block + 1, 0);
        }
        self.blocks[block] |= bit;
    }

    /// Returns whether a number is marked.
    #[inline]
    pub fn has(&self, number: u32) -> bool {
        let (block, bit) = place(number);
        self.blocks.get(block).is_some_and(|own| own & bit != 0)
    }

    /// Returns the marked numbers below `end`, ascending.
    pub fn below(&self, end: u32) -> impl Iterator<Item = u32> {
        let numbers = (0u32..).step_by(64).zip(&self.blocks).flat_map(|(first, block)| {
            let mut left = *block;
            std::iter::from_fn(move || {
                let next = (left != 0).then(|| left.trailing_zeros())?;
                left &= left - 1;
                Some(first + next)
            })
        });
        numbers.take_while(move |number| *number < end)
    }
}

fn place(number: u32) -> (usize, u64) {
    (number as usize / 64, 1 << (number % 64))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn marks_are_a_set_in_order(
            lists in prop::collection::vec(prop::collection::vec(0u32..300, 0..40), 0..4),
            end in 0u32..310,
        ) {
            let marks = Marks::of(lists.iter().map(Vec::as_slice));
            let all: BTreeSet<u32> = lists.iter().flatten().copied().collect();
            prop_assert!((0..400).all(|number| marks.has(number) == all.contains(&number)));
            let below: Vec<u32> = all.into_iter().filter(|number| *number < end).collect();
            prop_assert_eq!(marks.below(end).collect::<Vec<_>>(), below);
        }
    }
}
