//! The cue lexicon `data/cues.toml`, parsed once. `cue` looks words up in it; the grammars ask a cue
//! what it takes.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::hash::Table;

/// What a cue may govern; see the head of `data/cues.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Takes {
    /// A clause opened by "that" or a question word.
    That,
    /// A clause without "that".
    Bare,
    /// A quotation, on either side.
    Quote,
    /// A noun phrase, or whatever follows the tail.
    Object,
    /// A listener before the clause.
    Person,
    /// A listener and an infinitive.
    PersonTo,
    /// An infinitive.
    To,
    /// A clause or a prepositional phrase.
    Complement,
}

/// What kind of act a cue reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Class {
    /// "say", "add", "explain".
    Speech,
    /// "write", "post", "read".
    Writing,
    /// "deny", "refute", "dismiss".
    Denial,
    /// "confirm", "verify".
    Confirmation,
    /// "demand", "urge", "call for".
    Demand,
    /// "hope", "wish".
    Hope,
    /// "promise", "threaten".
    Promise,
    /// "accuse", "allege".
    Accusation,
    /// "condemn", "slam", "express concern".
    Criticism,
    /// "praise", "welcome", "endorse".
    Support,
    /// "announce", "report".
    Announcement,
    /// "show", "find".
    Evidence,
    /// "believe", "doubt", "expect".
    Belief,
    /// "want", "plan", "decide".
    Intention,
}

/// Which of its five forms a cue stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// "say"
    Base,
    /// "says"
    Third,
    /// "said" (also where the participle looks the same)
    Past,
    /// "written"
    Participle,
    /// "saying"
    Ing,
}

/// A line of the lexicon.
#[derive(Debug)]
pub(super) struct Cue {
    /// Dictionary form.
    pub(super) lemma: String,
    /// Words after the first one.
    pub(super) tail: Vec<String>,
    /// Kind of act.
    pub(super) class: Class,
    takes: Vec<Takes>,
    /// Whether base or third-person form is often a noun.
    pub(super) noun: bool,
    /// Whether headlines use it as a cue.
    pub(super) title: bool,
}

impl Cue {
    /// Returns whether the cue may govern `what`.
    pub(super) fn takes(&self, what: Takes) -> bool {
        self.takes.contains(&what)
    }

    /// Returns whether it takes words said or thought, rather than a thing only.
    pub(super) fn takes_clause(&self) -> bool {
        self.takes.iter().any(|takes| matches!(takes, Takes::That | Takes::Bare | Takes::Quote))
    }
}

/// The lexicon, ready to be looked up.
#[derive(Debug)]
pub(super) struct Lexicon {
    cues: Vec<Cue>,
    forms: Table<String, Vec<(usize, Form)>>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    Lexicon::parse(include_str!("../../../../data/cues.toml"))
        .expect("data/cues.toml is compiled in and parsed by a test of this module")
});

#[derive(Deserialize)]
struct Document {
    cue: Vec<Line>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    lemma: String,
    forms: String,
    #[serde(default)]
    tail: String,
    class: Class,
    takes: String,
    #[serde(default)]
    noun: bool,
    #[serde(default = "yes")]
    title: bool,
}

fn yes() -> bool {
    true
}

impl Lexicon {
    /// Returns the lexicon that ships.
    pub(super) fn get() -> &'static Self {
        &LEXICON
    }

    fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let document: Document = toml::from_str(text)?;
        let mut lexicon = Self { cues: Vec::new(), forms: Table::default() };
        for line in document.cue {
            let takes = line
                .takes
                .split_whitespace()
                .map(|word| Takes::deserialize(toml::Value::String(word.to_owned())))
                .collect::<Result<Vec<_>, _>>()?;
            let index = lexicon.cues.len();
            let kinds = [Form::Base, Form::Third, Form::Past, Form::Participle, Form::Ing];
            // "read" and "put" are past tenses before they are anything else in a report.
            let words: Vec<&str> = line.forms.split_whitespace().collect();
            let mut known = Vec::new();
            for (word, form) in words.iter().zip(kinds) {
                let past = form == Form::Base && words.get(2) == Some(word);
                if !past && !known.contains(&word) {
                    lexicon.forms.entry((*word).to_owned()).or_default().push((index, form));
                    known.push(word);
                }
            }
            lexicon.cues.push(Cue {
                lemma: line.lemma,
                tail: line.tail.split_whitespace().map(str::to_owned).collect(),
                class: line.class,
                takes,
                noun: line.noun,
                title: line.title,
            });
        }
        for entries in lexicon.forms.values_mut() {
            entries.sort_by_key(|(index, _)| {
                std::cmp::Reverse(lexicon.cues.get(*index).map_or(0, |cue| cue.tail.len()))
            });
        }
        Ok(lexicon)
    }

    /// Returns the cues whose first word may be `word`, those with the longest tail first.
    pub(super) fn starting(&self, word: &str) -> impl Iterator<Item = (&Cue, Form)> {
        let entries = self.forms.get(word).map_or(&[][..], Vec::as_slice);
        entries.iter().map(|(index, form)| (&self.cues[*index], *form))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_lexicon_parses_and_every_line_has_five_forms() {
        let text = include_str!("../../../../data/cues.toml");
        let document: Document = toml::from_str(text).expect("valid TOML");
        for line in &document.cue {
            assert_eq!(line.forms.split_whitespace().count(), 5, "{}", line.lemma);
        }
        let lexicon = Lexicon::parse(text).expect("valid lexicon");
        let (cue, form) = lexicon.starting("refutes").next().expect("refute is a cue");
        assert_eq!((cue.lemma.as_str(), cue.class, form), ("refute", Class::Denial, Form::Third));
    }
}
