// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.nio.file.Path;

/**
 * A jar that Maven has resolved.
 *
 * @param artifact its group and name, and its classifier if it has one, with colons between them
 * @param version its version
 * @param file where it lies
 * @param licence the licences that its POM names, or the nearest of its parents that names any
 */
public record MavenJar(String artifact, String version, Path file, String licence) {}
