# SPDX-License-Identifier: Apache-2.0
# The stages that book.sh and test.sh share. Source it after lib.sh.

NOTEBOOKS=()            # the chapters chosen, in order

find_tools() {
  find_client && find_sphinx || fail "Jupyter's client and Sphinx (not found) must be there: run environment/setup.sh"
}

# All notebooks, or those whose name begins with one of the arguments.
choose_notebooks() {
  local file wanted
  if [ $# -eq 0 ]; then
    for file in notebooks/*.ipynb; do [ -f "$file" ] && NOTEBOOKS+=("$file"); done
    [ ${#NOTEBOOKS[@]} -gt 0 ] || fail "notebooks (no .ipynb in it) must hold the chapters: is the clone complete?"
    return
  fi
  for wanted in "$@"; do
    wanted=$(basename "$wanted" .ipynb)
    set --
    for file in notebooks/"$wanted"*.ipynb; do [ -f "$file" ] && set -- "$@" "$file"; done
    [ $# -gt 0 ] || fail "chapter ($wanted) must begin the name of a file in notebooks/: $(chapter_numbers)"
    NOTEBOOKS+=("$@")
  done
}

# The numbers that the chapters' names begin with, in one line.
chapter_numbers() {
  local file numbers=()
  for file in notebooks/[0-9]*.ipynb; do file=${file##*/}; numbers+=("${file%%_*}"); done
  say "${numbers[*]} appendix"
}

# Runs Maven, keeping what it says in $MAVEN_LOG; where it failed for want of a network, says so in one line.
maven() {
  local log=${MAVEN_LOG:-target/maven.log}
  mkdir -p target && : > "$log"
  mvn -B -ntp -Dstyle.color=never "$@" 2>&1 | colourless | tee "$log" || {
    if grep -q 'There are test failures' "$log"; then
      fail "the tests (see above) must pass: mvn $*"
    elif grep -qE 'PKIX path|valid certification path|SSLHandshakeException|CertificateException' "$log"; then
      fail "the certificate of Maven's repository (see above) must be one that this JDK trusts: where a proxy of your network" \
        "signs anew, add its certificate to the JDK's trust store (keytool -importcert -cacerts), or give another store by" \
        "MAVEN_OPTS=-Djavax.net.ssl.trustStore=FILE"
    elif grep -qE 'Could not transfer|Unknown host|offline mode|Network is unreachable|Connection refused' "$log"
    then fail "Maven Central (not reachable, see above) must be reachable once: connect to the network and run again"
    else fail "Maven (see above) must succeed: mvn $*"
    fi
  }
}

# Copies lines as they come, without the colour codes that some Mavens write even to a pipe.
colourless() {
  local line plain
  shopt -s extglob
  while IFS= read -r line || [ -n "$line" ]; do
    plain=${line//$'\e['*([0-9;])m/}
    if [ -n "$plain" ] || [ "$plain" = "$line" ]; then printf '%s\n' "$plain"; fi
  done
}

build_jar() {
  [ -d "${HOME:-}/.m2/repository/ai/djl" ] || say "   the first time Maven fetches about 170 MB of libraries"
  maven -q -DskipTests package
}

# Installs the kernel of this jar for this Java, unless that is what is there.
install_kernel() {
  local java stamp
  java=$(java_command java)
  stamp=$({ "$java" -version; digest < "$JAR"; } 2>&1)
  [ "$stamp" != "$(cat target/jupyter/installed 2> /dev/null)" ] || return 0
  rm -rf target/jupyter
  "$java" -jar "$JAR" kernel install --dir target/jupyter > /dev/null \
    || fail "the kernel (see above) must install: report the lines above"
  say "$stamp" > target/jupyter/installed
}

# What a notebook needs: JupyterLab, the jar and the kernel. Nothing is trained.
prepare_lab() {
  need_target
  KOOPMAN_QUIET=1 environment/setup.sh lab
  find_lab || fail "JupyterLab (not found) must be there: run environment/setup.sh lab"
  jar_is_new || { need_maven; step "building target/koopman.jar" build_jar; }
  step "installing the kernel in target/jupyter" install_kernel
}

# Does the jar have all that is in the sources? Then Maven need not look. A container and a release have no sources.
jar_is_new() { [ -f "$JAR" ] && [ -z "$(find pom.xml src/main -newer "$JAR" -print -quit 2> /dev/null)" ]; }

# execute SIZE FOLDER FRESH AFTERWARDS: the chosen notebooks, reused where unchanged unless FRESH says something; AFTERWARDS
# is what the command usually takes after them, in seconds.
execute() {
  local options=(--size "$1" --out "$2" --afterwards "$4" --data "$(java_command java) -jar target/koopman.jar data"
    --jar target/koopman.jar)
  [ -z "$3" ] || options+=(--fresh)
  drop_strangers "$2"
  client_python environment/execute.py "${options[@]}" "${NOTEBOOKS[@]}" \
    || fail "the chapter named above must run without errors"
}

# Executed copies whose notebook is gone.
drop_strangers() {
  local copy
  for copy in "$1"/*.ipynb; do
    [ ! -f "$copy" ] || [ -f "notebooks/$(basename "$copy")" ] || rm -f "$copy"
  done
}

# MathJax and axe-core, in the jars that pom.xml names.
fetch_web() { [ -f target/web/mathjax.jar ] && [ -f target/web/axe.jar ] || maven -q dependency:copy@book; }

# The Javadoc, unless it is of this jar already: "mvn verify" writes it too.
write_javadoc() {
  [ target/reports/apidocs/index.html -nt target/koopman.jar ] || maven -q javadoc:javadoc
}

# target/book is replaced whole, so it must be ours or not be there.
need_free_book() {
  if [ -e target/book ] && [ ! -f target/book/.made-by-book-sh ]; then
    fail "target/book (not made by this script) must be free: move it away"
  fi
}

# One page has no index of its own, which would be another page.
drop_index() { grep -v '<genindex>$' "$1" > "$1.part" && mv "$1.part" "$1"; }

# render [FOLDER] [BUILDER]: the executed notebooks as a book, warnings as errors, in place only when complete.
render() {
  local out=${1:-target/book} builder=${2:-html} part
  part=$out.part
  fetch_web
  rm -rf "$part" target/doctrees target/book-source
  sphinx_python environment/stage_book.py target/notebooks target/book-source \
    ${NOTEBOOKS[@]+"${NOTEBOOKS[@]##*/}"}
  [ "$builder" = html ] || drop_index target/book-source/index.md
  sphinx_python -m sphinx -q -n -W --keep-going -b "$builder" -d target/doctrees target/book-source "$part" \
    || fail "the book (see above) must render without warnings"
  rm -rf "$part/.buildinfo" "$part/.buildinfo.bak"
  [ "$builder" != html ] || { write_javadoc; cp -r target/reports/apidocs "$part/api"; }
  : > "$part/.made-by-book-sh"
  rm -rf "$out"
  mv "$part" "$out"
}
