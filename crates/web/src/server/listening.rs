//! Where the server listens: on an address, and by a socket in the case. Whoever dawdles with the head of
//! a request or takes nothing of its answer is let go, and so many connections are held and no more.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, UnixListener, UnixStream};
use tokio::sync::{Semaphore, watch};
use tower::ServiceExt;

use super::answering::parted;
use super::patient::Patient;
use crate::access::Entry;

/// How long the head of a request may take.
const HEAD: Duration = Duration::from_secs(10);
/// How long an answer may stand still because nobody takes it.
const TAKING: Duration = Duration::from_secs(20);
/// Connections held at once.
const CONNECTIONS: usize = 1_024;
/// Bytes of a request's head.
const HEAD_BYTES: usize = 32 << 10;

/// Takes in connections of an address until told to end.
pub(super) async fn listen(listener: TcpListener, router: Router, end: watch::Receiver<bool>) {
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let mut ending = end.clone();
    loop {
        let Ok(place) = Arc::clone(&room).acquire_owned().await else { return };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = ending.wait_for(|ends| *ends) => return,
        };
        match accepted {
            Ok((stream, peer)) => {
                let _ = stream.set_nodelay(true);
                let (router, end) = (router.clone(), end.clone());
                tokio::spawn(async move {
                    serve(stream, Entry::Network(peer), router, end).await;
                    drop(place);
                });
            }
            // Out of descriptors, most likely: connections that end give some back.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

/// Takes in connections of the socket, from whose it is, until told to end.
pub(super) async fn listen_here(
    listener: UnixListener,
    owner: u32,
    router: Router,
    end: watch::Receiver<bool>,
) {
    let mut ending = end.clone();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = ending.wait_for(|ends| *ends) => return,
        };
        match accepted {
            Ok((stream, _)) if is_let_in(&stream, owner) => {
                tokio::spawn(serve(stream, Entry::Socket, router.clone(), end.clone()));
            }
            Ok(_) => {}
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

/// Returns whether somebody is whose the case is, or may do anything on this machine anyway.
fn is_let_in(stream: &UnixStream, owner: u32) -> bool {
    stream.peer_cred().is_ok_and(|peer| peer.uid() == owner || peer.uid() == 0)
}

/// Answers what comes over one connection.
async fn serve(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    entry: Entry,
    router: Router,
    mut end: watch::Receiver<bool>,
) {
    let service = service_fn(move |request: Request<Incoming>| {
        let mut request = parted(request.map(Body::new));
        request.extensions_mut().insert(entry.clone());
        router.clone().oneshot(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(HEAD_BYTES)
        .serve_connection(TokioIo::new(Patient::new(stream, TAKING)), service);
    let mut connection = std::pin::pin!(connection);
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = end.wait_for(|ends| *ends) => connection.as_mut().graceful_shutdown(),
    }
    let _ = connection.await;
}
