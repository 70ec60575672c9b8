//! An event as a row or value of a general store: what ours keeps of it, without tree and checksum.

use counterclaim_log::Commit;
use serde::Serialize;

/// One event, ready to be kept.
#[derive(Serialize)]
pub(crate) struct Row {
    pub(crate) commit: String,
    pub(crate) recorded_at: i64,
    pub(crate) analyst: String,
    pub(crate) agent: String,
    pub(crate) stream: String,
    #[serde(rename = "type")]
    pub(crate) name: &'static str,
    pub(crate) payload: String,
}

/// Returns the rows of a commit.
pub(crate) fn rows(commit: &Commit) -> anyhow::Result<Vec<Row>> {
    let header = &commit.header;
    let row = |(stream, event): &(counterclaim_model::Stream, counterclaim_model::Event)| {
        Ok(Row {
            commit: header.id.as_str().to_owned(),
            recorded_at: header.recorded_at.timestamp_micros(),
            analyst: header.analyst.clone(),
            agent: header.agent.clone(),
            stream: stream.to_string(),
            name: event.name(),
            payload: event.payload()?,
        })
    };
    commit.decided.events().iter().map(row).collect()
}
