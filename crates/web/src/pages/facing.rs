//! Statements of several sides that face each other: those that links tie together stand in one row, with
//! the links between them; the others below.

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_desk::ClaimId;
use counterclaim_desk::answers::{Card, CompareRow, LinkCard};

use super::compare::letter;
use super::ties::{Tie, is_checked, is_objection, is_settled, rank};
use super::words::is_quoted;

/// Statements of one side that a row of tied statements shows.
const IN_A_CELL: usize = 12;

/// One matter.
pub(super) struct Row<'p> {
    pub(super) row: &'p CompareRow,
    /// Statements of each side.
    pub(super) counts: Vec<usize>,
    /// Objections between the sides, and how many of them nobody has checked.
    pub(super) objections: (usize, usize),
    /// What links tie together, what disproves or contradicts first.
    pub(super) groups: Vec<Group<'p>>,
    /// What no link ties to another side.
    pub(super) untied: Vec<Cell<'p>>,
}

/// Statements that links tie together.
pub(super) struct Group<'p> {
    /// A cell for each side.
    pub(super) cells: Vec<Cell<'p>>,
    /// The links between them.
    pub(super) ties: Vec<Tie<'p>>,
}

/// Statements of one side.
#[derive(Default)]
pub(super) struct Cell<'p> {
    pub(super) cards: Vec<Labelled<'p>>,
    /// How many more there are.
    pub(super) more: usize,
}

/// A statement under the name it has on the page: "B3".
pub(super) struct Labelled<'p> {
    pub(super) label: String,
    pub(super) card: &'p Card,
}

impl Row<'_> {
    /// Returns whether a side says nothing here.
    pub(super) fn is_silent(&self, side: &usize) -> bool {
        self.counts.get(*side).is_none_or(|count| *count == 0)
    }

    /// Returns whether any statement is not tied to another side.
    pub(super) fn has_untied(&self) -> bool {
        self.untied.iter().any(|cell| !cell.cards.is_empty() || cell.more > 0)
    }
}

/// Puts matters so that what is linked stands side by side. Labels run through all of them.
pub(super) fn facing(rows: &[CompareRow]) -> Vec<Row<'_>> {
    let mut numbers = BTreeMap::new();
    rows.iter().map(|row| one(row, &mut numbers)).collect()
}

fn one<'p>(row: &'p CompareRow, numbers: &mut BTreeMap<usize, usize>) -> Row<'p> {
    let sides: BTreeMap<ClaimId, (usize, &Card)> = row
        .sides
        .iter()
        .enumerate()
        .flat_map(|(side, own)| own.statements.iter().map(move |card| (card.id, (side, card))))
        .collect();
    let mut label = |side: usize, card: &'p Card| {
        let number = numbers.entry(side).or_default();
        *number += 1;
        Labelled { label: format!("{}{number}", letter(side)), card }
    };
    let mut groups = Vec::new();
    let mut tied: BTreeSet<ClaimId> = BTreeSet::new();
    for links in components(&row.between) {
        let ids: BTreeSet<ClaimId> = links.iter().flat_map(|link| [link.from, link.to]).collect();
        tied.extend(&ids);
        let mut cells: Vec<Cell<'p>> = row.sides.iter().map(|_| Cell::default()).collect();
        for id in in_order(ids, &sides) {
            let Some((side, card)) = sides.get(&id) else { continue };
            if cells[*side].cards.len() < IN_A_CELL {
                cells[*side].cards.push(label(*side, card));
            } else {
                cells[*side].more += 1;
            }
        }
        let ties = ties(&links, &cells);
        groups.push(Group { cells, ties });
    }
    let untied = row.sides.iter().enumerate().map(|(side, own)| {
        let mut cards: Vec<&Card> =
            own.statements.iter().filter(|card| !tied.contains(&card.id)).collect();
        cards.sort_by_key(|card| {
            // The side's own words first, then what was published last.
            let is_own = card.words.iter().any(is_quoted);
            (!is_own, std::cmp::Reverse(card.times.published.map(|moment| moment.at)))
        });
        let more = own.total - own.statements.len();
        Cell { cards: cards.into_iter().map(|card| label(side, card)).collect(), more }
    });
    let untied = untied.collect();
    let objections = || row.between.iter().filter(|link| is_objection(link));
    let unchecked = objections().filter(|link| !is_checked(link)).count();
    Row {
        row,
        counts: row.sides.iter().map(|side| side.total).collect(),
        objections: (objections().count(), unchecked),
        groups,
        untied,
    }
}

/// Returns statements in order of publication.
fn in_order(ids: BTreeSet<ClaimId>, sides: &BTreeMap<ClaimId, (usize, &Card)>) -> Vec<ClaimId> {
    let mut ids: Vec<ClaimId> = ids.into_iter().collect();
    let at = |id: &ClaimId| {
        let (_, card) = sides.get(id)?;
        card.times.published.map(|moment| moment.at)
    };
    ids.sort_by_key(|id| (at(id), *id));
    ids
}

/// Returns the links that hang together, what disproves or contradicts first.
fn components(links: &[LinkCard]) -> Vec<Vec<&LinkCard>> {
    let mut group_of: BTreeMap<ClaimId, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<&LinkCard>> = Vec::new();
    for link in links {
        let known = [link.from, link.to].map(|claim| group_of.get(&claim).copied());
        let into = match known {
            [Some(one), Some(other)] if one != other => {
                let moved = std::mem::take(&mut groups[other]);
                for link in &moved {
                    group_of.extend([(link.from, one), (link.to, one)]);
                }
                groups[one].extend(moved);
                one
            }
            [Some(one), _] | [None, Some(one)] => one,
            [None, None] => {
                groups.push(Vec::new());
                groups.len() - 1
            }
        };
        group_of.extend([(link.from, into), (link.to, into)]);
        groups[into].push(link);
    }
    groups.retain(|group| !group.is_empty());
    groups.iter_mut().for_each(|group| group.sort_by_key(|link| (rank(link.relation), link.id)));
    groups.sort_by_key(|group| {
        let first = group.first();
        (first.map(|link| rank(link.relation)), first.map(|link| (link.recorded, link.id)))
    });
    groups
}

/// Returns the links between statements that are shown.
fn ties<'p>(links: &[&'p LinkCard], cells: &[Cell<'p>]) -> Vec<Tie<'p>> {
    let shown = cells.iter().flat_map(|cell| &cell.cards);
    let shown: BTreeMap<ClaimId, &Labelled<'_>> = shown.map(|each| (each.card.id, each)).collect();
    let tie = |link: &&'p LinkCard| {
        let (from, to) = (shown.get(&link.from)?, shown.get(&link.to)?);
        let is_settled = is_settled(from.card, to.card);
        Some(Tie { link, from: from.label.clone(), to: to.label.clone(), is_settled })
    };
    links.iter().filter_map(tie).collect()
}
