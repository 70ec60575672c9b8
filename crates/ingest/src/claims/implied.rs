//! What somebody denies, confirms or denounces may be known from nothing else: "refuted media reports
//! saying that …". This file finds such phrases and whom they name; `stated` makes claims and links.

use counterclaim_model::ActorKind;

use super::acts::Act;
use super::modality::calls_wrong;
use super::names::Names;
use super::tokens::{PageTokens, Token, cover, find_sequence};
use crate::{NamedActor, Principal, Span, Text};

/// Nouns that stand for somebody's statement.
const STATEMENTS: [&str; 24] = [
    "report",
    "reports",
    "claim",
    "claims",
    "allegation",
    "allegations",
    "accusation",
    "accusations",
    "rumour",
    "rumours",
    "rumor",
    "rumors",
    "statement",
    "statements",
    "assertion",
    "assertions",
    "charge",
    "charges",
    "information",
    "speculation",
    "suggestion",
    "suggestions",
    "ruling",
    "insinuations",
];
/// Nouns that stand for somebody's demand.
const DEMANDS: [&str; 8] =
    ["call", "calls", "demand", "demands", "request", "appeal", "ultimatum", "proposal"];
const CARRIERS: [&str; 11] = [
    "saying",
    "claiming",
    "alleging",
    "stating",
    "suggesting",
    "asserting",
    "implying",
    "accusing",
    "implicating",
    "blaming",
    "showing",
];
const VERDICTS: [&str; 14] = [
    "unfounded",
    "baseless",
    "groundless",
    "false",
    "untrue",
    "fake",
    "absurd",
    "fabricated",
    "unsubstantiated",
    "nonsense",
    "lies",
    "ridiculous",
    "disinformation",
    "provocation",
];

/// What the phrase stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A statement: it can be denied or confirmed.
    Statement,
    /// A demand: it can be rejected.
    Demand,
}

/// A statement of somebody else that a proposition answers.
#[derive(Clone, Debug)]
pub(super) struct Alleged {
    /// The words that tell of it.
    pub(super) content: Span,
    /// Who is said to have said it; absent if nobody is named.
    pub(super) speaker: Option<NamedActor>,
    /// Where that is said.
    pub(super) source: Option<Span>,
    /// Statement or demand.
    pub(super) kind: Kind,
    /// Whether the words are a whole clause.
    pub(super) clause: bool,
    /// The page's words for the answer ("refuted").
    pub(super) cue: String,
    /// Whether it is confirmed instead of denied.
    pub(super) confirmed: bool,
}

/// Returns what a proposition with `words` answers, given its cue.
pub(super) fn alleged(
    page: &PageTokens<'_>,
    names: &Names,
    act: Act,
    cue: &str,
    words: &[Token],
) -> Vec<Alleged> {
    let finder = Finder { page, text: page.text(), names, words };
    let mut found = Vec::new();
    if matches!(act, Act::Deny | Act::Condemn | Act::Confirm) {
        found.extend(finder.reported(0, words.len(), cue, act == Act::Confirm));
    } else if calls_wrong(words) {
        found.extend(finder.called_wrong(cue));
    }
    found.extend(finder.dismissed_in_passing());
    found
}

struct Finder<'a> {
    page: &'a PageTokens<'a>,
    text: &'a Text,
    names: &'a Names,
    words: &'a [Token],
}

impl Finder<'_> {
    /// "media reports saying that …", "Claims That …", "the call of X for …".
    fn reported(&self, from: usize, to: usize, cue: &str, confirmed: bool) -> Option<Alleged> {
        let words = &self.words[from..to];
        let reach = words.len().min(9);
        let noun =
            words[..reach].iter().position(|t| t.is_any(&STATEMENTS) || t.is_any(&DEMANDS))?;
        // A verb or clause before the noun means that the noun is not the head of what is denied.
        if words[..noun]
            .iter()
            .any(|t| t.is_any(&["that", "to", "is", "are", "was", "were", "had"]))
        {
            return None;
        }
        let kind = if words[noun].is_any(&DEMANDS) { Kind::Demand } else { Kind::Statement };
        let (speaker, source, rest) = self.whose(words, noun);
        let (start, clause) = complement(words, rest);
        let end = without_verdict(words, start);
        let content = cover(words.get(start..end)?).or_else(|| cover(&words[..end]))?;
        let content = super::trimming::trim_statement(self.page, content);
        let cue = cue.to_owned();
        Some(Alleged { content, speaker, source, kind, clause, cue, confirmed })
    }

    /// "Claims that S are total nonsense."
    fn called_wrong(&self, cue: &str) -> Option<Alleged> {
        let copula = (1..self.words.len()).rev().find(|at| {
            self.words[*at].is_any(&["is", "are", "was", "were", "does", "do", "did"])
                && calls_wrong(&self.words[*at..])
        })?;
        let cue = cover(&self.words[copula..])
            .map_or_else(|| cue.to_owned(), |span| self.text.slice(span).to_owned());
        self.reported(0, copula, &cue, false)
    }

    /// "Ostrevia's unfounded claims": dismissed in passing, within another statement.
    fn dismissed_in_passing(&self) -> Option<Alleged> {
        let words = self.words;
        let at = (1..words.len().saturating_sub(1))
            .find(|at| words[*at].is_any(&VERDICTS) && words[at + 1].is_any(&STATEMENTS))?;
        let named = self.names.in_tokens(words);
        let owner = named.iter().rev().find(|name| name.end == at)?;
        let end = (at + 2..words.len())
            .find(|end| words[*end].is_any(&[",", ";", "without", "and", "but", "which"]))
            .unwrap_or(words.len());
        Some(Alleged {
            content: cover(&words[owner.at..end])?,
            speaker: Some(owner.actor.clone()),
            source: Some(owner.span),
            kind: Kind::Statement,
            clause: false,
            cue: words[at].word.to_string(),
            confirmed: false,
        })
    }

    /// Returns who is named as the author of the noun, where, and where the rest begins.
    fn whose(&self, words: &[Token], noun: usize) -> (Option<NamedActor>, Option<Span>, usize) {
        let after = words.get(noun + 1);
        if after.is_some_and(|t| t.is_any(&["by", "from", "of"]))
            && let Some((actor, span, end)) = author(self.text, self.names, words, noun + 2)
        {
            return (Some(actor), Some(span), end);
        }
        let before = self.names.in_tokens(&words[..noun]);
        if let Some(name) = before.first() {
            return (Some(name.actor.clone()), Some(name.span), noun + 1);
        }
        let media = words[..noun].iter().any(|t| t.is_any(&["media", "press", "news"]))
            || words[noun].is_any(&["report", "reports"]);
        let source = cover(&words[..=noun]).filter(|_| media);
        (media.then(unnamed_media), source, noun + 1)
    }
}

