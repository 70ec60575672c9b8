//! Who listens to notices: when each position was heard of.

use std::io::{BufRead as _, Write as _};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use super::calls::{connected, head_of};

/// Listens to notices from now on, until nothing comes for a while after `ends`; sends each position with
/// the time at which it was heard of.
///
/// # Errors
/// If the server lets nobody listen.
pub(super) fn listen(
    host: &str,
    token: Option<&str>,
    ends: Instant,
    heard: &mpsc::Sender<(u64, Instant)>,
) -> anyhow::Result<()> {
    let mut stream = connected(host)?;
    stream.get_mut().set_read_timeout(Some(Duration::from_millis(500)))?;
    let token = token.map(|token| format!("authorization: Bearer {token}\r\n")).unwrap_or_default();
    let head = format!("GET /events HTTP/1.1\r\nhost: {host}\r\n{token}\r\n");
    stream.get_mut().write_all(head.as_bytes())?;
    let (status, _) = head_of(&mut stream)?;
    anyhow::ensure!(status == 200, "/events: status {status}");
    let mut line = String::new();
    loop {
        match stream.read_line(&mut line) {
            Ok(0) => anyhow::bail!("the line of notices ended"),
            Ok(_) => {
                let position = line.strip_prefix("id: ").and_then(|id| id.trim().parse().ok());
                if let Some(position) = position {
                    // Nobody takes it any more only when all is over.
                    let _ = heard.send((position, Instant::now()));
                }
                line.clear();
            }
            // What has come of a line so far is kept.
            Err(_) if Instant::now() < ends => {}
            Err(_) => return Ok(()),
        }
    }
}
