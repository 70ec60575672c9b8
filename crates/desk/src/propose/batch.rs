//! Proposals from any tool: lines in the shape of `extract`. A proposal's quote is verified against the
//! captured text, or the line is refused by number; nothing of a batch with a refused line is recorded.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use counterclaim_ingest::{Span, Text};
use counterclaim_model::{
    About, AboutRole, Actor, ActorId, ActorKind, Attribution, Basis, Capture, Claim, ClaimId,
    Clock, Command, CommitId, Digest, Form, Grounds, Link, Matter, MatterId, Mention, Modality,
    NewClaim, Origin, Period, PostVersion, Relation, Sighting, Speaker, SpeaksFor, Wording,
};
use counterclaim_views::Record;

use super::fields::{self, field, per_cent};
use super::places::{content_spans, own_words, places, spoken_variants};
use crate::answers::{
    AboutLine, ClaimLine, ExtractLine, LinkLine, MentionLine, Offsets, Submitted,
};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::intake::{joint_name, member_of};
use crate::submit::Request;

/// What stands between the names of several who speak together.
const JOINED: &str = "; ";

impl Desk {
    /// Proposes what the lines say. Page and post lines are read over: captures come in by `ingest`.
    ///
    /// Spans may be left out where the quote occurs exactly once in its post.
    ///
    /// # Errors
    /// [`DeskError::Batch`] names every line that was refused, and why; nothing was recorded then.
    pub fn propose(
        &mut self,
        lines: &str,
        key: Option<CommitId>,
        dry_run: bool,
    ) -> Result<Submitted, DeskError> {
        let mut batch = Batch {
            desk: self,
            commands: Vec::new(),
            ids: BTreeMap::new(),
            texts: BTreeMap::new(),
            read_in: BTreeMap::new(),
            ordinals: BTreeMap::new(),
            new_actors: BTreeSet::new(),
        };
        let mut refused = Vec::new();
        for (number, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty())
        {
            if let Err(why) = batch.line(line) {
                refused.push(format!("line {}: {why}", number + 1));
            }
        }
        let commands = batch.commands;
        if !refused.is_empty() {
            return Err(DeskError::Batch(refused));
        }
        let typed = Some(lines.to_owned());
        self.submit(Request { commands, key, typed, dry_run, ..Request::default() })
    }
}

/// A batch of proposals on its way to commands.
struct Batch<'d> {
    desk: &'d Desk,
    commands: Vec<Command>,
    /// Ids of the batch's own claims.
    ids: BTreeMap<String, ClaimId>,
    /// Captured texts, read once.
    texts: BTreeMap<Digest, Rc<Text>>,
    /// Where the batch's own claims were read: text and post.
    read_in: BTreeMap<ClaimId, (Rc<Text>, Span)>,
    /// How often each claim's parts came up so far.
    ordinals: BTreeMap<[String; 3], u32>,
    /// Actors this batch brings: only of these does it also say for whom they speak.
    new_actors: BTreeSet<ActorId>,
}

