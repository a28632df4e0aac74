# Sourced by run.sh and crash.sh: a throw-away PostgreSQL on loopback.
postgres_data=
find_postgres() { for d in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V -r); do [ -x "$d/initdb" ] && { echo "$d"; return; }; done; }
as_postgres() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --init-groups env -u PGDATA HOME=/tmp "$@"; else "$@"; fi; }
free_port() { local p; for _ in $(seq 50); do p=$((20000 + RANDOM % 10000)); (exec 3<>"/dev/tcp/127.0.0.1/$p") 2>/dev/null || { echo "$p"; return; }; done; }

# start_postgres FOLDER [options]: sets $postgres to the connection string. The folder must be one that others may enter.
start_postgres() {
  local folder=$1 options=${2:-} port; port=$(free_port); pg=$(find_postgres); [ -n "$pg" ] || return 1
  mkdir -p "$folder"; [ "$(id -u)" = 0 ] && chown postgres "$folder"
  as_postgres "$pg/initdb" -D "$folder/data" -U incident --auth=trust --no-sync -E UTF8 --no-locale >"$folder.log" 2>&1 \
    && as_postgres "$pg/pg_ctl" -D "$folder/data" -w -t 60 -l "$folder/log" -o "-c listen_addresses=127.0.0.1 -p $port -c unix_socket_directories='' -c max_connections=200 $options" start >>"$folder.log" 2>&1 \
    || { tail -5 "$folder.log"; return 1; }
  postgres_data=$folder/data
  postgres="Host=127.0.0.1;Port=$port;Username=incident;Database=postgres"
}
stop_postgres() { [ -z "$postgres_data" ] || as_postgres "$pg/pg_ctl" -D "$postgres_data" -m immediate -w stop >/dev/null 2>&1; }
