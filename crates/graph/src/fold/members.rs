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
    /// Those that count by id; sorted when somebody first asks by id.
    by_id: OnceLock<ById>,
}

/// Ids with their places, ascending, and where the ids with each beginning are: one question must not
/// wander through all of memory.
#[derive(Clone, Debug)]
struct ById {
    sorted: Vec<(ClaimId, u32)>,
    /// For each of the first two bytes, the number of ids below it; empty where ids are few.
    below: Vec<u32>,
}

impl ById {
    fn new(ids: &[ClaimId]) -> Self {
        let mut sorted: Vec<(ClaimId, u32)> = ids.iter().copied().zip(0..).collect();
        sorted.sort_unstable();
        if sorted.len() < BEGINNINGS / 4 {
            return Self { sorted, below: Vec::new() };
        }
        let mut below = vec![0; BEGINNINGS + 1];
        for (id, _) in &sorted {
            below[beginning(id) + 1] += 1;
        }
        for at in 0..BEGINNINGS {
            below[at + 1] += below[at];
        }
        Self { sorted, below }
    }

    fn place(&self, claim: &ClaimId) -> Option<u32> {
        let begins = beginning(claim);
        let alike = match self.below.get(begins..begins + 2) {
            Some([from, to]) => &self.sorted[*from as usize..*to as usize],
            Some(_) | None => &self.sorted,
        };
        let found = alike.binary_search_by(|(id, _)| id.cmp(claim)).ok()?;
        Some(alike[found].1)
    }
}

/// How many beginnings of ids are told apart.
const BEGINNINGS: usize = 1 << 16;

fn beginning(id: &ClaimId) -> usize {
    let uuid = id.uuid();
    let [first, second, ..] = uuid.as_bytes();
    usize::from(u16::from_be_bytes([*first, *second]))
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
        let by_id = self.by_id.get_or_init(|| ById::new(&self.ids[..self.counting]));
        Some(self.at(by_id.place(claim)?))
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
}
