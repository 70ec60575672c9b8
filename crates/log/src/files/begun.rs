//! An append in two steps, with its sync between them: whoever shares the log may read it meanwhile, and reads
//! nothing of what is not durable yet.

use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;

use crate::error::Unwritten;
use crate::seeded;
use crate::staging::{Line, Waiting};
use crate::{AppendError, Appended};

/// Commits that were written and are not durable yet. Made by [`FileLog::begin`](crate::FileLog::begin), and
/// handed to [`FileLog::finish`](crate::FileLog::finish) once synced.
///
/// Dropped instead, it leaves the log poisoned: nobody knows what the disk holds.
#[derive(Debug)]
#[must_use = "commits that were begun are recorded once they are finished"]
pub struct Begun {
    pub(super) waiting: Waiting,
    pub(super) lines: Vec<Line>,
    /// What became of the write so far.
    pub(super) written: Result<(), Unwritten>,
    /// What is to be synced: nothing, where no line was written.
    pub(super) file: Option<(Arc<File>, PathBuf)>,
}

impl Begun {
    /// Makes what was written durable. Touches the disk alone, and may take as long as that.
    pub fn sync(&mut self) {
        let Some((file, path)) = self.file.take() else { return };
        if self.written.is_ok() && !seeded("ack-before-sync") {
            self.written = file.sync_data().map_err(|source| Unwritten::unknown(&path, source));
        }
    }

    pub(super) fn answer(self) -> Vec<Result<Appended, AppendError>> {
        self.waiting.answer(&self.written)
    }
}

#[cfg(test)]
mod tests {
    use counterclaim_model::{CaseId, Position};

    use crate::files::log::tests::commit;
    use crate::{AppendError, CaseFile, EventLog, FileLog, ReadLog};

    #[test]
    fn what_is_begun_shows_once_it_is_finished_and_nothing_comes_between() {
        let dir = tempfile::tempdir().expect("there is room");
        let case = CaseFile::new(CaseId::derive(&["harbour"]), "Harbour".into());
        let mut log = FileLog::create(dir.path(), &case).expect("an empty directory takes a case");
        let mut begun = log.begin(vec![commit("one"), commit("one")]);
        begun.sync();
        assert_eq!((log.head(), log.read(Position::START).count()), (Position::START, 0));
        assert!(matches!(log.append(commit("two")), Err(AppendError::Poisoned)));
        let answers = log.finish(begun);
        assert!(matches!(answers[..], [Ok(_), Err(AppendError::AlreadyDone(_))]), "{answers:?}");
        assert_eq!((log.head(), log.read(Position::START).count()), (Position(1), 1));

        // What is begun and forgotten poisons the log, and may be there when it is opened again.
        drop(log.begin(vec![commit("two")]));
        assert!(matches!(log.append(commit("three")), Err(AppendError::Poisoned)));
        drop(log);
        let (mut log, _) = FileLog::open(dir.path()).expect("it opens");
        assert_eq!(log.head(), Position(2));
        assert!(log.append(commit("three")).is_ok());

        // Where nothing is to be recorded, nothing is in the way.
        let nothing = log.begin(vec![commit("three")]);
        assert!(matches!(log.finish(nothing)[..], [Err(AppendError::AlreadyDone(_))]));
        assert!(log.append(commit("four")).is_ok());
    }
}
