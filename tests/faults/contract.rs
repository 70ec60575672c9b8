//! The contract, seen from below: no acknowledgement before the sync of what it rests on, a segment's
//! directory synced when it is born, evidence durable before the line that names it, and nothing but one
//! write and one sync between a request and its acknowledgement. Held against traces of real runs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::plan::Plan;
use crate::tally::Tally;
use crate::trace::{self, Call, FILES};
use crate::witness::{Writer, create};
use crate::writer::Orders;

/// The directory that the case itself is an entry of.
const ABOVE: &str = "..";

/// Runs the part.
pub(crate) fn run(plan: &Plan) -> Vec<Tally> {
    vec![library(plan), binary(plan)]
}

/// The library's door: a writer that is asked line by line.
fn library(plan: &Plan) -> Tally {
    let mut tally = Tally::new("contract: acknowledgements");
    let (count, groups) = (plan.of(60, 400), [1, 1, 4]);
    for (round, group) in groups.into_iter().enumerate() {
        let scratch = plan.scratch();
        let dir = scratch.path().join("case");
        create(&dir);
        // The last round has a segment that never fills: then every group is one write and one sync.
        let segment = if round == 1 { 1 << 40 } else { 6_000 };
        let orders = Orders { count, group, segment, asked: true, ..Orders::default() };
        let file = scratch.path().join("trace");
        let line = trace::strace(&file, &["-e", FILES, "-e", "signal=none"]);
        let mut writer = Writer::start(&line, &dir, &orders, 0);
        let requests = "next\n".repeat(count.div_ceil(group) as usize);
        let mut door = writer.child.stdin.take().expect("it is a pipe");
        std::io::Write::write_all(&mut door, requests.as_bytes()).expect("the writer listens");
        drop(door);
        let said = writer.wait();
        tally.holds(said.acknowledged == count, || {
            format!("{} of {count} acknowledged: {}", said.acknowledged, said.err)
        });
        let text = fs::read_to_string(&file).expect("strace wrote its trace");
        let mut watch = Watch::over(&dir);
        watch.follow(&trace::read(&text), &mut tally);
        tally.holds(watch.acknowledged >= u64::from(count), || "acknowledgements unseen".into());
        tally.holds(round != 1 || watch.births == 0, || "a segment was born too early".into());
        tally.holds(round == 1 || watch.births > 3, || "no segment was born".into());
    }
    tally.done()
}

/// The binary's door: an exit code of 0 acknowledges everything the command did.
fn binary(plan: &Plan) -> Tally {
    let mut tally = Tally::new("contract: commands of the binary");
    let scratch = plan.scratch();
    let dir = scratch.path().join("case");
    let case = dir.to_string_lossy().into_owned();
    let page = scratch.path().join("page.txt");
    let source = counterclaim_tests::sample("harbour-wire-live.txt");
    fs::copy(source, &page).expect("there is room");
    let page = page.to_string_lossy().into_owned();
    let commands: [&[&str]; 4] = [
        &["init", &case, "--title", "Faults"],
        &["actor", "add", "Harbour Office", "--kind", "organisation", "--case", &case],
        &["ingest", &page, "--case", &case],
        &["source", "add", "nothing of this kind", "--case", &case],
    ];
    for command in commands {
        let file = scratch.path().join("trace");
        let mut line = trace::strace(&file, &["-e", FILES, "-e", "signal=none"]);
        line.push(counterclaim_tests::binary().into());
        let mut prepared = counterclaim_tests::command(command);
        prepared = rewrapped(&prepared, &line);
        let output = prepared.output().expect("strace starts");
        let text = fs::read_to_string(&file).expect("strace wrote its trace");
        let mut watch = Watch::over(&dir);
        watch.follow(&trace::read(&text), &mut tally);
        tally.holds(output.status.code() != Some(101), || format!("{command:?} panicked"));
        if output.status.success() {
            watch.acknowledge(usize::MAX, "exit 0", &mut tally);
        }
    }
    tally.done()
}

/// Returns `command` behind another program, in the same environment.
fn rewrapped(command: &Command, line: &[std::ffi::OsString]) -> Command {
    let mut wrapped = Command::new(&line[0]);
    wrapped.args(&line[1..]).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => wrapped.env(name, value),
            None => wrapped.env_remove(name),
        };
    }
    if let Some(dir) = command.get_current_dir() {
        wrapped.current_dir(dir);
    }
    wrapped
}

/// A case as the trace shows it: what is written and not yet durable.
struct Watch {
    dir: String,
    /// Files with writes that no sync covers, and where the last such write began.
    unsynced: BTreeMap<String, usize>,
    /// Directories with entries that no sync covers.
    unlisted: BTreeMap<String, usize>,
    /// Since the last request: writes and syncs on the log, and everything else on the case's files.
    writes: u64,
    syncs: u64,
    aside: BTreeSet<(u32, String)>,
    is_asked: bool,
    born: bool,
    pub(crate) acknowledged: u64,
    pub(crate) births: u64,
}

impl Watch {
    fn over(dir: &Path) -> Self {
        Self {
            dir: dir.to_string_lossy().into_owned(),
            unsynced: BTreeMap::new(),
            unlisted: BTreeMap::new(),
            writes: 0,
            syncs: 0,
            aside: BTreeSet::new(),
            is_asked: false,
            born: false,
            acknowledged: 0,
            births: 0,
        }
    }

