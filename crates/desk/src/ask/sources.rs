//! Sources: every outlet with what was read of it, and one of them in full.

use std::cmp::Reverse;

use counterclaim_model::{Capture, Moment, Ownership, SourceId, Status};
use counterclaim_views::{PostAt, Record, SourceAt, StatusCounts};

use super::lens::Lens;
use super::question::Question;
use crate::answers::{
    CaptureRow, OwnershipShown, PostRow, RatingShown, SourcePage, SourceRow, SourceShown, Sources,
    Window,
};
use crate::desk::Desk;
use crate::error::DeskError;

impl Desk {
    /// Returns every source with what was read of it.
    pub fn sources(&self, question: Question) -> Sources {
        let lens = self.lens_on_few(question);
        let sources = self.views.sources(lens.clock);
        Sources {
            asked: self.asked(question),
            rows: sources.map(|at| lens.source_row(&at)).collect(),
        }
    }

    /// Returns one source in full, found by name, id or unique prefix; of its captures and posts what the
    /// windows show. The lists do not move as long as the question names a position.
    ///
    /// # Errors
    /// If no source, or several, have this name, or it is not there at this position.
    pub fn source_page(
        &self,
        name: &str,
        captures: Window,
        posts: Window,
        question: Question,
    ) -> Result<SourcePage, DeskError> {
        let id = self.source_id(name)?;
        let lens = self.lens_on_few(question);
        let at = self.views.source(id, lens.clock).ok_or_else(|| DeskError::NotFound {
            what: "source at this position",
            name: name.to_owned(),
        })?;
        let mut all_captures: Vec<&Record<Capture>> =
            self.views.captures_of(id, lens.clock).collect();
        all_captures.reverse();
        let mut all_posts: Vec<PostAt<'_>> = self.views.posts_of(id, lens.clock).collect();
        all_posts.sort_by_key(newest_first);
        Ok(SourcePage {
            asked: self.asked(question),
            row: lens.source_row(&at),
            ownerships: at.ownerships.iter().map(|own| lens.ownership(own)).collect(),
            ratings: at.ratings.iter().map(rating).collect(),
            captures: captures.on(&all_captures).iter().map(|c| lens.capture_row(c)).collect(),
            captures_in_all: all_captures.len(),
            posts: posts.on(&all_posts).iter().filter_map(|post| lens.post_row(post)).collect(),
            posts_in_all: all_posts.len(),
        })
    }
}

/// The dated first, those published last at the front; of one time, the one recorded last.
fn newest_first(
    post: &PostAt<'_>,
) -> (Reverse<Option<counterclaim_model::Instant>>, Reverse<counterclaim_model::Position>) {
    (Reverse(post.post.published.map(|moment| moment.at)), Reverse(post.recorded))
}

impl Lens<'_> {
    fn source_row(&self, at: &SourceAt<'_>) -> SourceRow {
        let views = self.desk.views;
        let id = at.source.id;
        let captures: Vec<&Record<Capture>> = views.captures_of(id, self.clock).collect();
        let dated = || captures.iter().filter_map(|capture| capture.value.captured_at);
        let by_time = |moment: &Moment| moment.at;
        let now = self.clock.public_by.or_else(|| views.recorded_at(self.clock.as_of));
        let holding = at.ownerships.iter().rev().find(|own| own.value.period.contains(now));
        let counts = views.source_counts(id, self.clock);
        SourceRow {
            source: source_shown(at.source),
            outlet: self.named(Some(at.source.outlet)),
            reliability: at.reliability,
            owned: holding.map(|own| self.ownership(own)),
            captures: captures.len(),
            posts: views.posts_of(id, self.clock).count(),
            checked: counts.checked,
            proposed: counts.proposed,
            first_captured: dated().min_by_key(by_time),
            last_captured: dated().max_by_key(by_time),
            faults: captures.iter().map(|capture| capture.value.faults.len()).sum(),
            revision: at.revision,
        }
    }

    fn ownership(&self, own: &Record<Ownership>) -> OwnershipShown {
        OwnershipShown {
            owner: self.named(Some(own.value.owner)),
            state: own.value.state.map(|state| self.named(Some(state))),
            period: own.value.period,
            position: own.position,
            recorded_at: own.recorded_at,
            by: own.analyst.to_string(),
        }
    }

    fn capture_row(&self, capture: &Record<Capture>) -> CaptureRow {
        let of = &capture.value;
        let posts = self.desk.views.posts_in(of.id, self.clock);
        let here = |post: &PostAt<'_>| {
            post.versions.iter().filter(|version| version.value.capture == of.id).count()
        };
        CaptureRow {
            id: of.id,
            title: of.title.clone(),
            url: of.final_url.clone().or_else(|| of.url.clone()),
            captured_at: of.captured_at,
            captured_from: of.captured_from,
            position: capture.position,
            recorded_at: capture.recorded_at,
            by: capture.analyst.to_string(),
            wordings: posts.map(|post| here(&post)).sum(),
            faults: of.faults.len(),
            text: of.text,
        }
    }

    /// Returns a post as a line of a list; none without a wording, which no post is.
    fn post_row(&self, at: &PostAt<'_>) -> Option<PostRow> {
        let latest = at.latest()?;
        let counts = self.counts_in(at.post.id);
        Some(PostRow {
            id: at.post.id,
            published: at.post.published,
            permalink: at.post.permalink.clone(),
            headline: latest.headline.clone(),
            number: latest.number,
            versions: at.versions.len(),
            checked: counts.checked,
            proposed: counts.proposed,
            capture: latest.capture,
            revision: at.revision,
        })
    }

    fn counts_in(&self, post: counterclaim_model::PostId) -> StatusCounts {
        let mut counts = StatusCounts::default();
        for claim in self.desk.views.by_post(post, self.clock) {
            match claim.status {
                Status::Checked => counts.checked += 1,
                Status::Proposed => counts.proposed += 1,
                Status::Rejected => counts.rejected += 1,
                Status::Withdrawn => counts.withdrawn += 1,
            }
        }
        counts
    }

    /// Returns a source by its id, as it is shown beside what is of it.
    pub(super) fn source_of(&self, id: SourceId) -> Option<SourceShown> {
        self.desk.views.source(id, self.clock).map(|at| source_shown(at.source))
    }
}

pub(super) fn source_shown(source: &counterclaim_model::Source) -> SourceShown {
    SourceShown {
        id: source.id,
        name: source.name.clone(),
        outlet: source.outlet,
        url: source.url.clone(),
    }
}

fn rating(rated: &Record<counterclaim_model::SourceRated>) -> RatingShown {
    RatingShown {
        reliability: rated.value.reliability,
        reason: rated.value.reason.clone(),
        position: rated.position,
        recorded_at: rated.recorded_at,
        by: rated.analyst.to_string(),
    }
}
