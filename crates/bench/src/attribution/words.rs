//! The words of a text as the outside scorer cuts them: runs of letters, digits and `_`, and every other
//! sign alone. What is compared are the numbers of the words that begin with a letter or digit, so that
//! quotation marks and commas at the edge of a span cost nothing.

use std::collections::BTreeSet;

/// A span of code points, end exclusive.
pub(super) type Place = (u32, u32);

/// Numbers of words.
pub(super) type Words = BTreeSet<u32>;

/// A text cut into words and signs.
#[derive(Debug)]
pub(super) struct Cut {
    starts: Vec<u32>,
    ends: Vec<u32>,
    counts: Vec<bool>,
}

impl Cut {
    /// Cuts `text`.
    pub(super) fn of(text: &str) -> Self {
        let mut cut = Self { starts: Vec::new(), ends: Vec::new(), counts: Vec::new() };
        let mut inside = false;
        for (at, letter) in text.chars().enumerate() {
            let at = at as u32;
            let word = letter.is_alphanumeric() || letter == '_';
            if word && inside {
                if let Some(end) = cut.ends.last_mut() {
                    *end = at + 1;
                }
            } else if !letter.is_whitespace() {
                cut.starts.push(at);
                cut.ends.push(at + 1);
                cut.counts.push(letter.is_alphanumeric());
            }
            inside = word;
        }
        cut
    }

    /// Returns the number of words.
    pub(super) fn len(&self) -> usize {
        self.counts.iter().filter(|counts| **counts).count()
    }

    /// Returns the words that `places` touch.
    pub(super) fn at(&self, places: &[Place]) -> Words {
        let mut words = Words::new();
        for (start, end) in places {
            let first = self.ends.partition_point(|word| word <= start);
            let touched = (first..self.starts.len()).take_while(|at| self.starts[*at] < *end);
            words.extend(touched.filter(|at| self.counts[*at]).map(|at| at as u32));
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_stand_alone_and_do_not_count() {
        let cut = Cut::of("“It’s over,” she said_so.");
        assert_eq!(cut.len(), 5);
        assert_eq!(cut.at(&[(0, 12)]), Words::from([1, 3, 4]));
        assert_eq!(cut.at(&[(14, 15), (16, 17)]), Words::from([7]));
    }
}
