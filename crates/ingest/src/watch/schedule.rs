//! The machine: a time in, what to do next out; an answer in, what it means out. Never two requests to a
//! host at once, never one before its pause is over, never one that a site does not allow.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use counterclaim_model::Instant;
use url::Url;

use super::errand::{Became, Errand, Next, Polls, Purpose, Reply};
use super::header::{max_age, retry_after};
use super::memory::{HostMemory, Memory, RobotsMemory, Says};
use super::pace::{DAY, Pace};
use super::robots::{MAX_ROBOTS, Robots};
use crate::fetch::{REDIRECTS, address};
use crate::read::MAX_PAGE;
use crate::{Answer, FetchError, Validators};

/// Most requests on their way at once.
const AT_ONCE: usize = 8;
/// How often in a row a server has to say "not found" before it is believed.
const MISSING: u32 = 3;

/// What to ask next, and what it meant.
#[derive(Clone, Debug)]
pub struct Schedule {
    pace: Pace,
    polls: Polls,
    memory: Memory,
    turns: BTreeMap<String, Turn>,
    /// Hosts that are being asked.
    busy: BTreeSet<String>,
    /// Where the search for a site's `robots.txt` was led on to.
    robots_led: BTreeMap<String, Led>,
}

/// How far a page is in its poll.
#[derive(Clone, Debug)]
struct Turn {
    url: Url,
    state: State,
}

#[derive(Clone, Debug)]
enum State {
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
struct Led {
    url: Url,
    redirects: u32,
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

    /// Takes in what came of an errand. Returns what that means for a page, unless more has to be asked.
    pub fn answered(
        &mut self,
        errand: &Errand,
        reply: Reply,
        now: Instant,
    ) -> Option<(String, Became)> {
        let url = address(&errand.url).ok()?;
        self.busy.remove(&host(&url));
        self.let_rest(&url, now);
        if let Reply::Answered(answer) = &reply
            && [429, 503].contains(&answer.status)
            && let Some(until) = answer.header("retry-after").and_then(|v| retry_after(v, now))
        {
            let known = self.memory.hosts.entry(host(&url)).or_default();
            known.held_until = known.held_until.max(Some(until));
        }
        match &errand.purpose {
            Purpose::Robots(site) => {
                self.robots_answered(site, &url, reply, now);
                None
            }
            Purpose::Page(page) => {
                let became = self.page_answered(page, &url, reply, now)?;
                Some((page.clone(), became))
            }
        }
    }

    /// Takes in that a page that came was taken in too, and whether it was new.
    pub fn taken(&mut self, page: &str, is_new: bool, now: Instant) {
        let Some(turn) = self.turns.get_mut(page) else { return };
        let state = std::mem::replace(&mut turn.state, self.polls.after());
        let known = self.memory.pages.entry(page.to_owned()).or_default();
        let mut fresh = TimeDelta::zero();
        if let State::Came { validators, url, fresh: given } = state {
            known.validators = validators;
            known.validated = Some(url);
            fresh = given;
        }
        let interval = match is_new {
            true => self.pace.shrunk(known.interval()),
            false => self.pace.grown(known.interval()),
        };
        if is_new {
            known.changed = Some(now);
        }
        known.set_interval(interval);
        known.failures = 0;
        known.missing = 0;
        known.due = Some(now + interval.max(fresh.min(self.pace.most())));
    }

