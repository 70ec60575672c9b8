//! Actors named in a stretch of text: states by name, adjective or capital, bodies, and the persons and
//! organisations who speak on the page. Built once per page; `about`, `figures`, `pairing` ask it.

use std::collections::{BTreeSet, HashSet};

use counterclaim_model::ActorKind;

use super::tokens::{Kind, PageTokens, Token};
use crate::gazetteer::{Form, is_acronym, split};
use crate::hash::Table;
use crate::{Gazetteer, NamedActor, Principal, Span, Voices};

/// How a place names an actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Naming {
    /// By name.
    Name,
    /// By adjective ("Ostrevian").
    Adjective,
    /// By its seat of government.
    Capital,
}

/// An actor named somewhere.
#[derive(Clone, Debug)]
pub(super) struct Named<'a> {
    /// The actor.
    pub(super) actor: &'a NamedActor,
    /// Where it is named, without a possessive ending.
    pub(super) span: Span,
    /// Index of the first token.
    pub(super) at: usize,
    /// One past the last token.
    pub(super) end: usize,
    /// How.
    pub(super) naming: Naming,
}

/// Most names kept that begin with the same word, and most actors in all. No page of an outlet has as many,
/// and every word of a page is held against them.
const ALIKE: usize = 64;
const ACTORS: usize = 1_024;

#[derive(Debug)]
struct Entry {
    words: Vec<String>,
    actor: usize,
    naming: Naming,
    /// An abbreviation, which counts only where it is written in capitals: "WHO" is not "Who".
    acronym: bool,
}

/// The names known on one page.
#[derive(Debug, Default)]
pub(super) struct Names {
    actors: Vec<NamedActor>,
    /// Entries by their first word, longest first.
    entries: Table<String, Vec<Entry>>,
}

impl Names {
    /// Collects the gazetteer's forms whose first word stands on the page, and all who speak on it.
    pub(super) fn of(page: &PageTokens<'_>, voices: &[Voices], gazetteer: &Gazetteer) -> Self {
        let speakers = voices.iter().flat_map(|voices| {
            voices.speakers.iter().chain(&voices.candidates).chain(&voices.relayed_by)
        });
        Self::among(page.all(), speakers, gazetteer)
    }

