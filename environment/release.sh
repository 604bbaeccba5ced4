#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A release: one zip that runs without Maven, and the artifacts that Maven's projects depend on.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
. environment/stages.sh

OUT=$PWD/target/release
BUILD=$OUT/build

usage() {
  cat << END
environment/release.sh
  makes target/release: koopman-VERSION.zip, which runs where a JDK is (jars, kernel, notebooks, book, PDF where Chromium is), its
  checksum, and maven, a folder that Maven reads as a repository. The book and its PDF are those of the last run of the chapters,
  which runs first where there is none. Signing and sending are left to whoever publishes, and Intel's licence text, which
  src/main/licences/pytorch-native-cpu.txt says where to find, has to be added then.
END
}

main() {
  no_options "$@"
  lock_checkout
  need_target
  need_jdk
  need_maven
  environment/book.sh
  ! find_chromium || environment/pdf.sh
  find_client || fail "Python (not found) must be there: run environment/setup.sh"
  rm -rf "$OUT"
  step "building the artifacts" build_artifacts
  VERSION=$(basename "$OUT"/maven/io/github/koopman-java/koopman/*)
  step "packing koopman-$VERSION.zip" pack
  say "done: $OUT/koopman-$VERSION.zip ($(($(wc -c < "$OUT/koopman-$VERSION.zip") / 1000000)) MB) and $OUT/maven"
}

# A build of its own, so that the jar that the chapters ran on stays what it was.
build_artifacts() {
  maven -q -Prelease -DskipTests -Dbuild.folder="$BUILD" deploy -DaltDeploymentRepository="release::file:$OUT/maven"
  find "$OUT/maven" \( -name 'maven-metadata.xml*' -o -name '*-resolver.jar*' \) -delete
}

pack() {
  local top=$OUT/koopman-$VERSION
  mkdir -p "$top"/{bin,environment,notebooks/drawings}
  cp -r "$BUILD"/{koopman.jar,koopman-kernel.jar,lib,licences} LICENSE NOTICE CHANGELOG.md CITATION.cff "$top"
  sed "s/@version@/$VERSION/" src/main/release/README.md > "$top/README.md"
  cp environment/koopman.sh "$top/bin/koopman"
  sed 's/$/\r/' src/main/release/koopman.bat > "$top/bin/koopman.bat"
  cp environment/{lib.sh,stages.sh,setup.sh,notebook.sh,copies.py,debian-13-lab.txt,requirements-lab.txt} "$top/environment"
  cp notebooks/*.ipynb "$top/notebooks"
  cp notebooks/drawings/* "$top/notebooks/drawings"
  cp -r target/book "$top"
  rm -f "$top/book/.made-by-book-sh"
  [ ! -f target/koopman-book.pdf ] || cp target/koopman-book.pdf "$top"
  (cd "$top" && find . -type f ! -name SHA256SUMS | LC_ALL=C sort | xargs -d '\n' sha256sum > SHA256SUMS)
  client_python environment/zip.py "$top" "$top.zip"
  (cd "$OUT" && sha256sum "koopman-$VERSION.zip" > "koopman-$VERSION.zip.sha256")
  rm -rf "$top"
}

main "$@"
