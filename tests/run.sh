#!/usr/bin/env bash
# Every test, on SQLite and on PostgreSQL, the browser, and a short form of tests/crash.sh. Installs what it needs when it is missing (Debian: postgresql,
# chromium, nodejs and npm; from npm the identity provider that people sign in with, Slack's own clients, what draws its blocks, Microsoft's renderer of cards, and Microsoft's Agents Playground), starts what it needs and stops it. Ends with one line "N passed, N failed" and a matching exit code.
#   bash tests/run.sh              everything
#   bash tests/run.sh --no-browser without Chromium
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
browser=yes; [ "${1:-}" = --no-browser ] && browser=no
artifacts=${ARTIFACTS:-$PWD/artifacts}; mkdir -p "$artifacts"
work=$(mktemp -d "${TMPDIR:-/tmp}/incidentbot-tests.XXXXXX"); chmod 755 "$work"
source tests/postgres.sh

say() { printf '%s\n' "$*"; }
stop() {
  stop_postgres
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
pg=$(find_postgres); [ -n "$pg" ] || { install postgresql; pg=$(find_postgres); }
command -v npm >/dev/null || install nodejs npm
if [ "$browser" = yes ] && ! command -v chromium >/dev/null; then install chromium fonts-liberation; fi

# The identity provider of the tests, Slack's own clients that judge the fake Slack, what draws its blocks, Microsoft's renderer that judges and draws our cards, and Microsoft's Agents Playground, are fetched while the code is built.
mkdir "$work/provider" "$work/slack" "$work/teams-cards" "$work/playground" && cp tests/IncidentBot.Tests/Teams/Playground/client/* "$work/playground/" && cp tests/IncidentBot.Tests/Teams/Cards/oracle/* "$work/teams-cards/" && cp tests/IncidentBot.Tests/SignIn/provider/* "$work/provider/" && cp tests/IncidentBot.FakeSlack/oracle/* "$work/slack/"
(for one in provider slack teams-cards playground; do (cd "$work/$one" && npm install --no-audit --no-fund --no-package-lock --loglevel=error) || exit 1; done) >"$work/npm.log" 2>&1 &
npm_pid=$!

say "building"
if ! dotnet build IncidentBot.sln -v q --nologo >"$work/build.log" 2>&1; then
  grep -E 'error|warn' "$work/build.log" | sort -u | head -20; say "the build failed"; say "0 passed, 1 failed"; exit 1
fi

if ! wait "$npm_pid"; then tail -5 "$work/npm.log"; say "the identity provider of the tests, Slack's clients, the renderer of cards, or the Agents Playground, could not be fetched from npm"; say "0 passed, 1 failed"; exit 1; fi
export INCIDENTBOT_TEST_OIDC="$work/provider" INCIDENTBOT_TEST_SLACK="$work/slack" INCIDENTBOT_TEST_TEAMS_CARDS="$work/teams-cards" INCIDENTBOT_TEST_PLAYGROUND="$work/playground"

start_postgres "$work/pg" "-c fsync=off -c synchronous_commit=off -c full_page_writes=off" || { say "PostgreSQL did not start"; say "0 passed, 1 failed"; exit 1; }
export INCIDENTBOT_TEST_POSTGRES=$postgres
export INCIDENTBOT_ARTIFACTS="$artifacts"

passed=0; failed=0; skipped=0
run() {
  local name=$1; shift
  local log="$artifacts/$name.log" start=$SECONDS
  if [ "$name" = IncidentBot.Crashes ]; then INCIDENTBOT_CRASH_BUILT=1 timeout 600 bash tests/crash.sh "$@" >"$log" 2>&1; else timeout 1200 dotnet run --no-build --project "tests/$name" -- "$@" >"$log" 2>&1; fi; local code=$?
  sed -i 's/\x1b\[[0-9;]*[A-Za-z]//g' "$log"   # on a build server the runner writes colours
  local p f s; p=$(sed -n 's/^ *succeeded: *//p' "$log" | tail -1); f=$(sed -n 's/^ *failed: *//p' "$log" | tail -1); s=$(sed -n 's/^ *skipped: *//p' "$log" | tail -1)
  if [ -z "$p" ] || { [ "$code" != 0 ] && [ "${f:-0}" = 0 ]; }; then say "$name did not finish (exit $code): see $log"; tail -20 "$log"; f=$(( ${f:-0} + 1 )); fi
  [ "${f:-0}" != 0 ] && grep -A12 '^failed ' "$log" | head -120
  say "$name: ${p:-0} passed, ${f:-0} failed, ${s:-0} skipped in $((SECONDS - start)) s"
  passed=$((passed + ${p:-0})); failed=$((failed + ${f:-0})); skipped=$((skipped + ${s:-0}))
}
run IncidentBot.Tests
[ "$browser" = yes ] && run IncidentBot.BrowserTests
run IncidentBot.Crashes --kills 5 --database both --only kills

line="$passed passed, $failed failed"; [ "$skipped" != 0 ] && line="$line, $skipped skipped"
say "$line"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
