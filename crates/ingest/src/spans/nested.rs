//! Utterances inside utterances: those within quotation marks, and the order and nesting of all.
//! `quotation` calls it for each quotation, `collect` once per post.

use super::clause;
use super::found::Found;
use super::lexicon::Lexicon;
use super::line::{Block, Line};
use super::sentence;
use crate::{Span, Utterance};

/// Shortest quotation, in words, that is searched for attributions.
const SHORTEST: usize = 6;

/// Lemmas by which a speaker plainly hands on another's words within a quotation. Others ("we know",
/// "they want") are the speaker's own talk.
const HANDED_ON: &[&str] = &[
    "according to",
    "announce",
    "claim",
    "deny",
    "promise",
    "report",
    "say",
    "tell",
    "warn",
    "write",
];

/// Returns the line inside `block` with the attributions found there. The articles that weights were learned
/// from have none marked within quotations, so rules alone decide.
pub(super) fn within<'t>(line: &Line<'t>, block: Block) -> Option<(Line<'t>, Vec<Found>)> {
    if line.words(&block.part()) < SHORTEST {
        return None;
    }
    let inner = line.inside(block);
    let mut found: Vec<Found> = Vec::new();
    for sentence in sentence::sentences(&inner) {
        found.extend(clause::sentence(&inner, &sentence));
    }
    found.retain(|item| {
        HANDED_ON.binary_search(&item.lemma.as_str()).is_ok() && !own_voice(&inner, item)
    });
    for item in &mut found {
        item.rule = "inside-quotation";
        item.confidence = item.confidence.min(70);
    }
    Some((inner, found))
}

/// Returns whether the speaker of the quotation speaks of himself or to the listener.
fn own_voice(line: &Line<'_>, item: &Found) -> bool {
    item.source.as_ref().is_none_or(|source| {
        source.clone().any(|at| {
            line.get(at).is_some_and(|token| {
                matches!(&*token.fold, "i" | "we" | "you" | "who" | "which" | "it" | "people")
            })
        })
    })
}

/// Puts the utterances of a post in text order, outer before inner, and notes which lies in which.
/// `base` is the index the first of them will have.
pub(super) fn order(found: &mut Vec<Utterance>, base: usize) {
    found.retain(|item| !item.content.is_empty());
    found.sort_by_key(|item| {
        let said = said(item);
        (said.start, std::cmp::Reverse(said.end), item.cue.first().copied())
    });
    found.dedup_by(|later, earlier| later.content == earlier.content && later.cue == earlier.cue);
    // Those that may still hold a later one.
    let mut open: Vec<usize> = Vec::new();
    for inner in 0..found.len() {
        let needed = said(&found[inner]);
        open.retain(|outer| {
            found[*outer].content.last().is_some_and(|piece| piece.end > needed.start)
        });
        let outer = open
            .iter()
            .filter(|outer| found[**outer].content.iter().any(|piece| piece.contains(needed)))
            .min_by_key(|outer| {
                found[**outer].content.iter().map(|piece| piece.len()).sum::<u32>()
            });
        found[inner].inside = outer.map(|outer| base + outer);
        open.push(inner);
    }
}

/// Returns the smallest span over cue and content.
fn said(item: &Utterance) -> Span {
    let first = item.content.first().copied().unwrap_or(Span::new(0, 0));
    item.content.iter().chain(&item.cue).fold(first, |hull, span| hull.cover(*span))
}

/// Returns whether `lemma` hands over words that may run on into the next sentence.
pub(super) fn speaks(lemma: &str) -> bool {
    lemma == "according to"
        || Lexicon::get()
            .starting(lemma.split(' ').next().unwrap_or(lemma))
            .any(|(cue, _)| cue.lemma == lemma && cue.takes_clause())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_list_that_is_searched_by_halves_is_sorted() {
        assert!(super::HANDED_ON.is_sorted());
    }
}
