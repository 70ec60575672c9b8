//! From utterances and their voices to the extraction of a page: drafts, merged per post, stated links,
//! figures, matters, then pairing. [`extract`](crate::extract()) calls it; each step has a file.

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_model::{AboutRole, Form, MatterId, Modality, Voice, Wording};

use super::about::about;
use super::compose::Composer;
use super::content::content;
use super::credits::credited;
use super::draft::Draft;
use super::figures::figures_in;
use super::likeness::Likeness;
use super::matters::topics_of;
use super::merge::merge;
use super::names::Names;
use super::narration::narration;
use super::pairing::pair;
use super::screen::carries_statement;
use super::stated::stated;
use super::statement::statement;
use super::tokens::{PageTokens, Token};
use super::variants::with_variants;
use crate::{CandidateLink, Extraction, Gazetteer, NamedActor, Reading, Span, Utterance, Voices};

/// Returns the claims and links of a page. `voices[i]` are the voices of `utterances[i]`; utterances
/// without voices count as of nobody named. Claims come sorted by post and place; nothing panics on any
/// input, and equal input gives equal output.
pub(crate) fn claims(
    reading: &Reading,
    utterances: &[Utterance],
    voices: &[Voices],
    gazetteer: &Gazetteer,
) -> Extraction {
    let page = PageTokens::of(&reading.text);
    let names = Names::of(&page, voices, gazetteer);
    let likeness = Likeness::of(reading, &page, &names);
    let composer = Composer { reading, tokens: &page, names: &names, likeness: &likeness };
    let mut drafts = Vec::new();
    for (post, here) in by_post(reading, utterances, voices).into_iter().enumerate() {
        drafts.extend(of_post(&composer, post, &here, voices));
    }
    let mut links = stated(&composer, &mut drafts);
    let credits = credited(&composer, &mut drafts, &mut links);
    for draft in &mut drafts {
        finish(&composer, draft, utterances, voices);
    }
    let (mut drafts, links, new) = in_order(drafts, links);
    let credits = credits.into_iter().map(|(at, actor, cue)| (new[at], actor, cue)).collect();
    carry_matters(&composer, &mut drafts);
    let paired = pair(&composer, &drafts, &links);
    let matters = titles(&drafts);
    Extraction {
        claims: drafts.into_iter().map(|draft| draft.claim).collect(),
        links: links.into_iter().chain(paired.links).collect(),
        left_out: paired.left_out,
        credits,
        matters,
    }
}

/// The utterances that carry statements, with their numbers, post by post.
fn by_post<'a>(
    reading: &Reading,
    utterances: &'a [Utterance],
    voices: &[Voices],
) -> Vec<Vec<(usize, &'a Utterance)>> {
    let mut posts = vec![Vec::new(); reading.posts.len()];
    for (number, utterance) in utterances.iter().enumerate() {
        if let Some(here) = posts.get_mut(utterance.post)
            && carries_statement(utterances, voices, number)
        {
            here.push((number, utterance));
        }
    }
    posts
}

fn of_post(
    composer: &Composer<'_>,
    post: usize,
    here: &[(usize, &Utterance)],
    voices: &[Voices],
) -> Vec<Draft> {
    let nobody = Voices::default();
    let mut drafts = narration(composer, post, here);
    let mut inside: BTreeMap<usize, Vec<Vec<Span>>> = BTreeMap::new();
    for (_, inner) in here {
        if let Some(outer) = inner.inside {
            inside.entry(outer).or_default().push(inner.content.clone());
        }
    }
    for (number, utterance) in here {
        let nested = inside.get(number).map_or(&[][..], Vec::as_slice);
        let voices = voices.get(*number).unwrap_or(&nobody);
        drafts.extend(composer.of_utterance(*number, utterance, voices, nested));
    }
    drafts.sort_by_key(|draft| draft.reach().start);
    let spoken = !here.is_empty();
    let merged = merge(composer, drafts);
    merged.into_iter().filter(|draft| keep(draft, spoken)).collect()
}

/// A headline in the outlet's voice over a text that others speak in repeats them in other words.
fn keep(draft: &Draft, spoken: bool) -> bool {
    let narrated = draft.claim.attribution == counterclaim_model::Attribution::Narration;
    !(narrated && spoken && draft.claim.form == Form::Headline)
}

