//! One term of a query, and its text.

use std::fmt;

use counterclaim_views::{Ending, Phrase};

use super::date::Date;
use super::error::{QueryError, Wrong};
use super::key::{Key, nearest};

/// One term: what a claim must have, or must not have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term {
    is_not: bool,
    what: What,
}

/// What a term looks for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// A word.
    Word(String),
    /// A word that begins so (typed with a star behind it).
    Begins(String),
    /// Words in a row.
    Phrase(String),
    /// A key with its value.
    Of(Key, String),
}

impl Term {
    /// A term of words in a row.
    ///
    /// # Errors
    /// If there is no word in the text.
    pub fn phrase(text: &str) -> Result<Self, QueryError> {
        Self::checked(What::Phrase(text.to_owned()))
    }

    /// A term of a key with its value.
    ///
    /// # Errors
    /// If the key does not take the value.
    pub fn of(key: Key, value: &str) -> Result<Self, QueryError> {
        Self::checked(What::Of(key, value.to_owned()))
    }

    /// The same, to be left out.
    #[must_use]
    pub fn negated(self) -> Self {
        Self { is_not: true, ..self }
    }

    /// Returns whether what fits is to be left out.
    pub fn is_not(&self) -> bool {
        self.is_not
    }

    /// Returns what it looks for.
    pub fn what(&self) -> &What {
        &self.what
    }

    /// Returns the key with its value, if it is such a term.
    pub fn keyed(&self) -> Option<(Key, &str)> {
        match &self.what {
            What::Of(key, value) => Some((*key, value)),
            What::Word(_) | What::Begins(_) | What::Phrase(_) => None,
        }
    }

    /// Returns the words to look for, if it is a term of words.
    pub(crate) fn words(&self) -> Option<Phrase> {
        match &self.what {
            What::Word(text) | What::Phrase(text) => Phrase::new(text, Ending::Whole),
            What::Begins(text) => Phrase::new(text, Ending::Open),
            What::Of(..) => None,
        }
    }

    /// Makes a term of what is in order; where it stands is for the caller to add.
    pub(super) fn checked(what: What) -> Result<Self, QueryError> {
        let wrong = |found: &str, wrong| Err(QueryError { at: 0, found: found.to_owned(), wrong });
        let what = match what {
            What::Word(text) | What::Begins(text) | What::Phrase(text)
                if Phrase::new(&text, Ending::Whole).is_none() =>
            {
                return wrong(&text, Wrong::NoWord);
            }
            What::Of(key, value) if value.trim().is_empty() => {
                return wrong(&value, Wrong::NoValue(key));
            }
            What::Of(key, value) if key.is_dated() && Date::read(&value).is_none() => {
                return wrong(&value, Wrong::NoDate(key));
            }
            What::Of(Key::Id, value) if !is_id(&value) => return wrong(&value, Wrong::NoId),
            What::Of(key, value) if !key.values().is_empty() => {
                let typed = value.to_lowercase().replace('-', "_");
                if !key.values().contains(&typed.as_str()) {
                    let nearest = nearest(&typed, key.values());
                    return wrong(&value, Wrong::UnknownValue { key, nearest });
                }
                What::Of(key, typed)
            }
            fine @ (What::Word(_) | What::Begins(_) | What::Phrase(_) | What::Of(..)) => fine,
        };
        Ok(Self { is_not: false, what })
    }
}

fn is_id(text: &str) -> bool {
    let digits = text.bytes().filter(|byte| *byte != b'-');
    text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
        && (1..=32).contains(&digits.count())
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_not {
            write!(f, "-")?;
        }
        match &self.what {
            What::Word(word) => write!(f, "{word}"),
            What::Begins(word) => write!(f, "{word}*"),
            What::Phrase(text) => write!(f, "{}", Quoted(text)),
            What::Of(key, value) if is_bare(value) => write!(f, "{}:{value}", key.name()),
            What::Of(key, value) => write!(f, "{}:{}", key.name(), Quoted(value)),
        }
    }
}

/// Returns whether a value can be read back without quotation marks.
fn is_bare(value: &str) -> bool {
    !value.is_empty() && !value.contains(|sign: char| sign.is_whitespace() || sign == '"')
}

struct Quoted<'t>(&'t str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.0.replace('\\', "\\\\").replace('"', "\\\""))
    }
}
