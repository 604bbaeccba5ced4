// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The file from which the virtual machine takes classes that it would otherwise load and check anew each time. */
final class ClassArchive {

    private static final String FILE = "classes.jsa";
    private static final int PATIENCE_SECONDS = 180;

    private ClassArchive() {}

    /** Returns the options that use the archive: one that is not there, or fits no longer, is ignored without a word. */
    static List<String> options(Path folder) {
        return List.of("-XX:SharedArchiveFile=" + folder.resolve(FILE), "-Xlog:disable");
    }

    /** Makes the archive by a rehearsal with this command, and returns whether that went to its end. */
    static boolean make(JavaCommand command) throws IOException {
        Path archive = command.folder().resolve(FILE + "." + UUID.randomUUID());
        Process rehearsal = new ProcessBuilder(command.of(Rehearsal.class,
                List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:disable"))).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        boolean done = false;
        try {
            done = rehearsal.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && rehearsal.exitValue() == 0;
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        } finally {
            rehearsal.destroyForcibly();
        }
        place(archive, done);
        return done;
    }

    /** The folder may be another's by now, or gone. */
    private static void place(Path archive, boolean whole) throws IOException {
        if (whole && Files.exists(archive)) {
            Files.move(archive, archive.resolveSibling(FILE), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.deleteIfExists(archive);
    }
}
