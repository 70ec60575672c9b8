//! Links that pages of the shipped fictional world bear out: contradictions by wording and figures, what fits
//! together, and what rests on something else. Beside each that is found stands one that only looks like it.

use counterclaim_model::{Basis, Relation};

use crate::{CandidateLink, Extraction, Gazetteer, Page, extract, read};

const ACTORS: &str = include_str!("../../../../data/sample/actors.toml");

/// A live blog with a post for each of `bodies`, the first one newest.
fn extracted(bodies: &[&str]) -> Extraction {
    let mut page = "18:20 GMT 14 June 2031\n\n    New messages\n".to_owned();
    for (nth, body) in bodies.iter().enumerate() {
        page.push_str(&format!("    • {}:05\n\n      Day on the Sill\n\n", 17 - nth));
        for paragraph in body.split('\n') {
            page.push_str(&format!("      {paragraph}\n\n"));
        }
    }
    let gazetteer = Gazetteer::shipped().with_actors(ACTORS).expect("the actors are valid TOML");
    let reading = read(&Page {
        bytes: page.into_bytes(),
        source: Some("Aldmoor Bulletin".to_owned()),
        ..Page::default()
    });
    extract(&reading, &gazetteer)
}

/// The links of a rule, as the two statements without their speakers.
fn by_rule<'a>(found: &'a Extraction, rule: &str) -> Vec<(&'a CandidateLink, [&'a str; 2])> {
    let said = |at: usize| found.claims[at].statement.as_str();
    let links = found.links.iter().filter(|link| link.rule == rule);
    links.map(|link| (link, [said(link.from), said(link.to)])).collect()
}

#[test]
fn the_same_words_with_and_without_a_not_contradict_each_other() {
    let found = extracted(&[
        "The ceasefire on the Sill does not hold, Valdorian President Edrin Kalbe said.",
        "The ceasefire on the Sill holds, Ostrevian President Maro Teslin said.",
    ]);
    let links = by_rule(&found, "same_words_negated");
    assert_eq!(links.len(), 1, "{:?}", found.claims);
    let (link, [denies, _]) = links[0];
    assert_eq!((link.relation, link.basis), (Relation::Contradicts, Basis::Inferred));
    assert!(denies.contains("does not hold") || links[0].1[1].contains("does not hold"));

    // The "not" belongs to something else, or the two speak of other states.
    for (one, other) in [
        (
            "The ceasefire on the Sill holds and nobody should doubt it",
            "The ceasefire on the Sill holds",
        ),
        ("The ceasefire in Brennia does not hold", "The ceasefire in Norland holds"),
    ] {
        let found = extracted(&[
            &format!("{one}, Valdorian President Edrin Kalbe said."),
            &format!("{other}, Ostrevian President Maro Teslin said."),
        ]);
        assert!(by_rule(&found, "same_words_negated").is_empty(), "{one}");
    }
}

#[test]
fn opposite_words_of_one_thing_contradict_each_other() {
    let page = |word: &str| {
        extracted(&[
            &format!("The border post at Pell is {word}, the Valdorian Interior Ministry said."),
            "The border post at Pell is closed, the Ostrevian Interior Ministry said.",
        ])
    };
    let found = page("open");
    let links = by_rule(&found, "opposite_words");
    assert_eq!(links.len(), 1, "{:?}", found.claims);
    assert!(links[0].0.reason.contains("‹open›"), "{}", links[0].0.reason);
    assert!(by_rule(&page("crowded"), "opposite_words").is_empty());
}

#[test]
fn figures_contradict_each_other_only_in_one_scope() {
    let pairs = |killed: &str, place: &str, when: &str| {
        let page = extracted(&[
            &format!(
                "{killed} Ostrevian civilians were killed in {place}{when}, Ostrevian President Maro \
                 Teslin said."
            ),
            &format!(
                "Two Ostrevian civilians were killed in Valdoria{when}, Valdorian President Edrin Kalbe \
                 said."
            ),
        ]);
        by_rule(&page, "figures_exclude_each_other").len()
    };
    assert_eq!(pairs("Twelve", "Valdoria", " overnight"), 1);
    assert_eq!(pairs("Twelve", "Norland", " overnight"), 0);
    assert_eq!(pairs("At least two", "Valdoria", " overnight"), 0);
    // Of which time they are nobody says: nothing is known to be the same.
    assert_eq!(pairs("Twelve", "Valdoria", ""), 0);
}

