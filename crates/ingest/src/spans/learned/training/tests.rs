//! A tiny training run on invented sentences.

use super::{Lesson, Marked, learn};
use crate::spans::{Weights, utterances_by};
use crate::{Page, Span, read};

/// Names and statements of nowhere.
const NAMES: [&str; 6] = ["Ona Hale", "Dell", "The mayor", "She", "Lunmark", "Tova Maren"];
const WORDS: [&str; 5] = [
    "the harbour was closed",
    "no ship had left",
    "talks went on",
    "it was over",
    "they were safe",
];

/// Articles in which "gloss" is a verb of speech that no lexicon knows.
fn lessons(count: usize) -> Vec<Lesson> {
    (0..count)
        .map(|number| {
            let (name, words) = (NAMES[number % NAMES.len()], WORDS[number % WORDS.len()]);
            let text = format!("News\n\n{name} glossed that {words}. The night was quiet.\n");
            let place = |part: &str| {
                let start = text.find(part).expect("it stands there") as u32;
                vec![Span::new(start, start + part.len() as u32)]
            };
            let marked =
                Marked { source: place(name), cue: place("glossed"), content: place(words) };
            let page = Page { bytes: text.clone().into_bytes(), ..Page::default() };
            Lesson { reading: read(&page), marked: vec![marked] }
        })
        .collect()
}

#[test]
fn equal_lessons_give_equal_bytes_and_the_weights_know_what_was_taught() {
    let lessons = lessons(60);
    let taught = learn(&lessons);
    assert!(taught.weights == learn(&lessons).weights, "two runs differ");
    assert!(taught.weights != learn(&lessons[..59]).weights, "the lessons do not matter");
    assert_eq!(taught.counts[1], 60);

    let weights = Weights::read(taught.weights.into()).expect("weights");
    let text = "News\n\nThe bridge had fallen. Dell glossed that talks went on.\n";
    let reading = read(&Page { bytes: text.into(), ..Page::default() });
    assert!(utterances_by(&reading, None).is_empty(), "rules alone know no such verb");
    let found = utterances_by(&reading, Some(&weights));
    let said: Vec<&str> = found.iter().map(|one| reading.text.slice(one.content[0])).collect();
    assert_eq!(said.len(), 1);
    assert!(said[0].ends_with("talks went on"), "{said:?}");
    assert_eq!(found[0].source.map(|span| reading.text.slice(span)), Some("Dell"));
    assert!((50..100).contains(&found[0].confidence) && found[0].rule == "learned");
}
