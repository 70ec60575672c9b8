//! Every claim, one at a time: for what is written as it is read, however long the case. Claims are
//! chosen first, by number, and then lent in pieces on all cores; the pieces are handed on in order. A desk
//! that others ask and write to as well is taken hold of for a piece at a time.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Condvar, Mutex};

use counterclaim_graph::Weighed;
use counterclaim_model::{ActorId, ClaimId, Clock, Instant, MatterId, Status};
use counterclaim_views::ClaimAt;

use super::lens::Lens;
use super::question::{AsOf, Question};
use crate::answers::ClaimRow;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::shared::SharedDesk;

/// Claims in a piece: enough that handing it on costs nothing, and few enough to be held many times.
pub const PIECE: usize = 512;

/// Pieces that may be finished before the one that is to be handed on next.
const AHEAD: usize = 4;

/// Claims that are fetched together.
const TOGETHER: usize = 32;

/// How much of a claim's standing is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Told {
    /// Nothing: nothing is weighed unless it is chosen by.
    #[default]
    Nothing,
    /// Word, axes and lines.
    Words,
    /// The sentence too, and no note beside it.
    Why,
    /// The sentence and notes too.
    Sentences,
}

/// In which order claims come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// By publication; of equal times by recording.
    #[default]
    Published,
    /// As they were recorded.
    Recorded,
    /// By party, and within it by publication.
    Party,
    /// By id.
    Id,
}

/// Which claims, and in which order. What is not named does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Only these, by id.
    pub ids: Option<Vec<ClaimId>>,
    /// Only of this matter, by its slug.
    pub matter: Option<String>,
    /// Only published then or later; what is undated is left out.
    pub from: Option<Instant>,
    /// Only published before that.
    pub to: Option<Instant>,
    /// Only what counts for this party, by name, alias or id.
    pub party: Option<String>,
    /// Only with this standing: a stable name of either axis, or words of the state in print.
    pub standing: Option<String>,
    /// Only of this status; otherwise everything live.
    pub status: Option<Status>,
    /// The order.
    pub sort: Sort,
    /// How much of the standing is told.
    pub told: Told,
}

/// Where claims are lent from.
#[derive(Clone, Copy)]
enum Lender<'d> {
    /// A desk, for as long as the claims are kept.
    One(&'d Desk),
    /// A desk that others write to in between.
    Shared(&'d SharedDesk),
}

impl Lender<'_> {
    fn read<T>(self, ask: impl FnOnce(&Desk) -> T) -> T {
        match self {
            Self::One(desk) => ask(desk),
            Self::Shared(shared) => shared.read(ask),
        }
    }
}

/// Claims that were chosen. Holds four bytes for each.
pub struct Every<'d> {
    lender: Lender<'d>,
    question: Question,
    clock: Clock,
    told: Told,
    weighed: Option<Arc<Weighed>>,
    numbers: Vec<u32>,
}

/// A run of chosen claims, lent by one thread.
pub struct Piece<'p, 'd> {
    every: &'p Every<'d>,
    range: Range<usize>,
}

/// The filters, with names resolved.
struct Filters<'w> {
    matter: Option<MatterId>,
    party: Option<ActorId>,
    standing: Option<String>,
    wanted: &'w Wanted,
}

impl Desk {
    /// Chooses claims, to be lent one at a time.
    ///
    /// # Errors
    /// If the matter or the party is none here, or the party several.
    pub fn every(&self, wanted: &Wanted, question: Question) -> Result<Every<'_>, DeskError> {
        let filters = self.filters(wanted, question)?;
        Ok(self.all_of(wanted, question, Lender::One(self)).chosen(&filters))
    }

    /// Resolves the names in filters.
    fn filters<'w>(
        &self,
        wanted: &'w Wanted,
        question: Question,
    ) -> Result<Filters<'w>, DeskError> {
        let clock = self.clock(question);
        let known = |name: &String| self.actor_at(name, clock);
        Ok(Filters {
            matter: wanted.matter.as_ref().map(|slug| self.matter_at(slug, clock)).transpose()?,
            party: wanted.party.as_ref().map(known).transpose()?,
            standing: wanted.standing.as_ref().map(|word| word.replace('_', " ").to_lowercase()),
            wanted,
        })
    }

    /// Returns every claim there is in the order wanted, before any filter.
    fn all_of<'d>(&self, wanted: &Wanted, question: Question, lender: Lender<'d>) -> Every<'d> {
        let clock = self.clock(question);
        let is_weighed = wanted.told > Told::Nothing || wanted.standing.is_some();
        // First what takes room only while it is done.
        let numbers = self.ordered(wanted, clock);
        let weighed = is_weighed.then(|| self.lens(question).shared());
        Every { lender, question, clock, told: wanted.told, weighed, numbers }
    }

    fn ordered(&self, wanted: &Wanted, clock: Clock) -> Vec<u32> {
        let mut numbers = self.views.timeline_numbers(clock);
        if let Some(ids) = &wanted.ids {
            let mut only: Vec<u32> =
                ids.iter().filter_map(|id| self.views.number_of(*id)).collect();
            only.sort_unstable();
            numbers.retain(|number| only.binary_search(number).is_ok());
        }
        match wanted.sort {
            Sort::Published | Sort::Party => {}
            Sort::Recorded => numbers.sort_unstable(),
            Sort::Id => numbers.sort_by_cached_key(|number| {
                self.views.numbered(*number, clock).map(|claim| claim.id)
            }),
        }
        numbers
    }
}

