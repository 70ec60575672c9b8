//! Which words belong to a cue, and as what? Features of a link as seen from the head of the cue, and of
//! the step from one link to the next.

use super::chain::{Chain, Role, Setting, Tag, number};
use super::rows::{Rows, both, bucket, level, word};

/// Size of the table of labels, as a power of two.
pub(super) const BITS: u32 = 19;
/// Size of the table of steps, as a power of two.
pub(super) const STEP_BITS: u32 = 14;

/// Most links that are looked at on either side of a cue, so that time stays linear.
pub(super) const REACH: usize = 150;

/// A chain as seen from the head of one cue.
#[derive(Debug)]
pub(super) struct View<'c, 'a, 't> {
    chain: &'c Chain<'a, 't>,
    /// How much each link looks like a cue.
    scores: &'c [i32],
    /// First link in reach.
    pub(super) start: usize,
    /// One past the last link in reach.
    pub(super) end: usize,
    head: usize,
    rule: Option<u32>,
    /// What the rule with this cue says of the links in reach.
    ruled: Vec<Role>,
    subject: std::ops::Range<usize>,
    /// The edges of clauses and phrases on the way from the head, folded; the first two, and all.
    ways: Vec<[u32; 3]>,
    /// Words that look like cues on the way.
    rivals: Vec<u32>,
}

impl<'c, 'a, 't> View<'c, 'a, 't> {
    /// Looks at `chain` from the link at `head`.
    pub(super) fn new(chain: &'c Chain<'a, 't>, scores: &'c [i32], head: usize) -> Self {
        let start = head.saturating_sub(REACH);
        let end = chain.links.len().min(head + REACH + 1);
        let found = chain.by_rule(head);
        let ruled = match found {
            Some(found) => chain.roles_of(found)[start..end].to_vec(),
            None => vec![Role::Nothing; end - start],
        };
        let mut view = Self {
            chain,
            scores,
            start,
            end,
            head,
            rule: found.map(|found| word(found.rule)),
            ruled,
            subject: chain.subject_of(head),
            ways: vec![[0; 3]; end - start],
            rivals: vec![0; end - start],
        };
        view.walk(&mut (start..head).rev());
        view.walk(&mut (head + 1..end));
        view
    }

    /// Notes for each link on one side what lies between it and the head.
    fn walk(&mut self, links: &mut dyn Iterator<Item = usize>) {
        let (mut way, mut seen, mut commas, mut rivals) = ([0_u32; 3], 0, 0, 0);
        for at in links {
            self.ways[at - self.start] = [way[0], way[1], commas];
            self.rivals[at - self.start] = rivals;
            let link = &self.chain.links[at];
            if link.tag.is_edge() {
                seen += 1;
                let worded = matches!(link.tag, Tag::That | Tag::Subordinator | Tag::Coordinator);
                let step = if worded { link.word } else { link.tag.number() };
                if seen <= 2 {
                    way[0] = both(way[0], step);
                }
                if seen <= 5 {
                    way[1] = both(way[1], step);
                }
            }
            commas += u32::from(link.tag == Tag::Comma && commas < 3);
            rivals += u32::from(self.scores[at] > 0 && rivals < 3);
        }
    }

    /// Returns how far the link at `at` lies from the head, with the side.
    fn distance(&self, at: usize) -> u32 {
        let side = self.side(at);
        bucket(at.abs_diff(self.head)) * 4 + side
    }

    fn side(&self, at: usize) -> u32 {
        match at.cmp(&self.head) {
            std::cmp::Ordering::Less => 1,
            std::cmp::Ordering::Equal => 2,
            std::cmp::Ordering::Greater => 3,
        }
    }

    fn ruled(&self, at: usize) -> u32 {
        let inside = (self.start..self.end).contains(&at) && self.rule.is_some();
        if inside { number(self.ruled[at - self.start]) } else { 0 }
    }

    fn in_subject(&self, at: usize) -> u32 {
        let subject = &self.subject;
        if !subject.contains(&at) {
            return 0;
        }
        1 + u32::from(at == subject.start) + 2 * u32::from(at + 1 == subject.end)
    }

