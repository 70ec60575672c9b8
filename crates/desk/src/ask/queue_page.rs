//! The queue, a page at a time.

use counterclaim_model::Status;

use super::check::Check;
use super::question::Question;
use super::slice::Slice;
use crate::answers::QueuePage;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::query::Query;

impl Desk {
    /// Returns a page of the proposals that wait to be checked and fit the query. Links wait on a list of their
    /// own: [`links_waiting`](Self::links_waiting).
    ///
    /// # Errors
    /// As [`claims`](Self::claims).
    pub fn queue_page(
        &self,
        query: &Query,
        slice: &Slice,
        question: Question,
    ) -> Result<QueuePage, DeskError> {
        let waiting = vec![Check::Status(Status::Proposed)];
        let page = self.claims_within(query, waiting, slice, question)?;
        let lens = self.lens_on_few(self.pinned(slice, question)?);
        Ok(QueuePage { page, links: lens.links_waiting() })
    }
}
