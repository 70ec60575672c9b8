//! New claims of a page beside claims recorded before from other pages: the rules that hold the claims of a
//! page against each other, asked of both sides of a case. The desk asks, with the latest claims of each matter.

use counterclaim_model::{Attribution, Form, Grounds, MatterId, Relation};

use super::account::{Account, words_of};
use super::contradiction::contradicts;
use super::likeness::Wordset;
use super::names::Names;
use super::tokens::Token;
use crate::{Gazetteer, LinkAcross, RecordedClaim};

/// Share of the shorter wording from which one party says the same again, and how many words that takes. Words
/// are not weighed here as on one page, where it is known which are common.
const REPEATED: f64 = 0.75;
const REPEATED_WORDS: usize = 5;

/// The same for words that one took from another, in wordings of like length.
const TAKEN: f64 = 0.8;
const TAKEN_WORDS: usize = 6;

/// The same for words whose page says from whom it has them.
const CREDITED: f64 = 0.5;
const CREDITED_WORDS: usize = 4;

/// Most links of one new claim; the first found are kept.
const MOST: usize = 4;

/// Returns links between new claims and claims recorded before, those of the first new claim first. Only claims
/// with a matter in common are compared. `states` are those the case knows, each with what else it is called.
/// Pure: equal input gives equal output.
pub fn across(
    new: &[RecordedClaim],
    before: &[RecordedClaim],
    states: &[(String, Vec<String>)],
    gazetteer: &Gazetteer,
) -> Vec<LinkAcross> {
    let words = new.iter().chain(before).flat_map(|claim| [&claim.words, &claim.mentions]);
    let all: Vec<Token> = words.flat_map(|words| words_of(words)).collect();
    let mut names = Names::among(&all, std::iter::empty(), gazetteer);
    states.iter().for_each(|(name, aliases)| names.add_state(name, aliases));
    let side = |claims: &[RecordedClaim]| -> Vec<Account> {
        claims.iter().map(|claim| Account::of_recorded(claim, &names)).collect()
    };
    let (accounts, others) = (side(new), side(before));
    let mut found = Vec::new();
    for (at, account) in accounts.iter().enumerate() {
        let one = Side { claim: &new[at], account };
        let pairs = before.iter().zip(&others).enumerate();
        let links = pairs.filter_map(|(other, (claim, account))| {
            let shared = shared_matter(one.claim, claim)?;
            let link = link(&one, &Side { claim, account }, shared)?;
            Some(LinkAcross { new: at, before: other, ..link })
        });
        found.extend(links.take(MOST));
    }
    found
}

/// A claim with what the rules look at of it.
struct Side<'a> {
    claim: &'a RecordedClaim,
    account: &'a Account,
}

impl Side<'_> {
    fn is_spoken(&self) -> bool {
        self.claim.form != Form::Implied && self.account.party().is_some()
    }
}

fn shared_matter<'a>(one: &'a RecordedClaim, other: &RecordedClaim) -> Option<&'a MatterId> {
    one.matters.iter().find(|matter| other.matters.contains(matter))
}

fn link(new: &Side<'_>, before: &Side<'_>, matter: &MatterId) -> Option<LinkAcross> {
    if let Some((is_new, reason, rule)) = contradicts(new.account, before.account, matter) {
        return Some(linked(is_new, Relation::Contradicts, reason, 50, rule));
    }
    if !new.is_spoken() || !before.is_spoken() || new.account.negated != before.account.negated {
        return None;
    }
    if figures_differ(new.claim, before.claim) || numbers_differ(new.account, before.account) {
        return None;
    }
    if new.account.party() == before.account.party() {
        return repetition(new, before);
    }
    credited(new, before).or_else(|| taken_over(new, before))
}

/// The direction and fields of a link; the caller fills in the places.
fn linked(
    from_new: bool,
    relation: Relation,
    reason: String,
    confidence: u8,
    rule: &'static str,
) -> LinkAcross {
    LinkAcross { new: 0, before: 0, from_new, relation, reason, confidence, rule }
}

/// Whether the new claim was said later, as far as both pages are dated; else the recorded one was there first.
fn is_later(new: &Side<'_>, before: &Side<'_>) -> bool {
    match (new.claim.published, before.claim.published) {
        (Some(new), Some(before)) => new.at >= before.at,
        _ => true,
    }
}

fn repetition(new: &Side<'_>, before: &Side<'_>) -> Option<LinkAcross> {
    let narrated = |side: &Side<'_>| side.claim.attribution == Attribution::Narration;
    let (like, shared) = alike(&new.account.words, &before.account.words);
    if narrated(new) || narrated(before) || like < REPEATED || shared < REPEATED_WORDS {
        return None;
    }
    let party = new.account.party()?;
    let reason =
        format!("{party} says the same in much the same words on another page: one origin.");
    Some(linked(is_later(new, before), Relation::Repeats, reason, 65, "same_party_same_words"))
}

/// The page of the new claim credits it to the one who says nearly the same on the other.
fn credited(new: &Side<'_>, before: &Side<'_>) -> Option<LinkAcross> {
    let (whom, cue) = new.claim.credited.as_ref()?;
    let (like, shared) = alike(&new.account.words, &before.account.words);
    if before.account.party() != Some(whom) || like < CREDITED || shared < CREDITED_WORDS {
        return None;
    }
    let relays = new.account.party()?;
    let reason = format!(
        "{relays} has this from {whom}, as its page says (‹{cue}›); {whom} says much the same on another page."
    );
    Some(linked(true, Relation::RestsOn, reason, 70, "credited_on_another_page"))
}

/// Nearly all the words in wordings of like length: the later page may have them from the earlier. What somebody
/// saw is nobody else's.
fn taken_over(new: &Side<'_>, before: &Side<'_>) -> Option<LinkAcross> {
    let (one, other) = (&new.account.words, &before.account.words);
    let (like, shared) = alike(one, other);
    let longer = one.len().max(other.len());
    if like < TAKEN || shared < TAKEN_WORDS || shared * 10 < longer * 7 {
        return None;
    }
    let from_new = is_later(new, before);
    let (from, to) = if from_new { (new, before) } else { (before, new) };
    if from.claim.grounds == Grounds::Witnessed {
        return None;
    }
    let reason = format!(
        "{} says in nearly the words of {} the same, on another page: it may have been taken from there.",
        from.account.party()?,
        to.account.party()?
    );
    Some(linked(from_new, Relation::RestsOn, reason, 60, "nearly_same_words"))
}

/// Returns the share of the shorter wording that both have, and how many words that is.
fn alike(one: &Wordset, other: &Wordset) -> (f64, usize) {
    let shared = one.shared(other);
    let shorter = one.len().min(other.len()).max(1);
    (shared as f64 / shorter as f64, shared)
}

fn figures_differ(one: &RecordedClaim, other: &RecordedClaim) -> bool {
    let bounds = |claim: &RecordedClaim| -> Vec<_> {
        claim.figures.iter().map(|figure| (figure.low, figure.high)).collect()
    };
    let (first, second) = (bounds(one), bounds(other));
    !first.is_empty() && !second.is_empty() && !first.iter().any(|figure| second.contains(figure))
}

/// "It takes 1,237 delegates" does not repeat "It takes 2,383 delegates".
fn numbers_differ(one: &Account, other: &Account) -> bool {
    let own = |one: &Wordset, other: &Wordset| {
        one.without(other).any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
    };
    own(&one.words, &other.words) && own(&other.words, &one.words)
}
