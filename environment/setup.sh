#!/usr/bin/env bash
# Installs what Maven does not: Jupyter's client, which executes the chapters, and Sphinx with its theme, which renders
# them; or JupyterLab, which opens them. Uses what is there. Its second run only looks.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

main() {
  case "${1:-}" in
    "" | lab) ;;
    -h | --help) usage; exit 0 ;;
    *) fail "$1 (unknown) must be lab, --help or nothing" ;;
  esac
  local start=$SECONDS
  need_jdk
  in_release || need_maven
  if [ -n "${1:-}" ]; then have_lab; else have_tools; fi
  if [ -z "${KOOPMAN_QUIET:-}" ] || [ -n "${INSTALLED:-}" ]; then report "$((SECONDS - start))"; fi
}

have_tools() {
  if [ -n "${KOOPMAN_PYTHON:-}" ] && ! { find_client && find_sphinx; }; then
    fail "KOOPMAN_PYTHON ($KOOPMAN_PYTHON) must have what environment/requirements.txt lists: install that, or unset it"
  elif ! find_client || ! find_sphinx; then
    INSTALLED=yes
    need_cache
    wait_for_cache
    find_client || install_client
    find_sphinx || install_sphinx
  fi
}

have_lab() {
  if ! find_lab; then
    [ -z "${KOOPMAN_PYTHON:-}" ] \
      || fail "KOOPMAN_PYTHON ($KOOPMAN_PYTHON) must have what environment/requirements-lab.txt lists: install that, or unset it"
    INSTALLED=yes
    need_cache
    wait_for_cache
    find_lab || install_lab
  fi
}

usage() {
  cat << END
environment/setup.sh [lab]
  installs Jupyter's client and Sphinx where they are missing, about a minute the first time.
  Debian 13, recent Ubuntu   packages, by apt (root or sudo)
  Debian 12                  packages, and Debian 13's Sphinx unpacked in a private folder
  elsewhere                  a private virtual environment, by pip (or your own: environment/environment.yml)
  lab  installs JupyterLab instead, which environment/notebook.sh opens
  Debian 12 and 13           Debian 13's packages (43 MB) unpacked in a private folder
  elsewhere                  a private virtual environment, by pip
Settings: KOOPMAN_CACHE   folder for the private parts (now $CACHE)
          KOOPMAN_PYTHON  a Python that has environment/requirements.txt (for lab: requirements-lab.txt) already
END
}

