//! All of it for one sentence: cues, then speaker and content of each, then whether to believe it. Called
//! by the grammars with what their rules found; hands back what is to be believed.

use std::ops::Range;

use super::chain::{Chain, Role, Setting};
use super::cues;
use super::judge::{self, Proposal};
use super::lattice::Lattice;
use super::roles::View;
use super::weights::{UNIT, Weights};
use crate::spans::cue;
use crate::spans::found::Found;
use crate::spans::headline;
use crate::spans::line::{Line, Part};

/// By how much a rule's own labels may be judged worse than the best and still stand: rules hold for pages of
/// every kind, weights for those they were learned from.
pub(super) const RULE_LEAD: i32 = 24;

/// Confidence from which on a rule counts as seldom wrong.
const STRONG: u8 = 90;
/// By how much such a rule's attribution may fall short of what is believed.
const STRONG_LEAD: i32 = 32;
/// Most cues that are looked at in a sentence; no sentence of a person has as many.
const MOST_CUES: usize = 48;
/// Rows that fit a list without growing it.
const ROWS: usize = 64;
/// How many cues away another's content is looked at.
const NEAR: usize = 8;

/// Cue scores of links that cannot head a cue.
const NO_CUE: i32 = -320;

/// A proposal with its judgement.
#[derive(Debug)]
pub(super) struct Judged {
    pub(super) proposal: Proposal,
    pub(super) judgement: i32,
}

/// Returns the attributions of `sentence` that are believed, in the order of their cues, given those that
/// rules found.
pub(in crate::spans) fn refine(
    weights: &Weights,
    line: &Line<'_>,
    sentence: &Part,
    setting: Setting,
    found: Vec<Found>,
) -> Vec<Found> {
    let chain = Chain::new(line, sentence, setting, &found);
    let scores = cue_scores(weights, &chain);
    let mut best = best_of_each(judged(weights, &chain, &scores));
    best.retain(|choice| choice.is_believed(weights, &chain));
    uncross(&mut best);
    let best: Vec<Judged> = best.into_iter().map(|choice| choice.best).collect();
    if setting == Setting::Headline {
        // Few headlines were learned from, and of one kind only: what rules found in one stays as it is.
        let new = best.iter().filter(|judged| chain.by_rule(judged.proposal.head).is_none());
        let own = found.iter().any(|found| headline::is_own(found.rule));
        let mut kept = found.clone();
        if !own {
            kept.extend(new.filter_map(|judged| attribution(&chain, judged)));
        }
        return kept;
    }
    let mut kept: Vec<Found> =
        best.iter().filter_map(|judged| attribution(&chain, judged)).collect();
    kept.sort_by_key(|found| found.cue.first().map(|part| part.start));
    kept
}

/// What is made of one head.
struct Choice {
    best: Judged,
    /// The rule's own labels, where others were judged better.
    ruled: Option<Judged>,
}

impl Choice {
    /// Returns whether it is believed. A rule that is seldom wrong is, unless it is judged wrong clearly.
    fn is_believed(&self, weights: &Weights, chain: &Chain<'_, '_>) -> bool {
        let rule = chain.by_rule(self.best.proposal.head);
        let strong = rule.is_some_and(|found| found.confidence >= STRONG);
        let lead = if strong { STRONG_LEAD } else { 0 };
        self.best.judgement + lead >= weights.least_judgement
    }
}

/// Of the proposals with one head, the one that is judged best; a rule's, which comes second, wins close calls.
fn best_of_each(judged: Vec<Judged>) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for one in judged {
        match choices.last_mut().filter(|last| last.best.proposal.head == one.proposal.head) {
            Some(last) if one.judgement + RULE_LEAD > last.best.judgement => last.best = one,
            Some(last) => last.ruled = Some(one),
            None => choices.push(Choice { best: one, ruled: None }),
        }
    }
    choices
}

/// Contents lie within one another or apart, and no cue holds the head of another. Where the best labels break
/// that and the rule's own do not, the rule's stand.
fn uncross(choices: &mut [Choice]) {
    let others: Vec<(usize, Range<usize>)> = choices
        .iter()
        .map(|choice| (choice.best.proposal.head, choice.best.proposal.reach()))
        .collect();
    for (at, choice) in choices.iter_mut().enumerate() {
        let breaks = |proposal: &Proposal| {
            let near = others[at.saturating_sub(NEAR)..].iter().take(2 * NEAR + 1);
            near.filter(|(head, _)| *head != proposal.head).any(|(head, reach)| {
                crosses(&proposal.reach(), reach)
                    || proposal.links(Role::Cue).any(|link| link == *head)
            })
        };
        if choice.ruled.as_ref().is_some_and(|ruled| !breaks(&ruled.proposal))
            && breaks(&choice.best.proposal)
            && let Some(ruled) = choice.ruled.take()
        {
            choice.best = ruled;
        }
    }
}

fn crosses(one: &Range<usize>, other: &Range<usize>) -> bool {
    let (first, second) = if one.start <= other.start { (one, other) } else { (other, one) };
    first.start < second.start && second.start < first.end && first.end < second.end
}

/// Returns how much each link looks like the head of a cue.
pub(super) fn cue_scores(weights: &Weights, chain: &Chain<'_, '_>) -> Vec<i32> {
    let mut rows = Vec::with_capacity(ROWS);
    let score = |at: usize| {
        if !cues::may_head(&chain.links[at]) {
            return NO_CUE;
        }
        cues::rows(chain, at, &mut rows);
        weights.cue(&rows)
    };
    (0..chain.links.len()).map(score).collect()
}

