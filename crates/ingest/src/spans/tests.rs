//! Tests of the grammars through the door, in a bracket notation: `[S speaker] [C cue] [X content]`, with
//! `[V venue]` and `[A addressee]`. A text is given once per expected utterance, marked up for that one.

use counterclaim_model::{Attribution, Digest, PostKey};
use proptest::prelude::*;

use super::{Weights, utterances_by};
use crate::{Quoting, ReadPost, Reading, Span, Text, Utterance};

/// Reads a text whose lines are paragraphs; a first line that begins with `# ` is the headline.
fn read(text: &str, weights: Option<&Weights>) -> (Reading, Vec<Utterance>) {
    let (mut headline, mut paragraphs, mut at) = (None, Vec::new(), 0);
    for line in text.split('\n') {
        let end = at + line.chars().count() as u32;
        match line.strip_prefix("# ") {
            Some(_) if at == 0 => headline = Some(Span::new(2, end)),
            _ => paragraphs.push(Span::new(at, end)),
        }
        at = end + 1;
    }
    let text = Text::new(text.to_owned());
    let span = Span::new(0, text.len());
    let digest = Digest([0; 32]);
    let post = ReadPost {
        number: 1,
        key: PostKey::Permalink("p".to_owned()),
        stamp: None,
        published: None,
        permalink: None,
        headline,
        paragraphs,
        span,
        content: digest,
    };
    let reading = Reading {
        text,
        text_digest: digest,
        bytes_digest: digest,
        reader: "test@1".to_owned(),
        title: None,
        source: "Harbour Wire".to_owned(),
        language: None,
        byline: None,
        modified: None,
        reviews: None,
        captured_at: None,
        captured_from: None,
        posts: vec![post],
        faults: Vec::new(),
    };
    let found = utterances_by(&reading, weights);
    (reading, found)
}

/// Takes the markup out of `marked`. Other square brackets stay in the text.
fn strip(marked: &str) -> (String, Vec<(char, String)>) {
    let mut plain = String::new();
    let mut open: Vec<Option<(char, usize)>> = Vec::new();
    let mut parts = Vec::new();
    let mut rest = marked;
    while let Some(c) = rest.chars().next() {
        let tag = rest.strip_prefix('[').and_then(|after| {
            let tag = after.chars().next().filter(|tag| "SCXVA".contains(*tag))?;
            after[1..].starts_with(' ').then_some(tag)
        });
        if let Some(tag) = tag {
            open.push(Some((tag, plain.len())));
            rest = &rest[3..];
            continue;
        }
        rest = &rest[c.len_utf8()..];
        if c == '[' {
            open.push(None);
        } else if c == ']'
            && let Some(Some((tag, from))) = open.pop()
        {
            parts.push((tag, plain[from..].to_owned()));
            continue;
        }
        plain.push(c);
    }
    (plain, parts)
}

/// Writes an utterance as the parts that a marked text would give, pieces in text order.
fn parts(text: &Text, found: &Utterance) -> Vec<(char, String)> {
    let mut spans: Vec<(Span, char)> = Vec::new();
    spans.extend(found.source.map(|span| (span, 'S')));
    spans.extend(found.cue.iter().map(|span| (*span, 'C')));
    spans.extend(found.content.iter().map(|span| (*span, 'X')));
    spans.extend(found.venue.map(|span| (span, 'V')));
    spans.extend(found.addressee.map(|span| (span, 'A')));
    spans.sort_unstable_by_key(|(span, _)| (span.end, std::cmp::Reverse(span.start)));
    spans.iter().map(|(span, tag)| (*tag, text.slice(*span).to_owned())).collect()
}

/// Checks that a text yields exactly the utterances marked up in `expected`, in that order.
fn check(expected: &[&str]) -> Vec<Utterance> {
    let (plain, _) = strip(expected.first().expect("a text to read"));
    let (reading, found) = read(&plain, None);
    let got: Vec<_> = found.iter().map(|item| parts(&reading.text, item)).collect();
    let wanted: Vec<_> = expected.iter().map(|marked| strip(marked).1).collect();
    assert_eq!(got, wanted, "{plain}");
    found
}

