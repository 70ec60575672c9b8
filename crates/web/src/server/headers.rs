//! Headers that every answer carries.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// What a page may do: show what comes from this server, and nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                      connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const EVERY: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // Nothing to other sites. With `no-referrer`, browsers send the forms of these very pages with
    // `Origin: null`, as if they came from elsewhere.
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
];

/// Adds what every answer carries. What a case holds stays with whoever asked for it.
pub(super) fn complete(headers: &mut HeaderMap) {
    for (name, value) in EVERY {
        // A document that brings its own style says so itself; see `Reply::document`.
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    let private = HeaderValue::from_static("private, no-cache");
    headers.entry(header::CACHE_CONTROL).or_insert(private);
}
