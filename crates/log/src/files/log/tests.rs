//! A log whose device fails, and a commit for whoever needs one.

use counterclaim_model::{Actor, ActorKind, Command, CommitHeader, State, decide};

use super::*;

pub(in crate::files) fn commit(id: &str) -> Commit {
    let name = "Harbour Office".to_owned();
    let (kind, basis) = (ActorKind::Organisation, "page".to_owned());
    let actor = Actor { id: Actor::id_of(kind, &name), kind, name, basis };
    let decided = decide(&State::default(), Command::AddActor(actor), &[]);
    Commit {
        header: CommitHeader {
            id: id.to_owned().try_into().expect("it is an id"),
            recorded_at: chrono::DateTime::UNIX_EPOCH,
            analyst: "ida".into(),
            agent: "tests@1".into(),
            correlation: None,
            causation: None,
        },
        request: Digest([1; 32]),
        decided: decided.expect("the rules allow it"),
        entropy: [1; 32],
    }
}

#[test]
fn a_failed_write_poisons_the_log_until_it_is_opened_again() {
    let dir = tempfile::tempdir().expect("there is room");
    let case = CaseId::derive(&["harbour"]);
    let file = CaseFile::new(case, "Harbour".into());
    let mut log = FileLog::create(dir.path(), &file).expect("an empty directory takes a case");
    let kept = log.append(commit("kept")).expect("it is new").commit;
    // A handle that cannot be written to stands for a device that fails.
    let path = log.segments.last().expect("a log has a segment").path.clone();
    log.file = Arc::new(File::open(path).expect("it can be read"));
    assert!(matches!(log.append(commit("lost")), Err(AppendError::Unknown { .. })));
    assert!(matches!(log.append(commit("more")), Err(AppendError::Poisoned)));
    assert_eq!(log.read(Position::START).count(), 1, "what was acknowledged can be read");
    drop(log);
    let (mut log, recovery) = FileLog::open(dir.path()).expect("it opens");
    assert_eq!(recovery.cut, None);
    assert_eq!(log.commit(&kept.id).expect("it reads"), Some(kept));
    assert_eq!(log.append(commit("more")).expect("it is new").commit.first, Position(2));
}
