#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Holds environment/koopman.sh against java -jar target/koopman.jar, on a copy of its own: first use, two first uses at once,
# later use, a damaged archive, a folder that cannot be written to, a mistake, the variables of trainings. test.sh calls it.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

OWN=$PWD/target/launcher
JAVA=$(java_command java)

main() {
  [ -f target/koopman.jar ] || fail "target/koopman.jar (not found) must be built: mvn package -DskipTests"
  chmod -R u+w "$OWN" 2> /dev/null || true
  rm -rf "$OWN"
  mkdir -p "$OWN/environment" "$OWN/target" "$OWN/a folder"
  cp environment/koopman.sh "$OWN/environment"
  cp target/koopman.jar "$OWN/target"
  ln -s "$PWD/target/lib" "$OWN/target/lib"
  printf '0,0\n1,0\n1,1\n0,1\n' > "$OWN/a folder/square.csv"
  cd "$OWN/a folder"
  "$JAVA" -jar ../target/koopman.jar homology square.csv > expected
  ours & ours; wait $! || fail "two first uses at once (see above) must both succeed"
  same "at its first use"
  archive=$(echo ../target/*.jsa)
  [ -s "$archive" ] && [ "$(ls ../target | wc -l)" -eq 3 ] || fail "target ($(ls ../target)) must hold one whole archive"
  ours; same "from its archive"
  "$JAVA" "-XX:SharedArchiveFile=$archive" -Xshare:on -Xlog:class+load -jar ../target/koopman.jar homology square.csv \
    | grep 'koopman.topology.PersistentHomology source: shared objects file' > /dev/null \
    || fail "the archive must hold our classes"
  chmod u+w "$archive"; printf 'damaged' > "$archive"
  ours; same "with a damaged archive"
  rm -f "$archive"; chmod a-w ../target
  ours; same "without an archive"
  chmod u+w ../target
  ! ../environment/koopman.sh homology missing.csv > /dev/null 2> errors || fail "a missing file must be a failure"
  grep -q '^koopman homology: missing.csv must be a file that exists' errors || fail "errors ($(cat errors)) must name the file"
  mkdir -p fake/bin && printf '#!/bin/sh\nenv\n' > fake/bin/java && chmod +x fake/bin/java
  JAVA_HOME=$PWD/fake GOMP_SPINCOUNT=7 ../environment/koopman.sh reproduce > variables
  grep -q '^MALLOC_ARENA_MAX=1$' variables && grep -q '^GOMP_SPINCOUNT=7$' variables \
    || fail "reproduce must have the variables of trainings, and those that were set as they were"
  ! JAVA_HOME=$PWD/fake ../environment/koopman.sh data | grep '^MALLOC_ARENA_MAX=' || fail "data must have no variables of trainings"
  cd ../.. && rm -rf "$OWN"
  say "environment/koopman.sh computes as the jar does"
}

ours() { ../environment/koopman.sh homology square.csv > "found$BASHPID" 2>&1; }

# Whether all that was printed is what the jar printed, with no word more.
same() {
  local found
  for found in found*; do cmp "$found" expected || fail "the output $1 ($found) must be the jar's"; done
  rm -f found*
}

main "$@"
