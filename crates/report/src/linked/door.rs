//! The doors: chosen claims with links and ratings as JSON-LD or Turtle, written as they are read.

use std::collections::BTreeSet;
use std::io::{self, Write};

use counterclaim_desk::answers::{Asked, ClaimRow, LinkCard};
use counterclaim_desk::{ClaimId, Desk, Every, Question, Relation, Zone};

use super::iri::Base;
use super::jsonld::{self, Dress};
use super::node::{Node, Term};
use super::{claim, relation, review, statements};
use crate::answer::clocks;
use crate::export::json::Json;

/// What is written as linked data.
pub struct Linked<'d> {
    /// The desk that is asked for links.
    pub desk: &'d Desk,
    /// The claims; links are those between them.
    pub every: &'d Every<'d>,
    /// On which clocks.
    pub question: Question,
    /// What names begin with.
    pub base: &'d Base,
}

/// What the whole is called.
const WHOLE: &str = "export";

/// What says that something is a draft.
const STATUS: &str = "schema:creativeWorkStatus";

/// Which nodes are written where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Claims and ratings, in terms of schema.org alone.
    Plain,
    /// What is known of claims beyond that.
    Relations,
    /// Ratings alone.
    Reviews,
}

impl Part {
    /// Returns the nodes of a claim; of a draft, the claim says what it is part of.
    fn nodes(self, row: &ClaimRow<'_>, base: &Base, draft: Option<&str>) -> Vec<Node> {
        let reviews = || row.reviews.iter().map(|review| review::node(row, review, base));
        match self {
            Self::Plain => {
                let mut claim = claim::plain(row, base);
                if draft.is_some() {
                    claim.says("schema:isPartOf", Term::Iri(base.only(WHOLE)));
                }
                std::iter::once(claim).chain(reviews()).collect()
            }
            Self::Relations => claim::relations(row, base),
            Self::Reviews => reviews().collect(),
        }
    }
}

/// Writes a JSON-LD document of two graphs: claims and ratings in the context of schema.org, and a graph
/// named apart with their relations in CiTO, PROV and Web Annotation.
///
/// # Errors
/// If `out` fails.
pub fn json_ld(linked: &Linked<'_>, out: &mut dyn Write) -> io::Result<usize> {
    json_ld_of(linked, None, out)
}

/// Writes a JSON-LD document; where it is a draft, each of its graphs says so.
pub(crate) fn json_ld_of(
    linked: &Linked<'_>,
    draft: Option<&str>,
    out: &mut dyn Write,
) -> io::Result<usize> {
    let mut json = Json::default();
    json.out.extend_from_slice(b"[\n{");
    json.key("@context");
    json.text(jsonld::PLAIN);
    json.key("@graph");
    json.out.extend_from_slice(b"[\n");
    out.write_all(&json.out)?;
    let mut commas = Commas::default();
    if let Some(draft) = draft {
        let mut whole = Node::named(linked.base.only(WHOLE), &["schema:Dataset"]);
        whole.text(STATUS, draft);
        commas.write(&item(&whole, Dress::Plain), out)?;
    }
    array(linked, Part::Plain, Dress::Plain, draft, &mut commas, out)?;
    json.clear();
    json.out.extend_from_slice(b"\n]},\n{");
    jsonld::context(&mut json);
    json.key("@id");
    json.text(&linked.base.only("relations"));
    json.key("@graph");
    json.out.extend_from_slice(b"[\n");
    out.write_all(&json.out)?;
    let mut commas = Commas::default();
    commas.write(&item(&linked.head(draft), Dress::Prefixed), out)?;
    array(linked, Part::Relations, Dress::Prefixed, draft, &mut commas, out)?;
    linked.each_link(|link, predicate| {
        let nodes = relation::nodes(link, predicate, linked.base);
        nodes.iter().try_for_each(|node| commas.write(&item(node, Dress::Prefixed), out))
    })?;
    out.write_all(b"\n]}\n]\n")?;
    Ok(linked.every.len())
}

/// Writes the same as Turtle, in one graph.
///
/// # Errors
/// If `out` fails.
pub fn turtle(linked: &Linked<'_>, out: &mut dyn Write) -> io::Result<usize> {
    turtle_of(linked, None, out)
}

/// Writes Turtle; where it is a draft, the graph says so.
pub(crate) fn turtle_of(
    linked: &Linked<'_>,
    draft: Option<&str>,
    out: &mut dyn Write,
) -> io::Result<usize> {
    let mut text = statements::head();
    statements::statement(&mut text, &linked.head(draft));
    out.write_all(text.as_bytes())?;
    linked.every.in_pieces(
        |piece| {
            let mut text = String::new();
            let _ = piece.each(|row| {
                for part in [Part::Plain, Part::Relations] {
                    let nodes = part.nodes(row, linked.base, draft);
                    nodes.iter().for_each(|node| statements::statement(&mut text, node));
                }
                Ok::<(), std::convert::Infallible>(())
            });
            text
        },
        |text| out.write_all(text.as_bytes()),
    )?;
    linked.each_link(|link, predicate| {
        let mut text = String::new();
        let nodes = relation::nodes(link, predicate, linked.base);
        nodes.iter().for_each(|node| statements::statement(&mut text, node));
        out.write_all(text.as_bytes())
    })?;
    Ok(linked.every.len())
}

