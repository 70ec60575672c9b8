//! Words, numbers and marks of a stretch of text, each with its place. Everything in `claims` that looks
//! at wording goes through here, so that folding of case and look-alike letters is done once.

use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

use super::word::{Classes, Word};
use crate::{Span, Text};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, possibly with digits or an inner apostrophe ("5th", "Ostrevia's").
    Word,
    /// Digits, possibly with inner commas or a decimal point.
    Number,
    /// Anything else that is not white space, one character each.
    Mark,
}

/// A token with its place in the text.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: Kind,
    /// Where it stands.
    pub(super) span: Span,
    /// The word in lower case, look-alike letters and apostrophes folded. Shared: statements are looked at
    /// many times, and each time as a list of tokens.
    pub(super) word: Word,
    /// Whether it begins with a capital letter.
    pub(super) capital: bool,
    /// Whether it is written in capitals throughout: "WHO" and not "Who".
    pub(super) acronym: bool,
}

impl Token {
    /// Returns whether this is the mark or word `word`.
    pub(super) fn is(&self, word: &str) -> bool {
        let own = self.word.as_bytes();
        own.len() == word.len() && own.first() == word.as_bytes().first() && own == word.as_bytes()
    }

    /// Returns whether this is one of `words`.
    pub(super) fn is_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(word))
    }

    /// Returns whether it is a word or a number.
    pub(super) fn is_wordlike(&self) -> bool {
        self.kind != Kind::Mark
    }

    /// Returns whether this is a dash of any length, or a hyphen.
    pub(super) fn is_dash(&self) -> bool {
        self.is_any(&["-", "–", "—"])
    }

    /// Returns the word without a possessive ending.
    pub(super) fn bare(&self) -> &str {
        self.word.bare()
    }

    /// Returns whether the word is in any of `classes`.
    pub(super) fn has(&self, classes: Classes) -> bool {
        self.word.classes() & classes != 0
    }
}

/// The tokens of a whole page, cut once.
#[derive(Debug)]
pub(super) struct PageTokens<'a> {
    text: &'a Text,
    all: Vec<Token>,
}

impl<'a> PageTokens<'a> {
    /// Cuts all of `text`.
    pub(super) fn of(text: &'a Text) -> Self {
        // A word is kept once, with what is found out about it, wherever on the page it stands.
        let mut words = HashMap::<Rc<str>, Word>::new();
        let all = cut(text, Span::new(0, text.len()), usize::MAX, |word| match words.get(word) {
            Some(known) => known.clone(),
            None => {
                let new = Word::new(word);
                words.insert(new.text().clone(), new.clone());
                new
            }
        });
        Self { text, all }
    }

    /// Returns the text they stand in.
    pub(super) fn text(&self) -> &'a Text {
        self.text
    }

    /// Returns all of them.
    pub(super) fn all(&self) -> &[Token] {
        &self.all
    }

    /// Returns the tokens of `span` in text order, as [`tokens`] does.
    pub(super) fn within(&self, span: Span) -> Cow<'_, [Token]> {
        let start = self.all.partition_point(|token| token.span.end <= span.start);
        let end = self.all.partition_point(|token| token.span.start < span.end).max(start);
        let found = &self.all[start..end];
        // A span that begins or ends inside a word has a part of it.
        let whole = found.first().is_none_or(|first| first.span.start >= span.start)
            && found.last().is_none_or(|last| last.span.end <= span.end);
        if whole { Cow::Borrowed(found) } else { Cow::Owned(tokens(self.text, span)) }
    }
}

/// Returns the tokens of `span` in text order.
pub(super) fn tokens(text: &Text, span: Span) -> Vec<Token> {
    cut(text, span, usize::MAX, Word::new)
}

/// Returns the first `most` tokens of `span`.
pub(super) fn first_tokens(text: &Text, span: Span, most: usize) -> Vec<Token> {
    cut(text, span, most, Word::new)
}

