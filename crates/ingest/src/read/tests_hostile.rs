//! Reading of what is no page: garbage, broken characters, mangled markup. Whatever comes in, a reading
//! comes out, with every place inside its text and in order.

use proptest::prelude::*;

use super::tests::{BLOG, DUMP, text};
use super::web_feed::tests::{ATOM, JSON, RDF, RSS};
use super::{MAX_PAGE, read};
use crate::{Page, Reading};

#[test]
fn garbage_gives_no_posts_and_says_why() {
    let deep = format!("<html><body>{}", "<div><b a=1>".repeat(100_000));
    let table: Vec<(Vec<u8>, &str)> = vec![
        (Vec::new(), "empty"),
        (b" \r\n\t".to_vec(), "empty"),
        (vec![0; 4_096], "no text"),
        ((0..=255).cycle().take(9_999).collect(), "no text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xd8\xfe\x01\x02\x03".to_vec(), "no text"),
        (vec![b'a'; MAX_PAGE + 1], "not read"),
        (deep.into_bytes(), "no words"),
        (b"<html><script type='application/ld+json'>{\"@type\":".to_vec(), "no JSON"),
        (
            format!("<html><script type='application/ld+json'>{}", "[".repeat(90_000)).into_bytes(),
            "no JSON",
        ),
        (b"Read more\n\n___\n".to_vec(), "no words"),
    ];
    for (bytes, expected) in table {
        let reading = read(&Page { bytes, ..Page::default() });
        assert_eq!(reading.posts.len(), 0, "{expected}");
        let said = reading.faults.iter().any(|fault| fault.what.contains(expected));
        assert!(said, "{expected}: {:?}", reading.faults);
    }
}

#[test]
fn a_broken_sequence_is_one_character_and_a_fault() {
    let reading = read(&Page {
        bytes: b"\xef\xbb\xbfOne \xe2\x80 two \xff.\r\nThree".to_vec(),
        ..Page::default()
    });
    assert_eq!(reading.text.as_str(), "\u{feff}One \u{fffd} two \u{fffd}.\r\nThree");
    assert_eq!(reading.faults.iter().map(|fault| fault.at).collect::<Vec<_>>(), [5, 11]);
    let latin = b"<html><meta charset=iso-8859-1><h1>Caf\xe9</h1><p>\x93Yes\x94.</p>".to_vec();
    let reading = read(&Page { bytes: latin, ..Page::default() });
    assert_eq!(reading.text.as_str(), "Café\n\n“Yes”.");
}

/// What holds for every reading.
fn hold(reading: &Reading) -> Result<(), TestCaseError> {
    let length = reading.text.len();
    let mut end = 0;
    for post in &reading.posts {
        prop_assert!(post.span.start >= end && post.span.end <= length);
        end = post.span.end;
        let mut within = post.span.start;
        for part in post.headline.iter().chain(&post.paragraphs) {
            prop_assert!(part.start >= within && post.span.contains(*part) && !part.is_empty());
            within = part.end;
        }
    }
    prop_assert!(reading.faults.iter().all(|fault| fault.at <= length));
    prop_assert!(!reading.posts.is_empty() || !reading.faults.is_empty());
    Ok(())
}

proptest! {
    #[test]
    fn any_bytes_give_a_reading(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        hold(&read(&Page { bytes, ..Page::default() }))?;
    }

    #[test]
    fn mangled_pages_give_a_reading(
        page in 0_usize..6,
        cuts in proptest::collection::vec((any::<prop::sample::Index>(), 0_usize..40, "[ -~•é\n<>0-9:.]{0,12}"), 0..12),
    ) {
        let mut words: Vec<char> = [DUMP, BLOG, RSS, ATOM, RDF, JSON][page].chars().collect();
        for (at, length, new) in cuts {
            let start = at.index(words.len() + 1);
            let end = words.len().min(start + length);
            words.splice(start..end, new.chars());
        }
        let words: String = words.into_iter().collect();
        hold(&read(&text(&words)))?;
    }
}
