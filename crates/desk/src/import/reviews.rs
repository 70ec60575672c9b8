//! Rows that are reviews: the claim they are about, known here or made known by them, and the rating with
//! its own words and numbers.

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_model::{
    ActorId, Claim, ClaimId, Clock, Command, Moment, OriginalRating, PublishedReview, Review,
    ReviewId,
};
use serde_json::Value;

use super::claim_row::{ClaimRow, ReviewRow, TimesRow};
use super::claims::by_hand_id;
use super::draft::{Draft, Verdict};
use super::importer::Importer;
use super::people::Who;
use super::rating::normalised;
use super::review_node::{
    REVIEW, STATEMENT, carried, has_type, host, id_of, moment, original, own_id, rating, scale,
    text, who,
};
use super::row::Row;
use super::sightings::as_given;

/// What proposes a claim that only a review tells of.
const RULE: &str = "claimreview@1";

/// What reviews need to know of the case, gathered when the first comes.
#[derive(Debug, Default)]
pub(super) struct Reviewed {
    /// Claims by what is said and by whom; none until it was asked.
    by_words: Option<BTreeMap<(String, Option<ActorId>), ClaimId>>,
    /// Reviews that this file brought.
    pub(super) fresh: BTreeSet<ReviewId>,
}

/// The claim that a review is about.
struct About {
    id: ClaimId,
    /// What makes it known, if it is not.
    draft: Draft,
}

impl Importer<'_, '_> {
    /// Says what a review asks for.
    ///
    /// # Errors
    /// Why it is refused.
    pub(super) fn review(&mut self, row: &Row) -> Result<Verdict, String> {
        let Row::Json(node) = row else { return Err("a review is an object".to_owned()) };
        if has_type(node, REVIEW) {
            return self.rated(node).map(Verdict::Draft);
        }
        if has_type(node, STATEMENT) {
            let About { id, mut draft } = self.about(node, &Value::Null)?;
            draft.id = Some(id.to_string());
            return Ok(Verdict::Draft(draft));
        }
        Err("this is no ClaimReview".to_owned())
    }

    fn rated(&mut self, node: &Value) -> Result<Draft, String> {
        let reviewer = reviewer(node).ok_or("author: nobody is named as the reviewer")?;
        let rating = rating(node).ok_or("reviewRating: there is no rating")?;
        let original = original(rating);
        let words = original.words.clone().or_else(|| original.value.clone());
        let words = words.ok_or("reviewRating: neither words (alternateName) nor a number")?;
        let item = node.get("itemReviewed").unwrap_or(&Value::Null);
        let About { id: claim, mut draft } = self.about(item, node)?;
        let (by, organisation) = reviewer;
        let named = organisation.as_deref().unwrap_or(&by);
        let scale = scale(rating).unwrap_or_else(|| format!("ratings of {named}"));
        let published = PublishedReview {
            url: text(node, "url"),
            organisation: organisation.clone(),
            date: moment(node, "datePublished")?,
            normalised: normalised(&original),
            original,
        };
        let own = own_id(node, "review");
        let id = own.unwrap_or_else(|| review_id(claim, &by, &scale, &words, &published));
        // A rating that somebody wrote in another case was published nowhere.
        let published = (own.is_none() || is_published(&published)).then_some(published);
        draft.id = Some(id.to_string());
        let reason = text(rating, "ratingExplanation");
        let review = Review { id, claim, by, scale, rating: words, reason, published };
        self.add_review(review, &mut draft)?;
        Ok(draft)
    }

    /// Asks for a review, unless it is here.
    ///
    /// # Errors
    /// If its id is that of another review of the claim.
    fn add_review(&mut self, review: Review, draft: &mut Draft) -> Result<(), String> {
        match self.review_here(review.claim, review.id) {
            Some(here) if is_same(&here, &review) => {}
            Some(here) => {
                return Err(format!(
                    "the id is taken: here it is a review by {} that says {:?}",
                    here.by, here.rating
                ));
            }
            None if self.reviewed.fresh.contains(&review.id) || asks_for(draft, review.id) => {
                draft.notes.push("this review comes twice in the file".to_owned());
            }
            None => draft.commands.push(Command::AddReview(review)),
        }
        Ok(())
    }

    /// Asks for the reviews that a claim's row brings with it.
    ///
    /// # Errors
    /// If one of them is another than the case has under its id.
    pub(super) fn reviews_of(
        &mut self,
        claim: ClaimId,
        row: &ClaimRow,
        draft: &mut Draft,
    ) -> Result<(), String> {
        for ReviewRow { id, by, scale, rating, reason, published } in row.reviews.clone() {
            self.add_review(Review { id, claim, by, scale, rating, reason, published }, draft)?;
        }
        Ok(())
    }

    fn review_here(&self, claim: ClaimId, id: ReviewId) -> Option<Review> {
        let at = self.session.desk.views.claim(claim, Clock::NOW)?;
        at.reviews.iter().map(|review| &review.value).find(|review| review.id == id).cloned()
    }

