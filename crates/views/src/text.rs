//! The index of words: for each word the numbers of what it stands in, ascending. Only ever added to, as the
//! rest of the fold; words that an amendment took away stay, and whoever asks at a clock looks at what it finds.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;

use counterclaim_model::Clock;
use smol_str::SmolStr;

use crate::claims::ClaimRecord;
use crate::views::Views;
use crate::words::{Phrase, each_word};

/// The numbers under one word: steps from one to the next, in as few bytes as they need.
#[derive(Clone, Debug, Default)]
struct Postings {
    steps: Vec<u8>,
    last: u32,
    many: u32,
    /// Numbers that came after a larger one: of claims that got words later.
    late: Vec<u32>,
}

impl Postings {
    fn add(&mut self, number: u32) {
        if self.many > 0 && number == self.last {
            return;
        }
        if self.many > 0 && number < self.last {
            if self.late.last() != Some(&number) {
                self.late.push(number);
            }
            return;
        }
        let mut step = if self.many == 0 { number } else { number - self.last };
        while step >= 0x80 {
            self.steps.push((step & 0x7f) as u8 | 0x80);
            step >>= 7;
        }
        self.steps.push(step as u8);
        self.last = number;
        self.many += 1;
    }

    /// Adds the numbers below `end` to `found`.
    fn read(&self, end: u32, found: &mut Vec<u32>) {
        let (mut number, mut step, mut shift) = (0u32, 0u32, 0);
        for byte in &self.steps {
            step |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 != 0 {
                shift += 7;
                continue;
            }
            number += step;
            if number >= end {
                break;
            }
            found.push(number);
            (step, shift) = (0, 0);
        }
        found.extend(self.late.iter().filter(|number| **number < end));
    }

    fn len(&self) -> usize {
        self.many as usize + self.late.len()
    }
}

/// Words with the numbers of what they stand in. Short words lie in the tables themselves: every word of every
/// text is looked up, and should not be looked for elsewhere in memory.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    postings: Vec<Postings>,
    known: HashMap<SmolStr, u32>,
    /// The same by the alphabet, for words that may go on.
    sorted: BTreeMap<SmolStr, u32>,
    room: String,
}

impl Words {
    /// Notes every word of a text under a number.
    pub(crate) fn add(&mut self, number: u32, text: &str) {
        let Self { postings, known, sorted, room } = self;
        each_word(text, room, |word| {
            let place = known.get(word).copied().or_else(|| {
                let place = u32::try_from(postings.len()).ok()?;
                let word = SmolStr::new(word);
                known.insert(word.clone(), place);
                sorted.insert(word, place);
                postings.push(Postings::default());
                Some(place)
            });
            if let Some(postings) = place.and_then(|place| postings.get_mut(place as usize)) {
                postings.add(number);
            }
        });
    }

    /// Returns the numbers below `end` of what every word of a phrase stands in, ascending, each once. In
    /// which order the words stand there is not asked.
    pub(crate) fn with_all(&self, phrase: &Phrase, end: u32) -> Vec<u32> {
        let mut parts: Vec<Vec<&Postings>> =
            phrase.parts().map(|(word, is_open)| self.under(word, is_open)).collect();
        parts.sort_by_key(|part| part.iter().map(|postings| postings.len()).sum::<usize>());
        let mut parts = parts.into_iter().map(|part| read(&part, end));
        let first = parts.next().unwrap_or_default();
        parts.fold(first, |kept, other| if kept.is_empty() { kept } else { both(&kept, &other) })
    }

    fn under(&self, word: &str, is_open: bool) -> Vec<&Postings> {
        let at = |place: &u32| self.postings.get(*place as usize);
        if !is_open {
            return self.known.get(word).and_then(at).into_iter().collect();
        }
        let from = (Bound::Included(word), Bound::Unbounded);
        let going_on = self.sorted.range::<str, _>(from).take_while(|(w, _)| w.starts_with(word));
        going_on.filter_map(|(_, place)| at(place)).collect()
    }

