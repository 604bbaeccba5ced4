# SPDX-License-Identifier: Apache-2.0
# Shared by the scripts beside it: messages, checks of the machine, the lock, and where tools are found.
# Source it; it moves to the project's top folder.

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

JAR=target/koopman.jar
[ ! -f koopman.jar ] || JAR=koopman.jar # a release has it at its top

# Settings a reader may change; the README lists them.
CACHE=${KOOPMAN_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/koopman}
# Several checkouts may share one folder of data files; what is not found there is downloaded.
if [ -z "${KOOPMAN_DATA:-}" ] && [ -d ../shared/data ]; then KOOPMAN_DATA=$(cd ../shared/data && pwd); fi
export KOOPMAN_DATA=${KOOPMAN_DATA:-}
CLIENT_PYTHON=          # the interpreter that runs notebooks, set by find_client
SPHINX_PYTHON=          # the interpreter that renders the book, set by find_sphinx
SPHINX_PATH=            # what goes on PYTHONPATH for Sphinx alone
LAB=()                  # the command that runs JupyterLab's interpreter, set by find_lab

say() { printf '%s\n' "$*"; }
fail() { printf '%s: %s\n' "$(basename "$0")" "$*" >&2; exit 1; }
have() { command -v "$1" > /dev/null 2>&1; }

# For a script that takes nothing but --help, which its function usage answers.
no_options() {
  case "${1:-}" in
    "") ;;
    -h | --help) usage; exit 0 ;;
    *) fail "$1 (unknown) must be --help or nothing" ;;
  esac
}

# Prints a title, and after the step the seconds it took.
step() {
  local title=$1 start=$SECONDS; shift
  say "== $title"
  "$@"
  say "   $((SECONDS - start)) s"
}

# ---- What must be there ----------------------------------------------------------------------------------------

java_command() { if [ -n "${JAVA_HOME:-}" ]; then say "$JAVA_HOME/bin/$1"; else say "$1"; fi; }

