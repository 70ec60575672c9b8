//! Quotations that run over sentences and paragraphs. A body is read paragraph by paragraph; sentences
//! that are nothing but a quotation belong to the attribution beside them.

use counterclaim_model::Attribution;

use super::clause;
use super::closing;
use super::found::{Found, quoting};
use super::learned::Weights;
use super::learned::chain::Setting;
use super::learned::refine::refine;
use super::line::{Line, Part};
use super::nested;
use super::sentence;
use crate::{Place, Quoting, Utterance};

/// Shortest quotation, in words, that is carried over to a speaker of an earlier sentence.
const CARRIED: usize = 4;

/// The body of a post while it is read.
#[derive(Debug)]
pub(super) struct Body<'w> {
    post: usize,
    weights: Option<&'w Weights>,
    found: Vec<Utterance>,
    /// The utterance whose quotation the last paragraph left open.
    open: Option<usize>,
    /// The utterance that hands over words in the sentence before.
    last: Option<usize>,
}

impl<'w> Body<'w> {
    /// Starts the body of the post with this index.
    pub(super) fn new(post: usize, weights: Option<&'w Weights>) -> Self {
        Self { post, weights, found: Vec::new(), open: None, last: None }
    }

    /// Returns what was found.
    pub(super) fn finish(self) -> Vec<Utterance> {
        self.found
    }

    /// Reads the next paragraph.
    pub(super) fn paragraph(&mut self, line: &Line<'_>) {
        let sentences = sentence::sentences(line);
        // The utterance that a sentence right after it may go on with.
        let mut direct = self.open.take();
        let mut index = 0;
        while let Some(sentence) = sentences.get(index) {
            index += 1;
            if let Some(piece) = quotation(line, sentence) {
                let after = sentences.get(index).and_then(|next| closing::bare(line, next));
                if let Some(mut item) = after {
                    item.content = vec![piece];
                    direct = self.push(line, &item).or(direct);
                    index += 1;
                } else {
                    direct = self.go_on(line, &piece, direct, index == 1);
                }
                continue;
            }
            direct = None;
            self.last = None;
            for item in self.sentence(line, sentence) {
                let quoted = quoting(line, &item.content) != Quoting::Nothing;
                if let Some(at) = self.push(line, &item)
                    && quoted
                    && nested::speaks(&item.lemma)
                    && direct.is_none()
                {
                    direct = Some(at);
                }
            }
        }
        let unclosed = line.blocks.last().is_some_and(|block| !block.closed);
        self.open = direct.filter(|_| unclosed);
        // Over a paragraph's end only the speaker of a quotation is carried.
        self.last = direct;
        self.inside_quotations(line);
    }

    fn sentence(&self, line: &Line<'_>, sentence: &Part) -> Vec<Found> {
        let found = clause::sentence(line, sentence);
        match self.weights {
            Some(weights) => refine(weights, line, sentence, Setting::Body, found),
            None => found,
        }
    }

    fn push(&mut self, line: &Line<'_>, item: &Found) -> Option<usize> {
        let utterance = item.utterance(line, self.post, Place::Body)?;
        let at = self.found.len();
        self.found.push(utterance);
        if nested::speaks(&item.lemma) {
            self.last = Some(at);
        }
        Some(at)
    }

    /// Gives a sentence that is nothing but a quotation to the utterance it continues, or carries the
    /// last speaker over. Returns the utterance it now belongs to.
    fn go_on(
        &mut self,
        line: &Line<'_>,
        piece: &Part,
        direct: Option<usize>,
        first: bool,
    ) -> Option<usize> {
        let span = line.span(piece)?;
        if let Some(at) = direct
            && let Some(utterance) = self.found.get_mut(at)
        {
            utterance.content.push(span);
            return Some(at);
        }
        if line.words(piece) < CARRIED {
            return None;
        }
        let before = self.found.get(self.last?)?;
        let carried = Utterance {
            cue: Vec::new(),
            content: vec![span],
            quoting: Quoting::Whole,
            attribution: Attribution::Anaphoric,
            venue: None,
            addressee: None,
            inside: None,
            rule: if first { "carried-over-paragraph" } else { "carried-over-sentence" },
            confidence: if first { 55 } else { 70 },
            ..before.clone()
        };
        self.found.push(carried);
        Some(self.found.len() - 1)
    }

    fn inside_quotations(&mut self, line: &Line<'_>) {
        for block in &line.blocks {
            if let Some((inner, items)) = nested::within(line, *block) {
                let post = self.post;
                self.found.extend(
                    items.iter().filter_map(|item| item.utterance(&inner, post, Place::Body)),
                );
            }
        }
    }
}

/// Returns the quotation that makes up the whole of `sentence`, if one does.
fn quotation(line: &Line<'_>, sentence: &Part) -> Option<Part> {
    let block = line.block(sentence.start).filter(|block| block.open == sentence.start)?;
    let rest = block.close + 1..sentence.end;
    let next = line.blocks.partition_point(|other| other.open < rest.start);
    let alone = line.blocks.get(next).is_none_or(|other| other.open >= rest.end);
    (alone && !line.has_words(&rest)).then(|| block.part())
}
