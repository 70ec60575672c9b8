//! Links between the new claims of a page and claims recorded before from other pages. The rules are those of
//! reading; here the latest claims of each matter are brought to them, and what is linked already falls away.

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_ingest::{Candidate, Extraction, LinkAcross, Reading, RecordedClaim, across};
use counterclaim_model::{
    ActorKind, Basis, ClaimId, Clock, Command, Link, MatterId, Origin, Relation, Vantage,
};
use counterclaim_views::ClaimAt;

use crate::desk::Desk;

/// So many claims of a matter, the latest recorded, are held against the new ones of a page.
const LATEST: usize = 40;

impl Desk {
    /// Proposes links between the claims that `commands` propose and claims of other pages. `ids` are those of all
    /// claims of the page, which is `reading` with its `extraction`.
    pub(crate) fn linked_across(
        &self,
        commands: &[Command],
        reading: &Reading,
        extraction: &Extraction,
        ids: &[ClaimId],
    ) -> Vec<Command> {
        let proposed: BTreeSet<ClaimId> = commands.iter().filter_map(proposed).collect();
        let new: Vec<usize> = (0..ids.len()).filter(|at| proposed.contains(&ids[*at])).collect();
        let own: BTreeSet<ClaimId> = ids.iter().copied().collect();
        let before = self.latest(new.iter().map(|at| &extraction.claims[*at]), &own);
        if before.is_empty() {
            return Vec::new();
        }
        let credits: BTreeMap<usize, (String, String)> = extraction
            .credits
            .iter()
            .map(|(at, whom, cue)| (*at, (whom.party().to_owned(), cue.clone())))
            .collect();
        let read = |at: &usize| {
            let claim = &extraction.claims[*at];
            let matters = claim.matters.iter().map(|slug| self.merged(slug).clone()).collect();
            RecordedClaim { matters, ..read(reading, claim, credits.get(at).cloned()) }
        };
        let fresh: Vec<RecordedClaim> = new.iter().map(read).collect();
        let recorded: Vec<RecordedClaim> =
            before.iter().map(|at| self.recorded_claim(at)).collect();
        let mut known = pairs_of(commands);
        let links = across(&fresh, &recorded, &self.known_states(), &self.gazetteer);
        let proposals = links.into_iter().filter_map(|found| {
            let (new, old) = (ids[new[found.new]], before[found.before].id);
            let is_new = !self.is_linked(new, old) && known.insert(unordered(new, old));
            is_new.then(|| proposal(new, old, found))
        });
        proposals.collect()
    }

