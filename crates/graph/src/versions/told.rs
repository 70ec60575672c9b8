//! What is told of competing versions. The same shape serves claims of a case and named statements.

/// Limits of the search for versions; part of every result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Caps {
    /// Most claims of one component, at most 64.
    pub claims: usize,
    /// Most versions of one component.
    pub versions: usize,
    /// Most steps of the search in one component.
    pub steps: usize,
}

impl Default for Caps {
    fn default() -> Self {
        Self { claims: 40, versions: 64, steps: 100_000 }
    }
}

/// Which limit a component exceeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Capped {
    /// It has too many claims.
    Claims,
    /// It has too many versions.
    Versions,
    /// The search would take too many steps.
    Steps,
}

/// The versions of a matter. They are told component by component: a whole account takes one version of
/// each, and their product is never listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versions<C, P> {
    /// Claims that conflict with none of the others; they go with every version.
    pub undisputed: Vec<C>,
    /// Claims that conflict, directly or through others; by first claim.
    pub components: Vec<Component<C, P>>,
    /// The limits that held.
    pub caps: Caps,
}

/// Claims tied together by conflicts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Component<C, P> {
    /// All of them.
    pub claims: Vec<C>,
    /// Those that stand in the grounded reading.
    pub standing: Vec<C>,
    /// The two camps, if every conflict is between one and the other.
    pub camps: Option<(Vec<C>, Vec<C>)>,
    /// The versions.
    pub told: Told<C, P>,
}

/// The versions of one component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told<C, P> {
    /// Every maximal set without a conflict, those with most lines first, then with most parties.
    Every(Vec<Version<C, P>>),
    /// There are too many to list. What is told instead, beside what stands and the two camps, is not
    /// exhaustive.
    TooMany {
        /// Which limit was exceeded.
        why: Capped,
        /// One version for each party; empty where there are two camps.
        stories: Vec<Story<C, P>>,
    },
}

/// Claims that can be told together; nothing of the component could be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version<C, P> {
    /// The claims.
    pub claims: Vec<C>,
    /// Independent lines behind them together.
    pub lines: usize,
    /// The parties that make them.
    pub parties: Vec<P>,
}

/// A party's own claims, with what of the others goes with them, best supported first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story<C, P> {
    /// The party.
    pub party: P,
    /// Its version. If it contradicts itself, the better supported of its claims are in.
    pub version: Version<C, P>,
}

impl<C: Ord, P> Versions<C, P> {
    /// Calls every claim by another name.
    pub(crate) fn named<D: Ord>(self, name: &impl Fn(C) -> D) -> Versions<D, P> {
        Versions {
            undisputed: list(self.undisputed, name),
            components: self.components.into_iter().map(|one| one.named(name)).collect(),
            caps: self.caps,
        }
    }
}

impl<C: Ord, P> Component<C, P> {
    fn named<D: Ord>(self, name: &impl Fn(C) -> D) -> Component<D, P> {
        let version = |version: Version<C, P>| Version {
            claims: list(version.claims, name),
            lines: version.lines,
            parties: version.parties,
        };
        Component {
            claims: list(self.claims, name),
            standing: list(self.standing, name),
            camps: self.camps.map(|(one, other)| (list(one, name), list(other, name))),
            told: match self.told {
                Told::Every(versions) => Told::Every(versions.into_iter().map(version).collect()),
                Told::TooMany { why, stories } => {
                    let story = |story: Story<C, P>| Story {
                        party: story.party,
                        version: version(story.version),
                    };
                    Told::TooMany { why, stories: stories.into_iter().map(story).collect() }
                }
            },
        }
    }
}

fn list<C, D: Ord>(claims: Vec<C>, name: &impl Fn(C) -> D) -> Vec<D> {
    let mut claims: Vec<D> = claims.into_iter().map(name).collect();
    claims.sort_unstable();
    claims
}
