# What the tests need from Debian, installed only when it is missing. Sourced by tests/run.

# One row a package: its name, and a pattern that a file of it matches once it is there.
packages=(
  "postgresql /usr/lib/postgresql/*/bin/postgres"
  "rabbitmq-server /usr/lib/rabbitmq/bin/rabbitmq-server"
  "python3-grpcio /usr/lib/python3/dist-packages/grpc/__init__.py"
  "faketime /usr/bin/faketime"
)

install_missing() {
  local row name pattern missing=()
  for row in "${packages[@]}"; do
    read -r name pattern <<<"$row"
    compgen -G "$pattern" >/dev/null || missing+=("$name")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "The tests need these Debian packages, and only root can install them: ${missing[*]}" >&2
    return 1
  fi
  echo "installing ${missing[*]}"
  # RUNLEVEL=1 keeps a package from starting a server of its own; the tests start theirs.
  local options=(-y -q --no-install-recommends -o DPkg::Lock::Timeout=300)
  export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
  apt-get update -q -o DPkg::Lock::Timeout=300 </dev/null >"$scratch/apt.log" 2>&1 &&
    apt-get install "${options[@]}" "${missing[@]}" </dev/null >>"$scratch/apt.log" 2>&1 && return 0
  tail -n 40 "$scratch/apt.log" >&2
  return 1
}
