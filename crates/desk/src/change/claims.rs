//! Changes to claims, and the desk's own findings.

use counterclaim_model::{
    Actor, ActorId, ActorKind, Attribution, Claim, ClaimId, Command, Evidence, Form, Grounds,
    Modality, Moment, NewClaim, Relation, Speaker, Wording,
};
use serde::{Deserialize, Deserializer, Serialize};

use super::asked::Asked;
use super::typed;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::intake::normalised;

/// The desk as an actor: the only speaker an analyst speaks as.
const DESK: &str = "the desk";

/// Record a claim by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimAdd {
    /// The statement, self-contained.
    pub statement: String,
    /// Who says it: a name or id known to the case, or a new name.
    #[serde(default, deserialize_with = "typed::text_or_absent")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// What a new speaker is; a person where nothing is said.
    #[serde(default = "person", deserialize_with = "kind_or_person")]
    pub kind: ActorKind,
    /// What the speaker does with it; asserts where nothing is said.
    #[serde(default = "asserts", deserialize_with = "modality_or_asserts")]
    pub modality: Modality,
    /// Slugs of matters it belongs to.
    #[serde(default, deserialize_with = "typed::words", skip_serializing_if = "Vec::is_empty")]
    pub matters: Vec<String>,
    /// When it was said: RFC 3339 or a date.
    #[serde(default, with = "typed::a_moment", skip_serializing_if = "Option::is_none")]
    pub said: Option<Moment>,
}

/// Set fields of a claim right: our mistake, kept in its history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimCorrect {
    /// The claim: id or unique prefix.
    pub claim: String,
    /// Fields with their new values, each `FIELD=VALUE`; an empty value empties a field that may be
    /// empty. Read from an object (`{"role": "spokeswoman"}`) too, and from a form's `set.role`.
    #[serde(deserialize_with = "typed::settings")]
    pub set: Vec<String>,
    /// Why, for the record.
    pub reason: String,
}

/// Withdraw a claim: our mistake, listed under our corrections. Not the speaker's retraction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimWithdraw {
    /// The claim: id or unique prefix.
    pub claim: String,
    /// Why, for the record.
    pub reason: String,
}

/// Find the attribution of a proposed claim right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimCheck {
    /// The claim: id or unique prefix.
    pub claim: String,
}

/// Find the attribution of a proposed claim wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimReject {
    /// The claim: id or unique prefix.
    pub claim: String,
    /// Why, for the record; may be left out.
    #[serde(default)]
    pub reason: String,
}

/// State something as the desk, against or for a claim, in the name of whoever asks for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FindingAdd {
    /// What is found.
    pub statement: String,
    /// The claim it refutes: id or unique prefix. Either this or `confirms`.
    #[serde(default, deserialize_with = "typed::text_or_absent")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refutes: Option<String>,
    /// The claim it confirms.
    #[serde(default, deserialize_with = "typed::text_or_absent")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirms: Option<String>,
    /// What it rests on: addresses, titles of documents. As one text, one a line.
    #[serde(deserialize_with = "typed::lines")]
    pub evidence: Vec<String>,
    /// Why, for the reader.
    pub reason: String,
}

fn person() -> ActorKind {
    ActorKind::Person
}

fn asserts() -> Modality {
    Modality::Asserts
}

fn kind_or_person<'de, D: Deserializer<'de>>(from: D) -> Result<ActorKind, D::Error> {
    typed::name_or(from, person())
}

fn modality_or_asserts<'de, D: Deserializer<'de>>(from: D) -> Result<Modality, D::Error> {
    typed::name_or(from, asserts())
}

impl Asked for ClaimAdd {
    fn commands(&self, desk: &Desk, by: &str) -> Result<Vec<Command>, DeskError> {
        let mut commands = Vec::new();
        let actor = match self.speaker.as_deref() {
            None => None,
            Some(name) => Some(self.actor_or_new(desk, name, by, &mut commands)?),
        };
        let matters =
            self.matters.iter().map(|slug| desk.matter_id(slug)).collect::<Result<_, _>>()?;
        let claim =
            Claim { asserted_at: self.said, ..bare_claim(&self.statement, actor, self.modality) };
        let speaker = self.speaker.as_deref().unwrap_or_default();
        let id = ClaimId::derive(&["by hand", speaker, &normalised(&self.statement), "0"]);
        commands.push(Command::RecordClaim(NewClaim { id, claim, sighting: None, matters }));
        Ok(commands)
    }
}

