//! The same questions as statements. They are written so that SQLite and PostgreSQL both take them.

use rusqlite::types::Value;
use rusqlite::{Connection, ToSql};

/// A page of a speaker's claims on both clocks: the speaker, the position, the publication time.
pub(crate) const PAGE_OF_SPEAKER: &str = "SELECT id FROM claims WHERE speaker = $1 AND position <= $2 \
     AND public_from <= $3 ORDER BY public_from DESC, id DESC LIMIT 50";

/// The matters of two parties: those on which both speak first, and of these those on which most is said.
const MATTERS: &str = "SELECT cm.matter, count(DISTINCT c.party), count(*) FROM claims c \
     JOIN claim_matters cm ON cm.claim = c.id WHERE c.party IN ($1, $2) \
     GROUP BY cm.matter ORDER BY 2 DESC, 3 DESC LIMIT 50";

/// What a page of claims takes to print: the claims with who, where and when; exact words; whom they are
/// about; matters; figures; and who objects or confirms. `{}` is a list of fifty ids.
const CARD: [&str; 6] = [
    "SELECT c.id, c.uuid, c.statement, c.phrase, c.role, c.modality, c.form, c.wording, c.language, \
     c.attribution, c.grounds, c.status, c.rule, c.confidence, c.position, c.recorded_at, c.public_from, \
     sp.name, sp.kind, pa.name, so.name, s.published, po.headline, po.number, ca.text_hash, ca.captured_at \
     FROM claims c LEFT JOIN actors sp ON sp.id = c.speaker LEFT JOIN actors pa ON pa.id = c.party \
     JOIN sightings s ON s.claim = c.id JOIN sources so ON so.id = s.source \
     JOIN posts po ON po.id = s.post JOIN captures ca ON ca.id = s.capture WHERE c.id IN ({})",
    "SELECT claim, quote, start_at, end_at FROM anchors WHERE kind = 0 AND claim IN ({})",
    "SELECT b.claim, b.role, a.name, a.kind FROM about b JOIN actors a ON a.id = b.actor \
     WHERE b.claim IN ({})",
    "SELECT cm.claim, m.slug, m.title FROM claim_matters cm JOIN matters m ON m.id = cm.matter \
     WHERE cm.claim IN ({})",
    "SELECT claim, measure, counts, whose, place, low, best, high, qualifier FROM figures \
     WHERE claim IN ({})",
    "SELECT l.to_claim, l.relation, count(*) FROM links l JOIN claims o ON o.id = l.from_claim \
     WHERE o.status = 'checked' AND l.to_claim IN ({}) GROUP BY l.to_claim, l.relation",
];

/// Whoever can be asked in these statements.
pub(crate) trait Ask {
    /// Returns every row, each value owned, as whoever prints a page needs them.
    fn rows(&mut self, statement: &str, values: &[i64]) -> anyhow::Result<Vec<Vec<Value>>>;
}

impl Ask for &Connection {
    fn rows(&mut self, statement: &str, values: &[i64]) -> anyhow::Result<Vec<Vec<Value>>> {
        let values: Vec<&dyn ToSql> = values.iter().map(|value| value as &dyn ToSql).collect();
        all(self, statement, &values)
    }
}

/// The statements of a page's cards, with their lists of fifty.
pub(crate) fn cards() -> [String; 6] {
    let list: Vec<String> = (1..=50).map(|number| format!("${number}")).collect();
    CARD.map(|statement| statement.replace("{}", &list.join(", ")))
}

/// Returns everything that cards of these claims show; how many values that is.
pub(crate) fn list(asked: &mut dyn Ask, cards: &[String; 6], ids: &[i64]) -> anyhow::Result<usize> {
    let mut values = 0;
    for some in ids.chunks(50) {
        let mut fifty = [-1; 50];
        fifty[..some.len()].copy_from_slice(some);
        for statement in cards {
            let rows = asked.rows(statement, &fifty)?;
            values += rows.iter().map(Vec::len).sum::<usize>();
        }
    }
    Ok(values)
}

/// What is asked of SQLite.
pub(crate) struct Questions<'c> {
    db: &'c Connection,
    cards: [String; 6],
}

impl<'c> Questions<'c> {
    pub(crate) fn of(db: &'c Connection) -> Self {
        Self { db, cards: cards() }
    }

    /// Returns the ids of a page of a speaker's claims, and reads their cards.
    pub(crate) fn speaker(&self, name: &str, clock: [i64; 2]) -> anyhow::Result<Vec<i64>> {
        let speaker = self.actor(name)?;
        let ids = self.ids(PAGE_OF_SPEAKER, &[&speaker, &clock[0], &clock[1]])?;
        list(&mut &*self.db, &self.cards, &ids)?;
        Ok(ids)
    }

