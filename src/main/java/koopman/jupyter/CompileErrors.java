// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import jdk.jshell.Diag;
import koopman.jupyter.CellShell.Place;
import koopman.jupyter.Piece.State;
import koopman.jupyter.Syntax.Fault;

/** Shows what the compiler does not take: for each error the line, a caret under the place, and the message. */
final class CompileErrors {

    static final String NAME = "CompileError";
    private static final int MOST = 10;
    private static final int WIDEST = 200; // of a line, around the error
    private static final Map<String, String> REMEDIES = Map.of(
            "constant string too long", "a class holds texts of at most 65,535 bytes; read this one from a file",
            "code too large", "a class holds at most 64 KB of code for a method; split this up, or read it from a file",
            "too many constants", "a class holds at most 65,535 constants; read them from a file",
            "sealed class must have subclasses", "declare them in the same cell, or name them behind permits");

    private final List<Mistake> mistakes = new ArrayList<>();

    /** A message about the part of a piece from one position to another. */
    private record Mistake(Piece piece, Place place, String message, int start, int end) {}

    boolean isEmpty() {
        return mistakes.isEmpty();
    }

    void add(Piece piece, Place start, Fault fault) {
        mistakes.add(new Mistake(piece, start, plain(fault.message()), fault.start(), fault.end()));
    }

    /** Adds errors of another piece, and returns whether there are any. */
    boolean addAll(CompileErrors others) {
        return mistakes.addAll(others.mistakes);
    }

    void add(Piece piece, Wording wording, Place start, Diag error) {
        int length = piece.source().length();
        int at = Math.max(0, Math.min(wording.original(error.getPosition()), length));
        int from = Math.max(0, Math.min(wording.original(error.getStartPosition()), at));
        int to = Math.max(at, Math.min(wording.original(error.getEndPosition()), length));
        mistakes.add(new Mistake(piece, start, plain(error.getMessage(Locale.ENGLISH)), from, to));
    }

    /** Says what is wrong with a piece as a whole. */
    void add(Piece piece, Place start, String message) {
        mistakes.add(new Mistake(piece, start, message, 0, piece.tokens().get(0).text().length()));
    }

    /** Returns the failure of a cell whose last piece goes on behind its end. */
    static CellFailure unfinished(Piece piece, Place start) {
        Token open = piece.state() == State.OPEN ? Brackets.of(piece.tokens()).firstOpen(piece.tokens()) : piece.last();
        int from = open.start() - piece.start();
        Mistake mistake = new Mistake(piece, start,
                "The cell is incomplete: a bracket, a quote, a semicolon or the rest of this is missing.",
                from, open.end() - piece.start());
        return new CellFailure(NAME, "the cell is incomplete", lines(mistake));
    }

    /** Returns the failure that shows all of these errors, or of very many the first ones. */
    CellFailure failure() {
        Stream<String> shown = mistakes.stream().limit(MOST).flatMap(each -> lines(each).stream());
        int more = mistakes.size() - MOST;
        Stream<String> rest = more > 0 ? Stream.of(more + (more == 1 ? " more error" : " more errors")) : Stream.of();
        String first = mistakes.isEmpty() ? "the cell does not compile" : mistakes.get(0).message();
        return new CellFailure(NAME, first.lines().findFirst().orElse(first), Stream.concat(shown, rest).toList());
    }

    private static List<String> lines(Mistake mistake) {
        String source = mistake.piece().source();
        int at = mistake.start() < source.length() ? mistake.start() : Math.max(0, source.stripTrailing().length() - 1);
        int lineStart = source.lastIndexOf('\n', at - 1) + 1;
        int lineEnd = source.indexOf('\n', at) < 0 ? source.length() : source.indexOf('\n', at);
        int from = at - lineStart > WIDEST / 2 ? at - WIDEST / 2 : lineStart;
        int to = Math.min(lineEnd, from + WIDEST);
        int line = mistake.place().line() + Pieces.lineEnds(source.substring(0, lineStart));
        String margin = source.substring(from, at).replaceAll("[^\t]", " ") + (from > lineStart ? " " : "");
        int marked = Math.max(1, Math.min(to, mistake.end()) - at);
        return List.of(Failures.BOLD + "Cell " + mistake.place().cell() + ", line " + line + Failures.PLAIN,
                "    " + (from > lineStart ? "…" : "") + source.substring(from, to) + (to < lineEnd ? "…" : ""),
                "    " + margin + Failures.RED + "^".repeat(marked) + Failures.PLAIN,
                Failures.RED + mistake.message() + Failures.PLAIN);
    }

    private static String plain(String message) {
        String plain = PlainText.clean(message).replaceAll("\\R\\s*location:( class)?\\s*$", "")
                .replaceAll("\\(use --enable-preview [^)]*\\)", "(install the kernel with --jvm-option --enable-preview)");
        return REMEDIES.containsKey(plain) ? plain + ": " + REMEDIES.get(plain) : plain;
    }
}
