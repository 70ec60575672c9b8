//! Tagging text: which runs of words are states, bodies, offices, institutions or candidates for a name.
//! Called by [`phrase`](super::phrase) for speaker phrases and by [`known`](super::known) for whole pages.

use std::borrow::Cow;
use std::ops::Range;

use counterclaim_model::ActorKind;

use crate::gazetteer::{Form, Gap, Gazetteer, Sense, Word, words};

/// What a run of words is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// Entries of the gazetteer that the words may mean, never none.
    Actor(Vec<(usize, Form)>),
    Institution(usize),
    Office(usize),
    Unnamed(usize),
    Rank,
    /// "correspondent" and the like.
    Correspondent,
    /// An article, preposition or qualifier that names nobody.
    Small,
    /// "and", "&", "as well as".
    And,
    /// Any other word.
    Word,
}

/// A tagged run of words.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) what: What,
    /// Indices of its words.
    pub(super) words: Range<usize>,
    /// The bytes it covers.
    pub(super) bytes: Range<usize>,
    pub(super) possessive: bool,
    /// Whether its first word has a capital.
    pub(super) capital: bool,
    pub(super) gap: Gap,
}

/// A tagged stretch of text.
#[derive(Clone, Debug, Default)]
pub(super) struct Tagged {
    pub(super) words: Vec<Word>,
    pub(super) items: Vec<Item>,
}

impl Tagged {
    /// Tags `text`, whose first byte is byte `base` of the page.
    pub(super) fn new(gazetteer: &Gazetteer, text: &str, base: usize) -> Self {
        let words = words(text, base);
        let mut items: Vec<Item> = Vec::new();
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let (what, count) = longest(gazetteer, &words[at..], items.last());
            let end = at + count;
            let last = &words[end - 1];
            items.push(Item {
                what,
                words: at..end,
                bytes: word.start..last.end,
                possessive: last.possessive,
                capital: word.capital,
                gap: last.gap,
            });
            at = end;
        }
        Self { words, items }
    }

    /// Returns the folded words of an item.
    pub(super) fn lower(&self, item: &Item) -> Cow<'_, str> {
        match &self.words[item.words.clone()] {
            [word] => Cow::Borrowed(&word.lower),
            words => {
                let words: Vec<_> = words.iter().map(|word| word.lower.as_str()).collect();
                Cow::Owned(words.join(" "))
            }
        }
    }
}

/// Finds what the longest run at the front of `words` is, and how many words it has.
fn longest(gazetteer: &Gazetteer, words: &[Word], before: Option<&Item>) -> (What, usize) {
    // Not further than the longest entry reaches: a page may be one line of words without a stop.
    let reach = gazetteer.longest_from(&words[0]).min(words.len());
    let is_joined = |word: &&Word| matches!(word.gap, Gap::Joined | Gap::Stop);
    let joined = words.iter().take(reach).take_while(is_joined).count();
    let most = (joined + 1).min(reach);
    for count in (1..=most).rev() {
        if let Some(what) = meaning(gazetteer, &words[..count], before) {
            return (what, count);
        }
    }
    (small(&words[0]), 1)
}

fn meaning(gazetteer: &Gazetteer, words: &[Word], before: Option<&Item>) -> Option<What> {
    let senses = gazetteer.senses(words);
    if !senses.is_empty() {
        return choose(gazetteer, senses, words, before);
    }
    let singular = singular(words)?;
    let senses: Vec<Sense> = gazetteer
        .senses(&singular)
        .iter()
        .filter(|sense| matches!(sense, Sense::Office(_) | Sense::Institution(_)))
        .copied()
        .collect();
    choose(gazetteer, &senses, words, before)
}

/// Chooses between senses: names need a capital; after a state, an institution of that state is meant.
fn choose(
    gazetteer: &Gazetteer,
    senses: &[Sense],
    words: &[Word],
    before: Option<&Item>,
) -> Option<What> {
    let capital = words[0].capital || words[0].lower.starts_with(|c: char| c.is_ascii_digit());
    let is_state = |(entry, _): &(usize, Form)| gazetteer.entry(*entry).kind == ActorKind::State;
    let state_before = before
        .is_some_and(|item| matches!(&item.what, What::Actor(meant) if meant.iter().any(is_state)));
    let mut actors = Vec::new();
    let mut other = None;
    for sense in senses {
        match *sense {
            Sense::Entry(entry, form) if capital => actors.push((entry, form)),
            Sense::Entry(..) => {}
            Sense::Institution(institution) => other = Some(What::Institution(institution)),
            Sense::Office(office) => other = Some(What::Office(office)),
            Sense::Unnamed(unnamed) => other = Some(What::Unnamed(unnamed)),
            Sense::Rank => other = other.or(Some(What::Rank)),
        }
    }
    match other {
        Some(other) if actors.is_empty() || state_before => Some(other),
        _ if !actors.is_empty() => Some(What::Actor(actors)),
        _ => None,
    }
}

/// Returns the words with a plural ending of the last one taken off.
fn singular(words: &[Word]) -> Option<Vec<Word>> {
    // Nearly every word is no plural, and is not copied for it.
    words.last().filter(|last| last.lower.ends_with('s'))?;
    let mut singular = words.to_vec();
    let last = singular.last_mut()?;
    let stem = match last.lower.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => last.lower.strip_suffix('s')?.to_owned(),
    };
    last.lower = stem;
    Some(singular)
}

fn small(word: &Word) -> What {
    match word.lower.as_str() {
        "correspondent" | "correspondents" | "reporter" | "newsman" => What::Correspondent,
        "and" => What::And,
        "the" | "a" | "an" | "of" | "to" | "for" | "at" | "in" | "on" | "from" | "by" | "with"
        | "unrecognised" | "self" | "proclaimed" | "breakaway" | "so" | "called" | "de"
        | "facto" | "acting" | "senior" | "former" | "ex" | "then" | "current" | "outgoing"
        | "disputed" | "its" | "his" | "her" | "their" | "both" | "our" | "official"
        | "permanent" => What::Small,
        _ => What::Word,
    }
}
