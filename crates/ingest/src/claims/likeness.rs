//! How much two wordings say the same: shared content words, rare ones counting more. `merge` and
//! `pairing` compare with it; it knows nothing of speakers.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

use super::names::Names;
use super::numbers;
use super::tokens::{Kind, PageTokens, Token};
use crate::{Reading, Span};

const STOPWORDS: [&str; 103] = [
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

static STOPS: LazyLock<HashSet<&str>> = LazyLock::new(|| STOPWORDS.into_iter().collect());

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

/// The content words of a wording.
#[derive(Clone, Debug, Default)]
pub(super) struct Wordset(BTreeSet<String>);

impl Wordset {
    /// Adds the words of `other`.
    pub(super) fn extend(&mut self, other: &Wordset) {
        self.0.extend(other.0.iter().cloned());
    }

    /// Returns how many words both have.
    pub(super) fn shared(&self, other: &Wordset) -> usize {
        self.0.intersection(&other.0).count()
    }

    /// Returns the words both have.
    pub(super) fn common<'a>(&'a self, other: &'a Wordset) -> impl Iterator<Item = &'a str> {
        self.0.intersection(&other.0).map(String::as_str)
    }

    /// Returns how many words it has.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Adds the party that a first person stands for.
    pub(super) fn add_party(&mut self, party: &str) {
        self.0.insert(party.to_lowercase());
    }

    /// Returns whether it has this stem.
    pub(super) fn has(&self, stem: &str) -> bool {
        self.0.contains(stem)
    }

    /// Returns the words of this one that the other lacks.
    pub(super) fn without<'a>(&'a self, other: &'a Wordset) -> impl Iterator<Item = &'a str> {
        self.0.difference(&other.0).map(String::as_str)
    }
}

/// Weighs words by how many posts of the page they stand in.
#[derive(Debug)]
pub(super) struct Likeness<'a> {
    page: &'a PageTokens<'a>,
    names: &'a Names,
    posts: BTreeMap<String, u32>,
}

impl<'a> Likeness<'a> {
    /// Counts the words of every post.
    pub(super) fn of(reading: &Reading, page: &'a PageTokens<'a>, names: &'a Names) -> Self {
        let mut likeness = Self { page, names, posts: BTreeMap::new() };
        for post in &reading.posts {
            for word in likeness.words(&[post.span]).0 {
                *likeness.posts.entry(word).or_default() += 1;
            }
        }
        likeness
    }

    /// Returns the content words of `spans`: stems, numbers as digits, names as their parties.
    pub(super) fn words(&self, spans: &[Span]) -> Wordset {
        let mut set = Wordset::default();
        for span in spans {
            set.extend(&content_words(&self.page.within(*span), self.names));
        }
        set
    }

    fn weight(&self, word: &str) -> f64 {
        1.0 / (1.0 + f64::from(self.posts.get(word).copied().unwrap_or(1).max(1)).ln())
    }

    /// Returns the weight of the shared words over that of the shorter wording, from 0 to 1, and how
    /// many words are shared.
    pub(super) fn of_sets(&self, one: &Wordset, other: &Wordset) -> (f64, usize) {
        let sum = |words: &BTreeSet<String>| words.iter().map(|w| self.weight(w)).sum::<f64>();
        let shared: BTreeSet<String> = one.0.intersection(&other.0).cloned().collect();
        let shorter = sum(&one.0).min(sum(&other.0));
        if shorter == 0.0 { (0.0, 0) } else { (sum(&shared) / shorter, shared.len()) }
    }
}

/// Returns the content words among tokens: stems, numbers as digits, names as their parties.
pub(super) fn content_words(words: &[Token], names: &Names) -> Wordset {
    let found = words.iter().enumerate();
    Wordset(found.filter_map(|(at, token)| content_word(words, at, token, names)).collect())
}

fn content_word(all: &[Token], at: usize, token: &Token, names: &Names) -> Option<String> {
    if token.kind == Kind::Mark || STOPS.contains(token.bare()) {
        return None;
    }
    if let Some((amount, _)) = numbers::amount(&all[at..]) {
        return Some(amount.to_string());
    }
    if let Some(party) = names.party_of(token) {
        return Some(party.to_lowercase());
    }
    if token.is("cease") && all.get(at + 1).is_some_and(|next| next.is("fire")) {
        return Some("ceasefir".to_owned());
    }
    Some(stem(token.bare()))
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
