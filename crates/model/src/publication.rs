//! From when on something is public: the one rule behind `--public-by`, for sightings and for links.
//! The views and the graph both ask here, so that they cannot come to see different things.

use crate::{Basis, ClaimId, Instant, Link, Moment, Sighting};

impl Sighting {
    /// Returns from when on this sighting is public: its publication; for an undated introduction the
    /// time its page was captured; where that is unknown too, the time it was recorded.
    pub fn public_from(&self, captured_at: Option<Moment>, recorded_at: Instant) -> Instant {
        self.published.or(captured_at).map_or(recorded_at, Moment::surely_by)
    }
}

impl Link {
    /// Returns from when on this link is public: a stated one with the claim whose post states it,
    /// any other once both its claims are. `claim_public_from` answers for one claim; none if unknown.
    pub fn public_from(
        &self,
        claim_public_from: impl Fn(ClaimId) -> Option<Instant>,
    ) -> Option<Instant> {
        match self.basis {
            Basis::Stated => claim_public_from(self.stated_in.unwrap_or(self.from)),
            Basis::Inferred => Some(claim_public_from(self.from)?.max(claim_public_from(self.to)?)),
        }
    }
}
