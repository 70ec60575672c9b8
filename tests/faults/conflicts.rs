//! Conflicts, by the binary's door: a change that rests on what is no longer so is refused and records
//! nothing; a key that was used before gives the first result, or is refused for another wish.

use counterclaim_tests::{Answer, Case};
use serde_json::Value;

use crate::plan::Plan;
use crate::tally::Tally;

/// Runs the part.
pub(crate) fn run(plan: &Plan) -> Vec<Tally> {
    vec![stale(plan), keys(plan)]
}

fn case(plan: &Plan) -> (tempfile::TempDir, Case) {
    let scratch = plan.scratch();
    let case = Case::init(&scratch.path().join("case"));
    (scratch, case)
}

fn add(case: &Case, name: &str) -> Answer {
    case.ask(&["actor", "add", name, "--kind", "organisation", "--format", "json"]).exits(0)
}

/// Returns the position of the last recorded event.
fn head(case: &Case) -> u64 {
    case.log().last().and_then(|event| event["position"].as_u64()).expect("events have positions")
}

fn stale(plan: &Plan) -> Tally {
    let mut tally = Tally::new("stale revisions");
    let (_scratch, case) = case(plan);
    add(&case, "Harbour Office");
    let mut revision = head(&case);
    for round in 0..plan.of(4, 25) {
        tally.tried();
        let seen = revision.to_string();
        let alias = |name: &str| {
            case.ask(&["actor", "alias", "Harbour Office", name, "--expect-revision", &seen])
        };
        let first = alias(&format!("Port Office {round}"));
        tally.holds(first.code == Some(0), || format!("a fresh change is refused: {}", first.err));
        let now = head(&case);
        let second = alias(&format!("Quay Office {round}"));
        tally.holds(second.code == Some(4), || {
            format!("a stale change ended with {:?}: {} {}", second.code, second.out, second.err)
        });
        tally.holds(head(&case) == now, || "a stale change was recorded".to_owned());
        revision = now;
    }
    tally.done()
}

fn keys(plan: &Plan) -> Tally {
    let mut tally = Tally::new("idempotency keys of commands");
    let (_scratch, case) = case(plan);
    for round in 0..plan.of(3, 20) {
        tally.tried();
        let name = format!("Office {round}");
        let key = format!("key-{round}");
        let add = |name: &str| {
            case.ask(&["actor", "add", name, "--kind", "organisation", "--idempotency-key", &key])
        };
        let first = add(&name);
        tally.holds(first.code == Some(0), || format!("a new key is refused: {}", first.err));
        let recorded = case.log();
        for again in [add(&name), add(&name)] {
            tally.holds(again.code == Some(0), || format!("a retry is refused: {}", again.err));
        }
        let other = add(&format!("Another {round}"));
        tally.holds(other.code == Some(4), || {
            format!("a key used for another wish ended with {:?}", other.code)
        });
        let after: Vec<Value> = case.log();
        tally.holds(after == recorded, || "a retry was recorded twice".to_owned());
    }
    tally.done()
}
