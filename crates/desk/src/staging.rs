//! Requests on their way in: decided one after another on what is durable and what is staged, each a
//! commit, recorded with one sync, and only then applied to views and graph.

use std::collections::BTreeSet;

use counterclaim_log::{AppendError, Commit, seeded};
use counterclaim_model::{
    Command, CommitHeader, CommitId, Decided, Digest, Instant, Position, Recorded, Refusal, decide,
};

use crate::answers::Submitted;
#[cfg(feature = "cluster")]
use crate::desk::Book;
use crate::desk::{Desk, Recording};
use crate::error::DeskError;
use crate::identity::Identity;
use crate::submit::{Outcome, Refused, Request, digest};

/// Commits that wait for one sync.
#[derive(Default)]
struct Group {
    commits: Vec<Commit>,
    ids: BTreeSet<CommitId>,
    /// Whether later requests may lean on what earlier ones stage.
    is_shared: bool,
}

/// What becomes of a request.
enum Plan {
    /// There is nothing to record for it.
    Answered(Box<Outcome>),
    /// It is done if its commit is recorded.
    Staged(Staged),
    /// Another request of the group has its key.
    Repeats(CommitId, Digest),
}

/// A request whose commit waits.
struct Staged {
    id: CommitId,
    events: Vec<String>,
    things: Vec<String>,
    left_out: Vec<String>,
}

/// First and last position of a commit.
pub(crate) type Places = (Position, Position);

/// Requests that were decided and written, and are not durable yet.
pub(crate) struct Begun {
    plans: Vec<Result<Plan, DeskError>>,
    /// None if there is nothing to record.
    recording: Option<Recording>,
}

impl Begun {
    /// Makes them durable. Touches the disk alone.
    pub(crate) fn sync(&mut self) {
        self.recording.iter_mut().for_each(Recording::sync);
    }
}

impl Desk {
    pub(crate) fn carry_out_all(
        &mut self,
        requests: Vec<Request>,
    ) -> Vec<Result<Outcome, DeskError>> {
        #[cfg(feature = "cluster")]
        if matches!(self.book, Book::Stream(_)) {
            return self.carry_out_among_others(requests);
        }
        self.carry_out_alone(requests)
    }

    /// Carries out requests as the only one who writes, or as if.
    pub(crate) fn carry_out_alone(
        &mut self,
        requests: Vec<Request>,
    ) -> Vec<Result<Outcome, DeskError>> {
        let mut begun = self.begin_all(requests);
        begun.sync();
        self.finish_all(begun)
    }

    /// Decides requests and writes what they bring, as far as to be synced. Nothing else may be decided before
    /// that is finished; until then every question is answered as before.
    pub(crate) fn begin_all(&mut self, requests: Vec<Request>) -> Begun {
        let mut group = Group { is_shared: requests.len() > 1, ..Group::default() };
        let plan = |request| self.plan(request, &mut group);
        let plans = requests.into_iter().map(plan).collect();
        let is_empty = group.commits.is_empty();
        let recording = (!is_empty).then(|| self.book.begin(group.commits));
        Begun { plans, recording }
    }

    /// Records what was begun, applies it, and answers each request.
    pub(crate) fn finish_all(&mut self, begun: Begun) -> Vec<Result<Outcome, DeskError>> {
        let Begun { plans, recording } = begun;
        let recorded = recording.map(|recording| self.settle(recording)).unwrap_or_default();
        let mut recorded = recorded.into_iter();
        let answer = |plan| match plan? {
            Plan::Answered(outcome) => Ok(*outcome),
            Plan::Staged(staged) => {
                let places = recorded.next().expect("every staged commit gets an answer")?;
                Ok(staged.outcome(places))
            }
            Plan::Repeats(key, digest) => {
                // Where the first is not recorded, its write failed, and nothing is taken any more.
                let first = self.replay(&key, digest)?;
                let submitted = first.ok_or(DeskError::Append(AppendError::Poisoned))?;
                Ok(Outcome { submitted, left_out: Vec::new() })
            }
        };
        plans.into_iter().map(answer).collect()
    }

    /// Decides a request and stages what it brings; a request that comes to nothing leaves no trace.
    fn plan(&mut self, request: Request, group: &mut Group) -> Result<Plan, DeskError> {
        let digest = match &request.typed {
            Some(typed) => digest(typed)?,
            None => digest(&request.commands)?,
        };
        if let Some(key) = &request.key {
            if group.ids.contains(key) {
                return Ok(Plan::Repeats(key.clone(), digest));
            }
            if let Some(submitted) = self.replay(key, digest)? {
                let outcome = Outcome { submitted, left_out: Vec::new() };
                return Ok(Plan::Answered(Box::new(outcome)));
            }
        }
        let before = self.state.head();
        let plan = self.stage(request, digest, group);
        if !matches!(plan, Ok(Plan::Staged(_))) && self.state.head() != before {
            self.state.discard();
            for commit in &group.commits {
                self.stage_all(&commit.decided, commit.header.recorded_at);
            }
        }
        plan
    }

