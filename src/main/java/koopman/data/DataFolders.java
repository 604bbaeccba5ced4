// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where files of data lie on this machine: the one place that knows. */
public final class DataFolders {

    private DataFolders() {}

    /** Returns the folders in which the reader's setting says that a set may lie, the likelier first. */
    static List<Path> given(String set) {
        String setting = setting();
        return setting.isBlank() ? List.of() : List.of(Path.of(setting, set), Path.of(setting));
    }

    private static String setting() {
        return System.getProperty("koopman.data", System.getenv().getOrDefault("KOOPMAN_DATA", ""));
    }

    /** Refuses a setting that names no folder: whoever made it would not want a download instead. */
    static void requireSetting() throws IOException {
        if (!setting().isBlank() && !Files.isDirectory(Path.of(setting()))) {
            throw new IOException("KOOPMAN_DATA (" + setting() + ") must name a folder that exists, or nothing");
        }
    }

    /**
     * Returns the folder in which a set is kept that was downloaded or computed: of that name in {@code data} in the folder that
     * KOOPMAN_CACHE names, else in ~/.cache/koopman. It need not be there yet.
     */
    public static Path cache(String set) {
        String own = System.getenv().getOrDefault("KOOPMAN_CACHE", "");
        String shared = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path home = !own.isBlank() ? Path.of(own) : !shared.isBlank() ? Path.of(shared, "koopman")
                : Path.of(System.getProperty("user.home"), ".cache", "koopman");
        return Path.of(System.getProperty("koopman.cache", home.toString())).resolve("data").resolve(set);
    }
}
