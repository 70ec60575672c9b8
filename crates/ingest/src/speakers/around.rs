//! Whose ministry, whose president: what the post around a bare office or institution suggests. Called
//! where neither phrase nor page settles it; several answers mean that it stays open.

use counterclaim_model::ActorKind;

use super::piece::Description;
use super::post::PostView;
use super::resolve::Scene;
use crate::gazetteer::Seat;

impl Scene<'_> {
    /// Returns the states that the post suggests for a bare office or institution, best evidence only:
    /// the same institution named with its state; the party of the headline's speaker; the headline's subject
    /// or dateline where the two do not disagree; the only state named.
    pub(super) fn states_around(&self, utterance: usize, one: &Description) -> Vec<usize> {
        let post = self.utterances[utterance].post;
        let Some(view) = self.posts.get(post) else { return Vec::new() };
        if let Some(enclosing) = self.utterances[utterance].inside
            && let Some(state) = self.party_state(enclosing)
        {
            return vec![state];
        }
        let by_place = one
            .offices
            .iter()
            .any(|(office, _)| self.gazetteer.office(*office).seat == Seat::Place);
        if by_place && let Some(state) = view.dateline.as_ref().and_then(|place| place.state) {
            return vec![state];
        }
        for evidence in [self.same_institution(post, one), self.headline_parties(utterance)] {
            if !evidence.is_empty() {
                return evidence;
            }
        }
        view.suggested.get_or_init(|| self.circumstances(view)).clone()
    }

    pub(super) fn same_institution(&self, post: usize, one: &Description) -> Vec<usize> {
        let wanted = one.institution.filter(|wanted| !self.gazetteer.institution(*wanted).is_state);
        let Some(wanted) = wanted else { return Vec::new() };
        let field = self.gazetteer.institution(wanted).field.as_deref();
        let mut states = Vec::new();
        for mention in self.known.in_post(post) {
            let other = &mention.description;
            let minister = field.is_some()
                && other
                    .offices
                    .iter()
                    .any(|(office, _)| self.gazetteer.office(*office).field.as_deref() == field);
            if (other.institution == Some(wanted) || minister)
                && let Some(state) = other.state()
                && !states.contains(&state)
            {
                states.push(state);
            }
        }
        states
    }

    fn headline_parties(&self, not: usize) -> Vec<usize> {
        let mut states = Vec::new();
        for at in self.nearby(not) {
            let headline = self.utterances[at].place == crate::Place::Headline && at != not;
            if headline
                && let Some(state) = self.party_state(at)
                && !states.contains(&state)
            {
                states.push(state);
            }
        }
        states
    }

    /// Returns the entry of the party of a settled utterance with one speaker.
    pub(super) fn party_state(&self, utterance: usize) -> Option<usize> {
        let voices = self.settled[utterance].as_ref()?;
        let [speaker] = voices.speakers.as_slice() else { return None };
        self.gazetteer
            .entry_named(speaker.party())
            .filter(|entry| self.gazetteer.entry(*entry).kind != ActorKind::Outlet)
    }

    fn circumstances(&self, view: &PostView) -> Vec<usize> {
        let mentions = view.states(self.gazetteer);
        let dateline = view.dateline.as_ref().and_then(|place| place.state).filter(|state| {
            mentions.iter().any(|mention| {
                mention.state == *state && !mention.locative && !self.is_dateline(view, mention.at)
            })
        });
        match (view.subject(self.gazetteer), dateline) {
            (Some(subject), Some(dateline)) if subject != dateline => vec![subject, dateline],
            (Some(state), _) | (None, Some(state)) => vec![state],
            (None, None) => {
                let mut states: Vec<usize> = mentions
                    .iter()
                    .filter(|mention| !mention.locative)
                    .map(|mention| mention.state)
                    .collect();
                states.sort_unstable();
                states.dedup();
                states
            }
        }
    }

    fn is_dateline(&self, view: &PostView, at: usize) -> bool {
        let start = view.paragraphs.first().map(|(span, _)| self.reading.text.byte(span.start));
        view.dateline.is_some() && start == Some(at)
    }
}
