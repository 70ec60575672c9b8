//! `robots.txt` as RFC 9309 has it: which group speaks to us, and what it allows. The schedule asks here
//! before anything else of a site.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use url::Url;

use super::pace::DAY;
use super::pattern::{matches, normal};

/// Most bytes that are read of a `robots.txt`.
pub(super) const MAX_ROBOTS: usize = 500 * 1024;
/// The name that groups speak to us by.
const OURS: &str = "counterclaim";

/// What a site allows us.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Robots {
    /// Patterns in their normal form, and whether they allow.
    rules: Vec<(String, bool)>,
    /// `Crawl-delay`, in milliseconds.
    delay: Option<u64>,
}

impl Robots {
    /// Reads a `robots.txt`. Anything can be read; what is no rule is no rule.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(&bytes[..bytes.len().min(MAX_ROBOTS)]);
        let text = text.trim_start_matches('\u{feff}');
        let (mut ours, mut all) = (None::<Self>, Self::default());
        let mut agents: Vec<String> = Vec::new();
        let mut naming = false;
        for line in text.split(['\n', '\r']) {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            if key == "user-agent" {
                if !naming {
                    agents.clear();
                }
                naming = true;
                agents.push(product(value));
                continue;
            }
            // Only rules end the naming of agents; other records must not interfere.
            naming &= !["allow", "disallow"].contains(&key.as_str());
            if agents.iter().any(|agent| agent == OURS) {
                ours.get_or_insert_default().take(&key, value);
            }
            if agents.iter().any(|agent| agent == "*") {
                all.take(&key, value);
            }
        }
        ours.unwrap_or(all)
    }

    fn take(&mut self, key: &str, value: &str) {
        match key {
            // An empty pattern matches nothing.
            "allow" | "disallow" if !value.is_empty() => {
                self.rules.push((normal(value), key == "allow"));
            }
            "crawl-delay" => {
                let seconds = value.parse().ok().filter(|seconds: &f64| *seconds > 0.0);
                let longest = DAY.num_milliseconds().unsigned_abs();
                let delay = seconds.map(|seconds| (seconds * 1_000.0) as u64);
                self.delay = self.delay.max(delay.map(|delay| delay.min(longest)));
            }
            _ => {}
        }
    }

    /// Returns whether an address of the site may be fetched: the longest pattern decides, and of equally
    /// long ones the one that allows.
    pub(super) fn allows(&self, url: &Url) -> bool {
        let path = match url.query() {
            Some(query) => normal(&format!("{}?{query}", url.path())),
            None => normal(url.path()),
        };
        let matching = self.rules.iter().filter(|(pattern, _)| matches(pattern, &path));
        let deciding = matching.max_by_key(|(pattern, allows)| (pattern.len(), *allows));
        path == "/robots.txt" || deciding.is_none_or(|(_, allows)| *allows)
    }

    /// Returns the least time between two requests that the site asks for.
    pub(super) fn delay(&self) -> TimeDelta {
        let millis = self.delay.and_then(|delay| i64::try_from(delay).ok());
        TimeDelta::milliseconds(millis.unwrap_or(0)).min(DAY)
    }
}

/// Returns the name of a product in small letters, without its version.
fn product(agent: &str) -> String {
    if agent.starts_with('*') {
        return "*".to_owned();
    }
    let letter = |c: &char| c.is_ascii_alphabetic() || ['-', '_'].contains(c);
    agent.chars().take_while(letter).collect::<String>().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\u{feff}User-agent: *\r\nDisallow: /\r\n\r\n\
        # ours\r\nuser-agent : Counterclaim/2 \r\nCrawl-delay: 2.5\r\nSitemap: https://x\r\nUser-agent: other\r\n\
        Disallow: /private # not for us\r\nAllow: /private/*/open$\r\nDisallow:\r\n\
        User-agent: third\rDisallow: /live\r\nUser-Agent: COUNTERCLAIM\nDisallow: /%66oo\nAllow: /foo\n";

    #[test]
    fn our_groups_are_joined_and_the_longest_pattern_decides() {
        let robots = Robots::read(TEXT.as_bytes());
        let allows = |path: &str| {
            robots.allows(&Url::parse(&format!("https://wire.example{path}")).expect("an address"))
        };
        assert!(allows("/live") && allows("/") && allows("/robots.txt"));
        assert!(!allows("/private") && !allows("/private/x?y"));
        assert!(allows("/private/x/open") && !allows("/private/x/open?z"));
        assert!(allows("/foo"), "of equally long patterns the one that allows decides");
        assert_eq!(robots.delay(), TimeDelta::milliseconds(2_500));
    }

    #[test]
    fn without_a_group_of_ours_the_group_for_all_speaks() {
        let url = Url::parse("https://wire.example/live").expect("an address");
        for (text, allowed) in [
            ("", true),
            ("<html>not found</html>", true),
            ("Disallow: /", true),
            ("User-agent: *\nDisallow: /", false),
            ("User-agent: counterclaimant\nDisallow: /", true),
            ("User-agent: *\nDisallow: /\nUser-agent: counterclaim\nAllow: /nothing", true),
            ("User-agent: a\nUser-agent: *\nDisallow: /live$", false),
        ] {
            assert_eq!(Robots::read(text.as_bytes()).allows(&url), allowed, "{text}");
        }
        let long = format!("User-agent: *\n{}\nDisallow: /", "#".repeat(MAX_ROBOTS));
        assert!(Robots::read(long.as_bytes()).allows(&url), "what stands too far back is not read");
    }
}
