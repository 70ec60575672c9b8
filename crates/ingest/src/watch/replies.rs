//! The machine, second half: an answer in, what it means out, and when to come again. `schedule` is the
//! first half and has the fields.

use chrono::TimeDelta;
use counterclaim_model::Instant;
use url::Url;

use super::asking::{Became, Errand, Purpose, Reply};
use super::header::{max_age, retry_after};
use super::memory::{RobotsMemory, Says};
use super::pace::DAY;
use super::robots::Robots;
use super::schedule::{Led, Schedule, State, host, is_web};
use crate::fetch::{REDIRECTS, address};
use crate::read::MAX_PAGE;
use crate::{Answer, Validators};

/// How often in a row a server has to say "not found" before it is believed.
const MISSING: u32 = 3;

impl Schedule {
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
}
