//! A generated case on disk, as intake and an analyst leave it: claims with their exact words, each post
//! with a few of them, some with figures, and links among neighbours. The same seed gives the same case.

use std::path::Path;

use anyhow::Context;
use counterclaim_log::{CaseFile, Commit, EventLog, FileLog};
use counterclaim_model::{
    About, AboutRole, Actor, ActorId, ActorKind, Amount, Anchor, Attribution, Basis, Capture,
    CapturedFrom, CaseId, Claim, ClaimId, Command, CommitHeader, Decided, Digest, Figure, Form,
    Grounds, Instant, Link, Matter, Modality, Moment, NewClaim, Origin, Post, PostId, PostKey,
    PostVersion, Recorded, Relation, Review, ReviewId, Sighting, Source, SourceId, Speaker,
    SpeaksFor, State, Wording, decide,
};

use crate::chance::Chance;

/// Claims of one post.
const A_POST: usize = 4;

/// Posts of one page.
const A_PAGE: usize = 25;

/// Events that are decided and appended at a time.
const A_COMMIT: usize = 256;

/// Links for a hundred claims, by relation.
const LINKS: [(Relation, usize); 4] = [
    (Relation::Denies, 20),
    (Relation::Contradicts, 5),
    (Relation::Confirms, 20),
    (Relation::RestsOn, 10),
];

/// Words that are said.
const WORDS: usize = 50_000;

/// Returns a word by its number: the smaller, the more it is said.
pub(crate) fn word(mut number: usize) -> String {
    const SYLLABLES: [&str; 16] = [
        "ka", "lo", "mi", "nu", "re", "sta", "vo", "du", "fe", "gri", "ha", "jo", "pel", "sor",
        "ti", "wen",
    ];
    let mut word = String::from("a");
    while number > 0 {
        word.push_str(SYLLABLES[number % SYLLABLES.len()]);
        number /= SYLLABLES.len();
    }
    word
}

struct World {
    state: State,
    log: FileLog,
    chance: Chance,
    waiting: Vec<Command>,
    commits: u64,
    states: Vec<ActorId>,
    speakers: Vec<ActorId>,
    sources: Vec<SourceId>,
    claims: Vec<ClaimId>,
    said: Said,
    matters: usize,
}

/// Where a claim stands.
struct Place {
    source: SourceId,
    capture: Capture,
    post: PostId,
    published: Moment,
}

/// What is said in a case, and of how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    /// The same of twenty matters, but for a number.
    TheSame,
    /// Other words each time, few of them often and many seldom, of a matter for every two hundred claims.
    Others,
}

/// Writes a case of so many claims into `dir`.
pub(crate) fn write(dir: &Path, claims: usize, seed: u64, said: Said) -> anyhow::Result<()> {
    let case = CaseId::derive(&["exports"]);
    let log = FileLog::create(dir, &CaseFile::new(case, "Exports".to_owned()))?;
    let mut world = World {
        state: State::default(),
        log,
        chance: Chance::from_seed(seed),
        waiting: Vec::new(),
        commits: 0,
        states: Vec::new(),
        speakers: Vec::new(),
        sources: Vec::new(),
        claims: Vec::with_capacity(claims),
        said,
        matters: match said {
            Said::TheSame => 20,
            Said::Others => (claims / 200).max(20),
        },
    };
    world.say(Command::OpenCase { case, title: "Exports".to_owned() })?;
    world.people()?;
    while world.claims.len() < claims {
        world.page(claims)?;
    }
    world.commit()?;
    world.log.close();
    Ok(())
}

fn minute(minutes: usize) -> Instant {
    let seconds = 1_930_000_000 + 60 * minutes as i64;
    chrono::DateTime::from_timestamp(seconds, 0).unwrap_or_default()
}

impl World {
    fn say(&mut self, command: Command) -> anyhow::Result<()> {
        self.waiting.push(command);
        if self.waiting.len() >= A_COMMIT { self.commit() } else { Ok(()) }
    }

    fn commit(&mut self) -> anyhow::Result<()> {
        let commands = std::mem::take(&mut self.waiting);
        if commands.is_empty() {
            return Ok(());
        }
        let recorded_at = minute(1_000_000 + self.claims.len());
        let mut all = Decided::default();
        for command in commands {
            let decided = decide(&self.state, command, &[]).context("the rules allow it")?;
            for (_, event) in decided.clone().into_events() {
                let position = self.state.head().next();
                let analyst = "Ida Moor".to_owned();
                self.state.apply(&Recorded { position, recorded_at, analyst, event });
            }
            all.join(decided);
        }
        self.commits += 1;
        let mut entropy = [0; 32];
        entropy[..8].copy_from_slice(&self.commits.to_be_bytes());
        let header = CommitHeader {
            id: format!("exports-{}", self.commits).try_into()?,
            recorded_at,
            analyst: "Ida Moor".to_owned(),
            agent: "bench@1".to_owned(),
            correlation: None,
            causation: None,
        };
        let commit = Commit { header, request: Digest(entropy), decided: all, entropy };
        for answer in self.log.append_all(vec![commit]) {
            let _ = answer?;
        }
        Ok(())
    }

