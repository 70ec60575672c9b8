//! The gazetteer itself: the shipped file with a case's own actors laid over it, indexed by folded form.
//! The speakers module tags phrases with it; callers look actors up by any of their names.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use counterclaim_model::ActorKind;

use super::GazetteerError;
use super::entry::{Entry, Form, Institution, Office, Ownership, Sense, Status};
use super::file::{After, File, InstitutionLine, Is};
use super::fold::{Word, words};
use crate::{NamedActor, Principal};

const SHIPPED: &str = include_str!("../../../../data/gazetteer.toml");

/// Names of states, bodies, outlets and offices, and of a case's own actors.
#[derive(Clone, Debug)]
pub struct Gazetteer {
    version: u32,
    entries: Vec<Entry>,
    institutions: Vec<Institution>,
    offices: Vec<Office>,
    unnamed: Vec<String>,
    ambiguous: BTreeSet<String>,
    /// Folded forms and what they may stand for, sorted.
    forms: BTreeMap<String, Vec<Sense>>,
    /// Words in the longest form.
    longest: usize,
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
    /// before it is ignored; more than one result means that the phrase is ambiguous.
    pub fn actors(&self, phrase: &str) -> Vec<NamedActor> {
        let mut words = words(phrase, 0);
        if words.first().is_some_and(|word| matches!(word.lower.as_str(), "the" | "a" | "an")) {
            words.remove(0);
        }
        let mut found: Vec<usize> = self
            .senses(&words)
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

    pub(crate) fn longest(&self) -> usize {
        self.longest
    }

    /// Returns what a run of words may stand for: as written first, else without regard to capitals.
    pub(crate) fn senses(&self, words: &[Word]) -> &[Sense] {
        let lower = joined(words, |word| word.lower.clone());
        let cased = joined(words, Word::cased);
        let found = self.forms.get(&cased).or_else(|| self.forms.get(&lower));
        found.map_or(&[], Vec::as_slice)
    }

    /// Finds an entry by its exact canonical name; states come before bodies of the same name.
    pub(crate) fn entry_named(&self, name: &str) -> Option<usize> {
        self.entries.iter().position(|entry| entry.name == name)
    }

    fn principal_of(&self, entry: usize) -> Option<usize> {
        self.entries[entry].speaks_for.as_deref().and_then(|name| self.entry_named(name))
    }
}

/// Building.
impl Gazetteer {
    fn empty() -> Self {
        Self {
            version: 0,
            entries: Vec::new(),
            institutions: Vec::new(),
            offices: Vec::new(),
            unnamed: Vec::new(),
            ambiguous: BTreeSet::new(),
            forms: BTreeMap::new(),
            longest: 0,
        }
    }

    fn laid_over(mut self, text: &str, basis: Option<&str>) -> Result<Self, GazetteerError> {
        let file: File =
            toml::from_str(text).map_err(|error| GazetteerError::Syntax(Box::new(error)))?;
        if basis.is_none() {
            self.version = file.version.unwrap_or_default();
        }
        let basis = basis.map_or_else(|| format!("gazetteer@{}", self.version), str::to_owned);
        self.ambiguous.extend(file.ambiguous.iter().map(|form| folded(form)));
        let mut fresh = Forms { gazetteer: self, taken: BTreeMap::new() };
        for entry in entries(&file, &basis) {
            fresh.entry(entry)?;
        }
        fresh.lists(&file)?;
        let gazetteer = fresh.gazetteer;
        gazetteer.check(&basis)?;
        Ok(gazetteer)
    }

    fn check(&self, basis: &str) -> Result<(), GazetteerError> {
        for (at, entry) in self.entries.iter().enumerate().filter(|(_, one)| one.basis == basis) {
            let owner = entry.ownership.as_ref().map(|ownership| &ownership.owner);
            for principal in entry.speaks_for.iter().chain(owner) {
                if self.entry_named(principal).is_none() {
                    return Err(GazetteerError::UnknownPrincipal {
                        entry: entry.name.clone(),
                        principal: principal.clone(),
                    });
                }
            }
            if self.principal_of(self.top(at)).is_some() {
                return Err(GazetteerError::Circle { entry: entry.name.clone() });
            }
        }
        Ok(())
    }
}

/// A gazetteer while a file is being laid over it.
struct Forms {
    gazetteer: Gazetteer,
    /// Forms of this file's entries, which take the place of those of earlier files.
    taken: BTreeMap<String, usize>,
}

impl Forms {
    fn entry(&mut self, entry: Entry) -> Result<(), GazetteerError> {
        let same = |one: &Entry| one.kind == entry.kind && one.name == entry.name;
        let at = self.gazetteer.entries.iter().position(same);
        let at = at.unwrap_or(self.gazetteer.entries.len());
        for (form, how) in forms_of(&entry) {
            let key = folded(&form);
            if key.is_empty() {
                return Err(GazetteerError::EmptyName { entry: entry.name });
            }
            self.claim(&key, at, &entry.name)?;
            self.add(key, Sense::Entry(at, how));
        }
        if at == self.gazetteer.entries.len() {
            self.gazetteer.entries.push(entry);
        } else {
            self.gazetteer.entries[at] = entry;
        }
        Ok(())
    }

