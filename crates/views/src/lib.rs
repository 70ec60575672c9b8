//! Views of a case: who said what, per actor, party, source and matter, and in which order.
//!
//! [`Views`] is a fold over recorded events that can be thrown away and made again. It is append-only,
//! as the log is: every record keeps its earlier values with the position where each began, so an
//! answer at a [`Clock`](counterclaim_model::Clock) is a filter on the one live fold and equals the
//! answer of a fold of the prefix. The second clock filters by publication: a claim is visible from its
//! earliest sighting on (an undated introduction counts from its capture), a claim without a sighting
//! from its recording, a stated link with the claim whose post states it, any other link with both ends.
//!
//! Words are found by an index ([`Views::saying`]); what lists are sieved and counted by lies in rows of a
//! few bytes ([`Views::facts`]), so that a list costs no more than what of it is shown.
//!
//! No verdicts here (that is the graph), no input or output. Memory grows with the
//! log; an answer borrows from the fold and clones a claim only where later amendments must be left out.
//!
//! In reading order: `views` (the fold), `claims`, `change` and `claim_at`, `lists`, `links`, `actors`, `pages`,
//! `placed`, `matters`, `columns` and `counts` (how many, at the head); `facts`, `sides`, `words` and `text` for
//! long lists; below them `record`, `shelf`, `number`, `ledger`, `prefix`, `surprise`.

mod actors;
mod change;
mod claim_at;
mod claims;
mod columns;
mod counts;
mod facts;
mod ledger;
mod link_facts;
mod links;
mod lists;
mod marks;
mod matters;
mod number;
mod pages;
mod placed;
mod prefix;
mod record;
mod shelf;
mod sides;
mod surprise;
mod text;
mod ties;
mod views;
mod words;

pub use actors::ActorAt;
pub use change::Change;
pub use claim_at::{ClaimAt, ClaimNamed, SightingAt};
pub use claims::Finding;
pub use counts::StatusCounts;
pub use facts::{Facts, Has};
pub use link_facts::LinkFacts;
pub use links::{LinkAt, LinkChange};
pub use marks::Marks;
pub use matters::{MatterAt, MatterChange};
pub use pages::{PostAt, SourceAt};
pub use record::Record;
pub use sides::Sides;
pub use surprise::{Surprise, Surprising};
pub use views::Views;
pub use words::{Ending, Phrase, words};