    /// Collects the gazetteer's forms whose first word is among `words`, and these speakers.
    pub(super) fn among<'a>(
        words: &[Token],
        speakers: impl Iterator<Item = &'a NamedActor>,
        gazetteer: &Gazetteer,
    ) -> Self {
        let mut names = Self::default();
        let present: HashSet<&str> = words.iter().filter(|t| t.capital).map(Token::bare).collect();
        let spelled = gazetteer.spelled();
        let begun: BTreeSet<usize> =
            present.iter().flat_map(|word| spelled.beginning(word)).copied().collect();
        for entry in begun {
            names.add_entry(gazetteer, entry, &present);
        }
        speakers.for_each(|actor| names.add_speaker(actor));
        for entries in names.entries.values_mut() {
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.words.len()));
        }
        names
    }

    fn add_entry(&mut self, gazetteer: &Gazetteer, entry: usize, present: &HashSet<&str>) {
        let forms = gazetteer.spelled().forms_of(entry);
        let all = gazetteer.entries();
        let Some(entry) = all.get(entry) else { return };
        let principal = entry.speaks_for.as_deref();
        let principal =
            principal.and_then(|name| all.iter().rev().find(|other| other.name == name));
        let principals = principal.map(|of| Principal {
            name: of.name.clone(),
            kind: of.kind,
            basis: of.basis.clone(),
        });
        let actor = self.actors.len();
        self.actors.push(NamedActor {
            name: entry.name.clone(),
            kind: entry.kind,
            role: entry.role.clone(),
            basis: entry.basis.clone(),
            principals: principals.into_iter().collect(),
        });
        for spelling in forms {
            if spelling.words.first().is_some_and(|first| present.contains(first.as_str())) {
                let naming = match spelling.form {
                    Form::Name => Naming::Name,
                    Form::Adjective => Naming::Adjective,
                    Form::Capital => Naming::Capital,
                };
                self.add(spelling.words.clone(), actor, naming, spelling.acronym);
            }
        }
    }

    /// Adds a state that a case knows and the gazetteer may not: by its name and what else it is called.
    pub(super) fn add_state(&mut self, name: &str, aliases: &[String]) {
        if self.actors.iter().any(|other| other.name == name) {
            return;
        }
        let actor = self.actors.len();
        self.actors.push(NamedActor {
            name: name.to_owned(),
            kind: ActorKind::State,
            role: None,
            basis: "recorded".to_owned(),
            principals: Vec::new(),
        });
        for form in std::iter::once(name).chain(aliases.iter().map(String::as_str)) {
            self.add(split(form), actor, Naming::Name, is_acronym(form));
        }
        for entries in self.entries.values_mut() {
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.words.len()));
        }
    }

    fn add_speaker(&mut self, actor: &NamedActor) {
        let named = matches!(actor.kind, ActorKind::Person | ActorKind::Organisation);
        if self.actors.len() >= ACTORS {
            return;
        }
        let words = split(&actor.name);
        let known = self.actors.iter().any(|other| other.name == actor.name);
        if !named || known || words.is_empty() || actor.name.starts_with("unnamed") {
            return;
        }
        let index = self.actors.len();
        self.actors.push(actor.clone());
        if actor.kind == ActorKind::Person && words.len() > 1 {
            let surname = words[words.len() - 1..].to_vec();
            self.add(surname, index, Naming::Name, false);
        }
        self.add(words, index, Naming::Name, is_acronym(&actor.name));
    }

    fn add(&mut self, words: Vec<String>, actor: usize, naming: Naming, acronym: bool) {
        if let Some(first) = words.first() {
            let entries = self.entries.entry(first.clone()).or_default();
            if entries.len() < ALIKE && !entries.iter().any(|entry| entry.words == words) {
                entries.push(Entry { words, actor, naming, acronym });
            }
        }
    }

    /// Returns who is named in `tokens`, in text order, the longest name where several fit.
    pub(super) fn in_tokens(&self, tokens: &[Token]) -> Vec<Named<'_>> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            match self.at(tokens, at) {
                Some((entry, end)) => {
                    let last = &tokens[end - 1];
                    let cut = (last.word.len() - last.bare().len()) as u32;
                    let span = Span::new(tokens[at].span.start, last.span.end.saturating_sub(cut));
                    let actor = &self.actors[entry.actor];
                    found.push(Named { actor, span, at, end, naming: entry.naming });
                    at = end;
                }
                None => at += 1,
            }
        }
        found
    }

    fn at(&self, tokens: &[Token], at: usize) -> Option<(&Entry, usize)> {
        let first = tokens.get(at).filter(|t| t.capital)?;
        let entries = self.entries.get(first.bare()).or_else(|| {
            (first.bare().len() < first.word.len())
                .then(|| self.entries.get(&*first.word))
                .flatten()
        })?;
        let fits = |entry: &&Entry| first.acronym || !entry.acronym;
        entries
            .iter()
            .filter(fits)
            .find_map(|entry| Some((entry, matched(&entry.words, tokens, at)?)))
    }

    /// Returns the party that a word stands for, if it is one ("Carvel" is "Ostrevia").
    pub(super) fn party_of(&self, token: &Token) -> Option<&str> {
        let (entry, _) = self.at(std::slice::from_ref(token), 0)?;
        Some(self.actors[entry.actor].party())
    }
}

/// Returns where the name ends if it stands at `at`; hyphens between its words are passed over.
fn matched(words: &[String], tokens: &[Token], at: usize) -> Option<usize> {
    let mut here = at;
    for (nth, word) in words.iter().enumerate() {
        if nth > 0 && tokens.get(here).is_some_and(Token::is_dash) {
            here += 1;
        }
        let token = tokens.get(here).filter(|t| t.kind != Kind::Mark)?;
        if *token.word != **word && (nth + 1 < words.len() || token.bare() != word) {
            return None;
        }
        here += 1;
    }
    Some(here)
}
