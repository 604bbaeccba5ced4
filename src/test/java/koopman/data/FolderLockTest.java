// SPDX-License-Identifier: Apache-2.0
package koopman.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds a folder from this process and from another one, which is killed. */
class FolderLockTest {

    @TempDir
    Path parent;

    @Test
    void aFolderIsMadeAndHasOneUserAtATime() throws IOException {
        Path folder = parent.resolve("new/models");
        FolderLock first = FolderLock.require("--keep", folder);
        refused("is in use by another run: wait for it, or name another folder", folder);
        FolderLock.require("--keep", parent.resolve("other")).close();
        first.close();
        FolderLock.require("--keep", folder).close();
    }

    @Test
    void theLockOfAnotherProcessEndsWhenThatIsKilled() throws Exception {
        Process holder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Holder.class.getName(),
                parent.toString()).redirectErrorStream(true).start();
        try {
            assertEquals('.', holder.getInputStream().read(), "the holder must have begun");
            refused("is in use by another run: wait for it, or name another folder", parent);
        } finally {
            holder.destroyForcibly().waitFor();
        }
        FolderLock.await(parent).close();
        FolderLock.require("--keep", parent).close();
    }

    /** Holds a folder until it is killed. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            FolderLock held = FolderLock.require("folder", Path.of(arguments[0]));
            try (held) {
                System.out.print(".");
                System.out.flush();
                Thread.sleep(Long.MAX_VALUE);
            }
        }
    }

    @Test
    void whatIsNoFolderOrCannotBeWrittenToIsRefused() throws IOException {
        refused("must name a folder", Path.of(""));
        Path file = Files.createFile(parent.resolve("file"));
        refused("must be a folder, but is a file", file);
        refused("must be a folder that can be written to (Not a directory): change its mode, or name another",
                file.resolve("models"));
    }

    @Test
    void aFolderThatTakesNoFilesIsRefused() {
        Path folder = Path.of("/proc");
        assumeTrue(Files.isDirectory(folder), "needs a folder that not even root can write to");
        String message = assertThrows(IllegalArgumentException.class, () -> FolderLock.require("--keep", folder)).getMessage();
        assertTrue(message.startsWith("--keep (/proc) must be a folder that can be written to ("), message);
    }

    private static void refused(String fault, Path folder) {
        assertEquals("--keep (" + folder + ") " + fault,
                assertThrows(IllegalArgumentException.class, () -> FolderLock.require("--keep", folder)).getMessage());
    }
}
