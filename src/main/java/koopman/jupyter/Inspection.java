// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;

/** What is known of the name at the cursor: its signature, its Javadoc and, of a variable, its value. */
final class Inspection {

    private final CellShell shell;
    private final JdkSources sources;
    private final SourceComments comments;

    Inspection(CellShell shell) {
        this(shell, new JdkSources(Path.of(System.getProperty("java.home"))));
    }

    Inspection(CellShell shell, JdkSources sources) {
        this.shell = shell;
        this.sources = sources;
        this.comments = new SourceComments(shell, new LibrarySources(sources));
    }

    /** Returns what is known of the name at the cursor, or of the method whose arguments it is among, or null. */
    DisplayData at(String code, int cursor) {
        int end = cursor;
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        String before = code.substring(0, end);
        String call = before.stripTrailing().endsWith("(") ? before : before + "("; // a second one would be an argument
        return Stream.of(call, before, before.substring(0, openBracket(Tokens.of(before).withoutTexts()) + 1))
                .filter(each -> !each.isBlank()).map(this::documentation).filter(found -> !found.isEmpty())
                .findFirst().map(this::shown).orElse(null);
    }

    private static int openBracket(String code) {
        int depth = 0;
        for (int i = code.length() - 1; i >= 0; i--) {
            depth += code.charAt(i) == ')' ? 1 : code.charAt(i) == '(' ? -1 : 0;
            if (depth < 0) {
                return i;
            }
        }
        return -1;
    }

    private List<Documentation> documentation(String code) {
        int start = Pieces.of(code).openStart();
        String statement = code.substring(start);
        List<Documentation> found = shell.analysis().documentation(statement, statement.length(), true);
        return found.isEmpty() && start > 0
                ? shell.analysis().documentation("{" + code, code.length() + 1, true) : found;
    }

    private DisplayData shown(List<Documentation> found) {
        Stream<String> texts = found.stream()
                .map(each -> PlainText.clean(Signature.plain(each.signature())) + text(each)).distinct();
        boolean missing = found.stream().anyMatch(each -> text(each).isEmpty()
                && sources.areMissingFor(each.signature(), shell));
        return new DisplayData(Stream.concat(texts, missing ? Stream.of(sources.remedy()) : Stream.empty())
                .collect(Collectors.joining("\n\n")));
    }

    private String text(Documentation documentation) {
        String raw = documentation.javadoc();
        String text = raw == null || raw.isBlank() ? comments.of(documentation.signature()) : Javadoc.text(raw);
        return text.isBlank() ? "" : "\n" + text.indent(4).stripTrailing();
    }
}