    /// Fills `rows` with those of the label at `at`.
    pub(super) fn rows(&self, at: usize, rows: &mut Vec<u32>) {
        let mut rows = Rows::new(rows, BITS);
        let links = &self.chain.links;
        let (link, head) = (&links[at], &links[self.head]);
        let word_at =
            |at: Option<usize>| at.and_then(|at| links.get(at)).map_or(1, |link| link.word);
        let tag_at =
            |at: Option<usize>| at.and_then(|at| links.get(at)).map_or(0, |link| link.tag.number());
        let (side, distance) = (self.side(at), self.distance(at));
        let [short, way, commas] = self.ways[at - self.start];
        let (tag, cue) = (link.tag.number(), head.stem);
        let (before, after) = (at.checked_sub(1), Some(at + 1));
        let (head_before, head_after) = (self.head.checked_sub(1), Some(self.head + 1));
        rows.add(side, 0);
        rows.add(distance, tag);
        rows.add(side, link.word);
        rows.add(side, both(tag, u32::from(link.capital)));
        rows.add(side, way);
        rows.add(both(way, tag), side);
        rows.add(both(short, tag), side);
        rows.add(side, word_at(before));
        rows.add(side, word_at(after));
        rows.add(both(tag_at(before), tag), both(tag_at(after), side));
        rows.add(cue, side);
        rows.add(cue, both(distance, tag));
        rows.add(cue, both(side, way));
        rows.add(cue, both(side, short));
        rows.add(both(link.word, word_at(before)), side);
        rows.add(both(link.word, word_at(after)), side);
        rows.add(head.tag.number(), both(distance, tag));
        rows.add(both(head.tag.number(), way), side);
        rows.add(both(self.rule.unwrap_or(0), self.ruled(at)), side);
        let around = both(self.ruled(at.wrapping_sub(1)), self.ruled(at + 1));
        rows.add(around, both(self.ruled(at), side));
        rows.add(self.ruled(at), both(tag, side));
        let own = self.in_subject(at);
        rows.add(both(own, u32::from(!self.subject.is_empty())), side);
        rows.add(both(own, head.tag.number()), both(tag, side));
        rows.add(commas, both(tag, side));
        rows.add(link.ending, side);
        rows.add(cue, both(link.word, side));
        rows.add(level(self.scores[at]) / 4, side);
        rows.add(self.rivals[at - self.start], both(tag, side));
        self.more(at, &mut rows, side);
        rows.add(both(tag_at(head_after), tag_at(head_before)), both(side, distance));
        rows.add(word_at(head_after), both(side, way));
        rows.add(word_at(head_before), both(side, way));
        rows.add(both(tag_at(head_after), way), side);
        rows.add(both(tag_at(head_before), way), side);
        rows.add(both(tag_at(head_before), tag_at(head_after)), both(short, both(tag, side)));
    }

    fn more(&self, at: usize, rows: &mut Rows<'_>, side: u32) {
        let link = &self.chain.links[at];
        let setting = match self.chain.setting {
            Setting::Headline => 1,
            Setting::Body => 2,
        };
        let place = both(setting, u32::from(self.chain.quoted));
        rows.add(place, both(link.tag.number(), side));
        let ends = u32::from(at == 0) + 2 * u32::from(at + 1 == self.chain.links.len());
        rows.add(ends, side);
        if link.tag == Tag::Quotation {
            let last = link.part.end.saturating_sub(2);
            let closing = self.chain.line.get(last).map_or(0, |token| token.kind as u32 + 1);
            rows.add(bucket(link.words), both(side, closing));
            rows.add(bucket(link.words), both(self.ways[at - self.start][0], side));
        } else {
            rows.skip();
            rows.skip();
        }
    }

    /// Fills `rows` with those of the step onto `at`, which has a link before it in reach.
    pub(super) fn steps(&self, at: usize, rows: &mut Vec<u32>) {
        let mut rows = Rows::new(rows, STEP_BITS);
        let links = &self.chain.links;
        let (from, link, head) = (&links[at - 1], &links[at], &links[self.head]);
        let side = if at <= self.head { 1 } else { 3 };
        let [short, way, _] = self.ways[at - self.start];
        let touching = u32::from(at.abs_diff(self.head) < 2);
        rows.add(side, touching);
        rows.add(side, both(from.tag.number(), link.tag.number()));
        rows.add(side, from.word);
        rows.add(side, link.word);
        rows.add(both(self.ruled(at - 1), self.ruled(at)), side);
        rows.add(short, both(side, link.tag.number()));
        rows.add(way, side);
        rows.add(both(self.in_subject(at - 1), self.in_subject(at)), side);
        rows.add(head.stem, both(side, touching));
        rows.add(self.distance(at), head.tag.number());
    }
}
