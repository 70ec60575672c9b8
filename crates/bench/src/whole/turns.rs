//! Several who do the same thing, one after the other in each round, so that all meet the same moods of the
//! machine; who begins moves on from round to round.

use std::time::Duration;

use super::row::{Row, Target};

/// Does the thing for the n-th time and says how long that took.
type Run<'r> = Box<dyn FnMut(usize) -> anyhow::Result<Duration> + 'r>;

/// One who does it.
pub(crate) struct Subject<'r> {
    who: String,
    target: Option<Target>,
    run: Run<'r>,
    seconds: Vec<f64>,
}

impl<'r> Subject<'r> {
    pub(crate) fn new(
        who: &str,
        target: Option<Target>,
        run: impl FnMut(usize) -> anyhow::Result<Duration> + 'r,
    ) -> Self {
        Self { who: who.to_owned(), target, run: Box::new(run), seconds: Vec::new() }
    }
}

/// Runs all of them so many rounds, after one that is not counted if `warms`.
pub(crate) fn in_turn(
    claims: Option<usize>,
    work: &str,
    rounds: usize,
    warms: bool,
    mut subjects: Vec<Subject<'_>>,
) -> anyhow::Result<Vec<Row>> {
    let many = subjects.len().max(1);
    if warms {
        for subject in &mut subjects {
            (subject.run)(0)?;
        }
    }
    for round in 0..rounds.max(1) {
        for turn in 0..subjects.len() {
            let subject = &mut subjects[(round + turn) % many];
            subject.seconds.push((subject.run)(round)?.as_secs_f64());
        }
    }
    let row = |subject: Subject<'_>| {
        Row::times(claims, work, &subject.who, subject.seconds).with(subject.target)
    };
    Ok(subjects.into_iter().map(row).collect())
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;

    #[test]
    fn turns_move_on_and_warming_is_not_counted() -> anyhow::Result<()> {
        let order = RefCell::new(String::new());
        let subject = |who: &'static str| {
            Subject::new(who, None, |_| {
                order.borrow_mut().push_str(who);
                Ok(Duration::from_secs(1))
            })
        };
        let rows = in_turn(None, "walk", 2, true, vec![subject("a"), subject("b")])?;
        assert_eq!(*order.borrow(), "ababba");
        assert_eq!(rows[1], Row::times(None, "walk", "b", vec![1.0, 1.0]));
        Ok(())
    }
}
