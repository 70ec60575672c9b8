//! Questions to a desk that is open, beside the same questions to databases that are open and warm: pages of
//! fifty claims at the head and in the middle of both clocks, two parties, words, figures, one standing.

use counterclaim_desk::answers::ActorTab;
use counterclaim_desk::query::Query;
use counterclaim_desk::{AsOf, Counted, Desk, Question, Slice, SystemRim};

use crate::export::world::word;
use crate::sample::timed;
use crate::whole::peers::postgres::Asked;
use crate::whole::peers::sqlite::{Questions, cards, opened};
use crate::whole::row::{OURS, Row, Target};
use crate::whole::run::Bench;
use crate::whole::turns::{Subject, in_turn};

/// How often each question is asked, each time of something else.
const ASKED: usize = 200;

/// How often a list of the whole case is asked for.
const WHOLE: usize = 3;

const SQLITE: &str = "SQLite";
const POSTGRES: &str = "PostgreSQL";

/// Everything that is open.
struct Open<'b> {
    desk: Desk,
    sqlite: Questions<'b>,
    database: &'b rusqlite::Connection,
    claims: usize,
    half: i64,
    half_public: i64,
    then: Question,
    public: Question,
}

/// Measures every question.
pub(crate) fn warm(bench: &Bench<'_>) -> anyhow::Result<Vec<Row>> {
    let database = opened(&bench.sqlite())?;
    let case = bench.case;
    let open = Open {
        desk: Desk::open_to_read(&case.dir, Box::new(SystemRim))?,
        sqlite: Questions::of(&database),
        database: &database,
        claims: case.claims,
        half: case.half.0 as i64,
        half_public: case.half_public.timestamp_micros(),
        then: Question { as_of: AsOf::Position(case.half), ..Question::default() },
        public: Question { public_by: Some(case.half_public), ..Question::default() },
    };
    let mut rows = open.page(bench)?;
    rows.extend(open.actor_page()?);
    rows.extend(open.compare()?);
    rows.extend(open.search(bench)?);
    rows.extend(open.figures()?);
    rows.extend(open.standing()?);
    Ok(rows)
}

fn speaker(n: usize) -> String {
    format!("Speaker Number {}", n % 50)
}

/// The n-th words looked for: common ones and rare ones, alone and in pairs.
fn words(n: usize) -> String {
    match n % 3 {
        0 => word(n % 40),
        1 => word(500 + n),
        _ => format!("{} {}", word(5 + n % 20), word(11 + n)),
    }
}

fn fifty() -> Slice {
    Slice { counted: Counted::Nothing, ..Slice::default() }
}

