// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Loads Maven's resolver when it is first wanted, from {@code lib/resolver} beside the jar: its thirty libraries are on
 * no class path, so that a kernel starts without them and cells may have other versions of them.
 */
final class ResolverLoader extends URLClassLoader {

    private static final String RESOLVER = "koopman.jupyter.MavenResolver";

    /** What of this package needs those libraries. */
    private static final Set<String> WITH_LIBRARIES =
            Set.of(RESOLVER, "koopman.jupyter.UnresolvedReason", "koopman.jupyter.JarDownloads");

    private static Resolver resolver;

    private ResolverLoader(List<URL> libraries) {
        super("resolver", libraries.toArray(URL[]::new), ResolverLoader.class.getClassLoader());
    }

    /**
     * Returns the resolver.
     *
     * @throws IOException if the resolver's libraries cannot be read
     */
    static synchronized Resolver resolver() throws IOException {
        try {
            if (resolver == null) {
                Path here = Path.of(ResolverLoader.class.getProtectionDomain().getCodeSource().getLocation().toURI());
                resolver = (Resolver) new ResolverLoader(libraries(here)).loadClass(RESOLVER).getConstructor()
                        .newInstance();
            }
            return resolver;
        } catch (URISyntaxException | ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The libraries of a jar stand beside it; run from folders, they are on the class path. */
    private static List<URL> libraries(Path here) throws IOException {
        List<URL> libraries = new ArrayList<>(List.of(here.toUri().toURL()));
        if (Files.isRegularFile(here)) {
            Path folder = here.resolveSibling("lib").resolve("resolver");
            if (!Files.isDirectory(folder)) {
                throw new IOException(folder + " (not found) must hold Maven's resolver: build with mvn package");
            }
            try (Stream<Path> jars = Files.list(folder)) {
                for (Path jar : jars.sorted().toList()) {
                    libraries.add(jar.toUri().toURL());
                }
            }
        }
        return libraries;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded
                    : WITH_LIBRARIES.contains(name) ? findClass(name) : super.loadClass(name, resolve);
        }
    }
}