    fn bytes(&self) -> usize {
        let postings = self
            .postings
            .iter()
            .map(|one| one.steps.capacity() + 4 * one.late.capacity() + size_of::<Postings>());
        // Two tables with the short words in them; longer ones once elsewhere, with two counts before them.
        let words = self.known.keys().filter(|word| word.is_heap_allocated());
        let words = words.map(|word| word.len() + 16);
        let row = size_of::<(SmolStr, u32)>();
        let tables = self.known.capacity() * (row + 1) + self.sorted.len() * (row + 4);
        postings.sum::<usize>() + words.sum::<usize>() + tables
    }
}

fn read(part: &[&Postings], end: u32) -> Vec<u32> {
    let mut found = Vec::with_capacity(part.iter().map(|postings| postings.len()).sum());
    for postings in part {
        postings.read(end, &mut found);
    }
    if !found.is_sorted() {
        found.sort_unstable();
    }
    found.dedup();
    found
}

/// Returns what is in both of two ascending lists.
fn both(one: &[u32], other: &[u32]) -> Vec<u32> {
    let mut rest = other;
    let mut kept = Vec::with_capacity(one.len().min(other.len()));
    for number in one {
        rest = &rest[rest.partition_point(|other| other < number)..];
        if rest.first() == Some(number) {
            kept.push(*number);
        }
    }
    kept
}

impl Views {
    /// Returns the numbers of the claims whose statement or words on the clock hold a phrase, ascending.
    pub fn saying(&self, phrase: &Phrase, clock: Clock) -> Vec<u32> {
        let end = self.claims_recorded(clock.as_of);
        let mut found = self.claims.words.with_all(phrase, end);
        found.retain(|number| self.says(*number, phrase, clock));
        found
    }

    /// Returns whether the claim says so on the clock, given that its words once were there.
    fn says(&self, number: u32, phrase: &Phrase, clock: Clock) -> bool {
        let is_certain = phrase.is_one_word() && !self.claims.reworded.has(number);
        if is_certain && clock.public_by.is_none() {
            // The record lies elsewhere in memory, and a common word has many.
            return true;
        }
        let Some(record) = self.claims.shelf.item(number) else { return false };
        let is_there = clock.public_by.is_none() || self.is_visible(record, clock);
        is_there && (is_certain || holds(record, phrase, clock))
    }

    /// Returns the bytes that the index of words takes.
    pub fn words_bytes(&self) -> usize {
        self.claims.words.bytes()
    }
}

fn holds(record: &ClaimRecord, phrase: &Phrase, clock: Clock) -> bool {
    let mut pieces = Views::visible(record, clock).flat_map(|seen| &seen.value.sighting.content);
    phrase.is_in(&record.claim(clock.as_of).statement)
        || pieces.any(|piece| phrase.is_in(&piece.quote))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Ending;

    fn found(words: &Words, text: &str, ending: Ending, end: u32) -> Vec<u32> {
        words.with_all(&Phrase::new(text, ending).expect("it has words"), end)
    }

    #[test]
    fn numbers_come_back_ascending_whatever_the_order_they_came_in() {
        let mut words = Words::default();
        for number in [0, 3, 300, 70_000, 9, 3] {
            words.add(number, "the harbour, the HARBOUR");
        }
        words.add(70_001, "harbours burn");
        assert_eq!(found(&words, "Harbour", Ending::Whole, u32::MAX), [0, 3, 9, 300, 70_000]);
        assert_eq!(found(&words, "harb", Ending::Open, 70_002).len(), 6);
        assert_eq!(found(&words, "harbour", Ending::Whole, 300), [0, 3, 9]);
        assert_eq!(found(&words, "burn harbours", Ending::Whole, u32::MAX), [70_001]);
        assert!(found(&words, "burn harbour", Ending::Whole, u32::MAX).is_empty());
    }
}
