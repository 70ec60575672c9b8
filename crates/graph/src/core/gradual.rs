//! Gradual strengths: how much speaks for a statement and against it, as one number between 0 and 1.
//! Three published ways of adding that up; the score uses the first, the others are there to compare.

use std::collections::BTreeMap;

use super::arcs::Arcs;
use super::rings::components;

/// A way of adding up what speaks for and against a statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Semantics {
    /// Quadratic energy (Potyka, KR 2018): symmetric, open-minded, does not saturate.
    #[default]
    QuadraticEnergy,
    /// DF-QuAD (Rago and others, KR 2016): one certain supporter cancels any number of attackers.
    DfQuad,
    /// Euler-based (Amgoud and Ben-Naim, 2017): never falls below the square of the base.
    Euler,
}

/// What speaks for (+1) or against (-1) a statement as one: the strongest of these counts.
#[derive(Clone, Debug)]
pub(crate) struct Pull {
    pub(crate) sign: f64,
    /// Who pulls, each with a weight.
    pub(crate) by: Vec<(u32, f64)>,
}

/// A strength, if there is one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scored {
    /// The one strength there is.
    Value(f64),
    /// The statement is one of so many that pull at each other in circles so strongly that several
    /// strengths would do: none is told.
    CircularDispute {
        /// How many statements.
        among: usize,
    },
    /// It hangs on statements of which that is true.
    RestsOnCircularDispute {
        /// How many statements.
        among: usize,
    },
}

impl std::fmt::Display for Scored {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Value(value) => write!(f, "{value:.4}"),
            Self::CircularDispute { among } => write!(f, "circular dispute among {among} claims"),
            Self::RestsOnCircularDispute { among } => {
                write!(f, "rests on a circular dispute among {among} claims")
            }
        }
    }
}

/// The steepest the quadratic pull can be: 3√3/8, at an energy of 1/√3.
pub(crate) const STEEPEST: f64 = 0.649_519_052_838_329;

/// Where a sweep changes no strength by more than this, it was the last.
const STILL: f64 = 1e-13;

/// A contraction is still long before; a search that never settles ends here.
const MOST_SWEEPS: usize = 20_000;

/// Returns the bound by which one sweep brings strengths nearer to each other, for these statements:
/// below one, there is exactly one fixed point (Banach). For quadratic energy.
pub(crate) fn contraction_bound(
    pulls: &[Vec<Pull>],
    base: &[f64],
    members: impl IntoIterator<Item = u32>,
) -> f64 {
    let bound = |member: u32| {
        let heaviest = |pull: &Pull| pull.by.iter().map(|(_, weight)| *weight).fold(0.0, f64::max);
        let weight: f64 = pulls[member as usize].iter().map(heaviest).sum();
        let base = base[member as usize];
        STEEPEST * base.max(1.0 - base) * weight
    };
    members.into_iter().map(bound).fold(0.0, f64::max)
}

/// Returns the quadratic-energy strengths, part by part in the order of dependence. None is told where
/// the contraction bound does not make it the only one.
pub(crate) fn unique_strengths(pulls: &[Vec<Pull>], base: &[f64]) -> Vec<Scored> {
    let mut strengths = base.to_vec();
    let mut untold: BTreeMap<u32, Scored> = BTreeMap::new();
    let parts = components(&dependence(pulls));
    for part in (0..parts.len() as u32).map(|number| parts.members(number)) {
        let of_part = |n: u32| part.binary_search(&n).is_ok();
        let outside = || {
            let by = part.iter().flat_map(|member| &pulls[*member as usize]).flat_map(|p| &p.by);
            by.map(|(from, _)| *from).filter(|from| !of_part(*from))
        };
        let among = outside().find_map(|from| match untold.get(&from)? {
            Scored::CircularDispute { among } | Scored::RestsOnCircularDispute { among } => {
                Some(*among)
            }
            Scored::Value(_) => None,
        });
        let is_circular =
            part.len() > 1 && contraction_bound(pulls, base, part.iter().copied()) >= 1.0;
        let why = match (is_circular, among) {
            (true, _) => Some(Scored::CircularDispute { among: part.len() }),
            (false, Some(among)) => Some(Scored::RestsOnCircularDispute { among }),
            (false, None) => None,
        };
        match why {
            Some(why) => untold.extend(part.iter().map(|member| (*member, why))),
            None => settle(Semantics::QuadraticEnergy, pulls, base, part, 1.0, &mut strengths),
        }
    }
    let told = strengths.into_iter().zip(0_u32..);
    told.map(|(value, n)| untold.get(&n).copied().unwrap_or(Scored::Value(value))).collect()
}

