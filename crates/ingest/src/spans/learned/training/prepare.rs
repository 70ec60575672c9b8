//! The sentences of a lesson as the reader sees them, with what rules found and what was marked.

use std::rc::Rc;

use super::lesson::{Lesson, Marked};
use crate::Span;
use crate::spans::collect::each_sentence;
use crate::spans::found::Found;
use crate::spans::learned::chain::{Chain, Role, Setting};
use crate::spans::learned::{cues, refine};
use crate::spans::line::{Line, Part};

/// A sentence to learn from.
#[derive(Debug)]
pub(super) struct Sentence<'t> {
    line: Rc<Line<'t>>,
    part: Part,
    setting: Setting,
    found: Vec<Found>,
    /// What was marked in it.
    pub(super) targets: Vec<Target>,
    /// Which part of the lessons it belongs to.
    pub(super) fold: usize,
}

/// A marked attribution on the links of a sentence.
#[derive(Clone, Debug)]
pub(super) struct Target {
    /// Index of the cue's head.
    pub(super) head: usize,
    /// Role of each link.
    pub(super) roles: Vec<Role>,
}

impl<'t> Sentence<'t> {
    /// Returns the sentence as a chain.
    pub(super) fn chain(&self) -> Chain<'_, 't> {
        Chain::new(&self.line, &self.part, self.setting, &self.found)
    }
}

/// Returns the sentences of `lesson`.
pub(super) fn sentences<'t>(lesson: &'t Lesson, fold: usize) -> Vec<Sentence<'t>> {
    let mut sentences = Vec::new();
    each_sentence(&lesson.reading, &mut |line, part, setting, found| {
        let mut sentence = Sentence { line, part, setting, found, targets: Vec::new(), fold };
        let chain = sentence.chain();
        let whole = chain.line.span(&chain.sentence);
        let here = lesson.marked.iter().filter(|marked| {
            whole.is_some_and(|whole| marked.cue.iter().any(|cue| cue.overlaps(whole)))
        });
        let targets = here.filter_map(|marked| target(&chain, marked)).collect();
        sentence.targets = targets;
        sentences.push(sentence);
    });
    sentences
}

/// Returns `marked` on the links of `chain`; none if its cue does not stand there.
fn target(chain: &Chain<'_, '_>, marked: &Marked) -> Option<Target> {
    let cue: Vec<usize> = (0..chain.links.len())
        .filter(|at| {
            chain.line.block(chain.links[*at].part.start).is_none()
                && covers(chain, *at, &marked.cue)
        })
        .collect();
    let part = chain.links[*cue.first()?].part.start..chain.links[*cue.last()?].part.end;
    let head = refine::head_of(chain, std::slice::from_ref(&part))?;
    if !cues::may_head(&chain.links[head]) {
        return None;
    }
    let role = |at: usize| {
        if cue.contains(&at) && part.contains(&chain.links[at].part.start) {
            Role::Cue
        } else if covers(chain, at, &marked.source) {
            Role::Source
        } else if covers(chain, at, &marked.content) {
            Role::Content
        } else {
            Role::Nothing
        }
    };
    let mut roles: Vec<Role> = (0..chain.links.len()).map(role).collect();
    one_piece(&mut roles, head);
    fill(chain, &mut roles);
    Some(Target { head, roles })
}

/// A cue is one piece around its head.
fn one_piece(roles: &mut [Role], head: usize) {
    let ahead = (head..roles.len()).take_while(|at| roles[*at] == Role::Cue).count();
    let behind = (0..head).rev().take_while(|at| roles[*at] == Role::Cue).count();
    for (at, role) in roles.iter_mut().enumerate() {
        if *role == Role::Cue && !(head - behind..head + ahead).contains(&at) {
            *role = Role::Nothing;
        }
    }
    roles[head] = Role::Cue;
}

/// Signs between two links of one role, marked or not, belong to it: whether a comma was marked says nothing.
fn fill(chain: &Chain<'_, '_>, roles: &mut [Role]) {
    let mut at = 0;
    while at < roles.len() {
        if chain.links[at].words > 0 {
            at += 1;
            continue;
        }
        let end = (at..roles.len()).find(|at| chain.links[*at].words > 0).unwrap_or(roles.len());
        let before = at.checked_sub(1).map(|before| roles[before]);
        let after = roles.get(end).copied();
        let cue = roles[at..end].contains(&Role::Cue);
        if !cue {
            let role = before.filter(|_| before == after).unwrap_or(Role::Nothing);
            let role = if role == Role::Cue { Role::Nothing } else { role };
            roles[at..end].fill(role);
        }
        at = end;
    }
}

/// Returns whether at least half of the words of a link, or the sign that it is, lie in `places`.
fn covers(chain: &Chain<'_, '_>, at: usize, places: &[Span]) -> bool {
    if places.is_empty() {
        return false;
    }
    let link = &chain.links[at];
    let tokens = || link.part.clone().filter_map(|at| chain.line.get(at));
    let worded = |token: &&crate::spans::token::Token<'_>| token.is_word() || link.words == 0;
    let all = tokens().filter(worded).count();
    let inside = tokens()
        .filter(worded)
        .filter(|token| places.iter().any(|place| place.overlaps(token.span)))
        .count();
    inside > 0 && inside * 2 >= all
}