impl Batch<'_> {
    fn line(&mut self, line: &str) -> Result<(), String> {
        match serde_json::from_str(line)
            .map_err(|error| format!("not a line of extract: {error}"))?
        {
            ExtractLine::Page(_) | ExtractLine::Post(_) => Ok(()),
            ExtractLine::Claim(claim) => self.claim(&claim),
            ExtractLine::Link(link) => self.link(&link),
        }
    }

    fn claim(&mut self, line: &ClaimLine) -> Result<(), String> {
        let digest: Digest =
            line.text_sha256.parse().map_err(|error| format!("text_sha256: {error}"))?;
        let (capture, version) = self.post(digest, line)?;
        let text = self.text(digest)?;
        let content = content_spans(&text, line, &version)?;
        let sources = places(&text, &line.source_spans, "source_spans")?;
        let cues = places(&text, &line.cue_spans, "cue_spans")?;
        let modality = field("modality", line.modality.as_deref(), Modality::Asserts)?;
        let form = field("form", line.form.as_deref(), Form::Indirect)?;
        let wording = field("wording", line.wording.as_deref(), Wording::Outlet)?;
        own_words(&text, &version, &content, form, wording)?;
        spoken_variants(&text, &version, line)?;
        let id = self.claim_id(&text, &version, &sources, &content);
        let actor = self.speaker(line)?;
        let matters = self.matters(&line.matters)?;
        let anchors =
            |spans: &[Span]| spans.iter().map(|span| text.anchor(*span)).collect::<Vec<_>>();
        let phrase = sources.first().map(|span| text.slice(*span).to_owned());
        let claim = Claim {
            statement: line.statement.clone(),
            speaker: Speaker { actor, phrase, role: line.role.clone(), candidates: Vec::new() },
            relayed_by: line.relayed_by.as_deref().map(|name| self.actor(name, ActorKind::Unnamed)),
            modality,
            form,
            wording,
            language: line.language.clone(),
            translated: line.translated,
            attribution: field("attribution", line.attribution.as_deref(), Attribution::Explicit)?,
            grounds: field("grounds", line.grounds.as_deref(), Grounds::NotStated)?,
            about: self.about(line)?,
            figures: line
                .figures
                .iter()
                .map(|figure| fields::figure(&text, figure))
                .collect::<Result<_, _>>()?,
            asserted_at: line.asserted_at.as_deref().map(fields::moment).transpose()?,
        };
        let published =
            self.desk.views.post(version.post, Clock::NOW).and_then(|post| post.post.published);
        let sighting = Sighting {
            claim: id,
            source: capture.source,
            post: version.post,
            capture: capture.id,
            text: digest,
            published,
            venue: line.venue.clone(),
            content: anchors(&content),
            source_phrase: anchors(&sources),
            cue: anchors(&cues),
            mentions: line
                .mentions
                .iter()
                .map(|mention| mentioned(&text, mention))
                .collect::<Result<_, _>>()?,
            takes_back: false,
        };
        self.ids.insert(line.id.clone(), id);
        let post = Span::new(version.start, version.end);
        self.read_in.insert(id, (Rc::clone(&text), post));
        self.commands.push(Command::ProposeClaim {
            claim: NewClaim { id, claim, sighting: Some(sighting), matters },
            origin: Origin {
                rule: if line.rule.is_empty() { "propose".to_owned() } else { line.rule.clone() },
                confidence: per_cent(line.confidence)?,
                flags: line.flags.clone(),
            },
        });
        Ok(())
    }

    fn link(&mut self, line: &LinkLine) -> Result<(), String> {
        let relation: Relation = (line.relation.parse())
            .map_err(|_| format!("relation: {:?} is not one", line.relation))?;
        let (from, to) = (self.end(&line.from)?, self.end(&line.to)?);
        let basis = field("basis", Some(&line.basis), Basis::Inferred)?;
        let reason = if line.reason.is_empty() {
            format!("proposed by {}", line.rule)
        } else {
            line.reason.clone()
        };
        let cue = line.cue.clone().map(|cue| self.verified_cue(from, cue)).transpose()?;
        self.commands.push(Command::ProposeLink {
            link: Link {
                id: Link::id_of(from, relation, to),
                from,
                to,
                relation,
                basis,
                stated_in: (basis == Basis::Stated).then_some(from),
                cue: cue.flatten(),
                reason,
                weight: 100,
            },
            origin: Origin {
                rule: line.rule.clone(),
                confidence: per_cent(line.confidence)?,
                flags: Vec::new(),
            },
        });
        Ok(())
    }

    /// Returns the page's verb if the post of the claim says it; none if that post is not at hand.
    fn verified_cue(&self, from: ClaimId, cue: String) -> Result<Option<String>, String> {
        match self.read_in.get(&from) {
            Some((text, post)) if text.slice(*post).contains(&cue) => Ok(Some(cue)),
            Some(_) => Err(format!("cue: {cue:?} is not in the post")),
            None => Ok(None),
        }
    }

    /// Returns the claim that an end of a link names: one of this batch, or one of the case.
    fn end(&self, id: &str) -> Result<ClaimId, String> {
        match self.ids.get(id) {
            Some(id) => Ok(*id),
            None => self.desk.claim_id(id).map_err(|error| error.to_string()),
        }
    }

    fn post(&self, text: Digest, line: &ClaimLine) -> Result<(Capture, PostVersion), String> {
        let views = &self.desk.views;
        let outlet = line.outlet.as_deref();
        let of_outlet = |capture: &&Record<Capture>| {
            let source = views.source(capture.value.source, Clock::NOW);
            outlet.is_none_or(|outlet| source.is_some_and(|at| at.source.name == outlet))
        };
        let captures = views.captures(Clock::NOW).filter(|capture| capture.value.text == text);
        let captures: Vec<_> = captures.filter(of_outlet).collect();
        let capture = match captures.as_slice() {
            [one] => one.value.clone(),
            [] => return Err(format!("no capture with the text {text}: ingest the page first")),
            _ => return Err(format!("several outlets carry the text {text}: name the outlet")),
        };
        let version = views
            .posts(Clock::NOW)
            .flat_map(|post| post.versions.iter())
            .map(|version| &version.value)
            .find(|version| version.capture == capture.id && version.number == line.post);
        let version = version.cloned().ok_or_else(|| {
            let number = line.post;
            format!(
                "post {number} is not new in this capture: propose from the capture it came with"
            )
        })?;
        Ok((capture, version))
    }

    fn text(&mut self, digest: Digest) -> Result<Rc<Text>, String> {
        if let Some(text) = self.texts.get(&digest) {
            return Ok(Rc::clone(text));
        }
        let bytes = self.desk.book.log().evidence(&digest).map_err(|error| error.to_string())?;
        let bytes = bytes.ok_or_else(|| format!("the text {digest} is not kept"))?;
        let text = Rc::new(Text::new(String::from_utf8_lossy(&bytes).into_owned()));
        self.texts.insert(digest, Rc::clone(&text));
        Ok(text)
    }

    fn speaker(&mut self, line: &ClaimLine) -> Result<Option<ActorId>, String> {
        let Some(name) = line.speaker.as_deref() else { return Ok(None) };
        let kind = field("speaker_kind", line.speaker_kind.as_deref(), ActorKind::Unnamed)?;
        if name.contains(JOINED) {
            return Ok(Some(self.joint(name, kind)));
        }
        let actor = self.actor(name, kind);
        // What the case knows of an actor is not for a proposal to change.
        let is_new = self.new_actors.contains(&actor);
        if let Some(party) = line.party.as_deref().filter(|party| is_new && *party != name) {
            let principal = self.actor(party, ActorKind::State);
            self.commands.push(Command::AddSpeaksFor(SpeaksFor {
                actor,
                principal,
                role: line.role.clone(),
                period: Period::ALWAYS,
                basis: "proposal".to_owned(),
            }));
        }
        Ok(Some(actor))
    }

    /// Returns the actor that stands for several who speak together, as `extract` names them.
    fn joint(&mut self, names: &str, kind: ActorKind) -> ActorId {
        let names: Vec<&str> = names.split(JOINED).map(str::trim).collect();
        let joint = self.actor(&joint_name(&names), ActorKind::Organisation);
        for name in names {
            let principal = self.actor(name, kind);
            if self.new_actors.contains(&joint) {
                let member = member_of(joint, principal, "proposal");
                self.commands.push(Command::AddSpeaksFor(member));
            }
        }
        joint
    }

    fn about(&mut self, line: &ClaimLine) -> Result<Vec<About>, String> {
        let about = |about: &AboutLine| {
            let role = field("about.role", Some(&about.role), AboutRole::Described)?;
            Ok(About { actor: self.actor(&about.actor, ActorKind::Unnamed), role })
        };
        line.about.iter().map(about).collect()
    }

    /// Derives the id of a claim; equal words of one phrase in one post are told apart by their order.
    fn claim_id(
        &mut self,
        text: &Text,
        version: &PostVersion,
        sources: &[Span],
        content: &[Span],
    ) -> ClaimId {
        let words = |spans: &[Span]| {
            let words: Vec<&str> = spans.iter().map(|span| text.slice(*span)).collect();
            crate::intake::normalised(&words.join(" "))
        };
        let parts = [version.post.to_string(), words(sources), words(content)];
        let ordinal = self.ordinals.entry(parts.clone()).or_default();
        *ordinal += 1;
        let [post, phrase, content] = parts;
        ClaimId::derive(&[&post, &phrase, &content, &(*ordinal - 1).to_string()])
    }

    /// Returns the actor of this name, known to the case or made known now.
    fn actor(&mut self, name: &str, kind: ActorKind) -> ActorId {
        if let [known] = self.desk.views.actor_named(name, Clock::NOW).as_slice() {
            return *known;
        }
        let id = Actor::id_of(kind, name);
        let basis = "proposal".to_owned();
        self.new_actors.insert(id);
        self.commands.push(Command::AddActor(Actor { id, kind, name: name.to_owned(), basis }));
        id
    }

    fn matters(&mut self, slugs: &[String]) -> Result<Vec<MatterId>, String> {
        let ids: Vec<MatterId> = slugs
            .iter()
            .map(|slug| slug.parse().map_err(|error| format!("matters: {error}")))
            .collect::<Result<_, _>>()?;
        for id in &ids {
            if self.desk.views.matter(id, Clock::NOW).is_none() {
                let title = id.as_str().replace('-', " ");
                self.commands.push(Command::AddMatter(Matter { id: id.clone(), title }));
            }
        }
        Ok(ids)
    }
}

fn mentioned(text: &Text, line: &MentionLine) -> Result<Mention, String> {
    let anchors = |offsets: &[Offsets], what: &str| {
        Ok::<_, String>(
            places(text, offsets, what)?.into_iter().map(|span| text.anchor(span)).collect(),
        )
    };
    Ok(Mention {
        form: field("mentions.form", Some(&line.form), Form::Indirect)?,
        content: anchors(&line.content_spans, "mentions.content_spans")?,
        source: anchors(&line.source_spans, "mentions.source_spans")?,
        cue: anchors(&line.cue_spans, "mentions.cue_spans")?,
    })
}
