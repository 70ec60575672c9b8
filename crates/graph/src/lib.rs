//! Claims that confirm or refute each other: where each stands, and why.
//!
//! A standing has two axes. *Dispute*: is an objection on record, open, fallen, or upheld by a finding?
//! *Support*: how many independent lines of evidence lead to the claim, and do they pass one point?
//! Both are computed from recorded links by fixed rules and explained in claim ids one step away; a
//! standing is not truth, and no number pretends to be a probability.
//!
//! [`ClaimsGraph`] is a fold over recorded events, append-only like the log, asked at a
//! [`Clock`](counterclaim_model::Clock). [`ClaimsGraph::weigh`] compiles what counts there into a
//! defeat graph (objections between parties go both ways, only a finding's goes one way, a relay falls
//! with its origins), labels it by the one sceptical reading of abstract argumentation, and counts
//! lines by maximum flow; [`ClaimsGraph::weigh_around`] does so for one claim with what is tied to it.
//! [`assess`] does the same for a graph given by names, without a case. A result depends on the log prefix and the named [`Parameters`] only.
//!
//! No sentences with names, no rendering, no input or output. Compiling and labelling are linear in
//! claims and links; nothing recurses over data.
//!
//! Beside a standing: [`Weighed::counterfactuals`] (what it hangs on), [`Weighed::versions`] of a matter,
//! [`Weighed::figures`], [`Weighed::matrix`], [`Weighed::cycles`]. A score ([`scores`]) is given for
//! abstract graphs only, and never where it is not the only one.
//!
//! In reading order: `core` (statement, compile, label, provenance, reach, flow, assess, without, gradual,
//! score), `versions`, `figures`, `named`, `fold` (claims_graph, parties, rules, gather, weighed, around,
//! standing, because, echo, flags).

mod core;
mod figures;
mod fold;
mod named;
mod versions;

pub use crate::core::{
    CopyModel, Dispute, Kind, Label, Matrix, Overlap, Parameters, Ranks, Score, Scored, Semantics,
    Support, Tally, dependence, grounded_labels,
};
pub use figures::{
    Agreement, Change, ChangeKind, Comparison, FigureOf, FigureRow, FigureSet, FigureTable,
    NotCompared, PartExceeds, Range, Scope, Series, agreements,
};
pub use fold::{
    Around, Because, Brief, ClaimsGraph, Counterfactual, CutPoint, Cycle, DefeatNode, DisplayWord,
    Echo, Flag, Line, LineCount, Objection, Party, SharedErrors, Standing, Surprise, Weighed, Wish,
};
pub use named::{
    BadGraph, NamedEdge, NamedStanding, NamedStandings, NamedStatement, Strengths, assess, matrix,
    preferred, scores, strengths, versions,
};
pub use versions::{Capped, Caps, Component, Story, Told, Version, Versions};
