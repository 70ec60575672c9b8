//! What a statement says it was taken from: "Harbour Wire reported, citing the Defence Ministry", and the
//! agency that a post is credited to. `assemble` asks once all drafts of the page are there; the claim
//! credited is one of the page, or else an implied one with the same words.

use counterclaim_model::{ActorKind, Attribution, Basis, Form, Relation, Wording};

use super::acts::Act;
use super::compose::{Composer, Origin};
use super::draft::Draft;
use super::implied::author;
use super::sentences::sentences;
use super::tokens::{Token, find_sequence, starts_with};
use crate::{CandidateLink, NamedActor, Span};

/// Phrases after which stands who is credited.
const CREDITS: [&[&str]; 8] = [
    &["citing"],
    &["quoting"],
    &["relaying"],
    &["with", "reference", "to"],
    &["on", "the", "authority", "of"],
    &["crediting"],
    &["as", "reported", "by"],
    &["as", "told", "by"],
];

/// Last words of phrases for those who state things; "citing a threat to public health" credits nobody.
const BODIES: [&str; 20] = [
    "ministry",
    "agency",
    "office",
    "army",
    "military",
    "police",
    "government",
    "officials",
    "official",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "authorities",
    "administration",
    "sources",
    "source",
    "council",
    "commission",
    "headquarters",
    "service",
];

/// Share of words from which a claim of the one credited is taken for what was credited.
const SAME: f64 = 0.5;

/// How far from a statement its credit is looked for, in code points.
const REACH: u32 = 300;

/// Most credits of a page that are looked into; each is held against every statement.
const MOST: usize = 256;

/// A line that credits a post to an agency has few words.
const CREDIT_LINE: usize = 8;

/// Adds what statements are credited to: links, and implied claims where the page has no claim of the one
/// credited. Returns those of whom the page has none: which statement, who, in which words.
pub(super) fn credited(
    composer: &Composer<'_>,
    drafts: &mut Vec<Draft>,
    links: &mut Vec<CandidateLink>,
) -> Vec<(usize, NamedActor, String)> {
    let credits: Vec<(usize, Credit)> = (0..drafts.len())
        .filter(|at| drafts[*at].claim.form != Form::Implied)
        .filter_map(|at| Some((at, credit(composer, &drafts[at])?)))
        .take(MOST)
        .collect();
    let mut elsewhere = Vec::new();
    for (from, credit) in credits {
        let known = original(composer, drafts, from, &credit.actor);
        if known.is_none() {
            elsewhere.push((from, credit.actor.clone(), credit.cue.clone()));
        }
        let to = match known {
            // A line below the post tells of an agency, and not of what it said.
            None if credit.beside => implied(composer, drafts, from, &credit),
            known => known,
        };
        links.extend(to.map(|to| link(drafts, from, to, &credit)));
    }
    elsewhere
}

fn credit(composer: &Composer<'_>, draft: &Draft) -> Option<Credit> {
    named_beside(composer, draft).or_else(|| credit_line(composer, draft))
}

/// Who is credited, where, and by which words.
struct Credit {
    actor: NamedActor,
    at: Span,
    cue: String,
    /// Whether it stands in the sentence, and not below the post.
    beside: bool,
}

/// The credit in the sentence of a statement.
fn named_beside(composer: &Composer<'_>, draft: &Draft) -> Option<Credit> {
    let text = &composer.reading.text;
    let place = *draft.claim.content.first()?;
    let post = composer.reading.posts.get(draft.claim.post)?;
    let headline = post.headline.filter(|headline| headline.overlaps(place));
    let after = post.paragraphs.partition_point(|paragraph| paragraph.end <= place.start);
    let paragraph = headline.or_else(|| post.paragraphs.get(after).copied())?;
    // A credit stands near: a page may be one paragraph, and every statement of it asks.
    let near = Span::new(
        paragraph.start.max(place.start.saturating_sub(REACH)),
        paragraph.end.min(place.end.saturating_add(REACH)),
    );
    let sentence = sentences(text, near).into_iter().find(|s| s.overlaps(place))?;
    let words = composer.words(&[sentence]);
    let (at, phrase) = CREDITS
        .iter()
        .find_map(|phrase| find_sequence(&words, 0, phrase).map(|at| (at, *phrase)))?;
    let (actor, span) = who(composer, &words, at + phrase.len())?;
    // What somebody said, "as reported by" a wire, is that somebody's; the outlet alone has it from there.
    let outlet =
        draft.claim.speaker.as_ref().is_some_and(|speaker| speaker.kind == ActorKind::Outlet);
    if phrase[0] == "as" && !outlet {
        return None;
    }
    let own = draft.claim.speaker.as_ref().is_some_and(|speaker| speaker.name == actor.name);
    // Inside what is quoted, somebody else does the citing.
    let quoted = draft.claim.wording == Wording::Speaker
        && draft.claim.content.iter().any(|s| s.contains(span));
    (!own && !quoted).then(|| Credit { actor, at: span, cue: phrase.join(" "), beside: true })
}

