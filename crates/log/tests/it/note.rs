//! Keys, notes and proofs as others write them; and readers of all three, which never panic and never
//! take two texts for the same thing.

use counterclaim_log::{
    BadKey, BadLeaf, BadNote, Checkpoints, Disproof, LeafBytes, Note, Proof, SignedCheckpoint,
    Signer, Verifier,
};
use proptest::prelude::*;

use crate::way::scratch;

/// The key and note in the documentation of Go's `golang.org/x/mod/sumdb/note`.
const PETER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const PETER_SIGNS: &str =
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const SAID: &str = "If you think cryptography is the answer to your problem,\n\
    then you don't know what your problem is.\n\
    \n\
    \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

fn key(name: &str) -> Signer {
    Signer::generate(name, &[7; 32]).expect("it is a name")
}

/// Signs a checkpoint the way the log does, through a case on disk.
fn signed(name: &str, events: u8) -> (SignedCheckpoint, Signer) {
    let scratch = scratch();
    let signer = key(name);
    let mut log = crate::proofs::create_signed(scratch.path(), &signer);
    crate::way::fill(&mut log, events);
    (log.sign(&signer).expect("the key is the case's"), signer)
}

#[test]
fn keys_and_notes_are_those_of_go() {
    let verifier: Verifier = PETER.parse().expect("it is a key");
    let signer: Signer = PETER_SIGNS.parse().expect("it is a key");
    assert_eq!((verifier.name(), verifier.id()), ("PeterNeumann", [0xc7, 0x4f, 0x20, 0xa3]));
    assert_eq!((verifier.to_string(), signer.secret()), (PETER.to_owned(), PETER_SIGNS.to_owned()));
    assert_eq!(signer.verifier(), verifier);
    assert!(!format!("{signer:?}").contains("AYEKFALV"), "a secret is not shown by accident");
    let note = Note::parse(SAID).expect("it is a note");
    assert_eq!(note.to_string(), SAID);
    assert_eq!(note.verify(&verifier), Ok(note.text()));
    assert_eq!(note.verify(&key("PeterNeumann").verifier()), Err(BadNote::Unknown));
    assert_eq!(
        SignedCheckpoint::open(SAID, &verifier).err(),
        Some(BadNote::NoCheckpoint("it has fewer than three lines"))
    );
}

#[test]
fn bad_keys_are_told_apart() {
    let told = |text: String| text.parse::<Verifier>().expect_err("it is no key");
    assert_eq!(told("PeterNeumann".into()), BadKey::Form);
    assert_eq!(told(PETER.replace("PeterNeumann", "Peter Neumann")), BadKey::Name);
    assert_eq!(told(PETER.replace("c74f20a3", "c74f20a4")), BadKey::Id);
    assert_eq!(told(PETER.replace("c74f20a3", "C74F20A3")), BadKey::Id);
    assert_eq!(told(PETER.replace("+AR", "+BR")), BadKey::Kind);
    assert_eq!(Signer::generate("a+b", &[1; 32]).err(), Some(BadKey::Name));
}

#[test]
fn unknown_signatures_are_passed_over_and_forged_ones_are_not() {
    let (signed, signer) = signed("harbour.example/night", 3);
    let verifier = signer.verifier();
    let note = signed.to_string();
    let other = SAID.lines().last().expect("it has a signature");
    let both = format!("{note}{other}\n");
    assert_eq!(
        SignedCheckpoint::open(&both, &verifier).expect("it holds").checkpoint(),
        signed.checkpoint()
    );
    let peter: Verifier = PETER.parse().expect("it is a key");
    assert_eq!(
        Note::parse(&both).expect("it is a note").verify(&peter),
        Err(BadNote::Forged("PeterNeumann".into()))
    );
    let many = format!("{note}{}", format!("{other}\n").repeat(15));
    assert!(SignedCheckpoint::open(&many, &verifier).is_ok(), "sixteen signatures are borne");
    let too_many = format!("{note}{}", format!("{other}\n").repeat(100));
    assert_eq!(Note::parse(&too_many).err(), Some(BadNote::Form("it has too many signatures")));
    let long = format!("{}{note}", "x\n".repeat(40_000));
    assert_eq!(Note::parse(&long).err(), Some(BadNote::Form("it is too long")));
}

#[test]
fn a_checkpoint_with_any_byte_changed_is_refused() {
    let (signed, signer) = signed("harbour.example/night", 5);
    let note = signed.to_string().into_bytes();
    for place in 0..note.len() {
        for bit in 0..8 {
            let mut changed = note.clone();
            changed[place] ^= 1 << bit;
            let Ok(text) = String::from_utf8(changed) else { continue };
            let opened = SignedCheckpoint::open(&text, &signer.verifier());
            assert!(opened.is_err(), "bit {bit} of byte {place}: {text}");
        }
    }
}

