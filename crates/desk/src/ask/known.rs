//! Who actors are, and for whom they speak, as far as a lens was asked before: a row names four of them, and
//! few people say most of what is said.

use std::borrow::Cow;
use std::cell::RefCell;

use counterclaim_model::{ActorId, Vantage};

use super::lens::Lens;
use crate::answers::NamedRow;

/// As many answers are kept; whose place is taken is looked up again.
const KEPT: usize = 256;

/// Answers by actor: each has one place, which the last byte of its id tells.
pub(super) struct Known<T>(RefCell<Vec<Option<(ActorId, T)>>>);

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self(RefCell::new(Vec::new()))
    }
}

impl<T: Clone> Known<T> {
    fn get_or(&self, actor: ActorId, look_up: impl FnOnce() -> T) -> T {
        let at = usize::from(actor.uuid().as_bytes()[15]);
        if let Some(Some((known, answer))) = self.0.borrow().get(at)
            && *known == actor
        {
            return answer.clone();
        }
        let answer = look_up();
        let mut kept = self.0.borrow_mut();
        if kept.is_empty() {
            kept.resize_with(KEPT, || None);
        }
        if let Some(place) = kept.get_mut(at) {
            *place = Some((actor, answer.clone()));
        }
        answer
    }
}

impl<'d> Lens<'d> {
    /// Names an actor, as it is known after merges; nobody, if none.
    pub(super) fn named_row(&self, actor: Option<ActorId>) -> NamedRow<'d> {
        match actor {
            Some(actor) => self.names.get_or(actor, || self.name_looked_up(actor)),
            None => NamedRow { id: None, name: Cow::Borrowed("nobody named"), kind: None },
        }
    }

    /// Names the party that an actor speaks for.
    pub(super) fn party_row(&self, actor: Option<ActorId>, vantage: Vantage) -> NamedRow<'d> {
        let Some(actor) = actor else { return self.named_row(None) };
        let affiliations = self.desk.views.affiliations();
        let lasting = || affiliations.lasting_party(actor, vantage.as_of);
        let lasting = self.parties.get_or(actor, lasting);
        self.named_row(Some(lasting.unwrap_or_else(|| affiliations.party(actor, vantage))))
    }

    fn name_looked_up(&self, actor: ActorId) -> NamedRow<'d> {
        let known_as = self.desk.views.affiliations().canonical(actor, self.clock.as_of);
        match self.desk.views.actor(known_as, self.clock) {
            Some(at) => NamedRow {
                id: Some(known_as),
                name: Cow::Borrowed(&at.actor.name),
                kind: Some(at.actor.kind),
            },
            None => {
                NamedRow { id: Some(known_as), name: Cow::Owned(known_as.to_string()), kind: None }
            }
        }
    }
}
