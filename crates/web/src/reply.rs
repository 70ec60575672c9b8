//! What a handler gives back: a whole body, a body that is written as it is read, or notices without end.

use std::io::{self, Write};

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use counterclaim_desk::Position;

/// Writes a body to whoever asked; ends early if nobody listens any more.
pub(crate) type Writer = Box<dyn FnOnce(&mut dyn Write) -> io::Result<()> + Send>;

/// What a document by itself may do: nothing but look as it says.
const ALONE: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
                     frame-ancestors 'none'";

/// What is sent.
pub(crate) enum Content {
    /// All of it.
    Whole(Vec<u8>),
    /// As it is written.
    Written(Writer),
    /// Notices of everything recorded after this position, without end.
    Notices(Position),
}

/// An answer to a call.
pub(crate) struct Reply {
    /// The status.
    pub(crate) status: StatusCode,
    /// Headers beside those that every answer carries.
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    /// What is sent.
    pub(crate) content: Content,
}

impl Reply {
    /// A whole body of this media type.
    pub(crate) fn whole(media: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self::new(media, Content::Whole(body.into()))
    }

    /// A document that stands by itself and brings its own style: it may show that and nothing else.
    pub(crate) fn document(media: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self::whole(media, body).header(header::CONTENT_SECURITY_POLICY, ALONE)
    }

    /// A body of this media type that is written as it is read.
    pub(crate) fn written(media: &'static str, writer: Writer) -> Self {
        Self::new(media, Content::Written(writer))
    }

    /// Notices of everything recorded after a position.
    pub(crate) fn notices(after: Position) -> Self {
        Self::new("text/event-stream", Content::Notices(after))
    }

    /// The browser is sent on to another address of this server, to read it.
    pub(crate) fn see_other(address: &str) -> Self {
        let reply = Self {
            status: StatusCode::SEE_OTHER,
            headers: Vec::new(),
            content: Content::Whole(Vec::new()),
        };
        reply.header(header::LOCATION, address)
    }

    fn new(media: &'static str, content: Content) -> Self {
        let headers = vec![(header::CONTENT_TYPE, HeaderValue::from_static(media))];
        Self { status: StatusCode::OK, headers, content }
    }

    /// The same with another status.
    pub(crate) fn status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// The same with a header more. A value that cannot be one is left out.
    pub(crate) fn header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.push((name, value));
        }
        self
    }

    /// The same as a file to keep under this name.
    pub(crate) fn named(self, name: &str) -> Self {
        let plain: String = name
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '-' })
            .collect();
        self.header(header::CONTENT_DISPOSITION, &format!("attachment; filename=\"{plain}\""))
    }

    /// The same, tagged with the revision of the one thing that is shown: what `If-Match` takes.
    pub(crate) fn revision(self, revision: Position) -> Self {
        self.header(HeaderName::from_static("counterclaim-revision"), &revision.to_string())
    }
}
