//! Rows whose claim is here already: nothing but what this case does not have of it comes in.

use counterclaim_model::{Anchor, Claim, ClaimId, Clock, Command, NewClaim, PostId, Status};

use super::claim_row::{ClaimRow, SightingRow};
use super::draft::Draft;
use super::importer::Importer;
use super::sightings::AS_GIVEN;
use crate::intake::normalised;

impl Importer<'_, '_> {
    /// Says what a row asks for whose claim is here already: nothing but places that are not known of it,
    /// and the check, if the analyst vouches.
    pub(super) fn known(
        &mut self,
        id: ClaimId,
        row: &ClaimRow,
        sighted: &[SightingRow],
        mut draft: Draft,
    ) -> Result<Draft, String> {
        let status = self.session.desk.state.claim_status(id).unwrap_or(Status::Proposed);
        let Some(here) = self.here(id, row, sighted) else {
            // An earlier row of the file brings it.
            if self.fresh.get(&id).is_some_and(|known| *known != identity(row, sighted)) {
                return Err("the id is taken by an earlier row of the file".to_owned());
            }
            draft.notes.push("it comes twice in the file".to_owned());
            return Ok(draft);
        };
        if !here.is_same {
            return Err(format!(
                "the id is taken: here it is that of {:?}",
                shortened(&here.statement)
            ));
        }
        if !status.is_live() {
            draft.notes.push("it was rejected or withdrawn here".to_owned());
            return Ok(draft);
        }
        if !here.other.is_empty() {
            let other = here.other.join(", ");
            draft.notes.push(format!("kept as it is here, where it differs: {other}"));
        }
        let fresh: Vec<&SightingRow> =
            sighted.iter().filter(|place| !here.posts.contains(&place.post.id)).collect();
        for place in fresh {
            let (sighting, _) = self.sighting(id, place, row, &mut draft)?;
            draft.commands.push(Command::SightClaim(sighting));
        }
        if row.status == Some(Status::Checked) && self.vouches() && status == Status::Proposed {
            draft.commands.push(Command::CheckClaim { claim: id });
        }
        self.reviews_of(id, row, &mut draft)?;
        Ok(draft)
    }

    /// Looks at the claim that has the row's id here; none if it is not recorded yet.
    fn here(&mut self, id: ClaimId, row: &ClaimRow, sighted: &[SightingRow]) -> Option<Here> {
        let views = &self.session.desk.views;
        let at = views.claim(id, Clock::NOW)?;
        let posts: Vec<_> = at.sightings.iter().map(|seen| seen.sighting.post).collect();
        let is_place = |place: &SightingRow| {
            at.sightings.iter().any(|seen| {
                let sighting = seen.sighting;
                sighting.post == place.post.id && words(&sighting.content) == words(&place.content)
            })
        };
        let amended = at
            .history
            .iter()
            .any(|change| matches!(change.value, counterclaim_views::Change::Amended { .. }));
        let is_said = amended || normalised(&at.claim.statement) == normalised(&row.statement);
        // What a review told of has the places that the review told of.
        let is_told = |seen: &counterclaim_views::SightingAt<'_>| {
            let capture = views.capture(seen.sighting.capture, Clock::NOW);
            capture.is_some_and(|capture| capture.value.reader == AS_GIVEN)
        };
        let is_bare = sighted.is_empty() || at.sightings.iter().all(is_told);
        let is_same = sighted.iter().any(is_place) || (is_bare && is_said);
        let statement = at.claim.statement.clone();
        let claim = at.claim.into_owned();
        let matters: Vec<_> = at.matters.into_iter().cloned().collect();
        // Whom the row names is known here, or the claim could not be the same: nothing is asked for.
        let there = self.attributed(row, &mut Vec::new()).ok();
        let mut other = there.map(|there| differences(&claim, &there)).unwrap_or_default();
        if matters != row.matters {
            other.push("matters");
        }
        Some(Here { is_same, statement, posts, other })
    }
}

/// What this case has under an id.
struct Here {
    /// Whether it is what the row has under it.
    is_same: bool,
    statement: String,
    posts: Vec<PostId>,
    /// Fields in which it differs from the row.
    other: Vec<&'static str>,
}

/// Names the fields in which two claims differ.
fn differences(here: &Claim, there: &Claim) -> Vec<&'static str> {
    let fields = [
        ("statement", here.statement != there.statement),
        ("speaker", here.speaker != there.speaker),
        ("relayed_by", here.relayed_by != there.relayed_by),
        ("modality", here.modality != there.modality),
        ("form", here.form != there.form),
        ("wording", here.wording != there.wording),
        ("language", here.language != there.language),
        ("translated", here.translated != there.translated),
        ("attribution", here.attribution != there.attribution),
        ("grounds", here.grounds != there.grounds),
        ("about", here.about != there.about),
        ("figures", here.figures != there.figures),
        ("said", here.asserted_at != there.asserted_at),
    ];
    fields.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Returns words as they are compared: without what a typesetter may change.
pub(super) fn words(anchors: &[Anchor]) -> String {
    let quotes: Vec<&str> = anchors.iter().map(|anchor| anchor.quote.as_str()).collect();
    normalised(&quotes.join(" "))
}

/// Returns what makes a claim itself: its words in their post, or what is said.
fn identity(row: &ClaimRow, sighted: &[SightingRow]) -> String {
    match sighted.first() {
        Some(place) => format!("{} {}", place.post.id, words(&place.content)),
        None => normalised(&row.statement),
    }
}

/// As [`identity`], of a claim that a row brought.
pub(super) fn identity_of(new: &NewClaim) -> String {
    match &new.sighting {
        Some(sighting) => format!("{} {}", sighting.post, words(&sighting.content)),
        None => normalised(&new.claim.statement),
    }
}
