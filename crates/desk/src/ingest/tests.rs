//! Pages that take several commits: recorded whole, cut short, read again.

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::path::Path;

use counterclaim_model::Position;

use super::*;
use crate::{Identity, SystemRim};

/// So little that the sample page takes several commits.
const FEW: u64 = 30_000;

fn page() -> Page {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/sample");
    let bytes = fs::read(root.join("harbour-wire-live.txt")).expect("it ships");
    Page { bytes, source: Some("Harbour Wire".into()), ..Page::default() }
}

fn create(dir: &Path, part_bytes: u64) -> Desk {
    let desk = Desk::create(dir, "Sill", None, Box::new(SystemRim), Identity::analyst("ida"));
    Desk { part_bytes, ..desk.expect("an empty directory takes a case") }
}

fn ingest(desk: &mut Desk) -> PageIngested {
    desk.ingest("page", &page(), &IngestOptions::default()).expect("it can be recorded")
}

/// What was recorded, whatever the order: name and payload of every event but the case's own.
fn recorded(desk: &Desk) -> BTreeSet<(String, String)> {
    let entries = desk.book.log().read(Position(1)).map(|entry| entry.expect("it reads"));
    let told = |entry: counterclaim_log::Entry| {
        (entry.name.clone(), entry.content.payload().unwrap_or_default().to_owned())
    };
    entries.map(told).collect()
}

fn commits(desk: &Desk) -> usize {
    let entries = desk.book.log().read(Position(1)).map(|entry| entry.expect("it reads"));
    entries.map(|entry| entry.commit.id.clone()).collect::<BTreeSet<_>>().len()
}

#[test]
fn a_page_in_parts_is_the_same_page() {
    let (one, several) = (tempfile::tempdir(), tempfile::tempdir());
    let (one, several) = (one.expect("there is room"), several.expect("there is room"));
    let (mut one, mut several) = (create(one.path(), u64::MAX), create(several.path(), FEW));
    let (whole, parts) = (ingest(&mut one), ingest(&mut several));
    assert_eq!(
        (whole.events, whole.claims, whole.links),
        (parts.events, parts.claims, parts.links)
    );
    assert_eq!(recorded(&one), recorded(&several));
    assert!(commits(&one) == 1 && commits(&several) > 3, "{} commits", commits(&several));
    assert_eq!(ingest(&mut several).events, 0, "reading twice adds nothing");
}

#[test]
fn a_page_in_parts_is_read_again_like_any_other() {
    let scratch = tempfile::tempdir().expect("there is room");
    let mut desk = create(scratch.path(), FEW);
    let claims = ingest(&mut desk).claims;
    let named = desk.views.claims(Clock::NOW).map(|claim| claim.id).collect::<Vec<_>>();
    let reject = |claim: &counterclaim_model::ClaimId| Command::RejectClaim {
        claim: *claim,
        reason: "to see what reading again does".to_owned(),
    };
    desk.submit(Request::of(named.iter().map(reject).collect())).expect("it is allowed");
    for part_bytes in [FEW, u64::MAX] {
        desk.part_bytes = part_bytes;
        let options = IngestOptions { reread: Reread::Yes, ..IngestOptions::default() };
        let again = desk.ingest("page", &page(), &options).expect("it can be read again");
        assert_eq!((again.claims, again.events), (0, 0), "what was decided is left alone");
    }
    let more = Command::AddMatter(counterclaim_model::Matter {
        id: "bridge".parse().expect("it is a slug"),
        title: "The bridge".to_owned(),
    });
    for (part_bytes, count) in [(FEW, 1), (u64::MAX, 0)] {
        desk.part_bytes = part_bytes;
        let reading = read(&page());
        let taken = desk.record_reading(vec![more.clone()], &reading, &IngestOptions::default());
        assert_eq!(taken.expect("it is allowed").events.len(), count, "of {claims} claims");
    }
}

#[test]
fn a_page_whose_recording_was_cut_short_is_completed_when_it_is_read_again() {
    let whole = tempfile::tempdir().expect("there is room");
    let mut whole = create(whole.path(), u64::MAX);
    ingest(&mut whole);
    for lines in 2..5 {
        let scratch = tempfile::tempdir().expect("there is room");
        ingest(&mut create(scratch.path(), FEW));
        // The power fails while the parts are written: some lines of the group arrive.
        let segment = scratch.path().join("log/0000000000000001.log");
        let text = fs::read_to_string(&segment).expect("it is text");
        let length: usize = text.split_inclusive('\n').take(lines).map(str::len).sum();
        let file = OpenOptions::new().write(true).open(&segment).expect("it is there");
        file.set_len(length as u64 + 40).expect("it can be cut");
        fs::remove_dir_all(scratch.path().join("index")).expect("it had none yet");
        let desk = Desk::open(scratch.path(), Box::new(SystemRim), Identity::analyst("ida"));
        let mut desk = Desk { part_bytes: FEW, ..desk.expect("a torn tail is cut") };
        assert!(ingest(&mut desk).events > 0, "after {lines} lines");
        assert_eq!(recorded(&desk), recorded(&whole), "after {lines} lines");
        assert_eq!(ingest(&mut desk).events, 0, "reading twice adds nothing");
    }
}
