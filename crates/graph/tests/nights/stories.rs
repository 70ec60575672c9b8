//! What the table of relations promises, told as short nights: from commands through the rules and the
//! fold to the words in print.

use crate::night::{Night, actor, claim, hour, new_claim, origin};
use counterclaim_graph::{DisplayWord, Dispute, Flag, Kind, Parameters, Ranks, Support};
use counterclaim_model::{
    Amendment, Clock, Command, Count, Form, Modality, Period, Position, Relation, Source,
};

/// Two ministries on one strike: `strike` by Ostrevia at 2, denied by Valdoria at 4.
fn disputed() -> Night {
    let mut night = Night::new();
    night
        .speaks_for("Lena Marsh", "Ostrevian Ministry of Defence")
        .speaks_for("Ostrevian Ministry of Defence", "Ostrevia")
        .says("strike", "Lena Marsh", 0, 2)
        .says("denial", "Valdoria", 0, 4)
        .link("denial", Relation::Denies, "strike");
    night
}

fn word(night: &Night, name: &str) -> String {
    night.standing(name).word.to_string()
}

#[test]
fn a_denial_disputes_both_and_refutes_neither() {
    let night = disputed();
    assert_eq!(word(&night, "strike"), "disputed");
    assert_eq!(word(&night, "denial"), "disputed");
    let standing = night.standing("strike");
    assert_eq!(standing.because.objections[0].by, claim("denial"));
    assert!(!standing.because.objections[0].is_directed);
    assert_eq!((standing.lines_for, standing.lines_against), (1, 1));
    assert_eq!(standing.because.circle.len(), 2);
}

#[test]
fn a_finding_refutes_in_its_authors_name_and_a_later_denial_is_told_beside_it() {
    let mut night = disputed();
    night.finds("finding", Relation::Refutes, "strike");
    assert_eq!(word(&night, "strike"), "refuted by finding of Ida Moor");
    assert_eq!(word(&night, "denial"), "an objection was recorded and no longer stands");

    night.says("again", "Ostrevia", 0, 6).link("again", Relation::Denies, "finding");
    assert_eq!(word(&night, "strike"), "refuted by finding of Ida Moor");
    assert_eq!(word(&night, "finding"), "no objection on record");
    assert_eq!(night.standing("finding").because.beside, [claim("again")]);

    let equal = Parameters { ranks: Ranks::Equal, ..Parameters::default() };
    let graph = night.graph();
    let strike = graph.standing(claim("strike"), Clock::NOW, Count::Checked, &equal);
    assert_eq!(strike.map(|standing| standing.word), Some(DisplayWord::Disputed));
}

#[test]
fn an_answer_is_as_of_a_position_and_public_by_a_time() {
    let mut night = disputed();
    let before = night.head();
    night.finds("finding", Relation::Refutes, "strike");
    let at = |as_of, public_by| {
        let clock = Clock { as_of, public_by };
        night.standing_of("strike", clock, Count::Checked).word.to_string()
    };
    assert_eq!(at(before, None), "disputed");
    assert_eq!(at(Position::END, Some(hour(3))), "no objection on record");
    assert_eq!(at(Position::END, Some(hour(5))), "disputed");
    assert_eq!(at(Position::END, Some(hour(48))), "refuted by finding of Ida Moor");
}

#[test]
fn proposals_count_only_when_asked_for_and_never_decide() {
    let mut night = disputed();
    night.finds("finding", Relation::Refutes, "strike");
    night.says("again", "Ostrevia", 0, 6).proposes("again", Relation::Denies, "finding");
    let all = |name| night.standing_of(name, Clock::NOW, Count::All);
    assert_eq!(all("again").word, DisplayWord::NoObjection);
    assert_eq!(all("finding").word, DisplayWord::NoObjection);
    assert_eq!(all("finding").because.beside, [claim("again")]);
    assert!(night.standing("finding").because.beside.is_empty());

    night.says("reply", "Norland", 0, 7).proposes("reply", Relation::Contradicts, "again");
    assert_eq!(word(&night, "again"), "no objection on record");
    assert_eq!(night.standing_of("again", Clock::NOW, Count::All).word, DisplayWord::Disputed);
}

