//! The rules through their one door: given what was recorded, when a command comes, then these events
//! or this refusal.

use counterclaim_model::*;

/// A small world: events are recorded as they are decided.
#[derive(Default)]
struct World {
    state: State,
}

impl World {
    /// Decides and records; returns the names of the events.
    fn when(&mut self, command: Command) -> Result<Vec<&'static str>, Refusal> {
        let decided = decide(&self.state, command, &[])?;
        for (_, event) in decided.events() {
            self.state.apply(&Recorded {
                position: self.state.head().next(),
                recorded_at: Instant::default(),
                analyst: "test".to_owned(),
                event: event.clone(),
            });
        }
        Ok(decided.events().iter().map(|(_, event)| event.name()).collect())
    }

    fn given(commands: impl IntoIterator<Item = Command>) -> Self {
        let mut world = Self::default();
        for command in commands {
            world.when(command).expect("the given commands are allowed");
        }
        world
    }
}

fn state(name: &str) -> Actor {
    let id = Actor::id_of(ActorKind::State, name);
    Actor { id, kind: ActorKind::State, name: name.to_owned(), basis: "test".to_owned() }
}

fn said(name: &str, speaker: &Actor) -> NewClaim {
    NewClaim {
        id: ClaimId::derive(&[name]),
        claim: Claim {
            statement: name.to_owned(),
            speaker: Speaker {
                actor: Some(speaker.id),
                phrase: None,
                role: None,
                candidates: vec![],
            },
            relayed_by: None,
            modality: Modality::Asserts,
            form: Form::Indirect,
            wording: Wording::Outlet,
            language: None,
            translated: None,
            attribution: Attribution::Explicit,
            grounds: Grounds::NotStated,
            about: vec![],
            figures: vec![],
            asserted_at: None,
        },
        sighting: None,
        matters: vec![],
    }
}

fn origin() -> Origin {
    Origin { rule: "test@1".to_owned(), confidence: 80, flags: vec![] }
}

fn propose(claim: &NewClaim) -> Command {
    Command::ProposeClaim { claim: claim.clone(), origin: origin() }
}

fn link(from: &NewClaim, relation: Relation, to: &NewClaim) -> Link {
    Link {
        id: Link::id_of(from.id, relation, to.id),
        from: from.id,
        to: to.id,
        relation,
        basis: Basis::Inferred,
        stated_in: None,
        cue: None,
        reason: "one says what the other denies".to_owned(),
        weight: 100,
    }
}

fn two_sides() -> (World, NewClaim, NewClaim) {
    let (ostrevia, valdoria) = (state("Ostrevia"), state("Valdoria"));
    let (claim, denial) = (said("the bridge fell", &ostrevia), said("it stands", &valdoria));
    let world = World::given([
        Command::AddActor(ostrevia),
        Command::AddActor(valdoria),
        propose(&claim),
        propose(&denial),
    ]);
    (world, claim, denial)
}

#[test]
fn what_is_known_is_not_proposed_again_whatever_became_of_it() {
    let (mut world, claim, _) = two_sides();
    assert_eq!(world.when(propose(&claim)), Ok(vec![]));
    let reject = Command::RejectClaim { claim: claim.id, reason: "misread".to_owned() };
    assert_eq!(world.when(reject), Ok(vec!["claim.rejected"]));
    assert_eq!(world.when(propose(&claim)), Ok(vec![]));
    assert_eq!(world.state.claim_status(claim.id), Some(Status::Rejected));
}

#[test]
fn a_claim_of_an_unknown_actor_is_refused() {
    let ostrevia = state("Ostrevia");
    let mut world = World::default();
    let refused = world.when(propose(&said("the bridge fell", &ostrevia)));
    assert_eq!(refused, Err(Refusal::Unknown(Thing::Actor(ostrevia.id))));
}

#[test]
fn words_given_as_the_speakers_own_need_a_place() {
    let ostrevia = state("Ostrevia");
    let mut claim = said("the bridge fell", &ostrevia);
    claim.claim.wording = Wording::Speaker;
    let mut world = World::given([Command::AddActor(ostrevia)]);
    assert_eq!(world.when(Command::RecordClaim(claim)), Err(Refusal::QuoteWithoutPlace));
}

#[test]
fn no_machine_and_no_bare_link_refutes() {
    let (mut world, claim, denial) = two_sides();
    let refutes = link(&denial, Relation::Refutes, &claim);
    let proposed = Command::ProposeLink { link: refutes.clone(), origin: origin() };
    assert_eq!(world.when(proposed), Err(Refusal::OnlyAFindingRefutes));
    let added = Command::AddLink { link: refutes, by: "Jo Lake".to_owned() };
    assert_eq!(world.when(added), Err(Refusal::OnlyAFindingRefutes));
}

