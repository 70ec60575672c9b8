//! The words of a standing, as help tells them.

/// A word in print with what it means.
#[derive(serde::Serialize)]
pub(super) struct Told {
    /// Its name in queries and data.
    pub(super) name: &'static str,
    /// How it reads in print.
    pub(super) print: &'static [&'static str],
    /// What it means.
    pub(super) means: &'static str,
}

/// The axis of dispute.
pub(super) const DISPUTE: &[Told] = &[
    Told {
        name: "uncontested",
        print: &["no objection on record", "demand, promise or hope on record"],
        means: "Nobody objects to it in what was read. Silence is no agreement: the answer may stand on a \
                page that was not read. A demand, promise or hope can be turned down, but not disputed.",
    },
    Told {
        name: "contested",
        print: &["disputed"],
        means: "Somebody denies it, or says what cannot hold beside it, and no finding settles that. A \
                denial is a statement like any other: what has only been denied is not disproved.",
    },
    Told {
        name: "refuted",
        print: &["refuted by finding of NAME"],
        means: "A named person recorded a finding with evidence that disproves it. Nothing else ever reads \
                as refuted, even if an outlet writes “debunked”.",
    },
    Told {
        name: "upheld",
        print: &["an objection was recorded and no longer stands"],
        means: "Somebody objected; the objection itself was disproved or taken back. It does not follow \
                that the statement is true.",
    },
    Told {
        name: "origin_fallen",
        print: &["rests on a fallen origin"],
        means: "All it rests on was disproved or taken back.",
    },
    Told {
        name: "retracted",
        print: &["taken back by the speaker"],
        means: "Whoever said it, or the outlet that carried it, took it back.",
    },
];

/// The axis of support.
pub(super) const SUPPORT: &[Told] = &[
    Told {
        name: "corroborated",
        print: &["reported from K independent origins"],
        means: "Lines that share no speaker, no source and no side lead to it: at least two.",
    },
    Told {
        name: "echoed",
        print: &[
            "one origin echoed N times",
            "confirmed only by its own side",
            "known only through its confirmation",
        ],
        means: "It looks confirmed, and is not: every report of it has it from one and the same origin, \
                from the speaker's own side, or from speakers without names who may be one.",
    },
    Told {
        name: "unsourced",
        print: &["reports cite only each other"],
        means: "It looks confirmed, and is not: the reports lead in a ring, and none of them to an origin.",
    },
    Told {
        name: "uncorroborated",
        print: &[],
        means: "Nothing confirms it in what was read. Most statements are so; no word is printed for it.",
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use counterclaim_desk::query::Key;

    use super::{DISPUTE, SUPPORT};

    #[test]
    fn help_tells_every_standing_that_can_be_asked_for() {
        let told: BTreeSet<&str> = DISPUTE.iter().chain(SUPPORT).map(|told| told.name).collect();
        assert_eq!(told, Key::Standing.values().iter().copied().collect());
    }
}
