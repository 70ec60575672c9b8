#!/usr/bin/env bash
# Looks at reports as their readers do, with programs of other people: Chromium over WebDriver with
# axe-core, Typst, and poppler to read the PDFs back. Called by `.ci/run full`; alone:
#   tests/outside/report/run.sh [BINARY]
# Programs come by name from their registries, in the versions pinned beside this file; one that cannot
# be had ends the run. Pages, pictures of them and PDFs are kept in $COUNTERCLAIM_PICTURES, if that names a
# folder.
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
need chromium chromium
need chromedriver chromium-driver
need pdftotext poppler-utils

binary="${1-}"
if [ -z "$binary" ]; then
    (cd "$root" && cargo build --quiet --locked --workspace --bin counterclaim)
    binary="${CARGO_TARGET_DIR:-$root/target}/debug/counterclaim"
fi
binary=$(realpath "$binary")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export COUNTERCLAIM_KEYS="$work/keys"
python3 -m venv "$work/python"
python="$work/python/bin/python"
"$work/python/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
axe=$("$here/../browser/axe.sh")
export PYTHONPATH="$here/../browser"
mkdir "$work/with" "$work/without"
if command -v typst >/dev/null; then
    ln -s "$(command -v typst)" "$work/with/typst"
else
    printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$python" "$here/typst_cli.py" >"$work/with/typst"
    chmod +x "$work/with/typst"
fi

out="${COUNTERCLAIM_PICTURES:-$work/out}"
mkdir -p "$out"
sample="$root/data/sample"
ask() { "$binary" "$@" 2>>"$work/said" || { tail -n 5 "$work/said" >&2; return 1; }; }

# A case as it was read, and the same with everything checked by a person.
for case in unchecked checked; do
    ask init "$work/$case" --title "Demo (fiction)" >/dev/null
    for page in harbour-wire-live.txt aldmoor-bulletin-live.html; do
        ask ingest "$sample/$page" --actors "$sample/actors.toml" --case "$work/$case" >/dev/null
    done
done
ask queue --check all --by Ada --case "$work/checked" >/dev/null

# made NAME ARGUMENTS…: a report as page, Typst and JSON, and as PDF by both programs.
made() {
    local name=$1
    shift
    for format in html typ json; do
        ask report "$@" --format "$format" -o "$out/$name.$format"
    done
    for standard in ua-1 a-2a; do
        "$work/with/typst" compile --creation-timestamp 1923456000 --ignore-system-fonts \
            --pdf-standard "$standard" "$out/$name.typ" "$out/$name-$standard.pdf"
    done
    "$python" "$here/look.py" "$out/$name.html" "$axe" "$out"
    local pdfs=("$out/$name-printed.pdf" "$out/$name-ua-1.pdf")
    PATH="$work/with" "$binary" report "$@" --format pdf -o "$out/$name-by-typst.pdf" 2>>"$work/said"
    cp "$out/$name-by-typst.pdf" "$work/again.pdf"
    PATH="$work/with" "$binary" report "$@" --format pdf -o "$out/$name-by-typst.pdf" 2>>"$work/said"
    cmp "$work/again.pdf" "$out/$name-by-typst.pdf"
    PATH=/usr/bin:/bin ask report "$@" --format pdf -o "$out/$name-by-chromium.pdf"
    pdfs+=("$out/$name-by-typst.pdf" "$out/$name-by-chromium.pdf")
    "$python" "$here/words.py" "$out/$name.text.json" "$out/$name.json" "${pdfs[@]}"
    if [ -n "${COUNTERCLAIM_PICTURES-}" ]; then
        pdftoppm -r 70 -png "$out/$name-printed.pdf" "$out/$name-printed"
        pdftoppm -r 70 -png "$out/$name-ua-1.pdf" "$out/$name-typst"
    fi
}
made party --case "$work/unchecked" --party Ostrevia
made sides --case "$work/checked" --party Ostrevia --party Valdoria --tz Europe/Vienna

# Other pages of the same hand.
ask brief "$sample/harbour-wire-live.txt" --format html >"$out/brief.html"
"$python" "$here/look.py" "$out/brief.html" "$axe" "$out"
"$python" "$here/words.py" "$out/brief.text.json" - "$out/brief-printed.pdf"

# Without either program the answer is 7, both names, and nothing written.
status=0
PATH="$work/without" "$binary" report --case "$work/unchecked" --party Ostrevia --format pdf \
    -o "$work/none.pdf" 2>"$work/none" || status=$?
[ "$status" -eq 7 ] && grep -q typst "$work/none" && grep -qi chromium "$work/none" && [ ! -e "$work/none.pdf" ]
echo "reports: read by axe-core in light and dark, printed, and found whole in every PDF"
