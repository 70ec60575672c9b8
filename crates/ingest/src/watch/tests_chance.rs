//! The schedule in an invented world that answers by chance, loses answers and restarts it from what was
//! written down: what politeness means must hold whatever happens. No network, no sleeping.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use counterclaim_model::Instant;
use proptest::prelude::*;
use url::Url;

use super::*;
use crate::Answer;

const PAGES: [&str; 5] = [
    "https://a.example/one",
    "https://a.example/two",
    "http://a.example:8080/three",
    "https://b.example/one",
    "https://c.example/one",
];

/// A small generator of chance.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: i64) -> i64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).expect("31 bits") % bound
    }

    fn one_in(&mut self, bound: i64) -> bool {
        self.below(bound) == 0
    }
}

/// The path that is closed, if one is, and the delay.
type Rules = (Option<&'static str>, TimeDelta);

/// What the world remembers, to judge by; it knows nothing of how the schedule keeps it.
#[derive(Default)]
struct World {
    /// Requests on their way, with the time of their answer.
    on_their_way: Vec<(Errand, Instant)>,
    /// When the last request to a host was over.
    over: BTreeMap<String, Instant>,
    /// Until when a host asked us to stay away.
    away: BTreeMap<String, Instant>,
    /// What each site's robots.txt said last: when, which path is closed, and the delay; none if it did
    /// not answer.
    robots: BTreeMap<String, (Instant, Option<Rules>)>,
    /// When a page gave a good answer last, and how long that was to be fresh.
    good: BTreeMap<String, (Instant, TimeDelta)>,
    polls: BTreeMap<String, u32>,
}

fn host(url: &str) -> String {
    Url::parse(url).expect("an address").host_str().expect("a host").to_owned()
}

fn site(url: &str) -> String {
    Url::parse(url).expect("an address").origin().ascii_serialization()
}

impl World {
    /// Judges a request that goes out.
    fn judge(
        &mut self,
        errand: &Errand,
        pace: (i64, i64, i64),
        now: Instant,
    ) -> Result<(), TestCaseError> {
        let (least, most, pause) = pace;
        let host_now = host(&errand.url);
        let same = |(other, _): &(Errand, Instant)| host(&other.url) == host_now;
        prop_assert!(!self.on_their_way.iter().any(same), "two at once at {host_now}");
        let delays = self.robots.iter().filter(|(site, _)| host(site) == host_now);
        let delay = delays.filter_map(|(_, (_, said))| said.map(|(_, delay)| delay)).max();
        let rest = delay.unwrap_or_default().max(TimeDelta::seconds(pause));
        if let Some(over) = self.over.get(&host_now) {
            prop_assert!(now >= *over + rest, "{} after {over} at {now}", errand.url);
        }
        if let Some(away) = self.away.get(&host_now) {
            prop_assert!(now >= *away, "{host_now} asked us to stay away until {away}");
        }
        let Purpose::Page(page) = &errand.purpose else { return Ok(()) };
        let said = self.robots.get(&site(&errand.url));
        let Some((asked, Some((closed, _)))) = said else {
            return Err(TestCaseError::fail(format!("{} without robots.txt", errand.url)));
        };
        prop_assert!(now <= *asked + TimeDelta::hours(24), "robots.txt is too old");
        let path = Url::parse(&errand.url).expect("an address").path().to_owned();
        prop_assert!(closed.is_none_or(|closed| !path.starts_with(closed)), "{} is closed", path);
        if *page == errand.url
            && let Some((good, fresh)) = self.good.get(page)
        {
            let wait = TimeDelta::seconds(least).max((*fresh).min(TimeDelta::seconds(most)));
            prop_assert!(now >= *good + wait, "{page} again {} after {good}", now - *good);
        }
        *self.polls.entry(page.clone()).or_default() += 1;
        Ok(())
    }

    /// Makes an answer up.
    fn answer(&mut self, errand: &Errand, chance: &mut Chance, now: Instant) -> Reply {
        let host = host(&errand.url);
        self.over.insert(host.clone(), now);
        if chance.one_in(12) {
            self.silent(errand, now);
            return Reply::Failed("no answer".to_owned());
        }
        let mut answer = Answer { status: 200, ..Answer::default() };
        let mut say = |name: &str, value: String| answer.headers.push((name.to_owned(), value));
        match (&errand.purpose, chance.below(10)) {
            (_, 0) => {
                let seconds = chance.below(4_000);
                say("retry-after", seconds.to_string());
                answer.status = [429, 503][chance.below(2) as usize];
                self.away.insert(host, now + TimeDelta::seconds(seconds));
                self.silent(errand, now);
            }
            (_, 1) => {
                let to = ["https://b.example/moved", "/elsewhere", "mailto:desk@a.example"];
                say("location", to[chance.below(3) as usize].to_owned());
                answer.status = 302;
                if matches!(errand.purpose, Purpose::Robots(_)) {
                    // Judged once it is known whether it leads anywhere: here, to no rules at all.
                    answer.headers.clear();
                    answer.status = 404;
                    self.rules(errand, None, TimeDelta::zero(), now);
                }
            }
            (Purpose::Robots(_), 2) => {
                answer.status = 500;
                self.silent(errand, now);
            }
            (Purpose::Robots(_), _) => {
                let closed = [None, Some("/one"), Some("/t"), Some("/")][chance.below(4) as usize];
                let delay = [0, 0, 7, 120][chance.below(4) as usize];
                let closed_line = closed.unwrap_or_default();
                let text = format!(
                    "User-agent: counterclaim\nCrawl-delay: {delay}\nDisallow: {closed_line}\n"
                );
                answer.bytes = text.into_bytes();
                self.rules(errand, closed, TimeDelta::seconds(delay), now);
            }
            (Purpose::Page(_), 2) => answer.status = [404, 500, 403][chance.below(3) as usize],
            (Purpose::Page(page), _) => {
                let fresh = [0, 0, 30, 100_000][chance.below(4) as usize];
                say("cache-control", format!("max-age={fresh}"));
                answer.status = [200, 304][chance.below(2) as usize];
                self.good.insert(page.clone(), (now, TimeDelta::seconds(fresh)));
            }
        }
        Reply::Answered(answer)
    }

    fn silent(&mut self, errand: &Errand, now: Instant) {
        if let Purpose::Robots(site) = &errand.purpose {
            self.robots.insert(site.clone(), (now, None));
        }
    }

    fn rules(
        &mut self,
        errand: &Errand,
        closed: Option<&'static str>,
        delay: TimeDelta,
        now: Instant,
    ) {
        if let Purpose::Robots(site) = &errand.purpose {
            self.robots.insert(site.clone(), (now, Some((closed, delay))));
        }
    }
}

/// Lets two days pass.
fn live(seed: u64, pace: (i64, i64, i64)) -> Result<World, TestCaseError> {
    let seconds = TimeDelta::seconds;
    let bounds = Pace::new(seconds(pace.0), seconds(pace.1), seconds(pace.2));
    let urls: Vec<String> = PAGES.iter().map(|url| (*url).to_owned()).collect();
    let begin = |memory| Schedule::new(bounds, Polls::ForEver, memory, &urls).expect("addresses");
    let (mut chance, mut world) = (Chance(seed), World::default());
    let mut now: Instant = "2031-06-10T00:00:00Z".parse().expect("a time");
    let end = now + TimeDelta::days(2);
    let mut schedule = begin(Memory::default());
    while now < end {
        match schedule.next(now) {
            Next::Ask(errand) => {
                world.judge(&errand, pace, now)?;
                let answer_at = now + TimeDelta::milliseconds(chance.below(40_000));
                world.on_their_way.push((errand, answer_at));
                if chance.one_in(50) {
                    // The power goes. What was on its way never comes; what was written down does.
                    world.on_their_way.clear();
                    let written = serde_json::to_string(schedule.memory()).expect("it is written");
                    schedule = begin(serde_json::from_str(&written).expect("it is read"));
                }
            }
            Next::Tell(_, became) => prop_assert!(!matches!(became, Became::Came(_))),
            Next::Ended => return Ok(world),
            Next::Wait(until) => {
                let first =
                    (0..world.on_their_way.len()).min_by_key(|at| world.on_their_way[*at].1);
                let answer_at = first.map(|at| world.on_their_way[at].1);
                let Some(then) = until.into_iter().chain(answer_at).min() else {
                    return Err(TestCaseError::fail("it waits for nothing"));
                };
                prop_assert!(then >= now, "it waits for the past");
                now = then;
                if let Some(at) = first.filter(|_| answer_at == Some(then)) {
                    let (errand, _) = world.on_their_way.swap_remove(at);
                    let reply = world.answer(&errand, &mut chance, now);
                    if let Some((page, Became::Came(_))) = schedule.answered(&errand, reply, now) {
                        schedule.taken(&page, chance.one_in(2), now);
                    }
                }
            }
        }
    }
    Ok(world)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_the_world_does_no_host_is_hurried_and_no_closed_page_asked(
        seed in any::<u64>(),
        least in 1_i64..300,
        more in 0_i64..7_200,
        pause in 1_i64..90,
    ) {
        live(seed, (least, least + more, pause))?;
    }

    #[test]
    fn backoff_only_grows_and_ends_at_the_longest_interval(
        least in 1_i64..10_000_000, most in 1_i64..10_000_000, interval in 0_i64..20_000_000, failures in 0_u32..64,
    ) {
        let milliseconds = TimeDelta::milliseconds;
        let pace = Pace::new(milliseconds(least), milliseconds(most), milliseconds(1));
        let (one, two) = (pace.backoff(milliseconds(interval), failures), pace.backoff(milliseconds(interval), failures + 1));
        prop_assert!(one <= two && two <= milliseconds(most.max(least)));
        prop_assert!(one >= milliseconds(least) && one >= pace.shrunk(milliseconds(interval)));
        prop_assert!(pace.grown(milliseconds(interval)) >= pace.shrunk(milliseconds(interval)));
    }
}

#[test]
fn in_a_friendly_time_every_page_gets_its_turn() {
    let mut polled = 0;
    for seed in 0..8 {
        let world = live(seed, (60, 600, 5)).expect("nothing is hurried");
        polled += world.polls.len();
    }
    assert!(polled > 8 * 3, "only {polled} of {} pages were ever asked", 8 * PAGES.len());
}
