//! Pages in: bytes and text are kept as evidence first, then everything read from them is proposed in
//! one commit, so that a reading is recorded whole or not at all; a page that is too large for that is
//! recorded in parts.

use std::collections::BTreeMap;
use std::sync::Arc;

use counterclaim_ingest::{Extraction, Page, Reading, extract, read};
use counterclaim_model::{
    Basis, Capture, CaptureId, Clock, Command, CommitId, ImportFormat, ImportKind, Link, Origin,
    PostId, Relation, Source, Status,
};

use counterclaim_views::SightingAt;

use crate::answers::{ImportedRow, PageIngested};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::identity::Identity;
use crate::import::ImportWanted;
use crate::intake::{Reread, intake, normalised};
use crate::parts::parts;
use crate::shared::SharedDesk;
use crate::submit::{Outcome, Refused, Request};

/// How pages are taken in.
#[derive(Clone, Debug, Default)]
pub struct IngestOptions {
    /// Whether known posts are read for claims again.
    pub reread: Reread,
    /// Read and decide, but record nothing.
    pub dry_run: bool,
    /// Idempotency key.
    pub key: Option<CommitId>,
}

impl SharedDesk {
    /// Takes in a page as [`Desk::ingest`] does. It is read, and looked through for claims, while others ask and
    /// record; only what comes of it is recorded alone.
    ///
    /// # Errors
    /// As for [`Desk::ingest`].
    pub fn ingest(
        &self,
        by: Identity,
        name: &str,
        page: &Page,
        options: &IngestOptions,
    ) -> Result<PageIngested, DeskError> {
        let reading = read(page);
        let (is_known, gazetteer) =
            self.read(|desk| (desk.is_shown(&reading), Arc::clone(&desk.gazetteer)));
        if is_known? && options.reread == Reread::No && reading.reviews.is_none() {
            return Ok(unchanged(name, &reading));
        }
        let extraction = extract(&reading, &gazetteer);
        self.with(|desk| {
            // Somebody else may have brought the same page meanwhile.
            let is_known = desk.is_known(&reading)? && options.reread == Reread::No;
            desk.in_the_name_of(by, |desk| match is_known {
                true => desk.rated_anew(name, &reading, options),
                false => desk.take_in(name, page, &reading, &extraction, options),
            })
        })
    }
}

impl Desk {
    /// Reads a page and records its capture, posts and proposals. Reading the same text again records
    /// nothing; a grown page adds only its new posts, and an edited post is a new version.
    ///
    /// `name` is what the caller calls the page in messages.
    ///
    /// # Errors
    /// The log's own; a page that cannot be understood is no error: its faults are in the answer.
    pub fn ingest(
        &mut self,
        name: &str,
        page: &Page,
        options: &IngestOptions,
    ) -> Result<PageIngested, DeskError> {
        let reading = read(page);
        if self.is_known(&reading)? && options.reread == Reread::No {
            return self.rated_anew(name, &reading, options);
        }
        let extraction = extract(&reading, &self.gazetteer);
        self.take_in(name, page, &reading, &extraction, options)
    }

    /// Records what was read from a page.
    fn take_in(
        &mut self,
        name: &str,
        page: &Page,
        reading: &Reading,
        extraction: &Extraction,
        options: &IngestOptions,
    ) -> Result<PageIngested, DeskError> {
        let mut intake = {
            let decided_words = match options.reread {
                Reread::Yes => self.decided_words(),
                Reread::No => BTreeMap::new(),
            };
            let decided = |post: PostId, words: &str| {
                let known = decided_words.get(&post).into_iter().flatten();
                known
                    .into_iter()
                    .any(|known| known.contains(words) || words.contains(known.as_str()))
            };
            intake(page, reading, extraction, &self.state, options.reread, &self.gazetteer, decided)
        };
        let repeated = self.repeated(&intake.commands, capture_of(reading));
        intake.commands.extend(repeated);
        let across = self.linked_across(&intake.commands, reading, extraction, &intake.claims);
        intake.commands.extend(across);
        self.keep(page, reading, options)?;
        let counts = self.count_posts(&intake.commands);
        let recorded = self.record_reading(intake.commands, reading, options)?;
        let rated = self.rated(name, reading, options)?;
        let named = |event: &str| recorded.events.iter().filter(|name| *name == event).count();
        let mut faults = faults(reading);
        faults
            .extend(recorded.left_out.iter().map(|why| format!("a proposal was left out: {why}")));
        faults.extend(rated.refused);
        Ok(PageIngested {
            page: name.to_owned(),
            capture: capture_of(reading),
            outlet: reading.source.clone(),
            posts: reading.posts.iter().filter(|post| post.number > 0).count(),
            added: counts.added,
            revised: counts.revised,
            unchanged: counts.unchanged,
            claims: named("claim.proposed"),
            links: named("link.proposed"),
            reviews: rated.added,
            events: if options.dry_run { 0 } else { recorded.events.len() + rated.events },
            faults,
        })
    }

