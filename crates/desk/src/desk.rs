//! The desk itself: the log with everything folded from it.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use counterclaim_graph::ClaimsGraph;
use counterclaim_ingest::Gazetteer;
use counterclaim_log::{
    AppendError, Appended, Begun, CaseFile, Commit, EventLog, FileLog, FileReader, IndexFate,
    MemoryLog, NoEvent, ReadLog, Recovery, Signer,
};
use counterclaim_model::{CaseId, Command, Position, Recorded, State};
use counterclaim_views::Views;

use crate::ask::KnownSides;
use crate::error::DeskError;
use crate::identity::Identity;
use crate::parts::PART_BYTES;
use crate::rim::{OnlyRim, Rim};
use crate::sayings::Sayings;
use crate::submit::Request;

/// The log behind a desk: the case's own files, a reader of them, or memory.
pub(crate) enum Book {
    /// The one writer of a case on disk.
    Files(Box<FileLog>),
    /// A reader beside whoever writes.
    Reader(Box<FileReader>),
    /// The case as a stream on a cluster, with its copy here.
    #[cfg(feature = "cluster")]
    Stream(Box<counterclaim_log::StreamLog>),
    /// A case that ends with the process.
    Memory(Box<MemoryLog>),
}

/// The one door for every face: commands in, answers out.
pub struct Desk {
    pub(crate) book: Book,
    pub(crate) state: State,
    pub(crate) views: Views,
    pub(crate) graph: ClaimsGraph,
    pub(crate) sayings: Sayings,
    pub(crate) gazetteer: Arc<Gazetteer>,
    pub(crate) sides: KnownSides,
    pub(crate) rim: OnlyRim,
    pub(crate) identity: Identity,
    /// Where the log ended when it was opened.
    pub(crate) opened_at: Position,
    /// What opening had to mend, for the caller to print.
    pub(crate) notices: Vec<String>,
    /// Bytes of one page's commands that go into one commit.
    pub(crate) part_bytes: u64,
}

/// Memory that lists are answered from, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// What claims are sieved and counted by.
    pub facts: usize,
    /// The index of words.
    pub words: usize,
}

impl Desk {
    /// Begins a case in memory: it ends with the process. `brief` works this way.
    ///
    /// # Errors
    /// Only if the rim has no randomness.
    pub fn in_memory(mut rim: Box<dyn Rim + Send>, identity: Identity) -> Result<Self, DeskError> {
        let case = fresh_case_id(&rim.entropy()?);
        let mut desk = Self::over(Book::Memory(Box::new(MemoryLog::new(case))), rim, identity);
        desk.submit(Request::of(vec![Command::OpenCase { case, title: "in memory".to_owned() }]))?;
        Ok(desk)
    }

    /// Creates a case in `dir`, which must not hold one. It is not signed; its name is `origin`, or else
    /// made of its id.
    ///
    /// # Errors
    /// If there is a case already, the directory cannot be written, or the origin is no name.
    pub fn create(
        dir: &Path,
        title: &str,
        origin: Option<&str>,
        rim: Box<dyn Rim + Send>,
        identity: Identity,
    ) -> Result<Self, DeskError> {
        Self::create_signed(dir, title, origin, rim, identity, |_| false)
    }

    /// As [`create`](Self::create), with a fresh key that signs its checkpoints. `keep` is given the key
    /// to put where it stays, outside the case, and says whether it did; if not, the case is not signed.
    ///
    /// # Errors
    /// As [`create`](Self::create).
    pub fn create_signed(
        dir: &Path,
        title: &str,
        origin: Option<&str>,
        mut rim: Box<dyn Rim + Send>,
        identity: Identity,
        keep: impl FnOnce(&Signer) -> bool,
    ) -> Result<Self, DeskError> {
        let (mut file, signer) = fresh_case_file(title, origin, rim.as_mut())?;
        // A key that cannot be kept signs nothing, and one for a case that cannot be is not kept.
        let is_free = FileReader::open(dir).is_err();
        file.verifier = (is_free && keep(&signer)).then(|| signer.verifier());
        let log = FileLog::create(dir, &file)?;
        let mut desk = Self::over(Book::Files(Box::new(log)), rim, identity);
        let (case, title) = (file.case, title.to_owned());
        desk.submit(Request::of(vec![Command::OpenCase { case, title }]))?;
        Ok(desk)
    }

