//! The lines between a host and the protocol's library. The library passes over what is no JSON without a
//! word; here it is answered. What comes before the handshake and asks for nothing would end it; here it is
//! passed over.

use std::sync::Arc;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::sync::Mutex;

/// The longest line. Proposals come in one.
const LONGEST: u64 = 15 << 20;

/// The codes of JSON-RPC for what is no JSON, and for what is no request.
const NO_JSON: i32 = -32700;
const NO_REQUEST: i32 = -32600;

/// Carries what the host says to the library, line by line, until it says no more.
///
/// # Errors
/// If either end breaks.
pub(super) async fn inwards(
    input: impl AsyncRead + Unpin,
    mut library: impl AsyncWrite + Unpin,
    output: Arc<Mutex<impl AsyncWrite + Unpin>>,
) -> std::io::Result<()> {
    let mut input = BufReader::new(input);
    let (mut line, mut has_begun) = (Vec::new(), false);
    loop {
        line.clear();
        if (&mut input).take(LONGEST).read_until(b'\n', &mut line).await? == 0 {
            return library.shutdown().await;
        }
        if line.len() as u64 == LONGEST && line.last() != Some(&b'\n') {
            passed_over(&mut input).await?;
            refuse(&output, NO_REQUEST, &format!("a line has at most {LONGEST} bytes")).await?;
            continue;
        }
        let text = line.trim_ascii();
        if text.is_empty() {
            continue;
        }
        match serde_json::from_slice::<Value>(text) {
            Ok(message) => {
                has_begun |= message.get("id").is_some() && message.get("method").is_some();
                if has_begun || !is_message(&message) {
                    library.write_all(&[text, b"\n"].concat()).await?;
                }
            }
            Err(error) => {
                refuse(&output, NO_JSON, &format!("this line is no JSON: {error}")).await?
            }
        }
    }
}

/// Carries what the library says to the host, until it says no more.
///
/// # Errors
/// If either end breaks.
pub(super) async fn outwards(
    library: impl AsyncRead + Unpin,
    output: Arc<Mutex<impl AsyncWrite + Unpin>>,
) -> std::io::Result<()> {
    let mut library = BufReader::new(library);
    let mut line = Vec::new();
    while library.read_until(b'\n', &mut line).await? > 0 {
        let mut output = output.lock().await;
        output.write_all(&line).await?;
        output.flush().await?;
        line.clear();
    }
    Ok(())
}

/// Returns whether it is a notice or an answer: neither is answered.
fn is_message(message: &Value) -> bool {
    let has = |name: &str| message.get(name).is_some();
    has("jsonrpc") && (has("method") || has("result") || has("error"))
}

/// Passes over the rest of a line.
async fn passed_over(input: &mut (impl AsyncBufReadExt + Unpin)) -> std::io::Result<()> {
    loop {
        let read = input.fill_buf().await?;
        let end = read.iter().position(|byte| *byte == b'\n');
        let (length, is_end) = (read.len(), read.is_empty() || end.is_some());
        input.consume(end.map_or(length, |end| end + 1));
        if is_end {
            return Ok(());
        }
    }
}

/// Answers what cannot be read: nobody knows to which request.
async fn refuse(
    output: &Mutex<impl AsyncWrite + Unpin>,
    code: i32,
    why: &str,
) -> std::io::Result<()> {
    let answer = json!({
        "jsonrpc": "2.0", "id": null, "error": { "code": code, "message": why },
    });
    let mut output = output.lock().await;
    output.write_all(format!("{answer}\n").as_bytes()).await?;
    output.flush().await
}