/// Checks that a text attributes nothing to anybody.
fn silent(text: &str) {
    let (reading, found) = read(text, None);
    let got: Vec<_> = found.iter().map(|item| parts(&reading.text, item)).collect();
    assert!(got.is_empty(), "{text}: {got:?}");
}

#[test]
fn speaker_cue_content() {
    check(&["[S Ostrevia's foreign ministry] [C said] on Monday [X that the crossing was open]."]);
    check(&[
        "[S Maj. Gen. Oren Vael, the head of the Carvel garrison], [C told] [V Harbour Wire] [X the bridge was held].",
    ]);
    check(&["[S Valdoria] [C has declared] [X it will not negotiate]."]);
    check(&[
        "Earlier, [S the Tarn authorities] [C reported] [X that about 30 people left Hethby].",
    ]);
    check(&[
        "[S The minister] [C wrote] [V on his Facebook page] [X that both ports were closed].",
    ]);
}

#[test]
fn content_before_speaker_and_cue() {
    check(&[
        "CARVEL (Harbour Wire) – [X Two drones fell near Aldmoor], [S the Brennian interior ministry] [C said] on Friday, as fighting went on.",
    ]);
    check(&["[X \"The port is open\"], [S a statement from spokesman Ivo Hale] [C read]."]);
    check(&["[X \"We hold the ridge,\"] [C said] [S Mara Dell, head of the Carvel press office]."]);
    check(&["[X The talks], [S he] [C said], [X were over before they began]."]);
    check(&["[X \"Who fired first?\"] [S Dell] [C asked]."]);
}

#[test]
fn quotations_run_over_sentences_and_paragraphs() {
    check(&[
        "[X \"Thirty were hurt. Two died,\"] [S Dell] [C said] on Monday. [X \"The [northern] road is shut.\"]",
    ]);
    check(&["[X “The court has no say in this. It never had\"], [S Dell] [C explained]."]);
    check(&["[S Hale] [C said]: [X “The road is shut.]\n[X “It stays shut.”]"]);
    // Paragraphs run together, each opened anew and only the last closed: what follows is nobody's quotation.
    check(&[
        "[S Hale] [C said]: [X “The road is shut.] [X \"It stays shut.\"] Guards stood by at the gate.",
    ]);
    let found = check(&[
        "[S Hale] [C said] [X the road was shut]. \"It stays shut for a week.\"",
        "[S Hale] said the road was shut. [X \"It stays shut for a week.\"]",
    ]);
    assert_eq!(found[1].attribution, Attribution::Anaphoric);
    assert_eq!(found[0].quoting, Quoting::Nothing);
    assert_eq!(found[1].quoting, Quoting::Whole);
}

#[test]
fn according_to() {
    check(&[
        "[C According to] [S Ivo Hale, spokesman of the ministry], [X Valdorian forces are near the river].",
    ]);
    check(&["[X Smoke was seen over Hethby], [C according to] [S a Harbour Wire correspondent]."]);
    check(&[
        "[C According to] [S the deputy mayor], [X a third of the residents left], the official noted.",
    ]);
}

#[test]
fn one_speaker_several_cues() {
    check(&[
        "[S Hale] [C said] [X he had met his colleague] and called on the sides to talk.",
        "[S Hale] said he had met his colleague and [C called on] [X [A the sides] to talk].",
    ]);
    check(&[
        "[X \"All claims are nonsense\"], [S Hale] [C stated], adding that the border was quiet.",
        "\"All claims are nonsense\", [S Hale] stated, [C adding] [X that the border was quiet].",
    ]);
}

#[test]
fn denials_demands_hopes_and_accusations() {
    let found = check(&["[S Carvel] [C refuted] [X reports of a secret meeting in Skarne]."]);
    assert_eq!(found[0].lemma, "refute");
    let found = check(&["[S He] also [C urged] [X [A Lunmark] to stop the shelling]."]);
    assert_eq!(found[0].lemma, "urge");
    let found = check(&["[S President Dell] [C expressed hope] [X that the truce would hold]."]);
    assert_eq!(found[0].lemma, "hope");
    check(&[
        "Fighting went on, with [S both sides] [C accusing] [X each other of breaking the truce].",
    ]);
    check(&["[S The envoy] [C spoke in favour of] [X talks without conditions]."]);
}

