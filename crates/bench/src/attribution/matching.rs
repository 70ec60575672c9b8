//! One attribution of ours for each labelled one, by the words of their contents.

use super::gold::Sets;
use super::words::Words;

const SOURCE: usize = 0;
const CUE: usize = 1;
const CONTENT: usize = 2;

/// A pair of a labelled attribution and one of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    /// Index of the labelled one.
    pub(super) gold: usize,
    /// Index of ours.
    pub(super) ours: usize,
    /// Whether the speaker phrases share a word, or the labels name no speaker.
    pub(super) source: bool,
    /// The same for the cue.
    pub(super) cue: bool,
}

/// Pairs by the share of common words among all words of the two contents, from one half up, best first.
pub(super) fn symmetric(gold: &[Sets], ours: &[Sets]) -> Vec<Pair> {
    let mut scored = Vec::new();
    for (g, theirs) in gold.iter().enumerate() {
        for (o, found) in ours.iter().enumerate() {
            let common = shared(&theirs[CONTENT], &found[CONTENT]);
            let all = theirs[CONTENT].len() + found[CONTENT].len() - common;
            if common > 0 {
                scored.push((common as f64 / all as f64, g, o));
            }
        }
    }
    scored.sort_by(|one, other| {
        other.0.total_cmp(&one.0).then_with(|| (other.1, other.2).cmp(&(one.1, one.2)))
    });
    let mut taken = (vec![false; gold.len()], vec![false; ours.len()]);
    let mut pairs = Vec::new();
    for (likeness, g, o) in scored {
        if likeness < 0.5 {
            break;
        }
        if !taken.0[g] && !taken.1[o] {
            taken.0[g] = true;
            taken.1[o] = true;
            pairs.push(pair(gold, ours, g, o));
        }
    }
    pairs
}

/// Pairs by the share of the labelled content's words that ours has, which must exceed `threshold`: each
/// labelled one in turn takes the best that is left. So the Gender Gap Tracker matches.
pub(super) fn in_turn(gold: &[Sets], ours: &[Sets], threshold: f64) -> Vec<Pair> {
    let mut left: Vec<usize> = (0..ours.len()).collect();
    let mut pairs = Vec::new();
    for (g, theirs) in gold.iter().enumerate() {
        let (mut best, mut most) = (None, 0.0);
        for (at, o) in left.iter().enumerate() {
            let common = shared(&theirs[CONTENT], &ours[*o][CONTENT]);
            let share = common as f64 / theirs[CONTENT].len() as f64;
            if share > threshold && share > most {
                (best, most) = (Some(at), share);
            }
        }
        if let Some(at) = best {
            let o = left.remove(at);
            pairs.push(pair(gold, ours, g, o));
        }
    }
    pairs
}

fn pair(gold: &[Sets], ours: &[Sets], g: usize, o: usize) -> Pair {
    let agrees = |role: usize| {
        let (theirs, found) = (&gold[g][role], &ours[o][role]);
        theirs.is_empty() || !theirs.is_disjoint(found)
    };
    Pair { gold: g, ours: o, source: agrees(SOURCE), cue: agrees(CUE) }
}

/// Returns how many words two sets share.
pub(super) fn shared(one: &Words, other: &Words) -> usize {
    one.intersection(other).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(words: std::ops::Range<u32>) -> Sets {
        [Words::new(), Words::new(), words.collect()]
    }

    #[test]
    fn the_best_pair_goes_first_and_nobody_is_taken_twice() {
        let gold = [content(0..10), content(4..12)];
        let ours = [content(3..12)];
        let pairs = symmetric(&gold, &ours);
        assert_eq!(pairs.len(), 1);
        assert_eq!((pairs[0].gold, pairs[0].ours), (1, 0));
        let pairs = in_turn(&gold, &ours, 0.3);
        assert_eq!((pairs.len(), pairs[0].gold), (1, 0));
        assert!(in_turn(&gold, &ours[..1], 0.99).iter().all(|pair| pair.gold == 1));
    }
}
