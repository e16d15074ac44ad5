#!/usr/bin/env bash
# Fuzzes the readers with libFuzzer, on stable Rust: each target of fuzz/src/targets.rs for a time, two at once.
#
#   tests/fuzz.sh [TARGET]…
#
# LONGRUN_FUZZ_SECONDS is the time for each target, 60 if unset. What a fuzzer finds is printed, and kept in fuzz/found/;
# once mended it belongs into fuzz/regressions/TARGET/, which the test suite runs.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"
SECONDS_EACH=${LONGRUN_FUZZ_SECONDS:-60}
TARGET_DIR=${CARGO_TARGET_DIR:-$ROOT/target}/fuzz
HOST=$(rustc -vV | sed -n 's/^host: //p')

# The targets with the size of their largest input, in bytes.
TARGETS=(plan:8192 season:8192 notation:500 address:2048 title:300 ics:16384 ledger:65536 backup:131072)

# libFuzzer goes by a counter at each edge, which LLVM puts there; the sanitizers of cargo-fuzz need a nightly compiler,
# and look for faults that safe Rust does not have. With --target the flags are not those of build scripts.
build() {
    command -v c++ >/dev/null || {
        echo "tests/fuzz.sh: libFuzzer needs a C++ compiler" >&2
        exit 1
    }
    RUSTFLAGS="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
        -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table" \
        cargo build --release --locked --manifest-path fuzz/Cargo.toml --target "$HOST" --target-dir "$TARGET_DIR"
}

# Puts what a target reads into its first corpus: what was found before, and what the repository holds of its kind.
seed() {
    local name=$1 corpus=$2 file
    mkdir -p "$corpus"
    for file in fuzz/regressions/"$name"/*; do
        [[ -e $file ]] && cp "$file" "$corpus"
    done
    case $name in
        plan) copies "$corpus" plans/*.toml tests/cases/*/own.toml ;;
        season) copies "$corpus" examples/*.toml tests/cases/*/season.toml ;;
        notation) sed -n 's/^[a-z0-9-]* *= "\(.*\)"$/\1/p' plans/library/workouts.toml | split -l 1 - "$corpus/library-" ;;
        address) flags | while IFS== read -r flag value; do
            printf 'race=2027-04-18&%s=%s' "$flag" "${value:-yes}" >"$corpus/flag-$flag"
        done ;;
        title) printf '{session}[, {distance}]' >"$corpus/usual" ;;
        ics | ledger) copies "$corpus" tests/cases/*/expected.ics tests/cases/*/season.ics \
            tests/interop/broken/*.ics ;;
        # A column, a row, a type and a value: see fuzz/src/targets.rs.
        backup) for file in {0..4}{0..7}; do
            printf '%b' "\\1${file}0n-1" >"$corpus/number-$file"
            printf '%b' "\\1${file}0tx" >"$corpus/text-$file"
        done ;;
    esac
}

# Copies files under the names of their folders too, since many are called the same.
copies() {
    local corpus=$1 file
    shift
    for file in "$@"; do
        [[ ! -e $file || $(wc -c <"$file") -gt 65536 ]] || cp "$file" "$corpus/${file//\//-}"
    done
}

# The flags of a season with the value that their help gives as an example: "at=tue 18:00".
flags() {
    sed -n -e 's/^    flag("\([a-z-]*\)".*e\.g\. \\\{0,1\}"\{0,1\}\([^"\\,[]*\).*/\1=\2/p' -e t \
        -e 's/^    flag("\([a-z-]*\)".*/\1=/p' src/season/flag_table.rs
}

# The words that a target's inputs are made of, so that libFuzzer need not find each letter by letter.
words() {
    case $1 in
        plan | season) cat plans/*.toml plans/library/*.toml examples/*.toml | grep -oE '[A-Za-z_-]{2,24}( =)?|"[^"]{1,24}"|\[\[?[a-z._]+\]\]?' ;;
        notation) grep -oE '[a-z-]+|[0-9:.]+ ?(km|mi|min|s|m)?|[^ a-z0-9]+' plans/library/workouts.toml ;;
        address)
            flags | grep -oE '^[a-z-]+='
            flags | cut -d= -f2
            printf '%s\n' '&race=2027-04-18' '&' '+' ',' '..' mon tue sun off half marathon mi km Europe/Berlin
            ;;
        title)
            grep -oE '[{][a-z_]+[}]' docs/plan-format.md src/season/title.rs | cut -d: -f2
            printf '%s\n' '{{' '}}' '[[' ']]' '[' ']' '{' '}'
            ;;
        ics | ledger)
            cat tests/cases/*/*.ics | grep -oE '[A-Z-]{3,}[:;=]?|[A-Z]+=[A-Z]+|[0-9]{8}T[0-9]{6}Z?'
            printf '%s\n' RRULE:FREQ=DAILY FREQ=WEEKLY FREQ=MONTHLY FREQ=YEARLY ';COUNT=' ';UNTIL=' ';INTERVAL=' ';BYDAY=MO' \
                ';BYMONTHDAY=-1' ';BYSETPOS=' ';WKST=SU' EXDATE RDATE RECURRENCE-ID 'RANGE=THISANDFUTURE' DURATION:PT1H \
                'VALUE=DATE' 'TZID=' BEGIN:VTIMEZONE TZOFFSETTO:+0100 BEGIN:VFREEBUSY FREEBUSY
            ;;
        backup) printf '%s\n' n-1 n0 n9223372036854775807 z t ada full busy BEGIN:VCALENDAR END:VEVENT ;;
    esac | grep . | sort -u | sed -e 's/[\\"]/\\&/g' -e 's/.*/"&"/' | LC_ALL=C grep -v '[^ -~]'
}

# Fuzzes one target; its output goes to a file, and is printed if it failed.
# libFuzzer measures time by the clock, so an input may take long: a busy machine must not fail one that is fine.
fuzz() {
    local name=$1 longest=$2 log=$WORK/$1.log
    seed "$name" "$WORK/$name"
    words "$name" >"$WORK/$name.dict"
    mkdir -p fuzz/found
    if LONGRUN_FUZZ_TARGET=$name "$TARGET_DIR/$HOST/release/longrun-fuzz" "$WORK/$name" \
        -max_total_time="$SECONDS_EACH" -max_len="$longest" -timeout=60 -rss_limit_mb=512 -malloc_limit_mb=64 \
        -dict="$WORK/$name.dict" -artifact_prefix="fuzz/found/$name-" -print_final_stats=1 >"$log" 2>&1; then
        printf '  %-9s fine, %s inputs\n' "$name" "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")"
    else
        tail -n 60 "$log"
        printf '  %-9s FAILED\n' "$name"
        return 1
    fi
}

# Files in memory where there is such a folder: a backup is restored into a store of its own each time.
if [[ -w /dev/shm ]]; then
    export TMPDIR=/dev/shm
fi
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
build
wanted=()
for target in "${TARGETS[@]}"; do
    [[ $# == 0 || " $* " == *" ${target%%:*} "* ]] && wanted+=("$target")
done
failed=0
for ((at = 0; at < ${#wanted[@]}; at += 2)); do
    running=()
    for target in "${wanted[@]:at:2}"; do
        fuzz "${target%%:*}" "${target##*:}" &
        running+=($!)
    done
    for one in "${running[@]}"; do
        wait "$one" || failed=1
    done
done
exit "$failed"
