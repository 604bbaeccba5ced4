// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The libraries that a session has, and their versions: of two versions of one library, cells see the one that was there
 * first, as every class loader has it. Whoever asks for the other should hear of that.
 */
final class Libraries {

    private final String classPath;
    private final Map<String, Library> known = new LinkedHashMap<>();
    private final Set<Path> seen = new HashSet<>();
    private boolean begun;

    /** Of the kernel's own class path, which is looked at when the first library is added. */
    Libraries(String classPath) {
        this.classPath = classPath;
    }

    /** Takes what is added to the class path, and returns a line about each that is there in another version. */
    List<String> add(List<Path> paths) {
        if (!begun) {
            begun = true;
            own().forEach(path -> Library.in(path).forEach(each -> known.putIfAbsent(each.key(), each.ofKernel())));
        }
        List<String> lines = new ArrayList<>();
        for (Path path : paths.stream().filter(seen::add).toList()) {
            for (Library asked : Library.in(path)) {
                Library counts = known.putIfAbsent(asked.key(), asked);
                if (counts != null && !counts.version().equals(asked.version())) {
                    lines.add(line(asked, counts));
                }
            }
        }
        return lines;
    }

    private static String line(Library asked, Library counts) {
        return asked.artifact() + " " + asked.version() + " was asked for, but the session has " + counts.version()
                + " already, which counts: " + (counts.fromKernel() ? "it is the kernel's own, at " + counts.jar()
                : "to have " + asked.version() + ", restart the kernel and ask for it first");
    }

    /** The jars on the class path, and those that their manifests name. */
    private Set<Path> own() {
        Set<Path> all = new LinkedHashSet<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            Path path = Path.of(entry).toAbsolutePath();
            if (Files.isRegularFile(path) && all.add(path)) {
                all.addAll(named(path));
            }
        }
        return all;
    }

    private static List<Path> named(Path jar) {
        try {
            return new OwnJar(jar).libraries().stream().map(name -> Path.of(jar.toUri().resolve(URI.create(name))))
                    .filter(Files::isRegularFile).toList();
        } catch (IOException | IllegalArgumentException unreadable) {
            return List.of();
        }
    }
}