#[test]
fn a_finding_needs_a_person_and_evidence() {
    let (mut world, claim, _) = two_sides();
    let desk = state("the desk");
    world.when(Command::AddActor(desk.clone())).expect("an actor may be added");
    let finding = |by: &str, evidence: &[&str]| Command::RecordFinding {
        finding: said("the bridge stands", &desk),
        by: by.to_owned(),
        evidence: evidence
            .iter()
            .map(|title| Evidence { title: (*title).to_owned(), bytes: None })
            .collect(),
        relation: Relation::Refutes,
        target: claim.id,
        reason: "photographed".to_owned(),
    };
    assert_eq!(world.when(finding("", &["photo"])), Err(Refusal::Empty("name of the person")));
    assert_eq!(world.when(finding("Jo Lake", &[])), Err(Refusal::Empty("evidence of the finding")));
    assert_eq!(
        world.when(finding("Jo Lake", &["photo"])),
        Ok(vec!["finding.recorded", "link.added"])
    );
}

#[test]
fn only_the_same_party_corrects_updates_or_retracts() {
    let (mut world, claim, denial) = two_sides();
    for relation in [Relation::Corrects, Relation::Updates, Relation::Retracts] {
        let drawn =
            Command::AddLink { link: link(&denial, relation, &claim), by: "Jo Lake".to_owned() };
        assert_eq!(world.when(drawn), Err(Refusal::NotTheSameParty(relation)));
    }
    let denies = Command::AddLink {
        link: link(&denial, Relation::Denies, &claim),
        by: "Jo Lake".to_owned(),
    };
    assert_eq!(world.when(denies), Ok(vec!["link.added"]));
}

#[test]
fn a_moved_revision_is_a_conflict_and_comes_first() {
    let (mut world, claim, _) = two_sides();
    let seen = world.state.revision(&Thing::Claim(claim.id)).expect("the claim is recorded");
    world.when(Command::CheckClaim { claim: claim.id }).expect("a proposal may be checked");
    let late = Expectation { thing: Thing::Claim(claim.id), revision: seen };
    let refused = decide(&world.state, Command::CheckClaim { claim: claim.id }, &[late]);
    let refusal = refused.expect_err("the claim has changed");
    assert!(matches!(refusal, Refusal::RevisionMoved { .. }), "{refusal}");
    assert_eq!(refusal.kind(), RefusalKind::Conflict);
}

#[test]
fn a_withdrawal_is_ours_and_needs_a_reason() {
    let (mut world, claim, _) = two_sides();
    let withdraw =
        |reason: &str| Command::WithdrawClaim { claim: claim.id, reason: reason.to_owned() };
    assert!(matches!(world.when(withdraw("double")), Err(Refusal::WrongStatus { .. })));
    world.when(Command::CheckClaim { claim: claim.id }).expect("a proposal may be checked");
    assert_eq!(world.when(withdraw(" ")), Err(Refusal::Empty("reason")));
    assert_eq!(world.when(withdraw("double")), Ok(vec!["claim.withdrawn"]));
}

#[test]
fn merges_close_no_circle() {
    let (a, b) = (state("A"), state("B"));
    let (id_a, id_b) = (a.id, b.id);
    let mut world = World::given([Command::AddActor(a), Command::AddActor(b)]);
    let merge = |actor, into| Command::MergeActors { actor, into, reason: "the same".to_owned() };
    assert_eq!(world.when(merge(id_a, id_b)), Ok(vec!["actor.merged"]));
    assert_eq!(world.when(merge(id_b, id_a)), Err(Refusal::Circle(Thing::Actor(id_b))));
}

#[test]
fn what_was_staged_and_not_kept_never_was() {
    let mut world = World::default();
    let actor = state("Ostrevia");
    let decided =
        decide(&world.state, Command::AddActor(actor.clone()), &[]).expect("an actor may be added");
    let staged = Recorded {
        position: Position(1),
        recorded_at: Instant::default(),
        analyst: "test".to_owned(),
        event: decided.events()[0].1.clone(),
    };
    world.state.stage(&staged);
    let again = decide(&world.state, Command::AddActor(actor.clone()), &[]);
    assert_eq!(again.map(|decided| decided.is_empty()), Ok(true), "staged events count at once");
    world.state.discard();
    assert_eq!(world.state.head(), Position::START);
    assert_eq!(world.when(Command::AddActor(actor)), Ok(vec!["actor.added"]));
}