    /// Takes in that a page that came could not be taken in: it is asked for again, as after a failure.
    pub fn not_taken(&mut self, page: &str, now: Instant) {
        self.failed(page, now);
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
        let known = self.memory.pages.get(page)?;
        let due = known.due.filter(|due| *due <= now + self.pace.most().max(DAY))?;
        let held = || {
            let url = &self.turns.get(page)?.url;
            self.memory.hosts.get(&host(url))?.held_until.filter(|until| *until <= now + DAY)
        };
        match self.polls {
            Polls::Once if known.failures == 0 => held(),
            Polls::Once => Some(due).max(held()),
            Polls::ForEver => Some(due),
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
            way => way,
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
    fn let_rest(&mut self, url: &Url, now: Instant) {
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

    fn robots_answered(&mut self, site: &str, url: &Url, reply: Reply, now: Instant) {
        let redirects = self.robots_led.remove(site).map_or(0, |led| led.redirects);
        let says = match reply {
            Reply::Failed(why) => Says::Silent(why),
            Reply::Answered(answer) => match (answer.status, answer.leads_to(url)) {
                (_, Some(next)) if redirects < REDIRECTS && is_web(&next) => {
                    let led = Led { url: next, redirects: redirects + 1 };
                    self.robots_led.insert(site.to_owned(), led);
                    return;
                }
                (200..300, _) => Says::Rules(Robots::read(&answer.bytes)),
                (429 | 500.., _) => Says::Silent(format!("status {}", answer.status)),
                _ => Says::Rules(Robots::default()),
            },
        };
        let before = self.memory.robots.get(site).map_or(0, |known| known.failures);
        let (failures, until) = match &says {
            Says::Rules(_) => (0, now + DAY),
            Says::Silent(_) => {
                let wait = self.pace.backoff(TimeDelta::zero(), before.saturating_add(1));
                let held = self.memory.hosts.get(&host(url)).and_then(|known| known.held_until);
                (before.saturating_add(1), Some(now + wait.min(DAY)).max(held).unwrap_or(now))
            }
        };
        self.memory.robots.insert(site.to_owned(), RobotsMemory { until, failures, says });
        // A delay that was asked for just now holds already.
        self.let_rest(url, now);
    }

    fn page_answered(
        &mut self,
        page: &str,
        url: &Url,
        reply: Reply,
        now: Instant,
    ) -> Option<Became> {
        let redirects = match self.turns.get(page)?.state {
            State::Asked(redirects) => redirects,
            State::Waiting | State::LedOn(_) | State::Came { .. } | State::Ended => return None,
        };
        let answer = match reply {
            Reply::Failed(why) => return Some(self.failure(page, why, now)),
            Reply::Answered(answer) => answer,
        };
        if let Some(next) = answer.leads_to(url) {
            let why = match (is_web(&next), redirects < REDIRECTS) {
                (true, true) => {
                    let led = Led { url: next, redirects: redirects + 1 };
                    self.turns.get_mut(page)?.state = State::LedOn(led);
                    return None;
                }
                (false, _) => format!("it leads to {next}, which is no page"),
                (true, false) => format!("more than {REDIRECTS} redirects"),
            };
            return Some(self.failure(page, why, now));
        }
        match answer.status {
            200 | 203 if answer.bytes.len() > MAX_PAGE => {
                Some(self.failure(page, format!("the page has more than {MAX_PAGE} bytes"), now))
            }
            200 | 203 => Some(self.came(page, url, answer)),
            304 => {
                self.unchanged(page, &answer, now);
                Some(Became::NotModified)
            }
            status @ (404 | 410) => Some(self.missing(page, status, now)),
            status => Some(self.failure(page, format!("status {status}"), now)),
        }
    }

    fn came(&mut self, page: &str, url: &Url, answer: Answer) -> Became {
        let header = |name: &str| answer.header(name).map(str::to_owned);
        let validators =
            Validators { etag: header("etag"), last_modified: header("last-modified") };
        let fresh = answer.header("cache-control").and_then(max_age).unwrap_or_default();
        if let Some(turn) = self.turns.get_mut(page) {
            turn.state = State::Came { validators, url: url.to_string(), fresh };
        }
        Became::Came(Box::new(answer.into_page(page, url.as_str())))
    }

    fn unchanged(&mut self, page: &str, answer: &Answer, now: Instant) {
        let known = self.memory.pages.entry(page.to_owned()).or_default();
        let (etag, date) = (answer.header("etag"), answer.header("last-modified"));
        let mut validators = known.validators.clone();
        validators.etag = etag.map(str::to_owned).or(validators.etag);
        validators.last_modified = date.map(str::to_owned).or(validators.last_modified);
        let fresh = answer.header("cache-control").and_then(max_age).unwrap_or_default();
        let url = known.validated.clone().unwrap_or_default();
        if let Some(turn) = self.turns.get_mut(page) {
            turn.state = State::Came { validators, url, fresh };
        }
        self.taken(page, false, now);
    }

    fn missing(&mut self, page: &str, status: u16, now: Instant) -> Became {
        let known = self.memory.pages.entry(page.to_owned()).or_default();
        known.missing = known.missing.saturating_add(1);
        if status == 410 || known.missing >= MISSING {
            self.failed(page, now);
            if let Some(turn) = self.turns.get_mut(page) {
                turn.state = State::Ended;
            }
            return Became::Gone(status);
        }
        let why = format!("status {status}, {} times; after {MISSING} it counts", known.missing);
        self.failed(page, now);
        Became::Failed(why)
    }

    fn failure(&mut self, page: &str, why: String, now: Instant) -> Became {
        self.memory.pages.entry(page.to_owned()).or_default().missing = 0;
        self.failed(page, now);
        Became::Failed(why)
    }

    /// Sets when a page is asked again after a failure.
    fn failed(&mut self, page: &str, now: Instant) {
        let Some(turn) = self.turns.get_mut(page) else { return };
        turn.state = self.polls.after();
        let held = self.memory.hosts.get(&host(&turn.url)).and_then(|known| known.held_until);
        let known = self.memory.pages.entry(page.to_owned()).or_default();
        known.failures = known.failures.saturating_add(1);
        let due = now + self.pace.backoff(known.interval(), known.failures);
        known.due = Some(due).max(held);
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
    fn after(self) -> State {
        match self {
            Self::Once => State::Ended,
            Self::ForEver => State::Waiting,
        }
    }
}

/// Returns the name of the machine that an address leads to: what is never hurried.
fn host(url: &Url) -> String {
    url.host_str().unwrap_or_default().trim_end_matches('.').to_owned()
}

fn is_web(url: &Url) -> bool {
    ["http", "https"].contains(&url.scheme()) && url.host().is_some()
}

fn earlier(one: Option<Instant>, other: Instant) -> Option<Instant> {
    Some(one.map_or(other, |one| one.min(other)))
}
