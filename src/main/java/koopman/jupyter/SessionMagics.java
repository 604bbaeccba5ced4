package koopman.jupyter;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import koopman.jupyter.CellShell.Place;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;

/** The magics that look at the session, time it, load code into it or show text. */
final class SessionMagics {

    private static final String HELP = """
            | magic | what it does |
            |---|---|
            | `%maven group:artifact:version` | resolves libraries with Maven, with what they need |
            | `%mavenRepo id url` | adds a repository to resolve from |
            | `%%loadFromPOM` | resolves the dependencies in the XML of the cell |
            | `%loadFromPOM file` | resolves the dependencies of a `pom.xml` |
            | `%jars pattern` | adds jars, such as `lib/*.jar` |
            | `%classpath path` | adds jars or folders of classes; alone, lists what was added |
            | `%load file` | runs a notebook, `.jshell` or `.java` file here |
            | `%time code`, `%%time` | runs code and says how long it took |
            | `%%html`, `%%markdown`, `%%latex` | show the cell as that |
            | `%who` | lists variables, methods and types |
            | `%reset` | forgets them all |
            | `?name` | what is known of a name, in the pager |

            From Java: `display(x)`, `display(x, "text/html")`, `render(x)`, `updateDisplay(id, x)`, `clearOutput()`.
            A semicolon behind the last expression hides its value.
            """;

    private SessionMagics() {}

    static void register(JavaKernel kernel) {
        MagicsRegistry registry = kernel.getMagicsRegistry();
        registry.registerLineMagic("help", (same, arguments) -> shown(HELP, "text/markdown"));
        registry.registerLineMagic("who", (same, arguments) -> who(kernel.shell().shell()));
        registry.registerLineMagic("reset", (same, arguments) -> reset(kernel));
        registry.registerLineMagic("load", (same, arguments) -> load(kernel, arguments));
        registry.registerLineMagic("time", (same, arguments) -> time(kernel, String.join(" ", arguments)));
        registry.registerCellMagic("time", (same, arguments, body) -> time(kernel, body));
        registry.registerCellMagic("html", (same, arguments, body) -> shown(body, "text/html"));
        registry.registerCellMagic("markdown", (same, arguments, body) -> shown(body, "text/markdown"));
        registry.registerCellMagic("latex", (same, arguments, body) -> shown(body, "text/latex"));
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

    private static Object time(JavaKernel kernel, String body) throws CellFailure {
        var threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        long wall = System.nanoTime();
        try {
            return kernel.shell().eval(body, new Place(kernel.session().count(), 2));
        } finally {
            System.out.printf(Locale.ROOT, "%.3f s, of which %.3f s on the processor%n",
                    (System.nanoTime() - wall) / 1e9, (threads.getCurrentThreadCpuTime() - cpu) / 1e9);
        }
    }

    private static Object load(JavaKernel kernel, List<String> arguments) throws CellFailure, IOException {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("%load needs a file: a notebook, .jshell or .java");
        }
        for (String name : arguments) {
            Path file = Path.of(name);
            if (!Files.isReadable(file)) {
                throw new IllegalArgumentException(name + " must be a readable file; looked for it in "
                        + Path.of("").toAbsolutePath());
            }
            String text = Files.readString(file);
            for (String source : name.endsWith(".ipynb") ? cells(text) : List.of(text)) {
                kernel.session().evaluate(source);
            }
        }
        return CellShell.NOTHING;
    }

    private static List<String> cells(String notebook) {
        return JsonParser.parseString(notebook).getAsJsonObject().getAsJsonArray("cells").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(cell -> cell.get("cell_type").getAsString().equals("code"))
                .map(SessionMagics::source).toList();
    }

    private static String source(JsonObject cell) {
        JsonElement source = cell.get("source");
        return source.isJsonPrimitive() ? source.getAsString() : source.getAsJsonArray().asList().stream()
                .map(JsonElement::getAsString).collect(Collectors.joining());
    }
}
