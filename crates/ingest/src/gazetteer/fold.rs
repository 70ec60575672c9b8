//! Cutting text into words and folding what makes no difference to a name: case, accents, look-alike
//! letters, full stops, British or American spelling. Used for the forms of the gazetteer and for page text alike.

/// What stands between a word and the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// White space, a hyphen, or brackets and quotation marks around a name.
    Joined,
    /// A full stop, perhaps of an abbreviation.
    Stop,
    /// A comma.
    Comma,
    /// Anything else, and the end of the text.
    Break,
}

/// A word and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// First byte.
    pub(crate) start: usize,
    /// One past the last byte, a possessive ending left out.
    pub(crate) end: usize,
    /// Folded, in lower case.
    pub(crate) lower: String,
    /// Whether it is written as an abbreviation: two to five capitals.
    pub(crate) acronym: bool,
    /// Whether it begins with a capital letter.
    pub(crate) capital: bool,
    /// Whether it has a possessive ending.
    pub(crate) possessive: bool,
    /// What follows it.
    pub(crate) gap: Gap,
}

impl Word {
    /// Returns the folded word, abbreviations in capitals.
    pub(crate) fn cased(&self) -> String {
        if self.acronym { self.lower.to_uppercase() } else { self.lower.clone() }
    }
}

/// Returns the words of `text` in order, with byte offsets counted from `base`.
pub(crate) fn words(text: &str, base: usize) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut rest = 0;
    while let Some((start, end)) = next_word(text, rest) {
        if let Some(previous) = found.last_mut() {
            previous.gap = gap(&text[rest..start]);
        }
        found.push(word(text, start, end, base));
        rest = end;
    }
    if let Some(last) = found.last_mut()
        && gap(&text[rest..]) == Gap::Stop
    {
        last.gap = Gap::Stop;
    }
    found
}

/// Returns the keys of words with blanks between them.
pub(super) fn joined(words: &[Word], key: impl Fn(&Word) -> String) -> String {
    words.iter().map(key).collect::<Vec<_>>().join(" ")
}

/// Finds the next run of letters and digits; apostrophes and full stops between letters belong to it.
fn next_word(text: &str, from: usize) -> Option<(usize, usize)> {
    let start = from + text[from..].find(char::is_alphanumeric)?;
    let mut end = start;
    let mut letters = text[start..].char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let inner = is_apostrophe(letter) || letter == '.';
        let followed = letters.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if letter.is_alphanumeric() || (inner && followed) {
            end = start + at + letter.len_utf8();
        } else {
            break;
        }
    }
    Some((start, end))
}

fn word(text: &str, start: usize, end: usize, base: usize) -> Word {
    let (stem, possessive) = without_possessive(&text[start..end], &text[end..]);
    let capitals = stem.chars().filter(|letter| letter.is_uppercase()).count();
    let letters = stem.chars().filter(|letter| letter.is_alphabetic()).count();
    Word {
        start: base + start,
        end: base + start + stem.len(),
        lower: folded(stem),
        acronym: (2..=5).contains(&letters) && capitals == letters,
        capital: stem.chars().next().is_some_and(char::is_uppercase),
        possessive,
        gap: Gap::Break,
    }
}

/// Cuts "'s" off; an apostrophe right behind a final s counts as well.
fn without_possessive<'a>(word: &'a str, after: &str) -> (&'a str, bool) {
    for ending in ["'s", "’s", "ʼs", "'S", "’S"] {
        if let Some(stem) = word.strip_suffix(ending) {
            return (stem, true);
        }
    }
    (word, word.ends_with('s') && after.starts_with(is_apostrophe))
}

fn gap(between: &str) -> Gap {
    if between == " " {
        return Gap::Joined;
    }
    let between = between.trim_matches(|c: char| c.is_whitespace());
    let plain = |c: char| {
        c.is_whitespace()
            || matches!(c, '-' | '‐' | '‑' | '[' | ']' | '"' | '“' | '”')
            || is_apostrophe(c)
    };
    match between.trim_matches(plain) {
        "" => Gap::Joined,
        "." => Gap::Stop,
        "," => Gap::Comma,
        _ => Gap::Break,
    }
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | 'ʼ' | '‘')
}

