//! A case from one log into another: everything as it was recorded first, once, and to the end.

use counterclaim_log::{
    EventLog, FileLog, LogError, MemoryLog, MoveError, Moved, ReadLog, move_into, tree,
};
use counterclaim_model::{CaseId, Position};

use crate::way::{SMALL, actor, append, assert_same, commit, create, fill, memory, scratch};

#[test]
fn a_moved_case_is_the_same_and_moving_again_moves_what_is_new() {
    let scratch = scratch();
    let mut files = create(scratch.path(), SMALL);
    fill(&mut files, 20);
    let mut there = memory();
    let moved = move_into(&files, &mut there).expect("there is nothing yet");
    assert_eq!((moved.head, moved.events), (files.head(), files.head().0));
    assert_eq!(moved.root, tree(&files).expect("it reads").root());
    assert_same(&files, &there);

    let again = move_into(&files, &mut there).expect("it is all there");
    assert_eq!(again, Moved { events: 0, ..moved });
    append(&mut files, commit("more", 90, actor("Port Office")));
    let more = move_into(&files, &mut there).expect("it goes on");
    assert_eq!((more.events, more.head), (1, files.head()));
    assert_same(&files, &there);
}

#[test]
fn a_log_that_holds_something_else_is_left_as_it_is() {
    let mut here = memory();
    fill(&mut here, 3);
    let other = MemoryLog::new(CaseId::derive(&["another"]));
    assert!(matches!(move_into(&here, &mut other.clone()), Err(MoveError::OtherCase(_))));

    let mut parted = memory();
    append(&mut parted, commit("commit-0", 0, actor("Office 0")));
    append(&mut parted, commit("commit-1", 1, actor("Customs")));
    let head = parted.head();
    let refused = move_into(&here, &mut parted);
    assert!(matches!(refused, Err(MoveError::HistoriesPart(Position(2)))), "{refused:?}");
    assert_eq!(parted.head(), head);

    let mut longer = here.clone();
    append(&mut longer, commit("more", 90, actor("Port Office")));
    let refused = move_into(&here, &mut longer);
    assert!(matches!(refused, Err(MoveError::Ahead(at)) if at == here.head()), "{refused:?}");
}

/// A log that takes so many commits and then no more, as if the line broke.
struct Breaking {
    log: FileLog,
    left: usize,
}

impl ReadLog for Breaking {
    fn case(&self) -> CaseId {
        self.log.case()
    }

    fn head(&self) -> Position {
        self.log.head()
    }

    fn commit(
        &self,
        id: &counterclaim_model::CommitId,
    ) -> Result<Option<counterclaim_log::CommitSummary>, LogError> {
        self.log.commit(id)
    }

    fn read(&self, after: Position) -> counterclaim_log::Entries<'_> {
        self.log.read(after)
    }

    fn read_stream(
        &self,
        stream: counterclaim_model::Stream,
        after_version: u64,
    ) -> counterclaim_log::Entries<'_> {
        self.log.read_stream(stream, after_version)
    }

    fn evidence(&self, digest: &counterclaim_model::Digest) -> Result<Option<Vec<u8>>, LogError> {
        self.log.evidence(digest)
    }
}

impl EventLog for Breaking {
    fn append_all(
        &mut self,
        commits: Vec<counterclaim_log::Commit>,
    ) -> Vec<Result<counterclaim_log::Appended, counterclaim_log::AppendError>> {
        self.log.append_all(commits)
    }

    fn put_evidence(&mut self, bytes: &[u8]) -> Result<counterclaim_model::Digest, LogError> {
        self.log.put_evidence(bytes)
    }

    fn restore(
        &mut self,
        commits: counterclaim_log::Restored,
    ) -> Result<(), counterclaim_log::AppendError> {
        if self.left == 0 {
            return Err(counterclaim_log::AppendError::Poisoned);
        }
        self.left -= 1;
        self.log.restore(commits)
    }
}

#[test]
fn a_move_that_was_interrupted_goes_on_where_it_ended() {
    let scratch = scratch();
    let mut here = memory();
    // More than two batches of 256 commits.
    for number in 0..600 {
        let name = format!("Office {number}");
        append(&mut here, commit(&format!("commit-{number}"), 1, actor(&name)));
    }
    let log = create(scratch.path(), SMALL);
    let mut there = Breaking { log, left: 1 };
    let broken = move_into(&here, &mut there);
    assert!(matches!(broken, Err(MoveError::Append(_))), "{broken:?}");
    assert_eq!(there.head(), Position(256));
    there.left = usize::MAX;
    let moved = move_into(&here, &mut there).expect("the line is back");
    assert_eq!((moved.events, moved.head), (344, Position(600)));
    assert_same(&here, &there.log);
}