impl Open<'_> {
    fn ours(&self, n: usize, question: Question) -> anyhow::Result<std::time::Duration> {
        let asked = format!("speaker:\"{}\"", speaker(n));
        let (time, page) =
            timed(|| anyhow::Ok(self.desk.claims(&Query::parse(&asked)?, &fifty(), question)?));
        page?;
        Ok(time)
    }

    /// A page of a speaker's claims, at the head and in the middle of both clocks.
    fn page(&self, bench: &Bench<'_>) -> anyhow::Result<Vec<Row>> {
        self.same_page()?;
        let clocks = [[i64::MAX; 2], [self.half, i64::MAX], [i64::MAX, self.half_public]];
        let sqlite = |at: usize| {
            move |n: usize| {
                let (time, found) = timed(|| self.sqlite.speaker(&speaker(n), clocks[at]));
                found?;
                Ok(time)
            }
        };
        let middle = Some(Target::AtMostTimesOurs(3.0));
        let mut subjects = vec![
            Subject::new(OURS, Some(Target::Median(50e-6)), |n| self.ours(n, Question::default())),
            Subject::new("ours, --as-of the middle", middle, |n| self.ours(n, self.then)),
            Subject::new("ours, --public-by the middle", middle, |n| self.ours(n, self.public)),
            Subject::new(SQLITE, Some(Target::Times(5.0)), sqlite(0)),
            Subject::new("SQLite, as of the middle", None, sqlite(1)),
            Subject::new("SQLite, public by the middle", None, sqlite(2)),
        ];
        let work = "a page of 50 claims of a speaker";
        let (mut missing, cards) = (Vec::new(), cards());
        match bench.cluster {
            Ok(cluster) => {
                let mut asked = Asked::of(cluster.connect()?);
                subjects.push(Subject::new(POSTGRES, None, move |n| {
                    let (time, found) = timed(|| asked.speaker(&speaker(n), clocks[0], &cards));
                    found?;
                    Ok(time)
                }));
            }
            Err(why) => missing.push(Row::not_run(Some(self.claims), work, POSTGRES, why)),
        }
        let rows = in_turn(Some(self.claims), work, ASKED, true, subjects)?;
        Ok(rows.into_iter().chain(missing).collect())
    }

    /// A page that two answer must have the same claims on it, or nothing is compared.
    fn same_page(&self) -> anyhow::Result<()> {
        for (question, clock) in [
            (Question::default(), [i64::MAX; 2]),
            (self.then, [self.half, i64::MAX]),
            (self.public, [i64::MAX, self.half_public]),
        ] {
            for n in [0, 7, 20] {
                let query = Query::parse(&format!("speaker:\"{}\"", speaker(n)))?;
                let page = self.desk.claims(&query, &fifty(), question)?;
                let ours: Vec<String> =
                    page.statements.iter().map(|card| card.id.to_string()).collect();
                let theirs = self.uuids(&self.sqlite.speaker(&speaker(n), clock)?)?;
                anyhow::ensure!(
                    ours == theirs,
                    "ours and SQLite differ on a page of {}",
                    speaker(n)
                );
            }
        }
        Ok(())
    }

    fn uuids(&self, ids: &[i64]) -> anyhow::Result<Vec<String>> {
        let mut statement =
            self.database.prepare_cached("SELECT uuid FROM claims WHERE id = $1")?;
        let uuid = |id: &i64| Ok(statement.query_row([id], |row| row.get(0))?);
        ids.iter().map(uuid).collect()
    }

    /// The actor's page with everything that is counted beside the fifty.
    fn actor_page(&self) -> anyhow::Result<Vec<Row>> {
        let ours = |n: usize| {
            let (tab, query) = (ActorTab::Statements, Query::default());
            let (name, question) = (speaker(n), Question::default());
            let (time, page) =
                timed(|| self.desk.actor_page(&name, tab, &query, &fifty(), question));
            page?;
            Ok(time)
        };
        let sqlite = |n: usize| {
            let (time, found) = timed(|| self.sqlite.actor_page(&speaker(n)));
            found?;
            Ok(time)
        };
        let subjects = vec![Subject::new(OURS, None, ours), Subject::new(SQLITE, None, sqlite)];
        let work = "an actor's page: 50 claims, and counts by status, matter and tab";
        in_turn(Some(self.claims), work, ASKED, true, subjects)
    }

    fn compare(&self) -> anyhow::Result<Vec<Row>> {
        let parties =
            |n: usize| [n % 12, (n + 1 + n / 12) % 12].map(|n| format!("State of Number {n}"));
        let ours = |n: usize| {
            let (query, parties) = (Query::default(), parties(n));
            let asked = || self.desk.compare_page(&parties, &query, &fifty(), Question::default());
            let (time, page) = timed(asked);
            page?;
            Ok(time)
        };
        let sqlite = |n: usize| {
            let [one, other] = parties(n);
            let (time, found) = timed(|| self.sqlite.compare(&one, &other));
            found?;
            Ok(time)
        };
        let subjects = vec![Subject::new(OURS, None, ours), Subject::new(SQLITE, None, sqlite)];
        in_turn(Some(self.claims), "two parties side by side, 50 matters", 50, true, subjects)
    }

    fn search(&self, bench: &Bench<'_>) -> anyhow::Result<Vec<Row>> {
        for n in 0..6 {
            let query = Query::parse(&words(n))?;
            let page = self.desk.claims(&query, &fifty(), Question::default())?;
            let theirs = self.sqlite.search(&words(n))?.len();
            let ours = page.statements.len();
            anyhow::ensure!(ours == theirs, "{:?}: ours finds {ours}, SQLite {theirs}", words(n));
        }
        let ours = |n: usize| {
            let (asked, question) = (words(n), Question::default());
            let (time, page) = timed(|| {
                anyhow::Ok(self.desk.claims(&Query::parse(&asked)?, &fifty(), question)?)
            });
            page?;
            Ok(time)
        };
        let sqlite = |n: usize| {
            let (time, found) = timed(|| self.sqlite.search(&words(n)));
            found?;
            Ok(time)
        };
        let mut subjects = vec![
            Subject::new(OURS, Some(Target::P99(0.01)), ours),
            Subject::new("SQLite, FTS5", Some(Target::Times(1.0)), sqlite),
        ];
        let work = "search, the latest 50 claims found";
        let (mut missing, cards) = (Vec::new(), cards());
        match bench.cluster {
            Ok(cluster) => {
                let mut asked = Asked::of(cluster.connect()?);
                subjects.push(Subject::new("PostgreSQL, GIN", None, move |n| {
                    let (time, found) = timed(|| asked.search(&words(n), &cards));
                    found?;
                    Ok(time)
                }));
            }
            Err(why) => missing.push(Row::not_run(Some(self.claims), work, POSTGRES, why)),
        }
        let rows = in_turn(Some(self.claims), work, ASKED, true, subjects)?;
        Ok(rows.into_iter().chain(missing).collect())
    }

    fn figures(&self) -> anyhow::Result<Vec<Row>> {
        let ours = |_: usize| {
            let (time, figures) = timed(|| self.desk.figures(Question::default()));
            anyhow::ensure!(!figures.rows.is_empty(), "the case has figures");
            Ok(time)
        };
        let sqlite = |_: usize| {
            let (time, found) = timed(|| self.sqlite.figures());
            found?;
            Ok(time)
        };
        let subjects = vec![
            Subject::new(OURS, None, ours),
            Subject::new("SQLite, rows alone (no series)", None, sqlite),
        ];
        in_turn(Some(self.claims), "every figure of the case, with series", WHOLE, true, subjects)
    }

    /// Where one claim stands; SQLite tells who objects and confirms, and weighs nothing.
    fn standing(&self) -> anyhow::Result<Vec<Row>> {
        let ids: Vec<i64> = (0..ASKED).map(|n| (n * self.claims / ASKED) as i64 + 1).collect();
        let uuids = self.uuids(&ids)?;
        let ours = |n: usize| {
            let one = [uuids[n % uuids.len()].clone()];
            let (time, told) = timed(|| self.desk.standings(&one, None, Question::default()));
            anyhow::ensure!(told?.rows.len() == 1, "a claim has a standing");
            Ok(time)
        };
        let sqlite = |n: usize| {
            let (time, found) = timed(|| self.sqlite.claim(&uuids[n % uuids.len()]));
            found?;
            Ok(time)
        };
        let subjects = vec![
            Subject::new(OURS, None, ours),
            Subject::new("SQLite, its links alone", None, sqlite),
        ];
        in_turn(Some(self.claims), "the standing of one claim", ASKED, true, subjects)
    }
}
