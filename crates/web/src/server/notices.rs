//! Live notices: who listens at `/events` is told of every commit, with its last position as the id, so
//! that whoever lost the connection goes on where it broke off.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use counterclaim_desk::{AsOf, Position, Question};
use serde_json::json;
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;

use super::holdings::Server;
use crate::problem::{Kind, Problem};

/// How often a silent line says that it is still there.
const PING: Duration = Duration::from_secs(15);

/// For how long nothing more is told after a notice: however fast others write, many who listen cost no
/// more reading than that.
const REST: Duration = Duration::from_millis(100);
/// Events told at once.
const AT_ONCE: u64 = 1_024;

/// How many may listen at once: a part of all connections, so that others still get in.
pub(super) const LISTENERS: usize = 256;

/// Returns notices of everything recorded after a position, without end.
///
/// # Errors
/// If too many listen already.
pub(super) fn stream(server: &Arc<Server>, after: Position) -> Result<Body, Problem> {
    let place = Arc::clone(&server.listeners).try_acquire_owned().map_err(|_| {
        let why = format!("{LISTENERS} listen already: ask again later");
        Problem::new(Kind::TooMany, why).retry_after(30)
    })?;
    let (sender, receiver) = mpsc::channel(16);
    tokio::spawn(tell(Arc::clone(server), after, sender, place));
    Ok(Body::from_stream(ReceiverStream::new(receiver).map(Ok::<_, Infallible>)))
}

async fn tell(
    server: Arc<Server>,
    after: Position,
    to: mpsc::Sender<Bytes>,
    _place: OwnedSemaphorePermit,
) {
    let mut news = server.news();
    let mut told = after;
    let send = |text: String| to.send(Bytes::from(text));
    if send("retry: 3000\n\n".to_owned()).await.is_err() {
        return;
    }
    loop {
        let head = *news.borrow_and_update();
        if head > told {
            let reading = Arc::clone(&server);
            // Who was away long is told piece by piece: nothing is held for them meanwhile.
            let (from, until) = (told, Position(head.0.min(told.0 + AT_ONCE)));
            let turn = server.telling.acquire().await;
            let notices = tokio::task::spawn_blocking(move || notices(&reading, from, until)).await;
            drop(turn);
            // Whoever is not told everything asks again from where the line ends.
            let Ok(Some(text)) = notices else { return };
            told = until;
            if send(text).await.is_err() {
                return;
            }
            tokio::time::sleep(REST).await;
            continue;
        }
        // The end of the server ends the line; so does whoever stops listening.
        let waited = tokio::select! {
            () = to.closed() => return,
            waited = tokio::time::timeout(PING, news.changed()) => waited,
        };
        let still_there = match waited {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => return,
            Err(_) => send(": still here\n\n".to_owned()).await,
        };
        if still_there.is_err() {
            return;
        }
    }
}

/// Returns a notice for each commit, or part of one, behind a position and up to another; nothing if the log
/// cannot be read.
fn notices(server: &Server, after: Position, until: Position) -> Option<String> {
    let question = Question { as_of: AsOf::Position(until), ..Question::default() };
    let page = server.read(|desk| desk.log(after, question)).ok()?;
    let mut out = String::new();
    for commit in page.entries.chunk_by(|one, other| one.commit == other.commit) {
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for entry in commit {
            *kinds.entry(entry.name.as_str()).or_default() += 1;
        }
        let (first, last) = (&commit[0], commit[commit.len() - 1].position);
        let notice = json!({
            "from": first.position, "to": last, "recorded_at": first.recorded_at,
            "analyst": first.analyst, "events": kinds,
        });
        out.push_str(&format!("id: {last}\nevent: recorded\ndata: {notice}\n\n"));
    }
    Some(out)
}
