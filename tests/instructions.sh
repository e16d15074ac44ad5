#!/usr/bin/env bash
# Counts the instructions of a first export and of exports onto its own file, and fails where one is over its limit.
# Instructions are the same on every run and on a busy machine; times are not.
# Usage: tests/instructions.sh LONGRUN
set -euo pipefail

longrun=$(realpath "$1")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >season.toml <<'SEASON'
plan = "marathon-intermediate-18"

[race]
name = "Spring Marathon"
date = 2027-04-18

[athlete]
name = "Sam"
time_zone = "Europe/Berlin"
recent = "half 1:38:30"

[week]
long = "sun 08:00"
tue = "18:00"
SEASON

# The instructions of one run.
count() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$longrun" "$@" 2>&1 |
        sed -n 's/.*Collected : \([0-9][0-9]*\).*/\1/p'
}

export_at() { count export "$1.toml" -o "$1.ics" --now "$2"; }

# Fails if `of` is more than `percent` of `whole`.
at_most() {
    local name=$1 of=$2 percent=$3 whole=$4
    [[ -n $of && -n $whole ]] || { printf 'instructions: nothing was counted\n' >&2; exit 1; }
    printf '%s: %s instructions, %s%% of %s (at most %s%%)\n' "$name" "$of" $((of * 100 / whole)) "$whole" "$percent"
    [[ $((of * 100)) -le $((whole * percent)) ]] || { printf 'instructions: %s is over its limit\n' "$name" >&2; exit 1; }
}

first=$(export_at season 2026-12-20T08:00:00Z)
at_most "a first export" "$first" 100 36000000
at_most "an export onto the same file" "$(export_at season 2026-12-20T08:00:00Z)" 150 "$first"
at_most "an export a month later" "$(export_at season 2027-01-20T08:00:00Z)" 150 "$first"

# A journey leaves sessions out, a move asks where its session would have been, and the busy feed knows few days.
{
    printf 'also = ["mind-and-fuel"]\n'
    cat season.toml
    printf '[[away]]\nfrom = 2027-01-20\nto = 2027-01-25\n'
    printf '[[move]]\nfrom = 2027-02-02\nsession = "quality"\nto = 2027-02-04\n'
} >journey.toml
{
    printf 'calendar.feed = "busy"\n'
    cat journey.toml
} >busy.toml
first=$(export_at journey 2026-12-20T08:00:00Z)
at_most "a first export with a journey" "$first" 100 220000000
at_most "an export with a journey onto the same file" "$(export_at journey 2026-12-20T08:00:00Z)" 150 "$first"
first=$(export_at busy 2026-12-20T08:00:00Z)
at_most "a first busy calendar" "$first" 100 220000000
# Here the first week is in progress, and the busy calendar does not show which of its sessions without times are over:
# they are placed again, which is a second search.
at_most "a busy calendar onto the same file" "$(export_at busy 2026-12-20T08:00:00Z)" 200 "$first"
