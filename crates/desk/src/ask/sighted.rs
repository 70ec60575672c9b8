//! The places that carry a claim, in full, and what makes a claim a finding.

use counterclaim_model::{ClaimId, Link, Relation};
use counterclaim_views::{ClaimAt, SightingAt};

use super::lens::Lens;
use crate::answers::{CaptureShown, FindingShown, PostShown, SightingShown, SourceShown};

impl<'d> Lens<'d> {
    /// Returns every place that carries the claim. One whose source, capture or post was erased is left
    /// out: there is nothing to say of it.
    pub(super) fn sighted(&self, at: &ClaimAt<'_>) -> Vec<SightingShown> {
        at.sightings.iter().filter_map(|seen| self.sighting(seen)).collect()
    }

    fn sighting(&self, seen: &SightingAt<'_>) -> Option<SightingShown> {
        let sighting = seen.sighting;
        let views = &self.desk.views;
        let source = views.source(sighting.source, self.clock)?.source;
        let capture = &views.capture(sighting.capture, self.clock)?.value;
        let post = views.post(sighting.post, self.clock)?;
        let version = super::cards::version(&post, sighting)?;
        Some(SightingShown {
            source: SourceShown {
                id: source.id,
                name: source.name.clone(),
                outlet: source.outlet,
                url: source.url.clone(),
            },
            post: PostShown {
                id: post.post.id,
                key: post.post.key.clone(),
                published: sighting.published,
                permalink: post.post.permalink.clone(),
                headline: version.headline.clone(),
                number: version.number,
                start: version.start,
                end: version.end,
                content: version.content,
            },
            capture: CaptureShown {
                id: capture.id,
                title: capture.title.clone(),
                url: capture.url.clone(),
                final_url: capture.final_url.clone(),
                status: capture.status,
                captured_at: capture.captured_at,
                captured_from: capture.captured_from,
                bytes: capture.bytes,
                text: capture.text,
                reader: capture.reader.clone(),
            },
            venue: sighting.venue.clone(),
            content: sighting.content.clone(),
            source_phrase: sighting.source_phrase.clone(),
            cue: sighting.cue.clone(),
            mentions: sighting.mentions.clone(),
            takes_back: sighting.takes_back,
        })
    }

    /// Returns what makes the claim a finding, if it is one.
    pub(super) fn finding(&self, at: &ClaimAt<'_>) -> Option<FindingShown> {
        let finding = at.finding?;
        let drawn = self.drawn_by(at.id)?;
        Some(FindingShown {
            by: finding.by.clone(),
            evidence: finding.evidence.clone(),
            relation: drawn.relation,
            of: drawn.to,
            reason: drawn.reason.clone(),
        })
    }

    /// Returns the link by which a finding refutes or confirms.
    pub(super) fn drawn_by(&self, finding: ClaimId) -> Option<&'d Link> {
        let is_its = |relation| matches!(relation, Relation::Refutes | Relation::Confirms);
        let mut links = self.desk.views.links_of(finding, self.clock);
        let drawn = links.find(|link| link.link.from == finding && is_its(link.link.relation))?;
        Some(drawn.link)
    }
}