#[test]
fn the_file_of_checkpoints_bears_whatever_happens_to_it() {
    let scratch = scratch();
    let path = scratch.path().join("checkpoints");
    let file = Checkpoints::at(&path);
    let verifier = key("harbour.example/night").verifier();
    assert_eq!(file.last(&verifier).expect("nothing is no error"), None);
    let notes: Vec<_> = (1..=4).map(|events| signed("harbour.example/night", events).0).collect();
    let whole: String = notes.iter().map(|note| format!("{note}\n")).collect();
    let ends: Vec<usize> = notes
        .iter()
        .scan(0, |end, note| {
            *end += note.to_string().len() + 1;
            Some(*end)
        })
        .collect();
    for length in 0..=whole.len() {
        std::fs::write(&path, &whole.as_bytes()[..length]).expect("there is room");
        let count = ends.iter().filter(|end| **end <= length).count();
        let all = file.all(&verifier).expect("it reads");
        assert_eq!(all.len(), count, "cut at {length}");
        let last = file.last(&verifier).expect("it reads");
        assert_eq!(last.as_ref(), notes[..count].last(), "cut at {length}");
        assert_eq!(
            file.durable_size(&verifier).expect("it reads"),
            last.map_or(0, |last| last.size())
        );
    }
    for place in 0..whole.len() {
        let mut changed = whole.clone().into_bytes();
        changed[place] ^= 1;
        std::fs::write(&path, &changed).expect("there is room");
        let all = file.all(&verifier).expect("it reads");
        let sound = all.iter().filter(|(_, opened)| opened.is_ok()).count();
        let hit = ends.iter().filter(|end| **end <= place).count();
        // The empty line between two notes holds them apart: without it both may be lost.
        assert!((2..4).contains(&sound), "flip at {place}: {sound} of 4 are left");
        let last = file.last(&verifier).expect("it reads").expect("others are sound");
        assert_eq!(
            last == notes[3],
            hit < 3 && all.last().is_some_and(|(_, opened)| opened.is_ok())
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_text_makes_a_reader_panic(text in "\\PC*|[\u{2014} a-f+=/\n0-9]{0,200}") {
        let _ = text.parse::<Verifier>();
        let _ = text.parse::<Signer>();
        let _ = text.parse::<Proof>();
        let _ = format!("c2sp.org/tlog-proof@v1\n{text}").parse::<Proof>();
        let _ = format!("counterclaim/consistency@v1\nold 7\n{text}").parse::<Proof>();
        if let Ok(note) = Note::parse(&text) {
            prop_assert_eq!(note.to_string(), text);
        }
    }

    #[test]
    fn no_bytes_make_the_reader_of_leaves_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _: Result<LeafBytes, BadLeaf> = LeafBytes::parse(&bytes);
        let tagged = [&19_u32.to_be_bytes()[..], b"counterclaim/leaf/1", &bytes].concat();
        let _ = LeafBytes::parse(&tagged);
    }

    #[test]
    fn keys_come_back_from_their_text(seed in any::<[u8; 32]>(), name in "[a-z./]{1,40}") {
        let signer = Signer::generate(&name, &seed).expect("it is a name");
        let again: Signer = signer.secret().parse().expect("it is a key");
        prop_assert_eq!(again.secret(), signer.secret());
        let verifier: Verifier = signer.verifier().to_string().parse().expect("it is a key");
        prop_assert_eq!(verifier, signer.verifier());
    }
}

#[test]
fn proofs_in_another_form_are_refused() {
    let told = |text: &str| text.parse::<Proof>().expect_err("it is no proof");
    for text in ["", "\n", "c2sp.org/tlog-proof@v2\n", "c2sp.org/tlog-proof@v1\nindex 0\n\n"] {
        assert!(matches!(told(text), Disproof::Form(_)), "{text:?}");
    }
    for index in ["01", "+1", "-1", "1 ", "", "99999999999999999999"] {
        let text = format!("c2sp.org/tlog-proof@v1\nextra AA==\nindex {index}\n\n");
        assert!(matches!(told(&text), Disproof::Form(_)), "{index:?}");
    }
    let hashes = format!("{}=\n", "A".repeat(43)).repeat(129);
    let text = format!("c2sp.org/tlog-proof@v1\nextra AA==\nindex 1\n{hashes}\n");
    assert!(matches!(told(&text), Disproof::Form(_)));
}
