package koopman.jupyter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The file from which the virtual machine takes classes that it would otherwise load and check anew each time. */
final class ClassArchive {

    private static final String FILE = "classes.jsa";
    private static final int PATIENCE_SECONDS = 180;

    private ClassArchive() {}

    /**
     * Returns the options that use an archive in this folder, made by a rehearsal with these options; or none, if it
     * could not be made. An archive that no longer fits the jar or the JDK is ignored without a word.
     */
    static List<String> make(Path folder, List<String> javaAndOptions) throws IOException {
        Path archive = folder.resolve(FILE);
        Files.deleteIfExists(archive);
        List<String> command = new ArrayList<>(javaAndOptions);
        command.addAll(List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:disable", "-cp", KernelSpec.classPath(),
                Rehearsal.class.getName()));
        Process rehearsal = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            rehearsal.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        } finally {
            rehearsal.destroyForcibly();
        }
        return Files.exists(archive) ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable") : List.of();
    }
}
