// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;

/** The magics that look at the session, time it, load code into it or show text. */
final class SessionMagics {

    private static final String HELP = """
            | magic | what it does |
            |---|---|
            | `%maven group:artifact:version` | resolves libraries with Maven, with what they need |
            | `%maven --alone …` | without what they need; `--without group:artifact` leaves out a part of it |
            | `%maven --show …` | shows versions, sizes and licences of what came |
            | `%%maven` | takes coordinates from the lines of the cell |
            | `%mavenRepo id url` | adds a repository to resolve from |
            | `%%loadFromPOM` | resolves the dependencies in the XML of the cell |
            | `%loadFromPOM file` | resolves the dependencies of a `pom.xml` |
            | `%jars pattern` | adds jars, such as `lib/*.jar` or `~/libs/**/*.jar` |
            | `%classpath path` | adds jars or folders of classes; alone, lists what was added |
            | `%load file` | runs a notebook, `.jshell` or `.java` file here |
            | `%%writefile file` | writes the cell to a file; with `-a`, appends it |
            | `!command` | runs a command of the system |
            | `%%bash`, `%%sh` | run the cell as a script of the system's shell |
            | `%time code`, `%%time` | runs code and says how long it took |
            | `%%html`, `%%markdown`, `%%latex`, `%%svg`, `%%javascript` | show the cell as that |
            | `%who` | lists variables, methods and types |
            | `%reset` | forgets them all |
            | `%help` | shows this |
            | `?name` | what is known of a name or of a magic, in the pager |
            | `exit` | ends a console |

            From Java: `display(x)`, `display(x, "text/html")`, `render(x)`, `updateDisplay(id, x)`, `clearOutput()`,
            `print(x)`, `println(x)`, `printf(format, x)`, `eval(code)`, `lineMagic(name, arguments)`,
            `cellMagic(name, arguments, text)`, `getKernelInstance()`. The path of an image file as the last value shows it.
            A semicolon behind the last expression hides its value.
            Widgets: `Interact.of(IntSlider.of("step", 0, 100), step -> ...)`, and all others after
            `import koopman.widget.*;`. They live in JupyterLab with ipywidgets 8; other pages show the first value.
            Asserts count if the kernel was installed with `--jvm-option -ea`, preview features if with `--preview`.
            Read at the start, with `IJAVA_` or `JJAVA_` before the name: `CLASSPATH`, `STARTUP_SCRIPTS_PATH`,
            `STARTUP_SCRIPT`, `COMPILER_OPTS`, `TIMEOUT`.
            """;

    private static final Map<String, String> SHOWN = Map.of("html", "text/html", "markdown", "text/markdown",
            "latex", "text/latex", "svg", "image/svg+xml", "javascript", "application/javascript");

    private SessionMagics() {}

    static void register(JavaKernel kernel) {
        MagicsRegistry registry = kernel.getMagicsRegistry();
        registry.registerLineMagic("help", (same, arguments) -> shown(HELP, "text/markdown"));
        registry.registerLineMagic("who", (same, arguments) -> who(kernel.shell().shell()));
        registry.registerLineMagic("reset", (same, arguments) -> reset(kernel));
        registry.registerLineMagic("time", (same, arguments) -> time(kernel, String.join(" ", arguments)));
        registry.registerCellMagic("time", (same, arguments, body) ->
                time(kernel, String.join(" ", arguments) + "\n" + body));
        registry.registerCellMagic("bash", (same, arguments, body) -> command(ShellCommand.ofBash(body)));
        registry.registerCellMagic("sh", (same, arguments, body) -> command(ShellCommand.of(body)));
        SHOWN.forEach((name, type) ->
                registry.registerCellMagic(name, (same, arguments, body) -> shown(body, type)));
    }

    private static Object command(ShellCommand command) throws CellFailure {
        command.run();
        return CellShell.NOTHING;
    }

    /** Returns the lines of the help that speak of a magic. */
    static DisplayData help(String name) {
        return new DisplayData(HELP.lines().filter(line -> line.matches("\\| .*`%{1,2}" + name + "\\b.*"))
                .map(line -> line.replaceAll("^\\| | \\|$", "").replace(" | ", ": ").replace("`", ""))
                .collect(Collectors.joining("\n", "", "\n")));
    }

    private static DisplayData shown(String text, String type) {
        DisplayData data = new DisplayData(text);
        data.putData(type, text);
        return data;
    }

    private static DisplayData who(JShell shell) {
        String variables = shell.variables().map(each -> each.typeName() + " " + each.name())
                .collect(Collectors.joining("\n"));
        String methods = shell.methods().map(each -> each.name() + each.signature()
                .replaceFirst("(\\(.*\\))(.*)", "$1 : $2")).collect(Collectors.joining("\n"));
        String types = shell.types().map(each -> each.subKind().name().replaceFirst("_.*", "")
                .toLowerCase(Locale.ROOT) + " " + each.name()).collect(Collectors.joining("\n"));
        String all = Stream.of(variables, methods, types).filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n"));
        return new DisplayData(PlainText.clean(all.isEmpty() ? "Nothing is declared." : all));
    }

    private static Object reset(JavaKernel kernel) {
        kernel.session().reset();
        return CellShell.NOTHING;
    }

    private static Object time(JavaKernel kernel, String code) throws Exception {
        var threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        long wall = System.nanoTime();
        try {
            return kernel.session().magics().evaluate(code, kernel.session().magics().place());
        } finally {
            System.out.printf(Locale.ROOT, "%.3f s, of which %.3f s on the processor%n",
                    (System.nanoTime() - wall) / 1e9, (threads.getCurrentThreadCpuTime() - cpu) / 1e9);
        }
    }
}
