//! Making a stream that is a log, and opening one: line, server, set-up, durability, case, copy, in this
//! order. Nothing is taken from a stream, and nothing put into it, before all of these are in order.

use std::path::{Path, PathBuf};

use async_nats::jetstream::message::PublishMessage;
use async_nats::jetstream::stream::Stream;
use counterclaim_model::{Digest, Position};

use super::config;
use super::durability::{probe, refuse_unfit};
use super::evidence::Bucket;
use super::link::Link;
use super::log::{Reaching, StreamLog, chain, kept_evidence, longest_line};
use super::message::CASE;
use super::publish::{Publication, Settled};
use crate::files::case_file;
use crate::record::Record;
use crate::{CaseFile, Entry, FileLog, LogError, ReadLog, Recovery};

/// Servers that hold the stream where there are several.
const REPLICAS: usize = 3;

/// Number of the message that says which case this is.
const FIRST: u64 = 1;

impl StreamLog {
    /// Makes an empty case at an address that holds none, and opens it, with its copy in the directory `copy`.
    /// It is held by three servers where there is a cluster, by one where there is one.
    ///
    /// # Errors
    /// [`LogError::AlreadyACase`], or as [`open`](Self::open).
    pub fn create(reaching: &Reaching, copy: &Path, case: &CaseFile) -> Result<Self, LogError> {
        case_file::check(case)?;
        let link = Link::open(&reaching.address, &reaching.access, reaching.patience)?;
        refuse_unfit(&link)?;
        let replicas = if link.server().cluster.is_some() { REPLICAS } else { 1 };
        let path = place(&link);
        let stream = match link.stream(&link.address().stream())? {
            Some(stream) if link.info(&stream)?.state.last_sequence > 0 => {
                return Err(LogError::AlreadyACase { path });
            }
            Some(stream) => stream,
            None => link.create(&config::wanted(link.address(), replicas))?,
        };
        let info = link.info(&stream)?;
        if let Some(wanted) = reaching.require {
            probe(&link, &info, &reaching.monitors)?.require(wanted, &link)?;
        }
        Bucket::create(&link, replicas)?;
        begin(&link, &stream, &case_file::to_text(&path, case)?)?;
        drop(link);
        Self::open(reaching, copy).map(|(log, _)| log)
    }

    /// Opens the case at an address, with its copy in the directory `copy`; without one there, it is made from
    /// the stream. Returns what opening had to mend of the copy.
    ///
    /// # Errors
    /// [`LogError::NotACase`] if there is none at the address, [`LogError::Unfit`] if what is there cannot
    /// keep what this log promises, or not what is required of it; [`LogError::HistoriesPart`] and
    /// [`LogError::BadMessage`] if stream and copy, or the stream and itself, do not fit together;
    /// [`LogError::Io`] if the cluster gives no answer.
    pub fn open(reaching: &Reaching, copy: &Path) -> Result<(Self, Recovery), LogError> {
        let link = Link::open(&reaching.address, &reaching.access, reaching.patience)?;
        refuse_unfit(&link)?;
        let none = || LogError::NotACase { path: place(&link) };
        let stream = link.stream(&link.address().stream())?.ok_or_else(none)?;
        let info = link.info(&stream)?;
        if let Some(what) = config::misfit(link.address(), &info.config) {
            let what = format!("its stream {what}");
            return Err(LogError::Unfit { address: link.address().to_string(), what });
        }
        let durability = probe(&link, &info, &reaching.monitors)?;
        if let Some(wanted) = reaching.require {
            durability.require(wanted, &link)?;
        }
        let case = case_of(&link, &stream)?.ok_or_else(none)?;
        let (files, recovery) = open_copy(copy, &case)?;
        let sequence = place_of(&link, &stream, info.state.last_sequence, &files, copy)?;
        let chain = chain(&files, link.address(), sequence)?;
        let bucket = Bucket::open(&link, &kept_evidence(copy))?;
        let longest = longest_line(link.server().max_payload);
        let mut log = Self {
            link,
            stream,
            bucket,
            copy: files,
            chain,
            durability,
            dir: copy.to_owned(),
            longest,
            is_behind: true,
            is_broken: false,
            buffer: Vec::new(),
        };
        log.catch_up()?;
        Ok((log, recovery))
    }
}

fn place(link: &Link) -> PathBuf {
    PathBuf::from(link.address().to_string())
}