#[test]
fn an_utterance_inside_another_points_to_it() {
    let found = check(&[
        "[S Valdoria] [C refuted] [X media reports saying that its envoy was in Skarne].",
        "Valdoria refuted [S media reports] [C saying] [X that its envoy was in Skarne].",
    ]);
    assert_eq!((found[0].inside, found[1].inside), (None, Some(0)));
    let found = check(&[
        "[X \"I saw the envoy. He told me the shelling would go on,\"] [S Dell] [C said].",
        "\"I saw the envoy. [S He] [C told] [A me] [X the shelling would go on],\" Dell said.",
    ]);
    assert_eq!(found[1].inside, Some(0));
}

#[test]
fn headlines() {
    let table = [
        ("# [S Carvel] [C Says] [X It Has Destroyed Valdorian Depot]", "say"),
        ("# [X Ostrevia May Recognise Tarn Republic, If Talks Fail], [S PM Dell] [C Says]", "say"),
        ("# [X Ten Houses Destroyed in Hethby] [C -] [S Deputy Mayor]", "dash"),
        ("# [S Lunmark] [C Refutes] [X Claims That Norland Is Sending Arms]", "refute"),
        ("# [S Valdoria] [C Claims] [X Ostrevian Battalion Routed]", "claim"),
        ("# [S Tarn Army] [C Shares] [X Video of Alleged Attack on Convoy]", "share"),
        ("# [S Ostrevian Forces] [C Report] [X Stopping Attack Near Hethby]", "report"),
        ("# [S Brennia] [C Calls for] [X Immediate Truce]", "call for"),
        ("# [S Mayor Hale]: [X “We Will Not Leave Hethby”]", "colon"),
    ];
    for (marked, lemma) in table {
        let marked = marked.replace("Hale]: [X", "Hale][C :] [X");
        let found = check(&[&marked]);
        assert_eq!(found[0].lemma, lemma);
    }
}

#[test]
fn what_nobody_said_is_not_an_utterance() {
    silent("# Explosions Heard in Hethby");
    silent("# Phone Calls Continue Between Carvel and Lunmark");
    silent("# Ostrevian Foreign Minister to Meet With Concord of Free Ports");
    silent("LUNMARK (Harbour Wire) - The blasts occurred at about 5:00 a.m. local time.");
    silent("Hostilities erupted in May. The so-called 'Iron Column' crossed the river.");
}

#[test]
fn an_endless_sentence_is_cut() {
    let text = "Hale said the pier was closed and ".repeat(200);
    let (reading, found) = read(&text, Weights::shipped());
    let longest = found
        .iter()
        .flat_map(|one| &one.content)
        .map(|span| reading.text.slice(*span).split_whitespace().count());
    assert!(longest.max().is_some_and(|words| words <= super::sentence::LONGEST));
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic_and_every_span_lies_in_its_paragraph(
        words in prop::collection::vec(
            prop_oneof![
                Just("said"), Just("Hale"), Just("\""), Just("“"), Just("”"), Just(","), Just("."),
                Just("that"), Just("according"), Just("to"), Just("and"), Just("urged"), Just("("),
                Just(")"), Just("''"), Just("'"), Just("\n"), Just("- "), Just(":"), Just("?"),
                Just("told"), Just("adding"), Just("the"), Just("Says"), Just("ж é"), Just("\u{a0}"),
            ],
            0..40,
        ),
        noise in "\\PC{0,40}",
        glued in any::<bool>(),
    ) {
        let text = format!("# {}{noise}", words.join(if glued { "" } else { " " }));
        let (reading, found) = read(&text, Weights::shipped());
        for (index, item) in found.iter().enumerate() {
            let place = |span: Span| {
                let post = &reading.posts[item.post];
                post.headline.iter().chain(&post.paragraphs).any(|place| place.contains(span))
            };
            prop_assert!(!item.content.is_empty());
            prop_assert!(item.content.is_sorted());
            let spans = item.content.iter().chain(&item.cue).chain(&item.source);
            for span in spans.chain(&item.venue).chain(&item.addressee) {
                prop_assert!(!span.is_empty() && place(*span), "{text:?} {item:?}");
            }
            prop_assert!(item.inside.is_none_or(|outer| outer < index));
        }
    }
}
