//! Python's packages, where they are installed: networkx for labels of the graph, pandas for export. A
//! helper is handed to the interpreter as text; it prints the seconds of the work itself, imports and
//! loading left out.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::Context as _;

/// The grounded extension over a networkx graph, by the usual worklist: who has no attacker left is in,
/// whoever it attacks is out. Prints seconds, then how many are in.
const LABELS: &str = r#"
import sys, time
import networkx as nx
graph = nx.DiGraph()
with open(sys.argv[1]) as lines:
    graph.add_nodes_from(range(int(next(lines))))
    graph.add_edges_from(tuple(map(int, line.split())) for line in lines)
begun = time.perf_counter()
left = dict(graph.in_degree())
ready = [node for node, many in left.items() if many == 0]
held, out = set(ready), set()
while ready:
    for beaten in graph.successors(ready.pop()):
        if beaten in out:
            continue
        out.add(beaten)
        for freed in graph.successors(beaten):
            left[freed] -= 1
            if left[freed] == 0 and freed not in out:
                held.add(freed)
                ready.append(freed)
print(time.perf_counter() - begun, len(held))
"#;

/// Reads the joined table from SQLite into a frame and writes it. Prints seconds, then how many rows.
const EXPORT: &str = r#"
import sys, time, sqlite3
import pandas as pd
database, form, path = sys.argv[1:]
begun = time.perf_counter()
frame = pd.read_sql_query("""
    SELECT c.uuid AS id, c.statement, a.quote AS words, sp.name AS speaker, c.phrase, c.role,
        pa.name AS party, so.name AS outlet, c.modality, c.form, c.wording, c.attribution, c.grounds,
        c.status, c.public_from, ca.captured_at, c.recorded_at, po.headline, po.number, po.permalink,
        (SELECT group_concat(m.slug) FROM claim_matters cm JOIN matters m ON m.id = cm.matter
            WHERE cm.claim = c.id) AS matters,
        (SELECT count(*) FROM links l WHERE l.to_claim = c.id) AS links
    FROM claims c LEFT JOIN actors sp ON sp.id = c.speaker LEFT JOIN actors pa ON pa.id = c.party
        JOIN sightings s ON s.claim = c.id JOIN sources so ON so.id = s.source
        JOIN posts po ON po.id = s.post JOIN captures ca ON ca.id = s.capture
        JOIN anchors a ON a.claim = c.id AND a.kind = 0
    ORDER BY c.public_from""", sqlite3.connect(database))
for column in ("public_from", "captured_at", "recorded_at"):
    frame[column] = pd.to_datetime(frame[column], unit="us")
if form == "csv":
    frame.to_csv(path, index=False)
elif form == "html":
    frame.to_html(path, index=False)
else:
    frame.to_excel(path, index=False)
print(time.perf_counter() - begun, len(frame))
"#;

/// Returns the version of a package, or why it cannot be used.
pub(crate) fn version(python: &str, package: &str) -> Result<String, String> {
    let print = format!("import {package}; print({package}.__version__)");
    match Command::new(python).args(["-c", &print]).output() {
        Ok(output) if output.status.success() => {
            Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
        }
        Ok(_) => Err(format!("{package} is not installed for {python}")),
        Err(error) => Err(format!("{python} cannot be started: {error}")),
    }
}

/// Labels the graph in a file: the number of nodes, then an attack a line. Returns how many are in.
pub(crate) fn labels(python: &str, graph: &Path) -> anyhow::Result<(Duration, usize)> {
    told(Command::new(python).args(["-c", LABELS]).arg(graph))
}

/// Writes the claims of a database with pandas. Returns how many rows.
pub(crate) fn export(
    python: &str,
    database: &Path,
    form: &str,
    path: &Path,
) -> anyhow::Result<(Duration, usize)> {
    told(Command::new(python).args(["-c", EXPORT]).arg(database).arg(form).arg(path))
}

fn told(command: &mut Command) -> anyhow::Result<(Duration, usize)> {
    let output = command.output()?;
    let why = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.success(), "a Python helper failed: {}", why.trim());
    let text = String::from_utf8_lossy(&output.stdout);
    let (seconds, many) = text.trim().split_once(' ').context("a helper prints two numbers")?;
    Ok((Duration::from_secs_f64(seconds.parse()?), many.parse()?))
}
