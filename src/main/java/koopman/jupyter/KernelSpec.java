package koopman.jupyter;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What Jupyter has to know to start this kernel: the command line and the environment in a {@code kernel.json}.
 *
 * @param name the folder's name and what notebooks call the kernel by: letters, digits, dots, dashes, underscores
 * @param jvmOptions options of the Java command, behind our own, so that they win
 * @param archived whether to store the kernel's classes beside it, for a quicker start
 */
public record KernelSpec(String name, List<String> jvmOptions, boolean archived) {

    /** The name that the notebooks of this project ask for. */
    public static final String DEFAULT_NAME = "koopman";

    static final String DISPLAY_NAME = "Java (Koopman)";
    private static final String FILE = "kernel.json";
    private static final int FIRST_WITH_NATIVE_ACCESS = 22;
    private static final int FIRST_WITH_UNSAFE_ACCESS = 23;

    /** The heap of a kernel; tensors live outside it. On purpose: a heap without a limit can end the session. */
    private static final String HEAP = "-Xmx2g";

    static final List<String> OPTIONS = options(Runtime.version().feature());

    /** Threads that wait must spin briefly at most, and freed tensors are to be used again: both make training faster. */
    private static final Map<String, String> ENVIRONMENT = new TreeMap<>(Map.of("OMP_WAIT_POLICY", "passive",
            "GOMP_SPINCOUNT", "1000", "MALLOC_ARENA_MAX", "1", "MALLOC_MMAP_THRESHOLD_", "33554432",
            "MALLOC_TRIM_THRESHOLD_", "536870912"));

    /**
     * The encoding is the protocol's, whatever the system's is. The last three: a cell's own frames in stack traces,
     * and cells that JShell can forget. Libraries that reach into memory themselves would have later JDKs warn of it
     * in the middle of a cell.
     */
    private static List<String> options(int jdk) {
        List<String> options = new ArrayList<>(List.of("-Djava.awt.headless=true", "-Dfile.encoding=UTF-8",
                "-Dai.djl.offline=true", "-Dslf4j.internal.verbosity=ERROR", "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+ShowHiddenFrames", "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED"));
        if (jdk >= FIRST_WITH_UNSAFE_ACCESS) {
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        return List.copyOf(options);
    }

    public KernelSpec {
        if (!name.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException("name (" + name
                    + ") must consist of letters, digits, dots, dashes and underscores");
        }
        jvmOptions = List.copyOf(jvmOptions);
    }

    /**
     * Returns the folder made in a folder of kernels, in place of an older one of ours.
     *
     * @throws IOException if the folder cannot be written, or holds another kernel of that name
     */
    public Path install(Path kernels) throws IOException {
        Path folder = kernels.resolve(name).toAbsolutePath().normalize();
        refuseStrangers(folder);
        Files.createDirectories(folder);
        Logo.write(folder);
        Path written = Files.createTempFile(folder, "kernel", ".tmp");
        Files.writeString(written, json(folder) + "\n");
        written.toFile().setReadable(true, false);
        Files.move(written, folder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
        return folder;
    }

    /**
     * Returns the folder that was removed from a folder of kernels.
     *
     * @throws IOException if there is no such kernel, or it is not ours
     */
    public Path uninstall(Path kernels) throws IOException {
        Path folder = kernels.resolve(name).toAbsolutePath().normalize();
        if (!Files.exists(folder.resolve(FILE))) {
            throw new IOException("No kernel " + name + " is installed in " + kernels);
        }
        refuseStrangers(folder);
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
        return folder;
    }

    private static void refuseStrangers(Path folder) throws IOException {
        if (Files.exists(folder.resolve(FILE)) && !isOurs(folder)) {
            throw new IOException(folder + " holds another kernel: choose another --name");
        }
    }

    /** Returns whether a kernel's folder holds a kernel of ours. */
    static boolean isOurs(Path folder) {
        try {
            return Files.readString(folder.resolve(FILE)).contains(KernelProcess.class.getName());
        } catch (IOException unreadable) {
            return false;
        }
    }

    private String json(Path folder) throws IOException {
        Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
        JsonObject spec = new JsonObject();
        spec.add("argv", gson.toJsonTree(command(folder)));
        spec.addProperty("display_name", name.equals(DEFAULT_NAME) ? DISPLAY_NAME : "Java (" + name + ")");
        spec.addProperty("language", "java");
        spec.addProperty("interrupt_mode", "message");
        spec.add("env", gson.toJsonTree(ENVIRONMENT));
        return gson.toJson(spec);
    }

    private List<String> command(Path folder) throws IOException {
        List<String> command = new ArrayList<>(List.of(java(), HEAP));
        command.addAll(OPTIONS);
        if (Runtime.version().feature() >= FIRST_WITH_NATIVE_ACCESS) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(jvmOptions);
        if (archived) {
            command.addAll(ClassArchive.make(folder, command));
        }
        command.addAll(List.of("-cp", classPath(), KernelProcess.class.getName(), "{connection_file}"));
        return command;
    }

    private static String java() {
        boolean windows = File.separatorChar == '\\';
        return Path.of(System.getProperty("java.home"), "bin", windows ? "java.exe" : "java").toString();
    }

    /** The jar of this class, which names the others; or the class path as it is, when run from folders. */
    static String classPath() {
        try {
            Path here = Path.of(KernelSpec.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return Files.isRegularFile(here) ? here.toString() : System.getProperty("java.class.path");
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
