//! Measures `voices` against the hand annotation of a real page, where that is at hand beside the workspace:
//! gold spans in, speakers and parties out. Prints what was missed and holds the share of right parties.
#![expect(clippy::print_stdout, reason = "the table of misses is what this test is run for")]

use std::path::{Path, PathBuf};

use counterclaim_ingest::{
    Gazetteer, Place, Quoting, ReadPost, Reading, Span, Text, Utterance, Voices, voices,
};
use counterclaim_model::{Attribution, Digest, PostKey};
use serde_json::Value;

/// Right parties in per cent, below which this test fails.
const RIGHT_PARTIES: usize = 90;

#[test]
fn parties_of_the_annotated_page_are_right() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let Some(gold) = Gold::read(&shared) else {
        println!("skipped: no annotated page at {}", shared.display());
        return;
    };
    let found = voices(&gold.reading, &gold.utterances, Gazetteer::shipped());
    let (mut judged, mut parties, mut names) = (0, 0, 0);
    for (utterance, voices) in gold.utterances.iter().zip(&found) {
        let expected = gold.expected(utterance);
        if expected.is_empty() {
            continue;
        }
        judged += 1;
        let party = expected.iter().any(|(_, party)| has_party(voices, party));
        let name = expected.iter().any(|(name, _)| has_name(voices, name));
        parties += usize::from(party);
        names += usize::from(name);
        if !party || !name {
            println!("{}", gold.miss(utterance, voices, &expected));
        }
    }
    println!("{judged} utterances judged: {parties} right parties, {names} right speakers");
    assert!(judged >= 90, "only {judged} utterances could be judged");
    assert!(parties * 100 >= judged * RIGHT_PARTIES, "{parties} of {judged} parties are right");
}

fn has_party(voices: &Voices, party: &str) -> bool {
    let joint = voices.jointly && party == "multiple";
    joint || voices.speakers.iter().any(|speaker| speaker.party() == party)
}

fn has_name(voices: &Voices, name: &str) -> bool {
    let joint = voices.jointly && name.contains(';');
    joint || voices.speakers.iter().any(|speaker| speaker.name == name)
}

struct Gold {
    reading: Reading,
    utterances: Vec<Utterance>,
    claims: Vec<Value>,
}

impl Gold {
    fn read(shared: &Path) -> Option<Self> {
        let text = std::fs::read_to_string(page(shared)?).ok()?;
        let lines = |name: &str| -> Option<Vec<Value>> {
            let file = std::fs::read_to_string(shared.join("gold").join(name)).ok()?;
            file.lines().map(|line| serde_json::from_str(line).ok()).collect()
        };
        let seed = std::fs::read_to_string(shared.join("gold/attribution_seed.json")).ok()?;
        let seed: Value = serde_json::from_str(&seed).ok()?;
        let reading = reading(Text::new(text), &lines("posts.jsonl")?);
        let quotes = seed["quotes"].as_array()?;
        let mut utterances: Vec<Utterance> = quotes.iter().filter_map(utterance).collect();
        utterances
            .sort_by_key(|one| (one.content[0].start, std::cmp::Reverse(one.content[0].len())));
        nest(&mut utterances);
        Some(Self { reading, utterances, claims: lines("claims.jsonl")? })
    }

    /// Returns speaker and party of the gold claims an utterance carries: those of the same source phrase
    /// or cue if there are any, else all whose words overlap its content.
    fn expected(&self, utterance: &Utterance) -> Vec<(String, String)> {
        let post = self.reading.posts[utterance.post].number;
        let claims = self.claims.iter().filter(|claim| claim["post"].as_u64() == Some(post.into()));
        let overlapping: Vec<&Value> = claims
            .filter(|claim| {
                places(claim, "offset", "quote")
                    .any(|span| utterance.content.iter().any(|c| c.overlaps(span)))
            })
            .collect();
        let attributed = |claim: &&&Value| {
            let cued = places(claim, "cue_offset", "cue")
                .any(|span| utterance.cue.iter().any(|c| c.overlaps(span)));
            cued || places(claim, "source_offset", "source_span")
                .any(|span| utterance.source.is_some_and(|source| source.overlaps(span)))
        };
        let close: Vec<&&Value> = overlapping.iter().filter(attributed).collect();
        let chosen = if close.is_empty() { overlapping.iter().collect() } else { close };
        let word =
            |claim: &Value, field: &str| claim[field].as_str().unwrap_or_default().to_owned();
        chosen.into_iter().map(|claim| (word(claim, "speaker"), word(claim, "party"))).collect()
    }

