//! The seed page against its annotated posts, where the shared data lies beside the workspace.

use std::path::Path;

use serde::Deserialize;

use super::read;
use crate::{Page, Span};

#[derive(Deserialize)]
struct Gold {
    post: u32,
    time: String,
    published_at: String,
    headline: String,
    body_paragraphs: Vec<String>,
    char_start: u32,
    char_end: u32,
    headline_offset: u32,
    body_offsets: Vec<u32>,
}

#[test]
fn the_seed_page_is_read_as_annotated() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let (Ok(bytes), Ok(gold)) = (
        std::fs::read(shared.join("seeds/000_656f3fc374a4ce07.txt")),
        std::fs::read_to_string(shared.join("gold/posts.jsonl")),
    ) else {
        use std::io::Write as _;
        let reason = "skipped: no shared data beside the workspace";
        writeln!(std::io::stderr(), "{reason}").expect("standard error takes a line");
        return;
    };
    let reading = read(&Page { bytes, ..Page::default() });
    assert_eq!(reading.faults, []);
    assert_eq!(reading.source, "Sputnik");
    let posts = &reading.posts[1..];
    let gold: Vec<Gold> =
        gold.lines().map(|line| serde_json::from_str(line).expect("a line of gold")).collect();
    assert_eq!(posts.len(), gold.len());
    for (post, gold) in posts.iter().zip(gold) {
        let published = post.published.map(|moment| moment.at.to_rfc3339().replace("+00:00", "Z"));
        assert_eq!(post.number, gold.post);
        assert_eq!(post.stamp, Some(gold.time));
        assert_eq!(published, Some(gold.published_at));
        let at = |start: u32, words: &str| Span::new(start, start + words.chars().count() as u32);
        assert_eq!(post.headline, Some(at(gold.headline_offset, &gold.headline)));
        let body: Vec<Span> = std::iter::zip(gold.body_offsets, &gold.body_paragraphs)
            .map(|(start, words)| at(start, words))
            .collect();
        assert_eq!(post.paragraphs, body);
        assert_eq!(post.span, Span::new(gold.char_start, gold.char_end));
    }
}
