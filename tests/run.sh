#!/usr/bin/env bash
# Every test, on SQLite and on PostgreSQL, and the browser. Installs what it needs when it is missing (Debian: postgresql,
# chromium, nodejs and npm; from npm the identity provider that people sign in with), starts what it needs and stops it. Ends with one line "N passed, N failed" and a matching exit code.
#   bash tests/run.sh              everything
#   bash tests/run.sh --no-browser without Chromium
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
browser=yes; [ "${1:-}" = --no-browser ] && browser=no
artifacts=${ARTIFACTS:-$PWD/artifacts}; mkdir -p "$artifacts"
work=$(mktemp -d "${TMPDIR:-/tmp}/incidentbot-tests.XXXXXX"); chmod 755 "$work"
postgres_started=no

say() { printf '%s\n' "$*"; }
stop() {
  if [ "$postgres_started" = yes ]; then as_postgres "$pg/pg_ctl" -D "$work/pg/data" -m immediate -w stop >/dev/null 2>&1; fi
  rm -rf "$work"
}
trap stop EXIT

install() {
  if [ "$(id -u)" != 0 ]; then say "$1 is missing and can be installed only by root: apt-get install $1"; say "0 passed, 1 failed"; exit 1; fi
  # PostgreSQL's programs are wanted, not a cluster of its own.
  mkdir -p /etc/postgresql-common
  grep -qs '^create_main_cluster' /etc/postgresql-common/createcluster.conf || echo 'create_main_cluster = false' >> /etc/postgresql-common/createcluster.conf
  (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@") >"$work/apt.log" 2>&1 \
    || { tail -5 "$work/apt.log"; say "could not install $*"; say "0 passed, 1 failed"; exit 1; }
}
find_postgres() { for d in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V -r); do [ -x "$d/initdb" ] && { echo "$d"; return; }; done; }
as_postgres() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --init-groups env -u PGDATA HOME=/tmp "$@"; else "$@"; fi; }
free_port() { local p; for _ in $(seq 50); do p=$((20000 + RANDOM % 10000)); (exec 3<>"/dev/tcp/127.0.0.1/$p") 2>/dev/null || { echo "$p"; return; }; done; }

pg=$(find_postgres); [ -n "$pg" ] || { install postgresql; pg=$(find_postgres); }
command -v npm >/dev/null || install nodejs npm
if [ "$browser" = yes ] && ! command -v chromium >/dev/null; then install chromium fonts-liberation; fi

# The identity provider of the tests is fetched while the code is built.
mkdir "$work/provider" && cp tests/IncidentBot.Tests/SignIn/provider/* "$work/provider/"
(cd "$work/provider" && npm install --no-audit --no-fund --no-package-lock --loglevel=error) >"$work/npm.log" 2>&1 &
npm_pid=$!

say "building"
if ! dotnet build IncidentBot.sln -v q --nologo >"$work/build.log" 2>&1; then
  grep -E 'error|warn' "$work/build.log" | sort -u | head -20; say "the build failed"; say "0 passed, 1 failed"; exit 1
fi

if ! wait "$npm_pid"; then tail -5 "$work/npm.log"; say "the identity provider of the tests could not be fetched from npm"; say "0 passed, 1 failed"; exit 1; fi
export INCIDENTBOT_TEST_OIDC="$work/provider"

port=$(free_port); mkdir -p "$work/pg"; [ "$(id -u)" = 0 ] && chown postgres "$work/pg"
as_postgres "$pg/initdb" -D "$work/pg/data" -U incident --auth=trust --no-sync -E UTF8 --no-locale >"$work/pg.log" 2>&1 \
  && as_postgres "$pg/pg_ctl" -D "$work/pg/data" -w -t 60 -l "$work/pg/log" -o "-c listen_addresses=127.0.0.1 -p $port -c unix_socket_directories='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200" start >>"$work/pg.log" 2>&1 \
  || { tail -5 "$work/pg.log"; say "PostgreSQL did not start"; say "0 passed, 1 failed"; exit 1; }
postgres_started=yes
export INCIDENTBOT_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=incident;Database=postgres"
export INCIDENTBOT_ARTIFACTS="$artifacts"

passed=0; failed=0; skipped=0
run() {
  local name=$1; shift
  local log="$artifacts/$name.log" start=$SECONDS
  timeout 1200 dotnet run --no-build --project "tests/$name" -- "$@" >"$log" 2>&1; local code=$?
  sed -i 's/\x1b\[[0-9;]*[A-Za-z]//g' "$log"   # on a build server the runner writes colours
  local p f s; p=$(sed -n 's/^ *succeeded: *//p' "$log" | tail -1); f=$(sed -n 's/^ *failed: *//p' "$log" | tail -1); s=$(sed -n 's/^ *skipped: *//p' "$log" | tail -1)
  if [ -z "$p" ] || { [ "$code" != 0 ] && [ "${f:-0}" = 0 ]; }; then say "$name did not finish (exit $code): see $log"; tail -20 "$log"; f=$(( ${f:-0} + 1 )); fi
  [ "${f:-0}" != 0 ] && grep -A12 '^failed ' "$log" | head -120
  say "$name: ${p:-0} passed, ${f:-0} failed, ${s:-0} skipped in $((SECONDS - start)) s"
  passed=$((passed + ${p:-0})); failed=$((failed + ${f:-0})); skipped=$((skipped + ${s:-0}))
}
run IncidentBot.Tests
[ "$browser" = yes ] && run IncidentBot.BrowserTests

line="$passed passed, $failed failed"; [ "$skipped" != 0 ] && line="$line, $skipped skipped"
say "$line"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
