// SPDX-License-Identifier: Apache-2.0
package koopman.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.EngineProvider;
import ai.djl.util.Platform;
import ai.djl.util.Utils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spoils a folder of small libraries, and starts an engine that cannot have its own. */
class EngineFolderTest {

    private static final Supplier<String> STARTED = () -> "started";

    @TempDir
    Path cache;

    private Path folder;

    @BeforeEach
    void unpack() throws IOException {
        folder = Files.createDirectories(cache.resolve("version"));
        Files.write(folder.resolve("torch"), new byte[3]);
        Files.write(folder.resolve("math"), new byte[2]);
        Files.write(folder.resolve("bridge"), new byte[1]);
    }

    private EngineFolder small() {
        return new EngineFolder(cache, "version", Map.of("torch", 3L, "math", 2L), Map.of("bridge", 1L));
    }

    @Test
    void wholeLibrariesAreLeftAsTheyAreAndNothingIsWritten() throws IOException {
        assertEquals("started", small().whole(STARTED));
        assertEquals(List.of("bridge", "math", "torch"), names(folder));
        assertEquals(List.of("version"), names(cache));
    }

    @Test
    void aCutLibraryIsRemovedWithAllThatDjlUnpacksTogether() throws IOException {
        Files.write(folder.resolve("math"), new byte[1]);
        assertEquals("started", small().whole(() -> {
            assertFalse(Files.exists(folder), "DJL only moves there what it unpacks");
            return "started";
        }));
    }

    @Test
    void aLibraryThatIsMissingBesideOthersIsUnpackedAnewToo() throws IOException {
        Files.delete(folder.resolve("math"));
        small().whole(STARTED);
        assertFalse(Files.exists(folder));
    }

    @Test
    void aCutBridgeIsRemovedAlone() throws IOException {
        Files.write(folder.resolve("bridge"), new byte[0]);
        small().whole(STARTED);
        assertEquals(List.of("math", "torch"), names(folder));
    }

    @Test
    void aFolderThatCannotBeMadeIsToldWithItsSizeAndTheRemedy() throws IOException {
        Path file = Files.createFile(cache.resolve("file"));
        assertEquals("the folder of PyTorch's native libraries (" + file.resolve("x/version") + ", 4 MB) must be a folder that"
                + " can be written to (Not a directory): change its mode, make room, or let the environment variable "
                + "ENGINE_CACHE_DIR name another folder", refusal(new EngineFolder(file.resolve("x"), "version",
                Map.of("torch", 4L << 20), Map.of()), STARTED));
    }

    @Test
    void aDiskWithoutRoomIsToldBeforeAnythingIsUnpacked() {
        String message = refusal(new EngineFolder(cache, "version", Map.of("torch", Long.MAX_VALUE / 2), Map.of()), STARTED);
        assertTrue(message.matches("(?s).* \\(.*version, 4398046511103 MB\\) must have room for them, and has [0-9]+ MB: make "
                + "room, or let the environment variable ENGINE_CACHE_DIR name another folder"), message);
    }

    @Test
    void whatFailsWhileUnpackingOrLoadingIsToldWithTheFolder() {
        assertTrue(refusal(small(), failing(new IOException("No space left on device")))
                .contains(folder + ", 0 MB) must be a folder that can be written to (No space left on device): "));
        assertTrue(refusal(small(), failing(new UnsatisfiedLinkError("invalid ELF header")))
                .contains(folder + ", 0 MB) must hold what this system can load (invalid ELF header): delete it to unpack "));
    }

    private static Supplier<String> failing(Throwable cause) {
        return () -> {
            throw new EngineException("Failed", new EngineException("to start", cause));
        };
    }

    private static String refusal(EngineFolder refused, Supplier<String> start) {
        return assertThrows(UncheckedIOException.class, () -> refused.whole(start)).getMessage();
    }

    @Test
    void theSizesAreThoseOfWhatDjlUnpacked() throws IOException {
        Engine.getInstance();
        EngineFolder real = EngineFolder.of(Platform.detectPlatform("pytorch"));
        assertEquals(Utils.getEngineCacheDir("pytorch"), real.cache());
        assertTrue(real.torch().size() > 2 && real.bridge().size() == 1, real::toString);
        for (var sizes : List.of(real.torch(), real.bridge())) {
            for (var library : sizes.entrySet()) {
                assertEquals(library.getValue(), Files.size(real.cache().resolve(real.name()).resolve(library.getKey())));
            }
        }
    }

    @Test
    void djlFindsTheCheckedEngineFirst() {
        assertInstanceOf(CheckedEngine.class, ServiceLoader.load(EngineProvider.class).stream().map(ServiceLoader.Provider::get)
                .filter(each -> each.getEngineName().equals("PyTorch")).findFirst().orElseThrow());
    }

    @Test
    void theCommandSaysItInOneLine() throws Exception {
        Path file = Files.createFile(cache.resolve("file"));
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-DENGINE_CACHE_DIR=" + file, "-cp", System.getProperty("java.class.path"), "koopman.Main", "reproduce",
                "yin-yang", "--only", "baselines").redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(1, process.waitFor());
        assertTrue(said.lines().reduce("", (before, line) -> line)
                .startsWith("koopman reproduce: the folder of PyTorch's native libraries (" + file), said);
        assertFalse(said.contains("\tat "), said);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }
}
