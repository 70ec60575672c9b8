//! Prints the attributions of texts whose posts are already cut, for measuring against labelled data.
//!
//! Reads one JSON object per line: `{"id", "text", "posts": [{"headline": [a, b] or null, "paragraphs":
//! [[a, b], …]}]}` with code-point offsets; writes `{"id", "quotes": [{"source", "cue", "content", …}]}`.
//! The time spent in the grammars goes to standard error.

use std::error::Error;
use std::io::{self, BufRead, Write};
use std::time::{Duration, Instant};

use counterclaim_ingest::{ReadPost, Reading, Span, Text, Utterance, utterances};
use counterclaim_model::{Digest, PostKey};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Document {
    id: String,
    text: String,
    posts: Vec<Post>,
}

#[derive(Deserialize)]
struct Post {
    headline: Option<(u32, u32)>,
    paragraphs: Vec<(u32, u32)>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    let mut spent = Duration::ZERO;
    for line in io::stdin().lock().lines() {
        let document: Document = serde_json::from_str(&line?)?;
        let id = document.id.clone();
        let reading = reading(document);
        let started = Instant::now();
        let found = utterances(&reading);
        spent += started.elapsed();
        let quotes: Vec<Value> = found.iter().map(quote).collect();
        writeln!(out, "{}", json!({"id": id, "quotes": quotes}))?;
    }
    writeln!(io::stderr(), "{spent:?}")?;
    Ok(())
}

fn quote(found: &Utterance) -> Value {
    let pair = |span: &Span| (span.start, span.end);
    json!({
        "source": found.source.iter().map(pair).collect::<Vec<_>>(),
        "cue": found.cue.iter().map(pair).collect::<Vec<_>>(),
        "content": found.content.iter().map(pair).collect::<Vec<_>>(),
        "venue": found.venue.as_ref().map(pair),
        "addressee": found.addressee.as_ref().map(pair),
        "lemma": found.lemma,
        "rule": found.rule,
        "inside": found.inside,
        "quoting": format!("{:?}", found.quoting),
    })
}

fn reading(document: Document) -> Reading {
    let span = |(start, end): (u32, u32)| Span::new(start, end);
    let post = |(index, post): (usize, Post)| ReadPost {
        number: index as u32 + 1,
        key: PostKey::Permalink(index.to_string()),
        stamp: None,
        published: None,
        permalink: None,
        headline: post.headline.map(span),
        paragraphs: post.paragraphs.into_iter().map(span).collect(),
        span: Span::new(0, 0),
        content: Digest([0; 32]),
    };
    Reading {
        text: Text::new(document.text),
        text_digest: Digest([0; 32]),
        bytes_digest: Digest([0; 32]),
        reader: "given@0".to_owned(),
        title: None,
        source: "unknown source".to_owned(),
        language: None,
        byline: None,
        modified: None,
        reviews: None,
        captured_at: None,
        captured_from: None,
        posts: document.posts.into_iter().enumerate().map(post).collect(),
        faults: Vec::new(),
    }
}
