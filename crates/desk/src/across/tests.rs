//! Two small pages of one case: what the second says is held against what the first said.

use std::fs;
use std::path::Path;

use counterclaim_ingest::Page;
use counterclaim_model::{Clock, Relation, Status};

use crate::desk::Desk;
use crate::ingest::IngestOptions;
use crate::{Identity, SystemRim};

fn desk(dir: &Path) -> Desk {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/sample");
    let actors = fs::read_to_string(root.join("actors.toml")).expect("it ships");
    let desk = Desk::create(dir, "Sill", None, Box::new(SystemRim), Identity::analyst("ida"));
    desk.expect("an empty directory takes a case").with_actors(&actors).expect("they can be read")
}

/// A live blog with one post for each of `posts`, the first at 10:01.
fn page(outlet: &str, posts: &[&str]) -> Page {
    let mut text = "12:00 GMT15 June 2031\nFollow the Live Feed\n\n    New messages\n".to_owned();
    for (at, post) in posts.iter().enumerate().rev() {
        text += &format!("    • 10:{:02}\n\n{post}\n\n", at + 1);
    }
    Page { bytes: text.into_bytes(), source: Some(outlet.to_owned()), ..Page::default() }
}

fn ingest(desk: &mut Desk, page: &Page) -> usize {
    desk.ingest("page", page, &IngestOptions::default()).expect("it can be recorded").links
}

/// The links between two outlets: the words of both ends, the relation, the rule.
fn between(desk: &Desk) -> Vec<(String, Relation, String, String)> {
    let claim = |id| desk.views.claim(id, Clock::NOW).expect("it is recorded");
    let outlet = |id| claim(id).sightings.first().map(|seen| seen.sighting.source);
    let links = desk.views.links(Clock::NOW);
    let across = links.filter(|at| outlet(at.link.from) != outlet(at.link.to));
    let told = across.map(|at| {
        assert_eq!(at.status, Status::Proposed, "nobody has looked at it");
        let rule = at.origin.expect("a rule made it").rule.clone();
        let words = |id| claim(id).claim.statement.clone();
        (words(at.link.from), at.link.relation, words(at.link.to), rule)
    });
    told.collect()
}

/// Reads two pages, the second twice, and returns the links between them.
fn links(first: &[&str], second: &[&str]) -> Vec<(String, Relation, String, String)> {
    let scratch = tempfile::tempdir().expect("there is room");
    let mut desk = desk(scratch.path());
    ingest(&mut desk, &page("Harbour Wire", first));
    let second = page("Aldmoor Bulletin", second);
    ingest(&mut desk, &second);
    let found = between(&desk);
    let again = IngestOptions { reread: crate::Reread::Yes, ..IngestOptions::default() };
    desk.ingest("page", &second, &again).expect("it can be read again");
    assert_eq!(between(&desk), found, "nothing is proposed twice");
    found
}

/// The relations and rules of links, without their words.
fn kinds(links: &[(String, Relation, String, String)]) -> Vec<(Relation, &str)> {
    links.iter().map(|(_, relation, _, rule)| (*relation, rule.as_str())).collect()
}

#[test]
fn a_denial_on_one_page_meets_the_statement_on_another() {
    let said = "Ostrevian President Maro Teslin said on Sunday that Valdoria had shelled the town of Hethby.";
    let denied = "Valdorian Foreign Minister Ansel Dray said on Sunday that Valdoria had not shelled the town of Hethby.";
    let found = links(&[said], &[denied]);
    assert_eq!(kinds(&found), [(Relation::Contradicts, "same_words_negated")], "{found:?}");
    assert!(found[0].0.contains("not shelled"), "the denial contradicts: {found:?}");
}

#[test]
fn figures_of_one_scope_meet_across_pages_and_others_do_not() {
    let ours = "12 Ostrevian civilians were killed in Valdoria yesterday, Ostrevian President Maro Teslin said.";
    let theirs = "Two Ostrevian civilians were killed in Valdoria yesterday, Valdorian President Edrin Kalbe said.";
    let elsewhere = "Two Ostrevian civilians were killed in Norland yesterday, Valdorian President Edrin Kalbe said.";
    let found = links(&[ours], &[theirs]);
    assert_eq!(kinds(&found), [(Relation::Contradicts, "figures_exclude_each_other")], "{found:?}");
    assert_eq!(links(&[ours], &[elsewhere]), []);
}

#[test]
fn a_party_that_says_it_again_elsewhere_repeats_itself() {
    let first = "Ostrevian President Maro Teslin said that Valdorian brigades had shelled the grain quarter of Hethby overnight.";
    let again =
        "Valdorian brigades shelled the grain quarter of Hethby overnight, Maro Teslin said.";
    let found = links(&[first], &[again]);
    assert_eq!(kinds(&found), [(Relation::Repeats, "same_party_same_words")], "{found:?}");
}

#[test]
fn a_report_in_nearly_the_words_of_another_outlet_rests_on_it() {
    let wire = "Rockets hit three grain stores in the port of Hethby late on Saturday and a fire broke out.";
    let bulletin = "Rockets hit three grain stores in the port of Hethby late on Saturday and a fire broke out there.";
    let found = links(&[wire], &[bulletin]);
    assert_eq!(kinds(&found), [(Relation::RestsOn, "nearly_same_words")], "{found:?}");
    let other =
        "Rockets hit a school in the north of Hethby and nobody was hurt, residents fled at dawn.";
    assert_eq!(links(&[wire], &[other]), []);
}

#[test]
fn a_credit_line_leads_to_the_agency_that_said_it() {
    let wire = "Rockets hit three grain stores in the port of Hethby late on Saturday and a fire broke out.";
    let credited = "Three grain stores in the port of Hethby were hit by rockets, and firemen worked there until the morning.\n\n(Harbour Wire)";
    let found = links(&[wire], &[credited]);
    assert_eq!(kinds(&found), [(Relation::RestsOn, "credited_on_another_page")], "{found:?}");
    let alone = credited.replace("\n\n(Harbour Wire)", "");
    assert_eq!(links(&[wire], &[&alone]), [], "without the line nothing ties them");
}
