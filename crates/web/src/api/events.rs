//! `/events`: live notices of what is recorded.

use counterclaim_desk::Position;

use crate::call::Call;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::route::{Parameter, Route, Schema, get};

pub(super) const ROUTES: &[Route] = &[get(
    "/events",
    "events",
    "Notices of what is recorded, as server-sent events whose id is the log position.",
    events,
)
.of_server()
.forms(&["events"])
.takes(&[Parameter {
    name: "after",
    means: "Only what was recorded behind this position; `Last-Event-ID` says the same.",
    schema: Schema::Number(0, u64::MAX),
}])];

fn events(call: &Call<'_>) -> Result<Reply, Problem> {
    let resumed = call.header("last-event-id").and_then(|id| id.parse().ok());
    let after = resumed.or(call.parsed::<u64>("after")?);
    Ok(Reply::notices(after.map_or(call.server.head(), Position)))
}