/// Fills in what is told by the words once speaker and places are settled.
fn finish(composer: &Composer<'_>, draft: &mut Draft, utterances: &[Utterance], voices: &[Voices]) {
    let words = composer.words(&draft.claim.content);
    let addressee =
        draft.claim.utterance.and_then(|number| utterances.get(number)).map(|utterance| {
            let person = content(composer.tokens, composer.names, utterance, draft.act).person;
            person.map(|span| composer.words(&[span])).unwrap_or_default()
        });
    let addressee = addressee.filter(|_| draft.claim.form != Form::Implied).unwrap_or_default();
    let claim = &draft.claim;
    let mut found =
        about(composer.names, &words, claim.speaker.as_ref(), claim.modality, &addressee);
    if claim.modality == Modality::Accuses {
        for (_, role) in found.iter_mut().filter(|(_, role)| *role == AboutRole::Addressed) {
            *role = AboutRole::Accused;
        }
    }
    let voice =
        if draft.claim.wording == Wording::Speaker { Voice::Speaker } else { Voice::Outlet };
    accuse_each_other(composer, draft, utterances, voices, &mut found);
    let claim = &draft.claim;
    let figures = claim
        .content
        .iter()
        .flat_map(|span| figures_in(composer.tokens, composer.names, *span, voice));
    let figures = figures.collect();
    let figures = with_variants(composer, figures, &claim.mentions);
    draft.claim.about = found;
    draft.claim.figures = figures;
    draft.claim.matters = matters(composer, draft, &words);
    draft.claim.statement = statement(composer.tokens, draft);
}

/// "both sides accusing each other": each charges the others.
fn accuse_each_other(
    composer: &Composer<'_>,
    draft: &Draft,
    utterances: &[Utterance],
    voices: &[Voices],
    found: &mut Vec<(NamedActor, AboutRole)>,
) {
    let Some(number) = draft.claim.utterance else { return };
    let (Some(utterance), Some(voices)) = (utterances.get(number), voices.get(number)) else {
        return;
    };
    let words = composer.words(&utterance.content);
    let mutual = words.windows(2).any(|two| {
        (two[0].is("each") && two[1].is("other")) || (two[0].is("one") && two[1].is("another"))
    });
    if !mutual || draft.claim.modality != Modality::Accuses || draft.claim.form == Form::Implied {
        return;
    }
    let others = voices.speakers.iter().filter(|other| Some(other.party()) != draft.party());
    found.extend(others.map(|other| (other.clone(), AboutRole::Accused)));
}

/// The matters of its own words; where they name none, those of its other places.
fn matters(composer: &Composer<'_>, draft: &Draft, words: &[Token]) -> Vec<MatterId> {
    let slugs = |words: &[Token]| -> Vec<MatterId> {
        let mut seen = BTreeSet::new();
        let topics = topics_of(words).into_iter().map(|topic| topic.slug.clone());
        topics.filter(|slug| seen.insert(slug.clone())).collect()
    };
    let own = slugs(words);
    if !own.is_empty() {
        return own;
    }
    let mentions = draft.claim.mentions.iter().map(|mention| composer.words(&mention.content));
    mentions.map(|words| slugs(&words)).find(|found| !found.is_empty()).unwrap_or_default()
}

/// A statement whose own words name no matter goes on with that of the one before it, of the same speaker
/// in the same post ("The dialogue will continue"); the first of a speaker takes that of the headline.
fn carry_matters(composer: &Composer<'_>, drafts: &mut [Draft]) {
    let mut last: Option<usize> = None;
    for at in 0..drafts.len() {
        if drafts[at].claim.matters.is_empty() && drafts[at].claim.speaker.is_some() {
            let goes_on = last.filter(|before| {
                let (one, other) = (&drafts[*before].claim, &drafts[at].claim);
                one.post == other.post && one.speaker == other.speaker
            });
            drafts[at].claim.matters = match goes_on {
                Some(before) => drafts[before].claim.matters.clone(),
                None => of_headline(composer, drafts[at].claim.post),
            };
        }
        last = Some(at);
    }
}

fn of_headline(composer: &Composer<'_>, post: usize) -> Vec<MatterId> {
    let headline = composer.reading.posts.get(post).and_then(|post| post.headline);
    let words = headline.map(|span| composer.words(&[span])).unwrap_or_default();
    let mut seen = BTreeSet::new();
    let slugs = topics_of(&words).into_iter().map(|topic| topic.slug.clone());
    slugs.filter(|slug| seen.insert(slug.clone())).collect()
}

/// Sorts by post and place, and lets the links follow; returns where each draft went as well.
fn in_order(
    drafts: Vec<Draft>,
    mut links: Vec<CandidateLink>,
) -> (Vec<Draft>, Vec<CandidateLink>, Vec<usize>) {
    let mut keyed: Vec<(usize, Draft)> = drafts.into_iter().enumerate().collect();
    keyed.sort_by_key(|(_, draft)| (draft.claim.post, draft.reach().start, draft.reach().end));
    let mut new = vec![0; keyed.len()];
    for (now, (before, _)) in keyed.iter().enumerate() {
        new[*before] = now;
    }
    for link in &mut links {
        link.from = new[link.from];
        link.to = new[link.to];
    }
    (keyed.into_iter().map(|(_, draft)| draft).collect(), links, new)
}

fn titles(drafts: &[Draft]) -> Vec<(MatterId, String)> {
    let used: BTreeSet<&MatterId> = drafts.iter().flat_map(|draft| &draft.claim.matters).collect();
    let titles: BTreeMap<&MatterId, &str> =
        super::matters::topics().iter().map(|topic| (&topic.slug, topic.title.as_str())).collect();
    used.into_iter()
        .filter_map(|slug| Some((slug.clone(), (*titles.get(slug)?).to_owned())))
        .collect()
}
