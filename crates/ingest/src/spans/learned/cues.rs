//! Is this word a cue? Features of a link by itself, its neighbours and what the rules say of it.

use super::chain::{Chain, Link, Setting, Tag};
use super::rows::{Rows, both, bucket, word};

/// Size of the table of cues, as a power of two.
pub(super) const BITS: u32 = 19;

/// Returns whether the link could head a cue at all.
pub(super) fn may_head(link: &Link) -> bool {
    !matches!(
        link.tag,
        Tag::Stop
            | Tag::Comma
            | Tag::Semicolon
            | Tag::Bracket
            | Tag::Mark
            | Tag::Sign
            | Tag::Quotation
            | Tag::Number
            | Tag::Determiner
            | Tag::Pronoun
            | Tag::Coordinator
            | Tag::Possessive
    )
}

/// Fills `rows` with those of the link at `at`.
pub(super) fn rows(chain: &Chain<'_, '_>, at: usize, rows: &mut Vec<u32>) {
    let mut rows = Rows::new(rows, BITS);
    let links = &chain.links;
    let link = &links[at];
    let near = |offset: isize| at.checked_add_signed(offset).and_then(|at| links.get(at));
    let word_at = |offset: isize| near(offset).map_or(1, |link| link.word);
    let tag_at = |offset: isize| near(offset).map_or(0, |link| link.tag.number());
    let setting = match chain.setting {
        Setting::Headline => 1,
        Setting::Body => 2,
    };
    let (here, stem, tag) = (link.word, link.stem, link.tag.number());
    let (before, after) = (word_at(-1), word_at(1));
    rows.add(0, 0);
    rows.add(here, 0);
    rows.add(stem, 0);
    rows.add(stem, setting);
    rows.add(link.ending, tag);
    rows.add(tag, setting);
    rows.add(before, 0);
    rows.add(after, 0);
    rows.add(before, here);
    rows.add(here, after);
    rows.add(both(stem, word_at(2)), after);
    rows.add(both(before, after), stem);
    rows.add(both(tag_at(-1), tag_at(1)), tag);
    rows.add(both(tag_at(-2), tag_at(-1)), both(tag, tag_at(1)));
    rows.add(both(tag_at(1), tag_at(2)), tag);
    rows.add(both(tag_at(-1), tag_at(-2)), stem);
    rows.add(both(tag_at(1), tag_at(2)), stem);
    rows.add(both(tag_at(-1), tag_at(1)), stem);
    rows.add(both(after, tag), tag_at(-1));
    rows.add(both(before, tag), tag_at(1));
    rows.add(word_at(-2), tag);
    rows.add(word_at(2), tag);
    rows.add(near(-1).map_or(0, |link| link.ending), tag);
    rows.add(near(1).map_or(0, |link| link.ending), tag);
    rows.add(link.known, 1 + u32::from(link.capital));
    rows.add(link.known, both(tag_at(-1), tag_at(1)));
    let rule = chain.by_rule(at);
    rows.add(rule.map_or(0, |found| word(found.rule)), link.known / 16);
    rows.add(rule.map_or(0, |found| word(found.rule)), stem);
    let subject = chain.subject_of(at);
    let head = subject.clone().last().map(|at| &links[at]);
    let kind = head.map_or(0, |link| both(link.tag.number(), u32::from(link.capital)));
    rows.add(kind, tag);
    rows.add(kind, stem);
    rows.add(head.map_or(0, |link| link.stem), tag);
    rows.add(both(kind, tag_at(1)), both(tag, tag_at(2)));
    let ahead = (1..7)
        .find(|offset| matches!(tag_of(near(*offset)), Some(Tag::That | Tag::To | Tag::Quotation)));
    let which = ahead.map_or(0, |offset| both(tag_at(offset), offset as u32));
    rows.add(which, stem);
    rows.add(which, tag);
    let quote_behind = (1..9).find(|back| tag_of(near(-*back)) == Some(Tag::Quotation));
    rows.add(quote_behind.unwrap_or(0) as u32, both(tag, u32::from(chain.quoted)));
    rows.add(quote_behind.unwrap_or(0) as u32, stem);
    rows.add(bucket(at), both(tag, setting));
    rows.add(bucket(links.len() - at), both(tag, setting));
}

fn tag_of(link: Option<&Link>) -> Option<Tag> {
    link.map(|link| link.tag)
}
