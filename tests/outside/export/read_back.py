"""Reads one case's exports back with programs of other people and holds them against each other: openpyxl
and csv, jsonschema, rdflib, pySHACL, and the vocabulary of schema.org as pydantic2-schemaorg ships it.
Called by run.sh:
    read_back.py BINARY CASE HERE
"""

import csv
import importlib
import io
import json
import pathlib
import re
import subprocess
import sys
import typing

import jsonschema
import openpyxl
import pyshacl
import rdflib

# Literals are held against each other as they are written.
rdflib.NORMALIZE_LITERALS = False
BINARY, CASE, HERE = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
OUT = CASE / "read-back"
OUT.mkdir(exist_ok=True)
csv.field_size_limit(1 << 24)


def export(*arguments):
    done = subprocess.run([BINARY, "export", *arguments, "--case", str(CASE)], capture_output=True)
    assert done.returncode == 0, (arguments, done.stderr.decode())
    return done.stdout.decode()


# What a spreadsheet or a terminal would take for something else than text, and the replacement for it.
CONTROL = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
FORMULA = re.compile("^['\\s\u200b\u200e\u200f\u061c\u2028\u2029\u2060-\u2069\u202a-\u202e\ufeff\u0000-\u001f\u007f-\u009f]*[=+\\-@＝＋－＠]")


def inert(text):
    return CONTROL.sub("\ufffd", text)


def told(value):
    """A value of flat NDJSON as it stands in a cell."""
    if value is None:
        return ""
    if value is True or value is False:
        return str(value).lower()
    if isinstance(value, list) and value and isinstance(value[0], str) or value == []:
        return " ".join(value)
    return value if isinstance(value, str) else str(value)


rows = [json.loads(line) for line in export("claims", "--fields", "all").split("\n") if line]
whole = [json.loads(line) for line in export("claims").split("\n") if line]
assert rows and [row["id"] for row in rows] == [claim["id"] for claim in whole]
assert whole == json.loads(export("claims", "--format", "json"))

def schema(of):
    done = subprocess.run([BINARY, "schema", of], capture_output=True, check=True)
    found = json.loads(done.stdout)
    jsonschema.Draft202012Validator.check_schema(found)
    return jsonschema.Draft202012Validator(found)


checker = schema("claim")
for claim in whole:
    checker.validate(claim)

# CSV says the same as flat rows; what begins like a formula has an apostrophe, and nothing else has one more.
LISTS = {"candidates", "quotes", "about", "figures", "matter_titles", "seen_elsewhere", "sighted", "evidence", "finding"}


def same_cells(read, guarded):
    for row, cells in zip(rows, read, strict=True):
        assert list(cells) == list(row)
        for name, value in row.items():
            cell = cells[name]
            if guarded and cell[:1] == "'" and FORMULA.match(cell[1:]):
                cell = cell[1:]
            elif guarded and not re.fullmatch("-?[0-9.]+", cell):
                assert not FORMULA.match(cell), (name, cell)
            if name in LISTS:
                assert (json.loads(cell) if cell else None) == value, (row["id"], name)
            else:
                text = told(value)
                assert cell == (inert(text) if guarded else text), (row["id"], name, cell, text)


text = export("claims", "--format", "csv")
assert not CONTROL.search(text), "a control character in guarded CSV"
same_cells(list(csv.DictReader(io.StringIO(text, newline=""), strict=True)), guarded=True)
raw = export("claims", "--format", "csv", "--csv-raw")
if "\0" not in raw or sys.version_info >= (3, 11):
    same_cells(list(csv.DictReader(io.StringIO(raw, newline=""), strict=True)), guarded=False)

# The workbook: text and numbers, no formula, frozen header, filter over everything, the same cells.
XLSX = OUT / "claims.xlsx"
for name in (XLSX, OUT / "again.xlsx"):
    subprocess.run([BINARY, "export", "claims", "--format", "xlsx", "--fields", "all", "-o", name, "--case", CASE],
                   check=True, capture_output=True)
