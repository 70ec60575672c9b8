//! A line is one headline or paragraph ready for the grammars: its tokens, which of them stand within
//! quotation marks, and its sentences. `marks` and `sentence` fill it in.

use std::ops::Range;

use super::token::{Kind, Token, tokens};
use super::{marks, sentence};
use crate::{Span, Text};

/// Token indices, end exclusive.
pub(super) type Part = Range<usize>;

/// A stretch within quotation marks, marks included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// Index of the opening mark.
    pub(super) open: usize,
    /// Index of the closing mark, or of the last token if none closes it.
    pub(super) close: usize,
    /// Whether a mark closes it.
    pub(super) closed: bool,
}

impl Block {
    /// Returns the tokens, marks included.
    pub(super) fn part(&self) -> Part {
        self.open..self.close + 1
    }

    /// Returns the tokens between the marks.
    pub(super) fn inner(&self) -> Part {
        self.open + 1..if self.closed { self.close } else { self.close + 1 }
    }
}

/// A headline or paragraph.
#[derive(Debug)]
pub(super) struct Line<'t> {
    /// Its tokens.
    pub(super) tokens: Vec<Token<'t>>,
    /// Its outermost quotations in order.
    pub(super) blocks: Vec<Block>,
    /// For each token, the index of the block it stands in.
    within: Vec<Option<usize>>,
    /// First token after a dateline.
    pub(super) start: usize,
}

impl<'t> Line<'t> {
    /// Cuts the words at `place`.
    pub(super) fn new(text: &'t Text, place: Span) -> Self {
        Self::of(tokens(text, place))
    }

    /// Returns the words between the marks of `block` as a line of their own.
    pub(super) fn inside(&self, block: Block) -> Self {
        Self::of(self.tokens[block.inner()].to_vec())
    }

    fn of(tokens: Vec<Token<'t>>) -> Self {
        let blocks = marks::pair(&tokens);
        let mut within = vec![None; tokens.len()];
        for (index, block) in blocks.iter().enumerate() {
            within[block.part()].fill(Some(index));
        }
        let start = sentence::dateline(&tokens);
        Self { tokens, blocks, within, start }
    }

    /// Returns the number of tokens.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Returns the token at `at`, if there is one.
    pub(super) fn get(&self, at: usize) -> Option<&Token<'t>> {
        self.tokens.get(at)
    }

    /// Returns the quotation that the token at `at` stands in.
    pub(super) fn block(&self, at: usize) -> Option<Block> {
        self.within.get(at).copied().flatten().map(|index| self.blocks[index])
    }

    /// Returns whether the token at `at` is of `kind`.
    pub(super) fn is_kind(&self, at: usize, kind: Kind) -> bool {
        self.get(at).is_some_and(|token| token.kind == kind)
    }

    /// Returns whether the token at `at` is `word`.
    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.get(at).is_some_and(|token| token.is(word))
    }

    /// Returns the place of `part` in the text; `None` if it is empty.
    pub(super) fn span(&self, part: &Part) -> Option<Span> {
        let first = self.tokens.get(part.start)?;
        let last = self.tokens.get(part.end.checked_sub(1)?)?;
        (part.start < part.end).then(|| Span::new(first.span.start, last.span.end))
    }

    /// Returns whether `part` holds at least one word.
    pub(super) fn has_words(&self, part: &Part) -> bool {
        self.words(part) > 0
    }

    /// Returns the number of words in `part`.
    pub(super) fn words(&self, part: &Part) -> usize {
        part.clone().filter(|at| self.get(*at).is_some_and(Token::is_word)).count()
    }

    /// Returns where the words of a sentence end, its full stop left out.
    pub(super) fn body_end(&self, sentence: &Part) -> usize {
        let mut end = sentence.end;
        while end > sentence.start
            && self.block(end - 1).is_none()
            && self.is_kind(end - 1, Kind::Stop)
        {
            end -= 1;
        }
        end
    }

    /// Returns `part` without commas, stops and dashes at its ends; quotation marks stay.
    pub(super) fn trim(&self, part: &Part) -> Part {
        let loose = |at: usize| {
            self.block(at).is_none()
                && self.get(at).is_some_and(|token| {
                    matches!(
                        token.kind,
                        Kind::Comma | Kind::Stop | Kind::Dash | Kind::Colon | Kind::Semicolon
                    )
                })
        };
        let mut part = part.clone();
        while part.start < part.end && loose(part.start) {
            part.start += 1;
        }
        while part.start < part.end && loose(part.end - 1) {
            part.end -= 1;
        }
        part
    }
}
