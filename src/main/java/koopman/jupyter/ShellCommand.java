// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A command of the system, run while the cell waits: what it prints comes as it prints it, its input is empty, and an
 * interrupt ends it with all processes that it started.
 */
final class ShellCommand {

    private static final boolean WINDOWS = File.separatorChar == '\\';
    private static final int LOOK_MILLIS = 50;

    /** What a command that left a process in the background has printed is read for so long after its end. */
    private static final int REST_MILLIS = 500;

    private final List<String> command;

    private ShellCommand(List<String> command) {
        this.command = command;
    }

    /** Returns the command that the system's own shell makes of a text. */
    static ShellCommand of(String text) {
        return new ShellCommand(WINDOWS ? List.of("cmd", "/d", "/c", "chcp 65001 >nul & " + text)
                : List.of("/bin/sh", "-c", text));
    }

    /** Returns the script for Bash where there is one, else for the system's own shell. */
    static ShellCommand ofBash(String script) {
        Path bash = Path.of("/bin/bash");
        return Files.isExecutable(bash) ? new ShellCommand(List.of(bash.toString(), "-c", script)) : of(script);
    }

    /**
     * Runs it to its end.
     *
     * @throws CellFailure if it ends with another exit code than 0, or is interrupted
     */
    void run() throws CellFailure {
        try {
            Process process = new ProcessBuilder(command).start();
            process.getOutputStream().close();
            Thread out = pass(process.getInputStream(), System.out);
            Thread err = pass(process.getErrorStream(), System.err);
            await(process);
            out.join(REST_MILLIS);
            err.join(REST_MILLIS);
            check(process.exitValue());
        } catch (IOException unstartable) {
            throw failure(unstartable.getMessage());
        } catch (InterruptedException interrupt) {
            throw new CellFailure("Interrupted", "the command was interrupted", List.of("Interrupted"));
        }
    }

    private static Thread pass(InputStream from, PrintStream to) {
        Thread thread = new Thread(() -> {
            byte[] buffer = new byte[8192];
            try {
                for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
                    to.write(buffer, 0, length);
                    to.flush();
                }
            } catch (IOException closed) {
                to.flush();
            }
        }, "command output");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void await(Process process) throws InterruptedException {
        try {
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (Interrupts.requested()) {
                    throw new InterruptedException();
                }
            }
        } finally {
            if (process.isAlive()) {
                List<ProcessHandle> children = process.descendants().toList();
                process.destroyForcibly();
                children.forEach(ProcessHandle::destroyForcibly);
            }
        }
    }

    private static void check(int exitCode) throws CellFailure {
        if (exitCode != 0) {
            throw failure("The command ended with exit code " + exitCode + ".");
        }
    }

    private static CellFailure failure(String reason) {
        return new CellFailure("CommandError", reason, List.of(reason));
    }
}
