//! Rows that are links between claims.

use counterclaim_model::{Basis, ClaimId, Clock, Command, Link, LinkId, Origin, Relation, Status};
use serde::Deserialize;

use super::claims::RULE;
use super::draft::{Draft, Verdict};
use super::importer::Importer;

/// Flag of a proposal that a person drew elsewhere.
const BY_HAND: &str = "drawn_by_hand_elsewhere";

/// A link.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct LinkRow {
    #[serde(default)]
    id: Option<LinkId>,
    from: ClaimId,
    relation: Relation,
    to: ClaimId,
    #[serde(default)]
    basis: Option<Basis>,
    #[serde(default)]
    stated_in: Option<ClaimId>,
    #[serde(default)]
    cue: Option<String>,
    #[serde(default)]
    reason: Option<String>,
    #[serde(default)]
    status: Option<Status>,
    #[serde(default)]
    by: Option<String>,
    #[serde(default)]
    weight_percent: Option<u8>,
    #[serde(default)]
    confidence: Option<u8>,
    #[serde(default)]
    flags: Vec<String>,
}

impl Importer<'_, '_> {
    /// Says what a link's row asks for.
    ///
    /// # Errors
    /// Why it is refused.
    pub(super) fn link(&mut self, row: &LinkRow) -> Result<Verdict, String> {
        if row.status.is_some_and(|status| !status.is_live()) {
            return Err("it was rejected or withdrawn where it comes from".to_owned());
        }
        let id = Link::id_of(row.from, row.relation, row.to);
        if row.id.is_some_and(|given| given != id) {
            return Err(format!("the id is not that of this link, which is {id}"));
        }
        let mut draft = Draft { id: Some(id.to_string()), ..Draft::default() };
        let is_vouched = self.vouches() && row.status != Some(Status::Proposed);
        if let Some(status) = self.session.desk.state.link_status(id) {
            draft.notes.extend(self.differs(id, row, status));
            if is_vouched && row.status.is_some() && status == Status::Proposed {
                draft.commands.push(Command::CheckLink { link: id });
            }
            return Ok(Verdict::Draft(draft));
        }
        for claim in [row.from, row.to].into_iter().chain(row.stated_in) {
            if self.session.desk.state.claim_status(claim).is_none() {
                return Err(format!("claim {claim} is not in this case: import the claims first"));
            }
        }
        if row.relation == Relation::Refutes {
            return Err("a refutation comes with its finding: import the claims, and vouch for \
                        them with --checked"
                .to_owned());
        }
        self.cue_stands(row)?;
        let link = drawn(id, row);
        let by_hand = row.confidence.is_none();
        match (&row.by, is_vouched && by_hand) {
            (Some(by), true) => draft.commands.push(Command::AddLink { link, by: by.clone() }),
            (None, true) | (_, false) => {
                draft.commands.push(Command::ProposeLink { link, origin: origin(row) });
                if is_vouched {
                    draft.commands.push(Command::CheckLink { link: id });
                }
            }
        }
        Ok(Verdict::Draft(draft))
    }

    /// Refuses a verb that the post does not have, where this case holds the post's text.
    fn cue_stands(&mut self, row: &LinkRow) -> Result<(), String> {
        let Some(cue) = &row.cue else { return Ok(()) };
        let stated_in = row.stated_in.unwrap_or(row.from);
        let views = &self.session.desk.views;
        let Some(at) = views.claim(stated_in, Clock::NOW) else { return Ok(()) };
        let seen = at.sightings.iter().map(|seen| (seen.sighting.text, seen.sighting.post));
        let places: Vec<_> = seen.collect();
        let mut is_read = false;
        for (text, _) in places {
            let Some(text) = self.texts.get(text, self.session.desk)? else { continue };
            is_read = true;
            if text.as_str().contains(cue.as_str()) {
                return Ok(());
            }
        }
        if is_read { Err(format!("cue: the captured text does not say {cue:?}")) } else { Ok(()) }
    }

    /// Says where the link that is here differs from the row's.
    fn differs(&self, id: LinkId, row: &LinkRow, status: Status) -> Option<String> {
        if !status.is_live() {
            return Some("it was rejected or withdrawn here".to_owned());
        }
        let views = &self.session.desk.views;
        let at = views.links_of(row.from, Clock::NOW).find(|at| at.link.id == id)?;
        let here = at.link;
        let there = drawn(id, row);
        let fields = [
            ("basis", here.basis != there.basis),
            ("stated_in", here.stated_in != there.stated_in),
            ("cue", here.cue != there.cue),
            ("reason", here.reason != there.reason),
            ("weight", here.weight != there.weight),
        ];
        let other: Vec<&str> =
            fields.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect();
        let kept = || format!("kept as it is here, where it differs: {}", other.join(", "));
        (!other.is_empty()).then(kept)
    }
}

fn drawn(id: LinkId, row: &LinkRow) -> Link {
    let reason = row.reason.as_deref().filter(|reason| !reason.trim().is_empty());
    Link {
        id,
        from: row.from,
        to: row.to,
        relation: row.relation,
        basis: row.basis.unwrap_or(Basis::Inferred),
        stated_in: row.stated_in,
        cue: row.cue.clone(),
        reason: reason.unwrap_or("imported without a reason").to_owned(),
        weight: row.weight_percent.unwrap_or(100),
    }
}

fn origin(row: &LinkRow) -> Origin {
    let mut flags = row.flags.clone();
    if row.confidence.is_none() && !flags.iter().any(|flag| flag == BY_HAND) {
        flags.push(BY_HAND.to_owned());
    }
    Origin {
        rule: row.by.clone().unwrap_or_else(|| RULE.to_owned()),
        confidence: row.confidence.unwrap_or(100),
        flags,
    }
}
