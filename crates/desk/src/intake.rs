//! Intake: what was read from a page becomes commands, with ids in place of names. Known things fall
//! away here or in the rules, so that reading a page twice adds nothing.

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_ingest::{
    Candidate, CandidateMention, Extraction, Gazetteer, NamedActor, Page, Reading, Span,
};
use counterclaim_model::{
    About, Actor, ActorId, ActorKind, Capture, CaptureId, Claim, ClaimId, Command, Instant, Link,
    Matter, Mention, Moment, NewClaim, Origin, Ownership, Period, Post, PostId, PostVersion,
    Sighting, Source, SourceId, Speaker, SpeaksFor, State,
};

/// What a reading amounts to.
#[derive(Debug, Default)]
pub(crate) struct Intake {
    /// The wanted changes, in an order in which each finds what it needs.
    pub(crate) commands: Vec<Command>,
    /// The claim that each candidate stands for, whether new or known.
    pub(crate) claims: Vec<ClaimId>,
    /// The capture.
    pub(crate) capture: Option<CaptureId>,
}

/// Whether known posts are read for claims again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reread {
    /// Only new and changed posts.
    #[default]
    No,
    /// Every post; what a person has decided on is left alone.
    Yes,
}

/// Turns a reading into commands. `decided` tells whether a person decided on a claim of a
/// post that overlaps these words; it is asked only on [`Reread::Yes`].
pub(crate) fn intake(
    page: &Page,
    reading: &Reading,
    extraction: &Extraction,
    state: &State,
    reread: Reread,
    gazetteer: &Gazetteer,
    decided: impl Fn(PostId, &str) -> bool,
) -> Intake {
    let source = Source::id_of(&reading.source);
    let capture = Capture::id_of(source, reading.text_digest);
    let mut desk =
        Clerk { reading, source, capture, out: Intake::default(), known: BTreeSet::new() };
    desk.out.capture = Some(capture);
    desk.source(state, gazetteer);
    desk.page(page);
    let fresh = desk.posts(state, reread);
    desk.out.claims = claim_ids(reading, extraction, source);
    for (slug, title) in &extraction.matters {
        desk.out
            .commands
            .push(Command::AddMatter(Matter { id: slug.clone(), title: title.clone() }));
    }
    let mut proposed = BTreeSet::new();
    for (candidate, id) in extraction.claims.iter().zip(desk.out.claims.clone()) {
        let post = reading.posts[candidate.post].key.post(source);
        let again = reread == Reread::Yes
            && decided(post, &normalised(&words(reading, &candidate.content)));
        if fresh.contains(&candidate.post) && !again {
            desk.claim(candidate, id);
            proposed.insert(id);
        }
    }
    desk.links(extraction, state, &proposed);
    desk.out
}

/// Derives the id of every candidate: post, speaker phrase, normalised content, ordinal among equals.
fn claim_ids(reading: &Reading, extraction: &Extraction, source: SourceId) -> Vec<ClaimId> {
    let mut seen: BTreeMap<(usize, String, String), u32> = BTreeMap::new();
    let id = |candidate: &Candidate| {
        let phrase = normalised(&words(reading, &candidate.source));
        let content = normalised(&words(reading, &candidate.content));
        let ordinal = seen.entry((candidate.post, phrase.clone(), content.clone())).or_default();
        *ordinal += 1;
        let post = reading.posts[candidate.post].key.post(source).to_string();
        ClaimId::derive(&[&post, &phrase, &content, &(*ordinal - 1).to_string()])
    };
    extraction.claims.iter().map(id).collect()
}

/// Folds what a typesetter may change: case, white space, punctuation.
pub(crate) fn normalised(text: &str) -> String {
    let letters: String = text
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .flat_map(char::to_lowercase)
        .collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn words(reading: &Reading, spans: &[Span]) -> String {
    spans.iter().map(|span| reading.text.slice(*span)).collect::<Vec<_>>().join(" ")
}

/// Writes the commands of one reading.
struct Clerk<'a> {
    reading: &'a Reading,
    source: SourceId,
    capture: CaptureId,
    out: Intake,
    /// Actors already asked for in this reading.
    known: BTreeSet<ActorId>,
}

