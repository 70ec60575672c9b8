//! The promise of the views: an answer at a position of the live fold is the answer of a fold that
//! ends there, on both clocks; and no event makes a claim disappear.

mod world;

use std::collections::BTreeSet;

use counterclaim_model::{Clock, Count, Event, Instant, Position, Recorded, Thing};
use counterclaim_views::{Ending, Has, Phrase, Views, words};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

fn fold(log: &[Recorded]) -> Views {
    let mut views = Views::default();
    log.iter().for_each(|recorded| views.apply(recorded));
    views
}

/// Everything the views answer at `clock`, question by question.
fn answers(views: &Views, clock: Clock) -> Vec<String> {
    let mut answers = vec![
        format!("claims {:#?}", views.claims(clock).collect::<Vec<_>>()),
        format!("timeline {:?}", views.timeline(clock).map(|c| c.id).collect::<Vec<_>>()),
        format!("actors {:#?}", views.actors(clock).collect::<Vec<_>>()),
        format!("sources {:#?}", views.sources(clock).collect::<Vec<_>>()),
        format!("captures {:#?}", views.captures(clock).collect::<Vec<_>>()),
        format!("posts {:#?}", views.posts(clock).collect::<Vec<_>>()),
        format!("matters {:#?}", views.matters(clock).collect::<Vec<_>>()),
        format!("links {:#?}", views.links(clock).collect::<Vec<_>>()),
        format!("faults {:#?}", views.faults(clock).collect::<Vec<_>>()),
        format!("named {:?}", views.actor_named(" THE 3", clock)),
        format!("claim counts {:?}", views.claim_counts(clock)),
        format!("link counts {:?}", views.link_counts(clock)),
        format!("party counts {:?}", views.party_counts(clock)),
        format!("newest {:?}", views.newest(3, clock)),
        format!("objected {:?}", views.most_objected(3, Count::Checked, clock)),
        format!("objected, all {:?}", views.most_objected(3, Count::All, clock)),
    ];
    for n in 0..8 {
        let (actor, source, matter) = (world::actor(n), world::source(n), world::matter(n));
        let ids = |claims: &mut dyn Iterator<Item = counterclaim_views::ClaimAt<'_>>| {
            claims.map(|claim| (claim.id, views.party_of(&claim, clock))).collect::<Vec<_>>()
        };
        answers.push(format!("by actor {n} {:?}", ids(&mut views.by_actor(actor, clock))));
        answers.push(format!("by party {n} {:?}", ids(&mut views.by_party(actor, clock))));
        answers.push(format!("about {n} {:?}", ids(&mut views.about_party(actor, clock))));
        answers.push(format!("by source {n} {:?}", ids(&mut views.by_source(source, clock))));
        answers.push(format!("by matter {n} {:?}", ids(&mut views.by_matter(&matter, clock))));
        let links = views.links_of(world::claim_id(n), clock).collect::<Vec<_>>();
        answers.push(format!("links of {n} {links:?}"));
        answers.push(format!("claim {n} {:?}", views.claim(world::claim_id(n), clock)));
        answers.push(format!("post {n} {:?}", views.post(world::post(n), clock)));
        let history = views.matter_history(&matter, clock);
        answers.push(format!("history of matter {n} {history:?}"));
        let captures = views.captures_of(source, clock).collect::<Vec<_>>();
        answers.push(format!("captures of {n} {captures:?}"));
        let posts = views.posts_of(source, clock).collect::<Vec<_>>();
        answers.push(format!("posts of {n} {posts:?}"));
        answers.push(format!("by post {n} {:?}", ids(&mut views.by_post(world::post(n), clock))));
        answers.push(format!("counts of source {n} {:?}", views.source_counts(source, clock)));
    }
    answers.push(format!("by number {:#?}", by_number(views, clock)));
    for (text, ending) in [("gate", Ending::Whole), ("the ga", Ending::Open), ("3", Ending::Whole)]
    {
        let phrase = Phrase::new(text, ending).expect("it has words");
        answers.push(format!("saying {text} {:?}", views.saying(&phrase, clock)));
        answers.push(format!("called {text} {:?}", views.actors_with(&phrase, clock)));
    }
    answers
}

