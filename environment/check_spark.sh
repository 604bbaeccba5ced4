#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Trains models on a cluster of Apache Spark on this machine, a master and two workers of one core each, and holds models and figures
# against those of a single run. On the way a process that trains is killed, then a worker. By hand: environment/check_spark.sh;
# without an installed Spark (SPARK_HOME) it fetches the 220 MB of it from Maven's repository.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. environment/stages.sh

OUT=$PWD/target/spark
WHAT=(reproduce yin-yang --seeds 2 --only "network,kae")
RUNNING=()

main() {
  no_options "$@"
  lock_checkout
  need_jdk
  need_maven
  need_target
  mkdir -p "$OUT"
  step "our jar, with its part for Spark" package
  step "Spark's jars" find_spark
  rm -rf "$OUT"/run* "$OUT"/work* "$OUT"/*.log
  step "a single run" alone
  trap stop EXIT
  step "a cluster" start
  step "the same on the cluster" submit run2
  same run2
  step "while processes are killed" harmed run3
  same run3
  say "models and figures are the same, to the byte"
}

usage() { say "environment/check_spark.sh"; say "  holds training on a cluster of Apache Spark against a single run."; }

package() { maven -q -Pspark -Dbuild.folder="$OUT" -DskipTests package; }

# An installed Spark, or what Maven has of it: its jars are all that a cluster needs.
find_spark() {
  [ -z "${SPARK_HOME:-}" ] || return 0
  local version
  version=$(sed -n 's|.*<spark.version>\(.*\)</spark.version>.*|\1|p' pom.xml)
  export SPARK_HOME=$OUT/spark-$version SPARK_SCALA_VERSION=2.13 # else it is looked for where Spark was built
  [ ! -f "$SPARK_HOME/complete" ] || return 0
  mkdir -p "$SPARK_HOME"
  cat > "$SPARK_HOME/pom.xml" << END
<project>
  <modelVersion>4.0.0</modelVersion><groupId>spark</groupId><artifactId>spark</artifactId><version>1</version>
  <dependencies><dependency>
    <groupId>org.apache.spark</groupId><artifactId>spark-core_2.13</artifactId><version>$version</version>
  </dependency></dependencies>
</project>
END
  maven -q -f "$SPARK_HOME/pom.xml" dependency:copy-dependencies -DoutputDirectory="$SPARK_HOME/jars"
  touch "$SPARK_HOME/complete"
}

# spark CLASS ARGUMENTS: runs a class of Spark's in this shell's place, as its own script spark-class does.
spark() {
  local command=() argument java
  java=$(java_command java)
  while IFS= read -r -d '' argument; do command+=("${argument#$'\n'}"); done \
    < <("$java" -cp "$SPARK_HOME/jars/*" org.apache.spark.launcher.Main "$@")
  exec "${command[@]:1}"
}

# begin NAME CLASS ARGUMENTS: in the background, with its own log; its number is the last of RUNNING.
begin() {
  local name=$1; shift
  spark "$@" > "$OUT/$name.log" 2>&1 &
  RUNNING+=($!)
}

alone() {
  "$(java_command java)" -jar "$OUT/koopman.jar" "${WHAT[@]}" --keep "$OUT/run1" --json "$OUT/run1.json" > "$OUT/run1.log" 2>&1 \
    || { tail -n 20 "$OUT/run1.log" >&2; fail "the command (see $OUT/run1.log) must succeed"; }
}

start() {
  export SPARK_LOCAL_IP=127.0.0.1 SPARK_NO_DAEMONIZE=1
  begin master org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 0 --webui-port 0
  MASTER=$(await "$OUT/master.log" 's/.*Starting Spark master at \(spark:.*\)/\1/p')
  local each
  for each in 1 2; do
    begin "worker$each" org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --webui-port 0 --cores 1 --memory 3g \
      --work-dir "$OUT/work$each" "$MASTER"
    await "$OUT/worker$each.log" 's/.*\(Successfully registered\) with master.*/\1/p' > /dev/null
  done
}

# await FILE SED: what the file says within a minute.
await() {
  local found= second
  for second in $(seq 60); do
    found=$(sed -n "$2" "$1" 2> /dev/null | head -n 1)
    [ -z "$found" ] || { say "$found"; return 0; }
    sleep 1
  done
  fail "$1 (silent) must tell of a start within a minute"
}

# The command of README.
submit() {
  local jars=("$OUT"/lib/*.jar)
  (spark org.apache.spark.deploy.SparkSubmit --master "$MASTER" --executor-memory 2g --jars "$(IFS=,; say "${jars[*]}")" \
    "$OUT/koopman.jar" "${WHAT[@]}" --keep "$OUT/$1" --json "$OUT/$1.json" --spark) > "$OUT/$1.log" 2>&1 \
    || { tail -n 20 "$OUT/$1.log" >&2; fail "the command on the cluster (see $OUT/$1.log) must succeed"; }
}

# The same while first a process that trains is killed, then, with the first model there, a worker and its process.
harmed() {
  submit "$1" &
  local run=$!
  until grep -qs 'Running task' "$OUT"/work1/app-*-0001/*/stderr; do going "$run"; done # of the second run on this cluster
  kill_trainer 1
  until ls "$OUT/$1"/network-* > /dev/null 2>&1; do going "$run"; done
  kill -KILL "${RUNNING[2]}"
  wait "${RUNNING[2]}" 2> /dev/null || true
  kill_trainer 2
  wait "$run" || exit 1
  grep -qs 'Lost executor' "$OUT/$1.log" || fail "the driver (see $OUT/$1.log) must have missed a process"
}

# kill_trainer WORKER: kills its latest process, which Spark numbers as the folder that it works in.
kill_trainer() {
  local folder
  folder=$(ls -td "$OUT/work$1"/app-*-0001/* | head -n 1)
  pkill -KILL -f "CoarseGrainedExecutorBackend.*--executor-id $(basename "$folder") .*$(basename "$(dirname "$folder")")" \
    || fail "a process that trains in $folder (none) must be there"
}

going() {
  kill -0 "$1" 2> /dev/null || fail "the run (ended) must go on"
  sleep 0.2
}

same() {
  cmp "$OUT/run1.json" "$OUT/$1.json" && diff -r --exclude '.*' "$OUT/run1" "$OUT/$1" || fail "$1 (different) must be as the single run"
}

stop() {
  local children
  children=$(jobs -p | paste -sd, -)
  [ -z "$children" ] || pkill -P "$children" || true
  [ "${#RUNNING[@]}" -eq 0 ] || kill "${RUNNING[@]}" 2> /dev/null || true
  wait
}

main "$@"
