//! Standing over the hand-annotated page, where it lies beside the workspace: its claims and links go in by
//! the door for proposals and are checked, and every sentence is read.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use counterclaim_tests::{Case, Scratch, counterclaim, shared};
use serde_json::{Value, json};

/// The annotated claims and links in a case, by the names they have there.
struct Gold {
    case: Case,
    claims: Vec<Value>,
    links: Vec<Value>,
    ids: BTreeMap<String, String>,
}

fn lines(path: &str) -> Option<Vec<Value>> {
    let text = fs::read_to_string(shared(path)?).expect("it can be read");
    Some(text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect())
}

fn str_of<'v>(value: &'v Value, field: &str) -> &'v str {
    value[field].as_str().unwrap_or_default()
}

impl Gold {
    fn read(scratch: &Scratch) -> Option<Self> {
        let page = shared("seeds/000_656f3fc374a4ce07.txt")?;
        let (claims, links) = (lines("gold/claims.jsonl")?, lines("gold/links.jsonl")?);
        let actors = fs::read_to_string(shared("gold/actors.json")?).expect("it can be read");
        let actors: Vec<Value> = serde_json::from_str(&actors).expect("a list");
        let kinds: BTreeMap<&str, &str> =
            actors.iter().map(|actor| (str_of(actor, "name"), str_of(actor, "kind"))).collect();
        let case = Case::init(&scratch.join("case"));
        case.ingest(&page);
        let read = counterclaim(&["extract", &page.to_string_lossy()]).exits(0).lines();
        let mut batch: Vec<String> = Vec::new();
        batch.extend(claims.iter().map(|claim| proposal(claim, &read[0], &kinds).to_string()));
        batch.extend(links.iter().map(|link| link_of(link).to_string()));
        let file = scratch.file("gold.ndjson", &batch.join("\n"));
        case.ask(&["propose", &file.to_string_lossy()]).exits(0);
        let mut gold = Self { case, claims, links, ids: BTreeMap::new() };
        gold.check();
        Some(gold)
    }

    /// Finds the claims again by their places, and checks them and the links between them.
    fn check(&mut self) {
        let rows = self.case.ask(&["export", "claims", "--count", "all", "--format", "ndjson"]);
        let rows = rows.exits(0).lines();
        for claim in &self.claims {
            let place = [&claim["post"], &claim["offset"], &claim["end"]];
            let here = rows.iter().filter(|row| {
                ["number", "start", "end"].map(|field| &row["place"][field]) == place
            });
            let speaker = |row: &&Value| row["speaker"]["name"] == claim["speaker"];
            let found = here.clone().find(speaker).or_else(|| here.clone().next());
            let id = found.map(|row| str_of(row, "id").to_owned());
            self.ids.extend(id.map(|id| (str_of(claim, "id").to_owned(), id)));
        }
        let ids: Vec<&str> = self.ids.values().map(String::as_str).collect();
        self.case.ask(&[&["queue", "--by", "Ada", "--check"][..], &ids].concat()).exits(0);
        let pairs: BTreeSet<(&str, &str)> = self
            .links
            .iter()
            .filter_map(|link| {
                let end = |field| self.ids.get(str_of(link, field)).map(String::as_str);
                end("from").zip(end("to"))
            })
            .collect();
        let queue = self.case.json(&["queue"]);
        let links = queue["links"].as_array().expect("links").iter();
        let links =
            links.filter(|link| pairs.contains(&(str_of(link, "from"), str_of(link, "to"))));
        let links: Vec<&str> = links.map(|link| str_of(link, "id")).collect();
        // Where two annotated claims share one place, only one of them is found again.
        assert!(links.len() >= 28, "{} links of {}", links.len(), self.links.len());
        self.case.ask(&[&["queue", "--by", "Ada", "--check"][..], &links].concat()).exits(0);
    }

    fn party(&self, id: &str) -> &str {
        let claim = self
            .claims
            .iter()
            .find(|claim| self.ids.get(str_of(claim, "id")).is_some_and(|i| i == id));
        claim.map_or("", |claim| str_of(claim, "party"))
    }
}