    fn actor(&mut self, kind: ActorKind, name: &str) -> anyhow::Result<ActorId> {
        let id = Actor::id_of(kind, name);
        let (name, basis) = (name.to_owned(), "page".to_owned());
        self.say(Command::AddActor(Actor { id, kind, name, basis }))?;
        Ok(id)
    }

    fn people(&mut self) -> anyhow::Result<()> {
        for n in 0..12 {
            let state = self.actor(ActorKind::State, &format!("State of Number {n}"))?;
            self.states.push(state);
        }
        for n in 0..400 {
            let person = self.actor(ActorKind::Person, &format!("Speaker Number {n}"))?;
            self.speakers.push(person);
            let principal = self.states[n % self.states.len()];
            self.say(Command::AddSpeaksFor(SpeaksFor {
                actor: person,
                principal,
                role: Some("spokesperson".to_owned()),
                period: counterclaim_model::Period::ALWAYS,
                basis: "page".to_owned(),
            }))?;
        }
        for n in 0..40 {
            let name = format!("Harbour Wire {n}");
            let outlet = self.actor(ActorKind::Outlet, &name)?;
            let id = Source::id_of(&name);
            let url = Some(format!("https://wire{n}.example/"));
            self.say(Command::RegisterSource(Source { id, name, outlet, url }))?;
            self.sources.push(id);
        }
        for n in 0..self.matters {
            let id = format!("matter-{n}").parse()?;
            self.say(Command::AddMatter(Matter { id, title: format!("What became of {n}") }))?;
        }
        self.commit()
    }

    /// One page with its posts, their claims and links among them.
    fn page(&mut self, claims: usize) -> anyhow::Result<()> {
        let number = self.claims.len();
        let source = self.sources[self.chance.below(self.sources.len())];
        let mut text = [0; 32];
        text[..8].copy_from_slice(&(number as u64).to_be_bytes());
        let captured_at = Some(Moment::minute(minute(number / 4 + 600)));
        let capture = Capture {
            id: Capture::id_of(source, Digest(text)),
            source,
            title: Some("Live: the harbour".to_owned()),
            url: Some(format!("https://wire.example/live/{number}")),
            final_url: None,
            status: None,
            headers: Vec::new(),
            captured_at,
            captured_from: Some(CapturedFrom::Option),
            bytes: Digest(text),
            text: Digest(text),
            reader: "bench@1".to_owned(),
            faults: Vec::new(),
        };
        self.say(Command::RecordCapture(capture.clone()))?;
        for n in 0..A_PAGE {
            if self.claims.len() >= claims {
                break;
            }
            let place = self.post(&capture, n)?;
            for _ in 0..A_POST.min(claims - self.claims.len()) {
                self.claim(&place)?;
            }
        }
        self.links(number)
    }

    fn post(&mut self, capture: &Capture, n: usize) -> anyhow::Result<Place> {
        let published = Moment::minute(minute(self.claims.len() / 4));
        let key = PostKey::Permalink(format!("https://wire.example/post/{}", self.claims.len()));
        let post = key.post(capture.source);
        let PostKey::Permalink(permalink) = &key else { anyhow::bail!("it is one") };
        self.say(Command::RecordPost {
            post: Post {
                id: post,
                source: capture.source,
                permalink: Some(permalink.clone()),
                published: Some(published),
                key,
            },
            version: PostVersion {
                post,
                capture: capture.id,
                headline: Some("Both sides speak of the harbour, and say other things".to_owned()),
                number: n as u32 + 1,
                start: 400 * n as u32,
                end: 400 * (n as u32 + 1),
                content: capture.text,
            },
        })?;
        Ok(Place { source: capture.source, capture: capture.clone(), post, published })
    }

    fn statement(&mut self, number: usize) -> String {
        match self.said {
            Said::TheSame => format!(
                "\"Our\" forces did not strike the harbour of Lunmark, and {number} ships left it that night"
            ),
            Said::Others => {
                let words: Vec<String> = (0..14).map(|_| word(self.chance.skewed(WORDS))).collect();
                format!("The forces, {}, and {number} ships left", words.join(" "))
            }
        }
    }

