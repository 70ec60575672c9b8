//! Events into tables: every event that a generated case has, none left out.

use std::collections::HashMap;
use std::hash::Hash;

use anyhow::Context as _;
use counterclaim_model::{
    Actor, ActorId, Anchor, Capture, CaptureId, ClaimId, Event, Figure, Link, Matter, MatterId,
    Moment, NewClaim, Origin, Post, PostId, PostVersion, Recorded, Review, Sighting, Source,
    SourceId, SpeaksFor,
};
use rusqlite::{Connection, ToSql, params};

/// Fills tables; keeps the numbers of what it wrote, so that nothing has to be looked up.
pub(crate) struct Fill<'c> {
    db: &'c Connection,
    actors: HashMap<ActorId, i64>,
    parties: HashMap<ActorId, i64>,
    sources: HashMap<SourceId, i64>,
    captures: HashMap<CaptureId, (i64, Option<Moment>)>,
    posts: HashMap<PostId, i64>,
    matters: HashMap<MatterId, i64>,
    claims: HashMap<ClaimId, i64>,
    sightings: i64,
    links: i64,
}

impl<'c> Fill<'c> {
    pub(crate) fn of(db: &'c Connection) -> Self {
        Self {
            db,
            actors: HashMap::new(),
            parties: HashMap::new(),
            sources: HashMap::new(),
            captures: HashMap::new(),
            posts: HashMap::new(),
            matters: HashMap::new(),
            claims: HashMap::new(),
            sightings: 0,
            links: 0,
        }
    }

    /// Writes an event's rows.
    ///
    /// # Errors
    /// The database's own; or an event that no generated case has.
    pub(crate) fn apply(&mut self, recorded: &Recorded) -> anyhow::Result<()> {
        let event = &recorded.event;
        if let Event::ClaimRecorded(new) = event {
            return self.claim(recorded, new, None);
        }
        if let Event::ClaimProposed(proposed) = event {
            return self.claim(recorded, &proposed.claim, Some(&proposed.origin));
        }
        if let Event::LinkAdded(added) = event {
            return self.link(recorded, &added.link, &added.by);
        }
        if let Event::PostRecorded(new) = event {
            return self.post(recorded, &new.post, &new.version);
        }
        if let Event::CaptureRecorded(capture) = event {
            return self.capture(recorded, capture);
        }
        if let Event::ReviewRecorded(review) = event {
            return self.review(recorded, review);
        }
        if let Event::ActorAdded(actor) = event {
            return self.actor(actor);
        }
        if let Event::ActorSpeaksFor(speaks_for) = event {
            return self.speaks_for(recorded, speaks_for);
        }
        if let Event::SourceRegistered(source) = event {
            return self.source(source);
        }
        if let Event::MatterAdded(matter) = event {
            return self.matter(matter);
        }
        let is_opening = matches!(event, Event::CaseOpened(_));
        anyhow::ensure!(is_opening, "no table is for {}", event.name());
        Ok(())
    }

    fn put(&self, statement: &str, values: &[&dyn ToSql]) -> anyhow::Result<()> {
        self.db.prepare_cached(statement)?.execute(values)?;
        Ok(())
    }

    fn actor(&mut self, actor: &Actor) -> anyhow::Result<()> {
        let id = next(&mut self.actors, actor.id);
        self.parties.insert(actor.id, id);
        let (kind, uuid) = (actor.kind.name(), actor.id.to_string());
        self.put(
            "INSERT INTO actors VALUES (?1, ?2, ?3, ?4, ?5)",
            params![id, uuid, kind, actor.name, actor.basis],
        )
    }

    fn speaks_for(&mut self, recorded: &Recorded, said: &SpeaksFor) -> anyhow::Result<()> {
        let (actor, principal) =
            (known(&self.actors, &said.actor)?, known(&self.actors, &said.principal)?);
        self.parties.insert(said.actor, principal);
        self.put(
            "INSERT INTO speaks_for VALUES (?1, ?2, ?3, ?4)",
            params![actor, principal, said.role, position(recorded)],
        )
    }

    fn source(&mut self, source: &Source) -> anyhow::Result<()> {
        let id = next(&mut self.sources, source.id);
        let (uuid, outlet) = (source.id.to_string(), known(&self.actors, &source.outlet)?);
        self.put(
            "INSERT INTO sources VALUES (?1, ?2, ?3, ?4, ?5)",
            params![id, uuid, source.name, outlet, source.url],
        )
    }

    fn matter(&mut self, matter: &Matter) -> anyhow::Result<()> {
        let id = next(&mut self.matters, matter.id.clone());
        let slug = matter.id.to_string();
        self.put("INSERT INTO matters VALUES (?1, ?2, ?3)", params![id, slug, matter.title])
    }

