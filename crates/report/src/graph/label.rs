//! How a statement is called in a drawing: who, for whom, when, and the words in their marks.

use counterclaim_desk::Relation;
use counterclaim_desk::answers::{Card, GraphShown, Words};

use crate::answer::clocks;
use crate::caption::CARRIED;
use crate::document::marked;
use crate::markdown::is_hidden;
use crate::phrase::count;
use counterclaim_desk::Zone;

/// Words longer than this are cut in a drawing; the whole stands in every format of data.
const LONGEST: usize = 90;

/// Returns who speaks, for whom and when: "Jo Lake (Valdoria), Sat 14 Jun 2031 23:10 GMT".
pub(crate) fn who(card: &Card, zone: Zone) -> String {
    let party = (card.party.name != card.speaker.name).then(|| format!(" ({})", card.party.name));
    let when = card.times.published.map(|moment| format!(", {}", zone.moment(moment)));
    visible(&format!(
        "{}{}{}",
        card.speaker.name,
        party.unwrap_or_default(),
        when.unwrap_or_default()
    ))
}

/// Returns the words in their marks, cut where they are long; the cut is marked as ours.
pub(super) fn words(card: &Card) -> String {
    let mut left = LONGEST;
    let mut pieces = Vec::new();
    for words in &card.words {
        let length = words.text.chars().count();
        pieces.push(if length <= left { marked(words) } else { cut(words, left) });
        if length >= left {
            break;
        }
        left -= length;
    }
    if pieces.is_empty() {
        pieces.push(card.statement.clone());
    }
    if card.is_known_through_others() {
        pieces.push("(known through others)".to_owned());
    }
    visible(&pieces.join(" … "))
}

fn cut(words: &Words, longest: usize) -> String {
    let kept: String = words.text.chars().take(longest).collect();
    let kept = kept.rsplit_once(' ').map_or(kept.as_str(), |(front, _)| front);
    marked(&Words { text: format!("{kept} […]"), marks: words.marks })
}

/// Returns party and words on one line.
pub(super) fn one_line(card: &Card) -> String {
    visible(&format!("{}: {}", card.party.name, words(card)))
}

/// Returns the standing in print; nothing for a statement that has none.
pub(super) fn standing(card: &Card) -> &str {
    card.standing.as_ref().map_or("", |standing| standing.word.as_str())
}

/// Returns a relation as a drawing names it: "rests on".
pub fn relation(relation: Relation) -> String {
    relation.name().replace('_', " ")
}

/// Returns what must stand below every drawing: what is in it, clocks, parameters.
pub(super) fn caption(graph: &GraphShown, zone: Zone) -> String {
    let left_out = match (graph.unchecked_claims, graph.unchecked_links) {
        (0, 0) => String::new(),
        (claims, links) => format!(
            " Not in it, since unchecked: {} and {}.",
            count(claims, "statement"),
            count(links, "link")
        ),
    };
    visible(&format!(
        "{} and {}.{left_out} {} {CARRIED}",
        count(graph.nodes.len(), "statement"),
        count(graph.edges.len(), "link"),
        clocks(&graph.asked, zone),
    ))
}

/// Drops characters that could turn a drawing's text around, and puts it on one line.
pub(crate) fn visible(text: &str) -> String {
    let shown = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    shown.filter(|c| !is_hidden(*c)).collect()
}