impl Clerk<'_> {
    /// Makes the source known, with its owner as the gazetteer has it.
    fn source(&mut self, state: &State, gazetteer: &Gazetteer) {
        if state.has_source(self.source) {
            return;
        }
        let entry = gazetteer.outlet(&self.reading.source);
        let basis = entry.map_or("page", |entry| entry.basis.as_str());
        let outlet = self.add(ActorKind::Outlet, &self.reading.source, basis);
        self.out.commands.push(Command::RegisterSource(Source {
            id: self.source,
            name: self.reading.source.clone(),
            outlet,
            url: None,
        }));
        if let Some(owned) = entry.and_then(|entry| entry.ownership.as_ref()) {
            let owner = self.add(ActorKind::State, &owned.owner, basis);
            let period = Period {
                from: year(owned.from.as_deref()),
                until: year_after(owned.until.as_deref()),
            };
            self.out.commands.push(Command::OwnSource {
                source: self.source,
                ownership: Ownership { owner, state: Some(owner), period },
            });
        }
    }

    fn page(&mut self, page: &Page) {
        self.out.commands.push(Command::RecordCapture(Capture {
            id: self.capture,
            source: self.source,
            title: self.reading.title.clone(),
            url: page.url.clone(),
            final_url: page.final_url.clone(),
            status: page.status,
            headers: page.headers.clone(),
            captured_at: self.reading.captured_at,
            captured_from: self.reading.captured_from,
            bytes: self.reading.bytes_digest,
            text: self.reading.text_digest,
            reader: self.reading.reader.clone(),
            faults: self.reading.faults.clone(),
        }));
    }

    /// Records every post and returns the indices of those to be read for claims.
    fn posts(&mut self, state: &State, reread: Reread) -> BTreeSet<usize> {
        let mut fresh = BTreeSet::new();
        for (index, read) in self.reading.posts.iter().enumerate() {
            let id = read.key.post(self.source);
            if reread == Reread::Yes || state.post_content(id) != Some(read.content) {
                fresh.insert(index);
            }
            self.out.commands.push(Command::RecordPost {
                post: Post {
                    id,
                    source: self.source,
                    key: read.key.clone(),
                    published: read.published,
                    permalink: read.permalink.clone(),
                },
                version: PostVersion {
                    post: id,
                    capture: self.capture,
                    headline: read.headline.map(|span| self.reading.text.slice(span).to_owned()),
                    number: read.number,
                    start: read.span.start,
                    end: read.span.end,
                    content: read.content,
                },
            });
        }
        fresh
    }

    fn claim(&mut self, candidate: &Candidate, id: ClaimId) {
        let claim = self.attributed(candidate);
        let sighting = self.sighting(candidate, id);
        self.out.commands.push(Command::ProposeClaim {
            claim: NewClaim {
                id,
                claim,
                sighting: Some(sighting),
                matters: candidate.matters.clone(),
            },
            origin: Origin {
                rule: candidate.rule.to_owned(),
                confidence: candidate.confidence,
                flags: candidate.flags.clone(),
            },
        });
    }

    fn attributed(&mut self, candidate: &Candidate) -> Claim {
        let actor = match (candidate.jointly.as_slice(), &candidate.speaker) {
            ([_, _, ..], _) => Some(self.joint(&candidate.jointly)),
            (_, Some(speaker)) => Some(self.actor(speaker)),
            (_, None) => None,
        };
        Claim {
            statement: candidate.statement.clone(),
            speaker: Speaker {
                actor,
                phrase: (!candidate.source.is_empty())
                    .then(|| words(self.reading, &candidate.source)),
                role: candidate.speaker.as_ref().and_then(|speaker| speaker.role.clone()),
                candidates: candidate.candidates.iter().map(|actor| self.actor(actor)).collect(),
            },
            relayed_by: candidate.relayed_by.as_ref().map(|actor| self.actor(actor)),
            modality: candidate.modality,
            form: candidate.form,
            wording: candidate.wording,
            language: candidate.language.clone(),
            translated: None,
            attribution: candidate.attribution,
            grounds: candidate.grounds,
            about: self.about(candidate),
            figures: candidate.figures.clone(),
            asserted_at: candidate.asserted_at,
        }
    }

    fn about(&mut self, candidate: &Candidate) -> Vec<About> {
        candidate
            .about
            .iter()
            .map(|(actor, role)| About { actor: self.actor(actor), role: *role })
            .collect()
    }

    /// Asks for an actor that stands for several who made one statement together, so that a joint appeal
    /// is not counted once for each; who they are is recorded with it.
    fn joint(&mut self, several: &[NamedActor]) -> ActorId {
        let names: Vec<&str> = several.iter().map(|actor| actor.name.as_str()).collect();
        let name = joint_name(&names);
        let joint = self.add(ActorKind::Organisation, &name, "page");
        for member in several {
            let principal = self.actor(member);
            self.out.commands.push(Command::AddSpeaksFor(member_of(joint, principal, "page")));
        }
        joint
    }

    /// Asks for an actor and everyone it speaks for, and returns its id.
    fn actor(&mut self, named: &NamedActor) -> ActorId {
        let id = self.add(named.kind, &named.name, &named.basis);
        let mut below = id;
        let mut role = named.role.clone();
        for principal in &named.principals {
            let above = self.add(principal.kind, &principal.name, &principal.basis);
            if above != below {
                self.out.commands.push(Command::AddSpeaksFor(SpeaksFor {
                    actor: below,
                    principal: above,
                    role: role.take(),
                    period: Period::ALWAYS,
                    basis: principal.basis.clone(),
                }));
            }
            below = above;
        }
        id
    }

    fn add(&mut self, kind: ActorKind, name: &str, basis: &str) -> ActorId {
        let id = Actor::id_of(kind, name);
        if self.known.insert(id) {
            let actor = Actor { id, kind, name: name.to_owned(), basis: basis.to_owned() };
            self.out.commands.push(Command::AddActor(actor));
        }
        id
    }

    fn sighting(&self, candidate: &Candidate, claim: ClaimId) -> Sighting {
        let post = &self.reading.posts[candidate.post];
        let anchors =
            |spans: &[Span]| spans.iter().map(|span| self.reading.text.anchor(*span)).collect();
        let mention = |mention: &CandidateMention| Mention {
            form: mention.form,
            content: anchors(&mention.content),
            source: anchors(&mention.source),
            cue: anchors(&mention.cue),
        };
        Sighting {
            claim,
            source: self.source,
            post: post.key.post(self.source),
            capture: self.capture,
            text: self.reading.text_digest,
            published: post.published,
            venue: candidate.venue.clone(),
            content: anchors(&candidate.content),
            source_phrase: anchors(&candidate.source),
            cue: anchors(&candidate.cue),
            mentions: candidate.mentions.iter().map(mention).collect(),
            takes_back: false,
        }
    }

    /// Proposes the links whose two ends are proposed here or known already.
    fn links(&mut self, extraction: &Extraction, state: &State, proposed: &BTreeSet<ClaimId>) {
        let is_there = |id: ClaimId| proposed.contains(&id) || state.claim_status(id).is_some();
        for found in &extraction.links {
            let (from, to) = (self.out.claims[found.from], self.out.claims[found.to]);
            let is_new = proposed.contains(&from) || proposed.contains(&to);
            if from == to || !is_new || !is_there(from) || !is_there(to) {
                continue;
            }
            let stated = found.basis == counterclaim_model::Basis::Stated;
            self.out.commands.push(Command::ProposeLink {
                link: Link {
                    id: Link::id_of(from, found.relation, to),
                    from,
                    to,
                    relation: found.relation,
                    basis: found.basis,
                    stated_in: stated.then_some(from),
                    cue: found.cue.clone(),
                    reason: found.reason.clone(),
                    weight: 100,
                },
                origin: Origin {
                    rule: found.rule.to_owned(),
                    confidence: found.confidence,
                    flags: Vec::new(),
                },
            });
        }
    }
}

