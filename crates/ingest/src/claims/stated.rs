//! Links that the page itself states: who denies, confirms or rejects what. The claim answered is one of
//! the page where it stands there, or else an implied one that quotes the phrase which tells of it.

use counterclaim_model::{Attribution, Basis, Form, Modality, Relation, Wording};

use super::acts::Act;
use super::compose::{Composer, Origin};
use super::draft::Draft;
use super::implied::{Alleged, Kind, author};
use super::tokens::find_sequence;
use crate::{CandidateLink, CandidateMention, NamedActor, Place, Span};

/// Words that a wording must share before it is taken for the original of what is denied.
const SAME_STATEMENT: f64 = 0.6;

/// Adds implied claims to `drafts` and returns the stated links, by index into `drafts`.
pub(super) fn stated(composer: &Composer<'_>, drafts: &mut Vec<Draft>) -> Vec<CandidateLink> {
    let mut links: Vec<CandidateLink> = Vec::new();
    for from in 0..drafts.len() {
        let mut answered = std::mem::take(&mut drafts[from].alleged);
        complete_confirmation(composer, drafts, from, &mut answered);
        for group in groups(answered) {
            let Some(to) = original(composer, drafts, from, &group)
                .or_else(|| implied(composer, drafts, from, &group))
            else {
                continue;
            };
            let known = links.iter().any(|link| {
                link.to == to && drafts[link.from].claim.post == drafts[from].claim.post
            });
            if to != from && !known {
                links.push(link(drafts, from, to, &group[0]));
            }
        }
    }
    links
}

/// "X confirms Y" answers somebody only if the post says whose report it is ("when asked to confirm
/// reports by Z"); it then stands for what was confirmed.
fn complete_confirmation(
    composer: &Composer<'_>,
    drafts: &[Draft],
    from: usize,
    answered: &mut Vec<Alleged>,
) {
    let draft = &drafts[from];
    let post = draft.claim.post;
    let Some((speaker, source)) = report_to_confirm(composer, post, draft) else {
        answered.retain(|one| !one.confirmed || one.speaker.is_some());
        return;
    };
    let headline = draft.claim.mentions.iter().find(|mention| mention.form == Form::Headline);
    let content = match headline.and_then(|mention| mention.content.first()) {
        Some(span) => *span,
        None => draft.claim.content[0],
    };
    answered.retain(|one| !one.confirmed);
    answered.push(Alleged {
        content,
        speaker: Some(speaker),
        source: Some(source),
        kind: Kind::Statement,
        clause: false,
        cue: "confirm".to_owned(),
        confirmed: true,
    });
}

fn report_to_confirm(
    composer: &Composer<'_>,
    post: usize,
    draft: &Draft,
) -> Option<(NamedActor, Span)> {
    // One claim of the post answers the question: the first of its quotation, or the confirming headline.
    let confirms = draft.act == Act::Confirm
        || draft.claim.mentions.iter().any(|mention| {
            mention.form == Form::Headline
                && mention.cue.iter().any(|cue| {
                    composer.reading.text.slice(*cue).to_lowercase().starts_with("confirm")
                })
        });
    if !confirms {
        return None;
    }
    composer.reading.posts[post].paragraphs.iter().find_map(|paragraph| {
        let words = composer.words(&[*paragraph]);
        let at = ["confirm", "confirmed", "confirming"]
            .iter()
            .find_map(|verb| find_sequence(&words, 0, &[verb]))?;
        let by = (at..words.len().min(at + 8)).find(|by| {
            words[*by].is_any(&["by", "from"])
                && words[*by - 1].is_any(&[
                    "reports",
                    "report",
                    "statement",
                    "statements",
                    "information",
                ])
        })?;
        let (actor, span, _) = author(&composer.reading.text, composer.names, &words, by + 1)?;
        Some((actor, span))
    })
}

