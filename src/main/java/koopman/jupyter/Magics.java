// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import koopman.jupyter.CellShell.Place;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/**
 * The commands of cells that are not Java: {@code %name} for a line, {@code %%name} for a whole cell, {@code !command}
 * for the system, {@code ?name} to read about a name, and {@code exit} to leave a console.
 */
final class Magics {

    private static final Pattern CELL = Pattern.compile("\\s*%%(\\w+)([^\\n]*)(?:\\n(.*))?", Pattern.DOTALL);
    private static final Pattern QUESTION = Pattern.compile("\\s*\\?+\\s*([\\w.]+)\\s*|\\s*([\\w.]+)\\?+\\s*");
    private static final Pattern EXIT = Pattern.compile("\\s*(exit|quit)\\s*");

    /** What follows these names is code, and stays as it is. */
    private static final Set<String> WITH_CODE = Set.of("time");

    private final JavaKernel kernel;
    private final MagicCalls calls;
    private Place place = new Place(0, 1);

    Magics(JavaKernel kernel) {
        this.kernel = kernel;
        this.calls = new MagicCalls(kernel);
        SessionMagics.register(kernel);
        FileMagics.register(kernel);
        DependencyMagics.register(kernel);
    }

    /** Returns whether a cell has lines that are not Java. */
    boolean isMagic(String code) {
        return isExit(code) || QUESTION.matcher(code).matches() || CELL.matcher(code).matches()
                || code.lines().anyMatch(MagicLines::isCandidate) && !java(code).equals(code)
                || code.lines().anyMatch(line -> CELL.matcher(line).matches());
    }

    /** A variable of that name is Java. */
    private boolean isExit(String code) {
        Matcher exit = EXIT.matcher(code);
        return exit.matches() && kernel.shell().shell().variables().noneMatch(each -> each.name().equals(exit.group(1)));
    }

    /** Returns the value of source that stands at that place, magics and line ends of Windows included. */
    Object evaluate(String source, Place start) throws Exception {
        String code = source.replace("\r\n", "\n").replace('\r', '\n');
        return isMagic(code) ? run(code, start) : kernel.shell().eval(code, start);
    }

    private Object run(String code, Place start) throws Exception {
        if (isExit(code)) {
            kernel.endClient();
            return CellShell.NOTHING;
        }
        Matcher question = QUESTION.matcher(code);
        if (question.matches()) {
            return page(question.group(1) == null ? question.group(2) : question.group(1));
        }
        Matcher cell = CELL.matcher(code);
        return cell.matches() ? cell(cell, start) : lines(code, start);
    }

    private Object page(String name) throws CellFailure {
        DisplayData known = calls.names(false).contains(name) || calls.names(true).contains(name) ? SessionMagics.help(name)
                : new Inspection(kernel.shell()).at(name, name.length());
        if (known == null) {
            String text = "Nothing is known of " + name + ".";
            throw new CellFailure("UnknownName", text, List.of(text));
        }
        kernel.page(known);
        return CellShell.NOTHING;
    }

    private Object cell(Matcher cell, Place start) throws Exception {
        int line = start.line() + Pieces.lineEnds(cell.group().substring(0, cell.start(1)));
        place = new Place(start.cell(), line);
        return shown(calls.call(cell.group(1), arguments(cell.group(1), cell.group(2)),
                cell.group(3) == null ? "" : cell.group(3)));
    }

    /** Runs Java and other lines in turn. */
    private Object lines(String code, Place start) throws Exception {
        Object value = CellShell.NOTHING;
        StringBuilder java = new StringBuilder();
        Place javaStart = start;
        MagicLines magics = magicLines();
        List<String> lines = List.of(code.split("\n", -1));
        for (int i = 0; i < lines.size(); i++) {
            refuseCellMagic(java.toString(), lines.get(i));
            if (magics.isOne(java.toString(), lines, i)) {
                kernel.shell().eval(java.toString(), javaStart);
                java.setLength(0);
                place = new Place(start.cell(), start.line() + i);
                value = shown(line(lines.get(i)));
                javaStart = new Place(start.cell(), start.line() + i + 1);
            } else {
                java.append(lines.get(i)).append('\n');
            }
        }
        return java.toString().isBlank() ? value : kernel.shell().eval(java.toString(), javaStart);
    }

