//! What a server says of its own disk habits. It says so only on its monitoring port, as `GET /varz`; the
//! few lines of HTTP this takes are here, for a port that is meant for machines close by.

use std::io;
use std::time::Duration;

use serde::Deserialize;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Longest wait for one server.
const PATIENCE: Duration = Duration::from_secs(3);

/// Most bytes of an answer; a server's has a few thousand.
const MOST: u64 = 4 << 20;

/// The part of the answer that is about durability.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct Told {
    pub(super) server_name: String,
    pub(super) version: String,
    #[serde(default)]
    jetstream: JetStream,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
struct JetStream {
    #[serde(default)]
    config: Habits,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
struct Habits {
    #[serde(default)]
    sync_always: bool,
    /// In nanoseconds.
    #[serde(default)]
    sync_interval: u64,
}

impl Told {
    /// Returns whether every write is synced before it is acknowledged.
    pub(super) fn always_syncs(&self) -> bool {
        self.jetstream.config.sync_always
    }

    /// Returns how often the server syncs.
    pub(super) fn every(&self) -> Duration {
        Duration::from_nanos(self.jetstream.config.sync_interval)
    }
}

/// Asks the server whose monitoring port is at `place` (`HOST:PORT`).
pub(super) async fn ask(place: &str) -> io::Result<Told> {
    let answer = timeout(PATIENCE, get(place)).await.map_err(|_| io::ErrorKind::TimedOut)??;
    read(&answer)
}

async fn get(place: &str) -> io::Result<Vec<u8>> {
    let mut line = TcpStream::connect(place).await?;
    let request = format!("GET /varz HTTP/1.0\r\nHost: {place}\r\nConnection: close\r\n\r\n");
    line.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    line.take(MOST).read_to_end(&mut answer).await?;
    Ok(answer)
}

fn read(answer: &[u8]) -> io::Result<Told> {
    let bad = |what: &str| io::Error::new(io::ErrorKind::InvalidData, what.to_owned());
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n");
    let (head, body) = answer.split_at(end.ok_or(bad("this is no HTTP"))?);
    let status = head.split(|byte| *byte == b'\r').next().unwrap_or_default();
    if !status.ends_with(b" 200 OK") {
        return Err(bad("this is no monitoring port of a NATS server"));
    }
    serde_json::from_slice(&body[4..])
        .map_err(|error| bad(&format!("the answer is no `varz`: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_and_anything_else_refused() {
        let body = r#"{"server_name":"n1","version":"2.15.1","jetstream":{"config":
            {"sync_interval":120000000000,"sync_always":true,"strict":true}}}"#;
        let told = read(format!("HTTP/1.0 200 OK\r\nServer: x\r\n\r\n{body}").as_bytes());
        let told = told.expect("it is an answer");
        assert!(told.always_syncs());
        assert_eq!((told.server_name.as_str(), told.every().as_secs()), ("n1", 120));
        let silent =
            read(b"HTTP/1.0 200 OK\r\n\r\n{\"server_name\":\"n1\",\"version\":\"2.15.1\"}");
        assert!(!silent.expect("it is an answer").always_syncs(), "no word is no proof");
        for other in
            [&b"INFO {}"[..], b"HTTP/1.0 404 Not Found\r\n\r\n{}", b"HTTP/1.0 200 OK\r\n\r\n<p>"]
        {
            assert!(read(other).is_err());
        }
    }
}