    fn claim(&mut self, place: &Place) -> anyhow::Result<()> {
        let number = self.claims.len();
        let id = ClaimId::derive(&["exports", &number.to_string()]);
        self.claims.push(id);
        let speaker = self.speakers[self.chance.skewed(self.speakers.len())];
        let is_quoted = self.chance.happens(0.4);
        let statement = self.statement(number);
        let anchor = |quote: &str, start: u32| Anchor {
            quote: quote.to_owned(),
            prefix: "morning that the ministry had ma".to_owned(),
            suffix: ", an official in the port added.".to_owned(),
            start,
            end: start + quote.chars().count() as u32,
        };
        let figure = Figure {
            measure: "left".to_owned(),
            counts: Some("ships".to_owned()),
            whose: None,
            place: Some("Lunmark".to_owned()),
            period: None,
            as_of: None,
            low: Some(Amount::whole(number as i64)),
            best: Some(Amount::whole(number as i64)),
            high: Some(Amount::whole(number as i64)),
            qualifier: None,
            qualifier_by: None,
            variants: Vec::new(),
            anchor: Some(anchor(&format!("{number} ships"), 160)),
        };
        let accused = self.states[self.chance.below(self.states.len())];
        let claim = Claim {
            statement: statement.clone(),
            speaker: Speaker {
                actor: Some(speaker),
                phrase: Some("the ministry's spokesperson".to_owned()),
                role: Some("spokesperson".to_owned()),
                candidates: Vec::new(),
            },
            relayed_by: None,
            modality: if number.is_multiple_of(3) { Modality::Denies } else { Modality::Asserts },
            form: if is_quoted { Form::Direct } else { Form::Indirect },
            wording: if is_quoted { Wording::Speaker } else { Wording::Outlet },
            language: Some("en".to_owned()),
            translated: None,
            attribution: Attribution::Explicit,
            grounds: Grounds::NotStated,
            about: vec![About { actor: accused, role: AboutRole::Accused }],
            figures: if number.is_multiple_of(5) { vec![figure] } else { Vec::new() },
            asserted_at: None,
        };
        let sighting = Sighting {
            claim: id,
            source: place.source,
            post: place.post,
            capture: place.capture.id,
            text: place.capture.text,
            published: Some(place.published),
            venue: None,
            content: vec![anchor(&statement, 120)],
            source_phrase: vec![anchor("the ministry's spokesperson", 90)],
            cue: vec![anchor("said", 117)],
            mentions: Vec::new(),
            takes_back: false,
        };
        let matter = match self.said {
            Said::TheSame => number / 50 % self.matters,
            // A page is on one matter; some matters are on many pages.
            Said::Others => (number / (A_PAGE * A_POST)).pow(2) / 7 % self.matters,
        };
        let matters = vec![format!("matter-{matter}").parse()?];
        let claim = NewClaim { id, claim, sighting: Some(sighting), matters };
        // One in five still waits in the queue.
        self.say(if number % 5 == 4 {
            let origin =
                Origin { rule: "said-that@3".to_owned(), confidence: 90, flags: Vec::new() };
            Command::ProposeClaim { claim, origin }
        } else {
            Command::RecordClaim(claim)
        })?;
        if number.is_multiple_of(100) {
            let (by, scale) = ("Ida Moor".to_owned(), "house".to_owned());
            self.commit()?;
            self.say(Command::AddReview(Review {
                id: ReviewId::derive(&[&id.to_string(), &by, &scale, "0"]),
                claim: id,
                by,
                scale,
                rating: "not shown".to_owned(),
                reason: Some("Nothing in what was read shows it.".to_owned()),
                published: None,
            }))?;
        }
        Ok(())
    }

    fn links(&mut self, first: usize) -> anyhow::Result<()> {
        self.commit()?;
        let size = self.claims.len() - first;
        let mut drawn = std::collections::BTreeSet::new();
        for (relation, in_hundred) in LINKS {
            for _ in 0..size * in_hundred / 100 {
                let (one, other) = (self.chance.below(size), self.chance.below(size));
                let (from, to) =
                    (self.claims[first + one.max(other)], self.claims[first + one.min(other)]);
                let link = Link {
                    id: Link::id_of(from, relation, to),
                    from,
                    to,
                    relation,
                    basis: Basis::Inferred,
                    stated_in: None,
                    cue: None,
                    reason: "both speak of the same night".to_owned(),
                    weight: 100,
                };
                if from != to && drawn.insert(link.id) {
                    self.say(Command::AddLink { link, by: "Ida Moor".to_owned() })?;
                }
            }
        }
        self.commit()
    }
}
