//! Claims, findings, links, reviews and notes by hand.

use counterclaim_model::{
    Actor, ActorKind, Attribution, Basis, Claim, ClaimId, Command, Evidence, Form, Grounds, Link,
    Modality, Moment, NewClaim, Note, Relation, Review, ReviewId, Speaker, Wording,
};

use super::actors::actor_kind;
use crate::desk::Desk;
use crate::error::DeskError;

/// The desk as an actor: the only speaker an analyst speaks as.
const DESK: &str = "the desk";

/// A claim as a person records it.
#[derive(Clone, Debug)]
pub struct ClaimForm {
    /// The statement, self-contained.
    pub statement: String,
    /// Who says it: a name or id known to the case, or a new name.
    pub speaker: Option<String>,
    /// What a new speaker is.
    pub kind: String,
    /// What the speaker does with it.
    pub modality: Modality,
    /// Matters it belongs to.
    pub matters: Vec<String>,
    /// When it was said.
    pub said: Option<Moment>,
}

/// A finding as a person records it.
#[derive(Clone, Debug)]
pub struct FindingForm {
    /// What is found.
    pub statement: String,
    /// Refutes or confirms.
    pub relation: Relation,
    /// The claim it is about.
    pub target: String,
    /// What it rests on.
    pub evidence: Vec<String>,
    /// Who makes it.
    pub by: String,
    /// Why, for the reader.
    pub reason: String,
}

impl Desk {
    /// Returns the commands that record a claim by hand.
    ///
    /// # Errors
    /// If speaker or matter is not what it should be.
    pub fn claim_by_hand(&self, form: &ClaimForm) -> Result<Vec<Command>, DeskError> {
        let mut commands = Vec::new();
        let actor = match form.speaker.as_deref() {
            None => None,
            Some(name) => Some(self.actor_or_new(name, &form.kind, &mut commands)?),
        };
        let matters =
            form.matters.iter().map(|slug| self.matter_id(slug)).collect::<Result<_, _>>()?;
        let claim =
            Claim { asserted_at: form.said, ..bare_claim(&form.statement, actor, form.modality) };
        let speaker = form.speaker.as_deref().unwrap_or_default();
        let id = ClaimId::derive(&[
            "by hand",
            speaker,
            &crate::intake::normalised(&form.statement),
            "0",
        ]);
        commands.push(Command::RecordClaim(NewClaim { id, claim, sighting: None, matters }));
        Ok(commands)
    }

    /// Returns the commands that record a finding.
    ///
    /// # Errors
    /// If the claim it is about is not known.
    pub fn finding_by_hand(&self, form: FindingForm) -> Result<Vec<Command>, DeskError> {
        let target = self.claim_id(&form.target)?;
        let desk = Actor::id_of(ActorKind::Organisation, DESK);
        let statement = crate::intake::normalised(&form.statement);
        let id = ClaimId::derive(&["finding", &target.to_string(), &form.by, &statement]);
        let evidence =
            form.evidence.into_iter().map(|title| Evidence { title, bytes: None }).collect();
        let finding = NewClaim {
            id,
            claim: bare_claim(&form.statement, Some(desk), Modality::Asserts),
            sighting: None,
            matters: Vec::new(),
        };
        Ok(vec![
            Command::AddActor(Actor {
                id: desk,
                kind: ActorKind::Organisation,
                name: DESK.to_owned(),
                basis: self.identity.analyst.clone(),
            }),
            Command::RecordFinding {
                finding,
                by: form.by,
                evidence,
                relation: form.relation,
                target,
                reason: form.reason,
            },
        ])
    }

    /// Returns the command that draws a link.
    ///
    /// # Errors
    /// If a claim is not known.
    pub fn link_by_hand(
        &self,
        from: &str,
        relation: Relation,
        to: &str,
        reason: String,
        weight: u8,
        by: String,
    ) -> Result<Command, DeskError> {
        let (from, to) = (self.claim_id(from)?, self.claim_id(to)?);
        let id = Link::id_of(from, relation, to);
        let basis = Basis::Inferred;
        let link =
            Link { id, from, to, relation, basis, stated_in: None, cue: None, reason, weight };
        Ok(Command::AddLink { link, by })
    }

    /// Returns the commands that set fields of a claim right.
    ///
    /// # Errors
    /// If the claim is not known, or a field or value does not fit.
    pub fn amend(
        &self,
        claim: &str,
        typed: &[String],
        reason: &str,
    ) -> Result<Vec<Command>, DeskError> {
        let claim = self.claim_id(claim)?;
        let amend = |typed: &String| {
            let amendment = self.amendment(typed)?;
            Ok(Command::AmendClaim { claim, amendment, reason: reason.to_owned() })
        };
        typed.iter().map(amend).collect()
    }

    /// Returns the command that rates a claim.
    ///
    /// # Errors
    /// If the claim is not known.
    pub fn review_by_hand(
        &self,
        claim: &str,
        by: String,
        scale: String,
        rating: String,
        reason: Option<String>,
    ) -> Result<Command, DeskError> {
        let claim = self.claim_id(claim)?;
        let before = self.views.claim(claim, counterclaim_model::Clock::NOW);
        let ordinal = before.map_or(0, |at| at.reviews.len()).to_string();
        let id = ReviewId::derive(&[&claim.to_string(), &by, &scale, &ordinal]);
        Ok(Command::AddReview(Review { id, claim, by, scale, rating, reason, published: None }))
    }

    /// Returns the command that remarks on a claim.
    ///
    /// # Errors
    /// If the claim is not known.
    pub fn note_by_hand(
        &self,
        claim: &str,
        by: String,
        text: String,
    ) -> Result<Command, DeskError> {
        Ok(Command::AddNote(Note { claim: self.claim_id(claim)?, by, text }))
    }

    fn actor_or_new(
        &self,
        name: &str,
        kind: &str,
        commands: &mut Vec<Command>,
    ) -> Result<counterclaim_model::ActorId, DeskError> {
        match self.actor_exactly(name) {
            Err(DeskError::NotFound { .. }) => {
                commands.push(self.add_actor(name, kind)?);
                Ok(Actor::id_of(actor_kind(kind)?, name))
            }
            found => found,
        }
    }
}

/// A claim that only says what is said and by whom; its words are in no captured text.
fn bare_claim(
    statement: &str,
    actor: Option<counterclaim_model::ActorId>,
    modality: Modality,
) -> Claim {
    Claim {
        statement: statement.to_owned(),
        speaker: Speaker { actor, phrase: None, role: None, candidates: Vec::new() },
        relayed_by: None,
        modality,
        form: Form::Indirect,
        wording: Wording::Outlet,
        language: None,
        translated: None,
        attribution: Attribution::Explicit,
        grounds: Grounds::NotStated,
        about: Vec::new(),
        figures: Vec::new(),
        asserted_at: None,
    }
}
