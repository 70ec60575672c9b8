//! What the rule about contradictions looks at of one claim: drawn from a draft while a page is read, or
//! from a claim that is recorded. One shape, so that both are judged alike.

use std::collections::BTreeSet;

use counterclaim_model::{AboutRole, ActorKind, Attribution, Figure, Form, Modality};

use super::compose::Composer;
use super::draft::Draft;
use super::likeness::{Wordset, content_words};
use super::modality::{calls_wrong, governed, is_negated, names_wrongdoing};
use super::names::{Named, Names};
use super::tokens::{Token, tokens};
use crate::{RecordedClaim, Span, Text};

/// Prepositions before a place.
pub(super) const WHERE: [&str; 8] =
    ["in", "over", "across", "near", "at", "around", "outside", "above"];

/// One claim.
#[derive(Debug)]
pub(super) struct Account {
    /// The party it counts for, if anybody is named.
    pub(super) party: Option<String>,
    /// What the speaker is.
    pub(super) kind: Option<ActorKind>,
    pub(super) modality: Modality,
    pub(super) form: Form,
    pub(super) attribution: Attribution,
    /// Whether it says that something did not happen. "You cannot negotiate and attack us" is negative
    /// by its grammar and still tells of attacks.
    pub(super) is_negative: bool,
    /// The parties it is about.
    pub(super) about: Vec<(String, AboutRole)>,
    /// Its figures.
    pub(super) figures: Vec<Figure>,
    /// Whether a "not" stands in it.
    pub(super) negated: bool,
    /// The words with a capital letter after "in" or its like, in lower case.
    places: BTreeSet<String>,
    /// The content words that a "not" governs.
    pub(super) denied: Wordset,
    /// Its content words and those of its other places.
    pub(super) words: Wordset,
    /// The content words of its own wording, with the speaker's party where it says "we".
    pub(super) saying: Wordset,
    /// The states named in it, by party, with the speaker's where it says "we".
    states: BTreeSet<String>,
    /// The states an act is directed at.
    pub(super) targets: BTreeSet<String>,
    /// Whether it calls a statement wrong.
    pub(super) calls_wrong: bool,
    reserve: Reserve,
}

impl Account {
    pub(super) fn of_draft(composer: &Composer<'_>, draft: &Draft) -> Self {
        let claim = &draft.claim;
        let about = claim.about.iter().map(|(actor, role)| (actor.party().to_owned(), *role));
        let recorded = Recorded {
            party: draft.party(),
            kind: claim.speaker.as_ref().map(|speaker| speaker.kind),
            modality: claim.modality,
            form: claim.form,
            attribution: claim.attribution,
            about: about.collect(),
            figures: claim.figures.clone(),
        };
        // A remainder ("… and cannot be there") speaks of what the clause before it speaks of.
        let words = composer.words(&[draft.continued.as_slice(), &claim.content].concat());
        let account = Self::new(recorded, draft.negated, &words, composer.names);
        // A draft was merged from several places; their words are its own.
        Self { words: draft.words.clone(), ..account }
    }

    pub(super) fn of_recorded(claim: &RecordedClaim, names: &Names) -> Self {
        let recorded = Recorded {
            party: claim.party.as_deref(),
            kind: claim.kind,
            modality: claim.modality,
            form: claim.form,
            attribution: claim.attribution,
            about: claim.about.clone(),
            figures: claim.figures.clone(),
        };
        let words = words_of(&claim.words);
        let mut account = Self::new(recorded, is_negated(&words), &words, names);
        account.words.extend(&content_words(&words_of(&claim.mentions), names));
        account
    }

    fn new(claim: Recorded<'_>, is_negated: bool, words: &[Token], names: &Names) -> Self {
        let has = |any: &[&str]| words.iter().any(|token| token.is_any(any));
        let tells = has(&["you", "cannot"]) && names_wrongdoing(words) || has(&["actions"]);
        let said = content_words(words, names);
        let named: Vec<Named<'_>> = names.in_tokens(words);
        Self {
            party: claim.party.map(str::to_owned),
            kind: claim.kind,
            modality: claim.modality,
            form: claim.form,
            attribution: claim.attribution,
            is_negative: is_negated && !tells,
            negated: is_negated,
            denied: content_words(&governed(words).cloned().collect::<Vec<_>>(), names),
            saying: saying(&claim, words, &said),
            words: said,
            states: states(&claim, words, &named),
            places: places(words),
            targets: targets(&claim, &named),
            calls_wrong: calls_wrong(words),
            reserve: Reserve::of(words, is_negated),
            about: claim.about,
            figures: claim.figures,
        }
    }