report() {
  [ -z "$CLIENT_PYTHON" ] || say "Jupyter's client: $CLIENT_PYTHON"
  [ -z "$SPHINX_PYTHON" ] || say "Sphinx:           $SPHINX_PYTHON${SPHINX_PATH:+ with $SPHINX_PATH}"
  [ ${#LAB[@]} -eq 0 ] || say "JupyterLab:       ${LAB[${#LAB[@]} - 1]}"
  say "ready after $1 s"
}

# Two checkouts may share one cache: the second waits for the first.
wait_for_cache() {
  if have flock; then
    exec 8> "$CACHE/.lock"
    flock -w 600 8 || fail "$CACHE (in use for 10 minutes) must be free: wait for the other setup, or end it"
  fi
}

# ---- Jupyter's client ------------------------------------------------------------------------------------------

install_client() {
  if apt_offers jupyter-nbconvert 6.5; then
    say "installing Jupyter's client by apt (about half a minute)"
    apt_install jupyter-nbconvert python3-jupyter-kernel-test
  else
    install_venv "$(venv_folder)" requirements.txt "Jupyter's client and Sphinx"
  fi
  find_client || fail "Jupyter's client (not found after installation) must be importable: set KOOPMAN_PYTHON to a" \
    "Python that has environment/requirements.txt"
}

# ---- Sphinx ----------------------------------------------------------------------------------------------------

install_sphinx() {
  if apt_offers python3-myst-nb 1.1 && apt_offers python3-sphinx 8.1; then
    say "installing Sphinx by apt (about half a minute)"
    apt_install python3-sphinx python3-myst-nb python3-sphinx-book-theme python3-sphinxcontrib.bibtex \
      python3-sphinx-design python3-sphinx-copybutton
  elif is_debian 12; then
    say "unpacking Debian 13's Sphinx in $(sphinx_folder) (about half a minute)"
    trust_debian_13
    apt_install python3-yaml python3-markupsafe python3-ipython
    unpack debian-13.txt "$(sphinx_folder)" finish_sphinx
  else
    install_venv "$(venv_folder)" requirements.txt "Jupyter's client and Sphinx"
  fi
  find_sphinx || fail "Sphinx (not found after installation) must be importable: set KOOPMAN_PYTHON to a Python that" \
    "has environment/requirements.txt"
}

# Makes the unpacked packages in $1 work from $2, where they are going to be.
finish_sphinx() {
  repair_paths "$1" "$2"
  rm -rf "${1:?}/usr/bin" "${1:?}/etc"
  PYTHONPATH=$1/usr/lib/python3/dist-packages /usr/bin/python3 -c \
    'import myst_nb, sphinx_book_theme, sphinx_design, sphinx_copybutton'
}

# Debian's packages name their data by absolute path: point these two to where the data will be.
repair_paths() {
  local modules=$1/usr/lib/python3/dist-packages
  sed -i "s|'/usr/share/sphinx'|'$2/usr/share/sphinx'|" "$modules/sphinx/__init__.py"
  sed -i "s|'/usr/share/docutils/'|'$2/usr/share/docutils/'|" "$modules/docutils/__init__.py"
}

# ---- JupyterLab ------------------------------------------------------------------------------------------------

install_lab() {
  if is_debian 12 || is_debian 13; then
    say "unpacking Debian 13's JupyterLab in $(lab_folder) (43 MB to fetch, about half a minute)"
    trust_debian_13
    unpack debian-13-lab.txt "$(lab_folder)" finish_lab
  else
    install_venv "$(lab_venv_folder)" requirements-lab.txt JupyterLab
  fi
  find_lab || fail "JupyterLab (not found after installation) must be importable: set KOOPMAN_PYTHON to a Python that" \
    "has environment/requirements-lab.txt"
}

# What the import says (that Node lacks its yarn, which nothing here calls) matters only where it fails.
finish_lab() {
  local said
  unpacked_lab "$1"
  said=$(PYTHONDONTWRITEBYTECODE=1 "${LAB[@]}" -W ignore -c 'import jupyterlab.labapp, jupyterlab_widgets' 2>&1) \
    || { say "$said" >&2; return 1; }
}

# ---- Debian 13's packages, elsewhere ---------------------------------------------------------------------------

is_debian() { (. /etc/os-release 2> /dev/null && [ "$ID $VERSION_ID" = "debian $1" ]); }

trust_debian_13() {
  is_debian 13 || [ -f /usr/share/keyrings/debian-archive-trixie-stable.gpg ] || apt_install debian-archive-keyring
}

# unpack LIST FOLDER FINISH: fetches the packages of a list with apt, which verifies them, into a folder of their own, which is
# there when FINISH has made them work: nothing of the system changes.
unpack() {
  local list=$1 folder=$2 finish=$3 part apt
  rm -rf "$folder".part.*
  part=$folder.part.$$
  trap 'rm -rf "'"$part"'"' EXIT
  apt=$part/apt
  mkdir -p "$apt"/{sources,state/lists/partial,cache/archives/partial,packages}
  private_apt "$apt"
  APT_CONFIG=$apt/apt.conf apt-get -qq update 2>&1 | tail -n 2 >&2 \
    || fail_network "Debian 13's package list" "$part"
  (cd "$apt/packages" && grep -v '^#' "$OLDPWD/environment/$list" \
    | APT_CONFIG=$apt/apt.conf xargs apt-get -qq download) || fail_network "Debian 13's packages" "$part"
  find "$apt/packages" -name '*.deb' -exec dpkg -x {} "$part" \;
  rm -rf "$apt" "$part"/usr/share/{bash-completion,doc,lintian,locale,man,perl5,vim}
  "$finish" "$part" "$folder" \
    || { rm -rf "$part"; fail "Debian 13's packages (unpacked) must be importable: please report the lines above"; }
  mv "$part" "$folder"
}

# An apt that knows only Debian 13, from the machine's own Debian sources with the release's name changed.
private_apt() {
  local apt=$1 file
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    [ -f "$file" ] && debian_lines "$file"
  done > "$apt/sources/debian.list"
  for file in /etc/apt/sources.list.d/*.sources; do
    [ -f "$file" ] && debian_stanzas "$file"
  done > "$apt/sources/debian.sources"
  [ -s "$apt/sources/debian.list" ] || [ -s "$apt/sources/debian.sources" ] \
    || fail "apt's sources (neither bookworm nor trixie in them) must name Debian 12 or 13: set KOOPMAN_PYTHON to a Python" \
      "that has environment/requirements.txt, and for JupyterLab environment/requirements-lab.txt"
  : > "$apt/status"
  cat > "$apt/apt.conf" << END
Dir::State "$apt/state";
Dir::State::status "$apt/status";
Dir::Cache "$apt/cache";
Dir::Etc::SourceList "/dev/null";
Dir::Etc::SourceParts "$apt/sources";
Dir::Etc::Preferences "/dev/null";
Dir::Etc::PreferencesParts "/dev/null";
APT::Sandbox::User "root";
APT::Update::Post-Invoke-Success "";
END
}

# The one-line entries of Debian itself: exactly the release or its updates, and the main component.
debian_lines() {
  sed -n -E '/^deb .* (bookworm|trixie)(-updates|-security)? (.* )?main( |$)/ { s/ bookworm/ trixie/; p }' "$1"
}

# The same of the newer format, whose entries are paragraphs.
debian_stanzas() {
  awk -v RS= -v ORS='\n\n' '
    /(^|\n)Enabled: *no/ || !/(^|\n)Components:[^\n]* main( |\n|$)/ { next }
    /(^|\n)Suites: *(bookworm|trixie)(-updates|-security)?( |\n|$)/ {
      gsub(/(bookworm|trixie)-backports[^ \n]*/, ""); gsub(/bookworm/, "trixie"); print
    }' "$1"
}

