// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The jar that this program runs from, with the libraries that stand beside it because its manifest names them.
 * Maven's resolver, on no class path, lies in a folder beside them or inside the jar.
 *
 * @param path the jar
 */
public record OwnJar(Path path) {

    static final String NAME = "kernel.jar";
    private static final String RESOLVER = "lib/resolver";
    private static final String INNER_RESOLVER = "META-INF/resolver/";

    /** Returns the jar of this class, or null where it runs from folders of classes. */
    public static OwnJar here() {
        try {
            Path here = Path.of(OwnJar.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return Files.isRegularFile(here) ? new OwnJar(here) : null;
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Returns the libraries that the manifest names, relative to the jar's folder.
     *
     * @throws IOException if the jar cannot be read
     */
    public List<String> libraries() throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            String named = jar.getManifest() == null ? null
                    : jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return named == null ? List.of() : List.of(named.strip().split("\\s+"));
        } catch (IOException broken) {
            throw new IOException(path + " must be a whole jar: " + broken.getMessage(), broken);
        }
    }

    /**
     * Returns what is wrong with the libraries and what to do, or an empty text.
     *
     * @throws IOException if the jar cannot be read
     */
    public String fault() throws IOException {
        List<String> all = libraries();
        List<String> missing = all.stream().filter(each -> !Files.exists(path.resolveSibling(each))).toList();
        return missing.isEmpty() ? "" : path + " (without " + missing.get(0)
                + (missing.size() == 1 ? "" : " and " + (missing.size() - 1) + " more") + ") must have its " + all.size()
                + " libraries beside it: copy the folder lib there too";
    }

    /** Copies the jar into a folder and all that it needs beside it there. */
    void copyTo(Path folder) throws IOException {
        Files.copy(path, folder.resolve(NAME));
        for (String each : libraries()) {
            place(path.resolveSibling(each), folder.resolve(each));
        }
        Path resolver = folder.resolve(RESOLVER);
        unpackResolver(resolver);
        if (!Files.exists(resolver) && Files.isDirectory(path.resolveSibling(RESOLVER))) {
            placeAll(path.resolveSibling(RESOLVER), resolver);
        }
    }

    private static void placeAll(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path each : files.toList()) {
                place(each, to.resolve(each.getFileName()));
            }
        }
    }

    /** A second name for the same file costs no space; files of somebody else, who could change them, are copied. */
    private static void place(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try {
            if (Files.getOwner(from).equals(Files.getOwner(to.getParent()))) {
                Files.createLink(to, from.toRealPath());
                return;
            }
        } catch (IOException | UnsupportedOperationException noLink) {
            Files.deleteIfExists(to);
        }
        Files.copy(from, to);
    }

    private void unpackResolver(Path folder) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            for (JarEntry each : jar.stream().filter(entry -> entry.getName().matches(INNER_RESOLVER + ".*\\.jar")).toList()) {
                Files.createDirectories(folder);
                try (InputStream in = jar.getInputStream(each)) {
                    Files.copy(in, folder.resolve(each.getName().substring(INNER_RESOLVER.length())));
                }
            }
        }
    }
}
