//! The claims that count on a clock, by their place in the order of recording and by id.

use std::collections::HashMap;
use std::sync::OnceLock;

use counterclaim_model::{ClaimId, Modality};

/// A claim that counts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Member {
    /// Its node in the core.
    pub(crate) node: u32,
    pub(crate) modality: Modality,
    /// The claim with which its own party put it right, the latest.
    pub(crate) superseded_by: Option<ClaimId>,
}

/// All of them, and behind them the claims that are there as origins only.
#[derive(Clone, Debug, Default)]
pub(crate) struct Members {
    /// Ids in the order of recording.
    pub(crate) ids: Vec<ClaimId>,
    /// The node of each; the same number while no two claims are one.
    pub(crate) nodes: Vec<u32>,
    pub(crate) modalities: Vec<Modality>,
    /// How many of them count.
    pub(crate) counting: usize,
    pub(crate) superseded_by: HashMap<u32, u32>,
    /// Places of those that count, ascending by id; sorted when somebody first asks by id.
    by_id: OnceLock<Vec<u32>>,
}

impl Members {
    pub(crate) fn with_capacity(many: usize) -> Self {
        Self {
            ids: Vec::with_capacity(many),
            modalities: Vec::with_capacity(many),
            ..Self::default()
        }
    }

    pub(crate) fn get(&self, claim: &ClaimId) -> Option<Member> {
        let by_id = self.by_id();
        let found = by_id.binary_search_by(|place| self.ids[*place as usize].cmp(claim)).ok()?;
        Some(self.at(by_id[found]))
    }

    pub(crate) fn at(&self, place: u32) -> Member {
        let superseded_by = self.superseded_by.get(&place);
        Member {
            node: self.nodes[place as usize],
            modality: self.modalities[place as usize],
            superseded_by: superseded_by.map(|by| self.ids[*by as usize]),
        }
    }

    /// Returns the claims that count, in the order of recording.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (ClaimId, Member)> {
        (0..self.counting as u32).map(|place| (self.ids[place as usize], self.at(place)))
    }

    fn by_id(&self) -> &[u32] {
        self.by_id.get_or_init(|| {
            let mut by_id: Vec<u32> = (0..self.counting as u32).collect();
            by_id.sort_unstable_by_key(|place| self.ids[*place as usize]);
            by_id
        })
    }
}
