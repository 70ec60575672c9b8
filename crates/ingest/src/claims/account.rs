//! What the rule about contradictions looks at of one claim: drawn from a draft while a page is read, or
//! from a claim that is recorded. One shape, so that both are judged alike.

use std::collections::BTreeSet;

use counterclaim_model::{AboutRole, ActorKind, Attribution, Form, Modality};

use super::compose::Composer;
use super::draft::Draft;
use super::likeness::{Wordset, content_words};
use super::modality::{calls_wrong, is_negated, names_wrongdoing};
use super::names::Names;
use super::tokens::{Token, tokens};
use crate::{RecordedClaim, Span, Text};

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
    /// What its figures measure.
    pub(super) measures: Vec<String>,
    /// Its content words.
    pub(super) words: Wordset,
    /// The states an act is directed at.
    pub(super) targets: BTreeSet<String>,
    /// Whether it calls a statement wrong.
    pub(super) calls_wrong: bool,
    /// Whether it says that there is no evidence.
    misses_evidence: bool,
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
            measures: claim.figures.iter().map(|figure| figure.measure.clone()).collect(),
        };
        let words = composer.words(&claim.content);
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
            measures: claim.measures.clone(),
        };
        let words = words_of(&claim.words);
        let mut account = Self::new(recorded, is_negated(&words), &words, names);
        account.words.extend(&content_words(&words_of(&claim.mentions), names));
        account
    }

    fn new(claim: Recorded<'_>, is_negated: bool, words: &[Token], names: &Names) -> Self {
        let has = |any: &[&str]| words.iter().any(|token| token.is_any(any));
        let tells = has(&["you", "cannot"]) && names_wrongdoing(words) || has(&["actions"]);
        Self {
            party: claim.party.map(str::to_owned),
            kind: claim.kind,
            modality: claim.modality,
            form: claim.form,
            attribution: claim.attribution,
            is_negative: is_negated && !tells,
            words: content_words(words, names),
            targets: targets(&claim, words, names),
            calls_wrong: calls_wrong(words),
            misses_evidence: is_negated && has(&["evidence", "proof", "information"]),
            about: claim.about,
            measures: claim.measures,
        }
    }

    pub(super) fn party(&self) -> Option<&str> {
        self.party.as_deref()
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
        self.misses_evidence && self.speaks_of(other)
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
    measures: Vec<String>,
}

/// Returns the words of pieces of text, as they follow each other.
pub(super) fn words_of(pieces: &[String]) -> Vec<Token> {
    let text = Text::new(pieces.join("\n"));
    tokens(&text, Span::new(0, text.len()))
}

/// Returns the parties and places an act is directed at: all that is named, without the speaker's own
/// party in a denial, and without the accused and the speaker as subject elsewhere.
fn targets(claim: &Recorded<'_>, words: &[Token], names: &Names) -> BTreeSet<String> {
    let accused = claim.about.iter().filter(|(_, role)| *role == AboutRole::Accused);
    let accused: BTreeSet<&str> = accused.map(|(party, _)| party.as_str()).collect();
    let denies = claim.modality == Modality::Denies;
    names
        .in_tokens(words)
        .into_iter()
        .filter(|name| name.actor.kind == ActorKind::State)
        .filter(|name| !(denies && Some(name.actor.party()) == claim.party))
        .filter(|name| !accused.contains(name.actor.party()))
        .filter(|name| name.at > 0 || denies)
        .map(|name| name.actor.name.clone())
        .collect()
}