/// Returns the name of the actor that stands for several together.
pub(crate) fn joint_name(names: &[&str]) -> String {
    format!("{} (jointly)", names.join(", "))
}

/// Returns that an actor stands for several together, and that `principal` is one of them.
pub(crate) fn member_of(actor: ActorId, principal: ActorId, basis: &str) -> SpeaksFor {
    let role = Some(SpeaksFor::JOINTLY.to_owned());
    SpeaksFor { actor, principal, role, period: Period::ALWAYS, basis: basis.to_owned() }
}

/// Returns the first instant of a year.
fn year(year: Option<&str>) -> Option<Instant> {
    let start = chrono::NaiveDate::from_ymd_opt(year?.parse().ok()?, 1, 1)?;
    Some(start.and_time(chrono::NaiveTime::MIN).and_utc())
}

/// Returns the first instant after a year.
fn year_after(last: Option<&str>) -> Option<Instant> {
    let next: i32 = last?.parse::<i32>().ok()?.checked_add(1)?;
    year(Some(&next.to_string()))
}

/// Returns the published span of a reading: its first and last dated post.
pub(crate) fn published_span(reading: &Reading) -> Option<(Moment, Moment)> {
    let dated = || reading.posts.iter().filter_map(|post| post.published);
    Some((dated().min_by_key(|moment| moment.at)?, dated().max_by_key(|moment| moment.at)?))
}
