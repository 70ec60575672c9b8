//! Rules about the case, its sources, captures and posts.

use super::Decided;
use super::texts::{ordered, says_something};
use crate::{
    Capture, CaseId, CaseOpened, ContentErased, Event, FileImported, Ownership, Post, PostRecorded,
    PostVersion, QueueDecided, Refusal, Reliability, Source, SourceId, SourceOwned, SourceRated,
    State, Stream, Thing,
};

pub(super) fn open_case(state: &State, case: CaseId, title: String) -> Result<Decided, Refusal> {
    says_something("title", &title)?;
    if state.is_open.contains(&()) {
        return Err(Refusal::AlreadyRecorded(Thing::Case));
    }
    Ok(Decided::one(Stream::Case, Event::CaseOpened(CaseOpened { case, title })))
}

pub(super) fn erase_content(state: &State, erased: ContentErased) -> Result<Decided, Refusal> {
    says_something("reason", &erased.reason)?;
    says_something("name of who erases", &erased.by)?;
    let ContentErased { positions, evidence, .. } = &erased;
    if positions.is_empty() && evidence.is_empty() {
        return Ok(Decided::nothing());
    }
    if !positions.is_sorted_by(|a, b| a < b) || !evidence.is_sorted_by(|a, b| a < b) {
        return Err(Refusal::NotAscending);
    }
    if let Some(beyond) = positions.iter().find(|at| **at > state.head() || at.0 == 0) {
        return Err(Refusal::NoSuchPosition(*beyond));
    }
    Ok(Decided::one(Stream::Case, Event::ContentErased(erased)))
}

pub(super) fn decide_queue(decided: QueueDecided) -> Result<Decided, Refusal> {
    Ok(Decided::one(Stream::Case, Event::QueueDecided(decided)))
}

pub(super) fn note_import(imported: FileImported) -> Result<Decided, Refusal> {
    says_something("name of the file", &imported.name)?;
    says_something("name of who imports", &imported.by)?;
    let FileImported { rows, added, unchanged, refused, .. } = imported;
    let sum = added.checked_add(unchanged).and_then(|sum| sum.checked_add(refused));
    if sum != Some(rows) {
        return Err(Refusal::CountsDiffer { rows });
    }
    Ok(Decided::one(Stream::Case, Event::FileImported(imported)))
}

pub(super) fn register_source(state: &State, source: Source) -> Result<Decided, Refusal> {
    says_something("name of the source", &source.name)?;
    if state.sources.contains(&source.id) {
        return Ok(Decided::nothing());
    }
    Ok(Decided::one(Stream::Source(source.id), Event::SourceRegistered(source)))
}

pub(super) fn rate_source(
    state: &State,
    source: SourceId,
    reliability: Option<Reliability>,
    reason: String,
) -> Result<Decided, Refusal> {
    known_source(state, source)?;
    says_something("reason", &reason)?;
    let rated = SourceRated { source, reliability, reason };
    Ok(Decided::one(Stream::Source(source), Event::SourceRated(rated)))
}

pub(super) fn own_source(
    state: &State,
    source: SourceId,
    ownership: Ownership,
) -> Result<Decided, Refusal> {
    known_source(state, source)?;
    ordered(ownership.period)?;
    for actor in std::iter::once(ownership.owner).chain(ownership.state) {
        super::actors::known(state, actor)?;
    }
    Ok(Decided::one(Stream::Source(source), Event::SourceOwned(SourceOwned { source, ownership })))
}

pub(super) fn record_capture(state: &State, capture: Capture) -> Result<Decided, Refusal> {
    known_source(state, capture.source)?;
    if state.captures.contains(&capture.id) {
        return Ok(Decided::nothing());
    }
    Ok(Decided::one(Stream::Source(capture.source), Event::CaptureRecorded(capture)))
}

pub(super) fn record_post(
    state: &State,
    post: Post,
    version: PostVersion,
) -> Result<Decided, Refusal> {
    known_source(state, post.source)?;
    if !state.captures.contains(&version.capture) {
        return Err(Refusal::Unknown(Thing::Capture(version.capture)));
    }
    let stream = Stream::Source(post.source);
    match state.posts.get(&post.id) {
        Some(content) if *content == version.content => Ok(Decided::nothing()),
        Some(_) => Ok(Decided::one(stream, Event::PostRevised(version))),
        None => Ok(Decided::one(stream, Event::PostRecorded(PostRecorded { post, version }))),
    }
}

pub(super) fn known_source(state: &State, source: SourceId) -> Result<(), Refusal> {
    if state.sources.contains(&source) {
        Ok(())
    } else {
        Err(Refusal::Unknown(Thing::Source(source)))
    }
}
