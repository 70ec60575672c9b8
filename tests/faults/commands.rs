//! The binary, killed at any moment: a command that was answered with exit code 0 is in the log, and one
//! that is asked again under its key until it is answered is there once.

use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use counterclaim_tests::{Case, command};

use crate::plan::Plan;
use crate::tally::Tally;

/// Runs the part.
pub(crate) fn run(plan: &Plan) -> Vec<Tally> {
    let mut tally = Tally::new("kill -9: commands of the binary");
    let mut chance = plan.chance("commands");
    let scratch = plan.scratch();
    let case = Case::init(&scratch.path().join("case"));
    let mut longest = Duration::from_millis(20);
    let mut answered = 0;
    for number in 0..plan.of(6, 60) {
        let name = format!("Office {number}");
        let key = format!("key-{number}");
        let add = ["actor", "add", &name, "--kind", "organisation", "--idempotency-key", &key];
        let add = [&add[..], &["--case", &case.path]].concat();
        loop {
            tally.tried();
            let began = Instant::now();
            let mut child = command(&add)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .expect("the binary starts");
            sleep(longest.mul_f64(chance.below(1_000) as f64 / 800.0));
            // Killing a process that has ended is no error that matters here.
            let _ = child.kill();
            let status = child.wait().expect("a child can be waited for");
            if status.success() {
                answered += 1;
                break;
            }
            // Slow machines take longer: a command is let live longer each time it did not make it.
            longest = longest.max(began.elapsed()) + Duration::from_millis(2);
            if let Some(code) = status.code() {
                if code == 101 {
                    tally.panicked(format!("{name}: the binary panicked"));
                } else {
                    tally.broken(format!("{name}: the binary ended with {code}"));
                }
                break;
            }
        }
        let named = case
            .log()
            .iter()
            .filter(|event| event["payload"].to_string().contains(&format!("\"{name}\"")))
            .count();
        match named {
            1 => {}
            0 => tally.lost(1, format!("{name} was answered and is not there")),
            more => tally.broken(format!("{name} is there {more} times")),
        }
    }
    let verified = case.ask(&["verify"]);
    tally.holds(verified.code == Some(0), || format!("{answered} answered: {}", verified.out));
    vec![tally.done()]
}
