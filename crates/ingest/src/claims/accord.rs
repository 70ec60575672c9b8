//! Pairs of different wording that fit together or may come from one another: two parties who say the same,
//! one party that speaks twice of one stretch of the front, what a reporter saw where somebody tells of an
//! attack, and an outlet that gives in its own voice what another said. `pairing` asks after `agreement`.

use counterclaim_model::{ActorKind, Attribution, Basis, Form, Grounds, Modality, Relation};

use super::account::WHERE;
use super::compose::Composer;
use super::draft::Draft;
use super::likeness::Wordset;
use super::tokens::Token;
use crate::CandidateLink;

/// Parts of a country or a front, as news names them.
const QUARTERS: [&str; 12] = [
    "north",
    "northern",
    "south",
    "southern",
    "east",
    "eastern",
    "west",
    "western",
    "centre",
    "central",
    "northeastern",
    "southeastern",
];

/// What an attack leaves to be seen and heard.
const TRACES: [&str; 9] = [
    "smoke",
    "explosion",
    "explosions",
    "blast",
    "blasts",
    "gunfire",
    "craters",
    "rubble",
    "flames",
];

/// Most statements of a post that are held against what was seen there.
const MOST_IN_POST: usize = 200;

/// Words by which an attack on a place is told.
const ATTACKS: [&str; 8] = ["attack", "strik", "shell", "bomb", "bombard", "fir", "hit", "target"];

/// Share of the shorter wording from which two parties say the same, and from which one took it from the
/// other; the latter also asks for more words and for wordings of like length.
const SAME: f64 = 0.75;
const TAKEN: f64 = 0.8;
const TAKEN_WORDS: usize = 6;

/// Returns the link that the wording of two claims of a matter bears out, if any.
pub(super) fn accord(
    composer: &Composer<'_>,
    drafts: &[Draft],
    one: usize,
    other: usize,
) -> Option<CandidateLink> {
    let (first, second) = (&drafts[one], &drafts[other]);
    let spoken = |draft: &Draft| draft.claim.form != Form::Implied && draft.party().is_some();
    if !spoken(first) || !spoken(second) || first.negated != second.negated {
        return None;
    }
    if first.party() == second.party() {
        return same_stretch(composer, drafts, one, other);
    }
    taken_over(composer, drafts, one, other).or_else(|| says_the_same(composer, drafts, one, other))
}

/// The words of a claim, with the speaker's party in place of a first person or of a pronoun that stands
/// for it ("it will support Ostrevia").
fn saying(composer: &Composer<'_>, draft: &Draft) -> Wordset {
    let mut said = composer.likeness.words(&draft.claim.content);
    let words = composer.words(&draft.claim.content);
    let of_itself = words.iter().take(3).any(|t| t.is_any(&["we", "our", "it", "will", "to"]));
    if let Some(party) = draft.party().filter(|_| of_itself) {
        said.add_party(party);
    }
    said
}

fn told(draft: &Draft) -> bool {
    match draft.claim.modality {
        Modality::Asserts
        | Modality::Accuses
        | Modality::Announces
        | Modality::Predicts
        | Modality::Promises => true,
        Modality::Denies | Modality::Demands | Modality::Hopes => false,
    }
}

/// Returns whether both tell something, neither in the outlet's narration, with so many words in common.
fn both_tell(first: &Draft, second: &Draft, in_common: usize) -> bool {
    let tells = |draft: &Draft| told(draft) && draft.claim.attribution != Attribution::Narration;
    // The words of a page are compared often: what is cheap rules out nearly all.
    first.words.shared(&second.words) >= in_common && tells(first) && tells(second)
}

/// Two parties say the same of the same: three words at least, three quarters of the shorter wording. They
/// need not know of each other, so that it is no confirmation yet.
fn says_the_same(
    composer: &Composer<'_>,
    drafts: &[Draft],
    one: usize,
    other: usize,
) -> Option<CandidateLink> {
    let (first, second) = (&drafts[one], &drafts[other]);
    if !both_tell(first, second, 2) {
        return None;
    }
    let (like, shared) =
        composer.likeness.of_sets(&saying(composer, first), &saying(composer, second));
    if like < SAME || shared < 3 || super::agreement::figures_differ(first, second) {
        return None;
    }
    let (from, to) = super::agreement::in_time(composer, drafts, one, other);
    let reason = format!(
        "{} and {} say much the same of it; whether either knows it from the other the page does not say.",
        drafts[from].party()?,
        drafts[to].party()?
    );
    Some(link(from, to, Relation::ConsistentWith, reason, 55, "two_parties_same_words"))
}

