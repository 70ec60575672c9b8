//! The claims that count on a clock, by their place in the order of recording and by id.

use counterclaim_model::ClaimId;

/// What of a claim the answers need beside its place in the core.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) node: u32,
    pub(crate) can_be_disputed: bool,
    pub(crate) superseded_by: Option<ClaimId>,
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Members {
    members: Vec<Member>,
    /// Ids, ascending, with the places they have.
    places: Vec<(ClaimId, u32)>,
}

impl Members {
    pub(crate) fn reserve(&mut self, many: usize) {
        self.members.reserve_exact(many);
    }

    pub(crate) fn push(&mut self, member: Member) {
        self.members.push(member);
    }

    pub(crate) fn at(&self, place: u32) -> &Member {
        &self.members[place as usize]
    }

    pub(crate) fn at_mut(&mut self, place: u32) -> &mut Member {
        &mut self.members[place as usize]
    }

    /// Names them, in the order in which they were pushed.
    pub(crate) fn by_id(&mut self, ids: impl Iterator<Item = ClaimId>) {
        self.places = ids.zip(0..).collect();
        self.places.sort_unstable();
    }

    pub(crate) fn get(&self, claim: &ClaimId) -> Option<&Member> {
        let found = self.places.binary_search_by(|(id, _)| id.cmp(claim)).ok()?;
        Some(self.at(self.places[found].1))
    }

    /// Returns the claims, ascending by id.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (ClaimId, &Member)> {
        self.places.iter().map(|(id, place)| (*id, self.at(*place)))
    }

    /// Returns the ids, ascending.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &ClaimId> {
        self.places.iter().map(|(id, _)| id)
    }
}
