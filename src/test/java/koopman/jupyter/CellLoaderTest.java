// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes of libraries that cells bring. */
class CellLoaderTest {

    private static final String SOURCE = """
            package far;
            public class Endless {
                public static void run() { while (true) {} }
                public static int seven() { return 7; }
            }""";

    @AfterEach
    void end() {
        Interrupts.endCell();
        Interrupts.leaveUserCode();
    }

    private static Path compiled(Path folder) throws IOException {
        Path source = Files.createDirectories(folder.resolve("far")).resolve("Endless.java");
        Files.writeString(source, SOURCE);
        ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString());
        return folder;
    }

    private static Path jar(Path folder) throws IOException {
        Path jar = folder.resolve("far.jar");
        java.util.spi.ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, "cf", jar.toString(), "-C",
                folder.toString(), "far");
        return jar;
    }

    @Test
    void aLoopOfALibraryIsInterrupted(@TempDir Path folder) throws Exception {
        Path classes = compiled(folder);
        for (Path path : List.of(classes, jar(classes))) {
            CellLoader loader = new CellLoader();
            loader.addToClasspath(path.toString());
            Class<?> endless = loader.classLoader().loadClass("far.Endless");
            assertEquals(7, endless.getMethod("seven").invoke(null));
            assertEquals("far", endless.getPackage().getName());
            assertEquals(path.toUri().toURL(), endless.getProtectionDomain().getCodeSource().getLocation());
            Interrupts.beginCell();
            Interrupts.request();
            assertEquals(Interrupts.CellInterrupted.class, assertThrows(InvocationTargetException.class,
                    () -> endless.getMethod("run").invoke(null)).getCause().getClass());
            end();
        }
    }
}
