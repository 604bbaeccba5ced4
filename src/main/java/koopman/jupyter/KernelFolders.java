// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where Jupyter looks for kernels, on Linux, macOS and Windows.
 *
 * <p>Source: {@code jupyter_core.paths} of jupyter_core 5; a variable of the environment that is empty counts as none.
 */
public final class KernelFolders {

    private final Map<String, String> environment;
    private final OperatingSystem system;
    private final Path home;

    /**
     * @param environment the environment's variables, whose case does not matter on Windows
     * @param home the user's folder as Java knows it, for where the environment names none
     */
    KernelFolders(Map<String, String> environment, OperatingSystem system, Path home) {
        this.environment = new TreeMap<>(system == OperatingSystem.WINDOWS ? String.CASE_INSENSITIVE_ORDER : null);
        this.environment.putAll(environment);
        this.environment.values().removeIf(String::isBlank);
        this.system = system;
        this.home = home.getFileSystem().getPath(this.environment.getOrDefault(
                system == OperatingSystem.WINDOWS ? "USERPROFILE" : "HOME", home.toString()));
    }

    /** Returns the folders of this machine and user. */
    public static KernelFolders here() {
        return new KernelFolders(System.getenv(), OperatingSystem.here(), Path.of(System.getProperty("user.home")));
    }

    /** Returns the user's own folder of kernels. */
    public Path user() {
        return kernels(named("JUPYTER_DATA_DIR", data()));
    }

    private Path data() {
        return switch (system) {
            case LINUX -> named("XDG_DATA_HOME", home.resolve(".local/share")).resolve("jupyter");
            case MACOS -> home.resolve(asTheSystemHasThem() ? "Library/Application Support/Jupyter" : "Library/Jupyter");
            case WINDOWS -> asTheSystemHasThem() ? named("LOCALAPPDATA", home.resolve("AppData/Local")).resolve("Jupyter")
                    : environment.containsKey("APPDATA") ? named("APPDATA", home).resolve("jupyter")
                    : named("JUPYTER_CONFIG_DIR", home.resolve(".jupyter")).resolve("data");
        };
    }

    /** Jupyter can be told to use the folders that other programs use there. */
    private boolean asTheSystemHasThem() {
        return !environment.getOrDefault("JUPYTER_PLATFORM_DIRS", "no").matches("(?i)no?|false|off|0|0\\.0");
    }

    private Path named(String variable, Path otherwise) {
        return environment.containsKey(variable) ? path(environment.get(variable)) : otherwise;
    }

    private Path path(String text) {
        return home.getFileSystem().getPath(text);
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
                return below(path(environment.get(name)));
            }
        }
        return below(path(askPython()));
    }

    /** What Windows calls python3, if anything, only tells where to buy one. */
    private String askPython() throws IOException {
        String python = system == OperatingSystem.WINDOWS ? "python" : "python3";
        try {
            Process asked = new ProcessBuilder(python, "-X", "utf8", "-c", "import sys; print(sys.prefix)")
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String prefix = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!prefix.isEmpty()) {
                return prefix;
            }
            throw new IOException(python + " named no folder");
        } catch (IOException absent) {
            throw new IOException("--sys-prefix needs an active Python environment or " + python + " on the path; "
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

    /** Returns the folders of kernels that Jupyter looks at, in its order. */
    List<Path> searched() {
        List<Path> folders = new ArrayList<>();
        for (String entry : environment.getOrDefault("JUPYTER_PATH", "").split(system.pathSeparator())) {
            if (!entry.isBlank()) {
                folders.add(kernels(path(entry)));
            }
        }
        folders.add(user());
        try {
            folders.add(pythonEnvironment());
        } catch (IOException noPython) {
            // then it has no kernels either
        }
        if (system == OperatingSystem.WINDOWS) {
            folders.add(kernels(named("PROGRAMDATA", path("C:/ProgramData")).resolve("jupyter")));
        } else {
            folders.add(below(path("/usr/local")));
            folders.add(below(path("/usr")));
        }
        return folders.stream().distinct().toList();
    }
}
