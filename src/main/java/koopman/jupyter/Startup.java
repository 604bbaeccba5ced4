// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the environment says about the start of a session, under the names that IJava and JJava have for it: class path,
 * options of the compiler, scripts, and how long a cell may take. Of both names, the newer one counts.
 */
final class Startup {

    private static final List<String> PREFIXES = List.of("JJAVA_", "IJAVA_");
    private static final Startup OF_PROCESS = new Startup(System.getenv());

    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();
    private boolean done;

    Startup(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Returns what this process was started with. */
    static Startup ofProcess() {
        return OF_PROCESS;
    }

    private String value(String name) {
        return PREFIXES.stream().map(prefix -> environment.get(prefix + name)).filter(value -> value != null)
                .findFirst().orElse("");
    }

    /** Returns options of the compiler behind those that every session has; with wrong ones, no cell would run. */
    List<String> compilerOptions(List<String> own) {
        List<String> more = Arguments.of(value("COMPILER_OPTS"));
        if (more.isEmpty()) {
            return own;
        }
        try {
            ParsedSource.of("", more);
            return Stream.concat(own.stream(), more.stream()).toList();
        } catch (IllegalArgumentException | IllegalStateException unknown) {
            problems.add("COMPILER_OPTS (" + value("COMPILER_OPTS") + ") must be options of javac, and are not used: "
                    + unknown.getMessage());
            return own;
        }
    }

    /** Returns the jars and folders that cells see from the start. */
    List<Path> classPath() {
        return paths("CLASSPATH");
    }

    /** Returns how long a cell may take: without end unless the environment says so. */
    TimeLimit timeLimit() {
        try {
            return TimeLimit.of(value("TIMEOUT"));
        } catch (IllegalArgumentException garbled) {
            problems.add(garbled.getMessage());
            return TimeLimit.NONE;
        }
    }

    /** Returns whether extensions of the kernel are to be loaded: a "0" or "false" in the environment says no. */
    boolean loadsExtensions() {
        String value = environment.get("JJAVA_LOAD_EXTENSIONS");
        return value == null || !value.strip().matches("(?i)|0|false");
    }

    /** Runs the scripts, once; what fails is told on standard error and does not end the session. */
    void run(Magics magics) {
        if (done) {
            return;
        }
        done = true;
        paths("STARTUP_SCRIPTS_PATH").forEach(file -> attempt(file.toString(),
                () -> new LoadedFile(file.toString()).run(magics)));
        if (!value("STARTUP_SCRIPT").isBlank()) {
            attempt("STARTUP_SCRIPT", () -> magics.evaluate(value("STARTUP_SCRIPT"), LoadedFile.place("STARTUP_SCRIPT")));
        }
        problems.forEach(System.err::println);
        problems.clear();
    }

    private List<Path> paths(String name) {
        List<Path> paths = new ArrayList<>();
        for (String pattern : value(name).split(File.pathSeparator)) {
            if (!pattern.isBlank()) {
                try {
                    paths.addAll(new FilePattern(pattern.strip()).paths());
                } catch (IllegalArgumentException missing) {
                    problems.add(name + ": " + missing.getMessage());
                }
            }
        }
        return paths;
    }

    private interface Attempt {
        void run() throws Exception;
    }

    private void attempt(String name, Attempt attempt) {
        try {
            attempt.run();
        } catch (CellFailure failure) {
            problems.add("The start-up script " + name + " failed:\n" + String.join("\n", failure.lines()));
        } catch (Exception failed) {
            problems.add("The start-up script " + name + " failed: " + failed.getMessage());
        }
    }
}
