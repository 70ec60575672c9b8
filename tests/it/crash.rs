//! What was acknowledged survives: the process is killed at random moments while it reads pages, again
//! and again, and in the end the log must be, event for event, that of a case that was never disturbed.

use std::path::Path;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use counterclaim_tests::{Campaign, Case, Scratch, command, sample};
use serde_json::Value;

#[test]
fn killed_at_any_moment_a_case_holds_what_it_acknowledged_and_nothing_half() {
    let pages = match Campaign::asked() {
        Campaign::Slice => 8,
        Campaign::Whole => 60,
    };
    let scratch = Scratch::new();
    let calm = Case::init(&scratch.join("calm"));
    let killed = Case::init(&scratch.join("killed"));
    let mut chance = Chance(0x5eed);
    for number in 0..pages {
        let page = scratch.file(&format!("{number}.txt"), &live_page(number));
        let began = Instant::now();
        calm.ingest(&page);
        let longest = began.elapsed();
        let acknowledged = killed.log();
        while !ingest_and_kill(&killed, &page, chance.below(longest + longest / 2)) {
            let found = killed.log();
            let kept = found.get(..acknowledged.len());
            assert_eq!(
                kept,
                Some(&acknowledged[..]),
                "page {number}: acknowledged events are gone"
            );
        }
        killed.ask(&["verify"]).exits(0);
    }
    assert_eq!(said(&killed.log()), said(&calm.log()));
}

#[test]
fn a_reader_beside_a_writer_sees_pages_whole_or_not_at_all() {
    let scratch = Scratch::new();
    let case = Case::init(&scratch.join("case"));
    let pages: Vec<String> = (0..6)
        .map(|n| scratch.file(&format!("{n}.txt"), &live_page(n)).to_string_lossy().into_owned())
        .collect();
    let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
    let arguments = [&["ingest"], &pages[..], &["--case", &case.path]].concat();
    let mut writer = command(&arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary starts");
    loop {
        let ended = writer.try_wait().expect("a child can be asked");
        let log = case.log();
        let of_type = |name: &str| log.iter().filter(|event| event["type"] == name).count();
        // Forty posts and the introduction.
        assert_eq!(of_type("post.recorded"), 41 * of_type("capture.recorded"));
        case.ask(&["timeline", "--count", "all"]).exits(0);
        if let Some(status) = ended {
            assert!(status.success(), "{status}");
            assert_eq!(of_type("capture.recorded"), pages.len());
            return;
        }
    }
}

/// Reads a page in a process that is killed (`kill -9`) after `delay`. Returns whether it had already
/// ended well by itself: only then was anything acknowledged.
fn ingest_and_kill(case: &Case, page: &Path, delay: Duration) -> bool {
    let actors = sample("actors.toml");
    let actors = actors.to_string_lossy();
    let mut child =
        command(&["ingest", &page.to_string_lossy(), "--actors", &actors, "--case", &case.path])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary starts");
    sleep(delay);
    // Killing a process that has ended is no error that matters here.
    let _ = child.kill();
    let status = child.wait().expect("a child can be waited for");
    assert!(status.success() || status.code().is_none(), "it ended by itself and badly: {status}");
    status.success()
}

/// What the events say, without when and under which case id it was recorded.
fn said(events: &[Value]) -> Vec<(u64, String, String)> {
    let of = |event: &Value| {
        let name = event["type"].as_str().expect("an event has a type").to_owned();
        let payload = match name.as_str() {
            "case.opened" => String::new(),
            _ => event["payload"].to_string(),
        };
        (event["position"].as_u64().expect("an event has a position"), name, payload)
    };
    events.iter().map(of).collect()
}

/// An invented live page of its own day, with enough in it that writing takes a moment.
fn live_page(number: u32) -> String {
    let month = ["July", "August", "September"][number as usize / 28 % 3];
    let date = format!("{} {month} {}", number % 28 + 1, 2031 + number / 84);
    let mut page =
        format!("23:50 GMT{date}\n\n    FICTION: an invented page.\n\n    New messages\n");
    for post in (0..40).rev() {
        let (hour, minute, houses) = (post / 2, post % 2 * 30, post + 2);
        page.push_str(&format!(
            "    • {hour:02}:{minute:02}\n\n      Lunmark Reports {houses} Houses Destroyed in Pell\n\n      \
             LUNMARK (Harbour Wire) - \"{houses} houses were destroyed in Pell on {date}\", Valdorian \
             Defence Ministry spokesman Joren Vask said.\n\n"
        ));
    }
    page.push_str(&format!("    Live Updates: Pell on {date} (FICTION)\n"));
    page
}

/// A small generator of chance from a fixed seed: the delays are the same in every run, the moments in
/// the child's life they meet are not.
struct Chance(u64);

impl Chance {
    fn below(&mut self, longest: Duration) -> Duration {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        longest.mul_f64((self.0 >> 33) as f64 / f64::from(1_u32 << 31))
    }
}