    /// Takes a form over for an entry of this file, unless another entry of this file has it.
    fn claim(&mut self, key: &str, at: usize, name: &str) -> Result<(), GazetteerError> {
        match self.taken.insert(key.to_owned(), at) {
            None => {
                if let Some(senses) = self.gazetteer.forms.get_mut(key) {
                    senses.retain(|sense| !matches!(sense, Sense::Entry(..)));
                }
                Ok(())
            }
            Some(other) if other == at || self.gazetteer.ambiguous.contains(key) => Ok(()),
            Some(other) => Err(GazetteerError::Ambiguous {
                form: key.to_owned(),
                first: self.gazetteer.entries[other].name.clone(),
                second: name.to_owned(),
            }),
        }
    }

    fn add(&mut self, key: String, sense: Sense) {
        self.gazetteer.longest = self.gazetteer.longest.max(key.split(' ').count());
        let senses = self.gazetteer.forms.entry(key).or_default();
        if let Err(at) = senses.binary_search(&sense) {
            senses.insert(at, sense);
        }
    }

    fn lists(&mut self, file: &File) -> Result<(), GazetteerError> {
        for line in &file.institutions {
            let sense = Sense::Institution(self.gazetteer.institutions.len());
            self.forms(&line.name, &line.forms, sense)?;
            self.gazetteer.institutions.push(institution(line));
        }
        for line in &file.offices {
            let sense = Sense::Office(self.gazetteer.offices.len());
            self.forms(&line.name, &line.forms, sense)?;
            let body = line.body.as_deref().and_then(|name| self.gazetteer.entry_named(name));
            self.gazetteer.offices.push(Office {
                name: line.name.clone(),
                seat: line.of,
                body,
                field: line.field.clone(),
                class: line.class.clone(),
            });
        }
        for line in &file.unnamed {
            let sense = Sense::Unnamed(self.gazetteer.unnamed.len());
            self.forms(&line.name, &line.forms, sense)?;
            self.gazetteer.unnamed.push(line.name.clone());
        }
        for rank in &file.ranks {
            self.forms(rank, &[], Sense::Rank)?;
        }
        Ok(())
    }

    fn forms(&mut self, name: &str, forms: &[String], sense: Sense) -> Result<(), GazetteerError> {
        for form in std::iter::once(name).chain(forms.iter().map(String::as_str)) {
            let key = folded(form);
            if key.is_empty() {
                return Err(GazetteerError::EmptyName { entry: name.to_owned() });
            }
            self.add(key, sense);
        }
        Ok(())
    }
}

fn entries(file: &File, basis: &str) -> Vec<Entry> {
    let plain = |kind, name: &str, aliases: &[String]| Entry {
        name: name.to_owned(),
        kind,
        basis: basis.to_owned(),
        aliases: aliases.to_vec(),
        adjectives: Vec::new(),
        capital: None,
        status: Status::default(),
        speaks_for: None,
        role: None,
        ownership: None,
    };
    let states = file.states.iter().map(|line| Entry {
        adjectives: line.adjectives.clone(),
        capital: line.capital.clone(),
        status: line.status,
        ..plain(ActorKind::State, &line.name, &line.aliases)
    });
    let organisations = file.organisations.iter().map(|line| Entry {
        adjectives: line.adjectives.clone(),
        speaks_for: line.speaks_for.clone(),
        ..plain(ActorKind::Organisation, &line.name, &line.aliases)
    });
    let persons = file.persons.iter().map(|line| Entry {
        speaks_for: line.speaks_for.clone(),
        role: line.role.clone(),
        ..plain(ActorKind::Person, &line.name, &line.aliases)
    });
    let outlets = file.outlets.iter().map(|line| Entry {
        ownership: line.owned_by.clone().map(|owner| Ownership {
            owner,
            from: line.from.clone(),
            until: line.until.clone(),
        }),
        ..plain(ActorKind::Outlet, &line.name, &line.aliases)
    });
    states.chain(organisations).chain(persons).chain(outlets).collect()
}

fn institution(line: &InstitutionLine) -> Institution {
    Institution {
        name: line.name.clone(),
        after_name: line.after == After::Name,
        is_state: line.is == Some(Is::State),
        field: line.of.clone(),
        part: line.part,
        with_president: line.with_president.clone(),
    }
}

fn forms_of(entry: &Entry) -> Vec<(String, Form)> {
    let names = std::iter::once(&entry.name).chain(&entry.aliases);
    let names = names.map(|form| (form.clone(), Form::Name));
    let adjectives = entry.adjectives.iter().map(|form| (form.clone(), Form::Adjective));
    let capital = entry.capital.iter().map(|form| (form.clone(), Form::Capital));
    names.chain(adjectives).chain(capital).collect()
}

fn folded(form: &str) -> String {
    joined(&words(form, 0), Word::cased)
}

fn joined(words: &[Word], key: impl Fn(&Word) -> String) -> String {
    words.iter().map(key).collect::<Vec<_>>().join(" ")
}
