#!/usr/bin/env bash
# Tries a release as a reader and as a Java project would: environment/check_release.sh, after environment/release.sh. By hand: it
# fetches the libraries that Maven's projects need once more, 170 MB, into a local repository of its own.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

OUT=$PWD/target/release
TRIED="$OUT/tried in a folder"

main() {
  local zip
  zip=$(echo "$OUT"/koopman-*.zip)
  [ -f "$zip" ] || fail "target/release (no zip in it) must hold a release: run environment/release.sh"
  find_client || fail "Jupyter's client (not found) must be there: run environment/setup.sh"
  (cd "$OUT" && sha256sum --quiet -c "$(basename "$zip").sha256") || fail "$zip (damaged) must be as it was packed"
  have unzip || fail "unzip (not on the path) must be there: install it"
  rm -rf "$TRIED"
  mkdir -p "$TRIED"
  unzip -q "$zip" -d "$TRIED"
  TOP=$TRIED/$(basename "$zip" .zip)
  step "files as packed" files
  step "the command line" command_line
  step "the kernel" kernel
  if find_chromium && find_lab; then step "chapter 01 in JupyterLab" chapter; fi
  step "a Maven project" maven_project
  rm -rf "$TRIED"
  say "the release works"
}

files() { (cd "$TOP" && sha256sum --quiet -c SHA256SUMS) || fail "the files (see above) must be as they were packed"; }

# By its path, by a link from elsewhere, and as a plain jar: always the same.
command_line() {
  printf '0,0\n1,0\n1,1\n0,1\n' > "$TRIED/square.csv"
  ln -s "$TOP/bin/koopman" "$TRIED/link"
  "$(java_command java)" -jar "$TOP/koopman.jar" homology "$TRIED/square.csv" > "$TRIED/expected"
  (cd / && "$TRIED/link" homology "$TRIED/square.csv") | cmp - "$TRIED/expected" || fail "bin/koopman must print what the jar prints"
  [ "$("$TOP/bin/koopman" --version)" = "koopman $(basename "$TOP" | cut -d- -f2)" ] || fail "bin/koopman must say the zip's version"
  named koopman.jar koopman
  named koopman-kernel.jar koopman.kernel
}

# named JAR NAME: what a program with modules calls the jar.
named() {
  "$(java_command jar)" --describe-module --file "$TOP/$1" | grep -q "^$2@\|^$2 automatic" || fail "$1 must be the module $2"
}

# A network is trained in a cell, which needs PyTorch's native code.
kernel() {
  "$TOP/bin/koopman" kernel install --dir "$TRIED/jupyter" > /dev/null
  JUPYTER_PATH=$TRIED/jupyter PYTHONDONTWRITEBYTECODE=1 "$CLIENT_PYTHON" -c '
import nbclient, nbformat
book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in (
    "var points = YinYang.splits(0, 500);",
    "ResidualMlp.train(points.train(), 10, 2, TrainingPlan.adamW(20, 512, 1e-2), 0, Progress.silent()).accuracy(points.test()) > 0.8")])
nbclient.NotebookClient(book, kernel_name="koopman").execute()
assert book.cells[1].outputs[0].data["text/plain"] == "true", book.cells[1].outputs' || fail "the kernel (see above) must train a network"
}

chapter() { client_python environment/check_lab.py --in "$TOP" || fail "chapter 01 (see above) must open"; }

# The project of README's lines, with nothing of this library but what the release has.
maven_project() {
  local project=$TRIED/consumer
  cp -r src/test/consumer "$project"
  mkdir "$project/target"
  sed -i.bak "s|^  <build>|  <repositories><repository><id>release</id><url>file://$OUT/maven</url></repository></repositories>&|" \
    "$project/pom.xml"
  (cd "$project" && mvn -B -ntp -q -Dmaven.repo.local="$OUT/repository" compile exec:java) > "$TRIED/output" 2>&1 \
    || { tail -n 5 "$TRIED/output" >&2; fail "the project in src/test/consumer must build and run"; }
  grep -q '^surrogate right ' "$TRIED/output" && [ -f "$project/target/film.png" ] || fail "the project must explain its network"
}

main "$@"