/// Nearly all the words of another in wordings of like length: the outlet, or else the one who spoke later,
/// may have them from there. What somebody saw is nobody else's.
fn taken_over(
    composer: &Composer<'_>,
    drafts: &[Draft],
    one: usize,
    other: usize,
) -> Option<CandidateLink> {
    let (first, second) = (&drafts[one], &drafts[other]);
    let (like, shared) = composer.likeness.of_sets(&first.words, &second.words);
    let longer = first.words.len().max(second.words.len());
    if like < TAKEN || shared < TAKEN_WORDS || shared * 10 < longer * 7 {
        return None;
    }
    let outlets = |draft: &Draft| {
        draft.claim.speaker.as_ref().is_some_and(|speaker| speaker.kind == ActorKind::Outlet)
    };
    let (from, to) = match (outlets(first), outlets(second)) {
        (true, false) => (one, other),
        (false, true) => (other, one),
        (true, true) | (false, false) => super::agreement::in_time(composer, drafts, one, other),
    };
    if drafts[from].claim.grounds == Grounds::Witnessed {
        return None;
    }
    let reason = format!(
        "{} says in nearly the words of {} the same: it may have been taken from there.",
        drafts[from].party()?,
        drafts[to].party()?
    );
    Some(link(from, to, Relation::RestsOn, reason, 60, "nearly_same_words"))
}

/// One party speaks in two posts of the same other party in the same quarter of the front: parts of one
/// account, and no second origin.
fn same_stretch(
    composer: &Composer<'_>,
    drafts: &[Draft],
    one: usize,
    other: usize,
) -> Option<CandidateLink> {
    let (first, second) = (&drafts[one], &drafts[other]);
    // The quarter, the other party, and at least two words of what it did.
    if !both_tell(first, second, 4) {
        return None;
    }
    let quarter = |draft: &Draft| {
        let words = composer.words(&draft.claim.content);
        words.iter().find(|token| token.is_any(&QUARTERS)).map(|token| token.word.clone())
    };
    let where_told = quarter(first).filter(|quarter| second_has(composer, second, quarter))?;
    let of_whom = first.claim.about.iter().find(|(actor, _)| {
        second.claim.about.iter().any(|(other, _)| other.party() == actor.party())
    })?;
    let (from, to) = super::agreement::in_time(composer, drafts, one, other);
    let party = drafts[from].party()?;
    let reason = format!(
        "{party} speaks twice of {} in the {where_told} part: one side's account, no second origin.",
        of_whom.0.party()
    );
    Some(link(from, to, Relation::ConsistentWith, reason, 50, "same_party_same_quarter"))
}

fn second_has(composer: &Composer<'_>, draft: &Draft, quarter: &str) -> bool {
    composer.words(&draft.claim.content).iter().any(|token| token.is(quarter))
}

/// Adds what a reporter saw or heard in a place of which somebody in the same post tells that it is being
/// attacked. It fits with that and does not say whose attack it was.
pub(super) fn traces(composer: &Composer<'_>, drafts: &[Draft]) -> Vec<CandidateLink> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < drafts.len() {
        let post = drafts[at].claim.post;
        let end = (at..drafts.len()).find(|n| drafts[*n].claim.post != post);
        let end = end.unwrap_or(drafts.len());
        for seen in (at..end).filter(|n| saw_traces(composer, &drafts[*n])) {
            let attack = (at..end)
                .take(MOST_IN_POST)
                .find(|told| attack_there(composer, &drafts[*told], &drafts[seen]));
            found.extend(attack.and_then(|told| trace(drafts, seen, told)));
        }
        at = end;
    }
    found
}

fn saw_traces(composer: &Composer<'_>, draft: &Draft) -> bool {
    let outlet =
        draft.claim.speaker.as_ref().is_some_and(|speaker| speaker.kind == ActorKind::Outlet);
    let words = composer.words(&draft.claim.content);
    outlet && !draft.negated && words.iter().any(|token| token.is_any(&TRACES))
}

/// Whether a party tells of an attack on a place that the one who saw something names.
fn attack_there(composer: &Composer<'_>, told: &Draft, seen: &Draft) -> bool {
    let outlet =
        told.claim.speaker.as_ref().is_none_or(|speaker| speaker.kind == ActorKind::Outlet);
    let attacked = ATTACKS.iter().any(|stem| told.words.has(stem));
    if outlet || told.negated || !attacked || told.claim.form == Form::Implied {
        return false;
    }
    let theirs = composer.words(&told.claim.content);
    let names = |place: &Token| theirs.iter().any(|t| t.capital && t.bare() == place.bare());
    let words = composer.words(&seen.claim.content);
    words.windows(2).any(|two| two[0].is_any(&WHERE) && two[1].capital && names(&two[1]))
}

fn trace(drafts: &[Draft], seen: usize, told: usize) -> Option<CandidateLink> {
    let (outlet, party) = (drafts[seen].party()?, drafts[told].party()?);
    let reason = format!(
        "{outlet} tells of what was seen or heard where {party} speaks of an attack; whose it was that does not \
         show."
    );
    Some(link(seen, told, Relation::ConsistentWith, reason, 50, "traces_of_what_is_told"))
}

fn link(
    from: usize,
    to: usize,
    relation: Relation,
    reason: String,
    confidence: u8,
    rule: &'static str,
) -> CandidateLink {
    CandidateLink {
        from,
        to,
        relation,
        basis: Basis::Inferred,
        cue: None,
        reason,
        confidence,
        rule,
    }
}
