//! Who speaks, and for which party: from the speaker phrases of utterances to canonical actors with their
//! principals. Called by extraction between finding the spans and forming the claims.

mod antecedent;
mod collective;
mod known;
mod naming;
mod phrase;
mod post;
mod resolve;
mod tag;
mod voices;

pub use voices::voices;
