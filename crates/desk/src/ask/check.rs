//! What a query asks of one claim, and what that costs. Made by `sieve` from the terms of a query; asked of the
//! facts of a claim, and of more only where these do not say.

use std::collections::HashSet;

use counterclaim_model::{ActorId, Form, Grounds, MatterId, Modality, Status, Vantage, Wording};
use counterclaim_views::{Facts, Has, Marks};

use super::sieve::Sieve;

/// What is asked of a claim.
pub(super) enum Check {
    /// Among those that say so, or by one of these.
    Says {
        numbers: List,
        named: Vec<ActorId>,
    },
    /// Its party is one of these; `None` is nobody named.
    Party(Vec<Option<ActorId>>),
    /// Its speaker is.
    Speaker(Vec<Option<ActorId>>),
    /// Its party or its speaker is this.
    Own(ActorId),
    /// Neither is.
    NotOwn(ActorId),
    /// It is known by itself, and not only through others.
    ForItself,
    /// It is about one of these, or about one of their people.
    About(About),
    /// It is in this matter.
    Matter(Matters),
    /// One of these carries it, by the number of the source.
    Outlet(Vec<u32>),
    Status(Status),
    Modality(Modality),
    Form(Form),
    Wording(Wording),
    Grounds(Grounds),
    /// Among those that a live link of a type leads from or to.
    Related(List),
    Linked,
    Has(Has),
    /// First published before that, in microseconds since 1970.
    Before(i64),
    /// Then or later.
    After(i64),
    Numbered(List),
    Standing(String),
}

/// Claims that were found, in order to begin with and marked to be asked one by one.
pub(super) struct List {
    pub(super) numbers: Vec<u32>,
    marks: Marks,
}

impl List {
    pub(super) fn new(numbers: Vec<u32>) -> Self {
        let marks = Marks::of([numbers.as_slice()]);
        Self { numbers, marks }
    }
}

/// Whom a claim must be about.
pub(super) struct About {
    pub(super) wanted: Vec<ActorId>,
    /// Everybody spoken of who is one of them, or of their people whenever that is said.
    pub(super) always: HashSet<ActorId>,
    /// Those of whom it depends on when it was said.
    pub(super) at_times: HashSet<ActorId>,
    /// Claims that were recorded as about one of the first.
    pub(super) listed: Marks,
}

/// A matter, with every number it goes by.
pub(super) struct Matters {
    pub(super) id: MatterId,
    /// By the number of a slug: whether it is this one after merges.
    pub(super) is_it: Vec<bool>,
}

impl Check {
    /// Returns how much it costs to ask, cheapest first.
    pub(super) fn cost(&self) -> u8 {
        match self {
            Self::Status(_)
            | Self::Modality(_)
            | Self::Form(_)
            | Self::Wording(_)
            | Self::Grounds(_)
            | Self::Has(_)
            | Self::ForItself => 0,
            Self::Speaker(_)
            | Self::Matter(_)
            | Self::Outlet(_)
            | Self::Numbered(_)
            | Self::Related(_)
            | Self::Before(_)
            | Self::After(_) => 1,
            Self::Party(_) | Self::Own(_) | Self::NotOwn(_) => 2,
            Self::Says { .. } => 3,
            Self::About(_) | Self::Linked => 4,
            Self::Standing(_) => 5,
        }
    }