/// Returns a proposal for every link that looks like a cue, or is the head of a rule's.
pub(super) fn proposals(weights: &Weights, chain: &Chain<'_, '_>, scores: &[i32]) -> Vec<Proposal> {
    let ruled: Vec<usize> =
        chain.found.iter().filter_map(|found| head_of(chain, &found.cue)).collect();
    let heads = (0..chain.links.len()).zip(scores).filter(|(at, score)| {
        let free = chain.by_rule(*at).is_none();
        ruled.contains(at) || free && **score >= weights.least_cue
    });
    heads.take(MOST_CUES).flat_map(|(head, _)| propose(weights, chain, scores, head)).collect()
}

/// Returns the best labels around `head`, and those of a rule where they differ.
fn propose(
    weights: &Weights,
    chain: &Chain<'_, '_>,
    scores: &[i32],
    head: usize,
) -> impl Iterator<Item = Proposal> {
    let view = View::new(chain, scores, head);
    let reach = view.end - view.start;
    let mut lattice = Lattice {
        head: head - view.start,
        at: Vec::with_capacity(reach),
        onto: Vec::with_capacity(reach),
    };
    let mut rows = Vec::with_capacity(ROWS);
    for at in view.start..view.end {
        view.rows(at, &mut rows);
        lattice.at.push(weights.labels(&rows));
        if at > view.start {
            view.steps(at, &mut rows);
            lattice.onto.push(weights.steps(&rows));
        } else {
            lattice.onto.push(Default::default());
        }
    }
    let weighed = lattice.weigh();
    let best = weighed.best();
    let ruled = chain
        .by_rule(head)
        .map(|found| weighed.margins(chain.roles_of(found)[view.start..view.end].to_vec()))
        .filter(|ruled| ruled.labels != best.labels);
    let start = view.start;
    let of = move |labelled| Proposal { head, start, labelled };
    std::iter::once(best).chain(ruled).map(of)
}

/// Returns the proposals of a chain with their judgements.
pub(super) fn judged(weights: &Weights, chain: &Chain<'_, '_>, scores: &[i32]) -> Vec<Judged> {
    let mut rows = Vec::with_capacity(ROWS);
    let judge = |proposal: Proposal| {
        judge::rows(chain, scores, &proposal, &mut rows);
        Judged { judgement: weights.judgement(&rows), proposal }
    };
    proposals(weights, chain, scores).into_iter().map(judge).collect()
}

/// Returns the head of a cue: its first word that is more than help for another one.
pub(super) fn head_of(chain: &Chain<'_, '_>, cue: &[Part]) -> Option<usize> {
    use super::chain::Tag::*;
    let part = cue.first()?;
    let mut links = chain.links_in(part);
    let head = links.clone().find(|at| {
        let link = &chain.links[*at];
        let helps = matches!(
            link.tag,
            Be | Auxiliary
                | Adverb
                | Determiner
                | To
                | Pronoun
                | Relative
                | Coordinator
                | Comma
                | Time
                | Bracket
                | Mark
                | Possessive
                | Subordinator
                | Number
        );
        cues::may_head(link) && !helps
    });
    head.or_else(|| links.find(|at| cues::may_head(&chain.links[*at])))
}

/// Turns a proposal into an attribution; none if it has no content.
fn attribution(chain: &Chain<'_, '_>, judged: &Judged) -> Option<Found> {
    let proposal = &judged.proposal;
    let content = parts(chain, proposal, Role::Content);
    let cue = parts(chain, proposal, Role::Cue);
    if !content.iter().any(|part| chain.line.has_words(part)) {
        return None;
    }
    let sources = parts(chain, proposal, Role::Source);
    let words = |part: &Part| chain.line.words(part);
    let source = sources.into_iter().max_by_key(words).filter(|part| words(part) > 0);
    let rule = chain.by_rule(proposal.head);
    let head = chain.links[proposal.head].part.start;
    let (lemma, name) = match rule {
        Some(found) => (found.lemma.clone(), found.rule),
        None => (lemma(chain, head), "learned"),
    };
    let mut found =
        Found::new(lemma, source, cue.first()?.clone(), 0..0, name, confidence(judged.judgement));
    found.content = content;
    if let Some(rule) = rule {
        found.venue.clone_from(&rule.venue);
        found.addressee.clone_from(&rule.addressee);
    }
    Some(found)
}

/// Returns the dictionary form of a cue: the lexicon's, or the word as it stands.
fn lemma(chain: &Chain<'_, '_>, head: usize) -> String {
    match cue::look_up(chain.line, chain.sentence.end, head) {
        Some((cue, _, _)) => cue.lemma.clone(),
        None => chain.line.get(head).map_or(String::new(), |token| token.fold.clone().into_owned()),
    }
}

/// Returns the stretches of links with this label, as tokens. A stretch without a word is none.
fn parts(chain: &Chain<'_, '_>, proposal: &Proposal, role: Role) -> Vec<Part> {
    let mut parts: Vec<(usize, Part)> = Vec::new();
    for at in proposal.links(role) {
        let part = chain.links[at].part.clone();
        match parts.last_mut() {
            Some((last, stretch)) if *last + 1 == at => {
                *last = at;
                stretch.end = part.end;
            }
            _ => parts.push((at, part)),
        }
    }
    let parts = parts.into_iter().map(|(_, part)| part);
    parts.filter(|part| role == Role::Cue || chain.line.has_words(part)).collect()
}

/// Returns a judgement as a share in per cent: what a logistic curve makes of it.
fn confidence(judgement: i32) -> u8 {
    let share = super::training::logistic(f64::from(judgement) / f64::from(UNIT));
    (share * 100.0).round().clamp(1.0, 99.0) as u8
}
