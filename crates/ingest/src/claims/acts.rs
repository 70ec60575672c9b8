//! What a cue does: the verb's dictionary form decides between saying, denying, accusing, asking.
//! `modality` and `implied` start from here.

/// The act that a cue reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Says, adds, according to.
    Say,
    /// Denies, refutes, dismisses.
    Deny,
    /// Condemns, slams, denounces.
    Condemn,
    /// Confirms, verifies.
    Confirm,
    /// Accuses, alleges against somebody.
    Accuse,
    /// Urges, demands, calls for.
    Demand,
    /// Hopes, wishes.
    Hope,
    /// Promises, vows.
    Promise,
    /// Announces.
    Announce,
    /// Predicts, expects.
    Predict,
    /// Shares or shows pictures.
    Show,
    /// Expresses concern, regret, doubt.
    Worry,
}

const DENY: [&str; 18] = [
    "deny",
    "refute",
    "rebut",
    "reject",
    "dismiss",
    "repudiate",
    "disavow",
    "debunk",
    "dispute",
    "contradict",
    "contest",
    "disprove",
    "discredit",
    "rule",
    "rubbish",
    "disclaim",
    "brush",
    "decline",
];
const CONDEMN: [&str; 16] = [
    "slam",
    "denounce",
    "condemn",
    "criticise",
    "criticize",
    "blast",
    "decry",
    "deplore",
    "rebuke",
    "lambast",
    "lambaste",
    "castigate",
    "assail",
    "protest",
    "oppose",
    "object",
];
const CONFIRM: [&str; 7] =
    ["confirm", "verify", "corroborate", "affirm", "reaffirm", "certify", "attest"];
const ACCUSE: [&str; 5] = ["accuse", "blame", "charge", "implicate", "denigrate"];
const DEMAND: [&str; 20] = [
    "demand",
    "urge",
    "call",
    "press",
    "push",
    "request",
    "order",
    "instruct",
    "require",
    "appeal",
    "exhort",
    "implore",
    "beg",
    "plead",
    "encourage",
    "advise",
    "recommend",
    "propose",
    "dare",
    "invite",
];
const HOPE: [&str; 6] = ["hope", "wish", "express hope", "want", "prefer", "desire"];
const PROMISE: [&str; 8] =
    ["promise", "vow", "pledge", "swear", "guarantee", "undertake", "commit", "threaten"];
const ANNOUNCE: [&str; 6] = ["announce", "proclaim", "unveil", "declare", "plan", "intend"];
const PREDICT: [&str; 4] = ["predict", "forecast", "expect", "speculate"];
const SHOW: [&str; 7] = ["share", "publish", "release", "post", "show", "document", "demonstrate"];

/// Returns the act of a cue with this dictionary form.
pub(super) fn act(lemma: &str) -> Act {
    let first = lemma.split(' ').next().unwrap_or(lemma);
    let in_favour =
        lemma.contains("favour of") || lemma.contains("favor of") || lemma == "advocate";
    match lemma {
        "call off" | "rule" => return Act::Announce,
        _ if lemma.starts_with("express hope") || lemma.starts_with("express optimism") => {
            return Act::Hope;
        }
        _ if in_favour || lemma == "insist on" => return Act::Demand,
        _ if first == "call"
            && !lemma.ends_with("for")
            && !lemma.ends_with("on")
            && lemma != "call"
            && !lemma.ends_with("upon") =>
        {
            return Act::Say;
        }
        _ => {}
    }
    let table: [(&[&str], Act); 10] = [
        (&DENY, Act::Deny),
        (&CONDEMN, Act::Condemn),
        (&CONFIRM, Act::Confirm),
        (&ACCUSE, Act::Accuse),
        (&DEMAND, Act::Demand),
        (&HOPE, Act::Hope),
        (&PROMISE, Act::Promise),
        (&ANNOUNCE, Act::Announce),
        (&PREDICT, Act::Predict),
        (&SHOW, Act::Show),
    ];
    let found = table.iter().find(|(words, _)| words.contains(&first)).map(|(_, act)| *act);
    found.unwrap_or(if matches!(first, "express" | "regret" | "doubt" | "fear" | "worry") {
        Act::Worry
    } else {
        Act::Say
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verb_with_its_particle_decides() {
        for (lemma, expected) in [
            ("say", Act::Say),
            ("refute", Act::Deny),
            ("denounce", Act::Condemn),
            ("call for", Act::Demand),
            ("call on", Act::Demand),
            ("express hope", Act::Hope),
            ("express concern", Act::Worry),
            ("according to", Act::Say),
            ("-", Act::Say),
        ] {
            assert_eq!(act(lemma), expected, "{lemma}");
        }
    }
}