/// Folds one word: lower case, plain Latin letters, British spelling.
fn folded(word: &str) -> String {
    let mut plain = String::with_capacity(word.len());
    let mut letters = 0_u32;
    for letter in word.chars() {
        if letter.is_ascii_alphanumeric() {
            let letter = letter.to_ascii_lowercase();
            letters |= bit(letter as u8);
            plain.push(letter);
            continue;
        }
        letter.to_lowercase().for_each(|letter| match letter {
            '.' => {}
            other if is_apostrophe(other) || is_combining(other) => {}
            other => match look_alike(other) {
                Some(same) => {
                    same.bytes().for_each(|letter| letters |= bit(letter));
                    plain.push_str(same);
                }
                None => plain.push(other),
            },
        });
    }
    for (american, british, needed) in SPELLINGS {
        // Nearly every word lacks one of the letters, and is not gone through for it.
        if letters & needed == needed && holds(plain.as_bytes(), american.as_bytes()) {
            plain = plain.replace(american, british);
            letters = u32::MAX;
        }
    }
    plain
}

/// Returns the bit of a letter; all other signs share one.
const fn bit(letter: u8) -> u32 {
    1 << if letter.is_ascii_lowercase() { letter - b'a' } else { 31 }
}

/// Returns the bits of the letters of a word.
const fn letters_of(word: &str) -> u32 {
    let (bytes, mut at, mut letters) = (word.as_bytes(), 0, 0);
    while at < bytes.len() {
        letters |= bit(bytes[at]);
        at += 1;
    }
    letters
}

/// Whether `part` stands in `word`: cheaper on single words than a search made for long texts.
fn holds(word: &[u8], part: &[u8]) -> bool {
    let first = part.first().copied();
    let mut starts = word.iter().enumerate().filter(|(_, letter)| first == Some(**letter));
    starts.any(|(at, _)| word[at..].starts_with(part))
}

/// American spellings, the British ones that words are folded to, and the letters of the former.
const SPELLINGS: [(&str, &str, u32); 6] = [
    ("defense", "defence", letters_of("defense")),
    ("center", "centre", letters_of("center")),
    ("labor", "labour", letters_of("labor")),
    ("iza", "isa", letters_of("iza")),
    ("ize", "ise", letters_of("ize")),
    ("izi", "isi", letters_of("izi")),
];

fn is_combining(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

/// Plain letters for an accented Latin letter or a Cyrillic or Greek one that looks the same.
fn look_alike(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ə' | 'а' | 'α' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' | 'с' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'е' | 'ё' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'һ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'і' | 'ї' => "i",
        'ј' => "j",
        'ķ' | 'к' => "k",
        'ł' | 'ľ' | 'ļ' | 'ĺ' => "l",
        'м' => "m",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'о' | 'ο' => "o",
        'œ' => "oe",
        'р' => "p",
        'ŕ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' | 'ѕ' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ț' | 'т' => "t",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'х' => "x",
        'ý' | 'ÿ' | 'у' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        words(text, 0).iter().map(Word::cased).collect()
    }

    #[test]
    fn what_looks_alike_folds_alike() {
        assert_eq!(keys("Defenсe Ministry"), keys("DEFENSE\u{a0}ministry"));
        assert_eq!(keys("U.S. Élysée"), ["US", "elysee"]);
        assert_ne!(keys("US"), keys("us"));
    }

    #[test]
    fn possessives_and_gaps_are_seen() {
        let words = words("Ostrevia's envoys', Maj. Gen. [Ada]", 0);
        let seen: Vec<_> = words.iter().map(|w| (w.lower.as_str(), w.possessive, w.gap)).collect();
        assert_eq!(
            seen,
            [
                ("ostrevia", true, Gap::Joined),
                ("envoys", true, Gap::Comma),
                ("maj", false, Gap::Stop),
                ("gen", false, Gap::Stop),
                ("ada", false, Gap::Break),
            ]
        );
    }
}