    fn capture(&mut self, recorded: &Recorded, capture: &Capture) -> anyhow::Result<()> {
        let id = self.captures.len() as i64 + 1;
        self.captures.insert(capture.id, (id, capture.captured_at));
        let source = known(&self.sources, &capture.source)?;
        self.put(
            "INSERT INTO captures VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                id,
                capture.id.to_string(),
                source,
                capture.url,
                capture.title,
                capture.captured_at.map(micros),
                capture.text.to_string(),
                position(recorded),
            ],
        )
    }

    fn post(
        &mut self,
        recorded: &Recorded,
        post: &Post,
        first: &PostVersion,
    ) -> anyhow::Result<()> {
        let id = next(&mut self.posts, post.id);
        let capture = self.captures.get(&first.capture).context("a post of an unknown page")?.0;
        self.put(
            "INSERT INTO posts VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                id,
                post.id.to_string(),
                known(&self.sources, &post.source)?,
                capture,
                post.permalink,
                post.published.map(micros),
                first.headline,
                first.number,
                position(recorded),
            ],
        )
    }

    fn claim(
        &mut self,
        recorded: &Recorded,
        new: &NewClaim,
        origin: Option<&Origin>,
    ) -> anyhow::Result<()> {
        let id = next(&mut self.claims, new.id);
        let claim = &new.claim;
        let speaker = claim.speaker.actor.map(|actor| known(&self.actors, &actor)).transpose()?;
        let party = claim.speaker.actor.and_then(|actor| self.parties.get(&actor).copied());
        let captured = |one: &Sighting| self.captures.get(&one.capture).and_then(|found| found.1);
        let public_from = new.sighting.as_ref().map_or(recorded.recorded_at, |sighting| {
            sighting.public_from(captured(sighting), recorded.recorded_at)
        });
        self.put(
            "INSERT INTO claims VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, \
             ?16, ?17, ?18, ?19, ?20)",
            params![
                id,
                new.id.to_string(),
                claim.statement,
                speaker,
                party,
                claim.speaker.phrase,
                claim.speaker.role,
                claim.modality.name(),
                claim.form.name(),
                claim.wording.name(),
                claim.language,
                claim.attribution.name(),
                claim.grounds.name(),
                if origin.is_some() { "proposed" } else { "checked" },
                origin.map(|origin| &origin.rule),
                origin.map(|origin| origin.confidence),
                recorded.recorded_at.timestamp_micros(),
                recorded.analyst,
                position(recorded),
                public_from.timestamp_micros(),
            ],
        )?;
        for about in &claim.about {
            let actor = known(&self.actors, &about.actor)?;
            let role = about.role.name();
            self.put("INSERT INTO about VALUES (?1, ?2, ?3)", params![id, actor, role])?;
        }
        for matter in &new.matters {
            let matter = known(&self.matters, matter)?;
            self.put("INSERT INTO claim_matters VALUES (?1, ?2)", params![id, matter])?;
        }
        claim.figures.iter().try_for_each(|figure| self.figure(id, figure))?;
        new.sighting.iter().try_for_each(|sighting| self.sighting(recorded, id, sighting))
    }

    fn figure(&self, claim: i64, figure: &Figure) -> anyhow::Result<()> {
        let [low, best, high] =
            [figure.low, figure.best, figure.high].map(|amount| amount.map(|one| one.as_f64()));
        self.put(
            "INSERT INTO figures VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                claim,
                figure.measure,
                figure.counts,
                figure.whose,
                figure.place,
                low,
                best,
                high,
                figure.qualifier
            ],
        )?;
        figure.anchor.iter().try_for_each(|anchor| self.anchor(claim, 3, anchor))
    }

    fn sighting(&mut self, at: &Recorded, claim: i64, sighting: &Sighting) -> anyhow::Result<()> {
        self.sightings += 1;
        let capture = self.captures.get(&sighting.capture).context("a claim of no page")?.0;
        let (source, post) =
            (known(&self.sources, &sighting.source)?, known(&self.posts, &sighting.post)?);
        let published = sighting.published.map(micros);
        self.put(
            "INSERT INTO sightings VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![self.sightings, claim, source, post, capture, published, position(at)],
        )?;
        let kinds = [&sighting.content, &sighting.source_phrase, &sighting.cue];
        for (kind, anchors) in kinds.into_iter().enumerate() {
            anchors.iter().try_for_each(|anchor| self.anchor(claim, kind as i64, anchor))?;
        }
        Ok(())
    }

    fn anchor(&self, claim: i64, kind: i64, anchor: &Anchor) -> anyhow::Result<()> {
        let Anchor { quote, prefix, suffix, start, end } = anchor;
        self.put(
            "INSERT INTO anchors VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![claim, kind, quote, prefix, suffix, start, end],
        )
    }

    fn link(&mut self, recorded: &Recorded, link: &Link, by: &str) -> anyhow::Result<()> {
        self.links += 1;
        self.put(
            "INSERT INTO links VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                self.links,
                link.id.to_string(),
                known(&self.claims, &link.from)?,
                known(&self.claims, &link.to)?,
                link.relation.name(),
                link.basis.name(),
                link.reason,
                link.weight,
                by,
                position(recorded),
            ],
        )
    }

    fn review(&self, recorded: &Recorded, review: &Review) -> anyhow::Result<()> {
        let claim = known(&self.claims, &review.claim)?;
        let Review { by, scale, rating, reason, .. } = review;
        self.put(
            "INSERT INTO reviews VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![claim, by, scale, rating, reason, position(recorded)],
        )
    }
}

fn next<I: Eq + Hash>(ids: &mut HashMap<I, i64>, id: I) -> i64 {
    let number = ids.len() as i64 + 1;
    *ids.entry(id).or_insert(number)
}

fn known<I: Eq + Hash>(ids: &HashMap<I, i64>, id: &I) -> anyhow::Result<i64> {
    ids.get(id).copied().context("an event names what was never recorded")
}

fn position(recorded: &Recorded) -> i64 {
    recorded.position.0 as i64
}

fn micros(moment: Moment) -> i64 {
    moment.at.timestamp_micros()
}
