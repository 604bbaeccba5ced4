// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;

/** What could be typed at the cursor: names, members, packages, and variables of the cell that has not run yet. */
final class Completion {

    private static final Pattern WORD = Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*");
    private static final int FEW = 8; // so many get their signatures looked up

    private final CellShell shell;

    Completion(CellShell shell) {
        this.shell = shell;
    }

    /** Returns the names that fit at the cursor: none within a text or a comment. */
    ReplacementOptions at(String code, int cursor) {
        String before = code.substring(0, cursor);
        if (Tokens.of(before).endsWithin()) {
            return new ReplacementOptions(List.of(), cursor, cursor);
        }
        PackageIndex.await(shell.analysis());
        int start = Pieces.of(before).openStart();
        String statement = before.substring(start);
        Set<String> names = new LinkedHashSet<>();
        int anchor = cursor;
        for (String whole : ways(before.substring(0, start), statement)) {
            int[] found = new int[1];
            List<String> more = suggestions(whole, found);
            int place = cursor - (whole.length() - found[0]);
            if (!more.isEmpty() && (names.isEmpty() || place == anchor)) {
                names.addAll(more);
                anchor = place;
            }
        }
        return names.isEmpty() ? words(code, cursor) : new ReplacementOptions(List.copyOf(names), anchor, cursor);
    }

    /** The statement with what the cell declares before it, and alone, as JShell reads most easily. */
    private List<String> ways(String before, String statement) {
        List<String> ways = new ArrayList<>();
        if (!before.isBlank() || statement.indexOf('{') >= 0) {
            ways.addAll(new Surroundings(before).around(statement));
        }
        ways.add(statement);
        return ways;
    }

    private List<String> suggestions(String code, int[] anchor) {
        return shell.analysis().completionSuggestions(code, code.length(), anchor).stream()
                .sorted((a, b) -> Boolean.compare(b.matchesType(), a.matchesType()))
                .map(Suggestion::continuation).distinct().toList();
    }

    /** Words of the cell itself: better than nothing where the cell does not make sense yet. */
    private static ReplacementOptions words(String code, int cursor) {
        int start = cursor;
        while (start > 0 && Character.isJavaIdentifierPart(code.charAt(start - 1))) {
            start--;
        }
        String typed = code.substring(start, cursor);
        List<String> words = typed.isEmpty() ? List.of() : WORD.matcher(code).results().map(MatchResult::group)
                .filter(word -> word.startsWith(typed) && !word.equals(typed)).distinct().toList();
        return new ReplacementOptions(words, start, cursor);
    }

    /** Returns, for clients that show it beside the names, what kind of thing each is, and a few signatures. */
    List<Map<String, Object>> types(String code, ReplacementOptions options) {
        boolean few = options.getReplacements().size() <= FEW;
        return options.getReplacements().stream().map(name -> Map.<String, Object>of("text", name,
                "start", options.getSourceStart(), "end", options.getSourceEnd(), "type", kind(name),
                "signature", few ? signatures(code.substring(0, options.getSourceStart()) + name) : "")).toList();
    }

    private static String kind(String name) {
        if (name.startsWith("%")) {
            return "magic";
        }
        if (name.endsWith("(") || name.endsWith("()")) {
            return "function";
        }
        return Character.isUpperCase(name.charAt(0)) ? name.equals(name.toUpperCase(Locale.ROOT)) ? "static" : "class"
                : "instance";
    }

    private String signatures(String code) {
        String statement = code.substring(Pieces.of(code).openStart()).replaceFirst("\\)$", "");
        return Stream.of(shell.analysis().documentation(statement, statement.length(), false)).flatMap(List::stream)
                .map(Documentation::signature).distinct().limit(3).collect(Collectors.joining("\n"));
    }
}
