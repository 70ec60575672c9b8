//! The fold over claims: what came in, every change after it, and the indexes that lists start from.
//! [`Views`](crate::Views) feeds it and asks it.

use std::borrow::Cow;

use counterclaim_model::{
    About, ActorId, Amendment, Claim, ClaimId, CommentRequest, Evidence, Few, Instant, MatterId,
    NewClaim, Note, Origin, Position, PostId, Review, Sighting, SourceId, Status, Thing,
};

use crate::change::{Change, amendments};
use crate::facts::Rows;
use crate::marks::Marks;
use crate::number::Numbered;
use crate::record::{Record, Stamp, until};
use crate::shelf::{Index, Shelf};
use crate::surprise::Surprising;
use crate::text::Words;

/// What makes a claim a finding: who stands for it, on which evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The named person.
    pub by: String,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
}

/// A sighting with the time from which it is public.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) sighting: Sighting,
    pub(crate) public_from: Instant,
}

/// Everything known of one claim. The history is the one list that says what holds when.
#[derive(Clone, Debug)]
pub(crate) struct ClaimRecord {
    pub(crate) id: ClaimId,
    first: Claim,
    /// The claim after every amendment; kept because that is what nearly every question asks for.
    latest: Option<Box<Claim>>,
    pub(crate) origin: Option<Origin>,
    pub(crate) finding: Option<Finding>,
    pub(crate) born: Record<()>,
    first_matters: Vec<MatterId>,
    pub(crate) sightings: Few<Record<Seen>>,
    pub(crate) reviews: Vec<Record<Review>>,
    pub(crate) notes: Vec<Record<Note>>,
    pub(crate) requests: Vec<Record<CommentRequest>>,
    pub(crate) history: Few<Record<Change>>,
}

impl ClaimRecord {
    /// Returns the claim as amended up to `as_of`; borrowed unless some amendments are still to come.
    pub(crate) fn claim(&self, as_of: Position) -> Cow<'_, Claim> {
        let Some(latest) = &self.latest else { return Cow::Borrowed(&self.first) };
        let so_far = until(&self.history, as_of);
        if !amendments(&self.history[so_far.len()..]).any(|_| true) {
            return Cow::Borrowed(latest);
        }
        let mut claim = Cow::Borrowed(&self.first);
        for amendment in amendments(so_far) {
            claim.to_mut().amend(amendment);
        }
        claim
    }

    pub(crate) fn status(&self, as_of: Position) -> Status {
        let changes = until(&self.history, as_of).iter().rev();
        changes.filter_map(|change| change.value.status()).next().unwrap_or(Status::Proposed)
    }

    pub(crate) fn sightings(&self, as_of: Position) -> &[Record<Seen>] {
        until(&self.sightings, as_of)
    }

    /// Returns from when on the claim is public: its earliest sighting; without one, its recording.
    pub(crate) fn public_from(&self, as_of: Position) -> Instant {
        let sightings = self.sightings(as_of).iter();
        sightings.map(|seen| seen.value.public_from).min().unwrap_or(self.born.recorded_at)
    }

    /// Returns the matters it is in, as recorded, before merges; in the order of assignment.
    pub(crate) fn matters(&self, as_of: Position) -> Vec<&MatterId> {
        let mut matters: Vec<&MatterId> = self.first_matters.iter().collect();
        for change in until(&self.history, as_of) {
            if let Change::Assigned(matter) = &change.value
                && !matters.contains(&matter)
            {
                matters.push(matter);
            }
            if let Change::Unassigned(matter) = &change.value {
                matters.retain(|known| *known != matter);
            }
        }
        matters
    }
}

/// How a claim came in.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Birth<'e> {
    Proposed(&'e Origin),
    Recorded,
    Found { by: &'e str, evidence: &'e [Evidence] },
}

/// The fold over claims.
#[derive(Clone, Debug, Default)]
pub(crate) struct Claims {
    pub(crate) shelf: Shelf<ClaimId, ClaimRecord>,
    /// By every speaker a claim ever had; `None` for an unnamed one.
    pub(crate) by_speaker: Index<Option<ActorId>>,
    pub(crate) by_source: Index<SourceId>,
    pub(crate) by_post: Index<PostId>,
    /// By every matter a claim was ever put under, as recorded.
    pub(crate) by_matter: Index<MatterId>,
    /// By everyone a claim was ever about.
    pub(crate) by_about: Index<ActorId>,
    /// The words of statements and sightings.
    pub(crate) words: Words,
    pub(crate) rows: Rows,
    /// Those that were ever amended.
    pub(crate) amended: Marks,
    /// Those whose words ever changed: by an amendment, or by another sighting.
    pub(crate) reworded: Marks,
    pub(crate) speakers: Numbered<ActorId>,
    pub(crate) sources: Numbered<SourceId>,
    pub(crate) slugs: Numbered<MatterId>,
}