    /// Finds the claim that a review is about: by its id, or else by exactly the same words of the same
    /// speaker; or says what makes it known.
    fn about(&mut self, item: &Value, review: &Value) -> Result<About, String> {
        let given: Option<ClaimId> = own_id(item, "claim");
        if let Some(id) = given.filter(|id| self.is_here(*id)) {
            return Ok(About { id, draft: Draft::default() });
        }
        let statement = text(item, "text").or_else(|| text(review, "claimReviewed"));
        let statement = statement
            .or_else(|| text(item, "name"))
            .ok_or("itemReviewed: the claim has no text")?;
        let speaker =
            who(item, "author").map(|who| self.people.institution(who, self.session.desk));
        let mut draft = Draft::default();
        let actor = self.speaker_of(speaker.as_ref(), &mut draft.commands)?;
        let id = given.unwrap_or_else(|| {
            by_hand_id(speaker.as_ref().map_or("", |who| who.name.trim()), &statement)
        });
        if let Some(known) = self.by_words(&statement, actor).filter(|id| self.is_here(*id)) {
            return Ok(About { id: known, draft: Draft::default() });
        }
        if self.is_here(id) {
            return Ok(About { id, draft: Draft::default() });
        }
        // Other sites date a claim by when it was made; our own export says that apart.
        let published = moment(item, "datePublished")?.filter(|_| given.is_none());
        let said = moment(item, "dateCreated")?.or(published);
        let row = ClaimRow {
            id: Some(id),
            statement: statement.clone(),
            speaker,
            language: text(item, "inLanguage").or_else(|| text(review, "inLanguage")),
            times: TimesRow { said },
            sighted: carried(item)?.iter().map(|outlet| as_given(outlet, &statement)).collect(),
            rule: Some(RULE.to_owned()),
            ..ClaimRow::default()
        };
        match self.claim(&row)? {
            Verdict::Draft(claim) | Verdict::Begun(claim) => {
                self.note_words(&statement, actor, id);
                draft.commands.extend(claim.commands);
                draft.kept.extend(claim.kept);
                draft.notes.extend(claim.notes);
                Ok(About { id, draft })
            }
            Verdict::Later(why) => Err(why),
        }
    }

    fn is_here(&self, claim: ClaimId) -> bool {
        self.session.desk.state.claim_status(claim).is_some()
    }

    fn speaker_of(
        &mut self,
        speaker: Option<&Who>,
        commands: &mut Vec<Command>,
    ) -> Result<Option<ActorId>, String> {
        let Some(who) = speaker else { return Ok(None) };
        self.people.speaker(who, None, None, self.session.desk, commands)
    }

    fn by_words(&mut self, statement: &str, speaker: Option<ActorId>) -> Option<ClaimId> {
        let views = &self.session.desk.views;
        let known = self.reviewed.by_words.get_or_insert_with(|| {
            let live = views.claims(Clock::NOW).filter(|claim| claim.status.is_live());
            let key = |claim: &Claim| (claim.statement.clone(), claim.speaker.actor);
            live.map(|at| (key(&at.claim), at.id)).collect()
        });
        known.get(&(statement.to_owned(), speaker)).copied()
    }

    /// Remembers a claim that this file brings, for reviews that come later in it.
    fn note_words(&mut self, statement: &str, speaker: Option<ActorId>, id: ClaimId) {
        if let Some(known) = &mut self.reviewed.by_words {
            known.entry((statement.to_owned(), speaker)).or_insert(id);
        }
    }
}

/// Returns whether a rating says more than one has that was written in a case: an address, an organisation,
/// numbers of a scale.
fn is_published(published: &PublishedReview) -> bool {
    let OriginalRating { words, value, best, worst } = &published.original;
    let is_numbered = value.is_some() && value != words;
    let is_bounded = best.is_some() || worst.is_some();
    published.url.is_some() || published.organisation.is_some() || is_numbered || is_bounded
}

fn asks_for(draft: &Draft, id: ReviewId) -> bool {
    draft
        .commands
        .iter()
        .any(|command| matches!(command, Command::AddReview(review) if review.id == id))
}

/// Returns who reviews, and for whom.
fn reviewer(node: &Value) -> Option<(String, Option<String>)> {
    let author = who(node, "author");
    let publisher = who(node, "publisher").or_else(|| who(node, "sdPublisher"));
    let publisher = publisher.map(|who| who.name);
    let Some(author) = author else {
        let name =
            publisher.or_else(|| host(&text(node, "url").or(id_of(node).map(str::to_owned))?))?;
        return Some((name.clone(), Some(name)));
    };
    let is_person = author.kind == Some(counterclaim_model::ActorKind::Person);
    let named = super::review_node::nodes(node, "author").into_iter().next()?;
    let employer = who(named, "worksFor").or_else(|| who(named, "affiliation")).map(|who| who.name);
    let organisation = if is_person { employer.or(publisher) } else { Some(author.name.clone()) };
    Some((author.name, organisation))
}

/// Returns the id of a review that has none of its own.
fn review_id(
    claim: ClaimId,
    by: &str,
    scale: &str,
    rating: &str,
    published: &PublishedReview,
) -> ReviewId {
    let date = published.date.map(|Moment { at, .. }| at.to_rfc3339()).unwrap_or_default();
    let url = published.url.as_deref().unwrap_or_default();
    ReviewId::derive(&["published", &claim.to_string(), by, scale, rating, url, &date])
}

/// Returns whether two reviews say the same; one that was written here has nothing on where it was
/// published.
fn is_same(here: &Review, there: &Review) -> bool {
    let said = |review: &Review| {
        (review.claim, review.by.clone(), review.rating.clone(), review.scale.clone())
    };
    said(here) == said(there)
}
