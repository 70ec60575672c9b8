//! From a claim as it stands to the row that lends it: what `cards` copies is borrowed here.

use counterclaim_graph::DisplayWord;
use counterclaim_model::{ClaimId, Form, MatterId, Review, Sighting, Status, Wording};
use counterclaim_views::{ClaimAt, Record, SightingAt};

use super::every::{Every, Told};
use super::lens::Lens;
use super::question::Question;
use super::standing::alone;
use crate::answers::{
    AboutRow, Card, ClaimRow, FindingRow, LinkCard, Marks, PlaceRow, ReviewRow, SightedRow,
    StandingShown, Times,
};
use crate::desk::Desk;

impl Desk {
    /// Hands every live link between live claims to `each`, in order of recording.
    ///
    /// # Errors
    /// The first that `each` returns.
    pub fn every_link<E>(
        &self,
        question: Question,
        mut each: impl FnMut(&LinkCard) -> Result<(), E>,
    ) -> Result<(), E> {
        let lens = self.lens(question);
        let status = |id: ClaimId| {
            let number = self.views.number_of(id)?;
            self.views.is_there(number, lens.clock).then_some(())?;
            self.views.status_of(number, lens.clock)
        };
        let is_live = |id: ClaimId| status(id).is_some_and(Status::is_live);
        let links = self.views.links(lens.clock).filter(|link| link.status.is_live());
        let mut links = links.filter(|link| is_live(link.link.from) && is_live(link.link.to));
        links.try_for_each(|link| each(&lens.link(&link)))
    }
}

impl Every<'_> {
    /// Returns the ids of the claims, ascending, each with whether it is a finding.
    pub fn ids(&self) -> Vec<(ClaimId, bool)> {
        self.ask(|lens| {
            let numbers = self.numbers().iter();
            let claims = numbers.filter_map(|number| lens.desk.views.numbered(*number, lens.clock));
            let mut ids: Vec<_> = claims.map(|claim| (claim.id, claim.finding.is_some())).collect();
            ids.sort_unstable();
            ids
        })
    }

    /// Returns every claim as a card, with its standing. Holds all of them: for what people read.
    pub fn cards(&self) -> Vec<Card> {
        self.ask(|lens| {
            let numbers = self.numbers().iter();
            let claims = numbers.filter_map(|number| lens.desk.views.numbered(*number, lens.clock));
            claims.map(|claim| lens.card(&claim)).collect()
        })
    }
}

impl<'d> Lens<'d> {
    /// Lends a claim. Parties, places and names are looked up; nothing of the text is copied.
    pub(super) fn row<'r>(&self, at: &'r ClaimAt<'d>, told: Told) -> ClaimRow<'r>
    where
        'd: 'r,
    {
        let claim = at.claim.as_ref();
        let speaker = &claim.speaker;
        let vantage = self.vantage(at.said());
        let places: Vec<PlaceRow<'r>> =
            at.sightings.iter().map(|seen| self.place_row(seen)).collect();
        ClaimRow {
            id: at.id,
            statement: &claim.statement,
            marks: match claim.wording {
                Wording::Speaker => Marks::Speaker,
                Wording::Outlet | Wording::Mixed => Marks::Outlet,
            },
            speaker: self.named_row(speaker.actor),
            phrase: speaker.phrase.as_deref(),
            role: speaker.role.as_deref(),
            party: self.party_row(speaker.actor, vantage),
            candidates: speaker.candidates.iter().map(|one| self.named_row(Some(*one))).collect(),
            relayed_by: claim.relayed_by.map(|actor| self.named_row(Some(actor))),
            modality: claim.modality,
            form: claim.form,
            wording: claim.wording,
            language: claim.language.as_deref(),
            translated: claim.translated,
            attribution: claim.attribution,
            grounds: claim.grounds,
            about: claim
                .about
                .iter()
                .map(|about| AboutRow {
                    actor: self.named_row(Some(about.actor)),
                    party: self.party_row(Some(about.actor), vantage),
                    role: about.role,
                })
                .collect(),
            figures: &claim.figures,
            matters: &at.matters,
            matter_titles: at.matters.iter().map(|matter| self.title_lent(matter)).collect(),
            times: Times {
                said: claim.asserted_at,
                published: at.published(),
                captured: places.first().and_then(|place| place.captured),
                recorded: at.recorded_at,
            },
            places,
            status: at.status,
            revision: at.revision,
            standing: self.standing_told(at, told),
            flags: at.origin.map_or(&[], |origin| &origin.flags),
            confidence: at.origin.map(|origin| origin.confidence),
            rule: at.origin.map(|origin| origin.rule.as_str()),
            finding: at.finding.map(|finding| FindingRow {
                by: &finding.by,
                evidence: &finding.evidence,
                drawn: self.drawn_by(at.id),
            }),
            reviews: at.reviews.iter().map(review_row).collect(),
        }
    }

