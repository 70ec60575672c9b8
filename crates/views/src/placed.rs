//! What was read where: captures and posts of a source, posts first read in a capture, claims seen in a post.
//! Every list is in the order of recording.

use counterclaim_model::{Capture, CaptureId, Clock, PostId, SourceId};

use crate::claim_at::ClaimAt;
use crate::pages::{PostAt, post_at};
use crate::record::Record;
use crate::views::Views;

impl Views {
    /// Returns the captures of a source. Only the position counts.
    pub fn captures_of(
        &self,
        source: SourceId,
        clock: Clock,
    ) -> impl DoubleEndedIterator<Item = &Record<Capture>> {
        let ordinals = self.pages.captures_by_source.listed(&source).iter();
        let captures = ordinals.filter_map(|ordinal| self.pages.captures.item(*ordinal));
        captures.filter(move |capture| capture.position <= clock.as_of)
    }

    /// Returns the posts of a source that are public on the clock.
    pub fn posts_of(&self, source: SourceId, clock: Clock) -> impl Iterator<Item = PostAt<'_>> {
        self.posts_at(self.pages.posts_by_source.listed(&source).to_vec(), clock)
    }

    /// Returns the posts, public on the clock, of which a wording was first read in this capture.
    pub fn posts_in(&self, capture: CaptureId, clock: Clock) -> impl Iterator<Item = PostAt<'_>> {
        self.posts_at(self.pages.posts_by_capture.under(&capture), clock)
    }

    /// Returns the claims seen in a post, as far as those sightings are visible, whatever their status.
    pub fn by_post(&self, post: PostId, clock: Clock) -> impl Iterator<Item = ClaimAt<'_>> {
        let numbers = self.claims.by_post.under(&post).into_iter();
        let claims = numbers.filter_map(move |number| self.numbered(number, clock));
        claims.filter(move |claim| claim.sightings.iter().any(|seen| seen.sighting.post == post))
    }

    fn posts_at(&self, ordinals: Vec<u32>, clock: Clock) -> impl Iterator<Item = PostAt<'_>> {
        let records = ordinals.into_iter().filter_map(|ordinal| self.pages.posts.item(ordinal));
        records.filter_map(move |record| post_at(record, clock))
    }
}
