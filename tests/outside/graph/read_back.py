"""Reads one case's graph back from every format that Python or Graphviz reads, and holds it against the
JSON answer. Called by run.sh:
    read_back.py BINARY CASE SHAPES
Leaves the formats in the case's folder, for read_back.mjs.
"""

import json
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as xml

import networkx
import pyshacl
import rdflib
from argumentation.core.dung import ArgumentationFramework, grounded_extension

BINARY, CASE, SHAPES = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
OUT = CASE / "read-back"
OUT.mkdir()
FORMATS = ["json", "graphml", "gexf", "dot", "cytoscape", "tgf", "apx", "argdown", "turtle", "svg"]
NOTES = {}


def export(format):
    done = subprocess.run(
        [BINARY, "graph", "--format", format, "--case", str(CASE)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    NOTES[format] = done.stderr
    # Bytes, not lines: line ends of statements must come through as they are.
    (OUT / format).write_bytes(done.stdout.encode())
    return done.stdout


for name in FORMATS:
    export(name)
graph = json.loads((OUT / "json").read_text())
claims = {node["card"]["id"]: node["card"] for node in graph["nodes"]}
links = {edge["link"]["id"]: edge["link"] for edge in graph["edges"]}
assert claims and links, CASE


def xml_text(text):
    """XML has no place for these; the export puts U+FFFD there."""
    return "".join("\ufffd" if c < " " and c not in "\t\n\r" else c for c in text)


def same_claim(id, found):
    card = claims[id]
    assert found["statement"] == xml_text(card["statement"]), (id, found["statement"])
    assert found["speaker"] == xml_text(card["speaker"]["name"]), id
    assert found["party"] == xml_text(card["party"]["name"]), id
    assert found["status"] == card["status"], id
    assert found.get("outlet") == card["outlet"], id
    standing = card["standing"]
    for key, value in [
        ("standing", standing["word"]), ("dispute", standing["dispute"]),
        ("support", standing["support"]), ("lines_for", standing["lines_for"]),
        ("lines_against", standing["lines_against"]),
    ]:
        assert found.get(key) == value, (id, key)
    assert found["sentence"] == xml_text(standing["sentence"]), id


def same_link(id, ends, found):
    link = links[id]
    assert ends == (link["from"], link["to"]), id
    assert found["relation"] == link["relation"] and found["basis"] == link["basis"], id
    assert found.get("reason", "") == xml_text(link["reason"]), id
    assert found["weight_percent"] == link["weight_percent"], id


def of_networkx(read, name):
    assert set(read.nodes) == set(claims), name
    for id, data in read.nodes(data=True):
        same_claim(id, data)
    edges = list(read.edges(data=True))
    assert {data["id"] for *_, data in edges} == set(links), name
    for left, right, data in edges:
        same_link(data["id"], (left, right), data)


def keyed(read):
    """networkx keeps the id of a parallel edge as its key."""
    if read.is_multigraph():
        for _, _, key, data in read.edges(keys=True, data=True):
            data.setdefault("id", key)
    return read


of_networkx(keyed(networkx.read_graphml(OUT / "graphml", force_multigraph=True)), "graphml")
gexf = keyed(networkx.read_gexf(OUT / "gexf", version="1.3"))
of_networkx(gexf, "gexf")
for id, data in gexf.nodes(data=True):
    day = (claims[id]["times"]["published"] or {"at": claims[id]["times"]["recorded"]})["at"][:10]
    assert data["start"] == day, (id, data)
space = {"g": "http://gexf.net/1.3"}
tree = xml.parse(OUT / "gexf")
assert tree.find("g:graph", space).get("mode") == "dynamic"
assert tree.find("g:graph", space).get("timeformat") == "date"
kinds = {edge.get("id"): edge.get("kind") for edge in tree.iterfind(".//g:edge", space)}
assert kinds == {id: link["relation"] for id, link in links.items()}

drawn = subprocess.run(["dot", "-Tsvg", OUT / "dot"], capture_output=True, text=True)
assert drawn.returncode == 0 and not drawn.stderr, drawn.stderr
drawn = xml.fromstring(drawn.stdout)
classes = [group.get("class") for group in drawn.iter("{http://www.w3.org/2000/svg}g")]
assert classes.count("node") == len(claims) and classes.count("edge") == len(links), classes
titles = {
    group.find("{http://www.w3.org/2000/svg}title").text
    for group in drawn.iter("{http://www.w3.org/2000/svg}g") if group.get("class") == "node"
}
assert titles == set(claims), titles ^ set(claims)

own = xml.parse(OUT / "svg").getroot()
svg = "{http://www.w3.org/2000/svg}"
assert own.find(f"{svg}title").text and own.find(f"{svg}desc").text
boxes = {group.get("id") for group in own.iter(f"{svg}g")}
assert {f"c-{id}" for id in claims} <= boxes

rdf = rdflib.Graph().parse(OUT / "turtle", format="turtle")
sdo, prov, cito = (
    rdflib.Namespace("https://schema.org/"), rdflib.Namespace("http://www.w3.org/ns/prov#"),
    rdflib.Namespace("http://purl.org/spar/cito/"),
)
urn = lambda id: rdflib.URIRef(f"urn:uuid:{id}")
assert set(rdf.subjects(rdflib.RDF.type, sdo.Claim)) == {urn(id) for id in claims}
for id, card in claims.items():
    assert str(rdf.value(urn(id), sdo.text)) == card["statement"], id
    speaker = rdf.value(urn(id), prov.wasAttributedTo)
    assert str(rdf.value(speaker, rdflib.RDFS.label)) == card["speaker"]["name"], id
assert set(rdf.subjects(rdflib.RDF.type, rdflib.RDF.Statement)) == {urn(id) for id in links}
PREDICATES = {
    "confirms": cito.confirms, "denies": cito.disputes, "contradicts": cito.disputes,
    "refutes": cito.refutes, "retracts": cito.retracts,
}
for id, link in links.items():
    ends = (urn(link["from"]), urn(link["to"]))
    if predicate := PREDICATES.get(link["relation"]):
        assert (ends[0], predicate, ends[1]) in rdf, id
        assert rdf.value(urn(id), rdflib.RDF.predicate) == predicate, id
    if link["relation"] == "rests_on":
        found = set(rdf.predicates(*ends))
        assert found & {prov.wasDerivedFrom, prov.hadPrimarySource}, id
conforms, _, report = pyshacl.validate(rdf, shacl_graph=SHAPES)
assert conforms, report
feeding = rdf.query(
    """PREFIX cito: <http://purl.org/spar/cito/> PREFIX prov: <http://www.w3.org/ns/prov#>
    SELECT DISTINCT ?a ?b { ?a cito:confirms ?b . ?a (prov:hadPrimarySource|prov:wasDerivedFrom)+ ?b }"""
)
rests = networkx.DiGraph(
    (link["from"], link["to"]) for link in links.values() if link["relation"] == "rests_on"
)
expected = {
    (urn(link["from"]), urn(link["to"])) for link in links.values()
    if link["relation"] == "confirms" and link["from"] in rests and link["to"] in rests
    and networkx.has_path(rests, link["from"], link["to"])
}
assert set(map(tuple, feeding)) == expected, expected
assert expected or CASE.name != "hostile"

names = dict(
    (fields[0], fields[2]) for line in NOTES["apx"].splitlines() if len(fields := line.split("\t")) == 4
)
arguments, _, attacks = (OUT / "tgf").read_text().partition("#\n")
tgf = (frozenset(arguments.split()), frozenset(tuple(line.split()) for line in attacks.splitlines()))
facts = (OUT / "apx").read_text().splitlines()
apx = (
    frozenset(fact[4:-2] for fact in facts if fact.startswith("arg(")),
    frozenset(tuple(fact[4:-2].split(",")) for fact in facts if fact.startswith("att(")),
)
assert tgf == apx and set(names) == tgf[0]
accepted = grounded_extension(ArgumentationFramework(*apx))
assert accepted == {name for name, label in names.items() if label == "IN"}, CASE

print(
    f"{CASE.name}: {len(claims)} claims and {len(links)} links read back from GraphML, GEXF, DOT, SVG "
    f"and Turtle; {len(accepted)} of {len(names)} arguments accepted by the solver as by us"
)