    pub(super) fn party(&self) -> Option<&str> {
        self.party.as_deref()
    }

    /// Whether it tells of something that is so or is not, and is no plan, demand or hope.
    pub(super) fn tells(&self) -> bool {
        !self.calls_wrong
            && self.reserve == Reserve::None
            && matches!(self.modality, Modality::Asserts | Modality::Accuses | Modality::Denies)
    }

    /// Whether each names a state that the other does not: then they speak of different things.
    pub(super) fn speaks_of_others_than(&self, other: &Self) -> bool {
        let lacks =
            |one: &Self, other: &Self| one.states.difference(&other.states).next().is_some();
        lacks(self, other) && lacks(other, self)
    }

    /// Whether both name a place in common, or neither names any.
    pub(super) fn is_set_where(&self, other: &Self) -> bool {
        let neither = self.places.is_empty() && other.places.is_empty();
        neither || !self.places.is_disjoint(&other.places)
    }

    /// Whether an outlet speaks.
    pub(super) fn is_outlets(&self) -> bool {
        self.kind == Some(ActorKind::Outlet)
    }

    /// Whether it is about the party of another.
    pub(super) fn speaks_of(&self, other: &Self) -> bool {
        self.about.iter().any(|(party, _)| Some(party.as_str()) == other.party())
    }

    /// Whether it says that the party of another has shown no evidence.
    pub(super) fn misses_evidence_of(&self, other: &Self) -> bool {
        self.reserve == Reserve::NoEvidence && self.speaks_of(other)
    }
}

/// Why a statement tells less than its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reserve {
    None,
    /// It says that there is no evidence.
    NoEvidence,
    /// It is put as a condition or a question ("if he believed …").
    Supposed,
}

impl Reserve {
    fn of(words: &[Token], is_negated: bool) -> Self {
        let has = |any: &[&str]| words.iter().any(|token| token.is_any(any));
        if words.first().is_some_and(|token| token.is_any(&["if", "whether", "unless"])) {
            Self::Supposed
        } else if is_negated && has(&["evidence", "proof", "information"]) {
            Self::NoEvidence
        } else {
            Self::None
        }
    }
}

/// The fields that draft and recorded claim have in common.
struct Recorded<'a> {
    party: Option<&'a str>,
    kind: Option<ActorKind>,
    modality: Modality,
    form: Form,
    attribution: Attribution,
    about: Vec<(String, AboutRole)>,
    figures: Vec<Figure>,
}

/// Returns the words of pieces of text, as they follow each other.
pub(super) fn words_of(pieces: &[String]) -> Vec<Token> {
    let text = Text::new(pieces.join("\n"));
    tokens(&text, Span::new(0, text.len()))
}

/// Whether the speaker says "we" of its own side.
fn speaks_of_itself(words: &[Token]) -> bool {
    words.iter().any(|token| token.is_any(&["we", "our", "us", "we've", "we're"]))
}

fn places(words: &[Token]) -> BTreeSet<String> {
    let named = words.windows(2).filter(|two| two[0].is_any(&WHERE) && two[1].capital);
    let named = named.filter(|two| !super::dating::is_calendar_word(&two[1]));
    named.map(|two| two[1].bare().to_owned()).collect()
}

fn saying(claim: &Recorded<'_>, words: &[Token], said: &Wordset) -> Wordset {
    let mut said = said.clone();
    if let Some(party) = claim.party.filter(|_| speaks_of_itself(words)) {
        said.add_party(party);
    }
    said
}

fn states(claim: &Recorded<'_>, words: &[Token], named: &[Named<'_>]) -> BTreeSet<String> {
    let named = named.iter().filter(|name| name.actor.kind == ActorKind::State);
    let own = claim.party.filter(|_| speaks_of_itself(words)).map(str::to_owned);
    named.map(|name| name.actor.party().to_owned()).chain(own).collect()
}

/// Returns the parties and places an act is directed at: all that is named, without the speaker's own
/// party in a denial, and without the accused and the speaker as subject elsewhere.
fn targets(claim: &Recorded<'_>, named: &[Named<'_>]) -> BTreeSet<String> {
    let accused = claim.about.iter().filter(|(_, role)| *role == AboutRole::Accused);
    let accused: BTreeSet<&str> = accused.map(|(party, _)| party.as_str()).collect();
    let denies = claim.modality == Modality::Denies;
    named
        .iter()
        .filter(|name| name.actor.kind == ActorKind::State)
        .filter(|name| !(denies && Some(name.actor.party()) == claim.party))
        .filter(|name| !accused.contains(name.actor.party()))
        .filter(|name| name.at > 0 || denies)
        .map(|name| name.actor.name.clone())
        .collect()
}