/// Stages what one command brings, at this position.
fn stage(state: &mut State, command: Command, position: u64) {
    let decided = decide(state, command, &[]).expect("it is allowed");
    for (_, event) in decided.into_events() {
        let (recorded_at, analyst) = (Instant::default(), "test".to_owned());
        state.stage(&Recorded { position: Position(position), recorded_at, analyst, event });
    }
}

#[test]
fn what_was_staged_since_a_mark_goes_and_what_was_staged_before_it_stays() {
    let mut world = World::default();
    let (first, second) = (state("Ostrevia"), state("Valdoria"));
    let called = |alias: &str| Command::AddAlias {
        actor: first.id,
        alias: alias.to_owned(),
        period: Period::ALWAYS,
    };
    stage(&mut world.state, Command::AddActor(first.clone()), 1);
    stage(&mut world.state, called("one"), 2);
    world.state.mark();
    stage(&mut world.state, Command::AddActor(second.clone()), 3);
    stage(&mut world.state, called("two"), 4);
    world.state.back();
    assert_eq!(world.state.head(), Position(2));
    assert!(world.state.has_actor(first.id) && !world.state.has_actor(second.id));
    let events = |alias| decide(&world.state, called(alias), &[]).map(|decided| decided.is_empty());
    assert_eq!((events("one"), events("two")), (Ok(true), Ok(false)));
    world.state.discard();
    assert!(!world.state.has_actor(first.id));
}

#[test]
fn the_counts_of_an_import_add_up() {
    let mut world = World::default();
    let note = |rows, added, unchanged, refused| {
        Command::NoteImport(FileImported {
            name: "claims.csv".to_owned(),
            sha256: Digest([1; 32]),
            kind: ImportKind::Claims,
            format: ImportFormat::Csv,
            rows,
            added,
            unchanged,
            refused,
            vouched: false,
            by: "ida".to_owned(),
        })
    };
    assert_eq!(world.when(note(4, 2, 1, 1)), Ok(vec!["file.imported"]));
    assert_eq!(world.when(note(4, 2, 1, 0)), Err(Refusal::CountsDiffer { rows: 4 }));
    assert_eq!(world.when(note(0, u64::MAX, 1, 0)), Err(Refusal::CountsDiffer { rows: 0 }));
}

#[test]
fn every_stored_event_reads_back() {
    let (world, claim, _) = two_sides();
    let link = link(&claim, Relation::Confirms, &said("other", &state("Valdoria")));
    assert!(world.state.head() > Position::START);
    let event = Event::LinkProposed(LinkProposed { link, origin: origin() });
    let payload = event.payload().expect("events have a JSON form");
    assert_eq!(Event::from_stored(event.name(), event.version(), &payload), Ok(event));
    let unknown = Event::from_stored("claim.sung", 1, "{}").expect_err("no such event");
    assert_eq!(unknown.name, "claim.sung");
}

#[test]
fn an_erasure_names_what_was_recorded_and_who_wants_it() {
    let (mut world, _, _) = two_sides();
    let erase = |positions: &[u64], reason: &str, by: &str| {
        Command::EraseContent(ContentErased {
            positions: positions.iter().copied().map(Position).collect(),
            evidence: vec![],
            reason: reason.to_owned(),
            by: by.to_owned(),
        })
    };
    assert_eq!(world.when(erase(&[], "asked for", "ida")), Ok(vec![]));
    assert_eq!(world.when(erase(&[1], " ", "ida")), Err(Refusal::Empty("reason")));
    assert!(matches!(world.when(erase(&[1], "asked for", "")), Err(Refusal::Empty(_))));
    assert_eq!(world.when(erase(&[2, 1], "asked for", "ida")), Err(Refusal::NotAscending));
    assert_eq!(world.when(erase(&[1, 1], "asked for", "ida")), Err(Refusal::NotAscending));
    let beyond = world.state.head().next();
    let refused = world.when(erase(&[1, beyond.0], "asked for", "ida"));
    assert_eq!(refused, Err(Refusal::NoSuchPosition(beyond)));
    assert_eq!(world.when(erase(&[1, 3], "asked for", "ida")), Ok(vec!["content.erased"]));
}

#[test]
fn newer_versions_are_told_from_bytes_that_do_not_fit() {
    let newer = Event::from_stored("matter.added", 2, "{}").expect_err("there is no version 2");
    assert!(newer.why.contains("reads up to 1"), "{newer}");
    let older = Event::from_stored("matter.added", 0, "{}").expect_err("there is no version 0");
    assert!(older.why.contains("never was a version 0"), "{older}");
}