fn proposal(claim: &Value, page: &Value, kinds: &BTreeMap<&str, &str>) -> Value {
    let several = claim["party"] == "multiple";
    let names: Vec<&str> =
        claim["parties"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let (joint, speaker) = (json!(names.join("; ")), &claim["speaker"]);
    let kind = match kinds.get(str_of(claim, "speaker")).copied() {
        _ if several => "state",
        Some(kind @ ("person" | "state" | "outlet" | "organisation")) => kind,
        Some(_) => "organisation",
        None => "unnamed",
    };
    let quoted = claim["form"] == "direct";
    let source = claim["source_offset"].as_u64().map(|start| {
        vec![json!([start, start + str_of(claim, "source_span").chars().count() as u64])]
    });
    json!({
        "kind": "claim", "page": 0, "post": claim["post"], "id": claim["id"], "statement": claim["statement"],
        "quote": [claim["quote"]], "content_spans": [[claim["offset"], claim["end"]]],
        "source_spans": source.unwrap_or_default(), "text_sha256": page["text_sha256"],
        "outlet": page["source"], "speaker": if several { &joint } else { speaker }, "speaker_kind": kind,
        "party": if several { &joint } else { &claim["party"] }, "modality": claim["modality"],
        "form": claim["form"], "wording": if quoted { "speaker" } else { "outlet" },
        "attribution": claim["attribution"], "confidence": 1.0, "rule": "gold@1",
    })
}

/// A stance label of the annotation is a denial where the page states it, and else a contradiction.
fn link_of(link: &Value) -> Value {
    let relation = match (str_of(link, "relation"), str_of(link, "basis")) {
        ("confirms", _) => "confirms",
        (_, "stated") => "denies",
        _ => "contradicts",
    };
    json!({
        "kind": "link", "page": 0, "from": link["from"], "to": link["to"], "relation": relation,
        "basis": link["basis"], "reason": link["why"], "confidence": 1.0, "rule": "gold@1",
    })
}

#[test]
fn every_sentence_over_the_annotated_page_reads_well_and_nothing_of_one_party_is_corroborated() {
    let scratch = Scratch::new();
    let Some(gold) = Gold::read(&scratch) else { return };
    let answer = gold.case.json(&["standing"]);
    let rows = answer["rows"].as_array().expect("rows");
    assert!(rows.len() > 125, "{}", rows.len());
    let mut words: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows {
        let standing = &row["card"]["standing"];
        *words.entry(str_of(standing, "word").to_owned()).or_default() += 1;
        let without = row["without"].as_array().expect("a list").iter().map(|one| &one["sentence"]);
        let notes = standing["notes"].as_array().expect("a list").iter();
        for said in [&standing["sentence"]].into_iter().chain(notes).chain(without) {
            reads_well(said.as_str().expect("a sentence"));
        }
        corroborated_by_others(&gold, row);
    }
    let count = |word: &str| {
        words.iter().filter(|(w, _)| w.starts_with(word)).map(|(_, n)| n).sum::<usize>()
    };
    assert_eq!(count("confirmed only by its own side"), 3, "{words:#?}");
    assert_eq!(count("known only through its confirmation"), 1, "{words:#?}");
    assert!(count("disputed") >= 15 && count("refuted") == 0, "{words:#?}");
    assert!(count("a demand on record") >= 7, "{words:#?}");
}

/// One capital, one full stop, a length to be read in one breath, nothing nested, no bare id.
fn reads_well(said: &str) {
    assert!(said.ends_with('.') && !said.ends_with(".."), "{said}");
    assert!(said.starts_with(|first: char| first.is_uppercase() || first.is_numeric()), "{said}");
    assert!(said.chars().count() < 420, "{said}");
    for wrong in
        ["\"", "((", "))", "  ", ";;", " ;", " ,", "; ;", "None", "1 statements", "1 reports"]
    {
        assert!(!said.contains(wrong), "{wrong:?} in {said}");
    }
    let is_id = |word: &str| word.len() == 36 && word.matches('-').count() == 4;
    assert!(!said.split_whitespace().any(is_id), "{said}");
}

/// What is called reported from several origins has lines of as many parties.
fn corroborated_by_others(gold: &Gold, row: &Value) {
    let standing = &row["card"]["standing"];
    if standing["support"] != "corroborated" {
        return;
    }
    let lines = row["lines_for"].as_array().expect("lines");
    for end in [0, usize::MAX] {
        let parties: BTreeSet<&str> = lines
            .iter()
            .map(|line| {
                let steps = line.as_array().expect("steps");
                gold.party(str_of(&steps[end.min(steps.len() - 1)], "claim"))
            })
            .collect();
        assert_eq!(parties.len(), lines.len(), "{row}");
        assert!(
            !parties.contains("multiple"),
            "a joint statement is no line beside its members: {row}"
        );
    }
}
