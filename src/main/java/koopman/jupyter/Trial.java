// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs one cell in a Java of its own, to see that it starts with its options and from its class path. */
public final class Trial {

    private static final String READY = "Java is ready for cells.";
    private static final int PATIENCE_SECONDS = 120;
    private static final int MOST_LINES = 4;

    /** What the virtual machine says beside the reason. */
    private static final String NOISE = "Error: Could not create the Java Virtual Machine.*|Error: A fatal exception has.*"
            + "|Picked up .*|\\s*";

    private final JavaCommand command;

    Trial(JavaCommand command) {
        this.command = command;
    }

    public static void main(String[] arguments) throws CellFailure {
        try (CellShell shell = new CellShell()) {
            shell.eval("1 + 1", new CellShell.Place(1, 1));
        }
        System.out.println(READY);
        System.exit(0);
    }

    /**
     * Demands that Java starts.
     *
     * @throws IllegalArgumentException with the virtual machine's own words if it does not
     */
    void demand() throws IOException {
        if (ModuleLayer.boot().findModule("jdk.jshell").isEmpty()) {
            throw new IllegalArgumentException("java (" + JavaCommand.java()
                    + ") must be of a JDK, with the module jdk.jshell: install one, or set JAVA_HOME to one");
        }
        Path said = Files.createTempFile("trial", ".txt");
        try {
            run(said);
            List<String> lines = Files.readString(said, java.nio.charset.Charset.defaultCharset()).lines().toList();
            if (!lines.contains(READY)) {
                throw new IllegalArgumentException(what() + words(lines));
            }
        } finally {
            Files.delete(said);
        }
    }

    private void run(Path said) throws IOException {
        Process java = new ProcessBuilder(command.of(Trial.class, List.of())).redirectErrorStream(true)
                .redirectOutput(said.toFile()).start();
        try {
            java.getOutputStream().close();
            java.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        } finally {
            java.destroyForcibly();
        }
    }

    private String what() {
        return command.jvmOptions().isEmpty() ? "java (" + JavaCommand.java() + ") must start: "
                : "--jvm-option (" + String.join(" ", command.jvmOptions()) + ") must be what this Java starts with: ";
    }

    private static String words(List<String> lines) {
        String words = lines.stream().filter(each -> !each.matches(NOISE)).limit(MOST_LINES).collect(Collectors.joining(" "));
        return words.isEmpty() ? "it did not within " + PATIENCE_SECONDS + " s" : words;
    }
}
