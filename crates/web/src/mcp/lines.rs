//! The lines between a host and the protocol's library. The library passes over what is no JSON without a
//! word, and answers a request it cannot read without saying which; here both are answered. What comes
//! before the handshake and asks for nothing would end it; here it is passed over.

use std::sync::Arc;

use rmcp::model::{ClientJsonRpcMessage, ClientRequest, GetMeta, ProtocolVersion};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::sync::Mutex;

/// The longest line. Proposals come in one.
const LONGEST: u64 = 15 << 20;

/// The codes of JSON-RPC for what is no JSON, for what is no request, and for one whose parameters are wrong.
const NO_JSON: i32 = -32700;
const NO_REQUEST: i32 = -32600;
const BAD_PARAMETERS: i32 = -32602;

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
            let why = format!("a line has at most {LONGEST} bytes");
            refuse(&output, &Value::Null, NO_REQUEST, &why).await?;
            continue;
        }
        let text = line.trim_ascii();
        if text.is_empty() {
            continue;
        }
        match read(text) {
            Ok(message) => {
                has_begun |= begins(&message);
                if has_begun || matches!(message, ClientJsonRpcMessage::Request(_)) {
                    library.write_all(&[text, b"\n"].concat()).await?;
                }
            }
            Err(Unread::Passed) => {}
            Err(Unread::Refused { id, code, why }) => refuse(&output, &id, code, &why).await?,
        }
    }
}

/// What is no message of the protocol.
enum Unread {
    /// A notice, which nobody answers.
    Passed,
    /// Something else, which is answered.
    Refused {
        /// The id of the request, if it can be told.
        id: Value,
        /// The code of JSON-RPC.
        code: i32,
        /// Why.
        why: String,
    },
}

/// Reads a line.
fn read(text: &[u8]) -> Result<ClientJsonRpcMessage, Unread> {
    let refused = |id: Value, code: i32, why: String| Err(Unread::Refused { id, code, why });
    let value: Value = match serde_json::from_slice(text) {
        Ok(value) => value,
        Err(error) => {
            return refused(Value::Null, NO_JSON, format!("this line is no JSON: {error}"));
        }
    };
    let id = value.get("id").filter(|id| id.is_string() || id.is_i64() || id.is_u64()).cloned();
    let is_named = value.get("method").is_some_and(Value::is_string);
    let is_notice = is_named && value.get("id").is_none();
    match serde_json::from_value(value) {
        Ok(message) => Ok(message),
        Err(_) if is_notice => Err(Unread::Passed),
        Err(error) => {
            let code = if is_named { BAD_PARAMETERS } else { NO_REQUEST };
            let why = format!("this line is no message of the protocol: {error}");
            refused(id.unwrap_or(Value::Null), code, why)
        }
    }
}

/// Returns whether the protocol begins with a message: by its handshake, or by a request that brings what
/// the handshake would.
fn begins(message: &ClientJsonRpcMessage) -> bool {
    let ClientJsonRpcMessage::Request(request) = message else { return false };
    if let ClientRequest::InitializeRequest(_) = &request.request {
        return true;
    }
    let is_probe = matches!(request.request, ClientRequest::DiscoverRequest(_));
    let missing = request.request.get_meta().missing_required_keys(&ProtocolVersion::NO_INITIALIZE);
    !is_probe && missing.is_empty()
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

/// Answers what cannot be read.
async fn refuse(
    output: &Mutex<impl AsyncWrite + Unpin>,
    id: &Value,
    code: i32,
    why: &str,
) -> std::io::Result<()> {
    let answer = json!({
        "jsonrpc": "2.0", "id": id, "error": { "code": code, "message": why },
    });
    let mut output = output.lock().await;
    output.write_all(format!("{answer}\n").as_bytes()).await?;
    output.flush().await
}
