//! Where one main clause ends and another with its own finite verb begins. Conservative on purpose: a
//! cut too few leaves two statements in one claim, a cut too many makes a fragment nobody said.

use super::tokens::{Kind, Token};
use super::word::{self, Word};

pub(super) const AUXILIARIES: [&str; 46] = [
    "is",
    "are",
    "was",
    "were",
    "am",
    "have",
    "has",
    "had",
    "do",
    "does",
    "did",
    "will",
    "would",
    "shall",
    "should",
    "can",
    "could",
    "may",
    "might",
    "must",
    "cannot",
    "can't",
    "won't",
    "don't",
    "doesn't",
    "didn't",
    "isn't",
    "aren't",
    "wasn't",
    "weren't",
    "hasn't",
    "haven't",
    "hadn't",
    "wouldn't",
    "shouldn't",
    "couldn't",
    "it's",
    "there's",
    "that's",
    "we're",
    "they're",
    "we've",
    "they've",
    "we'll",
    "i'll",
    "they'll",
];

pub(super) const PRONOUNS: [&str; 14] = [
    "i", "we", "he", "she", "it", "they", "there", "it's", "we're", "we've", "they're", "they've",
    "we'll", "i'll",
];

const DETERMINERS: [&str; 12] =
    ["the", "a", "an", "our", "their", "his", "her", "its", "this", "these", "that", "those"];

/// Words that make what follows depend on another clause.
const SUBORDINATORS: [&str; 26] = [
    "although",
    "though",
    "because",
    "since",
    "if",
    "when",
    "while",
    "as",
    "which",
    "who",
    "whom",
    "whose",
    "that",
    "where",
    "after",
    "before",
    "until",
    "unless",
    "whereas",
    "despite",
    "to",
    "with",
    "including",
    "whether",
    "once",
    "than",
];

/// Words that open an adjunct: a comma after it is followed by the main clause, not by a second one.
const OPENERS: [&str; 24] = [
    "if",
    "when",
    "while",
    "as",
    "since",
    "because",
    "although",
    "though",
    "after",
    "before",
    "in",
    "on",
    "at",
    "by",
    "during",
    "with",
    "under",
    "despite",
    "following",
    "until",
    "once",
    "from",
    "for",
    "according",
];

const CONJUNCTIONS: [&str; 6] = ["and", "but", "so", "yet", "therefore", "nor"];

/// Adverbs that may stand between the conjunction and the subject.
const LINKING: [&str; 12] = [
    "therefore",
    "also",
    "then",
    "thus",
    "hence",
    "now",
    "however",
    "meanwhile",
    "instead",
    "so",
    "moreover",
    "still",
];

/// Returns whether `word` is a form of be, have, do or a modal.
pub(super) fn is_auxiliary(word: &Word) -> bool {
    word.classes() & word::AUXILIARY != 0
}

/// Returns whether `tokens` hold a verb that can carry a sentence.
pub(super) fn has_finite_verb(tokens: &[Token]) -> bool {
    tokens.iter().enumerate().any(|(at, token)| {
        is_auxiliary(&token.word)
            || (token.has(word::PRONOUN) && at + 1 < tokens.len())
            || (at > 0 && looks_past(token))
    })
}

/// Past tenses without "-ed" that news is told in.
pub(super) const IRREGULAR: [&str; 40] = [
    "hit", "fell", "went", "took", "began", "came", "left", "held", "made", "gave", "sent", "lost",
    "won", "shot", "struck", "saw", "found", "met", "said", "told", "broke", "rose", "stood",
    "fled", "fought", "brought", "drove", "flew", "got", "grew", "heard", "kept", "knew", "led",
    "paid", "ran", "sank", "spoke", "wrote", "blew",
];

fn looks_past(token: &Token) -> bool {
    (token.word.len() > 4 && token.word.ends_with("ed")) || token.has(word::IRREGULAR)
}

/// Which text the clauses come from: headlines leave verbs out and join with "as".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Sentences.
    Prose,
    /// A headline.
    Headline,
}

/// A stretch of tokens that is a clause of its own.
pub(super) type Clause = std::ops::Range<usize>;

