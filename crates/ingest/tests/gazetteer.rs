//! The shipped gazetteer is sound, and a case's actors lie over it as documented. Asked through the door.

use std::collections::BTreeMap;

use counterclaim_ingest::{Gazetteer, GazetteerError, Status};
use counterclaim_model::ActorKind;

#[test]
fn every_shipped_entry_is_named_once_and_found_by_each_of_its_forms() {
    let gazetteer = Gazetteer::shipped();
    let mut seen = BTreeMap::new();
    for entry in gazetteer.entries() {
        assert_eq!(seen.insert((entry.kind, &entry.name), ()), None, "{} twice", entry.name);
        assert_eq!(entry.basis, format!("gazetteer@{}", gazetteer.version()));
        let forms = entry.aliases.iter().chain(&entry.adjectives).chain(&entry.capital);
        for form in std::iter::once(&entry.name).chain(forms) {
            let found = gazetteer.actors(form);
            let is_there = found.iter().any(|actor| actor.name == entry.name);
            assert!(is_there, "{form} does not lead to {}", entry.name);
        }
    }
}

#[test]
fn members_and_observers_are_complete_and_every_chain_ends() {
    let gazetteer = Gazetteer::shipped();
    let states = gazetteer.entries().iter().filter(|entry| entry.kind == ActorKind::State);
    let count = |status| states.clone().filter(|state| state.status == status).count();
    assert_eq!((count(Status::Member), count(Status::Observer)), (193, 2));
    for entry in gazetteer.entries().iter().filter(|entry| entry.speaks_for.is_some()) {
        let actors = gazetteer.actors(&entry.name);
        let actor = actors.iter().find(|actor| actor.name == entry.name);
        let last = actor.and_then(|actor| actor.principals.last());
        assert!(last.is_some_and(|last| last.kind != ActorKind::Outlet), "{}", entry.name);
    }
}

#[test]
fn spelling_case_and_look_alikes_make_no_difference_and_pronouns_no_state() {
    let gazetteer = Gazetteer::shipped();
    let name =
        |phrase: &str| gazetteer.actors(phrase).iter().map(|a| a.name.clone()).collect::<Vec<_>>();
    assert_eq!(name("the Organisation for Security and Co‑operation in Europe"), ["OSCE"]);
    assert_eq!(name("the Éłysée palace"), ["Elysee"]);
    assert_eq!(name("U.S."), ["United States"]);
    assert_eq!(name("us"), [""; 0]);
    assert_eq!(name("Kiev"), name("KYIV"));
    assert_eq!(name("Korean"), ["North Korea", "South Korea"]);
}

#[test]
fn an_outlet_is_its_own_party_and_its_owner_is_on_record() {
    let gazetteer = laid_over(
        r#"
        states = [{ name = "Norland" }]
        outlets = [{ name = "Harbour Wire", owned_by = "Norland", from = "2012" }]
        "#,
    );
    let outlet = gazetteer.outlet("harbour wire").expect("it was laid over");
    assert_eq!(outlet.ownership.as_ref().map(|one| one.owner.as_str()), Some("Norland"));
    assert_eq!(gazetteer.actors("Harbour Wire")[0].party(), "Harbour Wire");
    assert_eq!(outlet.basis, "case");
}

#[test]
fn a_later_file_replaces_an_entry_with_all_its_forms_and_takes_forms_over() {
    let gazetteer = laid_over(
        r#"
        states = [
          { name = "Brennia", adjectives = ["Brennian"], capital = "Aldmoor" },
          { name = "Norland", capital = "Skarne" },
        ]
        "#,
    );
    let gazetteer = gazetteer
        .with_actors(
            r#"states = [{ name = "Brennia", adjectives = ["Brenn"], capital = "Skarne" }]"#,
        )
        .expect("the state is sound");
    assert!(gazetteer.actors("Brennian").is_empty() && gazetteer.actors("Aldmoor").is_empty());
    let skarne: Vec<_> = gazetteer.actors("Skarne").into_iter().map(|actor| actor.name).collect();
    assert_eq!(skarne, ["Brennia"]);
}

fn laid_over(actors: &str) -> Gazetteer {
    Gazetteer::shipped().with_actors(actors).expect("the actors are sound")
}

#[test]
fn an_unsound_actors_file_is_refused_with_the_reason() {
    let refused =
        |actors: &str| Gazetteer::shipped().with_actors(actors).expect_err("it is unsound");
    assert!(matches!(refused("states = 7"), GazetteerError::Syntax(_)));
    assert!(matches!(
        refused(r#"states = [{ name = "X", capitol = "Y" }]"#),
        GazetteerError::Syntax(_)
    ));
    assert!(matches!(refused(r#"states = [{ name = "-" }]"#), GazetteerError::EmptyName { .. }));
    let unknown = refused(r#"persons = [{ name = "Ada Lindqvist", speaks_for = "Nobody" }]"#);
    assert!(matches!(unknown, GazetteerError::UnknownPrincipal { .. }));
    let circle = r#"organisations = [{ name = "Left", speaks_for = "Right" }, { name = "Right", speaks_for = "Left" }]"#;
    assert!(matches!(refused(circle), GazetteerError::Circle { .. }));
    let twice = r#"states = [{ name = "Ostrevia", capital = "Carvel" }, { name = "Valdoria", capital = "Carvel" }]"#;
    assert!(matches!(refused(twice), GazetteerError::Ambiguous { .. }));
    let declared = format!("ambiguous = [\"Carvel\"]\n{twice}");
    assert!(Gazetteer::shipped().with_actors(&declared).is_ok());
}
