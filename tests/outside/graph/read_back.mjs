// Reads one case's graph back with cytoscape.js and Argdown, from where read_back.py left the formats,
// and holds it against the JSON answer. Called by run.sh: node read_back.mjs CASE

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { argdown } from "@argdown/core";
import cytoscape from "cytoscape";

const from = (name) => readFileSync(join(process.argv[2], "read-back", name), "utf8");
const graph = JSON.parse(from("json"));
const links = graph.edges.map((edge) => edge.link);

const shown = cytoscape({ headless: true, elements: JSON.parse(from("cytoscape")).elements });
assert.equal(shown.nodes().length, graph.nodes.length);
assert.equal(shown.edges().length, links.length);
for (const { card } of graph.nodes) {
  const data = shown.getElementById(card.id).data();
  assert.equal(data.statement, card.statement);
  assert.equal(data.party, card.party.name);
  assert.equal(data.standing, card.standing.word);
  assert.equal(data.sentence, card.standing.sentence);
}
for (const link of links) {
  const edge = shown.getElementById(link.id);
  assert.deepEqual(
    [edge.source().id(), edge.target().id(), edge.data("relation"), edge.data("reason") ?? ""],
    [link.from, link.to, link.relation, link.reason],
  );
}

const read = argdown.run({
  process: ["parse-input", "build-model"],
  input: from("argdown"),
  logLevel: "error",
  throwExceptions: true,
});
assert.deepEqual([read.lexerErrors, read.parserErrors], [[], []]);
const keys = new Map(graph.nodes.map((node) => [node.card.id, node.key]));
const statements = Object.values(read.statements);
assert.deepEqual(
  statements.map((statement) => statement.title).sort(),
  [...keys.values()].sort(),
);
for (const { key, card } of graph.nodes) {
  const { data } = read.statements[key];
  assert.equal(data.id, card.id);
  assert.equal(data.standing, card.standing.word);
}
// Several links between two statements are one relation of each kind to Argdown; a contradiction has
// no direction.
const TYPES = { confirms: "support", refutes: "attack", denies: "contradictory", contradicts: "contradictory" };
const told = (type, left, right) =>
  [type, ...(type === "contradictory" ? [left, right].sort() : [left, right])].join(" ");
const expected = links
  .filter((link) => TYPES[link.relation])
  .map((link) => told(TYPES[link.relation], keys.get(link.from), keys.get(link.to)));
const found = read.relations.map((relation) =>
  told(relation.relationType, relation.from.title, relation.to.title),
);
assert.deepEqual([...new Set(found)].sort(), [...new Set(expected)].sort());

console.log(`${process.argv[2]}: read back by cytoscape.js and Argdown`);
