//! What is asked: pages of actors, comparisons, claims and searches, of what the server itself names.

use anyhow::Context as _;
use serde_json::Value;

use super::calls::Line;
use crate::chance::Chance;

/// The kinds of page, and how many of a hundred each gets.
pub(super) const KINDS: [(&str, usize); 4] =
    [("an actor", 30), ("two parties", 20), ("a claim", 30), ("a search", 20)];

/// Of so many pages, one is asked as of another position.
const PAST: usize = 4;

/// A page to be asked for.
pub(super) struct Page {
    /// Index of its kind.
    pub(super) kind: usize,
    pub(super) is_past: bool,
    pub(super) path: String,
}

/// What there is to ask for.
pub(super) struct World {
    claims: Vec<String>,
    parties: Vec<String>,
    actors: Vec<String>,
    words: Vec<String>,
    head: u64,
}

impl World {
    /// Asks the server what it has.
    ///
    /// # Errors
    /// If it does not answer, or has nothing to ask for.
    pub(super) fn of(line: &mut Line) -> anyhow::Result<Self> {
        let list = json(line, "/claims.json?limit=500")?;
        let head = list["asked"]["as_of"].as_u64().context("/claims.json says no position")?;
        let cards = list["statements"].as_array().context("/claims.json has no statements")?;
        let texts = |path: fn(&Value) -> &Value| {
            let mut found: Vec<String> =
                cards.iter().filter_map(|card| path(card).as_str().map(str::to_owned)).collect();
            found.sort();
            found.dedup();
            found
        };
        let words = texts(|card| &card["statement"]);
        let words = words.iter().flat_map(|text| text.split(|c: char| !c.is_alphabetic()));
        let world = Self {
            claims: texts(|card| &card["id"]),
            parties: texts(|card| &card["party"]["id"]),
            actors: texts(|card| &card["speaker"]["id"]),
            words: words.filter(|word| word.len() > 3).map(str::to_owned).collect(),
            head,
        };
        let is_enough = world.parties.len() > 1 && !world.words.is_empty() && head > 1;
        anyhow::ensure!(is_enough, "the case has too little in it: two parties and their claims");
        Ok(world)
    }

    /// Draws a page.
    pub(super) fn page(&self, chance: &mut Chance) -> Page {
        let mut drawn = chance.below(100);
        let mut kind = 0;
        while drawn >= KINDS[kind].1 {
            drawn -= KINDS[kind].1;
            kind += 1;
        }
        let of = |list: &[String], chance: &mut Chance| list[chance.below(list.len())].clone();
        let mut path = match kind {
            0 => format!("/actors/{}?", of(&self.actors, chance)),
            1 => {
                let first = chance.below(self.parties.len());
                let second =
                    (first + 1 + chance.below(self.parties.len() - 1)) % self.parties.len();
                format!("/compare?party={}&party={}&", self.parties[first], self.parties[second])
            }
            2 => format!("/claims/{}?", of(&self.claims, chance)),
            _ => format!("/search?q={}&", of(&self.words, chance)),
        };
        path.push_str("count=all");
        let is_past = chance.below(PAST) == 0;
        if is_past {
            // In the second half most of what is named now was there.
            let back = chance.below((self.head / 2) as usize) as u64;
            path.push_str(&format!("&as_of={}", self.head - back));
        }
        Page { kind, is_past, path }
    }
}

fn json(line: &mut Line, path: &str) -> anyhow::Result<Value> {
    let answered = line.get(path)?;
    anyhow::ensure!(answered.status == 200, "{path}: status {}", answered.status);
    Ok(serde_json::from_slice(&answered.body)?)
}
