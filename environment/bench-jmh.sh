#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs the benchmarks of src/jmh by JMH, in the environment that the kernel sets: environment/bench.sh jmh [JMH'S OPTIONS...], such as
# "Homology.ofPoints -f 3" or -h. Their jar is in target/jmh, made anew when a source is newer.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. environment/stages.sh

OUT=$PWD/target/jmh
JAR=$OUT/koopman.jar

main() {
  need_maven
  need_target
  if ! jmh_is_new; then step "the jar with the benchmarks" maven -q -Pjmh -Dbuild.folder="$OUT" -DskipTests package >&2; fi
  local variables each
  variables=$(sed -n '/^TRAINING=(/,/)$/p' environment/koopman.sh | grep -oE '[A-Z_]+=[a-z0-9.][a-z0-9.=]*')
  for each in $variables; do export "${each?}"; done
  exec "$(java_command java)" -Dai.djl.offline=true -Dslf4j.internal.verbosity=ERROR \
    -cp "$JAR:$OUT/lib/*" org.openjdk.jmh.Main "$@"
}

jmh_is_new() { jar_is_new && [ -z "$(find src/jmh -newer "$JAR" -print -quit)" ]; }

main "$@"
