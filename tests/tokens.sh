#!/usr/bin/env bash
# Usage: tests/tokens.sh RECORDS. No token that the tests were given (RECORDS/tokens) may be in what their servers logged
# and counted, or in what the sections of tests/run.sh printed (RECORDS/logs); nor may a word that the tests planted in a
# season or a calendar (RECORDS/words), but for what a server told its operator alone.
set -euo pipefail
tokens=$1/tokens
words=$1/words
logs=$1/logs

die() {
    printf 'tests/tokens.sh: %s\n' "$*" >&2
    exit 1
}

# Usage: searchable FILE WHAT. An empty line would be found everywhere, a short one by chance; and a search that cannot find
# would pass too.
searchable() {
    [[ -s $1 ]] || die "no test had a $2"
    if grep -v '^[A-Za-z0-9-]\{10,\}$' "$1"; then
        die "these are no ${2}s"
    fi
    printf 'a log with %s in it\n' "$(tail -n 1 "$1")" | grep -qFf "$1" || die "it would not find one"
}

searchable "$tokens" token
searchable "$words" word
grep -qrF '/feed/{token}/calendar.ics' "$logs" || die "no server that was asked for a private feed has a log"
grep -qrF 'remarks about a season' "$logs" || die "no server that had remarks about a season has a log"

# What is printed here is kept as a log too.
if grep -rnFf "$tokens" --exclude tokens "$logs"; then
    die "a token is in a log"
fi
if grep -rniFf "$words" --exclude tokens --exclude 'told-*' "$logs"; then
    die "a word of somebody's season or calendar is in a log"
fi
files=$(find "$logs" -type f -size +0 ! -name tokens | wc -l)
lines=$(find "$logs" -type f ! -name tokens -exec cat {} + | wc -l)
printf 'none of %d tokens and %d words is in the %d lines of %d logs\n' \
    "$(sort -u "$tokens" | wc -l)" "$(sort -u "$words" | wc -l)" "$lines" "$files"
