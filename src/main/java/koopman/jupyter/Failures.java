// SPDX-License-Identifier: Apache-2.0
package koopman.jupyter;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.UnresolvedReferenceException;
import koopman.jupyter.CellShell.Place;
import koopman.jupyter.Snippets.Result;
import koopman.jupyter.Thrown.Part;

/** Turns what went wrong in a cell into words: the line and a caret, or a stack trace that ends at the cell. */
final class Failures {

    private static final int FIRST = 16;
    private static final int LAST = 4;
    private static final Pattern FIELD_OF_CELL = Pattern.compile("REPL\\.\\$JShell\\$\\w+\\.");
    static final String RED = "\u001b[31m";
    static final String BOLD = "\u001b[1m";
    static final String PLAIN = "\u001b[0m";

    private final JShell shell;
    private final List<DeclarationSnippet> declarations = new ArrayList<>();

    Failures(JShell shell) {
        this.shell = shell;
    }

    /** Returns what the compiler has against a piece: nothing if it has run. */
    CompileErrors compileErrors(Result result, Piece piece, Wording wording, Place place) {
        CompileErrors errors = new CompileErrors();
        for (SnippetEvent event : result.events()) {
            if (event.causeSnippet() == null && (event.status() == Status.REJECTED || isBeyondLimits(event))) {
                List<Diag> own = shell.diagnostics(event.snippet()).filter(Diag::isError).toList();
                List<Diag> typed = own.stream().filter(each -> !wording.wasPutIn(each.getPosition())).toList();
                (typed.isEmpty() ? own : typed).forEach(each -> errors.add(piece, wording, place, each));
                if (errors.isEmpty()) {
                    errors.add(piece, place, "this does not compile");
                }
            }
        }
        return errors;
    }

    /** Throws if what has run did not come to its end. */
    void check(Result result) throws CellFailure {
        for (SnippetEvent event : result.events()) {
            if (event.causeSnippet() == null) {
                check(event, result.thrown());
            }
        }
    }

    private void check(SnippetEvent event, Thrown thrown) throws CellFailure {
        if (Interrupts.requested()) {
            throw interrupted(event.exception() == null ? List.of() : frames(event.exception()));
        }
        if (event.exception() != null) {
            throw thrown(event.exception(), thrown);
        }
        if (event.snippet() instanceof DeclarationSnippet declared) {
            declarations.add(declared);
        }
    }

    /** JShell takes what no class file can hold for something that a later declaration may mend. */
    private boolean isBeyondLimits(SnippetEvent event) {
        return event.status() == Status.RECOVERABLE_NOT_DEFINED
                && shell.diagnostics(event.snippet()).anyMatch(Diag::isError)
                && !(event.snippet() instanceof DeclarationSnippet declared
                        && shell.unresolvedDependencies(declared).findAny().isPresent());
    }

    /** Warns of what the cell has declared and nobody can use yet, because something it needs is missing. */
    void warnOfUnusable() {
        for (DeclarationSnippet each : declarations) {
            Status status = shell.status(each);
            if (status == Status.RECOVERABLE_DEFINED || status == Status.RECOVERABLE_NOT_DEFINED) {
                System.err.println(each.name() + " is declared, but not to be used before " + missing(each)
                        + " is declared.");
            }
        }
        declarations.clear();
    }

    private String missing(DeclarationSnippet declared) {
        return shell.unresolvedDependencies(declared).collect(Collectors.joining(", "));
    }

    /** Returns the failure of a cell that the user has stopped. */
    CellFailure interrupted(List<String> frames) {
        List<String> lines = new ArrayList<>(List.of(RED + "Interrupted" + PLAIN));
        lines.addAll(frames);
        return new CellFailure("Interrupted", "the cell was interrupted", lines);
    }

    private CellFailure thrown(JShellException problem, Thrown thrown) {
        List<String> lines = new ArrayList<>();
        Throwable told = problem;
        for (Part part : thrown.parts()) {
            String indent = "    ".repeat(part.depth());
            lines.add(indent + part.relation() + RED + headline(part, told) + PLAIN);
            List<String> frames = part.repeated() ? List.of() : frames(told == null ? part.problem() : told);
            frames.forEach(frame -> lines.add(indent + frame));
            told = told == null ? null : told.getCause();
        }
        boolean unresolved = problem instanceof UnresolvedReferenceException;
        String name = (unresolved ? problem : thrown.problem()).getClass().getSimpleName();
        return new CellFailure(name, unresolved ? headline(null, problem) : message(thrown.parts().get(0)), lines);
    }

    private String headline(Part part, Throwable told) {
        if (told instanceof UnresolvedReferenceException unresolved) {
            return unresolvedMessage(unresolved);
        }
        String name = PlainText.clean(part.problem().getClass().getName());
        String message = message(part);
        return (message == null ? name : name + ": " + message) + (part.repeated() ? " (shown above)" : "");
    }

    private static String message(Part part) {
        String message = part.message();
        return message == null ? null : PlainText.clean(FIELD_OF_CELL.matcher(message).replaceAll(""));
    }

    private String unresolvedMessage(UnresolvedReferenceException unresolved) {
        DeclarationSnippet snippet = unresolved.getSnippet();
        return "it calls " + snippet.name() + ", which needs " + missing(snippet) + ": not declared yet";
    }

    private static List<String> frames(Throwable problem) {
        List<String> lines = Stream.of(problem.getStackTrace())
                .filter(frame -> !frame.getClassName().contains("$Lambda") && !frame.getMethodName().equals("do_it$Aux"))
                .map(frame -> "    at " + frame(frame)).toList();
        return lines.size() <= FIRST + LAST ? lines : cut(lines);
    }

    /** The frames of an endless recursion say the same thousands of times. */
    private static List<String> cut(List<String> lines) {
        List<String> cut = new ArrayList<>(lines.subList(0, FIRST));
        cut.add(String.format("    … %,d more …", lines.size() - FIRST - LAST));
        cut.addAll(lines.subList(lines.size() - LAST, lines.size()));
        return cut;
    }

    private static String frame(StackTraceElement frame) {
        String file = frame.getFileName();
        if (frame.getMethodName().equals("do_it$")) {
            return "an earlier cell"; // whose lines JShell has forgotten
        }
        if (file == null || !file.startsWith("#")) {
            return frame.getClassName() + "." + frame.getMethodName() + "("
                    + (file == null ? "" : file + (frame.getLineNumber() < 0 ? "" : ":" + frame.getLineNumber())) + ")";
        }
        String[] place = file.substring(1).split(":");
        int line = Integer.parseInt(place[1]) + frame.getLineNumber() - 1;
        String method = frame.getMethodName().isEmpty() ? "" : ", in " + methodName(frame);
        return "cell " + place[0] + ", line " + line + method;
    }

    private static String methodName(StackTraceElement frame) {
        String type = frame.getClassName().replaceFirst("^REPL\\.|^\\.", "");
        String method = frame.getMethodName().replaceFirst("^lambda\\$(do_it\\$)?(\\w*?)\\$*\\d*$", "a lambda");
        return (type.isEmpty() ? "" : type + ".") + method;
    }
}