#[test]
fn what_is_seen_fits_with_an_attack_that_is_told_of() {
    let page = |place: &str| {
        extracted(&[&format!(
            "Valdorian forces attacked Hethby again, the Ostrevian Defence Ministry said.\n\
             Plumes of smoke can be seen over {place}, an Aldmoor Bulletin correspondent reported."
        )])
    };
    let found = page("Hethby");
    let links = by_rule(&found, "traces_of_what_is_told");
    assert_eq!(links.len(), 1, "{:?}", found.claims);
    assert_eq!(links[0].0.relation, Relation::ConsistentWith);
    assert!(by_rule(&page("Carvel"), "traces_of_what_is_told").is_empty());
}

#[test]
fn accounts_of_one_side_and_of_two_sides_fit_together() {
    let found = extracted(&[
        "Valdorian forces tried to gain a foothold in the southern part of the Tarn valley, the Ostrevian Defence \
         Ministry said.",
        "Valdorian forces had launched a major offensive in the southern part of the line of contact, Ostrevian President Maro \
         Teslin said.",
    ]);
    assert_eq!(by_rule(&found, "same_party_same_quarter").len(), 1, "{:?}", found.claims);

    let found = extracted(&[
        "Norland will support Ostrevia in talks, Norlandic Prime Minister Aron Stehl said.",
        "Brennian Foreign Minister Calla Winmore criticised Norland's support for Ostrevia in talks.",
    ]);
    let links = by_rule(&found, "two_parties_same_words");
    assert_eq!(links.len(), 1, "{:?}", found.claims);
    assert_eq!(links[0].0.relation, Relation::ConsistentWith);
}

#[test]
fn a_statement_rests_on_whom_it_credits() {
    let found = extracted(&[
        "The bridge at Pell was shelled in the night, Harbour Wire reported, citing the Ostrevian Defence Ministry.",
        "The bridge at Pell was shelled in the night by Valdorian guns, the Ostrevian Defence Ministry said.",
    ]);
    let links = by_rule(&found, "credited");
    assert_eq!(links.len(), 1, "{:?}", found.claims);
    let (link, [_, ministry]) = links[0];
    assert_eq!((link.relation, link.basis), (Relation::RestsOn, Basis::Stated));
    assert_eq!(link.cue.as_deref(), Some("citing"));
    assert!(ministry.contains("Valdorian guns"));

    // Where the ministry's own words are not on the page, they are known through the wire alone.
    let found = extracted(&[
        "The bridge at Pell was shelled in the night, Harbour Wire reported, citing the Ostrevian Defence Ministry.",
    ]);
    let (link, _) = by_rule(&found, "credited")[0];
    let origin = &found.claims[link.to];
    assert_eq!(origin.form, counterclaim_model::Form::Implied);
    assert_eq!(origin.speaker.as_ref().map(|speaker| speaker.party()), Some("Ostrevia"));

    // Reasons are cited as well as people.
    let found = extracted(&[
        "The bridge at Pell was closed, Harbour Wire reported, citing a threat to drivers.",
    ]);
    assert!(by_rule(&found, "credited").is_empty());
}

#[test]
fn nearly_the_same_words_may_be_taken_over_and_what_is_seen_is_not() {
    let words =
        "Shells fell on the grain quarter of Hethby on Friday and burnt down two of its barns";
    let found = extracted(&[
        &format!("{words}, Harbour Wire reported."),
        &format!("{words}, the Ostrevian Defence Ministry said."),
    ]);
    let links = by_rule(&found, "nearly_same_words");
    assert_eq!(links.len(), 1, "{:?}", found.claims);
    assert_eq!(links[0].0.relation, Relation::RestsOn);
    let relays =
        found.claims[links[0].0.from].speaker.as_ref().map(|speaker| speaker.name.as_str());
    assert_eq!(relays, Some("Harbour Wire"));
}
