//! One question's view of the case: the clock, and the graph weighed on it as far as the question goes.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use counterclaim_graph::{ClaimsGraph, Parameters, Standing, Weighed};
use counterclaim_ingest::Gazetteer;
use counterclaim_model::{ActorId, ClaimId, Clock, Count, MatterId, SourceId};
use counterclaim_views::Views;

use super::known::Known;
use super::question::Question;
use crate::answers::{NamedRow, PlaceRow};
use crate::desk::Desk;
use crate::zone::Zone;

/// As many claims may be tied to one on a page of many; where more are, its standing is not told there.
const LISTED_AROUND: usize = 2_000;

/// What of a desk answers are made from: plain data, which several threads may look at.
#[derive(Clone, Copy)]
pub(crate) struct Folds<'d> {
    pub(crate) views: &'d Views,
    pub(crate) graph: &'d ClaimsGraph,
    pub(crate) gazetteer: &'d Gazetteer,
}

/// One question's view of the case.
pub(crate) struct Lens<'d> {
    pub(crate) desk: Folds<'d>,
    pub(crate) clock: Clock,
    /// The zone of the days that sentences name.
    pub(crate) zone: Zone,
    count: Count,
    reach: Reach,
    /// The whole graph, weighed when first asked for.
    everything: OnceCell<Arc<Weighed>>,
    /// Claims weighed with what is tied to them, and nothing else.
    parts: RefCell<Vec<Arc<Weighed>>>,
    standings: RefCell<BTreeMap<ClaimId, Option<Rc<Standing>>>>,
    /// The place that was lent last: claims of one post come together.
    pub(super) last_place: RefCell<Option<(SourceId, PlaceRow<'d>)>>,
    /// The matter whose title was lent last.
    pub(super) last_matter: Cell<Option<(&'d MatterId, &'d str)>>,
    /// Actors that were named.
    pub(super) names: Known<NamedRow<'d>>,
    /// For whom actors speak whenever it is asked; none where that changed in time.
    pub(super) parties: Known<Option<ActorId>>,
}

/// How much of the case a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// Much of it: everything is weighed at once.
    Much,
    /// A few claims: each is weighed with what is tied to it, and the whole only where that is too much.
    Few,
    /// A few claims, quickly: each is weighed with what is tied to it; where that is too much, where it stands
    /// is left open.
    Parts,
}

impl Desk {
    /// Looks at the case through a question.
    pub(crate) fn lens(&self, question: Question) -> Lens<'_> {
        self.lens_of(question, Reach::Much)
    }

    /// Looks at the case through a question about a few claims: the rest of the case is not weighed.
    pub(crate) fn lens_on_few(&self, question: Question) -> Lens<'_> {
        self.lens_of(question, Reach::Few)
    }

    /// Looks at the case through a question about a few claims that must be answered quickly: a claim to which
    /// too much is tied has no standing in the answer.
    pub(crate) fn lens_on_parts(&self, question: Question) -> Lens<'_> {
        self.lens_of(question, Reach::Parts)
    }

    fn lens_of(&self, question: Question, reach: Reach) -> Lens<'_> {
        self.folds().lens(self.clock(question), question, reach)
    }

    pub(crate) fn folds(&self) -> Folds<'_> {
        let Self { views, graph, gazetteer, .. } = self;
        Folds { views, graph, gazetteer }
    }
}

impl<'d> Folds<'d> {
    fn lens(self, clock: Clock, question: Question, reach: Reach) -> Lens<'d> {
        Lens {
            desk: self,
            clock,
            zone: question.zone,
            count: question.count,
            reach,
            everything: OnceCell::new(),
            parts: RefCell::default(),
            standings: RefCell::default(),
            last_place: RefCell::default(),
            last_matter: Cell::new(None),
            names: Known::default(),
            parties: Known::default(),
        }
    }

    /// Looks through a question at a case that was weighed already, if it was.
    pub(crate) fn lens_over(
        self,
        clock: Clock,
        question: Question,
        weighed: Option<Arc<Weighed>>,
    ) -> Lens<'d> {
        let lens = self.lens(clock, question, Reach::Much);
        if let Some(weighed) = weighed {
            lens.everything.get_or_init(|| weighed);
        }
        lens
    }
}

impl Lens<'_> {
    /// Returns the whole graph, weighed.
    pub(crate) fn everything(&self) -> &Weighed {
        self.whole()
    }

    /// Returns what enters standing here.
    pub(super) fn count(&self) -> Count {
        self.count
    }

    /// Returns the whole graph, weighed, to be shared.
    pub(crate) fn shared(&self) -> Arc<Weighed> {
        Arc::clone(self.whole())
    }

    /// Returns where a claim stands; none if it does not count.
    pub(crate) fn standing_of(&self, claim: ClaimId) -> Option<Rc<Standing>> {
        if let Some(known) = self.standings.borrow().get(&claim) {
            return known.clone();
        }
        let found = match self.reach {
            Reach::Much | Reach::Few => self.weighed_with(claim).standing(claim),
            Reach::Parts => self.part_with(claim).and_then(|part| part.standing(claim)),
        };
        let found = found.map(Rc::new);
        self.standings.borrow_mut().insert(claim, found.clone());
        found
    }

    /// Weighs claims together, each with what is tied to it: what is shown on one page. Returns those to which
    /// more than `most` are tied.
    pub(crate) fn weigh_together(&self, claims: &[ClaimId], most: usize) -> Vec<ClaimId> {
        if self.everything.get().is_some() {
            return Vec::new();
        }
        let (graph, parameters) = (&self.desk.graph, Parameters::default());
        let around = graph.weigh_around_all(claims, most, self.clock, self.count, &parameters);
        let weighed = Arc::new(around.weighed);
        let mut standings = self.standings.borrow_mut();
        for claim in claims.iter().filter(|claim| !around.left_out.contains(claim)) {
            standings.entry(*claim).or_insert_with(|| weighed.standing(*claim).map(Rc::new));
        }
        self.parts.borrow_mut().push(weighed);
        around.left_out
    }

    /// As [`weigh_together`](Self::weigh_together) with as many as a page can wait for; where those that are
    /// left out stand is not told.
    pub(super) fn weigh_listed(&self, claims: &[ClaimId]) -> Vec<ClaimId> {
        let left_out = self.weigh_together(claims, LISTED_AROUND);
        let mut standings = self.standings.borrow_mut();
        standings.extend(left_out.iter().map(|claim| (*claim, None)));
        left_out
    }

    /// Returns a weighed graph in which a claim stands as it does in the whole.
    pub(crate) fn weighed_with(&self, claim: ClaimId) -> Arc<Weighed> {
        if self.reach == Reach::Much || self.everything.get().is_some() {
            return Arc::clone(self.whole());
        }
        self.part_with(claim).unwrap_or_else(|| Arc::clone(self.whole()))
    }

    /// Returns a claim weighed with what is tied to it; none if that is too much.
    fn part_with(&self, claim: ClaimId) -> Option<Arc<Weighed>> {
        if let Some(part) = self.parts.borrow().iter().find(|part| part.holds(claim)) {
            return Some(Arc::clone(part));
        }
        let (graph, parameters) = (&self.desk.graph, Parameters::default());
        let part = Arc::new(graph.weigh_around(claim, self.clock, self.count, &parameters)?);
        self.parts.borrow_mut().push(Arc::clone(&part));
        Some(part)
    }

    fn whole(&self) -> &Arc<Weighed> {
        self.everything.get_or_init(|| {
            let (graph, parameters) = (&self.desk.graph, Parameters::default());
            Arc::new(graph.weigh(self.clock, self.count, &parameters))
        })
    }
}
