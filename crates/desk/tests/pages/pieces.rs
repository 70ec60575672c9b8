//! Claims that are read a piece at a time from a desk that others write to.

use counterclaim_desk::{
    Command, Every, Question, Request, SharedDesk, Sort, Status, Told, Wanted,
};

use crate::world::World;

fn rows(every: &Every<'_>) -> Vec<String> {
    let mut rows = Vec::new();
    let read = every.each(|row| {
        rows.push(format!("{} {:?} {:?} {:?}", row.id, row.status, row.party, row.standing));
        Ok::<(), std::convert::Infallible>(())
    });
    read.expect("nothing can fail");
    rows
}

#[test]
fn they_stand_as_they_stood_when_they_were_chosen() {
    let mut world = World::new(11);
    world.grow(400);
    let claims = world.claims.clone();
    let shared = SharedDesk::new(world.desk);
    for sort in [Sort::Published, Sort::Party] {
        let question = Question::default().counting_all();
        let wanted = Wanted { told: Told::Sentences, sort, ..Wanted::default() };
        let chosen = shared.every(&wanted, question).expect("nothing is named");
        let shown = rows(&chosen);
        assert!(shown.len() > 20, "{}", shown.len());
        let id = claims.iter().copied().find(|id| {
            let page = shared.read(|desk| desk.claim(&id.to_string(), question));
            page.is_ok_and(|page| page.card.status == Status::Proposed)
        });
        let reject = Command::RejectClaim {
            claim: id.expect("one is proposed"),
            reason: "not said".to_owned(),
        };
        shared.submit(Request::of(vec![reject])).expect("the rules allow it");
        assert_eq!(rows(&chosen), shown, "what is written meanwhile is not shown");
        let now = shared.every(&wanted, question).expect("nothing is named");
        assert_eq!(rows(&now).len(), shown.len() - 1);
        let then = chosen.question();
        let then = shared.read(|desk| rows(&desk.every(&wanted, then).expect("nothing is named")));
        assert_eq!(then, shown);
    }
}

#[test]
fn the_sentence_alone_is_the_sentence_with_its_notes() {
    let mut world = World::new(7);
    world.grow(400);
    let mut noted = 0;
    for question in [Question::default(), Question::default().counting_all()] {
        let standings = |told| {
            let wanted = Wanted { told, ..Wanted::default() };
            let every = world.desk.every(&wanted, question).expect("nothing is named");
            let mut standings = Vec::new();
            let read = every.each(|row| {
                standings.push((row.id, row.standing.clone()));
                Ok::<(), std::convert::Infallible>(())
            });
            read.expect("nothing can fail");
            standings
        };
        let (alone, mut whole) = (standings(Told::Why), standings(Told::Sentences));
        for standing in whole.iter_mut().filter_map(|(_, standing)| standing.as_mut()) {
            noted += standing.notes.len();
            standing.notes.clear();
        }
        assert_eq!(alone, whole);
    }
    assert!(noted > 0, "there is something to leave out");
}