    /// Opens a case for writing. A torn tail is cut, kept and reported in [`notices`](Self::notices).
    ///
    /// # Errors
    /// If another process writes, the log is damaged, or it is no case.
    pub fn open(
        dir: &Path,
        rim: Box<dyn Rim + Send>,
        identity: Identity,
    ) -> Result<Self, DeskError> {
        let (log, recovery) = FileLog::open(dir)?;
        let mut desk = Self::over(Book::Files(Box::new(log)), rim, identity);
        desk.notices.extend(cut(&recovery));
        desk.catch_up()?;
        // Asked last: the index is opened while the log is read.
        if let Book::Files(log) = &desk.book {
            desk.notices.extend(index(&log.index_fate()));
        }
        desk.opened_at = desk.book.log().head();
        Ok(desk)
    }

    /// Opens a case for reading, beside whoever writes. Takes no lock and changes nothing.
    ///
    /// # Errors
    /// If the log is damaged, or it is no case.
    pub fn open_to_read(dir: &Path, rim: Box<dyn Rim + Send>) -> Result<Self, DeskError> {
        let reader = FileReader::open(dir)?;
        let mut desk = Self::over(Book::Reader(Box::new(reader)), rim, Identity::default());
        desk.catch_up()?;
        Ok(desk)
    }

    /// Adds a case's own actors to the gazetteer (the format of the shipped one).
    ///
    /// # Errors
    /// If the text is not such a file: what, where.
    pub fn with_actors(mut self, actors: &str) -> Result<Self, DeskError> {
        self.gazetteer = Arc::new(self.gazetteer.with_actors(actors)?);
        Ok(self)
    }

    /// Returns the last position recorded.
    pub fn head(&self) -> Position {
        self.book.log().head()
    }

    /// Returns what opening had to mend, one sentence each.
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// Returns the memory that lists are answered from.
    pub fn room(&self) -> Room {
        Room { facts: self.views.facts_bytes(), words: self.views.words_bytes() }
    }

    pub(crate) fn over(book: Book, rim: Box<dyn Rim + Send>, identity: Identity) -> Self {
        Self {
            book,
            state: State::default(),
            views: Views::default(),
            graph: ClaimsGraph::default(),
            sayings: Sayings::default(),
            gazetteer: Arc::new(Gazetteer::shipped().clone()),
            sides: KnownSides::default(),
            rim: OnlyRim::new(rim),
            identity,
            opened_at: Position::START,
            notices: Vec::new(),
            part_bytes: PART_BYTES,
        }
    }

    /// Applies what is durable to everything that answers are made from.
    pub(crate) fn apply(&mut self, recorded: &Recorded) {
        self.views.apply(recorded);
        self.graph.apply(recorded);
        self.sayings.apply(recorded);
    }

    /// Folds everything recorded that was not folded yet.
    pub(crate) fn catch_up(&mut self) -> Result<(), DeskError> {
        let after = self.state.head();
        let mut unreadable = 0;
        let Self { book, state, views, graph, sayings, .. } = self;
        book.log().visit(after, &mut |entry| {
            match entry.into_recorded() {
                Ok(recorded) => {
                    state.apply(&recorded);
                    views.apply(&recorded);
                    graph.apply(&recorded);
                    sayings.apply(&recorded);
                }
                Err(NoEvent::Unreadable(_)) => unreadable += 1,
                Err(NoEvent::Erased) => {}
            }
            ControlFlow::Continue(())
        })?;
        if unreadable > 0 {
            self.notices.push(format!(
                "{unreadable} events are of kinds this build does not know; they are kept"
            ));
        }
        Ok(())
    }
}