    fn stage(
        &mut self,
        request: Request,
        digest: Digest,
        group: &mut Group,
    ) -> Result<Plan, DeskError> {
        let now = self.rim.now();
        let (decided, left_out) = self.decide_all(&request, now)?;
        let events = decided.events().iter().map(|(_, event)| event.name().to_owned()).collect();
        let things = things(&decided);
        if request.dry_run || decided.is_empty() {
            let submitted = Submitted {
                commit: None,
                positions: None,
                events,
                things,
                replayed: false,
                dry_run: request.dry_run,
            };
            return Ok(Plan::Answered(Box::new(Outcome { submitted, left_out })));
        }
        self.book.writer()?;
        let mut commit = self.commit(decided, request.key, digest, now)?;
        if let Some(Identity { analyst, agent }) = request.by {
            (commit.header.analyst, commit.header.agent) = (analyst, agent);
        }
        if group.is_shared {
            commit.check_size().map_err(DeskError::Append)?;
        }
        let id = commit.header.id.clone();
        group.ids.insert(id.clone());
        group.commits.push(commit);
        Ok(Plan::Staged(Staged { id, events, things, left_out }))
    }

    /// Decides the commands of a request one after another, each on what those before it bring.
    fn decide_all(
        &mut self,
        request: &Request,
        now: Instant,
    ) -> Result<(Decided, Vec<String>), Refusal> {
        let mut all = Decided::default();
        let mut left_out = Vec::new();
        for (index, command) in request.commands.iter().enumerate() {
            // What the caller saw is compared once, before anything of this request is staged.
            let is_compared = index == 0 && !seeded("accept-stale-revision");
            let expected = if is_compared { request.expected.as_slice() } else { &[] };
            match decide(&self.state, command.clone(), expected) {
                Ok(decided) => {
                    self.stage_all(&decided, now);
                    all.join(decided);
                }
                Err(refusal) if may_be_left_out(command, request.refused) => {
                    left_out.push(refusal.to_string())
                }
                Err(refusal) => return Err(refusal),
            }
        }
        Ok((all, left_out))
    }

    /// Lets later decisions see events that are not durable yet.
    pub(crate) fn stage_all(&mut self, decided: &Decided, now: Instant) {
        for (_, event) in decided.events() {
            // The log may end with events that the rules do not see: erased, or of a newer build.
            let head = self.state.head().max(self.book.log().head());
            self.state.stage(&Recorded {
                position: head.next(),
                recorded_at: now,
                // Rules look at what was recorded, not at who recorded it: the header of the commit says that.
                analyst: self.identity.analyst.clone(),
                event: event.clone(),
            });
        }
    }

    pub(crate) fn commit(
        &mut self,
        decided: Decided,
        key: Option<CommitId>,
        digest: Digest,
        now: Instant,
    ) -> Result<Commit, DeskError> {
        let entropy = self.rim.entropy()?;
        let id = match key {
            Some(key) => key,
            None => fresh_commit_id(&entropy)?,
        };
        let header = CommitHeader {
            id,
            recorded_at: now,
            analyst: self.identity.analyst.clone(),
            agent: self.identity.agent.clone(),
            correlation: None,
            causation: None,
        };
        Ok(Commit { header, request: digest, decided, entropy })
    }

    /// Records what is staged, and applies what became durable of it.
    pub(crate) fn record(&mut self, commits: Vec<Commit>) -> Vec<Result<Places, DeskError>> {
        if self.book.writer().is_err() {
            return commits.iter().map(|_| Err(DeskError::ReadOnly)).collect();
        }
        if commits.is_empty() {
            return Vec::new();
        }
        let mut recording = self.book.begin(commits);
        recording.sync();
        self.settle(recording)
    }

    /// Takes note of what is durable now: in the log, in what decisions look at, in what answers come from.
    fn settle(&mut self, recording: Recording) -> Vec<Result<Places, DeskError>> {
        let answers = self.book.finish(recording);
        let all_stand = answers.iter().all(Result::is_ok);
        if all_stand {
            self.state.settle();
        } else {
            self.state.discard();
        }
        let mut places = Vec::with_capacity(answers.len());
        for answer in answers {
            places.push(answer.map_err(DeskError::Append).map(|appended| {
                for recorded in &appended.recorded {
                    if !all_stand {
                        self.state.apply(recorded);
                    }
                    self.apply(recorded);
                }
                (appended.commit.first, appended.commit.last)
            }));
        }
        places
    }
}

impl Staged {
    fn outcome(self, places: Places) -> Outcome {
        let Self { id, events, things, left_out } = self;
        let submitted = Submitted {
            commit: Some(id),
            positions: Some(places),
            events,
            things,
            replayed: false,
            dry_run: false,
        };
        Outcome { submitted, left_out }
    }
}

/// Returns what the events change or bring, each once, in order.
fn things(decided: &Decided) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let things = decided.events().iter().flat_map(|(_, event)| event.things());
    things.filter(|thing| seen.insert(thing.clone())).map(|thing| thing.to_string()).collect()
}

fn may_be_left_out(command: &Command, refused: Refused) -> bool {
    let is_proposal = matches!(command, Command::ProposeClaim { .. } | Command::ProposeLink { .. });
    is_proposal && refused == Refused::LeaveOutProposals
}

pub(crate) fn fresh_commit_id(entropy: &[u8; 32]) -> Result<CommitId, DeskError> {
    let digits: String = entropy[..16].iter().map(|byte| format!("{byte:02x}")).collect();
    CommitId::try_from(digits).map_err(|error| DeskError::Invalid(error.to_string()))
}
