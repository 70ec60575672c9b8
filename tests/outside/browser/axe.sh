#!/usr/bin/env bash
# Prints where axe-core lies, in the version pinned beside this file; fetched by npm where it is not there
# yet. What cannot be had ends the run.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
kept="${CARGO_TARGET_DIR:-$here/../../../target}/outside/browser"
mkdir -p "$kept"
kept=$(realpath "$kept")
axe="$kept/node_modules/axe-core/axe.min.js"
if ! cmp -s "$here/package.json" "$kept/package.json" || [ ! -s "$axe" ]; then
    command -v npm >/dev/null || { echo "npm is missing: apt-get install npm" >&2; exit 1; }
    cp "$here/package.json" "$kept/package.json"
    (cd "$kept" && npm install --silent --no-audit --no-fund) >&2
fi
[ -s "$axe" ]
echo "$axe"