/// What lists are counted by, in words; it must be what the claims themselves say.
fn by_number(views: &Views, clock: Clock) -> Vec<String> {
    let sides = views.sides(clock.as_of);
    let told = |number: u32| {
        let claim = views.numbered(number, clock);
        let facts = views.facts(number, clock);
        assert_eq!(claim.is_some(), facts.is_some());
        let (claim, facts) = (claim?, facts?);
        let known_as = |actor| views.affiliations().canonical(actor, clock.as_of);
        let speaker = facts.speaker().and_then(|speaker| sides.known_as(speaker, views));
        assert_eq!(speaker, claim.claim.speaker.actor.map(known_as));
        let party = sides.party(number, &facts, views, clock);
        assert_eq!(party, views.party_of(&claim, clock));
        let matters = views.matters_of(number, clock);
        assert_eq!(matters, claim.matters);
        let sources = views.sources_of(number, clock).len();
        let published = claim.published().map(|moment| moment.at.timestamp_micros());
        assert_eq!(views.first_published(number, clock), published);
        assert_eq!(facts.public_from, claim.public_from.timestamp_micros());
        assert_eq!((facts.status, facts.form), (claim.status, claim.claim.form));
        assert_eq!(facts.has.all(Has::REVIEW), !claim.reviews.is_empty());
        assert_eq!(facts.has.all(Has::NOTE), !claim.notes.is_empty());
        assert_eq!(facts.has.all(Has::FINDING), claim.finding.is_some());
        assert_eq!(facts.has.all(Has::SIGHTINGS), claim.sightings.len() > 1);
        let said = (facts.modality, facts.wording, facts.grounds);
        Some(format!("{speaker:?} {party:?} {matters:?} {sources} {said:?}"))
    };
    let claims = (0..views.claims_recorded(clock.as_of)).map(told);
    let ids = |number| views.link_numbered(number, clock).map(|at| (at.link.id, at.status));
    let link = |number| {
        let facts = views.link_facts(number, clock);
        assert_eq!(facts.map(|facts| facts.status), ids(number).map(|(_, status)| status));
        facts.map(|facts| format!("{facts:?}"))
    };
    let links = (0..views.links_recorded(clock.as_of)).map(link);
    claims.chain(links).flatten().collect()
}

/// Returns whether words are found where they stand: by reading every claim.
fn is_found(views: &Views, word: &str, clock: Clock) -> bool {
    let phrase = Phrase::new(word, Ending::Whole).expect("it has words");
    let holds = |claim: &counterclaim_views::ClaimAt<'_>| {
        let sightings = claim.sightings.iter();
        let mut pieces = sightings.flat_map(|seen| &seen.sighting.content);
        words(&claim.claim.statement).iter().any(|own| own == word)
            || pieces.any(|piece| words(&piece.quote).iter().any(|own| own == word))
    };
    let read = views.claims(clock).filter(holds).filter_map(|claim| views.number_of(claim.id));
    read.collect::<Vec<_>>() == views.saying(&phrase, clock)
}

fn public_bys() -> impl Strategy<Value = Option<Instant>> {
    prop::option::of((0_i64..34).prop_map(world::hour))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn an_answer_at_a_position_is_the_answer_of_a_fold_that_ends_there(
        wishes in world::wishes(0..150),
        cut in 0.0..1.0_f64,
        public_by in public_bys(),
    ) {
        let log = world::log(&wishes);
        let end = (log.len() as f64 * cut) as usize;
        let as_of = world::head(&log[..end]);
        let (live, prefix) = (fold(&log), fold(&log[..end]));
        prop_assert_eq!(live.surprises(), &[]);
        let at = Clock { as_of, public_by };
        for word in live.claims(Clock::NOW).flat_map(|claim| words(&claim.claim.statement)) {
            prop_assert!(is_found(&live, &word, at), "{word}");
        }
        for ((live, prefix), latest) in answers(&live, at)
            .into_iter()
            .zip(answers(&prefix, at))
            .zip(answers(&prefix, Clock { as_of: Position::END, public_by }))
        {
            prop_assert_eq!(&live, &prefix);
            prop_assert_eq!(&prefix, &latest);
        }
    }

    #[test]
    fn a_claim_once_recorded_is_there_for_ever(wishes in world::wishes(0..150)) {
        let log = world::log(&wishes);
        let live = fold(&log);
        for thing in log.iter().flat_map(|recorded| recorded.event.things()) {
            let Thing::Claim(id) = thing else { continue };
            let claim = live.claim(id, Clock::NOW).expect("recorded claims stay");
            prop_assert!(live.claims(Clock::NOW).any(|listed| listed == claim));
            prop_assert_eq!(live.ids_starting_with(&id.to_string()[..13]), [Thing::Claim(id)]);
        }
    }

    #[test]
    fn positions_and_times_lead_to_each_other(wishes in world::wishes(0..60)) {
        let log = world::log(&wishes);
        let live = fold(&log);
        for (recorded, next) in log.iter().zip(log.iter().skip(1)) {
            prop_assert_eq!(live.recorded_at(recorded.position), Some(recorded.recorded_at));
            if recorded.recorded_at < next.recorded_at {
                prop_assert_eq!(live.position_at(recorded.recorded_at), recorded.position);
            }
        }
        prop_assert_eq!(live.position_at(world::hour(1000)), live.head());
        prop_assert_eq!(live.position_at(world::hour(0)), Position::START);
    }
}

#[test]
fn the_world_records_every_kind_of_event() {
    let mut runner = TestRunner::deterministic();
    let wishes = world::wishes(2000..2001).new_tree(&mut runner).expect("wishes").current();
    let recorded: BTreeSet<_> = world::log(&wishes).iter().map(|r| r.event.name()).collect();
    let missing: Vec<_> = Event::NAMES.iter().filter(|name| !recorded.contains(*name)).collect();
    // No view shows these: what was decided in the queue shows in the claims it was decided on, what a file
    // brought in what it brought, and what was erased is gone from the log that the views are made of.
    assert_eq!(missing, [&"content.erased", &"queue.decided", &"file.imported"]);
}
