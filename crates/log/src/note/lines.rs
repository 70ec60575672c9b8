//! Reading numbers and lines in their one canonical form. Used by checkpoints and proofs.

/// Reads a decimal number without sign, space or leading zero.
pub(super) fn number(text: &str) -> Option<u64> {
    let number: u64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}

/// Returns the first line, without its newline, and what follows.
pub(super) fn first(text: &str) -> Option<(&str, &str)> {
    text.split_once('\n')
}
