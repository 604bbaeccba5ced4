package koopman.jupyter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import koopman.jupyter.CellShell.Place;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;

/**
 * The commands of cells that are not Java: {@code %name} for a line, {@code %%name} for a whole cell, and
 * {@code ?name} to read about a name, and {@code exit} to leave a console.
 */
final class Magics {

    private static final Pattern LINE = Pattern.compile("\\s*%(\\w+)(.*)");
    private static final Pattern CELL = Pattern.compile("\\s*%%(\\w+)([^\\n]*)(?:\\n(.*))?", Pattern.DOTALL);
    private static final Pattern QUESTION = Pattern.compile("\\s*\\?+\\s*([\\w.]+)\\s*|\\s*([\\w.]+)\\?+\\s*");
    private static final Pattern EXIT = Pattern.compile("\\s*(?:exit|quit)\\s*");
    private static final Pattern ARGUMENT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+)");

    private final JavaKernel kernel;

    Magics(JavaKernel kernel) {
        this.kernel = kernel;
        SessionMagics.register(kernel);
        DependencyMagics.register(kernel);
    }

    /** Returns whether a cell has lines that are not Java. */
    boolean isMagic(String code) {
        return EXIT.matcher(code).matches() || QUESTION.matcher(code).matches()
                || code.lines().anyMatch(line -> line.strip().startsWith("%"));
    }

    /** Returns the value of a cell that has such lines. */
    Object run(String code, Place start) throws Exception {
        if (EXIT.matcher(code).matches()) {
            kernel.endClient();
            return CellShell.NOTHING;
        }
        Matcher question = QUESTION.matcher(code);
        if (question.matches()) {
            return page(question.group(1) == null ? question.group(2) : question.group(1));
        }
        Matcher cell = CELL.matcher(code);
        if (cell.matches()) {
            String body = cell.group(3) == null ? "" : cell.group(3);
            return call(true, cell.group(1), () -> registry().evalCellMagic(kernel, cell.group(1),
                    arguments(cell.group(2)), body));
        }
        return lines(code, start);
    }

    private Object page(String name) throws CellFailure {
        DisplayData known = new Inspection(kernel.shell()).at(name, name.length());
        if (known == null) {
            String text = "Nothing is known of " + name + ".";
            throw new CellFailure("UnknownName", text, List.of(text));
        }
        kernel.page(known);
        return CellShell.NOTHING;
    }

    /** Runs Java and magic lines in turn; a line in the middle of Java, as in a text block, is Java. */
    private Object lines(String code, Place start) throws Exception {
        Object value = CellShell.NOTHING;
        StringBuilder java = new StringBuilder();
        int number = start.line();
        int javaStart = number;
        for (String line : code.split("\n", -1)) {
            Matcher magic = LINE.matcher(line);
            if (magic.matches() && !Pieces.of(java.toString()).isUnfinished()) {
                kernel.shell().eval(java.toString(), new Place(start.cell(), javaStart));
                java.setLength(0);
                value = call(false, magic.group(1), () -> registry().evalLineMagic(kernel, magic.group(1),
                        arguments(magic.group(2))));
                javaStart = number + 1;
            } else {
                java.append(line).append('\n');
            }
            number++;
        }
        return java.toString().isBlank() ? value
                : kernel.shell().eval(java.toString(), new Place(start.cell(), javaStart));
    }

    private interface Call {
        Object value() throws Exception;
    }

    private Object call(boolean cell, String name, Call call) throws Exception {
        if (!names(cell).contains(name)) {
            String text = (cell ? "%%" : "%") + name + " is no magic. There are " + list(false)
                    + ", and for whole cells " + list(true) + ".";
            throw new CellFailure("UnknownMagic", text, List.of(text));
        }
        try {
            return call.value();
        } catch (IllegalArgumentException wrong) {
            throw new CellFailure("MagicError", wrong.getMessage(), List.of(String.valueOf(wrong.getMessage())));
        }
    }

    private String list(boolean cell) {
        return names(cell).stream().map(name -> (cell ? "%%" : "%") + name).collect(Collectors.joining(", "));
    }

    private TreeSet<String> names(boolean cell) {
        return new TreeSet<>(cell ? registry().getCellMagicNames() : registry().getLineMagicNames());
    }

    private MagicsRegistry registry() {
        return kernel.getMagicsRegistry();
    }

    private static List<String> arguments(String text) {
        List<String> arguments = new ArrayList<>();
        for (Matcher each = ARGUMENT.matcher(text); each.find();) {
            arguments.add(each.group(1) == null ? each.group(2) : each.group(1).replaceAll("\\\\(.)", "$1"));
        }
        return arguments;
    }

    /** Returns the magics that begin as the line at the cursor does, if it is one. */
    Optional<ReplacementOptions> complete(String code, int cursor) {
        int lineStart = code.lastIndexOf('\n', cursor - 1) + 1;
        String typed = code.substring(lineStart, cursor);
        if (!typed.matches("%{1,2}\\w*")) {
            return Optional.empty();
        }
        Stream<String> all = Stream.concat(names(false).stream().map(name -> "%" + name),
                lineStart == 0 ? names(true).stream().map(name -> "%%" + name) : Stream.empty());
        List<String> fitting = all.filter(name -> name.startsWith(typed)).toList();
        return Optional.of(new ReplacementOptions(fitting, lineStart, cursor));
    }
}
