//! Flat rows of NDJSON: the columns of CSV under the same names, with types. What `--fields` picks.

use counterclaim_desk::answers::{ClaimRow, Marks};
use counterclaim_desk::{Amount, Anchor, Digest, Instant};
use uuid::Uuid;

use super::cell::{Cell, in_marks};
use super::column::ClaimColumn;
use super::json::Json;
use super::text;

/// Writes a claim as one object on one line.
pub(crate) fn line(json: &mut Json, row: &ClaimRow<'_>, columns: &[ClaimColumn]) {
    json.object(|json| {
        for column in columns {
            json.key(column.name());
            column.put(row, json);
        }
    });
    json.line();
}

impl Cell for Json {
    fn none(&mut self) {
        self.null();
    }

    fn text(&mut self, text: &str) {
        Json::text(self, text);
    }

    fn word(&mut self, word: &'static str) {
        self.name(word);
    }

    fn list(&mut self, words: &mut dyn Iterator<Item = &str>) {
        self.array(|json| words.for_each(|word| Json::text(json, word)));
    }

    fn words(&mut self, pieces: &[Anchor], marks: Marks) {
        let mut words = std::mem::take(&mut self.scratch);
        words.clear();
        in_marks(&mut words, pieces, marks);
        Json::text(self, &words);
        self.scratch = words;
    }

    fn id(&mut self, id: Uuid) {
        let mut digits = [0; 36];
        let text: &str = id.as_hyphenated().encode_lower(&mut digits);
        self.name(text);
    }

    fn digest(&mut self, digest: &Digest) {
        self.quoted(|out| text::digest(out, digest));
    }

    fn whole(&mut self, number: u64) {
        Json::whole(self, number);
    }

    fn amount(&mut self, amount: Amount) {
        Json::amount(self, amount);
    }

    fn truth(&mut self, truth: bool) {
        Json::truth(self, truth);
    }

    fn time(&mut self, at: Instant) {
        self.instant(at);
    }

    fn json(&mut self, fill: &dyn Fn(&mut Json)) {
        fill(self);
    }
}
