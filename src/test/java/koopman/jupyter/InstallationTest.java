// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import koopman.Launcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar with its libraries, as the build makes it, at places with odd names; and what is left when it goes. */
class InstallationTest {

    @TempDir
    private Path folder;

    private Path jar;
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void build() throws IOException {
        Path lib = Files.createDirectories(folder.resolve("a clone/lib"));
        List<String> names = new ArrayList<>();
        Path classes = null;
        for (String each : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path entry = Path.of(each).toAbsolutePath();
            if (Files.isRegularFile(entry)) {
                Files.createSymbolicLink(lib.resolve(entry.getFileName()), entry);
                names.add("lib/" + entry.getFileName());
            } else if (Files.exists(entry.resolve("koopman/Launcher.class"))) {
                classes = entry;
            }
        }
        jar = write(folder.resolve("a clone/koopman.jar"), classes, names);
    }

    private static Path write(Path jar, Path classes, List<String> libraries) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Launcher.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", libraries));
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest); Stream<Path> files = Files.walk(classes)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
                Files.copy(each, out);
            }
        }
        return jar;
    }

    private int koopman(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(JavaCommand.java().toString(), "-jar", jar.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        said.clear();
        said.addAll(new String(process.getInputStream().readAllBytes()).lines().toList());
        assertTrue(process.waitFor(2, TimeUnit.MINUTES));
        return process.exitValue();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static KernelClient start(Path kernel, Map<String, String> environment) throws IOException {
        var specification = JsonParser.parseString(Files.readString(kernel.resolve("kernel.json"))).getAsJsonObject();
        return new KernelClient(specification.getAsJsonArray("argv").asList().stream().map(JsonElement::getAsString).toList(),
                environment);
    }

    @Test
    void aKernelLivesWithoutTheJarItCameFrom() throws Exception {
        Map<String, String> utf8 = Map.of("LC_ALL", "C.UTF-8");
        Path place = Files.createDirectory(folder.resolve("größe 'q' \"$HOME"));
        assertEquals(0, koopman(utf8, "kernel", "install", "--dir", place.toString(), "--jvm-option", "-Dsaid=it's $1 \"x\""),
                said::toString);
        delete(jar.getParent());
        Path kernel = place.resolve("kernels/koopman");
        assertTrue(Files.exists(kernel.resolve("classes.jsa")), said::toString);
        try (KernelClient client = start(kernel, Map.of("LC_ALL", "C", "LANG", "de_XX.UTF-8"))) {
            assertEquals("it's $1 \"x\"", client.run("System.getProperty(\"said\")").value());
            Path file = folder.resolve("süß.txt");
            client.run("Files.writeString(Path.of(\"" + folder + "/süß.txt\"), \"ß\")");
            assertTrue(Files.exists(file), "a name with accents");
            assertEquals("ok", client.run("Samples none = null;").status(), "the library is there");
            String argument = "ProcessHandle.current().info().arguments().map(Arrays::toString).orElse(\"\")";
            assertTrue(client.run(argument).value().contains(kernel + "/kernel.jar"), "the copy runs");
            assertEquals(String.valueOf(client.process().pid()), client.run("ProcessHandle.current().pid()").value());
        }
    }

    @Test
    void listTellsABrokenKernelAndUninstallRemovesAllOfIt() throws Exception {
        Map<String, String> here = Map.of("JUPYTER_PATH", folder.toString(), "JUPYTER_DATA_DIR", folder.resolve("no").toString());
        assertEquals(0, koopman(here, "kernel", "install", "--dir", folder.toString(), "--no-archive"), said::toString);
        Path kernel = folder.resolve("kernels/koopman");
        assertListed(here, kernel, "JDK " + System.getProperty("java.version"));

        Path library = kernel.resolve("lib").resolve(new OwnJar(jar).libraries().get(0).replace("lib/", ""));
        Files.delete(library);
        assertListed(here, kernel, "broken: " + library + " must be there: install the kernel again");
        Files.delete(kernel.resolve("kernel.jar"));
        assertListed(here, kernel, "broken: " + kernel.resolve("kernel.jar") + " must be there: install the kernel again");
        Path specification = kernel.resolve("kernel.json");
        Files.writeString(specification, Files.readString(specification).replace("/bin/java\"", "/bin/gone\""));
        assertListed(here, kernel, "broken: java (" + System.getProperty("java.home")
                + "/bin/gone) must be there: install the kernel again");
        Files.writeString(specification, "{");
        assertListed(here, kernel, "broken: " + specification + " must be readable: install the kernel again");

        assertEquals(0, koopman(here, "kernel", "uninstall", "--dir", folder.toString()), said::toString);
        try (Stream<Path> files = Files.list(kernel.getParent())) {
            assertEquals(List.of(), files.toList());
        }
    }

    private void assertListed(Map<String, String> environment, Path kernel, String state) throws Exception {
        assertEquals(0, koopman(environment, "kernel", "list"));
        assertTrue(said.contains("koopman      " + kernel + "  " + state), said::toString);
    }

    @Test
    void aJarWithoutItsLibrariesSaysSoWhateverTheCommand() throws Exception {
        Path alone = Files.createDirectory(folder.resolve("alone"));
        jar = Files.copy(jar, alone.resolve("koopman.jar"));
        int libraries = new OwnJar(jar).libraries().size();
        for (String command : List.of("kernel", "data", "reproduce", "--help")) {
            assertEquals(1, koopman(Map.of(), command, "mnist"));
            assertEquals(1, said.size(), said::toString);
            assertTrue(said.get(0).startsWith(jar + " (without lib/") && said.get(0).endsWith(" and " + (libraries - 1)
                    + " more) must have its " + libraries + " libraries beside it: copy the folder lib there too"), said::toString);
        }
    }

    @Test
    void twoInstallationsAtOnceBothEndWell() throws Exception {
        String[] command = {"kernel", "install", "--dir", folder.toString(), "--no-archive"};
        List<String> second = new ArrayList<>(List.of(JavaCommand.java().toString(), "-jar", jar.toString()));
        second.addAll(List.of(command));
        Process other = new ProcessBuilder(second).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertEquals(0, koopman(Map.of(), command), said::toString);
        assertTrue(other.waitFor(2, TimeUnit.MINUTES));
        assertEquals(0, other.exitValue());
        try (Stream<Path> files = Files.list(folder.resolve("kernels"))) {
            assertEquals(List.of(folder.resolve("kernels/koopman")), files.toList());
        }
        assertFalse(Files.readString(folder.resolve("kernels/koopman/kernel.json")).isEmpty());
    }
}