#[test]
fn lines_are_counted_by_group_and_at_the_time_of_the_words() {
    let mut night = Night::new();
    let treaty = Period { from: Some(hour(5)), until: None };
    night
        .says("strike", "Ostrevia", 0, 2)
        .says("early", "Norland", 1, 4)
        .says("late", "Norland", 1, 6)
        .link("early", Relation::Confirms, "strike");
    assert_eq!(word(&night, "strike"), "reported from 2 independent origins");
    night.aligns("Ostrevia", "Norland", treaty);
    assert_eq!(night.standing("strike").lines_for, 2, "the treaty came after these words");
    night.says("echo", "Ostrevia", 0, 8).link("late", Relation::Confirms, "echo");
    assert_eq!(word(&night, "echo"), "confirmed only by its own side");
}

#[test]
fn an_alignment_outlives_the_merge_of_an_actor() {
    let mut night = Night::new();
    night
        .says("strike", "Ostrevia", 0, 2)
        .says("radio", "Lunmark Radio", 1, 4)
        .link("radio", Relation::Confirms, "strike")
        .aligns("Harbour Wire", "Ostrevia", Period::ALWAYS);
    let merge =
        |a, b| Command::MergeActors { actor: actor(a), into: actor(b), reason: "one".into() };
    assert!(night.try_do(merge("Harbour Wire", "Lunmark Radio")));
    assert_eq!(night.standing("strike").support, Support::Echoed);
}

#[test]
fn a_state_outlet_and_its_state_are_one_voice() {
    let mut night = Night::new();
    night.says("strike", "Valdoria", 0, 2).says("radio", "Lunmark Radio", 1, 4).link(
        "radio",
        Relation::Confirms,
        "strike",
    );
    assert_eq!(night.standing("strike").support, Support::Corroborated);
    night.owns(1, "Valdoria");
    assert_eq!(night.standing("strike").support, Support::Echoed);
}

#[test]
fn all_speakers_without_a_name_are_one_voice() {
    let mut night = Night::new();
    night
        .says("strike", "Ostrevia", 0, 2)
        .says("resident", "a resident", 0, 3)
        .says("official", "an official", 1, 4)
        .says("nobody", "", 1, 5);
    for witness in ["resident", "official", "nobody"] {
        night.link(witness, Relation::Confirms, "strike");
    }
    let standing = night.standing("strike");
    assert_eq!(standing.lines_for, 2, "its own, and one of nobody in particular");
    assert_eq!(standing.because.reports.len(), 3);
}

#[test]
fn what_passed_through_one_outlet_is_told() {
    let mut night = Night::new();
    night.says("strike", "Ostrevia", 0, 2).says("same", "Norland", 0, 3).link(
        "same",
        Relation::Confirms,
        "strike",
    );
    let wire = Source::id_of("Harbour Wire");
    assert_eq!(night.standing("strike").flags, [Flag::OneOutlet(wire)]);
    night.says("other", "Valdoria", 1, 4).link("other", Relation::Confirms, "strike");
    assert_eq!(night.standing("strike").flags, []);
}

#[test]
fn outlets_of_one_owner_are_told() {
    let mut night = Night::new();
    night.says("strike", "Ostrevia", 0, 2).says("same", "Norland", 1, 3).link(
        "same",
        Relation::Confirms,
        "strike",
    );
    night.belongs(0, "Lena Marsh");
    assert_eq!(night.standing("strike").flags, []);
    night.belongs(1, "Lena Marsh");
    assert_eq!(night.standing("strike").flags, [Flag::OneOwner(actor("Lena Marsh"))]);
    assert_eq!(night.standing("strike").lines_for, 2, "it is told, not counted");
}

#[test]
fn an_admission_against_its_own_side_is_told() {
    let mut night = disputed();
    night.says("same", "Norland", 1, 6).link("same", Relation::Confirms, "strike");
    assert_eq!(night.standing("strike").flags, []);
    night.says("slip", "Valdoria", 1, 7).link("slip", Relation::Confirms, "strike");
    let admitted = Flag::Admitted { by: claim("slip"), against: claim("denial") };
    assert_eq!(night.standing("strike").flags, [admitted]);
}

