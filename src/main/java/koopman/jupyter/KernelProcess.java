// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.IOException;
import java.nio.file.Path;

/** A process that is a kernel: {@code java -cp koopman.jar koopman.jupyter.KernelProcess CONNECTION_FILE}. */
public final class KernelProcess {

    private static final int USAGE = 2;

    private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";

    private KernelProcess() {}

    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("KernelProcess needs one argument, the connection file that Jupyter writes.");
            System.exit(USAGE);
        }
        try {
            run(Path.of(arguments[0]));
        } catch (IOException unusable) {
            System.err.println(unusable.getMessage());
            System.exit(1);
        }
    }

    /**
     * Starts a kernel in this JVM, which ends when Jupyter asks it to or is gone.
     *
     * @throws IOException if the connection file cannot be used
     */
    public static void run(Path connectionFile) throws IOException {
        if (System.getProperty(LOG_FORMAT) == null) {
            System.setProperty(LOG_FORMAT, "%4$s %3$s: %5$s%6$s%n"); // level, logger, message: no class of a cell
        }
        new JavaKernel(Connection.from(connectionFile)).start();
        endWithParent(System.getenv("JPY_PARENT_PID"));
    }

    /** Jupyter names its own process to those it starts; without it nobody would ever end this one. */
    private static void endWithParent(String parent) {
        if (parent != null && parent.matches("[1-9]\\d*")) {
            ProcessHandle.of(Long.parseLong(parent)).ifPresentOrElse(
                    process -> process.onExit().thenRun(() -> Runtime.getRuntime().halt(1)),
                    () -> Runtime.getRuntime().halt(1));
        }
    }
}
