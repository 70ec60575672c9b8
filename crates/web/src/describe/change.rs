//! What can be asked for by `POST /changes`: every change with its fields, as JSON Schema. A test holds it
//! against the vocabulary itself.

use counterclaim_desk::{ActorKind, Change, Modality, Relation, Reliability};
use serde_json::{Map, Value, json};

/// What a field holds.
#[derive(Clone, Copy, Debug)]
enum Holds {
    /// Text.
    Text,
    /// A time (RFC 3339) or a date.
    Time,
    /// A list of ids or slugs, or one text with blanks between.
    Words,
    /// A list of texts, or one text with one a line.
    Lines,
    /// Fields with new values.
    Settings,
    /// A whole number up to this.
    Number(u64),
    /// A log position, or a time.
    AsOf,
    /// One of these.
    OneOf(fn() -> Vec<&'static str>),
}

/// A field of a change.
struct Field {
    name: &'static str,
    means: &'static str,
    holds: Holds,
    is_needed: bool,
}

/// A change with its fields.
type Described = (&'static str, &'static str, &'static [Field]);

const fn needs(name: &'static str, means: &'static str, holds: Holds) -> Field {
    Field { name, means, holds, is_needed: true }
}

const fn may(name: &'static str, means: &'static str, holds: Holds) -> Field {
    Field { name, means, holds, is_needed: false }
}

const CLAIM: Field = needs("claim", "The claim: id or unique prefix.", Holds::Text);
const LINK: Field = needs("link", "The link: id or unique prefix.", Holds::Text);
const WHY: Field = needs("reason", "Why, for the record.", Holds::Text);
const MAY_WHY: Field = may("reason", "Why, for the record.", Holds::Text);
const FOR_READER: Field = needs("reason", "Why, for the reader.", Holds::Text);
const ACTOR: Field = needs("actor", "The actor: name, alias or id.", Holds::Text);
const SLUG: Field = needs("slug", "The slug of the matter.", Holds::Text);
const CLAIMS: Field = needs("claims", "The claims: ids or unique prefixes.", Holds::Words);
const SET: Field = needs(
    "set",
    "Fields with their new values: an object, or FIELD=VALUE, one or a list. An empty value empties a field \
     that may be empty. Fields: statement, speaker, role, relayed_by, modality, form, wording, grounds, \
     asserted_at, language.",
    Holds::Settings,
);

/// Every change, in the order of [`Change::NAMES`].
const CHANGES: &[Described] = &[
    (
        "claim_add",
        "Record a claim by hand.",
        &[
            needs("statement", "The statement, self-contained.", Holds::Text),
            may(
                "speaker",
                "Who says it: a name or id known to the case, or a new name.",
                Holds::Text,
            ),
            may("kind", "What a new speaker is; a person otherwise.", Holds::OneOf(kinds)),
            may(
                "modality",
                "What the speaker does with it; asserts otherwise.",
                Holds::OneOf(modalities),
            ),
            may("matters", "Slugs of matters it belongs to.", Holds::Words),
            may("said", "When it was said.", Holds::Time),
        ],
    ),
    (
        "claim_correct",
        "Set fields of a claim right: our mistake, kept in its history.",
        &[CLAIM, SET, WHY],
    ),
    (
        "claim_withdraw",
        "Withdraw a claim: our mistake, not the speaker's retraction.",
        &[CLAIM, WHY],
    ),
    ("claim_check", "Find the attribution of a proposed claim right.", &[CLAIM]),
    ("claim_reject", "Find the attribution of a proposed claim wrong.", &[CLAIM, MAY_WHY]),
    (
        "finding_add",
        "State something as the desk, against or for a claim, in the caller's name.",
        &[
            needs("statement", "What is found.", Holds::Text),
            may("refutes", "The claim it refutes. Either this or `confirms`.", Holds::Text),
            may("confirms", "The claim it confirms.", Holds::Text),
            needs("evidence", "What it rests on: addresses, titles of documents.", Holds::Lines),
            FOR_READER,
        ],
    ),
    (
        "link_add",
        "Draw a link between two claims, in the caller's name.",
        &[
            needs("from", "The claim that denies, confirms, rests on.", Holds::Text),
            needs("relation", "The type.", Holds::OneOf(relations)),
            needs("to", "The claim it is about.", Holds::Text),
            FOR_READER,
            may("weight", "Weight in per cent; 100 otherwise.", Holds::Number(255)),
        ],
    ),
    ("link_withdraw", "Withdraw a link: our mistake.", &[LINK, WHY]),
    ("link_check", "Find a proposed link right.", &[LINK]),
    ("link_reject", "Find a proposed link wrong.", &[LINK, MAY_WHY]),
    (
        "actor_add",
        "Make an actor known.",
        &[
            needs("name", "The neutral display name.", Holds::Text),
            needs("kind", "What it is.", Holds::OneOf(kinds)),
        ],
    ),
    (
        "actor_alias",
        "Give an actor another name.",
        &[ACTOR, needs("alias", "The other name.", Holds::Text)],
    ),
    (
        "actor_speaks_for",
        "Record that an actor speaks for another.",
        &[
            ACTOR,
            needs("principal", "For whom: name, alias or id.", Holds::Text),
            may("role", "In which capacity.", Holds::Text),
            may("from", "From when.", Holds::Time),
            may("until", "Until when (exclusive).", Holds::Time),
        ],
    ),
    (
        "actor_align",
        "Record that two actors count as one group for corroboration.",
        &[ACTOR, needs("with", "The other.", Holds::Text), FOR_READER],
    ),
    (
        "actor_merge",
        "Record that two actors are one.",
        &[ACTOR, needs("into", "The one it is.", Holds::Text), WHY],
    ),
    ("actor_split", "Undo a merge.", &[ACTOR, WHY]),
    (
        "source_rate",
        "Rate a source.",
        &[
            needs("source", "The source: name or id.", Holds::Text),
            needs("rating", "A letter, or none.", Holds::OneOf(ratings)),
            FOR_READER,
        ],
    ),
    (
        "source_owner",
        "Record who owns a source.",
        &[
            needs("source", "The source: name or id.", Holds::Text),
            needs("owner", "The owner: name, alias or id of an actor.", Holds::Text),
            may("state", "The state it is owned by, if any.", Holds::Text),
        ],
    ),
    ("matter_add", "Open a matter.", &[SLUG, needs("title", "Its title.", Holds::Text)]),
    ("matter_assign", "Put claims under a matter.", &[SLUG, CLAIMS]),
    ("matter_unassign", "Take claims out of a matter.", &[SLUG, CLAIMS]),
    (
        "matter_merge",
        "Record that two matters are one.",
        &[SLUG, needs("into", "The slug of the one it is.", Holds::Text)],
    ),
    (
        "matter_split",
        "Move claims of one matter to a new one.",
        &[
            SLUG,
            needs("new", "The new slug.", Holds::Text),
            needs("title", "Title of the new matter.", Holds::Text),
            CLAIMS,
        ],
    ),
    (
        "review_add",
        "Rate a claim on a named scale, in the caller's name.",
        &[
            CLAIM,
            needs("scale", "Name of the scale.", Holds::Text),
            needs("rating", "The rating, in the scale's words.", Holds::Text),
            may("reason", "Why, for the reader.", Holds::Text),
        ],
    ),
    (
        "note_add",
        "Remark on a claim, in the caller's name.",
        &[CLAIM, needs("text", "The remark.", Holds::Text)],
    ),
    (
        "comment_add",
        "Record that the desk asked for comment on a claim, and when the reply came.",
        &[
            CLAIM,
            needs("asked", "When the desk asked.", Holds::Time),
            may("replied", "When the reply came.", Holds::Time),
        ],
    ),
    (
        "queue_decide",
        "Decide on proposals, one or many. `as_of` (or a revision) says up to where the queue was \
      seen; what changed since is not decided on.",
        &[
            may(
                "check",
                "Claims and links to be found right: ids, or `all` that `where` asks for.",
                Holds::Words,
            ),
            may("reject", "Claims and links to be found wrong: ids, or `all`.", Holds::Words),
            MAY_WHY,
            may(
                "post",
                "The number of the post that the queue was asked for.",
                Holds::Number(u32::MAX as u64),
            ),
            may("where", "The query that the queue was asked for.", Holds::Text),
            may("as_of", "Up to where the queue that was seen reached.", Holds::AsOf),
            may("public_by", "Only what was published no later was seen.", Holds::Time),
        ],
    ),
    (
        "queue_amend",
        "Set fields of a proposal right before it is decided on.",
        &[CLAIM, SET, MAY_WHY],
    ),
];

fn kinds() -> Vec<&'static str> {
    ActorKind::ALL.map(ActorKind::name).to_vec()
}

fn modalities() -> Vec<&'static str> {
    Modality::ALL.map(Modality::name).to_vec()
}