#[test]
fn who_confirms_what_charges_it_admits_it() {
    let mut night = Night::new();
    night
        .speaks_for("Ostrevian Ministry of Defence", "Ostrevia")
        .says("strike", "Valdoria", 0, 2)
        .says("yes", "Ostrevian Ministry of Defence", 1, 3)
        .link("yes", Relation::Confirms, "strike");
    assert_eq!(night.standing("strike").flags, []);
    night.charges("strike", "Ostrevia");
    let admitted = Flag::AdmittedCharge { by: claim("yes"), charged: actor("Ostrevia") };
    assert_eq!(night.standing("strike").flags, [admitted]);
    assert_eq!(night.standing("strike").lines_for, 2, "it is told, not counted");
    night.charges("yes", "Ostrevia");
    assert_eq!(night.standing("yes").flags, [Flag::ChargesItself(actor("Ostrevia"))]);
    // The charge was amended later: before that nothing was told.
    let before = Clock { as_of: night.log[night.log.len() - 3].position, public_by: None };
    assert_eq!(night.standing_of("strike", before, Count::Checked).flags, []);
}

#[test]
fn words_that_one_relayer_passed_on_are_told() {
    let mut night = Night::new();
    night.says("strike", "Ostrevia", 0, 2).says("same", "Norland", 1, 3).link(
        "same",
        Relation::Confirms,
        "strike",
    );
    night.relayed_by("same", "Harbour Wire");
    assert_eq!(night.standing("strike").flags, []);
    night.relayed_by("strike", "Harbour Wire");
    assert_eq!(night.standing("strike").flags, [Flag::OneRelayer(actor("Harbour Wire"))]);
}

#[test]
fn who_speaks_jointly_is_a_voice_only_where_no_member_is() {
    let mut night = Night::new();
    for member in ["Ostrevia", "Norland"] {
        night.joins("Lena Marsh", member);
    }
    night.says("appeal", "Lena Marsh", 0, 2).says("own", "Ostrevia", 0, 3).link(
        "own",
        Relation::Confirms,
        "appeal",
    );
    assert_eq!(word(&night, "appeal"), "confirmed only by its own side");
    assert_eq!(night.standing("appeal").lines_for, 1);
    night.says("other", "Norland", 1, 4).link("other", Relation::Confirms, "appeal");
    assert_eq!(night.standing("appeal").lines_for, 2, "each of them for itself");
    night.says("third", "Valdoria", 1, 5).link("third", Relation::Confirms, "appeal");
    assert_eq!(night.standing("appeal").lines_for, 3);
    // Members do not become one group by it.
    night.says("strike", "Ostrevia", 0, 6).says("seen", "Norland", 1, 7).link(
        "seen",
        Relation::Confirms,
        "strike",
    );
    assert_eq!(night.standing("strike").lines_for, 2);
    night.link("appeal", Relation::Denies, "third");
    assert_eq!(night.standing("third").flags, []);
    night.link("appeal", Relation::Denies, "own");
    assert_eq!(night.standing("own").flags, [Flag::ContradictsItself(claim("appeal"))]);
}

#[test]
fn relays_are_echoes_and_fall_with_what_they_relay() {
    let mut night = Night::new();
    night.says("strike", "Ostrevia", 0, 2).says("wire", "Harbour Wire", 0, 3).says(
        "radio",
        "Lunmark Radio",
        1,
        4,
    );
    for relay in ["wire", "radio"] {
        night.link(relay, Relation::RestsOn, "strike").link(relay, Relation::Confirms, "strike");
    }
    assert_eq!(word(&night, "strike"), "one origin echoed 2 times");
    assert_eq!(night.standing("radio").because.single_points, [claim("strike")]);
    assert_eq!(night.standing("strike").because.relays.len(), 2);

    night.says("denial", "Valdoria", 0, 5).link("denial", Relation::Denies, "radio");
    night.finds("finding", Relation::Refutes, "strike");
    assert_eq!(word(&night, "radio"), "rests on a fallen origin", "a denial refutes nothing");
    assert_eq!(night.standing("radio").because.fallen_origins, [claim("strike")]);
}

#[test]
fn two_relays_of_an_unchecked_claim_are_one_origin() {
    let mut night = Night::new();
    let unchecked = new_claim("ministry", "Ostrevia", Some((0, 2)));
    assert!(night.try_do(Command::ProposeClaim { claim: unchecked, origin: origin() }));
    night.says("wire", "Harbour Wire", 0, 3).says("radio", "Lunmark Radio", 1, 4);
    night.link("radio", Relation::Confirms, "wire");
    assert_eq!(word(&night, "wire"), "reported from 2 independent origins");
    for relay in ["wire", "radio"] {
        night.link(relay, Relation::RestsOn, "ministry");
    }
    let standing = night.standing("wire");
    assert_eq!(standing.word.to_string(), "one origin echoed once");
    assert_eq!(standing.because.single_points, [claim("ministry")]);
    let weighed = night.graph().weigh(Clock::NOW, Count::Checked, &Parameters::default());
    assert_eq!(weighed.standing(claim("ministry")), None, "it counts for nothing itself");
    assert_eq!(weighed.standings().len(), 2);
    assert_eq!(weighed.matrix(Kind::Confirm).statements.len(), 2);
}

