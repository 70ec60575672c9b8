//! A case of claims recorded by hand and called by short names, for tests of what is said of them.

use counterclaim_tests::{Case, Scratch};
use serde_json::Value;

/// A case whose claims are called by short names.
pub(crate) struct Told {
    pub(crate) case: Case,
    ids: Vec<(&'static str, String)>,
}

impl Told {
    pub(crate) fn new(scratch: &Scratch) -> Self {
        Self { case: Case::init(&scratch.join("case")), ids: Vec::new() }
    }

    pub(crate) fn made(&self, arguments: &[&str]) -> Value {
        let by = ["--by", "Ada Moss", "--format", "json"];
        self.case.ask(&[arguments, &by].concat()).exits(0).json()
    }

    /// Records a claim of an organisation, said in the morning of 14 June 2031.
    pub(crate) fn says(
        &mut self,
        name: &'static str,
        speaker: &str,
        statement: &str,
        modality: &str,
    ) {
        self.says_at(name, speaker, statement, modality, "2031-06-14T10:00:00Z");
    }

    pub(crate) fn says_at(
        &mut self,
        name: &'static str,
        speaker: &str,
        statement: &str,
        modality: &str,
        said: &str,
    ) {
        let what = ["claim", "add", statement, "--speaker", speaker, "--kind", "organisation"];
        let made = self.made(&[&what[..], &["--modality", modality, "--said", said]].concat());
        self.keep(name, &made);
    }

    /// Returns where a claim stands, as JSON; null if it does not count.
    pub(crate) fn standing(&self, name: &str, more: &[&str]) -> Value {
        let answer = self.case.json(&[&["standing", self.id(name)], more].concat());
        answer["rows"][0]["card"]["standing"].clone()
    }

    pub(crate) fn finds(&mut self, name: &'static str, statement: &str, refuted: &str) {
        let refuted = self.id(refuted).to_owned();
        let made = self.made(&[
            "finding",
            "add",
            statement,
            "--refutes",
            &refuted,
            "--evidence",
            "survey of the bridge",
            "--reason",
            "the piers are whole",
        ]);
        self.keep(name, &made);
    }

    fn keep(&mut self, name: &'static str, made: &Value) {
        let things = made["things"].as_array().expect("a change names what it brought");
        let mut things = things.iter().filter_map(Value::as_str);
        let claim = things.find_map(|thing| thing.strip_prefix("claim ")).expect("a claim");
        self.ids.push((name, claim.to_owned()));
    }

    pub(crate) fn links(&self, from: &str, relation: &str, to: &str) {
        let (from, to) = (self.id(from), self.id(to));
        self.made(&["link", "add", from, relation, to, "--reason", "as the text says"]);
    }

    pub(crate) fn id(&self, name: &str) -> &str {
        let found = self.ids.iter().find(|(known, _)| *known == name);
        &found.unwrap_or_else(|| panic!("no claim {name}")).1
    }

    /// Returns a line for each claim: its name, the state in print, and everything said of it.
    pub(crate) fn read(&self) -> String {
        let answer = self.case.json(&["standing"]);
        let rows = answer["rows"].as_array().expect("rows");
        let today = answer["asked"]["recorded_at"].as_str().expect("a time");
        let mut out = String::new();
        for (name, id) in &self.ids {
            let row = rows.iter().find(|row| row["card"]["id"] == id.as_str()).expect("a row");
            let standing = &row["card"]["standing"];
            let mut said = vec![text(&standing["sentence"])];
            said.extend(list(&standing["notes"]).iter().map(text));
            said.extend(list(&row["without"]).iter().map(|without| text(&without["sentence"])));
            out.push_str(&format!("{name}: {}. {}\n", text(&standing["word"]), said.join(" ")));
        }
        out.replace(&day(today), "TODAY")
    }
}

fn text(value: &Value) -> String {
    value.as_str().expect("text").to_owned()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

/// Returns a day as sentences give it: findings are dated by the clock on the wall.
fn day(time: &str) -> String {
    let date: Vec<i64> = time[..10].split('-').map(|n| n.parse().expect("a number")).collect();
    let (year, month, day) = (date[0], date[1], date[2]);
    // Zeller's congruence, counted from Saturday.
    let (m, y) = if month < 3 { (month + 12, year - 1) } else { (month, year) };
    let weekday = (day + 13 * (m + 1) / 5 + y + y / 4 - y / 100 + y / 400) % 7;
    let weekday = ["Sat", "Sun", "Mon", "Tue", "Wed", "Thu", "Fri"][weekday as usize];
    let months =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    format!("{weekday} {day} {} {year}", months[(month - 1) as usize])
}