/// Returns the main clauses of one sentence as ranges into `tokens`, in order, without overlap.
pub(super) fn clauses(tokens: &[Token], style: Style) -> Vec<Clause> {
    let mut found: Vec<Clause> = Vec::new();
    let mut start = 0;
    let mut depth = 0u32;
    for at in 0..tokens.len() {
        match tokens[at].word.as_ref() {
            "(" | "[" => depth += 1,
            ")" | "]" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && at > start && begins_clause(tokens, start, at, style) {
            found.push(without_dangling(tokens, start..at));
            start = at;
        }
    }
    found.push(start..tokens.len());
    found
}

/// Whether a new main clause begins with the mark or conjunction at `at`.
fn begins_clause(tokens: &[Token], start: usize, at: usize, style: Style) -> bool {
    let (left, here, right) = (&tokens[start..at], &tokens[at], &tokens[at + 1..]);
    match here.word.as_ref() {
        "," => after_comma(left, right, style),
        ";" | ":" => is_main(left) && has_finite_verb(until_break(right)),
        "and" | "but" if !left.last().is_some_and(|t| t.is_any(&[",", "-", "–", "—"])) => {
            after_conjunction(left, here, right)
        }
        _ if here.is_dash() && is_spaced(tokens, at) => {
            is_main(left) && opens_clause(right, Opening::AfterDash)
        }
        _ => false,
    }
}

fn after_comma(left: &[Token], right: &[Token], style: Style) -> bool {
    if style == Style::Headline && right.first().is_some_and(|t| t.is("as")) {
        return right.get(1).is_some_and(|t| t.capital) && right.len() > 3;
    }
    let joined = right.first().is_some_and(|t| t.is_any(&CONJUNCTIONS));
    if !is_main(left) || is_elapsed_time(left) {
        return false;
    }
    let rest = skip_linking(right);
    if joined {
        let coordinated = rest.first().is_some_and(|t| continues_with_new_verb(left, t))
            || (right[0].is("but") && rest.get(..2).is_some_and(|two| is_elided_clause(left, two)));
        return coordinated || opens_clause(rest, Opening::Joined);
    }
    opens_clause(rest, Opening::Spliced) && !same_subject(left, rest)
}

fn after_conjunction(left: &[Token], here: &Token, right: &[Token]) -> bool {
    let Some(next) = right.first() else { return false };
    // "announced mobilisations and have published videos": the object of one verb, then another.
    if is_auxiliary(&next.word) && left.len() <= 4 && !has_finite_verb(left) {
        return here.is("and");
    }
    if !is_main(left) {
        return false;
    }
    if is_auxiliary(&next.word) && !next.has(word::PRONOUN) {
        return here.is("but") || continues_with_new_verb(left, next);
    }
    let pronoun = next.has(word::PRONOUN) && right.len() > 1;
    let noun = next.is_any(&DETERMINERS) && opens_clause(right, Opening::Bare);
    pronoun || noun
}

/// "… but were attacked": the subject is shared, the verb is another.
fn is_elided_clause(left: &[Token], two: &[Token]) -> bool {
    is_main(left) && is_auxiliary(&two[0].word) && two[1].is_wordlike()
}

/// Whether the auxiliary `next` differs from the one the left clause runs on ("will visit and will
/// meet" is one plan, "are not there and cannot be" are two statements).
fn continues_with_new_verb(left: &[Token], next: &Token) -> bool {
    is_auxiliary(&next.word)
        && left
            .iter()
            .rev()
            .find(|t| is_auxiliary(&t.word))
            .is_some_and(|aux| aux.word != next.word)
}

/// What stands between a clause and the one before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Opening {
    Joined,
    Spliced,
    Bare,
    AfterDash,
}

