#!/usr/bin/env bash
# Usage: tests/tokens.sh RECORDS. No token that the tests were given (RECORDS/tokens) may be in what their servers logged
# and counted, or in what the sections of tests/run.sh printed (RECORDS/logs).
set -euo pipefail
tokens=$1/tokens
logs=$1/logs

die() {
    printf 'tests/tokens.sh: %s\n' "$*" >&2
    exit 1
}

[[ -s $tokens ]] || die "no test was given a token"
# An empty line would be found everywhere, a short one by chance.
if grep -v '^[A-Za-z0-9-]\{10,\}$' "$tokens"; then
    die "these are no tokens"
fi
# A search that cannot find would pass too.
printf 'a log with %s in it\n' "$(tail -n 1 "$tokens")" | grep -qFf "$tokens" || die "it would not find one"
grep -qrF '/feed/{token}/calendar.ics' "$logs" || die "no server that was asked for a private feed has a log"

# What is printed here is kept as a log too.
if grep -rnFf "$tokens" --exclude tokens "$logs"; then
    die "a token is in a log"
fi
files=$(find "$logs" -type f -size +0 ! -name tokens | wc -l)
lines=$(find "$logs" -type f ! -name tokens -exec cat {} + | wc -l)
printf 'none of %d tokens is in the %d lines of %d logs\n' "$(sort -u "$tokens" | wc -l)" "$lines" "$files"
