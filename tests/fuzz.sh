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

# Puts the files of the repository that a target reads into its first corpus.
seed() {
    local name=$1 corpus=$2 file
    mkdir -p "$corpus"
    for file in fuzz/regressions/"$name"/*; do
        [[ -e $file ]] && cp "$file" "$corpus"
    done
    case $name in
        plan) cp plans/*.toml "$corpus" ;;
        season) cp examples/*.toml "$corpus" ;;
        notation) sed -n 's/^[a-z0-9-]* = "\(.*\)"$/\1/p' plans/library/workouts.toml | split -l 1 - "$corpus/library-" ;;
        ics | ledger)
            for file in tests/cases/*/expected.ics; do
                [[ $(wc -c <"$file") -gt 65536 ]] || cp "$file" "$corpus/$(basename "$(dirname "$file")").ics"
            done
            ;;
    esac
}

# Fuzzes one target; its output goes to a file, and is printed if it failed.
fuzz() {
    local name=$1 longest=$2 log=$WORK/$1.log
    seed "$name" "$WORK/$name"
    mkdir -p fuzz/found
    if LONGRUN_FUZZ_TARGET=$name nice "$TARGET_DIR/$HOST/release/longrun-fuzz" "$WORK/$name" \
        -max_total_time="$SECONDS_EACH" -max_len="$longest" -timeout=10 -rss_limit_mb=512 -malloc_limit_mb=64 \
        -artifact_prefix="fuzz/found/$name-" -print_final_stats=1 >"$log" 2>&1; then
        printf '  %-9s fine, %s inputs\n' "$name" "$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")"
    else
        tail -n 60 "$log"
        printf '  %-9s FAILED\n' "$name"
        return 1
    fi
}

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
