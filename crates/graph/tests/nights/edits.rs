//! Labels that are kept right edit by edit are those of a weighing from the beginning, whatever came
//! before: claims, links, findings, retractions, withdrawals, repetitions, changes of sides.

use counterclaim_graph::{ClaimsGraph, Dispute, Parameters};
use counterclaim_model::{ClaimId, Clock, Command, Count, Relation};
use proptest::prelude::*;

use crate::night::{Night, actor, claim, new_claim, new_link};
use crate::properties::{Wish, command, name};

/// Random sequences, and as many times more in the full campaign.
fn cases() -> u32 {
    let full = std::env::var("COUNTERCLAIM_CAMPAIGN").is_ok_and(|campaign| campaign == "full");
    if full { 5_000 } else { 160 }
}

/// A wish that mostly draws or withdraws a link; the rest is anything.
fn wish() -> impl Strategy<Value = Wish> {
    prop_oneof![
        6 => (8_u8..13, 0_u8..9, 0_u8..9, 0_u8..12),
        3 => (8_u8..13, 0_u8..9, 0_u8..9, prop_oneof![Just(1_u8), Just(4), Just(5)]),
        3 => (20_u8..22, 0_u8..9, 0_u8..9, prop_oneof![Just(1_u8), Just(4), Just(5)]),
        1 => (22_u8..23, 0_u8..9, 0_u8..9, 0_u8..9),
        4 => (0_u8..20, 0_u8..9, 0_u8..9, 0_u8..12),
    ]
}

fn wished(wish: Wish) -> Command {
    let (kind, a, b, c) = wish;
    let reason = "an edit".to_owned();
    match kind {
        20 | 21 => {
            let relation = Relation::ALL[usize::from(c) % 12];
            let link = new_link(claim(&name(a)), relation, claim(&name(b))).id;
            Command::WithdrawLink { link, reason }
        }
        22 => Command::AmendClaim {
            claim: claim(&name(a)),
            amendment: counterclaim_model::Amendment::Speaker(Some(actor(
                ["Ostrevia", "Valdoria", "Lena Marsh"][usize::from(b) % 3],
            ))),
            reason,
        },
        _ => command(wish),
    }
}

/// Every claim of the night, findings too, by the words of the full weighing and of the kept labels.
fn both(graph: &mut ClaimsGraph) -> Vec<(ClaimId, Option<Dispute>, Option<Dispute>)> {
    let standings = graph.standings(Clock::NOW, Count::Checked, &Parameters::default());
    let named = (0..9).map(|n| claim(&name(n)));
    let findings = (0..9).map(|n| claim(&format!("finding {n}")));
    let claims = named.chain(findings);
    let told = claims.map(|claim| {
        let whole = standings.get(&claim).and_then(|standing| standing.dispute);
        (claim, whole, graph.dispute(claim))
    });
    told.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn labels_kept_edit_by_edit_are_those_found_anew(
        wishes in prop::collection::vec((wish(), any::<bool>()), 0..120),
    ) {
        let mut night = Night::new();
        for n in 0..9 {
            let speaker = ["Ostrevia", "Valdoria", "Norland"][n % 3];
            night.try_do(Command::RecordClaim(new_claim(&name(n as u8), speaker, Some((n, 3)))));
        }
        let mut kept = ClaimsGraph::default();
        let mut applied = 0;
        for (wish, asks) in wishes {
            night.try_do(wished(wish));
            for recorded in &night.log[applied..] {
                kept.apply(recorded);
            }
            applied = night.log.len();
            if asks {
                for (claim, whole, kept) in both(&mut kept) {
                    prop_assert_eq!(kept, whole, "{} after {:?}", claim, wish);
                }
            }
        }
        for (claim, whole, kept) in both(&mut kept) {
            prop_assert_eq!(kept, whole, "{} in the end", claim);
        }
    }
}
