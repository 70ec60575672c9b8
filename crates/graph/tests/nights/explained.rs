//! What is told beside a standing, as short nights: what it hangs on, what its lines pass, who objects to
//! whom, which accounts compete, and which figures may be set against each other.

use crate::night::{ACTORS, Night, actor, claim, hour};
use counterclaim_graph::{
    Caps, ChangeKind, CutPoint, DefeatNode, FigureOf, FigureTable, Kind, NotCompared, Parameters,
    Party, Told, Weighed,
};
use counterclaim_model::{Amount, Clock, Count, Figure, Moment, Relation};

fn weighed(night: &Night) -> Weighed {
    night.graph().weigh(Clock::NOW, Count::Checked, &Parameters::default())
}

/// Says what a claim would be without what it hangs on: "without strike < denial: no objection …".
fn without(night: &Night, name: &str) -> Vec<String> {
    let names = ["strike", "denial", "finding", "counter", "same", "other", "wire"];
    let told = |id| names.into_iter().find(|n| claim(n) == id).unwrap_or("?");
    let told = |c: counterclaim_graph::Counterfactual| {
        format!("without {} {} {}: {}", told(c.from), c.kind.name(), told(c.to), c.word)
    };
    weighed(night).counterfactuals(claim(name)).into_iter().map(told).collect()
}

/// `strike` by Ostrevia, confirmed by Norland, denied by Valdoria.
fn contested() -> Night {
    let mut night = Night::new();
    night
        .says("strike", "Ostrevia", 0, 2)
        .says("denial", "Valdoria", 0, 4)
        .says("same", "Norland", 1, 5)
        .link("denial", Relation::Denies, "strike")
        .link("same", Relation::Confirms, "strike");
    night
}

#[test]
fn a_standing_names_the_link_it_hangs_on() {
    let mut night = contested();
    assert_eq!(
        without(&night, "strike"),
        ["without denial refute strike: reported from 2 independent origins"]
    );
    night.finds("finding", Relation::Refutes, "denial");
    assert_eq!(
        without(&night, "strike"),
        [
            "without finding refute denial: disputed",
            "without same confirm strike: an objection was recorded and no longer stands",
        ]
    );
    let night = contested();
    assert_eq!(without(&night, "same"), [""; 0]);
}

#[test]
fn a_standing_that_hangs_on_no_single_link_says_nothing() {
    let mut night = contested();
    night.says("other", "a resident", 1, 6).link("other", Relation::Contradicts, "strike");
    assert_eq!(without(&night, "strike"), [""; 0]);
}

#[test]
fn of_two_findings_neither_alone_decides() {
    let mut night = contested();
    night.finds("finding", Relation::Refutes, "strike").finds(
        "counter",
        Relation::Refutes,
        "strike",
    );
    assert_eq!(without(&night, "strike"), [""; 0]);
}

#[test]
fn a_relay_hangs_on_what_felled_its_origin() {
    let mut night = Night::new();
    night.says("strike", "Ostrevia", 0, 2).says("wire", "Harbour Wire", 0, 3).link(
        "wire",
        Relation::RestsOn,
        "strike",
    );
    night.finds("finding", Relation::Refutes, "strike");
    assert_eq!(without(&night, "wire"), ["without finding refute strike: no objection on record"]);
}

#[test]
fn lines_are_as_many_as_what_they_must_pass() {
    let mut night = contested();
    night.says("wire", "Harbour Wire", 0, 6).says("other", "Lunmark Radio", 1, 7);
    for relay in ["wire", "other"] {
        night.link(relay, Relation::RestsOn, "same").link(relay, Relation::Confirms, "strike");
    }
    let because = night.standing("strike").because;
    assert_eq!(because.lines_for.len(), 2);
    assert_eq!(because.without_source, 2, "two speak for themselves, nobody says how they know");
    let origins = |name: &str| CutPoint::Origins(vec![claim(name)]);
    assert_eq!(because.cut_for, [origins("strike"), origins("same")]);
}

#[test]
fn the_matrix_keeps_what_a_party_says_against_itself_apart() {
    let mut night = contested();
    night.says("other", "Ostrevia", 0, 8).link("other", Relation::Contradicts, "strike");
    night.finds("finding", Relation::Refutes, "denial");
    let matrix = weighed(&night).matrix(Kind::Refute);
    let [ostrevia, valdoria] = [0, 1].map(|n: usize| Party::Actor(actor(ACTORS[n].1)));
    let cells: Vec<_> = matrix.cells.iter().map(|(pair, tally)| (*pair, tally.edges)).collect();
    assert_eq!(cells.len(), 2);
    assert_eq!(matrix.cells[&(valdoria, ostrevia)].edges, 1);
    assert_eq!(matrix.cells[&(Party::Desk, valdoria)].targets_out, 1);
    assert_eq!(matrix.own[&ostrevia].targets, 1);
    assert_eq!((matrix.statements[&ostrevia], matrix.statements[&valdoria]), (2, 1));
}

#[test]
fn a_circle_of_objections_is_told_by_a_shortest_one() {
    let night = contested();
    let cycles = weighed(&night).cycles();
    assert_eq!(cycles.len(), 1);
    let mut claims = [claim("strike"), claim("denial")];
    claims.sort_unstable();
    assert_eq!(cycles[0].claims, claims);
    let mut shortest = cycles[0].shortest.clone();
    shortest.sort_unstable();
    assert_eq!(shortest, claims.map(DefeatNode::Claim));
}