/// Returns one fixed point of the strengths, found from the base by damped sweeps. Where there are
/// several it is the one that these sweeps happen to reach.
pub(crate) fn some_strengths(
    semantics: Semantics,
    pulls: &[Vec<Pull>],
    base: &[f64],
    damping: f64,
) -> Vec<f64> {
    let all: Vec<u32> = (0..base.len() as u32).collect();
    let mut strengths = base.to_vec();
    settle(semantics, pulls, base, &all, damping, &mut strengths);
    strengths
}

/// Who pulls at whom; a statement that pulls at nothing but itself is dropped before.
fn dependence(pulls: &[Vec<Pull>]) -> Arcs {
    let mut pairs = Vec::new();
    for (to, pulls) in (0_u32..).zip(pulls) {
        pairs.extend(pulls.iter().flat_map(|pull| &pull.by).map(|(from, _)| (*from, to)));
    }
    Arcs::new(pulls.len(), &pairs)
}

/// Sweeps over `members` until nothing moves; everything else keeps its strength.
fn settle(
    semantics: Semantics,
    pulls: &[Vec<Pull>],
    base: &[f64],
    members: &[u32],
    damping: f64,
    strengths: &mut [f64],
) {
    for _ in 0..MOST_SWEEPS {
        let sweep = |member: &u32| {
            let place = *member as usize;
            semantics.strength(base[place], &pulls[place], strengths)
        };
        let swept: Vec<f64> = members.iter().map(sweep).collect();
        let mut moved: f64 = 0.0;
        for (member, swept) in members.iter().zip(swept) {
            let strength = &mut strengths[*member as usize];
            moved = moved.max((swept - *strength).abs());
            *strength += damping * (swept - *strength);
        }
        if moved < STILL {
            return;
        }
    }
}

impl Semantics {
    /// Returns the strength of a statement from its base and from the strengths of what pulls at it.
    fn strength(self, base: f64, pulls: &[Pull], strengths: &[f64]) -> f64 {
        let strongest = |pull: &Pull| {
            let by = pull.by.iter().map(|(from, weight)| weight * strengths[*from as usize]);
            by.fold(0.0, f64::max)
        };
        let energy = || pulls.iter().map(|pull| pull.sign * strongest(pull)).sum::<f64>();
        match self {
            Self::QuadraticEnergy => {
                let energy = energy();
                base - base * squashed(-energy) + (1.0 - base) * squashed(energy)
            }
            Self::DfQuad => {
                let joint = |sign: f64| {
                    let pulls = pulls.iter().filter(|pull| pull.sign == sign);
                    1.0 - pulls.map(|pull| 1.0 - strongest(pull)).product::<f64>()
                };
                let (supports, attacks) = (joint(1.0), joint(-1.0));
                let room = if supports >= attacks { 1.0 - base } else { base };
                base + room * (supports - attacks)
            }
            Self::Euler => 1.0 - (1.0 - base * base) / (1.0 + base * energy().exp()),
        }
    }
}

/// How far an energy pulls, from 0 to 1.
fn squashed(energy: f64) -> f64 {
    let squared = energy.max(0.0).powi(2);
    squared / (1.0 + squared)
}
