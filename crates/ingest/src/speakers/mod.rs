//! Who speaks, and for which party: from the speaker phrases of utterances to canonical actors with their
//! principals. Called by extraction between finding the spans and forming the claims.

mod antecedent;
mod around;
mod collective;
mod holder;
mod known;
mod lexis;
mod naming;
mod person;
mod phrase;
mod piece;
mod places;
mod post;
mod resolve;
mod tag;
mod voices;

pub use voices::voices;
