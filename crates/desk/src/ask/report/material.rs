//! What a report rests on: sources and what they carry, captured pages with their hashes, and what this
//! desk put right in its own records.

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_model::{CaptureId, SourceId, Status};
use counterclaim_views::{Change, ClaimAt, Record};

use super::gather::{Gathered, Scope};
use crate::answers::{OurCorrection, ReportEvidence, ReportSource};
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
        let used = captures.filter(|capture| used.contains(&capture.value.id));
        used.map(|capture| self.piece(&capture.value)).collect()
    }

    fn piece(&self, capture: &counterclaim_model::Capture) -> ReportEvidence {
        let page = self.page(capture);
        ReportEvidence {
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
        }
    }

    /// Returns what this desk withdrew, or set right after it was checked; and how many proposals of the
    /// machine were found wrong.
    pub(super) fn our_corrections(&self, scope: &Scope) -> (Vec<OurCorrection>, usize) {
        let mut rejected = 0;
        let mut corrections = Vec::new();
        for at in self.desk.views.claims(self.clock).filter(|at| self.is_within(scope, at)) {
            match at.status {
                Status::Rejected => rejected += 1,
                Status::Withdrawn | Status::Checked => corrections.extend(self.put_right(&at)),
                Status::Proposed => {}
            }
        }
        (corrections, rejected)
    }

    fn is_within(&self, scope: &Scope, at: &ClaimAt<'_>) -> bool {
        let party = || self.desk.views.party_of(at, self.clock);
        let of_party =
            scope.parties.is_empty() || party().is_some_and(|id| scope.parties.contains(&id));
        of_party && scope.matter.as_ref().is_none_or(|matter| at.matters.contains(&matter))
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

    fn correction(&self, at: &ClaimAt<'_>, change: &Record<Change>) -> OurCorrection {
        OurCorrection {
            claim: at.id,
            statement: at.claim.statement.clone(),
            party: self.party(at.claim.speaker.actor, self.vantage(at.said())),
            what: what(&change.value),
            recorded_at: change.recorded_at,
            by: change.analyst.to_string(),
        }
    }
}

fn is_withdrawal(change: &&Record<Change>) -> bool {
    matches!(change.value, Change::Withdrawn(_))
}