    private void refuseCellMagic(String java, String line) throws CellFailure {
        Matcher cell = CELL.matcher(line);
        if (cell.matches() && !Pieces.of(java).isUnfinished()) {
            String text = "%%" + cell.group(1) + " must be the first line of its cell: it is for all of it";
            throw new CellFailure("MagicError", text, List.of(text));
        }
    }

    private Object line(String line) throws Exception {
        Matcher command = MagicLines.COMMAND.matcher(line);
        if (command.matches()) {
            ShellCommand.of(command.group(1)).run();
            return CellShell.NOTHING;
        }
        Matcher magic = MagicLines.MAGIC.matcher(line);
        magic.matches();
        return calls.call(magic.group(1), arguments(magic.group(1), magic.group(2)), null);
    }

    private static List<String> arguments(String name, String rest) {
        return !WITH_CODE.contains(name) ? Arguments.of(rest) : rest.isBlank() ? List.of() : List.of(rest.strip());
    }

    private MagicLines magicLines() {
        return new MagicLines(kernel.shell(), calls.names(false));
    }

    private static Object shown(Object value) {
        return value instanceof MagicCalls.Quiet ? CellShell.NOTHING : value;
    }

    MagicCalls calls() {
        return calls;
    }

    /** Returns where the running magic stands. */
    Place place() {
        return place;
    }

    /** Returns a cell with blanks in the place of all that is not Java, so that what is left stands where it stood. */
    String java(String code) {
        Matcher cell = CELL.matcher(code);
        if (cell.matches()) {
            return WITH_CODE.contains(cell.group(1)) ? blank(code, cell.end(1)) : blank(code, code.length());
        }
        StringBuilder pending = new StringBuilder();
        MagicLines magics = magicLines();
        List<String> lines = new ArrayList<>(List.of(code.split("\n", -1)));
        for (int i = 0; i < lines.size(); i++) {
            if (magics.isOne(pending.toString(), lines, i)) {
                lines.set(i, blank(lines.get(i), magicEnd(lines.get(i))));
                pending.setLength(0);
            } else {
                pending.append(lines.get(i)).append('\n');
            }
        }
        return String.join("\n", lines);
    }

    private static int magicEnd(String line) {
        Matcher magic = MagicLines.MAGIC.matcher(line);
        return magic.matches() && WITH_CODE.contains(magic.group(1)) ? magic.end(1) : line.length();
    }

    private static String blank(String code, int end) {
        return code.substring(0, end).replaceAll("[^\n]", " ") + code.substring(end);
    }

    /** Returns what may be typed at a cursor that does not stand in Java: names of magics and of files, or nothing. */
    Optional<ReplacementOptions> complete(String code, int cursor) {
        int lineStart = code.lastIndexOf('\n', cursor - 1) + 1;
        String typed = code.substring(lineStart, cursor);
        if (typed.matches("%{1,2}\\w*")) {
            Stream<String> all = Stream.concat(calls.names(false).stream().map(name -> "%" + name),
                    lineStart == 0 ? calls.names(true).stream().map(name -> "%%" + name) : Stream.empty());
            List<String> fitting = all.filter(name -> name.startsWith(typed)).toList();
            return Optional.of(new ReplacementOptions(fitting, lineStart, cursor));
        }
        boolean blanked = !typed.isBlank() && java(code).substring(lineStart, cursor).isBlank();
        boolean inBody = CELL.matcher(code).matches() && java(code).isBlank();
        return !blanked && !inBody ? Optional.empty()
                : Optional.of(FileNames.takesFiles(typed) ? FileNames.at(code, lineStart, cursor)
                : new ReplacementOptions(List.of(), cursor, cursor));
    }
}
