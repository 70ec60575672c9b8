//! Calls over one connection that is kept, with nothing but a socket: what measures must not cost more
//! than what is measured.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::Context as _;

/// A connection to the server, made anew when it has broken.
pub(super) struct Line {
    host: String,
    token: Option<String>,
    stream: Option<BufReader<TcpStream>>,
}

/// What was answered.
pub(super) struct Answered {
    pub(super) status: u16,
    /// `Location`, where one was said.
    pub(super) location: Option<String>,
    pub(super) body: Vec<u8>,
}

impl Line {
    pub(super) fn to(host: &str, token: Option<&str>) -> Self {
        Self { host: host.to_owned(), token: token.map(str::to_owned), stream: None }
    }

    /// Asks for a page, as a browser would.
    ///
    /// # Errors
    /// If the connection breaks.
    pub(super) fn get(&mut self, path: &str) -> anyhow::Result<Answered> {
        self.call(&format!("GET {path} HTTP/1.1\r\naccept: text/html\r\n"), "")
    }

    /// Sends JSON and asks for JSON.
    ///
    /// # Errors
    /// If the connection breaks.
    pub(super) fn post(&mut self, path: &str, json: &str) -> anyhow::Result<Answered> {
        let head = format!(
            "POST {path} HTTP/1.1\r\naccept: application/json\r\ncontent-type: application/json\r\n\
             content-length: {}\r\n",
            json.len()
        );
        self.call(&head, json)
    }

    fn call(&mut self, head: &str, body: &str) -> anyhow::Result<Answered> {
        let answered = self.exchange(head, body);
        if answered.is_err() {
            self.stream = None;
        }
        answered
    }

    fn exchange(&mut self, head: &str, body: &str) -> anyhow::Result<Answered> {
        let token = self.token.as_ref().map(|token| format!("authorization: Bearer {token}\r\n"));
        let all = format!("{head}host: {}\r\n{}\r\n{body}", self.host, token.unwrap_or_default());
        if self.stream.is_none() {
            self.stream = Some(connected(&self.host)?);
        }
        let stream = self.stream.as_mut().context("it is connected")?;
        stream.get_mut().write_all(all.as_bytes())?;
        let (status, headers) = head_of(stream)?;
        let length = value(&headers, "content-length").and_then(|length| length.parse().ok());
        let mut body = vec![0; length.context("the answer has no length")?];
        stream.read_exact(&mut body)?;
        if value(&headers, "connection") == Some("close") {
            self.stream = None;
        }
        Ok(Answered { status, location: value(&headers, "location").map(str::to_owned), body })
    }
}

/// Connects, without waiting for more to send together.
///
/// # Errors
/// If nobody listens.
pub(super) fn connected(host: &str) -> anyhow::Result<BufReader<TcpStream>> {
    let stream = TcpStream::connect(host).with_context(|| format!("nobody listens at {host}"))?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    Ok(BufReader::with_capacity(64 << 10, stream))
}

/// Reads the head of an answer: its status and headers.
///
/// # Errors
/// If it is none.
pub(super) fn head_of(
    stream: &mut BufReader<TcpStream>,
) -> anyhow::Result<(u16, Vec<(String, String)>)> {
    let mut line = String::new();
    stream.read_line(&mut line)?;
    let status = line.split(' ').nth(1).and_then(|status| status.parse().ok());
    let status = status.with_context(|| format!("no answer: {line:?}"))?;
    let mut headers = Vec::new();
    loop {
        line.clear();
        anyhow::ensure!(stream.read_line(&mut line)? > 0, "the answer broke off");
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    Ok((status, headers))
}

fn value<'h>(headers: &'h [(String, String)], name: &str) -> Option<&'h str> {
    headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
}
