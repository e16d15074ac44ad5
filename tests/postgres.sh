#!/usr/bin/env bash
# A PostgreSQL for tests: PROGRAMS is the folder of initdb and postgres, PORT a free one of the loopback. Its files lie in
# a temporary folder. It ends, and they go, when the standard input does: with whoever started this.
set -euo pipefail
programs=$1
port=$2

# PostgreSQL refuses to run as root.
as=()
if [[ $(id -u) == 0 ]]; then
    as=(setpriv --reuid nobody --regid nogroup --clear-groups)
fi

folder=$(mktemp -d)
server=
finish() {
    if [[ -n $server ]]; then
        kill -INT "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 1' INT TERM
chmod 0755 "$folder"
mkdir "$folder/data"
if [[ $(id -u) == 0 ]]; then
    chown nobody:nogroup "$folder" "$folder/data"
fi

cd "$folder"
export HOME=$folder LC_ALL=C
"${as[@]}" "$programs/initdb" --pgdata data --username postgres --auth trust --encoding UTF8 --no-sync >initdb.log 2>&1 \
    || { cat initdb.log >&2; exit 1; }
"${as[@]}" "$programs/postgres" -D data -p "$port" -k "$folder" -c listen_addresses=127.0.0.1 \
    -c max_connections=200 -c shared_buffers=32MB >postgres.log 2>&1 </dev/null &
server=$!
read -r _ || true
