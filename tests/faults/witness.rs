//! The witness: it starts the writer, keeps what the writer says was acknowledged, and outlives it.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use counterclaim_log::{CaseFile, FileLog};

use crate::commits::case_file;
use crate::notes::signer;
use crate::tally::Tally;
use crate::writer::Orders;

/// Makes an empty case.
pub(crate) fn create(dir: &Path) {
    drop(FileLog::create(dir, &case_file()).expect("an empty folder takes a case"));
}

/// Makes an empty case whose checkpoints are signed by the campaign's key.
pub(crate) fn create_signed(dir: &Path) {
    let case = CaseFile { verifier: Some(signer().verifier()), ..case_file() };
    drop(FileLog::create(dir, &case).expect("an empty folder takes a case"));
}

/// Returns this program: child writers and fuzzed readers are runs of it.
pub(crate) fn myself() -> PathBuf {
    std::env::current_exe().expect("a running program has a path")
}

/// How a writer ended, in its own words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Ended {
    /// It said nothing of it: it was killed.
    #[default]
    Unsaid,
    /// The log is closed.
    Closed,
    /// The device is full.
    Full,
    /// The log did not open, and why.
    Refused(String),
    /// The log took no more, and why.
    Failed(String),
}

/// What a writer said until it ended.
#[derive(Clone, Debug, Default)]
pub(crate) struct Testimony {
    /// Commits that were acknowledged: all below this number.
    pub(crate) acknowledged: u32,
    /// Each commit that it acknowledged itself.
    pub(crate) each: BTreeSet<u32>,
    /// Events that were signed: the size of the last checkpoint it told of.
    pub(crate) signed: u64,
    /// Whether it opened the log.
    pub(crate) opened: bool,
    /// How it ended, as far as it said so.
    pub(crate) ended: Ended,
    /// Whether it panicked.
    pub(crate) panicked: bool,
    /// What it wrote on standard error.
    pub(crate) err: String,
}

impl Testimony {
    /// Takes in one line.
    pub(crate) fn hear(&mut self, line: &str) {
        let mut words = line.splitn(2, ' ');
        let rest =
            |words: &mut std::str::SplitN<'_, char>| words.next().unwrap_or_default().to_owned();
        match words.next() {
            Some("open") => self.opened = true,
            Some("signed") => {
                let size = rest(&mut words).parse().expect("the writer names the size");
                self.signed = self.signed.max(size);
            }
            Some("closed") => self.ended = Ended::Closed,
            Some("full") => self.ended = Ended::Full,
            Some("refused") => self.ended = Ended::Refused(rest(&mut words)),
            Some("failed") => self.ended = Ended::Failed(rest(&mut words)),
            Some("ack") => {
                let number = rest(&mut words).split(' ').next().and_then(|n| n.parse::<u32>().ok());
                let number = number.expect("the writer names the commit");
                self.acknowledged = self.acknowledged.max(number + 1);
                self.each.insert(number);
            }
            _ => {}
        }
    }

    /// Counts a panic of the writer, if it had one.
    pub(crate) fn sober(&self, what: &str, tally: &mut Tally) {
        if self.panicked {
            tally.panicked(format!("{what}: {}", self.err.replace('\n', " ")));
        }
    }

    fn end(&mut self, status: ExitStatus, err: String) {
        self.panicked = status.code() == Some(101);
        self.err = err;
    }
}

/// A writer that is running.
pub(crate) struct Writer {
    pub(crate) child: Child,
    lines: Receiver<String>,
    err: Option<thread::JoinHandle<String>>,
    pub(crate) said: Testimony,
}

impl Writer {
    /// Starts a writer, behind `wrapper` (as `strace …`) if it is not empty. `acknowledged` is what
    /// earlier writers of the same case acknowledged.
    pub(crate) fn start(
        wrapper: &[OsString],
        dir: &Path,
        orders: &Orders,
        acknowledged: u32,
    ) -> Self {
        let mut line: Vec<OsString> = wrapper.to_vec();
        line.extend([myself().into(), "writer".into(), dir.into()]);
        line.extend(orders.arguments().into_iter().map(OsString::from));
        let mut child = Command::new(&line[0])
            .args(&line[1..])
            .env("RUST_BACKTRACE", "0")
            .stdin(if orders.asked { Stdio::piped() } else { Stdio::null() })
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("this program starts");
        let out = child.stdout.take().expect("it is a pipe");
        let (say, lines) = channel();
        thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                if say.send(line).is_err() {
                    break;
                }
            }
        });
        let mut err = child.stderr.take().expect("it is a pipe");
        let err = thread::spawn(move || {
            let mut text = Vec::new();
            // What could be read until the process ended is all there is.
            let _ = std::io::Read::read_to_end(&mut err, &mut text);
            String::from_utf8_lossy(&text).into_owned()
        });
        let said = Testimony { acknowledged, ..Testimony::default() };
        Self { child, lines, err: Some(err), said }
    }

    /// Waits for one more line, at most for `patience`; returns whether there was one.
    pub(crate) fn listen_once(&mut self, patience: std::time::Duration) -> bool {
        match self.lines.recv_timeout(patience) {
            Ok(line) => {
                self.said.hear(&line);
                true
            }
            Err(_) => false,
        }
    }

    /// Kills it, if it still runs, and takes in its last words.
    pub(crate) fn kill(mut self) -> Testimony {
        // Killing a process that has ended is no error that matters here.
        let _ = self.child.kill();
        self.wait()
    }

    /// Waits for its end and returns everything it said.
    pub(crate) fn wait(mut self) -> Testimony {
        let status = self.child.wait().expect("a child can be waited for");
        while let Ok(line) = self.lines.recv() {
            self.said.hear(&line);
        }
        let err = self.err.take().and_then(|err| err.join().ok()).unwrap_or_default();
        let mut said = std::mem::take(&mut self.said);
        said.end(status, err);
        said
    }
}
