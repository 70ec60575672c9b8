//! What headers say about when to come again. The schedule asks here.

use chrono::{DateTime, TimeDelta};
use counterclaim_model::Instant;

use super::pace::DAY;

/// Returns until when `Retry-After` asks us to stay away: seconds or a date; a day at most.
pub(super) fn retry_after(value: &str, now: Instant) -> Option<Instant> {
    let value = value.trim();
    let until = match value.parse::<u32>() {
        Ok(seconds) => now + TimeDelta::seconds(i64::from(seconds)),
        Err(_) if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => now + DAY,
        Err(_) => DateTime::parse_from_rfc2822(value).ok()?.to_utc(),
    };
    Some(until.min(now + DAY))
}

/// Returns how long `Cache-Control` calls an answer fresh.
pub(super) fn max_age(value: &str) -> Option<TimeDelta> {
    let mut found = None;
    for directive in value.to_ascii_lowercase().split(',') {
        let (name, given) = directive.split_once('=').unwrap_or((directive, ""));
        match name.trim() {
            "no-cache" | "no-store" => return None,
            "max-age" => {
                let seconds: Option<u32> = given.trim().trim_matches('"').parse().ok();
                found = seconds.map(|seconds| TimeDelta::seconds(i64::from(seconds)));
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_say_when_to_come_again() {
        let now: Instant = "2031-06-10T04:00:00Z".parse().expect("a time");
        let wait = |value| retry_after(value, now).map(|until| (until - now).num_seconds());
        assert_eq!(wait("120"), Some(120));
        assert_eq!(wait("Tue, 10 Jun 2031 04:01:00 GMT"), Some(60));
        assert_eq!((wait("99999999999"), wait("9999999")), (Some(86_400), Some(86_400)));
        assert_eq!((wait("soon"), wait("-1"), wait("")), (None, None, None));
        let fresh = |value| max_age(value).map(|age| age.num_seconds());
        assert_eq!(fresh("public, Max-Age=60, s-maxage=9"), Some(60));
        assert_eq!((fresh("no-cache, max-age=60"), fresh("private")), (None, None));
    }
}
