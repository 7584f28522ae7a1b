#!/bin/bash
# SPDX-License-Identifier: MIT
# Measures Peelian beside DuckDB alone, pandas and nginx on synthetic data, and prints a
# Markdown table of medians. bench/README.md says what each row means.
#
#     bench/run.sh                 sizes 12x1, 36x1 and 120x1 (months x scale)
#     SIZES="12x0.1" RUNS=1 bench/run.sh
set -euo pipefail
export LC_ALL=C

here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
SIZES=${SIZES:-"12x1 36x1 120x1"}
RUNS=${RUNS:-3}
THREADS=${THREADS:-2}
COLD=${COLD:-0}
PEELIAN=${PEELIAN:-$root/build/release/bin/peelian}
DUCKDB_READ=${DUCKDB_READ:-$root/build/release/bench/duckdb_read}
PYTHON=${PYTHON:-/usr/bin/python3}
WORK=${WORK:-$(mktemp -d "${TMPDIR:-/tmp}/peelian-bench.XXXXXX")}
WEB_SECONDS=${WEB_SECONDS:-10}

say() { printf '%s\n' "$*" >&2; }
die() { say "run.sh: $*"; exit 1; }

[ -x "$PEELIAN" ] || die "no program at $PEELIAN (build it, or set PEELIAN)"
[ -x /usr/bin/time ] || die "GNU time is needed at /usr/bin/time"
mkdir -p "$WORK"
served=()
cleanup() {
    for pid in "${served[@]:-}"; do [ -z "$pid" ] || kill "$pid" 2>/dev/null || true; done
    [ "${KEEP:-0}" = 1 ] || rm -rf "$WORK"
}
trap cleanup EXIT

# --- measuring -------------------------------------------------------------------------

# Runs a command; adds "seconds peak-KiB" to a file of samples. Peelian's statuses 1 (there
# are findings: two faults are planted) and 3 (rejected rows) are not failures here, if a
# release came of it.
sample() {
    local samples=$1 status=0
    shift
    if [ "$COLD" = 1 ]; then sync; echo 3 > /proc/sys/vm/drop_caches; fi
    /usr/bin/time -o "$WORK/time" -f '%e %M' "$@" > "$WORK/out" 2> "$WORK/err" || status=$?
    case $status in
    0 | 1 | 3) ;;
    *) tail -n 20 "$WORK/err" >&2; die "'$*' ended with status $status" ;;
    esac
    tail -n 1 "$WORK/time" >> "$samples"
}

# The median of a column of a file of samples.
median() { sort -n -k "$2,$2" "$1" | awk -v c="$2" '{v[NR] = $c} END {m = int((NR + 1) / 2); print NR % 2 ? v[m] : (v[m] + v[m + 1]) / 2}'; }
seconds() { [ -s "$1" ] && printf '%.2f s' "$(median "$1" 1)" || printf -- '-'; }
mebibytes() { [ -s "$1" ] && awk -v k="$(median "$1" 2)" 'BEGIN {printf "%.0f MiB", k / 1024}' || printf -- '-'; }
ratio() { [ -s "$1" ] && [ -s "$2" ] && awk -v a="$(median "$1" 1)" -v b="$(median "$2" 1)" 'BEGIN {printf "%.2f", a / b}' || printf -- '-'; }

# --- one size --------------------------------------------------------------------------

# The releases of a workspace; fails with what the last command said when there are not `$2`.
expect_releases() {
    local found
    found=$(find "$1/releases" -mindepth 2 -maxdepth 2 -name manifest.json 2> /dev/null | wc -l)
    [ "$found" -eq "$2" ] || { cat "$WORK/err" >&2; die "$found releases in $1, not $2"; }
}

row() { printf '| %s | %s | %s | %s | %s |\n' "$@" >> "$WORK/table.md"; }

measure_size() {
    local months=${1%x*} scale=${1#*x} size=$1
    local dir=$WORK/$size data=$WORK/$size/data
    mkdir -p "$dir"
    say "== $size: generating $((months + 1)) months at scale $scale"
    "$PEELIAN" generate "$data" --from 2014-04 --months $((months + 1)) --scale "$scale" \
        --threads "$THREADS" --quiet > "$dir/generated.txt"
    # The month after the others waits outside, to be added later.
    local next
    next=$(basename "$(printf '%s\n' "$data"/police_uk/* | tail -n 1)")
    mv "$data/police_uk/$next" "$dir/next-month"
    find "$data" -type f -exec cat {} + > /dev/null # into the page cache
    local rows
    rows=$(cat "$data"/police_uk/*/*-street.csv "$data"/police_uk/*/*-stop-and-search.csv | wc -l)

    for run in $(seq "$RUNS"); do
        say "   run $run of $RUNS"
        if [ -x "$DUCKDB_READ" ]; then sample "$dir/duckdb" "$DUCKDB_READ" "$data" "$THREADS"; fi
        if "$PYTHON" -c 'import pandas' 2> /dev/null; then
            sample "$dir/pandas" "$PYTHON" "$here/pandas_count.py" "$data"
        fi
        rm -rf "$dir/ws"
        sample "$dir/init" "$PEELIAN" init "$dir/ws" --preset police.uk --data "$data"
        sample "$dir/full" "$PEELIAN" build "$dir/ws" --threads "$THREADS" --quiet
        expect_releases "$dir/ws" 1
        sample "$dir/again" "$PEELIAN" build "$dir/ws" --threads "$THREADS" --quiet
        cp -r "$dir/next-month" "$data/police_uk/$next"
        sample "$dir/month" "$PEELIAN" build "$dir/ws" --threads "$THREADS" --quiet
        expect_releases "$dir/ws" 2
        rm -rf "${data:?}/police_uk/$next"
    done

    row "$size" "$rows" "DuckDB alone: read and group" "$(seconds "$dir/duckdb")" "$(mebibytes "$dir/duckdb")"
    row "" "" "pandas: counting only" "$(seconds "$dir/pandas")" "$(mebibytes "$dir/pandas")"
    row "" "" "peelian init" "$(seconds "$dir/init")" "$(mebibytes "$dir/init")"
    row "" "" "peelian build: raw files to release ($(ratio "$dir/full" "$dir/duckdb") x DuckDB)" "$(seconds "$dir/full")" "$(mebibytes "$dir/full")"
    row "" "" "peelian build again, nothing new" "$(seconds "$dir/again")" "$(mebibytes "$dir/again")"
    row "" "" "peelian build, one new month ($(ratio "$dir/month" "$dir/full") x full)" "$(seconds "$dir/month")" "$(mebibytes "$dir/month")"
    last_workspace=$dir/ws
    # Only the last size's workspace is served; the rest makes room.
    rm -rf "$data/police_uk" "$dir/next-month"
}

# --- the web ---------------------------------------------------------------------------

# A port nobody listens on.
free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 30000))
        if ! (: < "/dev/tcp/127.0.0.1/$port") 2> /dev/null; then break; fi
    done
    echo "$port"
}

