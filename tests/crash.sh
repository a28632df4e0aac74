#!/usr/bin/env bash
# Kills the real program at random while people work and mail and webhooks go out, starts it again, and holds what people were answered against what is there
# (docs/reliability.md). PostgreSQL, with fsync, is started for it and stopped. Ends with the numbers as a table and the lines "succeeded: N" and "failed: N".
#   bash tests/crash.sh [--kills 50] [--database sqlite|postgres|both] [--seed N] [--short]
#   --short leaves out the process that freezes; --only kills|pair runs one part. INCIDENTBOT_CRASH_BUILT=1 skips the build.
#   --only chat kills it after its calls of Slack and of Teams, while a room is opened, and after what it sends outside, while a ladder is climbed, on both databases.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1
source tests/postgres.sh
work=$(mktemp -d "${TMPDIR:-/tmp}/incidentbot-crash.XXXXXX"); chmod 755 "$work"
trap 'stop_postgres; rm -rf "$work"' EXIT

project=IncidentBot.Crashes
case " $* " in *" --only chat "*) project=IncidentBot.Tests ;; esac
if [ -z "${INCIDENTBOT_CRASH_BUILT:-}" ] && ! dotnet build "tests/$project" -v q --nologo >"$work/build.log" 2>&1; then
  grep -E 'error|warn' "$work/build.log" | sort -u | head -20; echo "the build failed"; exit 1
fi

case " $* " in
  *" --database sqlite "*) ;;
  *)
    start_postgres "$work/pg" || { echo "PostgreSQL is missing or did not start: apt-get install postgresql"; exit 1; }
    export INCIDENTBOT_CRASH_POSTGRES=$postgres ;;
esac

if [ "$project" = IncidentBot.Tests ]; then
  kills=50; while [ $# -gt 0 ]; do [ "$1" = --kills ] && kills=${2:-50}; shift; done
  INCIDENTBOT_TEST_POSTGRES=$INCIDENTBOT_CRASH_POSTGRES INCIDENTBOT_KILLS=$kills dotnet run --no-build --project tests/IncidentBot.Tests -- --filter-class '*KillTests' --show-stdout all
else
  dotnet run --no-build --project tests/IncidentBot.Crashes -- "$@"
fi
