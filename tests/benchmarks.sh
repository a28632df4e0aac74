#!/usr/bin/env bash
# Measures what docs/performance.md tells. Starts a PostgreSQL that writes to disk before it answers (fsync), and stops it. Ends with tables.
#   bash tests/benchmarks.sh [--only catalogue,start,verbs,reminders,pages,slack] [--incidents 100000] [--clocks 100000] [--at-once 1000] [--pages 10000] [--database sqlite|postgres] [--rounds 300]
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
source tests/postgres.sh
work=$(mktemp -d "${TMPDIR:-/tmp}/incidentbot-bench.XXXXXX"); chmod 755 "$work"
trap 'stop_postgres; rm -rf "$work"' EXIT
if ! dotnet build tests/IncidentBot.Benchmarks -c Release -v q --nologo >"$work/build.log" 2>&1; then
  grep -E 'error|warn' "$work/build.log" | sort -u | head -20; echo "the build failed"; exit 1
fi
if dotnet publish src/IncidentBot -c Release -r linux-x64 --self-contained false -v q --nologo -o "$work/published" >"$work/publish.log" 2>&1; then export INCIDENTBOT_BENCH_PUBLISHED="$work/published"; fi
start_postgres "$work/pg" "-c track_commit_timestamp=on" || { echo "PostgreSQL is missing or did not start: apt-get install postgresql"; exit 1; }
export INCIDENTBOT_BENCH_POSTGRES=$postgres
case " $* " in
  *" --only "*) [[ " $* " == *slack* ]] && slack=1 ;;
  *) slack=1 ;;
esac
if [ -n "${slack:-}" ]; then
  command -v wrk >/dev/null || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends wrk; } >/dev/null 2>&1
  cp -r tests/IncidentBot.Benchmarks/bolt "$work/bolt" && (cd "$work/bolt" && npm ci --ignore-scripts --no-audit --no-fund >"$work/npm.log" 2>&1) || { echo "Bolt for JavaScript could not be installed"; exit 1; }
  export INCIDENTBOT_BENCH_BOLT="$work/bolt"
fi
dotnet run --no-build -c Release --project tests/IncidentBot.Benchmarks -- "$@"
