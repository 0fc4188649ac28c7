# A private RabbitMQ for one run of the tests: its own data folder, its own ports, its own cookie, loopback only.
# Sourced by tests/run. It sets rabbitmq_address, an AMQP address; rabbitmq_node, the node's name; and rabbitmq_control,
# a command that is rabbitmqctl for this node.

rabbitmq_programs=/usr/lib/rabbitmq/bin
rabbitmq_folder=
rabbitmq_address=
rabbitmq_node=
rabbitmq_control=

# What the node and rabbitmqctl must agree on. Everything stands in the folder: nothing of the machine's own node is read.
write_rabbitmq_environment() {
  local port=$1 loopback='-kernel inet_dist_use_interface {127,0,0,1}'
  cat >"$rabbitmq_folder/environment" <<END
export HOME='$rabbitmq_folder' RABBITMQ_CONF_ENV_FILE='$rabbitmq_folder/none' RABBITMQ_CONFIG_FILE='$rabbitmq_folder/rabbitmq'
export RABBITMQ_ADVANCED_CONFIG_FILE='$rabbitmq_folder/none' RABBITMQ_ENABLED_PLUGINS_FILE='$rabbitmq_folder/plugins'
export RABBITMQ_NODENAME='pairing-$port@localhost' RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT=$port
export RABBITMQ_DIST_PORT=$((port + 1)) ERL_EPMD_PORT=$((port + 2)) ERL_EPMD_ADDRESS=127.0.0.1
export RABBITMQ_MNESIA_BASE='$rabbitmq_folder/data' RABBITMQ_LOG_BASE='$rabbitmq_folder/log' RABBITMQ_PID_FILE='$rabbitmq_folder/pid'
export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='$loopback +sbwt none +sbwtdcpu none +sbwtdio none'
export RABBITMQ_CTL_ERL_ARGS='$loopback'
END
  printf '#!/usr/bin/env bash\nsource "%s/environment"\nexec %s/rabbitmqctl -n "$RABBITMQ_NODENAME" "$@"\n' \
    "$rabbitmq_folder" "$rabbitmq_programs" >"$rabbitmq_folder/control"
  chmod 700 "$rabbitmq_folder/control"
}

# Starts the node of the folder, also again after it was killed. Erlang's port mapper (epmd) is started beside it and not
# by it: a daemon would outlive the tests.
run_rabbitmq() {
  local second listening port
  rm -f "$rabbitmq_folder/pid"
  (
    source "$rabbitmq_folder/environment"
    cd "$rabbitmq_folder" || exit 1
    if ! { [ -s epmd ] && kill -0 "$(cat epmd)" 2>/dev/null; }; then
      setsid epmd </dev/null >log/epmd 2>&1 &
      echo $! >epmd
    fi
    setsid "$rabbitmq_programs/rabbitmq-server" </dev/null >log/output 2>&1 &
    echo $! >server
  )
  port=$(sed -n 's/.*RABBITMQ_NODE_PORT=\([0-9]*\).*/\1/p' "$rabbitmq_folder/environment")
  # The port is opened last, so who is let in finds the node ready.
  for ((second = 0; second < 600; second++)); do
    kill -0 "$(cat "$rabbitmq_folder/server")" 2>/dev/null || return 1
    listening=$( (exec 3<>"/dev/tcp/127.0.0.1/$port" && echo yes) 2>/dev/null)
    [ "$listening" = yes ] && [ -s "$rabbitmq_folder/pid" ] && return 0
    sleep 0.1
  done
  return 1
}

start_rabbitmq() {
  local port try
  [ -x "$rabbitmq_programs/rabbitmq-server" ] || { echo "RabbitMQ is not installed." >&2; return 1; }
  rabbitmq_folder=$(mktemp -d /tmp/pairing-rabbitmq.XXXXXX) && mkdir "$rabbitmq_folder/data" "$rabbitmq_folder/log" || return 1
  (umask 377 && od -An -N 24 -tx1 /dev/urandom | tr -d ' \n' >"$rabbitmq_folder/.erlang.cookie")
  echo '[].' >"$rabbitmq_folder/plugins"
  printf 'disk_free_limit.absolute = 50MB\nlog.file.level = warning\n' >"$rabbitmq_folder/rabbitmq.conf"
  # Below the kernel's own range of ports. Another process may take one first: then the next are tried.
  for try in 1 2 3 4; do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 4000 * 3))
    write_rabbitmq_environment "$port"
    if run_rabbitmq; then
      rabbitmq_node=pairing-$port@localhost
      rabbitmq_address=amqp://guest:guest@127.0.0.1:$port/
      rabbitmq_control=$rabbitmq_folder/control
      return 0
    fi
    end_rabbitmq
  done
  cat "$rabbitmq_folder"/log/* >&2
  return 1
}

# Ends the node and its port mapper by their own ids: asked first, then at once.
end_rabbitmq() {
  local file signal second id
  for file in pid server epmd; do
    [ -s "$rabbitmq_folder/$file" ] || continue
    id=$(cat "$rabbitmq_folder/$file")
    for signal in TERM KILL; do
      kill -"$signal" "$id" 2>/dev/null || break
      for ((second = 0; second < 150; second++)); do
        kill -0 "$id" 2>/dev/null || break 2
        sleep 0.1
      done
    done
    rm -f "$rabbitmq_folder/$file"
  done
}

stop_rabbitmq() {
  [ -n "$rabbitmq_folder" ] || return 0
  end_rabbitmq
  rm -rf "$rabbitmq_folder"
  rabbitmq_folder=
}
