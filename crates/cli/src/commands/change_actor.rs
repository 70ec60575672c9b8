//! Actors, sources and matters by hand.

use std::process::ExitCode;

use counterclaim_desk::{Command, Period};

use super::change::change;
use crate::args::{ActorChange, MatterChange, SourceChange};

pub(super) fn actor(actor: &ActorChange) -> anyhow::Result<ExitCode> {
    match actor {
        ActorChange::Add { name, kind, case, write } => {
            change(case, write, |desk| Ok(vec![desk.add_actor(name, kind)?]))
        }
        ActorChange::Alias { actor, alias, case, write } => {
            change(case, write, |desk| Ok(vec![desk.add_alias(actor, alias)?]))
        }
        ActorChange::SpeaksFor { actor, principal, role, from, until, case, write } => {
            let period = Period { from: *from, until: *until };
            change(case, write, |desk| {
                Ok(vec![desk.add_speaks_for(actor, principal, role.clone(), period)?])
            })
        }
        ActorChange::Align { actor, with, reason, case, write } => {
            change(case, write, |desk| Ok(vec![desk.align(actor, with, reason.clone())?]))
        }
        ActorChange::Merge { actor, into, reason, case, write } => {
            change(case, write, |desk| Ok(vec![desk.merge_actors(actor, into, reason.clone())?]))
        }
        ActorChange::Split { actor, reason, case, write } => {
            change(case, write, |desk| Ok(vec![desk.split_actor(actor, reason.clone())?]))
        }
    }
}

pub(super) fn source(source: &SourceChange) -> anyhow::Result<ExitCode> {
    match source {
        SourceChange::Rate { source, rating, reason, case, write } => change(case, write, |desk| {
            let source = desk.source_id(source)?;
            Ok(vec![Command::RateSource { source, reliability: rating.0, reason: reason.clone() }])
        }),
        SourceChange::Owner { source, owner, state, case, write } => change(case, write, |desk| {
            Ok(vec![desk.own_source(source, owner, state.as_deref())?])
        }),
    }
}

pub(super) fn matter(matter: &MatterChange) -> anyhow::Result<ExitCode> {
    match matter {
        MatterChange::Add { slug, title, case, write } => {
            change(case, write, |desk| Ok(vec![desk.add_matter(slug, title)?]))
        }
        MatterChange::Assign { slug, claims, case, write } => {
            change(case, write, |desk| Ok(desk.assign(slug, claims)?))
        }
        MatterChange::Merge { slug, into, case, write } => change(case, write, |desk| {
            Ok(vec![Command::MergeMatters {
                matter: desk.matter_id(slug)?,
                into: desk.matter_id(into)?,
            }])
        }),
        MatterChange::Split { slug, new, title, claims, case, write } => {
            change(case, write, |desk| Ok(desk.split_matter(slug, new, title, claims)?))
        }
    }
}
