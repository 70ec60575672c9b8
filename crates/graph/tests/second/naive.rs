//! Standing by the letter of research/graph.md A.3, A.4 and D: sets of names, fixpoints by repetition.

use std::collections::{BTreeMap, BTreeSet};

use counterclaim_graph::{Dispute, Kind, Label, NamedEdge, NamedStatement, Support};

pub(crate) type Names = BTreeSet<String>;

/// The compiled and labelled graph.
pub(crate) struct Naive<'g> {
    pub(crate) statements: BTreeMap<&'g str, &'g NamedStatement>,
    pub(crate) edges: Vec<&'g NamedEdge>,
    pub(crate) live: Names,
    pub(crate) attacks: BTreeSet<(String, String)>,
    pub(crate) labels: BTreeMap<String, Label>,
}

impl<'g> Naive<'g> {
    pub(crate) fn new(statements: &'g [NamedStatement], edges: &'g [NamedEdge]) -> Self {
        let live: Names =
            statements.iter().filter(|s| !s.retracted).map(|s| s.id.clone()).collect();
        let is_live =
            |e: &&NamedEdge| !e.withdrawn && live.contains(&e.from) && live.contains(&e.to);
        let edges: Vec<&NamedEdge> = edges.iter().filter(is_live).collect();
        let by_name = statements.iter().map(|s| (s.id.as_str(), s)).collect();
        let (attacks, labels) = (BTreeSet::new(), BTreeMap::new());
        let mut naive = Self { statements: by_name, edges, live, attacks, labels };
        naive.compile();
        naive.labels = naive.grounded();
        naive
    }

