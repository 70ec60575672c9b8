//! Making actors: the canonical name, kind and principals of somebody whose state or body is settled.
//! Called by [`resolve`](super::resolve) and [`antecedent`](super::antecedent).

use counterclaim_model::ActorKind;

use super::piece::Description;
use crate::gazetteer::Gazetteer;
use crate::{NamedActor, Principal};

/// Basis of actors that the page names and no gazetteer knows.
const PAGE: &str = "page";

/// Returns an actor of the page.
pub(super) fn of_page(name: String, kind: ActorKind, principals: Vec<Principal>) -> NamedActor {
    NamedActor { name, kind, role: None, basis: PAGE.to_owned(), principals }
}

/// Returns a source that the page leaves without a name.
pub(super) fn unnamed(name: &str) -> NamedActor {
    of_page(name.to_owned(), ActorKind::Unnamed, Vec::new())
}

/// Returns the actor as a principal of another, followed by its own principals.
pub(super) fn as_principals(actor: &NamedActor) -> Vec<Principal> {
    let own = Principal { name: actor.name.clone(), kind: actor.kind, basis: actor.basis.clone() };
    std::iter::once(own).chain(actor.principals.iter().cloned()).collect()
}

/// Returns the organisation that a description names when its state or body is `owner`: the owner itself
/// for "the Ostrevian side", else "Ostrevian Defence Ministry", "Ostrevian Defence Ministry press service".
pub(super) fn organisation(
    gazetteer: &Gazetteer,
    description: &Description,
    owner: usize,
) -> Option<NamedActor> {
    let president = description
        .offices
        .iter()
        .any(|(office, word)| word == "president" || gazetteer.office(*office).name == "President");
    let part = description.part.map(|part| gazetteer.institution(part));
    if let Some(part) = part
        && description.institution.is_none()
    {
        let name = part.with_president.as_deref().filter(|_| president).unwrap_or(&part.name);
        return Some(of_owner(gazetteer, name, false, owner));
    }
    let institution = gazetteer.institution(description.institution?);
    if institution.is_state && part.is_none() {
        return Some(gazetteer.actor(owner));
    }
    let whole = of_owner(gazetteer, &institution.name, institution.after_name, owner);
    let Some(part) = part else { return Some(whole) };
    let name = format!("{} {}", whole.name, part.name);
    Some(of_page(name, ActorKind::Organisation, as_principals(&whole)))
}

/// Returns an institution of a state or body, or the entry of the gazetteer that is called so.
pub(super) fn of_owner(
    gazetteer: &Gazetteer,
    institution: &str,
    after_name: bool,
    owner: usize,
) -> NamedActor {
    let entry = gazetteer.entry(owner);
    let before = if after_name { &entry.name } else { entry.adjective() };
    let name = format!("{before} {institution}");
    let known = gazetteer.actors(&name);
    match known.as_slice() {
        [known] if known.kind == ActorKind::Organisation => known.clone(),
        _ => {
            let owner = gazetteer.actor(owner);
            of_page(name, ActorKind::Organisation, as_principals(&owner))
        }
    }
}

/// Returns the principals of a person described so: the organisation where one is named, then its owner.
pub(super) fn principals_of_person(
    gazetteer: &Gazetteer,
    description: &Description,
    owner: Option<usize>,
) -> Vec<Principal> {
    if description.former {
        return Vec::new();
    }
    let stands_for_state =
        description.institution.is_none_or(|one| gazetteer.institution(one).is_state);
    let Some(owner) = owner else {
        return description
            .body
            .map(|body| as_principals(&gazetteer.actor(body)))
            .unwrap_or_default();
    };
    if let Some(house) = house_of_president(gazetteer, description) {
        return as_principals(&of_owner(gazetteer, house, false, owner));
    }
    let organisation = (!stands_for_state || description.part.is_some())
        .then(|| organisation(gazetteer, description, owner))
        .flatten();
    match (organisation, description.body) {
        (Some(organisation), _) => as_principals(&organisation),
        (None, Some(body)) => as_principals(&gazetteer.actor(body)),
        (None, None) => as_principals(&gazetteer.actor(owner)),
    }
}

/// "spokesman for the Ostrevian president" speaks for the president's office.
fn house_of_president<'a>(gazetteer: &'a Gazetteer, description: &Description) -> Option<&'a str> {
    let [(first, _), (second, _), ..] = description.offices[..] else { return None };
    let serves = gazetteer.office(first).seat == crate::gazetteer::Seat::Organisation;
    let president = gazetteer.office(second).name == "President";
    (serves && president && description.institution.is_none() && description.body.is_none())
        .then_some("president's office")
}
