//! What the writer knows without reading: the catalogue for the newest commits, the index for the rest.
//! An index that fails is not asked again; then only reading, and soon a whole catalogue, will do.

use std::sync::atomic::{AtomicBool, Ordering};

use counterclaim_model::{CommitId, Position, Stream};

use super::segment::Place;
use crate::CommitSummary;
use crate::catalogue::Catalogue;
use crate::index::{Index, IndexLost};
use crate::record::Record;

/// Catalogue and index of one log.
#[derive(Debug)]
pub(super) struct Lookup {
    /// What the index does not know; everything, if there is no index.
    catalogue: Catalogue,
    index: Option<Index>,
    /// Set once the index failed or was caught lying, also by readers.
    failed: AtomicBool,
}

/// The only one who knows is the log itself.
#[derive(Debug)]
pub(super) struct AskTheLog;

impl Lookup {
    /// Begins without an index.
    pub(super) fn by_heart(catalogue: Catalogue) -> Self {
        Self { catalogue, index: None, failed: AtomicBool::new(false) }
    }

    /// Returns whether the catalogue begins at the beginning.
    pub(super) fn is_whole(&self) -> bool {
        let in_steps: usize = self.catalogue.steps.iter().map(|step| step.commits.len()).sum();
        in_steps as u64 == self.catalogue.mark.commits
    }

    /// Takes an index and brings it up to the end of the log.
    pub(super) fn take_index(&mut self, index: Index) -> Result<(), IndexLost> {
        self.index = Some(index);
        self.hand_over(0)
    }

    /// Takes note of a commit that is durable.
    pub(super) fn note(&mut self, begin: Place, end: Place, checksum: u32, record: &Record) {
        self.catalogue.note(begin, end, checksum, record);
    }

    /// Hands steps over to the index until only `keep` are left.
    pub(super) fn hand_over(&mut self, keep: usize) -> Result<(), IndexLost> {
        let Some(index) = self.index.as_ref().filter(|_| !self.has_failed()) else { return Ok(()) };
        while self.catalogue.steps.len() > keep {
            if let Err(lost) = index.take(&self.catalogue.steps[0]) {
                self.distrust();
                return Err(lost);
            }
            self.catalogue.steps.remove(0);
        }
        Ok(())
    }

    /// Stops asking the index: what it said does not agree with the log.
    pub(super) fn distrust(&self) {
        self.failed.store(true, Ordering::Relaxed);
    }

    /// Returns whether there was an index that is of no more use.
    pub(super) fn has_failed(&self) -> bool {
        self.failed.load(Ordering::Relaxed)
    }

    /// Returns what is known of a commit.
    pub(super) fn commit(&self, id: &CommitId) -> Result<Option<CommitSummary>, AskTheLog> {
        match self.catalogue.commit(id) {
            Some(known) => Ok(Some(known.clone())),
            None => self.ask(|index| index.commit(id)),
        }
    }

    /// Returns the last noted place at or before `position`.
    pub(super) fn block(&self, position: Position) -> Result<Option<Place>, AskTheLog> {
        match self.catalogue.block(position) {
            Some(place) => Ok(Some(place)),
            None => self.ask(|index| index.block(position)),
        }
    }

    /// Returns the positions of a stream's events behind a version.
    pub(super) fn positions(
        &self,
        stream: Stream,
        after_version: u64,
    ) -> Result<Vec<Position>, AskTheLog> {
        let mut positions = self.ask(|index| index.positions(stream, after_version))?;
        positions.extend(self.catalogue.positions(stream, after_version));
        Ok(positions)
    }

    /// Asks the index. Where there never was one, it has nothing to say that the catalogue does not.
    fn ask<T: Default>(
        &self,
        question: impl FnOnce(&Index) -> Result<T, IndexLost>,
    ) -> Result<T, AskTheLog> {
        if self.has_failed() {
            return Err(AskTheLog);
        }
        match self.index.as_ref().map(question) {
            None => Ok(T::default()),
            Some(Ok(answer)) => Ok(answer),
            Some(Err(_)) => {
                self.distrust();
                Err(AskTheLog)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use counterclaim_model::{CommitHeader, Digest};

    use super::*;
    use crate::Content;
    use crate::catalogue::Mark;
    use crate::record::RecordedEvent;

    /// A commit of three events: two of one stream, one of another.
    fn record(number: u64, recorded_at: counterclaim_model::Instant) -> Record {
        let id = CommitId::try_from(format!("commit-{number}")).expect("it is an id");
        let event = |stream, stream_version| {
            let content = Content::Erased(Digest([0; 32]));
            let name = "case.opened".to_owned();
            RecordedEvent { stream, stream_version, name, version: 1, content }
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
        Record { header, summary, synced: Position(number * 3), events }
    }

    /// Through the doors of the log a wrong index is caught and replaced by reading; here it is not.
    #[test]
    fn the_index_answers_as_the_catalogue_does() {
        let dir = tempfile::tempdir().expect("there is room");
        let time = chrono::DateTime::from_timestamp_micros(1_930_000_000_000_000);
        let time = time.expect("a sane time");
        let mut catalogue = Catalogue::behind(Mark::start(), 1_000);
        let count = 700;
        for number in 0..count {
            let place = |offset| Place { segment: Position(1), offset };
            let (begin, end) = (place(number * 10), place(number * 10 + 10));
            catalogue.note(begin, end, 7, &record(number, time));
        }
        let by_heart = Lookup::by_heart(catalogue.clone());
        let mut indexed = Lookup::by_heart(catalogue);
        let (index, known) = Index::open(&dir.path().join("index")).expect("it is new");
        assert!(known.is_none());
        indexed.take_index(index).expect("it takes everything");
        assert!(by_heart.is_whole() && !indexed.is_whole());

        for number in 0..=count {
            let id = CommitId::try_from(format!("commit-{number}")).expect("it is an id");
            let known = indexed.commit(&id).expect("it answers");
            assert_eq!(known, by_heart.commit(&id).expect("it answers"));
            assert_eq!(known.is_some(), number < count);
        }
        for position in [1, 2, 768, 769, 770, 1_537, 1_600, 2_100].map(Position) {
            let place = indexed.block(position).expect("it answers");
            assert_eq!(place, by_heart.block(position).expect("it answers"));
            assert_eq!(place.map(|place| place.offset), Some((position.0 - 1) / 768 * 2_560));
        }
        for stream in [Stream::Links, Stream::Case, Stream::Reviews] {
            for after in [0, 1, 255, 256, 257, 699, 700, 1_399, 1_400, u64::MAX] {
                let positions = indexed.positions(stream, after).expect("it answers");
                assert_eq!(positions, by_heart.positions(stream, after).expect("it answers"));
            }
        }
        assert!(!indexed.has_failed());
    }
}
