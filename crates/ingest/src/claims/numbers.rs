//! Numbers as newspapers write them: digits, words, "Sixty-six", "a hundred", "2.5 million". `figures`
//! and `likeness` read amounts with it.

use counterclaim_model::Amount;

use super::tokens::{Kind, Token};
use super::word::NUMBER;

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// Returns the words that a number in words may begin with.
pub(super) fn beginnings() -> impl Iterator<Item = &'static str> {
    UNITS.into_iter().chain(TENS).chain(["a", "an"])
}

/// Returns the amount that `tokens` begin with and how many tokens it takes; `None` if they begin
/// with none. A bare "one" counts as a number.
pub(super) fn amount(tokens: &[Token]) -> Option<(Amount, usize)> {
    let first = tokens.first()?;
    let (thousandths, mut used) = match first.kind {
        Kind::Number => (digits(&first.word)?, 1),
        Kind::Word => small(tokens)?,
        Kind::Mark => return None,
    };
    let mut total = thousandths;
    while let Some(factor) = tokens.get(used).and_then(|t| scale(&t.word)) {
        total = total.checked_mul(factor)?;
        used += 1;
        let joined = usize::from(tokens.get(used).is_some_and(|t| t.is("and")));
        if factor == 100
            && let Some((rest, more)) = tokens.get(used + joined..).and_then(small)
            && rest < 100_000
        {
            total = total.checked_add(rest)?;
            used += joined + more;
        }
    }
    exact(total).map(|amount| (amount, used))
}

fn exact(thousandths: i64) -> Option<Amount> {
    if thousandths % 1000 == 0 {
        return Some(Amount::whole(thousandths / 1000));
    }
    format!("{}.{:03}", thousandths / 1000, thousandths % 1000).parse().ok()
}

/// Digits in thousandths; commas separate groups of three.
fn digits(word: &str) -> Option<i64> {
    let plain: String = word.chars().filter(|c| *c != ',').collect();
    let (units, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    if decimals.len() > 3 || decimals.contains('.') {
        return None;
    }
    let units: i64 = units.parse().ok()?;
    let rest: i64 = format!("{decimals:0<3}").parse().ok()?;
    units.checked_mul(1000)?.checked_add(rest)
}

/// A number word below a hundred, or "a hundred", in thousandths.
fn small(tokens: &[Token]) -> Option<(i64, usize)> {
    let first = tokens.first().filter(|first| first.has(NUMBER))?;
    if first.is_any(&["a", "an"]) && tokens.get(1).is_some_and(|t| scale(&t.word).is_some()) {
        return Some((1000, 1));
    }
    if let Some(unit) = position(&UNITS, &first.word) {
        return Some((unit * 1000, 1));
    }
    let ten = (position(&TENS, &first.word)? + 2) * 10;
    let hyphen = usize::from(tokens.get(1).is_some_and(Token::is_dash));
    let unit = tokens.get(1 + hyphen).and_then(|t| position(&UNITS, &t.word));
    match unit.filter(|unit| (1..10).contains(unit)) {
        Some(unit) => Some(((ten + unit) * 1000, 2 + hyphen)),
        None => Some((ten * 1000, 1)),
    }
}

fn position(words: &[&str], word: &str) -> Option<i64> {
    words.iter().position(|known| *known == word).map(|at| at as i64)
}

fn scale(word: &str) -> Option<i64> {
    match word {
        "hundred" => Some(100),
        "thousand" => Some(1000),
        "million" => Some(1_000_000),
        "billion" => Some(1_000_000_000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;
    use crate::{Span, Text};

    #[test]
    fn words_and_digits_are_the_same_numbers() {
        for (words, expected, used) in [
            ("Sixty-six facilities", "66", 3),
            ("1,250 houses", "1250", 1),
            ("a hundred people", "100", 2),
            ("two hundred and forty-five thousand", "245000", 7),
            ("2.5 million", "2500000", 2),
            ("Thirty civilians", "30", 1),
        ] {
            let text = Text::new(words.to_owned());
            let found = amount(&tokens(&text, Span::new(0, text.len()))).expect("a number");
            assert_eq!((found.0.to_string().as_str(), found.1), (expected, used), "{words}");
        }
    }
}
