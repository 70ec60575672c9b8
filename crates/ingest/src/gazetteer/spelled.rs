//! The entries of a gazetteer cut into words, so that no page does it again.

use counterclaim_model::ActorKind;

use super::entry::{Entry, Form};
use super::fold::words;
use crate::hash::Table;

/// A form of an entry's name.
#[derive(Clone, Debug)]
pub(crate) struct Spelling {
    /// Its words in lower case, never none.
    pub(crate) words: Vec<String>,
    /// How it names the entry.
    pub(crate) form: Form,
    /// Whether it is one word of capitals.
    pub(crate) acronym: bool,
}

/// The entries, as the words of a page are held against them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spelled {
    /// The forms of each entry, in the order name, aliases, adjectives, capital.
    forms: Vec<Vec<Spelling>>,
    /// Entries with a form that begins with a word, in the order of the entries.
    first: Table<String, Vec<usize>>,
    /// The first state with each capital, by folded name.
    capitals: Table<String, usize>,
    /// Persons with the words of their folded names.
    persons: Vec<(usize, Vec<String>)>,
}

impl Spelled {
    pub(super) fn of(entries: &[Entry]) -> Self {
        let mut spelled = Self::default();
        for (at, entry) in entries.iter().enumerate() {
            let forms = forms(entry);
            for form in &forms {
                let first = form.words.first().cloned().unwrap_or_default();
                let here = spelled.first.entry(first).or_default();
                if here.last() != Some(&at) {
                    here.push(at);
                }
            }
            spelled.forms.push(forms);
            if let Some(capital) = &entry.capital {
                spelled.capitals.entry(folded(capital)).or_insert(at);
            }
            if entry.kind == ActorKind::Person {
                let name = folded(&entry.name).split(' ').map(str::to_owned).collect();
                spelled.persons.push((at, name));
            }
        }
        spelled
    }

    /// Returns the entries with a form that begins with `word`.
    pub(crate) fn beginning(&self, word: &str) -> &[usize] {
        self.first.get(word).map_or(&[], Vec::as_slice)
    }

    /// Returns the forms of an entry.
    pub(crate) fn forms_of(&self, entry: usize) -> &[Spelling] {
        self.forms.get(entry).map_or(&[], Vec::as_slice)
    }

    /// Returns the state whose capital has this folded name.
    pub(crate) fn capital(&self, name: &str) -> Option<usize> {
        self.capitals.get(name).copied()
    }

    /// Returns the persons with the words of their folded names, in the order of the entries.
    pub(crate) fn persons(&self) -> &[(usize, Vec<String>)] {
        &self.persons
    }
}

fn forms(entry: &Entry) -> Vec<Spelling> {
    let names = std::iter::once(&entry.name).chain(&entry.aliases).map(|form| (form, Form::Name));
    let adjectives = entry.adjectives.iter().map(|form| (form, Form::Adjective));
    let capital = entry.capital.iter().map(|form| (form, Form::Capital));
    let all = names.chain(adjectives).chain(capital);
    let spelt =
        all.map(|(name, form)| Spelling { words: split(name), form, acronym: is_acronym(name) });
    spelt.filter(|spelling| !spelling.words.is_empty()).collect()
}

/// Returns the words of a name in lower case, without the hyphens between them.
pub(crate) fn split(name: &str) -> Vec<String> {
    name.split([' ', '-']).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Returns whether a form is one word of capitals.
pub(crate) fn is_acronym(form: &str) -> bool {
    form.len() > 1 && form.chars().all(|c| c.is_uppercase() || c == '.')
}

fn folded(name: &str) -> String {
    let words = words(name, 0);
    words.iter().map(|word| word.lower.as_str()).collect::<Vec<_>>().join(" ")
}
