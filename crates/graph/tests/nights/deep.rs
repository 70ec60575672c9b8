//! Long chains and large rings on a stack of one mebibyte, through the public door: nothing recurses over
//! data, and labels kept edit by edit follow a change to the far end of a chain.

use counterclaim_graph::{ClaimsGraph, Dispute, Parameters, Standing, Support};
use counterclaim_model::{
    ClaimId, Clock, Count, Event, FindingRecorded, LinkAdded, NewClaim, Position, Recorded,
    Relation,
};

use crate::night::{claim, hour, new_claim, new_link, sighting};

/// A stack far smaller than any main thread's.
const STACK: usize = 1 << 20;

/// Links in a chain; a million in the full campaign.
fn many() -> usize {
    let full = std::env::var("COUNTERCLAIM_CAMPAIGN").is_ok_and(|campaign| campaign == "full");
    if full { 1_000_000 } else { 10_000 }
}

/// A graph with the position it is at.
#[derive(Default)]
struct Deep {
    graph: ClaimsGraph,
    position: Position,
}

impl Deep {
    /// Claims `0..many`, each linked to the one before it.
    fn chain(many: usize, relation: Relation) -> Self {
        let mut deep = Self::default();
        for n in 0..many {
            let event = said(n, relation == Relation::Refutes);
            deep.apply(event);
        }
        (1..many).for_each(|n| deep.link(n, relation, n - 1));
        deep
    }

    fn apply(&mut self, event: Event) {
        self.position = self.position.next();
        let (position, recorded_at, analyst) = (self.position, hour(30), "Ida Moor".to_owned());
        self.graph.apply(&Recorded { position, recorded_at, analyst, event });
    }

    fn link(&mut self, from: usize, relation: Relation, to: usize) {
        let link = new_link(id(from), relation, id(to));
        self.apply(Event::LinkAdded(LinkAdded { link, by: "Ida Moor".into() }));
    }

    /// Returns where a claim stands, after making sure that the kept labels say the same.
    fn standing(&mut self, n: usize) -> Standing {
        let parameters = Parameters::default();
        let standing = self.graph.standing(id(n), Clock::NOW, Count::Checked, &parameters);
        let standing = standing.expect("it counts");
        assert_eq!(self.graph.dispute(id(n)), standing.dispute, "claim {n}");
        standing
    }

    fn dispute(&mut self, n: usize) -> Dispute {
        self.standing(n).dispute.expect("it can be disputed")
    }
}

fn id(n: usize) -> ClaimId {
    claim(&n.to_string())
}

fn said(n: usize, by_the_desk: bool) -> Event {
    let new = |speaker, seen| NewClaim { id: id(n), ..new_claim(&n.to_string(), speaker, seen) };
    if by_the_desk {
        let (claim, by) = (new("", None), "Ida Moor".to_owned());
        return Event::FindingRecorded(FindingRecorded { claim, by, evidence: Vec::new() });
    }
    Event::ClaimRecorded(new("Norland", Some((0, 1))))
}

/// Runs a test with little stack.
fn on_a_small_stack(test: fn(usize)) {
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(move || test(many()));
    thread.expect("a thread can be started").join().expect("the test holds");
}

#[test]
fn a_chain_of_refutations_turns_as_a_whole() {
    on_a_small_stack(|many| {
        let mut deep = Deep::chain(many, Relation::Refutes);
        let (last, before) = (many - 1, many - 2);
        assert_eq!(deep.dispute(last), Dispute::Uncontested);
        assert_eq!(deep.dispute(before), Dispute::Refuted);
        assert_eq!(deep.dispute(before % 2), Dispute::Refuted);
        deep.apply(said(many, true));
        deep.link(many, Relation::Refutes, last);
        assert_eq!(deep.dispute(last), Dispute::Refuted);
        assert_eq!(deep.dispute(before), Dispute::Upheld);
        assert_eq!(deep.dispute(before % 2), Dispute::Upheld);
    });
}

#[test]
fn a_ring_of_refutations_is_open_until_one_of_them_falls() {
    on_a_small_stack(|many| {
        let mut deep = Deep::chain(many, Relation::Refutes);
        assert_eq!(
            deep.dispute(0),
            if many.is_multiple_of(2) { Dispute::Refuted } else { Dispute::Upheld }
        );
        deep.link(0, Relation::Refutes, many - 1);
        let open = deep.standing(many / 2);
        assert_eq!((open.dispute, open.because.circle_size), (Some(Dispute::Contested), many));
        deep.apply(said(many, true));
        deep.link(many, Relation::Refutes, many / 2);
        assert_eq!(deep.dispute(many / 2), Dispute::Refuted);
        assert_eq!(deep.dispute(many / 2 - 1), Dispute::Upheld);
    });
}

#[test]
fn relays_fall_with_an_origin_however_far_it_is() {
    on_a_small_stack(|many| {
        let mut deep = Deep::chain(many, Relation::RestsOn);
        assert_eq!(deep.dispute(many - 1), Dispute::Uncontested);
        let mut taken_back = sighting(id(0), 0, 9);
        taken_back.takes_back = true;
        deep.apply(Event::ClaimSighted(taken_back));
        assert_eq!(deep.dispute(many - 1), Dispute::OriginFallen);
        assert_eq!(deep.dispute(0), Dispute::Retracted);
    });
}

#[test]
fn a_ring_of_relays_has_no_origin() {
    on_a_small_stack(|many| {
        let mut deep = Deep::chain(many, Relation::RestsOn);
        assert_eq!(deep.standing(many / 2).support, Support::Uncorroborated);
        deep.link(0, Relation::RestsOn, many - 1);
        assert_eq!(deep.standing(many / 2).support, Support::Unsourced);
    });
}