assert XLSX.read_bytes() == (OUT / "again.xlsx").read_bytes(), "two workbooks of one case differ"
book = openpyxl.load_workbook(XLSX)
assert book.sheetnames == ["claims", "method"], book.sheetnames
sheet = book["claims"]
assert sheet.freeze_panes == "A2"
assert sheet.auto_filter.ref == sheet.dimensions, (sheet.auto_filter.ref, sheet.dimensions)
header = [cell.value for cell in sheet[1]]
assert header == list(rows[0])
assert all(cell.font.bold for cell in sheet[1])
NUMBERS = {"post_number", "sightings", "lines_for", "lines_against", "confidence", "revision"}
for row, cells in zip(rows, sheet.iter_rows(min_row=2), strict=True):
    for name, cell in zip(header, cells, strict=True):
        value = row[name]
        assert cell.data_type in ("s", "n", "b", "inlineStr"), (name, cell.data_type)
        assert cell.data_type != "f"
        if isinstance(value, str):
            # openpyxl leaves the escape of an escape as it stands in the file.
            found = (cell.value or "").replace("_x005F_", "_")
            assert found == inert(value), (row["id"], name, cell.value, value)
            assert cell.number_format == "@", (name, cell.number_format)
        elif name in NUMBERS and value is not None:
            assert cell.value == value and cell.data_type == "n", (row["id"], name)
        elif isinstance(value, bool):
            assert cell.value is value
        elif name in LISTS and value:
            assert json.loads(cell.value.replace("_x005F_", "_")) == value
assert book.properties.creator == "Counterclaim"

for what in ["links", "figures", "actors", "matters"]:
    listed = [json.loads(line) for line in export(what, "--fields", "all").split("\n") if line]
    cells = list(csv.DictReader(io.StringIO(export(what, "--format", "csv"), newline=""), strict=True))
    assert len(cells) == len(listed), what
    subprocess.run([BINARY, "export", what, "--format", "xlsx", "-o", OUT / f"{what}.xlsx", "--case", CASE],
                   check=True, capture_output=True)
    sheet = openpyxl.load_workbook(OUT / f"{what}.xlsx")[what]
    assert sheet.freeze_panes == "A2" and sheet.max_row == len(listed) + 1, what
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line), what

# JSON-LD and Turtle are the same triples. The context of schema.org is given here and never fetched.
document = export("claims", "--format", "jsonld")
assert "</" not in document and not CONTROL.search(document)
document = json.loads(document)
plain, relations = document
assert plain["@context"] == "https://schema.org" and "@id" in relations
turtle = export("turtle")
assert not CONTROL.search(turtle)
assert turtle == export("claims", "--format", "turtle")
context = json.loads((HERE / "context.json").read_text())["@context"]
read = rdflib.Dataset(default_union=True)
read.parse(data=json.dumps({**plain, "@context": context}), format="json-ld")
read.parse(data=json.dumps(relations), format="json-ld")
written = rdflib.Graph().parse(data=turtle, format="turtle")


def undated(graph):
    """schema.org's own context types dates its own way: here they are plain."""
    out = rdflib.Graph()
    for triple in graph:
        subject, predicate, value = triple[:3]
        if str(predicate).startswith("https://schema.org/date"):
            value = rdflib.Literal(str(value))
        out.add((subject, predicate, value))
    return out


one, other = undated(read), undated(written)
assert len(one) == len(other), (len(one), len(other))


def tree(graph, term):
    """What is said of a blank node is all it is; none here is told of twice."""
    if not isinstance(term, rdflib.BNode):
        return term
    return frozenset((p, tree(graph, o)) for p, o in graph.predicate_objects(term))


trees = lambda graph: {
    (s, p, tree(graph, o)) for s, p, o in graph if not isinstance(s, rdflib.BNode)
}
assert trees(one) == trees(other), list(trees(one) ^ trees(other))[:5]

