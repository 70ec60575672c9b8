//! The topic lexicon `data/matters.toml`: which matters a wording belongs to, by its cue words. A cue is
//! a word, a word stem with `*`, or a phrase; all comparisons are in lower case.

use std::sync::LazyLock;

use counterclaim_model::MatterId;
use serde::Deserialize;

use super::tokens::{Kind, Token};
use crate::hash::Table;

static LEXICON: LazyLock<Vec<Topic>> = LazyLock::new(|| {
    parse(include_str!("../../../../data/matters.toml"))
        .expect("data/matters.toml is compiled in and parsed by a test of this file")
});

/// A line of the lexicon.
#[derive(Clone, Debug)]
pub(super) struct Topic {
    /// The slug.
    pub(super) slug: MatterId,
    /// The title in print.
    pub(super) title: String,
    any: Vec<Vec<String>>,
    with: Vec<Vec<String>>,
    without: Vec<Vec<String>>,
    after: Vec<MatterId>,
}

#[derive(Deserialize)]
struct Document {
    matter: Vec<Line>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    slug: MatterId,
    title: String,
    any: Vec<String>,
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    without: Vec<String>,
    #[serde(default)]
    after: Vec<MatterId>,
}

fn parse(text: &str) -> Result<Vec<Topic>, toml::de::Error> {
    let document: Document = toml::from_str(text)?;
    let phrases = |lines: Vec<String>| -> Vec<Vec<String>> {
        let words = |line: &String| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        lines.iter().map(words).filter(|phrase| !phrase.is_empty()).collect()
    };
    Ok(document
        .matter
        .into_iter()
        .map(|line| Topic {
            slug: line.slug,
            title: line.title,
            any: phrases(line.any),
            with: phrases(line.with),
            without: phrases(line.without),
            after: line.after,
        })
        .collect())
}

/// Returns the lexicon that ships.
pub(super) fn topics() -> &'static [Topic] {
    &LEXICON
}

/// Returns the topics of `words`, in the order of the lexicon: those that fit, without what is only the
/// setting of another one.
pub(super) fn topics_of(words: &[Token]) -> Vec<&'static Topic> {
    let plain: Vec<&str> = words.iter().filter(|t| t.kind != Kind::Mark).map(Token::bare).collect();
    let mut seen = vec![Seen::default(); LEXICON.len()];
    for at in 0..plain.len() {
        let Some(cues) = key(plain[at]).and_then(|key| CUES.get(&key)) else { continue };
        for cue in cues.iter().filter(|cue| cue.stands_at(&plain[at..])) {
            seen[cue.topic].note(cue.list);
        }
    }
    let fitting: Vec<&Topic> = LEXICON
        .iter()
        .zip(seen)
        .filter(|(topic, seen)| topic.fits(*seen))
        .map(|(t, _)| t)
        .collect();
    let is_setting = |topic: &Topic| fitting.iter().any(|other| topic.after.contains(&other.slug));
    fitting.iter().copied().filter(|topic| !is_setting(topic)).collect()
}

/// The lists of a topic.
#[derive(Clone, Copy, Debug)]
enum List {
    Any,
    With,
    Without,
}

/// Which lists of a topic have a cue in the words.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    any: bool,
    with: bool,
    without: bool,
}

impl Seen {
    fn note(&mut self, list: List) {
        match list {
            List::Any => self.any = true,
            List::With => self.with = true,
            List::Without => self.without = true,
        }
    }
}

impl Topic {
    fn fits(&self, seen: Seen) -> bool {
        seen.any && (self.with.is_empty() || seen.with) && !seen.without
    }
}

/// A cue of the lexicon.
#[derive(Debug)]
struct Cue {
    topic: usize,
    list: List,
    phrase: &'static [String],
}

impl Cue {
    fn stands_at(&self, words: &[&str]) -> bool {
        words.len() >= self.phrase.len()
            && self.phrase.iter().zip(words).all(|(cue, word)| is(cue, word))
    }
}

/// The cues by the first two letters of their first word: a statement is gone through once, and each of its
/// words is held against a handful of cues.
static CUES: LazyLock<Table<[u8; 2], Vec<Cue>>> = LazyLock::new(|| {
    let mut cues = Table::<[u8; 2], Vec<Cue>>::default();
    for (topic, lists) in LEXICON.iter().enumerate() {
        let all =
            [(List::Any, &lists.any), (List::With, &lists.with), (List::Without, &lists.without)];
        for (list, phrases) in all {
            for phrase in phrases {
                if let Some(key) = phrase.first().and_then(|first| key(first)) {
                    cues.entry(key).or_default().push(Cue { topic, list, phrase });
                }
            }
        }
    }
    cues
});

/// Returns the first two bytes of a word; words of one letter are no cues.
fn key(word: &str) -> Option<[u8; 2]> {
    word.as_bytes().first_chunk().copied()
}

fn is(cue: &str, word: &str) -> bool {
    cue.strip_suffix('*').map_or(cue == word, |stem| word.starts_with(stem))
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;
    use crate::{Span, Text};

    #[test]
    fn the_shipped_lexicon_finds_what_a_sentence_is_about() {
        assert!(parse(include_str!("../../../../data/matters.toml")).is_ok());
        for (words, expected) in [
            ("we do not strike the territory of Valdoria", "strikes-on-territory"),
            ("Thirty Ostrevian civilians were killed", "civilian-casualties"),
            ("Sixty-six civilian facilities and 427 houses have been destroyed", "civilian-damage"),
            ("40 percent of residents left the city", "displacement"),
            ("militants from Brennia went to the Tarn Republic", "foreign-fighters"),
            ("the envoys will meet in Skarne on Thursday", "meeting"),
        ] {
            let text = Text::new(words.to_owned());
            let found = topics_of(&tokens(&text, Span::new(0, text.len())));
            assert!(found.iter().any(|t| t.slug.as_str() == expected), "{words}");
        }
    }

    #[test]
    fn the_setting_of_a_statement_is_not_what_it_is_about() {
        let slugs = |words: &str| -> Vec<&str> {
            let text = Text::new(words.to_owned());
            let found = topics_of(&tokens(&text, Span::new(0, text.len())));
            found.iter().map(|topic| topic.slug.as_str()).collect()
        };
        assert_eq!(slugs("40 percent of residents left Hethby amid clashes"), ["displacement"]);
        assert_eq!(slugs("the clashes went on all night"), ["front-line"]);
        assert_eq!(slugs("the ministers held talks by phone"), ["contacts"]);
        // Every cue can be found: none begins with a single letter.
        let mut phrases =
            LEXICON.iter().flat_map(|t| t.any.iter().chain(&t.with).chain(&t.without));
        assert!(phrases.all(|phrase| key(&phrase[0]).is_some_and(|key| key[1] != b'*')));
        // A matter that gives way must be one that there is.
        let known = |slug: &MatterId| LEXICON.iter().any(|topic| topic.slug == *slug);
        assert!(LEXICON.iter().flat_map(|topic| &topic.after).all(known));
    }
}
