//! Standard base64 (RFC 4648, §4) in its one canonical spelling, so that no two texts mean the same
//! bytes. Used by keys, signatures, roots and proofs.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use counterclaim_model::Digest;

/// Returns the text of `bytes`.
pub(super) fn encode(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Returns the bytes of `text`, if it is what [`encode`] would have made of them.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    let bytes = STANDARD.decode(text).ok()?;
    (encode(&bytes) == text).then_some(bytes)
}

/// Returns the hash that `text` stands for.
pub(super) fn digest(text: &str) -> Option<Digest> {
    decode(text)?.try_into().ok().map(Digest)
}
