//! The machine, first half: a time in, what to do next out. Never two requests to a host at once, never
//! one before its pause is over, never one that a site does not allow. `replies` is the second half.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use counterclaim_model::Instant;
use url::Url;

use super::asking::{Became, Errand, Next, Polls, Purpose};
use super::memory::{HostMemory, Memory, RobotsMemory, Says};
use super::pace::{DAY, Pace};
use super::robots::MAX_ROBOTS;
use crate::fetch::address;
use crate::read::MAX_PAGE;
use crate::{FetchError, Validators};

/// Most requests on their way at once.
const AT_ONCE: usize = 8;

/// What to ask next, and what it meant.
#[derive(Clone, Debug)]
pub struct Schedule {
    pub(super) pace: Pace,
    pub(super) polls: Polls,
    pub(super) memory: Memory,
    pub(super) turns: BTreeMap<String, Turn>,
    /// Hosts that are being asked.
    pub(super) busy: BTreeSet<String>,
    /// Where the search for a site's `robots.txt` was led on to.
    pub(super) robots_led: BTreeMap<String, Led>,
}

/// How far a page is in its poll.
#[derive(Clone, Debug)]
pub(super) struct Turn {
    pub(super) url: Url,
    pub(super) state: State,
}

#[derive(Clone, Debug)]
pub(super) enum State {
    /// Waiting for its time.
    Waiting,
    /// Waiting for its host, after redirects.
    LedOn(Led),
    /// On its way, through this many redirects.
    Asked(u32),
    /// Here, and with whoever takes it in.
    Came { validators: Validators, url: String, fresh: TimeDelta },
    /// Polled for the last time.
    Ended,
}

/// Where redirects led to.
#[derive(Clone, Debug)]
pub(super) struct Led {
    pub(super) url: Url,
    pub(super) redirects: u32,
}

/// Whether an address may be asked now.
enum Way {
    Free,
    /// Something else has to be asked before.
    First(Errand),
    /// Its host is being asked.
    Busy,
    Wait(Instant),
    /// Not before then.
    Closed(Became, Instant),
}

impl Schedule {
    /// Watches `urls`, with what is remembered of them. Whatever was due meanwhile is due now.
    ///
    /// # Errors
    /// The first that is no http(s) address.
    pub fn new(
        pace: Pace,
        polls: Polls,
        memory: Memory,
        urls: &[String],
    ) -> Result<Self, FetchError> {
        let mut turns = BTreeMap::new();
        for given in urls {
            turns.insert(given.clone(), Turn { url: address(given)?, state: State::Waiting });
        }
        let (busy, robots_led) = (BTreeSet::new(), BTreeMap::new());
        Ok(Self { pace, polls, memory, turns, busy, robots_led })
    }

    /// Returns what is known, to be kept before the next request goes out and after each answer.
    pub fn memory(&self) -> &Memory {
        &self.memory
    }

    /// Returns when a page is asked next, if it ever is.
    pub fn due(&self, page: &str) -> Option<Instant> {
        let turn = self.turns.get(page)?;
        let ended = matches!(turn.state, State::Ended);
        self.memory.pages.get(page)?.due.filter(|_| !ended)
    }

    /// Returns what to do now, and takes it for done: a request that is handed out goes out. To be called
    /// again until there is nothing to do but wait.
    pub fn next(&mut self, now: Instant) -> Next {
        let mut wake: Option<Instant> = None;
        let mut ended = true;
        for page in self.in_order(now) {
            let Some(turn) = self.turns.get(&page) else { continue };
            let (url, redirects) = match &turn.state {
                State::Ended => continue,
                State::Asked(_) | State::Came { .. } => {
                    ended = false;
                    continue;
                }
                State::Waiting => (turn.url.clone(), None),
                State::LedOn(led) => (led.url.clone(), Some(led.redirects)),
            };
            ended = false;
            let due = self.due_at(&page, now).filter(|_| redirects.is_none());
            if let Some(due) = due.filter(|due| *due > now) {
                if self.polls == Polls::Once {
                    return self.tell(&page, Became::HeldOff, due);
                }
                wake = earlier(wake, due);
                continue;
            }
            match self.way(&url, now) {
                Way::Free if self.busy.len() >= AT_ONCE => {}
                Way::Free => {
                    let errand = self.ask(&page, &url, redirects.unwrap_or(0), now);
                    return self.goes_out(errand, now);
                }
                Way::First(errand) => return self.goes_out(errand, now),
                Way::Busy => {}
                Way::Wait(until) => wake = earlier(wake, until),
                Way::Closed(became, until) => return self.tell(&page, became, until),
            }
        }
        if ended { Next::Ended } else { Next::Wait(wake) }
    }

    /// Returns the pages, the longest overdue first.
    fn in_order(&self, now: Instant) -> Vec<String> {
        let mut pages: Vec<(Option<Instant>, &String)> =
            self.turns.keys().map(|page| (self.due_at(page, now), page)).collect();
        pages.sort();
        pages.into_iter().map(|(_, page)| page.clone()).collect()
    }

    /// Returns when a page is due. A time that lies further ahead than any that is ever set was set under
    /// another clock.
    fn due_at(&self, page: &str, now: Instant) -> Option<Instant> {
        let known = self.memory.pages.get(page);
        let due = known.and_then(|known| known.due);
        let due = due.filter(|due| *due <= now + self.pace.most().max(DAY));
        let held = || {
            let url = &self.turns.get(page)?.url;
            self.memory.hosts.get(&host(url))?.held_until.filter(|until| *until <= now + DAY)
        };
        match self.polls {
            Polls::Once if known.is_none_or(|known| known.failures == 0) => held(),
            Polls::Once => due.max(held()),
            Polls::ForEver => due,
        }
    }

