//! The score by the letter of A.5 to A.7: groups by repetition, one fixed point by many damped sweeps.

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_graph::{Kind, Label};

use super::naive::{Naive, Names, circles};

/// Who pulls at each statement: sign, and by name the weight of each.
pub(crate) type Pulls = BTreeMap<String, Vec<(f64, Vec<(String, f64)>)>>;

impl Naive<'_> {
    /// Every live edge that is no loop pulls alone.
    pub(crate) fn plain_pulls(&self) -> Pulls {
        let mut pulls: Pulls = self.statements.keys().map(|s| ((*s).to_owned(), vec![])).collect();
        for edge in self.edges.iter().filter(|e| e.from != e.to) {
            let sign = if edge.kind == Kind::Confirm { 1.0 } else { -1.0 };
            let pull = (sign, vec![(edge.from.clone(), edge.weight)]);
            pulls.get_mut(&edge.to).expect("a statement").push(pull);
        }
        pulls
    }

    /// One pull for every group that shares an origin or a party.
    pub(crate) fn line_pulls(&self) -> Pulls {
        let mut pulls: Pulls = self.statements.keys().map(|s| ((*s).to_owned(), vec![])).collect();
        for target in &self.live {
            for (kind, sign) in [(Kind::Confirm, 1.0), (Kind::Refute, -1.0)] {
                let edges = self.edges.iter().filter(|e| e.kind == kind && e.from != e.to);
                let weights: BTreeMap<String, f64> =
                    edges.filter(|e| e.to == *target).map(|e| (e.from.clone(), e.weight)).collect();
                let own = (kind == Kind::Confirm).then(|| target.clone());
                let members: Names = weights.keys().cloned().chain(own).collect();
                for group in self.groups(&members) {
                    if kind == Kind::Confirm && group.contains(target) {
                        continue;
                    }
                    let by = group.iter().filter(|s| self.pulls_at_all(s));
                    let by: Vec<_> = by.map(|s| (s.clone(), weights[s])).collect();
                    pulls.get_mut(target).expect("a statement").push((sign, by));
                }
            }
        }
        pulls
    }

    fn groups(&self, members: &Names) -> BTreeSet<Names> {
        let traits = |s: &String| -> Names {
            let origins = self.origins(s);
            let ends = origins.iter().chain([s]);
            let parties = ends.map(|o| format!("party {}", self.statements[o.as_str()].party));
            parties.chain(origins.iter().map(|o| format!("origin {o}"))).collect()
        };
        let mut groups: BTreeSet<Names> =
            members.iter().map(|s| Names::from([s.clone()])).collect();
        let of = |group: &Names| -> Names { group.iter().flat_map(traits).collect() };
        loop {
            let all: Vec<Names> = groups.iter().cloned().collect();
            let pairs = all.iter().flat_map(|a| all.iter().map(move |b| (a, b)));
            let mut touching = pairs.filter(|(a, b)| a < b && !of(a).is_disjoint(&of(b)));
            let Some((a, b)) = touching.next() else { return groups };
            groups.remove(a);
            groups.remove(b);
            groups.insert(a | b);
        }
    }

    fn origins(&self, statement: &str) -> Names {
        let parents = self.parents(statement);
        if parents.is_empty() {
            let ring = self.ring(statement);
            return if ring.len() == 1 { ring } else { Names::new() };
        }
        parents.iter().flat_map(|parent| self.origins(parent)).collect()
    }

    fn pulls_at_all(&self, statement: &str) -> bool {
        self.labels[statement] != Label::Out && !self.origins(statement).is_empty()
    }
}

/// The statements that have a score of their own: none in a circle beyond the bound, nor behind one.
pub(crate) fn scored(pulls: &Pulls) -> Names {
    let arrows: BTreeSet<(String, String)> = pulls
        .iter()
        .flat_map(|(to, pulls)| {
            let from = pulls.iter().flat_map(|(_, by)| by).map(|(from, _)| from.clone());
            from.map(move |from| (from, to.clone()))
        })
        .collect();
    let weight = |s: &String| -> f64 {
        let heaviest = |by: &[(String, f64)]| by.iter().map(|(_, w)| *w).fold(0.0, f64::max);
        pulls[s].iter().map(|(_, by)| heaviest(by)).sum()
    };
    let is_steep = |s: &String| 3.0 * 3.0_f64.sqrt() / 8.0 * 0.5 * weight(s) >= 1.0;
    let mut without: Names = circles(&arrows)
        .into_iter()
        .filter(|circle| circle.iter().any(is_steep))
        .flatten()
        .collect();
    loop {
        let behind = arrows.iter().filter(|(from, _)| without.contains(from));
        let more: Names = behind.map(|(_, to)| to.clone()).collect();
        if more.is_subset(&without) {
            return pulls.keys().filter(|s| !without.contains(*s)).cloned().collect();
        }
        without.extend(more);
    }
}

/// Strengths after many sweeps that each go half the way.
pub(crate) fn settled(pulls: &Pulls) -> BTreeMap<String, f64> {
    let mut strengths: BTreeMap<String, f64> = pulls.keys().map(|s| (s.clone(), 0.5)).collect();
    for _ in 0..4_000 {
        let h = |x: f64| if x > 0.0 { x * x / (1.0 + x * x) } else { 0.0 };
        let strongest = |by: &[(String, f64)]| {
            by.iter().map(|(from, weight)| weight * strengths[from]).fold(0.0, f64::max)
        };
        let next = |s: &String| {
            let energy: f64 = pulls[s].iter().map(|(sign, by)| sign * strongest(by)).sum();
            0.5 - 0.5 * h(-energy) + 0.5 * h(energy)
        };
        strengths = strengths.iter().map(|(s, old)| (s.clone(), (old + next(s)) / 2.0)).collect();
    }
    strengths
}