/// Cuts `span` into tokens, not more than `most`. `keep` makes words of folded letters.
fn cut(text: &Text, span: Span, most: usize, mut keep: impl FnMut(&str) -> Word) -> Vec<Token> {
    let letters: Vec<char> = text.slice(span).chars().collect();
    let mut found = Vec::with_capacity((letters.len() / 5 + 1).min(most));
    let mut folded = String::new();
    let mut at = 0;
    while at < letters.len() && found.len() < most {
        if letters[at].is_whitespace() {
            at += 1;
            continue;
        }
        let end = token_end(&letters, at);
        fold_into(&mut folded, &letters[at..end]);
        found.push(token(&letters[at..end], span.start + at as u32, keep(&folded)));
        at = end;
    }
    found
}

fn token_end(letters: &[char], start: usize) -> usize {
    if !letters[start].is_alphanumeric() {
        return start + 1;
    }
    let numeric = letters[start].is_ascii_digit();
    let mut end = start + 1;
    while end < letters.len() {
        let next = letters.get(end + 1);
        let goes_on = letters[end].is_alphanumeric()
            || (is_apostrophe(letters[end]) && next.is_some_and(|c| c.is_alphabetic()))
            || (numeric
                && matches!(letters[end], ',' | '.')
                && next.is_some_and(char::is_ascii_digit));
        if !goes_on {
            break;
        }
        end += 1;
    }
    end
}

fn token(letters: &[char], start: u32, word: Word) -> Token {
    let kind = if letters.iter().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
        && letters[0].is_ascii_digit()
    {
        Kind::Number
    } else if letters[0].is_alphanumeric() {
        Kind::Word
    } else {
        Kind::Mark
    };
    let span = Span::new(start, start + letters.len() as u32);
    let acronym = letters.len() > 1 && letters.iter().all(|c| c.is_uppercase());
    Token { kind, span, word, capital: letters[0].is_uppercase(), acronym }
}

fn fold_into(word: &mut String, letters: &[char]) {
    word.clear();
    for letter in letters {
        if letter.is_ascii() {
            word.push(letter.to_ascii_lowercase());
        } else {
            word.extend(letter.to_lowercase().map(fold));
        }
    }
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’')
}

/// Folds letters that only look Latin: a page once spelt "Defenсe" with a Cyrillic letter.
fn fold(letter: char) -> char {
    match letter {
        '’' | 'ʼ' => '\'',
        'а' => 'a',
        'е' => 'e',
        'о' => 'o',
        'р' => 'p',
        'с' => 'c',
        'х' => 'x',
        'у' => 'y',
        'і' => 'i',
        other => other,
    }
}

/// Returns where the sequence of `words` begins in `tokens`, at or after `from`.
pub(super) fn find_sequence(tokens: &[Token], from: usize, words: &[&str]) -> Option<usize> {
    (from..tokens.len()).find(|at| starts_with(&tokens[*at..], words))
}

/// Returns whether `tokens` begin with `words`.
pub(super) fn starts_with(tokens: &[Token], words: &[&str]) -> bool {
    tokens.len() >= words.len() && words.iter().zip(tokens).all(|(word, token)| token.is(word))
}

/// Returns the span from the first to the last of `tokens`; `None` if there are none.
pub(super) fn cover(tokens: &[Token]) -> Option<Span> {
    Some(tokens.first()?.span.cover(tokens.last()?.span))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_and_marks_keep_their_places() {
        let text = Text::new("“Ostrevia’s 5th Defenсe\u{a0}lost 1,200 (30-40)”".to_owned());
        let found = tokens(&text, Span::new(0, text.len()));
        let words: Vec<&str> = found.iter().map(|t| &*t.word).collect();
        let expected =
            ["“", "ostrevia's", "5th", "defence", "lost", "1,200", "(", "30", "-", "40", ")", "”"];
        assert_eq!(words, expected);
        assert!(found.iter().all(|t| !text.slice(t.span).contains(char::is_whitespace)));
        assert_eq!(found[1].bare(), "ostrevia");
    }

    #[test]
    fn tokens_of_a_page_are_those_of_each_stretch_of_it() {
        let text = Text::new("“Ostrevia’s 5th lost 1,200 (30-40)” men, it said.".to_owned());
        let page = PageTokens::of(&text);
        for start in 0..text.len() {
            for end in start..=text.len() {
                let span = Span::new(start, end);
                let spans = |found: &[Token]| found.iter().map(|t| t.span).collect::<Vec<_>>();
                assert_eq!(spans(&page.within(span)), spans(&tokens(&text, span)), "{span:?}");
            }
        }
    }
}
