// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.nio.file.Path;
import java.util.List;

/** Maven's resolver, as those see it who do not have its libraries. */
public interface Resolver {

    /**
     * Returns the jars of the dependencies of a {@code pom.xml}, and of what they need.
     *
     * @param licensed whether to look up their licences, which are empty texts otherwise
     * @throws IllegalStateException if one cannot be resolved, with its coordinates and where it was looked for
     */
    List<MavenJar> resolve(Path pom, boolean licensed);
}
