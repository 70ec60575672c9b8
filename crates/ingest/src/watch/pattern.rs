//! Paths and the patterns of `robots.txt` that match them, as RFC 9309 has it. The rules ask here.

/// Returns a path, with its query, in the one form in which paths are compared: octets that need no
/// percent sign have none, all others do.
pub(super) fn normal(path: &str) -> String {
    let mut normal = String::with_capacity(path.len());
    let bytes = path.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let escaped = (*byte == b'%')
            .then(|| path.get(at + 1..at + 3))
            .flatten()
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match escaped {
            Some(octet) if octet.is_ascii_alphanumeric() || b"-._~".contains(&octet) => {
                normal.push(char::from(octet));
            }
            Some(octet) => normal.push_str(&format!("%{octet:02X}")),
            None if byte.is_ascii_graphic() => normal.push(char::from(*byte)),
            None => normal.push_str(&format!("%{byte:02X}")),
        }
        at += if escaped.is_some() { 3 } else { 1 };
    }
    normal
}

/// Returns whether a pattern matches the beginning of a path: `*` stands for anything, `$` at its end for
/// the end of the path. Both in their normal form.
pub(super) fn matches(pattern: &str, path: &str) -> bool {
    let (pattern, whole) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else { return false };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return !whole || rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() && whole {
            return rest.ends_with(part);
        }
        // The earliest place leaves the most for the parts that follow.
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_as_the_standard_has_it() {
        let table = [
            ("/", "/anything", true),
            ("/fish", "/fish.html", true),
            ("/fish", "/Fish", false),
            ("/fish*", "/fishheads/y?id=1", true),
            ("/*.php", "/folder/index.php?x", true),
            ("/*.php$", "/index.php", true),
            ("/*.php$", "/index.php?x", false),
            ("/*.php$", "/a.php.b.php", true),
            ("/a*b*c", "/a.c.b.c", true),
            ("/a*b$", "/ab", true),
            ("/a$", "/a", true),
            ("/a$", "/ab", false),
            ("/live*?page=", "/live/1?page=2", true),
            ("*", "/x", true),
        ];
        for (pattern, path, expected) in table {
            assert_eq!(matches(&normal(pattern), &normal(path)), expected, "{pattern} {path}");
        }
        assert_eq!(normal("/%62/%2f/é%"), "/b/%2F/%C3%A9%");
    }
}
