#!/usr/bin/env bash
# Writes the compiled models of both databases anew, after an entity or its mapping has changed (docs/decisions/0015). A test says when they are old.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
dotnet tool restore >/dev/null

# Old ones would be in the way of the build that the new ones are made from.
rm -rf Data/Compiled
dotnet build -v q --nologo
for database in Sqlite Postgres; do
  dotnet ef dbcontext optimize --no-build --context "${database}IncidentDb" --output-dir "Data/Compiled/$database" --namespace "IncidentBot.Host.Data.Compiled.$database" >/dev/null
done