#[test]
fn a_relay_of_what_is_disputed_is_disputed_with_it() {
    let mut night = disputed();
    night.says("wire", "Harbour Wire", 0, 5).link("wire", Relation::RestsOn, "strike");
    let standing = night.standing("wire");
    assert_eq!(standing.word, DisplayWord::Disputed);
    assert_eq!(standing.because.objections, []);
    assert_eq!(standing.because.disputed_origins, [claim("strike")]);
}

#[test]
fn reports_that_cite_only_each_other_are_told() {
    let mut night = Night::new();
    night
        .says("wire", "Harbour Wire", 0, 3)
        .says("radio", "Lunmark Radio", 1, 4)
        .link("wire", Relation::RestsOn, "radio")
        .link("radio", Relation::RestsOn, "wire");
    assert_eq!(word(&night, "wire"), "reports cite only each other");
    assert_eq!(night.standing("wire").because.ring.len(), 2);
}

#[test]
fn taking_back_is_the_speakers_and_withdrawing_is_ours() {
    let mut night = disputed();
    night.takes_back("denial", 6);
    assert_eq!(word(&night, "denial"), "taken back by the speaker");
    assert_eq!(word(&night, "strike"), "no objection on record");

    let mut night = disputed();
    night.says("sorry", "Valdoria", 0, 6).link("sorry", Relation::Retracts, "denial");
    assert_eq!(word(&night, "denial"), "taken back by the speaker");
    assert_eq!(night.standing("denial").because.taken_back_by, [claim("sorry")]);

    let mut night = disputed();
    let reason = "misread".to_owned();
    assert!(night.try_do(Command::WithdrawClaim { claim: claim("denial"), reason }));
    let graph = night.graph();
    let parameters = Parameters::default();
    assert_eq!(graph.standing(claim("denial"), Clock::NOW, Count::All, &parameters), None);
    assert_eq!(word(&night, "strike"), "no objection on record");
}

#[test]
fn a_correction_supersedes_and_contradicts_nothing() {
    let mut night = Night::new();
    night.says("thirty", "Ostrevia", 0, 2).says("forty", "Ostrevia", 0, 5).link(
        "forty",
        Relation::Contradicts,
        "thirty",
    );
    assert_eq!(night.standing("thirty").flags, [Flag::ContradictsItself(claim("forty"))]);
    night.link("forty", Relation::Updates, "thirty");
    let standing = night.standing("thirty");
    assert_eq!(standing.superseded_by, Some(claim("forty")));
    assert_eq!(standing.word, DisplayWord::NoObjection);
    assert_eq!(standing.flags, []);
}

#[test]
fn a_repetition_is_the_same_claim_seen_again() {
    let mut night = disputed();
    night.says("once more", "Ostrevia", 1, 8).link("once more", Relation::Repeats, "strike");
    assert_eq!(word(&night, "once more"), "disputed");
    assert_eq!(night.standing("strike").lines_for, 1);
    assert_eq!(night.standing("strike").one_with.len(), 2);
}

#[test]
fn a_demand_has_no_dispute_axis() {
    let mut night = disputed();
    let (reason, amendment) = (String::new(), Amendment::Modality(Modality::Demands));
    assert!(night.try_do(Command::AmendClaim { claim: claim("strike"), amendment, reason }));
    assert_eq!(night.standing("strike").dispute, None);
    assert_eq!(night.standing("denial").dispute, Some(Dispute::Uncontested));
}

#[test]
fn a_claim_known_through_others_is_no_evidence_of_itself() {
    let mut night = disputed();
    let (reason, amendment) = (String::new(), Amendment::Form(Form::Implied));
    assert!(night.try_do(Command::AmendClaim { claim: claim("strike"), amendment, reason }));
    assert_eq!(night.standing("strike").lines_for, 0);
    night.says("same", "Norland", 0, 6).link("same", Relation::Confirms, "strike");
    let standing = night.standing("strike");
    assert_eq!((standing.lines_for, standing.support), (1, Support::Echoed));
}