sdo, prov, cito, oa = (
    rdflib.Namespace("https://schema.org/"), rdflib.Namespace("http://www.w3.org/ns/prov#"),
    rdflib.Namespace("http://purl.org/spar/cito/"), rdflib.Namespace("http://www.w3.org/ns/oa#"),
)
cc = rdflib.Namespace("urn:counterclaim:vocabulary#")
urn = lambda id: rdflib.URIRef(f"urn:uuid:{id}")
conforms, _, report = pyshacl.validate(written, shacl_graph=str(HERE / "shapes.ttl"))
assert conforms, report
assert set(written.subjects(rdflib.RDF.type, sdo.Claim)) == {urn(claim["id"]) for claim in whole}
for claim in whole:
    name = urn(claim["id"])
    assert str(written.value(name, sdo.text)) == claim["statement"], claim["id"]
    quoted = {str(written.value(part, sdo.text)) for part in written.objects(name, sdo.hasPart)}
    own = {words["text"] for words in claim["words"] if words["marks"] == "speaker"}
    assert quoted == (set() if claim["form"] == "implied" else own), claim["id"]
    for note in written.subjects(oa.hasBody, name):
        for target in written.objects(note, oa.hasTarget):
            exact = {str(x) for s in written.objects(target, oa.hasSelector) for x in written.objects(s, oa.exact)}
            assert exact <= {q["quote"] for place in [claim, *claim["seen_elsewhere"]] for q in place["quotes"]}, claim["id"]
PREDICATES = {"confirms": cito.confirms, "denies": cito.disputes, "contradicts": cito.disputes,
              "refutes": cito.refutes, "retracts": cito.retracts}
links = [json.loads(line) for line in export("links").split("\n") if line]
assert links
for link in links:
    if predicate := PREDICATES.get(link["relation"]):
        assert (urn(link["from"]), predicate, urn(link["to"])) in written, link["id"]
        assert written.value(urn(link["id"]), rdflib.RDF.predicate) == predicate

# Only terms, domains and ranges that schema.org has.
CLASSES = {}


def schema_org(name):
    if name not in CLASSES:
        module = importlib.import_module(f"pydantic2_schemaorg.{name}")
        found, kinds = {}, [getattr(module, name)]
        for kind in kinds[0].__mro__:
            for field, annotation in kind.__dict__.get("__annotations__", {}).items():
                found.setdefault(field, str(annotation))
        CLASSES[name] = (found, [kind.__name__ for kind in kinds[0].__mro__])
    return CLASSES[name]


def fits(node):
    fields, _ = schema_org(node["@type"])
    for name, values in node.items():
        if name.startswith("@"):
            continue
        assert name in fields, f"{node['@type']} has no {name}"
        for value in values if isinstance(values, list) else [values]:
            if isinstance(value, dict):
                _, kinds = schema_org(value["@type"])
                expected = set(re.findall(r"[A-Z][A-Za-z]+", fields[name]))
                assert expected & set(kinds), (node["@type"], name, value["@type"], expected)
                fits(value)


assert plain["@graph"]
for node in plain["@graph"]:
    fits(node)
reviews = [json.loads(line) for line in export("claimreview").split("\n") if line]
assert reviews == json.loads(export("claimreview", "--format", "json")) and reviews
for review in reviews:
    assert review.pop("@context") == "https://schema.org"
    assert review["@type"] == "ClaimReview"
    fits(review)
assert len(reviews) == sum(len(claim["reviews"]) for claim in whole)
based = json.loads(export("claims", "--format", "jsonld", "--base", "https://desk.example/harbour/"))
assert all(node["@id"].startswith("https://desk.example/harbour/") for node in based[0]["@graph"])

print(f"{CASE.name}: {len(rows)} claims and {len(links)} links read back by openpyxl, csv, jsonschema, rdflib and "
      f"pySHACL; {len(written)} triples, {len(CLASSES)} types of schema.org")


def report(form):
    """A report on everybody in one form."""
    file = OUT / f"report.{form}"
    asked = [BINARY, "report", "--format", form, "-o", str(file), "--case", str(CASE)]
    subprocess.run(asked, capture_output=True, check=True)
    return file


# Reports say what exports say, in the same forms.
found = json.loads(report("json").read_text())
schema("report").validate(found)
assert {each["card"]["id"] for each in found["statements"]} == {claim["id"] for claim in whole}
book = openpyxl.load_workbook(report("xlsx"))
assert book.sheetnames == ["Claims", "Links", "Figures", "Actors", "Evidence", "Method"]
for sheet in book:
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref, sheet.title
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type in "sn" for cell in cells), sheet.title
    assert all(not isinstance(cell.value, (int, float)) for cell in cells), sheet.title
assert book["Claims"].max_row == len(whole) + 1
turtle = rdflib.Graph().parse(report("turtle"), format="turtle")
assert len(turtle) > len(whole)
for member in json.loads(report("jsonld").read_text()):
    assert "@context" in member
