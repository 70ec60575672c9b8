//! A reply on its way out. What is written as it is read goes into a file without a name first: nobody
//! who reads slowly keeps the desk from working.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{Read, Seek, SeekFrom};
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use tokio::sync::mpsc;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;

use super::holdings::Server;
use super::notices;
use crate::access::Visitor;
use crate::address::Address;
use crate::problem::{Kind, Problem};
use crate::reply::{Content, Reply, Writer};
use crate::route::Form;

/// Bytes that are kept in memory before a file takes over.
const IN_MEMORY: usize = 4 << 20;
/// Bytes handed on at once.
const PIECE: usize = 64 << 10;

/// Returns what stands for everything that an answer to a question depends on: the log's length, the
/// address, the form, who asks, and this build.
pub(super) fn tag(server: &Server, address: &Address, form: &Form, visitor: &Visitor) -> String {
    let mut hasher = DefaultHasher::new();
    let visitor = (&visitor.name, visitor.role.name());
    (env!("CARGO_PKG_VERSION"), &address.path, &address.query, form.suffix, visitor)
        .hash(&mut hasher);
    format!("W/\"{}-{:016x}\"", server.head(), hasher.finish())
}

/// Says that nothing has changed.
pub(super) fn unchanged(tag: &str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    if let Ok(tag) = HeaderValue::from_str(tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

/// Sends a reply.
///
/// # Errors
/// If what is to be written cannot be.
pub(super) async fn send(server: &Arc<Server>, reply: Reply) -> Result<Response, Problem> {
    let Reply { status, headers, content } = reply;
    let (body, length) = match content {
        Content::Whole(bytes) => {
            return Ok(whole(Reply { status, headers, content: Content::Whole(bytes) }));
        }
        Content::Notices(after) => (notices::stream(server, after)?, None),
        Content::Written(writer) => {
            let (body, length) = written(server, writer).await?;
            (body, Some(length))
        }
    };
    let mut response = response(status, headers, body);
    if let Some(length) = length {
        response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    }
    Ok(response)
}

/// Sends a whole body; anything else as nothing.
pub(super) fn whole(reply: Reply) -> Response {
    let Reply { status, headers, content } = reply;
    let body = match content {
        Content::Whole(bytes) => Body::from(bytes),
        Content::Written(_) | Content::Notices(_) => Body::empty(),
    };
    response(status, headers, body)
}

fn response(
    status: StatusCode,
    headers: Vec<(header::HeaderName, HeaderValue)>,
    body: Body,
) -> Response {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    for (name, value) in headers {
        response.headers_mut().append(name, value);
    }
    response
}

/// Writes to the end, and returns what was written with its length.
async fn written(server: &Arc<Server>, writer: Writer) -> Result<(Body, u64), Problem> {
    let failed = |why: String| Problem::new(Kind::Unavailable, why);
    let permit = server.exporting.acquire().await;
    let work = move || {
        let mut file = tempfile::SpooledTempFile::new(IN_MEMORY);
        writer(&mut file)?;
        let length = file.stream_position()?;
        file.seek(SeekFrom::Start(0))?;
        Ok((file, length))
    };
    let done = tokio::task::spawn_blocking(work).await;
    drop(permit);
    let done: std::io::Result<_> =
        done.map_err(|error| failed(format!("it broke off: {error}")))?;
    let (file, length) = done.map_err(|error| failed(format!("it cannot be written: {error}")))?;
    let (sender, receiver) = mpsc::channel(2);
    tokio::task::spawn_blocking(move || hand_on(file, &sender));
    Ok((Body::from_stream(ReceiverStream::new(receiver).map(Ok::<_, std::io::Error>)), length))
}

/// Hands a file on piece by piece, until it ends or nobody takes it any more.
fn hand_on(mut file: tempfile::SpooledTempFile, to: &mpsc::Sender<Bytes>) {
    let mut piece = vec![0; PIECE];
    while let Ok(read) = file.read(&mut piece) {
        if read == 0 || to.blocking_send(Bytes::copy_from_slice(&piece[..read])).is_err() {
            return;
        }
    }
}