/// Writes the ratings of claims as `ClaimReview`s, each with its own context: one a line, or an array.
///
/// # Errors
/// If `out` fails.
pub fn claim_reviews(
    every: &Every<'_>,
    base: &Base,
    as_array: bool,
    out: &mut dyn Write,
) -> io::Result<usize> {
    let mut many = 0;
    every.each(|row| {
        for node in Part::Reviews.nodes(row, base, None) {
            let before = match (as_array, many) {
                (false, _) => "",
                (true, 0) => "[\n",
                (true, _) => ",\n",
            };
            many += 1;
            let mut json = Json::default();
            json.object(|json| {
                json.key("@context");
                json.text(jsonld::PLAIN);
                jsonld::inside(json, &node, Dress::Plain);
            });
            out.write_all(before.as_bytes())?;
            out.write_all(&json.out)?;
            out.write_all(if as_array { b"" } else { b"\n" })?;
        }
        Ok::<(), io::Error>(())
    })?;
    out.write_all(match (as_array, many) {
        (false, _) => b"",
        (true, 0) => b"[]\n",
        (true, _) => b"\n]\n",
    })?;
    Ok(many)
}

impl Linked<'_> {
    /// Returns what the whole rests on: clocks, what counts, what was computed with what.
    fn head(&self, draft: Option<&str>) -> Node {
        let asked: Asked = self.desk.asked(self.question);
        let mut node = Node::named(self.base.only(WHOLE), &["schema:Dataset", "prov:Entity"]);
        node.any_text(STATUS, draft);
        node.text("schema:description", &clocks(&asked, Zone::default()));
        node.says("cc:asOf", Term::Whole(asked.as_of.0));
        if let Some(at) = asked.recorded_at {
            node.says("prov:generatedAtTime", Term::Instant(at));
        }
        if let Some(at) = asked.public_by {
            node.says("cc:publicBy", Term::Instant(at));
        }
        node.text("cc:count", if asked.counts_unchecked { "all" } else { "checked" });
        node
    }

    /// Hands every link between the claims on, with its predicate.
    fn each_link(
        &self,
        mut each: impl FnMut(&LinkCard, &'static str) -> io::Result<()>,
    ) -> io::Result<()> {
        let chosen = self.every.ids();
        let is_finding = |claim: &ClaimId| {
            let found = chosen.binary_search_by_key(claim, |(id, _)| *id);
            found.ok().and_then(|at| chosen.get(at)).map(|(_, is_finding)| *is_finding)
        };
        let mut derived = BTreeSet::new();
        self.desk.every_link(self.question, |link| {
            if link.relation == Relation::RestsOn {
                derived.insert(link.from);
            }
            Ok::<(), io::Error>(())
        })?;
        self.desk.every_link(self.question, |link| {
            let (Some(by_finding), Some(_)) = (is_finding(&link.from), is_finding(&link.to)) else {
                return Ok(());
            };
            let is_derived = derived.contains(&link.to);
            each(link, relation::predicate(link.relation, by_finding, is_derived))
        })
    }
}

fn item(node: &Node, dress: Dress) -> Vec<u8> {
    let mut json = Json::default();
    jsonld::node(&mut json, node, dress);
    json.out
}

fn array(
    linked: &Linked<'_>,
    part: Part,
    dress: Dress,
    draft: Option<&str>,
    commas: &mut Commas,
    out: &mut dyn Write,
) -> io::Result<()> {
    linked.every.in_pieces(
        |piece| {
            let mut json = Json::default();
            let _ = piece.each(|row| {
                for node in part.nodes(row, linked.base, draft) {
                    if !json.out.is_empty() {
                        json.out.extend_from_slice(b",\n");
                    }
                    json.over();
                    jsonld::node(&mut json, &node, dress);
                }
                Ok::<(), std::convert::Infallible>(())
            });
            json.out
        },
        |items| if items.is_empty() { Ok(()) } else { commas.write(&items, out) },
    )
}

/// Puts commas between items that come from several places.
#[derive(Default)]
struct Commas(bool);

impl Commas {
    fn write(&mut self, items: &[u8], out: &mut dyn Write) -> io::Result<()> {
        if std::mem::replace(&mut self.0, true) {
            out.write_all(b",\n")?;
        }
        out.write_all(items)
    }
}
