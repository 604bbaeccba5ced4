// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import koopman.jupyter.KernelClient.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Extensions that come with a library while the kernel runs: JJava's plain ones, ours, and broken ones. */
class ExtensionsTest {

    private static final String PLAIN = """
            package acme;
            import org.dflib.jjava.jupyter.kernel.BaseKernel;
            public class Plain implements org.dflib.jjava.jupyter.Extension {
                public void install(BaseKernel kernel) {
                    kernel.getMagicsRegistry().registerLineMagic("acme", (same, arguments) -> "magic of " + arguments);
                    kernel.getRenderer().createRegistration(Unit.class).preferring("text/html")
                            .register((unit, context) -> context.getOutputContainer().putHTML("<i>unit</i>"));
                    kernel.evalRaw("int ofExtension = 42;");
                }
            }
            """;
    private static final String RICH = """
            package acme;
            public class Rich implements koopman.jupyter.KernelExtension {
                public java.util.List<String> imports() { return java.util.List.of("acme.*"); }
            }
            """;
    private static final String FAILING = """
            package acme;
            public class Failing implements org.dflib.jjava.jupyter.Extension {
                public void install(org.dflib.jjava.jupyter.kernel.BaseKernel kernel) {
                    throw new IllegalStateException("has no key");
                }
            }
            """;

    @TempDir
    static Path library;

    private static KernelClient client;

    @BeforeAll
    static void start() throws IOException {
        compile(Map.of("Plain", PLAIN, "Rich", RICH, "Failing", FAILING, "Unit", "package acme; public class Unit {}"));
        Path services = Files.createDirectories(library.resolve("META-INF/services"));
        Files.writeString(services.resolve("org.dflib.jjava.jupyter.Extension"),
                "acme.Missing\nacme.Failing\nacme.Plain\nacme.Rich\n");
        client = new KernelClient(Map.of());
    }

    @AfterAll
    static void end() {
        client.close();
    }

    private static void compile(Map<String, String> sources) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-d", library.toString(), "-cp", System.getProperty("java.class.path")));
        for (Map.Entry<String, String> each : sources.entrySet()) {
            arguments.add(Files.writeString(library.resolve(each.getKey() + ".java"), each.getValue()).toString());
        }
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)));
    }

    @Test
    void theyAreInstalledWithTheirLibraryAndABrokenOneIsALineOnStderr() {
        Outcome added = client.run("%classpath " + library);
        assertEquals("ok", added.status(), added::toString);
        String said = added.stream("stderr");
        assertTrue(said.contains("acme.Missing") && said.contains("acme.Failing (java.lang.IllegalStateException: has no key) "
                + "must load: its library is used without its extension\n"), said);
        assertEquals(2, said.lines().count(), said);

        assertEquals("magic of [a, b]", client.run("%acme a b").value());
        assertEquals("42", client.run("ofExtension").value());
        assertEquals("<i>unit</i>", client.run("new Unit()").of("execute_result").get(0).data("text/html"));

        assertEquals("", client.run("%classpath " + library).stream("stderr"), "each is found once");
        assertEquals("ok", client.run("%reset").status());
        assertEquals("<i>unit</i>", client.run("new Unit()").of("execute_result").get(0).data("text/html"));
    }

    @Test
    void theLibrarysImportsFollowTheKernels() {
        List<String> imports = Imports.declarations();
        assertEquals("import java.util.*;", imports.get(0));
        assertEquals("import static koopman.jupyter.Notebook.*;", imports.get(6));
        assertTrue(imports.indexOf("import koopman.widget.Interact;") < imports.indexOf("import koopman.data.*;"), imports::toString);
        assertEquals("ok", client.run("Samples none = null;").status());
    }

    @Test
    void theSourcesOfTheLibraryAreFound() throws IOException {
        URI base = URI.create(Extensions.sources().get(0).toString());
        assertTrue(base.toString().endsWith("META-INF/sources/"), base::toString);
    }
}
