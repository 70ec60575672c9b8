#!/usr/bin/env bash
# Holds the served API against its own description, with programs of other people: the description is read
# by openapi-spec-validator, and schemathesis sends every address what it describes and what it does not,
# as the owner and as a reader. No answer may be a 5xx, of an undescribed status or media type, or of
# another shape than described. Alone:
#   tests/outside/web/api.sh [BINARY]
# Packages come from their registry in the versions pinned beside this file; what cannot be had ends the
# run. The seed is fixed, so that a finding can be had again.
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
"$work/python/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"

sample="$root/data/sample"
"$binary" init "$work/case" --title "Demo (fiction)" >/dev/null 2>&1
for page in harbour-wire-live.txt aldmoor-bulletin-live.html; do
    "$binary" ingest "$sample/$page" --actors "$sample/actors.toml" --case "$work/case" >/dev/null
done
reader=$("$binary" token add reader --role reader --case "$work/case" 2>/dev/null)
: >"$work/said"
"$binary" serve --case "$work/case" --listen 127.0.0.1:0 2>"$work/said" &
server=$!
for _ in $(seq 100); do
    grep -q 'secret=' "$work/said" && break
    sleep 0.1
done
url=$(sed -n 's/^.*reading: \(http[^ ]*\)\/$/\1/p' "$work/said" | head -n 1)
secret=$(sed -n 's/^.*secret=\([0-9a-f]*\).*$/\1/p' "$work/said" | head -n 1)

curl --silent --fail "$url/openapi.json" -o "$work/openapi.json"
"$work/python/bin/openapi-spec-validator" "$work/openapi.json"

# Left out: the line of notices, which never ends, and ending a session, which would end this one.
# What is sent wrong on purpose is refused by the rules of the desk, which no schema knows: so a refusal of
# what fits the schema is no finding, and parameters that nobody reads are read over.
checks=not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance
checks=$checks,unsupported_method,allow_header_conformance
export SCHEMATHESIS_HOOKS=lines PYTHONPATH="$here"
# as WHO TOKEN
as() {
    (cd "$work" && "$work/python/bin/schemathesis" run "$work/openapi.json" --url "$url" \
        --header "Authorization: Bearer $2" --checks "$checks" \
        --phases examples,coverage,fuzzing --max-examples "${COUNTERCLAIM_EXAMPLES:-20}" --seed 7 \
        --exclude-path /events --exclude-path /logout \
        --suppress-health-check all --warnings off --continue-on-failure --no-color >"$work/$1.txt") || {
        cat "$work/$1.txt"
        return 1
    }
    echo "api: as $1, $(grep -oE '[0-9]+ generated' "$work/$1.txt" | tail -n 1 || true)"
}
as owner "$secret"
as reader "$reader"
