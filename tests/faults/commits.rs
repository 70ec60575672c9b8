//! What the campaign sends: commit N is the same in every process, so that a witness who only knows N
//! can say what must be in the log, byte for byte. The log in memory is the yardstick.

use counterclaim_log::{CaseFile, Commit, Entry, EventLog, LogError, MemoryLog, ReadLog};
use counterclaim_model::{
    Actor, ActorKind, Capture, CaseId, Command, CommitHeader, CommitId, Decided, Digest, Instant,
    Matter, Position, Recorded, Source, State, decide,
};

/// The case that everything is sent to.
pub(crate) fn case_file() -> CaseFile {
    CaseFile::new(case_id(), "A night of faults".into())
}

fn case_id() -> CaseId {
    CaseId::derive(&["faults"])
}

/// Returns the id of commit `number`.
pub(crate) fn id(number: u32) -> CommitId {
    format!("commit-{number}").try_into().expect("letters, a dash and digits are an id")
}

/// Returns the bytes and the text of the page that commit `number` names, if it names one.
pub(crate) fn page(number: u32) -> Option<(Vec<u8>, Vec<u8>)> {
    let text = format!("FICTION. Lunmark denies report {number}.\n").repeat(20).into_bytes();
    let bytes = [b"<p>", &text[..], b"</p>"].concat();
    (number % 5 == 3).then_some((bytes, text))
}

/// Returns commit `number`: one to six events, some of several kilobytes. Its time runs backwards now
/// and then, as a machine's clock does.
pub(crate) fn commit(number: u32, evidence: Option<(Digest, Digest)>) -> Commit {
    let mut decided = Decided::default();
    for part in 0..1 + number % 4 {
        decided.join(match part % 3 {
            0 => actor(number, part),
            1 => source(&format!("Wire {number} {part}")),
            _ => matter(number, part),
        });
    }
    if let Some((bytes, text)) = evidence {
        decided.join(capture(number, bytes, text));
    }
    let mut entropy = [7; 32];
    entropy[..4].copy_from_slice(&number.to_be_bytes());
    let header = CommitHeader {
        id: id(number),
        recorded_at: time(number),
        analyst: "ida".into(),
        agent: "faults@1".into(),
        correlation: None,
        causation: None,
    };
    Commit { header, request: Digest(entropy), decided, entropy }
}

fn time(number: u32) -> Instant {
    let back = if number % 7 == 5 { 100 } else { 0 };
    let second = 1_930_000_000 + i64::from(number) - back;
    chrono::DateTime::from_timestamp(second, 123_456_000).expect("a time in this century")
}

/// Keeps the page of commit `number`, if it has one; an event may name it from then on.
pub(crate) fn keep_page(
    log: &mut impl EventLog,
    number: u32,
) -> Result<Option<(Digest, Digest)>, LogError> {
    let Some((bytes, text)) = page(number) else { return Ok(None) };
    Ok(Some((log.put_evidence(&bytes)?, log.put_evidence(&text)?)))
}

/// Returns what a log of the first `count` commits holds.
pub(crate) fn reference(count: u32) -> MemoryLog {
    reference_in(0..count)
}

/// Returns what a log of these commits in this order holds.
pub(crate) fn reference_in(numbers: impl IntoIterator<Item = u32>) -> MemoryLog {
    let mut log = MemoryLog::new(case_id());
    for number in numbers {
        let kept = keep_page(&mut log, number).expect("memory takes every page");
        // A commit that comes twice is the caller's finding; here it is left out.
        let _ = log.append(commit(number, kept));
    }
    log
}

/// Returns every entry of a log.
pub(crate) fn entries(log: &(impl ReadLog + ?Sized)) -> Result<Vec<Entry>, LogError> {
    log.read(Position::START).collect()
}

/// Returns the number of a commit from its id.
pub(crate) fn number_of(id: &CommitId) -> Option<u32> {
    id.as_str().strip_prefix("commit-")?.parse().ok()
}

/// Returns the name under which bytes are kept.
pub(crate) fn digest(bytes: &[u8]) -> Digest {
    let mut log = MemoryLog::new(case_id());
    log.put_evidence(bytes).expect("memory takes every page")
}

fn decided(state: &State, command: Command) -> Decided {
    decide(state, command, &[]).expect("the rules allow what the campaign sends")
}

fn actor(number: u32, part: u32) -> Decided {
    let name = format!("Office {number} {part}");
    let (id, kind) = (Actor::id_of(ActorKind::Organisation, &name), ActorKind::Organisation);
    let basis = format!("page “{number}”\n").repeat(1 + (number as usize * 13) % 60);
    decided(&State::default(), Command::AddActor(Actor { id, kind, name, basis }))
}

fn matter(number: u32, part: u32) -> Decided {
    let slug = format!("matter-{number}-{part}");
    let id = slug.parse().expect("letters, dashes and digits are a slug");
    let title = format!("About {slug} \\ and \"more\"");
    decided(&State::default(), Command::AddMatter(Matter { id, title }))
}

fn source(name: &str) -> Decided {
    let (id, outlet) = (Source::id_of(name), Actor::id_of(ActorKind::Outlet, name));
    let source = Source { id, name: name.into(), outlet, url: None };
    decided(&State::default(), Command::RegisterSource(source))
}

/// A source and a capture at it, decided one after the other.
fn capture(number: u32, bytes: Digest, text: Digest) -> Decided {
    let name = format!("Bulletin {number}");
    let (mut all, mut state) = (source(&name), State::default());
    for (position, (_, event)) in (1..).zip(all.events()) {
        let (recorded_at, analyst) = (time(number), "ida".to_owned());
        let event = event.clone();
        state.apply(&Recorded { position: Position(position), recorded_at, analyst, event });
    }
    let source = Source::id_of(&name);
    let capture = Capture {
        id: Capture::id_of(source, text),
        source,
        title: None,
        url: None,
        final_url: None,
        status: None,
        headers: Vec::new(),
        captured_at: None,
        captured_from: None,
        bytes,
        text,
        reader: "faults@1".into(),
        faults: Vec::new(),
    };
    all.join(decided(&state, Command::RecordCapture(capture)));
    all
}