    fn title_lent(&self, matter: &'d MatterId) -> &'d str {
        if let Some((_, title)) = self.last_matter.get().filter(|(of, _)| std::ptr::eq(*of, matter))
        {
            return title;
        }
        let known = self.desk.views.matter(matter, self.clock);
        let title = known.map_or(matter.as_str(), |known| known.title.as_str());
        self.last_matter.set(Some((matter, title)));
        title
    }

    fn place_row(&self, seen: &SightingAt<'d>) -> PlaceRow<'d> {
        let sighting = seen.sighting;
        let mut last = self.last_place.borrow_mut();
        let of_last = last.as_ref().filter(|(source, place)| {
            *source == sighting.source
                && place.post == sighting.post
                && place.capture == sighting.capture
        });
        match of_last {
            Some((_, place)) => PlaceRow {
                published: sighting.published,
                venue: sighting.venue.as_deref(),
                text: sighting.text,
                pieces: &sighting.content,
                cue: &sighting.cue,
                takes_back: sighting.takes_back,
                whole: place.whole.map(|whole| SightedRow { sighting, ..whole }),
                ..place.clone()
            },
            None => {
                let place = self.place_looked_up(sighting);
                *last = Some((sighting.source, place.clone()));
                place
            }
        }
    }

    fn place_looked_up(&self, sighting: &'d Sighting) -> PlaceRow<'d> {
        let views = self.desk.views;
        let capture = views.capture(sighting.capture, self.clock).map(|capture| &capture.value);
        let source = views.source(sighting.source, self.clock).map(|at| at.source);
        let post = views.post(sighting.post, self.clock);
        let versions = post.as_ref().map_or(&[][..], |post| post.versions);
        // The number is the one of the capture the words stand in: later captures count anew.
        let version = versions.iter().find(|version| version.value.capture == sighting.capture);
        let version = version.or(versions.last()).map(|version| &version.value);
        let in_full = || {
            let (post, capture) = (post.as_ref()?, capture?);
            let version = super::cards::version(post, sighting)?;
            Some(SightedRow { source: source?, post: post.post, version, capture, sighting })
        };
        let later = versions.get(1..).and_then(<[_]>::last).map(|version| version.value.capture);
        let later = later.and_then(|capture| views.capture(capture, self.clock));
        let permalink = post.as_ref().and_then(|post| post.post.permalink.as_deref());
        let page = capture.and_then(|c| c.final_url.as_deref().or(c.url.as_deref()));
        PlaceRow {
            outlet: source.map(|source| source.name.as_str()),
            post: sighting.post,
            number: version.map(|version| version.number),
            headline: version.and_then(|version| version.headline.as_deref()),
            url: permalink.or(page),
            capture: sighting.capture,
            captured: capture.and_then(|capture| capture.captured_at),
            published: sighting.published,
            reworded: later.and_then(|capture| capture.value.captured_at),
            venue: sighting.venue.as_deref(),
            text: sighting.text,
            pieces: &sighting.content,
            cue: &sighting.cue,
            takes_back: sighting.takes_back,
            whole: in_full(),
        }
    }

    fn standing_told(&self, at: &ClaimAt<'_>, told: Told) -> Option<StandingShown> {
        if told == Told::Nothing {
            return None;
        }
        let weighed = self.everything();
        let (brief, sentence) = match told {
            Told::Nothing | Told::Words => (weighed.brief(at.id)?, ""),
            // Most claims are linked to nothing; of these a whole standing has no more to tell.
            Told::Why | Told::Sentences => {
                let brief = match told {
                    Told::Why => weighed.brief_bare(at.id),
                    Told::Nothing | Told::Words | Told::Sentences => weighed.brief_alone(at.id),
                };
                let brief = brief.filter(|_| at.claim.form != Form::Implied);
                match brief.and_then(|brief| Some((alone(&brief.word)?, brief))) {
                    Some((sentence, brief)) => (brief, sentence),
                    None if told == Told::Why => {
                        return Some(self.standing_alone(at.id, &weighed.standing_alone(at.id)?));
                    }
                    None => return Some(self.standing(at.id, &weighed.standing(at.id)?)),
                }
            }
        };
        let is_wish = matches!(brief.word, DisplayWord::OnRecord(_));
        let word = if is_wish && !brief.rejected_by.is_empty() {
            format!("{}, rejected by {}", brief.word, self.parties_told(&brief.rejected_by))
        } else {
            brief.word.to_string()
        };
        Some(StandingShown {
            word,
            dispute: brief.dispute.map(|dispute| dispute.name()),
            support: brief.support.name(),
            sentence: sentence.to_owned(),
            notes: Vec::new(),
            lines_for: u32::try_from(brief.lines.lines_for).unwrap_or(u32::MAX),
            lines_against: u32::try_from(brief.lines.lines_against).unwrap_or(u32::MAX),
        })
    }
}

fn review_row(review: &Record<Review>) -> ReviewRow<'_> {
    ReviewRow {
        id: review.value.id,
        by: &review.value.by,
        scale: &review.value.scale,
        rating: &review.value.rating,
        reason: review.value.reason.as_deref(),
        recorded: review.recorded_at,
        published: review.value.published.as_ref(),
    }
}
