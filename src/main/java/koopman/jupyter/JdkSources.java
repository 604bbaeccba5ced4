// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.nio.file.Files;
import java.nio.file.Path;

/** The sources of the JDK, from which JShell takes its Javadoc: most distributions have them as a package of its own. */
final class JdkSources {

    private final Path file;

    JdkSources(Path javaHome) {
        Path own = javaHome.resolve("lib").resolve("src.zip");
        Path beside = javaHome.resolveSibling("src.zip");
        this.file = Files.isReadable(beside) ? beside : own;
    }

    /** Returns whether a signature without Javadoc would have one if the sources were there. */
    boolean areMissingFor(String signature, CellShell shell) {
        return !Files.isReadable(file) && isOfJdk(Signature.of(signature), new NamedTypes(shell));
    }

    /** Returns the text of a file, by the module and the path in it, or an empty one. */
    String source(String name) {
        return LibrarySources.entry(file, name);
    }

    /** Returns what to do about missing sources. */
    String remedy() {
        return "No Javadoc: src.zip (not found at " + file + ") must be there: on Debian and Ubuntu, install openjdk-"
                + Runtime.version().feature() + "-source.";
    }

    /** Libraries and cells are in no module. */
    private static boolean isOfJdk(Signature signature, NamedTypes types) {
        return types.named(signature.name()).or(() -> types.named(signature.owner()))
                .filter(type -> type.getModule().isNamed()).isPresent();
    }
}
