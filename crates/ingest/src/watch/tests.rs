//! A schedule step by step, as its caller sees it: what it asks, when, and what it makes of the answers.

use chrono::TimeDelta;
use counterclaim_model::Instant;

use super::*;
use crate::Answer;

const PAGE: &str = "https://wire.example/live";

fn at(seconds: i64) -> Instant {
    let begin: Instant = "2031-06-10T00:00:00Z".parse().expect("a time");
    begin + TimeDelta::seconds(seconds)
}

fn schedule(polls: Polls, memory: Memory) -> Schedule {
    let seconds = TimeDelta::seconds;
    let pace = Pace::new(seconds(60), seconds(600), seconds(5));
    Schedule::new(pace, polls, memory, &[PAGE.to_owned()]).expect("it is an address")
}

fn answer(status: u16, headers: &[(&str, &str)]) -> Reply {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    let headers = headers.iter().map(owned).collect();
    Reply::Answered(Answer { status, headers, bytes: b"words".to_vec() })
}

#[track_caller]
fn asks(schedule: &mut Schedule, seconds: i64) -> Errand {
    match schedule.next(at(seconds)) {
        Next::Ask(errand) => errand,
        other @ (Next::Tell(..) | Next::Wait(_) | Next::Ended) => {
            panic!("at {seconds} it does not ask: {other:?}")
        }
    }
}

/// Lets the schedule ask for robots.txt and for the page.
#[track_caller]
fn polls(schedule: &mut Schedule, seconds: i64, reply: Reply) -> (Errand, Option<Became>) {
    let errand = asks(schedule, seconds);
    let became = schedule.answered(&errand, reply, at(seconds)).map(|(_, became)| became);
    (errand, became)
}

fn begun(polls_as: Polls) -> Schedule {
    let mut schedule = schedule(polls_as, Memory::default());
    let (robots, _) = polls(&mut schedule, 0, answer(404, &[]));
    assert_eq!(robots.url, "https://wire.example/robots.txt");
    assert_eq!(
        schedule.next(at(0)),
        Next::Wait(Some(at(5))),
        "the pause holds after robots.txt too"
    );
    schedule
}

#[test]
fn what_the_server_said_is_sent_back_and_the_interval_follows_change() {
    let mut schedule = begun(Polls::ForEver);
    let headers = [("etag", "\"1\""), ("last-modified", "Tue"), ("cache-control", "max-age=90")];
    let (first, became) = polls(&mut schedule, 5, answer(200, &headers));
    assert_eq!((first.validators.etag, became.is_some()), (None, true));
    schedule.taken(PAGE, true, at(5));
    assert_eq!(schedule.due(PAGE), Some(at(95)), "an answer is fresh for as long as it says");
    let (second, became) = polls(&mut schedule, 95, answer(304, &[]));
    assert_eq!(second.validators.etag.as_deref(), Some("\"1\""));
    assert_eq!(second.validators.last_modified.as_deref(), Some("Tue"));
    assert_eq!((became, schedule.due(PAGE)), (Some(Became::NotModified), Some(at(95 + 90))));
    polls(&mut schedule, 185, answer(304, &[]));
    assert_eq!(schedule.due(PAGE), Some(at(185 + 135)));
    let (_, became) = polls(&mut schedule, 320, answer(200, &[("etag", "\"2\"")]));
    assert!(matches!(became, Some(Became::Came(_))));
    schedule.taken(PAGE, true, at(320));
    assert_eq!(schedule.due(PAGE), Some(at(320 + 67) + TimeDelta::milliseconds(500)));
}

#[test]
fn what_was_not_taken_in_is_asked_for_again_as_if_unknown() {
    let mut schedule = begun(Polls::ForEver);
    polls(&mut schedule, 5, answer(200, &[("etag", "\"1\"")]));
    schedule.not_taken(PAGE, at(5));
    assert_eq!(schedule.due(PAGE), Some(at(5 + 120)));
    assert_eq!(asks(&mut schedule, 125).validators.etag, None);
}

#[test]
fn a_page_that_is_gone_is_not_asked_again() {
    let mut schedule = begun(Polls::ForEver);
    let (_, became) = polls(&mut schedule, 5, answer(404, &[]));
    assert!(matches!(became, Some(Became::Failed(_))), "once may be a slip");
    polls(&mut schedule, 125, answer(404, &[]));
    let (_, became) = polls(&mut schedule, 365, answer(404, &[]));
    assert_eq!((became, schedule.next(at(9_999))), (Some(Became::Gone(404)), Next::Ended));
    let mut schedule = begun(Polls::ForEver);
    let (_, became) = polls(&mut schedule, 5, answer(410, &[]));
    assert_eq!((became, schedule.next(at(9_999))), (Some(Became::Gone(410)), Next::Ended));
}

#[test]
fn a_site_without_an_answer_is_not_asked_until_its_robots_txt_answers() {
    let mut schedule = schedule(Polls::ForEver, Memory::default());
    polls(&mut schedule, 0, answer(500, &[]));
    let silent = Next::Tell(PAGE.to_owned(), Became::RobotsSilent("status 500".to_owned()));
    assert_eq!(schedule.next(at(0)), silent);
    assert_eq!(schedule.next(at(0)), Next::Wait(Some(at(120))));
    let (again, _) = polls(&mut schedule, 120, answer(200, &[]));
    assert_eq!(again.url, "https://wire.example/robots.txt");
    assert_eq!(asks(&mut schedule, 125).url, PAGE);
}

#[test]
fn redirects_are_asked_one_by_one_under_the_rules_of_where_they_lead() {
    let mut schedule = begun(Polls::ForEver);
    let to_other = [("location", "https://other.example/live")];
    let (_, became) = polls(&mut schedule, 5, answer(301, &to_other));
    assert_eq!(became, None);
    let robots = asks(&mut schedule, 5);
    assert_eq!(robots.url, "https://other.example/robots.txt");
    let closed =
        Answer { status: 200, bytes: b"User-agent: *\nDisallow: /".to_vec(), ..Answer::default() };
    schedule.answered(&robots, Reply::Answered(closed), at(5));
    assert_eq!(schedule.next(at(10)), Next::Tell(PAGE.to_owned(), Became::Disallowed));
}

#[test]
fn once_is_now_but_not_where_the_site_asked_us_to_stay_away() {
    let mut schedule = begun(Polls::Once);
    polls(&mut schedule, 5, answer(200, &[]));
    schedule.taken(PAGE, true, at(5));
    assert_eq!(schedule.next(at(5)), Next::Ended);
    let memory = schedule.memory().clone();
    let mut schedule = super::tests::schedule(Polls::Once, memory);
    let (_, became) = polls(&mut schedule, 10, answer(503, &[("retry-after", "1000")]));
    assert!(matches!(became, Some(Became::Failed(_))));
    let memory = schedule.memory().clone();
    let mut again = super::tests::schedule(Polls::Once, memory.clone());
    assert_eq!(again.next(at(20)), Next::Tell(PAGE.to_owned(), Became::HeldOff));
    let other = ["https://wire.example/other".to_owned()];
    let mut other =
        Schedule::new(Pace::default(), Polls::Once, memory.clone(), &other).expect("it is one");
    assert!(
        matches!(other.next(at(20)), Next::Tell(_, Became::HeldOff)),
        "it is asked of the host"
    );
    let mut set_back = super::tests::schedule(Polls::ForEver, memory);
    assert!(matches!(set_back.next(at(-400_000)), Next::Ask(_)), "a clock set back stops nothing");
}
