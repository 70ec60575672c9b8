//! What may be proposed: a claim or a link, one a line, as JSON Schema. A test holds it against the fields
//! that are read.

use counterclaim_desk::{
    AboutRole, ActorKind, Attribution, Form, Grounds, Modality, Relation, Wording,
};
use serde_json::{Map, Value, json};

/// The kinds of lines that record something.
pub(crate) const KINDS: [&str; 2] = ["claim", "link"];

/// Returns the schema of a line.
pub(crate) fn line() -> Value {
    json!({ "anyOf": [claim(), link()] })
}

fn object(kind: &str, means: &str, fields: Vec<(&str, Value)>, needed: &[&str]) -> Value {
    let mut properties: Map<String, Value> =
        fields.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect();
    properties.insert("kind".to_owned(), json!({ "const": kind }));
    let needed: Vec<&str> = ["kind"].iter().chain(needed).copied().collect();
    json!({
        "type": "object",
        "description": means,
        "properties": properties,
        "required": needed,
        "additionalProperties": false,
    })
}

fn claim() -> Value {
    let fields = vec![
        ("id", text("A name for it within this batch, for links to name it by.")),
        (
            "text_sha256",
            text("The captured text that the words stand in: `text` of a wording of a post."),
        ),
        (
            "post",
            json!({
                "type": "integer", "minimum": 0,
                "description": "The number of the post on that page: `number` of the wording.",
            }),
        ),
        ("outlet", text("The outlet; needed only where several carry the same text.")),
        ("statement", text("What is said, self-contained, in words of one's own or the page's.")),
        (
            "quote",
            json!({
                "type": "array", "items": { "type": "string" }, "minItems": 1,
                "description": "The exact words, piece by piece, letter by letter as the captured text has them.",
            }),
        ),
        (
            "content_spans",
            spans(
                "Where each piece stands, in code points of the captured text; needed \
                                 only where its words are more than once in the post.",
            ),
        ),
        ("source_spans", spans("Where the phrase stands that names the speaker.")),
        ("cue_spans", spans("Where the verb stands that attributes the words.")),
        ("speaker", text("Who says it: a name known to the case, or a new one.")),
        ("speaker_kind", one_of("What a new speaker is.", &ActorKind::ALL.map(ActorKind::name))),
        ("role", text("The speaker's role in the page's words.")),
        ("party", text("For whom a speaker speaks that the case does not know yet.")),
        ("relayed_by", text("Who passed it on.")),
        ("venue", text("Medium or venue of the utterance.")),
        ("modality", one_of("What the speaker does with it.", &Modality::ALL.map(Modality::name))),
        ("form", one_of("How the page carries it.", &Form::ALL.map(Form::name))),
        (
            "wording",
            one_of(
                "Whose words the page gives: `speaker` only within quotation marks.",
                &Wording::ALL.map(Wording::name),
            ),
        ),
        ("language", text("Language of the words (en, de).")),
        (
            "translated",
            json!({ "type": "boolean", "description": "Whether they are a translation." }),
        ),
        (
            "attribution",
            one_of("How it is tied to its speaker.", &Attribution::ALL.map(Attribution::name)),
        ),
        ("grounds", one_of("How the speaker is said to know.", &Grounds::ALL.map(Grounds::name))),
        ("about", about()),
        ("asserted_at", text("When it was said (RFC 3339, or a date).")),
        (
            "matters",
            json!({
                "type": "array", "items": { "type": "string" },
                "description": "Slugs of the matters it belongs to.",
            }),
        ),
        ("confidence", confidence()),
        ("rule", text("The rule or tool that found it.")),
    ];
    let means = "A claim: words of a captured page, with who said them.";
    object("claim", means, fields, &["text_sha256", "post", "statement", "quote"])
}

fn link() -> Value {
    let relations = Relation::ALL.into_iter().filter(|one| *one != Relation::Refutes);
    let relations: Vec<&str> = relations.map(Relation::name).collect();
    let fields = vec![
        (
            "from",
            text("The claim that denies, confirms, rests on: `id` of this batch, or of the case."),
        ),
        ("to", text("The claim it is about.")),
        ("relation", one_of("The type.", &relations)),
        (
            "basis",
            one_of("Whether the page itself says so, or it follows.", &["stated", "inferred"]),
        ),
        ("cue", text("The verb in the page's words, where the page itself says so.")),
        ("reason", text("Why the two are linked, for whoever checks it.")),
        ("confidence", confidence()),
        ("rule", text("The rule or tool that found it.")),
    ];
    object("link", "A link between two claims.", fields, &["from", "to", "relation", "reason"])
}

fn text(means: &str) -> Value {
    json!({ "type": "string", "description": means })
}

fn one_of(means: &str, names: &[&str]) -> Value {
    json!({ "type": "string", "enum": names, "description": means })
}

fn spans(means: &str) -> Value {
    let place = json!({
        "type": "array", "items": { "type": "integer", "minimum": 0 }, "minItems": 2, "maxItems": 2,
    });
    json!({ "type": "array", "items": place, "description": means })
}

fn about() -> Value {
    let fields = json!({
        "actor": { "type": "string" },
        "role": { "type": "string", "enum": AboutRole::ALL.map(AboutRole::name) },
    });
    json!({
        "type": "array",
        "description": "Whom it is about.",
        "items": { "type": "object", "properties": fields, "required": ["actor", "role"] },
    })
}

fn confidence() -> Value {
    json!({
        "type": "number", "minimum": 0, "maximum": 1,
        "description": "How sure the proposer is; it is never a weight.",
    })
}

#[cfg(test)]
mod tests {
    use counterclaim_desk::answers::{ClaimLine, LinkLine};
    use serde_json::{Value, json};

    use super::line;

    fn names(object: &Value) -> Vec<String> {
        object.as_object().expect("an object").keys().cloned().collect()
    }

    #[test]
    fn every_field_that_is_described_is_read() {
        let described = line();
        let claim = serde_json::to_value(ClaimLine::default()).expect("it has a JSON form");
        let link = json!({
            "page": 0, "from": "a", "to": "b", "relation": "denies", "basis": "stated",
            "confidence": 0.5, "rule": "r",
        });
        let link: LinkLine = serde_json::from_value(link).expect("it is a link");
        let link = serde_json::to_value(link).expect("it has a JSON form");
        for (number, read) in [claim, link].iter().enumerate() {
            let read = names(read);
            for name in names(&described["anyOf"][number]["properties"]) {
                assert!(name == "kind" || read.contains(&name), "{name} is not read");
            }
        }
    }
}
