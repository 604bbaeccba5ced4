// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

    @TempDir
    Path folder;

    @Test
    void isWrittenAndReplacedLeavingNothingElse() throws IOException {
        Path file = folder.resolve("a.txt");
        write(file, "one");
        write(file, "two");
        assertEquals("two", Files.readString(file));
        assertEquals(List.of(file), list());
    }

    @Test
    void staysAsItWasIfTheContentFails() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "old");
        var failed = assertThrows(IOException.class, () -> new WholeFile(file).write(out -> {
            out.write(new byte[100_000]);
            throw new IOException("the source dried up");
        }));
        assertEquals(file + " could not be written whole (the source dried up): make room or choose another place; "
                + "what was there before is there still", failed.getMessage());
        assertEquals("old", Files.readString(file));
        assertEquals(List.of(file), list());
    }

    @Test
    void mayHaveALongName() throws IOException {
        for (String name : List.of("n".repeat(250), "ü".repeat(120))) {
            write(folder.resolve(name), "long");
            assertEquals("long", Files.readString(folder.resolve(name)));
        }
        assertEquals(2, list().size());
    }

    @Test
    void hasTheModeOfAnyNewFile() throws IOException {
        assumePosix();
        Path plain = Files.writeString(folder.resolve("plain"), "");
        write(folder.resolve("whole"), "");
        assertEquals(Files.getPosixFilePermissions(plain), Files.getPosixFilePermissions(folder.resolve("whole")));
    }

    @Test
    void leavesALinkALink() throws IOException {
        assumePosix();
        Path target = Files.writeString(Files.createDirectory(folder.resolve("there")).resolve("target"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("there", "target"));
        Path toNothing = Files.createSymbolicLink(folder.resolve("new"), folder.resolve("there").resolve("fresh"));
        write(link, "new");
        write(toNothing, "made");
        assertTrue(Files.isSymbolicLink(link) && Files.isSymbolicLink(toNothing));
        assertEquals("new", Files.readString(target));
        assertEquals("made", Files.readString(folder.resolve("there").resolve("fresh")));
    }

    @Test
    void writesThroughAPipe() throws Exception {
        assumePosix();
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        var read = CompletableFuture.supplyAsync(() -> read(pipe));
        write(WholeFile.require("--out", pipe).file(), "through");
        assertEquals("through", read.get(10, TimeUnit.SECONDS));
        assertTrue(Files.exists(pipe) && !Files.isRegularFile(pipe));
    }

    private static String read(Path pipe) {
        try {
            return Files.readString(pipe);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Test
    void saysThatADeviceIsFull() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full));
        var failed = assertThrows(IOException.class, () -> write(full, "x"));
        assertTrue(failed.getMessage().startsWith("/dev/full could not be written whole (No space left on device)"),
                failed.getMessage());
    }

    @Test
    void refusesBeforehandWhatCannotBeWritten() {
        refused("--out () must be a file: a folder, or no name, cannot be written to", Path.of(""));
        refused("--out (/) must be a file: a folder, or no name, cannot be written to", Path.of("/"));
        refused("--out (" + folder + ") must be a file: a folder, or no name, cannot be written to", folder);
        refused("--out (" + folder.resolve("no/a") + ") must be in a folder that exists: make " + folder.resolve("no")
                + ", or choose another", folder.resolve("no/a"));
        assertEquals("--out (a\0b) must be a name that this system's files can have (Nul character not allowed): "
                + "set LC_ALL=C.UTF-8 if it has letters beyond ASCII",
                assertThrows(IllegalArgumentException.class, () -> WholeFile.path("--out", "a\0b")).getMessage());
    }

    private static void refused(String message, Path file) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, () -> WholeFile.require("--out", file)).getMessage());
    }

    @Test
    void isWholeWheneverTheProcessIsKilled() throws Exception {
        Path file = folder.resolve("killed");
        write(file, Writer.text(0));
        for (int kill = 0; kill < 8; kill++) {
            Process writer = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto",
                    "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Writer.class.getName(), file.toString())
                    .redirectErrorStream(true).start();
            assertEquals('.', writer.getInputStream().read(), "the writer must have begun");
            Thread.sleep(10 + 7 * kill);
            writer.destroyForcibly().waitFor();
            byte[] left = Files.readAllBytes(file);
            byte[] expected = new byte[left.length];
            Arrays.fill(expected, left[0]);
            assertEquals(Writer.LENGTH, left.length);
            assertArrayEquals(expected, left);
        }
    }

    /** Writes one file over and over, each time of other letters. */
    static final class Writer {

        static final int LENGTH = 200_000;

        private Writer() {}

        public static void main(String[] arguments) throws IOException {
            for (int i = 1; ; i++) {
                write(Path.of(arguments[0]), text(i));
                System.out.print(".");
                System.out.flush();
            }
        }

        static String text(int i) {
            return String.valueOf((char) ('a' + i % 26)).repeat(LENGTH);
        }
    }

    private static void write(Path file, String text) throws IOException {
        new WholeFile(file).write(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void assumePosix() {
        assumeTrue(Files.exists(Path.of("/bin/sh")), "needs POSIX files");
    }

    private List<Path> list() throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
