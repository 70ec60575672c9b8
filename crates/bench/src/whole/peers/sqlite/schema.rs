//! Tables, indexes and the two ways in which the database is opened.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

/// Every table with its columns, in an order in which they can be filled. The types are understood by SQLite
/// and PostgreSQL alike.
pub(crate) const TABLES: [(&str, &str); 14] = [
    ("actors", "id BIGINT PRIMARY KEY, uuid TEXT, kind TEXT, name TEXT, basis TEXT"),
    ("speaks_for", "actor BIGINT, principal BIGINT, role TEXT, position BIGINT"),
    ("sources", "id BIGINT PRIMARY KEY, uuid TEXT, name TEXT, outlet BIGINT, url TEXT"),
    (
        "captures",
        "id BIGINT PRIMARY KEY, uuid TEXT, source BIGINT, url TEXT, title TEXT, captured_at BIGINT, \
         text_hash TEXT, position BIGINT",
    ),
    (
        "posts",
        "id BIGINT PRIMARY KEY, uuid TEXT, source BIGINT, capture BIGINT, permalink TEXT, published BIGINT, \
         headline TEXT, number BIGINT, position BIGINT",
    ),
    ("matters", "id BIGINT PRIMARY KEY, slug TEXT, title TEXT"),
    (
        "claims",
        "id BIGINT PRIMARY KEY, uuid TEXT, statement TEXT, speaker BIGINT, party BIGINT, phrase TEXT, \
         role TEXT, modality TEXT, form TEXT, wording TEXT, language TEXT, attribution TEXT, grounds TEXT, \
         status TEXT, rule TEXT, confidence BIGINT, recorded_at BIGINT, recorded_by TEXT, position BIGINT, \
         public_from BIGINT",
    ),
    ("about", "claim BIGINT, actor BIGINT, role TEXT"),
    ("claim_matters", "claim BIGINT, matter BIGINT"),
    (
        "sightings",
        "id BIGINT PRIMARY KEY, claim BIGINT, source BIGINT, post BIGINT, capture BIGINT, published BIGINT, \
         position BIGINT",
    ),
    (
        "anchors",
        "claim BIGINT, kind BIGINT, quote TEXT, prefix TEXT, suffix TEXT, start_at BIGINT, end_at BIGINT",
    ),
    (
        "figures",
        "claim BIGINT, measure TEXT, counts TEXT, whose TEXT, place TEXT, low DOUBLE PRECISION, \
         best DOUBLE PRECISION, high DOUBLE PRECISION, qualifier TEXT",
    ),
    (
        "links",
        "id BIGINT PRIMARY KEY, uuid TEXT, from_claim BIGINT, to_claim BIGINT, relation TEXT, basis TEXT, \
         reason TEXT, weight BIGINT, drawn_by TEXT, position BIGINT",
    ),
    (
        "reviews",
        "claim BIGINT, reviewer TEXT, scale TEXT, rating TEXT, reason TEXT, position BIGINT",
    ),
];

/// What the questions need. They are made after the tables were filled, which is faster.
pub(crate) const INDEXES: &str = "
    CREATE INDEX actors_by_name ON actors (name);
    CREATE UNIQUE INDEX claims_by_uuid ON claims (uuid);
    CREATE INDEX claims_of_speaker ON claims (speaker, public_from, id);
    CREATE INDEX claims_of_party ON claims (party, public_from, id);
    CREATE INDEX about_claim ON about (claim);
    CREATE INDEX about_actor ON about (actor, claim);
    CREATE INDEX matters_of_claim ON claim_matters (claim, matter);
    CREATE INDEX claims_of_matter ON claim_matters (matter, claim);
    CREATE INDEX sightings_of_claim ON sightings (claim);
    CREATE INDEX anchors_of_claim ON anchors (claim);
    CREATE INDEX figures_of_claim ON figures (claim);
    CREATE INDEX links_from ON links (from_claim);
    CREATE INDEX links_to ON links (to_claim);
";

/// Opens a new database to be filled once: nothing is synced, since a rebuild can be done again.
pub(crate) fn quick(path: &Path) -> anyhow::Result<Connection> {
    let db = Connection::open(path)?;
    db.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;")?;
    let tables = TABLES.map(|(name, columns)| {
        let columns = columns.replace("BIGINT PRIMARY KEY", "INTEGER PRIMARY KEY");
        format!("CREATE TABLE {name} ({columns});")
    });
    db.execute_batch(&tables.concat())?;
    db.set_prepared_statement_cache_capacity(64);
    Ok(db)
}

/// Makes the index of words.
pub(crate) fn words(db: &Connection) -> anyhow::Result<()> {
    db.execute_batch(
        "CREATE VIRTUAL TABLE words USING fts5(statement, content='claims', content_rowid='id');
         INSERT INTO words (rowid, statement) SELECT id, statement FROM claims;",
    )?;
    Ok(())
}

/// Opens a filled database for questions, with room for all of it in its cache.
pub(crate) fn opened(path: &Path) -> anyhow::Result<Connection> {
    let db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    db.execute_batch("PRAGMA cache_size = -1000000; PRAGMA mmap_size = 8000000000;")?;
    db.set_prepared_statement_cache_capacity(64);
    Ok(db)
}

/// Opens a filled database for writing, every commit synced.
pub(crate) fn durable(path: &Path) -> anyhow::Result<Connection> {
    let db = Connection::open(path)?;
    db.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")?;
    db.execute_batch("PRAGMA cache_size = -1000000;")?;
    db.set_prepared_statement_cache_capacity(64);
    Ok(db)
}