    /// Walks the calls: writes and words count from when they begin, syncs once they have ended.
    fn follow(&mut self, calls: &[Call], tally: &mut Tally) {
        let mut order: Vec<(usize, bool, &Call)> = Vec::new();
        for call in calls {
            let at_end = call.syncs() || call.name == "read";
            order.push((if at_end { call.ended } else { call.began }, at_end, call));
        }
        order.sort_by_key(|(place, at_end, _)| (*place, *at_end));
        for (place, _, call) in order {
            if let Some(said) = call.said() {
                if said.starts_with("ack ") {
                    self.acknowledge(place, said, tally);
                    self.brief(said, call.thread, tally);
                }
            } else if call.name == "read" && call.arguments.starts_with("0<") {
                self.ask();
            } else if call.syncs() && call.worked() && call.handle() == Some(parent(&self.dir)) {
                self.unlisted.remove(ABOVE);
            } else if let Some(path) = call.below(&self.dir) {
                let path = path.to_owned();
                self.touch(place, &path, call, tally);
            }
        }
    }

    fn ask(&mut self) {
        (self.writes, self.syncs, self.is_asked, self.born) = (0, 0, true, false);
        self.aside.clear();
    }

    /// Takes in a call on a file of the case.
    fn touch(&mut self, place: usize, path: &str, call: &Call, tally: &mut Tally) {
        let is_log = is_segment(path);
        if call.writes() && call.worked() {
            if is_log {
                self.evidence_first(path, tally);
                self.writes += 1;
            }
            self.unsynced.insert(path.to_owned(), place);
        } else if call.syncs() && call.worked() {
            self.syncs += u64::from(is_log);
            let covers = |at: &usize| *at < call.began;
            if self.unsynced.get(path).is_some_and(covers) {
                self.unsynced.remove(path);
            }
            if self.unlisted.get(path).is_some_and(covers) {
                self.unlisted.remove(path);
            }
        } else if call.name.starts_with("rename") && call.worked() {
            self.rename(place, call);
        } else if brings_an_entry(call) && !is_apart(path) {
            self.births += u64::from(is_log);
            self.born |= is_log;
            let listed_in = if path.is_empty() { ABOVE } else { parent(path) };
            self.unlisted.insert(listed_in.to_owned(), place);
        }
        let plain = is_log && (call.writes() || call.syncs());
        if !plain && !is_apart(path) {
            self.aside.insert((call.thread, format!("{} {path}", call.name)));
        }
    }

    fn rename(&mut self, place: usize, call: &Call) {
        let mut below = call.named().into_iter().filter_map(|path| {
            path.strip_prefix(&self.dir).map(|rest| rest.trim_start_matches('/').to_owned())
        });
        let (Some(from), Some(to)) = (below.next(), below.next()) else { return };
        drop(below);
        if let Some(at) = self.unsynced.remove(&from) {
            self.unsynced.insert(to.clone(), at);
        }
        self.unlisted.insert(parent(&to).to_owned(), place);
    }

    /// Evidence must be durable before any line is written that may name it.
    fn evidence_first(&self, path: &str, tally: &mut Tally) {
        let mut early = self.unsynced.keys().chain(self.unlisted.keys());
        let early = early.find(|path| path.starts_with("evidence"));
        tally.holds(early.is_none(), || format!("{path} is written before {early:?} is durable"));
        let listed = !self.unlisted.contains_key("log");
        tally.holds(listed, || format!("{path} is written before its directory is durable"));
    }

    /// Everything that an acknowledgement rests on must be durable.
    fn acknowledge(&mut self, place: usize, said: &str, tally: &mut Tally) {
        tally.tried();
        self.acknowledged += 1;
        let open = self.unsynced.iter().chain(&self.unlisted);
        let mut early = open.filter(|(path, at)| **at < place && !is_apart(path));
        if let Some((path, _)) = early.next() {
            tally.broken(format!("{said:?} before {path:?} is durable"));
        }
    }

    /// Between a request and its first answer: one write, one sync, and nothing else but what a page or
    /// the birth of a segment takes.
    fn brief(&mut self, said: &str, thread: u32, tally: &mut Tally) {
        if !std::mem::take(&mut self.is_asked) || self.born {
            return;
        }
        // What the index's thread reads meanwhile is its own affair.
        self.aside.retain(|(of, _)| *of == thread);
        let has_page = self.aside.iter().any(|(_, call)| call.contains("evidence"));
        if has_page {
            return;
        }
        let (writes, syncs, aside) = (self.writes, self.syncs, &self.aside);
        tally.holds((writes, syncs) == (1, 1) && aside.is_empty(), || {
            format!("{said:?} took {writes} writes, {syncs} syncs and {aside:?}")
        });
    }
}

fn brings_an_entry(call: &Call) -> bool {
    (call.creates() || call.name.starts_with("mkdir")) && call.worked()
}

fn is_segment(path: &str) -> bool {
    path.starts_with("log/") && path.ends_with(".log")
}

/// Files that nothing acknowledged rests on: they can be made again from the rest.
fn is_apart(path: &str) -> bool {
    let made_again = ["index", "log/hashes", "snapshot", "LOCK", "recovered", "server.sock"];
    made_again.iter().any(|own| path.starts_with(own))
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}
