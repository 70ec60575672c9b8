#!/usr/bin/env bash
# Holds the desk for agents against a program of other people: the official Python SDK of the Model Context
# Protocol begins with it as old and as new hosts do, asks every tool, and proposes. Once on the files of a
# case, once while a server holds it. Called by `.ci/run full`; alone:
#   tests/outside/web/mcp.sh [BINARY]
# Packages come from their registry in the versions pinned beside this file; what cannot be had ends the run.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../../.." && pwd)"

binary="${1-}"
if [ -z "$binary" ]; then
    (cd "$root" && cargo build --quiet --locked --workspace --bin counterclaim)
    binary="${CARGO_TARGET_DIR:-$root/target}/debug/counterclaim"
fi
binary=$(realpath "$binary")

work=$(mktemp -d)
server=
end() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    rm -rf "$work"
}
trap end EXIT
export COUNTERCLAIM_KEYS="$work/keys"
python3 -m venv "$work/python"
"$work/python/bin/pip" install --quiet --disable-pip-version-check -r "$here/mcp-requirements.txt"

sample="$root/data/sample"
for case in files served; do
    "$binary" init "$work/$case" --title "Demo (fiction)" >/dev/null 2>&1
    for page in harbour-wire-live.txt aldmoor-bulletin-live.html; do
        "$binary" ingest "$sample/$page" --actors "$sample/actors.toml" --case "$work/$case" >/dev/null
    done
done
"$work/python/bin/python" "$here/agents.py" "$binary" "$work/files"

"$binary" serve --case "$work/served" --listen 127.0.0.1:0 2>"$work/said" &
server=$!
for _ in $(seq 100); do
    grep -q 'secret=' "$work/said" && break
    sleep 0.1
done
"$work/python/bin/python" "$here/agents.py" "$binary" "$work/served"