# Waits until a process of ours answers at an address.
wait_for() {
    for _ in $(seq 100); do
        kill -0 "$1" 2> /dev/null || die "the server for $2 ended at once"
        if curl -s -o /dev/null "$2"; then return; fi
        sleep 0.1
    done
    die "nothing answers at $2"
}

# Requests a second and the 99th percentile, of one address.
hit() {
    wrk -t2 -c"$2" -d"${WEB_SECONDS}s" --latency "$1" > "$WORK/wrk"
    awk '/Requests\/sec/ {r = $2} $1 == "99%" {p = $2} END {print r, p}' "$WORK/wrk"
    if grep -q 'Non-2xx' "$WORK/wrk"; then die "errors from $1"; fi
}

measure_web() {
    local site nginx_port own_port
    nginx_port=$(free_port)
    own_port=$(free_port)
    site=$(find "$1/releases" -mindepth 2 -maxdepth 2 -name site -printf '%T@ %p\n' | sort -n | tail -n 1 | cut -d' ' -f2-)
    cat > "$WORK/nginx.conf" << CONF
daemon off; worker_processes $THREADS; pid $WORK/nginx.pid; error_log $WORK/nginx.log;
events { worker_connections 4096; }
http {
    include /etc/nginx/mime.types; default_type application/octet-stream;
    access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000;
    open_file_cache max=1000 inactive=60s; etag on;
    client_body_temp_path $WORK; proxy_temp_path $WORK; fastcgi_temp_path $WORK;
    uwsgi_temp_path $WORK; scgi_temp_path $WORK;
    server { listen 127.0.0.1:$nginx_port reuseport; root $site; index index.html; }
}
CONF
    chmod a+rx "$WORK"
    nginx -c "$WORK/nginx.conf" -e "$WORK/nginx.log" & served+=($!)
    "$PEELIAN" serve "$1" --release latest --port "$own_port" --threads "$THREADS" --quiet > /dev/null & served+=($!)
    wait_for "${served[0]}" "http://127.0.0.1:$nginx_port/"
    wait_for "${served[1]}" "http://127.0.0.1:$own_port/"

    local page name
    printf '\n| page | bytes | server | requests/s, 64 connections | p99 | requests/s, 4 connections | p99 |\n|---|---|---|---|---|---|---|\n' >> "$WORK/table.md"
    # The front page, and the largest page there is.
    for page in "/" "/$(cd "$site" && find . -name '*.html' -printf '%s %P\n' | sort -n | tail -n 1 | cut -d' ' -f2-)"; do
        page=${page%index.html}
        for name in "nginx $nginx_port" "peelian $own_port"; do
            local url="http://127.0.0.1:${name#* }$page" bytes
            bytes=$(curl -s "$url" | wc -c)
            : > "$WORK/many" && : > "$WORK/few"
            for _ in $(seq "$RUNS"); do
                hit "$url" 64 >> "$WORK/many"
                hit "$url" 4 >> "$WORK/few"
            done
            printf '| %s | %s | %s | %s | %s | %s | %s |\n' "$page" "$bytes" "${name% *}" \
                "$(median "$WORK/many" 1)" "$(sort -n "$WORK/many" | awk '{v[NR] = $2} END {print v[int((NR + 1) / 2)]}')" \
                "$(median "$WORK/few" 1)" "$(sort -n "$WORK/few" | awk '{v[NR] = $2} END {print v[int((NR + 1) / 2)]}')" >> "$WORK/table.md"
        done
    done
}

# --- all -------------------------------------------------------------------------------

echo "Threads $THREADS, $(nproc) processors ($(awk -F': ' '/model name/ {print $2; exit}' /proc/cpuinfo)), page cache $([ "$COLD" = 1 ] && echo cold || echo warm), $("$PEELIAN" --version 2> /dev/null | head -n 1)"
echo
printf '| months x scale | rows read | work | median of %s | peak memory |\n|---|---|---|---|---|\n' "$RUNS" > "$WORK/table.md"
last_workspace=
for size in $SIZES; do measure_size "$size"; done
cat "$WORK/table.md"
if command -v nginx > /dev/null && command -v wrk > /dev/null && command -v curl > /dev/null; then
    : > "$WORK/table.md"
    measure_web "$last_workspace"
    cat "$WORK/table.md"
else
    say "nginx, wrk or curl is missing: the web part is left out"
fi