    /// Returns the latest live claims of each matter of `new`, without those of the page itself, each once and
    /// in the order of recording.
    fn latest<'n>(
        &self,
        new: impl Iterator<Item = &'n Candidate>,
        own: &BTreeSet<ClaimId>,
    ) -> Vec<ClaimAt<'_>> {
        let matters = new.flat_map(|claim| &claim.matters);
        let matters: BTreeSet<&MatterId> =
            matters.flat_map(|slug| [slug, self.merged(slug)]).collect();
        let mut numbers = BTreeSet::new();
        for matter in matters {
            let listed = self.views.numbers_by_slug(matter).iter().rev().copied();
            let live = listed.filter(|number| {
                let status = self.views.status_of(*number, Clock::NOW);
                status.is_some_and(|status| status.is_live())
                    && self.views.id_of(*number).is_some_and(|id| !own.contains(&id))
            });
            numbers.extend(live.take(LATEST));
        }
        numbers.into_iter().filter_map(|number| self.views.numbered(number, Clock::NOW)).collect()
    }

    /// Returns the matter that this one was merged into, or itself.
    fn merged<'m>(&'m self, matter: &'m MatterId) -> &'m MatterId {
        self.views.known_as(matter, Clock::NOW.as_of)
    }

    fn is_linked(&self, one: ClaimId, other: ClaimId) -> bool {
        self.views
            .drawn_at(one, Clock::NOW)
            .any(|(link, _)| unordered(link.from, link.to) == unordered(one, other))
    }

    /// Returns a recorded claim as the rules look at it.
    fn recorded_claim(&self, at: &ClaimAt<'_>) -> RecordedClaim {
        let vantage = Vantage { said: at.said().map(|moment| moment.at), as_of: Clock::NOW.as_of };
        let actor = |id| self.views.actor(id, Clock::NOW).map(|at| at.actor);
        let party = |id| actor(self.views.affiliations().party(id, vantage));
        let name = |id| party(id).map(|actor| actor.name.clone());
        let speaker = at.claim.speaker.actor;
        let quotes = |anchors: &[counterclaim_model::Anchor]| -> Vec<String> {
            anchors.iter().map(|anchor| anchor.quote.clone()).collect()
        };
        let seen = at.sightings.first().map(|seen| seen.sighting);
        let mentions = seen.map_or(&[][..], |seen| &seen.mentions);
        let about = at.claim.about.iter();
        RecordedClaim {
            words: seen.map_or_else(|| vec![at.claim.statement.clone()], |s| quotes(&s.content)),
            mentions: mentions.iter().flat_map(|mention| quotes(&mention.content)).collect(),
            party: speaker.and_then(name),
            kind: speaker.and_then(actor).map(|actor| actor.kind),
            modality: at.claim.modality,
            form: at.claim.form,
            attribution: at.claim.attribution,
            about: about.filter_map(|about| Some((name(about.actor)?, about.role))).collect(),
            figures: at.claim.figures.clone(),
            matters: at.matters.iter().map(|matter| (*matter).clone()).collect(),
            grounds: at.claim.grounds,
            published: at.published(),
            credited: None,
        }
    }

    /// Returns the states the case knows, each with what else it is called.
    fn known_states(&self) -> Vec<(String, Vec<String>)> {
        let states = self.views.actors(Clock::NOW).filter(|at| at.actor.kind == ActorKind::State);
        let named = states.map(|at| {
            let aliases = at.aliases.iter().map(|alias| alias.value.alias.clone());
            (at.actor.name.clone(), aliases.collect())
        });
        named.collect()
    }
}

/// Returns the claim that a command proposes.
fn proposed(command: &Command) -> Option<ClaimId> {
    if let Command::ProposeClaim { claim, .. } = command { Some(claim.id) } else { None }
}

/// Returns the pairs that `commands` link.
fn pairs_of(commands: &[Command]) -> BTreeSet<(ClaimId, ClaimId)> {
    let pair = |command: &Command| {
        if let Command::ProposeLink { link, .. } = command {
            Some(unordered(link.from, link.to))
        } else {
            None
        }
    };
    commands.iter().filter_map(pair).collect()
}

fn unordered(one: ClaimId, other: ClaimId) -> (ClaimId, ClaimId) {
    (one.min(other), one.max(other))
}

/// Returns a claim that was just read as the rules look at it.
fn read(reading: &Reading, claim: &Candidate, credited: Option<(String, String)>) -> RecordedClaim {
    let words = |span: &counterclaim_ingest::Span| reading.text.slice(*span).to_owned();
    let about = claim.about.iter().map(|(actor, role)| (actor.party().to_owned(), *role));
    let mentions = claim.mentions.iter().flat_map(|mention| &mention.content);
    RecordedClaim {
        words: claim.content.iter().map(words).collect(),
        mentions: mentions.map(words).collect(),
        party: claim.speaker.as_ref().map(|speaker| speaker.party().to_owned()),
        kind: claim.speaker.as_ref().map(|speaker| speaker.kind),
        modality: claim.modality,
        form: claim.form,
        attribution: claim.attribution,
        about: about.collect(),
        figures: claim.figures.clone(),
        matters: claim.matters.clone(),
        grounds: claim.grounds,
        published: reading.posts.get(claim.post).and_then(|post| post.published),
        credited,
    }
}

fn proposal(new: ClaimId, old: ClaimId, found: LinkAcross) -> Command {
    let (from, to) = if found.from_new { (new, old) } else { (old, new) };
    let relation: Relation = found.relation;
    Command::ProposeLink {
        link: Link {
            id: Link::id_of(from, relation, to),
            from,
            to,
            relation,
            basis: Basis::Inferred,
            stated_in: None,
            cue: None,
            reason: found.reason,
            weight: 100,
        },
        origin: Origin {
            rule: found.rule.to_owned(),
            confidence: found.confidence,
            flags: Vec::new(),
        },
    }
}

#[cfg(test)]
mod tests;
