//! What counts as a cue of speech or writing. The labels also mark intentions and beliefs ("wants", "is
//! expected"), which a tracker of claims may pass over; recall on speech alone is told beside the whole.

use super::words::Place;

/// First letters of verbs and nouns of speech and writing, as their forms share them, with the longest
/// ending that a form may add.
const STEMS: &[(&str, usize)] = &[
    ("said", 0),
    ("say", 3),
    ("saying", 0),
    ("tell", 3),
    ("told", 0),
    ("add", 3),
    ("claim", 3),
    ("writ", 3),
    ("wrote", 0),
    ("written", 0),
    ("tweet", 3),
    ("post", 3),
    ("argu", 3),
    ("announc", 4),
    ("report", 3),
    ("declar", 3),
    ("stat", 3),
    ("statement", 1),
    ("explain", 3),
    ("ask", 3),
    ("answer", 3),
    ("repl", 4),
    ("respond", 3),
    ("insist", 3),
    ("warn", 3),
    ("not", 3),
    ("call", 3),
    ("describ", 3),
    ("accus", 4),
    ("alleg", 4),
    ("assert", 3),
    ("den", 4),
    ("confirm", 3),
    ("urg", 3),
    ("promis", 3),
    ("vow", 3),
    ("pledg", 3),
    ("quot", 3),
    ("cit", 3),
    ("mention", 3),
    ("suggest", 3),
    ("acknowledg", 3),
    ("admit", 4),
    ("comment", 3),
    ("remark", 3),
    ("stress", 3),
    ("emphasi", 4),
    ("reiterat", 3),
    ("repeat", 3),
    ("predict", 3),
    ("propos", 3),
    ("testif", 4),
    ("conced", 3),
    ("contend", 3),
    ("maintain", 3),
    ("complain", 3),
    ("joke", 1),
    ("joking", 0),
    ("critici", 4),
    ("slam", 4),
    ("blast", 3),
    ("dismiss", 3),
    ("reject", 3),
    ("refut", 3),
    ("condemn", 3),
    ("denounc", 4),
    ("prais", 3),
    ("defend", 3),
    ("tout", 3),
    ("boast", 3),
    ("mock", 3),
    ("dub", 4),
    ("according", 0),
    ("speak", 3),
    ("spoke", 0),
    ("talk", 3),
    ("discuss", 3),
    ("interview", 3),
    ("speech", 2),
    ("word", 1),
];

/// Returns whether a cue is one of speech or writing: a word of it is, or it is a colon or dash.
pub(super) fn speaks(text: &[char], cue: &[Place]) -> bool {
    cue.iter().any(|(start, end)| {
        let words: String =
            text.get(*start as usize..*end as usize).unwrap_or_default().iter().collect();
        let words = words.to_lowercase();
        let mut parts = words.split(|letter: char| !letter.is_alphanumeric());
        let sign = words.trim().chars().all(|letter| matches!(letter, ':' | '-' | '–' | '—'));
        !words.trim().is_empty() && sign || parts.any(is_speech)
    })
}

fn is_speech(word: &str) -> bool {
    let fits = |(stem, ending): &(&str, usize)| {
        word.strip_prefix(stem)
            .is_some_and(|rest| rest.chars().count() <= *ending && is_ending(rest))
    };
    word != "not" && STEMS.iter().any(fits)
}

/// Returns whether `rest` may end a form of a verb.
fn is_ending(rest: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "", "s", "e", "d", "t", "y", "es", "ed", "en", "ing", "ies", "ied", "ying", "ses", "sed",
        "sing", "zes", "zed", "zing", "ted", "ting", "med", "ming", "bed", "bing", "se", "ze",
    ];
    ENDINGS.contains(&rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speech_is_told_from_thought() {
        let is = |cue: &str| {
            let letters: Vec<char> = cue.chars().collect();
            speaks(&letters, &[(0, letters.len() as u32)])
        };
        for cue in ["has also said", "According to", ":", "wrote on Twitter", "denied", "tweeted"] {
            assert!(is(cue), "{cue}");
        }
        for cue in ["wants", "did not want", "is expected", "thought", "", "statesmanlike hope"] {
            assert!(!is(cue), "{cue}");
        }
    }
}
