//! How text is cut into words for search. The index and whoever asks it cut alike, so that what is typed
//! finds what was read.
//!
//! A word is a run of letters and digits, in small letters; whatever else stands between them only parts them:
//! "twenty-one" and "3,000" are two words each. Scripts that put no space between words (Han, kana, Thai, Lao,
//! Khmer, Burmese) are cut sign by sign. What is cut into several words is looked for as these words in a row.

/// Hands every word of `text` to `each`, in order. `word` is room to work in.
pub(crate) fn each_word(text: &str, word: &mut String, mut each: impl FnMut(&str)) {
    word.clear();
    for sign in text.chars() {
        let is_alone = stands_alone(sign);
        if (is_alone || !sign.is_alphanumeric()) && !word.is_empty() {
            each(word);
            word.clear();
        }
        if is_alone {
            word.push(sign);
            each(word);
            word.clear();
        } else if sign.is_ascii() {
            if sign.is_alphanumeric() {
                word.push(sign.to_ascii_lowercase());
            }
        } else if sign.is_alphanumeric() {
            // The Greek sigma has a form of its own at the end of a word.
            word.extend(sign.to_lowercase().map(|small| if small == 'ς' { 'σ' } else { small }));
        }
    }
    if !word.is_empty() {
        each(word);
        word.clear();
    }
}

/// Returns the words of a text, as search knows them: runs of letters and digits in small letters; signs of
/// scripts without spaces one by one.
pub fn words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    each_word(text, &mut String::new(), |word| found.push(word.to_owned()));
    found
}

/// Returns whether a sign is a word of its own: letters of scripts that are written without spaces.
fn stands_alone(sign: char) -> bool {
    let is_wide = matches!(sign,
        '\u{e00}'..='\u{eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{3040}'..='\u{30ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}');
    is_wide && sign.is_alphanumeric()
}

/// Words to be found in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The words, in order; never empty.
    words: Vec<String>,
    /// Whether the last may go on.
    is_open: bool,
    /// The words with signs between them that are in no word.
    in_a_row: String,
}

/// Stands between words, and in none.
const BETWEEN: char = ' ';

impl Phrase {
    /// Cuts a text; none if there is no word in it. With `Ending::Open` the last word may go on: "harb"
    /// finds "harbour".
    pub fn new(text: &str, ending: Ending) -> Option<Self> {
        let (words, is_open) = (words(text), ending == Ending::Open);
        let mut in_a_row: String = words.iter().flat_map(|word| [" ", word.as_str()]).collect();
        if !is_open {
            in_a_row.push(BETWEEN);
        }
        (!words.is_empty()).then_some(Self { words, is_open, in_a_row })
    }

    /// Returns whether they stand in `text` in a row.
    pub fn is_in(&self, text: &str) -> bool {
        let (mut room, mut in_a_row) = (String::new(), String::with_capacity(text.len() + 2));
        each_word(text, &mut room, |word| {
            in_a_row.push(BETWEEN);
            in_a_row.push_str(word);
        });
        in_a_row.push(BETWEEN);
        in_a_row.contains(&self.in_a_row)
    }

    /// Returns the words with whether each may go on.
    pub(crate) fn parts(&self) -> impl Iterator<Item = (&str, bool)> {
        let last = self.words.len() - 1;
        let open = move |at: usize| at == last && self.is_open;
        self.words.iter().enumerate().map(move |(at, word)| (word.as_str(), open(at)))
    }

    /// Returns whether it is one whole word.
    pub(crate) fn is_one_word(&self) -> bool {
        self.words.len() == 1
    }
}

/// Whether the last word is whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It is.
    Whole,
    /// It may go on.
    Open,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_digits_are_words_and_what_parts_them_is_not() {
        assert_eq!(words("Twenty-one of 3,000: “No”."), ["twenty", "one", "of", "3", "000", "no"]);
        assert_eq!(words("ΟΔΟΣ οδος"), ["οδοσ", "οδοσ"]);
        assert_eq!(words("港口 port"), ["港", "口", "port"]);
        assert!(words(" … — ").is_empty());
    }

    #[test]
    fn a_phrase_is_its_words_in_a_row() {
        let phrase = |text, ending| Phrase::new(text, ending).expect("it has words");
        assert!(phrase("the harbour", Ending::Whole).is_in("At THE harbour, he said"));
        assert!(!phrase("the harbour", Ending::Whole).is_in("the old harbour"));
        assert!(phrase("old harb", Ending::Open).is_in("the old harbour"));
        assert!(!phrase("old harb", Ending::Whole).is_in("the old harbour"));
        assert!(Phrase::new("—", Ending::Whole).is_none());
    }
}
