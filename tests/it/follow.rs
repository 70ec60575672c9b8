//! `log --follow` beside whoever writes: what was recorded before, then what comes, each event once.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use counterclaim_tests::{Case, Scratch, command, counterclaim};
use serde_json::Value;

#[test]
fn what_is_recorded_shows_up_where_the_log_is_followed() {
    let scratch = Scratch::new();
    let case = Case::init(&scratch.join("case"));
    case.ask(&["matter", "add", "first-night", "First night"]).exits(0);
    let mut follower = command(&["log", "--follow", "--case", &case.path])
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let lines = BufReader::new(follower.stdout.take().expect("it is piped")).lines();
    let mut positions = lines.map(|line| {
        let event: Value = serde_json::from_str(&line.expect("it is read")).expect("it is JSON");
        event["position"].as_u64()
    });
    assert_eq!((positions.next(), positions.next()), (Some(Some(1)), Some(Some(2))));
    for (matter, position) in [("second-night", 3), ("third-night", 4)] {
        case.ask(&["matter", "add", matter, "Another night"]).exits(0);
        assert_eq!(positions.next(), Some(Some(position)));
    }
    follower.kill().expect("it still runs");
    follower.wait().expect("it ends");
    drop(positions);

    let case = case.path.as_str();
    counterclaim(&["log", "--follow", "--after", "9", "--case", case]).exits(5);
    counterclaim(&["log", "--follow", "--format", "csv", "--case", case]).exits(2);
    counterclaim(&["log", "--follow", "--as-of", "2", "--case", case]).exits(2);
}
