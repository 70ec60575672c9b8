//! Changes to matters, and to what is under them.

use counterclaim_model::{Command, Matter, MatterId, NotASlug};
use serde::{Deserialize, Serialize};

use super::asked::Asked;
use super::typed;
use crate::desk::Desk;
use crate::error::DeskError;

/// Open a matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MatterAdd {
    /// Its slug.
    pub slug: String,
    /// Its title.
    pub title: String,
}

/// Put claims under a matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MatterAssign {
    /// The slug.
    pub slug: String,
    /// The claims: ids or unique prefixes.
    #[serde(deserialize_with = "typed::words")]
    pub claims: Vec<String>,
}

/// Take claims out of a matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MatterUnassign {
    /// The slug.
    pub slug: String,
    /// The claims: ids or unique prefixes.
    #[serde(deserialize_with = "typed::words")]
    pub claims: Vec<String>,
}

/// Record that two matters are one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MatterMerge {
    /// The slug of the one that turned out to be another.
    pub slug: String,
    /// The slug of the one it is.
    pub into: String,
}

/// Move claims of one matter to a new one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MatterSplit {
    /// The slug they are under.
    pub slug: String,
    /// The new slug.
    pub new: String,
    /// Title of the new matter.
    pub title: String,
    /// The claims to move: ids or unique prefixes.
    #[serde(deserialize_with = "typed::words")]
    pub claims: Vec<String>,
}

fn opened(slug: &str, title: &str) -> Result<Matter, DeskError> {
    let invalid = |error: NotASlug| DeskError::Invalid(error.to_string());
    Ok(Matter { id: slug.parse().map_err(invalid)?, title: title.to_owned() })
}

/// Returns one command for each claim; without any there is nothing to do, which nobody asks for.
fn of_each(
    desk: &Desk,
    claims: &[String],
    matter: &MatterId,
    command: fn(counterclaim_model::ClaimId, MatterId) -> Command,
) -> Result<Vec<Command>, DeskError> {
    if claims.is_empty() {
        return Err(DeskError::Invalid("no claims are named: give claims".to_owned()));
    }
    claims.iter().map(|claim| Ok(command(desk.claim_id(claim)?, matter.clone()))).collect()
}

impl Asked for MatterAdd {
    fn commands(&self, _: &Desk, _: &str) -> Result<Vec<Command>, DeskError> {
        Ok(vec![Command::AddMatter(opened(&self.slug, &self.title)?)])
    }
}

impl Asked for MatterAssign {
    fn commands(&self, desk: &Desk, _: &str) -> Result<Vec<Command>, DeskError> {
        let matter = desk.matter_id(&self.slug)?;
        of_each(desk, &self.claims, &matter, |claim, matter| Command::AssignMatter {
            claim,
            matter,
        })
    }
}

impl Asked for MatterUnassign {
    fn commands(&self, desk: &Desk, _: &str) -> Result<Vec<Command>, DeskError> {
        let matter = desk.matter_id(&self.slug)?;
        of_each(desk, &self.claims, &matter, |claim, matter| Command::UnassignMatter {
            claim,
            matter,
        })
    }
}

impl Asked for MatterMerge {
    fn commands(&self, desk: &Desk, _: &str) -> Result<Vec<Command>, DeskError> {
        let (matter, into) = (desk.matter_id(&self.slug)?, desk.matter_id(&self.into)?);
        Ok(vec![Command::MergeMatters { matter, into }])
    }

    fn alters(&self) -> bool {
        true
    }
}

impl Asked for MatterSplit {
    fn commands(&self, desk: &Desk, _: &str) -> Result<Vec<Command>, DeskError> {
        let old = desk.matter_id(&self.slug)?;
        let new = opened(&self.new, &self.title)?;
        let id = new.id.clone();
        let mut commands = vec![Command::AddMatter(new)];
        for claim in &self.claims {
            let claim = desk.claim_id(claim)?;
            commands.push(Command::AssignMatter { claim, matter: id.clone() });
            commands.push(Command::UnassignMatter { claim, matter: old.clone() });
        }
        Ok(commands)
    }
}
