//! One claim more, with an objection to an earlier one, durably; and then where it stands, and where the
//! earlier one does now.

use std::time::Duration;

use anyhow::Context as _;
use counterclaim_desk::{
    Basis, Command, Desk, Identity, Link, NewClaim, Question, Relation, Request, SystemRim,
};
use counterclaim_model::ClaimId;
use rusqlite::{Connection, params};

use crate::sample::timed;
use crate::whole::peers::sqlite::{Questions, durable};
use crate::whole::row::{OURS, Row};
use crate::whole::run::Bench;
use crate::whole::turns::{Subject, in_turn};

/// How many are added.
const ADDED: usize = 50;

/// Measures ours and SQLite; the case has a few claims more afterwards.
pub(crate) fn add(bench: &Bench<'_>) -> anyhow::Result<Vec<Row>> {
    let case = bench.case;
    let mut desk = Desk::open(&case.dir, Box::new(SystemRim), Identity::analyst("Ida Moor"))?;
    let mut database = durable(&bench.sqlite())?;
    let model = database.query_row(
        "SELECT id FROM claims WHERE uuid = $1",
        [case.model.id.to_string()],
        |row| row.get::<_, i64>(0),
    )?;
    let (mut ours, mut theirs) = (0, 0);
    let subjects = vec![
        Subject::new(OURS, None, |_| {
            ours += 1;
            in_ours(&mut desk, &case.model, ours)
        }),
        Subject::new("SQLite, its links alone", None, |_| {
            theirs += 1;
            in_sqlite(&mut database, model, theirs)
        }),
    ];
    let work = "add a claim that denies another, durably, and see where both stand";
    in_turn(Some(case.claims), work, ADDED, true, subjects)
}

fn new_id(number: usize) -> ClaimId {
    ClaimId::derive(&["added", &number.to_string()])
}

fn in_ours(desk: &mut Desk, model: &NewClaim, number: usize) -> anyhow::Result<Duration> {
    let (id, mut new) = (new_id(number), model.clone());
    new.id = id;
    new.claim.statement = format!("{} ({number} were counted again)", model.claim.statement);
    new.sighting.as_mut().context("the model was seen somewhere")?.claim = id;
    let link = Link {
        id: Link::id_of(id, Relation::Denies, model.id),
        from: id,
        to: model.id,
        relation: Relation::Denies,
        basis: Basis::Inferred,
        stated_in: None,
        cue: None,
        reason: "both speak of the same night".to_owned(),
        weight: 100,
    };
    let by = "Ida Moor".to_owned();
    let both = [id.to_string(), model.id.to_string()];
    let request = Request::of(vec![Command::RecordClaim(new), Command::AddLink { link, by }]);
    let (time, told) = timed(|| {
        desk.submit(request)?;
        desk.standings(&both, None, Question::default())
    });
    anyhow::ensure!(told?.rows.len() == 2, "both have a standing");
    Ok(time)
}

/// The same rows in one synced transaction, and the two claims with the links to them.
fn in_sqlite(database: &mut Connection, model: i64, number: usize) -> anyhow::Result<Duration> {
    let (uuid, link) = (new_id(number).to_string(), format!("link-{number}"));
    let (time, added) = timed(|| {
        let transaction = database.transaction()?;
        let copy = "INSERT INTO claims SELECT (SELECT max(id) + 1 FROM claims), $1, statement || $2, \
             speaker, party, phrase, role, modality, form, wording, language, attribution, grounds, \
             status, rule, confidence, recorded_at, recorded_by, position, public_from FROM claims \
             WHERE id = $3";
        let more = format!(" ({number} were counted again)");
        transaction.prepare_cached(copy)?.execute(params![uuid, more, model])?;
        let id = transaction.last_insert_rowid();
        let rows = [
            "INSERT INTO words (rowid, statement) SELECT id, statement FROM claims WHERE id = $1 AND $2 > 0",
            "INSERT INTO about SELECT $1, actor, role FROM about WHERE claim = $2",
            "INSERT INTO claim_matters SELECT $1, matter FROM claim_matters WHERE claim = $2",
            "INSERT INTO sightings SELECT (SELECT max(id) + 1 FROM sightings), $1, source, post, capture, \
             published, position FROM sightings WHERE claim = $2",
            "INSERT INTO anchors SELECT $1, kind, quote, prefix, suffix, start_at, end_at FROM anchors \
             WHERE claim = $2",
        ];
        for row in rows {
            transaction.prepare_cached(row)?.execute(params![id, model])?;
        }
        let drawn = "INSERT INTO links SELECT max(id) + 1, $1, $2, $3, 'denies', 'inferred', \
                     'both speak of the same night', 100, 'Ida Moor', max(position) + 1 FROM links";
        transaction.prepare_cached(drawn)?.execute(params![link, id, model])?;
        transaction.commit()?;
        let earlier: String =
            database
                .query_row("SELECT uuid FROM claims WHERE id = $1", [model], |row| row.get(0))?;
        let questions = Questions::of(database);
        questions.claim(&uuid)?;
        questions.claim(&earlier)
    });
    added?;
    Ok(time)
}
