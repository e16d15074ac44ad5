#!/usr/bin/env bash
# Installs what the proof needs and runs all of it. See usage() below, or run with --help.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"

TOOLS=$ROOT/tests/.tools
VENV=$TOOLS/venv
INTEROP=$ROOT/tests/interop
BROWSER=$ROOT/tests/browser
NOW=2026-11-22T12:00:00Z

usage() {
    cat <<'END'
Usage: tests/run.sh [--only SECTION]…

Everything that proves longrun right, on a Debian machine that has Rust. As root, or with sudo, it first installs what
is missing; nothing of that goes into the source tree but tests/.tools and the node_modules of tests/interop and tests/browser.

Sections, in order:
  tools     a C linker, a C++ compiler, PostgreSQL, Python, Node and Chromium where missing; the pinned Python and npm
            packages
  build     cargo build --release --locked
  test      cargo test --locked: unit, suite and documentation tests, with a PostgreSQL of their own
  fuzz      libFuzzer on the readers of plans, seasons, the notation, addresses, titles, calendars and backups: a minute
            each (LONGRUN_FUZZ_SECONDS), two at once, after a build of some minutes
  interop   other people's parsers on our calendars: the golden ones, fresh exports of all plans and examples, a
            calendar's life in applications that imported it, every zone at its changes of the clock, and a client that
            subscribes to a running server
  browser   the server's pages in Chromium, as a phone and a desk show them
  tokens    no token of a private address, and no word that was planted in a season, is in anything that the sections
            before it printed, or that the servers which they started logged and counted
  counts    the instructions of an export, and of one onto its own file, against their limits
  load      what one client can do to the others: the costliest address, fifty clients, a hundred stalled readers,
            hostile files in a served folder
  bench     the benches' own code, run once each (cargo bench measures)

--only may be given several times; what a section needs (tools, build; for tokens, test) is done first.
CARGO_TARGET_DIR is honoured.
Exit code: 0 if all passed, 1 if a section failed, 2 for wrong usage.
END
}

say() { printf '%s\n' "$*"; }

die() {
    printf 'tests/run.sh: %s\n' "$*" >&2
    exit 1
}

# ---------------------------------------------------------------- tools

section_tools() {
    command -v cargo >/dev/null || die "cargo is not on the PATH: install Rust with rustup first"
    say "$(cargo --version)"
    command -v cc >/dev/null || debian gcc libc6-dev
    install_cxx
    install_postgres
    install_python
    install_node
    install_browser
}

# Installs Debian packages, without questions.
debian() {
    command -v apt-get >/dev/null || die "missing: $*. This is not Debian: install the like of these first"
    local root=()
    if [[ $(id -u) != 0 ]]; then
        command -v sudo >/dev/null || die "missing: $*. Run as root, or install sudo"
        root=(sudo)
    fi
    say "installing $*"
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq update
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@" >/dev/null
}

# libFuzzer is C++.
install_cxx() {
    command -v c++ >/dev/null || debian g++
}

