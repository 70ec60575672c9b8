#!/usr/bin/env bash
# Checkpoints and proofs of several cases, checked by programs that share no line with ours: Go's
# sumdb/note and tlog, and one in Python. Each must take what is sound, and refuse every changed byte and
# every other key. Called by `.ci/run full` with the binary to ask:
#   tests/outside/run.sh target/release/counterclaim
# Needs golang-go, golang-golang-x-mod-dev and Python's cryptography.
set -euo pipefail
binary=$(realpath "$1")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
sample=$here/../../data/sample
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export COUNTERCLAIM_KEYS=$work/keys GOPATH=/usr/share/gocode GO111MODULE=off GOFLAGS= GOCACHE=$work/cache
(cd "$here/go" && go build -o "$work/outside" .)
ask() { "$binary" "$@" 2>/dev/null; }

# both ARGS…: what each of the two must take.
both() { "$work/outside" "$@" && python3 "$here/python/outside.py" "$@"; }
# neither ARGS…: what each of the two must refuse.
neither() {
    if "$work/outside" "$@" 2>/dev/null; then echo "Go takes: $*" >&2; return 1; fi
    if python3 "$here/python/outside.py" "$@" 2>/dev/null; then echo "Python takes: $*" >&2; return 1; fi
}

checked=0
for name in small harbour two; do
    case=$work/$name
    ask init "$case" --origin "outside.example/$name"
    cp "$case/checkpoints" "$work/older-file"
    # The first note of the file, without the empty line behind it.
    python3 -c 'import sys; t = open(sys.argv[1]).read(); i = t.index("\n\n", t.index("\n\n") + 2); open(sys.argv[2], "w").write(t[: i + 1])' \
        "$work/older-file" "$case.older"
    if [ "$name" != small ]; then
        ask ingest "$sample/harbour-wire-live.txt" --actors "$sample/actors.toml" --case "$case" >/dev/null
    fi
    if [ "$name" = two ]; then
        ask ingest "$sample/aldmoor-bulletin-live.html" --actors "$sample/actors.toml" --case "$case" >/dev/null
    fi
    key=$(python3 -c 'import re, sys; print(re.search(r"^verifier = \"(.*)\"$", open(sys.argv[1]).read(), re.M)[1])' "$case/case.toml")
    ask checkpoint --case "$case" >"$case.checkpoint"
    size=$(sed -n 2p "$case.checkpoint")
    both -mutate "$key" "$case.checkpoint"
    ask prove --from 1 --case "$case" >"$case.growth"
    both -mutate "$key" "$case.growth" "$case.older"
    for position in $(printf '%s\n' 1 2 3 64 65 100 "$size" | awk -v size="$size" '$1 <= size' | sort -nu); do
        ask prove "$position" --case "$case" >"$case.$position.tlog-proof"
        both "$key" "$case.$position.tlog-proof"
        checked=$((checked + 1))
    done
    ask prove "$size" --disclose --case "$case" >"$case.shown.tlog-proof"
    both -mutate "$key" "$case.$size.tlog-proof"
    both -mutate "$key" "$case.shown.tlog-proof"
    if [ -n "${last_key-}" ]; then
        neither "$last_key" "$case.checkpoint"
        neither "$last_key" "$case.shown.tlog-proof"
    fi
    last_key=$key
done
echo "outside: Go and Python take $checked proofs, checkpoints and growth of 3 cases, and nothing changed or of another key"