    fn miss(
        &self,
        utterance: &Utterance,
        voices: &Voices,
        expected: &[(String, String)],
    ) -> String {
        let found: Vec<_> =
            voices.speakers.iter().map(|one| format!("{} for {}", one.name, one.party())).collect();
        let phrase = utterance.source.map_or("", |source| self.reading.text.slice(source));
        format!(
            "post {:>2} {phrase:?}: {found:?} {:?}, expected {expected:?}",
            self.reading.posts[utterance.post].number, voices.flags
        )
    }
}

fn page(shared: &Path) -> Option<PathBuf> {
    let pages = std::fs::read_dir(shared.join("seeds")).ok()?;
    pages
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|e| e == "txt"))
}

/// Returns the places of a claim and of its mentions: an offset with the words that stand there.
fn places<'a>(claim: &'a Value, offset: &'a str, words: &'a str) -> impl Iterator<Item = Span> {
    let mentions = claim["mentions"].as_array().into_iter().flatten();
    std::iter::once(claim).chain(mentions).filter_map(move |one| {
        let words = one[words]
            .as_str()
            .or_else(|| one["source"].as_str().filter(|_| words == "source_span"))?;
        let start = u32::try_from(one[offset].as_u64()?).ok()?;
        Some(Span::new(start, start + words.chars().count() as u32))
    })
}

fn reading(text: Text, posts: &[Value]) -> Reading {
    let empty = Digest([0; 32]);
    let post = |number: u32, span: Span, headline: Option<Span>, paragraphs: Vec<Span>| ReadPost {
        number,
        key: PostKey::Introduction { page: number.to_string() },
        stamp: None,
        published: None,
        permalink: None,
        headline,
        paragraphs,
        span,
        content: empty,
    };
    let first = posts.first().and_then(|post| number(&post["char_start"])).unwrap_or_default();
    let mut read = vec![post(0, Span::new(0, first), None, introduction(&text, first))];
    for (at, gold) in posts.iter().enumerate() {
        let span = Span::new(
            number(&gold["char_start"]).unwrap_or_default(),
            number(&gold["char_end"]).unwrap_or_default(),
        );
        let headline = stretch(&gold["headline_offset"], &gold["headline"]);
        let bodies = gold["body_offsets"].as_array().into_iter().flatten();
        let words = gold["body_paragraphs"].as_array().into_iter().flatten();
        let paragraphs = bodies.zip(words).filter_map(|(at, words)| stretch(at, words)).collect();
        read.push(post(at as u32 + 1, span, headline, paragraphs));
    }
    Reading {
        text,
        text_digest: empty,
        bytes_digest: empty,
        reader: "gold@1".to_owned(),
        title: None,
        source: "Sputnik".to_owned(),
        language: None,
        byline: None,
        modified: None,
        reviews: None,
        captured_at: None,
        captured_from: None,
        posts: read,
        faults: Vec::new(),
    }
}

/// Long lines before the first post.
fn introduction(text: &Text, end: u32) -> Vec<Span> {
    let mut at = 0;
    let mut paragraphs = Vec::new();
    for line in text.slice(Span::new(0, end)).split_inclusive('\n') {
        let length = line.chars().count() as u32;
        if length > 80 {
            paragraphs.push(text.trim(Span::new(at, at + length)));
        }
        at += length;
    }
    paragraphs
}

fn stretch(at: &Value, words: &Value) -> Option<Span> {
    let start = number(at)?;
    Some(Span::new(start, start + words.as_str()?.chars().count() as u32))
}

fn number(value: &Value) -> Option<u32> {
    u32::try_from(value.as_u64()?).ok()
}

fn utterance(quote: &Value) -> Option<Utterance> {
    let spans = |field: &str| -> Vec<Span> {
        let pairs = quote[field].as_array().into_iter().flatten();
        pairs.filter_map(|pair| Some(Span::new(number(&pair[0])?, number(&pair[1])?))).collect()
    };
    let post = usize::try_from(quote["post"].as_i64()? + 1).ok()?;
    let place = if quote["where"] == "h" { Place::Headline } else { Place::Body };
    let content = spans("content");
    (!content.is_empty()).then(|| Utterance {
        post,
        place,
        source: spans("source").first().copied(),
        cue: spans("cue"),
        lemma: String::new(),
        content,
        quoting: Quoting::Nothing,
        attribution: Attribution::Explicit,
        venue: None,
        addressee: None,
        inside: None,
        rule: "gold",
        confidence: 100,
    })
}

/// Notes which utterances stand wholly within another's words.
fn nest(utterances: &mut [Utterance]) {
    for at in 0..utterances.len() {
        let (before, rest) = utterances.split_at_mut(at);
        let Some(here) = rest.first_mut() else { continue };
        let holds = |outer: &Utterance| {
            let whole = |span: Span| outer.content.iter().any(|content| content.contains(span));
            outer.post == here.post && here.source.is_some_and(whole) && whole(here.content[0])
        };
        here.inside = before.iter().rposition(holds);
    }
}
