#!/usr/bin/env bash
# Reads the exported claims graph back with programs of other people: networkx, Graphviz, rdflib,
# pySHACL, an argumentation solver, cytoscape.js and Argdown. Called by `.ci/run full`; alone:
#   tests/outside/graph/run.sh [BINARY]
# Programs come by name from their registries, in the versions pinned beside this file; one that cannot
# be had ends the run.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../../.." && pwd)"
command -v dot >/dev/null || { echo "graphviz is missing: apt-get install graphviz" >&2; exit 1; }
command -v npm >/dev/null || { echo "npm is missing: apt-get install npm" >&2; exit 1; }
# @argdown/core names node 22 as what it was made on; what is used of it runs on 20, of which npm warns.
node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' \
    || { echo "node is $(node --version): 20 or later is needed" >&2; exit 1; }
binary="${1-}"
if [ -z "$binary" ]; then
    (cd "$root" && cargo build --quiet --locked --workspace --bin counterclaim)
    binary="${CARGO_TARGET_DIR:-$root/target}/debug/counterclaim"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/python"
"$work/python/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
cp "$here/package.json" "$here/read_back.mjs" "$work"
(cd "$work" && npm install --silent --no-audit --no-fund)

"$work/python/bin/python" "$here/cases.py" "$binary" "$root" "$work/cases"
for case in "$work"/cases/*/; do
    "$work/python/bin/python" "$here/read_back.py" "$binary" "$case" "$here/shapes.ttl"
    node "$work/read_back.mjs" "$case"
done
"$work/python/bin/python" "$here/solve.py" "$binary"