/// Puts the first message into an empty stream.
fn begin(link: &Link, stream: &Stream, text: &str) -> Result<(), LogError> {
    let publication = Publication {
        context: link.context(),
        stream,
        subject: link.address().subject(CASE),
        sequence: FIRST,
    };
    let name = link.address().stream();
    let make = || {
        let message = PublishMessage::build().payload(text.to_owned().into());
        message.message_id("case").expected_stream(&name).expected_last_sequence(0)
    };
    match link.wait(publication.settle(make, text.as_bytes(), link.patience())) {
        Settled::Recorded => Ok(()),
        Settled::Overtaken => Err(LogError::AlreadyACase { path: place(link) }),
        Settled::Unknown(source) => Err(link.unreached(source)),
    }
}

/// Reads which case the stream holds; `None` if it holds none yet.
fn case_of(link: &Link, stream: &Stream) -> Result<Option<CaseFile>, LogError> {
    let Some(first) = link.message(stream, FIRST)? else { return Ok(None) };
    let bad = |what: &str| LogError::BadMessage {
        address: link.address().to_string(),
        sequence: FIRST,
        what: what.to_owned(),
    };
    if first.subject != link.address().subject(CASE) {
        return Err(bad("does not say which case this is"));
    }
    let text = std::str::from_utf8(&first.bytes).map_err(|_| bad("is no text"))?;
    case_file::of_text(&place(link), text).map(Some)
}

/// Opens the copy, or begins it.
fn open_copy(dir: &Path, case: &CaseFile) -> Result<(FileLog, Recovery), LogError> {
    match FileLog::open(dir) {
        Ok((files, recovery)) if files.case_file() == case => Ok((files, recovery)),
        Ok(_) => Err(LogError::AlreadyACase { path: dir.to_owned() }),
        Err(LogError::NotACase { .. }) => Ok((FileLog::create(dir, case)?, Recovery { cut: None })),
        Err(error) => Err(error),
    }
}

/// Finds the message that the copy ends with, and holds the two against each other there.
fn place_of(
    link: &Link,
    stream: &Stream,
    last: u64,
    copy: &FileLog,
    dir: &Path,
) -> Result<u64, LogError> {
    let head = copy.head();
    if head == Position::START {
        return Ok(FIRST);
    }
    let part = |what: String| LogError::HistoriesPart {
        copy: dir.to_owned(),
        address: link.address().to_string(),
        what,
    };
    // Mostly nothing was recorded since, or a little; so one looks at the end first, and then halves.
    let (mut low, mut high, mut middle) = (FIRST + 1, last, last);
    while low <= high {
        let (record, said) = commit_at(link, stream, middle)?;
        match record.summary.last.cmp(&head) {
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle - 1,
            std::cmp::Ordering::Equal => {
                return match differs(copy, &record, said.as_deref())? {
                    None => Ok(middle),
                    Some(what) => Err(part(what)),
                };
            }
        }
        middle = low + high.saturating_sub(low) / 2;
    }
    Err(part(format!("no commit of the stream ends at position {head}, where the copy ends")))
}

/// Reads the commit in one message, and what it says of the log before it.
fn commit_at(
    link: &Link,
    stream: &Stream,
    sequence: u64,
) -> Result<(Record, Option<String>), LogError> {
    let bad =
        |what: String| LogError::BadMessage { address: link.address().to_string(), sequence, what };
    let message = link.message(stream, sequence)?.ok_or_else(|| bad("is missing".to_owned()))?;
    let line = message.line().map_err(bad)?;
    Ok((line.record, message.before))
}

/// Says in what the copy's last commit, and the root of all before it, is not what the stream has.
fn differs(
    copy: &FileLog,
    record: &Record,
    said: Option<&str>,
) -> Result<Option<String>, LogError> {
    let before_it = Position(record.summary.first.0 - 1);
    let hash = |entry: Entry| entry.leaf_hash();
    let here = copy.read(before_it).map(|entry| entry.map(hash));
    let here: Vec<Digest> = here.collect::<Result<_, _>>()?;
    let there: Vec<Digest> =
        Entry::all(copy.case(), record.clone(), |_, _| true).into_iter().map(hash).collect();
    if here != there {
        return Ok(Some(format!("the commit at position {} is another", record.summary.first)));
    }
    let earlier = copy.head_at(before_it.0)?;
    let must = format!("{} {}", earlier.size, earlier.root);
    Ok((said != Some(must.as_str())).then(|| {
        let said = said.unwrap_or("nothing");
        format!(
            "before position {} the stream has size and root {said}, the copy {must}",
            record.summary.first
        )
    }))
}