    /// Edges of a kind that count: not a loop, and not too light.
    pub(crate) fn counted(&self, kind: Kind) -> impl Iterator<Item = &'g NamedEdge> {
        let edges = self.edges.iter().copied();
        edges.filter(move |e| e.kind == kind && e.from != e.to && e.weight >= 0.5)
    }

    fn compile(&mut self) {
        let mut attacks = BTreeSet::new();
        for (a, b) in pairs(&self.live) {
            let between = |e: &&NamedEdge| (e.from == a && e.to == b) || (e.from == b && e.to == a);
            let refutes: Vec<&NamedEdge> = self.counted(Kind::Refute).filter(between).collect();
            let adjudicated: Vec<_> =
                refutes.iter().filter(|e| e.by_analyst && e.weight >= 0.75).collect();
            let rank = |name: &str| self.statements[name].rank;
            if !adjudicated.is_empty() {
                attacks.extend(adjudicated.iter().map(|e| (e.from.clone(), e.to.clone())));
            } else if !refutes.is_empty() {
                if rank(&a) >= rank(&b) {
                    attacks.insert((a.clone(), b.clone()));
                }
                if rank(&b) >= rank(&a) {
                    attacks.insert((b, a));
                }
            }
        }
        for relay in &self.live {
            let parents = self.parents(relay);
            if parents.is_empty() {
                continue;
            }
            attacks.insert((format!("~{relay}"), relay.clone()));
            let live = parents.iter().filter(|parent| self.live.contains(*parent));
            attacks.extend(live.map(|parent| (parent.clone(), format!("~{relay}"))));
        }
        self.attacks = attacks;
    }

    /// The statement, with those it is in a ring of citations with.
    pub(crate) fn ring(&self, statement: &str) -> Names {
        let together = |other: &&str| {
            let there = self.ancestors(statement).contains(*other);
            let back = self.ancestors(other).contains(statement);
            **other == *statement || (there && back)
        };
        self.statements.keys().copied().filter(|other| together(other)).map(str::to_owned).collect()
    }

    /// Everything it rests on, directly or through others.
    fn ancestors(&self, statement: &str) -> Names {
        let mut found = Names::new();
        let mut open = vec![statement.to_owned()];
        while let Some(next) = open.pop() {
            for parent in &self.statements[next.as_str()].rests_on {
                if found.insert(parent.clone()) {
                    open.push(parent.clone());
                }
            }
        }
        found
    }

    /// What it, or the ring it is in, rests on.
    pub(crate) fn parents(&self, statement: &str) -> Names {
        let ring = self.ring(statement);
        let all = ring.iter().flat_map(|member| self.statements[member.as_str()].rests_on.clone());
        all.filter(|parent| !ring.contains(parent)).collect()
    }

    pub(crate) fn nodes(&self) -> Names {
        let auxiliary = |s: &&String| !self.parents(s).is_empty();
        let auxiliaries = self.live.iter().filter(auxiliary).map(|s| format!("~{s}"));
        self.live.iter().cloned().chain(auxiliaries).collect()
    }

    pub(crate) fn attackers(&self, node: &str) -> Names {
        let towards = self.attacks.iter().filter(|(_, to)| to == node);
        towards.map(|(from, _)| from.clone()).collect()
    }

    /// The least set that holds everything it defends, by repetition.
    fn grounded(&self) -> BTreeMap<String, Label> {
        let nodes = self.nodes();
        let mut stands = Names::new();
        loop {
            let beaten = |node: &String| self.attackers(node).iter().any(|a| stands.contains(a));
            let defended = |node: &&String| self.attackers(node).iter().all(beaten);
            let next: Names = nodes.iter().filter(defended).cloned().collect();
            if next == stands {
                let label = |node: &String| match (stands.contains(node), beaten(node)) {
                    (true, _) => Label::In,
                    (false, true) => Label::Out,
                    (false, false) => Label::Undecided,
                };
                return nodes.iter().map(|node| (node.clone(), label(node))).collect();
            }
            stands = next;
        }
    }

    pub(crate) fn carries(&self, statement: &str) -> bool {
        self.labels.get(statement).is_some_and(|label| *label != Label::Out)
    }

    /// Those that confirm or refute it, count, and are not out.
    pub(crate) fn speaking(&self, kind: Kind, target: &str) -> Names {
        let from = self.counted(kind).filter(|e| e.to == target).map(|e| e.from.clone());
        from.filter(|from| self.carries(from)).collect()
    }

    pub(crate) fn dispute(&self, statement: &str) -> Dispute {
        let objectors: Vec<String> =
            self.attackers(statement).into_iter().filter(|a| !a.starts_with('~')).collect();
        let any_in = objectors.iter().any(|o| self.labels[o] == Label::In);
        match self.labels.get(statement) {
            None => Dispute::Retracted,
            Some(Label::Out) if any_in => Dispute::Refuted,
            Some(Label::Out) => Dispute::OriginFallen,
            Some(Label::Undecided) => Dispute::Contested,
            Some(Label::In) if objectors.is_empty() => Dispute::Uncontested,
            Some(Label::In) => Dispute::Upheld,
        }
    }

    pub(crate) fn support(&self, statement: &str, lines: usize) -> Support {
        let is_confirmed = !self.speaking(Kind::Confirm, statement).is_empty();
        match lines {
            _ if !self.live.contains(statement) => Support::Uncorroborated,
            2.. => Support::Corroborated,
            0 if self.labels[statement] == Label::In => Support::Unsourced,
            1 if is_confirmed => Support::Echoed,
            _ => Support::Uncorroborated,
        }
    }

    /// Flags in their printed form.
    pub(crate) fn flags(&self) -> BTreeSet<String> {
        let mut flags = BTreeSet::new();
        for edge in self.edges.iter().filter(|e| e.kind == Kind::Refute && e.from == e.to) {
            flags.insert(format!("self_refute:{}", edge.from));
        }
        let party = |name: &str| &self.statements[name].party;
        for edge in self.counted(Kind::Refute).filter(|e| party(&e.from) == party(&e.to)) {
            flags.insert(format!("self_contradiction:{}->{}", edge.from, edge.to));
        }
        let list = |ring: &Names| ring.iter().cloned().collect::<Vec<_>>().join(",");
        let rings = self.statements.keys().map(|s| self.ring(s)).filter(|ring| ring.len() > 1);
        flags.extend(rings.map(|ring| format!("citation_ring:{}", list(&ring))));
        let confirms =
            self.counted(Kind::Confirm).map(|e| (e.from.clone(), e.to.clone())).collect();
        let loops = circles(&confirms).into_iter();
        flags.extend(loops.map(|ring| format!("confirmation_loop:{}", list(&ring))));
        flags
    }

    /// Every preferred reading, by trying every set of nodes.
    pub(crate) fn preferred(&self) -> BTreeSet<Names> {
        let nodes: Vec<String> = self.nodes().into_iter().collect();
        let sets = (0_u32..1 << nodes.len()).map(|bits| -> Names {
            let chosen = nodes.iter().enumerate().filter(|(n, _)| bits & (1 << n) != 0);
            chosen.map(|(_, node)| node.clone()).collect()
        });
        let is_admissible = |set: &Names| {
            let beaten = |node: &String| self.attackers(node).iter().any(|a| set.contains(a));
            set.iter().all(|node| !beaten(node) && self.attackers(node).iter().all(beaten))
        };
        let admissible: Vec<Names> = sets.filter(is_admissible).collect();
        let is_largest =
            |set: &&Names| !admissible.iter().any(|o| o.len() > set.len() && o.is_superset(set));
        admissible.iter().filter(is_largest).cloned().collect()
    }
}

/// Groups of nodes that lead to each other, of more than one member.
pub(crate) fn circles(arrows: &BTreeSet<(String, String)>) -> BTreeSet<Names> {
    let mut reach = arrows.clone();
    loop {
        let further: Vec<(String, String)> = reach
            .iter()
            .flat_map(|(a, b)| {
                let next = arrows.iter().filter(move |(from, _)| from == b);
                next.map(move |(_, to)| (a.clone(), to.clone()))
            })
            .collect();
        let before = reach.len();
        reach.extend(further);
        if reach.len() == before {
            break;
        }
    }
    let both = |a: &String, b: &String| {
        reach.contains(&(a.clone(), b.clone())) && reach.contains(&(b.clone(), a.clone()))
    };
    let nodes: Names = reach.iter().map(|(from, _)| from.clone()).collect();
    let group = |node: &String| -> Names {
        nodes.iter().filter(|other| *other == node || both(node, other)).cloned().collect()
    };
    nodes.iter().map(group).filter(|group| group.len() > 1).collect()
}

fn pairs(names: &Names) -> Vec<(String, String)> {
    let pairs = names.iter().flat_map(|a| names.iter().map(move |b| (a.clone(), b.clone())));
    pairs.filter(|(a, b)| a < b).collect()
}
