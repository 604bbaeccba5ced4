#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The library's command line as java -jar koopman.jar has it; `homology` starts sooner, from classes that are stored beside the
# jar at its first use, and `reproduce` trains faster, by variables. environment/koopman.sh COMMAND [ARGUMENT...], in a release bin/koopman, from any folder; for more memory,
# with JDK_JAVA_OPTIONS=-Xmx8g in its environment.
set -euo pipefail

self=${BASH_SOURCE[0]}
while [ -L "$self" ]; do # a link to it may lie in a folder of programs
  link=$(readlink "$self")
  case "$link" in /*) self=$link ;; *) self=$(dirname "$self")/$link ;; esac
done
TOP=$(cd "$(dirname "$self")/.." && pwd)
JAR=$TOP/target/koopman.jar
[ ! -f "$TOP/koopman.jar" ] || JAR=$TOP/koopman.jar # a release has it at its top
# The optimising compiler waits a hundred times as long as by default: it took a quarter of a short command's processor time.
PATIENT=(-XX:Tier4InvocationThreshold=500000 -XX:Tier4MinInvocationThreshold=60000 -XX:Tier4CompileThreshold=1500000
  -XX:Tier4BackEdgeThreshold=4000000)
JAVA=${JAVA_HOME:+$JAVA_HOME/bin/}java
# As in koopman.training.NativeEnvironment, which says why; what is set already stays.
TRAINING=(OMP_WAIT_POLICY=passive GOMP_SPINCOUNT=1000 MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=33554432
  MALLOC_TRIM_THRESHOLD_=536870912 GLIBC_TUNABLES=glibc.malloc.hugetlb=1)

main() {
  [ -f "$JAR" ] || { echo "koopman: $JAR (not found) must be there: in a checkout, mvn package -DskipTests builds it" >&2; exit 1; }
  [ "${1:-}" != reproduce ] || prepare_training
  [ "${1:-}" = homology ] || exec "$JAVA" -jar "$JAR" "$@"
  local archive options=("${PATIENT[@]}")
  # One thread collects what little garbage there is, before much memory is touched; a collector that the user names stays.
  case "${JDK_JAVA_OPTIONS:-} ${JAVA_TOOL_OPTIONS:-}" in *GC*) ;; *) options+=(-XX:+UseSerialGC -Xmn8m) ;; esac
  archive=$(archive)
  [ "$archive" -nt "$JAR" ] || make_archive "$archive" "${options[@]}"
  # An archive of another Java, or a damaged one, is ignored without a word.
  [ ! -f "$archive" ] || options+=("-XX:SharedArchiveFile=$archive" -Xlog:disable)
  exec "$JAVA" "${options[@]}" -jar "$JAR" "$@"
}

prepare_training() {
  local each name
  for each in "${TRAINING[@]}"; do
    name=${each%%=*}
    [ -n "${!name+set}" ] || export "${each?}"
  done
}

# Each Java has an archive of its own, named by the place of its program.
archive() {
  local program
  program=$(command -v "$JAVA" || true)
  program=$(readlink -f "$program" 2> /dev/null || printf '%s' "$program")
  printf '%s' "$(dirname "$JAR")/homology${program//[^A-Za-z0-9.]/-}.jsa"
}

# Stores the classes of a rehearsal, whole or not at all; where that cannot be, the command goes without.
make_archive() {
  local archive=$1 part; shift
  part=$(mktemp "$archive.XXXXXX" 2> /dev/null) || return 0
  trap 'rm -f "$part"' EXIT
  if points | "$JAVA" "$@" -XX:ArchiveClassesAtExit="$part" -Xlog:disable -jar "$JAR" homology - > /dev/null 2>&1 \
      && [ -s "$part" ]; then mv -f "$part" "$archive"; fi
  rm -f "$part"
}

points() { local i; for i in {1..99}; do echo "$((i * i % 97)).25,$((i * i * i % 89)).5,-$i"; done; }

main "$@"
