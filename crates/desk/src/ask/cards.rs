//! From a claim as it stands to the card that shows it: ids become names, words get their marks.

use counterclaim_model::{
    ActorId, ClaimId, Figure, Form, MatterId, Moment, PostVersion, Sighting, Vantage, Variant,
    Voice, Wording,
};
use counterclaim_views::{ClaimAt, LinkAt, PostAt, SightingAt};

use super::lens::Lens;
use crate::answers::{
    AboutShown, Card, FigureShown, LinkCard, Marks, Named, PlaceShown, Times, Words,
};

impl Lens<'_> {
    /// Returns the claim's card, if the claim is there on this clock.
    pub(crate) fn card_of(&self, id: ClaimId) -> Option<Card> {
        self.desk.views.claim(id, self.clock).map(|claim| self.card(&claim))
    }

    /// Returns every live claim as a card, in order of recording.
    pub(crate) fn live(&self) -> Vec<Card> {
        let claims = self.desk.views.claims(self.clock);
        claims.filter(|claim| claim.status.is_live()).map(|claim| self.card(&claim)).collect()
    }

    /// Returns a claim's card in full.
    pub(crate) fn card(&self, at: &ClaimAt<'_>) -> Card {
        Card { sighted: self.sighted(at), ..self.listed_card(at) }
    }

    /// Returns a claim's card for a page of many: without the places in full.
    pub(super) fn listed_card(&self, at: &ClaimAt<'_>) -> Card {
        let claim = &at.claim;
        let first = at.sightings.first();
        let vantage = self.vantage(at.said());
        Card {
            id: at.id,
            statement: claim.statement.clone(),
            words: first.map(|seen| words(seen, claim.wording)).unwrap_or_default(),
            speaker: self.named(claim.speaker.actor),
            phrase: claim.speaker.phrase.clone(),
            role: claim.speaker.role.clone(),
            party: self.party(claim.speaker.actor, vantage),
            candidates: claim
                .speaker
                .candidates
                .iter()
                .map(|actor| self.named(Some(*actor)))
                .collect(),
            relayed_by: claim.relayed_by.map(|actor| self.named(Some(actor))),
            outlet: first.and_then(|seen| self.outlet(seen)),
            venue: first.and_then(|seen| seen.sighting.venue.clone()),
            modality: claim.modality,
            form: claim.form,
            wording: claim.wording,
            attribution: claim.attribution,
            grounds: claim.grounds,
            about: self.about(at, vantage),
            figures: claim.figures.iter().map(figure).collect(),
            matters: at.matters.iter().map(|matter| (*matter).clone()).collect(),
            times: self.times(at),
            place: first.and_then(|seen| self.place(seen)),
            sightings: at.sightings.len(),
            status: at.status,
            revision: at.revision,
            standing: self.standing_of(at.id).map(|standing| self.standing(at.id, &standing)),
            flags: at.origin.map(|origin| origin.flags.clone()).unwrap_or_default(),
            confidence: at.origin.map(|origin| origin.confidence),
            rule: at.origin.map(|origin| origin.rule.clone()),
            language: claim.language.clone(),
            translated: claim.translated,
            matter_titles: at.matters.iter().map(|matter| self.title(matter)).collect(),
            sighted: Vec::new(),
            finding: self.finding(at),
        }
    }

    /// Returns every live link between two live claims, in order of recording.
    pub(crate) fn live_links(&self) -> Vec<LinkCard> {
        let is_live = |id: ClaimId| {
            self.desk.views.claim(id, self.clock).is_some_and(|claim| claim.status.is_live())
        };
        let links = self.desk.views.links(self.clock).filter(|link| link.status.is_live());
        let links = links.filter(|link| is_live(link.link.from) && is_live(link.link.to));
        links.map(|link| self.link(&link)).collect()
    }

    pub(crate) fn link(&self, at: &LinkAt<'_>) -> LinkCard {
        LinkCard {
            id: at.link.id,
            relation: at.link.relation,
            basis: at.link.basis,
            cue: at.link.cue.clone(),
            reason: at.link.reason.clone(),
            status: at.status,
            by: at.origin.map_or_else(|| at.by.to_owned(), |origin| origin.rule.clone()),
            checked_by: at.checked_by.map(str::to_owned),
            weight_percent: at.link.weight,
            recorded: at.recorded_at,
            from: at.link.from,
            to: at.link.to,
            revision: at.revision,
            stated_in: at.link.stated_in,
            confidence: at.origin.map(|origin| origin.confidence),
            flags: at.origin.map(|origin| origin.flags.clone()).unwrap_or_default(),
        }
    }

    /// Returns an actor's name, as what it is known to be on this clock.
    pub(crate) fn named(&self, actor: Option<ActorId>) -> Named {
        let Some(actor) = actor else { return Named::nobody() };
        let known_as = self.desk.views.affiliations().canonical(actor, self.clock.as_of);
        match self.desk.views.actor(known_as, self.clock) {
            Some(at) => {
                Named { id: Some(known_as), name: at.actor.name.clone(), kind: Some(at.actor.kind) }
            }
            None => Named { id: Some(known_as), name: known_as.to_string(), kind: None },
        }
    }

    pub(crate) fn party(&self, actor: Option<ActorId>, vantage: Vantage) -> Named {
        self.named(actor.map(|actor| self.desk.views.affiliations().party(actor, vantage)))
    }

    pub(crate) fn vantage(&self, said: Option<Moment>) -> Vantage {
        Vantage { said: said.map(|moment| moment.at), as_of: self.clock.as_of }
    }

    pub(crate) fn title(&self, matter: &MatterId) -> String {
        let at = self.desk.views.matter(matter, self.clock);
        at.map_or_else(|| matter.to_string(), |at| at.title.clone())
    }

    fn outlet(&self, seen: &SightingAt<'_>) -> Option<String> {
        let source = self.desk.views.source(seen.sighting.source, self.clock)?;
        Some(source.source.name.clone())
    }

    fn about(&self, at: &ClaimAt<'_>, vantage: Vantage) -> Vec<AboutShown> {
        let shown = |about: &counterclaim_model::About| AboutShown {
            actor: self.named(Some(about.actor)),
            party: self.party(Some(about.actor), vantage),
            role: about.role,
        };
        at.claim.about.iter().map(shown).collect()
    }

    fn times(&self, at: &ClaimAt<'_>) -> Times {
        let capture = at
            .sightings
            .first()
            .and_then(|seen| self.desk.views.capture(seen.sighting.capture, self.clock));
        Times {
            said: at.claim.asserted_at,
            published: at.published(),
            captured: capture.and_then(|capture| capture.value.captured_at),
            recorded: at.recorded_at,
        }
    }

    fn place(&self, seen: &SightingAt<'_>) -> Option<PlaceShown> {
        let sighting = seen.sighting;
        let post = self.desk.views.post(sighting.post, self.clock)?;
        let version = version(&post, sighting)?;
        Some(PlaceShown {
            post: sighting.post,
            number: version.number,
            headline: version.headline.clone(),
            capture: sighting.capture,
            text: sighting.text,
            start: sighting.content.first()?.start,
            end: sighting.content.last()?.end,
        })
    }
}

