//! Whom a statement is about and in which role: accused, addressed, harmed, or merely described.
//! Called by `assemble` once speaker and modality of a claim are known.

use counterclaim_model::{AboutRole, ActorKind, Modality};

use super::modality::names_wrongdoing;
use super::names::{Named, Names, Naming};
use super::tokens::Token;
use crate::NamedActor;

/// Prepositions after which the object of an act stands.
const TOWARDS: [&str; 9] =
    ["against", "on", "at", "into", "towards", "upon", "onto", "over", "for"];

/// Returns the actors in `words`, each once, the gravest role first. The speaker's own party is left
/// out unless it is harmed.
pub(super) fn about(
    names: &Names,
    words: &[Token],
    speaker: Option<&NamedActor>,
    modality: Modality,
    addressee: &[Token],
) -> Vec<(NamedActor, AboutRole)> {
    let own = speaker.map(|speaker| speaker.party().to_owned());
    let mut found: Vec<(NamedActor, AboutRole)> = Vec::new();
    for name in names.in_tokens(addressee) {
        add(&mut found, name.actor, AboutRole::Addressed);
    }
    for name in names.in_tokens(words) {
        if name.actor.kind == ActorKind::Outlet {
            continue;
        }
        let role = role(words, &name, modality);
        let is_own = own.as_deref() == Some(name.actor.party());
        if !is_own || role == AboutRole::Harmed {
            add(&mut found, name.actor, role);
        }
    }
    found.sort_by_key(|(_, role)| rank(*role));
    found
}

fn add(found: &mut Vec<(NamedActor, AboutRole)>, actor: &NamedActor, role: AboutRole) {
    match found.iter_mut().find(|(known, _)| known.name == actor.name) {
        Some((_, known)) if rank(role) < rank(*known) => *known = role,
        Some(_) => {}
        None => found.push((actor.clone(), role)),
    }
}

fn rank(role: AboutRole) -> u8 {
    match role {
        AboutRole::Accused => 0,
        AboutRole::Addressed => 1,
        AboutRole::Harmed => 2,
        AboutRole::Described => 3,
    }
}

fn role(words: &[Token], name: &Named<'_>, modality: Modality) -> AboutRole {
    let before = name.at.checked_sub(1).map(|at| &words[at]);
    let before = match before {
        Some(token) if token.is_any(&["the", "a"]) => name.at.checked_sub(2).map(|at| &words[at]),
        other => other,
    };
    let wrong = names_wrongdoing(words);
    if wrong && before.is_some_and(|t| t.is_any(&TOWARDS)) {
        return AboutRole::Harmed;
    }
    if modality == Modality::Demands && is_asked(words, name) {
        return AboutRole::Addressed;
    }
    if harmed_people(words, name) {
        return AboutRole::Harmed;
    }
    let leads = name.at <= 2 && name.naming != Naming::Capital || name.at == 0;
    if modality == Modality::Accuses && leads {
        return AboutRole::Accused;
    }
    AboutRole::Described
}

/// "X must …", "X should …".
fn is_asked(words: &[Token], name: &Named<'_>) -> bool {
    words.get(name.end).is_some_and(|t| t.is_any(&["must", "should"]))
}

/// "Ostrevian civilians were killed": an adjective before people or things that suffered.
fn harmed_people(words: &[Token], name: &Named<'_>) -> bool {
    let suffers =
        |t: &Token| matches!(&**t.word.stem(), "kill" | "injur" | "destroy" | "annihilat");
    let passive = |at: usize| {
        words[at..].iter().take(4).any(|t| t.is_any(&["was", "were", "been", "is", "are"]))
    };
    name.naming == Naming::Adjective
        && words.iter().skip(name.end).take(6).any(suffers)
        && passive(name.end)
}
