#!/usr/bin/env bash
# The grounded extensions of generated defeat graphs (10 thousand to a million arguments) against scalop,
# an independent solver: equal sets, or the run fails; and how long both take as whole processes.
# scalop is under the GPL. It is installed and run as a program of its own and is no part of the product.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
SCALOP_VERSION=2.1.0

if ! command -v scalop >/dev/null; then
    cargo install scalop --locked --version "$SCALOP_VERSION" --features iccma
fi
command -v scalop >/dev/null || export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
cargo run -q --release --locked -p counterclaim-bench -- solver --repeats 3 "$@"