impl Claims {
    pub(crate) fn add(
        &mut self,
        stamp: &Stamp,
        new: &NewClaim,
        birth: Birth<'_>,
        public_from: impl Fn(&Sighting) -> Instant,
    ) -> Result<(), Surprising> {
        let (change, origin, finding) = match birth {
            Birth::Proposed(origin) => (Change::Proposed, Some(origin.clone()), None),
            Birth::Recorded => (Change::Recorded, None, None),
            Birth::Found { by, evidence } => {
                let finding = Finding { by: by.to_owned(), evidence: evidence.to_vec() };
                (Change::Found, None, Some(finding))
            }
        };
        let record = ClaimRecord {
            id: new.id,
            first: new.claim.clone(),
            latest: None,
            origin,
            finding,
            born: stamp.on(()),
            first_matters: new.matters.clone(),
            sightings: Few::None,
            reviews: Vec::new(),
            notes: Vec::new(),
            requests: Vec::new(),
            history: Few::One(stamp.on(change)),
        };
        let ordinal = self.shelf.put(new.id, record, Thing::Claim)?;
        self.list(ordinal, new);
        if let Some(sighting) = &new.sighting {
            self.see(stamp, new.id, sighting, public_from(sighting))?;
        }
        self.refresh(ordinal, stamp.position);
        Ok(())
    }

    /// Enters a new claim in every list that it is looked for in.
    fn list(&mut self, ordinal: u32, new: &NewClaim) {
        self.words.add(ordinal, &new.claim.statement);
        self.spoken_by(ordinal, new.claim.speaker.actor);
        self.about(ordinal, &new.claim.about);
        for matter in &new.matters {
            self.by_matter.add(matter.clone(), ordinal);
            self.slugs.meet(matter);
        }
    }

    fn spoken_by(&mut self, ordinal: u32, speaker: Option<ActorId>) {
        self.by_speaker.add(speaker, ordinal);
        speaker.iter().for_each(|speaker| self.speakers.meet(speaker));
    }

    fn about(&mut self, ordinal: u32, about: &[About]) {
        about.iter().for_each(|about| self.by_about.add(about.actor, ordinal));
    }

    pub(crate) fn sight(
        &mut self,
        stamp: &Stamp,
        sighting: &Sighting,
        public_from: Instant,
    ) -> Result<(), Surprising> {
        self.see(stamp, sighting.claim, sighting, public_from)?;
        self.change(stamp, sighting.claim, Change::Sighted(sighting.source))
    }

    pub(crate) fn amend(
        &mut self,
        stamp: &Stamp,
        claim: ClaimId,
        amendment: &Amendment,
        reason: &str,
    ) -> Result<(), Surprising> {
        let (ordinal, record) = self.shelf.known(&claim, Thing::Claim)?;
        let latest = record.latest.get_or_insert_with(|| Box::new(record.first.clone()));
        latest.amend(amendment);
        self.amended.mark(ordinal);
        if let Amendment::Statement(statement) = amendment {
            self.reworded.mark(ordinal);
            self.words.add(ordinal, statement);
        }
        if let Amendment::Speaker(speaker) = amendment {
            self.spoken_by(ordinal, *speaker);
        }
        if let Amendment::About(about) = amendment {
            self.about(ordinal, about);
        }
        let (amendment, reason) = (amendment.clone(), reason.to_owned());
        self.change(stamp, claim, Change::Amended { amendment, reason })
    }

    pub(crate) fn assign(
        &mut self,
        stamp: &Stamp,
        claim: ClaimId,
        matter: &MatterId,
    ) -> Result<(), Surprising> {
        let (ordinal, _) = self.shelf.known(&claim, Thing::Claim)?;
        self.by_matter.add(matter.clone(), ordinal);
        self.slugs.meet(matter);
        self.change(stamp, claim, Change::Assigned(matter.clone()))
    }

    pub(crate) fn review(&mut self, stamp: &Stamp, review: &Review) -> Result<(), Surprising> {
        let (_, record) = self.shelf.known(&review.claim, Thing::Claim)?;
        record.reviews.push(stamp.on(review.clone()));
        self.change(stamp, review.claim, Change::Reviewed(review.id))
    }

    pub(crate) fn note(&mut self, stamp: &Stamp, note: &Note) -> Result<(), Surprising> {
        let (_, record) = self.shelf.known(&note.claim, Thing::Claim)?;
        record.notes.push(stamp.on(note.clone()));
        self.change(stamp, note.claim, Change::Noted)
    }

    pub(crate) fn request(
        &mut self,
        stamp: &Stamp,
        request: &CommentRequest,
    ) -> Result<(), Surprising> {
        let (_, record) = self.shelf.known(&request.claim, Thing::Claim)?;
        record.requests.push(stamp.on(request.clone()));
        self.change(stamp, request.claim, Change::CommentRequested)
    }

    pub(crate) fn change(
        &mut self,
        stamp: &Stamp,
        claim: ClaimId,
        change: Change,
    ) -> Result<(), Surprising> {
        let (ordinal, record) = self.shelf.known(&claim, Thing::Claim)?;
        record.history.push(stamp.on(change));
        self.refresh(ordinal, stamp.position);
        Ok(())
    }

    fn see(
        &mut self,
        stamp: &Stamp,
        claim: ClaimId,
        sighting: &Sighting,
        public_from: Instant,
    ) -> Result<(), Surprising> {
        let (ordinal, record) = self.shelf.known(&claim, Thing::Claim)?;
        record.sightings.push(stamp.on(Seen { sighting: sighting.clone(), public_from }));
        if record.sightings.len() > 1 {
            self.reworded.mark(ordinal);
        }
        self.by_source.add(sighting.source, ordinal);
        self.by_post.add(sighting.post, ordinal);
        self.sources.meet(&sighting.source);
        for piece in &sighting.content {
            self.words.add(ordinal, &piece.quote);
        }
        Ok(())
    }
}
