# Which processes there are, where they listen, what they are told, and what runs. Sourced by run, which sets data, tree,
# services, all, replicas and the settings.

# Ports are counted from the gateway's: HTTP and gRPC of each replica side by side, ten ports a service.
port_of() {
  local process=$1 number
  for number in "${!all[@]}"; do
    [ "${all[number]}" != "${process%-*}" ] || break
  done
  echo $((PAIRING_PORT + (number + 1) % ${#all[@]} * 10 + (${process##*-} - 1) * 2))
}

processes_of() {
  local number
  for ((number = 1; number <= ${replicas[$1]:-1}; number++)); do echo "$1-$number"; done
}

# The addresses of all replicas of a service, semicolons between them; the second argument is 1 for gRPC.
addresses_of() {
  local process joined=
  for process in $(processes_of "$1"); do joined+=";http://127.0.0.1:$(($(port_of "$process") + $2))"; done
  echo "${joined#;}"
}

# One file a service, NAME=VALUE, readable by its owner only: what all its replicas are told.
write_environment() {
  local service=$1 other gateway
  gateway=http://127.0.0.1:$PAIRING_PORT
  {
    echo "Store__Provider=postgres"
    echo "Store__ConnectionFile=$data/$service/connection"
    echo "Store__Database=${PAIRING_PREFIX}_$service"
    echo "Store__Folder=$data"
    echo "Sealing__KeyFile=$data/$service/sealing.key"
    echo "Bus__Address=$PAIRING_RABBITMQ"
    echo "Bus__Prefix=$PAIRING_PREFIX"
    [ -z "${PAIRING_TELEMETRY:-}" ] || echo "Telemetry__Endpoint=$PAIRING_TELEMETRY"
    if [ "$service" = gateway ]; then
      for other in "${services[@]}"; do
        echo "Backends__${other}__Http=$(addresses_of "$other" 0)"
        echo "Backends__${other}__Grpc=$(addresses_of "$other" 1)"
        echo "Services__${other}__Secret=$(cat "$data/$other/secret")"
      done
    else
      echo "Access__Metadata=$gateway/.well-known/openid-configuration"
      echo "Access__TokenEndpoint=$gateway/connect/token"
      echo "Access__ClientId=$service"
      echo "Access__ClientSecret=$(cat "$data/$service/secret")"
      for other in "${services[@]}"; do echo "Neighbours__$other=$(addresses_of "$other" 1)"; done
    fi
    [ ! -f "$data/$service/more" ] || cat "$data/$service/more"
  } >"$data/$service/environment.new"
  mv "$data/$service/environment.new" "$data/$service/environment"
}

program_of() {
  local name=${1^} found
  for found in "${PAIRING_PROGRAMS:-$tree}/$name/$name.dll" "$tree/services/$name/bin/Release/net10.0/$name.dll" "$tree/gateway/$name/bin/Release/net10.0/$name.dll"; do
    [ ! -f "$found" ] || { echo "$found"; return 0; }
  done
  fail "There is no $name.dll: build first (dotnet build -c Release Pairing.sln), or name the folder of the published programs in PAIRING_PROGRAMS."
}

# Becomes the program, in the environment that its file says.
become() {
  local service=$1 program line
  shift
  program=$(program_of "$service") || exit 1
  while IFS= read -r line; do export "${line?}"; done <"$data/$service/environment"
  unset PAIRING_POSTGRES PAIRING_RABBITMQ
  exec dotnet "$program" "$@" </dev/null
}

# An id may be given to somebody else's process later; the moment it started tells them apart. What has ended and is only
# waiting for its parent to hear of it (Z, X) does not run.
moment_of() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | awk '$1 !~ /[ZX]/ { print $20 }'; }

id_of() {
  local id moment
  [ -s "$data/run/$1.pid" ] || return 1
  read -r id moment <"$data/run/$1.pid"
  [ "$(moment_of "$id")" = "$moment" ] && echo "$id"
}