/// Whether `right` opens with a subject and a finite verb.
fn opens_clause(right: &[Token], opening: Opening) -> bool {
    let right = if opening == Opening::AfterDash { skip_linking(right) } else { right };
    let Some(first) = right.first() else { return false };
    if first.is_any(&SUBORDINATORS)
        && !(first.is("that") && right.get(1).is_some_and(|t| is_auxiliary(&t.word)))
    {
        return false;
    }
    if first.is_any(&PRONOUNS) {
        return right.len() > 1;
    }
    let reach = match opening {
        Opening::Joined | Opening::AfterDash => 9,
        Opening::Spliced | Opening::Bare => 5,
    };
    if opening == Opening::Spliced && !first.is_any(&DETERMINERS) {
        return false;
    }
    let near = until_break(right);
    let near = &near[..near.len().min(reach)];
    let verb = near.iter().position(|t| is_auxiliary(&t.word));
    match verb {
        Some(at) => at > 0 && at + 1 < right.len(),
        None => opening == Opening::Joined && first.is_any(&DETERMINERS) && has_present_verb(near),
    }
}

/// "the situation escalates every day": a noun, then a verb in the third person.
fn has_present_verb(near: &[Token]) -> bool {
    near.len() > 3
        && near[1].kind == Kind::Word
        && !near[1].word.ends_with('s')
        && (near[2].word.ends_with("es") || looks_past(&near[2]))
}

/// The tokens up to the next mark that interrupts, or a relative pronoun.
fn until_break(tokens: &[Token]) -> &[Token] {
    let stop = |t: &Token| t.is_any(&[",", ";", ":", "(", "who", "which", "and", "that"]);
    &tokens[..tokens.iter().skip(1).position(stop).map_or(tokens.len(), |at| at + 1)]
}

fn skip_linking(mut right: &[Token]) -> &[Token] {
    const PHRASES: [&[&str]; 3] =
        [&["in", "any", "case"], &["in", "fact"], &["at", "the", "same", "time"]];
    loop {
        let phrase = PHRASES.iter().find(|p| super::tokens::starts_with(right, p));
        let skip = match phrase {
            Some(phrase) => phrase.len(),
            None if right.first().is_some_and(|t| {
                t.is_any(&CONJUNCTIONS) || t.is_any(&LINKING) || t.is(",") || t.is("apparently")
            }) =>
            {
                1
            }
            None => return right,
        };
        right = &right[skip..];
    }
}

/// Whether `left` holds a main clause, not only an adjunct that leads up to one.
fn is_main(left: &[Token]) -> bool {
    let left = skip_linking(left);
    let Some(first) = left.first() else { return false };
    if !first.is_any(&OPENERS) {
        return has_finite_verb(left);
    }
    let comma = left.iter().position(|t| t.is(","));
    comma.is_some_and(|at| has_finite_verb(&left[at + 1..]))
}

/// "Ten days have passed, but …": a measure of time, not a statement beside the next.
fn is_elapsed_time(left: &[Token]) -> bool {
    left.len() <= 6
        && left.last().is_some_and(|t| t.is_any(&["passed", "elapsed", "gone"]))
        && left.iter().any(|t| t.is_any(&["hours", "days", "weeks", "months", "years"]))
}

/// "there was hope, there were messages": the same statement drawn out.
fn same_subject(left: &[Token], rest: &[Token]) -> bool {
    let first = |tokens: &[Token]| skip_linking(tokens).first().map(|t| t.word.clone());
    let clause = left.iter().rposition(|t| t.is(",")).map_or(left, |at| &left[at + 1..]);
    first(left) == first(rest) || first(clause) == first(rest)
}

/// Whether white space stands on both sides of the mark at `at`, as around a dash between clauses.
fn is_spaced(tokens: &[Token], at: usize) -> bool {
    let before = at > 0 && tokens[at - 1].span.end < tokens[at].span.start;
    let after = tokens.get(at + 1).is_some_and(|next| tokens[at].span.end < next.span.start);
    before && after
}

/// Cuts off a condition that an insertion has left hanging ("…, but if it is not settled - …").
fn without_dangling(tokens: &[Token], clause: Clause) -> Clause {
    let Some(comma) = tokens[clause.clone()].iter().rposition(|t| t.is(",")) else { return clause };
    let tail = skip_linking(&tokens[clause.start + comma..clause.end]);
    let hangs = tail.first().is_some_and(|t| t.is("if"))
        && tokens.get(clause.end).is_some_and(Token::is_dash)
        && comma > 0;
    if hangs { clause.start..clause.start + comma } else { clause }
}