need_jdk() {
  local javac version
  javac=$(java_command javac)
  have "$javac" || fail "javac (${JAVA_HOME:-not on the path}) must be there: install a JDK 17 or newer," \
    "for example 'apt-get install default-jdk-headless', or set JAVA_HOME to one"
  version=$("$javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
  [ "${version:-0}" -ge 17 ] || fail "JDK (${version:-unknown}) must be 17 or newer: set JAVA_HOME to a newer one"
}

need_maven() {
  local version
  have mvn || fail "mvn (not on the path) must be there: install Maven 3.8 or newer, for example 'apt-get install maven'"
  version=$(mvn -v 2> /dev/null | sed -n 's/.*Apache Maven \([0-9]*\)\.\([0-9]*\).*/\1 \2/p')
  set -- ${version:-0 0}
  [ "$1" -gt 3 ] || { [ "$1" -eq 3 ] && [ "$2" -ge 8 ]; } || fail "Maven ($1.$2) must be 3.8 or newer"
}

# A folder that this user can write to, made if need be.
need_folder() {
  { mkdir -p "$1" && [ -w "$1" ]; } 2> /dev/null || fail "$1 (not writable) must be a folder you can write to: $2"
}

need_target() { need_folder target "give yourself the right to write in the project's folder"; }
need_cache() { need_folder "$CACHE" "set KOOPMAN_CACHE to another folder"; }

# ---- One run at a time -----------------------------------------------------------------------------------------

# Holds this checkout until the script ends, however it ends; scripts called by the holder pass.
lock_checkout() {
  [ -z "${KOOPMAN_LOCK_HELD:-}" ] || return 0
  local busy="another run is going on in this folder: wait for its end, or stop it"
  if have flock; then
    exec 9< environment/lib.sh
    flock -n 9 || fail "$busy"
  else
    need_target
    lock_folder target/.lock || fail "$busy"
  fi
  export KOOPMAN_LOCK_HELD=1
  LOCKED_HERE=yes
}

# Where flock is missing: a folder with the holder's process number; one left by a dead process is taken over.
lock_folder() {
  local holder
  if ! mkdir "$1" 2> /dev/null; then
    holder=$(cat "$1/pid" 2> /dev/null || true)
    if [ -n "$holder" ] && kill -0 "$holder" 2> /dev/null; then return 1; fi
    rm -rf "$1" && mkdir "$1" || return 1
  fi
  echo $$ > "$1/pid"
  trap 'rm -rf "'"$PWD/$1"'"' EXIT
}

# Lets other runs begin while this script goes on, where it is the holder.
unlock_checkout() {
  [ -n "${LOCKED_HERE:-}" ] || return 0
  if have flock; then exec 9<&-; else rm -rf target/.lock; trap - EXIT; fi
  unset KOOPMAN_LOCK_HELD
}

# ---- Where the tools are ---------------------------------------------------------------------------------------

digest() { if have sha256sum; then sha256sum "$@"; else shasum -a 256 "$@"; fi | cut -c 1-12; }
sphinx_folder() { say "$CACHE/sphinx-$(digest < environment/debian-13.txt)"; }
venv_folder() { say "$CACHE/venv-$(digest < environment/requirements.txt)"; }
lab_folder() { say "$CACHE/jupyterlab-$(digest < environment/debian-13-lab.txt)"; }
lab_venv_folder() { say "$CACHE/venv-lab-$(digest < environment/requirements-lab.txt)"; }

# Interpreters worth asking, the chosen one first.
pythons() {
  if [ -n "${KOOPMAN_PYTHON:-}" ]; then say "$KOOPMAN_PYTHON"; return; fi
  say "$(venv_folder)/bin/python"
  say python3
  say /usr/bin/python3
}

# Does interpreter $1 have the distributions that follow, each as name>=version?
python_has() {
  local python=$1; shift
  have "$python" && "$python" -c '
import sys
from importlib.metadata import version, PackageNotFoundError
def number(text): return [int(part) for part in text.split(".")[:2] if part.isdigit()]
try:
    ok = all(number(version(name)) >= number(least) for name, least in (a.split(">=") for a in sys.argv[1:]))
except PackageNotFoundError:
    ok = False
sys.exit(not ok)' "$@" 2> /dev/null
}

find_client() {
  local python
  for python in $(pythons); do
    if python_has "$python" "nbclient>=0.7" "nbformat>=5.1" "jupyter_client>=7.4" "nbconvert>=6.5" \
        "jupyter_kernel_test>=0.4"; then
      CLIENT_PYTHON=$python; return 0
    fi
  done
  return 1
}

SPHINX_NEEDS=("sphinx>=8.1" "myst-nb>=1.1" "myst-parser>=4.0" "sphinx-book-theme>=1.1" "sphinx-design>=0.6"
  "sphinxcontrib-bibtex>=2.6")

find_sphinx() {
  local python folder
  folder=$(sphinx_folder)
  if [ -z "${KOOPMAN_PYTHON:-}" ] && [ -d "$folder" ] && have /usr/bin/python3; then
    SPHINX_PYTHON=/usr/bin/python3 SPHINX_PATH=$folder/usr/lib/python3/dist-packages
    return 0
  fi
  for python in $(pythons); do
    if python_has "$python" "${SPHINX_NEEDS[@]}"; then
      SPHINX_PYTHON=$python SPHINX_PATH=
      return 0
    fi
  done
  return 1
}

find_lab() {
  local python folder
  folder=$(lab_folder)
  if [ -z "${KOOPMAN_PYTHON:-}" ] && [ -d "$folder" ]; then unpacked_lab "$folder"; return 0; fi
  for python in "${KOOPMAN_PYTHON:-}" "$(lab_venv_folder)/bin/python" python3 /usr/bin/python3; do
    if python_has "$python" "jupyterlab>=4.0" "jupyterlab_widgets>=3.0"; then LAB=("$python"); return 0; fi
  done
  return 1
}

# An unpacked Python is started by the C library that it was unpacked with.
unpacked_lab() {
  local loader
  for loader in "$1"/usr/lib/*-linux-gnu/ld-linux-*.so.*; do
    LAB=("$loader" --library-path "$(dirname "$loader")" "$1/usr/bin/python3.13")
  done
}

# Gives JupyterLab settings of its own, whatever Jupyter the reader has beside it.
lab_environment() {
  local own=$PWD/target/jupyterlab
  export PYTHONDONTWRITEBYTECODE=1 PYTHONNOUSERSITE=1 PYTHONWARNINGS=ignore JUPYTER_PATH=$PWD/target/jupyter \
    JUPYTER_CONFIG_DIR=$own/config JUPYTER_DATA_DIR=$own/data IPYTHONDIR=$own/ipython
}

# Runs Sphinx's interpreter with its private packages, which nothing else sees.
sphinx_python() {
  PYTHONPATH=$SPHINX_PATH PYTHONNOUSERSITE=1 PYTHONDONTWRITEBYTECODE=1 PYTHONHASHSEED=0 "$SPHINX_PYTHON" "$@"
}

client_python() { PYTHONDONTWRITEBYTECODE=1 JUPYTER_PATH=$PWD/target/jupyter "$CLIENT_PYTHON" "$@"; }

find_chromium() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome \
      "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
    if [ -n "$name" ] && have "$name"; then CHROMIUM=$name; return 0; fi
  done
  return 1
}