/// Puts together what tells of the same statement: same kind, same or no speaker.
fn groups(answered: Vec<Alleged>) -> Vec<Vec<Alleged>> {
    let mut groups: Vec<Vec<Alleged>> = Vec::new();
    for one in answered {
        let same = groups
            .iter_mut()
            .find(|group| group[0].kind == one.kind && speakers_agree(&group[0], &one));
        match same {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    for group in &mut groups {
        // A whole clause says best what was claimed, then what names its author.
        group.sort_by_key(|one| (!one.clause, one.speaker.is_none(), one.content.start));
    }
    groups
}

fn speakers_agree(one: &Alleged, other: &Alleged) -> bool {
    let open = |alleged: &Alleged| {
        alleged
            .speaker
            .as_ref()
            .is_none_or(|actor| actor.kind == counterclaim_model::ActorKind::Unnamed)
    };
    match (&one.speaker, &other.speaker) {
        (Some(one), Some(other)) if one.name == other.name => true,
        _ => open(one) && open(other),
    }
}

/// Returns the claim of the page that the group tells of, if it is there.
fn original(
    composer: &Composer<'_>,
    drafts: &mut [Draft],
    from: usize,
    group: &[Alleged],
) -> Option<usize> {
    let post = drafts[from].claim.post;
    let own_party = drafts[from].party().map(str::to_owned);
    let same_words = |draft: &Draft| {
        draft.claim.post == post
            && group
                .iter()
                .any(|one| draft.claim.content.iter().any(|span| mostly(*span, one.content)))
    };
    let candidate = |at: &usize| {
        let draft = &drafts[*at];
        *at != from
            && !draft.utterances.iter().any(|u| drafts[from].utterances.contains(u))
            && draft.claim.attribution != Attribution::Narration
            && (draft.party().map(str::to_owned) != own_party || draft.party().is_none())
    };
    if let Some(at) = (0..drafts.len()).filter(candidate).find(|at| same_words(&drafts[*at])) {
        drafts[at].claim.form = Form::Implied;
        return Some(at);
    }
    let party = group.iter().find_map(|one| one.speaker.as_ref())?.party().to_owned();
    let wanted = group.iter().fold(super::likeness::Wordset::default(), |mut all, one| {
        all.extend(&composer.likeness.words(&[one.content]));
        all
    });
    let demand = group[0].kind == Kind::Demand;
    let best = (0..drafts.len()).filter(candidate).filter_map(|at| {
        let draft = &drafts[at];
        let fits = draft.party() == Some(party.as_str())
            && demand == (draft.claim.modality == Modality::Demands);
        let (like, shared) = composer.likeness.of_sets(&wanted, &draft.words);
        let near = draft.claim.post == post && demand;
        let enough = shared >= 2 && (like >= SAME_STATEMENT || (near && like >= 0.3));
        (fits && enough).then_some((at, like))
    });
    best.max_by(|one, other| one.1.total_cmp(&other.1)).map(|(at, _)| at)
}

fn mostly(one: Span, other: Span) -> bool {
    let shared = one.end.min(other.end).saturating_sub(one.start.max(other.start));
    shared * 2 > one.len().max(other.len())
}

/// Adds the implied claim that the group tells of.
fn implied(
    composer: &Composer<'_>,
    drafts: &mut Vec<Draft>,
    from: usize,
    group: &[Alleged],
) -> Option<usize> {
    let main = &group[0];
    let speaker = group.iter().find_map(|one| one.speaker.clone());
    let answer = &drafts[from].claim;
    let act = if main.kind == Kind::Demand { Act::Demand } else { Act::Say };
    let place = Place::Body;
    let origin = Origin { post: answer.post, utterance: answer.utterance, place, act };
    let (cue, lemma, confidence) = (answer.cue.clone(), answer.lemma.clone(), answer.confidence);
    let mut draft = composer.draft(origin, vec![main.content], speaker)?;
    let claim = &mut draft.claim;
    claim.form = Form::Implied;
    claim.wording = Wording::Outlet;
    claim.source = group.iter().find_map(|one| one.source).into_iter().collect();
    claim.cue = cue;
    claim.lemma = lemma;
    claim.confidence = confidence.saturating_sub(15);
    claim.rule = "implied";
    claim.flags = vec!["known_through_others".to_owned()];
    if claim.modality == Modality::Denies {
        claim.modality = Modality::Asserts;
    }
    for other in &group[1..] {
        if !other.content.overlaps(main.content) {
            claim.mentions.push(CandidateMention {
                form: Form::Implied,
                content: vec![other.content],
                source: other.source.into_iter().collect(),
                cue: Vec::new(),
            });
        }
    }
    drafts.push(draft);
    Some(drafts.len() - 1)
}

fn link(drafts: &[Draft], from: usize, to: usize, told: &Alleged) -> CandidateLink {
    let (answer, target) = (&drafts[from].claim, &drafts[to].claim);
    let relation = match (told.confirmed, told.kind, target.modality.can_be_disputed()) {
        (true, _, _) => Relation::Confirms,
        (false, Kind::Statement, true) => Relation::Denies,
        (false, Kind::Demand, _) | (false, _, false) => Relation::Rejects,
    };
    let who = answer.speaker.as_ref().map_or("somebody not named", |actor| actor.party());
    let whom = target.speaker.as_ref().map_or("somebody not named", |actor| actor.name.as_str());
    let known =
        if target.form == Form::Implied { ", known here only through this answer" } else { "" };
    CandidateLink {
        from,
        to,
        relation,
        basis: Basis::Stated,
        cue: Some(told.cue.clone()),
        reason: format!(
            "The page itself says that {who} answers a statement of {whom} (‹{}›){known}.",
            told.cue
        ),
        confidence: answer.confidence.min(90),
        rule: "stated_answer",
    }
}
