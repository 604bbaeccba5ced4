// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the kernel's Java is called: with the Java of this process and the class path in a kernel's folder.
 *
 * @param folder the kernel's folder
 * @param jvmOptions the user's options, behind our own, so that they win
 * @param jar the jar that was copied there, or null for the class path of this process
 */
record JavaCommand(Path folder, List<String> jvmOptions, OwnJar jar) {

    private static final int FIRST_WITH_NATIVE_ACCESS = 22;
    private static final int FIRST_WITH_UNSAFE_ACCESS = 23;

    /** The heap of a kernel; tensors live outside it. On purpose: a heap without a limit can end the session. */
    private static final String HEAP = "-Xmx2g";

    /**
     * The encoding is the protocol's, whatever the system's is. The last three: a cell's own frames in stack traces,
     * and cells that JShell can forget.
     */
    private static final List<String> OPTIONS = List.of("-Djava.awt.headless=true", "-Dfile.encoding=UTF-8",
            "-XX:+UnlockDiagnosticVMOptions", "-XX:+ShowHiddenFrames",
            "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED");

    /** Returns whether commands are started by a script for a shell. */
    static boolean isUnix() {
        return File.separatorChar == '/';
    }

    /** Returns the options that the kernel and its extensions need. */
    static List<String> ownOptions() {
        List<String> options = new ArrayList<>(OPTIONS);
        if (Runtime.version().feature() >= FIRST_WITH_UNSAFE_ACCESS) { // libraries do, and the JDK would warn in a cell
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        options.addAll(Extensions.jvmOptions());
        return options;
    }

    /** Returns the Java of this process. */
    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", isUnix() ? "java" : "java.exe");
    }

    /** Returns all options but those for the class path. */
    List<String> options() {
        List<String> options = new ArrayList<>(List.of(HEAP));
        options.addAll(ownOptions());
        if (Runtime.version().feature() >= FIRST_WITH_NATIVE_ACCESS) {
            options.add("--enable-native-access=ALL-UNNAMED");
        }
        options.addAll(jvmOptions);
        return options;
    }

    /** Returns the copied jar, which names its libraries, or the class path of this process. */
    String classPath() {
        return jar != null ? folder.resolve(OwnJar.NAME).toString()
                : Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(each -> Path.of(each).toAbsolutePath().toString()).collect(Collectors.joining(File.pathSeparator));
    }

    /** Returns a whole command that runs one of the kernel's programs. */
    List<String> of(Class<?> program, List<String> more) {
        List<String> command = new ArrayList<>(List.of(java().toString()));
        command.addAll(options());
        command.addAll(more);
        command.addAll(List.of("-cp", classPath(), program.getName()));
        return command;
    }

    /**
     * Returns a script for a shell that starts the kernel in its own place. A Java before version 18 takes file names and
     * typed text for what the locale says, and in Docker none is set. The Java may have gone since: then another is tried.
     */
    String script(List<String> more) {
        String options = Stream.concat(options().stream(), more.stream()).map(JavaCommand::quoted)
                .collect(Collectors.joining(" \\\n  "));
        return """
                #!/bin/sh
                # Starts the Java kernel for Jupyter; "kernel install" wrote it.
                charset=$(locale charmap 2> /dev/null) || charset=${LC_ALL:-${LC_CTYPE:-$LANG}}
                case $charset in
                  *[Uu][Tt][Ff]8* | *[Uu][Tt][Ff]-8*) ;;
                  *) LC_ALL=C.UTF-8; export LC_ALL ;;
                esac
                java=@JAVA@
                if [ ! -x "$java" ]; then
                  echo "java ($java) must be there: install the kernel again" >&2
                  java=java
                  if [ -x "$JAVA_HOME/bin/java" ]; then java=$JAVA_HOME/bin/java; fi
                fi
                exec "$java" @OPTIONS@ \\
                  -cp @CLASSPATH@ @MAIN@ "$1"
                """.replace("@JAVA@", quoted(java().toString())).replace("@OPTIONS@", options)
                .replace("@CLASSPATH@", quoted(classPath())).replace("@MAIN@", KernelProcess.class.getName());
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
