#!/usr/bin/env bash
# Opens the chapters in JupyterLab on this machine: installs it, builds the jar and the kernel, serves copies, says the address.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. environment/stages.sh

COPIES=target/notebooks-open

usage() {
  cat << END
environment/notebook.sh [--port N] [CHAPTER]
  opens the chapters in JupyterLab: says the address to open in a browser on this machine; Ctrl-C ends it.
  CHAPTER   opens this one, by number or name, such as 01
  --port    the port on 127.0.0.1 (else the first one free from 8888 on)
What you open are copies in $COPIES: change them as you like. A copy that you have changed is kept as it is; to start it over,
delete it and run this again.
END
}

main() {
  local port= chapter=
  while [ $# -gt 0 ]; do
    case "$1" in
      --port) port=${2:-}; [ $# -eq 1 ] || shift; need_port "$port" ;;
      --port=*) port=${1#*=}; need_port "$port" ;;
      -h | --help) usage; exit 0 ;;
      -*) fail "$1 (unknown) must be --port or --help" ;;
      *) [ -z "$chapter" ] || fail "chapters ($chapter, $1) must be one: JupyterLab opens the others from its list"
         chapter=$1 ;;
    esac
    shift
  done
  choose_notebooks ${chapter:+"$chapter"}
  lock_checkout
  need_target
  KOOPMAN_QUIET=1 environment/setup.sh lab
  find_lab || fail "JupyterLab (not found) must be there: run environment/setup.sh lab"
  jar_is_new || step "building target/koopman.jar" build_jar
  step "installing the kernel in target/jupyter" install_kernel
  lab_environment
  "${LAB[@]}" environment/copies.py notebooks "$COPIES"
  unlock_checkout
  say "== starting JupyterLab"
  serve "$port" "${chapter:+tree/$(basename "${NOTEBOOKS[0]}")}"
}

need_port() {
  case "$1" in
    "" | *[!0-9]*) fail "--port (${1:-missing}) must be a number" ;;
  esac
  { [ "${#1}" -le 5 ] && [ "$1" -ge 1 ] && [ "$1" -le 65535 ]; } || fail "--port ($1) must be 1 to 65535"
}

# Does the jar have all that is in the sources? Then Maven need not look.
jar_is_new() { in_release || { [ -f "$JAR" ] && [ -z "$(find pom.xml src/main -newer "$JAR" -print -quit)" ]; }; }

# serve PORT PAGE: starts the server, says its address when it takes connections, and stays until it ends.
serve() {
  local own=target/jupyterlab retries=50 run server status=0
  [ -z "$1" ] || retries=0
  mkdir -p "$own/config/labconfig"
  run=$(mktemp -d "$PWD/$own/run.XXXXXX")
  quiet_settings > "$own/config/labconfig/page_config.json"
  JUPYTER_RUNTIME_DIR=$run "${LAB[@]}" -m jupyterlab --no-browser --allow-root --ip=127.0.0.1 ${1:+--port="$1"} \
    --ServerApp.port_retries="$retries" --ServerApp.root_dir="$PWD/$COPIES" \
    --ServerApp.terminals_enabled=False --KernelSpecManager.ensure_native_kernel=False \
    --LabApp.extension_manager=readonly > "$run/log" 2>&1 < /dev/null &
  server=$!
  trap 'kill -TERM '"$server"' 2> /dev/null || true; ENDED=yes' INT TERM HUP
  trap 'end_server '"$server $run" EXIT
  announce "$server" "$run" "$2"
  while kill -0 "$server" 2> /dev/null; do wait "$server" || status=$?; done
  [ -n "${ENDED:-}" ] || [ "$status" -eq 0 ] || server_failed "$run"
  say "ended; your copies are in $COPIES"
}

end_server() {
  kill -TERM "$1" 2> /dev/null || true
  wait "$1" 2> /dev/null || true
  rm -rf "$2"
}

# JupyterLab's own requests for news, updates and extensions.
quiet_settings() {
  cat << 'END'
{"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": true,
                        "@jupyterlab/extensionmanager-extension": true}}
END
}

# announce SERVER RUN PAGE: the server writes its port and token to a file that only this user can read.
announce() {
  local file= waited=0
  while [ -z "$file" ]; do
    kill -0 "$1" 2> /dev/null || { [ -z "${ENDED:-}" ] || exit 0; server_failed "$2"; }
    [ "$waited" -lt 240 ] || server_failed "$2"
    sleep 0.5
    waited=$((waited + 1))
    file=$(find "$2" -name 'jpserver-*.json' -print -quit)
  done
  say "open $(value_of url "$file")lab${3:+/$3}?token=$(value_of token "$file")"
  say "Ctrl-C here ends it; what you change is in $COPIES"
}

value_of() { sed -n 's/.*"'"$1"'": "\([^"]*\)".*/\1/p' "$2"; }

server_failed() {
  tail -n 5 "$1/log" >&2
  fail "JupyterLab (see above) must start: choose another --port, or report the lines above"
}

main "$@"