/// Returns the actor named at `start`, the span of the phrase, and where it ends.
pub(super) fn author(
    text: &Text,
    names: &Names,
    words: &[Token],
    start: usize,
) -> Option<(NamedActor, Span, usize)> {
    let start = start + usize::from(words.get(start)?.is("the"));
    let stops = [
        "for", "that", "about", "on", "to", "saying", "which", "who", "in", "of", ",", "when",
        "and", "(", "-", "was", "were", "is", "are",
    ];
    let end = (start..words.len().min(start + 8))
        .find(|at| {
            (words[*at].is_any(&stops)
                || (words[*at].kind == super::tokens::Kind::Mark && !words[*at].is_dash()))
                && *at > start
                && !inside_name(names, words, start, *at)
        })
        .unwrap_or(words.len().min(start + 8));
    let phrase = words.get(start..end).filter(|phrase| !phrase.is_empty())?;
    let span = cover(phrase)?;
    let named = names.in_tokens(phrase);
    let name = named.first()?;
    let end = past_abbreviation(words, end);
    if name.at == 0 && name.end == phrase.len() {
        return Some((name.actor.clone(), span, end));
    }
    let party = name.actor.party().to_owned();
    let actor = NamedActor {
        name: text.slice(span).to_owned(),
        kind: ActorKind::Organisation,
        role: None,
        basis: "page".to_owned(),
        principals: vec![Principal {
            name: party,
            kind: name.actor.kind,
            basis: name.actor.basis.clone(),
        }],
    };
    Some((actor, span, end))
}

fn inside_name(names: &Names, words: &[Token], start: usize, at: usize) -> bool {
    names
        .in_tokens(&words[start..])
        .iter()
        .any(|name| name.at + start < at && at < name.end + start)
}

/// Skips "(ECHR)" after a name.
fn past_abbreviation(words: &[Token], at: usize) -> usize {
    let bracket = words.get(at).is_some_and(|t| t.is("("));
    if bracket && words.get(at + 2).is_some_and(|t| t.is(")")) { at + 3 } else { at }
}

/// Returns where the content begins after the noun, and whether it is a clause.
fn complement(words: &[Token], rest: usize) -> (usize, bool) {
    let Some(first) = words.get(rest) else { return (0, false) };
    let that = words.get(rest + 1).is_some_and(|t| t.is("that"));
    match first.word.as_ref() {
        "that" => (rest + 1, true),
        "about" | "on" | "of" | "over" | "regarding" | "concerning" | "for" => (rest + 1, false),
        word if CARRIERS.contains(&word) && that => (rest + 2, true),
        word if CARRIERS.contains(&word) => (rest, false),
        _ => {
            let about = find_sequence(words, rest, &["about"]).filter(|at| *at < rest + 6);
            about.map_or((0, false), |at| (at + 1, false))
        }
    }
}

/// Returns where the content ends if a verdict follows it ("as Fake").
fn without_verdict(words: &[Token], start: usize) -> usize {
    (start + 1..words.len())
        .find(|at| words[*at].is("as") && words[*at..].iter().take(4).any(|t| t.is_any(&VERDICTS)))
        .unwrap_or(words.len())
}

fn unnamed_media() -> NamedActor {
    NamedActor {
        name: "unnamed media".to_owned(),
        kind: ActorKind::Unnamed,
        role: None,
        basis: "page".to_owned(),
        principals: Vec::new(),
    }
}
