//! How much two wordings say the same: shared content words, rare ones counting more. `merge` and
//! `pairing` compare with it; it knows nothing of speakers.

use std::collections::HashMap;
use std::rc::Rc;

use super::names::Names;
use super::numbers;
use super::tokens::{Kind, PageTokens, Token};
use super::word::STOP;
use crate::{Reading, Span};

/// Words that say nothing of what a statement is about.
pub(super) const STOPWORDS: [&str; 103] = [
    "a", "an", "the", "and", "or", "but", "of", "in", "on", "at", "to", "for", "from", "by",
    "with", "as", "into", "over", "under", "about", "after", "before", "during", "between",
    "against", "through", "among", "amid", "is", "are", "was", "were", "be", "been", "being", "am",
    "has", "have", "had", "do", "does", "did", "will", "would", "shall", "should", "can", "could",
    "may", "might", "must", "that", "this", "these", "those", "there", "here", "it", "its", "he",
    "she", "they", "we", "i", "you", "his", "her", "their", "our", "my", "him", "them", "us",
    "who", "which", "what", "when", "where", "if", "so", "than", "then", "also", "very", "just",
    "such", "some", "any", "all", "both", "each", "other", "more", "most", "up", "out", "off",
    "not", "no", "said", "says", "one", "s",
];

/// Endings taken off for comparison, longest first.
const ENDINGS: [&str; 24] = [
    "isation", "ization", "ations", "ation", "ptions", "ption", "ments", "ment", "tions", "tion",
    "fully", "ings", "ing", "ions", "ion", "edly", "ful", "ies", "ers", "ed", "er", "en", "es",
    "s",
];

/// Words that news uses for the same thing.
const SAME: [(&str, &str); 28] = [
    ("wound", "injur"),
    ("hurt", "injur"),
    ("dead", "kill"),
    ("di", "kill"),
    ("death", "kill"),
    ("casualti", "kill"),
    ("casualty", "kill"),
    ("talk", "negoti"),
    ("crash", "fall"),
    ("fell", "fall"),
    ("assault", "attack"),
    ("offensiv", "attack"),
    ("truc", "ceasefir"),
    ("combat", "fight"),
    ("battl", "fight"),
    ("clash", "fight"),
    ("hostilit", "fight"),
    ("fled", "leav"),
    ("left", "leav"),
    ("fle", "leav"),
    ("hous", "build"),
    ("home", "build"),
    ("militant", "fighter"),
    ("mercenar", "fighter"),
    ("hit", "strik"),
    ("struck", "strik"),
    ("rul", "decis"),
    ("supplie", "suppl"),
];

/// The content words of a wording, sorted, each once.
#[derive(Clone, Debug, Default)]
pub(super) struct Wordset(Vec<Rc<str>>);

impl Wordset {
    fn of(mut words: Vec<Rc<str>>) -> Self {
        words.sort_unstable();
        words.dedup();
        Self(words)
    }

    /// Adds the words of `other`.
    pub(super) fn extend(&mut self, other: &Wordset) {
        if !other.0.is_empty() {
            self.0.extend(other.0.iter().cloned());
            self.0.sort_unstable();
            self.0.dedup();
        }
    }

    /// Returns how many words both have.
    pub(super) fn shared(&self, other: &Wordset) -> usize {
        self.common(other).count()
    }

    /// Returns the words both have.
    pub(super) fn common<'a>(&'a self, other: &'a Wordset) -> impl Iterator<Item = &'a str> {
        let mut rest = other.0.as_slice();
        self.0.iter().map(|word| &**word).filter(move |word| {
            let skip = rest.iter().take_while(|other| ***other < **word).count();
            rest = &rest[skip..];
            rest.first().is_some_and(|other| **other == **word)
        })
    }

    /// Returns how many words it has.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Adds the party that a first person stands for.
    pub(super) fn add_party(&mut self, party: &str) {
        let party: Rc<str> = party.to_lowercase().into();
        if let Err(at) = self.0.binary_search(&party) {
            self.0.insert(at, party);
        }
    }

    /// Returns whether it has this stem.
    pub(super) fn has(&self, stem: &str) -> bool {
        self.0.binary_search_by(|word| (**word).cmp(stem)).is_ok()
    }

    /// Returns the words of this one that the other lacks.
    pub(super) fn without<'a>(&'a self, other: &'a Wordset) -> impl Iterator<Item = &'a str> {
        self.0.iter().map(|word| &**word).filter(|word| !other.has(word))
    }
}

