//! Actors, sources and matters by hand: arguments to changes.

use std::process::ExitCode;

use counterclaim_desk::change::{
    ActorAdd, ActorAlias, ActorAlign, ActorMerge, ActorSpeaksFor, ActorSplit, MatterAdd,
    MatterAssign, MatterMerge, MatterSplit, SourceOwner, SourceRate,
};

use super::change::change;
use crate::args::{ActorChange, MatterChange, SourceChange};

pub(super) fn actor(actor: &ActorChange) -> anyhow::Result<ExitCode> {
    match actor.clone() {
        ActorChange::Add { name, kind, case, write } => {
            change(&case, &write, ActorAdd { name, kind: kind.parse()? })
        }
        ActorChange::Alias { actor, alias, case, write } => {
            change(&case, &write, ActorAlias { actor, alias })
        }
        ActorChange::SpeaksFor { actor, principal, role, from, until, case, write } => {
            change(&case, &write, ActorSpeaksFor { actor, principal, role, from, until })
        }
        ActorChange::Align { actor, with, reason, case, write } => {
            change(&case, &write, ActorAlign { actor, with, reason })
        }
        ActorChange::Merge { actor, into, reason, case, write } => {
            change(&case, &write, ActorMerge { actor, into, reason })
        }
        ActorChange::Split { actor, reason, case, write } => {
            change(&case, &write, ActorSplit { actor, reason })
        }
    }
}

pub(super) fn source(source: &SourceChange) -> anyhow::Result<ExitCode> {
    match source.clone() {
        SourceChange::Rate { source, rating, reason, case, write } => {
            change(&case, &write, SourceRate { source, rating: rating.0, reason })
        }
        SourceChange::Owner { source, owner, state, case, write } => {
            change(&case, &write, SourceOwner { source, owner, state })
        }
    }
}

pub(super) fn matter(matter: &MatterChange) -> anyhow::Result<ExitCode> {
    match matter.clone() {
        MatterChange::Add { slug, title, case, write } => {
            change(&case, &write, MatterAdd { slug, title })
        }
        MatterChange::Assign { slug, claims, case, write } => {
            change(&case, &write, MatterAssign { slug, claims })
        }
        MatterChange::Merge { slug, into, case, write } => {
            change(&case, &write, MatterMerge { slug, into })
        }
        MatterChange::Split { slug, new, title, claims, case, write } => {
            change(&case, &write, MatterSplit { slug, new, title, claims })
        }
    }
}