# ---- Ways to install -------------------------------------------------------------------------------------------

# Can apt install package $1 in version $2 or newer?
apt_offers() {
  local candidate
  have apt-get && have dpkg || return 1
  [ -n "$(apt_candidate "$1")" ] || update_apt
  candidate=$(apt_candidate "$1")
  [ -n "$candidate" ] && dpkg --compare-versions "$candidate" ge "$2"
}

apt_candidate() { apt-cache policy "$1" 2> /dev/null | sed -n 's/^  Candidate: *\([0-9].*\)/\1/p'; }

update_apt() {
  [ -z "${APT_UPDATED:-}" ] || return 0
  APT_UPDATED=1
  ! can_be_root || as_root apt-get -q update > "$CACHE/apt-update.log" 2>&1 || true
}

apt_install() {
  local log=$CACHE/apt.log
  ! dpkg -s "$@" > /dev/null 2>&1 || [ "$1" = debian-archive-keyring ] || return 0
  need_root "apt-get install --no-install-recommends $*"
  apt_try "$@" > "$log" 2>&1 && return
  update_apt
  apt_try "$@" > "$log" 2>&1 && return
  grep '^E:' "$log" | tail -n 2 >&2 || true
  fail "apt (see $log) must be able to install $*: check the network"
}

apt_try() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends -o DPkg::Lock::Timeout=300 \
    -o Dpkg::Use-Pty=0 install "$@"
}

# Root, or a sudo that needs no password or can ask for one.
can_be_root() { [ "$(id -u)" = 0 ] || { have sudo && { sudo -n true 2> /dev/null || [ -t 0 ]; }; }; }
need_root() { can_be_root || fail "you (not root, no sudo) must be able to install packages: run once as root: $*"; }
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# install_venv FOLDER REQUIREMENTS WHAT
install_venv() {
  local folder=$1 part
  [ ! -d "$folder" ] || return 0
  have python3 || fail "python3 (not on the path) must be there: install Python 3.10 or newer"
  say "installing $3 by pip in $folder (about a minute)"
  rm -rf "$folder".part.*
  part=$folder.part.$$
  trap 'rm -rf "'"$part"'"' EXIT
  python3 -m venv "$part" || { rm -rf "$part"; fail "python3 -m venv (failed) must work: install python3-venv"; }
  "$part/bin/python" -m pip install -q --disable-pip-version-check -r "environment/$2" \
    || fail_network "what environment/$2 lists" "$part"
  mv "$part" "$folder"
}

# Says that $1 could not be had, and leaves nothing half made in $2.
fail_network() {
  rm -rf "$2"
  fail "$1 (not reachable, see above) must be fetched once: connect to the network and run this again"
}

main "$@"
