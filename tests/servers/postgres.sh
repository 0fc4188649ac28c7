# A private PostgreSQL for one run of the tests: its own data folder, its own port, loopback only.
# Sourced by tests/run. It sets postgres_address, an Npgsql connection string without a database. With postgres_disk its
# data are on a disk of so many megabytes in memory, which only root can make.

postgres_folder=
postgres_pid=
postgres_address=

# The newest PostgreSQL here that is at least 15, the version the platform is deployed on.
postgres_programs() {
  local found
  found=$(ls -d /usr/lib/postgresql/*/bin/postgres 2>/dev/null | sort -t / -k 5 -n | tail -n 1)
  [[ $found =~ ^/usr/lib/postgresql/([0-9]+)/bin/postgres$ && ${BASH_REMATCH[1]} -ge 15 ]] && dirname "$found"
}

# PostgreSQL refuses to run as root, so root hands over to the user that its package made.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

start_postgres() {
  local programs port try
  programs=$(postgres_programs) || { echo "PostgreSQL 15 or later is not installed." >&2; return 1; }
  postgres_folder=$(mktemp -d /tmp/pairing-postgres.XXXXXX) || return 1
  [ -z "${postgres_disk:-}" ] || mount -t tmpfs -o "size=${postgres_disk}m" tmpfs "$postgres_folder" || return 1
  [ "$(id -u)" != 0 ] || chown postgres: "$postgres_folder" || return 1
  # From the folder itself: the user postgres may not enter the folder that the tests were started in.
  (cd "$postgres_folder" && as_postgres "$programs/initdb" -D "$postgres_folder/data" -U postgres -A trust \
    -E UTF8 --locale=C) </dev/null >"$postgres_folder.log" 2>&1 || { cat "$postgres_folder.log" >&2; return 1; }
  # Its administrator is trusted; the roles of the services show their passwords, as they do in earnest.
  printf 'local all all trust\nhost all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n' >"$postgres_folder/data/pg_hba.conf"
  # Below the kernel's own range of ports. Another process may take the port first: then the next is tried.
  for try in 1 2 3 4 5 6 7 8; do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
    run_postgres "$port" && return 0
  done
  cat "$postgres_folder.log" "$postgres_folder/log" >&2
  return 1
}

# Starts the server of the folder, also again after it was killed.
run_postgres() {
  local programs
  programs=$(postgres_programs) || return 1
  (cd "$postgres_folder" && as_postgres "$programs/pg_ctl" start -w -t 60 -D "$postgres_folder/data" \
    -l "$postgres_folder/log" -o "-p $1 -k $postgres_folder -c listen_addresses=127.0.0.1 \
    -c max_connections=300 -c fsync=on") </dev/null >>"$postgres_folder.log" 2>&1 || return 1
  postgres_pid=$(head -n 1 "$postgres_folder/data/postmaster.pid")
  postgres_address="Host=127.0.0.1;Port=$1;Username=postgres"
}

# Ends the server by its own id, at once if it will not end by itself, and removes all that it left.
stop_postgres() {
  local signal second
  # Interrupted between its start and the note of its id: the server has written the id down itself.
  [ -n "$postgres_pid" ] || [ -z "$postgres_folder" ] || [ ! -s "$postgres_folder/data/postmaster.pid" ] ||
    postgres_pid=$(head -n 1 "$postgres_folder/data/postmaster.pid")
  if [ -n "$postgres_pid" ]; then
    for signal in INT QUIT KILL; do
      kill -"$signal" "$postgres_pid" 2>/dev/null || break
      for ((second = 0; second < 100; second++)); do
        kill -0 "$postgres_pid" 2>/dev/null || break 2
        sleep 0.1
      done
    done
    postgres_pid=
  fi
  ! mountpoint -q "${postgres_folder:-/none}" || umount -l "$postgres_folder"
  [ -z "$postgres_folder" ] || rm -rf "$postgres_folder" "$postgres_folder.log"
  postgres_folder=
}
