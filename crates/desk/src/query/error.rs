//! What is wrong with a query, where, and what to do about it.

use std::fmt;

use super::key::Key;

/// Why a text is no query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// Where, in code points from the start.
    pub at: usize,
    /// What stands there.
    pub found: String,
    /// What is wrong with it.
    pub wrong: Wrong,
}

/// What is wrong with a part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// No key is called so.
    UnknownKey {
        /// The key nearest to it, if one is near.
        nearest: Option<&'static str>,
    },
    /// The key has a list of values, and this is none of them.
    UnknownValue {
        /// The key.
        key: Key,
        /// The value nearest to it, if one is near.
        nearest: Option<&'static str>,
    },
    /// Nothing follows the colon.
    NoValue(Key),
    /// It is no date.
    NoDate(Key),
    /// It is no beginning of an id.
    NoId,
    /// A quotation mark is opened and not closed, or stands within a word.
    Quotation,
    /// There is no letter and no digit in it.
    NoWord,
    /// There is too much of it.
    TooLong {
        /// The most that is taken.
        most: usize,
        /// Of what.
        of: &'static str,
    },
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { at, found, wrong } = self;
        write!(f, "query, character {}: ", at + 1)?;
        match wrong {
            Wrong::UnknownKey { nearest: Some(key) } => {
                write!(f, "no key is called {found:?}; did you mean {key}:? ")?;
                write!(f, "To look for the words, put them in quotation marks")
            }
            Wrong::UnknownKey { nearest: None } => {
                let keys: Vec<_> = Key::ALL.iter().map(|key| key.name()).collect();
                write!(f, "no key is called {found:?} (keys: {}). ", keys.join(", "))?;
                write!(f, "To look for the words, put them in quotation marks")
            }
            Wrong::UnknownValue { key, nearest } => {
                write!(f, "{}: takes no {found:?}", key.name())?;
                match nearest {
                    Some(value) => write!(f, "; did you mean {value}?"),
                    None => write!(f, " (one of {})", key.values().join(", ")),
                }
            }
            Wrong::NoValue(key) => write!(f, "{}: needs a value after the colon", key.name()),
            Wrong::NoDate(key) => write!(
                f,
                "{}: takes a date, not {found:?} (2031, 2031-06, 2031-06-14, 2031-06-14T09:30, or a time \
                 with its zone)",
                key.name()
            ),
            Wrong::NoId => write!(f, "id: takes the beginning of an id, not {found:?}"),
            Wrong::Quotation => {
                write!(f, "a quotation mark is not closed, or stands within a word: {found:?}")
            }
            Wrong::NoWord => write!(f, "there is no letter and no digit in {found:?}"),
            Wrong::TooLong { most, of } => write!(f, "more than {most} {of}"),
        }
    }
}

impl std::error::Error for QueryError {}