    /// Answers for a page whose text is recorded. Ratings stand beside the text, in what the page says to
    /// machines: one that changed is recorded after the one before.
    fn rated_anew(
        &mut self,
        name: &str,
        reading: &Reading,
        options: &IngestOptions,
    ) -> Result<PageIngested, DeskError> {
        let rated = self.rated(name, reading, options)?;
        let mut page = unchanged(name, reading);
        page.reviews = rated.added;
        page.events = if options.dry_run { 0 } else { rated.events };
        page.faults.extend(rated.refused);
        Ok(page)
    }

    /// Takes in the ratings of claims that a page carries, by the door for files of them: the claim rated is
    /// found in the case or proposed, the rating recorded as its publisher's, in its own words and numbers.
    /// What is in the case already adds nothing.
    fn rated(
        &mut self,
        name: &str,
        reading: &Reading,
        options: &IngestOptions,
    ) -> Result<Rated, DeskError> {
        let mut rated = Rated::default();
        let Some(reviews) = &reading.reviews else { return Ok(rated) };
        let wanted = ImportWanted {
            name: format!("ratings on {name}"),
            kind: Some(ImportKind::ClaimReview),
            format: Some(ImportFormat::JsonLd),
            dry_run: options.dry_run,
            ..ImportWanted::default()
        };
        let refused = &mut rated.refused;
        let told = &mut |row: ImportedRow| {
            refused.extend(row.why.map(|why| format!("a rating of a claim was left out: {why}")));
        };
        let file = self.import(&mut reviews.as_bytes(), &wanted, told)?;
        rated.added = usize::try_from(file.added).unwrap_or(usize::MAX);
        let places = file.positions.map(|(first, last)| last.0 - first.0 + 1);
        rated.events = places.map_or(0, |places| usize::try_from(places).unwrap_or(usize::MAX));
        Ok(rated)
    }

    /// Records what a reading amounts to: in one commit if it fits. Otherwise in parts, the last of them
    /// once the others stand. The first and the last are named after the capture, so that a recording
    /// that was cut short is known as one; the caller's key, which names one commit, is not used then.
    fn record_reading(
        &mut self,
        commands: Vec<Command>,
        reading: &Reading,
        options: &IngestOptions,
    ) -> Result<Taken, DeskError> {
        let request = |commands: Vec<Command>, key: Option<CommitId>| Request {
            commands,
            key,
            typed: Some(reading.bytes_digest.to_string()),
            dry_run: options.dry_run,
            refused: Refused::LeaveOutProposals,
            ..Request::default()
        };
        let most = if options.dry_run { u64::MAX } else { self.part_bytes };
        let mut parts = parts(commands, most)?;
        let last = parts.pop().unwrap_or_default();
        let mut taken = Taken::default();
        if parts.is_empty() && !self.is_open(reading)? {
            taken.add(self.carry_out(request(last, options.key.clone()))?);
            return Ok(taken);
        }
        let [begun, done] = part_names(capture_of(reading))?;
        let (mut begun, done) = (self.unless_recorded(begun)?, self.unless_recorded(done)?);
        // What was recorded whole before is only read again: nothing of it begins now.
        begun = begun.filter(|_| done.is_some());
        let earlier = parts.into_iter().map(|part| request(part, begun.take())).collect();
        for outcome in self.carry_out_all(earlier) {
            taken.add(outcome?);
        }
        taken.add(self.carry_out(request(last, done))?);
        Ok(taken)
    }

    fn unless_recorded(&self, id: CommitId) -> Result<Option<CommitId>, DeskError> {
        Ok(self.book.log().commit(&id)?.is_none().then_some(id))
    }

    /// Returns whether recording a reading in parts was begun and not finished.
    fn is_open(&self, reading: &Reading) -> Result<bool, DeskError> {
        let [begun, done] = part_names(capture_of(reading))?;
        let log = self.book.log();
        Ok(log.commit(&begun)?.is_some() && log.commit(&done)?.is_none())
    }