#[test]
fn two_accounts_compete_and_what_nobody_disputes_goes_with_both() {
    let mut night = contested();
    night.says("other", "Valdoria", 0, 6);
    let claims = ["strike", "denial", "same", "other"].map(claim);
    let found = weighed(&night).versions(claims, &Caps::default());
    let mut undisputed = [claim("same"), claim("other")];
    undisputed.sort_unstable();
    assert_eq!(found.undisputed, undisputed);
    let Told::Every(versions) = &found.components[0].told else { panic!("two claims") };
    let told: Vec<_> = versions.iter().map(|v| (v.claims.clone(), v.lines)).collect();
    assert_eq!(told, [(vec![claim("strike")], 2), (vec![claim("denial")], 1)]);
    assert!(found.components[0].camps.is_some());
    night.link("other", Relation::Updates, "denial");
    let found = weighed(&night).versions(claims, &Caps::default());
    assert_eq!(found.components, [], "what its own party put right competes no more");
}

/// A count of killed at the quay; everything known but the amount.
fn killed(low: i64, high: Option<i64>) -> Figure {
    Figure {
        measure: "killed".into(),
        counts: None,
        whose: Some("Valdoria".into()),
        place: Some("the quay".into()),
        period: None,
        as_of: Some(Moment::minute(hour(10))),
        low: Some(Amount::whole(low)),
        best: None,
        high: high.map(Amount::whole),
        qualifier: None,
        qualifier_by: None,
        variants: Vec::new(),
        anchor: None,
    }
}

fn figures(night: &Night, rows: &[(&str, i64, Figure)]) -> FigureTable {
    let rows = rows.iter().map(|(name, said, figure)| FigureOf {
        claim: claim(name),
        number: 0,
        figure,
        said: Some(Moment::minute(hour(*said))),
    });
    weighed(night).figures(rows)
}

/// Says who agrees with whom at which comparison.
fn agreeing(table: &FigureTable) -> Vec<Vec<Vec<usize>>> {
    let comparisons = table.series.iter().flat_map(|series| &series.comparisons);
    comparisons.map(|c| c.sets.iter().map(|set| set.rows.clone()).collect()).collect()
}

#[test]
fn figures_of_one_time_agree_or_are_contrary() {
    let night = contested();
    let table = figures(
        &night,
        &[
            ("strike", 2, killed(30, Some(30))),
            ("denial", 4, killed(2, Some(4))),
            ("same", 5, killed(25, None)),
        ],
    );
    assert_eq!(agreeing(&table), [[vec![1], vec![0, 2]]]);
    let series = &table.series[0];
    assert_eq!(series.comparisons[0].sets[1].lines, 2);
    let envelope = series.envelope.expect("live claims");
    assert_eq!((envelope.low, envelope.high), (Amount::whole(2), None));
    assert_eq!(series.changes, []);
}

#[test]
fn a_later_count_is_an_update_and_a_lower_toll_a_revision() {
    let mut night = contested();
    night.says("other", "Ostrevia", 0, 9);
    let at = |at, figure: Figure| Figure { as_of: Some(Moment::minute(hour(at))), ..figure };
    let rose =
        [("strike", 2, at(1, killed(30, Some(30)))), ("other", 9, at(8, killed(40, Some(40))))];
    let table = figures(&night, &rose);
    assert_eq!(table.series[0].changes[0].kind, ChangeKind::Update);
    assert_eq!(agreeing(&table), [[vec![0]], [vec![1]]], "other times are not compared");
    let fell =
        [("strike", 2, at(1, killed(30, Some(30)))), ("other", 9, at(8, killed(9, Some(9))))];
    assert_eq!(figures(&night, &fell).series[0].changes[0].kind, ChangeKind::Revision);
    let missing = |figure: Figure| Figure { measure: "missing".into(), ..figure };
    let moved = fell.map(|(name, said, figure)| (name, said, missing(figure)));
    assert_eq!(figures(&night, &moved).series[0].changes[0].kind, ChangeKind::Update);
}

#[test]
fn what_is_not_known_to_be_the_same_is_not_compared() {
    let night = contested();
    let nowhere = Figure { place: None, ..killed(30, Some(30)) };
    let never = Figure { as_of: None, ..killed(30, Some(30)) };
    let many = Figure { low: None, qualifier: Some("many".into()), ..killed(0, None) };
    let rows = [("strike", 2, nowhere), ("denial", 4, never), ("same", 5, many)];
    let table = figures(&night, &rows);
    assert_eq!(table.series, []);
    let mut reasons: Vec<NotCompared> = table.not_compared.iter().map(|row| row.2).collect();
    reasons.sort();
    let expected = [NotCompared::NoNumber, NotCompared::PlaceUnknown, NotCompared::PeriodUnknown];
    assert_eq!(reasons, expected);
}

#[test]
fn a_part_is_not_greater_than_the_whole() {
    let night = contested();
    let civilians = Figure { counts: Some("civilians".into()), ..killed(31, Some(40)) };
    let whole = |high| ("strike", 2, killed(high, Some(high)));
    let parts = |high| figures(&night, &[whole(high), ("denial", 4, civilians.clone())]).parts;
    assert_eq!(parts(31), []);
    assert_eq!(parts(30).len(), 1);
    assert_eq!((parts(30)[0].part, parts(30)[0].whole), (claim("denial"), claim("strike")));
}
