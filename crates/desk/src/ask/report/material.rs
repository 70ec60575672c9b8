//! What a report rests on: sources and what they carry, captured pages with their hashes, and what this
//! desk put right in its own records.

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_model::{Capture, CaptureId, Clock, Position, SourceId, Status};
use counterclaim_views::{Change, ClaimAt, Record};

use super::gather::{Gathered, Scope};
use crate::answers::{BriefPage, OurCorrection, ReportEvidence, ReportSource};
use crate::ask::claim::what;
use crate::ask::lens::Lens;

impl Lens<'_> {
    /// Returns the sources with what they carry, most first.
    pub(super) fn report_sources(&self, gathered: &Gathered) -> Vec<ReportSource> {
        let mut carried: BTreeMap<SourceId, (usize, usize)> = BTreeMap::new();
        for statement in &gathered.statements {
            // What is known only through others is nobody's own word, and in no count.
            if statement.card.is_known_through_others() {
                continue;
            }
            let Some(at) = self.desk.views.claim(statement.card.id, self.clock) else { continue };
            let sources: BTreeSet<SourceId> =
                at.sightings.iter().map(|seen| seen.sighting.source).collect();
            for source in sources {
                let (own, beside) = carried.entry(source).or_default();
                *(if statement.is_own { own } else { beside }) += 1;
            }
        }
        let row = |(id, (own, beside)): (SourceId, (usize, usize))| {
            let at = self.desk.views.source(id, self.clock)?;
            let captures = self.desk.views.captures(self.clock);
            let captures: Vec<_> = captures.filter(|capture| capture.value.source == id).collect();
            let owner = captures.last().and_then(|capture| self.owner(&at, &capture.value));
            Some(ReportSource {
                outlet: at.source.name.clone(),
                owner,
                reliability: at.reliability.map(|reliability| reliability.letter()),
                own,
                beside,
                captures: captures.len(),
            })
        };
        let mut rows: Vec<ReportSource> = carried.into_iter().filter_map(row).collect();
        rows.sort_by_key(|row| (std::cmp::Reverse((row.own, row.beside)), row.outlet.clone()));
        rows
    }

    /// Returns the captures in which the words of the report stand, in order of capture.
    pub(super) fn evidence(&self, gathered: &Gathered) -> Vec<ReportEvidence> {
        let used: BTreeSet<CaptureId> = gathered
            .cards()
            .filter_map(|card| self.desk.views.claim(card.id, self.clock))
            .flat_map(|at| {
                at.sightings.iter().map(|seen| seen.sighting.capture).collect::<Vec<_>>()
            })
            .collect();
        let captures = self.desk.views.captures(self.clock);
        let used: Vec<&Capture> = captures
            .map(|capture| &capture.value)
            .filter(|capture| used.contains(&capture.id))
            .collect();
        let pages = self.page_each(used.iter().copied());
        let piece = |(capture, page): (&Capture, BriefPage)| ReportEvidence {
            outlet: page.outlet,
            title: page.title,
            url: page.url,
            captured: page.captured,
            published: page.first.zip(page.last),
            posts: page.posts,
            bytes: capture.bytes,
            text: capture.text,
            reader: capture.reader.clone(),
            faults: page.faults,
        };
        used.into_iter().zip(pages).map(piece).collect()
    }

    /// Returns what this desk withdrew, or set right after it was checked; and how many proposals of the
    /// machine were found wrong.
    pub(super) fn our_corrections(&self, scope: &Scope) -> (Vec<OurCorrection>, usize) {
        let mut rejected = 0;
        let mut corrections = Vec::new();
        for at in self.desk.views.claims(self.clock).filter(|at| scope.is_on_matter(at)) {
            let of_party = scope.has_party(self.desk.views.party_of(&at, self.clock));
            match at.status {
                Status::Rejected => rejected += usize::from(of_party),
                // What was put down to a party and is another's is a mistake about both.
                Status::Withdrawn | Status::Checked => corrections.extend(
                    self.put_right(&at)
                        .into_iter()
                        .filter(|ours| of_party || scope.has_party(ours.party.id)),
                ),
                Status::Proposed => {}
            }
        }
        (corrections, rejected)
    }

    /// Returns the corrections in a claim's history: what a proposal was before anybody checked it is
    /// nobody's mistake.
    fn put_right(&self, at: &ClaimAt<'_>) -> Vec<OurCorrection> {
        let stood = |change: &&Record<Change>| {
            matches!(change.value, Change::Checked | Change::Recorded | Change::Found)
        };
        let Some(from) = at.history.iter().find(stood).map(|change| change.position) else {
            return at
                .history
                .iter()
                .filter(is_withdrawal)
                .map(|c| self.correction(at, c))
                .collect();
        };
        let later = at.history.iter().filter(|change| change.position > from);
        let ours = later.filter(|change| {
            is_withdrawal(change) || matches!(change.value, Change::Amended { .. })
        });
        ours.map(|change| self.correction(at, change)).collect()
    }

    /// Tells a correction beside what the claim said until then.
    fn correction(&self, at: &ClaimAt<'_>, change: &Record<Change>) -> OurCorrection {
        let before = Clock { as_of: Position(change.position.0.saturating_sub(1)), ..self.clock };
        let field = match &change.value {
            Change::Amended { amendment, .. } => Some(self.corrected(at.id, amendment, before)),
            Change::Proposed
            | Change::Recorded
            | Change::Found
            | Change::Sighted(_)
            | Change::Checked
            | Change::Rejected(_)
            | Change::Withdrawn(_)
            | Change::Assigned(_)
            | Change::Unassigned(_)
            | Change::Reviewed(_)
            | Change::Noted
            | Change::CommentRequested => None,
        };
        let until_then = self.desk.views.claim(at.id, before);
        let claim = &until_then.as_ref().unwrap_or(at).claim;
        OurCorrection {
            claim: at.id,
            statement: claim.statement.clone(),
            party: self.party(claim.speaker.actor, self.vantage(at.said())),
            what: what(&change.value),
            field,
            recorded_at: change.recorded_at,
            by: change.analyst.to_string(),
        }
    }
}

fn is_withdrawal(change: &&Record<Change>) -> bool {
    matches!(change.value, Change::Withdrawn(_))
}
