//! A sentence as a chain: its tokens, with every quotation as one link. `refine` makes one per sentence;
//! the features of `cues` and `roles` look at nothing else.

use super::rows::{both, word};
use crate::spans::cue::{self, Hit, Mood};
use crate::spans::found::Found;
use crate::spans::lexicon::Class;
use crate::spans::line::{Line, Part};
use crate::spans::subject;
use crate::spans::token::{Kind, Token};
use crate::spans::words;

/// Where a sentence stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::spans) enum Setting {
    /// In a headline.
    Headline,
    /// In the body.
    Body,
}

/// What a rule says of a link: no part of the rule's attribution, or which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Nothing,
    Source,
    Cue,
    Content,
}

/// All roles, in the order of their numbers.
pub(super) const ROLES: [Role; 4] = [Role::Nothing, Role::Source, Role::Cue, Role::Content];

/// A token or a quotation.
#[derive(Clone, Debug)]
pub(super) struct Link {
    /// Its tokens.
    pub(super) part: Part,
    /// Hash of the folded word; of the first word within a quotation.
    pub(super) word: u32,
    /// Hash of the word without the endings of verbs and plurals.
    pub(super) stem: u32,
    /// Hash of the last three letters.
    pub(super) ending: u32,
    /// What kind of word or sign it is, coarsely.
    pub(super) tag: Tag,
    /// Whether it is printed with a capital.
    pub(super) capital: bool,
    /// Words in it.
    pub(super) words: usize,
    /// What the lexicon knows of it: class and manner of a cue, or zero.
    pub(super) known: u32,
}

/// Coarse kinds of words and signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Tag {
    Stop = 1,
    Comma,
    Colon,
    Semicolon,
    Dash,
    Bracket,
    Mark,
    Sign,
    Quotation,
    Number,
    Be,
    Auxiliary,
    That,
    To,
    Pronoun,
    Determiner,
    Relative,
    Subordinator,
    Coordinator,
    Preposition,
    Adverb,
    Time,
    Possessive,
    Participle,
    Past,
    Verb,
    Name,
    Plural,
    Other,
}

impl Tag {
    pub(super) fn number(self) -> u32 {
        self as u32
    }

    /// Whether a clause or phrase may begin or end at it, so that the way to a cue is told by it.
    pub(super) fn is_edge(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Stop | Comma
                | Colon
                | Semicolon
                | Dash
                | Bracket
                | Quotation
                | Be
                | Auxiliary
                | That
                | To
                | Relative
                | Subordinator
                | Coordinator
                | Past
                | Verb
                | Participle
                | Pronoun
                | Preposition
        )
    }
}

/// A sentence with what the rules found in it.
#[derive(Debug)]
pub(super) struct Chain<'a, 't> {
    pub(super) line: &'a Line<'t>,
    pub(super) sentence: Part,
    pub(super) setting: Setting,
    pub(super) links: Vec<Link>,
    /// Attributions by rule.
    pub(super) found: &'a [Found],
    /// For each link, the first of them whose cue it belongs to.
    rules: Vec<Option<u32>>,
    /// Whether there is a quotation in it.
    pub(super) quoted: bool,
}

impl<'a, 't> Chain<'a, 't> {
    /// Cuts `sentence` of `line` into links.
    pub(super) fn new(
        line: &'a Line<'t>,
        sentence: &Part,
        setting: Setting,
        found: &'a [Found],
    ) -> Self {
        let mut links = Vec::with_capacity(sentence.len());
        let mut at = sentence.start;
        while at < sentence.end {
            let end = line.block(at).map_or(at + 1, |block| block.close + 1).min(sentence.end);
            links.push(link(line, at..end));
            at = end;
        }
        for hit in cue::hits(line, sentence) {
            if let Ok(at) = links.binary_search_by_key(&hit.head, |link| link.part.start) {
                links[at].known = known(&hit);
            }
        }
        let quoted = links.iter().any(|link| link.tag == Tag::Quotation);
        let mut chain = Self {
            line,
            sentence: sentence.clone(),
            setting,
            rules: vec![None; links.len()],
            links,
            found,
            quoted,
        };
        for (number, one) in found.iter().enumerate().rev() {
            for part in &one.cue {
                for at in chain.links_in(part) {
                    chain.rules[at] = Some(number as u32);
                }
            }
        }
        chain
    }

    /// Returns the links that `part` touches.
    pub(super) fn links_in(&self, part: &Part) -> std::ops::Range<usize> {
        let first = self.links.partition_point(|link| link.part.end <= part.start);
        let last = self.links.partition_point(|link| link.part.start < part.end);
        first..last.max(first)
    }

    /// Returns the rule's attribution whose cue the link at `at` belongs to.
    pub(super) fn by_rule(&self, at: usize) -> Option<&'a Found> {
        self.found.get(self.rules[at]? as usize)
    }

    /// Returns what `found` says of each link.
    pub(super) fn roles_of(&self, found: &Found) -> Vec<Role> {
        let mut roles = vec![Role::Nothing; self.links.len()];
        let parts = found
            .content
            .iter()
            .map(|part| (part, Role::Content))
            .chain(found.source.iter().map(|part| (part, Role::Source)))
            .chain(found.cue.iter().map(|part| (part, Role::Cue)));
        for (part, role) in parts {
            roles[self.links_in(part)].fill(role);
        }
        roles
    }

    /// Returns the links of the subject that grammar sees before the verb at `at`.
    pub(super) fn subject_of(&self, at: usize) -> std::ops::Range<usize> {
        let mut group = at;
        while group > 0
            && matches!(self.links[group - 1].tag, Tag::Be | Tag::Auxiliary | Tag::Adverb)
        {
            group -= 1;
        }
        let end = self.links[group].part.start;
        let Some(part) = subject::before(self.line, self.sentence.start, end) else { return 0..0 };
        self.links_in(&part)
    }
}

