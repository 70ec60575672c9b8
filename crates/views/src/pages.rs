//! The fold over sources, captures and posts, and each of them as it stands on a clock.
//! [`Views`] feeds it; the desk reads the answers.

use counterclaim_model::{
    Capture, CaptureId, Clock, Fault, Instant, Moment, Ownership, Period, Position, Post, PostId,
    PostVersion, Reliability, Source, SourceId, SourceRated, Thing,
};

use crate::record::{Record, Stamp, until};
use crate::shelf::{Index, Shelf};
use crate::surprise::Surprising;
use crate::views::Views;

/// A source as recorded up to a position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceAt<'v> {
    /// The source.
    pub source: &'v Source,
    /// Its rating; absent if not rated, or no longer.
    pub reliability: Option<Reliability>,
    /// Every rating, oldest first, with reasons.
    pub ratings: &'v [Record<SourceRated>],
    /// Everything recorded about who owns it, oldest first.
    pub ownerships: &'v [Record<Ownership>],
    /// The place of its first event.
    pub recorded: Position,
    /// When it was first recorded.
    pub recorded_at: Instant,
    /// The place of the last event that changed it.
    pub revision: Position,
}

impl SourceAt<'_> {
    /// Returns who owned the source at `at`; of several that hold, the one recorded last. An unknown
    /// time is met only by an ownership without bounds.
    pub fn owned(&self, at: Option<Instant>) -> Option<&Ownership> {
        let holds = |period: Period| period.contains(at);
        self.ownerships.iter().rev().map(|record| &record.value).find(|own| holds(own.period))
    }
}

/// A post as it stands on both clocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostAt<'v> {
    /// The post.
    pub post: &'v Post,
    /// Its wordings as read so far, oldest first; never empty. A wording is not dated by the page, so
    /// only the position filters them.
    pub versions: &'v [Record<PostVersion>],
    /// From when on it is public: its publication, else the first capture's time, else its recording.
    pub public_from: Instant,
    /// The place of its first event.
    pub recorded: Position,
    /// When it was first recorded.
    pub recorded_at: Instant,
    /// The place of the last event that changed it.
    pub revision: Position,
}

impl PostAt<'_> {
    /// Returns the latest wording read so far.
    pub fn latest(&self) -> Option<&PostVersion> {
        self.versions.last().map(|version| &version.value)
    }
}

#[derive(Clone, Debug)]
struct SourceRecord {
    source: Record<Source>,
    ratings: Vec<Record<SourceRated>>,
    ownerships: Vec<Record<Ownership>>,
}

#[derive(Clone, Debug)]
pub(crate) struct PostRecord {
    post: Post,
    public_from: Instant,
    versions: Vec<Record<PostVersion>>,
}

/// The fold over sources, captures and posts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pages {
    sources: Shelf<SourceId, SourceRecord>,
    pub(crate) captures: Shelf<CaptureId, Record<Capture>>,
    pub(crate) posts: Shelf<PostId, PostRecord>,
    pub(crate) captures_by_source: Index<SourceId>,
    pub(crate) posts_by_source: Index<SourceId>,
    /// Posts by every capture in which a wording of theirs was first read.
    pub(crate) posts_by_capture: Index<CaptureId>,
}

impl Pages {
    pub(crate) fn register(&mut self, stamp: &Stamp, source: &Source) -> Result<(), Surprising> {
        let record = SourceRecord {
            source: stamp.on(source.clone()),
            ratings: Vec::new(),
            ownerships: Vec::new(),
        };
        self.sources.put(source.id, record, Thing::Source).map(|_| ())
    }

    pub(crate) fn rate(&mut self, stamp: &Stamp, rated: &SourceRated) -> Result<(), Surprising> {
        let (_, record) = self.sources.known(&rated.source, Thing::Source)?;
        record.ratings.push(stamp.on(rated.clone()));
        Ok(())
    }

    pub(crate) fn own(
        &mut self,
        stamp: &Stamp,
        source: SourceId,
        ownership: &Ownership,
    ) -> Result<(), Surprising> {
        let (_, record) = self.sources.known(&source, Thing::Source)?;
        record.ownerships.push(stamp.on(ownership.clone()));
        Ok(())
    }

    pub(crate) fn capture(&mut self, stamp: &Stamp, capture: &Capture) -> Result<(), Surprising> {
        let record = stamp.on(capture.clone());
        let ordinal = self.captures.put(capture.id, record, Thing::Capture)?;
        self.captures_by_source.add(capture.source, ordinal);
        Ok(())
    }

