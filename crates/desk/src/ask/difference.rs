//! What differs between two wordings, word by word. Used by `posts` for the versions of a post, and for a
//! page read now against what is recorded.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::answers::{DifferencePiece, PieceKind};

/// So many pairs of words are worth comparing one by one; beyond it lines are, and then only the whole.
const MOST_PAIRS: usize = 25_000_000;

/// Returns the stretches that both wordings have, and those that only one has. White space makes no
/// difference: what both have is given as it stands in the later one. So what is not `gone` is the later
/// wording to the letter, and what is not `added` the earlier one but for white space.
pub(super) fn difference(earlier: &str, later: &str) -> Vec<DifferencePiece> {
    let by_word = (words(earlier), words(later));
    let is_small = |(one, other): &(Vec<&str>, Vec<&str>)| {
        let [one, other] = apart(one, other);
        one.saturating_mul(other) <= MOST_PAIRS
    };
    if is_small(&by_word) {
        return pieces(&by_word.0, &by_word.1);
    }
    let by_line = (lines(earlier), lines(later));
    if is_small(&by_line) {
        return pieces(&by_line.0, &by_line.1);
    }
    pieces(&[earlier], &[later])
}

/// Cuts a text into words, each with the white space behind it; white space in front is a piece of its own.
fn words(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut was_space = false;
    for (at, letter) in text.char_indices() {
        if was_space && !letter.is_whitespace() {
            found.push(&text[start..at]);
            start = at;
        }
        was_space = letter.is_whitespace();
    }
    found.push(&text[start..]);
    found.retain(|word| !word.is_empty());
    found
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Returns how many pieces of each are left once the same beginning and end are taken off.
fn apart(one: &[&str], other: &[&str]) -> [usize; 2] {
    let same = |(one, other): &(&&str, &&str)| one.trim() == other.trim();
    let front = one.iter().zip(other).take_while(same).count();
    let (one, other) = (&one[front..], &other[front..]);
    let back = one.iter().rev().zip(other.iter().rev()).take_while(same).count();
    [one.len() - back, other.len() - back]
}

fn pieces(earlier: &[&str], later: &[&str]) -> Vec<DifferencePiece> {
    let bare = |words: &[&str]| words.iter().map(|word| word.trim().to_owned()).collect::<Vec<_>>();
    let mut found: Vec<DifferencePiece> = Vec::new();
    let mut add = |kind: PieceKind, words: &[&str]| {
        let text = words.concat();
        match found.last_mut().filter(|last| last.kind == kind) {
            _ if text.is_empty() => {}
            Some(last) => last.text.push_str(&text),
            None => found.push(DifferencePiece { kind, text }),
        }
    };
    for step in capture_diff_slices(Algorithm::Patience, &bare(earlier), &bare(later)) {
        match step {
            DiffOp::Equal { new_index, len, .. } => {
                add(PieceKind::Same, &later[new_index..new_index + len]);
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                add(PieceKind::Gone, &earlier[old_index..old_index + old_len]);
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                add(PieceKind::Added, &later[new_index..new_index + new_len]);
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                add(PieceKind::Gone, &earlier[old_index..old_index + old_len]);
                add(PieceKind::Added, &later[new_index..new_index + new_len]);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn side(pieces: &[DifferencePiece], without: PieceKind) -> String {
        let kept = pieces.iter().filter(|piece| piece.kind != without);
        kept.map(|piece| piece.text.as_str()).collect()
    }

    fn shown(earlier: &str, later: &str) -> String {
        let pieces = difference(earlier, later);
        let piece = |piece: &DifferencePiece| match piece.kind {
            PieceKind::Same => piece.text.clone(),
            PieceKind::Gone => format!("[-{}]", piece.text),
            PieceKind::Added => format!("[+{}]", piece.text),
        };
        pieces.iter().map(piece).collect()
    }

    #[test]
    fn only_the_words_that_differ_are_told() {
        insta::assert_snapshot!(
            shown("The port was hit  twice, he said.\n", "The port was not hit\ntwice, he said."),
            @"
        The port was [+not ]hit
        twice, he said.
        "
        );
        assert_eq!(shown("", "New"), "[+New]");
        assert!(difference("same", "same").iter().all(|piece| piece.kind == PieceKind::Same));
    }

    #[test]
    fn very_long_wordings_are_compared_line_by_line() {
        let earlier: String = (0..6_000).map(|n| format!("a{n} b{n}\n")).collect();
        let later: String = (0..6_000).map(|n| format!("c{n} b{n}\n")).collect();
        let later = format!("{later}a5999 b5999\n");
        let pieces = difference(&earlier, &later);
        assert_eq!(side(&pieces, PieceKind::Gone), later);
        assert!(pieces.iter().all(|piece| piece.text.ends_with('\n')));
    }

    proptest! {
        #[test]
        fn the_pieces_are_both_wordings(
            earlier in "( ?[ab€]{1,2}[ \n]{0,2}){0,20}",
            later in "( ?[ab€]{1,2}[ \n]{0,2}){0,20}",
        ) {
            let pieces = difference(&earlier, &later);
            prop_assert_eq!(side(&pieces, PieceKind::Gone), later);
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(bare(&side(&pieces, PieceKind::Added)), bare(&earlier));
        }
    }
}
