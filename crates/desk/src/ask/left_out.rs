//! Pairs that look like contradictions and are none. Nothing of it is stored: the rule that reads a page
//! is asked again of the claims as they are recorded on the clock, page by page.

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_ingest::{RecordedClaim, left_out};
use counterclaim_model::{ActorKind, Basis, ClaimId};

use super::lens::Lens;
use crate::answers::{Card, LeftOutPair, LinkCard};

/// A page: its source, with the address or else the title it was captured under.
type Page = (String, String);

impl Lens<'_> {
    /// Returns the pairs among `cards` that were considered and left out, with the reason: one example
    /// for two parties and a reason on a page. `links` are the live links among them.
    pub(super) fn left_out(&self, cards: &[Card], links: &[LinkCard]) -> Vec<LeftOutPair> {
        let mut pages: BTreeMap<Page, Vec<&Card>> = BTreeMap::new();
        for card in cards {
            if let Some(page) = self.page_of(card) {
                pages.entry(page).or_default().push(card);
            }
        }
        // Each link by the page that both its ends are on: a large case has many pages, and many links.
        let numbered = (0..).zip(pages.values());
        let on: BTreeMap<ClaimId, usize> = numbered
            .flat_map(|(page, cards)| cards.iter().map(move |card| (card.id, page)))
            .collect();
        let mut within: Vec<Vec<&LinkCard>> = vec![Vec::new(); pages.len()];
        for link in links {
            if let Some(page) = on.get(&link.from).filter(|page| on.get(&link.to) == Some(*page)) {
                within[*page].push(link);
            }
        }
        let states = self.states();
        let pages = pages.into_values().zip(within);
        pages.flat_map(|(cards, links)| self.left_out_of(cards, &links, &states)).collect()
    }

    /// Returns the states known here, each with what else it is called.
    fn states(&self) -> Vec<(String, Vec<String>)> {
        let actors = self.desk.views.actors(self.clock);
        let states = actors.filter(|at| at.actor.kind == ActorKind::State);
        let named = states.map(|at| {
            let aliases = at.aliases.iter().map(|alias| alias.value.alias.clone());
            (at.actor.name.clone(), aliases.collect())
        });
        named.collect()
    }

    fn left_out_of(
        &self,
        mut cards: Vec<&Card>,
        links: &[&LinkCard],
        states: &[(String, Vec<String>)],
    ) -> Vec<LeftOutPair> {
        cards.sort_by_key(|card| card.place.as_ref().map(|place| (place.number, place.start)));
        let places: BTreeMap<ClaimId, usize> =
            cards.iter().enumerate().map(|(at, card)| (card.id, at)).collect();
        let ends = |link: &&LinkCard| Some((*places.get(&link.from)?, *places.get(&link.to)?));
        let linked: Vec<(usize, usize)> = links.iter().filter_map(ends).collect();
        let stated = links.iter().filter(|link| link.basis == Basis::Stated);
        let answering: BTreeSet<usize> = stated.filter_map(ends).map(|(from, _)| from).collect();
        let recorded: Vec<RecordedClaim> = cards.iter().map(|card| self.recorded(card)).collect();
        let pairs = left_out(&recorded, &linked, &answering, states, self.desk.gazetteer);
        let shown = pairs.into_iter().map(|pair| LeftOutPair {
            one: cards[pair.one].clone(),
            other: cards[pair.other].clone(),
            reason: pair.reason,
        });
        shown.collect()
    }

    fn page_of(&self, card: &Card) -> Option<Page> {
        let capture = self.desk.views.capture(card.place.as_ref()?.capture, self.clock)?;
        let address = capture.value.url.clone().or_else(|| capture.value.title.clone());
        Some((card.outlet.clone()?, address.unwrap_or_default()))
    }

    fn recorded(&self, card: &Card) -> RecordedClaim {
        let at = self.desk.views.claim(card.id, self.clock);
        let figures = at.map(|at| at.claim.figures.clone()).unwrap_or_default();
        RecordedClaim {
            words: card.words.iter().map(|words| words.text.clone()).collect(),
            mentions: self.mentions(card),
            party: card.party.id.map(|_| card.party.name.clone()),
            kind: card.speaker.kind,
            modality: card.modality,
            form: card.form,
            attribution: card.attribution,
            about: card.about.iter().map(|about| (about.party.name.clone(), about.role)).collect(),
            figures,
            matters: card.matters.clone(),
            grounds: card.grounds,
            published: None,
            credited: None,
        }
    }

    /// Returns the words of the other places of its post that say it.
    fn mentions(&self, card: &Card) -> Vec<String> {
        let at = self.desk.views.claim(card.id, self.clock);
        let first = at.as_ref().and_then(|at| at.sightings.first());
        let mentions = first.into_iter().flat_map(|seen| &seen.sighting.mentions);
        mentions.flat_map(|at| &at.content).map(|anchor| anchor.quote.clone()).collect()
    }
}
