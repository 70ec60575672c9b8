//! The gazetteer itself: the shipped file with a case's own actors laid over it, indexed by folded form.
//! The speakers module tags phrases with it; callers look actors up by any of their names.

use std::collections::BTreeSet;
use std::sync::{LazyLock, OnceLock};

use counterclaim_model::ActorKind;

use super::GazetteerError;
use super::entry::{Entry, Institution, Office, Sense};
use super::fold::{Word, joined, words};
use super::spelled::Spelled;
use crate::hash::Table;
use crate::{NamedActor, Principal};

const SHIPPED: &str = include_str!("../../../../data/gazetteer.toml");

/// Names of states, bodies, outlets and offices, and of a case's own actors.
#[derive(Clone, Debug)]
pub struct Gazetteer {
    pub(super) version: u32,
    pub(super) entries: Vec<Entry>,
    pub(super) institutions: Vec<Institution>,
    pub(super) offices: Vec<Office>,
    pub(super) unnamed: Vec<String>,
    pub(super) ambiguous: BTreeSet<String>,
    /// Folded forms and what they may stand for.
    pub(super) forms: Table<String, Vec<Sense>>,
    /// Words in the longest form that begins with a word: most words begin none, and are looked up once.
    pub(super) longest: Table<String, usize>,
    /// The entries as the words of a page are held against them, once they are asked for.
    pub(super) spelled: OnceLock<Spelled>,
}

impl Gazetteer {
    /// Returns the gazetteer that ships with the program. It is read once.
    pub fn shipped() -> &'static Self {
        static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
            Gazetteer::empty()
                .laid_over(SHIPPED, None)
                .expect("the shipped gazetteer is read by a test of this crate")
        });
        &GAZETTEER
    }

    /// Returns its entries as the words of a page are held against them.
    pub(crate) fn spelled(&self) -> &Spelled {
        self.spelled.get_or_init(|| Spelled::of(&self.entries))
    }

    /// Returns this gazetteer with a case's own actors file laid over it. Entries of the case have the
    /// basis `case`, replace shipped entries of the same kind and name, and take over forms they share with others.
    ///
    /// Fails if the file has not the documented shape, names somebody emptily, names a principal
    /// nobody knows, or lets two of its entries share a form without declaring it ambiguous.
    pub fn with_actors(&self, actors: &str) -> Result<Self, GazetteerError> {
        self.clone().laid_over(actors, Some("case"))
    }

    /// Returns the version that the basis of shipped entries carries.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Returns all entries: states, organisations, persons, outlets; shipped ones first, as in the files.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Returns every actor that `phrase` may name, by name, alias, adjective or capital. An article
    /// that is no part of it is ignored; more than one result means that the phrase is ambiguous.
    pub fn actors(&self, phrase: &str) -> Vec<NamedActor> {
        let words = words(phrase, 0);
        let article = |word: &Word| matches!(word.lower.as_str(), "the" | "a" | "an");
        let whole = self.senses(&words);
        let senses = match words.split_first() {
            Some((first, rest)) if whole.is_empty() && article(first) => self.senses(rest),
            _ => whole,
        };
        let mut found: Vec<usize> = senses
            .iter()
            .filter_map(|sense| match *sense {
                Sense::Entry(entry, _) => Some(entry),
                Sense::Institution(_) | Sense::Office(_) | Sense::Unnamed(_) | Sense::Rank => None,
            })
            .collect();
        found.dedup();
        found.into_iter().map(|entry| self.actor(entry)).collect()
    }

    /// Returns the outlet called `name`, if there is exactly one.
    pub fn outlet(&self, name: &str) -> Option<&Entry> {
        let words = words(name, 0);
        let mut outlets = self.senses(&words).iter().filter_map(|sense| match *sense {
            Sense::Entry(entry, _) => {
                Some(&self.entries[entry]).filter(|entry| entry.kind == ActorKind::Outlet)
            }
            Sense::Institution(_) | Sense::Office(_) | Sense::Unnamed(_) | Sense::Rank => None,
        });
        outlets.next().filter(|_| outlets.next().is_none())
    }

    /// Returns an entry as an actor with all its principals.
    pub(crate) fn actor(&self, entry: usize) -> NamedActor {
        let it = &self.entries[entry];
        NamedActor {
            name: it.name.clone(),
            kind: it.kind,
            role: it.role.clone(),
            basis: it.basis.clone(),
            principals: self.principals(entry),
        }
    }

    /// Returns those an entry speaks for, nearest first.
    pub(crate) fn principals(&self, entry: usize) -> Vec<Principal> {
        let mut chain = Vec::new();
        let mut at = self.principal_of(entry);
        while let Some(next) = at
            && chain.len() < self.entries.len()
        {
            chain.push(self.principal(next));
            at = self.principal_of(next);
        }
        chain
    }

    /// Returns an entry as a principal.
    pub(crate) fn principal(&self, entry: usize) -> Principal {
        let it = &self.entries[entry];
        Principal { name: it.name.clone(), kind: it.kind, basis: it.basis.clone() }
    }

    /// Returns the state or body an entry ends up speaking for: itself, or its last principal.
    pub(crate) fn top(&self, entry: usize) -> usize {
        let mut at = entry;
        for _ in 0..self.entries.len() {
            match self.principal_of(at) {
                Some(next) => at = next,
                None => break,
            }
        }
        at
    }

    pub(crate) fn entry(&self, entry: usize) -> &Entry {
        &self.entries[entry]
    }

    pub(crate) fn institution(&self, institution: usize) -> &Institution {
        &self.institutions[institution]
    }

    /// Returns the ministry of a field.
    pub(crate) fn ministry_of(&self, field: &str) -> Option<usize> {
        self.institutions.iter().position(|one| one.field.as_deref() == Some(field))
    }

    pub(crate) fn office(&self, office: usize) -> &Office {
        &self.offices[office]
    }

    pub(crate) fn unnamed(&self, unnamed: usize) -> &str {
        &self.unnamed[unnamed]
    }

    /// Returns the number of words in the longest form that begins with `first`; 1 if none does, since a
    /// plural may still stand for its singular.
    pub(crate) fn longest_from(&self, first: &Word) -> usize {
        self.longest.get(&first.lower).copied().unwrap_or(1)
    }

    /// Returns what a run of words may stand for: as written first, else without regard to capitals.
    pub(crate) fn senses(&self, words: &[Word]) -> &[Sense] {
        // Every word of a page is asked for, and nearly all are alone and no abbreviation: no copy is made.
        let acronym = words.iter().any(|word| word.acronym);
        let cased = acronym.then(|| self.forms.get(&joined(words, Word::cased))).flatten();
        let found = cased.or_else(|| match words {
            [alone] => self.forms.get(&alone.lower),
            several => self.forms.get(&joined(several, |word| word.lower.clone())),
        });
        found.map_or(&[], Vec::as_slice)
    }

    /// Finds an entry by its exact canonical name; states come before bodies of the same name.
    pub(crate) fn entry_named(&self, name: &str) -> Option<usize> {
        self.entries.iter().position(|entry| entry.name == name)
    }

    pub(super) fn principal_of(&self, entry: usize) -> Option<usize> {
        self.entries[entry].speaks_for.as_deref().and_then(|name| self.entry_named(name))
    }
}
