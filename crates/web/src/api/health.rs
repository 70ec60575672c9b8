//! How the server is: alive, ready, and in numbers.

use axum::http::{HeaderName, StatusCode};

use crate::access::Entry;
use crate::call::Call;
use crate::client::SERVED_AT;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::route::{Role, Route, get};

pub(super) const ROUTES: &[Route] = &[
    get("/healthz", "alive", "Whether the server answers.", alive)
        .of_server()
        .at_once()
        .forms(&["txt"]),
    get("/readyz", "ready", "Whether the case can be read and written.", ready)
        .of_server()
        .forms(&["txt"])
        .statuses(&[(503, "The case takes nothing until it is opened anew.")]),
    get("/metrics", "metrics", "What was counted, in the text format of Prometheus.", metrics)
        .of_server()
        .at_once()
        .forms(&["txt"])
        .needs(Role::Reader),
];

fn alive(call: &Call<'_>) -> Result<Reply, Problem> {
    let reply = Reply::whole(call.form.media, "alive\n");
    // Whoever comes by the socket of the case wants to know where else it is served; nobody else need.
    Ok(match (&call.entry, call.server.access.hosts.first()) {
        (Entry::Socket, Some(host)) => {
            reply.header(HeaderName::from_static(SERVED_AT), &format!("http://{host}/"))
        }
        (Entry::Socket | Entry::Network(_), _) => reply,
    })
}

fn ready(call: &Call<'_>) -> Result<Reply, Problem> {
    let text = format!("ready at position {}\n", call.ask(|desk| desk.head()));
    Ok(Reply::whole(call.form.media, text).status(StatusCode::OK))
}

fn metrics(call: &Call<'_>) -> Result<Reply, Problem> {
    let mut text = call.server.metrics.text();
    let head = call.server.head();
    let memory = resident().map_or(String::new(), |bytes| {
        format!("# TYPE counterclaim_memory_bytes gauge\ncounterclaim_memory_bytes {bytes}\n")
    });
    text.push_str(&format!(
        "# TYPE counterclaim_head gauge\ncounterclaim_head {head}\n\
         # TYPE counterclaim_up_seconds counter\ncounterclaim_up_seconds {}\n{memory}",
        call.server.began.elapsed().as_secs()
    ));
    Ok(Reply::whole("text/plain; version=0.0.4; charset=utf-8", text))
}

/// Returns the memory this process holds, where the system tells.
fn resident() -> Option<u64> {
    let statm = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = statm.split(' ').nth(1)?.parse().ok()?;
    Some(pages * 4096)
}
