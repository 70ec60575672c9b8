//! Building the gazetteer: the lines of a file become entries and forms, and what contradicts itself is
//! refused. Called by [`Gazetteer`] for the shipped file and for a case's actors.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use counterclaim_model::ActorKind;

use super::entry::{Entry, Form, Institution, Office, Ownership, Sense, Status};
use super::file::{After, File, InstitutionLine, Is};
use super::fold::{Word, joined, words};
use super::{Gazetteer, GazetteerError};
use crate::hash::Table;

impl Gazetteer {
    pub(super) fn empty() -> Self {
        Self {
            version: 0,
            entries: Vec::new(),
            institutions: Vec::new(),
            offices: Vec::new(),
            unnamed: Vec::new(),
            ambiguous: BTreeSet::new(),
            forms: Table::default(),
            longest: Table::default(),
            spelled: OnceLock::new(),
        }
    }

    pub(super) fn laid_over(
        mut self,
        text: &str,
        basis: Option<&str>,
    ) -> Result<Self, GazetteerError> {
        let file: File =
            toml::from_str(text).map_err(|error| GazetteerError::Syntax(Box::new(error)))?;
        if basis.is_none() {
            self.version = file.version.unwrap_or_default();
        }
        let basis = basis.map_or_else(|| format!("gazetteer@{}", self.version), str::to_owned);
        self.spelled = OnceLock::new();
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
        let at = self.place_for(&entry);
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

    /// Returns the index for an entry; one of the same kind and name makes room with all its forms.
    fn place_for(&mut self, entry: &Entry) -> usize {
        let same = |one: &Entry| one.kind == entry.kind && one.name == entry.name;
        let Some(at) = self.gazetteer.entries.iter().position(same) else {
            return self.gazetteer.entries.len();
        };
        for senses in self.gazetteer.forms.values_mut() {
            senses.retain(|sense| !matches!(sense, Sense::Entry(entry, _) if *entry == at));
        }
        at
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
        let first = key.split(' ').next().unwrap_or_default().to_lowercase();
        let longest = self.gazetteer.longest.entry(first).or_default();
        *longest = key.split(' ').count().max(*longest);
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
