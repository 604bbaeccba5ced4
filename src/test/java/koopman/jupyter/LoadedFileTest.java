// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedFileTest {

    @TempDir
    private Path folder;
    private static KernelClient client;

    @BeforeAll
    static void start() throws IOException {
        client = new KernelClient(Map.of());
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    private KernelClient.Outcome load(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        return client.run("%load \"" + file + "\"");
    }

    @Test
    void theClassesOfAPackageAreUsable() throws IOException {
        assertEquals("ok", load("Packed.java", """
                /* package nothing; */
                package a.b.
                    c;

                import java.time.Duration;

                public class Packed {
                    public static int size(Box box) { return box.n() + (int) Duration.ofSeconds(2).toSeconds(); }
                }

                record Box(int n) {}
                """).status());
        assertEquals("5", client.run("Packed.size(new Box(3))").value());
        assertEquals("PT1S", client.run("Duration.ofSeconds(1)").value());
    }

    @Test
    void aByteOrderMarkAndLineEndsOfWindowsAreNoHindrance() throws IOException {
        assertEquals("ok", load("marked.jshell", "\ufeffint marked = 3;\r\n%who\r\nint after = marked + 1;\r\n").status());
        assertEquals("4", client.run("after").value());
        assertEquals("ok", load("Marked.java", "\ufeffpackage p;\r\nclass Marked { int x = 5; }\r\n").status());
        assertEquals("5", client.run("new Marked().x").value());
    }

    @Test
    void anErrorNamesTheFileAndTheLineInIt() throws IOException {
        String error = load("Tree.java", "package p;\n\nclass Tree {\n    int size() { return \"many\"; }\n}\n").error();
        assertTrue(error.startsWith("Tree.java, line 4\n        int size() { return \"many\"; }\n"), error);
        String incomplete = load("Half.java", "class Half {\n    int size() {\n").error();
        assertTrue(incomplete.startsWith("Half.java, line 1\n"), incomplete);
    }

    @Test
    void aStackTraceNamesTheFileAsWell() throws IOException {
        load("Deep.java", "package p;\nclass Deep {\n    static int fail() {\n        return 1 / 0;\n    }\n}\n");
        String trace = client.run("Deep.fail()").error();
        assertTrue(trace.startsWith("java.lang.ArithmeticException: / by zero\n    at Deep.java, line 4, in Deep.fail\n"
                + "    at cell "), trace);
        assertTrue(load("run.jshell", "int k = 2;\nint z = 1 / (k - 2);\n").error().contains("at run.jshell, line 2"));
    }

    @Test
    void theCellsOfANotebookRunIfTheyAreJava() throws IOException {
        assertEquals("ok", load("mixed.ipynb", """
                {"cells": [{"cell_type": "markdown", "source": "no ; java"}, {"cell_type": "raw", "source": []},
                 {"cell_type": "code", "metadata": {"vscode": {"languageId": "python"}}, "source": "import os"},
                 {"cell_type": "code", "source": ["int first = 1;\\n", "int second = first + 1;"]},
                 {"cell_type": "code", "source": ""}], "metadata": {"language_info": {"name": "java"}}}
                """).status());
        assertEquals("2", client.run("second").value());
        String error = load("bad.ipynb", "{\"cells\": [{\"cell_type\": \"code\", \"source\": \"int ok;\"}, "
                + "{\"cell_type\": \"code\", \"source\": \"\\nint 3;\"}]}").error();
        assertTrue(error.startsWith("bad.ipynb, cell 2, line 2\n"), error);
    }

    @Test
    void anOldNotebookIsReadAndOneOfAnotherLanguageRefused() throws IOException {
        assertEquals("ok", load("old.ipynb", """
                {"nbformat": 3, "worksheets": [{"cells": [
                 {"cell_type": "code", "language": "python", "input": "import os"},
                 {"cell_type": "code", "language": "java", "input": ["int ", "old = 3;"]}]}]}
                """).status());
        assertEquals("3", client.run("old").value());
        assertEquals("snake.ipynb must be a notebook of Java, and is one of python\n", load("snake.ipynb",
                "{\"metadata\": {\"kernelspec\": {\"language\": \"python\"}}, \"cells\": []}").error());
    }

    @Test
    void whatCannotBeReadIsNamedWithItsLine() throws IOException {
        String error = load("broken.ipynb", "{\n \"cells\": [\n  {\"cell_type\": ]\n}\n").error();
        assertTrue(error.matches("broken.ipynb, line 3 must be JSON: .*\n"), error);
        assertTrue(load("list.ipynb", "[]").error().startsWith("list.ipynb must be a notebook"));
        assertTrue(load("none.ipynb", "{}").error().startsWith("none.ipynb must be a notebook, and has no cells"));
        Path latin = Files.write(folder.resolve("latin.jshell"), "String s = \"ü\";".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(latin + " must be a text in UTF-8\n", client.run("%load " + latin).error());
        Path missing = folder.resolve("missing.java");
        assertTrue(client.run("%load " + missing).error().startsWith(missing + " must be a readable file; looked for it in "));
    }

    @Test
    void aFileThatLoadsItselfIsRefused() throws IOException {
        Path file = folder.resolve("circle.jshell");
        assertEquals(file + " must not load itself\n", load("circle.jshell", "%load " + file).error());
    }
}