fn who(composer: &Composer<'_>, words: &[Token], start: usize) -> Option<(NamedActor, Span)> {
    let (actor, span, _) = author(&composer.reading.text, composer.names, words, start)?;
    let phrase = composer.words(&[span]);
    let known = composer.names.in_tokens(&phrase);
    let ends_in_name = known.last().is_some_and(|name| name.end == phrase.len());
    let body = phrase.last().is_some_and(|token| token.is_any(&BODIES));
    (ends_in_name || body).then_some((actor, span))
}

/// The agency that the last paragraph of the post credits it to: "(Harbour Wire)", "Source: Harbour Wire".
/// Only what the outlet says in its own voice is credited by that.
fn credit_line(composer: &Composer<'_>, draft: &Draft) -> Option<Credit> {
    if draft.claim.attribution != Attribution::Narration {
        return None;
    }
    let line = *composer.reading.posts.get(draft.claim.post)?.paragraphs.last()?;
    if line.len() > REACH {
        return None;
    }
    let words = composer.words(&[line]);
    let spoken: Vec<Token> = words.iter().filter(|token| token.is_wordlike()).cloned().collect();
    let credits = words.first().is_some_and(|token| token.is("("))
        || [&["source"][..], &["reporting", "by"], &["with", "reporting"], &["via"]]
            .iter()
            .any(|phrase| starts_with(&spoken, phrase));
    if !credits || spoken.len() > CREDIT_LINE {
        return None;
    }
    let named = composer.names.in_tokens(&words);
    let agency = named.iter().find(|name| name.actor.kind == ActorKind::Outlet)?;
    let own = agency.actor.name == composer.reading.source;
    let cue = composer.reading.text.slice(line).to_owned();
    (!own).then(|| Credit { actor: agency.actor.clone(), at: agency.span, cue, beside: false })
}

/// The claim of the one credited that says most of the same.
fn original(
    composer: &Composer<'_>,
    drafts: &[Draft],
    from: usize,
    credited: &NamedActor,
) -> Option<usize> {
    let draft = &drafts[from];
    let fits = |at: &usize| {
        let other = &drafts[*at];
        let speaks = other.claim.speaker.as_ref();
        *at != from
            && other.claim.utterance.is_none_or(|own| draft.claim.utterance != Some(own))
            && other.negated == draft.negated
            && speaks.is_some_and(|speaker| {
                speaker.name == credited.name || speaker.party() == credited.party()
            })
    };
    let alike = (0..drafts.len()).filter(fits).filter_map(|at| {
        let (like, shared) = composer.likeness.of_sets(&draft.words, &drafts[at].words);
        (like >= SAME && shared >= 2).then_some((at, like))
    });
    alike.max_by(|one, other| one.1.total_cmp(&other.1)).map(|(at, _)| at)
}

/// Adds what the one credited is said to have said.
fn implied(
    composer: &Composer<'_>,
    drafts: &mut Vec<Draft>,
    from: usize,
    credit: &Credit,
) -> Option<usize> {
    let claim = &drafts[from].claim;
    let place = drafts[from].place;
    let origin = Origin { post: claim.post, utterance: claim.utterance, place, act: Act::Say };
    let (confidence, cue) = (claim.confidence, claim.cue.clone());
    let mut draft = composer.draft(origin, claim.content.clone(), Some(credit.actor.clone()))?;
    draft.claim.form = Form::Implied;
    draft.claim.wording = Wording::Outlet;
    draft.claim.source = vec![credit.at];
    draft.claim.cue = cue;
    draft.claim.lemma = "cite".to_owned();
    draft.claim.confidence = confidence.saturating_sub(15);
    draft.claim.rule = "credited";
    draft.claim.flags = vec!["known_through_others".to_owned()];
    drafts.push(draft);
    Some(drafts.len() - 1)
}

fn link(drafts: &[Draft], from: usize, to: usize, credit: &Credit) -> CandidateLink {
    let known = drafts[to].claim.rule != "credited";
    let relays = drafts[from].claim.speaker.as_ref().map_or("The page", |actor| &actor.name);
    CandidateLink {
        from,
        to,
        relation: Relation::RestsOn,
        basis: Basis::Stated,
        cue: Some(credit.cue.clone()),
        reason: format!(
            "{relays} has this from {}, as the page says (‹{}›): no origin of its own.",
            credit.actor.name, credit.cue
        ),
        confidence: if known { 75 } else { 60 },
        rule: "credited",
    }
}