impl SharedDesk {
    /// Chooses claims as [`Desk::every`] does, as they stand now. The desk is held while they are chosen and
    /// weighed, and then for a piece at a time: others write in between, and what they write is not shown.
    ///
    /// # Errors
    /// As for [`Desk::every`].
    pub fn every(&self, wanted: &Wanted, question: Question) -> Result<Every<'_>, DeskError> {
        let (filters, every) = self.read(|desk| {
            let pinned = Question { as_of: AsOf::Position(desk.clock(question).as_of), ..question };
            let filters = desk.filters(wanted, pinned)?;
            Ok::<_, DeskError>((filters, desk.all_of(wanted, pinned, Lender::Shared(self))))
        })?;
        Ok(every.chosen(&filters))
    }
}

impl Every<'_> {
    /// Returns the question they are asked with, its position fixed where others write in between.
    pub fn question(&self) -> Question {
        self.question
    }

    /// Returns how many claims were chosen.
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Returns whether none was.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// Lends every claim in order to `each`, on this thread.
    ///
    /// # Errors
    /// The first that `each` returns.
    pub fn each<E>(&self, mut each: impl FnMut(&ClaimRow<'_>) -> Result<(), E>) -> Result<(), E> {
        for start in (0..self.len()).step_by(PIECE) {
            let range = start..self.len().min(start + PIECE);
            Piece { every: self, range }.each(&mut each)?;
        }
        Ok(())
    }

    /// Renders runs of [`PIECE`] claims on all cores, and hands what came of them to `take` in order, on
    /// this thread.
    ///
    /// # Errors
    /// The first that `take` returns; nothing is rendered for much longer then.
    pub fn in_pieces<P: Send, E>(
        &self,
        render: impl Fn(&Piece<'_, '_>) -> P + Sync,
        mut take: impl FnMut(P) -> Result<(), E>,
    ) -> Result<(), E> {
        let pieces = self.len().div_ceil(PIECE);
        let cores = std::thread::available_parallelism().map_or(1, usize::from).min(pieces.max(1));
        let (next, turn) = (AtomicUsize::new(0), Turn::default());
        std::thread::scope(|scope| {
            let (finished, arriving) = sync_channel(AHEAD);
            for _ in 0..cores {
                let finished = finished.clone();
                let (render, next, turn) = (&render, &next, &turn);
                scope.spawn(move || {
                    let _ends = EndOnPanic(turn);
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if number >= pieces || !turn.wait(number) {
                            break;
                        }
                        let start = number * PIECE;
                        let range = start..self.len().min(start + PIECE);
                        let piece = render(&Piece { every: self, range });
                        if finished.send((number, piece)).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(finished);
            let mut early: Vec<(usize, P)> = Vec::new();
            let mut due = 0;
            for arrived in arriving {
                early.push(arrived);
                while let Some(at) = early.iter().position(|(number, _)| *number == due) {
                    if let Err(error) = take(early.swap_remove(at).1) {
                        turn.end();
                        return Err(error);
                    }
                    due += 1;
                    turn.taken(due);
                }
            }
            Ok(())
        })
    }

    /// Returns the numbers of the claims in order.
    pub(super) fn numbers(&self) -> &[u32] {
        &self.numbers
    }

    /// Asks something of the case as these claims are lent from it.
    pub(super) fn ask<T>(&self, ask: impl FnOnce(&Lens<'_>) -> T) -> T {
        self.lender.read(|desk| {
            let weighed = self.weighed.clone();
            ask(&desk.folds().lens_over(self.clock, self.question, weighed))
        })
    }

    /// Returns those that fit, in the order wanted.
    fn chosen(mut self, filters: &Filters<'_>) -> Self {
        self.choose(filters);
        if filters.wanted.sort == Sort::Party {
            self.sort_by_party();
        }
        self
    }

    /// Keeps the claims that fit, each looked at on one of all cores.
    fn choose(&mut self, filters: &Filters<'_>) {
        let mut kept = Vec::with_capacity(self.numbers.len());
        let chosen = self.in_pieces(
            |piece| {
                let numbers = piece.numbers().iter().copied();
                piece.every.ask(|lens| {
                    numbers.filter(|number| filters.fit(*number, lens)).collect::<Vec<u32>>()
                })
            },
            |numbers| {
                kept.extend(numbers);
                Ok::<(), std::convert::Infallible>(())
            },
        );
        match chosen {
            Ok(()) => self.numbers = kept,
            Err(never) => match never {},
        }
    }

    fn sort_by_party(&mut self) {
        let mut numbers = std::mem::take(&mut self.numbers);
        self.ask(|lens| {
            numbers.sort_by_cached_key(|number| {
                let at = lens.desk.views.numbered(*number, lens.clock);
                at.map(|at| lens.party(at.claim.speaker.actor, lens.vantage(at.said())).name)
            });
        });
        self.numbers = numbers;
    }
}

impl Piece<'_, '_> {
    /// Returns the place of its first claim among those chosen, counted from 0.
    pub fn first(&self) -> usize {
        self.range.start
    }

    /// Returns how many claims are in it.
    pub fn len(&self) -> usize {
        self.range.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.range.is_empty()
    }

    /// Lends its claims in order.
    ///
    /// # Errors
    /// The first that `each` returns.
    pub fn each<E>(&self, mut each: impl FnMut(&ClaimRow<'_>) -> Result<(), E>) -> Result<(), E> {
        // A lens remembers what it weighed: one for each piece, so that it forgets in time.
        self.every.ask(|lens| {
            // Claims lie apart in memory: several are fetched at the same time, before any is told.
            for numbers in self.numbers().chunks(TOGETHER) {
                let numbered = |number: &u32| lens.desk.views.numbered(*number, lens.clock);
                let claims: Vec<ClaimAt<'_>> = numbers.iter().filter_map(numbered).collect();
                claims.iter().try_for_each(|at| each(&lens.row(at, self.every.told)))?;
            }
            Ok(())
        })
    }

    fn numbers(&self) -> &[u32] {
        self.every.numbers.get(self.range.clone()).unwrap_or_default()
    }
}

impl Filters<'_> {
    fn fit(&self, number: u32, lens: &Lens<'_>) -> bool {
        let (wanted, views) = (self.wanted, lens.desk.views);
        let status = views.status_of(number, lens.clock);
        let fits = |status: Status| wanted.status.map_or(status.is_live(), |only| only == status);
        if !status.is_some_and(fits) {
            return false;
        }
        let is_simple = self.matter.is_none()
            && self.party.is_none()
            && self.standing.is_none()
            && wanted.from.is_none()
            && wanted.to.is_none();
        is_simple || views.numbered(number, lens.clock).is_some_and(|at| self.hold(&at, lens))
    }

    fn hold(&self, at: &ClaimAt<'_>, lens: &Lens<'_>) -> bool {
        let wanted = self.wanted;
        let published = at.published().map(|moment| moment.at);
        let is_dated = wanted.from.is_none() && wanted.to.is_none()
            || published.is_some_and(|at| {
                wanted.from.is_none_or(|from| from <= at) && wanted.to.is_none_or(|to| at < to)
            });
        is_dated
            && self.matter.as_ref().is_none_or(|matter| at.matters.contains(&matter))
            && self.party.is_none_or(|party| {
                let known_as = lens.named(Some(party)).id;
                lens.party(at.claim.speaker.actor, lens.vantage(at.said())).id == known_as
            })
            && self.standing.as_ref().is_none_or(|word| stands(at.id, word, lens))
    }
}

/// Returns whether a claim stands so: by the name of either axis, or by words of the state in print.
pub(super) fn stands(claim: ClaimId, word: &str, lens: &Lens<'_>) -> bool {
    lens.everything().brief(claim).is_some_and(|brief| {
        let axes = [brief.dispute.map(|dispute| dispute.name()), Some(brief.support.name())];
        let named = axes.iter().flatten().any(|name| name.replace('_', " ") == word);
        named || brief.word.to_string().to_lowercase().contains(word)
    })
}

/// Whose turn it is: keeps the threads from running far ahead of what is taken.
#[derive(Default)]
struct Turn {
    taken: Mutex<usize>,
    changed: Condvar,
}

impl Turn {
    /// Waits until the piece may be begun; false if there is no use any more.
    fn wait(&self, number: usize) -> bool {
        let taken = self.taken.lock().unwrap_or_else(|broken| broken.into_inner());
        let far = |taken: &mut usize| number >= taken.saturating_add(AHEAD);
        let waited = self.changed.wait_while(taken, far);
        *waited.unwrap_or_else(|broken| broken.into_inner()) != usize::MAX
    }

    fn taken(&self, all: usize) {
        *self.taken.lock().unwrap_or_else(|broken| broken.into_inner()) = all;
        self.changed.notify_all();
    }

    fn end(&self) {
        self.taken(usize::MAX);
    }
}

/// Ends the work of the other threads where this one breaks off: else they would wait for its piece.
struct EndOnPanic<'t>(&'t Turn);

impl Drop for EndOnPanic<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.end();
        }
    }
}