impl Book {
    pub(crate) fn log(&self) -> &dyn ReadLog {
        match self {
            Self::Files(log) => log.as_ref(),
            Self::Reader(log) => log.as_ref(),
            #[cfg(feature = "cluster")]
            Self::Stream(log) => log.as_ref(),
            Self::Memory(log) => log.as_ref(),
        }
    }

    pub(crate) fn writer(&mut self) -> Result<&mut dyn EventLog, DeskError> {
        match self {
            Self::Files(log) => Ok(log.as_mut()),
            #[cfg(feature = "cluster")]
            Self::Stream(log) => Ok(log.as_mut()),
            Self::Memory(log) => Ok(log.as_mut()),
            Self::Reader(_) => Err(DeskError::ReadOnly),
        }
    }
}

/// What was begun to be recorded in a log.
pub(crate) enum Recording {
    /// It is written, and may have to be synced.
    Begun(Begun),
    /// It is done, or refused.
    Done(Vec<Result<Appended, AppendError>>),
}

impl Recording {
    /// Makes it durable. Touches the disk alone.
    pub(crate) fn sync(&mut self) {
        match self {
            Self::Begun(begun) => begun.sync(),
            Self::Done(_) => {}
        }
    }
}

impl Book {
    /// Writes commits; see [`FileLog::begin`]. Whoever only reads was told so before.
    pub(crate) fn begin(&mut self, commits: Vec<Commit>) -> Recording {
        match self {
            Self::Files(log) => Recording::Begun(log.begin(commits)),
            #[cfg(feature = "cluster")]
            Self::Stream(log) => Recording::Done(log.append_all(commits)),
            Self::Memory(log) => Recording::Done(log.append_all(commits)),
            Self::Reader(_) => Recording::Done(Vec::new()),
        }
    }

    /// Records what was begun, once it is synced.
    pub(crate) fn finish(&mut self, recording: Recording) -> Vec<Result<Appended, AppendError>> {
        match (self, recording) {
            (_, Recording::Done(answers)) => answers,
            (Self::Files(log), Recording::Begun(begun)) => log.finish(begun),
            #[cfg(feature = "cluster")]
            (Self::Stream(_), Recording::Begun(_)) => Vec::new(),
            (Self::Memory(_) | Self::Reader(_), Recording::Begun(_)) => Vec::new(),
        }
    }
}

/// Says what was cut off the log, if anything was.
pub(crate) fn cut(recovery: &Recovery) -> Option<String> {
    recovery.cut.as_ref().map(|cut| {
        format!(
            "recovered: {} bytes behind position {} were no whole commit ({}); they are kept in {}",
            cut.bytes,
            cut.after,
            cut.what,
            cut.kept_in.display()
        )
    })
}

/// Says what became of the index; a kept one is not worth a word.
fn index(fate: &IndexFate) -> Option<String> {
    match fate {
        IndexFate::Kept => None,
        IndexFate::Rebuilt { why } => Some(format!("the index was rebuilt from the log: {why}")),
        IndexFate::Absent { why } => {
            Some(format!("there is no index, so opening and reading are slower: {why}"))
        }
    }
}

/// Returns what a new case says of itself, unsigned yet, and a fresh key under its name.
pub(crate) fn fresh_case_file(
    title: &str,
    origin: Option<&str>,
    rim: &mut dyn Rim,
) -> Result<(CaseFile, Signer), DeskError> {
    let mut file = CaseFile::new(fresh_case_id(&rim.entropy()?), title.to_owned());
    if let Some(origin) = origin {
        file.origin = origin.to_owned();
    }
    let signer = Signer::generate(&file.origin, &rim.entropy()?)?;
    Ok((file, signer))
}

fn fresh_case_id(entropy: &[u8; 32]) -> CaseId {
    let digits: String = entropy.iter().map(|byte| format!("{byte:02x}")).collect();
    CaseId::derive(&[&digits])
}
