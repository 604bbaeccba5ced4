// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import koopman.Fuzz;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Has damaged files read that the kernel and its command read: all say what is wrong by the file's name, or make do. */
class KernelFilesFuzzTest {

    @TempDir
    Path folder;

    private static List<byte[]> texts(String... texts) {
        return Stream.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }

    @Test
    void aConnectionFileIsReadOrRefusedByName() {
        Path file = folder.resolve("connection.json");
        List<byte[]> whole = texts("""
                {"ip": "127.0.0.1", "control_port": 50160, "shell_port": 57503, "stdin_port": 52597, "hb_port": 42540,
                 "iopub_port": 40885, "transport": "tcp", "signature_scheme": "hmac-sha256", "key": "a0436f6c", "kernel_name": ""}
                """, """
                {"ip": "/tmp/kernel-1", "control_port": 1, "shell_port": 2, "stdin_port": 3, "hb_port": 4, "iopub_port": 5,
                 "transport": "ipc", "signature_scheme": "hmac-sha256", "key": ""}
                """);
        int refused = Fuzz.refused(10_000, whole, damaged -> {
            KernelConnectionProperties read = ConnectionFile.read(Fuzz.write(file, damaged));
            assertTrue(read.getShellPort() > 0 && read.getIopubPort() < 65536 && !read.getIp().isEmpty());
            assertNotNull(read.createHMACGenerator());
        }, file.toString(), IOException.class);
        assertTrue(refused > 1_000, "refused " + refused);
    }

    @Test
    void anInstalledKernelSaysWhatIsWrongWithIt() throws IOException {
        String java = JavaCommand.java().toString();
        Path jar = folder.resolve("kernel.jar");
        Files.write(jar, jar("a.jar b.jar"));
        List<byte[]> whole = texts("""
                {"argv": ["%s", "-cp", "%s", "%s", "{connection_file}"], "display_name": "Java", "language": "java"}
                """.formatted(java, jar, KernelProcess.class.getName()), """
                {"argv": ["sh", "kernel.sh", "{connection_file}"], "metadata": {"java": "%s", "class_path": "%s", "kernel": "%s"}}
                """.formatted(java, jar, KernelProcess.class.getName()));
        var kernel = new InstalledKernel(folder);
        Fuzz.refused(10_000, whole, damaged -> {
            Fuzz.write(folder.resolve(KernelFolder.SPECIFICATION), damaged);
            kernel.isOurs();
            assertFalse(kernel.jdk().isEmpty());
            String fault = kernel.fault();
            assertTrue(fault.isEmpty() || fault.endsWith(": install the kernel again") && fault.length() < 1_000, fault);
        }, "");
    }

    @Test
    void aJarNamesItsLibrariesOrIsRefused() throws IOException {
        Path file = folder.resolve("kernel.jar");
        Fuzz.Reader reader = damaged -> assertNotNull(new OwnJar(Fuzz.write(file, damaged)).libraries());
        Fuzz.refused(3_000, List.of(jar("lib/a.jar lib/b.jar")), reader, file.toString(), IOException.class);
    }

    private static byte[] jar(String libraries) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, libraries);
        var bytes = new ByteArrayOutputStream();
        new JarOutputStream(bytes, manifest).close();
        return bytes.toByteArray();
    }

    @Test
    void aNotebookHasCellsOrIsRefusedByName() {
        List<byte[]> whole = texts("""
                {"cells": [{"cell_type": "code", "metadata": {"vscode": {"languageId": "java"}},
                  "source": ["int a = 1;\\n", "a"]},
                 {"cell_type": "markdown", "source": "# Title"}, {"cell_type": "code", "source": "a + 1"}],
                 "metadata": {"kernelspec": {"language": "java"}, "language_info": {"name": "Java"}}, "nbformat": 4}
                """, """
                {"worksheets": [{"cells": [{"cell_type": "code", "language": "java", "input": ["1"]}]}], "metadata": {}}
                """);
        Path file = folder.resolve("book.ipynb");
        int refused = Fuzz.refused(10_000, whole, damaged -> {
            for (LoadedFile.Part part : new LoadedFile(Fuzz.write(file, damaged).toString()).parts()) {
                assertTrue(part.name().startsWith("book.ipynb, cell ") && part.source() != null);
            }
        }, "book.ipynb", IllegalArgumentException.class);
        assertTrue(refused > 1_000, "refused " + refused);
    }

    @Test
    void aFileOfJavaLosesItsPackageAtMost() {
        List<byte[]> whole = texts("package a.b; // first\nimport java.util.*;\n"
                + "/** Text. */ class A<T> { int a = \"x\\n\".length(); }\n",
                "/* note */ record B(String a, char b) { static final String C = \"\"\"\n  text \\\"\"\"\n \"\"\"; }\n");
        Path file = folder.resolve("Source.java");
        Fuzz.refused(100, whole, damaged -> { // the compiler takes 20 ms for each
            String text = new LoadedFile(Fuzz.write(file, damaged).toString()).parts().get(0).source();
            assertEquals(Files.readString(file).replaceFirst("^\ufeff", "").lines().count(), text.lines().count());
        }, file.toString(), IllegalArgumentException.class);
    }

    @Test
    void aDescriptionOfMavensTellsItsGroupOrNothing() {
        Path jar = folder.resolve("org/lib/1.0/lib-1.0.jar");
        PrintStream before = System.err;
        var said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            Files.createDirectories(jar.getParent());
            Fuzz.refused(3_000, texts("<?xml version=\"1.0\"?>\n<project><parent><groupId>org</groupId></parent>"
                    + "<artifactId>lib</artifactId><version>1.0</version></project>\n"), damaged -> {
                Fuzz.write(jar.resolveSibling("lib-1.0.pom"), damaged);
                String found = PomFile.sourcesOf(jar);
                assertTrue(found.isEmpty() || found.endsWith(":lib:jar:sources:1.0"), found);
            }, "");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            System.setErr(before);
        }
        assertEquals("", said.toString(StandardCharsets.UTF_8));
    }
}
