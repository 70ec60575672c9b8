//! Is the attribution right? Features of a whole attribution: its scores, its shape, and whether the rules
//! agree. The answer is its confidence.

use super::chain::{Chain, Role, Setting};
use super::lattice::Labelled;
use super::rows::{Rows, both, bucket, level, word};

/// Size of the table of judgements, as a power of two.
pub(super) const BITS: u32 = 15;

/// An attribution as labels over a chain, before anybody believes it.
#[derive(Debug)]
pub(super) struct Proposal {
    /// Index of the cue's head in the chain.
    pub(super) head: usize,
    /// Index of the first link that has a label.
    pub(super) start: usize,
    pub(super) labelled: Labelled,
}

impl Proposal {
    /// Returns the links with this label, as indices of the chain.
    pub(super) fn links(&self, role: Role) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let labels = self.labelled.labels.iter().enumerate();
        labels.filter(move |(_, label)| **label == role).map(|(at, _)| at + self.start)
    }

    /// Returns the links from the first to the last of its content.
    pub(super) fn reach(&self) -> std::ops::Range<usize> {
        let mut content = self.links(Role::Content);
        let first = content.next();
        let last = content.next_back().or(first);
        first.zip(last).map_or(0..0, |(first, last)| first..last + 1)
    }

    fn least(&self, role: Role) -> i32 {
        let pairs = self.labelled.labels.iter().zip(&self.labelled.margins);
        pairs.filter(|(label, _)| **label == role).map(|(_, margin)| *margin).min().unwrap_or(-321)
    }
}

/// Fills `rows` with those of `proposal`.
pub(super) fn rows(
    chain: &Chain<'_, '_>,
    scores: &[i32],
    proposal: &Proposal,
    rows: &mut Vec<u32>,
) {
    let mut rows = Rows::new(rows, BITS);
    let links = &chain.links;
    let head = &links[proposal.head];
    let cue = level(scores[proposal.head]);
    let setting = match chain.setting {
        Setting::Headline => 1,
        Setting::Body => 2,
    };
    let least = proposal.labelled.margins.iter().min().copied().unwrap_or(0);
    let source = proposal.links(Role::Source).next_back();
    let content: Vec<usize> = proposal.links(Role::Content).collect();
    let named = source.map_or(0, |at| both(links[at].tag.number(), u32::from(links[at].capital)));
    let words: usize = content.iter().map(|at| links[*at].words).sum();
    let first = content.first().map(|at| &links[*at]);
    let opens = first.map_or(0, |link| link.tag.number());
    let order = both(
        source.map_or(0, |at| 1 + u32::from(at > proposal.head)),
        content.first().map_or(0, |at| 1 + u32::from(*at > proposal.head)),
    );
    let rule = chain.by_rule(proposal.head);
    let agrees = rule.map_or(0, |found| 1 + agreement(chain, &chain.roles_of(found), proposal));
    rows.add(0, 0);
    rows.add(cue, 0);
    rows.add(cue / 2, setting);
    rows.add(cue / 2, head.tag.number());
    rows.add(level(least), 0);
    rows.add(level(proposal.least(Role::Source)), 0);
    rows.add(level(proposal.least(Role::Content)), 0);
    rows.add(level(proposal.least(Role::Cue)), 0);
    rows.add(level(proposal.least(Role::Content)) / 3, cue / 3);
    rows.add(level(proposal.least(Role::Source)) / 3, cue / 3);
    rows.add(agrees, rule.map_or(0, |found| word(found.rule)));
    rows.add(agrees, cue / 3);
    rows.add(rule.map_or(0, |found| u32::from(found.confidence)), setting);
    rows.add(head.stem, 0);
    rows.add(head.stem, order);
    rows.add(head.stem, opens);
    rows.add(head.tag.number(), both(order, opens));
    rows.add(named, order);
    rows.add(named, head.tag.number());
    rows.add(source.map_or(0, |at| links[at].stem), setting);
    rows.add(bucket(words), order);
    rows.add(bucket(words), opens);
    rows.add(bucket(proposal.links(Role::Source).count()), setting);
    rows.add(bucket(proposal.links(Role::Cue).count()), head.tag.number());
    rows.add(first.map_or(0, |link| link.word), order);
    rows.add(u32::from(chain.quoted), both(setting, order));
    rows.add(head.known, setting);
    rows.add(head.known, order);
    let gap = source.map_or(30, |at| at.abs_diff(proposal.head));
    rows.add(bucket(gap), order);
    let gap = content.iter().map(|at| at.abs_diff(proposal.head)).min().unwrap_or(30);
    rows.add(bucket(gap), both(order, head.tag.number()));
    let pieces = content.windows(2).filter(|two| two[1] > two[0] + 1).count();
    rows.add(bucket(pieces), order);
    let rivals = content.iter().filter(|at| scores[**at] > 0).count();
    rows.add(bucket(rivals), cue / 3);
}

/// How far a rule's labels agree: 3 in speaker and content, 2 in the speaker, 1 in the content, 0 in neither.
fn agreement(chain: &Chain<'_, '_>, ruled: &[Role], proposal: &Proposal) -> u32 {
    let same = |role: Role| {
        let ours = proposal.links(role).filter(|at| chain.links[*at].words > 0);
        let theirs = (0..ruled.len()).filter(|at| ruled[*at] == role && chain.links[*at].words > 0);
        u32::from(ours.eq(theirs))
    };
    same(Role::Content) + 2 * same(Role::Source)
}
