//! The index through its own doors: what the log would put right unnoticed shows here.

use counterclaim_model::{CommitHeader, CommitId, Position};

use super::*;
use crate::catalogue::Catalogue;
use crate::files::Place;
use crate::record::{Record, RecordedEvent};
use crate::{CommitSummary, Content};

const COUNT: u64 = 700;

/// A commit of three events: two of one stream, one of another.
pub(in crate::index) fn noted(number: u64) -> Noted {
    let recorded_at = chrono::DateTime::from_timestamp_micros(1_930_000_000_000_000);
    let recorded_at = recorded_at.expect("a sane time");
    let id = CommitId::try_from(format!("commit-{number}")).expect("it is an id");
    let event = |stream, stream_version| {
        let content = Content::Erased(Digest([0; 32]));
        RecordedEvent { stream, stream_version, name: "case.opened".into(), version: 1, content }
    };
    let header = CommitHeader {
        id: id.clone(),
        recorded_at,
        analyst: "ida".into(),
        agent: "tests@1".into(),
        correlation: None,
        causation: None,
    };
    let (first, last) = (Position(number * 3 + 1), Position(number * 3 + 3));
    let summary = CommitSummary { id, first, last, request: Digest([9; 32]), recorded_at };
    let events = vec![
        event(Stream::Links, number * 2 + 1),
        event(Stream::Case, number + 1),
        event(Stream::Links, number * 2 + 2),
    ];
    let (header, summary) = (Arc::new(header), Arc::new(summary));
    let place = |offset| Place { segment: Position(1), offset };
    let record = Record { header, summary, synced: Position(number * 3), events };
    Noted { begin: place(number * 10), end: place(number * 10 + 10), checksum: 7, record }
}

fn fill(writer: &mut Writer, numbers: std::ops::Range<u64>) {
    let commits: Vec<_> = numbers.map(|number| Arc::new(noted(number))).collect();
    for some in commits.chunks(90) {
        writer.take(some, None).expect("it takes them");
    }
}

/// Through the doors of the log a wrong index is caught and replaced by reading; here it is not.
fn check(index: &Index) {
    let mut catalogue = Catalogue::default();
    (0..COUNT).for_each(|number| catalogue.note(noted(number)));
    for number in 0..=COUNT {
        let id = CommitId::try_from(format!("commit-{number}")).expect("it is an id");
        let expected: Vec<_> = catalogue.commit(&id).map(|found| found.first).into_iter().collect();
        assert_eq!(index.commits(&id).expect("it answers"), expected, "{number}");
    }
    for position in (1..=COUNT * 3).step_by(7).map(Position) {
        let place = index.block(position).expect("it answers").expect("there is one");
        let exact = catalogue.block(position).expect("there is one");
        assert!(place <= exact && exact.offset - place.offset < 10 * super::step::BLOCK_COMMITS);
    }
    for stream in [Stream::Links, Stream::Case, Stream::Reviews] {
        for after in [0, 1, 255, 256, 257, 699, 700, 1_399, 1_400, u64::MAX] {
            let positions = index.positions(stream, after).expect("it answers");
            assert_eq!(positions, catalogue.positions(stream, after), "{stream} {after}");
        }
    }
}

#[test]
fn it_answers_as_the_catalogue_does_also_when_opened_between_and_after() {
    let dir = tempfile::tempdir().expect("there is room");
    let path = dir.path().join("index");
    for (numbers, step_events) in [(0..100, 1_000), (100..420, 1_000), (420..COUNT, 700)] {
        let seal = Seal::read(&path).expect("it can be read");
        let mut writer = Writer::open(&path, seal, step_events).expect("it opens");
        assert_eq!(writer.known().mark.commits, numbers.start);
        fill(&mut writer, numbers.clone());
        if numbers.end == COUNT {
            check(writer.index());
        }
    }
    let seal = Seal::read(&path).expect("it can be read");
    let writer = Writer::open(&path, seal, 700).expect("it opens");
    check(writer.index());
    assert_eq!(writer.number, 2, "steps that are not full go on growing");
    let blobs = std::fs::read_dir(path.join("blobs")).map_or(0, |files| files.count());
    assert_eq!(blobs, 0, "sled never syncs them");
}

/// sled may lose or keep back what it once had, and not say so.
#[test]
fn one_value_missing_or_older_in_the_tree_is_noticed() {
    let dir = tempfile::tempdir().expect("there is room");
    let path = dir.path().join("index");
    let open = || Writer::open(&path, Seal::read(&path).expect("it is sound"), 1_000);
    let mut writer = open().expect("it is new");
    fill(&mut writer, 0..COUNT);
    let keys = writer.keys.clone();
    drop(writer);
    for key in keys.iter().step_by(2) {
        let tree = Tree::open(&path).expect("it opens");
        let value = tree.get(key).expect("it answers").expect("it is there");
        let older = [&value[..value.len() - 1], b"?"].concat();
        tree.apply(std::slice::from_ref(key), &[]).expect("it takes it");
        drop(tree);
        assert!(open().is_err(), "{key:?} is missing");
        for (changed, is_right) in [(older, false), (value, true)] {
            let tree = Tree::open(&path).expect("it opens");
            tree.apply(&[], &[(key.clone(), changed)]).expect("it takes it");
            drop(tree);
            assert_eq!(open().is_ok(), is_right, "{key:?}");
        }
    }
}

#[test]
fn it_answers_as_the_catalogue_does_in_memory() {
    let mut writer = Writer::in_memory(1_000);
    fill(&mut writer, 0..COUNT);
    check(writer.index());
}

#[test]
fn a_step_of_many_streams_or_one_huge_commit_is_read_back_as_it_was() {
    let mut step = Step::default();
    let mut numbers = BTreeMap::new();
    let mut large = noted(0);
    let event = large.record.events[0].clone();
    large.record.events = (0..20_000_u64)
        .map(|index| {
            let source = counterclaim_model::SourceId::derive(&[&(index % 3_000).to_string()]);
            let stream = if index % 2 == 0 { Stream::Source(source) } else { Stream::Case };
            RecordedEvent { stream, stream_version: 1, ..event.clone() }
        })
        .collect();
    let mut summary = CommitSummary::clone(&large.record.summary);
    summary.last = Position(20_000);
    large.record.summary = Arc::new(summary);
    step.add(&large, &mut numbers);
    let pairs = step.pairs(5);
    assert!(pairs.iter().all(|(_, value)| value.len() < 4_600), "no value is large");
    assert!(pairs.is_sorted(), "pairs come in the order of their keys");
    assert_eq!(Step::of(&pairs).expect("it reads"), step);
}
