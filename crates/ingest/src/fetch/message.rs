//! A page with what the server said of it, as one body that can be sent on: the response as a message of
//! the type `application/http` (RFC 9112, section 10.2), its body decoded already.

use crate::Page;

/// The media type of such a message.
pub const HTTP_MESSAGE: &str = "application/http;msgtype=response";

/// The most headers a message may have.
const MOST_HEADERS: usize = 64;

/// Why bytes are no response that can be taken as a page.
#[derive(Debug, thiserror::Error)]
pub enum MessageError {
    /// The head cannot be read.
    #[error("it does not begin with the head of an HTTP response: {0}")]
    Head(#[from] httparse::Error),
    /// The head has no end.
    #[error("the head of the response has no end: an empty line belongs before its body")]
    NoEnd,
    /// The body is still as it went over the wire.
    #[error(
        "its body is sent as it was coded for the wire ({0}); send it decoded, without that header"
    )]
    Coded(String),
}

/// Writes a page that was fetched as the message it came in. None if it was not fetched.
pub fn to_message(page: &Page) -> Option<Vec<u8>> {
    let mut message = format!("HTTP/1.1 {} \r\n", page.status?).into_bytes();
    for (name, value) in &page.headers {
        // A header that was read has no line end in it; one that was made up has none either from here on.
        let value = value.replace(['\r', '\n', '\0'], " ");
        message.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
    }
    message.extend_from_slice(b"\r\n");
    message.extend_from_slice(&page.bytes);
    Some(message)
}

/// Reads such a message: status, headers worth keeping, and the bytes behind them. Addresses and time are
/// the caller's to add.
///
/// # Errors
/// See [`MessageError`].
pub fn from_message(message: &[u8]) -> Result<Page, MessageError> {
    let mut room = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut head = httparse::Response::new(&mut room);
    let httparse::Status::Complete(end) = head.parse(message)? else {
        return Err(MessageError::NoEnd);
    };
    let headers = head.headers.iter().map(|header| {
        (header.name.to_ascii_lowercase(), String::from_utf8_lossy(header.value).trim().to_owned())
    });
    let headers: Vec<_> = headers.collect();
    let is_coding = |name: &str| name == "content-encoding" || name == "transfer-encoding";
    if let Some((name, value)) = headers.iter().find(|(name, _)| is_coding(name)) {
        return Err(MessageError::Coded(format!("{name}: {value}")));
    }
    let kept = |(name, _): &(String, String)| super::request::KEPT.contains(&name.as_str());
    Ok(Page {
        bytes: message[end..].to_vec(),
        status: head.code,
        headers: headers.into_iter().filter(kept).collect(),
        ..Page::default()
    })
}

#[cfg(test)]
mod tests {
    use super::{from_message, to_message};
    use crate::Page;

    #[test]
    fn a_fetched_page_comes_back_as_it_was() {
        let own = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        let page = Page {
            bytes: b"\r\n\r\nHTTP/1.1 500 \r\n\r\n\xffwords".to_vec(),
            status: Some(203),
            headers: [
                ("content-type", "text/plain"),
                ("etag", "\"a: b\""),
                ("server", "caf\u{e9}"),
            ]
            .map(own)
            .to_vec(),
            ..Page::default()
        };
        let message = to_message(&page).expect("it has a status");
        assert_eq!(from_message(&message).expect("a message"), page);
        assert_eq!(to_message(&Page { status: None, ..page }), None);
    }

    #[test]
    fn what_is_no_decoded_response_is_refused_with_the_reason() {
        let refused =
            |message: &str| from_message(message.as_bytes()).expect_err("it is none").to_string();
        insta::assert_snapshot!(refused("<html>"), @"it does not begin with the head of an HTTP response: invalid HTTP version");
        insta::assert_snapshot!(refused("HTTP/1.1 200 OK\r\netag: 1\r\n"), @"the head of the response has no end: an empty line belongs before its body");
        insta::assert_snapshot!(refused("HTTP/1.1 200 OK\nContent-Encoding: br\n\nx"), @"its body is sent as it was coded for the wire (content-encoding: br); send it decoded, without that header");
        let many = "a: b\r\n".repeat(65);
        insta::assert_snapshot!(refused(&format!("HTTP/1.1 200 OK\r\n{many}\r\n")), @"it does not begin with the head of an HTTP response: too many headers");
    }
}