fn known(hit: &Hit) -> u32 {
    let mood = match hit.mood {
        Mood::Finite => 0,
        Mood::Passive => 1,
        Mood::Participle => 2,
        Mood::Infinitive => 3,
    };
    let class = match hit.cue.class {
        Class::Speech => 1,
        Class::Writing => 2,
        Class::Denial => 3,
        Class::Confirmation => 4,
        Class::Demand => 5,
        Class::Hope => 6,
        Class::Promise => 7,
        Class::Accusation => 8,
        Class::Criticism => 9,
        Class::Support => 10,
        Class::Announcement => 11,
        Class::Evidence => 12,
        Class::Belief => 13,
        Class::Intention => 14,
    };
    class * 16 + mood * 4 + u32::from(hit.negated) * 2 + u32::from(hit.modal)
}

fn link(line: &Line<'_>, part: Part) -> Link {
    let quotation = line.block(part.start).is_some();
    let inner = if quotation { part.start + 1 } else { part.start };
    let Some(token) = line.get(inner).or_else(|| line.get(part.start)) else {
        return Link {
            part,
            word: 0,
            stem: 0,
            ending: 0,
            tag: Tag::Sign,
            capital: false,
            words: 0,
            known: 0,
        };
    };
    let tag = if quotation { Tag::Quotation } else { tag(token) };
    Link {
        words: line.words(&part),
        part,
        word: word(&token.fold),
        stem: word(stem(&token.fold)),
        ending: word(ending(&token.fold)),
        tag,
        capital: token.is_capital(),
        known: 0,
    }
}

/// Returns the word without the endings of verbs and plurals, roughly.
fn stem(fold: &str) -> &str {
    let long = fold.len() > 4;
    let cut = match fold {
        "said" | "says" | "saying" => return "say",
        "told" => return "tell",
        "wrote" | "written" | "writing" => return "writ",
        "thought" | "thinks" => return "think",
        "knew" | "known" => return "know",
        _ if long && fold.ends_with("ing") => 3,
        _ if long && (fold.ends_with("ied") || fold.ends_with("ies")) => 3,
        _ if long && fold.ends_with("ed") => 2,
        _ if long && fold.ends_with("es") => 2,
        _ if long && (fold.ends_with('s') && !fold.ends_with("ss") || fold.ends_with('e')) => 1,
        _ => 0,
    };
    let stem = &fold[..fold.len() - cut];
    let mut letters = stem.bytes().rev();
    let doubled = cut >= 2
        && letters.next() == letters.next()
        && !stem.ends_with("ss")
        && !stem.ends_with("ll");
    if doubled && stem.is_char_boundary(stem.len() - 1) { &stem[..stem.len() - 1] } else { stem }
}

fn ending(fold: &str) -> &str {
    let start = fold.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
    &fold[start..]
}

fn tag(token: &Token<'_>) -> Tag {
    match token.kind {
        Kind::Stop => return Tag::Stop,
        Kind::Comma => return Tag::Comma,
        Kind::Colon => return Tag::Colon,
        Kind::Semicolon => return Tag::Semicolon,
        Kind::Dash => return Tag::Dash,
        Kind::Open | Kind::Close => return Tag::Bracket,
        Kind::Mark | Kind::Tick => return Tag::Mark,
        Kind::Sign => return Tag::Sign,
        Kind::Number => return Tag::Number,
        Kind::Word => {}
    }
    let fold = &*token.fold;
    if token.is("that") {
        Tag::That
    } else if token.is("to") {
        Tag::To
    } else if matches!(fold, "'s" | "'") {
        Tag::Possessive
    } else if words::is_be(token) {
        Tag::Be
    } else if words::is_auxiliary(token) {
        Tag::Auxiliary
    } else if matches!(fold, "who" | "which" | "whom" | "whose") {
        Tag::Relative
    } else if words::is_determiner(token) {
        Tag::Determiner
    } else if words::is_subject_pronoun(token) || words::is_object_pronoun(token) {
        Tag::Pronoun
    } else if words::is_coordinator(token) {
        Tag::Coordinator
    } else if words::is_preposition(token) {
        Tag::Preposition
    } else if words::is_subordinator(token) {
        Tag::Subordinator
    } else {
        open_tag(token)
    }
}

fn open_tag(token: &Token<'_>) -> Tag {
    if words::is_time(token) {
        Tag::Time
    } else if words::is_adverb(token) {
        Tag::Adverb
    } else if token.is_capital() {
        Tag::Name
    } else if words::is_participle(token) {
        Tag::Participle
    } else if words::is_past(token) {
        Tag::Past
    } else if words::is_finite(token) {
        Tag::Verb
    } else if token.fold.ends_with('s') {
        Tag::Plural
    } else {
        Tag::Other
    }
}

/// Returns the number of a role.
pub(super) fn number(role: Role) -> u32 {
    both(role as u32, 7)
}
