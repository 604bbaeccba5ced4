// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells the lines of a cell that are magics or commands of the system from Java: a line is one only where the Java
 * before it is finished, and never if it can be read as Java that compiles.
 */
final class MagicLines {

    /** A name and what follows it. */
    static final Pattern MAGIC = Pattern.compile("\\s*%([A-Za-z_]\\w*)(.*)");

    /** A command of the system. */
    static final Pattern COMMAND = Pattern.compile("\\s*!(?!=)\\s*(\\S.*)");

    private static final Pattern NEGATED = Pattern.compile("[!(\\s]+([A-Za-z_$][\\w$]*)");

    private final CellShell shell;
    private final Set<String> names;

    MagicLines(CellShell shell, Set<String> names) {
        this.shell = shell;
        this.names = names;
    }

    /** Returns whether a line could be one: only then is it worth a closer look. */
    static boolean isCandidate(String line) {
        return MAGIC.matcher(line).matches() || COMMAND.matcher(line).matches();
    }

    /** Returns whether a line of a cell, behind Java that has not run yet, is a magic or a command. */
    boolean isOne(String java, List<String> lines, int index) {
        String line = lines.get(index);
        return isCandidate(line) && !Pieces.of(java).isUnfinished() && (COMMAND.matcher(line).matches()
                ? !isExpression(java, String.join("\n", lines.subList(index, lines.size()))) : isMagic(java, line));
    }

    /** Behind a statement without its semicolon, {@code %name} may be a remainder. */
    private boolean isMagic(String java, String line) {
        Matcher magic = MAGIC.matcher(line);
        magic.matches();
        String before = Tokens.of(java).withoutTexts().stripTrailing();
        boolean block = before.endsWith("}") && !before.contains("switch"); // whose value may be divided
        if (before.isEmpty() || before.endsWith(";") || block) {
            return true;
        }
        String name = magic.group(1);
        return !isDeclared(name, before) && (names.contains(name) || before.endsWith("}"));
    }

    private boolean isDeclared(String name, String before) {
        Stream<String> known = Stream.concat(shell.shell().variables().map(each -> each.name()),
                shell.shell().methods().map(each -> each.name()));
        return known.anyMatch(name::equals) || Pattern.compile("\\b" + name + "\\b").matcher(before).find();
    }

    /** A negation is Java where its names are known; the first may be declared by the cell itself. */
    private boolean isExpression(String java, String rest) {
        Matcher name = NEGATED.matcher(rest);
        if (name.lookingAt() && isDeclared(name.group(1), Tokens.of(java).withoutTexts())) {
            return true;
        }
        List<Piece> pieces = Pieces.of(rest).list();
        String source = pieces.isEmpty() ? "" : pieces.get(0).source().replaceFirst(";$", "");
        return !source.isEmpty() && shell.analysis().analyzeType(source, source.length()) != null;
    }
}
