// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Where Jupyter looks for kernels, on Linux, macOS and Windows. */
public final class KernelFolders {

    private final Map<String, String> environment;
    private final String system;
    private final Path home;

    KernelFolders(Map<String, String> environment, String system, Path home) {
        this.environment = environment;
        this.system = system.toLowerCase(Locale.ROOT);
        this.home = home;
    }

    /** Returns the folders of this machine and user. */
    public static KernelFolders here() {
        return new KernelFolders(System.getenv(), System.getProperty("os.name"),
                Path.of(System.getProperty("user.home")));
    }

    /** Returns the user's own folder of kernels. */
    public Path user() {
        if (environment.containsKey("JUPYTER_DATA_DIR")) {
            return kernels(Path.of(environment.get("JUPYTER_DATA_DIR")));
        }
        if (system.contains("win") && !system.contains("darwin")) {
            return kernels(Path.of(environment.getOrDefault("APPDATA", home.resolve("AppData/Roaming").toString()),
                    "jupyter"));
        }
        if (system.contains("mac")) {
            return kernels(home.resolve("Library/Jupyter"));
        }
        String data = environment.getOrDefault("XDG_DATA_HOME", home.resolve(".local/share").toString());
        return kernels(Path.of(data, "jupyter"));
    }

    /** Returns the folder of kernels below the prefix of an installation, such as {@code /usr/local}. */
    public static Path below(Path prefix) {
        return kernels(prefix.resolve("share").resolve("jupyter"));
    }

    /** Returns the folder of kernels of a folder that is named on {@code JUPYTER_PATH}. */
    public static Path kernels(Path jupyter) {
        return jupyter.resolve("kernels");
    }

    /**
     * Returns the folder of the Python environment in use: the active virtual or conda environment, else Python's.
     *
     * @throws IOException if there is none
     */
    public Path pythonEnvironment() throws IOException {
        for (String name : List.of("VIRTUAL_ENV", "CONDA_PREFIX")) {
            if (environment.containsKey(name)) {
                return below(Path.of(environment.get(name)));
            }
        }
        return below(Path.of(askPython()));
    }

    private static String askPython() throws IOException {
        try {
            Process python = new ProcessBuilder("python3", "-c", "import sys; print(sys.prefix)")
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            return new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException absent) {
            throw new IOException("--sys-prefix needs an active Python environment or python3 on the path; "
                    + "use --user or --prefix DIR", absent);
        }
    }

    /** Returns the folders of all kernels of ours that Jupyter finds. */
    public List<Path> installed() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path kernels : searched()) {
            if (Files.isDirectory(kernels)) {
                try (Stream<Path> each = Files.list(kernels)) {
                    each.filter(folder -> new InstalledKernel(folder).isOurs()).sorted().forEach(found::add);
                }
            }
        }
        return found;
    }

    private List<Path> searched() {
        List<Path> folders = new ArrayList<>();
        for (String entry : environment.getOrDefault("JUPYTER_PATH", "").split(File.pathSeparator)) {
            if (!entry.isBlank()) {
                folders.add(kernels(Path.of(entry)));
            }
        }
        folders.add(user());
        try {
            folders.add(pythonEnvironment());
        } catch (IOException noPython) {
            // then it has no kernels either
        }
        folders.add(below(Path.of("/usr/local")));
        folders.add(below(Path.of("/usr")));
        return folders.stream().distinct().toList();
    }
}