/// Weighs words by how many posts of the page they stand in.
#[derive(Debug)]
pub(super) struct Likeness<'a> {
    page: &'a PageTokens<'a>,
    names: &'a Names,
    weights: HashMap<Rc<str>, f64>,
}

impl<'a> Likeness<'a> {
    /// Counts the words of every post.
    pub(super) fn of(reading: &Reading, page: &'a PageTokens<'a>, names: &'a Names) -> Self {
        let mut posts = HashMap::<Rc<str>, u32>::new();
        for post in &reading.posts {
            for word in content_words(&page.within(post.span), names).0 {
                *posts.entry(word).or_default() += 1;
            }
        }
        let weights = posts.into_iter().map(|(word, posts)| (word, weight(posts))).collect();
        Self { page, names, weights }
    }

    /// Returns the content words of `spans`: stems, numbers as digits, names as their parties.
    pub(super) fn words(&self, spans: &[Span]) -> Wordset {
        let mut found = Vec::new();
        for span in spans {
            found.extend(all_content_words(&self.page.within(*span), self.names));
        }
        Wordset::of(found)
    }

    fn weight(&self, word: &str) -> f64 {
        self.weights.get(word).copied().unwrap_or_else(|| weight(1))
    }

    /// Returns the weight of the shared words over that of the shorter wording, from 0 to 1, and how
    /// many words are shared.
    pub(super) fn of_sets(&self, one: &Wordset, other: &Wordset) -> (f64, usize) {
        let mut count = 0;
        let shared: f64 = one.common(other).inspect(|_| count += 1).map(|w| self.weight(w)).sum();
        if count == 0 {
            return (0.0, 0);
        }
        let sum = |words: &Wordset| words.0.iter().map(|w| self.weight(w)).sum::<f64>();
        (shared / sum(one).min(sum(other)), count)
    }
}

/// The weight of a word that stands in so many posts.
fn weight(posts: u32) -> f64 {
    1.0 / (1.0 + f64::from(posts.max(1)).ln())
}

/// Returns the content words among tokens: stems, numbers as digits, names as their parties.
pub(super) fn content_words(words: &[Token], names: &Names) -> Wordset {
    Wordset::of(all_content_words(words, names).collect())
}

fn all_content_words<'t>(words: &'t [Token], names: &'t Names) -> impl Iterator<Item = Rc<str>> {
    let found = words.iter().enumerate();
    found.filter_map(move |(at, token)| content_word(words, at, token, names))
}

fn content_word(all: &[Token], at: usize, token: &Token, names: &Names) -> Option<Rc<str>> {
    if token.kind == Kind::Mark || token.has(STOP) {
        return None;
    }
    if let Some((amount, _)) = numbers::amount(&all[at..]) {
        return Some(amount.to_string().into());
    }
    if let Some(party) = names.party_of(token) {
        return Some(party.to_lowercase().into());
    }
    if token.is("cease") && all.get(at + 1).is_some_and(|next| next.is("fire")) {
        return Some("ceasefir".into());
    }
    Some(token.word.stem().clone())
}

/// Returns `word` without its endings, light: only for comparing words with each other.
pub(super) fn stem(word: &str) -> String {
    let mut stem = word;
    for _ in 0..2 {
        let cut = ENDINGS.iter().find_map(|ending| {
            // The "s" of "aggress" and "crisis" is no plural.
            let plural =
                *ending != "s" || !["ss", "is", "us"].iter().any(|end| stem.ends_with(end));
            stem.strip_suffix(ending).filter(|rest| plural && rest.chars().count() >= 4)
        });
        match cut {
            Some(rest) => stem = rest,
            None => break,
        }
    }
    let stem = stem.strip_suffix(['e', 'y', 'i']).filter(|s| s.len() >= 3).unwrap_or(stem);
    SAME.iter().find(|(from, _)| *from == stem).map_or(stem, |(_, to)| to).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for (one, other) in [
            ("killed", "kill"),
            ("injuries", "wounded"),
            ("threatening", "threat"),
            ("resumption", "resume"),
            ("destroyed", "destroy"),
            ("mercenaries", "mercenary"),
            ("helpful", "help"),
        ] {
            assert_eq!(stem(one), stem(other), "{one} {other}");
        }
        assert_ne!(stem("military"), stem("militants"));
    }
}
