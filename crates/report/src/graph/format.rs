//! The formats a claims graph can leave in: each knows its name, and is found back from it.

use std::fmt;
use std::str::FromStr;

/// A format of the claims graph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum GraphFormat {
    /// Graphviz.
    #[default]
    Dot,
    /// GraphML: networkx, igraph, yEd.
    Graphml,
    /// GEXF 1.3 with dates: Gephi.
    Gexf,
    /// Cytoscape JSON.
    Cytoscape,
    /// The compiled graph of objections as a trivial graph file, for argumentation solvers.
    Tgf,
    /// The same in the ASPARTIX notation.
    Apx,
    /// Argdown.
    Argdown,
    /// RDF with schema.org, PROV and CiTO.
    Turtle,
    /// A drawing that needs no other program.
    Svg,
    /// The answer itself.
    Json,
}

impl GraphFormat {
    /// Every format.
    pub const ALL: [GraphFormat; 10] = [
        Self::Dot,
        Self::Graphml,
        Self::Gexf,
        Self::Cytoscape,
        Self::Tgf,
        Self::Apx,
        Self::Argdown,
        Self::Turtle,
        Self::Svg,
        Self::Json,
    ];

    /// Returns the name, as given to `--format`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dot => "dot",
            Self::Graphml => "graphml",
            Self::Gexf => "gexf",
            Self::Cytoscape => "cytoscape",
            Self::Tgf => "tgf",
            Self::Apx => "apx",
            Self::Argdown => "argdown",
            Self::Turtle => "turtle",
            Self::Svg => "svg",
            Self::Json => "json",
        }
    }

    /// Returns whether it holds the compiled graph of objections, whose nodes need a name map.
    pub fn is_for_solvers(self) -> bool {
        matches!(self, Self::Tgf | Self::Apx)
    }
}

impl fmt::Display for GraphFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for GraphFormat {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|format| format.name() == name).ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.iter().map(|format| format.name()).collect();
            format!("{name:?} is not a format of the graph ({})", names.join(", "))
        })
    }
}