fn relations() -> Vec<&'static str> {
    Relation::ALL.map(Relation::name).to_vec()
}

fn ratings() -> Vec<&'static str> {
    Reliability::ALL.map(Reliability::name).into_iter().chain(["none"]).collect()
}

impl Field {
    fn schema(&self) -> Value {
        let texts = json!({ "type": "array", "items": { "type": "string" } });
        let mut schema = match self.holds {
            Holds::Text => json!({ "type": self.or_null("string") }),
            Holds::Time => {
                json!({ "type": self.or_null("string"), "examples": ["2031-06-14T10:00:00Z", "2031-06-14"] })
            }
            Holds::Words | Holds::Lines => {
                json!({ "anyOf": [texts, { "type": self.or_null("string") }] })
            }
            Holds::Settings => json!({ "anyOf": [
                texts,
                { "type": "string" },
                { "type": "object", "additionalProperties": { "type": ["string", "null"] } },
            ] }),
            Holds::Number(most) => json!({ "anyOf": [
                { "type": "integer", "minimum": 0, "maximum": most },
                { "type": ["string", "null"] },
            ] }),
            Holds::AsOf => json!({ "anyOf": [
                { "type": "integer", "minimum": 0 },
                { "type": ["string", "null"] },
            ] }),
            Holds::OneOf(names) => json!({ "type": "string", "enum": names() }),
        };
        schema["description"] = self.means.into();
        schema
    }

