// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.util.ClassLoaderUtils;
import ai.djl.util.Platform;
import ai.djl.util.Utils;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import koopman.data.FolderLock;
import koopman.data.WholeFile;

/**
 * The folder to which DJL unpacks PyTorch's native libraries at first use. DJL takes what lies there as it is; here it is whole,
 * or removed so that DJL unpacks it anew, by one process at a time.
 *
 * @param cache the folder of all versions
 * @param name that of this version in it
 * @param torch the size of each of PyTorch's libraries: DJL unpacks all of them together, or none
 * @param bridge the size of DJL's own, which lies beside them and is unpacked apart
 */
record EngineFolder(Path cache, String name, Map<String, Long> torch, Map<String, Long> bridge) {

    private static final String ENGINE = "pytorch";

    /** Returns the engine that is started, with libraries that are whole where it is DJL who unpacks them. */
    static Engine started(Supplier<Engine> start) {
        return isElsewhere() ? start.get() : of(Platform.detectPlatform(ENGINE)).whole(start);
    }

    /** DJL can be told to use other libraries. */
    private static boolean isElsewhere() {
        String version = Utils.getEnvOrSystemProperty("PYTORCH_VERSION");
        String library = System.mapLibraryName("torch");
        return System.getenv("PYTORCH_LIBRARY_PATH") != null || version != null && !version.isEmpty()
                || Stream.of(System.getProperty("java.library.path", "").split(File.pathSeparator))
                        .anyMatch(folder -> new File(folder, library).isFile());
    }

    static EngineFolder of(Platform platform) {
        var torch = new LinkedHashMap<String, Long>();
        for (String library : platform.getLibraries()) {
            put(torch, library, ENGINE + "/" + platform.getFlavor() + "/" + platform.getClassifier() + "/" + library);
        }
        var bridge = new LinkedHashMap<String, Long>();
        String own = System.mapLibraryName("djl_torch");
        put(bridge, platform.getApiVersion() + "-" + own,
                "jnilib/" + platform.getClassifier() + "/" + platform.getFlavor() + "/" + own);
        return new EngineFolder(Utils.getEngineCacheDir(ENGINE),
                platform.getVersion() + "-" + platform.getFlavor() + "-" + platform.getClassifier(), torch, bridge);
    }

    /** Notes the size of what DJL would unpack from a jar; what it would download is not looked at. */
    private static void put(Map<String, Long> sizes, String library, String resource) {
        try {
            URL packed = ClassLoaderUtils.getResource(resource);
            long size = packed == null ? -1 : packed.openConnection().getContentLengthLong();
            if (size >= 0) {
                sizes.put(library, size);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(resource + " could not be found in its jar: " + unreadable.getMessage(), unreadable);
        }
    }

    /**
     * Returns what starts from libraries that are whole.
     *
     * @throws UncheckedIOException if they cannot be: the message names the folder, what is wrong with it, and the remedy
     */
    <T> T whole(Supplier<T> start) {
        if (missing(torch) + missing(bridge) == 0) {
            return loaded(start);
        }
        try {
            return alone(start);
        } catch (IOException failed) {
            throw unwritable(failed);
        }
    }

    private <T> T alone(Supplier<T> start) throws IOException {
        FolderLock alone = FolderLock.await(cache);
        try (alone) {
            removeDamaged();
            requireRoom();
            return loaded(start);
        }
    }

    private <T> T loaded(Supplier<T> start) {
        try {
            return start.get();
        } catch (EngineException failed) {
            Throwable first = failed;
            while (first.getCause() != null) {
                first = first.getCause();
            }
            throw first instanceof IOException unwritten ? unwritable(unwritten)
                    : refused("hold what this system can load (" + first.getMessage() + "): delete it to unpack anew",
                            new IOException(failed));
        }
    }

    private UncheckedIOException unwritable(IOException failed) {
        return refused("be a folder that can be written to (" + WholeFile.reason(failed) + "): change its mode, make room",
                failed);
    }

    private Path folder() {
        return cache.resolve(name);
    }

    /** Returns the bytes of those libraries that are not there whole. */
    private long missing(Map<String, Long> libraries) {
        return libraries.entrySet().stream()
                .filter(library -> folder().resolve(library.getKey()).toFile().length() != library.getValue())
                .mapToLong(Map.Entry::getValue).sum();
    }

    private void removeDamaged() throws IOException {
        if (missing(torch) > 0) {
            for (Path each : all()) {
                Files.delete(each);
            }
            Files.deleteIfExists(folder()); // else DJL would not move there what it has unpacked
        } else if (missing(bridge) > 0) {
            for (String library : bridge.keySet()) {
                Files.deleteIfExists(folder().resolve(library));
            }
        }
    }

    private List<Path> all() throws IOException {
        if (!Files.isDirectory(folder())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder())) {
            return files.toList();
        }
    }

    private void requireRoom() throws IOException {
        File disk = cache.toFile(); // a file store is not found where the root has no mount point, as in a chroot
        long room = disk.getUsableSpace();
        if (room < missing(torch) + missing(bridge) && disk.getTotalSpace() > 0) { // some file systems don't know
            throw refused("have room for them, and has " + (room >> 20) + " MB: make room",
                    new IOException("no space left"));
        }
    }

    private UncheckedIOException refused(String fault, IOException cause) {
        long bytes = Stream.of(torch, bridge).flatMap(each -> each.values().stream()).mapToLong(Long::longValue).sum();
        return new UncheckedIOException("the folder of PyTorch's native libraries (" + folder() + ", " + (bytes >> 20)
                + " MB) must " + fault + ", or let the environment variable ENGINE_CACHE_DIR name another folder", cause);
    }
}
