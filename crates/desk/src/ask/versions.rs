//! Competing versions of a matter, from the weighed graph.

use std::collections::BTreeMap;

use counterclaim_graph::{Capped, Caps, Component, Party, Story, Told, Version};
use counterclaim_model::ClaimId;

use super::lens::Lens;
use super::question::{Question, shown};
use crate::answers::{Card, DisputeShown, VersionLimits, VersionShown, VersionsShown};
use crate::desk::Desk;
use crate::error::DeskError;

impl Desk {
    /// Returns what can be told together on a matter, dispute by dispute.
    ///
    /// # Errors
    /// If no matter has this slug on the clock.
    pub fn versions(&self, slug: &str, question: Question) -> Result<VersionsShown, DeskError> {
        let lens = self.lens(question);
        let matter = self.matter_at(slug, lens.clock)?;
        let title = self.views.matter(&matter, lens.clock).map(|at| at.title.clone());
        let caps = Caps::default();
        let claims = self.views.by_matter(&matter, lens.clock).map(|claim| claim.id);
        let found = lens.everything().versions(claims, &caps);
        Ok(VersionsShown {
            asked: self.asked(question),
            parameters: shown(&lens.everything().parameters()),
            title: title.unwrap_or_else(|| matter.to_string()),
            matter,
            undisputed: lens.cards_of(&found.undisputed),
            disputes: found.components.iter().map(|one| lens.dispute(one)).collect(),
            limits: VersionLimits {
                statements: caps.claims,
                versions: caps.versions,
                steps: caps.steps,
            },
        })
    }
}

impl Lens<'_> {
    /// Returns the cards of claims, in order of publication; the undated first.
    fn cards_of(&self, claims: &[ClaimId]) -> Vec<Card> {
        let mut cards: Vec<Card> = claims.iter().filter_map(|id| self.card_of(*id)).collect();
        cards.sort_by_key(|card| (card.times.published.map(|moment| moment.at), card.id));
        cards
    }

    fn dispute(&self, component: &Component<ClaimId, Party>) -> DisputeShown {
        let (versions, not_exhaustive) = match &component.told {
            Told::Every(versions) => {
                (versions.iter().map(|version| self.version(None, version)).collect(), None)
            }
            Told::TooMany { why, stories } => {
                let story = |story: &Story<_, _>| self.version(Some(story.party), &story.version);
                (stories.iter().map(story).collect(), Some(limit(*why)))
            }
        };
        DisputeShown {
            statements: self.cards_of(&component.claims),
            standing: component.standing.clone(),
            camps: component.camps.clone(),
            versions,
            not_exhaustive,
        }
    }

    fn version(&self, of: Option<Party>, version: &Version<ClaimId, Party>) -> VersionShown {
        let parties: BTreeMap<String, Party> =
            version.parties.iter().map(|p| (self.party_named(*p).name, *p)).collect();
        VersionShown {
            story_of: of.map(|party| self.party_named(party)),
            claims: version.claims.clone(),
            parties: parties.into_values().map(|party| self.party_named(party)).collect(),
            lines: version.lines,
        }
    }
}

fn limit(capped: Capped) -> &'static str {
    match capped {
        Capped::Claims => "it has too many statements",
        Capped::Versions => "it has too many versions",
        Capped::Steps => "the search would take too many steps",
    }
}