impl ClaimAdd {
    fn actor_or_new(
        &self,
        desk: &Desk,
        name: &str,
        by: &str,
        commands: &mut Vec<Command>,
    ) -> Result<ActorId, DeskError> {
        match desk.actor_exactly(name) {
            Err(DeskError::NotFound { .. }) => {
                commands.push(super::actors::added(name, self.kind, by));
                Ok(Actor::id_of(self.kind, name))
            }
            found => found,
        }
    }
}

impl Asked for ClaimCorrect {
    fn commands(&self, desk: &Desk, _: &str) -> Result<Vec<Command>, DeskError> {
        amended(desk, &self.claim, &self.set, &self.reason)
    }

    fn alters(&self) -> bool {
        true
    }
}

/// Returns the commands that set fields of a claim right.
pub(super) fn amended(
    desk: &Desk,
    claim: &str,
    set: &[String],
    reason: &str,
) -> Result<Vec<Command>, DeskError> {
    if set.is_empty() {
        return Err(DeskError::Invalid("nothing to set: give set, as FIELD=VALUE".to_owned()));
    }
    let claim = desk.claim_id(claim)?;
    let amend = |typed: &String| {
        let amendment = desk.amendment(typed)?;
        Ok(Command::AmendClaim { claim, amendment, reason: reason.to_owned() })
    };
    set.iter().map(amend).collect()
}

impl Asked for ClaimWithdraw {
    fn commands(&self, desk: &Desk, _: &str) -> Result<Vec<Command>, DeskError> {
        let (claim, reason) = (desk.claim_id(&self.claim)?, self.reason.clone());
        Ok(vec![Command::WithdrawClaim { claim, reason }])
    }

    fn alters(&self) -> bool {
        true
    }
}

impl Asked for ClaimCheck {
    fn commands(&self, desk: &Desk, _: &str) -> Result<Vec<Command>, DeskError> {
        Ok(vec![Command::CheckClaim { claim: desk.claim_id(&self.claim)? }])
    }

    fn alters(&self) -> bool {
        true
    }
}

impl Asked for ClaimReject {
    fn commands(&self, desk: &Desk, _: &str) -> Result<Vec<Command>, DeskError> {
        let (claim, reason) = (desk.claim_id(&self.claim)?, self.reason.clone());
        Ok(vec![Command::RejectClaim { claim, reason }])
    }

    fn alters(&self) -> bool {
        true
    }
}

impl Asked for FindingAdd {
    fn commands(&self, desk: &Desk, by: &str) -> Result<Vec<Command>, DeskError> {
        let (relation, target) = match (&self.refutes, &self.confirms) {
            (Some(claim), None) => (Relation::Refutes, desk.claim_id(claim)?),
            (None, Some(claim)) => (Relation::Confirms, desk.claim_id(claim)?),
            (Some(_), Some(_)) | (None, None) => {
                let why = "a finding refutes or confirms one claim";
                return Err(DeskError::Invalid(why.to_owned()));
            }
        };
        let kind = ActorKind::Organisation;
        let speaker = Actor::id_of(kind, DESK);
        let statement = normalised(&self.statement);
        let id = ClaimId::derive(&["finding", &target.to_string(), by, &statement]);
        let evidence = self.evidence.iter().cloned();
        let finding = NewClaim {
            id,
            claim: bare_claim(&self.statement, Some(speaker), Modality::Asserts),
            sighting: None,
            matters: Vec::new(),
        };
        Ok(vec![
            super::actors::added(DESK, kind, by),
            Command::RecordFinding {
                finding,
                by: by.to_owned(),
                evidence: evidence.map(|title| Evidence { title, bytes: None }).collect(),
                relation,
                target,
                reason: self.reason.clone(),
            },
        ])
    }

    fn is_signed(&self) -> bool {
        true
    }
}

/// A claim that only says what is said and by whom; its words are in no captured text.
fn bare_claim(statement: &str, actor: Option<ActorId>, modality: Modality) -> Claim {
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