    pub(super) fn fits(&self, number: u32, facts: &Facts, sieve: &Sieve<'_, '_>) -> bool {
        let Sieve { views, clock, sides, lens, .. } = sieve;
        let party = || sides.party(number, facts, views, *clock);
        let speaker = || facts.speaker().and_then(|speaker| sides.known_as(speaker, views));
        let published = || views.first_published(number, *clock);
        match self {
            Self::Says { numbers, named } => {
                numbers.marks.has(number)
                    || !named.is_empty()
                        && [speaker(), party()].iter().flatten().any(|one| named.contains(one))
            }
            Self::Party(wanted) => wanted.contains(&party()),
            Self::Speaker(wanted) => wanted.contains(&speaker()),
            Self::Own(actor) => speaker() == Some(*actor) || party() == Some(*actor),
            Self::NotOwn(actor) => speaker() != Some(*actor) && party() != Some(*actor),
            Self::ForItself => facts.form != Form::Implied,
            Self::About(about) => about.fits(number, sieve),
            Self::Matter(matters) => matters.hold(number, facts, sieve),
            Self::Outlet(sources) if facts.has.all(Has::SIGHTINGS) => {
                let carrying = views.sources_of(number, *clock);
                carrying.iter().any(|source| sources.contains(source))
            }
            Self::Outlet(sources) => facts.source().is_some_and(|own| sources.contains(&own)),
            Self::Status(status) => facts.status == *status,
            Self::Modality(modality) => facts.modality == *modality,
            Self::Form(form) => facts.form == *form,
            Self::Wording(wording) => facts.wording == *wording,
            Self::Grounds(grounds) => facts.grounds == *grounds,
            Self::Related(numbers) | Self::Numbered(numbers) => numbers.marks.has(number),
            Self::Linked => sieve.is_linked(number),
            Self::Has(has) => facts.has.all(*has),
            Self::Before(end) => published().is_some_and(|at| at < *end),
            Self::After(start) => published().is_some_and(|at| at >= *start),
            Self::Standing(name) => views.id_of(number).is_some_and(|id| {
                lens.standing_of(id).is_some_and(|standing| {
                    standing.dispute.is_some_and(|dispute| dispute.name() == name)
                        || standing.support.name() == name
                })
            }),
        }
    }
}

impl Matters {
    fn hold(&self, number: u32, facts: &Facts, sieve: &Sieve<'_, '_>) -> bool {
        let is_it = |slug: u32| self.is_it.get(slug as usize).copied().unwrap_or_default();
        facts.matter().is_some_and(is_it)
            || facts.has.all(Has::MATTERS)
                && sieve.views.matters_of(number, sieve.clock).contains(&&self.id)
    }
}

impl About {
    pub(super) fn may_be(&self, actor: &ActorId) -> bool {
        self.always.contains(actor) || self.at_times.contains(actor)
    }

    fn fits(&self, number: u32, sieve: &Sieve<'_, '_>) -> bool {
        let Sieve { views, clock, .. } = sieve;
        // What was never amended is about whom it was about at first. Others are opened.
        if !views.was_amended(number) && (self.listed.has(number) || self.at_times.is_empty()) {
            return self.listed.has(number);
        }
        views.is_about(number, clock.as_of, |actor| {
            self.always.contains(&actor)
                || self.at_times.contains(&actor) && {
                    let said = views.said_by(number, *clock);
                    let vantage = Vantage { said, as_of: clock.as_of };
                    self.wanted.contains(&views.affiliations().party(actor, vantage))
                }
        })
    }
}

pub(super) fn status(name: &str) -> Option<Status> {
    use Status::{Checked, Proposed, Rejected, Withdrawn};
    by_name(name, [Proposed, Checked, Rejected, Withdrawn])
}

pub(super) fn modality(name: &str) -> Option<Modality> {
    use Modality::{Accuses, Announces, Asserts, Demands, Denies, Hopes, Predicts, Promises};
    by_name(name, [Asserts, Denies, Accuses, Demands, Promises, Hopes, Announces, Predicts])
}

pub(super) fn form(name: &str) -> Option<Form> {
    use Form::{Direct, Headline, Implied, Indirect, Mixed};
    by_name(name, [Direct, Indirect, Mixed, Headline, Implied])
}

pub(super) fn wording(name: &str) -> Option<Wording> {
    by_name(name, [Wording::Speaker, Wording::Outlet, Wording::Mixed])
}

pub(super) fn grounds(name: &str) -> Option<Grounds> {
    use Grounds::{Document, Imagery, NotStated, OfficialStatement, Told, Witnessed};
    by_name(name, [Witnessed, Told, Document, Imagery, OfficialStatement, NotStated])
}

pub(super) fn thing(name: &str) -> Option<Check> {
    match name {
        "figures" => Some(Check::Has(Has::FIGURES)),
        "review" => Some(Check::Has(Has::REVIEW)),
        "note" => Some(Check::Has(Has::NOTE)),
        "finding" => Some(Check::Has(Has::FINDING)),
        "links" => Some(Check::Linked),
        _ => None,
    }
}

/// Returns the value with this stable name: the one that stands in JSON.
fn by_name<T: Copy + serde::Serialize, const N: usize>(name: &str, all: [T; N]) -> Option<T> {
    all.into_iter().find(|value| stable_name(value) == name)
}

/// Returns the stable name of a value: the one that stands in JSON.
pub(super) fn stable_name<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        Ok(_) | Err(_) => String::new(),
    }
}