    /// The same page with what is counted beside it on an actor's page.
    pub(crate) fn actor_page(&self, name: &str) -> anyhow::Result<Vec<i64>> {
        let speaker = self.actor(name)?;
        all(
            self.db,
            "SELECT status, form, count(*) FROM claims WHERE speaker = $1 GROUP BY status, form",
            &[&speaker],
        )?;
        all(
            self.db,
            "SELECT m.slug, m.title, count(*) FROM claims c JOIN claim_matters cm ON cm.claim = c.id \
             JOIN matters m ON m.id = cm.matter WHERE c.speaker = $1 GROUP BY m.id ORDER BY 3 DESC",
            &[&speaker],
        )?;
        all(self.db, "SELECT count(*) FROM about WHERE actor = $1", &[&speaker])?;
        self.speaker(name, [i64::MAX; 2])
    }

    /// Everything of an actor, as `view` prints it.
    pub(crate) fn view(&self, name: &str) -> anyhow::Result<usize> {
        let actor = self.actor(name)?;
        let said = "SELECT id FROM claims WHERE speaker = $1 ORDER BY public_from, id";
        let mut ids = self.ids(said, &[&actor])?;
        ids.extend(self.ids("SELECT claim FROM about WHERE actor = $1", &[&actor])?);
        list(&mut &*self.db, &self.cards, &ids)
    }

    /// Two parties side by side: fifty matters, of each side the latest claim.
    pub(crate) fn compare(&self, one: &str, other: &str) -> anyhow::Result<Vec<i64>> {
        let parties = [self.actor(one)?, self.actor(other)?];
        let matters = self.ids(MATTERS, &[&parties[0], &parties[1]])?;
        let latest = "SELECT cm.claim FROM claim_matters cm JOIN claims c ON c.id = cm.claim \
                      WHERE cm.matter = $1 AND c.party = $2 ORDER BY cm.claim DESC LIMIT 1";
        let mut ids = Vec::with_capacity(2 * matters.len());
        for matter in &matters {
            for party in &parties {
                ids.extend(self.ids(latest, &[matter, party])?);
            }
        }
        list(&mut &*self.db, &self.cards, &ids)?;
        Ok(matters)
    }

    /// The latest fifty claims with these words.
    pub(crate) fn search(&self, words: &str) -> anyhow::Result<Vec<i64>> {
        let found = "SELECT rowid FROM words WHERE words MATCH $1 ORDER BY rowid DESC LIMIT 50";
        let ids = self.ids(found, &[&words])?;
        list(&mut &*self.db, &self.cards, &ids)?;
        Ok(ids)
    }

    /// Every figure, by what is counted.
    pub(crate) fn figures(&self) -> anyhow::Result<usize> {
        let rows = all(
            self.db,
            "SELECT f.measure, f.counts, f.whose, f.place, f.low, f.best, f.high, f.qualifier, c.uuid, \
             c.statement, sp.name, pa.name, c.public_from, c.status, po.headline, so.name FROM figures f \
             JOIN claims c ON c.id = f.claim LEFT JOIN actors sp ON sp.id = c.speaker \
             LEFT JOIN actors pa ON pa.id = c.party JOIN sightings s ON s.claim = c.id \
             JOIN posts po ON po.id = s.post JOIN sources so ON so.id = s.source \
             ORDER BY f.measure, f.counts, c.public_from",
            &[],
        )?;
        Ok(rows.len())
    }

    /// One claim with who objects to it and who confirms it.
    pub(crate) fn claim(&self, uuid: &str) -> anyhow::Result<usize> {
        let ids = self.ids("SELECT id FROM claims WHERE uuid = $1", &[&uuid])?;
        let objections = "SELECT l.relation, l.reason, c.uuid, c.statement, sp.name FROM links l \
             JOIN claims c ON c.id = l.from_claim LEFT JOIN actors sp ON sp.id = c.speaker \
             WHERE l.to_claim = $1 AND c.status = 'checked'";
        let tied = ids.first().map(|id| all(self.db, objections, &[id])).transpose()?;
        Ok(list(&mut &*self.db, &self.cards, &ids)? + tied.map_or(0, |rows| rows.len()))
    }

    fn actor(&self, name: &str) -> anyhow::Result<i64> {
        let mut statement = self.db.prepare_cached("SELECT id FROM actors WHERE name = $1")?;
        Ok(statement.query_row([name], |row| row.get(0))?)
    }

    fn ids(&self, statement: &str, values: &[&dyn ToSql]) -> anyhow::Result<Vec<i64>> {
        let mut statement = self.db.prepare_cached(statement)?;
        let rows = statement.query_map(values, |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

fn all(db: &Connection, statement: &str, values: &[&dyn ToSql]) -> anyhow::Result<Vec<Vec<Value>>> {
    let mut statement = db.prepare_cached(statement)?;
    let columns = statement.column_count();
    let rows =
        statement.query_map(values, |row| (0..columns).map(|column| row.get(column)).collect())?;
    Ok(rows.collect::<Result<_, _>>()?)
}