/// Returns the wording of a post that a sighting is of. Its number is the one of the capture the words
/// stand in: later captures count anew.
pub(super) fn version<'p>(post: &PostAt<'p>, sighting: &Sighting) -> Option<&'p PostVersion> {
    let mut versions = post.versions.iter().map(|version| &version.value);
    let latest = post.versions.last().map(|version| &version.value);
    versions.find(|version| version.capture == sighting.capture).or(latest)
}

/// Puts each piece in its marks. Only words that the page gives as the speaker's own are the speaker's;
/// of mixed wording every piece is the outlet's, with the page's own quotation marks inside.
fn words(seen: &SightingAt<'_>, wording: Wording) -> Vec<Words> {
    let marks = match wording {
        Wording::Speaker => Marks::Speaker,
        Wording::Outlet | Wording::Mixed => Marks::Outlet,
    };
    seen.sighting.content.iter().map(|anchor| Words { text: anchor.quote.clone(), marks }).collect()
}

pub(super) fn figure(figure: &Figure) -> FigureShown {
    FigureShown {
        measure: figure.measure.clone(),
        counts: figure.counts.clone(),
        whose: figure.whose.clone(),
        place: figure.place.clone(),
        period: figure.period.clone(),
        low: figure.low.map(|amount| amount.to_string()),
        best: figure.best.map(|amount| amount.to_string()),
        high: figure.high.map(|amount| amount.to_string()),
        qualifier: figure.qualifier.clone(),
        words: figure.anchor.as_ref().map(|anchor| anchor.quote.clone()),
        variants: figure.variants.iter().map(variant).collect(),
        as_of: figure.as_of,
        qualifier_by: figure.qualifier_by,
        anchor: figure.anchor.clone(),
    }
}

fn variant(variant: &Variant) -> Words {
    let marks = match variant.by {
        Voice::Speaker => Marks::Speaker,
        Voice::Outlet => Marks::Outlet,
    };
    Words { text: variant.text.clone(), marks }
}

/// Returns whether a claim stands for itself: it is not known only through somebody else.
pub(crate) fn stands_for_itself(card: &Card) -> bool {
    card.form != Form::Implied
}