# The folder of a PostgreSQL's programs: on the path, or where Debian has them.
postgres_programs() {
    local folder
    for folder in ${PATH//:/ } /usr/lib/postgresql/*/bin; do
        if [[ -x $folder/postgres && -x $folder/initdb && -x $folder/pg_isready ]]; then
            printf '%s\n' "$folder"
            return
        fi
    done
    return 1
}

install_postgres() {
    postgres_programs >/dev/null || debian postgresql
    local programs
    programs=$(postgres_programs) || die "PostgreSQL is installed, but not where it was looked for: /usr/lib/postgresql"
    say "$("$programs/postgres" --version)"
}

install_browser() {
    [[ -x /usr/bin/chromium ]] || debian chromium fonts-dejavu-core
    npm_packages "$BROWSER"
    say "$(/usr/bin/chromium --version 2>/dev/null)"
}

# The packages that a folder's package-lock.json names, if they are not there yet.
npm_packages() {
    local folder=$1 wanted
    wanted=$(sha256sum <"$folder/package-lock.json")
    if [[ $(cat "$folder/node_modules/.made-from" 2>/dev/null) != "$wanted" ]]; then
        say "installing the packages of ${folder#"$ROOT"/}/package-lock.json"
        (cd "$folder" && npm ci --silent --no-audit --no-fund)
        printf '%s\n' "$wanted" >"$folder/node_modules/.made-from"
    fi
}

# Whether a Python is new enough and can make a virtual environment (Debian packs that apart: python3-venv).
makes_venv() {
    "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 10))' 2>/dev/null
}

install_python() {
    local python=""
    for candidate in python3 /usr/bin/python3; do
        if makes_venv "$candidate"; then
            python=$candidate
            break
        fi
    done
    if [[ -z $python ]]; then
        debian python3 python3-venv
        python=/usr/bin/python3
        makes_venv "$python" || die "$python is older than 3.10, or cannot make virtual environments"
    fi

    local wanted
    wanted=$("$python" --version; sha256sum <"$INTEROP/requirements.txt")
    if ! "$VENV/bin/python" -c 'import icalendar' 2>/dev/null || [[ $(cat "$VENV/.made-from" 2>/dev/null) != "$wanted" ]]; then
        say "installing the packages of tests/interop/requirements.txt"
        rm -rf "$VENV"
        mkdir -p "$TOOLS"
        "$python" -m venv "$VENV"
        # --no-deps: what is not pinned is not installed, and pip check tells.
        "$VENV/bin/python" -m pip install --quiet --no-input --disable-pip-version-check --no-deps \
            -r "$INTEROP/requirements.txt"
        "$VENV/bin/python" -m pip check --disable-pip-version-check
        printf '%s\n' "$wanted" >"$VENV/.made-from"
    fi
    say "$("$VENV/bin/python" --version), $("$VENV/bin/python" -c 'import icalendar; print("icalendar", icalendar.__version__)')"
}

install_node() {
    if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
        debian nodejs npm
    fi
    npm_packages "$INTEROP"
    say "node $(node --version), ical.js $(node -p "require('$INTEROP/node_modules/ical.js/package.json').version")"
}

# ---------------------------------------------------------------- build and test

section_build() {
    cargo fetch --locked # all platforms' packages: the licence test reads every one's licence, offline
    cargo build --release --locked
}

section_test() {
    local log=$TMP/test.log status=0
    start_postgres
    cargo test --locked --no-fail-fast 2>&1 | tee "$log" || status=$?
    awk '/^test result:/ { passed += $4; failed += $6; ignored += $8 }
         END { printf "%d passed, %d failed, %d skipped\n", passed, failed, ignored }' "$log" | tee "$TMP/counts"
    grep -q '^[1-9][0-9]* passed' "$TMP/counts" || die "no test ran"
    return "$status"
}

# Starts a PostgreSQL on a free port of the loopback, which ends with this section, and tells the tests where it is.
start_postgres() {
    local programs port begun=$SECONDS keeper
    programs=$(postgres_programs) || die "there is no PostgreSQL: run without --only, or with --only tools before"
    port=$((20000 + RANDOM % 20000))
    while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do
        port=$((port + 1))
    done
    # It ends when this end of the pipe is closed.
    exec {keeper}> >(exec bash "$ROOT/tests/postgres.sh" "$programs" "$port" >/dev/null)
    until "$programs/pg_isready" --quiet --host 127.0.0.1 --port "$port"; do
        [[ $((SECONDS - begun)) -lt 60 ]] || die "PostgreSQL does not start"
        sleep 0.2
    done
    export LONGRUN_TEST_POSTGRES=postgres://postgres@127.0.0.1:$port/postgres
    say "PostgreSQL at 127.0.0.1:$port"
}

# ---------------------------------------------------------------- fuzz

section_fuzz() {
    install_cxx
    "$ROOT/tests/fuzz.sh"
}

# ---------------------------------------------------------------- interop

section_interop() {
    local proof
    for proof in run lifecycle zones subscribe; do
        "$VENV/bin/python" "$INTEROP/$proof.py" --self-test
    done

    local out=$TMP/calendars
    mkdir -p "$out/plans" "$out/examples"
    export_calendars "$out"

    compgen -G "tests/cases/*/expected.ics" >/dev/null || die "there are no golden calendars in tests/cases"
    "$VENV/bin/python" "$INTEROP/run.py" tests/cases/*/expected.ics "$out"

    # British Columbia stays on summer time from November 2026, and many programs' zone rules do not know it yet.
    "$VENV/bin/python" "$INTEROP/run.py" --starts 2026-12-01T14:00:00Z "$out/vancouver.ics"

    "$VENV/bin/python" "$INTEROP/lifecycle.py" "$LONGRUN"
    "$VENV/bin/python" "$INTEROP/zones.py" "$LONGRUN"
    "$VENV/bin/python" "$INTEROP/subscribe.py" "$LONGRUN"
}

# Fresh calendars of the real binary, and what must hold between them.
export_calendars() {
    local out=$1 boston=(marathon-intermediate-18 --race 2027-04-19 --zone America/New_York)
    export_one "$out/spring.ics" "${boston[@]}" --now "$NOW"
    export_one "$out/vancouver.ics" marathon-intermediate-18 --race 2027-03-14 --zone America/Vancouver \
        --at "tue 07:00" --now "$NOW"
    export_one "$out/runner.ics" marathon-intermediate-18 --race 2027-04-19 --race-name "Patriots' Day; Öl, Süd" \
        --race-time 10:00 --zone Europe/Berlin --units mi --weekly "40 mi" --longest "13 mi" --recent "half 1:38:30" \
        --long "sun 08:00" --at "tue 18:00" --rest mon,fri --away 2027-02-13..2027-02-21 --now "$NOW"

    export_one "$out/busy.ics" marathon-intermediate-18 --race 2027-04-19 --race-time 10:00 --zone America/New_York \
        --long "sun 08:00" --at "tue 18:00" --busy --busy-before "15 min" --busy-after "30 min" --now "$NOW"
    export_one "$out/weeks.ics" marathon-intermediate-18 --race 2027-04-19 --race-name "Patriots' Day; Öl, Süd" \
        --zone America/New_York --at "tue 18:00" --weeks --utc --event-title "{session}[, {distance}] {{{race}}}" \
        --from 2027-01-01 --to 2027-03-01 --now "$NOW"

    local again=$TMP/again.ics
    export_one "$again" "${boston[@]}" --now "$NOW"
    cmp "$out/spring.ics" "$again" || die "two exports with the same --now differ"
    undated "$out/spring.ics" >"$TMP/undated"
    for now in 2026-10-01T12:00:00Z 2027-02-03T12:00:00Z 2027-08-01T12:00:00Z; do
        export_one "$again" "${boston[@]}" --now "$now"
        undated "$again" | diff "$TMP/undated" - || die "the calendar exported at $now is another one"
    done

    local season plan goal list=$TMP/plans
    for season in examples/*.toml; do
        [[ -e $season ]] || die "no season in examples/"
        export_one "$out/examples/$(basename "$season" .toml).ics" "$season" --now "$NOW"
    done
    "$LONGRUN" plans --json >"$TMP/plans.json"
    "$VENV/bin/python" - "$TMP/plans.json" >"$list" <<'END'
import json, sys
for plan in json.load(open(sys.argv[1], encoding="utf-8")):
    print(plan["name"], "overlay" if plan["overlay"] else plan.get("goal") or "none")
END
    [[ -s $list ]] || die "longrun plans --json lists no plan"
    while read -r plan goal; do
        local anchor=("$plan" --race 2027-04-18)
        case $goal in
            none) anchor=("$plan" --start 2026-11-23) ;;
            overlay) anchor=(half-12 --also "$plan" --race 2027-04-18) ;;
        esac
        export_one "$out/plans/$plan.ics" "${anchor[@]}" --zone Europe/Berlin --now "$NOW"
    done <"$list"
}

export_one() {
    local file=$1
    shift
    if ! "$LONGRUN" export "$@" -o "$file" 2>"$TMP/said"; then
        cat "$TMP/said" >&2
        die "failed: longrun export $*"
    fi
    grep -q '^BEGIN:VEVENT' "$file" || die "no event in: longrun export $*"
}

# A calendar without the moment of its export.
undated() { grep -v -e '^DTSTAMP:' -e '^LAST-MODIFIED:' "$1"; }

# ---------------------------------------------------------------- browser

section_browser() {
    (cd "$BROWSER" && node pages.mjs "$LONGRUN")
}

# ---------------------------------------------------------------- tokens

section_tokens() {
    "$ROOT/tests/tokens.sh" "$RECORDS"
}

# ---------------------------------------------------------------- counts

section_counts() {
    # A valgrind without the C library's debug symbols does not start on Debian.
    command -v valgrind >/dev/null || debian valgrind libc6-dbg
    "$ROOT/tests/instructions.sh" "$LONGRUN"
}

# ---------------------------------------------------------------- load

section_load() {
    "$VENV/bin/python" "$ROOT/tests/load.py" "$LONGRUN"
}

# ---------------------------------------------------------------- bench

# With --test each bench runs once, without measuring: this proves that they still work.
section_bench() {
    cargo bench --locked --bench writer -- --test
    cargo bench --locked --bench placing -- --test
    local path=$PATH:/usr/sbin
    if ! PATH=$path command -v nginx >/dev/null || ! command -v wrk >/dev/null || ! command -v taskset >/dev/null; then
        debian nginx-light wrk util-linux
    fi
    cargo bench --locked --bench serve -- --test
}

# ---------------------------------------------------------------- all of it

SECTIONS=(tools build test fuzz interop browser tokens counts load bench)

# The sections asked for with what they need, in order.
plan_sections() {
    if [[ $# == 0 ]]; then
        echo "${SECTIONS[@]}"
    elif [[ $* == counts ]]; then
        in_order build "$@"
    elif [[ " $* " == *" interop "* || " $* " == *" browser "* || " $* " == *" load "* ]]; then
        in_order tools build "$@"
    elif [[ " $* " == *" tokens "* ]]; then
        in_order test "$@"
    else
        in_order "$@"
    fi
}

in_order() {
    local section
    for section in "${SECTIONS[@]}"; do
        if [[ " $* " == *" $section "* ]]; then
            printf '%s ' "$section"
        fi
    done
}

main() {
    local only=()
    while [[ $# -gt 0 ]]; do
        case $1 in
            -h | --help)
                usage
                exit 0
                ;;
            --only)
                if [[ $# -lt 2 || " ${SECTIONS[*]} " != *" $2 "* ]]; then
                    printf 'tests/run.sh: --only takes one of: %s\n' "${SECTIONS[*]}" >&2
                    exit 2
                fi
                only+=("$2")
                shift 2
                ;;
            *)
                usage >&2
                exit 2
                ;;
        esac
    done

    if ! command -v cargo >/dev/null && [[ -x $HOME/.cargo/bin/cargo ]]; then
        PATH=$HOME/.cargo/bin:$PATH
    fi
    TMP=$(mktemp -d)
    trap 'rm -rf "$TMP"' EXIT
    # Where the tests keep their tokens and logs; this script adds what they print.
    RECORDS=$TMP/records
    mkdir -p "$RECORDS/logs"
    export LONGRUN_TEST_RECORDS=$RECORDS
    LONGRUN=${CARGO_TARGET_DIR:-$ROOT/target}/release/longrun

    local section status begun failed=() report=()
    for section in $(plan_sections "${only[@]}"); do
        printf '\n=== %s ===\n' "$section"
        begun=$SECONDS
        # Not in a condition: there, bash would not stop at a command that fails.
        set +e
        (
            set -e
            "section_$section"
        ) 2>&1 | tee "$RECORDS/logs/$section"
        status=${PIPESTATUS[0]}
        set -e
        if [[ $status == 0 ]]; then
            report+=("$(printf '  %-8s passed  %4d s' "$section" $((SECONDS - begun)))")
            continue
        fi
        report+=("$(printf '  %-8s FAILED  %4d s' "$section" $((SECONDS - begun)))")
        failed+=("$section")
        if [[ $section == tools || $section == build ]]; then
            break # nothing after these can pass
        fi
    done

    printf '\n=== summary ===\n'
    printf '%s\n' "${report[@]}"
    if [[ -s $TMP/counts ]]; then
        cat "$TMP/counts"
    fi
    if [[ ${#failed[@]} -gt 0 ]]; then
        printf 'tests/run.sh: FAILED: %s\n' "${failed[*]}"
        exit 1
    fi
    printf 'tests/run.sh: all passed in %d s\n' "$SECONDS"
}

main "$@"
