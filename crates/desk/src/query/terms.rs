//! A query: terms, and its text. All terms must fit; of several with one key, one is enough.

use std::fmt;
use std::str::FromStr;

use super::error::QueryError;
use super::key::Key;
use super::parse;
use super::term::Term;

/// What to look for among claims.
///
/// ```
/// use counterclaim_desk::query::{Key, Query, Term};
///
/// let query = Query::parse("harbour party:Valdoria -status:proposed")?;
/// assert_eq!(query.to_string(), "harbour party:Valdoria -status:proposed");
/// let also = query.with(Term::of(Key::Party, "Ostrevia")?);
/// assert_eq!(also.to_string(), "harbour party:Valdoria -status:proposed party:Ostrevia");
/// # Ok::<_, counterclaim_desk::query::QueryError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Query {
    terms: Vec<Term>,
}

impl Query {
    /// Reads a query. Words must all occur; `"words in a row"` in this order; `word*` begins so; `key:value`
    /// or `key:"value"`; a minus before any of them leaves out what fits. Nothing is everything.
    ///
    /// # Errors
    /// What is wrong, where, and the known word nearest to it.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        parse::parse(text)
    }

    /// Returns the terms, in order, each once.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Returns whether it is without terms: everything fits.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Returns whether this term is in it.
    pub fn has(&self, term: &Term) -> bool {
        self.terms.contains(term)
    }

    /// Returns the values of a key, without those to be left out.
    pub fn values(&self, key: Key) -> impl Iterator<Item = &str> {
        let wanted = self.terms.iter().filter(|term| !term.is_not());
        wanted.filter_map(move |term| term.keyed().filter(|(own, _)| *own == key)).map(|(_, v)| v)
    }

    /// Returns the query with one more term; the same, if it is in it.
    #[must_use]
    pub fn with(&self, term: Term) -> Self {
        let mut more = self.clone();
        more.push(term);
        more
    }

    /// Returns the query without a term.
    #[must_use]
    pub fn without(&self, term: &Term) -> Self {
        Self { terms: self.terms.iter().filter(|own| *own != term).cloned().collect() }
    }

    /// Returns the query without the terms of a key, those that leave out included.
    #[must_use]
    pub fn without_key(&self, key: Key) -> Self {
        let is_other = |term: &&Term| term.keyed().is_none_or(|(own, _)| own != key);
        Self { terms: self.terms.iter().filter(is_other).cloned().collect() }
    }

    /// Returns the query with the term put in, or taken out where it is in.
    #[must_use]
    pub fn toggled(&self, term: &Term) -> Self {
        if self.has(term) { self.without(term) } else { self.with(term.clone()) }
    }

    pub(super) fn push(&mut self, term: Term) {
        if !self.terms.contains(&term) {
            self.terms.push(term);
        }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, term) in self.terms.iter().enumerate() {
            if place > 0 {
                write!(f, " ")?;
            }
            write!(f, "{term}")?;
        }
        Ok(())
    }
}

impl FromStr for Query {
    type Err = QueryError;

    fn from_str(text: &str) -> Result<Self, QueryError> {
        Self::parse(text)
    }
}