    /// A field that may be left out may be null as well.
    fn or_null(&self, kind: &str) -> Value {
        if self.is_needed { json!(kind) } else { json!([kind, "null"]) }
    }
}

/// Returns the schema of every change, by name.
pub(super) fn each() -> Map<String, Value> {
    let schema = |(name, means, fields): &Described| {
        let mut properties = Map::new();
        properties.insert("change".to_owned(), json!({ "const": name }));
        properties.insert(
            "revision".to_owned(),
            json!({
                "description": "The revision seen of what is changed, as `If-Match` says it; or *.",
                "type": ["integer", "string", "null"], "minimum": 0,
            }),
        );
        let own = fields.iter().map(|field| (field.name.to_owned(), field.schema()));
        properties.extend(own);
        let needed = fields.iter().filter(|field| field.is_needed).map(|field| field.name);
        let required: Vec<&str> = ["change"].into_iter().chain(needed).collect();
        let schema = json!({
            "type": "object", "description": means, "properties": properties, "required": required,
            "additionalProperties": false,
        });
        ((*name).to_owned(), schema)
    };
    CHANGES.iter().map(schema).collect()
}

/// Returns every change with what it does and its fields, those that may be left out in brackets.
pub(crate) fn changes_told() -> Vec<(&'static str, &'static str, Vec<String>)> {
    let told = |field: &Field| match field.is_needed {
        true => field.name.to_owned(),
        false => format!("[{}]", field.name),
    };
    let one =
        |(name, means, fields): &Described| (*name, *means, fields.iter().map(told).collect());
    CHANGES.iter().map(one).collect()
}

/// Returns the schema of the body of `POST /changes` as JSON.
pub(crate) fn changes() -> Value {
    json!({ "anyOf": [
        { "$ref": "#/components/schemas/Change" },
        {
            "type": "object",
            "properties": { "changes": {
                "type": "array", "minItems": 1, "maxItems": 256,
                "items": { "$ref": "#/components/schemas/Change" },
            } },
            "required": ["changes"],
            "additionalProperties": false,
        },
    ] })
}

/// Returns the schema of the same as a form.
pub(super) fn form() -> Value {
    json!({
        "type": "object",
        "properties": {
            "change": { "type": "string", "enum": Change::NAMES },
            "revision": { "type": "string", "description": "The revision seen, or *." },
            "back": { "type": "string", "description": "A path of this server to go on to." },
        },
        "required": ["change"],
        "additionalProperties": { "type": "string" },
        "description": "The fields of the change as text. A field given several times is a list; `set.role` \
                        is the field `role` of `set`.",
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use counterclaim_desk::Change;
    use serde_json::{Value, json};

    use super::{CHANGES, Field, Holds};

    fn refusal(body: &Value) -> Option<String> {
        Change::from_value(body.clone()).err().map(|error| error.to_string())
    }

    /// Returns the names between backticks.
    fn ticked(text: &str) -> Vec<String> {
        text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
    }

    fn sample(field: &Field) -> Value {
        match field.holds {
            Holds::Text => json!("x"),
            Holds::Time => json!("2031-06-14"),
            Holds::Words | Holds::Lines => json!(["x"]),
            Holds::Settings => json!({ "role": "x" }),
            Holds::Number(_) => json!(1),
            Holds::AsOf => json!(3),
            Holds::OneOf(names) => json!(names()[0]),
        }
    }

    #[test]
    fn every_change_is_described_with_all_its_fields() {
        let names: Vec<&str> = CHANGES.iter().map(|(name, ..)| *name).collect();
        assert_eq!(names, Change::NAMES);
        for (name, _, fields) in CHANGES {
            let mut all = json!({ "change": name });
            for field in *fields {
                all[field.name] = sample(field);
            }
            assert_eq!(refusal(&all), None, "{name} with everything described");
            all["?"] = json!(1);
            let told = refusal(&all).expect("nobody knows this field");
            let (_, known) = told.split_once("expected").expect("it says what is known");
            let known: BTreeSet<String> = ticked(known).into_iter().collect();
            let own: BTreeSet<String> = fields.iter().map(|field| field.name.to_owned()).collect();
            assert_eq!(known, own, "fields of {name}");
            for field in *fields {
                all.as_object_mut().expect("an object").remove("?");
                let mut without = all.clone();
                without.as_object_mut().expect("an object").remove(field.name);
                assert_eq!(refusal(&without).is_some(), field.is_needed, "{name}.{}", field.name);
            }
        }
    }
}
