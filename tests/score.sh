#!/usr/bin/env bash
# Repeats the numbers on hand-annotated pages that lie beside the workspace in ../shared and are not shipped:
#   tests/score.sh            claims, parties, links and attributions of the annotated live blog
#   tests/score.sh dev        attributions of the PolNeAR articles of that part (dev, train)
#   tests/score.sh --misses   the first, with every claim and link that was missed
# Called by hand, by `.ci/run full` and by tests/it/score.rs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
shared=$(cd ../shared 2>/dev/null && pwd) || { echo "../shared is not here: nothing to score" >&2; exit 3; }

# A test hands in the binary that it built.
binary=${COUNTERCLAIM_BINARY-}
if [ -z "$binary" ]; then
    cargo build --quiet --release --package counterclaim-cli
    binary=${CARGO_TARGET_DIR:-target}/release/counterclaim
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

part=seed
misses=
case "${1-}" in
    "") ;;
    --misses) misses=--misses ;;
    *) part=$1 ;;
esac

if [ "$part" = seed ]; then
    pages=("$shared"/seeds/*.txt)
    names=("${pages[@]##*/}")
else
    pages=("$shared/data/polnear/$part"/text/*.txt)
    names=("${pages[@]##*/}")
    names=("${names[@]%.txt}")
fi
"$binary" extract "${pages[@]}" > "$work/extract"
if [ "$part" = seed ]; then
    python3 tests/score/claims.py "$shared/gold" $misses < "$work/extract"
fi
python3 tests/score/attributions.py "${names[@]}" < "$work/extract" > "$work/attributions"
python3 "$shared/score/score.py" "$part" "$work/attributions"