    /// Returns whether an address may be asked.
    fn way(&self, url: &Url, now: Instant) -> Way {
        let site = url.origin().ascii_serialization();
        let known = self.memory.robots.get(&site);
        match known.filter(|known| now < known.until && known.until <= now + DAY) {
            Some(RobotsMemory { says: Says::Rules(robots), until, .. }) => {
                if robots.allows(url) {
                    self.host_way(url, now)
                } else {
                    Way::Closed(Became::Disallowed, *until)
                }
            }
            Some(RobotsMemory { says: Says::Silent(why), until, .. }) => {
                Way::Closed(Became::RobotsSilent(why.clone()), *until)
            }
            None => self.robots_way(&site, url, now),
        }
    }

    /// Returns whether the `robots.txt` of a site may be asked for, which comes first.
    fn robots_way(&self, site: &str, url: &Url, now: Instant) -> Way {
        let at = self.robots_led.get(site).map(|led| led.url.clone());
        let Some(at) = at.or_else(|| url.join("/robots.txt").ok()) else {
            let why = "the site has no place for robots.txt".to_owned();
            return Way::Closed(Became::RobotsSilent(why), now + DAY);
        };
        match self.host_way(&at, now) {
            Way::Free if self.busy.len() < AT_ONCE => Way::First(Errand {
                purpose: Purpose::Robots(site.to_owned()),
                url: at.into(),
                validators: Validators::default(),
                most: MAX_ROBOTS,
            }),
            Way::Free => Way::Busy,
            way @ (Way::First(_) | Way::Busy | Way::Wait(_) | Way::Closed(..)) => way,
        }
    }

    fn host_way(&self, url: &Url, now: Instant) -> Way {
        let name = host(url);
        if self.busy.contains(&name) {
            return Way::Busy;
        }
        let Some(HostMemory { free_at, held_until }) = self.memory.hosts.get(&name) else {
            return Way::Free;
        };
        let sane =
            |time: &Option<Instant>| time.filter(|time| *time <= now + DAY.max(self.pause(&name)));
        match sane(free_at).max(sane(held_until)).filter(|time| *time > now) {
            Some(time) => Way::Wait(time),
            None => Way::Free,
        }
    }

    /// Returns the pause at a host: ours, or the longest that its sites ask for.
    fn pause(&self, name: &str) -> TimeDelta {
        let asked = self.memory.robots.iter().filter_map(|(site, known)| {
            let same = Url::parse(site).is_ok_and(|url| host(&url) == name);
            match &known.says {
                Says::Rules(robots) if same => Some(robots.delay()),
                Says::Rules(_) | Says::Silent(_) => None,
            }
        });
        asked.max().unwrap_or_default().max(self.pace.pause())
    }

    /// Lets the host of an address rest from now on.
    pub(super) fn let_rest(&mut self, url: &Url, now: Instant) {
        let name = host(url);
        let free_at = now + self.pause(&name);
        self.memory.hosts.entry(name).or_default().free_at = Some(free_at);
    }

    fn ask(&mut self, page: &str, url: &Url, redirects: u32, now: Instant) -> Errand {
        if let Some(turn) = self.turns.get_mut(page) {
            turn.state = State::Asked(redirects);
        }
        let pace = self.pace;
        let known = self.memory.pages.entry(page.to_owned()).or_default();
        known.asked = Some(now);
        // Whoever starts anew after a crash takes this poll for done.
        known.due = Some(now + pace.backoff(known.interval(), known.failures));
        let same = known.validated.as_deref() == Some(url.as_str());
        let validators = if same { known.validators.clone() } else { Validators::default() };
        Errand {
            purpose: Purpose::Page(page.to_owned()),
            url: url.as_str().to_owned(),
            validators,
            most: MAX_PAGE + 1,
        }
    }

    /// Hands an errand out: from now on its host is being asked.
    fn goes_out(&mut self, errand: Errand, now: Instant) -> Next {
        if let Ok(url) = address(&errand.url) {
            self.busy.insert(host(&url));
            self.let_rest(&url, now);
        }
        Next::Ask(errand)
    }

    /// Ends a poll for which nothing was asked.
    fn tell(&mut self, page: &str, became: Became, until: Instant) -> Next {
        if let Some(turn) = self.turns.get_mut(page) {
            turn.state = self.polls.after();
        }
        self.memory.pages.entry(page.to_owned()).or_default().due = Some(until);
        Next::Tell(page.to_owned(), became)
    }
}

impl Polls {
    /// Returns how a page goes on after a poll.
    pub(super) fn after(self) -> State {
        match self {
            Self::Once => State::Ended,
            Self::ForEver => State::Waiting,
        }
    }
}

/// Returns the name of the machine that an address leads to: what is never hurried.
pub(super) fn host(url: &Url) -> String {
    url.host_str().unwrap_or_default().trim_end_matches('.').to_owned()
}

pub(super) fn is_web(url: &Url) -> bool {
    ["http", "https"].contains(&url.scheme()) && url.host().is_some()
}

fn earlier(one: Option<Instant>, other: Instant) -> Option<Instant> {
    Some(one.map_or(other, |one| one.min(other)))
}