    pub(crate) fn post(
        &mut self,
        stamp: &Stamp,
        post: &Post,
        version: &PostVersion,
    ) -> Result<(), Surprising> {
        let known = post.published.or_else(|| self.captured_at(version.capture));
        let record = PostRecord {
            post: post.clone(),
            public_from: known.map_or(stamp.recorded_at, Moment::surely_by),
            versions: vec![stamp.on(version.clone())],
        };
        let ordinal = self.posts.put(post.id, record, Thing::Post)?;
        self.posts_by_source.add(post.source, ordinal);
        self.posts_by_capture.add(version.capture, ordinal);
        Ok(())
    }

    pub(crate) fn revise(
        &mut self,
        stamp: &Stamp,
        version: &PostVersion,
    ) -> Result<(), Surprising> {
        let (ordinal, record) = self.posts.known(&version.post, Thing::Post)?;
        record.versions.push(stamp.on(version.clone()));
        self.posts_by_capture.add(version.capture, ordinal);
        Ok(())
    }

    /// Returns when a page was captured, if it was recorded and its time is known.
    pub(crate) fn captured_at(&self, capture: CaptureId) -> Option<Moment> {
        self.captures.get(&capture)?.value.captured_at
    }

    pub(crate) fn capture_ids(
        &self,
        range: std::ops::RangeInclusive<CaptureId>,
    ) -> impl Iterator<Item = &CaptureId> {
        self.captures.keys_in(range)
    }

    pub(crate) fn source_ids(
        &self,
        range: std::ops::RangeInclusive<SourceId>,
    ) -> impl Iterator<Item = &SourceId> {
        self.sources.keys_in(range)
    }

    pub(crate) fn post_ids(
        &self,
        range: std::ops::RangeInclusive<PostId>,
    ) -> impl Iterator<Item = &PostId> {
        self.posts.keys_in(range)
    }
}

impl Views {
    /// Returns every source recorded, in the order of recording. Only the position counts.
    pub fn sources(&self, clock: Clock) -> impl Iterator<Item = SourceAt<'_>> {
        self.pages.sources.iter().filter_map(move |record| source_at(record, clock.as_of))
    }

    /// Returns a source as recorded so far.
    pub fn source(&self, id: SourceId, clock: Clock) -> Option<SourceAt<'_>> {
        source_at(self.pages.sources.get(&id)?, clock.as_of)
    }

    /// Returns every capture recorded, in the order of recording. Only the position counts: a page
    /// captured late may carry what was public early.
    pub fn captures(&self, clock: Clock) -> impl Iterator<Item = &Record<Capture>> {
        self.pages.captures.iter().take_while(move |capture| capture.position <= clock.as_of)
    }

    /// Returns how many captures were recorded.
    pub fn captures_recorded(&self, clock: Clock) -> usize {
        self.pages.captures.up_to(|capture| capture.position <= clock.as_of)
    }

    /// Returns a capture, if recorded so far.
    pub fn capture(&self, id: CaptureId, clock: Clock) -> Option<&Record<Capture>> {
        self.pages.captures.get(&id).filter(|capture| capture.position <= clock.as_of)
    }

    /// Returns what could not be read, capture by capture, in the order of recording.
    pub fn faults(&self, clock: Clock) -> impl Iterator<Item = (&Capture, &Fault)> {
        self.captures(clock).flat_map(|capture| {
            capture.value.faults.iter().map(move |fault| (&capture.value, fault))
        })
    }

    /// Returns every post public on the clock, in the order of recording.
    pub fn posts(&self, clock: Clock) -> impl Iterator<Item = PostAt<'_>> {
        self.pages.posts.iter().filter_map(move |record| post_at(record, clock))
    }

    /// Returns a post, if public on the clock.
    pub fn post(&self, id: PostId, clock: Clock) -> Option<PostAt<'_>> {
        post_at(self.pages.posts.get(&id)?, clock)
    }
}

fn source_at(record: &SourceRecord, as_of: Position) -> Option<SourceAt<'_>> {
    let recorded = record.source.position;
    let ratings = until(&record.ratings, as_of);
    let ownerships = until(&record.ownerships, as_of);
    let rated = ratings.last().map_or(recorded, |rating| rating.position);
    let owned = ownerships.last().map_or(recorded, |ownership| ownership.position);
    (recorded <= as_of).then(|| SourceAt {
        source: &record.source.value,
        reliability: ratings.last().and_then(|rating| rating.value.reliability),
        ratings,
        ownerships,
        recorded,
        recorded_at: record.source.recorded_at,
        revision: rated.max(owned),
    })
}

pub(crate) fn post_at(record: &PostRecord, clock: Clock) -> Option<PostAt<'_>> {
    let versions = until(&record.versions, clock.as_of);
    let (first, last) = (versions.first()?, versions.last()?);
    clock.is_public(record.public_from).then_some(PostAt {
        post: &record.post,
        versions,
        public_from: record.public_from,
        recorded: first.position,
        recorded_at: first.recorded_at,
        revision: last.position,
    })
}
