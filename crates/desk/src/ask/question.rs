//! What every question carries: both clocks, and what counts.

use counterclaim_graph::{Parameters, Ranks};
use counterclaim_model::{Clock, Count, Instant, Position};

use crate::answers::{Asked, ParametersShown};
use crate::desk::Desk;
use crate::zone::Zone;

/// Up to where records count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AsOf {
    /// Everything recorded.
    #[default]
    Head,
    /// Up to and including this position.
    Position(Position),
    /// Whatever was recorded no later than this.
    Time(Instant),
}

/// Where on both clocks a question is asked, and what counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// Up to where records count.
    pub as_of: AsOf,
    /// Only what was published no later, if given.
    pub public_by: Option<Instant>,
    /// What enters standing and counts.
    pub count: Count,
    /// The zone of the days that sentences name.
    pub zone: Zone,
}

impl Question {
    /// The same question, counting unchecked proposals too.
    pub fn counting_all(self) -> Self {
        Self { count: Count::All, ..self }
    }
}

impl Desk {
    /// Returns the clock a question is asked at; a position beyond the head means the head.
    pub(crate) fn clock(&self, question: Question) -> Clock {
        let head = self.views.head();
        let as_of = match question.as_of {
            AsOf::Head => head,
            AsOf::Position(position) => position.min(head),
            AsOf::Time(time) => self.views.position_at(time),
        };
        Clock { as_of, public_by: question.public_by }
    }

    /// Returns where on both clocks a question is asked, and what counts in its answer.
    pub fn asked(&self, question: Question) -> Asked {
        let clock = self.clock(question);
        Asked {
            as_of: clock.as_of,
            recorded_at: self.views.recorded_at(clock.as_of),
            public_by: clock.public_by,
            counts_unchecked: question.count == Count::All,
            captures: self.views.captures_recorded(clock),
            parameters: shown(&Parameters::default()),
        }
    }
}

/// Returns the parameters in the words of the answers.
pub(crate) fn shown(parameters: &Parameters) -> ParametersShown {
    ParametersShown {
        count_from: parameters.count_from,
        adjudicate_from: parameters.adjudicate_from,
        ranks: match parameters.ranks {
            Ranks::FindingsAbove => "findings_above",
            Ranks::Equal => "equal",
        },
    }
}
