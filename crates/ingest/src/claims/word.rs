//! A folded word with what is found out about it once and asked of it often: its stem, and which of the
//! closed lists of this module it stands in.

use std::cell::OnceCell;
use std::fmt;
use std::ops::Deref;
use std::rc::Rc;
use std::sync::LazyLock;

use super::likeness::{STOPWORDS, stem};
use super::{clauses, measures, modality, numbers};
use crate::hash::Table;

/// The lists a word stands in, one bit each.
pub(super) type Classes = u16;

/// Forms of be, have, do and modals.
pub(super) const AUXILIARY: Classes = 1;
/// Words that say nothing of what a statement is about, possessive endings left out.
pub(super) const STOP: Classes = 1 << 1;
/// Words a number may begin with.
pub(super) const NUMBER: Classes = 1 << 2;
/// "not" and its like.
pub(super) const NEGATION: Classes = 1 << 3;
/// Words a measure may begin with.
pub(super) const MEASURE: Classes = 1 << 4;
/// Words that a phrase may begin with by which a statement is called wrong.
pub(super) const WRONG: Classes = 1 << 5;
/// Stems of conduct that a party is blamed for.
pub(super) const WRONGDOING: Classes = 1 << 6;
/// Stems of conduct so grave that naming an agent is an accusation.
pub(super) const GRAVE: Classes = 1 << 7;
/// Pronouns that a clause may begin with.
pub(super) const PRONOUN: Classes = 1 << 8;
/// Past tenses without "-ed".
pub(super) const IRREGULAR: Classes = 1 << 9;

/// A word in lower case. Copies share what is known of it.
#[derive(Clone)]
pub(super) struct Word(Rc<Known>);

struct Known {
    text: Rc<str>,
    /// Length without a possessive ending.
    bare: usize,
    stem: OnceCell<Rc<str>>,
    classes: OnceCell<Classes>,
}

impl Word {
    /// Takes a folded word.
    pub(super) fn new(word: &str) -> Self {
        let bare =
            word.strip_suffix("'s").or_else(|| word.strip_suffix('\'')).unwrap_or(word).len();
        let text = word.into();
        Self(Rc::new(Known { text, bare, stem: OnceCell::new(), classes: OnceCell::new() }))
    }

    /// Returns its letters.
    pub(super) fn text(&self) -> &Rc<str> {
        &self.0.text
    }

    /// Returns it without a possessive ending.
    pub(super) fn bare(&self) -> &str {
        &self.0.text[..self.0.bare]
    }

    /// Returns the stem of the word without a possessive ending.
    pub(super) fn stem(&self) -> &Rc<str> {
        self.0.stem.get_or_init(|| stem(self.bare()).into())
    }

    /// Returns the lists it stands in.
    pub(super) fn classes(&self) -> Classes {
        *self.0.classes.get_or_init(|| {
            let of =
                |table: &Table<&str, Classes>, word: &str| table.get(word).copied().unwrap_or(0);
            of(&WORDS, self) & !STOP | of(&WORDS, self.bare()) & STOP | of(&STEMS, self.stem())
        })
    }
}

static WORDS: LazyLock<Table<&'static str, Classes>> = LazyLock::new(|| {
    let mut table = Table::default();
    let mut add = |class: Classes, word: &'static str| *table.entry(word).or_default() |= class;
    clauses::AUXILIARIES.iter().for_each(|word| add(AUXILIARY, word));
    clauses::PRONOUNS.iter().for_each(|word| add(PRONOUN, word));
    clauses::IRREGULAR.iter().for_each(|word| add(IRREGULAR, word));
    STOPWORDS.iter().for_each(|word| add(STOP, word));
    modality::NEGATIONS.iter().for_each(|word| add(NEGATION, word));
    modality::WRONG.iter().filter_map(|phrase| phrase.first()).for_each(|word| add(WRONG, word));
    numbers::beginnings().for_each(|word| add(NUMBER, word));
    measures::beginnings().for_each(|word| add(MEASURE, word));
    table
});

static STEMS: LazyLock<Table<&'static str, Classes>> = LazyLock::new(|| {
    let mut table = Table::default();
    let mut add = |class: Classes, word: &'static str| *table.entry(word).or_default() |= class;
    modality::WRONGDOING.iter().for_each(|word| add(WRONGDOING, word));
    modality::GRAVE.iter().for_each(|word| add(GRAVE, word));
    table
});

impl Deref for Word {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0.text
    }
}

impl AsRef<str> for Word {
    fn as_ref(&self) -> &str {
        self
    }
}

impl PartialEq for Word {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0) || **self == **other
    }
}

impl Eq for Word {}

impl fmt::Debug for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}
