//! The generated case all are given: on disk, as intake and an analyst leave it, and as plain events.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use counterclaim_log::{FileReader, ReadLog};
use counterclaim_model::{Anchor, Event, Instant, NewClaim, Position, Recorded};

use crate::export::world::{self, Said};

/// A case and what there is to know of it.
pub(crate) struct Case {
    pub(crate) dir: PathBuf,
    pub(crate) claims: usize,
    /// Mean bytes of an event's payload.
    pub(crate) event_bytes: f64,
    pub(crate) events: usize,
    /// Bytes of everything in it that was said: statements, phrases, and exact words with what stands around.
    pub(crate) text: u64,
    /// The position in the middle.
    pub(crate) half: Position,
    /// The publication time in the middle.
    pub(crate) half_public: Instant,
    /// A claim of it, to be told again as new ones.
    pub(crate) model: NewClaim,
}

impl Case {
    /// Writes a case of so many claims, the same for the same seed.
    pub(crate) fn write(dir: &Path, claims: usize, seed: u64) -> anyhow::Result<Self> {
        world::write(dir, claims, seed, Said::Others)?;
        let (mut events, mut bytes, mut text) = (0, 0, 0);
        let (mut model, mut published) = (None, Vec::with_capacity(claims));
        each(dir, &mut |recorded| {
            events += 1;
            bytes += recorded.event.payload()?.len();
            if let Some(new) = claim_in(&recorded.event) {
                text += text_of(new);
                let sighting = new.sighting.as_ref();
                published.extend(sighting.and_then(|one| one.published).map(|moment| moment.at));
                if matches!(recorded.event, Event::ClaimRecorded(_)) {
                    model.get_or_insert_with(|| new.clone());
                }
            }
            Ok(())
        })?;
        published.sort_unstable();
        Ok(Self {
            dir: dir.to_owned(),
            claims,
            event_bytes: bytes as f64 / f64::max(events as f64, 1.0),
            events,
            text,
            half: Position(events as u64 / 2),
            half_public: *published.get(published.len() / 2).context("claims are published")?,
            model: model.context("some claims are recorded by hand")?,
        })
    }
}

/// Hands every event over, in the order of the log.
pub(crate) fn each(
    dir: &Path,
    take: &mut dyn FnMut(&Recorded) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut failed = None;
    FileReader::open(dir)?.visit(Position::START, &mut |entry| match entry
        .into_recorded()
        .map_err(anyhow::Error::from)
        .and_then(|event| take(&event))
    {
        Ok(()) => ControlFlow::Continue(()),
        Err(error) => {
            failed = Some(error);
            ControlFlow::Break(())
        }
    })?;
    failed.map_or(Ok(()), Err)
}

/// Returns the claim that an event brings.
pub(crate) fn claim_in(event: &Event) -> Option<&NewClaim> {
    if let Event::ClaimProposed(proposed) = event {
        return Some(&proposed.claim);
    }
    if let Event::ClaimRecorded(claim) = event { Some(claim) } else { None }
}

fn text_of(new: &NewClaim) -> u64 {
    let words = |text: &Option<String>| text.as_ref().map_or(0, String::len);
    let anchor = |one: &Anchor| one.quote.len() + one.prefix.len() + one.suffix.len();
    let anchors = |all: &[Anchor]| all.iter().map(anchor).sum::<usize>();
    let claim = &new.claim;
    let said = claim.statement.len() + words(&claim.speaker.phrase) + words(&claim.speaker.role);
    let seen = new.sighting.as_ref().map_or(0, |sighting| {
        anchors(&sighting.content) + anchors(&sighting.source_phrase) + anchors(&sighting.cue)
    });
    let figures = claim.figures.iter().filter_map(|figure| figure.anchor.as_ref()).map(anchor);
    (said + seen + figures.sum::<usize>()) as u64
}
