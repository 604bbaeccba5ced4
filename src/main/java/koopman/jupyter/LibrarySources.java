// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The sources of classes: within the jar that has the class, beside it as {@code name-sources.jar}, from the repository
 * that {@code %maven} took it from, or, for classes of Java itself, in the JDK's {@code src.zip}.
 */
final class LibrarySources {

    /** Whoever asks for help waits so long; a slower download goes on, and serves who asks again. */
    private static final int PATIENCE_SECONDS = 4;

    private static final Set<Path> ASKED = new HashSet<>();

    private final JdkSources jdk;

    LibrarySources(JdkSources jdk) {
        this.jdk = jdk;
    }

    /** Returns the source of the file that declares a class, or an empty text. */
    String of(Class<?> type) {
        Class<?> outer = type;
        while (outer.getDeclaringClass() != null) {
            outer = outer.getDeclaringClass();
        }
        String path = outer.getName().replace('.', '/') + ".java";
        if (outer.getModule().isNamed()) {
            return jdk.source(outer.getModule().getName() + "/" + path);
        }
        String within = within(outer.getClassLoader(), path);
        return within.isEmpty() ? beside(outer, path) : within;
    }

    private static String within(ClassLoader loader, String path) {
        for (String folder : new String[] {"META-INF/sources/", ""}) {
            try (InputStream in = loader == null ? null : loader.getResourceAsStream(folder + path)) {
                if (in != null) {
                    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
                }
            } catch (IOException unreadable) {
                continue;
            }
        }
        return "";
    }

    private static String beside(Class<?> type, String path) {
        CodeSource place = type.getProtectionDomain().getCodeSource();
        try {
            Path jar = place == null ? null : Path.of(place.getLocation().toURI());
            if (jar == null || !jar.toString().endsWith(".jar")) {
                return "";
            }
            Path sources = jar.resolveSibling(jar.getFileName().toString().replaceFirst("\\.jar$", "-sources.jar"));
            if (!Files.isRegularFile(sources)) {
                fetch(jar);
            }
            return entry(sources, path);
        } catch (URISyntaxException | IllegalArgumentException strange) {
            return "";
        }
    }

    /** Returns the text of a file in a jar or zip, or an empty one. */
    static String entry(Path archive, String name) {
        if (!Files.isRegularFile(archive)) {
            return "";
        }
        try (ZipFile file = new ZipFile(archive.toFile())) {
            ZipEntry entry = file.getEntry(name);
            return entry == null ? "" : new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            return "";
        }
    }

    /** Has Maven fetch the sources of a jar of its repository, once in a session; without a network there are none. */
    private static void fetch(Path jar) {
        String coordinates = PomFile.sourcesOf(jar);
        synchronized (ASKED) {
            if (coordinates.isEmpty() || !ASKED.add(jar)) {
                return;
            }
        }
        var fetching = CompletableFuture.supplyAsync(() -> {
            try {
                return MavenProject.ofCoordinates(List.of(coordinates), List.of()).resolve();
            } catch (CellFailure none) {
                return List.<Path>of();
            }
        }, task -> new Thread(task, "sources").start());
        try {
            fetching.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException later) {
            return;
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }
}
