//! Headers that calls may carry, as parameters of the description.

use crate::route::{Parameter, Schema};

/// Which revision the caller saw.
pub(crate) const IF_MATCH: Parameter = Parameter {
    name: "If-Match",
    means: "The revision seen of the thing that is to be changed, in quotation marks (\"151\"; several \
            with commas between), or * for whatever it is. `counterclaim-revision` of an answer says it, \
            and `revision` in its data.",
    schema: Schema::Text,
};

/// Under which key it is done once.
pub(crate) const IDEMPOTENCY_KEY: Parameter = Parameter {
    name: "Idempotency-Key",
    means: "Do this once: the same call under the same key gives the first result again (200, with \
            `Idempotent-Replayed: true`), another call under it is in conflict (409). Kept for ever. 1 to \
            200 printable ASCII characters without a blank.",
    schema: Schema::Text,
};

/// Which program asks for it.
pub(crate) const AGENT: Parameter = Parameter {
    name: "Counterclaim-Agent",
    means: "The program that proposes, as name@version: recorded beside the name of whoever lets it. 1 to \
            120 printable ASCII characters without a blank.",
    schema: Schema::Text,
};