    /// Proposes a `repeats` link for every new quotation that its speaker is already recorded with, on
    /// another page or an earlier state of this one.
    fn repeated(&self, commands: &[Command], capture: CaptureId) -> Vec<Command> {
        let mut links = Vec::new();
        for command in commands {
            let Command::ProposeClaim { claim, .. } = command else { continue };
            let Some(first) = self.sayings.before(claim) else { continue };
            let here = |seen: &SightingAt<'_>| seen.sighting.capture == capture;
            if self.views.claim(first, Clock::NOW).is_some_and(|at| at.sightings.iter().any(here)) {
                continue;
            }
            links.push(Command::ProposeLink {
                link: Link {
                    id: Link::id_of(claim.id, Relation::Repeats, first),
                    from: claim.id,
                    to: first,
                    relation: Relation::Repeats,
                    basis: Basis::Inferred,
                    stated_in: None,
                    cue: None,
                    reason: "The same speaker in the same words, in another post.".to_owned(),
                    weight: 100,
                },
                origin: Origin {
                    rule: "same-words@1".to_owned(),
                    confidence: 95,
                    flags: Vec::new(),
                },
            });
        }
        links
    }

    /// Returns whether a reading is recorded, and whole.
    fn is_known(&self, reading: &Reading) -> Result<bool, DeskError> {
        Ok(self.state.has_capture(capture_of(reading)) && !self.is_open(reading)?)
    }

    /// Returns whether a reading is recorded whole, as far as questions show: not what is on its way in.
    fn is_shown(&self, reading: &Reading) -> Result<bool, DeskError> {
        let capture = self.views.capture(capture_of(reading), Clock::NOW);
        Ok(capture.is_some() && !self.is_open(reading)?)
    }

    /// Keeps bytes and text before any event names them.
    fn keep(
        &mut self,
        page: &Page,
        reading: &Reading,
        options: &IngestOptions,
    ) -> Result<(), DeskError> {
        if options.dry_run {
            return Ok(());
        }
        let log = self.book.writer()?;
        log.put_evidence(&page.bytes)?;
        log.put_evidence(reading.text.as_str().as_bytes())?;
        Ok(())
    }

    /// Returns the words of every claim that a person decided on, by post. Words and not places: a later
    /// capture has the same words elsewhere.
    fn decided_words(&self) -> BTreeMap<PostId, Vec<String>> {
        let mut decided: BTreeMap<PostId, Vec<String>> = BTreeMap::new();
        for claim in self.views.claims(Clock::NOW).filter(|claim| claim.status != Status::Proposed)
        {
            for seen in &claim.sightings {
                let words: Vec<&str> =
                    seen.sighting.content.iter().map(|anchor| anchor.quote.as_str()).collect();
                decided.entry(seen.sighting.post).or_default().push(normalised(&words.join(" ")));
            }
        }
        decided
    }

    fn count_posts(&self, commands: &[Command]) -> PostCounts {
        let mut counts = PostCounts::default();
        for command in commands {
            if let Command::RecordPost { post, version } = command {
                match self.state.post_content(post.id) {
                    None => counts.added += 1,
                    Some(content) if content == version.content => counts.unchanged += 1,
                    Some(_) => counts.revised += 1,
                }
            }
        }
        counts
    }
}

/// What became of the ratings of claims on a page.
#[derive(Default)]
struct Rated {
    added: usize,
    events: usize,
    refused: Vec<String>,
}

/// What was recorded of a reading.
#[derive(Default)]
struct Taken {
    events: Vec<String>,
    left_out: Vec<String>,
}

impl Taken {
    fn add(&mut self, outcome: Outcome) {
        self.events.extend(outcome.submitted.events);
        self.left_out.extend(outcome.left_out);
    }
}

fn capture_of(reading: &Reading) -> CaptureId {
    Capture::id_of(Source::id_of(&reading.source), reading.text_digest)
}

/// Returns the commit ids of the first and of the last part of a reading that is recorded in parts.
fn part_names(capture: CaptureId) -> Result<[CommitId; 2], DeskError> {
    let name = |end: &str| {
        let name = CommitId::try_from(format!("reading/{capture}/{end}"));
        name.map_err(|error| DeskError::Invalid(error.to_string()))
    };
    Ok([name("begun")?, name("done")?])
}

#[derive(Default)]
struct PostCounts {
    added: usize,
    revised: usize,
    unchanged: usize,
}

fn unchanged(name: &str, reading: &Reading) -> PageIngested {
    PageIngested {
        page: name.to_owned(),
        capture: capture_of(reading),
        outlet: reading.source.clone(),
        posts: reading.posts.iter().filter(|post| post.number > 0).count(),
        added: 0,
        revised: 0,
        unchanged: reading.posts.len(),
        claims: 0,
        links: 0,
        reviews: 0,
        events: 0,
        faults: faults(reading),
    }
}

fn faults(reading: &Reading) -> Vec<String> {
    reading.faults.iter().map(|fault| format!("at {}: {}", fault.at, fault.what)).collect()
}

#[cfg(test)]
mod tests;
