//! Versions and figures against a search through every subset.

use std::collections::BTreeSet;

use counterclaim_graph::{Capped, Caps, Kind, Parameters, Range, Told, agreements, versions};
use counterclaim_model::Amount;
use proptest::prelude::*;

use super::graphs::{Graph, graphs, many};
use super::naive::{Naive, Names};

/// Ranges between small numbers, some open above.
fn ranges() -> impl Strategy<Value = Vec<Range>> {
    let range = (0_i64..12, 0_i64..6, 0_u8..6).prop_map(|(low, width, open)| Range {
        low: Amount::whole(low),
        high: (open > 0).then(|| Amount::whole(low + width)),
    });
    prop::collection::vec(range, 0..11)
}

/// Every largest subset of `0..many` whose members go together in pairs.
fn largest(many: usize, agree: impl Fn(usize, usize) -> bool) -> BTreeSet<Vec<usize>> {
    let members = |bits: &u32| (0..many).filter(|n| bits & (1 << n) != 0).collect::<Vec<_>>();
    let goes = |bits: &u32| {
        let set = members(bits);
        set.iter().all(|a| set.iter().all(|b| a >= b || agree(*a, *b)))
    };
    let fitting: Vec<u32> = (1_u32..1 << many).filter(goes).collect();
    let is_largest = |bits: &&u32| !fitting.iter().any(|o| o != *bits && *bits & o == **bits);
    fitting.iter().filter(is_largest).map(members).collect()
}

fn conflict(naive: &Naive<'_>, a: &str, b: &str) -> bool {
    naive.counted(Kind::Refute).any(|e| (e.from == a && e.to == b) || (e.from == b && e.to == a))
}

fn check_versions((statements, edges): &Graph, caps: &Caps) -> Result<(), TestCaseError> {
    let naive = Naive::new(statements, edges);
    let parameters = Parameters::default();
    let found = versions(statements, edges, &parameters, caps).expect("a whole graph");
    let mut told: Names = found.undisputed.iter().cloned().collect();
    for claim in &found.undisputed {
        prop_assert!(!naive.live.iter().any(|other| conflict(&naive, claim, other)));
    }
    for component in &found.components {
        let claims = &component.claims;
        told.extend(claims.iter().cloned());
        let agree = |a: usize, b: usize| !conflict(&naive, &claims[a], &claims[b]);
        let sets: BTreeSet<Vec<String>> = largest(claims.len(), agree)
            .into_iter()
            .map(|set| set.into_iter().map(|n| claims[n].clone()).collect())
            .collect();
        if let Some((one, other)) = &component.camps {
            let within = |camp: &Vec<String>| {
                camp.iter().any(|a| camp.iter().any(|b| conflict(&naive, a, b)))
            };
            prop_assert!(!within(one) && !within(other));
            prop_assert_eq!(one.len() + other.len(), claims.len());
        }
        match &component.told {
            Told::Every(versions) => {
                let found: BTreeSet<Vec<String>> =
                    versions.iter().map(|version| version.claims.clone()).collect();
                prop_assert_eq!(found.len(), versions.len());
                prop_assert_eq!(found, sets);
                let keys: Vec<_> = versions.iter().map(|v| (v.lines, v.parties.len())).collect();
                prop_assert!(keys.is_sorted_by(|a, b| a >= b), "{:?}", keys);
            }
            Told::TooMany { why, stories } => {
                match why {
                    Capped::Claims => prop_assert!(claims.len() > caps.claims),
                    Capped::Versions => prop_assert!(sets.len() > caps.versions),
                    Capped::Steps => prop_assert!(caps.steps < 1_000),
                }
                prop_assert_eq!(stories.is_empty(), component.camps.is_some());
                for story in stories {
                    prop_assert!(sets.contains(&story.version.claims), "not largest");
                    prop_assert!(story.version.parties.contains(&story.party));
                }
            }
        }
    }
    prop_assert_eq!(told, naive.live);
    Ok(())
}

proptest! {
    #![proptest_config(many(300))]

    #[test]
    fn figures_agree_in_the_largest_sets_that_overlap(ranges in ranges()) {
        let found = agreements(&ranges);
        let sets: BTreeSet<Vec<usize>> = found.iter().map(|a| a.members.clone()).collect();
        prop_assert_eq!(sets.len(), found.len());
        prop_assert!(found.len() <= ranges.len());
        prop_assert_eq!(sets, largest(ranges.len(), |a, b| !ranges[a].excludes(ranges[b])));
        for agreement in &found {
            let members = || agreement.members.iter().map(|n| ranges[*n]);
            prop_assert_eq!(Some(agreement.common.low), members().map(|r| r.low).max());
            prop_assert_eq!(agreement.common.high, members().filter_map(|r| r.high).min());
        }
    }

    #[test]
    fn versions_are_the_largest_sets_without_a_conflict(graph in graphs(9, 20)) {
        check_versions(&graph, &Caps::default())?;
    }

    #[test]
    fn beyond_a_limit_a_stated_fallback_is_told(graph in graphs(9, 24), limit in 0_usize..3) {
        let caps = [
            Caps { claims: 3, ..Caps::default() },
            Caps { versions: 2, ..Caps::default() },
            Caps { steps: 4, ..Caps::default() },
        ];
        check_versions(&graph, &caps[limit])?;
    }
}
