//! A case on a cluster, at the desk: whoever is second is decided anew on what the first recorded, and what
//! the rules say then is the answer.
#![cfg(feature = "cluster")]

#[path = "../../log/tests/it/cluster/binary.rs"]
mod binary;
#[path = "../../log/tests/it/cluster/servers.rs"]
#[expect(dead_code, reason = "this test does the servers no harm")]
mod servers;

use std::path::Path;
use std::thread;
use std::time::Duration;

use counterclaim_desk::{
    Access, Actor, ActorId, ActorKind, Command, Desk, DeskError, ErrorKind, Expectation, Identity,
    Period, Position, Question, Reaching, Request, SystemRim, Thing,
};
use servers::{Servers, Syncing};

fn reaching(servers: &Servers) -> Reaching {
    Reaching {
        address: servers.address("harbour").parse().expect("it is an address"),
        access: Access::Open,
        monitors: servers.monitors(),
        require: None,
        patience: Duration::from_secs(30),
    }
}

fn create(servers: &Servers, copy: &Path) -> Desk {
    let (rim, identity) = (Box::new(SystemRim), Identity::analyst("ida"));
    let named = ("Harbour", None);
    Desk::create_on_cluster(&reaching(servers), copy, named, rim, identity, |_| true)
        .expect("the name is free")
}

fn open(servers: &Servers, copy: &Path) -> Desk {
    let (rim, identity) = (Box::new(SystemRim), Identity::analyst("ida"));
    Desk::open_on_cluster(&reaching(servers), copy, rim, identity).expect("a sound case opens")
}

fn id(name: &str) -> ActorId {
    Actor::id_of(ActorKind::Organisation, name)
}

fn add(name: &str) -> Command {
    let (kind, basis) = (ActorKind::Organisation, "page".to_owned());
    Command::AddActor(Actor { id: id(name), kind, name: name.to_owned(), basis })
}

fn alias(name: &str, alias: &str) -> Command {
    let (actor, alias) = (id(name), alias.to_owned());
    Command::AddAlias { actor, alias, period: Period::ALWAYS }
}

fn log(desk: &Desk) -> String {
    let page = desk.log(Position::START, Question::default()).expect("a sound log reads");
    format!("{:?}", page.entries)
}

#[test]
fn a_desk_decides_on_what_others_recorded_meanwhile() {
    let servers = Servers::start(1, &[Syncing::Always]);
    let scratch = tempfile::tempdir().expect("there is room");
    let mut one = create(&servers, &scratch.path().join("one"));
    let mut two = open(&servers, &scratch.path().join("two"));
    assert_eq!(one.durability().map(|found| found.level.name()), Some("fsync"));

    // The second never saw the actor; what it asks is allowed all the same, since the case has it by now.
    one.submit(Request::of(vec![add("Port Office")])).expect("it is new");
    let done = two.submit(Request::of(vec![alias("Port Office", "the port")]));
    let (first, _) = done.expect("the actor is there").positions.expect("it was recorded");
    assert_eq!(first, Position(3));

    // Both saw the same revision; the second to change it is refused, not written over the first.
    let seen = Expectation { thing: Thing::Actor(id("Port Office")), revision: first };
    let change = |name: &str| Request {
        expected: vec![seen.clone()],
        ..Request::of(vec![alias("Port Office", name)])
    };
    one.submit(change("the harbour")).expect("nobody changed it since");
    let late = two.submit(change("the quay")).expect_err("somebody did");
    assert_eq!(late.kind(), ErrorKind::Conflict);
    assert!(matches!(late, DeskError::Refused(_)), "{late}");

    // Everybody shows the same in the end, also who comes without a disk.
    one.follow_cluster().expect("it can be read");
    let new = open(&servers, &scratch.path().join("new"));
    assert_eq!((log(&one), log(&two)), (log(&new), log(&new)));
    assert_eq!(one.log_head().expect("it reads"), new.log_head().expect("it reads"));
}

#[test]
fn many_desks_at_once_record_each_request_once() {
    const DESKS: usize = 4;
    const EACH: usize = 8;
    let servers = Servers::start(1, &[Syncing::Lazily]);
    let scratch = tempfile::tempdir().expect("there is room");
    drop(create(&servers, &scratch.path().join("0")));
    thread::scope(|scope| {
        for number in 0..DESKS {
            let (servers, dir) = (&servers, scratch.path().join(number.to_string()));
            scope.spawn(move || {
                let mut desk = open(servers, &dir);
                for request in 0..EACH {
                    let requests = [format!("{number} {request}"), format!("{number} {request} b")];
                    let requests = requests.map(|name| Request::of(vec![add(&name)]));
                    for answer in desk.submit_all(requests.into()) {
                        answer.expect("it is decided anew until it is recorded");
                    }
                }
            });
        }
    });
    let desk = open(&servers, &scratch.path().join("new"));
    assert_eq!(desk.head(), Position(1 + (DESKS * EACH * 2) as u64));
}
