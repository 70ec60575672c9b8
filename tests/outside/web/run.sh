#!/usr/bin/env bash
# The served desk, checked from outside: in a real browser, by a hostile client, killed and under load.
#   tests/outside/web/run.sh [slice|full] [BINARY]
# Chromium and its driver come from the distribution and axe-core from npm; what cannot be had ends the run.
# Pictures of every page are kept in $COUNTERCLAIM_PICTURES (target/web-screens). A load on a running server
# is a workload of crates/bench; `full` runs a small one, with $COUNTERCLAIM_BENCH or one that it builds.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../../.." && pwd)"

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}
# need COMMAND PACKAGE: a program of the system, from the distribution.
need() {
    command -v "$1" >/dev/null && return
    as_root apt-get update -qq
    as_root apt-get install -y -qq --no-install-recommends "$2" >/dev/null
    command -v "$1" >/dev/null
}

campaign="${1-slice}"
case "$campaign" in
    slice | full) ;;
    *) echo "usage: $0 [slice|full] [BINARY]" >&2; exit 2 ;;
esac
need python3 python3
need chromium chromium
need chromedriver chromium-driver
need npm npm
axe=$("$here/../browser/axe.sh")

binary="${2-}"
if [ -z "$binary" ]; then
    (cd "$root" && cargo build --quiet --locked --workspace --bin counterclaim)
    binary="${CARGO_TARGET_DIR:-$root/target}/debug/counterclaim"
fi
binary=$(realpath "$binary")
pictures="${COUNTERCLAIM_PICTURES:-$root/target/web-screens}"
export PYTHONPATH="$here:$here/../browser" PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1

full=()
times=3
if [ "$campaign" = full ]; then
    full=(--full)
    times=20
fi
# Who attacks mostly waits, at servers of its own: meanwhile the browser works. What fails is told at the
# end, so that one failure hides no other.
failed=0
attacked=$(mktemp)
trap 'rm -f "$attacked"' EXIT
python3 "$here/hostile.py" "$binary" "${full[@]}" >"$attacked" 2>&1 &
hostile=$!
python3 "$here/pages.py" "$binary" "$axe" --pictures "$pictures" "${full[@]}" || failed=1
python3 "$here/tasks.py" "$binary" || failed=1
python3 "$here/planted.py" "$binary" "${full[@]}" || failed=1
wait "$hostile" || failed=1
cat "$attacked"
python3 "$here/live.py" "$binary" --times "$((times * 5))" || failed=1
python3 "$here/kills.py" "$binary" --times "$times" || failed=1
if [ "$campaign" = full ]; then
    bench="${COUNTERCLAIM_BENCH-}"
    if [ -z "$bench" ]; then
        (cd "$root" && cargo build --quiet --release --locked -p counterclaim-bench)
        bench="${CARGO_TARGET_DIR:-$root/target}/release/counterclaim-bench"
    fi
    python3 "$here/load.py" "$binary" "$bench" || failed=1
    need curl curl
    python3 -c 'import ensurepip' 2>/dev/null || as_root apt-get install -y -qq --no-install-recommends python3-venv
    "$here/api.sh" "$binary" || failed=1
fi
[ "$failed" -eq 0 ] || { echo "the served desk: something failed, see above" >&2; exit 1; }
echo "the served desk: looked at, used, attacked, killed; nothing failed"
