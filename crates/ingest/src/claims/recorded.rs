//! The rule about contradictions, asked of claims that are recorded: which pairs of one page look like
//! contradictions and are none, and why. The desk asks it on any clock, so that nothing of it is stored.

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_model::MatterId;

use super::account::{Account, words_of};
use super::contradiction::contradictions;
use super::names::Names;
use super::pairing::{Paired, unordered};
use super::tokens::Token;
use crate::{Gazetteer, LeftOut, RecordedClaim};

/// Returns the pairs of recorded claims, those of one page in its order, that look like contradictions
/// and are none: one example for two parties and a reason. `linked` are the pairs with a link, of which
/// nothing is said; `answering` are the claims that answer one by a link the page states; `states` are
/// those the case knows, each with what else it is called.
///
/// What was proposed as a contradiction when the page was read is not listed, whatever became of it.
pub fn left_out(
    claims: &[RecordedClaim],
    linked: &[(usize, usize)],
    answering: &BTreeSet<usize>,
    states: &[(String, Vec<String>)],
    gazetteer: &Gazetteer,
) -> Vec<LeftOut> {
    let words = claims.iter().flat_map(|claim| [&claim.words, &claim.mentions]);
    let all: Vec<Token> = words.flat_map(|words| words_of(words)).collect();
    let mut names = Names::among(&all, std::iter::empty(), gazetteer);
    states.iter().for_each(|(name, aliases)| names.add_state(name, aliases));
    let accounts: Vec<Account> =
        claims.iter().map(|claim| Account::of_recorded(claim, &names)).collect();
    let mut groups: BTreeMap<&MatterId, Vec<usize>> = BTreeMap::new();
    for (at, claim) in claims.iter().enumerate() {
        claim.matters.iter().for_each(|matter| groups.entry(matter).or_default().push(at));
    }
    let mut known = linked.iter().map(|(one, other)| unordered(*one, *other)).collect();
    let mut found = Paired::default();
    contradictions(&accounts, answering, &groups, &mut known, &mut found);
    found.left_out.sort_by_key(|pair| (pair.one, pair.other));
    found.left_out
}
